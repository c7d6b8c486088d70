"""Values that nobody asked about, in the form of a person's own: what a rank is counted among.

They are to be as likely as the true value for a model that never saw it. So what many people share
stays (the domain of an e-mail address, the first half of a number, the town), and only what tells
one person from another is drawn anew, in the same length.

Basis: Carlini et al. 2019, The Secret Sharer, section 4.2 (a space of equally formed candidates).
"""

from __future__ import annotations

import datetime as dt
import math
import random
import re
from collections.abc import Callable, Sequence
from typing import Literal

from compliance.detect.names.people import TITLES
from compliance.detect.names.words import fold as plain
from compliance.operators.surrogates.draw import cased, table
from compliance.operators.surrogates.pools import names
from compliance.subject.folding import fold
from compliance.subject.identity import Identity

ValueKind = Literal["name", "email", "phone", "id", "address", "birth_date"]
KINDS: dict[ValueKind, str] = {
    "name": "name",
    "email": "e-mail address",
    "phone": "phone number",
    "id": "identifying number",
    "address": "postal address",
    "birth_date": "birth date",
}
"""Kinds of values that a model can give out → how they are called."""
BIRTH_FORM = "%d.%m.%Y"
"""How a birth date is written where one form is needed."""
_RUN = re.compile(r"[^\W\d_]+|\d+")
_STREET_END = re.compile(
    r"(?i)(straße|strasse|str|weg|allee|platz|gasse|ring|damm|ufer|straat|laan|gatan|gade|vej)\Z"
)
_NO_STREET = frozenset(
    "street road avenue lane drive close square court way place rue avenue boulevard via viale "
    "calle plaza ulica straße strasse weg allee platz ring am an der den dem die das im in auf "
    "zum zur alte neue str".split()
)
_TRIES = 20
_LEAST_DIGITS = 4
_FEWEST = 40
_INITIALS = 3
"""Letters of a word that may be initials."""
_LETTERS = "abcdefghijklmnoprstuvwz"
_DECADE = 10

Draw = Callable[[], str]


def values_of(identity: Identity) -> list[tuple[ValueKind, str]]:
    """Return kind and text of every value of a person that a model could give out."""
    born = identity.birth_date
    texts: dict[ValueKind, tuple[str, ...]] = {
        "name": identity.names,
        "email": identity.emails,
        "phone": identity.phones,
        "id": identity.ids,
        "address": identity.addresses,
        "birth_date": () if born is None else (born.strftime(BIRTH_FORM),),
    }
    return [(kind, text) for kind, own in texts.items() for text in own]


def invented(kind: ValueKind, value: str, count: int, rng: random.Random) -> list[str]:
    """Return distinct invented values in the form of another; fewer where its form has no more.

    Args:
        kind: of the value.
        value: the true one, which is never among them.
        count: how many are wanted.
        rng: seeded; the same seed gives the same values.
    """
    draw = _DRAWERS[kind](value, count, rng)
    found: dict[str, str] = {}
    if draw is None:
        return []
    for _ in range(count * _TRIES):
        new = draw()
        if fold(new) != fold(value):
            found.setdefault(fold(new), new)
        if len(found) == count:
            break
    return list(found.values())


def _name(value: str, count: int, rng: random.Random) -> Draw | None:
    """Other names of like length, from the lists of the same language first."""
    return _worded(value, count, rng, capital=True)


def _email(value: str, count: int, rng: random.Random) -> Draw | None:
    """Another local part at the same domain, which others may have too."""
    local, at, domain = value.partition("@")
    draw = _worded(local, count, rng) if at else None
    return None if draw is None else lambda: f"{draw()}@{domain}"


