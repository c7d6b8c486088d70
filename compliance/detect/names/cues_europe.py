"""The places where a name stands in the languages without a table of their own.

The words stand in lexicons/cues.toml; here they become cues. All languages are read in every
text: a Polish signature ends a mail that is written in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.names.cues import (
    LISTED,
    LISTED_OR_FULL,
    LISTED_OR_LINE,
    SMALL_LISTED,
    Cue,
)
from compliance.detect.names.words import fold

_BEFORE = r"(?:^|[^\p{L}\p{N}_])"
_BEFORE_TITLE = r"(?:^|[^\p{L}\p{N}_/])"
"""Not behind a stroke: "20 mg/dl." is no Romanian gentleman."""
_LINE_START = r"(?:^|[\n.!?>] ?)"
_NAME = r"\p{Lu}[\p{L}'\-]+(?: \p{Lu}[\p{L}'\-]+){0,2}"


def european_cues() -> tuple[Cue, ...]:
    """Return the cues of all languages in the lexicon, one for each kind of place."""
    table = load_table("cues")
    words = {
        kind: _alternatives(entry for entries in by_language.values() for entry in entries)
        for kind, by_language in table.items()
    }
    return (
        Cue("title", rf"{_BEFORE_TITLE}{words['title']} ", 0.8, lower=False, sure=True, most=3),
        Cue("title after", rf"{_BEFORE}({_NAME}) {words['title_after']}(?:[^\p{{L}}]|$)", 0.7,
            lower=False, sure=True, most=3),
        Cue("introduction", rf"{_BEFORE}{words['introduction']}[ :,]{{1,2}}", 0.7, lower=True,
            most=3),
        Cue("i am", rf"{_BEFORE}{words['i_am']} ", 0.6, lower=True, least=2, most=3,
            closing=True, listed=SMALL_LISTED),
        Cue("kin", rf"{_BEFORE}{words['kin']},? ", 0.7, lower=True, most=3,
            listed=SMALL_LISTED, small=3),
        Cue("label", rf"{_BEFORE}{words['label']}(?: ?: ?\n?| ?\t)", 0.8, lower=False,
            comma=True),
        Cue("greeting", rf"{_LINE_START}{words['greeting']},? ", 0.6, lower=False, most=3,
            closing=True),
        Cue("signature", rf"{_BEFORE}{words['closing']}(?:[,.!]? ?\n+ ?(?:- ?|-- ?)?|, )", 0.7,
            lower=True, most=4, closing=True, listed=LISTED_OR_LINE),
        Cue("signature in line", rf"{_BEFORE}{words['closing']} ", 0.6, lower=True, most=3,
            closing=True, listed=LISTED),
        Cue("role", rf"{_BEFORE}{_roles(capitals=False)} ", 0.6, lower=False, most=4,
            listed=LISTED_OR_FULL),
        Cue("role in German or English", rf"{_BEFORE}{_roles(capitals=True)} ", 0.55, lower=False,
            most=3, listed=LISTED),
        Cue("asked", rf"{_BEFORE}{words['name_asked']}[^?\n]{{0,60}}\? ?\n+ ?(?:[\-–>*] ?)?"
            r"(?:(?:c'est|c|ja|yes|yeah|oui|sim|sí|sì|si|tak|ano|é|it's|its|sure)[ ,]{1,2})?",
            0.6, lower=True, most=4, closing=True, listed=SMALL_LISTED, small=3),
        Cue("vocative", rf"(?:^|\n) ?A ({_NAME}),? a (?:chara|chairde|dhuine)(?:[^\p{{L}}]|$)", 0.8,
            lower=False, most=3),
        Cue("introduced", rf"{_BEFORE}({_NAME}) {words['introduction_after']}"
            r"(?:[^\p{L}]|$)", 0.5, lower=False, most=3, listed=LISTED),
    )  # fmt: skip


def _roles(*, capitals: bool) -> str:
    """Return RE2 for what a person is; `capitals`: in German and English, or in the others.

    German writes every noun with a capital and English every word of a heading, so two capitals
    behind a role say nothing there.
    """
    return _alternatives(
        entry
        for language, entries in load_table("cues")["role"].items()
        if (language in ("de", "en")) is capitals
        for entry in entries
    )


def foreign_titles() -> frozenset[str]:
    """Return the titles of all languages in small letters, without full stops."""
    entries = load_table("cues")["title"].values()
    return frozenset(word.lower().rstrip(".") for words in entries for word in words)


def nobodies() -> frozenset[str]:
    """Return words that follow a greeting without being a name."""
    return frozenset(word for words in load_table("cues")["nobody"].values() for word in words)


def labels() -> frozenset[str]:
    """Return the labels of one word: what stands before a name in a form is none itself."""
    given = load_words("given_names")
    entries = (word for words in load_table("cues")["label"].values() for word in words)
    return frozenset(word for word in entries if " " not in word and fold(word) not in given)


def _alternatives(entries: Iterable[str]) -> str:
    """Return RE2 for the entries, the longest first; one written small may start with a capital."""
    sources = []
    for entry in sorted(set(entries), key=lambda each: (-len(each), each)):
        source = re.escape(entry).replace(r"\ ", " ")
        if entry[0].islower():
            source = f"[{entry[0]}{entry[0].upper()}]{re.escape(entry[1:])}".replace(r"\ ", " ")
        sources.append(source)
    return f"(?:{'|'.join(sources)})"
