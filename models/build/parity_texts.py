"""Writes parity_texts.txt: made-up scraps of job advertisements.

One text a line, language and text parted by a tab. 72 texts in each of seven
languages: bare titles, short phrases, sentences and small advertisements.
Nothing here names a real employer or person.
"""

import pathlib
import random

PER_LANGUAGE = 72

# Per language: titles, places, tasks, demands, terms, and frames with
# {title}, {place}, {task}, {demand}, {term}, {number}.
WORDS = {
    "fi": {
        "titles": "Laitoshuoltaja|Lähihoitaja|Ravintolatyöntekijä|Sähköasentaja|Yhdistelmäajoneuvonkuljettaja|Metsäkoneenkuljettaja|Kirjanpitäjä|Varhaiskasvatuksen opettaja|Hitsaaja-levyseppä|Ohjelmistokehittäjä|Myyjä, elintarvikeosasto|Kiinteistönhoitaja|Sairaanhoitaja (ensihoito)|Puutarhatyöntekijä|Rakennusapumies|Kokki|Toimistosihteeri|CNC-koneistaja",
        "places": "Joensuu|Ilomantsi|Lieksa, Pohjois-Karjala|Kitee|Nurmes|Outokumpu|etätyö",
        "tasks": "siivoat toimistotiloja ja portaikkoja|huolehdit asiakkaiden lääkehoidosta|asennat ja korjaat sähkölaitteita|palvelet asiakkaita kassalla ja myymälässä|ajat puutavaraa tehtaalle|valmistat lounasruokaa noin 120 hengelle|ohjaat lapsiryhmää yhdessä tiimin kanssa|hitsaat MIG/MAG- ja TIG-menetelmillä",
        "demands": "hygieniapassi ja työturvallisuuskortti|B-ajokortti ja oma auto|sujuva suomen kielen taito|aiempi kokemus vastaavista tehtävistä|alan perustutkinto|ammattipätevyys (CE)|halu oppia uutta",
        "terms": "vakituinen kokoaikatyö|osa-aikainen, 20–25 h/vko|kesätyö 1.6.–31.8.|määräaikainen sijaisuus|kolmivuorotyö|palkka 14,20 €/h + lisät",
        "frames": "{title}|{title}, {place}|{title} – {term}|Haemme työntekijää tehtävään: {title} ({place}).|Työssäsi {task}, ja edellytämme: {demand}.|Tarjoamme: {term}. Paikkakunta: {place}.|{title} / {place}: {task}. Vaaditaan {demand}. Työsuhde: {term}. Hakuaika päättyy {number}.11. klo 16.00; lisätietoja arkisin klo 9–15.",
    },
    "sv": {
        "titles": "Lokalvårdare|Undersköterska|Restaurangbiträde|Elektriker|Lastbilsförare med CE-kort|Skogsmaskinförare|Redovisningsekonom|Förskollärare|Svetsare och plåtslagare|Systemutvecklare|Butikssäljare, färskvaror|Fastighetsskötare|Sjuksköterska (ambulans)|Trädgårdsarbetare|Byggnadsarbetare|Kock|Kontorssekreterare|CNC-operatör",
        "places": "Joensuu|Ilomants|Vasa|Åbo|Norra Karelen|Umeå|distansarbete",
        "tasks": "städar du kontor och trapphus|ansvarar du för läkemedelshantering|installerar och reparerar du elutrustning|hjälper du kunder i kassan|kör du timmer till fabriken|lagar du lunch åt ungefär 120 gäster|leder du barngruppen tillsammans med arbetslaget|svetsar du med MIG/MAG och TIG",
        "demands": "hygienintyg och säkerhetskort|B-körkort och egen bil|goda kunskaper i svenska och finska|tidigare erfarenhet av liknande arbete|yrkesexamen inom området|yrkeskompetensbevis|vilja att lära sig nytt",
        "terms": "tillsvidareanställning på heltid|deltid, 20–25 timmar i veckan|sommarjobb 1.6–31.8|vikariat på viss tid|treskiftsarbete|lön 14,20 €/h plus tillägg",
        "frames": "{title}|{title}, {place}|{title} – {term}|Vi söker dig som vill arbeta som {title} ({place}).|I arbetet {task}; vi kräver {demand}.|Vi erbjuder {term}. Ort: {place}.|{title} / {place}: i tjänsten {task}. Krav: {demand}. Anställning: {term}. Ansök senast den {number} november kl. 16.00, frågor besvaras vardagar kl. 9–15.",
    },
    "en": {
        "titles": "Cleaner|Practical nurse|Restaurant worker|Electrician|Heavy goods vehicle driver (C+E)|Forest harvester operator|Bookkeeper|Early childhood teacher|Welder-fabricator|Senior software engineer|Sales assistant, fresh food|Property caretaker|Registered nurse, emergency care|Gardener|Construction labourer|Chef de partie|Office secretary|CNC machinist",
        "places": "Joensuu|Ilomantsi, Finland|Helsinki region|North Karelia|Stockholm|Tallinn|remote",
        "tasks": "clean offices and staircases|look after the clients' medication|install and repair electrical equipment|serve customers at the checkout|haul timber to the mill|prepare lunch for about 120 people|guide a group of children with the team|weld with the MIG/MAG and TIG processes",
        "demands": "a hygiene passport and an occupational safety card|a category B driving licence and your own car|fluent English, and Finnish at level B1|previous experience of similar duties|a vocational qualification|a driver's certificate of professional competence|the will to learn C++, C# or Node.js",
        "terms": "permanent, full-time|part-time, 20–25 h a week|summer job, 1 June – 31 August|fixed-term substitute|three-shift work|€14.20/h plus supplements",
        "frames": "{title}|{title}, {place}|{title} – {term}|We're looking for a {title} ({place}).|You will {task}; we expect {demand}.|We offer: {term}. Location: {place}.|{title} / {place}: you {task}. Required: {demand}. Employment: {term}. Apply by {number} November at 4 p.m.; further information on weekdays, 9–15.",
    },
    "et": {
        "titles": "Puhastusteenindaja|Hooldaja|Restoranitöötaja|Elektrik|Veoautojuht (CE-kategooria)|Metsamasina juht|Raamatupidaja|Lasteaiaõpetaja|Keevitaja|Tarkvaraarendaja|Müüja-kassapidaja|Majahoidja|Õde (kiirabi)|Aednik|Ehituse abitööline|Kokk|Sekretär|CNC-operaator",
        "places": "Tallinn|Tartu|Võrumaa|Pärnu|Joensuu, Soome|Ida-Virumaa|kaugtöö",
        "tasks": "koristad kontoriruume ja trepikodasid|vastutad klientide ravimite eest|paigaldad ja remondid elektriseadmeid|teenindad kliente kassas|vead palki tehasesse|valmistad lõunasöögi umbes 120 inimesele|juhendad lasterühma koos meeskonnaga|keevitad MIG/MAG- ja TIG-meetodil",
        "demands": "tervisetõend ja tööohutuskaart|B-kategooria juhiluba ja isiklik auto|hea eesti ja soome keele oskus|varasem kogemus samalaadsel tööl|erialane kutseharidus|kutsetunnistus|soov õppida uut",
        "terms": "alaline täistööaeg|osaline tööaeg, 20–25 tundi nädalas|suvetöö 1.06–31.08|tähtajaline leping|kolmes vahetuses töö|palk 9,80 €/h pluss lisatasud",
        "frames": "{title}|{title}, {place}|{title} – {term}|Otsime oma meeskonda: {title} ({place}).|Sinu töös {task}, eeldame: {demand}.|Pakume: {term}. Asukoht: {place}.|{title} / {place}: {task}. Nõutav on {demand}. Töösuhe: {term}. Kandideeri hiljemalt {number}. novembriks kell 16.00; lisainfo tööpäeviti kell 9–15.",
    },
    "ru": {
        "titles": "Уборщица|Санитарка-сиделка|Работник ресторана|Электромонтажник|Водитель грузовика категории CE|Оператор лесозаготовительной машины|Бухгалтер|Воспитатель детского сада|Сварщик|Разработчик программного обеспечения|Продавец-кассир|Дворник|Медсестра (скорая помощь)|Садовник|Подсобный рабочий на стройке|Повар|Секретарь офиса|Оператор станков с ЧПУ",
        "places": "Йоэнсуу|Иломантси|Хельсинки|Северная Карелия|Санкт-Петербург|Таллин|удалённая работа",
        "tasks": "вы убираете офисы и подъезды|вы следите за приёмом лекарств|вы устанавливаете и ремонтируете электрооборудование|вы обслуживаете покупателей на кассе|вы возите лес на завод|вы готовите обед примерно на 120 человек|вы ведёте группу детей вместе с коллегами|вы варите металл методами MIG/MAG и TIG",
        "demands": "гигиенический паспорт и карта охраны труда|водительские права категории B и свой автомобиль|знание финского языка на уровне B1|опыт подобной работы|профессиональное образование|свидетельство о квалификации|желание учиться новому",
        "terms": "постоянная работа, полный день|неполная занятость, 20–25 часов в неделю|летняя работа с 1.6 по 31.8|временная замена|работа в три смены|оплата 14,20 €/ч и надбавки",
        "frames": "{title}|{title}, {place}|{title} – {term}|Требуется {title} ({place}).|На этой работе {task}; необходимо: {demand}.|Мы предлагаем: {term}. Место: {place}.|{title} / {place}: {task}. Требования: {demand}. Условия: {term}. Заявки принимаются до {number} ноября, 16:00; объём работы уточняйте по будням с 9 до 15.",
    },
    "uk": {
        "titles": "Прибиральниця|Молодша медсестра|Працівник ресторану|Електромонтажник|Водій вантажівки категорії CE|Оператор лісозаготівельної машини|Бухгалтер|Вихователь дитячого садка|Зварювальник|Розробник програмного забезпечення|Продавець-касир|Двірник|Медсестра (швидка допомога)|Садівник|Підсобний робітник на будівництві|Кухар|Секретар офісу|Оператор верстатів із ЧПК",
        "places": "Йоенсуу|Іломантсі|Гельсінкі|Північна Карелія|Київ|Львів|віддалена робота",
        "tasks": "ви прибираєте офіси та під’їзди|ви стежите за прийманням ліків|ви встановлюєте й ремонтуєте електрообладнання|ви обслуговуєте покупців на касі|ви возите деревину на завод|ви готуєте обід приблизно на 120 осіб|ви ведете групу дітей разом із колегами|ви зварюєте метал методами MIG/MAG і TIG",
        "demands": "гігієнічний паспорт і картка з безпеки праці|водійські права категорії B та власний автомобіль|знання фінської мови на рівні B1|досвід подібної роботи|професійна освіта|свідоцтво про кваліфікацію|бажання вчитися нового",
        "terms": "постійна робота, повний день|неповна зайнятість, 20–25 годин на тиждень|літня робота з 1.6 до 31.8|тимчасова заміна|робота в три зміни|оплата 14,20 €/год і надбавки",
        "frames": "{title}|{title}, {place}|{title} – {term}|Потрібен працівник: {title} ({place}).|На цій роботі {task}; необхідно: {demand}.|Ми пропонуємо: {term}. Місце: {place}.|{title} / {place}: {task}. Вимоги: {demand}. Умови: {term}. Заявки приймаємо до {number} листопада, 16:00; обсяг роботи з’ясовуйте в будні з 9 до 15, ґанок праворуч.",
    },
    "ar": {
        "titles": "عامل نظافة|ممرضة مساعدة|عامل مطعم|كهربائي|سائق شاحنة (فئة CE)|مشغل آلات الغابات|محاسب|معلمة رياض أطفال|لحّام|مطوّر برمجيات|بائع وأمين صندوق|حارس عقار|ممرض طوارئ|بستاني|عامل بناء|طبّاخ|سكرتير مكتب|مشغل ماكينات CNC",
        "places": "يوينسو|هلسنكي|شمال كاريليا|إيلومانتسي|دمشق|بغداد|عمل عن بُعد",
        "tasks": "تنظّف المكاتب والسلالم|تتابع أدوية المرضى|تركّب الأجهزة الكهربائية وتصلحها|تخدم الزبائن عند صندوق الدفع|تنقل الأخشاب إلى المصنع|تحضّر الغداء لنحو ١٢٠ شخصًا|ترعى مجموعة من الأطفال مع الفريق|تلحم المعادن بطريقتي MIG/MAG و TIG",
        "demands": "شهادة النظافة الصحية وبطاقة السلامة المهنية|رخصة قيادة من الفئة B وسيارة خاصة|إتقان اللغة الفنلندية بمستوى B1|خبرة سابقة في عمل مماثل|شهادة مهنية في المجال|شهادة الكفاءة المهنية|الرغبة في التعلّم",
        "terms": "عمل دائم بدوام كامل|دوام جزئي، 20–25 ساعة في الأسبوع|عمل صيفي من 1/6 إلى 31/8|عقد مؤقت|العمل بثلاث ورديات|أجر 14.20 يورو في الساعة مع العلاوات",
        "frames": "{title}|{title}، {place}|{title} – {term}|مطلوب {title} ({place}).|في هذا العمل {task}؛ ونشترط: {demand}.|نقدّم: {term}. المكان: {place}.|{title} / {place}: {task}. الشروط: {demand}. نوع العمل: {term}. آخر موعد للتقديم {number} نوفمبر الساعة 16:00؛ للاستفسار أيام العمل من 9 إلى 15؟",
    },
}


def texts(language: str) -> list[str]:
    words = {key: value.split("|") for key, value in WORDS[language].items()}
    rng = random.Random(f"kohtaanto {language}")
    made: dict[str, None] = {}
    while len(made) < PER_LANGUAGE:
        frame = words["frames"][len(made) % len(words["frames"])]
        made[
            frame.format(
                title=rng.choice(words["titles"]),
                place=rng.choice(words["places"]),
                task=rng.choice(words["tasks"]),
                demand=rng.choice(words["demands"]),
                term=rng.choice(words["terms"]),
                number=rng.randint(1, 30),
            )
        ] = None
    return list(made)


if __name__ == "__main__":
    lines = [f"{language}\t{text}\n" for language in WORDS for text in texts(language)]
    path = pathlib.Path(__file__).with_name("parity_texts.txt")
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} texts")
