"""Splits: exact, grouped, reproducible; copies stay together, or are counted as leakage."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import Record
from compliance.splitting.assign import assign_splits
from compliance.splitting.config import SplitSection
from compliance.splitting.split import Split, split, synthetic_leakage
from compliance.union_find import UnionFind

WORDS = "apple bridge candle doctor engine forest garden harbour island jacket kitchen".split()


def text(number: int, words: int = 30) -> str:
    rng = random.Random(number)
    return " ".join(rng.choice(WORDS) + str(rng.randrange(100)) for _ in range(words))


def record(number: int, content: str, group: str | None = None, label: str = "") -> Record:
    data: dict[str, Any] = {"text": content, **({"label": label} if label else {})}
    kind = "classification" if label else "text"
    return Record(f"r{number}", kind, data, "s", group or f"g{number}")  # type: ignore[arg-type]


def divided(records: list[Record], **settings: Any) -> Split:
    return split(records, SplitSection(**settings), similarity=0.8, seed=7)


def leaks(made: Split) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (each["of"], each["in"]): (each["equal"], each["near"]) for each in made.facts["leakage"]
    }


def codes(made: Split) -> set[str]:
    return {each["code"] for each in made.facts["warnings"]}


@given(st.sets(st.text(), min_size=3, max_size=80), st.integers(0, 2**31))
def test_splits_are_exact_and_keep_groups(names: set[str], seed: int) -> None:
    sides = assign_splits([*names, *names], validation=0.1, holdout=0.2, seed=seed)
    assert set(sides) == names
    sizes = [list(sides.values()).count(side) for side in ("holdout", "validation")]
    assert sizes == [max(1, round(len(names) * share)) for share in (0.2, 0.1)]
    assert sides == assign_splits(sorted(names), validation=0.1, holdout=0.2, seed=seed)
    alone = {name: name for name in names}
    assert sides == assign_splits(names, validation=0.1, holdout=0.2, seed=seed, ties=alone)


def test_tiny_datasets_are_not_split() -> None:
    assert assign_splits(["a", "b"], validation=0.1, holdout=0.1, seed=1) == {
        "a": "train",
        "b": "train",
    }


@given(
    st.lists(st.integers(0, 12), min_size=3, max_size=60),
    st.integers(0, 2**31),
    st.floats(0, 0.45),
    st.floats(0, 0.45),
)
def test_what_is_tied_falls_on_one_side(
    sets: list[int], seed: int, validation: float, holdout: float
) -> None:
    names = [f"g{number}" for number in range(len(sets))]
    ties = {name: f"g{sets.index(number)}" for name, number in zip(names, sets, strict=True)}
    sides = assign_splits(names, validation=validation, holdout=holdout, seed=seed, ties=ties)
    for number in set(sets):
        members = [name for name, own in zip(names, sets, strict=True) if own == number]
        assert len({sides[name] for name in members}) == 1
    if len(set(sets)) > 2:
        assert (holdout > 0) == ("holdout" in sides.values())
        assert (validation > 0) == ("validation" in sides.values())
        assert "train" in sides.values()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40))
def test_sets_are_what_the_pairs_reach(pairs: list[tuple[int, int]]) -> None:
    sets = UnionFind[int]()
    reached = [{sets.find(number)} for number in range(21)]
    for one, other in pairs:
        sets.join(one, other)
        whole = reached[one] | reached[other]
        for number in whole:
            reached[number] = whole
    assert [sets.find(number) for number in range(21)] == [min(each) for each in reached]


def test_copies_stay_on_one_side() -> None:
    records = [record(number, text(number)) for number in range(40)]
    copies = [record(100 + n, text(n) + " Thank you!") for n in range(0, 40, 2)]
    shouted = [record(200 + n, f"  {text(n).upper()}") for n in range(0, 40, 4)]
    made = divided([*records, *copies, *shouted], validation=0.2, holdout=0.2)
    for n in range(0, 40, 2):
        assert made.sides[f"g{n}"] == made.sides[f"g{100 + n}"]
    for n in range(0, 40, 4):
        assert made.sides[f"g{n}"] == made.sides[f"g{200 + n}"]
    assert set(leaks(made).values()) == {(0, 0)}
    assert made.facts["ties"] == {
        "groups": 50, "sets": 20, "largest": 3, "too_short_to_compare": 0,
    }  # fmt: skip
    assert codes(made) == set()


def test_copies_on_two_sides_are_counted() -> None:
    records = [record(number, text(number)) for number in range(40)]
    copies = [record(100 + n, text(n)) for n in range(20)]
    near = [record(200 + n, text(n) + " Thank you!") for n in range(20, 40)]
    made = divided([*records, *copies, *near], near_duplicates="apart", validation=0, holdout=0.3)
    sides = made.sides
    apart = [n for n in range(20) if {sides[f"g{n}"], sides[f"g{100 + n}"]} != {"train"}]
    equal = sum(sides[f"g{n}"] != sides[f"g{100 + n}"] for n in apart)
    nearly = sum(sides[f"g{n}"] != sides[f"g{200 + n}"] for n in range(20, 40))
    assert equal > 2
    assert nearly > 2
    assert leaks(made)["holdout", "train"] == (equal, nearly)
    assert codes(made) == {"leakage"}


def test_synthetic_copies_of_held_out_records_are_counted() -> None:
    held_out = [record(n, text(n)) for n in range(6)]
    children = [record(100, text(0)), record(101, text(1) + " Bye."), record(102, text(50))]
    found = synthetic_leakage(
        {"validation": held_out[3:], "holdout": held_out[:3], "synthetic": children},
        similarity=0.8,
    )
    assert found == [
        {"of": "validation", "in": "synthetic", "equal": 0, "near": 0},
        {"of": "holdout", "in": "synthetic", "equal": 1, "near": 1},
    ]


def test_short_texts_are_copies_when_they_are_equal() -> None:
    records = [record(n, f"Yes {n % 10}!") for n in range(30)]
    made = divided(records, validation=0.2, holdout=0.2)
    assert made.facts["ties"]["sets"] == 10
    assert made.facts["ties"]["too_short_to_compare"] == 10
    assert set(leaks(made).values()) == {(0, 0)}


def test_a_boilerplate_that_ties_most_groups_is_said() -> None:
    boilerplate = text(0, words=60)
    records = [record(n, f"{boilerplate} {n}") for n in range(20)]
    others = [record(n, text(n)) for n in range(20, 40)]
    made = divided([*records, *others], validation=0.1, holdout=0.1)
    assert {made.sides[f"g{n}"] for n in range(20)} == {"train"}
    assert made.facts["sides"]["holdout"]["groups"] == 4
    assert codes(made) == {"large_tie", "few_groups"}


@pytest.mark.parametrize("number", [1, 2])
def test_what_cannot_be_split_is_said(number: int) -> None:
    made = divided([record(n, text(n)) for n in range(number)])
    assert codes(made) == {"no_validation", "no_holdout"}
    assert codes(divided([record(0, text(0))], validation=0, holdout=0)) == set()


def test_labels_that_cannot_be_learned_or_judged_are_said() -> None:
    records = [record(n, text(n), label="usual") for n in range(30)]
    sides = divided(records).sides
    held_out = next(n for n in range(30) if sides[f"g{n}"] == "holdout")
    learned = next(n for n in range(30) if sides[f"g{n}"] == "train")
    records[held_out] = record(held_out, text(held_out), label="rare")
    records[learned] = record(learned, text(learned), label="other")
    made = divided(records)
    assert made.facts["labels"] == {"not_in_train": 1, "not_in_validation": 2, "not_in_holdout": 1}
    assert codes(made) == {"labels_not_learned", "labels_not_judged", "few_groups"}
