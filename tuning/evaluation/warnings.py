"""What a reader of an evaluation has to be told before its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NOTABLE_OVERFITTING = 0.1
"""Share of the training loss by which another loss has to lie above it."""
NOTABLE_FORGETTING = 0.05
"""Rise of the loss in nats per token: a twentieth in perplexity."""
FEW_GROUPS = 10
"""Below this a bootstrap over groups is too sure of itself (Cameron, Gelbach & Miller 2008)."""


def warnings(
    document: Mapping[str, Any],
    notes: Sequence[tuple[str, str]] = (),
    wanted: Mapping[str, float] | None = None,
) -> list[dict[str, str]]:
    """Return code and text of each warning.

    Args:
        document: eval.json without warnings and verdict.
        notes: what the task has to say.
        wanted: gain over the base that the user asks for, by metric.
    """
    found = [
        *_holdout(document),
        *_too_little(document, wanted or {}),
        *_metrics(document),
        *_apart(document),
        *notes,
    ]
    return [{"code": code, "text": text} for code, text in found]


def _holdout(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    holdout = document["holdout"]
    if not holdout["records"]:
        yield "no_holdout", "no record was held out, so base and tuned model were not compared"
    elif holdout["groups"] < 2:
        yield "one_group", "all held-out records belong to one group, so there are no intervals"
    elif holdout["groups"] < FEW_GROUPS:
        yield (
            "few_groups",
            f"only {holdout['groups']} groups were held out: intervals are too narrow, "
            f"{FEW_GROUPS} are the least for a judgement",
        )
    if others := holdout.get("judged_before", 0):
        yield (
            "opened_before",
            f"these held-out records have judged {others} other trainings: where one was chosen "
            "by them, its figures are too good; hold out records that nobody has seen",
        )
    if left_out := sum(holdout["excluded"].values()):
        yield "left_out", f"{left_out} held-out records could not be read and were left out"
    if holdout["truncated_records"]:
        yield "truncated", f"{holdout['truncated_records']} held-out records were cut at max_length"


def _too_little(
    document: Mapping[str, Any], wanted: Mapping[str, float]
) -> Iterator[tuple[str, str]]:
    for name, gain in sorted(wanted.items()):
        least = document["metrics"].get(name, {}).get("minimum_detectable_difference")
        if least is not None and 0 < gain < least:
            yield (
                "too_little_data",
                f"{name}: a gain of {gain:.3g} is asked for, but on these records only differences "
                f"from {least:.3g} on would be found; hold out more",
            )


def _metrics(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, found in sorted(document["metrics"].items()):
        change = found["difference"]
        if change["low"] is None:
            continue
        least = found["minimum_detectable_difference"]
        if change["low"] <= 0 <= change["high"]:
            seen = "" if least is None else f"; only differences from {least:.3g} on would be found"
            yield "no_difference", f"{name}: no difference to the base was shown{seen}"
        elif (change["value"] > 0) == (found["better"] == "lower"):
            yield "worse", f"{name}: the tuned model is worse than its base"


def _apart(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, gap in sorted(document["overfitting"].get("gap", {}).items()):
        usual = NOTABLE_OVERFITTING * document["overfitting"]["loss"]["train"]
        if gap["low"] is not None and gap["low"] > 0 and gap["value"] > usual:
            yield (
                "overfitting",
                f"the loss on {name} records is {gap['value']:.3g} above that on training records",
            )
    lost = document["forgetting"].get("loss", {}).get("difference", {})
    if lost.get("low") is not None and lost["low"] > 0 and lost["value"] > NOTABLE_FORGETTING:
        yield "forgetting", f"the loss on general text rose by {lost['value']:.3g} nats per token"
    for each in document["slices"].get("slices", ()):
        gap = each.get("worse_by")
        if gap is not None and gap["low"] is not None and gap["low"] > 0:
            yield (
                "slice",
                f"{document['slices']['measure']} is worse by {gap['value']:.3g} for "
                f"{each['kind']} {each['name']} than for all other records",
            )
