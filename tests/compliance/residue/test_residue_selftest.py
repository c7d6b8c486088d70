"""Invented values are set into copies, searched for, and forgotten."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import pytest

from compliance.dataset import Record
from compliance.detect.types import Entity
from compliance.evidence.keys import ProjectKeys
from compliance.operators.numbers import RecordNumbers
from compliance.operators.surrogates.codes import is_luhn, is_valid
from compliance.policy import Policy
from compliance.residue.invent import Inventor
from compliance.residue.selftest import Sample, self_test
from compliance.scan import Finder, scan
from tests.conftest import FakeFinder

SEED = 7


class Everything(FakeFinder):
    """A scanner that takes every capitalised word for a person, and sees mail addresses."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        found = []
        for text in texts:
            entities, start = [], 0
            for word in text.split(" "):
                end = start + len(word)
                if "@" in word:
                    entities.append(Entity(start, end, "EMAIL_ADDRESS", 0.9, "fake"))
                elif word[:1].isupper():
                    entities.append(Entity(start, end, "PERSON", 0.9, "fake"))
                start = end + 1
            found.append(entities)
        return found


def records(size: int) -> list[Record]:
    return [
        Record(f"r{n}", "text", {"a": "so Anna Meier said", "b": "all words here are small ones."})
        for n in range(size)
    ]


def run(finder: Finder, keys: ProjectKeys, seed: int = SEED, size: int = 12) -> dict[str, object]:
    sample = Sample(size, seed)
    for _ in sample.watch(scan(records(30), finder, keys=keys)):
        pass
    return self_test(sample, finder, Policy(), keys=keys, seed=seed)


def test_a_scanner_that_sees_everything_finds_every_name(keys: ProjectKeys) -> None:
    document = run(Everything(), keys)
    results = document["results"]
    assert isinstance(results, list)
    rows = [row for row in results if row["type"] == "PERSON"]
    assert {row["names"] for row in rows} == {"listed", "coined"}
    for row in rows:
        assert (row["found"], row["missed"]) == (row["planted"], 0)
        assert row["share"]["value"] == row["share"]["high"] == 1
        assert 0 < row["share"]["low"] < 1


def test_a_scanner_that_knows_one_name_only_misses_the_invented_ones(
    finder: Finder, keys: ProjectKeys
) -> None:
    results = run(finder, keys)["results"]
    assert isinstance(results, list)
    rows = [row for row in results if row["where"] == "in_place"]
    assert rows
    for row in rows:
        assert (row["found"], row["missed"]) == (0, row["planted"])


def test_equal_seeds_give_equal_results_in_any_project(keys: ProjectKeys) -> None:
    other = ProjectKeys.ephemeral()
    assert run(Everything(), keys) == run(Everything(), other)


def test_the_sample_depends_on_the_seed_and_is_bounded(finder: Finder, keys: ProjectKeys) -> None:
    chosen = []
    for seed in (1, 1, 2):
        sample = Sample(5, seed)
        for _ in sample.watch(scan(records(40), finder, keys=keys)):
            pass
        chosen.append([number for number, _ in sample])
    assert chosen[0] == chosen[1] != chosen[2]
    assert len(chosen[0]) == 5


def test_no_invented_value_is_in_the_document(keys: ProjectKeys) -> None:
    class Spy(Everything):
        seen: set[str]

        def find(self, texts: Sequence[str]) -> list[list[Entity]]:
            for text in texts:
                self.seen.update(word for word in text.split() if word[:1].isupper())
            return super().find(texts)

    spy = Spy()
    spy.seen = set()
    written = json.dumps(run(spy, keys))
    invented = {word.strip(".,") for word in spy.seen if len(word) > 4 and "[" not in word}
    assert len(invented) > 20
    assert not [word for word in invented if word in written]


@pytest.mark.parametrize(
    ("entity_type", "value"),
    [
        ("DE_TAX_ID", "86095742719"),
        ("UK_NHS", "943 476 5919"),
        ("PL_PESEL", "44051401359"),
    ],
)
def test_invented_numbers_pass_the_check_of_their_type(
    keys: ProjectKeys, entity_type: str, value: str
) -> None:
    inventor = Inventor(random.Random(1), RecordNumbers(keys, "r", {}), coined=False)
    new = inventor.instead_of(entity_type, value)
    assert new is not None
    assert new != value
    assert is_valid(entity_type, new)
    assert len(new) == len(value)


def test_invented_cards_and_accounts_are_valid(keys: ProjectKeys) -> None:
    from stdnum import iban

    inventor = Inventor(random.Random(2), RecordNumbers(keys, "r", {}), coined=True)
    card = inventor.instead_of("CREDIT_CARD", "4111 1111 1111 1111")
    assert card is not None
    assert is_luhn(card)
    account = inventor.instead_of("IBAN_CODE", "DE89 3704 0044 0532 0130 00")
    assert account is not None
    assert iban.is_valid(account)
    assert iban.is_valid(inventor.iban())
    assert inventor.phone().startswith("+")


def test_one_name_becomes_one_name(keys: ProjectKeys) -> None:
    for coined in (True, False):
        inventor = Inventor(random.Random(3), RecordNumbers(keys, "r", {}), coined=coined)
        whole = inventor.instead_of("PERSON", "Frau Anna Meier")
        part = inventor.instead_of("PERSON", "MEIER")
        assert whole is not None
        assert part is not None
        assert whole.startswith("Frau ")
        assert whole.split()[-1].upper() == part
        assert "Meier" not in whole


def test_what_says_something_about_people_is_not_invented(keys: ProjectKeys) -> None:
    inventor = Inventor(random.Random(4), RecordNumbers(keys, "r", {}), coined=True)
    assert inventor.instead_of("HEALTH", "diabetes") is None
    assert inventor.instead_of("AMOUNT", "1234 EUR") is None
