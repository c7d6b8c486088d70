"""The whole name of an organisation of which a find holds a part.

Name models and patterns often stop short: "Istanbul" of "Istanbul Municipality", "Warsaw District
Court" of "Warsaw District Court (Sąd Rejonowy)", "Oslo Police District" of "Implementation Group
of the Oslo Police District". What is left standing tells as much as what was taken.

Basis: GDPR Recital 26 (means reasonably likely to be used); TAB (Pilán et al. 2022), which counts
an organisation as protected only when its whole name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.names.consistency import ABBREVIATION as ALIAS
from compliance.detect.names.organisations import is_public_body, words_beside
from compliance.detect.types import Entity

NAME = "organisations.whole"
_SCORE = 0.55
_INTRODUCED = 0.6
_MOST_WORDS = 9
_MOST_UNKNOWN = 2
"""So many words that no list holds may stand between a name and its kind: "River Engineering"."""
_OPENING = frozenset({"of", "for", "für"})
_LINKS = _OPENING | {"and", "the", "der", "de"}
_INSIDE = frozenset({"in", "at", "w", "we", "am", "zu"})
_JOINED = re.compile(
    r"[-/][^\W\d_a-zà-öø-ÿß][^\W\d_]+| [\"“„«][^\W\d_a-zà-öø-ÿß][^\"“”»\n]{1,40}[\"”“»]"
)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_NEXT = re.compile(r" ([^\W_]+(?:['’-][^\W_]+)*)")
_LAST = re.compile(r"(?<![\w'’-])([^\W_]+(?:['’-][^\W_]+)*)( |-|/)\Z")
_LINK = re.compile(r"(?:[ \n](?:of|in|for|at|de|du|des|di|del|della|de la|w|we|der|am|zu)(?: the)? "
                   r"|[ \n](?:d'|dell'|d’|dell’))\Z")  # fmt: skip
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_BRACKET = re.compile(r" \(((?:the )?[^\W\d_a-zà-öø-ÿß][^()\n;:=]{3,90})\)")
_IN_BRACKETS = re.compile(r"[^\W\d_]+")
_NO_NAMES = frozenset(
    "see cf hereinafter hereafter formerly formally now then siehe vgl nachfolgend nachstehend "
    "früher im kurz ci voir ver véase zob no nos nr article section art".split()
)
_MOST_IN_BRACKETS = 9
_COMPOUNDS = tuple(
    "klinik klinikum krankenhaus krankenhauses spital gericht gerichts anwaltschaft behörde "
    "ministerium universität hochschule gymnasium ziekenhuis rechtbank".split()
)
"""How the nouns of Germanic compounds end."""
_ALIAS = re.compile(
    r" \((?:(?:hereinafter|hereafter|im folgenden|ci-après)[:,]? )?[\"“„«»]"
    r"(?:the |die |der |das |la |le )?"
    r"([^\W\d_a-zà-öø-ÿß]{2}[^\W_a-zà-öø-ÿß&-]{0,8})[\"”“»«]\)"
)
_DETERMINER = re.compile(r"(?i)(?:.*[ \n(])?(?:the|an?|der|die|dem|des|la|le|du|au) ")
_DEFINED = 130
"""A body is introduced with at most so many characters: "the regional health insurance fund"."""


def whole_names(text: str, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yield organisations whose name reaches further than a find of a place or an organisation.

    Args:
        text: normalised text.
        found: finds in it.
    """
    seen: set[tuple[int, int]] = set()
    for each in found:
        span = (each.start, each.end)
        if each.type not in ("ORGANIZATION", "LOCATION") or span in seen:
            continue
        seen.add(span)
        end = _end(text, each)
        start = _start(text, each.start)
        wider = (start, end) != span
        if wider and not is_public_body(text[start:end]):
            yield Entity(start, end, "ORGANIZATION", _SCORE, NAME)
        if wider or each.type == "ORGANIZATION":
            bracket = _in_brackets(text, end)
            if bracket is not None:
                yield Entity(*bracket, "ORGANIZATION", _SCORE, NAME)


