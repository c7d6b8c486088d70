"""Where a policy asks for what the scanner, as it is configured, cannot give."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.config import DetectConfig
from compliance.policy.contradictions import types_named
from compliance.policy.model import Policy


def against_scanner(policy: Policy, detect: DetectConfig) -> Iterator[str]:
    """Yield a line for each setting of a policy that [detect] leaves without effect.

    Args:
        policy: what is decided on finds.
        detect: how they are found.
    """
    yield from _disabled(policy, detect)
    yield from _too_high(policy, detect)
    yield from _too_low(policy, detect)


def _disabled(policy: Policy, detect: DetectConfig) -> Iterator[str]:
    listed = {each.type for each in policy.always}
    named = [
        *((f"actions.{name}", name, action) for name, action in policy.actions.items()),
        *(
            (f"rules[{number}]", name, rule.action)
            for number, rule in enumerate(policy.rules)
            for name in rule.types
        ),
    ]
    for where, name, action in named:
        looked_for = {*types_named(policy, name)} - {*detect.disabled}
        if action in ("block", "review") and not looked_for and name not in listed:
            yield (
                f"policy.{where}: {action!r} can never happen, because [detect] disabled leaves "
                f"{name} out"
            )


def _too_high(policy: Policy, detect: DetectConfig) -> Iterator[str]:
    """Yield thresholds that no find of the name model reaches; the gate speaks of `min_score`."""
    thresholds = [
        *((f"scores.{name}", name, score) for name, score in policy.scores.items()),
        *(
            (f"rules[{number}].min_score", name, rule.min_score)
            for number, rule in enumerate(policy.rules)
            if rule.min_score is not None
            for name in rule.types
        ),
    ]
    for where, name, score in thresholds:
        for each in types_named(policy, name):
            own = where.startswith("scores") and each != name and each in policy.scores
            given = detect.ner_scores.get(each)
            if each in detect.ner_types and given is not None and score > given and not own:
                yield (
                    f"policy.{where}: {score} leaves out every find of {each} by the name model, "
                    f"which [detect] ner_scores gives {given}"
                )


def _too_low(policy: Policy, detect: DetectConfig) -> Iterator[str]:
    said = [
        *(("min_score", policy.min_score) for _ in {"min_score"} & policy.model_fields_set),
        *((f"scores.{name}", score) for name, score in policy.scores.items()),
        *(
            (f"rules[{number}].min_score", rule.min_score)
            for number, rule in enumerate(policy.rules)
            if rule.min_score is not None
        ),
    ]
    for where, score in said:
        if score < detect.min_score:
            yield (
                f"policy.{where}: {score} has no effect, because [detect] min_score is "
                f"{detect.min_score}: nothing below it is found"
            )
