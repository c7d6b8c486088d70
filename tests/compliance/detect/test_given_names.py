"""Names from lists of given names and surnames, with what stands around them."""

import pytest

from compliance.detect.lexicons import load_words
from compliance.detect.names.given_names import GivenNamesFinder
from compliance.detect.names.inflection import stems, surname_like
from compliance.detect.names.words import fold, is_noun


@pytest.fixture(scope="module")
def finder():
    return GivenNamesFinder()


def found(finder, text):
    return [text[each.start : each.end] for each in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wir haben Anna Brandner getroffen.", "Anna Brandner"),
        ("Das Paket ging an Thomas von der Heyden aus Köln.", "Thomas von der Heyden"),
        ("The lease with Ciara O'Brien ends soon.", "Ciara O'Brien"),
        ("Signed by Maria J. Kowalczyk yesterday", "Maria J. Kowalczyk"),
        ("das ist der account von anna schmidt glaub ich", "anna schmidt"),
        ("Teilnehmerin: ANNA WEBER, Raum 3", "ANNA WEBER"),
        ("Mehmet Yılmaz hat angerufen", "Mehmet Yılmaz"),
        ("Post für Giulia Sommer", "Giulia Sommer"),
        ("entregado a Lucía García Fernández ayer", "Lucía García Fernández"),
        ("Nguyen Van Thanh and Priya Sharma met", "Priya Sharma"),
        ("Η κυρία Ελένη Παπαδοπούλου τηλεφώνησε", "Ελένη Παπαδοπούλου"),
        ("Казвам се Мария Иванова и живея тук", "Мария Иванова"),
        ("przyszedł Łukasz Wójcik", "Łukasz Wójcik"),
        ("rozmowa z Lukasz Wojcik", "Lukasz Wojcik"),
        ("þetta er kjalvör teitsdóttir aftur", "kjalvör teitsdóttir"),
        ("Kjalvör Teitsdóttir tekur við pakkanum", "Kjalvör Teitsdóttir"),
        ("det er liv hanssen igjen", "liv hanssen"),
        ("Hvornår kommer montøren?\nHilsen\nKatharina Voisin", "Katharina Voisin"),
    ],
)
def test_a_given_name_and_a_surname_are_one_find(finder, text, name):
    assert name in found(finder, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rozmawiałem z Janem Kowalskim wczoraj.", "Janem Kowalskim"),
        ("Smlouva s Petrem Novákem platí.", "Petrem Novákem"),
        ("Tapasin Jarin Virtasen eilen.", "Jarin Virtasen"),
        ("Vakar kalbėjau su Tomu Kazlausku.", "Tomu Kazlausku"),
        ("Η αίτηση του Γιώργου Παπαδόπουλου εγκρίθηκε.", "Γιώργου Παπαδόπουλου"),
    ],
)
def test_inflected_full_names_are_found(finder, text, name):
    assert name in found(finder, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Weber, Thomas", "Weber, Thomas"),
        ("Name: WEBER Thomas", "WEBER Thomas"),
        ("1. Novák, Petra; 2. Horváth, Katalin", "Novák, Petra"),
        ("A nevem Horváth Katalin, Szeged.", "Horváth Katalin"),
        ("itt megint varga eszter, kérdésem van", "varga eszter"),
        ("Itt megint Kiss Gabriella, kérdésem van", "Kiss Gabriella"),
    ],
)
def test_the_surname_may_stand_first(finder, text, name):
    assert name in found(finder, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alles klar, danke, Katharina!", "Katharina"),
        ("Katharina, kannst du das prüfen?", "Katharina"),
        ("ich war gestern mit Katharina essen", "Katharina"),
        ("That is Katharina's laptop", "Katharina"),
        ("Viele Grüße\nKatharina", "Katharina"),
        ("Katharina hat angerufen", "Katharina"),
        ("Katharina", "Katharina"),
        ("All right. Katharina", "Katharina"),
        ("dass der Katharina das gefällt", "Katharina"),
        ("was passiert mit Dieters alten Verträgen", "Dieter"),
        ("wir treffen Katharina und Sebastian morgen", "Sebastian"),
    ],
)
def test_a_given_name_alone_needs_a_place_for_a_name(finder, text, name):
    entities = [each for each in finder.find(text) if text[each.start : each.end] == name]
    assert entities
    assert all(each.score <= 0.5 for each in entities)


