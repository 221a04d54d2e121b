//! Short titles per language, written before any result was seen, with a bar for each language.

use super::{recognize, recognize_among};
use crate::model::Lang;
use proptest::prelude::*;

/// Language, least share of right guesses, and titles. A title that is written the same in two
/// languages (*Медсестра*) counts as wrong in one of them: what must hold for all is that the right
/// language is plausible.
const TITLES: [(Lang, f32, &str); 8] = [
    (
        Lang::FI,
        0.95,
        "Lähihoitaja kotihoitoon; Siivooja; Kokki; Myyjä, osa-aikainen; Varastotyöntekijä; Linja-autonkuljettaja; Luokanopettaja; Sairaanhoitaja; Hitsaaja; Ohjelmistokehittäjä; Taloushallinnon asiantuntija; Kesätyöntekijä; Henkilökohtainen avustaja; Metsäkoneenkuljettaja; Parturi-kampaaja; Varhaiskasvatuksen opettaja; Tarjoilija ravintolaan; Kiinteistönhoitaja; Putkiasentaja; Sähköasentaja Joensuuhun; Puhelinmyyjä; Ruokapalvelutyöntekijä; Kirjanpitäjä; Maatalouslomittaja; Toimistosihteeri",
    ),
    (
        Lang::SV,
        0.9,
        "Sjuksköterska; Städare; Kock; Lagerarbetare; Busschaufför; Klasslärare; Närvårdare till hemvården; Säljare, deltid; Svetsare; Programutvecklare; Ekonomiassistent; Sommarjobbare; Personlig assistent; Skogsmaskinförare; Frisör; Lärare inom småbarnspedagogik; Servitör till restaurang; Fastighetsskötare; Rörmontör; Elmontör; Telefonförsäljare; Kökspersonal; Bokförare; Avbytare inom lantbruket; Kanslist",
    ),
    (
        Lang::EN,
        0.9,
        "Registered nurse; Cleaner; Chef; Warehouse worker; Bus driver; Primary school teacher; Practical nurse for home care; Part-time shop assistant; Welder; Software developer; Financial specialist; Summer worker; Personal assistant; Forest machine operator; Hairdresser; Early childhood educator; Waiter; Property caretaker; Plumber; Electrician; Telemarketer; Kitchen helper; Accountant; Farm relief worker; Office secretary",
    ),
    (
        Lang::RU,
        0.9,
        "Уборщица; Водитель автобуса; Медсестра; Повар; Сварщик; Кладовщик; Учитель начальных классов; Продавец-консультант; Программист; Бухгалтер; Помощник по уходу; Электрик; Сантехник; Парикмахер; Воспитатель детского сада; Официант; Разнорабочий на стройку; Оператор лесозаготовительной машины; Маляр; Секретарь; Грузчик; Переводчик; Швея; Слесарь; Работник кухни",
    ),
    (
        Lang::UK,
        0.8,
        "Прибиральниця; Водій автобуса; Медсестра; Кухар; Зварювальник; Комірник; Вчитель початкових класів; Продавець-консультант; Програміст; Бухгалтер; Доглядальниця; Електрик; Сантехнік; Перукар; Вихователь дитячого садка; Офіціант; Різноробочий на будівництво; Оператор лісозаготівельної машини; Маляр; Секретар; Вантажник; Перекладач; Швачка; Слюсар; Працівник кухні",
    ),
    (
        Lang::AR,
        1.0,
        "عامل نظافة; سائق حافلة; ممرضة; طباخ; لحام; عامل مستودع; معلم مدرسة ابتدائية; بائع; مبرمج; محاسب; مساعد شخصي; كهربائي; سباك; حلاق; معلمة رياض أطفال; نادل; عامل بناء; مشغل آلات; دهان; سكرتيرة; مترجم; خياط; ميكانيكي سيارات; عامل مطبخ; حارس أمن",
    ),
    (
        Lang::ET,
        0.8,
        "Koristaja; Bussijuht; Õde; Kokk; Keevitaja; Laotöötaja; Algklasside õpetaja; Müüja-konsultant; Tarkvaraarendaja; Raamatupidaja; Isiklik abistaja; Elektrik; Torulukksepp; Juuksur; Lasteaiaõpetaja; Ettekandja; Ehitustööline; Metsamasina operaator; Maaler; Sekretär; Tõlk; Õmbleja; Hooldaja; Köögitööline; Turvatöötaja",
    ),
    (
        Lang::SO,
        0.8,
        "Nadiifiye; Darawal bas; Kalkaaliye caafimaad; Kariye; Alxame; Shaqaale bakhaar; Macallin dugsi hoose; Iibiye dukaan; Barnaamij sameeye; Xisaabiye; Kaaliye shakhsi ah; Koronto yaqaan; Tuubbiiste; Timo jare; Macallin xannaano; Adeege makhaayad; Shaqaale dhisme; Hawlwade mashiin; Rinjiyeeye; Xoghaye; Turjubaan; Dawaarle; Makaanik baabuur; Shaqaale jikada; Waardiye",
    ),
];

