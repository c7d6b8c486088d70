"""What stands in one breath with a find: a name before a phone number, a birth date after a name.

People give their data in blocks: "Silke Wagner, Hauptstr. 5", "4711 / 1.2.1980". The parts that no
rule knows by themselves are known by their neighbours.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from compliance.detect.dates import FullDate
from compliance.detect.names.lists import family_names, is_listed, small_words
from compliance.detect.names.people import NAME_PARTICLES, ORGANISATION_WORDS
from compliance.detect.names.words import fold
from compliance.detect.types import Entity

_ANCHORS = frozenset({"EMAIL_ADDRESS", "PHONE_NUMBER", "STREET_ADDRESS", "DATE_OF_BIRTH"})
_DATE_ANCHORS = _ANCHORS | {"PERSON", "CUSTOMER_ID", "USERNAME"}
_INTRODUCED = re.compile(
    r"(?i)(?:^|[^\w])(?:vom|am|zum|den|dem|der|seit|bis|ab|nach|vor|stand|version|fassung|datum|"
    r"on|of|dated|date|since|until|till|from|by|before|after|as of|"
    r"le|du|depuis|el|del|desde|hasta|il|dal|dell|op|sinds|tot|z|od|do|dnia|ze|em|"
    r"från|fra|til|till)[ :]{1,2}$"
)
"""What stands before the date of an event, an order or a statute; a bare birth date has none."""
_GAP = re.compile(r"[\s,;/|():*-]{0,5}(?:and\s|und\s|in\s|aus\s)?")
_GAP_BEFORE = re.compile(r"(?:,?(?: |\n)?\*|,| -| \||\n| /)?[ \n]?$")
_PAUSE = re.compile(r"[,\n|/*-]")
_WORDS_BEFORE = re.compile(
    r"(?:^|[.:;!?(\n>„\"] ?|, |\s)"
    r"(?P<name>(?:[^\W\d_]\.|[^\W\d_]['-]?[^\W\d_](?:[^\W\d_]|['-])*)"
    r"(?:,? (?:[^\W\d_]\.|[^\W\d_](?:[^\W\d_]|['-])+)){0,2})$"
)
_SCORE = 0.5
_NAME_SCORE = 0.65
_DATE_SCORE = 0.6
_LATEST_BIRTH = 2019
"""A full date of a later year beside a name is an appointment rather than a birth."""
_ROLES = frozenset(
    "info kontakt contact mail post service office rechnung rechnungen support hello hallo team "
    "buchhaltung accounting sales vertrieb admin noreply reply newsletter datenschutz privacy dpo "
    "bewerbung jobs shop order orders bestellung praxis kanzlei webmaster marketing presse".split()
)


def births(text: str, found: Sequence[Entity], dates: Sequence[FullDate]) -> Iterator[Entity]:
    """Yield full dates that stand directly beside a name, an address or an account number.

    Args:
        text: normalised text.
        found: finds in it.
        dates: full dates in it.
    """
    anchors = [each for each in found if each.type in _DATE_ANCHORS] if dates else []
    starts = {each.start for each in anchors}
    ends = {each.end for each in anchors}
    for start, end, year in dates if anchors else ():
        if year is not None and year > _LATEST_BIRTH:
            continue
        if _INTRODUCED.search(text[max(0, start - 12) : start]):
            continue
        behind = _GAP.match(text, end)
        near = any(place in starts for place in range(end, (behind.end() if behind else end) + 1))
        if not near:
            left = text[max(0, start - 12) : start]
            near = any(
                start - offset in ends and _GAP.fullmatch(left[len(left) - offset :])
                for offset in range(len(left) + 1)
            )
        if near:
            yield Entity(start, end, "DATE_OF_BIRTH", _DATE_SCORE, "neighbours.date")


def names_before(
    text: str,
    found: Sequence[Entity],
    dates: Sequence[FullDate],
    stop: frozenset[str],
    *,
    small: bool,
) -> Iterator[Entity]:
    """Yield names directly before contact data: "Weber, Tom, tom@...", "Tom Weber 0171 ...".

    Args:
        text: normalised text.
        found: finds in it.
        dates: full dates in it.
        stop: words that are no names.
        small: is the text written without capitals?
    """
    places = {each.start: False for each in found if each.type in _ANCHORS and each.score >= _SCORE}
    for start, _, year in dates:
        if year is None or year <= _LATEST_BIRTH:
            if _INTRODUCED.search(text[max(0, start - 12) : start]) is None:
                places.setdefault(start, True)
    for place, date in sorted(places.items()):
        window = max(0, place - 60)
        left = text[window:place]
        gap = _GAP_BEFORE.search(left)
        match = _WORDS_BEFORE.search(left[: gap.start()] if gap else left)
        if match is None:
            continue
        at = window + match.start("name")
        words = [(at + word.start(), word.group()) for word in _WORD.finditer(match.group("name"))]
        while words and not _is_name(words[0][1], stop, small=small):
            words.pop(0)
        if not words or words[-1][1].lower() in NAME_PARTICLES:
            continue
        if not all(_is_name(word, stop, small=small) for _, word in words):
            continue
        if not any(_is_known(word) for _, word in words) or text[: words[0][0]].endswith("& "):
            continue
        if len(words) < 2 and (small or date or not (gap and _PAUSE.search(gap.group()))):
            continue
        end = words[-1][0] + len(words[-1][1])
        yield Entity(words[0][0], end, "PERSON", _NAME_SCORE, "neighbours.name")


def names_in_lists(text: str, found: Sequence[Entity], stop: frozenset[str]) -> Iterator[Entity]:
    """Yield full names that stand in a list with a known person: "Tom Weber, Anna Horn und ...".

    Args:
        text: normalised text.
        found: finds in it.
        stop: words that are no names.
    """
    known = [each for each in found if each.type == "PERSON" and each.score >= _SCORE]
    if not known:
        return
    starts = {each.start for each in known}
    ends = {each.end for each in known}
    for match in _FULL_NAME.finditer(text):
        words = match.group().split()
        if match.start() in starts or not all(_is_name(word, stop, small=False) for word in words):
            continue
        if not any(map(_is_known, words)):
            continue
        behind = _LIST_GAP.match(text, match.end())
        before = _LIST_GAP_BEFORE.search(text[max(0, match.start() - 6) : match.start()])
        if (behind and behind.end() in starts) or (
            before and match.start() - len(before.group()) in ends
        ):
            ends.add(match.end())
            yield Entity(match.start(), match.end(), "PERSON", _SCORE, "neighbours.list")


_FULL_NAME = re.compile(r"(?<![\w'-])[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)? [A-ZÄÖÜ][\w'-]+")
_LIST_GAP = re.compile(r", | und | and | & |, und |, and ")
_LIST_GAP_BEFORE = re.compile(r"(?:, und |, and | und | and | & |, )$")


def names_in_addresses(
    text: str, found: Sequence[Entity], stop: frozenset[str]
) -> Iterator[Entity]:
    """Yield words of the text that the local part of an e-mail address in it is made of.

    Args:
        text: normalised text.
        found: finds in it.
        stop: words that are no names.
    """
    wanted = set()
    for each in found:
        if each.type == "EMAIL_ADDRESS" and "@" in text[each.start : each.end]:
            local = text[each.start : each.end].split("@", 1)[0]
            wanted |= {
                part.lower()
                for part in re.findall(r"[^\W\d_]+", local)
                if len(part) >= 3 and part.lower() not in stop and part.lower() not in _ROLES
            }
    if not wanted:
        return
    spans = sorted((each.start, each.end) for each in found)
    starts = [start for start, _ in spans]
    reach = list(itertools.accumulate((end for _, end in spans), max))
    for match in _WORD.finditer(text):
        word = match.group()
        if _plain(word) in wanted or word.lower() in wanted:
            at = bisect.bisect_right(starts, match.start()) - 1
            if at < 0 or reach[at] <= match.start():
                yield Entity(match.start(), match.end(), "PERSON", 0.55, "neighbours.address")


_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _plain(word: str) -> str:
    return word.lower().translate(_UMLAUTS)


def _is_known(word: str) -> bool:
    if word.lower() in small_words():
        return False
    return is_listed(word) or fold(word) in family_names()


def _is_name(word: str, stop: frozenset[str], *, small: bool) -> bool:
    lower = word.lower()
    if lower in NAME_PARTICLES:
        return True
    if lower in stop or lower in ORGANISATION_WORDS or len(word) > 25:
        return False
    return word[0].isupper() or (small and len(word) >= 3)
