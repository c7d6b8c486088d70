"""Valid national numbers, made by the rules of the countries that issue them.

Written apart from the product's own checks: each maker computes the check digit forwards, and the
tests hold every one against python-stdnum's `is_valid`. All persons behind them are invented.
Basis: python-stdnum's documentation of each number, and the issuers' public descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import wraps
from random import Random

Maker = Callable[[Random], str]

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CARD = "CFGHJKLMNPRTVWXYZ0123456789"


def digits(rng: Random, count: int) -> str:
    """Return random digits."""
    return "".join(str(rng.randrange(10)) for _ in range(count))


def born(rng: Random, first: int = 1945, last: int = 1999) -> date:
    """Return a day of birth between two years, both included."""
    days = (date(last, 12, 31) - date(first, 1, 1)).days
    return date(first, 1, 1) + timedelta(days=rng.randint(0, days))


def weighted(number: str, weights: Iterable[int]) -> int:
    """Return the sum of digits times weights."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


def luhn(number: str) -> str:
    """Return the Luhn check digit of a number."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 * (value > 9)
    return str(-total % 10)


def mod_11_10(number: str) -> str:
    """Return the check digit of ISO 7064 MOD 11,10."""
    check = 10
    for digit in number:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - check) % 10)


def _retry(make: Callable[[Random], str | None]) -> Maker:
    """Return a maker that draws again where a number has no valid check digit."""

    @wraps(make)
    def maker(rng: Random) -> str:
        while True:
            number = make(rng)
            if number is not None:
                return number

    return maker


def _eleven(number: str, weights: Sequence[int]) -> int:
    return 11 - weighted(number, weights) % 11


@_retry
def at_social(rng: Random) -> str | None:
    serial, day = str(rng.randint(100, 999)), born(rng).strftime("%d%m%y")
    check = weighted(serial + day, (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
    return None if check == 10 else f"{serial}{check} {day}"


def at_tax(rng: Random) -> str:
    office, rest = rng.choice(("09", "46", "59", "68", "81", "91")), digits(rng, 6)
    total = 0
    for place, digit in enumerate(office + rest):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 * (value > 9)
    return f"{office}-{rest[:3]}/{rest[3:]}{-total % 10}"


def be_national(rng: Random) -> str:
    day, serial = born(rng).strftime("%y%m%d"), f"{rng.randint(1, 997):03d}"
    check = 97 - int(day + serial) % 97
    return f"{day[:2]}.{day[2:4]}.{day[4:]}-{serial}.{check:02d}"


def bg_egn(rng: Random) -> str:
    number = born(rng).strftime("%y%m%d") + digits(rng, 3)
    return f"{number}{weighted(number, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10}"


def hr_oib(rng: Random) -> str:
    number = digits(rng, 10)
    return number + mod_11_10(number)


def cy_tic(rng: Random) -> str:
    number = "0" + digits(rng, 7)
    odd = sum((1, 0, 5, 7, 9, 13, 15, 17, 19, 21)[int(digit)] for digit in number[::2])
    even = sum(map(int, number[1::2]))
    return number + chr(ord("A") + (odd + even) % 26)


@_retry
def cz_birth(rng: Random) -> str | None:
    day, female = born(rng, 1955), rng.random() < 0.5
    number = f"{day:%y}{day.month + 50 * female:02d}{day:%d}{digits(rng, 3)}"
    check = int(number) % 11
    return None if check == 10 else f"{number[:6]}/{number[6:]}{check}"


@_retry
def dk_cpr(rng: Random) -> str | None:
    number = born(rng).strftime("%d%m%y") + str(rng.randrange(4)) + digits(rng, 2)
    check = _eleven(number, (4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return None if check == 10 else f"{number[:6]}-{number[6:]}{check}"


def ee_code(rng: Random) -> str:
    number = str(rng.choice((3, 4))) + born(rng).strftime("%y%m%d") + digits(rng, 3)
    check = weighted(number, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(number, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return f"{number}{check}"


def fi_hetu(rng: Random) -> str:
    day, serial = born(rng).strftime("%d%m%y"), f"{rng.randint(2, 899):03d}"
    return f"{day}-{serial}{_HETU[int(day + serial) % 31]}"


def fr_nir(rng: Random) -> str:
    day = born(rng)
    department = rng.choice([n for n in range(1, 96) if n != 20])
    number = (
        f"{rng.choice((1, 2))}{day:%y%m}{department:02d}{rng.randint(1, 600):03d}"
        f"{rng.randint(1, 900):03d}"
    )
    key = 97 - int(number) % 97
    parts = (number[0], number[1:3], number[3:5], number[5:7], number[7:10], number[10:])
    return f"{' '.join(parts)} {key:02d}"


def fr_tax(rng: Random) -> str:
    number = str(rng.randrange(4)) + digits(rng, 9)
    full = f"{number}{int(number) % 511:03d}"
    return f"{full[:2]} {full[2:4]} {full[4:7]} {full[7:10]} {full[10:]}"


@_retry
def de_tax_id(rng: Random) -> str | None:
    chosen = rng.sample("0123456789", 9)
    chosen.append(rng.choice(chosen))
    rng.shuffle(chosen)
    number = "".join(chosen)
    if number[0] == "0":
        return None
    full = number + mod_11_10(number)
    return rng.choice((full, f"{full[:2]} {full[2:5]} {full[5:8]} {full[8:]}"))


def de_pension(rng: Random) -> str:
    number = rng.choice(("12", "24", "53", "65", "13", "02")) + born(rng).strftime("%d%m%y")
    letter, serial = chr(rng.randrange(65, 91)), digits(rng, 2)
    plain = number + f"{ord(letter) - 64:02d}" + serial
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(
        sum(map(int, str(int(digit) * weight)))
        for digit, weight in zip(plain, weights, strict=True)
    )
    full = f"{number}{letter}{serial}{total % 10}"
    return rng.choice((full, f"{full[:2]} {full[2:8]} {full[8]} {full[9:]}"))


def de_health(rng: Random) -> str:
    letter, number = chr(rng.randrange(65, 91)), digits(rng, 8)
    plain = f"{ord(letter) - 64:02d}{number}"
    total = sum(
        sum(map(int, str(int(digit) * (2 if place % 2 else 1))))
        for place, digit in enumerate(plain)
    )
    return f"{letter}{number}{total % 10}"


def de_id_card(rng: Random) -> str:
    number = rng.choice("LMNPRTVWXY") + "".join(rng.choices(_CARD, k=8))
    values = (int(c) if c.isdigit() else ord(c) - 55 for c in number)
    total = sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values))
    return f"{number}{total % 10}"


def gr_amka(rng: Random) -> str:
    number = born(rng).strftime("%d%m%y") + digits(rng, 4)
    return number + luhn(number)


def gr_afm(rng: Random) -> str:
    number = digits(rng, 8)
    return f"{number}{weighted(number, [2**n for n in range(8, 0, -1)]) % 11 % 10}"


@_retry
def hu_tax(rng: Random) -> str | None:
    days = (born(rng) - date(1867, 1, 1)).days
    number = f"8{days:05d}{digits(rng, 3)}"
    check = weighted(number, range(1, 10)) % 11
    return None if check == 10 else f"{number}{check}"


def hu_taj(rng: Random) -> str:
    number = digits(rng, 8)
    full = f"{number}{weighted(number, (3, 7) * 4) % 10}"
    return f"{full[:3]} {full[3:6]} {full[6:]}"


def ie_pps(rng: Random) -> str:
    number, second = digits(rng, 7), rng.choice(("", "A", "B"))
    total = weighted(number, range(8, 1, -1)) + 9 * (ord(second) - 64 if second else 0)
    return f"{number}{'WABCDEFGHIJKLMNOPQRSTUV'[total % 23]}{second}"


def it_fiscal(rng: Random) -> str:
    consonants = "BCDFGLMNPRSTVZ"
    day, female = born(rng), rng.random() < 0.5
    number = (
        "".join(rng.choices(consonants, k=6))
        + f"{day:%y}{'ABCDEHLMPRST'[day.month - 1]}{day.day + 40 * female:02d}"
        + rng.choice(("F205", "H501", "L219", "A944", "D612"))
    )
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
           24, 23)  # fmt: skip
    values = [int(c) if c.isdigit() else ord(c) - 65 for c in number]
    total = sum(odd[v] if place % 2 == 0 else v for place, v in enumerate(values))
    return number + chr(65 + total % 26)


def lv_code(rng: Random) -> str:
    number = born(rng).strftime("%d%m%y") + "1" + digits(rng, 3)
    check = (1 + weighted(number, (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10
    return f"{number[:6]}-{number[6:]}{check}"


def lu_number(rng: Random) -> str:
    number = born(rng).strftime("%Y%m%d") + digits(rng, 3)
    return number + luhn(number) + _verhoeff(number)


def _verhoeff(number: str) -> str:
    """Return the Verhoeff check digit: products in the dihedral group of ten elements."""

    def times(left: int, right: int) -> int:
        if left < 5:
            return (left + right) % 5 + 5 * (right >= 5)
        return (left - right) % 5 + 5 * (right < 5)

    turn = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    check = 0
    for place, digit in enumerate(reversed(number), start=1):
        value = int(digit)
        for _ in range(place):
            value = turn[value]
        check = times(check, value)
    return str(next(d for d in range(10) if times(check, d) == 0))


def mt_card(rng: Random) -> str:
    return f"{rng.randint(1, 9999):04d}{rng.randint(45, 99):02d}{rng.choice('MGAPLHBZ')}"


@_retry
def nl_bsn(rng: Random) -> str | None:
    number = str(rng.randint(1, 9)) + digits(rng, 7)
    check = weighted(number, range(9, 1, -1)) % 11
    return None if check == 10 else f"{number}{check}"


def pl_pesel(rng: Random) -> str:
    number = born(rng).strftime("%y%m%d") + digits(rng, 4)
    return f"{number}{-weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10}"


@_retry
def pl_nip(rng: Random) -> str | None:
    number = rng.choice(("525", "781", "634", "894")) + digits(rng, 6)
    check = weighted(number, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
    if check == 10:
        return None
    return rng.choice(
        (f"{number}{check}", f"{number[:3]}-{number[3:6]}-{number[6:8]}-{number[8]}{check}")
    )


def pt_nif(rng: Random) -> str:
    number = rng.choice("12") + digits(rng, 7)
    check = _eleven(number, range(9, 1, -1))
    full = f"{number}{check if check < 10 else 0}"
    return rng.choice((full, f"{full[:3]} {full[3:6]} {full[6:]}"))


def pt_card(rng: Random) -> str:
    number = digits(rng, 9) + rng.choice("ZX") + rng.choice("YXZ")
    total = 0
    for place, char in enumerate(number):
        value = int(char, 36)
        total += value if place % 2 else 2 * value - 9 * (2 * value > 9)
    return f"{number[:8]} {number[8]} {number[9:]}{-total % 10}"


def ro_cnp(rng: Random) -> str:
    county = rng.choice((*range(1, 47), 51, 52))
    number = f"{rng.choice((1, 2))}{born(rng):%y%m%d}{county:02d}{rng.randint(1, 999):03d}"
    check = weighted(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return f"{number}{1 if check == 10 else check}"


@_retry
def si_emso(rng: Random) -> str | None:
    day = born(rng)
    number = f"{day:%d%m}{day.year % 1000:03d}50{digits(rng, 3)}"
    check = _eleven(number, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return None if check == 10 else f"{number}{check % 11}"


@_retry
def si_tax(rng: Random) -> str | None:
    number = str(rng.randint(1, 9)) + digits(rng, 6)
    check = _eleven(number, range(8, 1, -1))
    return None if check == 11 else f"{number}{check % 10}"


def es_dni(rng: Random) -> str:
    number = digits(rng, 8)
    return f"{number}{_DNI[int(number) % 23]}"


def es_nie(rng: Random) -> str:
    first, number = rng.randrange(3), digits(rng, 7)
    return f"{'XYZ'[first]}{number}{_DNI[int(f'{first}{number}') % 23]}"


def se_number(rng: Random) -> str:
    day = born(rng)
    number = f"{day:%y%m%d}{digits(rng, 3)}"
    century = rng.choice(("", "19"))
    return f"{century}{number[:6]}-{number[6:]}{luhn(number)}"


@_retry
def no_number(rng: Random) -> str | None:
    number = born(rng).strftime("%d%m%y") + f"{rng.randint(0, 499):03d}"
    first = _eleven(number, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    if first == 10:
        return None
    second = _eleven(f"{number}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return None if second == 10 else f"{number[:6]} {number[6:]}{first}{second}"


@_retry
def is_kennitala(rng: Random) -> str | None:
    number = born(rng).strftime("%d%m%y") + f"{rng.randint(20, 99)}"
    check = _eleven(number, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return None if check == 10 else f"{number[:6]}-{number[6:]}{check}9"


def ch_ahv(rng: Random) -> str:
    number = "756" + digits(rng, 9)
    check = -weighted(number, (1, 3) * 6) % 10
    return f"{number[:3]}.{number[3:7]}.{number[7:11]}.{number[11]}{check}"


@_retry
def uk_nhs(rng: Random) -> str | None:
    number = str(rng.randint(4, 7)) + digits(rng, 8)
    check = _eleven(number, range(10, 1, -1)) % 11
    if check == 10:
        return None
    return rng.choice((f"{number}{check}", f"{number[:3]} {number[3:6]} {number[6:]}{check}"))


def uk_nino(rng: Random) -> str:
    prefix = rng.choice(("AB", "CE", "JK", "NW", "PS", "ZY"))
    number, last = digits(rng, 6), rng.choice("ABCD")
    return rng.choice(
        (f"{prefix}{number}{last}", f"{prefix} {number[:2]} {number[2:4]} {number[4:]} {last}")
    )


def uk_utr(rng: Random) -> str:
    number = digits(rng, 9)
    return "21987654321"[weighted(number, (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11] + number


def card(rng: Random) -> str:
    """Return a payment card number, in groups of four or plain."""
    number = rng.choice(("4", "51", "53", "55", "22"))
    number += digits(rng, 15 - len(number)) if number != "22" else "30" + digits(rng, 11)
    full = number + luhn(number)
    return rng.choice((full, " ".join(full[n : n + 4] for n in range(0, 16, 4))))
