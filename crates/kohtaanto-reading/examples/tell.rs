//! scratch
#![allow(clippy::print_stdout, missing_docs)]
use jiff::civil::date;
use kohtaanto_domain::model::{Coded, Lang};
use kohtaanto_reading::{ConceptMention, ProfileText, mask, read_profile};
use kohtaanto_taxonomy::{MentionOptions, Taxonomy};
fn main() {
    let t = Taxonomy::starter();
    for line in std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap().lines() {
        let Some((l, text)) = line.split_once('|') else { continue };
        let lang: Lang = l.parse().unwrap();
        let text = mask(text, lang).text;
        let ms: Vec<ConceptMention> = t.mentions(&text, &[lang, Lang::EN], &MentionOptions::default()).into_iter().map(|m| ConceptMention { span: m.span, uri: t.uri(m.concept).to_owned(), label: t.name_of(m.concept, &[lang, Lang::FI, Lang::EN]).map_or(String::new(), |l| l.text.to_owned()), kind: t.kind(m.concept), score: m.score }).collect();
        let r = read_profile(&ProfileText { text: &text, lang, today: date(2026, 11, 24) }, &ms);
        println!("{lang} {text}");
        for h in &r.history { let e = &h.value.employment; println!("   H {}{} {:?}..{:?} {:?} {}  «{}»", e.occupation.label, if e.occupation.uri.is_some() {""} else {"*"}, e.from.map(|d| d.strftime("%Y-%m").to_string()), e.to.map(|d| d.strftime("%Y-%m").to_string()), h.value.years, e.source.code(), &text[h.span.clone()]); }
        println!("   C {}", r.competences.iter().map(|c| c.value.label.clone()).collect::<Vec<_>>().join(", "));
        println!("   L {} | lic {} | cards {} | edu {} | wish {}", r.languages.iter().map(|l| format!("{}:{}", l.value.language, l.value.level.map_or("-", |x| x.code()))).collect::<Vec<_>>().join(" "), r.licences.iter().map(|l| l.value.code()).collect::<Vec<_>>().join(" "), r.cards.iter().map(|c| c.value.0.clone()).collect::<Vec<_>>().join(" "), r.education.iter().map(|e| format!("{}:{:?}:{:?}:{}", e.value.level.code(), e.value.label, e.value.year, e.confidence)).collect::<Vec<_>>().join(" "), r.wishes.iter().map(|w| &text[w.clone()]).collect::<Vec<_>>().join(" / "));
    }
}
