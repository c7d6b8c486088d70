"""Lines that a mail program or a page has broken: where a line end is no more than a space.

A name over such a line end is one name. In a list or an address block every line stands by itself,
so a line end counts as a space only inside running prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.names.inflection import stems
from compliance.detect.names.lists import given_names, is_listed, small_words
from compliance.detect.names.words import fold
from compliance.detect.types import Entity

_BREAK = re.compile(r"\n[ \t>|]{0,12}(?=[^\W\d_])")
_LONG = 40
"""Characters of a line that its writer or a program broke because it was full."""
_LONGEST_TITLE = 5
"""A longer word with a full stop ends a sentence: "Prof." does not."""
_PROSE = 2
"""Words in small letters that a short line of prose has."""
_TITLES = frozenset(
    "herr herrn frau hr fr mr mrs ms miss dr prof mme mlle pani pan mevrouw".split()
)
_PARTICLES = ("von ", "van ", "de ", "da ", "di ", "del ", "della ", "dos ", "du ", "af ", "av ")
_REACH = 120
_SMALL = re.compile(r"(?<![\w.@/-])[^\W\d_A-ZÀ-ÞĀ-Ž][^\W\d_]*(?![\w@:/=-])")
"""A word in small letters and no part of an address, a path or a label."""
_BEFORE_NAME = re.compile(
    r"(?:^|[\s(\"„“'])[^\W\d_A-ZÀ-Þ][^\W\d_]* +(?:[^\W\d_]\S{0,30} +){0,3}\S+$"
)
"""A word in small letters shortly before the last one: prose and no entry of a list."""
_GOES_ON = re.compile(
    r"[\w'’.-]+(?:[ \t]+[^\W\d_][\w'’-]*){0,2}(?:[.,;!?)]|[ \t]+[^\W\d_A-ZÀ-Þ][^\W\d_]*(?![\w:=@]))"
)
"""What follows the first word of a line that goes on with a sentence."""
_LABEL = re.compile(r"[^\n]{0,40}?[:=](?:\s|$)")
_HYPHEN = re.compile(r"-[ \t]?\n[ \t>|]{0,12}(?P<rest>[^\W\d_]+)")
_HYPHEN_REACH = 60


@lru_cache(maxsize=1)
def _closings() -> tuple[str, ...]:
    """Return how the line above a signature ends, in small letters."""
    phrases = (word for words in load_table("cues")["closing"].values() for word in words)
    german = ("grüßen", "gruß", "grüße", "gruss", "grüssen", "regards", "wishes", "thanks")
    return (*german, *phrases)


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    """Return words in small letters that no sentence and no entry of a list ends with."""
    return small_words() | load_words("not_names")


@lru_cache(maxsize=4)
def unwrapped(text: str) -> str:
    """Return a copy of the same length in which the line ends inside of sentences are spaces.

    Args:
        text: normalised text.
    """
    if "\n" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for match in _BREAK.finditer(text):
        start, end = match.span()
        if _is_wrap(text, start, end):
            pieces += (text[done:start], " " * (end - start))
            done = end
    return "".join((*pieces, text[done:])) if pieces else text


def _is_wrap(text: str, start: int, end: int) -> bool:
    """Tell whether `[start, end)`, a line end with what begins the next line, is a space."""
    if not (text[end].isupper() or text.startswith(_PARTICLES, end)):
        return False
    line = text.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
    before = text[line:start].rstrip()
    last = before[before.rfind(" ") + 1 :].lstrip(">|")
    if not last or not (last[-1].isalpha() or last[-1] == "." and len(last) <= _LONGEST_TITLE):
        return False
    name = last[0].isupper() and text[end].isupper()
    if not name and (len(before) < _LONG or not (last[0].isupper() or last in _joining())):
        # Only behind "and", "with", "is": an entry of a list may end with any other word.
        return False
    if before.lower().endswith(_closings()):
        return False
    stop = text.find("\n", end, end + _REACH)
    behind = text[end : stop if stop >= 0 else end + _REACH]
    if _LABEL.match(behind):
        return False
    if name and ":" not in last and _BEFORE_NAME.search(before):
        # "mit Thomas\nBergmann gesprochen", but no "Opća bolnica Gospić\nOdjel za ..."
        prose = len(before) >= _LONG or len(_SMALL.findall(before)) >= _PROSE
        return (prose or _is_given(last)) and _GOES_ON.match(behind) is not None
    if len(before) < _LONG or last.endswith("."):
        return False
    return _SMALL.search(before) is not None and _SMALL.search(behind) is not None


def _is_given(word: str) -> bool:
    """Tell whether a word is a given name, a form of one, or a title."""
    folded = fold(word.strip("\"'„“”(."))
    given = given_names()
    return folded in _TITLES or folded in given or any(stem in given for stem in stems(folded))


def hyphenated(text: str, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yield the whole names of which a hyphen at a line end parts off the rest.

    Args:
        text: normalised text.
        found: finds in it.
    """
    if "-\n" not in text and "- \n" not in text:
        return
    for each in found:
        if each.type != "PERSON":
            continue
        match = _HYPHEN.match(text[each.end : each.end + _HYPHEN_REACH])
        if match is None:
            continue
        rest = match.group("rest")
        if rest[0].isupper() or is_listed(_last(text, each) + rest) or len(rest) <= 6:
            end = each.end + match.end()
            yield Entity(each.start, end, "PERSON", each.score, "wrapped")


def _last(text: str, entity: Entity) -> str:
    """Return the last word of a find."""
    return text[entity.start : entity.end].rsplit(None, 1)[-1]
