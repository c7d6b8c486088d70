"""Dates as people write them: a birthday with its year, or a day of this year's business."""

import random

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}


def month_name(month: int, language: str) -> str:
    """Return the name of a month, 1 to 12."""
    return _MONTHS[language].split()[month - 1]


def birth(year: int, month: int, day: int, country: str, rng: random.Random) -> str:
    """Return a date of birth in one of the notations of the country."""
    word = month_name(month, "de" if country == "DE" else "en")
    forms = {
        "DE": [
            f"{day:02d}.{month:02d}.{year}",
            f"{day}.{month}.{year}",
            f"{day}. {word} {year}",
            f"{day:02d}.{month:02d}.{year % 100:02d}",
        ],
        "UK": [
            f"{day:02d}/{month:02d}/{year}",
            f"{day} {word} {year}",
            f"{day} {word[:3]} {year}",
            f"{day}/{month}/{year % 100:02d}",
        ],
        "US": [
            f"{month:02d}/{day:02d}/{year}",
            f"{word} {day}, {year}",
            f"{month}/{day}/{year}",
            f"{word[:3]} {day}, {year}",
        ],
    }
    return rng.choice([*forms[country], f"{year}-{month:02d}-{day:02d}"])


def business(country: str, rng: random.Random) -> str:
    """Return a day between March and October 2026, often without its year."""
    day, month = rng.randrange(1, 29), rng.randrange(3, 11)
    word = month_name(month, "de" if country == "DE" else "en")
    forms = {
        "DE": [f"{day:02d}.{month:02d}.2026", f"{day}. {word}", f"{day}.{month}."],
        "UK": [f"{day} {word}", f"{day:02d}/{month:02d}/2026", f"{day} {word} 2026"],
        "US": [f"{word} {day}", f"{month:02d}/{day:02d}/2026", f"{word} {day}, 2026"],
    }
    return rng.choice(forms[country])
