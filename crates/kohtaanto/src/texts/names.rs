//! What codes are called.

use super::TextLang;
use crate::search::{Facet, TermKind};
use crate::snapshot::Degradation;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{
    Card, Continuity, EducationLevel, Lang, Relationship, Shift, WorkingTime,
};
use kohtaanto_rank::{Emphasis, Gap, RankingFeature};

/// What a feature is called.
pub fn feature(feature: RankingFeature, lang: TextLang) -> &'static str {
    match feature {
        RankingFeature::Reach => lang.pick("työmatka", "arbetsresa", "commute"),
        RankingFeature::Occupation => lang.pick("työkokemus", "arbetserfarenhet", "experience"),
        RankingFeature::Competences => lang.pick("osaaminen", "kunnande", "competences"),
        RankingFeature::Languages => lang.pick("kielitaito", "språkkunskaper", "languages"),
        RankingFeature::Qualifications => {
            lang.pick("koulutus ja luvat", "utbildning och tillstånd", "education and permits")
        }
        RankingFeature::Terms => lang.pick("työehdot", "arbetsvillkor", "terms"),
        RankingFeature::Wishes => lang.pick("toiveet", "önskemål", "wishes"),
        RankingFeature::Words => lang.pick("samat sanat", "samma ord", "shared words"),
        RankingFeature::Meaning => lang.pick("merkitys", "betydelse", "meaning"),
    }
}

/// How much something matters to a person.
pub fn emphasis(emphasis: Emphasis, lang: TextLang) -> &'static str {
    match emphasis {
        Emphasis::Less => lang.pick("vähemmän", "mindre", "less"),
        Emphasis::Usual => lang.pick("kuten yleensä", "som vanligt", "as usual"),
        Emphasis::More => lang.pick("enemmän", "mer", "more"),
    }
}

/// What a person could tell next, as an advisor would ask.
pub fn gap(gap: Gap, lang: TextLang) -> &'static str {
    match gap {
        Gap::Experience => lang.pick(
            "mitä työtä on tehnyt, myös harrastuksissa tai läheisen hoivana",
            "vilket arbete personen har gjort, även på fritiden eller som närståendevårdare",
            "what work the person has done, also as a hobby or caring for others",
        ),
        Gap::Competences => lang.pick("mitä osaa", "vad personen kan", "what the person can do"),
        Gap::Reach => lang.pick(
            "missä asuu ja kuinka kauas pääsee töihin",
            "var personen bor och hur långt hen kan resa till jobbet",
            "where the person lives and how far work may be",
        ),
        Gap::Languages => lang.pick(
            "mitä kieliä puhuu",
            "vilka språk personen talar",
            "which languages the person speaks",
        ),
        Gap::Education => lang.pick(
            "mitä on opiskellut",
            "vad personen har studerat",
            "what the person has studied",
        ),
    }
}

/// What did not take part, said plainly.
pub fn degradation(degradation: &Degradation, lang: TextLang) -> &'static str {
    match degradation {
        Degradation::NoEmbedder => lang.pick(
            "kielimalli puuttuu, joten haettiin vain sanoilla (korjaa: kohtaanto setup)",
            "språkmodellen saknas, så sökningen gjordes bara med ord (åtgärda: kohtaanto setup)",
            "the language model is missing, so only words were searched (mend: kohtaanto setup)",
        ),
        Degradation::NoVectors => lang.pick(
            "varasto on tehty ilman kielimallia, joten haettiin vain sanoilla",
            "lagret är gjort utan språkmodell, så sökningen gjordes bara med ord",
            "the store was made without a language model, so only words were searched",
        ),
    }
}

