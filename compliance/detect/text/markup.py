"""Tags of HTML, read as a browser shows them: marks inside a line are nothing, blocks end a line.

Attributes and comments are not shown, yet they hold links, titles and picture texts: they are read
behind the text, each tag's on lines of their own. Only layout that can tell of nobody is left out.

Basis: HTML Living Standard, section 4 (elements) and section 13.1.2.3 (attributes).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from compliance.detect.lexicons import load_words
from compliance.detect.text.offsets import Edit, OffsetMap, splice

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark "
    "meta nobr o:p q s samp small span strike strong sub sup svg time tt u var wbr link path"
)
_BLOCK = (
    "address article aside blockquote body br button caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol "
    "optgroup option p pre script section select style summary table tbody textarea tfoot thead "
    "title tr ul"
)
ELEMENTS = {
    **dict.fromkeys(_INLINE.split(), "inline"),
    **dict.fromkeys(_BLOCK.split(), "block"),
    "td": "cell",
    "th": "cell",
}
"""The elements of HTML, in small letters, and how each is read."""
_NAMES = "|".join(sorted(ELEMENTS, key=len, reverse=True))
_TAG = re.compile(rf"<(/?)({_NAMES})((?:[\s/][^<>]*)?)(?<!=)>|<!--([^<>]*?)-->", re.IGNORECASE)
_FLAGS = (
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled "
    "hidden ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open readonly "
    "required reversed selected"
)
_BEGINS = re.compile(
    rf"[\s/]*(?:[\w:@.-]{{1,60}}\s*=|(?:{'|'.join(_FLAGS.split())})\b)", re.IGNORECASE
)
"""How attributes begin; a comparison in program code does not."""
_LAYOUT = re.compile(
    r"[\s/]*(?i:class|classname|style|width|height|align|valign|bgcolor|color|face|size|border|"
    r"cellpadding|cellspacing|colspan|rowspan|lang|xml:lang|dir|rel|target|role|scope|type|"
    r"tabindex|media)\s{0,4}=\s{0,4}(?:\"([a-z0-9 _:;#%.,()/!-]{0,300})\""
    r"|'([a-z0-9 _:;#%.,()/!-]{0,300})'|([a-z0-9_#%.-]{1,60}))"
)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")
_LONG_NUMBER = re.compile(r"[0-9](?:[ .:-]?[0-9]){4}")
_BETWEEN_CELLS = re.compile(r"\s{0,200}(?=<)")
_SOURCE_LINE_END = re.compile(r"[ \t]{0,200}\r?\n[ \t]{0,200}")
_ROW_END = re.compile(r"</(?:tr|thead|tbody|table)\b", re.IGNORECASE)
_CELL_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:['-][^\W\d_]+)?")
_NEXT_WORD = re.compile(
    r"<t[dh](?:\s[^<>]{0,400})?>\s{0,40}([^\W\d_]{2,30})\s{0,40}</t[dh]>", re.IGNORECASE
)
_BLANKS = " \t\n\r/"
_CELL_END = "\t"
_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class MovedMap:
    """The way back where attributes were moved behind the text."""

    shown: OffsetMap | None
    """The way back from the text without tags; None where no character of it moved."""
    size: int
    """How long the text without tags is; behind it stand the attributes."""
    starts: tuple[int, ...]
    """Where the attributes of each tag begin in the new text, blank lines included."""
    spans: tuple[tuple[int, int, int], ...]
    """For each: where its tag and its attributes begin and where they end in the old text."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the old text that `[start, end)` of the new one came from.

        A span ends at the latest where the text, or the attributes of one tag, end.

        Args:
            start: code point, inclusive.
            end: code point, exclusive; greater than `start`.
        """
        if start < self.size:
            end = min(end, self.size)
            return self.shown.back(start, end) if self.shown is not None else (start, end)
        index = bisect_right(self.starts, start) - 1
        tag, first, last = self.spans[index]
        shift = first - self.starts[index] - len(_APART)
        left = tag if start + shift < first else start + shift
        right = min(end + shift, last)
        return left, max(right, first)


def without_tags(text: str) -> tuple[str, OffsetMap | MovedMap | None]:
    """Return a text without its tags, and the map back; None where there are none.

    Args:
        text: text in plain characters.
    """
    if "<" not in text or ">" not in text:
        return text, None
    edits: list[Edit] = []
    moved: list[tuple[int, int, int]] = []
    done = 0
    fresh = True
    for match in _TAG.finditer(text):
        closing, name, rest, comment = match.groups()
        start, end = match.span()
        if comment and comment.strip(_BLANKS + "-"):
            moved.append((start, *match.span(4)))
        if rest and rest.strip(_BLANKS):
            if not _BEGINS.match(rest):
                continue
            if not _is_layout(rest):
                moved.append((start, match.start(3) + 1, match.end(3)))
        between = text[done:start]
        if between:
            fresh = between[-1] == "\n" or (fresh and between.isspace())
        plain = _plain(name.lower() if name else "", closing, fresh=fresh)
        if plain == _CELL_END:
            plain, end = _cell_end(between, text, end)
        elif name and ELEMENTS[name.lower()] == "block":
            # A line end in the source beside a block is none that is shown.
            line_end = _SOURCE_LINE_END.match(text, end)
            end = line_end.end() if line_end else end
        edits.append((start, end, plain))
        fresh = plain == "\n" or (fresh and not plain)
        done = end
    if not done:
        return text, None
    shown, back = splice(text, edits)
    if not moved:
        return shown, back
    return _with_attributes(text, shown, back, moved)


def _plain(name: str, closing: str, *, fresh: bool) -> str:
    """Return what a reader sees in the place of a tag; `fresh` at the start of a line."""
    kind = ELEMENTS.get(name, "inline")
    if kind == "cell" and closing:
        return _CELL_END
    if kind == "block" and (not fresh or name == "br"):
        return "\n"
    return ""


def _cell_end(word: str, text: str, end: int) -> tuple[str, int]:
    """Return what stands for the end of a cell, and where the next tag begins.

    A surname before a given name gets the comma that is written between them elsewhere.
    """
    space = _BETWEEN_CELLS.match(text, end)
    if space is None:
        return _CELL_END, end
    if _ROW_END.match(text, space.end()):
        return "", space.end()
    follows = _NEXT_WORD.match(text, space.end())
    if follows is not None and _CELL_WORD.fullmatch(word.strip()):
        given = _given_names()
        if follows[1].lower() in given and word.strip().lower() not in given:
            return ", ", space.end()
    return _CELL_END, space.end()


@cache
def _given_names() -> frozenset[str]:
    return load_words("given_names")


def _is_layout(attributes: str) -> bool:
    """Tell whether attributes say how a thing looks, and nothing that could be about a person."""
    at = 0
    while (match := _LAYOUT.match(attributes, at)) is not None:
        if _LONG_NUMBER.search(_COLOUR.sub("", match[match.lastindex or 0])):
            return False
        at = match.end()
    return not attributes[at:].strip(_BLANKS)


def _with_attributes(
    text: str, shown: str, back: OffsetMap | None, moved: Sequence[tuple[int, int, int]]
) -> tuple[str, MovedMap]:
    pieces = [shown]
    starts: list[int] = []
    size = at = len(shown)
    for _, first, last in moved:
        starts.append(at)
        pieces.append(_APART + text[first:last])
        at += len(_APART) + last - first
    return "".join(pieces), MovedMap(back, size, tuple(starts), tuple(moved))
