"""Names of persons, part by part, so that all mentions of a person agree.

What a word is, given name or surname, is told by the word alone wherever a list knows it. A word
that no list knows is a given name where it opens a name of several words, else a surname.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import regex

from compliance.detect.names.cues_europe import foreign_titles
from compliance.detect.names.people import TITLES
from compliance.detect.names.words import AND, PARTICLES, fold
from compliance.operators.base import Params
from compliance.operators.surrogates.draw import cased, key, language, other
from compliance.operators.surrogates.pools import names

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_SKI = re.compile(r"(?P<stem>.{2,}(?:sk|ck|dzk))(?P<end>i|iego|iemu|im|a|iej|ą|ich|imi)", re.I)
_OVA = re.compile(r"(?P<stem>.{2,})(?P<end>ov(?:á|é|ou))", re.I)
_HARD = re.compile(r"(?P<stem>.{2,}[^v\W])(?P<end>ý|á|ého|ému|ým)", re.I)
_PART = "PERSON.part"
ALPHABETS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ",
)


def note_parts(value: str, params: Params) -> None:
    """Take notice of the words of a name, so that none of them stands for another one."""
    for word in _WORD.findall(unicodedata.normalize("NFC", value)):
        if len(word) > 1:
            params.numbers.note(_PART, word)


def person(value: str, params: Params) -> str | None:
    """Return an invented name in the form of another.

    Titles, particles, order, hyphens, capitals and the ending of the genitive stay; initials get
    one letter for each letter.
    """
    text = unicodedata.normalize("NFC", value)
    matches = list(_WORD.finditer(text))
    kept = [_is_kept(match.group(), value, params, alone=len(matches) == 1) for match in matches]
    if all(kept) or any(map(str.isdigit, text)):
        return None
    first = _opening(text, matches, kept)
    pieces: list[str] = []
    position = 0
    for number, match in enumerate(matches):
        pieces.append(text[position : match.start()])
        position = match.end()
        word = match.group()
        if kept[number]:
            pieces.append(word)
            continue
        new = word_for(word, params, given=number == first)
        if new is None:
            return None
        pieces.append(new)
    return "".join([*pieces, text[position:]])


def word_for(word: str, params: Params, *, given: bool = False) -> str | None:
    """Return what stands for one word of a name; nothing for a letter of an unknown alphabet.

    Args:
        word: without spaces and hyphens.
        params: of the value.
        given: whether it is a given name should no list know it.
    """
    if len(word) == 1 and word.upper() != word.lower():
        return _letter(word, params)
    base, ending = _parted(word)
    return cased(base, _name(base, params, given=given)) + ending


def _name(word: str, params: Params, *, given: bool) -> str:
    pools = names()
    spoken = language(params, word)
    if pools.is_given(word) or (given and not pools.is_known(word)):
        home, sex = pools.given(word, spoken)
        return _drawn(word, home, sex, f"PERSON.given.{sex}.{home}", params)
    agreeing = _agreeing(word, params)
    if agreeing is not None:
        return agreeing
    home = pools.surname(word, spoken)
    return _drawn(word, home, "surname", f"PERSON.surname.{home}", params)


def _agreeing(word: str, params: Params) -> str | None:
    """Return a Slavic surname in the same form: -ski and -ska, -ová, -ý and -á in their cases."""
    ski = _SKI.fullmatch(word)
    if ski is not None:
        return _inflected(f"{ski['stem']}i", "pl", "adjective", 1, ski["end"], params)
    ova = _OVA.fullmatch(word)
    if ova is not None:
        return _inflected(ova["stem"], "cs", "surname", 0, ova["end"], params)
    hard = _HARD.fullmatch(word)
    if hard is not None:
        return _inflected(f"{hard['stem']}ý", "cs", "adjective", 1, hard["end"], params)
    return None


def _inflected(word: str, home: str, kind: str, cut: int, end: str, params: Params) -> str:
    drawn = _drawn(word, home, kind, f"PERSON.{kind}.{home}", params)
    first, *tails = drawn.split("-")
    return "-".join([first[: len(first) - cut] + end.lower(), *tails])


def _drawn(word: str, home: str, pool: str, kind: str, params: Params) -> str:
    index = params.numbers.index(kind, word)
    return (
        names()
        .pool(home, pool)
        .at(
            index,
            key(params, kind),
            word,
            lambda new: params.numbers.is_original(_PART, new),
        )
    )


def _letter(letter: str, params: Params) -> str | None:
    for alphabet in ALPHABETS:
        place = alphabet.find(letter.upper())
        if place >= 0:
            new = alphabet[other(place, len(alphabet), key(params, f"letter/{alphabet[0]}"))]
            return new.lower() if letter.islower() else new
    return None


def _parted(word: str) -> tuple[str, str]:
    """Return a word and the ending of its genitive."""
    if len(word) > 3 and word.endswith(_POSSESSIVE):
        return word[:-2], word[-2:]
    pools = names()
    if len(word) > 4 and word[-1] in "sS" and not pools.is_known(word):
        if pools.is_known(word[:-1]):
            return word[:-1], word[-1]
    return word, ""


def _is_kept(word: str, value: str, params: Params, *, alone: bool) -> bool:
    """Tell whether a word of a value is no name: a title, a particle, an "and"."""
    plain = fold(word)
    if plain in _titles():
        # A letter is an initial, but for the "M. Dupont" of the French.
        return len(word) > 1 or (word == "M" and language(params, value) == "fr")
    if alone:
        return False
    if plain in PARTICLES:
        return not (word[0].isupper() and names().is_given(word))
    return word.islower() and plain in AND


def _opening(text: str, matches: list[regex.Match[str]], kept: list[bool]) -> int | None:
    """Return which word is a given name should no list know it."""
    words = [
        number
        for number, match in enumerate(matches)
        if not kept[number] and len(match.group()) > 1
    ]
    if len(words) < 2 or any(names().is_given(matches[number].group()) for number in words):
        return None
    comma = text.find(",")
    return next((number for number in words if matches[number].start() > comma), None)


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(fold, TITLES | foreign_titles()))