/// What a condition is called when leaving it out is offered.
pub fn relaxation(condition: &str, lang: TextLang) -> &'static str {
    match condition {
        "places" => lang.pick("ilman paikkarajausta", "utan ortsvillkor", "without the place"),
        "not_places" => lang.pick(
            "ilman paikkojen poissulkua",
            "utan uteslutna orter",
            "without excluded places",
        ),
        "within" => lang.pick("kauempaa", "längre bort", "from further away"),
        "working_time" => lang.pick("ilman työaikaa", "utan arbetstid", "without the working time"),
        "relationship" | "not_relationship" => lang.pick(
            "ilman palvelussuhteen rajausta",
            "utan anställningsform",
            "without the kind of contract",
        ),
        "continuity" => {
            lang.pick("ilman työn kestoa", "utan anställningens längd", "without the duration")
        }
        "shifts" => lang.pick("ilman työvuoroja", "utan arbetsskift", "without the shifts"),
        "languages" => {
            lang.pick("ilman ilmoituksen kieltä", "utan annonsspråk", "without the language")
        }
        "occupations" | "not_occupations" => {
            lang.pick("ilman ammattialaa", "utan yrke", "without the occupation")
        }
        "positions" => lang.pick("kauempaa", "längre bort", "from further away"),
        "skills" | "not_skills" => {
            lang.pick("ilman osaamisrajausta", "utan kompetensvillkor", "without the competence")
        }
        "asked_languages" => lang.pick(
            "ilman kielitaidon rajausta",
            "utan språkkunskapsvillkor",
            "without the language skill",
        ),
        "licences" | "asks_licence" => {
            lang.pick("ilman ajokorttia", "utan körkort", "without the driving licence")
        }
        "asks_experience" => lang.pick(
            "ilman työkokemuksen rajausta",
            "utan erfarenhetsvillkor",
            "without the experience",
        ),
        "remote" => lang.pick("ilman etätyötä", "utan distansarbete", "without remote work"),
        "extent" => {
            lang.pick("ilman työajan osuutta", "utan arbetstidens omfattning", "without the extent")
        }
        "employers" | "not_employers" | "employers_starting" | "not_employers_starting" => {
            lang.pick("ilman työnantajaa", "utan arbetsgivare", "without the employer")
        }
        "sources" => lang.pick("ilman lähdettä", "utan källa", "without the source"),
        "published" => {
            lang.pick("ilman julkaisupäivää", "utan publiceringsdag", "without the publishing day")
        }
        "open" => {
            lang.pick("myös jo sulkeutuneista", "också bland avslutade", "among closed ones too")
        }
        "operators" => {
            lang.pick("ilman merkkejä + ja -", "utan tecknen + och -", "without the signs + and -")
        }
        _ => lang.pick("ilman ehtoa", "utan villkoret", "without the condition"),
    }
}

/// What a kind of terms is called; n-grams of characters are of none.
pub fn term_kind(kind: Option<TermKind>, lang: TextLang) -> &'static str {
    match kind {
        Some(TermKind::Raw) => {
            lang.pick("sanat kirjoitettuina", "ord som skrivna", "words as written")
        }
        Some(TermKind::Lemma) => lang.pick("perusmuodot", "grundformer", "base forms"),
        Some(TermKind::Part) => lang.pick("yhdyssanan osat", "sammansättningsled", "parts"),
        Some(TermKind::Root) => lang.pick("sanaperheet", "ordfamiljer", "families"),
        Some(TermKind::GenericRoot) => lang.pick(
            "yleisten osien sanaperheet",
            "allmänna leds ordfamiljer",
            "families of general parts",
        ),
        None => lang.pick("kirjainryhmät", "bokstavsgrupper", "groups of letters"),
    }
}

/// What a language is called.
pub fn language(code: Lang, lang: TextLang) -> String {
    let name = match code.as_str() {
        "fi" => lang.pick("suomi", "finska", "Finnish"),
        "sv" => lang.pick("ruotsi", "svenska", "Swedish"),
        "en" => lang.pick("englanti", "engelska", "English"),
        "ru" => lang.pick("venäjä", "ryska", "Russian"),
        "uk" => lang.pick("ukraina", "ukrainska", "Ukrainian"),
        "ar" => lang.pick("arabia", "arabiska", "Arabic"),
        "et" => lang.pick("viro", "estniska", "Estonian"),
        "so" => lang.pick("somali", "somaliska", "Somali"),
        "de" => lang.pick("saksa", "tyska", "German"),
        "fr" => lang.pick("ranska", "franska", "French"),
        "es" => lang.pick("espanja", "spanska", "Spanish"),
        "fa" => lang.pick("persia", "persiska", "Persian"),
        "th" => lang.pick("thai", "thailändska", "Thai"),
        "vi" => lang.pick("vietnam", "vietnamesiska", "Vietnamese"),
        "zh" => lang.pick("kiina", "kinesiska", "Chinese"),
        "tr" => lang.pick("turkki", "turkiska", "Turkish"),
        "pl" => lang.pick("puola", "polska", "Polish"),
        _ => return code.to_string(),
    };
    name.to_owned()
}

