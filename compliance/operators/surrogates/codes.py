"""Numbers and codes in the same shape, made so that nobody can have them where that is possible.

Basis: ISO 13616 (check digits of an IBAN are 02 to 98), ISO/IEC 7812-1 (Luhn), ISO 9362 (a BIC with
0 in place 8 is for tests), ISO 3779 (no Q in a VIN), SSA POMS RM 10201.035 (no SSN begins with
000); national identifiers get a check digit that fails the checks of the detection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import prod
from typing import Any

import re2
from stdnum import iban as iso_iban
from stdnum import luhn

from compliance.detect.identifiers.national_ids import TABLE
from compliance.detect.identifiers.national_ids.checks import has_digits, mixed
from compliance.operators.base import Params
from compliance.operators.numbers import permuted
from compliance.operators.surrogates.draw import key, other
from compliance.operators.surrogates.persons import ALPHABETS

Check = Callable[[str], bool]

_DIGITS = "0123456789"
_BLOCK = 30
"""Characters that change together: their number stays below what the cycle can hold."""
_IMPOSSIBLE: Mapping[str, Mapping[int, str]] = {
    "DK_CPR": {0: "9", 1: "9"},
    "IS_KENNITALA": {0: "9", 1: "9"},
    "US_SSN": {0: "0", 1: "0", 2: "0"},
    "US_ITIN": {3: "0", 4: "0"},
    "CZ_BIRTH_NUMBER": {2: "9", 3: "9"},
    "SK_BIRTH_NUMBER": {2: "9", 3: "9"},
    "LV_PERSONAL_CODE": {0: "9", 1: "9"},
}
"""Types that have numbers without a check digit: what makes the date or the area impossible."""
_SHAPE_ONLY = frozenset({"DE_TAX_NUMBER", "FI_TAX_ID", "LI_TAX_ID"})
"""Types whose check tells no more than the shape."""
_LABEL = re.compile(r"(?i)(?<![^\W\d_])(?:nr|no|num[^\W\d_]*)(?![^\W\d_])\.?(?=[ :]*\d)")
"""A word between the parts of a number: "XB nr. 123456"."""


def scrambled(value: str, params: Params, *, letters: bool = True) -> str | None:
    """Return a value with other letters and digits; nothing where there are none to change.

    Args:
        value: of any shape.
        params: of the value.
        letters: whether letters change too.
    """
    places = [
        (at, alphabet)
        for at, alphabet in _places(value)
        if len(alphabet) > 1 and (letters or alphabet in (_DIGITS, _DIGITS[1:]))
    ]
    if not places:
        return None
    chars = list(value)
    for start in range(0, len(places), _BLOCK):
        block = places[start : start + _BLOCK]
        size = prod(len(alphabet) for _, alphabet in block)
        number = 0
        for at, alphabet in block:
            number = number * len(alphabet) + alphabet.index(value[at])
        purpose = f"code/{params.entity_type}/{start}/{size}"
        _write(chars, block, other(number, size, key(params, purpose)))
    return "".join(chars)


def card(value: str, params: Params) -> str | None:
    """Return a card number of the same brand and grouping that fails the Luhn check."""
    return _drawn(value, params, keep={0}, check=is_luhn)


def device(value: str, params: Params) -> str | None:
    """Return a device number; one of an IMEI's length fails the Luhn check."""
    if 14 <= sum(map(str.isdigit, value)) <= 17 and not any(map(str.isalpha, value)):
        return _drawn(value, params, check=is_luhn)
    return scrambled(value, params)


def iban(value: str, params: Params) -> str | None:
    """Return an account number of the same country with check digits that none has.

    They are 00; a check that only divides by 97 takes these for 97, and then they are 01.
    """
    new = _drawn(value, params, keep={0, 1}, put={2: "0", 3: "0"})
    if new is None or not iso_iban.is_valid(new, check_country=False):
        return new
    at = [place for place, char in enumerate(new) if char.isalnum()][3]
    return f"{new[:at]}1{new[at + 1 :]}"


def bic(value: str, params: Params) -> str | None:
    """Return the code of no bank in the same country."""
    plain = _compact(value)
    if len(plain) not in (8, 11):
        return None
    keep = {4, 5, 8, 9, 10} if plain.endswith("XXX") else {4, 5}
    return _drawn(value, params, keep=keep, put={7: "0"})


def vehicle(value: str, params: Params) -> str | None:
    """Return a vehicle number; one of 17 characters has a Q, which none has."""
    if len(_compact(value)) == 17:
        return _drawn(value, params, put={8: "Q"})
    return scrambled(value, params)


