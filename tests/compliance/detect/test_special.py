from __future__ import annotations

from collections.abc import Callable

import pytest
from special_finders import finder_for

from compliance.detect.overlap import resolve

Find = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def found() -> Find:
    """(type, text) of every find in a text, without overlap."""
    finder = finder_for("de", "en")
    return lambda text: [
        (each.type, text[each.start : each.end]) for each in resolve(text, finder.find(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich habe starke Rückenschmerzen.", ("HEALTH", "Rückenschmerzen")),
        ("My son has asthma.", ("HEALTH", "asthma")),
        ("Sie ist an Brustkrebs erkrankt", ("HEALTH", "Brustkrebs")),
        ("ich bin in der Gewerkschaft", ("TRADE_UNION_MEMBERSHIP", "Gewerkschaft")),
        ("I'm a shop steward", ("TRADE_UNION_MEMBERSHIP", "shop steward")),
        ("Wir sind Muslime", ("RELIGION", "Muslime")),
        ("my husband is Jewish", ("RELIGION", "Jewish")),
        ("Ich wähle die Grünen", ("POLITICAL_OPINION", "wähle die Grünen")),
        ("He is gay and lives there", ("SEXUAL_ORIENTATION", "gay")),
        ("Mein Sohn ist vorbestraft", ("CRIMINAL_OFFENCE", "vorbestraft")),
        ("She is of Nigerian descent", ("ETHNIC_ORIGIN", "of Nigerian descent")),
        ("Bei mir wurde eine BRCA1-Mutation gefunden", ("GENETIC_DATA", "BRCA1")),
        ("Her DNA test came back", ("GENETIC_DATA", "DNA test")),
        ("Meine Fingerabdrücke sind gespeichert", ("BIOMETRIC_DATA", "Fingerabdrücke")),
        ("My voiceprint is on file", ("BIOMETRIC_DATA", "voiceprint")),
    ],
)
def test_found_beside_a_person(found: Find, text: str, expected: tuple[str, str]) -> None:
    kind, word = expected
    assert any(each == kind and word in value for each, value in found(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("My brother is in hospital after a stroke. He is fine", "is in hospital after a stroke"),
        ("Ich bin zu 80 % schwerbehindert und brauche Hilfe", "bin zu 80 % schwerbehindert"),
        ("I have arthritis in both knees, sadly", "have arthritis in both knees"),
        ("Ich bin seit 20 Jahren in der IG Metall.", "bin seit 20 Jahren in der IG Metall"),
        ("I have asthma, so no smoke please", "have asthma"),
    ],
)
def test_a_find_is_the_whole_statement(found: Find, text: str, statement: str) -> None:
    assert statement in [value for _, value in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Asthma is common.",
        "Die Praxis behandelt Diabetes und Migräne.",
        "Christmas market opens today",
        "Das Krebsrot gibt es in drei Farben.",
        "Die Gewerkschaft ruft zum Streik auf.",
        "The stroke width is 2 px",
        "Diabetes is a disease.",
        "Wer an Diabetes leidet, sollte weniger Zucker essen.",
        "Ich hätte gern das Allergiker-Kissen in Weiß.",
        "Bitte setzen Sie mich in Blind-CC.",
        "My tool aids you in this.",
        "I charged with the new cable.",
        "He said it with great conviction.",
        "Ich habe die eID-Funktion freigeschaltet.",
        "I take the union of both sets.",
        "def find(self, rank: Optional[Union[str, int]]) -> None: ...",
        "I'm looking for something Mexican, maybe Thai.",
        "My name is David Black.",
        "My coffee is black.",
        "I want the black sofa.",
        "Ich glaube, das passt so. Nun, was kostet es?",
        "My phone shows the certificate fingerprint.",
        "religion: string",
        "§ 4 Er ist vor der Ernennung zu untersuchen, wenn er erkrankt war.",
    ],
)
def test_nothing_without_a_person(text: str) -> None:
    assert list(finder_for("de", "en").find(text)) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Name: B. Okoro\nReligion: Hindu\nCity: Ely", "RELIGION", "Hindu"),
        ("Konfession: röm.-kath., verheiratet", "RELIGION", "röm.-kath"),
        ("Ethnicity: White British", "ETHNIC_ORIGIN", "White British"),
        ("Diagnosen: Migräne mit Aura", "HEALTH", "Migräne mit Aura"),
    ],
)
def test_the_value_of_a_form_field(text: str, kind: str, value: str) -> None:
    finds = [(each.type, text[each.start : each.end]) for each in finder_for("de", "en").find(text)]
    assert (kind, value) in finds


