"""What checks are made of: python-stdnum modules, weighted sums, dates of birth.

A check gets a value as it was written: with spaces, dots, hyphens, slashes and in either case.
"""

from __future__ import annotations

import datetime
import importlib
import re
from collections.abc import Callable

Check = Callable[[str], bool]

BORN = range(1910, 2031)
"""Years in which somebody whose number is written today can be born."""

_SEPARATORS = re.compile(r"[\s./\-]+")


def compact(value: str) -> str:
    """Return a value in capitals without separators."""
    return _SEPARATORS.sub("", value).upper()


def digits(value: str) -> list[int]:
    """Return the digits of a value as numbers."""
    return [int(char) for char in value if char.isdigit()]


def std(name: str, *, prefix: str = "", also: Check | None = None) -> Check:
    """Return the check of a python-stdnum module on the compact value.

    Args:
        name: the module below `stdnum`, such as `pl.pesel`.
        prefix: a country code to cut off first.
        also: a second check on the compact value that must hold as well, asked first: it is cheap.
    """
    module = importlib.import_module(f"stdnum.{name}")

    def check(value: str) -> bool:
        plain = compact(value).removeprefix(prefix)
        return (also is None or also(plain)) and bool(module.is_valid(plain))

    return check


def is_birth(year: int, month: int, day: int) -> bool:
    """Tell whether somebody can be born on a day."""
    if year not in BORN or not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def either_century(year: int, month: int, day: int) -> bool:
    """Tell whether a date with two digits of the year can be a date of birth."""
    return is_birth(1900 + year, month, day) or is_birth(2000 + year, month, day)


def day_month_year(value: str) -> bool:
    """Tell whether a number starts with a date of birth DDMMYY."""
    return either_century(int(value[4:6]), int(value[2:4]), int(value[:2]))


def weighted(value: str, weights: tuple[int, ...]) -> int:
    """Return the weighted sum of the characters of a value; A counts 10, B 11 and so on."""
    return sum(int(char, 36) * weight for char, weight in zip(value, weights, strict=False))


def icao(value: str) -> int:
    """Return the check digit of a field of a travel document.

    Basis: ICAO Doc 9303 part 3, section 4.9 (weights 7 3 1, `<` counts 0).
    """
    plain = value.replace("<", "0")
    return weighted(plain, (7, 3, 1) * (len(plain) // 3 + 1)) % 10


def has_digits(value: str) -> bool:
    """Tell whether a value has at least four digits."""
    return sum(char.isdigit() for char in value) >= 4


def mixed(value: str) -> bool:
    """Tell whether a value has letters and at least three digits."""
    return sum(map(str.isdigit, value)) >= 3 and any(map(str.isalpha, value))