#[test]
fn short_titles() {
    for (lang, bar, titles) in TITLES {
        let titles: Vec<_> = titles.split(';').map(str::trim).collect();
        let guesses: Vec<_> = titles.iter().map(|title| recognize(title)).collect();
        let n_right = guesses.iter().flatten().filter(|guess| guess.lang == lang).count();
        let n_plausible =
            guesses.iter().flatten().filter(|guess| guess.plausible.contains(&lang)).count();
        let n_sure = guesses.iter().flatten().filter(|guess| guess.sure).count();
        let n = titles.len();
        println!("{lang}: {n_right}/{n} right, {n_plausible} plausible, {n_sure} sure");
        for (title, guess) in titles.iter().zip(&guesses) {
            if guess.as_ref().is_none_or(|guess| guess.lang != lang) {
                println!("    {title}: {guess:?}");
            }
        }
        assert!(n_right as f32 >= bar * n as f32, "{lang}: {n_right} of {n}, bar {bar}");
        assert!(n_plausible as f32 >= 0.96 * n as f32, "{lang}: {n_plausible} plausible of {n}");
    }
}

#[test]
fn sentences_are_sure() {
    let table = [
        (Lang::FI, "Haemme iloista ja luotettavaa työkaveria kotihoidon tiimiin Joensuuhun."),
        (Lang::SV, "Vi söker en glad och pålitlig medarbetare till vårt team i Karleby."),
        (Lang::EN, "We are looking for a reliable team member to join our home care unit."),
        (Lang::RU, "Мы ищем надёжного сотрудника для работы в команде домашнего ухода."),
        (Lang::UK, "Ми шукаємо надійного працівника для роботи в команді домашнього догляду."),
        (Lang::AR, "نبحث عن موظف موثوق للعمل في فريق الرعاية المنزلية"),
        (Lang::ET, "Otsime rõõmsameelset ja usaldusväärset kolleegi meie koduhoolduse meeskonda."),
        (Lang::SO, "Waxaan raadineynaa shaqaale daacad ah oo ka shaqeeya kooxda daryeelka guriga."),
    ];
    for (lang, text) in table {
        let guess = recognize(text).unwrap();
        assert!(guess.lang == lang && guess.sure, "{text}: {guess:?}");
    }
}

#[test]
fn other_languages_only_when_asked() {
    let text = "Wir suchen eine Pflegefachkraft für die häusliche Pflege in unserem Team.";
    let de: Lang = "de".parse().unwrap();
    assert_eq!(recognize_among(text, &[Lang::FI, de]).unwrap().lang, de);
    assert_ne!(recognize(text).unwrap().lang, de);
    assert_eq!(recognize("123 +"), None);
    assert_eq!(recognize("漢字"), None);
    assert_eq!(recognize_among("kokki", &[]), None);
}

proptest! {
    #[test]
    fn guesses_are_consistent(text in ".{0,60}") {
        let guess = recognize(&text);
        prop_assert_eq!(&guess, &recognize(&text));
        if let Some(guess) = guess {
            prop_assert_eq!(guess.plausible.first(), Some(&guess.lang));
            prop_assert!((0.0..=1.0).contains(&guess.confidence));
            prop_assert_eq!(guess.sure, guess.plausible.len() == 1);
        }
    }
}

/// A hundred titles of each of seven languages, most of one to three words. The floors are what was
/// reached, less two; `--nocapture` prints the table.
#[test]
fn short_titles_have_a_language() {
    let titles = include_str!("../../../data/title-languages.tsv");
    for (lang, floor) in FLOORS {
        let of_lang = titles.lines().filter_map(|line| line.strip_prefix(&format!("{lang}\t")));
        let guesses: Vec<_> = of_lang.map(super::recognize).collect();
        let is = |guess: &&Option<super::LanguageGuess>| {
            guess.as_ref().is_some_and(|guess| guess.lang.as_str() == lang)
        };
        let among = |guess: &&Option<super::LanguageGuess>| {
            let plausible = guess.as_ref().map(|guess| guess.plausible.as_slice());
            plausible.unwrap_or_default().iter().any(|other| other.as_str() == lang)
        };
        let (n_right, n_among) =
            (guesses.iter().filter(is).count(), guesses.iter().filter(among).count());
        println!("{lang}: {n_right} of {}, among the plausible {n_among}", guesses.len());
        assert_eq!(guesses.len(), 100, "{lang}");
        assert!(n_right >= floor, "{lang}: {n_right}");
    }
}

const FLOORS: [(&str, usize); 7] =
    [("fi", 98), ("sv", 94), ("en", 93), ("ru", 91), ("uk", 81), ("ar", 98), ("et", 76)];
