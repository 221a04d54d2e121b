//! Driving licence classes by their letters.

use kohtaanto_domain::model::{Coded, LicenceClass};

/// Letters in capitals, with Cyrillic ones that look like those of the classes as Latin ones.
pub(crate) fn class_letters(text: &str) -> String {
    let latin = |c: char| match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Т' => 'T',
        other => other,
    };
    text.to_uppercase().chars().map(latin).collect()
}

/// The classes that letters name: *bc* is B and C. `None` when anything is left over.
pub(crate) fn classes_of(text: &str) -> Option<Vec<LicenceClass>> {
    let mut rest = class_letters(text);
    let mut classes = Vec::new();
    while !rest.is_empty() {
        let codes = LicenceClass::CODES.iter().filter(|(code, _)| rest.starts_with(code));
        let (code, class) = codes.max_by_key(|(code, _)| code.len())?;
        classes.push(*class);
        rest.drain(..code.len());
    }
    (!classes.is_empty()).then_some(classes)
}

#[cfg(test)]
mod tests {
    use super::classes_of;
    use kohtaanto_domain::model::LicenceClass;

    #[test]
    fn letters_name_classes() {
        assert_eq!(classes_of("bc"), Some(vec![LicenceClass::B, LicenceClass::C]));
        assert_eq!(classes_of("СЕ"), Some(vec![LicenceClass::Ce]), "in Cyrillic letters");
        assert_eq!(classes_of("bx"), None);
        assert_eq!(classes_of(""), None);
    }
}