/// What a level of education is called.
pub fn education(level: EducationLevel, lang: TextLang) -> &'static str {
    match level {
        EducationLevel::Basic => lang.pick("peruskoulu", "grundskola", "basic education"),
        EducationLevel::Vocational => {
            lang.pick("ammatillinen tutkinto", "yrkesexamen", "a vocational qualification")
        }
        EducationLevel::UpperSecondary => {
            lang.pick("lukio tai ylioppilastutkinto", "gymnasium", "upper secondary education")
        }
        EducationLevel::Bachelor => lang.pick(
            "ammattikorkeakoulu- tai kandidaatintutkinto",
            "yrkeshögskole- eller kandidatexamen",
            "a bachelor's degree",
        ),
        EducationLevel::Master => {
            lang.pick("ylempi korkeakoulututkinto", "högre högskoleexamen", "a master's degree")
        }
        EducationLevel::Doctor => lang.pick("tohtorintutkinto", "doktorsexamen", "a doctorate"),
    }
}

/// What a card or permit is called; its slug when the table lacks it.
pub fn card(card: &Card, lang: TextLang) -> String {
    let name = match card.0.as_str() {
        "hygieniapassi" => lang.pick("hygieniapassi", "hygienpass", "hygiene passport"),
        "tyoturvallisuuskortti" => {
            lang.pick("työturvallisuuskortti", "arbetarskyddskort", "occupational safety card")
        }
        "tulityokortti" => lang.pick("tulityökortti", "kort för heta arbeten", "hot work card"),
        "anniskelupassi" => {
            lang.pick("anniskelupassi", "serveringspass", "alcohol serving passport")
        }
        "ensiapukortti" => lang.pick("ensiapukortti", "första hjälpen-kort", "first aid card"),
        "jarjestyksenvalvojakortti" => {
            lang.pick("järjestyksenvalvojakortti", "ordningsvaktskort", "steward's card")
        }
        "vartijakortti" => lang.pick("vartijakortti", "väktarkort", "security guard's card"),
        "trukkikortti" => lang.pick("trukkikortti", "truckkort", "forklift card"),
        "tieturvakortti" => lang.pick("tieturvakortti", "vägskyddskort", "road safety card"),
        "sahkotyoturvallisuuskortti" => lang.pick(
            "sähkötyöturvallisuuskortti",
            "elarbetssäkerhetskort",
            "electrical work safety card",
        ),
        "laakelupa" => lang.pick("lääkelupa", "läkemedelslov", "medication permit"),
        "valvira" => lang.pick(
            "Valviran laillistus tai rekisteröinti",
            "legitimering eller registrering hos Valvira",
            "a health care licence (Valvira)",
        ),
        "ammattipatevyys_tavaraliikenne" => lang.pick(
            "kuorma-auton ammattipätevyys",
            "yrkeskompetens för lastbil",
            "professional competence for goods transport",
        ),
        "ammattipatevyys_henkiloliikenne" => lang.pick(
            "linja-auton ammattipätevyys",
            "yrkeskompetens för buss",
            "professional competence for passenger transport",
        ),
        "ajopiirturikortti" => lang.pick("ajopiirturikortti", "färdskrivarkort", "tachograph card"),
        "rikosrekisteriote" => {
            lang.pick("rikosrekisteriote", "straffregisterutdrag", "criminal record extract")
        }
        "metsakoneajokortti" => {
            lang.pick("metsäkonepätevyys", "skogsmaskinkompetens", "forest machine competence")
        }
        "taksiajolupa" => lang.pick("taksinajolupa", "taxiförartillstånd", "taxi driving permit"),
        "vesityokortti" => lang.pick("vesityökortti", "vattenarbetskort", "waterworks card"),
        "kasvinsuojelututkinto" => {
            lang.pick("kasvinsuojelututkinto", "växtskyddsexamen", "plant protection certificate")
        }
        "hitsausluokka" => lang.pick("hitsausluokka", "svetsarklass", "welding class"),
        "rokotussuoja" => lang.pick("rokotussuoja", "vaccinationsskydd", "vaccinations"),
        slug => slug,
    };
    name.to_owned()
}