def test_a_clinical_record_speaks_of_its_patient_throughout() -> None:
    text = (
        "Aufnahmebefund vom 3.4.: unauffällig. Anamnese: kurz. Therapieempfehlung folgt.\n"
        "EKG normal.\nZunehmende Pneumonie beidseits."
    )
    finds = [text[each.start : each.end] for each in finder_for("de").find(text)]
    assert any("Pneumonie" in value for value in finds)
    assert list(finder_for("de").find("Zunehmende Pneumonie ist häufig.")) == []


def test_a_note_in_key_words_is_doubtful_but_reported() -> None:
    note = list(finder_for("en").find("Asthma and chronic knee pain."))
    assert {each.type for each in note} == {"HEALTH"}
    assert all(each.score == 0.5 for each in note)
    assert list(finder_for("en").find("Asthma inhaler, best price")) == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "Ma mère a un cancer du sein.", "HEALTH"),
        ("fr", "Je suis syndiqué à la CGT.", "TRADE_UNION_MEMBERSHIP"),
        ("fr", "Mon fils a été condamné pour vol.", "CRIMINAL_OFFENCE"),
        ("es", "Mi padre tiene diabetes.", "HEALTH"),
        ("es", "Mi marido es católico.", "RELIGION"),
        ("es", "Registraron mi huella dactilar.", "BIOMETRIC_DATA"),
        ("it", "Sono incinta di tre mesi.", "HEALTH"),
        ("it", "Mio figlio è omosessuale.", "SEXUAL_ORIENTATION"),
        ("it", "Sono iscritta alla CGIL.", "TRADE_UNION_MEMBERSHIP"),
        ("nl", "Mijn moeder heeft kanker.", "HEALTH"),
        ("nl", "Ik heb op GroenLinks gestemd.", "POLITICAL_OPINION"),
        ("nl", "Hij heeft een Marokkaanse afkomst.", "ETHNIC_ORIGIN"),
        ("pl", "Mój mąż jest katolikiem.", "RELIGION"),
        ("pl", "Test genetyczny mojej córki wyszedł dodatnio.", "GENETIC_DATA"),
        ("pl", "Mój brat jest w więzieniu.", "CRIMINAL_OFFENCE"),
    ],
)
def test_other_languages(language: str, text: str, kind: str) -> None:
    assert kind in {each.type for each in finder_for(language).find(text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'asthme est une maladie fréquente."),
        ("es", "Hay un hospital en la ciudad."),
        ("it", "C'è un ospedale in città."),
        ("nl", "Astma is een ziekte."),
        ("pl", "W mieście jest szpital."),
    ],
)
def test_general_statements_in_other_languages(language: str, text: str) -> None:
    assert list(finder_for(language).find(text)) == []


def test_languages_decide_which_words_are_read() -> None:
    finder = finder_for("en")
    assert list(finder.find("Ich habe Rückenschmerzen")) == []
    assert next(iter(finder.find("I have back pain"))).type == "HEALTH"


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800 asthma \ud800 my", "a" * 200_000, "ich " * 50_000]
)
def test_odd_texts(text: str) -> None:
    finds = list(finder_for("de", "en").find(text))
    assert all(0 <= each.start < each.end <= len(text) for each in finds)


def test_a_statute_speaks_of_nobody() -> None:
    statute = (
        "(1) Der Täter wird bestraft, wenn er wegen Diebstahls angeklagt ist.\n"
        "(2) Die Eltern, die das Kind wegen einer Krankheit pflegen, haben Anspruch.\n"
        "(3) Hat der Beschuldigte hier keinen Wohnsitz, so gilt Absatz 2 dieses Gesetzes."
    )
    finder = finder_for("de", "en")
    assert list(finder.find(statute)) == []
    named = f"{statute}\n\nFrau Kranz wurde wegen Diebstahls angeklagt."
    assert {each.type for each in finder.find(named)} == {"CRIMINAL_OFFENCE"}


@pytest.mark.parametrize(
    "text",
    [
        "Ich wähle die Variante mit Henkel.",
        "Ich möchte die linke Schranktür umtauschen.",
        "I can't hear you, the line is bad.",
        "We fixed the dependency injection in my module.",
    ],
)
def test_everyday_requests_reveal_nothing(text: str) -> None:
    assert list(finder_for("de", "en").find(text)) == []


def test_a_sentence_gives_the_same_alone_and_in_a_long_text() -> None:
    sentence = "Meine Mutter hat Diabetes und geht jeden Sonntag zur Kirche. "
    finder = finder_for("de")
    alone = [(each.start, each.end, each.type) for each in finder.find(sentence)]
    assert alone
    many = [(each.start, each.end, each.type) for each in finder.find(sentence * 50)]
    step = len(sentence)
    assert many == [(s + n * step, e + n * step, kind) for n in range(50) for s, e, kind in alone]
