//! Prints the token ids of each line of standard input, for comparison with another tokenizer.
//!
//!     cargo run --release -p kohtaanto-embed --example tokens -- models/NAME/tokenizer.json < texts
//!
//! A line is a JSON string.
#![allow(clippy::print_stdout)]

use std::io::BufRead;
use std::path::Path;

use kohtaanto_embed::tokenizer::Tokenizer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a tokenizer.json")?;
    let tokenizer = Tokenizer::load(Path::new(&path))?;
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        println!("{}", serde_json::to_string(&tokenizer.encode(&text, 512))?);
    }
    Ok(())
}
