"""Names that their surroundings give away: titles, introductions, greetings, signatures, labels.

No model and no list of names: a name is what stands where a name stands. Lower-case text counts
too, which is where name models fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_words
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.names.cues import CUES, Cue
from compliance.detect.names.cues_europe import european_cues, foreign_titles, nobodies
from compliance.detect.types import Entity

_TOKEN = re.compile(
    r"[ \t]*(?:(?P<initial>[^\W\d_]\.(?:-[^\W\d_]\.)*)|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*))"
)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"[ \t](?P<initial>(?!))?(?P<word>[A-ZÄÖÜ][^\W\d_]+(?:['-][^\W\d_]+)*)")
NAME_PARTICLES = frozenset(
    "von van vom zu zur zum de der den des di da del della dos du la le el al bin ibn ben ten ter "
    "mac mc o st".split()
)
_ARTICLES = frozenset("der den des o st".split())
TITLES = frozenset(
    "dr prof professor doktor dipl ing med mag mba phd herr herrn frau hr fr mr mrs ms miss mx sir "
    "lady rer nat jur phil hc habil".split()
)
"""German and English titles in small letters, without full stops."""
ORGANISATION_WORDS = frozenset(
    "team support kundenservice kundendienst kundenbetreuung service customer care desk helpdesk "
    "gmbh "
    "ag kg ug ltd limited inc llc plc corp verlag bank versicherung shop store online office crew "
    "redaktion agentur hotline versand praxis kanzlei".split()
)
"""Words that make what stands before them the name of an organisation."""


class PeopleFinder:
    """Finds names by cue."""

    name = "people"
    types: tuple[str, ...] = ("PERSON",)

    def __init__(self) -> None:
        self._cues = (*CUES, *european_cues())
        self._patterns = PatternSet([cue.pattern for cue in self._cues])
        self._stop = load_words("not_names") | nobodies()
        self._titles = TITLES | foreign_titles()
        self._rare = load_words("rarely_names")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the names behind each cue."""
        for number, match in self._patterns.finditer(text):
            cue = self._cues[number]
            inside = self._patterns.pattern(number).groups > 0
            start = self._behind_stop_words(text, *match.span(1)) if inside else match.end()
            span = self._read(text, start, cue)
            if span is not None and not (inside and span[1] != match.end(1)):
                yield Entity(*span, "PERSON", cue.score, f"{self.name}.{cue.name}")

    def _behind_stop_words(self, text: str, start: int, end: int) -> int:
        """Return where the first word of `[start, end)` begins that may be part of a name."""
        for match in _WORD.finditer(text, start, end):
            if match.group().lower() not in self._stop:
                return match.start()
        return end

    def _read(self, text: str, at: int, cue: Cue) -> tuple[int, int] | None:
        """Return the span of a name that starts at `at`; None when no name stands there."""
        start = end = -1
        words = 0
        pending = False
        first_capital = False
        position = at
        while words < cue.most:
            match = _TOKEN.match(text, position)
            if match is None and cue.comma and words == 1 and text[position : position + 2] == ", ":
                match = _CAPITAL.match(text, position + 1)
            if match is None:
                break
            group = "initial" if match.group("initial") else "word"
            token = match.group(group)
            lower = token.lower().rstrip(".")
            if lower in self._titles and start < 0:
                position = match.end() + (text[match.end() : match.end() + 1] == ".")
                continue
            if lower in NAME_PARTICLES and group == "word" and (start < 0 or token.islower()):
                # "von" alone is no name; it counts only when a name follows. An article begins
                # no name: "Herr der Ringe" is none, "Frau von der Leyen" is one.
                if start < 0 and lower in _ARTICLES:
                    break
                if not token.islower() and start < 0 and lower in self._stop:
                    break
                pending = True
                start = match.start(group) if start < 0 else start
                position = match.end()
                continue
            if not self._may_be_name(token, lower, group, cue, first_capital, words):
                break
            if start < 0:
                start = match.start(group)
            first_capital = first_capital or token[0].isupper()
            pending = False
            words += 1
            end = position = match.end()
        if words < cue.least or end < 0 or (pending and words == 0):
            return None
        if words == 1 and end - start < 2:
            return None
        if cue.closing and not _closes(text, end):
            return None
        if cue.final and text[end:].strip(" .\n"):
            return None
        after = _TOKEN.match(text, end)
        if after is not None and (after.group("word") or "").lower() in ORGANISATION_WORDS:
            return None
        return start, end

    def _may_be_name(
        self, token: str, lower: str, group: str, cue: Cue, first_capital: bool, words: int
    ) -> bool:
        if group == "initial":
            return token[0].isupper() or cue.lower
        parts = lower.split("-")
        if lower in self._stop or any(part in self._stop and len(part) > 3 for part in parts):
            return False
        if lower in self._rare and not (token[0].isupper() and (words or cue.sure)):
            return False
        if len(token) > 25:
            return False
        if token[0].isupper():
            return True
        return cue.lower and not first_capital and words < 2 and len(token) >= 3


def _closes(text: str, end: int) -> bool:
    """Tell whether a line, a clause or the text ends at `end`."""
    rest = text[end : end + 3].lstrip(" ")
    if not rest or rest[0] in "\n,.!?;:)-|(":
        return True
    return _FROM.match(text, end) is not None


_FROM = re.compile(r" (?:at|from|vom|von|aus|bei) ")
