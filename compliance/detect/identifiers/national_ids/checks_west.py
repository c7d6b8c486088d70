"""Checks that python-stdnum lacks: Germany, Austria, Luxembourg, France, UK, Spain, Portugal."""

from __future__ import annotations

import re

from stdnum import luhn, verhoeff

from compliance.detect.identifiers.national_ids.checks import (
    compact,
    either_century,
    icao,
    is_birth,
    weighted,
)

# Germany, Austria, Liechtenstein


def rvnr(value: str) -> bool:
    """Tell whether a value is a German pension insurance number.

    Basis: VKVV § 4 (check digit over factors 2 1 2 5 7 1 2 1 2 1 2 1).
    """
    plain = compact(value)
    if len(plain) != 12 or not plain[8].isalpha():
        return False
    # Days above 31 mark numbers given when a first one was taken.
    if not 1 <= int(plain[4:6]) <= 12 or not 1 <= int(plain[2:4]) <= 81:
        return False
    number = plain[:8] + f"{ord(plain[8]) - 64:02d}" + plain[9:11]
    total = 0
    for digit, factor in zip(number, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True):
        product = int(digit) * factor
        total += product // 10 + product % 10
    return total % 10 == int(plain[11])


def kvnr(value: str) -> bool:
    """Tell whether a value is a German health insurance number (SGB V § 290, modified Luhn)."""
    plain = compact(value)
    total = 0
    for place, digit in enumerate(f"{ord(plain[0]) - 64:02d}" + plain[1:9]):
        product = int(digit) * (1 + place % 2)
        total += product // 10 + product % 10
    return total % 10 == int(plain[9])


def id_card(value: str) -> bool:
    """Tell whether a value is a German document number with its check digit (ICAO Doc 9303)."""
    plain = compact(value)
    if len(plain) < 10 or not any(char.isdigit() for char in plain[:9]):
        return False
    return plain[9].isdigit() and icao(plain[:9]) == int(plain[9])


def at_birth(value: str) -> bool:
    """Tell whether an Austrian social security number ends in a date of birth DDMMYY.

    Basis: ASVG § 460d; months 13 to 15 are given when the numbers of a day are used up.
    """
    month = int(value[6:8])
    return 1 <= month <= 15 and either_century(int(value[8:10]), min(month, 12), int(value[4:6]))


# Belgium, France, Luxembourg, United Kingdom


def be_birth(value: str) -> bool:
    """Tell whether a Belgian number starts with a date of birth YYMMDD.

    Basis: AR/KB 3 April 1984; BIS numbers have 20 or 40 added to the month.
    """
    month = int(value[2:4])
    return month < 53 and either_century(int(value[:2]), month % 20, int(value[4:6]))


def lu_matricule(value: str) -> bool:
    """Tell whether a value is a Luxembourg national number: date of birth, Luhn, Verhoeff.

    Basis: Loi du 19 juin 2013 relative à l'identification des personnes physiques, art. 2.
    """
    plain = compact(value)
    return (
        is_birth(int(plain[:4]), int(plain[4:6]), int(plain[6:8]))
        and luhn.calc_check_digit(plain[:11]) == plain[11]
        and verhoeff.calc_check_digit(plain[:11]) == plain[12]
    )


def lu_birth(value: str) -> bool:
    """Tell whether a value starts with a date of birth YYYYMMDD."""
    plain = compact(value)
    return is_birth(int(plain[:4]), int(plain[4:6]), int(plain[6:8]))


def nir_month(value: str) -> bool:
    """Tell whether a French number has a month; 20 and above stand for unknown ones."""
    month = int(value[3:5])
    return 1 <= month <= 12 or 20 <= month <= 42 or month >= 50


def nir_short(value: str) -> bool:
    """Tell whether a value is a French number without its two check digits."""
    plain = compact(value)
    return len(plain) == 13 and 1 <= int(plain[3:5]) <= 12


def fr_old_card(value: str) -> bool:
    """Tell whether a value has year and month of issue where old French cards have them."""
    return 1 <= int(compact(value)[2:4]) <= 12


def nino(value: str) -> bool:
    """Tell whether a UK national insurance number has a prefix that is given out.

    Basis: HMRC National Insurance Manual NIM39110.
    """
    prefix = compact(value)[:2]
    if prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV":
        return False
    return prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def uk_driver(value: str) -> bool:
    """Tell whether a UK driver number has a surname and a date of birth where they belong.

    Basis: DVLA INF61 (month plus 50 for women).
    """
    plain = compact(value)
    if not re.fullmatch(r"[A-Z]+9*", plain[:5]):
        return False
    month = int(plain[6:8]) % 50
    return int(plain[6:8]) < 63 and 1 <= month <= 12 and 1 <= int(plain[8:10]) <= 31


# Spain, Portugal, Cyprus, Malta


def naf(value: str) -> bool:
    """Tell whether a value is a Spanish social security affiliation number.

    Basis: TGSS, número de afiliación (province, number, remainder of the division by 97).
    """
    plain = compact(value)
    province, number = int(plain[:2]), int(plain[2:10])
    if not (1 <= province <= 53 or province == 66):
        return False
    whole = number + province * 10_000_000 if number < 10_000_000 else int(plain[:10])
    return whole % 97 == int(plain[10:])


def niss(value: str) -> bool:
    """Tell whether a value is a Portuguese social security number (weights are primes, mod 10).

    Basis: Segurança Social, regras de validação do NISS.
    """
    plain = compact(value)
    return 9 - weighted(plain[:10], (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)) % 10 == int(plain[10])