def national_id(value: str, params: Params) -> str | None:
    """Return an identifier of the same shape that fails the checks of its type."""
    put = _IMPOSSIBLE.get(params.entity_type, {})
    if not checks(params.entity_type):
        return _drawn(value, params, put=put) if put else scrambled(value, params)
    return _drawn(value, params, put=put, check=lambda new: is_valid(params.entity_type, new))


@cache
def checks(entity_type: str) -> tuple[tuple[Any, Check], ...]:
    """Return shape and check of each way of writing an identifier that has a check."""
    return tuple(
        (re2.compile(rf"(?i)(?:{row.prefix}-?)?(?:{row.shape})"), row.check)
        for row in TABLE
        if row.type == entity_type
        and entity_type not in _SHAPE_ONLY
        and row.check not in (has_digits, mixed)
    )


def is_valid(entity_type: str, value: str) -> bool:
    """Tell whether a value passes a check of its type."""
    return any(shape.fullmatch(value) and check(value) for shape, check in checks(entity_type))


def is_impossible(entity_type: str, value: str) -> bool:
    """Tell whether a number of a type without check digits has an impossible part."""
    put = _IMPOSSIBLE.get(entity_type)
    plain = _compact(value)
    return put is not None and all(plain[at : at + 1] == char for at, char in put.items())


def is_luhn(value: str) -> bool:
    """Tell whether the digits of a value pass the Luhn check."""
    return bool(luhn.is_valid("".join(filter(str.isdigit, value))))


def _drawn(
    value: str,
    params: Params,
    *,
    keep: set[int] | frozenset[int] = frozenset(),
    put: Mapping[int, str] | None = None,
    check: Check | None = None,
) -> str | None:
    """Return a value of the same shape, drawn without putting back.

    Args:
        value: with separators.
        params: of the value.
        keep: places, separators not counted, that stay.
        put: place → what stands there instead.
        check: what the value must not pass; its last character is chosen for that.
    """
    put = put or {}
    chars = list(value)
    places: list[tuple[int, str]] = []
    everything = list(_places(value))
    for number, (at, alphabet) in enumerate(everything):
        if number in put:
            chars[at] = put[number]
        elif number not in keep and len(alphabet) > 1:
            places.append((at, alphabet))
    if not places:
        return None
    last = places.pop() if check is not None else None
    size = prod(len(alphabet) for _, alphabet in places)
    shape = "".join("d" if alphabet[-1] == "9" else alphabet[0] for _, alphabet in everything)
    kept = "".join(value[at] for number, (at, _) in enumerate(everything) if number in keep)
    kind = f"{params.entity_type}.{kept}.{shape}"
    index = params.numbers.index(kind, _compact(value))
    secret = key(params, kind)
    # Two for each value: one may be the value itself.
    for candidate in (2 * index, 2 * index + 1):
        if candidate >= size:
            return None
        drawn = permuted(candidate, size, secret)
        _write(chars, places, drawn)
        new = "".join(chars) if last is None else _failing(chars, last, drawn, check)
        if new is not None and new.casefold() != value.casefold():
            return new
    return None


def _failing(chars: list[str], last: tuple[int, str], turn: int, check: Check | None) -> str | None:
    """Return the text with a last character that fails a check."""
    at, alphabet = last
    for step in range(len(alphabet)):
        chars[at] = alphabet[(turn + step) % len(alphabet)]
        text = "".join(chars)
        if check is None or not check(text):
            return text
    return None


def _write(chars: list[str], places: list[tuple[int, str]], number: int) -> None:
    for at, alphabet in reversed(places):
        number, digit = divmod(number, len(alphabet))
        chars[at] = alphabet[digit]


def _places(value: str) -> Iterator[tuple[int, str]]:
    """Yield place and alphabet of each letter and digit; a digit that opens stays no zero."""
    first = True
    labels = {at for match in _LABEL.finditer(value) for at in range(*match.span())}
    for at, char in enumerate(value):
        if not char.isalnum() or at in labels:
            continue
        if char in _DIGITS:
            yield at, _DIGITS if not first else "0" if char == "0" else _DIGITS[1:]
        else:
            upper = next((each for each in ALPHABETS if char.upper() in each), char)
            yield at, upper.lower() if char.islower() and len(upper) > 1 else upper
        first = False


def _compact(value: str) -> str:
    return "".join(filter(str.isalnum, value)).upper()
