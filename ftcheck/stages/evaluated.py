"""What an evaluation found, in lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_UNITS = {"loss": " in nats"}
_WARNINGS = 8


def evaluation_line(evaluation: Mapping[str, Any]) -> str:
    """Return the headline measure and the verdict, in one line."""
    headline = evaluation["headline"]
    if headline is None:
        return "no record was held out, so base and tuned model were not compared"
    state = evaluation["verdict"]["state"]
    return f"{state}; hold-out {_metric(headline, evaluation['metrics'][headline])}"


def evaluation_lines(evaluation: Mapping[str, Any]) -> Iterator[str]:
    """Yield all measures, the verdict with its reasons, and the warnings."""
    headline, holdout = evaluation["headline"], evaluation["holdout"]
    if headline is None:
        yield evaluation_line(evaluation)
    else:
        left_out = sum(holdout["excluded"].values())
        yield f"hold-out: {holdout['records']:,} records in {holdout['groups']:,} groups" + (
            f", {left_out:,} left out" if left_out else ""
        )
        names = [headline, *sorted(set(evaluation["metrics"]) - {headline})]
        yield from (f"  {_metric(name, evaluation['metrics'][name])}" for name in names)
    forgotten = evaluation["forgetting"].get("loss")
    if forgotten is not None:
        yield f"  general text, {_metric('loss', forgotten)}"
    verdict = evaluation["verdict"]
    yield f"verdict: {verdict['state']}"
    yield from (f"  {reason}" for reason in verdict["reasons"])
    warnings = evaluation["warnings"]
    yield from (f"warning: {each['text']}" for each in warnings[:_WARNINGS])
    if len(warnings) > _WARNINGS:
        yield f"{len(warnings) - _WARNINGS} more warnings stand in eval.json"


def _metric(name: str, found: Mapping[str, Any]) -> str:
    base, tuned, change = found["base"], found["tuned"], found["difference"]
    values = f"base {base['value']:.3f}, tuned {tuned['value']:.3f}"
    if change["low"] is None:
        interval = "too few groups for an interval"
    else:
        interval = (
            f"difference {change['value']:+.3f}, {found['level']:.0%} interval "
            f"{change['low']:+.3f} to {change['high']:+.3f}"
        )
    label = f"{name.replace('_', ' ')}{_UNITS.get(name, '')}"
    return f"{label}: {values} ({interval}, {found['records']:,} records)"
