"""Text as a reader sees it, with an exact way back to the original characters.

Data hides from patterns in full-width digits, zero-width characters, soft hyphens, non-breaking
spaces, other dashes, marks over letters, look-alike letters, HTML entities and quoted mail. All of
that is undone once, here; every recognizer then works on plain text.

Basis: Unicode Standard Annex 15 (NFKC), Unicode Technical Standard 39 (confusable letters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.detect.text.escapes import escape_edits
from compliance.detect.text.glyphs import glyph_edits
from compliance.detect.text.groups import group_edits
from compliance.detect.text.lookalikes import lookalike_edits
from compliance.detect.text.offsets import Edit, OffsetMap, splice
from compliance.detect.text.wraps import break_edits, wrap_edits

_MAY_NEED_WORK = re.compile(
    r"[^\t\x20-\x24\x27-\x3c\x3e-\x7e\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7"
    r"\u00bb\u00bf-\u017e\u20ac\u201c\u201e\u2022]"
)
"""Most short texts have none of these."""
_ROUNDS = 3
"""An entity can stand for a character that needs work itself; deeper nesting is not undone."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text and the way back to the original."""

    text: str
    maps: tuple[OffsetMap, ...] = ()
    """Maps of the rewritings in which characters moved, first to last."""

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span that the normalised span `[start, end)` stands for.

        Args:
            start: normalised code point, inclusive.
            end: normalised code point, exclusive; greater than `start`.
        """
        for each in reversed(self.maps):
            start, end = each.back(start, end)
        return start, end


def normalize(text: str) -> Normalized:
    """Return `text` in plain characters with a map back; linear in its length.

    Order is kept, no normalised character is without an original one, and each word keeps its
    case. Plain text costs one look at its characters.

    Args:
        text: any string, lone surrogates and NUL included.
    """
    if _MAY_NEED_WORK.search(text) is None and " @ " not in text:
        return Normalized(text)
    maps: list[OffsetMap] = []
    for _ in range(_ROUNDS):
        for step in (glyph_edits, lookalike_edits, group_edits):
            text = _done(text, step(text), maps)
        coded = escape_edits(text)
        text = _done(text, coded, maps)
        for step in (break_edits, wrap_edits):
            text = _done(text, step(text), maps)
        if not coded:
            break
    return Normalized(text, tuple(maps))


def _done(text: str, edits: list[Edit], maps: list[OffsetMap]) -> str:
    """Return the text with some edits done, and note the way back."""
    if not edits:
        return text
    text, back = splice(text, edits)
    if back is not None:
        maps.append(back)
    return text
