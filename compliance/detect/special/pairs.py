"""What two words tell together: a subject, and what is said of it.

A part of the body and an injury, a party and a vote, a union and a subscription: neither says much
alone, and there are too many of both to write their pairs into the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.detect.special.phrases import Hit, Words

APART = 4
"""At most so many words stand between the two."""

_SUBJECT, _FACT = "subjects", "facts"

_Label = tuple[str, str]


def pairs(words: Words, hits: Sequence[Hit[_Label]], use: str) -> Iterator[Hit[_Label]]:
    """Yield a hit of `use` from each subject to the fact of its category beside it.

    Args:
        words: the words of the text.
        hits: all hits in the text, in any order.
        use: the use that is given to the pairs.
    """
    found = [hit for hit in hits if hit.label[1] in (_SUBJECT, _FACT)]
    found.sort(key=lambda hit: (hit.label[0], hit.start))
    for first, second in zip(found, found[1:], strict=False):
        kind, role = first.label
        if kind != second.label[0] or role == second.label[1] or first.end > second.start:
            continue
        low, high = words.between(first.end, second.start)
        if high - low <= APART and not _ends(words.lower[first.end : second.start]):
            yield Hit(first.start, second.end, (kind, use), False)


def _ends(gap: str) -> bool:
    """Tell whether a sentence or a list goes on between the two words."""
    return any(mark in gap for mark in (". ", "! ", "? ", ";", ":", "\n", "/", '"'))
