"""Entities in tags, and how many of them are found: precision, recall and F1 by whole entities.

An entity counts as found when its type and both of its ends are right. Tags that contradict each
other are read as CoNLL's own script reads them: an `I-` that nothing begins, or that follows
another type, begins an entity.

Basis: Tjong Kim Sang & De Meulder 2003 (CoNLL-2003, conlleval); seqeval 1.2.2 in its default mode
gives the same figures, which a test holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

OUTSIDE = "O"
_INSIDE = "IE"
_OPEN = "BI"
# BILOU and BIOES name the same two things differently.
_SAME = {"L": "E", "U": "S"}
_PREFIXES = frozenset("BIESLU")

Entity = tuple[str, int, int]
"""Type, first word, and the word after the last."""


def has_entities(names: Iterable[str]) -> bool:
    """Tell whether tags mark entities: each is `O` or a prefix, a hyphen and a type."""
    tags = [name for name in names if name != OUTSIDE]
    return bool(tags) and all(
        tag[0] in _PREFIXES and tag[1:2] == "-" and len(tag) > 2 for tag in tags
    )


def entities(tags: Sequence[str]) -> list[Entity]:
    """Return the entities of a text, in order."""
    found: list[Entity] = []
    start, before, kind_before = 0, OUTSIDE, ""
    for place, tag in enumerate([*tags, OUTSIDE]):
        prefix, _, kind = tag.partition("-")
        prefix = _SAME.get(prefix, prefix)
        if prefix in _INSIDE and before in _OPEN and kind == kind_before:
            before = prefix
            continue
        if before != OUTSIDE:
            found.append((kind_before, start, place))
        start, before, kind_before = place, prefix, kind
    return found


def counts(
    gold: Sequence[str], predicted: Sequence[str], types: Sequence[str]
) -> tuple[list[int], list[int], list[int]]:
    """Return, for each type, entities found, predicted and there, in one text.

    Args:
        gold: right tags.
        predicted: tags of the same words.
        types: all types that can occur.
    """
    right, said = set(entities(gold)), set(entities(predicted))
    both = right & said
    return (
        [sum(kind == name for kind, _, _ in both) for name in types],
        [sum(kind == name for kind, _, _ in said) for name in types],
        [sum(kind == name for kind, _, _ in right) for name in types],
    )


def types_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the entity types that tags name, sorted."""
    return tuple(sorted({name.partition("-")[2] for name in names if name != OUTSIDE}))
