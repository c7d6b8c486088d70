"""From which countries the numbers of a passage may be, where no word names them.

The language of the passage tells, and so do the country codes of phone numbers and bank accounts,
the endings of internet addresses, and names of countries.

Basis: ITU-T E.164 (country codes), ISO 13616 (IBAN), ISO 3166-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from compliance.detect.identifiers.numbering import EUROPE
from compliance.detect.identifiers.things import is_thing
from compliance.detect.matching.context import AFTER, BEFORE, Hints, concepts

_BLOCK = 800
"""Characters of a passage; what is told of it counts for all numbers in it."""
_AROUND = 200
_FEW_LETTERS = 12
"""Below, language identification is little better than a guess."""
_PLAUSIBLE = 0.2
"""Share from which on a language may be that of the passage: neighbours are told apart badly."""
_COUNTRIES = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE AT CH LI", "el": "GR CY", "en": "GB IE",
    "es": "ES", "et": "EE", "fi": "FI", "fr": "FR BE LU CH", "ga": "IE", "hr": "HR", "hu": "HU",
    "is": "IS", "it": "IT CH", "lt": "LT", "lv": "LV", "mt": "MT", "nl": "NL BE",
    "nn": "NO", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "sk": "SK", "sl": "SI", "sv": "SE",
}  # fmt: skip
"""Where each language is spoken."""
_OTHERS = ("ru", "sr", "sq", "tr", "uk")
"""Languages that compete, so that a text in them is not taken for one of the above."""
_DIALLED = {
    "30": "GR", "31": "NL", "32": "BE", "33": "FR", "34": "ES", "36": "HU", "39": "IT", "40": "RO",
    "41": "CH", "43": "AT", "44": "GB", "45": "DK", "46": "SE", "47": "NO", "48": "PL", "49": "DE",
    "351": "PT", "352": "LU", "353": "IE", "354": "IS", "356": "MT", "357": "CY", "358": "FI",
    "359": "BG", "370": "LT", "371": "LV", "372": "EE", "385": "HR", "386": "SI", "420": "CZ",
    "421": "SK", "423": "LI",
}  # fmt: skip
_PHONE = re.compile(r"(?<!\w)(?:\+|00 ?)(\d{2,3})")
_IBAN = re.compile(r"(?<!\w)([A-Z]{2})\d{2} ?[A-Z0-9]{4} ?[A-Z0-9]{4}")
_ENDING = re.compile(r"(?:@|www\.|://)[\w.-]{1,80}\.([a-z]{2})(?![\w-]|\.\w)")
_ENDINGS = {"uk": "GB", **{country.lower(): country for country in EUROPE}}
_WORDS = {
    "PL": "poland", "HU": "hungary", "SI": "slovenia", "HR": "croatia", "BG": "bulgaria",
    "EE": "estonia", "LT": "lithuania", "LV": "latvia", "DK": "denmark", "SE": "sweden",
    "PT": "portugal", "IT": "italy", "GR": "greece", "NL": "netherlands", "GB": "britain",
    "DE": "germany", "AT": "austria",
}  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")
_SPOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BESIDE_BEFORE = re.compile(r"(?:[\d,;|\t] ?|[€$£] )\Z")
_BESIDE_BEHIND = re.compile(r" ?[,;.:]?[ \t|]{0,2}\d")


ANYWHERE = "*"
"""In place of a country: for checks that need no passage, but no crowd of numbers either."""


class Origin(Hints):
    """What stands in for a hint word where a passage tells its country."""

    __slots__ = ("_country",)

    def __init__(self, country: str) -> None:
        """Ask for one country.

        Args:
            country: ISO 3166-1 code, or `ANYWHERE`.
        """
        super().__init__(())
        self._country = country

    def near(
        self, text: str, start: int, end: int, *, before: int = BEFORE, after: int = AFTER
    ) -> bool:
        """Tell whether the number is no cell or amount, and may be of the country."""
        return (
            not _in_row(text, start, end)
            and not is_thing(text, start, end)
            and (self._country == ANYWHERE or self._country in countries_near(text, start))
        )


def countries_near(text: str, at: int) -> frozenset[str]:
    """Return the countries that the passage around a place speaks of, by ISO 3166-1 code.

    Args:
        text: plain text.
        at: a place in it.
    """
    first = at // _BLOCK * _BLOCK
    return _countries(text[max(0, first - _AROUND) : first + _BLOCK + _AROUND])


def _in_row(text: str, start: int, end: int) -> bool:
    """Tell whether more numbers stand beside one."""
    return (
        _BESIDE_BEFORE.search(text[max(0, start - 3) : start]) is not None
        or _BESIDE_BEHIND.match(text, end) is not None
    )


@lru_cache(maxsize=256)
def _countries(passage: str) -> frozenset[str]:
    found = {
        country for language in _languages(passage) for country in _COUNTRIES[language].split()
    }
    for match in _PHONE.finditer(passage):
        code = match[1]
        found.add(_DIALLED.get(code[:2]) or _DIALLED.get(code, ""))
    found.update(match[1] for match in _IBAN.finditer(passage))
    found.update(_ENDINGS.get(match[1], "") for match in _ENDING.finditer(passage))
    line = " ".join(passage.split())
    found.update(country for country, hints in _named() if hints.before(line, len(line), len(line)))
    return frozenset(found - {""})


def _languages(passage: str) -> Iterator[str]:
    """Yield the languages that a passage may be in."""
    spoken = " ".join(_SPOKEN.findall(passage)).lower()
    if len(_LETTER.findall(spoken)) < _FEW_LETTERS:
        return
    for language, share in _identifier().rank(spoken):
        if share < _PLAUSIBLE:
            return
        if language in _COUNTRIES:
            yield language


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_COUNTRIES, *_OTHERS])
    return identifier


@cache
def _named() -> tuple[tuple[str, Hints], ...]:
    return tuple((country, concepts(f"country_{name}")) for country, name in _WORDS.items())
