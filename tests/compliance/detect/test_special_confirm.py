from __future__ import annotations

import pytest
from special_finders import finder_for

from compliance.detect.config import DetectConfig
from compliance.detect.engine import Engine, build_engine
from compliance.detect.special import SpecialFinder, confirmed
from compliance.detect.special.confirm import Reach
from compliance.detect.special.nearness import SHORT
from compliance.detect.special.phrases import Phrases, Words
from compliance.detect.types import SENSITIVE_TYPES, Entity

_FILLER = "The parcel was sent on Monday and arrived on Thursday. " * 9


@pytest.fixture(scope="module")
def finder() -> SpecialFinder:
    return finder_for("de", "en")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine(DetectConfig(ner="none"))


def _entity(text: str, part: str, kind: str, score: float = 0.8) -> Entity:
    start = text.index(part)
    return Entity(start, start + len(part), kind, score, "test")


def _confirmed(finder: SpecialFinder, text: str, part: str, kind: str, score: float = 0.8) -> str:
    """What a find of another finder makes of the weak words of a text, as "TYPE score" or ""."""
    found, weak = finder.read(text)
    assert not found
    return " ".join(
        sorted({f"{each.type} {each.score}" for each in confirmed(text, weak, [_entity(
            text, part, kind, score)])})
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part", "kind", "expected"),
    [
        ("Kwame has a nut allergy.", "Kwame", "PERSON", "HEALTH 0.6"),
        ("Termin wegen Vorhofflimmern – T. Vogt", "T. Vogt", "PERSON", "HEALTH 0.6"),
        ("Olumide ist bei der IG Bau.", "Olumide", "PERSON", "TRADE_UNION_MEMBERSHIP 0.6"),
        ("Kreuzbandriss. Gruß, B. Okoro", "B. Okoro", "PERSON", "HEALTH 0.5"),
        ("Kd. 4711-22: Bandscheibenvorfall", "4711-22", "CUSTOMER_ID", "HEALTH 0.6"),
        ("Bandscheibenvorfall, k@ort.example", "k@ort.example", "EMAIL_ADDRESS", "HEALTH 0.6"),
        ("Ngozi was in hospital again", "Ngozi", "PERSON", "HEALTH 0.6"),
        ("Ngozi is gay.", "Ngozi", "PERSON", "SEXUAL_ORIENTATION 0.6"),
    ],
)
def test_confirmed(finder: SpecialFinder, text: str, part: str, kind: str, expected: str) -> None:
    assert _confirmed(finder, text, part, kind) == expected


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        # Things and places are not confirmed by a number, nor by a name in another sentence.
        ("Das Krankenhaus hat die Nummer 08061 123456.", "08061 123456", "PHONE_NUMBER"),
        ("The crutches are sold out. Regards, B. Okoro", "B. Okoro", "PERSON"),
        # Nor is what is said in general, of a kind of people, in a law.
        ("Asthma is a disease, says B. Okoro.", "B. Okoro", "PERSON"),
        ("Menschen mit Asthma helfen wir, B. Okoro", "B. Okoro", "PERSON"),
        ("§ 4 Krankschreibung, B. Okoro", "B. Okoro", "PERSON"),
        # Somebody to turn to, somebody who is greeted.
        ("Infos zu Migräne, Anmeldung bei Olumide Stein", "Olumide Stein", "PERSON"),
        ("Hallo Olumide Stein, die Krücken sind da", "Olumide Stein", "PERSON"),
        # Adjectives and words of several meanings want the name right beside them.
        ("Wir sahen Ngozi, dann kam der Bus, und es wurde spät, das Knie war taub.", "Ngozi",
         "PERSON"),
        # What points to a device or to a vehicle speaks of nobody's health.
        ("Asthma 10.0.0.7", "10.0.0.7", "IP_ADDRESS"),
        ("Asthma M-AB 123", "M-AB 123", "LICENSE_PLATE"),
        # The word itself, taken for a name.
        ("Kreuzbandriss", "Kreuzbandriss", "PERSON"),
    ],
)  # fmt: skip
def test_not_confirmed(finder: SpecialFinder, text: str, part: str, kind: str) -> None:
    assert _confirmed(finder, text, part, kind) == ""


