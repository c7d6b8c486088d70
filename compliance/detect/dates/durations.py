"""Durations and times of day: how long a contract ran, when somebody was released.

They tell who is meant where a whole case is told, and are everywhere else a dose, a delivery time
or an appointment. So they are found in data about cases only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_table
from compliance.detect.matching.context import has_digit, isolated
from compliance.detect.matching.rules import compile_pattern

_NOT_BEHIND = re.compile(
    r"[ -]?(?:olds?|of age|alt|ago|time[- ]?limit|limitation|notice|deadline|frist|de edad|d'âge|"
    r"(?:from|of|after) the (?:date|day)|period (?:prescribed|laid down|provided|set|fixed|for))"
    r"(?![^\W_])",
    re.I,
)
"""An age, or a limit that the law sets for everybody."""
_NOT_BEFORE = re.compile(
    r"(?<![^\W_])(?:statutory|prescribed|every|each|than|least|most|aged|age of|alle|jede[rns]?|"
    r"gesetzliche[nr]?|frist von|mindestens|höchstens|als|chaque|tous les|cada|ogni|elke|"
    r"(?:may|shall|must|can|darf|muss|kann)(?: [^\W\d_]+){1,6} "
    r"(?:within|innerhalb(?: von)?|binnen))[ ]$",
    re.I,
)
_MARKS = r"(?:a\.m\.|p\.m\.|am|pm|noon|midnight|o'clock|uhr(?: \d{2})?|uur|h(?:eures)? ?\d{2})"
_AT = r"um|gegen|ab|bis|à|vers|a las|sobre las|alle|alle ore|ore|om|rond|o|o godz\.|około"


class Durations:
    """Finds durations in English and German first, in five more languages behind figures.

    Basis: quasi identifiers (Pilán et al. 2022, TAB: DATETIME).
    """

    def __init__(self) -> None:
        table = load_table("durations")
        numbers = load_table("amounts")["numbers"]
        spans = "|".join(
            rf"(?:\d{{1,3}}(?:[.,]5)?|{_number(language, [*numbers[language], *one])})"
            rf"(?: and a half|einhalb)?[ -](?:{'|'.join(table['units'][language])})"
            for language, one in table["one"].items()
        )
        german = _number("de", [*numbers["de"], "ein"])
        self._spans = compile_pattern(
            rf"(?i)(?:{spans})(?:,? (?:and|und|et|y|e|en|i) (?:{spans}))?|"
            rf"(?:\d{{1,3}}-?|{german})(?:{'|'.join(table['adjectives']['de'])})(?:e[mnrs]?)?"
        )
        self._clock = compile_pattern(
            rf"(?i)(?:(?:{_AT}) )?(\d{{1,2}}(?:[.:]\d{{2}})? ?{_MARKS})|"
            rf"(?:at|around) (\d{{1,2}}:\d{{2}})|(?:{_AT}) (\d{{1,2}}[:.]\d{{2}})"
        )

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each duration and time of day."""
        for match in self._spans.finditer(text):
            start, end = match.span()
            if (
                isolated(text, start, end)
                and text[start - 1 : start] not in (".", ",", "/", ":", "§")
                and not _NOT_BEHIND.match(text, end)
                and not _NOT_BEFORE.search(text[max(0, start - 60) : start])
            ):
                yield start, end, 0.45
        if has_digit(text):
            for match in self._clock.finditer(text):
                start, end = max(match.span(group) for group in (1, 2, 3))
                marked = match.start(1) >= 0
                if (marked or isolated(text, match.start(), end)) and _is_clock(text, start, end):
                    yield start, end, 0.45


def _number(language: str, words: list[str]) -> str:
    """Return a pattern of numbers in words; German writes them without a space."""
    stems = "|".join(sorted(set(words), key=lambda each: (-len(each), each)))
    gap = "(?:und)?" if language == "de" else "[ -]?"
    return rf"(?:{stems})(?:{gap}(?:{stems}))*"


def _is_clock(text: str, start: int, end: int) -> bool:
    """Tell whether figures are a time of day that stands alone: no version, date or chapter."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "_.,:/-"):
        return False
    if text[end - 1] != "." and text[end : end + 1].isalnum():
        return False
    if text[end : end + 1] in (".", ":", ",", "/") and text[end + 1 : end + 2].isdigit():
        return False
    figures = [int(each) for each in re.findall(r"\d+", text[start:end])]
    return figures[0] <= 24 and all(each < 60 for each in figures[1:])
