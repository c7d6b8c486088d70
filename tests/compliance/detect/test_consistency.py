from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import Engine
from compliance.detect.names.consistency import (
    _TOKEN,
    _WORD,
    Known,
    abbreviations,
    echoes,
    word_places,
)
from compliance.detect.types import Entity

STOP = frozenset({"herr", "frau", "und"})


def known_from(*values: tuple[str, str, float]) -> Known:
    known = Known()
    finds = ((Entity(0, len(value), kind, score, "test"), value) for kind, value, score in values)
    known.learn(finds, STOP)
    return known


def found(text: str, known: Known) -> list[str]:
    in_order = sorted(echoes(text, known), key=lambda each: each.start)
    return [text[each.start : each.end] for each in in_order]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Tom Weber", "Weber hat geschrieben.", ["Weber"]),
        ("Tom Weber", "Webers Auto, Weber's car, Tom", ["Webers", "Weber's", "Tom"]),
        ("Jan Kowalski", "Rozmawiałem z Janem Kowalskim, Kowalskiego nie ma.",
         ["Janem", "Kowalskim", "Kowalskiego"]),
        ("Anna Kowalska", "Pani Kowalskiej i Kowalską", ["Kowalskiej", "Kowalską"]),
        ("Marek Nowak", "Dla Marka Nowaka, od Nowakiem", ["Marka", "Nowaka", "Nowakiem"]),
        ("Pavel Novák", "S panem Novákem a Novákovi", ["Novákem", "Novákovi"]),
        ("Aino Virtanen", "Virtasen auto, Virtaselle", ["Virtasen", "Virtaselle"]),
        ("Gábor Kovács", "Kovácsnak és Gáborral", ["Kovácsnak"]),
        ("Ion Popescu", "Popescului", ["Popescului"]),
        ("Γιώργος Παπαδόπουλος", "του Παπαδόπουλου", ["Παπαδόπουλου"]),
    ],
)  # fmt: skip
def test_a_name_is_found_again_in_other_forms(name: str, text: str, expected: list[str]) -> None:
    assert found(text, known_from(("PERSON", name, 0.8))) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tom Sommer", "Im sommer fahren wir weg."),
        ("Mark Twain", "Der Markt ist am Samstag."),
        ("Jan Berg", "Die Berge sind hoch, Bergen liegt in Norwegen."),
        ("Frau Herr", "Herr und Frau"),
        ("Al Pit", "Pitt und Alm"),
    ],
)
def test_ordinary_words_stay(name: str, text: str) -> None:
    assert found(text, known_from(("PERSON", name, 0.8))) == []


def test_a_name_written_small_is_found_in_any_case() -> None:
    known = known_from(("PERSON", "tom weber", 0.8))
    assert found("weber, Weber und WEBER", known) == ["weber", "Weber", "WEBER"]


def test_doubtful_names_teach_nothing() -> None:
    assert not known_from(("PERSON", "Rechnung", 0.5))


def test_a_date_of_birth_is_found_where_no_word_says_so() -> None:
    known = known_from(("DATE_OF_BIRTH", "11 May 1961", 0.85), ("DATE_OF_BIRTH", "4 July", 0.85))
    assert found("It says 11 May 1961 now, not 11 May 1962; on 4 July.", known) == ["11 May 1961"]


def test_places_and_values_are_found_as_written() -> None:
    known = known_from(
        ("LOCATION", "Musterstadt", 0.7), ("CUSTOMER_ID", "K-4711-22", 0.75), ("AGE", "54", 0.9)
    )
    text = "Musterstadt, musterstadt, K-4711-22, K-4711-223, 54"
    assert found(text, known) == ["Musterstadt", "K-4711-22"]


RECORD = [
    "Guten Tag, mein Name ist Tomasz Wiśniewski, Kundennummer 77-4411-9.",
    "wir melden uns, 77-4411-9 liegt vor. Wiśniewskiego Vertrag ist verlängert.",
    "",
]


def test_the_texts_of_a_record_tell_about_each_other(engine: Engine) -> None:
    joined = engine.join(RECORD, engine.find(RECORD))
    values = {RECORD[1][each.start : each.end]: each.type for each in joined[1]}
    assert values["Wiśniewskiego"] == "PERSON"
    assert values["77-4411-9"] == "CUSTOMER_ID"
    assert joined[2] == []


def test_joining_keeps_what_was_found_and_is_stable(engine: Engine) -> None:
    first = engine.find(RECORD)
    joined = engine.join(RECORD, first)
    assert joined[0] == first[0]
    assert engine.join(RECORD, joined) == joined


def test_offsets_of_joined_finds_count_in_the_original_text(engine: Engine) -> None:
    texts = [RECORD[0], "Wiś\u00adniewski hat\u200b angerufen \U0001f600."]
    joined = engine.join(texts, [engine.find(texts)[0], []])
    assert [texts[1][each.start : each.end] for each in joined[1]] == ["Wiś\u00adniewski"]


