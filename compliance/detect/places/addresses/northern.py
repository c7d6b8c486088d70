"""Streets of the Low Countries and the north: one word with its ending, then the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core, number_end
from compliance.detect.places.addresses.words import name_start, word_start

_SURE = (
    "straat|gracht|gatan|vägen|gade|katu|veien|vegen|gränd|stræde|gaten|götu|vegur|stígur|vænget"
)
"""Endings that hardly stand in other words, so that the street may be written small."""
_FAIR = (
    "laan|plein|kade|dijk|singel|steeg|hof|weg|baan|dreef|pad|plantsoen|park|lei|vest|"
    "stigen|torget|allén|backen|esplanaden|liden|"
    "vej|allé|plads|torv|parken|toften|bakken|boulevard|haven|vangen|engen|"
    "gata|gate|vei|plass|torg|stien|svingen|haugen|lia|"
    "tie|kuja|polku|kaari|rinne|aukio|ranta|tori|väylä|bulevardi|kadun|kadulla|braut|tún|holt"
)
_NO_STREET = re.compile(
    r"onderweg|undervej|underveje|genvej|.*bahnhof|.*umweg|.*ausweg|necktie|.*[ei]gate|.*legate|"
    r"surrogate|propagate|ipad|notepad|.*touchpad|launchpad|trackpad|keypad|opad|carpark|"
    r".*(?:mon|territ|mot|rekt|direkt|repert|laborat|audit|trakt)ori|history|sortie|partie|"
    r"amnestie",
    re.I,
)
"""Words that end like a street and are none."""
_STAIRS = re.compile(r" [A-Z]? ?\d{1,3}(?![\w-])(?=[ \t]*[,.;\n]|$| [a-zäö]{4})")
"""The flat behind the stairs, as in Finland: "12 A 3"."""
_AMOUNT = re.compile(
    r" ?(?:euro|eur|€|\$|£|%|kr\b|km\b|kg\b|meter|dag|dagen|uur|timer|timmar|år\b|jaar|minut|st\b)",
    re.I,
)


class NorthernStreets:
    """Finds street and number: "Keizersgracht 12", "Storgatan 5", "Mannerheimintie 3 B"."""

    def __init__(self) -> None:
        self._street = compile_pattern(rf"(?i)(?:{_SURE}|{_FAIR}) ?,? ?\d")
        self._sure = re.compile(rf"(?:{_SURE})$", re.I)
        self._first = compile_pattern(
            r"(?:^|[^\p{L}])((?:Laan|Plein|Kade|Weg|Dreef|Singel|Park) (?:(?:van|der|den|de|het|"
            r"'t|te|"
            r"ten|op) ){1,2}\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?) \d"
        )

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers."""
        for match in self._first.finditer(text):
            end = number_end(text, match.end() - 1)
            if end is not None and not _AMOUNT.match(text, end):
                yield Core(match.start(1), end, 0.6, 0.75, 0.9)
        for match in self._street.finditer(text):
            digit = match.end() - 1
            head = match.group()[:-1].rstrip(" ,")
            last = match.start() + len(head)
            begin = word_start(text, match.start())
            word = text[begin:last]
            end = number_end(text, digit)
            if end is None or digit == last or _AMOUNT.match(text, end):
                continue
            start = name_start(text, begin)
            alone_word = begin == match.start()
            if alone_word and start == begin:
                continue
            if not isolated(text, start, end) or (not alone_word and _NO_STREET.fullmatch(word)):
                continue
            if text[end - 1].isalpha() and (flat := _STAIRS.match(text, end)) is not None:
                end = flat.end()
            sure = self._sure.search(word) is not None
            capital = text[start].isupper()
            if sure and capital:
                yield Core(start, end, 0.8, 0.85, 0.9)
            elif sure:
                yield Core(start, end, 0.6, 0.75, 0.85)
            elif alone_word or not capital:
                yield Core(start, end, 0.0, 0.55, 0.85)
            else:
                yield Core(start, end, 0.5, 0.7, 0.85)
