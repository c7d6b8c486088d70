from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


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
    ],
)
def test_nothing_without_a_person(found: Find, text: str) -> None:
    assert found(text) == []


def test_languages_decide_which_words_are_read() -> None:
    from compliance.detect import DetectConfig, build_engine

    engine = build_engine(DetectConfig(ner="none", languages=("en",)))
    assert engine.find(["Ich habe Rückenschmerzen", "I have back pain"])[0] == []
    assert engine.find(["I have back pain"])[0][0].type == "HEALTH"
