"""Text as a reader sees it, with an exact way back to the original characters.

Data hides from patterns in full-width digits, zero-width characters, soft hyphens, non-breaking
spaces, other dashes, marks over letters, look-alike letters, codes of HTML, JSON, links and mails,
misread UTF-8, tags, Markdown and quoted mail. All of that is undone once, here; every recognizer
then works on plain text.

Basis: Unicode Standard Annex 15 (NFKC), Unicode Technical Standard 39 (confusable letters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.detect.text.controls import CONTROLS, control_edits
from compliance.detect.text.emphasis import emphasis_edits
from compliance.detect.text.escapes import escape_edits
from compliance.detect.text.fields import field_edits
from compliance.detect.text.glyphs import glyph_edits
from compliance.detect.text.groups import group_edits
from compliance.detect.text.lookalikes import lookalike_edits
from compliance.detect.text.markup import ELEMENTS, MovedMap, without_tags
from compliance.detect.text.mojibake import FIRST_SIGNS, mojibake_edits
from compliance.detect.text.offsets import Edit, OffsetMap, splice
from compliance.detect.text.raised import RAISED, raised_edits
from compliance.detect.text.wraps import break_edits, wrap_edits

_MAY_NEED_WORK = re.compile(
    r"[^\t\x20-\x24\x27-\x29\x2b-\x3b\x3e-\x5b\x5d\x5e\x60-\x7d\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae"
    r"\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    r"\u20ac\u201c\u201e\u2022]"
    r"|[\u00c2-\u00d1][^\x00-\x7f\u00c0-\u00ff]|\u00e2\u20ac|\u00e1[\u00b8-\u00bb]|\u00ef\u00bb"
    r"|\]\(|\[/"
)
"""Most short texts have none of these."""
_RARE = (
    (FIRST_SIGNS, mojibake_edits),
    (CONTROLS, control_edits),
    (RAISED, raised_edits),
)
"""What is undone first, and the signs without which there is nothing to undo."""
_CODES = frozenset("&\\%=<*_~]")
"""Signs of codes and markup; others may turn out to be one of them."""
_ROUNDS = 4
"""An entity can stand for a character that needs work itself; deeper nesting is not undone."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text and the way back to the original."""

    text: str
    maps: tuple[OffsetMap | MovedMap, ...] = ()
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

    Order is kept but for the attributes of tags, which stand behind the text; no normalised
    character is without an original one, and each word keeps its case. Plain text costs one look
    at its characters.

    Args:
        text: any string, lone surrogates and NUL included.
    """
    if _MAY_NEED_WORK.search(text) is None and " @ " not in text:
        return Normalized(text)
    maps: list[OffsetMap | MovedMap] = []
    for _ in range(_ROUNDS):
        seen = frozenset(text)
        before = text
        for signs, step in _RARE:
            if not signs.isdisjoint(seen):
                text = _done(text, step(text), maps)
        undone = text != before
        for step in (glyph_edits, lookalike_edits, group_edits):
            text = _done(text, step(text), maps)
        before = text
        if not _CODES.isdisjoint(seen) or not text.isascii():
            text = _done(text, escape_edits(text), maps)
            text = _done(text, list(field_edits(text, ELEMENTS)), maps)
            text, back = without_tags(text)
            if back is not None:
                maps.append(back)
            text = _done(text, emphasis_edits(text), maps)
        undone |= text != before
        for step in (break_edits, wrap_edits):
            text = _done(text, step(text), maps)
        if not undone:
            break
    return Normalized(text, tuple(maps))


def _done(text: str, edits: list[Edit], maps: list[OffsetMap | MovedMap]) -> str:
    """Return the text with some edits done, and note the way back."""
    if not edits:
        return text
    text, back = splice(text, edits)
    if back is not None:
        maps.append(back)
    return text
