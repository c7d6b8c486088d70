"""Ready or not ready: what was measured, held against the thresholds that the user set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tuning.config import Thresholds

READY = "ready"
NOT_READY = "not ready"
NO_THRESHOLDS = "no thresholds set"


def verdict(document: Mapping[str, Any], thresholds: Thresholds) -> dict[str, Any]:
    """Return the verdict and, for each threshold, what was measured and whether it holds.

    Each threshold is held against the unfavourable end of the 95 % interval, so that a small
    hold-out cannot make a model ready by luck. What was not measured, or has no interval, does not
    hold. Without thresholds there is no verdict, and never "ready".

    Args:
        document: eval.json without its verdict.
        thresholds: from [evaluate.thresholds].
    """
    checks = list(_checks(document, thresholds))
    state = READY if all(check["holds"] for check in checks) else NOT_READY
    return {
        "state": state if checks else NO_THRESHOLDS,
        "checks": checks,
        "reasons": [check["text"] for check in checks if not check["holds"]],
    }


def _checks(document: Mapping[str, Any], wanted: Thresholds) -> Iterator[dict[str, Any]]:
    metrics = document["metrics"]
    for more, least in sorted(wanted.at_least.items()):
        yield _check(f"at_least.{more}", least, _end(metrics.get(more), "tuned", "low"), above=True)
    for less, most in sorted(wanted.at_most.items()):
        yield _check(f"at_most.{less}", most, _end(metrics.get(less), "tuned", "high"))
    for name, gain in sorted(wanted.gain_over.items()):
        found = metrics.get(name)
        lower = found is not None and found["better"] == "lower"
        end = _end(found, "difference", "high" if lower else "low")
        measured = -end if lower and end is not None else end
        yield _check(f"gain_over.{name}", gain, measured, above=True, strictly=True)
    if wanted.max_forgetting is not None:
        yield _check(
            "max_forgetting",
            wanted.max_forgetting,
            _end(document["forgetting"].get("loss"), "difference", "high"),
        )
    if wanted.max_overfitting is not None:
        yield _check(
            "max_overfitting",
            wanted.max_overfitting,
            _end(document["overfitting"].get("gap"), "validation", "high"),
        )
    if wanted.max_slice_gap is not None:
        judged = [each for each in document["slices"].get("slices", ()) if each["judged"]]
        ends = [each["worse_by"]["high"] for each in judged]
        known = [end for end in ends if end is not None]
        complete = bool(ends) and len(known) == len(ends)
        yield _check("max_slice_gap", wanted.max_slice_gap, max(known) if complete else None)


def _end(found: Mapping[str, Any] | None, part: str, end: str) -> float | None:
    if found is None or part not in found or found[part]["low"] is None:
        return None
    # Where no record differs from another, nothing is known of how others would.
    flat = found[part]["low"] == found[part]["high"]
    return None if flat else float(found[part][end])


def _check(
    name: str, limit: float, measured: float | None, *, above: bool = False, strictly: bool = False
) -> dict[str, Any]:
    if measured is None:
        text = f"{name} = {limit:g}: not measured, or without an interval"
        return {"threshold": name, "limit": limit, "measured": None, "holds": False, "text": text}
    holds = measured > limit or (measured == limit and not strictly)
    if not above:
        holds = measured <= limit
    end = "lower" if above else "upper"
    words = "holds" if holds else "does not hold"
    return {
        "threshold": name,
        "limit": limit,
        "measured": measured,
        "holds": holds,
        "text": f"{name} = {limit:g} {words}: {end} end of the interval is {measured:.4g}",
    }
