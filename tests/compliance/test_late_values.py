"""A value that shows only when others are gone is numbered as if it had been seen at once."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.anonymize import Cleaned, anonymize, census, check_settled, settling
from compliance.dataset import Record
from compliance.errors import DetectError
from compliance.evidence import ProjectKeys
from compliance.operators.numbers import DatasetNumbers
from compliance.policy import Policy
from compliance.scan import scan
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()
_LATE = re.compile(r"\b(?:Ida|Eva|Udo)\b")


class Shadow(FakeFinder):
    """Sees Ida, Eva and Udo only in texts in which something was replaced."""

    def find(self, texts):  # type: ignore[no-untyped-def]
        from compliance.detect.types import Entity

        found = super().find(texts)
        for text, entities in zip(texts, found, strict=True):
            if "[PHONE" in text:
                entities += [
                    Entity(each.start(), each.end(), "PERSON", 0.9, "late")
                    for each in _LATE.finditer(text)
                ]
                entities.sort(key=lambda each: each.start)
        return found


def cleaned(records: list[Record], **policy: Any) -> tuple[dict[str, Any], int]:
    """Return id → cleaned data, and how many rounds it took."""
    rules = Policy.model_validate({"consistency": "dataset", **policy})
    rounds = 0

    def one_pass(numbers: DatasetNumbers | None) -> list[Cleaned]:
        nonlocal rounds
        rounds += 1
        scans = scan(records, Shadow(), keys=KEYS)
        done = list(anonymize(scans, Shadow(), rules, keys=KEYS, numbers=numbers))
        check_settled(numbers)
        return done

    first = census(scan(records, Shadow(), keys=KEYS), rules, keys=KEYS)
    return {each.record.id: each.record.data for each in settling(first, one_pass)}, rounds


def table(number: int, text: str) -> Record:
    return Record(f"r{number}", "table", {"t": text}, "s", f"r{number}")


TEXTS = ["Ida 0123456", "Anna 0123457", "Udo and Eva 0123456", "Eva 0123458 Ida", "Tom Hill"]


@pytest.mark.parametrize("operator", ["placeholder", "surrogate", "hash"])
def test_late_values_do_not_depend_on_the_order_of_records(operator: str) -> None:
    records = [table(number, text) for number, text in enumerate(TEXTS)]
    forward, rounds = cleaned(records, operators={"PERSON": operator})
    assert rounds == (1 if operator == "hash" else 2)
    assert not _LATE.search(str(forward))
    for seed in range(3):
        shuffled = random.Random(seed).sample(records, len(records))
        assert cleaned(shuffled, operators={"PERSON": operator})[0] == forward


def test_a_late_value_has_one_slot_and_shares_it_with_nobody() -> None:
    data, _ = cleaned([table(number, text) for number, text in enumerate(TEXTS)])
    slots = {slot for each in data.values() for slot in re.findall(r"\[PERSON_\d+\]", each["t"])}
    assert slots == {f"[PERSON_{number}]" for number in range(1, 6)}
    ida = re.findall(r"\[PERSON_\d+\]", data["r0"]["t"])[0]
    assert ida == re.findall(r"\[PERSON_\d+\]", data["r3"]["t"])[1]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.lists(st.sampled_from(["Ida", "Eva", "Udo", "Anna", "0123456", "x"]), max_size=5),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_no_order_gives_another_mapping(parts: list[list[str]], chance: random.Random) -> None:
    records = [table(number, " ".join(words)) for number, words in enumerate(parts)]
    forward, _ = cleaned(records)
    chance.shuffle(records)
    assert cleaned(records)[0] == forward


def test_there_is_an_end() -> None:
    numbers = census([], Policy(consistency="dataset"), keys=KEYS)
    asked = 0

    def never(given: DatasetNumbers | None) -> None:
        nonlocal asked
        asked += 1
        assert given is not None
        given.index("PERSON", f"somebody else {asked}")
        check_settled(given)

    with pytest.raises(DetectError, match="rounds"):
        settling(numbers, never)
    assert asked < 20