def introduced(text: str) -> Iterator[Entity]:
    """Yield bodies to which a text gives a short name, and that name.

    "an occupational redeployment board ("the ORB")" names no body that a model knows; but a text
    that shortens it speaks of a certain one.

    Args:
        text: normalised text.
    """
    for match in _ALIAS.finditer(text) if "(" in text else ():
        window = max(0, match.start() - _DEFINED)
        phrase = re.split(r"[.,;:!?()\"“”]", text[window : match.start()])[-1]
        opening = _DETERMINER.match(phrase)
        name = phrase[opening.end() :] if opening else ""
        words = [word.lower() for word in _IN_BRACKETS.findall(name)]
        if len(words) > 1 and not _heads()[0].isdisjoint(words) and not is_public_body(name):
            start = match.start() - len(name)
            yield Entity(start, match.start(), "ORGANIZATION", _INTRODUCED, ALIAS)
            yield Entity(*match.span(1), "ORGANIZATION", _INTRODUCED, ALIAS)


def _end(text: str, entity: Entity) -> int:
    """Return where the name ends when the words for kinds of bodies behind the find belong to it.

    "Istanbul" + "Municipality", "Beyoğlu Court" + "of First Instance", "Konya" + "court".
    """
    heads, small = _heads()
    joined = _JOINED.match(text, entity.end)
    last = at = joined.end() if joined else entity.end
    words = [word.lower() for word in _IN_BRACKETS.findall(text[entity.start : entity.end])]
    headed = entity.type == "ORGANIZATION" and not heads.isdisjoint(words[-3:])
    linked = headed and not _OPENING.isdisjoint(words[1:])
    unknown = 0
    for _ in range(_MOST_WORDS):
        match = _NEXT.match(text, at)
        if match is None:
            break
        at = match.end()
        word = match.group(1)
        lower = _bare(word)
        if word in _LINKS:
            if not headed or (word not in _OPENING and not linked):
                break
            linked = True
        elif word[0].isupper():
            if lower in heads or lower.endswith(_COMPOUNDS):
                headed, last = True, at
            elif linked:
                last = at
            elif lower.split("-")[0] not in words_beside():
                unknown += 1
                if unknown > _MOST_UNKNOWN or lower in _stop():
                    break
        elif lower in small and not linked:
            if lower in heads:
                return at
        else:
            break
    return last


def _start(text: str, start: int) -> int:
    """Return where the name begins when a part of the body stands before the find.

    "Fourteenth Chamber of the" + "Istanbul Assize Court", "District Court in" + "Poznań".
    """
    heads, _ = _heads()
    link = _LINK.search(text, max(0, start - 16), start)
    if link is None:
        return start
    inside = link.group().strip() in _INSIDE
    best, at = start, link.start() + 1
    for number in range(_MOST_WORDS):
        match = _LAST.search(text, max(0, at - 40), at)
        if match is None:
            break
        word = match.group(1)
        lower = _bare(word)
        if word[0].isupper() and (lower in heads or lower.endswith(_COMPOUNDS)):
            best = match.start()
        elif inside and number == 0:
            break
        elif best < start:
            if lower in _stop() or not (word[0].isupper() or _ORDINAL.fullmatch(word)):
                break
            best = match.start()
        elif not (word[0].isupper() or lower in _LINKS):
            break
        at = match.start()
    return best


def _in_brackets(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of a name in brackets behind a name: what it is called at home."""
    match = _BRACKET.match(text, end)
    if match is None:
        return None
    words = [word.lower() for word in _IN_BRACKETS.findall(match.group(1))]
    if not words or len(words) > _MOST_IN_BRACKETS or words[0] in _NO_NAMES:
        return None
    if sum(map(len, words)) < 2 * len(words) or any(char.isdigit() for char in match.group(1)):
        return None
    return match.span(1)


def _bare(word: str) -> str:
    """Return a word in small letters without the ending of its possessive."""
    return _POSSESSIVE.sub("", word.lower())


@cache
def _stop() -> frozenset[str]:
    return load_words("not_names")


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    """Return the nouns for kinds of bodies, and the words that are so written small as well."""
    table = load_table("public_bodies")

    def words(section: str) -> frozenset[str]:
        return frozenset(word for entries in table[section].values() for word in entries)

    return words("head"), words("small")
