//! HTML entities that ads in our languages have.
//!
//! Numeric ones of any character, and the named ones of Latin-1 and of typography. Deliberately not
//! all 2,231 names of HTML5: an unknown name stays as it is.

/// A decoded character, as text.
pub(super) struct Decoded([u8; 4], usize);

impl Decoded {
    fn new(c: char) -> Self {
        let mut bytes = [0; 4];
        let length = c.encode_utf8(&mut bytes).len();
        Self(bytes, length)
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.1]).unwrap_or("")
    }
}

/// Decodes the entity at the start of a text, with what follows it. The semicolon may be missing
/// only behind a number.
pub(super) fn decode(text: &str) -> Option<(Decoded, &str)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        if end > 7 {
            return None;
        }
        let c = char::from_u32(windows_1252(u32::from_str_radix(&digits[..end], radix).ok()?))?;
        if c == '\0' {
            return None;
        }
        let after = &digits[end..];
        return Some((Decoded::new(c), after.strip_prefix(';').unwrap_or(after)));
    }
    // The longest name here has eight letters.
    let end = body.bytes().take(9).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let (_, c) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some((Decoded::new(*c), &body[end + 1..]))
}

/// Numbers 128 to 159 mean Windows-1252 (HTML Living Standard, 13.2.5.80).
fn windows_1252(code: u32) -> u32 {
    match code {
        0x80 => 0x20ac,
        0x85 => 0x2026,
        0x8a => 0x160,
        0x8e => 0x17d,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x95 => 0x2022,
        0x96 => 0x2013,
        0x97 => 0x2014,
        0x9a => 0x161,
        0x9e => 0x17e,
        code => code,
    }
}

#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''),
    ("auml", 'ä'), ("ouml", 'ö'), ("aring", 'å'), ("Auml", 'Ä'), ("Ouml", 'Ö'), ("Aring", 'Å'),
    ("uuml", 'ü'), ("Uuml", 'Ü'), ("otilde", 'õ'), ("Otilde", 'Õ'), ("aelig", 'æ'), ("AElig", 'Æ'),
    ("oslash", 'ø'), ("Oslash", 'Ø'), ("szlig", 'ß'), ("scaron", 'š'), ("Scaron", 'Š'),
    ("zcaron", 'ž'), ("Zcaron", 'Ž'), ("eacute", 'é'), ("Eacute", 'É'), ("egrave", 'è'),
    ("Egrave", 'È'), ("ecirc", 'ê'), ("euml", 'ë'), ("aacute", 'á'), ("Aacute", 'Á'),
    ("agrave", 'à'), ("acirc", 'â'), ("atilde", 'ã'), ("iacute", 'í'), ("igrave", 'ì'),
    ("icirc", 'î'), ("iuml", 'ï'), ("oacute", 'ó'), ("Oacute", 'Ó'), ("ograve", 'ò'),
    ("ocirc", 'ô'), ("uacute", 'ú'), ("ugrave", 'ù'), ("ucirc", 'û'), ("ntilde", 'ñ'),
    ("Ntilde", 'Ñ'), ("ccedil", 'ç'), ("Ccedil", 'Ç'), ("yacute", 'ý'), ("eth", 'ð'),
    ("thorn", 'þ'), ("euro", '€'), ("pound", '£'), ("sect", '§'), ("copy", '©'), ("reg", '®'),
    ("trade", '™'), ("deg", '°'), ("plusmn", '±'), ("middot", '·'), ("bull", '•'), ("hellip", '…'),
    ("ndash", '–'), ("mdash", '—'), ("minus", '−'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'),
    ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'),
    ("lsaquo", '‹'), ("rsaquo", '›'), ("shy", '\u{ad}'), ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'), ("zwnj", '\u{200c}'), ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'), ("rlm", '\u{200f}'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'),
    ("sup2", '²'), ("sup3", '³'), ("times", '×'), ("rarr", '→'), ("larr", '←'), ("acute", '´'),
    ("micro", 'µ'), ("iexcl", '¡'), ("iquest", '¿'), ("ordm", 'º'), ("ordf", 'ª'), ("para", '¶'),
];
