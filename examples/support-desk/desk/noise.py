"""How people really type: no capitals, missing marks, slips of the finger, ae for ä.

Works on segments, so a span always keeps to its value.
"""

import random
import re

from desk.script import Segment

_WORDS = frozenset({"PERSON", "LOCATION", "STREET_ADDRESS", "HEALTH", "TRADE_UNION_MEMBERSHIP"})
"""Types that are written in words; numbers, mail addresses and secrets are never touched."""

_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "’": "'"}
)


def sloppy(segments: list[Segment], language: str, rng: random.Random) -> list[Segment]:
    """Return the segments as a hurried customer would have typed them."""
    lower = rng.random() < 0.75
    ascii_only = language == "de" and rng.random() < 0.25
    commas = rng.random() < 0.6
    slips = rng.choice([0.0, 0.02, 0.04])
    out = list[Segment]()
    for text, kind in segments:
        new = text
        if kind is None:
            if commas:
                new = re.sub(r",(?!\d)", "", new)
            new = " ".join(_slip(word, slips, rng) for word in new.split(" "))
        elif kind == "PERSON" and rng.random() < 0.08:
            new = _slip(new, 1.0, rng)
        if kind is None or kind in _WORDS:
            new = new.lower() if lower else new
            new = new.translate(_ASCII) if ascii_only else new
        out.append((new, kind))
    text, kind = out[-1]
    if kind is None and text.endswith(".") and rng.random() < 0.7:
        out[-1] = (text[:-1], None)
    return [(t, k) for t, k in out if t]


def _slip(word: str, chance: float, rng: random.Random) -> str:
    if len(word) < 5 or not word.isalpha() or rng.random() >= chance:
        return word
    return misspelt(word, rng)


def misspelt(name: str, rng: random.Random) -> str:
    """Return the name with one letter swapped, doubled or left out."""
    at = rng.randrange(1, len(name) - 2)
    while not (name[at].isalpha() and name[at + 1].isalpha()):
        at = rng.randrange(1, len(name) - 2)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    doubled = name[:at] + name[at] + name[at:]
    wrong = [swapped, doubled, name[:at] + name[at + 1 :]]
    return rng.choice([w for w in wrong if w != name])


def capitalised(segments: list[Segment]) -> list[Segment]:
    """Return the segments with a capital at the start of the message."""
    text, kind = segments[0]
    if kind is None and text[:1].islower():
        return [(text[0].upper() + text[1:], None), *segments[1:]]
    return segments


_SMALL = frozenset(
    "ich wo wir mein meine meinem meiner meinen bitte an am auf für seit das die der den dem bei "
    "hiermit kann können gibt laut finde komme bin beim welche was wer wann gilt hab habe so zum "
    "darf ist nur und wohin gemäß".split()
)
"""German words that are written small after the comma of a salutation."""


def after_comma(segments: list[Segment]) -> list[Segment]:
    """Return the segments as they follow on `Sehr geehrte Damen und Herren,`."""
    text, kind = segments[0]
    first = text.split(" ", 1)[0].rstrip(",:!?")
    if kind is None and first.lower() in _SMALL:
        return [(text[0].lower() + text[1:], None), *segments[1:]]
    return segments