def test_a_doubtful_name_confirms_nothing(finder: SpecialFinder) -> None:
    assert _confirmed(finder, "Ngozi: Kreuzbandriss", "Ngozi", "PERSON", 0.4) == ""


def test_in_a_long_text_only_the_sentence_counts(finder: SpecialFinder) -> None:
    text = f"{_FILLER}Kreuzbandriss. Gruß, B. Okoro"
    assert len(text) > SHORT
    assert _confirmed(finder, text, "B. Okoro", "PERSON") == ""
    text = f"{_FILLER}Kreuzbandriss, B. Okoro."
    assert _confirmed(finder, text, "B. Okoro", "PERSON") == "HEALTH 0.6"


def test_who_speaks_of_themselves_in_a_short_message_needs_no_name(finder: SpecialFinder) -> None:
    found, weak = finder.read("Stage 3 bowel cancer. I start on Monday.")
    assert {(each.type, each.score) for each in found} == {("HEALTH", 0.5)}
    assert Reach.MESSAGE not in {each.reach for each in weak}
    found, weak = finder.read(f"{_FILLER}Stage 3 bowel cancer. I start on Monday.")
    assert not found
    assert weak


def test_without_other_finders_weak_words_are_not_reported(finder: SpecialFinder) -> None:
    assert list(finder.find("Kreuzbandriss. Gruß, B. Okoro")) == []
    assert list(confirmed("", [], [])) == []


def test_the_engine_confirms_and_does_not_depend_on_the_batch(engine: Engine) -> None:
    texts = [
        "Klaus Berger ist in der IG BAU.",
        "Kreuzbandriss, sechs Wochen krankgeschrieben. Mit freundlichen Grüßen\nKlaus Berger",
        "Kreuzbandrisse sind häufig.",
        "Der Rollstuhl ist lieferbar. Mit freundlichen Grüßen\nKlaus Berger",
    ]
    together = engine.find(texts)
    assert together == [engine.find([text])[0] for text in texts]
    kinds = [{each.type for each in found} & SENSITIVE_TYPES for found in together]
    assert kinds == [{"TRADE_UNION_MEMBERSHIP"}, {"HEALTH"}, set(), set()]


@pytest.mark.parametrize(
    "text",
    [
        "I have torn ligaments in my knee.",
        "Arthritis in both hands, my doctor says.",
        "Screws in my left hip set off your scanner.",
    ],
)
def test_a_part_of_the_own_body_speaks_of_a_person(finder: SpecialFinder, text: str) -> None:
    assert {each.type for each in finder.find(text)} == {"HEALTH"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She broke two bones in her left foot", "HEALTH"),
        ("Ihm ist der halbe Finger taub", "HEALTH"),
        ("He resigned as a branch delegate of the RMT", "TRADE_UNION_MEMBERSHIP"),
        ("He was cautioned twice for shoplifting", "CRIMINAL_OFFENCE"),
        ("Sie hat ein defektes Gen geerbt", "GENETIC_DATA"),
    ],
)
def test_a_subject_and_a_fact_tell_together(finder: SpecialFinder, text: str, kind: str) -> None:
    assert kind in {each.type for each in finder.find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "My hand. It hurts",  # found by neither; the sentence ends between them
        "Do the hospital beds come with mattresses, she asked",
        "Mein Betriebsrat hat das beschlossen",
        "Der Fuß der Lampe ist gebrochen",
    ],
)
def test_not_told(finder: SpecialFinder, text: str) -> None:
    assert list(finder.find(text)) == []


def test_a_phrase_is_not_looked_up_by_a_function_word() -> None:
    phrases = Phrases([("in the gmb", 1), ("der * aus", 2)])
    hits = [(hit.label, hit.start) for hit in phrases.find(Words("in the gmb, der dort aus"))]
    assert hits == [(1, 0), (2, 12)]
