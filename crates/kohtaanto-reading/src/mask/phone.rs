//! Telephone numbers, and no other numbers.
//!
//! Finnish and other Nordic and Baltic, Russian and Ukrainian forms, anything with a country code,
//! and any number behind a word such as *puh.*; not what a word such as *tilausnumero* stands
//! before, nor years, prices, dates and standards.

use super::identity::said_before;
use super::numbers::{Chain, chains, digits_of};
use super::story::Story;
use super::tables::Cues;
use super::{Found, PrivateKind};
use std::ops::Range;

/// The telephone numbers of a text.
pub(super) fn find(story: &Story<'_>) -> Vec<Found> {
    let text = story.text();
    let mut found = Vec::new();
    for chain in chains(text) {
        let start = chain.plus.unwrap_or(chain.groups[0].start);
        let said = Said {
            phone: said_before(story, start, Cues::PHONE),
            order: said_before(story, start, Cues::ORDER),
        };
        found.extend(
            phones(text, &chain, said)
                .into_iter()
                .map(|span| Found { span, kind: PrivateKind::Phone }),
        );
    }
    found
}

/// What the words before a number say of it.
#[derive(Clone, Copy)]
struct Said {
    phone: bool,
    order: bool,
}

/// The telephone numbers in a chain: several when they stand side by side.
fn phones(text: &str, chain: &Chain, said: Said) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < chain.groups.len() {
        let plus = chain.plus.filter(|_| from == 0);
        let longest = (from + 1..=chain.groups.len())
            .rev()
            .find(|to| is_phone(text, &chain.groups[from..*to], plus.is_some(), said));
        let Some(to) = longest else {
            from += 1;
            continue;
        };
        let start = plus.unwrap_or(chain.groups[from].start);
        let start = start - usize::from(text[..start].ends_with('('));
        found.push(start..chain.groups[to - 1].end);
        from = to;
    }
    found
}

fn is_phone(text: &str, groups: &[Range<usize>], plus: bool, said: Said) -> bool {
    let digits = digits_of(text, groups);
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let after = &text[last.end..];
    if after.starts_with(|c: char| c.is_alphanumeric() || "%€".contains(c)) {
        return false;
    }
    if plus {
        return (8..=15).contains(&digits.len());
    }
    let by_dots = groups.windows(2).any(|pair| &text[pair[0].end..pair[1].start] == ".");
    if said.order || is_date_like(text, groups) || (by_dots && groups.len() < 3) {
        return false;
    }
    let first = first.len();
    if said.phone {
        return (6..=15).contains(&digits.len()) && !is_years(&digits, groups);
    }
    let starts = |heads: &[&str]| heads.iter().any(|head| digits.starts_with(head));
    let n = digits.len();
    // 00358 40 123 4567
    let abroad = starts(&[
        "00358", "0046", "00372", "00370", "00371", "00380", "007", "0044", "0049", "0047", "0045",
    ]);
    // 040 123 4567, 0400 123 456, 0457 123 4567
    let finnish_mobile = starts(&["04", "050"]) && (9..=11).contains(&n) && first >= 3;
    // 013 123 456, 09 1234 5678
    let area = (starts(&["02", "03", "05", "06", "08", "09"]) && (first == 2 || first >= 7))
        || (starts(&["01"]) && !starts(&["010", "011", "012"]) && (first == 3 || first >= 8))
        || (starts(&["010", "020", "029", "030", "0600", "0800"]) && (3..=4).contains(&first));
    let finnish = area && (8..=10).contains(&n);
    // 070-123 45 67, 067 123 45 67
    let ten = n == 10 && starts(&["03", "04", "05", "06", "07", "08", "09"]) && first == 3;
    let swedish_mobile = n == 10 && starts(&["070", "072", "073", "076", "079"]);
    let swedish = (8..=10).contains(&n)
        && starts(&["0"])
        && (2..=4).contains(&first)
        && groups.get(1).is_some_and(|next| &text[groups[0].end..next.start] == "-");
    // 8 (912) 345-67-89
    let russian = n == 11 && starts(&["83", "84", "89", "88"]) && (first == 1 || first == 11);
    let british = n == 11 && starts(&["07"]) && first >= 5;
    (abroad && (9..=16).contains(&n))
        || finnish_mobile
        || finnish
        || ten
        || swedish_mobile
        || swedish
        || russian
        || british
}

/// A date or a span of dates: `01-02-2019`, `06 2018`.
fn is_date_like(text: &str, groups: &[Range<usize>]) -> bool {
    let value = |at: usize| groups.get(at).and_then(|g| text[g.clone()].parse::<u32>().ok());
    let is_year = |at: usize| {
        groups.get(at).is_some_and(|group| group.len() == 4)
            && value(at).is_some_and(|year| (1900..=2100).contains(&year))
    };
    let small = |at: usize| groups.get(at).is_some_and(|g| g.len() <= 2);
    let month_year = small(0) && value(0).is_some_and(|m| m <= 12) && is_year(1);
    let day_month_year = small(0) && small(1) && is_year(2);
    let year_first = is_year(0) && groups.len() > 1 && groups[1].len() <= 4;
    let days =
        text.get(groups[0].end..).is_some_and(|rest| rest.starts_with('.')) && small(0) && small(1);
    month_year || day_month_year || year_first || days
}

/// One or two years.
fn is_years(digits: &str, groups: &[Range<usize>]) -> bool {
    groups.iter().all(|group| group.len() == 4)
        && digits.len() <= 8
        && (digits.starts_with("19") || digits.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::mask::story::Story;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn numbers_of_telephones_only() {
        let table = [
            ("Soita 040 123 4567 tai 013-123456.", "040 123 4567|013-123456"),
            ("0401234567 0501234567", "0401234567|0501234567"),
            ("+358 (0)40 123 4567, (09) 1234 567", "+358 (0)40 123 4567|(09) 1234 567"),
            ("8 (912) 345-67-89 +7 912 345 67 89", "8 (912) 345-67-89|+7 912 345 67 89"),
            ("070-123 45 67", "070-123 45 67"),
            ("00358401234567", "00358401234567"),
            ("tilausnumero 0401234567", ""),
            ("puh. 123 456", "123 456"),
            ("2015-2019, 03-2018 - 06-2022, 01.02.2019-03.04.2020", ""),
            ("05 2018 06 2020 ja 1234567-8 ISO 9001 EN 1090-2 80100 Joensuu", ""),
            ("palkka 2 500 000 € 0,5 100 000 12 000 euroa", ""),
            ("+5 astetta, 08-16, 0400", ""),
        ];
        for (text, expected) in table {
            let found: Vec<_> =
                find(&Story::new(text, Lang::FI)).into_iter().map(|f| &text[f.span]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
