"""Phone numbers that ring nowhere: those kept for films where a country has them, else +999.

Basis: Bundesnetzagentur, Mitteilung 148/2021 (Germany); Ofcom, numbers for drama use (United
Kingdom); Arcep, decision 2018-0881 (France); PTS (Sweden); ComReg (Ireland); ATIS-0300115 (555-01xx
in North America); ITU-T E.164 list of codes (999 is not assigned).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.operators.base import Params
from compliance.operators.numbers import permuted
from compliance.operators.surrogates.draw import key, language, other

Block = tuple[str, str, int]
"""Area, first digits of the number, how many more digits it has."""


@dataclass(frozen=True, slots=True)
class Country:
    """What a country keeps for films."""

    trunk: str
    fixed: tuple[Block, ...]
    mobile: tuple[Block, ...] = ()
    mobile_digits: tuple[str, ...] = ()
    """How mobile numbers begin."""


COUNTRIES = {
    "49": Country(
        "0",
        (("30", "23125", 3), ("69", "90009", 3), ("40", "66969", 3), ("221", "4710", 3),
         ("89", "99998", 3)),
        (("176", "040690", 2), ("171", "39200", 2)),
        ("15", "16", "17"),
    ),
    "44": Country(
        "0",
        (("1632", "960", 3), ("20", "79460", 3), ("121", "4960", 3), ("131", "4960", 3),
         ("161", "4960", 3), ("141", "4960", 3), ("113", "4960", 3), ("117", "4960", 3)),
        (("7700", "900", 3),),
        ("7",),
    ),
    "33": Country(
        "0",
        (("1", "9900", 4), ("2", "6191", 4), ("3", "5301", 4), ("4", "6571", 4), ("5", "3649", 4)),
        (("6", "3998", 4),),
        ("6", "7"),
    ),
    "46": Country(
        "0",
        (("31", "39006", 2), ("40", "62804", 2), ("8", "465004", 2), ("980", "3192", 2)),
        tuple(("70", f"17406{digit}", 1) for digit in range(1, 10)),
        ("7",),
    ),
    "353": Country("0", (("20", "91", 5),)),
    "1": Country(
        "",
        tuple(
            (area, "55501", 2)
            for area in ("202", "206", "212", "213", "303", "305", "312", "404", "415", "503",
                         "512", "602", "612", "617", "702", "713", "720", "801", "816", "919")
        ),
    ),
}  # fmt: skip
_SPOKEN = {"de": "49", "fr": "33", "sv": "46"}
"""Language of a record → country of a number that names none."""
_TRUNK = re.compile(r"\(0\) ?")
_ABROAD = re.compile(r"\s*(?P<plus>\+|00)(?=[\d (])")
_WORDS = re.compile(r"(?i)\b(?:tel|phone|mobil|fon|fax|ext|x|dw|durchwahl)\b\.?:?|\bx(?=\d)")
_MOST_DIGITS = 20


def phone(value: str, params: Params) -> str | None:
    """Return a number of the same form that is nobody's."""
    text = _TRUNK.sub("", value)
    if any(map(str.isalpha, _WORDS.sub("", text))):
        return None
    abroad = _ABROAD.match(text)
    body = text[abroad.end() :] if abroad else text
    digits = "".join(char for char in body if char in "0123456789")
    if not 2 <= len(digits) <= _MOST_DIGITS:
        return None
    code, number = _parted(digits, params, abroad=abroad is not None)
    if code:
        drama = _drama(code, number, params)
        if drama is not None:
            return _written(code, drama, text, abroad["plus"] if abroad else "")
    return _nowhere(body, digits, params, code=code, abroad=abroad)


def is_drama(digits: str, *, abroad: bool) -> bool:
    """Tell whether a number is kept for films or of a country that does not exist.

    Args:
        digits: without `+` or `00` before the code of the country.
        abroad: whether the code of the country is there.
    """
    if abroad and digits.startswith("999"):
        return True
    return any(
        re.fullmatch(rf"{code if abroad else country.trunk}{area}{start}\d{{{more}}}", digits)
        for code, country in COUNTRIES.items()
        for area, start, more in country.fixed + country.mobile
    )