/// What a working time is called.
pub fn working_time(time: WorkingTime, lang: TextLang) -> &'static str {
    match time {
        WorkingTime::FullTime => lang.pick("kokoaikainen", "heltid", "full time"),
        WorkingTime::PartTime => lang.pick("osa-aikainen", "deltid", "part time"),
    }
}

/// What a continuity is called.
pub fn continuity(continuity: Continuity, lang: TextLang) -> &'static str {
    match continuity {
        Continuity::Permanent => {
            lang.pick("toistaiseksi voimassa oleva", "tills vidare", "permanent")
        }
        Continuity::FixedTerm => lang.pick("määräaikainen", "visstid", "fixed term"),
        Continuity::Seasonal => lang.pick("kausityö", "säsongsarbete", "seasonal"),
        Continuity::Summer => lang.pick("kesätyö", "sommarjobb", "summer job"),
        Continuity::OnCall => lang.pick("tarvittaessa kutsuttava", "vid behov", "when called"),
    }
}

/// What a shift is called.
pub fn shift(shift: Shift, lang: TextLang) -> &'static str {
    match shift {
        Shift::Day => lang.pick("päivä", "dag", "day"),
        Shift::Evening => lang.pick("ilta", "kväll", "evening"),
        Shift::Night => lang.pick("yö", "natt", "night"),
        Shift::Weekend => lang.pick("viikonloppu", "veckoslut", "weekend"),
        Shift::TwoShift => lang.pick("kaksivuorotyö", "tvåskift", "two shifts"),
        Shift::ThreeShift => lang.pick("kolmivuorotyö", "treskift", "three shifts"),
        Shift::Flexible => lang.pick("joustava", "flexibel", "flexible"),
    }
}

/// What a legal relationship is called.
pub fn relationship(relationship: Relationship, lang: TextLang) -> &'static str {
    match relationship {
        Relationship::Employment => lang.pick("työsuhde", "arbetsavtal", "employment contract"),
        Relationship::PublicService => {
            lang.pick("virkasuhde", "tjänsteförhållande", "public service")
        }
        Relationship::Agency => lang.pick("vuokratyö", "hyrt arbete", "agency work"),
        Relationship::Apprenticeship => lang.pick("oppisopimus", "läroavtal", "apprenticeship"),
        Relationship::Training => lang.pick(
            "harjoittelu tai työkokeilu",
            "praktik eller arbetsprövning",
            "training or work trial",
        ),
        Relationship::Entrepreneur => lang.pick("yrittäjyys", "företagande", "entrepreneurship"),
    }
}

/// What a facet's value is called.
pub fn facet_value(facet: Facet, value: &str, lang: TextLang) -> String {
    use kohtaanto_domain::model::Coded;
    match facet {
        Facet::Municipality | Facet::MentionedMunicipality => {
            let code = value.parse().ok();
            let municipality = code.and_then(geo::municipality);
            municipality.map_or(value, |municipality| municipality.name(lang.lang())).to_owned()
        }
        Facet::WorkingTime => {
            WorkingTime::parse(value).map_or(value, |time| working_time(time, lang)).to_owned()
        }
        Facet::Continuity => {
            Continuity::parse(value).map_or(value, |kind| continuity(kind, lang)).to_owned()
        }
        Facet::Language => {
            value.parse().map_or_else(|_| value.to_owned(), |code| language(code, lang))
        }
        Facet::Region => {
            let region = geo::regions().iter().find(|region| region.code == value);
            let name = region.map(|region| lang.pick(region.fi, region.sv, region.en));
            name.unwrap_or(value).to_owned()
        }
        Facet::Country if value == "FI" => lang.pick("Suomi", "Finland", "Finland").to_owned(),
        Facet::Occupation | Facet::Employer | Facet::Country | Facet::OccupationName => {
            value.to_owned()
        }
    }
}
