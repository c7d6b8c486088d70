"""Check digits that several kinds of number share."""

from __future__ import annotations


def digits(value: str) -> str:
    """Return the digits of a value, without the marks that part them."""
    return "".join(char for char in value if char.isdigit())


def luhn(number: str) -> bool:
    """Tell whether a string of digits passes the Luhn check (ISO/IEC 7812-1, Annex B)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return bool(number) and total % 10 == 0


def mod97(text: str) -> int:
    """Return the rest modulo 97 of letters and digits, a letter read as 10 to 35 (ISO 7064)."""
    return int("".join(str(int(char, 36)) for char in text)) % 97


def weighted(number: str, weights: tuple[int, ...]) -> int:
    """Return the sum of each digit times its weight."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


def is_round(number: str) -> bool:
    """Tell whether a number is one that people choose: zeros, one digit, a power of two or near it.

    Args:
        number: digits only.
    """
    value = int(number)
    return (
        number.endswith("0000")
        or len(set(number)) == 1
        or any((value + step) & (value + step - 1) == 0 for step in (-1, 0, 1))
    )
