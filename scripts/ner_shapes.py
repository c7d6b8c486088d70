"""The shapes a person's name is written in, and typing errors in it."""

from __future__ import annotations

import random


def shape_of(slot: str, names: tuple[str, str, str], origin: str, rng: random.Random) -> str:
    """Return a person's name as a slot wants it.

    Args:
        slot: "full", "first", "last", "init", "listed", "short" or "caps".
        names: given name, second given name and surname.
        origin: language or locale the name comes from.
        rng: the source of chance.
    """
    first, second, last = names
    one, two = first[0], second[0]
    if slot == "first":
        return f"{first}-{second}" if origin != "ro" and rng.random() < 0.04 else first
    if slot in ("last", "init", "listed"):
        return {"last": last, "init": f"{one}. {last}", "listed": f"{last}, {first}"}[slot]
    if slot == "short":
        return _initialled(first, second, last, rng)
    if slot == "caps":
        return rng.choice(
            (
                f"{last.upper()}, {first}",
                f"{last.upper()} {first}",
                f"{first} {last.upper()}",
                f"{first} {last}".upper(),
                last.upper(),
                f"{last}, {first}".upper(),
            )
        )
    if origin == "hu" and rng.random() < 0.8:
        return f"{last} {first}"
    shapes = (f"{first} {last}", f"{first} {second} {last}", f"{first} {two}. {last}",
              f"{last} {first}", f"{first}-{second} {last}")  # fmt: skip
    return rng.choices(shapes, (14, 1, 1, 0.5, 0.5))[0]


def _initialled(first: str, second: str, last: str, rng: random.Random) -> str:
    one, two = first[0], second[0]
    shapes = (f"{one}. {last}", f"{one}.{two}. {last}", f"{one}. {two}. {last}",
              f"{one}.{last}", f"{last} {one}.", f"{last}, {one}.", f"{first} {two}. {last}",
              f"{one}{two} {last}", f"{one} {last}", f"{first} {one}.")  # fmt: skip
    return rng.choices(shapes, (8, 4, 3, 2, 2, 1, 4, 0.5, 0.5, 1))[0]


def misspell(name: str, rng: random.Random) -> str:
    """Return the name with one letter dropped, doubled or exchanged with its neighbour.

    Args:
        name: at least four characters; a shorter one comes back unchanged.
        rng: the source of chance.
    """
    if len(name) < 4:
        return name
    at = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
