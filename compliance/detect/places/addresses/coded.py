"""Streets that only the postcode beside them gives away, and Dutch postcodes with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.dates import month_number
from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core, number_end
from compliance.detect.places.addresses.words import name_start, sentence_words

_CODE = r"(?:[A-Z]{1,3}[- ])?(?:\d{5}|\d{4}|\d{3} ?\d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2})"
_WORDS = r"\p{Lu}[\p{L}'.-]*(?: [\p{L}'.-]+){0,3}"
_NUMBER = r"\d{1,4}[a-zA-Z]?(?:[/-]\d{1,4}[a-zA-Z]?){0,2}"
_NAME = re.compile(r"(?P<word>[^\W\d_][\w'.-]*),? $")
_NO_LETTERS = frozenset(
    "GB MB TB KB KW HZ VA CM MM KM KG ML EU NR AD BC PS WH AH MA MW GW DB PX SA SD SS PC CC".split()
)
"""Letters behind four digits that are a unit or are never given out in Dutch postcodes."""


class CodedLines:
    """Finds "Dlouhá 12, 110 00 Praha", "8010 Graz, Sonnblick 32", "1234 AB 12"."""

    def __init__(self) -> None:
        self._before = compile_pattern(
            rf"{_WORDS},? {_NUMBER}(?:[.,][ \n]{{1,2}}|[ \t]?\r?\n[ \t]{{0,3}}| - | ){_CODE}"
            r"(?:,| -)? \p{Lu}"
        )
        self._behind = compile_pattern(
            rf"{_CODE} {_WORDS}(?: [IVX]{{1,4}}| \d{{1,2}})?(?:,[ \n]{{1,2}}|"
            rf"[ \t]?\r?\n){_WORDS} {_NUMBER}"
        )
        self._district = compile_pattern(
            rf"{_WORDS} {_NUMBER},? (?:gm\.|gmina|pow\.|powiat|woj\.|okr\.|okres|jud\.|com\.|"
            rf"общ\.|обл\.) "
        )
        self._dutch = compile_pattern(
            r"[1-9]\d{3} ?[A-Z]{2},?(?: nr\.?| nummer| huisnr\.?)? \d{1,4}"
        )
        self._numberless = compile_pattern(rf"{_WORDS},? s ?/ ?n(?:[^\p{{L}}\p{{N}}]|$)")

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers."""
        for match in self._before.finditer(text):
            number = _FIRST_NUMBER.search(match.group())
            if number is not None:
                yield from self._core(text, match.start(), match.start() + number.start("number"))
        for match in self._district.finditer(text):
            number = _FIRST_NUMBER.search(match.group())
            if number is not None:
                for core in self._core(text, match.start(), match.start() + number.start("number")):
                    yield Core(core.start, core.end, 0.6, 0.7, 0.8)
        for match in self._behind.finditer(text):
            number = _LAST_NUMBER.search(match.group())
            if number is not None:
                yield from self._core(text, match.start(), match.start() + number.start())
        for match in self._numberless.finditer(text):
            yield from self._without_number(text, match.start(), match.end())
        for match in self._dutch.finditer(text):
            letters = _LETTERS.search(match.group())
            if letters is None or letters.group() in _NO_LETTERS:
                continue
            if not isolated(text, *match.span()) or _QUANTITY.match(text, match.end()):
                continue
            before = _LAST_WORD.search(text[max(0, match.start() - 30) : match.start()])
            if before is None or before.group("word").lower() not in sentence_words() | _LABELS:
                yield Core(match.start(), match.end(), 0.5, 0.85, 0.85)
            else:
                yield Core(match.start(), match.end(), 0.0, 0.85, 0.85)

    @staticmethod
    def _without_number(text: str, floor: int, end: int) -> Iterator[Core]:
        """Yield a name with the Spanish "sin número": "Hermanos Falcó, s/n"."""
        sign = _NO_NUMBER.search(text, floor, end)
        if sign is None:
            return
        word = _NAME.search(text[max(0, sign.start() - 30) : sign.start()] + " ")
        if word is None or word.group("word").lower() in sentence_words():
            return
        start = max(floor, name_start(text, sign.start() - len(word.group("word"))))
        if text[start].isupper() and isolated(text, start, sign.end()):
            yield Core(start, sign.end(), 0.5, 0.7, 0.85)

    @staticmethod
    def _core(text: str, floor: int, digit: int) -> Iterator[Core]:
        end = number_end(text, digit)
        word = _NAME.search(text[max(0, digit - 30) : digit])
        if end is None or word is None:
            return
        last = digit - len(word.group())
        plain = word.group("word").lower().rstrip(".")
        if word.group("word").isupper() and len(plain) <= _SHORT:
            return
        if plain in sentence_words() or month_number(plain) is not None:
            return
        if _THOUSANDS.match(text, end):
            return
        start = max(floor, name_start(text, last))
        if text[start].isupper() and isolated(text, start, end):
            yield Core(start, end, 0.0, 0.0, 0.75)


_SHORT = 4
"""Letters of a word in capitals that is rather a sign ("CPU 8") than a street."""
_NO_NUMBER = re.compile(r",? s ?/ ?n(?![^\W_])")
_THOUSANDS = re.compile(r"[.,]\d")
_QUANTITY = re.compile(r" ?(?:[x×%€$]|stück|stk|pcs|mm\b|cm\b|kg\b)", re.I)
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)[.:]? ?$")
_LABELS = frozenset("sku art ref no model typ type teil part serial id isbn ean".split())
_LETTERS = re.compile(r"[A-Z]{2}")
_FIRST_NUMBER = re.compile(r" (?P<number>\d)")
_LAST_NUMBER = re.compile(_NUMBER + "$")
