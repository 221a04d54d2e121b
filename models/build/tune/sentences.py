"""Sentences of our own, as ads, CVs and people say them, with room for names of work and of
competences. `{o}` is an occupation, `{s}` one competence, `{l}` several.
"""

AD_COMPETENCE = {
    "en": [
        "You are able to {s}.", "We expect you to {s} on your own.", "Experience in how to {s} is an asset.",
        "Your tasks: {s} together with the team.", "In this job you will {s} every day.",
        "Must have: {s}", "Responsible for: {s}, as agreed with the manager.",
        "The ideal candidate knows {s} and wants to learn more.", "Nice to have: {s}",
        "You will {s} and report the results to our customers.", "{l}.", "We look for skills in {l}.",
    ],
    "fi": [
        "Edellytämme, että osaat {s}.", "Tehtävääsi kuuluu {s}.", "Arvostamme osaamista: {s}.",
        "Työssä pitää {s} itsenäisesti.", "Eduksi katsotaan {s}.", "Vastuullasi on {s} yhdessä tiimin kanssa.",
        "Toivomme kokemusta: {s}.", "Tehtävät: {l}.", "Tarvitset taitoja: {l}.", "Opetamme sinua: {s}.",
    ],
    "sv": [
        "Du kan {s}.", "Vi förväntar oss att du kan {s} självständigt.", "I arbetet ingår att {s}.",
        "Meriterande är {s}.", "Dina uppgifter: {l}.", "Du har erfarenhet av {s}.", "Vi söker kunnande: {l}.",
    ],
}

AD = {
    "en": [
        "We are hiring: {o}. Your work includes {l}. Full time, start as agreed.",
        "{o} wanted for a small company. Tasks: {l}. Shift work is possible.",
        "Join our team as {o}! You {l}. No need for a long CV, tell us what you can do.",
        "Summer job for a {o}. We teach you the rest, you bring the attitude. {l}.",
    ],
    "fi": [
        "Haemme työntekijää: {o}. Työhön kuuluu {l}. Kokoaikainen, alkaa sopimuksen mukaan.",
        "{o} pieneen yritykseen. Tehtävät: {l}. Vuorotyö on mahdollinen.",
        "Tule meille töihin, {o}! Tehtäviäsi ovat {l}. Kerro omin sanoin, mitä osaat.",
        "Kesätyö: {o}. Perehdytämme sinut, reipas asenne riittää. {l}.",
        "Kunta hakee vakituiseen tehtävään: {o}. Osaamisvaatimukset: {l}.",
    ],
    "sv": [
        "Vi söker: {o}. I arbetet ingår {l}. Heltid, start enligt överenskommelse.",
        "{o} till ett litet företag. Uppgifter: {l}. Skiftarbete är möjligt.",
        "Sommarjobb: {o}. Vi lär dig resten. {l}.",
    ],
}

PERSON = {
    "en": [
        "I have worked as a {o} for five years. I can {l}.", "I was a {o} in my home country.",
        "I am looking for work as {o}. I am good at {l}.", "Work history: {o}. Skills: {l}",
    ],
    "fi": [
        "Olen tehnyt töitä viisi vuotta: {o}. Osaan {l}.", "Kotimaassani olin ammatiltani {o}.",
        "Etsin työtä, ammattini on {o}. Vahvuuksiani ovat {l}.", "Työhistoria: {o}. Osaaminen: {l}",
        "Teen mitä vaan, mutta viimeksi olin {o} ja hommiin kuului {l}.",
    ],
    "sv": [
        "Jag har arbetat som {o} i fem år. Jag kan {l}.", "I mitt hemland var jag {o}.",
        "Jag söker arbete som {o}. Jag är bra på {l}.",
    ],
    "et": ["Olen töötanud viis aastat: {o}.", "Otsin tööd, minu amet on {o}."],
    "ru": ["Я работал пять лет: {o}.", "Ищу работу, моя профессия — {o}.", "На родине моя работа была {o}."],
    "uk": ["Я працювала п'ять років: {o}.", "Шукаю роботу, моя професія — {o}."],
    "ar": ["عملت خمس سنوات في مهنة {o}.", "أبحث عن عمل، مهنتي {o}."],
    "so": ["Waxaan ka shaqeeyay shan sano: {o}.", "Shaqo ayaan raadinayaa, xirfaddaydu waa {o}."],
}
