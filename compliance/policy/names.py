"""Names in a policy that nothing stands behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compliance.detect.types import CATEGORIES, TYPES
from compliance.policy.model import Policy
from compliance.policy.own_types import IS_A_NAME
from compliance.suggest import did_you_mean


def own_types_of(policy: Policy, found: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the entity types of the user's own, sorted.

    Args:
        policy: names some in `types` and in its lists.
        found: types that recognizers of the user's own find.
    """
    named = {*found, *policy.types, *(each.type for each in policy.always)}
    return tuple(sorted(named - TYPES.keys()))


def unknown_names(policy: Policy, own_types: Iterable[str]) -> Iterator[str]:
    """Yield a line for each name that is neither an entity type nor a category.

    Args:
        policy: the policy.
        own_types: entity types of recognizers of the user's own.
    """
    own = frozenset(own_types)
    types = {*TYPES, *own, *policy.types}
    known = {*types, *CATEGORIES}
    named = [
        *(("actions", name) for name in policy.actions),
        *(("operators", name) for name in policy.operators),
        *(("scores", name) for name in policy.scores),
        *(
            (f"rules[{n}].types", name)
            for n, rule in enumerate(policy.rules)
            for name in rule.types
        ),
        *((f"never[{n}].types", name) for n, one in enumerate(policy.never) for name in one.types),
    ]
    for where, name in named:
        if name not in known:
            yield (
                f"policy.{where}: {name!r} is neither an entity type nor a category"
                f"{did_you_mean(name, known)}"
            )
    for number, one in enumerate(policy.always):
        if one.type not in types:
            yield (
                f"policy.always[{number}].type: {one.type!r} is no entity type"
                f"{did_you_mean(one.type, types)}; one of your own stands in [policy.types]"
            )
    found = {*own, *(each.type for each in policy.always)}
    for name in policy.types:
        if name in TYPES or name in CATEGORIES:
            yield f"policy.types.{name}: is a name that ftcheck knows already"
        elif not IS_A_NAME.match(name):
            yield f"policy.types.{name}: a type is written in capitals, digits and _, as slots are"
        elif name not in found:
            yield (
                f"policy.types.{name}: no recognizer in [detect] and no list finds it"
                f"{did_you_mean(name, found)}"
            )
