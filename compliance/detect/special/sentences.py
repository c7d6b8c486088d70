"""Where the sentence around a find begins and ends."""

from __future__ import annotations

import re

REACH = 300
"""A sentence is read this far to either side: a longer one is a table or has no marks at all."""

_END = re.compile(r"[.!?…;]+[\"”“’')\]]*\s+|\n(?=\s*[^\sa-zß-ÿ])|(?<=[.!?:;])\n|\n\s*\n")
_LINE_START = re.compile(r"\n\s*\Z|^\s+\Z")
_MARK = 20
"""The marks and spaces between two sentences are hardly ever longer."""
_NONE = (0, -1)
_LAST_WORD = re.compile(r"([^\W_]+)\.\s+\Z")
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof hr fr st bzw ca geb nr evtl ggf inkl sog usw röm kath ev no art abs vs "
    "sr sra sig dott mme mlle dhr mevr mw ul min max zzgl str approx dept ing dipl med rer nat jr "
    "e.g i.e z.b d.h u.a z.zt zt v.a bspw vgl tel pat li re bds jh jhdt std tgl stat amb".split()
)


class Sentences:
    """The sentences of one text; asked in the order of the text, each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = _NONE

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that `[start, end)` stands in, see `sentence_around`."""
        begin, stop = self._last
        if begin <= start and end <= stop and start - begin < REACH - _MARK:
            return self._last
        begin, stop = sentence_around(self._text, start, end)
        known = (begin == 0 or begin > start - REACH) and (
            stop == len(self._text) or stop < end + REACH
        )
        # What begins a line is read together with the line before, what follows in it is not.
        known = known and not _LINE_START.search(self._text, max(0, start - _MARK), start)
        self._last = (begin, stop) if known else _NONE
        return begin, stop


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence that `[start, end)` stands in.

    A full stop behind an abbreviation, an initial or an ordinal number ends nothing, and a line
    break ends a sentence unless the next line goes on in small letters.
    """
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    begin = low
    for match in _END.finditer(text, low, start):
        if _ends(text, match):
            begin = match.end()
    for match in _END.finditer(text, end, high):
        if _ends(text, match):
            return begin, match.start()
    return begin, high


def _ends(text: str, match: re.Match[str]) -> bool:
    if not match.group().startswith(".") or "\n\n" in match.group():
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.end())
    if word is None:
        return True
    last = word.group(1)
    return not (last.isdigit() and len(last) <= 2) and not (
        len(last) == 1 or last.lower() in _ABBREVIATIONS
    )
