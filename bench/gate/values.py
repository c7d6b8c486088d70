"""Values of the main types, as many as wanted and none twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def word(number: int) -> str:
    """Return an invented word that no other number gives."""
    letters = []
    for _ in range(5):
        number, consonant = divmod(number, 16)
        number, vowel = divmod(number, 5)
        letters.append("bdfghklmnprstvwz"[consonant] + "aeiou"[vowel])
    return "".join(letters).capitalize()


VALUES: Mapping[str, Callable[[int], str]] = {
    "PERSON": lambda at: f"{word(at % 317)} {word(at)}",
    "EMAIL_ADDRESS": lambda at: f"{word(at // 4).lower()}@firma{at % 4}.de",
    "PHONE_NUMBER": lambda at: f"+49 30 {1_000_000 + 7 * at}",
    "IBAN_CODE": lambda at: f"DE8937040044{at:010d}",
    "CREDIT_CARD": lambda at: f"4111{at:012d}",
    "STREET_ADDRESS": lambda at: f"{word(at)}straße {at % 9 + 1}, {10_000 + at % 89_999} Xstadt",
    "LOCATION": word,
    "ORGANIZATION": lambda at: f"{word(at)} AG",
    "URL": lambda at: f"https://firma.de/{at}",
    "USERNAME": lambda at: f"{word(at).lower()}{at % 10}",
    "IP_ADDRESS": lambda at: f"10.{at >> 16}.{at >> 8 & 255}.{at & 255}",
    "CUSTOMER_ID": lambda at: f"K{at:09d}",
    "DE_TAX_ID": lambda at: f"{86_000_000_000 + 13 * at}",
}
"""Entity type → what makes a value of it."""
