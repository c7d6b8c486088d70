"""Identifiers that a line break, a quoting mark or spaced-out letters take apart.

Patterns take a line break where they take a space. What is undone here is the rest: Windows line
ends, the `>` of quoted mail, indentation between two parts of a number, and breaks inside e-mail
and network addresses, where no space may stand.

Basis: RFC 3676 (quoted and wrapped mail).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compliance.detect.lexicons import load_words
from compliance.detect.text.offsets import Edit, in_order

_QUOTE = re.compile(r"\n(?: ?>)+ ?")
_LINE_END = re.compile(r"(?:\r\n?|\n(?= ?>))(?:(?: ?>)+ ?)?")
_BEFORE_DIGIT = re.compile(r"\n[ \t]*(?=\.?[0-9])")
_NUMBER_LEFT = re.compile(r"[0-9.]*\Z")
_NUMBER_RIGHT = re.compile(r"[0-9.]*")
_DOTTED = re.compile(
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}|"
    r"[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)?[0-9]{2})\.?"
)
"""A network address, a Swiss insurance number or a date, whole: their dots end no sentence."""
_AFTER_AT = re.compile(r"@([\w.-]{0,253})([ \t]*\n[ \t]*)([\w.-]{1,253})")
_DOMAIN_REST = re.compile(r"[a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2}|[a-z]{2}")
_BEFORE_AT = re.compile(r"([-_+]\n[ \t]*)[\w.+-]{1,64}@\w")
_DOT_BEFORE_AT = re.compile(r"\.(\n[ \t]*)[\w.+-]{1,64}@\w")
_LOCAL_LEFT = re.compile(r"[\w.+-]{1,64}\Z")
_TORN = re.compile(r"(?:^|[\s<(\[\"':;,])([\w.+-]{2,40})(=?\n[ \t]{0,3})\Z")
_SOFT_NUMBER = re.compile(r"(?<=[0-9]{2})=\n(?=[0-9]{2})")
"""A soft line break of a mail inside a number; it may stand at any column."""
_ENDS = frozenset(
    "com org net info eu de at ch fr it es pt nl be lu uk ie dk se no fi is pl cz sk hu si hr ro "
    "bg gr cy mt ee lv lt io dev app biz edu gov example test invalid pdf doc docx txt csv "
    "xls xlsx png jpg jpeg zip html htm json xml md py js ts".split()
)
"""What a site or a file ends with: its line is whole."""
_LAST_WORD = re.compile(r"(?:^|[^\w.+@-])([^\W\d_]{1,20})\Z")
_SPACED_MAIL = re.compile(r"(?<!\S)(?:[\w.+-] ){3,64}@(?: [\w.-]){4,253}(?!\w)")


def break_edits(text: str) -> list[Edit]:
    """Return the edits that leave one way to end a line and no quoting mark at its start.

    Args:
        text: text in plain characters.
    """
    if "\r" in text:
        return [(match.start(), match.end(), "\n") for match in _LINE_END.finditer(text)]
    if "\n" in text and ">" in text:
        return [(match.start(), match.end(), "\n") for match in _QUOTE.finditer(text)]
    return []


def wrap_edits(text: str) -> list[Edit]:
    r"""Return the edits that join numbers and addresses over a line break.

    Args:
        text: text in plain characters whose lines end in `\n`.
    """
    edits: list[Edit] = []
    if "\n" in text:
        edits.extend(_numbers(text))
        if "@" in text:
            edits.extend(_mail(text))
            edits.extend(_torn(text))
        if "=\n" in text:
            edits.extend((*match.span(), "") for match in _SOFT_NUMBER.finditer(text))
        edits = in_order(edits)
    if " @ " in text:
        edits.extend(_spaced(text))
        edits.sort()
    return edits


def _numbers(text: str) -> Iterator[Edit]:
    for match in _BEFORE_DIGIT.finditer(text):
        end = match.end()
        start = match.start()
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        before = text[start - 1 : start]
        if before in ("-", "/") and text[start - 2 : start - 1].isdecimal():
            yield start, end, ""
        elif before == "." or text[end] == ".":
            if before and _is_dotted(text, start, end):
                yield start, end, ""
        elif (before.isdecimal() or before.isupper()) and end - start > 1:
            yield start, end, "\n"


def _is_dotted(text: str, start: int, end: int) -> bool:
    """Tell whether the numbers to both sides of a line break are parts of one with dots."""
    left = _NUMBER_LEFT.search(text[max(0, start - 16) : start])
    right = _NUMBER_RIGHT.match(text[end : end + 16])
    whole = (left.group() if left else "") + (right.group() if right else "")
    return _DOTTED.fullmatch(whole) is not None


def _mail(text: str) -> Iterator[Edit]:
    for match in _AFTER_AT.finditer(text):
        at = match.start()
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_"):
            continue
        begun, _, rest = match.groups()
        whole_already = "." in begun and begun[-1] not in ".-"
        torn = whole_already and len(begun) - begun.rfind(".") == 2
        if torn:
            # One letter is no ending: "example.o", "rg".
            whole_already = begun[-1] + rest not in _ENDS
        if not whole_already and (torn or _DOMAIN_REST.match(rest)):
            yield match.start(2), match.end(2), ""
    for match in _BEFORE_AT.finditer(text):
        at = match.start()
        if at > 0 and text[at - 1].isalnum():
            yield at + 1, match.end(1), ""
    for match in _DOT_BEFORE_AT.finditer(text):
        # A dot may as well end a sentence: only an initial or a given name goes on behind it.
        word = _LAST_WORD.search(text, max(0, match.start() - 22), match.start())
        if word is not None and (len(word[1]) == 1 or word[1].lower() in _given_names()):
            yield *match.span(1), ""


def _torn(text: str) -> Iterator[Edit]:
    """Yield the edits that join the two halves of what stands before the sign of an address."""
    at = text.find("@")
    while at > 0:
        local = _LOCAL_LEFT.search(text, max(0, at - 64), at)
        if local is not None and ("\n" in text[max(0, local.start() - 4) : local.start()]):
            window = text[max(0, local.start() - 50) : local.start()]
            left = _TORN.search(window)
            if left is not None and (left[2][0] == "=" or _goes_on(left[1], local.group())):
                yield local.start() - len(left[2]), local.start(), ""
        at = text.find("@", at + 1)


def _goes_on(left: str, right: str) -> bool:
    """Tell whether the last word of a line is the first half of an address that goes on below."""
    if not left[-1].isalnum():
        return False
    parts = re.split(r"[._]", left)
    if len(parts) == 1:
        # An ordinary word, unless next to nothing is left of the address.
        return len(right) <= 2 and len(left) >= 4 and left.isalpha() and left.islower()
    return (
        parts[-1].lower() not in _ENDS
        and all(part.isalpha() for part in parts)
        and any(len(part) > 2 for part in parts)
        and left == left.lower()
        and right == right.lower()
    )


@cache
def _given_names() -> frozenset[str]:
    return load_words("given_names")


def _spaced(text: str) -> Iterator[Edit]:
    for match in _SPACED_MAIL.finditer(text):
        for at in range(match.start() + 1, match.end(), 2):
            yield at, at + 1, ""
