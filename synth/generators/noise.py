"""Typing errors on the prompt side."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from compliance.dataset.record import Record
from synth.sentences import record_language
from synth.turns import turns

_MIN_LETTERS = 4
_CHUNK = re.compile(r"\S+")
_CORE = re.compile(r"[\"'(„“]*([^\W\d_]+)[\"')“”.,;:!?…]*\Z")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_ROWS = {
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnm"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}


def _neighbours(rows: tuple[str, ...]) -> dict[str, str]:
    near: dict[str, str] = {}
    for row in rows:
        for index, key in enumerate(row):
            near[key] = row[max(0, index - 1) : index] + row[index + 1 : index + 2]
    return near


_NEAR = {language: _neighbours(rows) for language, rows in _ROWS.items()}


class Noise:
    """Puts a few slips of the finger into what a user writes.

    A slot, a digit, and any chunk that is not one plain word (addresses, links, codes) stay as
    they are, and so does everything that an assistant or a completion says.
    """

    mark = "n"

    def __init__(self, rate: float) -> None:
        """Keep the share of plain words to change, at least one per record."""
        self._rate = rate

    def propose(self, record: Record, rng: random.Random) -> Mapping[str, str]:
        """Return the user's turns that got a typing error; empty if no word is fit for one."""
        parts = [part for part in turns(record) if part.role == "user"]
        near = _NEAR["en" if record_language(turns(record)) == "en" else "de"]
        places = [
            (number, start, end)
            for number, part in enumerate(parts)
            for start, end in plain_words(part.text)
        ]
        if not places:
            return {}
        count = max(1, round(self._rate * len(places)))
        texts = [part.text for part in parts]
        # From the end, so that the places found before stay true.
        for number, start, end in sorted(rng.sample(places, count), reverse=True):
            text = texts[number]
            texts[number] = text[:start] + slip(text[start:end], near, rng) + text[end:]
        return {
            part.path: text for part, text in zip(parts, texts, strict=True) if text != part.text
        }


def plain_words(text: str) -> list[tuple[int, int]]:
    """Return start and end of the words that may get an error: four or more letters, no slot."""
    found = []
    for chunk in _CHUNK.finditer(text):
        core = _CORE.match(chunk.group())
        if core is None or len(core.group(1)) < _MIN_LETTERS:
            continue
        start = chunk.start() + core.start(1)
        found.append((start, start + len(core.group(1))))
    return found


def slip(word: str, near: Mapping[str, str], rng: random.Random) -> str:
    """Return a word with one typing error in it; never the same word, ignoring case.

    Args:
        word: letters only, at least two.
        near: key → its neighbours on the keyboard.
        rng: the only source of chance.
    """
    at = rng.randrange(1, len(word))
    char = word[at]
    ways = [word[:at] + word[at + 1 :], word[:at] + char + word[at:]]
    if char.casefold() != word[at - 1].casefold():
        ways.append(word[: at - 1] + char + word[at - 1] + word[at + 1 :])
    ways += [word[:at] + key + word[at + 1 :] for key in near.get(char, "")]
    written_out = "".join(_UMLAUTS.get(letter, letter) for letter in word)
    if written_out.casefold() != word.casefold():
        ways += [written_out] * 2
    chosen = rng.choice(ways)
    return chosen.lower() if rng.random() < 0.25 else chosen
