"""Occupations: said of a person, as whole phrases; nothing where nobody has one."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.occupations import OccupationFinder
from compliance.detect.occupations.words import LANGUAGES, table, vocabulary
from compliance.detect.overlap import resolve
from compliance.detect.text.normalize import normalize
from compliance.detect.types import Entity
from compliance.policy import Policy

FINDER = OccupationFinder()


def found(text: str) -> list[str]:
    """The occupations in a text, resolved as the engine does it."""
    plain = normalize(text).text
    return [plain[each.start : each.end] for each in resolve(plain, FINDER.find(plain))]


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("The applicant, who is a university professor, complained.", "university professor"),
        ("In 1989 the claimant, a lorry driver, was hurt.", "lorry driver"),
        ("Until 1987 he worked as a primary school teacher in Izmir.", "primary school teacher"),
        ("She has been working for ten years in Leeds as a midwife.", "midwife"),
        ("He was reinstated to the post of primary school teacher.", "primary school teacher"),
        ("who is a retired non-commissioned officer", "retired non-commissioned officer"),
        ("The applicant was an accountant by profession.", "accountant"),
        ("My wife is a nurse.", "nurse"),
        ("my dad's a farmer", "farmer"),
        ("I've been a bus driver for 30 years.", "bus driver"),
        ("The witness is the head teacher of the school.", "head teacher"),
        ("i'm a nurse and work nights", "nurse"),
        ("As a nurse I work nights.", "nurse"),
        ("The applicant, who was born in 1985 and lives in York, was a student.", "student"),
        ("A 59-year-old bus driver presented with pain.", "bus driver"),
        ("Tom Baker, 54, a plumber from Hull, asked for help.", "plumber"),
        ("Occupation: HGV driver", "HGV driver"),
        ('{"occupation": "bus driver", "age": 40}', "bus driver"),
        ("Job title: Senior Data Engineer", "Senior Data Engineer"),
        ("Retired truck driver. Lives alone.", "Retired truck driver"),
        ("He was also the chief executive officer of the firm.", "chief executive officer"),
    ],
)
def test_english(text: str, occupation: str) -> None:
    assert found(text) == [occupation]


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Sie arbeitet als Altenpflegerin bei der Caritas.", "Altenpflegerin"),
        ("Sie arbeitet seit 2010 als leitende Oberärztin der Klinik.", "leitende Oberärztin"),
        ("Er ist seit 2010 als Altenpfleger bei der Caritas tätig.", "Altenpfleger"),
        ("Sie hat 20 Jahre als Lehrerin gearbeitet.", "Lehrerin"),
        ("Er ist von Beruf Elektriker.", "Elektriker"),
        ("Beruf: Kauffrau", "Kauffrau"),
        ("Beruf: Orgelrestaurateur", "Orgelrestaurateur"),
        ("pensionierter Lehrer aus Bonn", "pensionierter Lehrer"),
        ("er ist selbstständiger Tischler", "selbstständiger Tischler"),
        ("Die Patientin ist Rentnerin.", "Rentnerin"),
        ("Herr Amsel ist gelernter Maschinenbauingenieur", "gelernter Maschinenbauingenieur"),
        ("Meine Tochter ist Studentin in Jena.", "Studentin"),
        ("ich bin krankenschwester und brauche hilfe", "krankenschwester"),
        ("weil er Lehrer ist", "Lehrer"),
        ("Der Kläger, ein Busfahrer, verlangt Schmerzensgeld.", "Busfahrer"),
        ("Frau Amsel, Lehrerin aus Köln, rief an.", "Lehrerin"),
        ("Die 38-jährige Verkäuferin stellte sich vor.", "Verkäuferin"),
        ("Peter A. (54), Elektriker, stellte sich vor.", "Elektriker"),
        ("Ich mache eine Ausbildung zur Erzieherin.", "Erzieherin"),
        ("Als Lehrerin muss ich früh aufstehen.", "Lehrerin"),
        ("Ich habe eine Stelle als Fahrer gefunden.", "Fahrer"),
        ("Er war bis 2015 Polizeibeamter.", "Polizeibeamter"),
        (
            "Als alleinstehende Krankenschwester habe ich wenig Zeit.",
            "alleinstehende Krankenschwester",
        ),
        ("Beruflich: er war Verwaltungsfachangestellter.", "Verwaltungsfachangestellter"),
    ],
)
def test_german(text: str, occupation: str) -> None:
    assert found(text) == [occupation]


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("profesión: albañil", "albañil"),
        ("Trabaja como camarero en Madrid.", "camarero"),
        ("Mujer de 28 años, auxiliar de enfermería, que acude", "auxiliar de enfermería"),
        ("Varón de 20 años (68 kg), pescador, sin antecedentes", "pescador"),
        ("Mecánico de profesión, hace deporte.", "Mecánico"),
        ("Mi madre es ama de casa.", "ama de casa"),
        ("Paciente de 45 años, albañil de profesión.", "albañil"),
        ("Mon père était facteur.", "facteur"),
        ("Patient de 62 ans, agriculteur retraité.", "agriculteur retraité"),
        ("Elle est infirmière à Lyon.", "infirmière"),
        ("Profession : maçon", "maçon"),
        ("Il travaille depuis dix ans comme chauffeur chez eux.", "chauffeur"),
        ("mon mari, maçon, est malade", "maçon"),
        ("Lei è insegnante di matematica.", "insegnante di matematica"),
        ("Lavora come cameriera a Roma.", "cameriera"),
        ("Fa il muratore a Bari.", "muratore"),
        ("Hij is buschauffeur van beroep.", "buschauffeur"),
        ("Hij is een gepensioneerde leraar.", "gepensioneerde leraar"),
        ("Ze werkt al jaren als verpleegkundige.", "verpleegkundige"),
        ("Mój mąż jest nauczycielem.", "nauczycielem"),
        ("Pracuje od roku jako kierowca ciężarówki.", "kierowca ciężarówki"),
        ("Zawód: pielęgniarka", "pielęgniarka"),
        ("A minha mulher é enfermeira.", "enfermeira"),
        ("Trabalha como motorista de táxi.", "motorista de táxi"),
    ],
)
def test_other_languages(text: str, occupation: str) -> None:
    assert found(text) == [occupation]


def test_occupations_that_are_joined_stay_apart_finds() -> None:
    assert found("He worked as a preacher and deacon.") == ["preacher", "deacon"]
    assert found("Beruf: Rentner, früher Schlosser") == ["Rentner", "Schlosser"]
    assert found("She works as a nurse, doctor Amsel told us.") == ["nurse"]


@pytest.mark.parametrize(
    "text",
    [
        # Occupations in general.
        "Nurses need rest. Ask your doctor or pharmacist.",
        "Der Arzt sagte, die Lehrerin ist krank. Fragen Sie Ihren Apotheker.",
        "The role of teacher is important, and every driver is a worker.",
        "She is a teacher's daughter. There is a nurse shortage.",
        "Gelernte Tischler verdienen mehr als ungelernte.",
        # Nobody has the post yet, or nobody is meant.
        "Wir suchen einen Fahrer (m/w/d) in Vollzeit als Verstärkung.",
        "The position of manager is vacant. Die Stelle als Fahrer ist frei.",
        "If you are a doctor, or if he is a student, call us.",
        "Anyone who is a teacher gets a discount. Wer Beamter ist, zahlt nichts.",
        "Ist ein Beamter verhindert, so wird er vertreten.",
        # Said not to be.
        "I'm not a lawyer. Ich bin kein Anwalt. El paciente no es médico.",
        # People who act in a text.
        "Mr K. Amsel, a lawyer practising in Berlin, represented her.",
        "The applicant was represented by Ms Amsel, a lawyer.",
        "Frau Dr. Amsel, Oberärztin, hat den Brief gezeichnet.",
        "Der Vorsitzende ist Richter am Amtsgericht.",
        "Pełnomocnikiem powoda jest adwokat Jan Amsel.",
        "The foundation may serve as the agreement steward.",
        # Names and things.
        "Mein Name ist Schneider. Hier ist Frau Bauer.",
        "pip is a package manager, and it works as a driver for the printer",
        "You are a helpful assistant. I am an AI assistant.",
        "El paciente es dependiente para la vida diaria.",
        "He is a professional beggar.",
        "See the notes.\n\n(20) Baker Street\n(21)\nPlumber supplies",
        # Fields without a value, and program code.
        "Beruf: unbekannt\nBeruf: ______\nOccupation: n/a",
        "occupation: str\nprofession: string;\nposition: fixed;\njob: build\nrank: 3",
        'occupation = row["x"]; profession = models.CharField(20)',
        "Der Beruf ist wichtig. His profession, he said, is his life.",
    ],
)
def test_nobodys_occupation_is_found(text: str) -> None:
    assert found(text) == []


def test_an_office_with_many_words_before_it_does_not_slow_the_scan_down() -> None:
    text = "worked " * 2_000 + "as a nurse. " + "He is a " * 2_000
    assert found(text) == ["nurse"]
    assert found("x" * 1_000_000 + "\x00 beruf: " + "y" * 100_000) == []


def test_names_come_before_occupations() -> None:
    text = "Schneider"
    both = [Entity(0, 9, "PERSON", 0.6, "a"), Entity(0, 9, "OCCUPATION", 0.8, "b")]
    assert [each.type for each in resolve(text, both)] == ["PERSON"]


def test_the_engine_reports_them_unless_they_are_switched_off(engine: Engine) -> None:
    text = "Meine Frau ist Krankenschwester."
    found_in = [text[e.start : e.end] for e in engine.find([text])[0] if e.type == "OCCUPATION"]
    assert found_in == ["Krankenschwester"]
    without = build_engine(DetectConfig(ner="none", disabled=("OCCUPATION",)))
    assert without.find([text]) == [[]]
    assert Policy().action_for("OCCUPATION") == "anonymize"


def test_a_slot_in_the_place_of_an_occupation_is_not_found_again(engine: Engine) -> None:
    text = "Beruf: [OCCUPATION_1]. Sie arbeitet als [OCCUPATION_2] bei uns."
    assert engine.find([text]) == [[]]


def test_the_lists_are_plain_words_in_every_language() -> None:
    raw = resources.files("compliance.detect.lexicons").joinpath("occupations.toml")
    assert tomllib.loads(raw.read_text("utf-8")) == table()
    for language in LANGUAGES:
        forms = vocabulary(language).forms
        assert len(forms) >= 150
        assert all(form == form.lower().strip() and form for form in forms)


@pytest.mark.parametrize(
    ("language", "word", "known"),
    [
        ("de", "grundschullehrerin", True),
        ("de", "lkw-fahrer", True),
        ("de", "oberärztin", True),
        ("de", "trichter", False),
        ("de", "halbleiter", False),
        ("en", "neurosurgeon", True),
        ("en", "nurses", False),
        ("nl", "vrachtwagenchauffeur", True),
        ("pl", "lekarzem", True),
    ],
)
def test_forms_and_compounds(language: str, word: str, known: bool) -> None:
    assert (vocabulary(language).get(word) is not None) is known
