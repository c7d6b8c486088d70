"""Ways in which a value is written so that a person still reads it and a pattern does not.

Where a disguise leaves a choice (which mark, at which place, in which script), a generator with a
fixed seed takes it, so that each value meets another one and every run the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

Disguise = Callable[[str, Random], str | None]

_SCRIPTS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x1D7CE)
"""The zeros of Arabic, Persian, Devanagari, Bengali, Thai and mathematical digits."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\u00a0\u202f\u2007\u2009"
_DASHES = "\u2011\u2010\u2013\u2212"
_MARKS = "\u0336\u0335\u0332\u0323\u0338"
_ALIKE = str.maketrans("AaBCcEeHIiKMOoPpTXxy", "АаВСсЕеНІіКМОоРрТХху")
_AT = (" at ", " AT ", " (at) ", "[at]")
_DOT = (" dot ", " DOT ", " (dot) ", "[dot]")
_NAMED = {"@": "&commat;", ".": "&period;", " ": "&nbsp;", "-": "&hyphen;", "/": "&sol;"}


def _plain(value: str, rng: Random) -> str:
    return value


def _full_width(value: str, rng: Random) -> str | None:
    return _digits(value, 0xFF10)


def _other_script(value: str, rng: Random) -> str | None:
    return _digits(value, rng.choice(_SCRIPTS))


def _digits(value: str, zero: int) -> str | None:
    changed = value.translate({ord("0") + n: zero + n for n in range(10)})
    return None if changed == value else changed


def _sprinkled(marks: str, most: int) -> Disguise:
    """Return a disguise that puts one to `most` marks behind characters taken by chance."""

    def change(value: str, rng: Random) -> str:
        places = set(rng.sample(range(len(value) - 1), min(rng.randint(1, most), len(value) - 1)))
        return "".join(
            char + rng.choice(marks) if place in places else char
            for place, char in enumerate(value)
        )

    return change


def _spaces(value: str, rng: Random) -> str:
    """Put no-break spaces for spaces, into groups of four, or around what is written in one."""
    space = rng.choice(_SPACES)
    if " " in value:
        return value.replace(" ", space)
    if value.isalnum() and len(value) > 14:
        return space.join(value[n : n + 4] for n in range(0, len(value), 4))
    return f"{space}{value}{space}"


def _hyphens(value: str, rng: Random) -> str | None:
    dash = rng.choice(_DASHES)
    if "-" in value:
        return value.replace("-", dash)
    return value.replace(" ", dash) if " " in value else None


def _alike(value: str, rng: Random) -> str | None:
    """Take one letter or more from another alphabet."""
    places = [at for at, char in enumerate(value) if ord(char) in _ALIKE]
    if not places:
        return None
    taken = set(rng.sample(places, rng.randint(1, len(places))))
    return "".join(
        char.translate(_ALIKE) if place in taken else char for place, char in enumerate(value)
    )


def _line_break(value: str, rng: Random) -> str:
    """Break a line at a mark or space inside, as writers and mail programs do, else anywhere."""
    spaces = [match.start() for match in re.finditer("[ .@/-]", value)]
    if not spaces:
        place = rng.randint(2, len(value) - 2)
        return f"{value[:place]}\n{value[place:]}"
    place = rng.choice(spaces)
    mark = "" if value[place] == " " else value[place]
    return f"{value[:place]}{mark}\n{value[place + 1 :]}"


def _spelled(value: str, rng: Random) -> str | None:
    if "@" not in value:
        return None
    turn = rng.randrange(len(_AT))
    return value.replace("@", _AT[turn]).replace(".", _DOT[turn])


def _entities(value: str, rng: Random) -> str | None:
    """Write the marks of a value as entities, or some of its characters."""
    form = rng.choice(("&#{};", "&#x{:x};", "named", "some"))
    if form == "some":
        places = set(rng.sample(range(len(value)), rng.randint(1, len(value))))
        return "".join(
            f"&#{ord(char)};" if place in places else char for place, char in enumerate(value)
        )
    changed = "".join(
        char
        if char.isalnum()
        else (_NAMED.get(char, char) if form == "named" else form.format(ord(char)))
        for char in value
    )
    return None if changed == value else changed


DISGUISES: Mapping[str, Disguise] = {
    "plain": _plain,
    "full-width digits": _full_width,
    "digits of another script": _other_script,
    "zero-width characters": _sprinkled(_INVISIBLE, 5),
    "soft hyphens": _sprinkled("\u00ad", 4),
    "no-break spaces": _spaces,
    "non-breaking hyphens": _hyphens,
    "look-alike letters": _alike,
    "combining marks": _sprinkled(_MARKS, 5),
    "line break inside": _line_break,
    "spelled-out separators": _spelled,
    "HTML entities": _entities,
}
"""Each disguise by name; None where it does not apply to a value."""
