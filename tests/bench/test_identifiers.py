"""The trials of identifiers and disguises, without any tool."""

from __future__ import annotations

from random import Random

import pytest

from bench.detect import carriers
from bench.detect.disguise import DISGUISES
from bench.detect.identifiers import (
    disguise_trials,
    identifier_trials,
    is_right,
    outcome,
    trial,
)
from bench.detect.score import Find


@pytest.mark.parametrize(
    ("finds", "expected"),
    [
        ([Find(4, 11, "DE_TAX_ID")], "right"),
        ([Find(4, 11, "PHONE_NUMBER")], "any"),
        ([Find(4, 7, "DE_TAX_ID"), Find(8, 11, "DATE")], "any"),
        ([Find(4, 7, "DE_TAX_ID")], "part"),
        ([Find(0, 3, "DE_TAX_ID")], "missed"),
        ([], "missed"),
    ],
)
def test_outcomes(finds: list[Find], expected: str) -> None:
    assert outcome(trial("r", "c", "say {} now", "123 456", ("DE_",)), finds) == expected


def test_a_right_type_is_named_or_begins_with_its_country() -> None:
    assert is_right("DE_ID_CARD", ("DE_",))
    assert not is_right("DENTIST", ("DE_",))
    assert is_right("IBAN_CODE", ("IBAN_CODE",))
    assert not is_right("IBAN_CODE_2", ("IBAN_CODE",))


def test_trials_are_the_same_in_every_run_and_point_at_their_value() -> None:
    first, second = list(identifier_trials(2)), list(identifier_trials(2))
    assert first == second
    assert all(0 <= each.start < each.end <= len(each.text) for each in first)
    assert {each.column for each in first} == {"own label", "English label", "no label"}


@pytest.mark.parametrize("name", sorted(set(DISGUISES) - {"plain"}))
def test_a_disguise_changes_the_text_and_applies_to_something(name: str) -> None:
    values = ("j.holm7@example.org", "DE12 5001 0517", "4111 1111", "93.12.4.5", "+49-151 23")
    rng = Random(1)
    changed = [DISGUISES[name](value, rng) for value in values * 5]
    assert any(changed)
    assert all(new != old for new, old in zip(changed, values * 5, strict=True) if new is not None)


def test_disguised_trials_cover_six_kinds_of_value_and_every_national_number() -> None:
    trials = list(disguise_trials(4))
    assert trials == list(disguise_trials(4))
    assert len({each.column for each in trials}) == 6
    assert {each.row for each in trials} == set(DISGUISES)
    plain = [each for each in trials if (each.row, each.column) == ("plain", "national id")]
    assert len(plain) == len(carriers.IDENTIFIERS)
