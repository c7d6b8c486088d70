"""Words around a candidate that say what it is, and where a candidate may begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from compliance.detect.lexicons import load_concepts
from compliance.detect.matching.re2patterns import compile_pattern

BEFORE = 60
"""How many characters before a candidate are read for hints: about a short sentence."""
AFTER = 30
"""How many characters after it."""

_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"\n\s*\n")


def has_digit(text: str) -> bool:
    """Tell whether a text holds a digit: without one, most finders have nothing to look for."""
    return _DIGIT.search(text) is not None


def isolated(text: str, start: int, end: int) -> bool:
    """Tell whether `[start, end)` is no part of a longer word or number.

    RE2 knows no look-around, and its word boundary knows ASCII only, so this is asked of every
    candidate.
    """
    if start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    return not (end < len(text) and (text[end].isalnum() or text[end] == "_"))


class Hints:
    """A set of hint words and phrases, in either case.

    A longer hint may begin a word ("telefon" in "Telefonnummer"); one of up to four letters must
    be the whole word, or "tel" would stand in "Teller". A `*` at the end of a short one lets it
    begin a word too. Any number of words costs one pass over the window (RE2).
    """

    __slots__ = ("_pattern", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(set(words)))
        self._pattern = _pattern(self.words) if self.words else None

    def near(
        self, text: str, start: int, end: int, *, before: int = BEFORE, after: int = AFTER
    ) -> bool:
        """Tell whether a hint stands shortly before or after `[start, end)`, in its paragraph."""
        return self.before(text, start, before) or self.after(text, end, after)

    def before(self, text: str, start: int, reach: int = BEFORE) -> bool:
        """Tell whether a hint stands within `reach` characters before `start`."""
        if self._pattern is None:
            return False
        return self._pattern.search(_window_before(text, start, reach)) is not None

    def between(self, text: str, start: int, reach: int = BEFORE) -> str | None:
        """Return what stands between the last hint before `start` and `start`; None without one."""
        if self._pattern is None:
            return None
        window = _window_before(text, start, reach)
        last = None
        at = 0
        while match := self._pattern.search(window, at):
            last = at = max(match.end(1), match.end(2))
        return window[last:] if last is not None else None

    def after(self, text: str, end: int, reach: int = AFTER) -> bool:
        """Tell whether a hint stands within `reach` characters after `end`."""
        if self._pattern is None:
            return False
        window = _BREAK.split(text[end : end + reach])[0]
        return self._pattern.search(window) is not None


def _window_before(text: str, start: int, reach: int) -> str:
    """Return up to `reach` characters before `start`: of its paragraph, from a word's start."""
    begin = max(0, start - reach)
    # A word cut in half by the window must not count as a word start.
    while 0 < begin < start and text[begin - 1].isalnum() and text[begin].isalnum():
        begin += 1
    return _BREAK.split(text[begin:start])[-1]


def concepts(*names: str, extra: Iterable[str] = ()) -> Hints:
    """Return the context words of some concepts in every language there is.

    All languages are read whatever a text is written in: a Polish number stands in German mail.

    Args:
        names: concepts of the files in lexicons/context.
        extra: further words and phrases.

    Raises:
        KeyError: a concept is not defined.
    """
    table = _concepts()
    words = [word for name in names for entries in table[name].values() for word in entries]
    return Hints([*words, *extra])


@cache
def _concepts() -> dict[str, dict[str, list[str]]]:
    return load_concepts()


def _pattern(words: Iterable[str]) -> Any:
    """Return RE2 for the words: group 1 holds one that may begin a word, group 2 a whole word."""
    # Longest first: RE2 takes the leftmost alternative, and `between` needs the whole hint.
    begins: list[str] = []
    whole: list[str] = []
    for word in sorted(words, key=lambda each: (-len(each), each)):
        source = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
        short = len(word) <= 4 and not word.endswith("*")
        (whole if short else begins).append(source)
    # A class that is empty matches nothing: one of the two may hold no word.
    nothing = r"[^\x00-\x{10FFFF}]"
    return compile_pattern(
        rf"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:({'|'.join(begins) or nothing})"
        rf"|({'|'.join(whole) or nothing})(?:$|[^\p{{L}}\p{{N}}]))"
    )


def sentence(text: str, start: int, end: int, *, reach: int = 160) -> str:
    """Return the sentence around `[start, end)`, at most `reach` characters to each side."""
    left = text[max(0, start - reach) : start]
    right = text[end : end + reach]
    for match in _SENTENCE_END.finditer(left):
        cut = match.end()
        left_rest = left[cut:]
        if not _SENTENCE_END.search(left_rest):
            left = left_rest
            break
    stop = _SENTENCE_END.search(right)
    return left + text[start:end] + (right[: stop.start() + 1] if stop else right)


_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_])|\n")
