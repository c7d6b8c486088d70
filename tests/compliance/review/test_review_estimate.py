"""The sample and what it says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.gate.reviewed import reasons
from compliance.intervals import gamma_quantile
from compliance.review.config import ReviewConfig
from compliance.review.decisions import Decisions, Made
from compliance.review.document import review_document
from compliance.review.estimate import (
    Read,
    estimate,
    missed_per_record,
    recall_interval,
    share_of_records,
)
from compliance.review.sample import drawn
from compliance.review.survey import survey
from tests.compliance.review.review_kit import KEYS, STRICT, choices, nobody, record, scanned


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 60))
def test_every_beginning_of_the_order_is_proportional(found: list[bool], size: int) -> None:
    records = [(f"r{number}", each) for number, each in enumerate(found)]
    order = drawn(records, seed=7, sample=1)
    assert sorted(each.number for each in order) == list(range(len(found)))
    part = order[:size]
    share = sum(found) / len(found) * len(part)
    assert abs(sum(each.found for each in part) - share) <= 1


def test_a_new_sample_is_another_one_and_the_same_is_the_same() -> None:
    records = [(f"r{number}", number % 3 == 0) for number in range(90)]
    one = drawn(records, seed=7, sample=1)
    assert one == drawn(records, seed=7, sample=1)
    assert one[:20] != drawn(records, seed=7, sample=2)[:20]
    assert one[:20] != drawn(records, seed=8, sample=1)[:20]


def test_quantiles_of_the_gamma_distribution() -> None:
    # Half the chi-square quantiles of published tables.
    assert gamma_quantile(0.975, 1) == pytest.approx(7.3778 / 2, abs=1e-4)
    assert gamma_quantile(0.025, 5) == pytest.approx(3.24697 / 2, abs=1e-4)
    assert gamma_quantile(0.5, 1) == pytest.approx(0.693147, abs=1e-6)


def test_without_a_miss_the_upper_ends_are_about_three_or_four_over_n() -> None:
    read = [Read(4, 0)] * 100
    found = estimate(read, population=1000)
    assert found is not None
    assert found["share_of_records_with_a_miss"]["high"] == pytest.approx(0.0362, abs=1e-4)
    assert found["missed_per_record"]["high"] == pytest.approx(3.6889 / 100, abs=1e-4)
    assert found["recall"] == {"value": 1.0, "low": pytest.approx(0.9638, abs=1e-4), "high": 1.0}
    assert estimate([], population=10) is None
    nothing = estimate([Read(0, 0)], population=1)
    assert nothing is not None
    assert nothing["recall"] is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40))
def test_intervals_hold_the_estimates(counts: list[tuple[int, int]]) -> None:
    read = [Read(*each) for each in counts]
    missed = [each.missed for each in read]
    share = share_of_records(sum(each > 0 for each in missed), len(read))
    mean = missed_per_record(missed)
    assert 0 <= share.low <= sum(each > 0 for each in missed) / len(read) <= share.high <= 1
    assert 0 <= mean.low <= sum(missed) / len(read) + 1e-9 <= mean.high + 2e-9
    recall = recall_interval(read)
    if recall is not None:
        every = sum(each.mentions for each in read)
        value = sum(each.found for each in read) / every
        assert -1e-9 <= recall.low <= value + 1e-9
        assert value - 1e-9 <= recall.high <= 1 + 1e-9


def test_the_interval_of_recall_covers_where_misses_come_in_clusters() -> None:
    dice = random.Random(5)
    covered = 0
    for _ in range(200):
        read = []
        for _ in range(60):
            size, bad = dice.randint(1, 8), dice.random() < 0.15
            missed = sum(dice.random() < (0.5 if bad else 0.01) for _ in range(size))
            read.append(Read(size - missed, missed))
        interval = recall_interval(read)
        assert interval is not None
        covered += interval.low <= 1 - (0.15 * 0.5 + 0.85 * 0.01) <= interval.high
    assert covered >= 184  # nominal 190 of 200


def test_what_was_read_becomes_the_document_and_its_reasons() -> None:
    scans = scanned(record(1, a="Anna and Bertil"), record(2, a="nothing here"))
    made = [
        Made(1, "", choices(scans[0], sample=1).add("$.a", 9, 15, "PERSON")),
        Made(2, "", choices(scans[0], sample=1).checked()),
        Made(3, "", choices(scans[1], sample=1).checked()),
    ]
    decisions = Decisions(made, KEYS)
    found = survey(scans, decisions, STRICT, sample=1)
    assert found.read == [Read(1, 1), Read(0, 0)]
    document = review_document(
        decisions, found, waiting={}, sample=1, config=ReviewConfig(least_recall=0.9)
    )
    assert document["decisions"] == {"add": 1, "checked": 2}
    assert document["reviewers"] == [{"name": "Ada", "decisions": 3}]
    assert document["estimate"]["recall"]["value"] == 0.5
    assert [(each.code, each.severity) for each in reasons(document)] == [("G251", "review")]
    lenient = {**document, "least_recall": 0.4}
    assert [(each.code, each.severity) for each in reasons(lenient)] == [("G452", "note")]


def test_no_sample_is_a_note_and_no_document_no_reason() -> None:
    found = survey([], nobody(), STRICT, sample=0)
    document = review_document(nobody(), found, waiting={}, sample=0, config=ReviewConfig())
    assert [each.code for each in reasons(document)] == ["G451"]
    assert list(reasons({})) == []
