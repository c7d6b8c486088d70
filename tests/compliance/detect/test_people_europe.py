from __future__ import annotations

import pytest

from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.names.cues_europe import european_cues
from compliance.detect.names.people import PeopleFinder

FINDER = PeopleFinder()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bonjour Madame Lefort, je m'appelle Claire Dufresne.", {"Lefort", "Claire Dufresne"}),
        ("Cordialement,\nLuc Marchetti", {"Luc Marchetti"}),
        ("Me llamo Inés Ortega y llamo por la Sra. Cueto", {"Inés Ortega", "Cueto"}),
        ("Nombre:  Ernesto.\nApellidos: Ribera Bueno.", {"Ernesto", "Ribera Bueno"}),
        ("Buongiorno Signora Bianchini, mi chiamo paolo verdini", {"Bianchini", "paolo verdini"}),
        ("Sono Mario Rossetti, ho un problema", {"Mario Rossetti"}),
        ("Ik heet Sanne Bakkers. Groetjes,\nSanne", {"Sanne Bakkers", "Sanne"}),
        ("Szanowny Panie Kowalewski, nazywam się Anna Nowicka.", {"Kowalewski", "Anna Nowicka"}),
        ("Nazwisko i imię: Nowicki Marek", {"Nowicki Marek"}),
        ("Dobrý den, jmenuji se Jan Novotný. S paní Dvorskou", {"Jan Novotný", "Dvorskou"}),
        ("Vážený pán Horváth, volám sa Eva Kráľová", {"Horváth", "Eva Kráľová"}),
        ("Tisztelt Szabó úr! A nevem Kiss Judit.", {"Szabó", "Kiss Judit"}),
        ("Numele meu este Ion Munteanu, doamna Radu", {"Ion Munteanu", "Radu"}),
        ("Казвам се Мария Колева, г-н Стоянов", {"Мария Колева", "Стоянов"}),
        ("Με λένε Νίκος Αλεξίου και η κα Γεωργίου", {"Νίκος Αλεξίου", "Γεωργίου"}),
        ("Zovem se Ivana Babić. Poštovani gospodine Jurić,", {"Ivana Babić"}),
        ("Spoštovani gospod Zupan, ime mi je Maja Kos", {"Zupan", "Maja Kos"}),
        ("Jag heter Erik Lindgren. Mvh\nErik", {"Erik Lindgren", "Erik"}),
        ("Jeg hedder Mette Holm. Kære hr. Dahl,", {"Mette Holm", "Dahl"}),
        ("Navnet mitt er Kari Haugen. Hilsen\nKari", {"Kari Haugen", "Kari"}),
        ("Minun nimeni on Aino Mäkelä. Terveisin\nAino", {"Aino Mäkelä", "Aino"}),
        ("Minu nimi on Jaan Tamme, härra Sepp", {"Jaan Tamme", "Sepp"}),
        ("Mano vardas Jonas Petrauskas. Pagarbiai\nJonas", {"Jonas Petrauskas", "Jonas"}),
        ("Mani sauc Jānis Bērzs. Ozola kungs zvanīja", {"Jānis Bērzs", "Ozola"}),
        ("Ég heiti Sigrún Jónsdóttir", {"Sigrún Jónsdóttir"}),
        ("Chamo-me Rui Tavares. Cumprimentos,\nRui", {"Rui Tavares", "Rui"}),
        ("cześć tu kasia wiśniewska, nie działa", {"kasia wiśniewska"}),
        ("sveiki, čia rasa petrauskienė, neveikia", {"rasa petrauskienė"}),
        ("moja żona Agnieszka dzwoniła", {"Agnieszka"}),
        ("mi marido Quandro tiene la misma", {"Quandro"}),
        ("мъжът ми Георги плати", {"Георги"}),
        ("Det er Ole Lassen igen", {"Ole Lassen"}),
        ("per conto del dott. Quandri che segue", {"Quandri"}),
        ("Dobrý den, u telefonu Quandřák.", {"Quandřák"}),
        ("nie działa, pozdrawiam magda", {"magda"}),
        ("t.a.v. mevr. S. op den Kamp", {"S. op den Kamp"}),
        ("Ainm: Seán Breathnach", {"Seán Breathnach"}),
        ("Jisimni Karm Borġ", {"Karm Borġ"}),
    ],
)
def test_a_name_is_found_where_a_name_stands(text: str, names: set[str]) -> None:
    found = {text[each.start : each.end] for each in FINDER.find(text)}
    assert names <= found


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour à tous, merci",
        "Hola Equipo, gracias.",
        "Gentile Cliente, grazie mille.",
        "Szanowni Państwo, dziękuję.",
        "Hej Alla, tack.",
        "200 g. Mehl und 3 Eier",
        "nome: file non trovato",
        "Informe clínico del paciente: Paciente de 70 años",
        "Informe clínico del paciente: Se trata de un niño",
        "Médico:  NoCol: 41 41 23678",
        "soy cliente desde hace años",
        "min fru jobbar i skolan",
        "Nombre: obligatorio",
        "Imię: pole wymagane",
        "2,5 mg/dl. Se realizó una cura",
        "su hijo, así como su casa",
        "label: nombre, apellido\nnome,cognome\n1,2",
    ],
)
def test_nobody_is_found_where_no_name_stands(text: str) -> None:
    assert [text[each.start : each.end] for each in FINDER.find(text)] == []


def test_every_cue_is_a_pattern() -> None:
    assert len(european_cues()) == 14
    for cue in european_cues():
        assert compile_pattern(cue.pattern).groups in (0, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ter zitting heeft getuige Siebold Oosterkamp, van beroep smid, verklaard", "Siebold"),
        ("твърди, че ответникът Пламен Дочев Керемидов не е платил", "Пламен Дочев Керемидов"),
        ("Wie ist Ihr Name?\nnico brettmeier, läuft aber noch auf", "nico brettmeier"),
        ("your full name please?\nkerstin ohlmarks", "kerstin ohlmarks"),
        ("é a minha mãe, maria da luz carrapito, moramos na", "maria da luz carrapito"),
        ("A Ghráinne, a chara,\n\n", "Ghráinne"),
        ("Hæ, Dagmar heiti ég.", "Dagmar"),
        ("regards\nchristine allen", "christine allen"),
    ],
)
def test_names_behind_roles_and_questions_are_found(text: str, name: str) -> None:
    assert any(name in text[each.start : each.end] for each in FINDER.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "Sędzia Sądu Rejonowego orzekł",
        "svědek Krajského Soudu",
        "Wie ist Ihr Name?\nwieso wollen sie das wissen",
        "What is your name?\nwhy do you ask",
        "Der Kläger Verlangt Schadenersatz",
        "the claimant Social Security Office",
    ],
)
def test_roles_and_questions_alone_give_no_name(text: str) -> None:
    assert list(FINDER.find(text)) == []