def _parted(digits: str, params: Params, *, abroad: bool) -> tuple[str, str]:
    """Return code of the country, empty where unknown, and the number behind it without trunk."""
    if abroad:
        code = next((code for code in COUNTRIES if digits.startswith(code)), "")
        return code, digits[len(code) :].lstrip("0")
    spoken = language(params, digits)
    if digits.startswith("0"):
        code = "44" if spoken == "en" else _SPOKEN.get(spoken, "")
        return code, digits.lstrip("0")
    return ("1", digits) if spoken == "en" and len(digits) == 10 else ("", digits)


def _drama(code: str, number: str, params: Params) -> tuple[str, str] | None:
    """Return area and number kept for films; nothing when all are in use or it is one itself."""
    country = COUNTRIES[code]
    mobile = number.startswith(country.mobile_digits) if country.mobile_digits else False
    kind = f"PHONE_NUMBER.{code}.{'mobile' if mobile else 'fixed'}"
    blocks = country.mobile if mobile else country.fixed
    size = sum(10**more for _, _, more in blocks)
    index = params.numbers.index(kind, number)
    if index >= size:
        return None
    place = permuted(index, size, key(params, kind))
    for area, start, more in blocks:
        if place < 10**more:
            new = f"{start}{place:0{more}d}"
            return None if area + new == number else (area, new)
        place -= 10**more
    return None


def _written(code: str, drama: tuple[str, str], like: str, plus: str) -> str:
    """Return a number with the separators of another."""
    area, number = drama
    signs = re.sub(r"[\d+]", "", _WORDS.sub("", like).strip())
    mark = next((sign for sign in "/-. " if sign in signs), "")
    if mark == "/" and " / " in like:
        mark = " / "
    if code == "33" and mark:
        number = mark.join(number[at : at + 2] for at in range(0, len(number), 2))
    if code == "1" and mark:
        number = f"{number[:3]}-{number[3:]}"
    gap = " " if " " in signs else mark if mark in ("-", ".") else " " if mark else ""
    opening = f"{plus}{code}{gap}" if plus else ""
    area = area if plus else f"{COUNTRIES[code].trunk}{area}"
    if "(" in signs:
        return f"{opening}({area}) {number}"
    return f"{opening}{area}{mark}{number}"


def _nowhere(
    body: str, digits: str, params: Params, *, code: str, abroad: re.Match[str] | None
) -> str | None:
    """Return a number of the country +999 with the separators of the value.

    What follows 999 tells apart numbers with the code of a country (1 to 9), with a trunk zero (0)
    and with neither (00), so that no two of them can meet.
    """
    opening = ""
    if abroad is None and code:
        # The same number with and without the code of its country gets the same digits.
        digits = code + digits.lstrip("0")
        new = _other_digits(digits, params)
        return None if new is None else f"+999 {new}"
    if abroad is None and not digits.startswith("0"):
        opening = "00 "
    if abroad is not None and (country := COUNTRIES.get(code)) is not None and country.trunk:
        plain = code + digits[len(code) :].lstrip("0")
        if plain != digits:
            new = _other_digits(plain, params)
            return None if new is None else f"{abroad['plus']}999 {new}"
    new = _other_digits(digits, params)
    if new is None:
        return None
    drawn = iter(new)
    text = re.sub(r"[0-9]", lambda _: next(drawn), body)
    return f"{abroad['plus'] if abroad else '+'}999 {opening}{text.lstrip()}"


def _other_digits(digits: str, params: Params) -> str | None:
    """Return other digits; zeros in front stay and no others come to stand there."""
    plain = digits.lstrip("0")
    if not plain:
        return None
    low = 10 ** (len(plain) - 1)
    secret = key(params, f"PHONE_NUMBER.999/{len(digits)}/{len(plain)}")
    return digits[: len(digits) - len(plain)] + str(low + other(int(plain) - low, 9 * low, secret))
