"""A person is found however their identifiers are written, and nobody else is."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dataset import Record
from compliance.subject.deadline import due_date
from compliance.subject.folding import fold, fold_mapped
from compliance.subject.identity import Identity
from compliance.subject.matching import Matcher, grade

PERSON = Identity(
    names=("Anna Maria Müller",),
    emails=("anna.mueller@example.com",),
    phones=("+49 30 90009 712",),
    ids=("DE02 1203 0000 0000 2020 51", "K-771"),
    addresses=("Musterstraße 12, 28195 Bremen",),
    birth_date=dt.date(1990, 6, 24),
)
MATCHER = Matcher(PERSON)
NAMES = st.sampled_from(
    ["Gärtner", "Müller", "Schröder", "Strauß", "Jørgensen", "Nowak", "Øster", "Kaya", "Lindqvist"]
)
GIVEN = st.sampled_from(["Anna", "Jürgen", "Zoë", "Paweł", "Ayşe", "Nils", "Renée", "Bärbel"])


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in MATCHER.in_text(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Müller", "name"),
        ("Müller, Anna", "name"),
        ("Grüße, Anna Mueller", "name"),
        ("ANNA MULLER", "name"),
        ("Anna Maria Müller", "name"),
        ("Anna Müllers Rad", "name"),
        ("A\u200bnna M\u00adüller", "name"),
        ("Anna M&uuml;ller", "name"),
        ("\u0410nn\u0430 Müller", "name"),
        ("A. Müller", "name_initial"),
        ("Müller A.", "name_initial"),
        ("Ana Müller", "name_typo"),
        ("Anna Muler", "name_typo"),
        ("Frau Müller", "name_family"),
        ("frau müller", "name_family"),
        ("Anna.Mueller+shop@Example.com", "email"),
        ("anna.mueller (at) example (dot) com", "email"),
        ("Tel. 030/90009712", "phone"),
        ("0049 (0)30 9000 9712", "phone"),
        ("+4930-90009-712", "phone"),
        ("(030) 90009 712", "phone"),
        ("DE02120300000000202051", "id"),
        ("de02-1203 0000 0000 2020 51", "id"),
        ("Musterstr. 12", "address"),
        ("Muster-Straße 12", "address"),
        ("geb. 24.6.90", "birth_date"),
        ("June 24th, 1990", "birth_date"),
        ("24. Juni 1990", "birth_date"),
        ("1990-06-24", "birth_date"),
    ],
)
def test_each_way_of_writing_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Müller", "Herr Peter Müller", "Hanna Müller", "Anna Schmidt", "Anna",
        "die müller mahlen", "030 90009 7123", "030 90009 713", "DE02120300000000202052",
        "Musterstr. 13", "Musterweg 12", "24.06.1991",
        "joanna.mueller@example.com", "Bestellung 9000971",
    ],
)  # fmt: skip
def test_others_are_not_found(text: str) -> None:
    assert kinds(text) == set()


@settings(max_examples=60, deadline=None)
@given(GIVEN, NAMES, st.data())
def test_every_variation_of_a_name_is_found(first: str, last: str, data: st.DataObject) -> None:
    full = f"{first} {last}"
    forms = [
        full, f"{last}, {first}", f"{last} {first}", full.upper(), full.lower(), fold(full),
        unicodedata.normalize("NFD", full), f"{first[0]}. {last}",
        full.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),
    ]  # fmt: skip
    if len(fold(last)) >= 5:
        at = data.draw(st.integers(1, len(last) - 2))
        forms += [f"{first} {last[:at]}{last[at + 1 :]}", f"{first} {last[:at]}q{last[at:]}"]
    form = data.draw(st.sampled_from(forms))
    around = data.draw(st.sampled_from(["{}", "Guten Tag, {} hier.", "Kunde: {}\nOrt: Bremen"]))
    text = around.format(form)
    hits = Matcher(Identity(names=(full,))).in_text(text)
    assert hits
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


@settings(max_examples=60, deadline=None)
@given(GIVEN, NAMES, GIVEN, NAMES)
def test_unrelated_names_are_not_found(a: str, b: str, c: str, d: str) -> None:
    if b != d:
        assert Matcher(Identity(names=(f"{a} {b}",))).in_text(f"{c} {d}") == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_folding_with_and_without_the_way_back_agree(text: str) -> None:
    folded = fold_mapped(text)
    assert folded.text == fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Müller", "likely"),
        ("Anna Müller, geb. 24.06.1990", "certain"),
        ("Anna Müller, K771", "certain"),
        ("anna.mueller@example.com", "certain"),
        ("030 90009712", "likely"),
        ("A. Müller", "possible"),
        ("A. Müller, Musterstr. 12", "likely"),
        ("Musterstr. 12", "possible"),
        ("24.06.1990", None),
        ("nobody", None),
    ],
)
def test_a_namesake_is_likely_and_a_second_sign_makes_certain(
    text: str, expected: str | None
) -> None:
    assert grade(MATCHER.in_text(text)) == expected


def test_record_ids_and_groups_count_and_words_of_tokens_are_read_together() -> None:
    matcher = Matcher(Identity(names=("Anna Müller",), records=("r7",), groups=("case 1",)))
    record = Record("r7", "text", {"text": "nothing"}, group="case 1")
    assert {hit.kind for hit in matcher.in_record(record)} == {"record", "group"}
    tokens = Record("t", "tokens", {"tokens": ["Anna", "Müller"], "tags": ["B", "I"]})
    assert grade(matcher.in_record(tokens)) == "likely"


def test_what_cannot_be_searched_for_is_counted() -> None:
    weak = Identity(
        names=("Li Wu",), emails=("nobody",), phones=("12",), ids=("K7",), addresses=("Bremen",)
    )
    assert Matcher(weak).unused == 4


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-05", "2026-04-06"),  # 5 April is a Sunday
        ("2026-01-31", "2026-03-02"),  # 28 February is a Saturday
        ("2026-08-31", "2026-09-30"),
        ("2028-01-31", "2028-02-29"),
        ("2026-11-25", "2026-12-25"),
        ("2026-12-15", "2027-01-15"),
    ],
)
def test_an_answer_is_due_after_one_month(received: str, due: str) -> None:
    assert due_date(dt.date.fromisoformat(received)).isoformat() == due


@given(st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1)))
def test_the_last_day_is_a_working_day_of_the_next_month(received: dt.date) -> None:
    due = due_date(received)
    assert due.weekday() < 5
    assert 28 <= (due - received).days <= 33
