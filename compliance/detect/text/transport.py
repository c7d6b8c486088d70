"""Characters as mails and links carry them: percent codes, quoted-printable, encoded words.

Basis: RFC 3986 section 2.1 (percent codes); HTML Living Standard, application/x-www-form-urlencoded
(`+` for a space); RFC 2045 section 6.7 (quoted-printable); RFC 2047 (encoded words).
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator

from compliance.detect.text.octets import octet_edits
from compliance.detect.text.offsets import Edit

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}){0,500}")
_PERCENT_U = re.compile(r"%u([0-9A-Fa-f]{4})(?![0-9A-Fa-f])")
"""What the function `escape` of JavaScript makes of characters beyond Latin-1 and some before."""
_VALUE = re.compile(r"=([^\s&;\"'<>=#]{3,500})(&?)")
_KEY = re.compile(r"(?:^|[?&]|[^\w.-])([?&]?)[A-Za-z_][\w.\[\]-]{0,40}\Z")
_PART = re.compile(r"[A-Z][a-z]|%C|[^\x00-\x7f]|[A-Z]{2}[0-9]|[0-9]{2}")
"""How a part of a name or of a number begins; in program code a plus stands between others."""
_LINK = re.compile(r"://[^\s<>\"'\[\]]{1,2000}")
_PERSONAL_LINK = re.compile(
    r"(?i)[?&;](?:user|usr|uid|name|vorname|nachname|nom|prenom|first|last|full|e?-?mail|correo|"
    r"courriel|phone|tel|mobile|token|session|sid|auth|kund|client|customer|account|member|patient|"
    r"usu|util|uten|klient|apell|cognome|login|birth|dob|gebdat|iban|ssn|address|adresse|recip)"
    r"[\w-]{0,20}=|/(?:user|profil|people|person|member|account|customer|kunde|author|patient)"
)
"""A link that tells of a person is found as a whole, and what ends a link would cut it short."""
_ENDS_LINK = frozenset(" \t\r\n<>\"'[]")
_QUOTED = re.compile(r"=[0-9A-F]{2}(?:=[0-9A-F]{2}){0,200}")
_QUOTED_SIGN = re.compile(r"=3D(?=[\"'])|=20(?=\r?\n)")
_SOFT_BREAK = re.compile(r"=\r?\n")
_SOFT_BREAK_FROM = 60
"""A mail program breaks at column 76; a short line that ends in `=` is something else."""
_ENCODED_WORD = re.compile(
    r"=\?(utf-?8|us-ascii|iso-8859-[0-9]{1,2}|windows-12[0-9]{2}|koi8-[ru])(?:\*[a-z-]{1,12})?"
    r"\?([qb])\?([^?\r\n]{1,600})\?=(?:\s{1,20}(?==\?))?",
    re.IGNORECASE,
)
_QUOTED_OCTET = re.compile(rb"=([0-9A-Fa-f]{2})")


def percent_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that undo percent codes, and `+` for a space in the values of a query.

    Args:
        text: text in plain characters.
    """
    whole = [(0, 0)]
    if "://" in text:
        whole.extend(m.span() for m in _LINK.finditer(text) if _PERSONAL_LINK.search(m[0]))
    for edit in _undone(text):
        if edit[2] in _ENDS_LINK:
            index = bisect_right(whole, (edit[0], len(text))) - 1
            if edit[0] < whole[index][1]:
                continue
        yield edit


def _undone(text: str) -> Iterator[Edit]:
    if "%" in text:
        for match in _PERCENT.finditer(text):
            start, end = match.span()
            if not _is_share(text, start, end):
                spans = [(at, at + 3) for at in range(start, end, 3)]
                yield from octet_edits(text, spans, bytes.fromhex(match[0].replace("%", "")))
        for match in _PERCENT_U.finditer(text):
            code = int(match[1], 16)
            if not 0xD800 <= code < 0xE000:
                yield *match.span(), chr(code)
    if "=" in text and "+" in text:
        for match in _VALUE.finditer(text):
            if "+" in match[1] and _is_query(text, match):
                yield from _spaces(text, *match.span(1))


def _is_share(text: str, start: int, end: int) -> bool:
    """Tell whether a code is rather a number with a percent sign, or the form of a number."""
    if end - start > 3 and not text[start + 1 : end].replace("%", "").isdecimal():
        return False
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before.isdecimal():
        return text[start + 1 : end].isdecimal() and not behind.isalnum()
    if not before or before.isspace():
        return end - start == 3 or not behind.isalpha()
    return not (before.isalnum() or behind.isalnum())


def _is_query(text: str, match: re.Match[str]) -> bool:
    """Tell whether `key=value` belongs to a query and not to program code."""
    value = match[1]
    key = _KEY.search(text, max(0, match.start() - 43), match.start())
    if key is None or "@" in value:
        return False
    if match[2] or key[1] or key[0][0] in "?&" or key[0].lower().endswith("name"):
        return True
    return all(_PART.match(part) for part in value.strip("+").split("+"))


def _spaces(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits that make spaces of plus signs between two words."""
    at = text.find("+", start + 1, end - 1)
    while at > 0:
        before, behind = text[at - 1], text[at + 1]
        if (before.isalnum() or before in ".,") and (behind.isalnum() or behind == "%"):
            yield at, at + 1, " "
        at = text.find("+", at + 1, end - 1)


def quoted_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that undo encoded words, quoted-printable codes and soft line breaks.

    An encoded word stays in one piece: what is found in it covers all of it.

    Args:
        text: text in plain characters.
    """
    if "=?" in text:
        for match in _ENCODED_WORD.finditer(text):
            plain = _word(*match.groups())
            if plain:
                yield match.start(), match.end(), plain
    for match in _QUOTED.finditer(text):
        spans = [(at, at + 3) for at in range(match.start(), match.end(), 3)]
        octets = bytes.fromhex(match[0].replace("=", ""))
        for start, end, char in octet_edits(text, spans, octets):
            if not char.isascii():
                yield start, end, char
    for match in _QUOTED_SIGN.finditer(text):
        yield match.start(), match.end(), chr(int(match[0][1:], 16))
    for match in _SOFT_BREAK.finditer(text):
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        if _SOFT_BREAK_FROM <= column <= 76 and _is_word(text, match.end()):
            yield match.start(), match.end(), ""


def _word(charset: str, encoding: str, value: str) -> str:
    """Return what an encoded word says; empty if it is none."""
    try:
        octets = value.encode("ascii")
        if encoding in "bB":
            octets = binascii.a2b_base64(octets + b"=" * (-len(octets) % 4), strict_mode=True)
        else:
            octets = _QUOTED_OCTET.sub(_octet, octets.replace(b"_", b" "))
        return octets.decode(charset)
    except (ValueError, LookupError):
        return ""


def _octet(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] in "_.+-@")
