"""Numbers in raised or lowered digits.

A single such digit is an exponent, an index or the mark of a footnote and stays; a number as long
as a year or longer is none of these.

Basis: Unicode blocks Latin-1 Supplement, Superscripts and Subscripts.
"""

from __future__ import annotations

import re

from compliance.detect.text.offsets import Edit

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_LOWERED = "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089"
_PLAIN = {
    **{char: str(digit) for digit, char in enumerate(_RAISED)},
    **{char: str(digit) for digit, char in enumerate(_LOWERED)},
}
RAISED = frozenset(_PLAIN)
"""A text without any of these has nothing to undo."""
_NUMBER = re.compile(
    f"[{_RAISED}](?:[ ./-]?[{_RAISED}]){{3,80}}|[{_LOWERED}](?:[ ./-]?[{_LOWERED}]){{3,80}}"
)


def raised_edits(text: str) -> list[Edit]:
    """Return the edits, of one character each, that make such numbers plain.

    Args:
        text: text in plain characters.
    """
    return [
        (at, at + 1, _PLAIN[text[at]])
        for match in _NUMBER.finditer(text)
        for at in range(*match.span())
        if text[at] in _PLAIN
    ]