@pytest.mark.parametrize(
    "text",
    [
        "Will you mark the page in May?",
        "Im Sommer blüht die Rose im Garten.",
        "The Art of War, Rose Garden, Summer Sale",
        "Frau und Mann, Haus und Hof",
        "Die Verwaltung prüft den Antrag nach § 12 Abs. 3.",
        "We moved from San Antonio to St. Martin and Santa Clara",
        "Domicilio: Calle Joaquín Vidal, 35",
        "wohnhaft Anna Straße 5",
        "Sarah Connor GmbH",
        "Giuseppe vom Kettenbrook-Team",
        "Katharina Hospital",
        "signo de Vicente positivo",
        "German Marks and Roman Courts",
        "def anna_weber(): return None",
        "",
    ],
)
def test_words_places_and_firms_are_no_persons(finder, text):
    assert found(finder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "elif sha256_file(path)",
        "a new lesson begins",
        "mit mark und pfennig",
        "von anna",
        "dura due anni dalla consegna",
    ],
)
def test_small_words_that_are_no_names(finder, text):
    assert found(finder, text) == []


def test_a_doubtful_given_name_counts_only_with_a_known_surname(finder):
    assert found(finder, "I met May Johnson there") == ["May Johnson"]
    assert found(finder, "in May Deliveries stop") == []


def test_a_doubtful_given_name_scores_below_what_is_echoed(finder):
    (only,) = finder.find("I met May Johnson there")
    assert only.score < 0.6


def test_offsets_are_code_points_and_the_possessive_stays_outside(finder):
    text = "😀 Peter Baumann's Rechnung"
    (only,) = finder.find(text)
    assert text[only.start : only.end] == "Peter Baumann"


def test_a_name_crosses_a_line_only_inside_a_sentence(finder):
    assert "Anna\nWeber" in found(finder, "mit Anna\nWeber war da")
    assert "Anna\nWeber" not in found(finder, "Anna\nWeber\nMüller")
    assert "Anna\nWeber" not in found(finder, "Vorname: Anna\nWeber GmbH")


@pytest.mark.parametrize("text", ["\ud800 Anna", "\x00", "A" * 100_000, "Anna " * 5_000])
def test_odd_text_is_read(finder, text):
    for each in finder.find(text):
        assert 0 <= each.start < each.end <= len(text)


def test_lists_are_folded_and_the_sure_and_doubtful_names_are_apart():
    given, doubtful = load_words("given_names"), load_words("given_names_doubtful")
    assert not given & doubtful
    lists = (
        "given_names", "given_names_doubtful", "given_names_family", "given_names_words",
        "given_names_more",
    )  # fmt: skip
    for name in lists:
        words = load_words(name)
        assert all(word == fold(word) for word in words)


def test_the_list_by_hand_holds_only_what_the_others_lack():
    more = load_words("given_names_more")
    for name in ("given_names", "given_names_doubtful", "given_names_words", "not_names"):
        assert not more & load_words(name)


def test_small_words_are_no_words_of_names_when_they_are_written_small(finder):
    assert found(finder, "ovdje opet nada mustapić, imam pitanje") == ["nada mustapić"]
    assert found(finder, "Olá, não funciona") == []
    assert found(finder, "Írtam Horváth Zoltánnak tegnap") == ["Horváth Zoltánnak"]
    assert found(finder, "Alberto Quintana de la Vega vino") == ["Alberto Quintana de la Vega"]
    assert found(finder, "Fitzgerald, Maeve - room 12") == ["Fitzgerald, Maeve"]
    assert found(finder, "Tere, soovin muuta aadressi") == []
    assert found(finder, "Labhair mé le Seán Ó Murchú inné") == ["Seán Ó Murchú"]
    assert found(finder, "le colis est pour camille petit, laissez-le") == ["camille petit"]


@pytest.mark.parametrize("word", "mark will may sommer rose art lang".split())
def test_everyday_words_are_no_sure_names(word):
    assert word not in load_words("given_names")


def test_fold_drops_accents_in_every_script():
    assert [fold(each) for each in ("Łukasz", "Jørgen", "Γιώργος", "Weiß")] == [
        "lukasz",
        "jorgen",
        "γιωργοσ",
        "weiss",
    ]


@pytest.mark.parametrize(
    ("form", "nominative"),
    [("markiem", "marek"), ("anny", "anna"), ("jonui", "jonas"), ("annanak", "anna")],
)
def test_stems_hold_the_nominative(form, nominative):
    assert nominative in set(stems(form))


def test_an_inflected_surname_is_known_by_its_ending():
    assert surname_like("malinowskiego")
    assert not surname_like("garten")


@pytest.mark.parametrize("word", ["gefassstenose", "kundennummer", "hysterectomy"])
def test_nouns_are_known_by_their_ending(word):
    assert is_noun(word)


@pytest.mark.parametrize("name", ["given_names", "given_names_family"])
def test_no_listed_name_ends_as_nouns_do(name):
    assert [word for word in load_words(name) if is_noun(word)] == []
