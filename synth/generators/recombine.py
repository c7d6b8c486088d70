"""Exchange of courtesy formulas between records of the same language, role and position."""

from __future__ import annotations

import random
from collections.abc import Mapping

from compliance.dataset.record import Record
from synth.sentences import Library, Place, formulas, record_language
from synth.turns import turns

_SPEAKERS = frozenset({"user", "assistant", "text"})


class Recombine:
    """Replaces greetings, thanks and closings by well-supported ones of other records.

    Only sentences that are wholly courtesy change, on both sides; whatever else an answer says
    stays as it is. What comes in stands in at least `min_support` groups, so it is nobody's own,
    and there is no single record it came from.
    """

    mark = "r"

    def __init__(self, library: Library) -> None:
        """Keep the library of sentences that may travel."""
        self._library = library

    def propose(self, record: Record, rng: random.Random) -> Mapping[str, str]:
        """Return the turns in which a formula could be exchanged; empty if there is none."""
        parts = turns(record)
        language = record_language(parts)
        if language is None:
            return {}
        changed = {}
        for part in parts:
            if part.role not in _SPEAKERS:
                continue
            text = part.text
            # From the end, so that the places found before stay true.
            for sentence, formula in reversed(list(formulas(text, language))):
                place = Place(language, part.role, part.position, formula)
                others = [
                    other
                    for other in self._library.travelling(place)
                    if other.casefold() != sentence.text.casefold()
                ]
                if others:
                    text = text[: sentence.start] + rng.choice(others) + text[sentence.end :]
            if text != part.text:
                changed[part.path] = text
        return changed
