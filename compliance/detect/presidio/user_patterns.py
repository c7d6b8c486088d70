"""Patterns of the user's own, in Presidio's form, run so that none can hang a scan.

A pattern that RE2 reads with the same meaning runs there, in time linear in the text. One that
needs look-around or back-references runs in the `regex` module with a time limit, after which the
scan fails: a scan that leaves a pattern out would pass data that nobody looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import re2
import regex

from compliance.errors import DetectError

_SECONDS = 1.0
_CHARACTERS_PER_SECOND = 100_000
"""A pattern may take a second, and a second more for so many characters."""
_KNOWN_FLAGS = int(regex.IGNORECASE | regex.MULTILINE | regex.DOTALL)
_OTHER_MEANING = re.compile(r"\(\?[a-zA-Z-]*U|\{(?!\d+(?:,\d*)?\})|\\[CQE]")
"""What RE2 and `regex` both accept and read in different ways."""
_ASCII_ONLY = re.compile(r"\\[wWbB]|\[\[?:")
"""What RE2 knows for ASCII letters only."""
_MAX_MEMORY = 256 << 20


class UserPattern:
    """One pattern of a recognizer: its spans in a text."""

    def __init__(self, where: str, source: str, flags: int) -> None:
        """Compile a pattern.

        Args:
            where: recognizer and pattern, for messages.
            source: the expression, in the syntax of `regex`.
            flags: flags of `regex`.

        Raises:
            DetectError: the expression is not valid.
        """
        self.where = where
        try:
            self._slow: Any = regex.compile(source, flags)
        except (regex.error, ValueError, RecursionError, OverflowError) as error:
            raise DetectError(
                f"[detect] recognizers: {where} is no valid expression ({error})",
                fix="correct the regex of this pattern",
            ) from error
        self._fast = None if flags & ~_KNOWN_FLAGS else _linear(source, flags)
        self._fast_is_ascii = _ASCII_ONLY.search(source) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the matches that are not empty.

        Raises:
            DetectError: the pattern took longer than any reasonable one.
        """
        if self._fast is not None and not (self._fast_is_ascii and not text.isascii()):
            matches = self._fast.finditer(text)
            yield from (match.span() for match in matches if match.end() > match.start())
        else:
            yield from timed_spans(self._slow, self.where, text, 0, len(text))


class DenyList:
    """The words of a deny list: RE2 finds them in one pass however many there are."""

    def __init__(self, where: str, words: Sequence[str], source: str, flags: int) -> None:
        """Compile a deny list.

        Args:
            where: recognizer, for messages.
            words: the words and phrases.
            source: Presidio's own expression for them.
            flags: flags of `regex`.
        """
        self.where = where
        options = _options(flags)
        options.longest_match = True
        listed = "|".join(re2.escape(word) for word in words if _in_word(word[:1]))
        self._words = re2.compile(rf"(?:\A|[^\pL\pN_])({listed})", options) if listed else None
        self._all_plain = all(_in_word(word[:1]) for word in words)
        self._slow = regex.compile(source, flags)
        self._longest = max(map(len, words))

    def spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Return where a listed word or phrase stands alone; spans of phrases can overlap.

        Raises:
            DetectError: the list has signs for words and took too long.
        """
        if not self._all_plain or self._words is None:
            return timed_spans(self._slow, self.where, text, 0, len(text))
        found = set()
        for match in self._words.finditer(text):
            start, end = match.span(1)
            if end == len(text) or not _in_word(text[end]):
                found.add((start, end))
            if not all(map(_in_word, text[start:end])):
                # A phrase: a shorter one may begin here or within it.
                stop = min(len(text), end + self._longest + 1)
                found.update(
                    span
                    for span in timed_spans(self._slow, self.where, text, start, stop)
                    if span[0] < end and (span[1] < stop or stop == len(text))
                )
        return sorted(found)


def timed_spans(
    pattern: Any, where: str, text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the matches of a `regex` pattern between two offsets that are not empty.

    Raises:
        DetectError: the pattern took longer than any reasonable one.
    """
    limit = _SECONDS + (end - start) / _CHARACTERS_PER_SECOND
    try:
        for match in pattern.finditer(text, start, end, timeout=limit):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError as error:
        raise DetectError(
            f"[detect] recognizers: {where} took too long on a text",
            why="its expression tries too many ways to match; without it the scan has a gap",
            fix="write it without nested repetition such as (a+)+, or remove the pattern",
        ) from error


def nearby(text: str, start: int, end: int, words: Iterable[str]) -> bool:
    """Tell whether a context word stands in one of the five words before a find, or in its own.

    Basis: Presidio's LemmaContextAwareEnhancer, which reads parts of words too.
    """
    around = _WORDS.findall(text[max(0, start - _REACH) : end].lower())[-_WORDS_BEFORE:]
    return any(word in each for word in words for each in around)


_WORDS = re.compile(r"\w+")
_WORDS_BEFORE = 6
_REACH = 120


def _linear(source: str, flags: int) -> Any:
    """Return the pattern in RE2; None where RE2 refuses it or reads it in another way."""
    if _OTHER_MEANING.search(source) or ("$" in source and not flags & regex.MULTILINE):
        return None
    letters = "".join(
        letter for letter, flag in (("m", regex.MULTILINE), ("s", regex.DOTALL)) if flags & flag
    )
    try:
        compiled = re2.compile(f"(?{letters}){source}" if letters else source, _options(flags))
    except (re2.error, UnicodeError):
        return None
    # After an empty match the two go on in different ways.
    return None if compiled.search("") is not None else compiled


def _options(flags: int) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not flags & regex.IGNORECASE
    options.max_mem = _MAX_MEMORY
    return options


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
