"""Whether the person that a sensitive find speaks of can be identified from the same text.

A DPO asks of every special category: whose is it? The answer is coarse on purpose: it helps to
order a review and does not decide anything.

Basis: GDPR Art. 4(1) (identifiable person), Recital 26, Art. 9(1), Art. 10.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from compliance.detect.special.evidence import people_of
from compliance.detect.special.phrases import Words, lowered
from compliance.detect.special.sentences import REACH, sentence_around
from compliance.detect.types import Entity, category_of

SHORT = 400
"""A text of at most so many characters is one message: everything in it is near."""
DOUBTFUL = 0.5
"""A direct identifier with a lower score does not count."""

_DIRECT = frozenset({"contact", "government_id", "financial", "account", "vehicle"})
_DIRECT_TYPES = frozenset(
    {"PERSON", "STREET_ADDRESS", "USERNAME", "IP_ADDRESS", "DEVICE_ID", "URL"}
)


def person_near(text: str, entity: Entity, others: Sequence[Entity]) -> str:
    """Return whether a person stands near a find: "identified", "mentioned" or "none".

    "identified": a direct identifier of a natural person (name, contact, identity number, account,
    user name, address) stands in the sentence of the find, in the sentence before or behind it, or
    anywhere in a short message. "mentioned": the sentence speaks of a person without such an
    identifier ("my brother", "the patient"). "none": neither. The time depends on the sentences
    around the find, not on the length of the text.

    Args:
        text: the text that the spans count in.
        entity: the find, usually a special category or a criminal matter.
        others: all finds of the text, sorted by start and without overlap, as `Engine.find`
            returns them; the find itself may be among them.
    """
    sentence = sentence_around(text, entity.start, entity.end)
    start, end = (0, len(text)) if len(text) <= SHORT else _neighbours(text, sentence)
    at = bisect.bisect_left(others, start, key=lambda each: each.end)
    while at < len(others) and others[at].start < end:
        if others[at].end > start and identifies(others[at]):
            return "identified"
        at += 1
    low = sentence[0]
    window = text[low : sentence[1]]
    words = Words(lowered(window))
    said = people_of().read(window, words, (0, len(window)))
    people = said.about(words, entity.start - low, entity.end - low)
    return "mentioned" if people else "none"


def identifies(entity: Entity) -> bool:
    """Tell whether a find points to one natural person by itself."""
    if entity.score < DOUBTFUL or entity.type == "BIC_CODE":  # a bank, not its customer
        return False
    return entity.type in _DIRECT_TYPES or category_of(entity.type) in _DIRECT


def _neighbours(text: str, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a sentence together with the sentences before and behind it."""
    start, end = sentence
    while start > 0 and text[start - 1].isspace():
        start -= 1
    before = sentence_around(text, max(0, start - 1), max(0, start - 1))[0] if start else 0
    while end < len(text) and (text[end].isspace() or text[end] in ".!?…;\"”'’)]"):
        end += 1
    behind = sentence_around(text, end, end)[1] if end < len(text) else len(text)
    return max(before, sentence[0] - 2 * REACH), min(behind, sentence[1] + 2 * REACH)
