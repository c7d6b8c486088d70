"""List files: one entry a line, `#` for remarks, UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from compliance.detect.text.normalize import normalize
from compliance.lists.terms import WORD, Entry, compared

_REMARK = re.compile(r"(?:^|\s)#.*")
MOST_WORDS = 32
_SEPARATORS = re.compile(r"[;\t|]")
Raw = tuple[str, str]
"""Where an entry stands ("line 3", "terms[2]") and the entry as it was written."""


class Unreadable(Exception):
    """A list file cannot be read; the message says why, without a value."""


def lines_of(path: Path) -> Iterator[Raw]:
    """Yield the entries of a file with their lines.

    Raises:
        Unreadable: it is missing, or no UTF-8 text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line} is not UTF-8 text") from error
    if "\0" in text:
        raise Unreadable("is no text file")
    for number, written in enumerate(text.split("\n"), start=1):
        entry = _REMARK.sub("", written).strip()
        if entry:
            yield f"line {number}", entry


def checked(raw: Iterable[Raw], *, always: bool) -> tuple[list[Entry], list[str]]:
    """Return the entries of a list, and what is wrong with some, each with its place.

    Args:
        raw: as they were written.
        always: they are to go wherever they stand, so that one letter would be a mistake.
    """
    entries, problems = [], []
    for place, written in raw:
        text = " ".join(normalize(written).text.split())
        words = WORD.findall(text)
        if not words:
            problems.append(f"{place}: holds no letter and no digit")
        elif _SEPARATORS.search(written):
            problems.append(f"{place}: holds a separator (; | or tab): one entry a line")
        elif len(words) > MOST_WORDS:
            problems.append(f"{place}: has more than {MOST_WORDS} words")
        elif always and sum(map(len, words)) < 2:
            problems.append(f"{place}: one letter would go in every text")
        else:
            entries.append(Entry(place, text, tuple(map(compared, words))))
    return entries, problems
