//! What a request costs without any of ours: one axum route with a constant answer, for comparison.
//!
//! ```text
//! bare 127.0.0.1:8081 8192        listens, and answers `/` with so many bytes
//! ```
#![allow(clippy::print_stderr, reason = "a program: it says that it listens")]

use anyhow::{Context, Result};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let address = args.next().context("give an address to listen on")?;
    let bytes: usize = args.next().context("give the bytes of the answer")?.parse()?;
    let body = axum::body::Bytes::from(" ".repeat(bytes));
    let answer = get(move || async move { ([(CONTENT_TYPE, "application/json")], body) });
    let listener = TcpListener::bind(&address).await?;
    eprintln!("bare: {bytes} bytes on {address}");
    Ok(axum::serve(listener, Router::new().route("/", answer)).await?)
}
