"""What contradicts itself in a policy, or says something that can never have an effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compliance.detect.types import CATEGORIES, TYPES
from compliance.policy.model import Policy
from compliance.policy.names import own_types_of
from compliance.policy.operators import LEVELS, OperatorChoice
from compliance.policy.rules import Rule


def contradictions(policy: Policy) -> Iterator[str]:
    """Yield a line for each, with its key.

    Args:
        policy: may hold unknown names.
    """
    yield from _rules(policy)
    yield from _operators(policy)
    yield from _scores(policy)
    yield from _lists(policy)
    yield from _vault(policy)


def types_named(policy: Policy, name: str) -> tuple[str, ...]:
    """Return the entity types that a name stands for: itself, or those of a category.

    Args:
        policy: knows the user's own types.
        name: an entity type or a category.
    """
    if name not in CATEGORIES:
        return (name,)
    every = (*TYPES, *own_types_of(policy))
    return tuple(each for each in every if policy.category_of(each) == name)


def _rules(policy: Policy) -> Iterator[str]:
    for number, rule in enumerate(policy.rules):
        where = f"policy.rules[{number}]"
        if rule.action is None and rule.operator is None and rule.min_score is None:
            yield f"{where}: says neither action nor operator nor min_score"
        if rule.action in ("allow", "block") and rule.operator is not None:
            yield f"{where}: an operator has no effect with action {rule.action!r}"
        first = next(
            (n for n in range(number) if policy.rules[n].covers(rule, policy.category_of)), None
        )
        if first is not None:
            yield f"{where}: never decides anything, because rules[{first}] holds wherever it would"
        if rule.action in ("anonymize", "review"):
            yield from _keeps(policy, rule, where)
        if rule.operator is not None:
            for name in rule.types:
                yield from _generalises(name, rule.operator, f"{where}.operator")


def _keeps(policy: Policy, rule: Rule, where: str) -> Iterator[str]:
    """Yield a line where a rule asks for cleaning and the operator that holds there does none."""
    if rule.operator is not None:
        if rule.operator.name == "keep":
            yield f"{where}: the operator 'keep' contradicts the action {rule.action!r}"
        return
    for name, choice in policy.operators.items():
        touched = not rule.types or {name, policy.category_of(name)} & {*rule.types}
        if touched and choice.name == "keep":
            yield (
                f"{where}: the action {rule.action!r} contradicts operators.{name}, which is 'keep'"
            )


def _operators(policy: Policy) -> Iterator[str]:
    for name, choice in policy.operators.items():
        where = f"policy.operators.{name}"
        yield from _generalises(name, choice, where)
        action = policy.actions.get(name)
        if choice.name == "keep" and action in ("anonymize", "review"):
            yield f"{where}: 'keep' contradicts actions.{name}, which is {action!r}"
            continue
        governed = [
            each
            for each in types_named(policy, name)
            if each == name or each not in policy.operators
        ]
        actions = {policy.treatment(each).action for each in governed}
        if choice.name == "keep":
            actions -= {"allow"}  # the operator itself makes it that
            if actions == {"review"}:
                yield (
                    f"{where}: 'keep' contradicts the action 'review', under which a value is "
                    "replaced until a person decides"
                )
        if actions and actions <= {"allow", "block"} and not _revived(policy, governed):
            said = " or ".join(repr(each) for each in sorted(actions))
            yield f"{where}: has no effect, because the action is {said}"


def _generalises(name: str, choice: OperatorChoice, where: str) -> Iterator[str]:
    levels = LEVELS.get(name, ())
    if choice.name == "generalise" and (not levels or choice.to not in (None, *levels)):
        offered = f"to {' or '.join(levels)}" if levels else "not at all"
        yield f"{where}: {name} can be generalised {offered}"


def _revived(policy: Policy, types: Iterable[str]) -> bool:
    """Tell whether a rule without an operator of its own cleans one of some types somewhere."""
    names = {name for each in types for name in (each, policy.category_of(each))}
    return any(
        rule.action in ("anonymize", "review")
        and rule.operator is None
        and (not rule.types or names & {*rule.types})
        for rule in policy.rules
    )


def _scores(policy: Policy) -> Iterator[str]:
    for name, score in policy.scores.items():
        if score < policy.min_score:
            yield (
                f"policy.scores.{name}: {score} has no effect, because min_score is "
                f"{policy.min_score}"
            )


def _lists(policy: Policy) -> Iterator[str]:
    for number, one in enumerate(policy.always):
        where = f"policy.always[{number}]"
        how = policy.treatment(one.type)
        if how.action == "allow":
            yield (
                f"{where}: must always go, but {one.type} is allowed (by {how.because[0]}); "
                "name another type, or change the action"
            )
        names = {one.type, policy.category_of(one.type)}
        for at, rule in enumerate(policy.rules):
            if names & {*rule.types} and rule.action == "allow":
                yield f"{where}: must always go, but rules[{at}] allows {one.type} at some places"
    for number, never in enumerate(policy.never):
        blocked = sorted(
            {
                each
                for name in never.types
                for each in types_named(policy, name)
                if policy.treatment(each).action == "block"
            }
        )
        if blocked and not never.reason:
            shown = ", ".join(blocked[:4]) + (" …" if len(blocked) > 4 else "")
            yield (
                f"policy.never[{number}]: takes finds of {shown} out, which the policy blocks: "
                "say in `reason` why, or leave these types out of `types`"
            )


def _vault(policy: Policy) -> Iterator[str]:
    if not policy.keeps_vault:
        return
    if policy.consistency == "record":
        yield (
            "policy.consistency: 'record' contradicts the preset 'pseudonymize', whose vault "
            "needs one slot for one value in the whole dataset"
        )
    every = (*TYPES, *own_types_of(policy))
    cleaned_by_rule = any(rule.action in ("anonymize", "review") for rule in policy.rules)
    if not cleaned_by_rule and not any(policy.treatment(each).replaces for each in every):
        yield (
            "policy.preset: 'pseudonymize' keeps a vault, but everything is blocked or allowed, so "
            "nothing would be in it"
        )