@given(st.text(alphabet="aäbA'-_ 1²ß\n", max_size=60), st.sampled_from([_WORD, _TOKEN]))
def test_few_words_are_found_where_many_are(text: str, pattern: re.Pattern[str]) -> None:
    for wanted in (set(pattern.findall(text)), {"a", "ab", "A-a"}):
        expected = [m.span() for m in pattern.finditer(text) if m.group() in wanted]
        assert sorted(word_places(text, wanted, pattern)) == expected
        many = wanted | {f"x{number}" for number in range(50)}
        assert list(word_places(text, many, pattern)) == expected


@pytest.mark.parametrize(
    ("behind", "short"),
    [
        (" (NLS)", "NLS"),
        (' ("the NLS")', "NLS"),
        (' (hereinafter: "NLS")', "NLS"),
        (" (“DfX”)", "DfX"),
        (" (NLS-B)", "NLS-B"),
    ],
)
def test_an_abbreviation_in_brackets_is_the_organisation(behind: str, short: str) -> None:
    name = "Nordlicht Stiftung"
    text = f"{name}{behind} wrote. Later {short} paid."
    found = [Entity(0, len(name), "ORGANIZATION", 0.8, "test")]
    short_names = list(abbreviations(text, found))
    assert [text[each.start : each.end] for each in short_names] == [short]
    known = Known()
    known.learn([(each, short) for each in short_names], frozenset())
    assert text.rindex(short) in [each.start for each in echoes(text, known)]


@pytest.mark.parametrize("behind", [" (see page 5)", " (Bonn)", " paid (NLS)", " (2019)", " (A)"])
def test_other_brackets_are_no_abbreviation(behind: str) -> None:
    found = [Entity(0, 18, "ORGANIZATION", 0.8, "test")]
    assert list(abbreviations(f"Nordlicht Stiftung{behind}", found)) == []


def test_a_word_written_small_is_learned_only_when_it_is_a_name() -> None:
    known = known_from(("PERSON", "prescription", 0.65), ("PERSON", "mustafa", 0.65))
    assert found("prescription for mustafa", known) == ["mustafa"]


def test_particles_are_not_learned() -> None:
    assert found("El informe del paciente Río", known_from(("PERSON", "del Río", 0.8))) == ["Río"]


def test_the_work_does_not_grow_with_the_values_that_share_a_word() -> None:
    """All mails of one provider share their longest word; each place is looked up, not searched."""

    def looks(count: int) -> int:
        known = Known()
        values = [f"a{number}@example.org" for number in range(10_000, 10_000 + count)]
        known.learn(
            ((Entity(0, len(v), "EMAIL_ADDRESS", 0.9, "x"), v) for v in values), frozenset()
        )
        return sum(len(shapes) for shapes in known.surfaces.values())

    assert looks(10) == looks(1_000)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Virtasen", "Virtanen"), ("Virtasen", "Virtaselta"), ("Kowalskim", "Kowalski"),
        ("Kowalskim", "Kowalskiego"), ("Novákem", "Novák"), ("Péterrel", "Péter"),
        ("Tammega", "Tamme"), ("Παπαδοπούλου", "Παπαδοπούλε"), ("Wiśniewską", "Wiśniewska"),
    ],
)  # fmt: skip
def test_a_name_first_met_in_another_case_is_known_by_itself(first: str, later: str) -> None:
    known = Known()
    known.learn([(Entity(0, len(first), "PERSON", 0.8, "names"), first)], frozenset())
    text = f"x {later} y"
    assert [text[each.start : each.end] for each in echoes(text, known)] == [later]


@pytest.mark.parametrize("word", ["Wald", "Mann", "Berge", "Zeit"])
def test_no_other_word_is_made_of_a_name(word: str) -> None:
    known = Known()
    for name in ("Waldemar", "Manneken", "Bergemann", "Zeitlin"):
        known.learn([(Entity(0, len(name), "PERSON", 0.8, "names"), name)], frozenset())
    assert list(echoes(f"der {word} da", known)) == []


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Matti Pylkkönti Rapakko", "Rapakon"),
        ("Liisa Lehto", "Lehdon"),
        ("Marko Pečolar", "Pečolarjeve"),
        ("Jana Norvaitienė", "Norvaitienei"),
        ("Ilze Ozoliņkalne", "Ozoliņkalnei"),
        ("Colm Ó Cualáin", "Choilm"),
        ("Gráinne Ní Chualáin", "Ghráinne"),
    ],
)
def test_forms_of_finnic_baltic_slovenian_and_irish_names_are_known(name: str, form: str) -> None:
    known = Known()
    known.learn([(Entity(0, len(name), "PERSON", 0.9, "x"), name)], frozenset())
    assert known.is_name(form)


def test_ordinary_words_are_no_forms_of_names() -> None:
    known = Known()
    name = "Carl Sell"
    known.learn([(Entity(0, len(name), "PERSON", 0.9, "x"), name)], frozenset())
    assert not any(map(known.is_name, ("Shell", "Charl", "Seller")))
