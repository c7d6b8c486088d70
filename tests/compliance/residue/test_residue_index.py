"""Values are found however they are written, and nothing inside our own replacements is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence.keys import ProjectKeys
from compliance.residue.index import Index, Match
from compliance.residue.near import Near
from compliance.residue.values import Values, sort_of
from compliance.residue.words import Words, runs_of

KEYS = ProjectKeys.ephemeral()
VALUES = (
    ("PERSON", "Anna Müller-Tarnow"),
    ("PERSON", "Żaneta Kowalczyk"),
    ("PERSON", "Dr. Ole van Brandis"),
    ("PERSON", "Quentin"),
    ("EMAIL_ADDRESS", "a.tarnow@brelko.example"),
    ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
    ("PHONE_NUMBER", "+49 170 5559941"),
    ("CUSTOMER_ID", "KB-104233-X"),
    ("STREET_ADDRESS", "Lindenstraße 12, 28195 Bremen"),
    ("DATE_OF_BIRTH", "17.04.1983"),
)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyz ,.;:!?()\n-", max_size=30)
one_value = st.sampled_from(VALUES)


def index(*values: tuple[str, str]) -> Index:
    held = Values(KEYS)
    for number, (entity_type, value) in enumerate(values):
        held.add(entity_type, value, number)
    return Index(held)


def found(value: tuple[str, str], text: str) -> list[Match]:
    return index(value).find(Words(text))


@given(one_value, PLAIN, PLAIN)
def test_a_value_is_found_whatever_is_around_it(
    value: tuple[str, str], before: str, behind: str
) -> None:
    text = f"{before} {value[1]} {behind}"
    start = len(before) + 1
    assert any(
        match.start < start + len(value[1]) and start < match.end for match in found(value, text)
    )


@given(one_value, st.data())
def test_case_spaces_and_signs_do_not_matter(value: tuple[str, str], data: st.DataObject) -> None:
    runs = runs_of(value[1])
    gaps = [data.draw(st.sampled_from(("", " ", "-", ". ", "_", "/"))) for _ in runs]
    case = data.draw(st.sampled_from((str.upper, str.lower, str.title)))
    text = case("".join(run + gap for run, gap in zip(runs, gaps, strict=True)))
    matches = found(value, f"note: {text} end")
    assert [match.kind for match in matches if match.kind in ("exact", "normalised")]


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (VALUES[0], "Anna Müller-Tarnow", "exact"),
        (VALUES[0], "ANNA MUELLER TARNOW", "normalised"),
        (VALUES[0], "Anna M&uuml;ller-Tar\u00adnow", "normalised"),
        (VALUES[0], "Müller-Tarnow, Anna", "reordered"),
        (VALUES[0], "Frau Tarnow", "part"),
        (VALUES[0], "Ana Müller-Tarnow", "fuzzy"),
        (VALUES[4], "a.tarnow [at] brelko.example", "normalised"),
        (VALUES[4], "a.tarnow(at)brelko.example", "normalised"),
        (VALUES[4], "a.tarnov@brelko.example", "fuzzy"),
        (VALUES[5], "de89370400440532013000", "normalised"),
        (VALUES[5], "DE89 3704 0044 0532 0131 00", "fuzzy"),
        (VALUES[6], "0170/5559941", "normalised"),
        (VALUES[6], "0049 (0)170 555 99 41", "normalised"),
        (VALUES[7], "kb104233x", "normalised"),
        (VALUES[8], "Lindenstr. 12 28195 Bremen", "normalised"),
    ],
)
def test_ways_of_writing(value: tuple[str, str], text: str, kind: str) -> None:
    assert [match.kind for match in found(value, f"so: {text} ok")] == [kind]


@given(
    st.sampled_from([each for each in VALUES if each[0] != "DATE_OF_BIRTH"]),
    st.integers(0, 10**6),
    st.sampled_from(("less", "more", "other", "exchanged")),
    PLAIN,
)
def test_one_typing_error_is_found(
    value: tuple[str, str], place: int, error: str, before: str
) -> None:
    plain = value[1]
    inner = [
        at
        for at in range(1, len(plain) - 1)
        if all(_alike(plain[at], plain[at + step]) for step in (-1, 1))
    ]
    at = inner[place % len(inner)]
    letter = "7" if plain[at].isdigit() else "q"
    text = {
        "less": plain[:at] + plain[at + 1 :],
        "more": plain[:at] + letter + plain[at:],
        "other": plain[:at] + letter + plain[at + 1 :],
        "exchanged": plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :],
    }[error]
    start = len(before) + 2
    matches = found(value, f"{before}. {text} x")
    assert any(match.start < start + len(text) and start < match.end for match in matches)


@given(one_value, PLAIN, PLAIN, st.sampled_from(VALUES))
def test_nothing_inside_a_replacement_is_reported(
    value: tuple[str, str], before: str, behind: str, surrogate: tuple[str, str]
) -> None:
    text = f"{before} {surrogate[1]} {behind}"
    start, end = len(before) + 1, len(before) + 1 + len(surrogate[1])
    for match in index(value, surrogate).find(Words(text, [(start, end)])):
        assert match.end <= start or end <= match.start


def test_no_value_reaches_across_a_replacement() -> None:
    text = "Anna [PERSON_1] Müller-Tarnow"
    kinds = {match.kind for match in index(VALUES[0]).find(Words(text, [(5, 15)]))}
    assert kinds == {"part"}


def test_the_surest_find_hides_the_others() -> None:
    both = index(("PERSON", "Tarnow"), VALUES[0])
    assert len(both.find(Words("Anna Müller-Tarnow"))) == 1


@given(st.text("abcdef", min_size=5, max_size=12), st.integers(0, 100), st.booleans())
def test_near_finds_a_letter_less_and_a_letter_more(word: str, place: int, less: bool) -> None:
    near = Near(shortest=5, two_from=10)
    near.add(word)
    at = place % len(word)
    typed = word[:at] + word[at + 1 :] if less else word[:at] + "z" + word[at:]
    assert near.of(typed) == (word,)
    assert near.of(word) == ()


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        (("PERSON", "Frau Meier"), "word"),
        (("PERSON", "Anna Meier"), "name"),
        (("IBAN_CODE", "DE89 3704"), "code"),
        (("USERNAME", "rose"), "word"),
        (("CUSTOMER_ID", "4711"), "statement"),
        (("STREET_ADDRESS", "Lindenstr. 12"), "place"),
        (("LOCATION", "Bremen"), "statement"),
        (("HEALTH", "Diabetes"), "statement"),
        (("OWN_TYPE", "AB-123456"), "code"),
        (("OWN_TYPE", "blue heron"), "name"),
    ],
)
def test_what_kind_of_thing_a_value_is(value: tuple[str, str], sort: str) -> None:
    assert sort_of(value[0], runs_of(value[1])) == sort


def _alike(one: str, other: str) -> bool:
    return (one.isdigit() and other.isdigit()) or (one.isalpha() and other.isalpha())


@pytest.mark.parametrize("text", ["x" * 100_000, "aB+dE/" * 20_000, "的" * 50_000, "a@" * 20_000])
def test_a_text_without_spaces_is_read_in_no_time(text: str, keys: ProjectKeys) -> None:
    """Typing errors of a run of 1,000 letters are half a million strings; it is no name."""
    values = Values(keys)
    values.add("PERSON", "Annegret Holzmann", 0)
    values.add("SECRET", "y" * 100_000, 1)
    began = time.process_time()
    assert Index(values).find(Words(text)) == []
    assert time.process_time() - began < 5