def _number(value: str, count: int, rng: random.Random) -> Draw | None:
    """The second half of the digits anew; areas, offices and series stand in the first one."""
    places = [at for at, char in enumerate(value) if char in "0123456789"]
    changed = places[-max(_LEAST_DIGITS, len(places) // 2) :]
    if len(changed) < _LEAST_DIGITS:
        return None

    def draw() -> str:
        chars = list(value)
        for at in changed:
            chars[at] = rng.choice("0123456789")
        return "".join(chars)

    return draw


def _code(value: str, count: int, rng: random.Random) -> Draw | None:
    """A number, or for a login with hardly any digits other words."""
    return _number(value, count, rng) or _worded(value, count, rng)


def _address(value: str, count: int, rng: random.Random) -> Draw | None:
    """Another street and house number in the same town, another end of the postcode."""
    street, comma, rest = value.partition(",")
    cores = [
        match.group()
        for match in _RUN.finditer(street)
        if match.group().isalpha() and match.group().casefold() not in _NO_STREET
    ]
    longest = max(cores, key=len, default="")
    core = _STREET_END.sub("", longest) or longest
    words = [*table("places")["streets"]["core"].split(), *_listed("surname")]
    pool = _nearest(core, [("", word) for word in words], "", max(_FEWEST, count // 10))

    def draw() -> str:
        new = street
        if core:
            new = new.replace(core, cased(core, rng.choice(pool)), 1)
        new = re.sub(r"\d+", lambda match: _digits(match.group(), rng), new)
        return f"{new}{comma}{re.sub(r'[0-9]+', lambda match: _end(match.group(), rng), rest)}"

    return draw


def _birth_date(value: str, count: int, rng: random.Random) -> Draw | None:
    """Another day of the same decade."""
    born = dt.datetime.strptime(value, BIRTH_FORM).date()
    first = dt.date(born.year // _DECADE * _DECADE, 1, 1)
    days = (first.replace(year=first.year + _DECADE) - first).days
    return lambda: (first + dt.timedelta(rng.randrange(days))).strftime(BIRTH_FORM)


_DRAWERS: dict[ValueKind, Callable[[str, int, random.Random], Draw | None]] = {
    "name": _name,
    "email": _email,
    "phone": _number,
    "id": _code,
    "address": _address,
    "birth_date": _birth_date,
}


def _worded(value: str, count: int, rng: random.Random, *, capital: bool = False) -> Draw | None:
    """Return what draws a text with other names in the place of its words, and other digits.

    Args:
        value: words with anything between them.
        count: how many different texts are wanted.
        rng: seeded.
        capital: leave titles and words in small letters as they are, which are no names.
    """
    runs = list(_RUN.finditer(value))
    words = [
        match.group()
        for match in runs
        if match.group().isalpha() and not (capital and _is_kept(match.group()))
    ]
    if not words and not any(match.group().isdecimal() for match in runs):
        return None
    long = [word for word in words if len(word) > _INITIALS or names().is_known(word)]
    size = max(_FEWEST, math.ceil((4 * count) ** (1 / max(1, len(long)))))
    pools = {word: _names_like(word, size) for word in long}

    def new(match: re.Match[str]) -> str:
        run = match.group()
        if run.isdecimal():
            return _digits(run, rng)
        if capital and _is_kept(run):
            return run
        if run in pools:
            return cased(run, rng.choice(pools[run]))
        letters = "".join(rng.choice(_LETTERS) for _ in run)
        return letters.upper() if run.isupper() else letters

    return lambda: _RUN.sub(new, value)


def _is_kept(word: str) -> bool:
    return word.islower() or plain(word) in map(plain, TITLES)


def _names_like(word: str, size: int) -> list[str]:
    """Return names of like length: given names for one, else surnames; both where few are left."""
    given = names().is_given(word)
    home = names().given(word, "de")[0] if given else names().surname(word, "de")
    kinds = ("f", "m") if given else ("surname",)
    known = table("names")
    homes = [each for each in known if each != "tails"]
    pool = [(lang, each) for lang in homes for kind in kinds for each in known[lang][kind].split()]
    if size > len(pool):
        others = ("surname",) if given else ("f", "m")
        pool += [(lang, w) for lang in homes for kind in others for w in known[lang][kind].split()]
    found = _nearest(word, pool, home, size)
    return [plain(each) for each in found] if word.isascii() and word.islower() else found


def _nearest(word: str, pool: Sequence[tuple[str, str]], home: str, size: int) -> list[str]:
    """Return the words of a pool that are closest in length, those of the same language first."""
    near = sorted(
        {each for each in pool if fold(each[1]) != fold(word) and each[1].isalpha()},
        key=lambda each: (abs(len(each[1]) - len(word)) + 2 * (each[0] != home), each[1], each[0]),
    )
    return list(dict.fromkeys(each for _, each in near[:size]))


def _listed(kind: str) -> list[str]:
    return [word for lang, own in table("names").items() if lang != "tails"
            for word in own[kind].split()]  # fmt: skip


def _digits(run: str, rng: random.Random) -> str:
    """Return other digits, none that opens a number a zero unless it was one."""
    first = run[0] if run[0] == "0" and len(run) > 1 else rng.choice("123456789")
    return first + "".join(rng.choice("0123456789") for _ in run[1:])


def _end(run: str, rng: random.Random) -> str:
    kept = run[: len(run) // 2]
    return kept + "".join(rng.choice("0123456789") for _ in run[len(kept) :])
