"""Valid bank account and phone numbers of the countries of the benchmark."""

from __future__ import annotations

import re
from random import Random

import phonenumbers

from bench.detect.numbers import digits, weighted

FORMS = {
    "AT": "16n", "BE": "be", "BG": "4a6n8c", "HR": "17n", "CY": "8n16c", "CZ": "20n",
    "DK": "14n", "EE": "16n", "FI": "14n", "FR": "10n11c2n", "DE": "18n", "GR": "7n16c",
    "HU": "24n", "IE": "4a14n", "IT": "1a10n12c", "LV": "4a13c", "LT": "16n", "LU": "3n13c",
    "MT": "4a5n18c", "NL": "4a10n", "PL": "24n", "PT": "21n", "RO": "4a16c", "SK": "20n",
    "SI": "15n", "ES": "es", "SE": "20n", "NO": "no", "IS": "22n", "LI": "5n12c",
    "CH": "5n12c", "GB": "4a14n",
}  # fmt: skip
"""The part after the check digits, by country: n digits, a capitals, c digits (letters are allowed
there, but banks seldom use them); be, es, no: a check of their own.
Basis: SWIFT, IBAN registry (ISO 13616)."""

_BANKS = {"NL": "INGB", "GB": "NWBK", "IE": "AIBK", "BG": "BNBG", "RO": "BTRL", "LV": "HABA",
          "MT": "VALL", "IT": "X"}  # fmt: skip


def iban(rng: Random, country: str) -> str:
    """Return a valid IBAN, in groups of four or plain."""
    form = FORMS[country]
    if form == "be":
        number = rng.choice(("001", "063", "143")) + digits(rng, 7)  # codes in use
        body = f"{number}{int(number) % 97 or 97:02d}"
    elif form == "es":
        bank, account = digits(rng, 8), digits(rng, 10)
        body = f"{bank}{_spanish('00' + bank)}{_spanish(account)}{account}"
    elif form == "no":
        body = _norwegian(rng)
    else:
        body = ""
        for count, kind in re.findall(r"(\d+)([nac])", form):
            body += _BANKS[country] if kind == "a" else digits(rng, int(count))
    rest = "".join(str(int(char, 36)) for char in f"{body}{country}00")
    full = f"{country}{98 - int(rest) % 97:02d}{body}"
    return rng.choice((full, " ".join(full[n : n + 4] for n in range(0, len(full), 4))))


def _spanish(number: str) -> int:
    check = 11 - sum(int(d) << n for n, d in enumerate(number)) % 11
    return {10: 1, 11: 0}.get(check, check)


def _norwegian(rng: Random) -> str:
    while True:
        number = digits(rng, 10)
        check = 11 - weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        if check != 10:
            return f"{number}{check % 11}"


def phones(country: str) -> list[tuple[str, str]]:
    """Return example numbers of a country with their form: international or national."""
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    formats = (
        ("international", phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        ("national", phonenumbers.PhoneNumberFormat.NATIONAL),
    )
    found = []
    for kind in kinds:
        number = phonenumbers.example_number_for_type(country, kind)
        if number is not None:
            found += [(name, phonenumbers.format_number(number, form)) for name, form in formats]
    return found
