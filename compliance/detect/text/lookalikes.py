"""Letters of other alphabets that look like Latin ones, and digits in circles.

A whole Greek or Bulgarian word is real and stays. A word that mixes alphabets, a word with digits
in it and an e-mail address are read as Latin if that leaves no other letter.

Basis: Unicode Technical Standard 39 (confusable letters).
"""

from __future__ import annotations

import re

from compliance.detect.text.offsets import Edit

_PAIRS = (
    # Cyrillic
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ҮY ХX ӀI ԌG ԚQ ԜW "
    "аa сc еe іi јj кk оo рp ѕs хx уy үy ԁd ԛq ԝw һh ӏl "
    # Greek
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa οo νv ιi ρp κk υu "
    # Armenian
    "ՍU ՕO ՏS Լl օo սu հh ոn ցg զq "
    # Cherokee
    "ᎠD ᎡR ᎢT ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᏀG ᏃZ ᏎS ᏙV ᏞL ᏟC ᏢP ᏦK ᏴB Ꭹy"
).split()
_DIGITS = {
    **{
        chr(first + number): str(number + 1)
        for first in (0x2460, 0x24F5, 0x2776, 0x2780, 0x278A)
        for number in range(9)
    },
    "\u24ea": "0",
    "\u24ff": "0",
    "\U0001f10b": "0",
    "\U0001f10c": "0",
}
"""Digits in circles: part of a number beside another digit, else the mark of a list."""
LOOKALIKES = str.maketrans({pair[0]: pair[1] for pair in _PAIRS})
"""Look-alike letter to Latin letter."""
_CIRCLED = "".join(_DIGITS)
_ODD = "".join(pair[0] for pair in _PAIRS) + _CIRCLED
_LATIN = f"A-Za-z0-9@\u00c0-\u024f{_CIRCLED}"
_MIXED = re.compile(f"[{_ODD}](?:(?=[{_LATIN}])|(?<=[{_LATIN}][{_ODD}]))")
"""A look-alike letter or circled digit beside a Latin letter, a digit or an at sign."""
_NUMBER = re.compile(f"[{_CIRCLED}](?:(?=[0-9{_CIRCLED}])|(?<=[0-9{_CIRCLED}][{_CIRCLED}]))")
_TOKEN_END = re.compile(r"[\w.+@-]*")
_WORD = re.compile(r"[^\W_]+")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"[0-9]")
_SMALL_GREEK = re.compile("[α-ω]")


def lookalike_edits(text: str) -> list[Edit]:
    """Return the edits, of one character each, that make disguised words Latin.

    Args:
        text: text in plain characters.
    """
    edits: list[Edit] = []
    if text.isascii():
        return edits
    done = 0
    for match in _MIXED.finditer(text):
        start = match.start()
        if start < done:
            continue
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "_.+@-"):
            start -= 1
        end = _TOKEN_END.match(text, match.end()).end()  # type: ignore[union-attr]
        done = end
        edits.extend(_token_edits(text, start, end))
    return edits


def _token_edits(text: str, start: int, end: int) -> list[Edit]:
    token = text[start:end]
    numbered = _NUMBER.sub(lambda match: _DIGITS[match.group()], token)
    plain = numbered.translate(LOOKALIKES)
    if "@" not in token or not _is_latin(plain):
        plain = _WORD.sub(lambda match: _word(match.group()), numbered)
    return [
        (start + at, start + at + 1, new)
        for at, (old, new) in enumerate(zip(token, plain, strict=True))
        if old != new
    ]


def _word(word: str) -> str:
    plain = word.translate(LOOKALIKES)
    if plain == word or not _is_latin(plain):
        return word
    if _LATIN_LETTER.search(word) is None:
        # A small Greek letter before a digit is a formula.
        return plain if _DIGIT.search(word) and not _SMALL_GREEK.search(word) else word
    return plain


def _is_latin(text: str) -> bool:
    return all(char < "\u0250" or not char.isalpha() for char in text)
