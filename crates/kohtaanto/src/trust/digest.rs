//! SHA-256 in lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// The digest of a text, such as a query that the audit log must recognise without keeping it.
///
/// A short text can be guessed from its digest: it hides nothing from someone who tries all likely
/// texts. It keeps what was typed out of the log's plain sight.
pub fn digest(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if text.len() != 2 * N || !text.chars().all(digits) {
        return None;
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("abc"), abc);
        assert_eq!(unhex::<32>(abc), Some(sha256(b"abc")));
        for wrong in ["", "ab", &abc[1..], &abc.to_uppercase(), &format!("+{}", &abc[1..])] {
            assert_eq!(unhex::<32>(wrong), None, "{wrong}");
        }
    }
}
