"""Checks that python-stdnum lacks: the north and the east of the EU."""

from __future__ import annotations

from stdnum import luhn
from stdnum.fi import hetu as fi_hetu

from compliance.detect.identifiers.national_ids.checks import (
    compact,
    either_century,
    is_birth,
    weighted,
)


def personnummer(value: str) -> bool:
    """Tell whether a value is a Swedish personal number: date of birth and Luhn digit.

    Basis: Folkbokföringslag (1991:481) 18 §; Skatteverket SKV 704.
    """
    return _swedish(value, day_offset=0)


def samordningsnummer(value: str) -> bool:
    """Tell whether a value is a Swedish coordination number: 60 is added to the day.

    Basis: Lag (2022:1697) om samordningsnummer.
    """
    return _swedish(value, day_offset=60)


def _swedish(value: str, *, day_offset: int) -> bool:
    plain = compact(value).replace("+", "")
    year, month, day = plain[:-8], int(plain[-8:-6]), int(plain[-6:-4]) - day_offset
    if len(year) == 4:
        dated = is_birth(int(year), month, day)
    else:
        dated = either_century(int(year), month, day)
    return dated and bool(luhn.is_valid(plain[-10:]))


def cpr_digits(value: str) -> bool:
    """Tell whether a Danish number meets the check digit that was given until 2007 (mod 11)."""
    return weighted(compact(value), (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def kennitala_person(value: str) -> bool:
    """Tell whether an Icelandic number is a person's: for organisations 40 is added to the day."""
    year = (1900 if value[9] == "9" else 2000) + int(value[4:6])
    return is_birth(year, int(value[2:4]), int(value[:2]))


def baltic_birth(value: str) -> bool:
    """Tell whether an Estonian or Lithuanian number holds a date of birth after its first digit."""
    century = 1800 + (int(value[0]) - 1) // 2 * 100
    return is_birth(century + int(value[1:3]), int(value[3:5]), int(value[5:7]))


def lv_person(value: str) -> bool:
    """Tell whether a Latvian number is a person's: a date of birth, or the 32 given since 2017."""
    if value.startswith("32"):
        return True
    century = 1800 + int(value[6]) * 100
    return value[0] <= "3" and is_birth(century + int(value[4:6]), int(value[2:4]), int(value[:2]))


def birth_number(value: str) -> bool:
    """Tell whether a Czech or Slovak birth number holds a plausible date and is divisible by 11.

    Basis: zákon č. 133/2000 Sb. § 13; zákon č. 301/1995 Z. z. (month plus 50 for women; plus 20
    when the numbers of a day are used up, since 2004).
    """
    plain = compact(value)
    year, month, day = int(plain[:2]), int(plain[2:4]), int(plain[4:6])
    month = month - 50 if month > 50 else month
    if len(plain) == 9:
        return is_birth(1900 + year, month, day) and year < 54
    late = 20 < month <= 32
    year += 1900 if year >= 54 else 2000
    if late and year < 2004:
        return False
    if not is_birth(year, month - 20 if late else month, day):
        return False
    return int(plain[:9]) % 11 % 10 == int(plain[9])


def egn_birth(value: str) -> bool:
    """Tell whether a Bulgarian civil number holds a plausible date (month plus 40 since 2000)."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:6])
    return (
        is_birth(2000 + year, month - 40, day) if month > 40 else is_birth(1900 + year, month, day)
    )


def egn_no_time(value: str) -> bool:
    """Tell whether a Bulgarian number is not just as well a time stamp in seconds of these years.

    The numbers of children born from 2015 to 2018 are left to the words beside them.
    """
    return egn_birth(value) and not "15" <= value[:2] <= "18"


def cnp_birth(value: str) -> bool:
    """Tell whether a Romanian number holds a plausible date; 7, 8 and 9 stand for residents."""
    century = {"1": 1900, "2": 1900, "3": 1800, "4": 1800, "5": 2000, "6": 2000}.get(value[0])
    year, month, day = int(value[1:3]), int(value[3:5]), int(value[5:7])
    if century is None:
        return value[0] in "789" and either_century(year, month, day)
    return is_birth(century + year, month, day)


def hu_tax(value: str) -> bool:
    """Tell whether a value is a Hungarian tax number: an 8, days since 1867, weighted mod 11.

    Basis: 2017. évi CL. törvény (Art.) 1. melléklet.
    """
    plain = compact(value)
    born = 19_000 <= int(plain[1:6]) <= 60_000
    return born and weighted(plain[:9], tuple(range(1, 10))) % 11 == int(plain[9])


def hu_personal(value: str) -> bool:
    """Tell whether a value is a Hungarian personal identifier: date of birth, weighted mod 11.

    Basis: 1996. évi XX. törvény 2. melléklet (weights rise for people born before 1997, else fall).
    """
    plain = compact(value)
    year, month, day = int(plain[1:3]), int(plain[3:5]), int(plain[5:7])
    year += 2000 if plain[0] in "34" else 1900
    if not is_birth(year, month, day):
        return False
    rising = tuple(range(1, 11))
    weights = rising if year < 1997 else rising[::-1]
    return weighted(plain[:10], weights) % 11 == int(plain[10])


def taj(value: str) -> bool:
    """Tell whether a value is a Hungarian social security number (weights 3 and 7, mod 10).

    Basis: 1996. évi XX. törvény 2. melléklet.
    """
    plain = compact(value)
    return weighted(plain[:8], (3, 7) * 4) % 10 == int(plain[8])


def pl_id_card(value: str) -> bool:
    """Tell whether a value is the number of a Polish identity card: its first digit checks it.

    Basis: rozporządzenie MSWiA w sprawie wzoru dowodu osobistego (weights 7 3 1, mod 10).
    """
    plain = compact(value)
    return "O" not in plain and weighted(plain, (7, 3, 1, 9, 7, 3, 1, 7, 3)) % 10 == 0


def pl_passport(value: str) -> bool:
    """Tell whether a value is the number of a Polish passport: its first digit checks it."""
    return weighted(compact(value), (7, 3, 9, 1, 7, 3, 1, 7, 3)) % 10 == 0


def pesel_birth(value: str) -> bool:
    """Tell whether a Polish number holds a plausible date (month plus 20 since 2000)."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:6])
    return (
        is_birth(2000 + year, month - 20, day) if month > 20 else is_birth(1900 + year, month, day)
    )


def emso_birth(value: str) -> bool:
    """Tell whether a number of former Yugoslavia holds a plausible date and a region given out."""
    thousand = 2000 if value[4] < "8" else 1000
    return is_birth(thousand + int(value[4:7]), int(value[2:4]), int(value[:2]))


def hetu(value: str) -> bool:
    """Tell whether a value is a Finnish personal identity code; its middle sign is the century."""
    return bool(fi_hetu.is_valid(value.upper()))
