"""How much the scanner misses, estimated from records that a person read as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance.intervals import Interval, beta_quantile, clopper_pearson, gamma_quantile

LEVEL = 0.95
_TAIL = (1 - LEVEL) / 2


@dataclass(frozen=True, slots=True)
class Read:
    """One record of the sample, as a person left it."""

    found: int
    """Mentions of personal data that the scanner found."""
    missed: int
    """Mentions that a person added."""

    @property
    def mentions(self) -> int:
        """All mentions."""
        return self.found + self.missed


def estimate(read: Sequence[Read], *, population: int) -> dict[str, Any] | None:
    """Return the estimate as it stands in review.json; None where nothing was read.

    Args:
        read: the records of the sample that were read.
        population: how many records the data hold.
    """
    if not read:
        return None
    records = len(read)
    holding = sum(each.missed > 0 for each in read)
    missed = sum(each.missed for each in read)
    found = sum(each.found for each in read)
    share = share_of_records(holding, records)
    per_record = missed_per_record([each.missed for each in read])
    recall = recall_interval(read)
    unread = max(0, population - records)
    return {
        "level": LEVEL,
        "records_read": records,
        "records_with_a_miss": holding,
        "mentions_found": found,
        "mentions_missed": missed,
        "share_of_records_with_a_miss": _shown(holding / records, share, digits=4),
        "missed_per_record": _shown(missed / records, per_record, digits=4),
        "missed_in_unread_records": {
            "records": unread,
            "value": round(missed / records * unread, 1),
            "low": round(per_record.low * unread, 1),
            "high": round(per_record.high * unread, 1),
        },
        "recall": None if recall is None else _shown(found / (found + missed), recall, digits=4),
        "methods": {
            "share_of_records_with_a_miss": "exact binomial (Clopper & Pearson 1934)",
            "missed_per_record": "gamma, compound Poisson (Fay & Feuer 1997)",
            "recall": "exact binomial over the effective sample size, because mentions of one "
            "record are alike (Korn & Graubard 1998)",
        },
    }


def share_of_records(holding: int, records: int) -> Interval:
    """Return the interval for the share of records in which something was missed.

    The sample is stratified in proportion, which makes a count vary less than a binomial one, so
    the exact binomial interval holds at least its level.

    Basis: Clopper & Pearson 1934; Hoeffding 1956, Annals of Mathematical Statistics 27(3), on
    trials of unequal probability.
    """
    return clopper_pearson(holding, records, level=LEVEL)


def missed_per_record(missed: Sequence[int]) -> Interval:
    """Return the interval for the mean number of missed mentions in a record.

    Records with a miss are taken as rare events, each weighing as much as it holds. Without any the
    upper end is 3.7 / n, that of the exact Poisson interval.

    Args:
        missed: missed mentions of each record that was read.

    Basis: Fay & Feuer 1997, Statistics in Medicine 16(7); Garwood 1936, Biometrika 28.
    """
    weights = [each / len(missed) for each in missed if each]
    heaviest = max(weights, default=1 / len(missed))
    total, squares = sum(weights), sum(each**2 for each in weights)
    low = 0.0
    if total:
        low = squares / total * gamma_quantile(_TAIL, total**2 / squares)
    total, squares = total + heaviest, squares + heaviest**2
    return Interval(low, squares / total * gamma_quantile(1 - _TAIL, total**2 / squares))


def recall_interval(read: Sequence[Read]) -> Interval | None:
    """Return the interval for the share of mentions that the scanner finds; None without mentions.

    Mentions of one record are alike, so they count for less than independent ones: the exact
    interval is taken over the effective sample size, from the linearised variance of the ratio of
    missed to all mentions. Where nothing or everything was missed that variance says nothing; then
    the mentions of a record count as if they were all the same.

    Basis: Korn & Graubard 1998, Survey Methodology 24(2); Kish 1965, Survey Sampling, 8.2.
    """
    every = sum(each.mentions for each in read)
    if every == 0:
        return None
    missed = sum(each.missed for each in read)
    share = missed / every
    effective = every**2 / sum(each.mentions**2 for each in read)
    if 0 < missed < every and len(read) > 1:
        records = len(read)
        spread = sum((each.missed - share * each.mentions) ** 2 for each in read)
        variance = records / (records - 1) * spread / every**2
        if variance > 0:
            wide = _t_squared(records - 1) / _t_squared(every - 1)
            effective = min(every, share * (1 - share) / variance / wide)
    hits = share * effective
    low = 0.0 if missed == 0 else beta_quantile(_TAIL, hits, effective - hits + 1)
    high = 1.0 if missed == every else beta_quantile(1 - _TAIL, hits + 1, effective - hits)
    return Interval(1 - high, 1 - low)


def _t_squared(degrees: int) -> float:
    """Return the square of Student's t at the level, two-sided."""
    x = beta_quantile(1 - LEVEL, degrees / 2, 0.5)
    return degrees * (1 - x) / x


def _shown(value: float, interval: Interval, *, digits: int) -> dict[str, float]:
    return {
        "value": round(value, digits),
        "low": round(interval.low, digits),
        "high": round(interval.high, digits),
    }
