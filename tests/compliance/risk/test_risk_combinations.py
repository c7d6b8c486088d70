"""k by hand, against pandas, and its laws."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from risk_fakes import gathered, row, text

from compliance.risk.combinations import Standing, stand, whole_sets
from compliance.risk.rows import Rows
from compliance.risk.units import View

COLUMNS = ("zip", "job", "age", "sex")
NAMED = tuple(f"$.{name}" for name in COLUMNS)
TABLES = st.lists(
    st.tuples(*(st.integers(0, 3) for _ in COLUMNS)).map(
        lambda values: dict(zip(COLUMNS, values, strict=True))
    ),
    min_size=1,
    max_size=25,
)
KINDS = ("OCCUPATION", "ORGANIZATION", "LOCATION")
TEXTS = st.lists(
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("abcd")), max_size=5),
    min_size=1,
    max_size=12,
)


def standing(view: View) -> Standing:
    return stand(view, Rows(view))


def least(view: View) -> list[int]:
    """Return the least k of each unit, in order."""
    result = standing(view).least
    return [int(result[at]) for at in view.of_unit]


def fitting(view: View) -> list[int]:
    """Return for each unit how many fit everything that is known of it."""
    result = whole_sets(view, standing(view).least)
    return [int(result[at]) for at in view.of_unit]


def table(rows: list[dict[str, Any]]) -> View:
    return gathered([row(n, each) for n, each in enumerate(rows)], quasi_identifiers=NAMED)


def test_by_hand() -> None:
    rows = [
        {"zip": 1, "job": "nurse"},
        {"zip": 1, "job": "nurse"},
        {"zip": 1, "job": "judge"},
        {"zip": 2, "job": "judge"},
        {"zip": 2, "job": "baker"},
    ]
    view = gathered([row(n, each) for n, each in enumerate(rows)], quasi_identifiers=NAMED[:2])
    result = standing(view)
    by_kinds = {tuple(view.kinds[kind] for kind in each.kinds): each for each in result.measured}
    assert by_kinds[("column $.zip",)].by_k == {3: 3, 2: 2}
    assert by_kinds[("column $.job",)].by_k == {2: 4, 1: 1}
    both = by_kinds[("column $.job", "column $.zip")]
    assert both.by_k == {2: 2, 1: 3}
    # The baker is alone by the job already.
    assert both.alone_by_all == 2
    assert least(view) == [2, 2, 1, 1, 1]
    # kinds are (job, zip): without the job nobody is alone, without the zip the baker still is.
    assert result.alone_without == (0, 1)


def test_in_a_text_any_of_its_values_may_be_known() -> None:
    view = gathered(
        [
            text(1, [("LOCATION", "a"), ("LOCATION", "b"), ("OCCUPATION", "x")]),
            text(2, [("LOCATION", "a"), ("OCCUPATION", "x")]),
            text(3, [("LOCATION", "b"), ("OCCUPATION", "y")]),
            text(4, [("OCCUPATION", "y")]),
        ]
    )
    # The first is the only one with b and x.
    assert least(view) == [1, 2, 1, 2]
    # Everything known of the second fits the first as well.
    assert fitting(view) == [1, 2, 1, 2]


def test_who_tells_nothing_fits_everybody() -> None:
    view = gathered([text(1, []), text(2, []), text(3, [("OCCUPATION", "x")])])
    assert least(view) == [3, 3, 1]


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_k_is_what_pandas_counts(rows: list[dict[str, int]]) -> None:
    view = table(rows)
    frame = pd.DataFrame(rows)
    result = standing(view)
    for each in result.measured:
        names = [view.kinds[kind].removeprefix("column $.") for kind in each.kinds]
        k = frame.groupby(names)[names[0]].transform("size")
        assert dict(each.by_k) == k.value_counts().to_dict()
    assert len(result.measured) == sum(len(list(combinations(COLUMNS, n))) for n in (1, 2, 3))
    all_four = frame.groupby(list(COLUMNS))["zip"].transform("size")
    assert fitting(view) == all_four.tolist()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_k_of_texts_is_what_counting_one_by_one_gives(texts: list[list[tuple[str, str]]]) -> None:
    view = gathered([text(n, told) for n, told in enumerate(texts)])
    sets = [set(told) for told in texts]

    def k_of(known: set[tuple[str, str]]) -> int:
        return sum(known <= other for other in sets)

    expected = []
    for own in sets:
        ks = [len(sets)]
        for size in (1, 2, 3):
            for kinds in combinations(KINDS, size):
                choices = [[fact for fact in own if fact[0] == kind] for kind in kinds]
                ks += [k_of(set(known)) for known in product(*choices)]
        expected.append(min(ks))
    assert least(view) == expected
    assert fitting(view) == [k_of(own) for own in sets]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_k_never_falls_when_values_are_coarsened(texts: list[list[tuple[str, str]]]) -> None:
    coarse = [[(kind, {"a": "b", "c": "d"}.get(v, v)) for kind, v in told] for told in texts]
    fine_view = gathered([text(n, told) for n, told in enumerate(texts)])
    coarse_view = gathered([text(n, told) for n, told in enumerate(coarse)])
    for measure in (least, fitting):
        pairs = zip(measure(fine_view), measure(coarse_view), strict=True)
        assert all(before <= after for before, after in pairs)


@settings(max_examples=40, deadline=None)
@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(range(len(texts))))))
def test_the_order_of_the_records_changes_nothing(
    case: tuple[list[list[tuple[str, str]]], list[int]],
) -> None:
    texts, order = case
    straight = gathered([text(n, told) for n, told in enumerate(texts)])
    mixed = gathered([text(n, texts[n]) for n in order])
    assert straight.alike == mixed.alike
    assert [least(straight)[n] for n in order] == least(mixed)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_who_is_there_twice_is_never_alone(texts: list[list[tuple[str, str]]]) -> None:
    view = gathered([text(n, told) for n, told in enumerate([*texts, *texts])])
    assert min(least(view)) >= 2
    assert min(fitting(view)) >= 2


def test_long_texts_are_bounded_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(kind, f"{kind}{n}") for kind in KINDS for n in range(12)]
    monkeypatch.setattr("compliance.risk.rows._MOST_ROWS", 300)
    view = gathered([text(n, told) for n in range(2)])
    bounded = {len(each.kinds): each.values for each in standing(view).measured}
    # 2 texts with v values of each of 3 kinds make 2 v^3 combinations: 4 fits, 8 does not.
    assert bounded == {1: None, 2: None, 3: 4}


def test_common_values_are_compared_too() -> None:
    # More units than those that are compared one by one.
    told = [("OCCUPATION", "x"), ("LOCATION", "a"), ("ORGANIZATION", "o"), ("AGE", "43")]
    texts = [told[:3]] * 100 + [told] * 100
    view = gathered([text(n, each) for n, each in enumerate(texts)])
    assert set(fitting(view)[:100]) == {200}
    assert set(fitting(view)[100:]) == {100}
