use super::super::municipalities;
use super::{Case, Inflection, fold};

fn inflection(name: &str) -> Inflection {
    municipalities().iter().find(|of| of.name_fi == name).unwrap().inflection
}

/// Nominative, genitive, partitive, essive, then inessive, elative, illative, adessive, ablative
/// and allative of the 13 municipalities of North Karelia.
const NORTH_KARELIA: &str = "
Heinävesi Heinäveden Heinävettä Heinävetenä Heinävedessä Heinävedestä Heinäveteen Heinävedellä Heinävedeltä Heinävedelle
Ilomantsi Ilomantsin Ilomantsia Ilomantsina Ilomantsissa Ilomantsista Ilomantsiin Ilomantsilla Ilomantsilta Ilomantsille
Joensuu Joensuun Joensuuta Joensuuna Joensuussa Joensuusta Joensuuhun Joensuulla Joensuulta Joensuulle
Juuka Juuan Juukaa Juukana Juuassa Juuasta Juukaan Juualla Juualta Juualle
Kitee Kiteen Kiteetä Kiteenä Kiteessä Kiteestä Kiteeseen Kiteellä Kiteeltä Kiteelle
Kontiolahti Kontiolahden Kontiolahtea Kontiolahtena Kontiolahdessa Kontiolahdesta Kontiolahteen Kontiolahdella Kontiolahdelta Kontiolahdelle
Lieksa Lieksan Lieksaa Lieksana Lieksassa Lieksasta Lieksaan Lieksalla Lieksalta Lieksalle
Liperi Liperin Liperiä Liperinä Liperissä Liperistä Liperiin Liperillä Liperiltä Liperille
Nurmes Nurmeksen Nurmesta Nurmeksena Nurmeksessa Nurmeksesta Nurmekseen Nurmeksella Nurmekselta Nurmekselle
Outokumpu Outokummun Outokumpua Outokumpuna Outokummussa Outokummusta Outokumpuun Outokummulla Outokummulta Outokummulle
Polvijärvi Polvijärven Polvijärveä Polvijärvenä Polvijärvessä Polvijärvestä Polvijärveen Polvijärvellä Polvijärveltä Polvijärvelle
Rääkkylä Rääkkylän Rääkkylää Rääkkylänä Rääkkylässä Rääkkylästä Rääkkylään Rääkkylällä Rääkkylältä Rääkkylälle
Tohmajärvi Tohmajärven Tohmajärveä Tohmajärvenä Tohmajärvessä Tohmajärvestä Tohmajärveen Tohmajärvellä Tohmajärveltä Tohmajärvelle
";

#[test]
fn the_municipalities_of_north_karelia_inflect_in_all_cases() {
    let mut n = 0;
    for line in NORTH_KARELIA.lines().filter(|line| !line.is_empty()) {
        let forms: Vec<&str> = line.split(' ').collect();
        let cases = [Case::Nominative, Case::Genitive, Case::Partitive, Case::Essive];
        let cases = cases.into_iter().chain([Case::Local; 6]);
        let mut expected: Vec<_> = forms.iter().map(|form| fold(form)).zip(cases).collect();
        let mut made = inflection(forms[0]).forms();
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        made.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(made, expected);
        n += 1;
    }
    assert_eq!(n, 13);
}

#[test]
fn others_inflect_too() {
    let table = "
Kauniainen Kauniaisten Kauniaisissa Kauniaisiin
Jokioinen Jokioisten Jokioisissa Jokioisiin
Parainen Paraisten Paraisilla Paraisiin
Kaustinen Kaustisen Kaustisella Kaustista
Kangasala Kangasalan Kangasalla Kangasalle
Virrat Virtain Virroilla Virtoihin
Tampere Tampereen Tampereella Tamperetta
Kempele Kempeleen Kempeleellä Kempelettä
Helsinki Helsingin Helsingissä Helsinkiin
Turku Turun Turussa Turkuun
Espoo Espoon Espoossa Espooseen
Vantaa Vantaan Vantaalla Vantaata
Lahti Lahden Lahdessa Lahtea
Hanko Hangon Hangossa Hankoon
Lieto Liedon Liedossa Lietoon
Loppi Lopen Lopella Loppeen
Vihti Vihdin Vihdissä Vihtiin
Vesanto Vesannon Vesannolla Vesantoon
Hailuoto Hailuodon Hailuodossa Hailuotoon
Iisalmi Iisalmen Iisalmessa Iisalmea
Kuopio Kuopion Kuopiossa Kuopioon
Varkaus Varkauden Varkaudessa Varkautta
Alavus Alavuden Alavudella Alavuteen
Pihtipudas Pihtiputaan Pihtiputaalla Pihtiputaalle
Punkalaidun Punkalaitumen Punkalaitumella Punkalaitumelle
Seinäjoki Seinäjoen Seinäjoella Seinäjokea
Rovaniemi Rovaniemen Rovaniemellä Rovaniemeä
Tuusniemi Tuusniemen Tuusniemessä Tuusniemellä
Kiuruvesi Kiuruveden Kiuruvedellä Kiuruvettä
Leppävirta Leppävirran Leppävirralla Leppävirtaa
Lappeenranta Lappeenrannan Lappeenrannassa Lappeenrantaan
Toholampi Toholammin Toholammilla Toholampiin
Harjavalta Harjavallan Harjavallassa Harjavaltaan
Riihimäki Riihimäen Riihimäellä Riihimäkeä
Äänekoski Äänekosken Äänekoskella Äänekoskea
Mustasaari Mustasaaren Mustasaaressa Mustasaarta
Järvenpää Järvenpään Järvenpäässä Järvenpäähän
Ii Iin Iissä Iihin
Kannus Kannuksen Kannuksessa Kannukseen
Muhos Muhoksen Muhoksella Muhokselta
Uusikaupunki Uudenkaupungin Uudessakaupungissa Uuteenkaupunkiin
Uusikaarlepyy Uudenkaarlepyyn Uudessakaarlepyyssä Uuteenkaarlepyyhyn
Isokyrö Isonkyrön Isossakyrössä Isokyrössä
Närpiö Närpiön Närpiössä Närpiöön
Finström Finströmin Finströmissä Finströmiin
Raahe Raahen Raahessa Raaheen
Siikainen Siikaisten Siikaisissa Siikaisiin
";
    let lines: Vec<&str> = table.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() >= 40);
    for line in lines {
        let mut forms = line.split(' ');
        let made = inflection(forms.next().unwrap()).forms();
        for form in forms {
            assert!(made.iter().any(|(key, _)| *key == fold(form)), "{form} is not in {made:?}");
        }
    }
}
