"""Streets as they are written in Germany, Austria and Switzerland: name, then number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core

_NUMBER = r"\d{1,4} ?[a-zA-Z]?(?: ?[-/+] ?\d{1,4} ?[a-zA-Z]?)?"
_LAST_NUMBER = re.compile(rf" ?{_NUMBER}$")
_ENDING = (
    r"(?:stra(?:ß|ss)e|str\.?|allee|gasse|weg|platz|chaussee|promenade|twiete|damm|ufer|ring|"
    r"steig|stieg|pfad|gäßchen|gässchen|brücke|graben|wall|zeile|kamp|steg|markt|hof|berg|garten|"
    r"winkel|höhe|bogen|feld|wiese|park|tor|hang|redder|kai|siedlung|anger|rain)"
)
_SURE = re.compile(r"(?:stra(?:ß|ss)e|str\.?|allee|gasse|chaussee|promenade|twiete)$", re.I)
_LIKELY = re.compile(r"\w(?:weg|platz|damm|ufer)$", re.I)
_NO_STREET = re.compile(
    r"(?:(?:arbeits|speicher|park|stell|sitz|steck|listen|lager|liege|start|bild|frei)platz|"
    r"(?:um|rechts|aus|rück|heim|hin|versand|liefer|zahlungs|dienst|mittel|ab|feld|unter)weg|"
    r"(?:super|bau|floh|wochen|jahr|arbeits|getränke|elektro)markt|(?:bahn|fried|gast|flug|vor)hof|"
    r"(?:vor|um|text|eingabe|such|mail)feld|(?:kinder|tier)garten|(?:heiz|vor|be)ring|"
    r"(?:frei|theater)park|(?:an|ab|vor|über|um|zusammen)hang|(?:frage|regen)bogen|autor|router|[aiock]tor|"
    r"training|frühling|hering|lehrling|zwilling|string|fundament)$",
    re.I,
)
"""Words that end like a street and are none."""
_UNIT = re.compile(
    r" ?(?:gb|mb|tb|kb|euro|eur|€|\$|£|%|uhr|h\b|stück|stk|tage?n?\b|wochen?|minuten?|min\b|"
    r"stunden?|monate?n?|jahre?n?|km\b|m²|qm|kg|liter|mal\b|x\b|personen|am\b|pm\b|°|[cmk]?m\b|"
    r"[npuµ]f\b|m?[vwa]\b|m?ah\b|k?ohm\b|[kmg]?hz\b|lumen|[kmc]?l\b|m?g\b)|[.,]\d",
    re.I,
)
_NO_PLACE = re.compile(
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|april|"
    r"mai|juni|juli|august|september|oktober|november|dezember|jahr|monat|alter|schnitt|uhr|seite|"
    r"kapitel|schritt|punkt|zimmer|raum|etage|stock|version|nummer|nr|paragraf|absatz|artikel|wert|"
    r"preis|paket|rechnung|ticket)\b",
    re.I,
)
"""Words that stand between "am", "im" or "zur" and a number without being a street."""
_SEPARATE = frozenset(
    "straße strasse str weg platz allee ring gasse damm ufer markt graben wall chaussee promenade "
    "park tor hof berg pfad steig brücke feld garten bogen zeile höhe "
    "winkel wiese hang siedlung".split()
)
"""Endings that may stand as a word of their own behind the name: "Lange Straße"."""
_SENTENCE_WORDS = frozenset(
    "ich wir er sie es die der das den dem in im am an auf zur zum meine mein unsere adresse "
    "anschrift lieferadresse wohnhaft hallo ja nein bitte und oder".split()
)
_ADJECTIVE = re.compile(
    r"(?:Alte|Neue|Große|Kleine|Obere|Untere|Lange|Hohe|Breite|Kurze|Hintere|Vordere|Innere|"
    r"Äußere|Erste|Zweite|Dritte)[rn]?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}$")


class GermanStreets:
    """Finds street and number."""

    def __init__(self) -> None:
        self._street = compile_pattern(
            rf"(?i)(?:\p{{L}}+[. ]{{1,2}}|\p{{L}}+-){{0,3}}?[\p{{L}}-]*{_ENDING} ?{_NUMBER}"
        )
        self._preposition = compile_pattern(
            r"(?:Am|An der|An den|An dem|Auf dem|Auf der|Auf den|Im|In der|In den|Zum|Zur|Zu den|"
            r"Hinterm|Vorm|Unterm|Überm|Unter den|Hinter der|Hinter dem|Vor dem|Vor der|Beim|Bei "
            r"der|Alte[rn]?|Neue[rn]?|"
            r"Große[rn]?|Kleine[rn]?|Obere[rn]?|Untere[rn]?|Hohe[rn]?|Lange[rn]?)"
            rf"(?: \p{{Lu}}[\p{{L}}-]+){{1,2}} {_NUMBER}"
        )
        self._preposition_small = compile_pattern(
            r"(?:hinterm|vorm|unterm|lange|alte|neue|am|an der|an den|auf dem|auf der|im|in der|"
            r"zum|zur|unter den|hinter der|vor dem)"
            rf"(?: [\p{{L}}-]+){{1,2}} {_NUMBER}"
        )
        self._of = compile_pattern(
            r"(?:Stra(?:ß|ss)e|Platz|Allee|Promenade|Ufer|Weg|Ring) (?:de[srmn]|am|an der|zu[mr]|"
            r"von) "
            rf"(?:\d{{1,2}}\. )?\p{{Lu}}[\p{{L}}-]+(?: \p{{Lu}}[\p{{L}}-]+)? {_NUMBER}"
        )
        self._square = compile_pattern(
            r"([A-U][1-7],? \d{1,3}[a-z]?),? (?:in )?(?:68\d{3} )?Mannheim"
        )
        self._without_number = compile_pattern(
            r"(?:\p{Lu}[\p{L}-]*|\p{Lu}\p{L}+(?:er|e) )(?:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|"
            r"Stra(?:ß|ss)e|Str\.|Gasse|Allee|platz|Platz|weg|pfad|damm|ufer)"
        )

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers."""
        for match in self._street.finditer(text):
            yield from self._from_street(text, match.start(), match.end())
        for pattern, small in ((self._preposition, False), (self._preposition_small, True)):
            for match in pattern.finditer(text):
                yield from self._from_preposition(text, match.start(), match.end(), small=small)
        for match in self._of.finditer(text):
            start, end = match.start(), _trim_number(text, match.end())
            if isolated(text, start, end) and not _UNIT.match(text, end):
                yield Core(start, _with_doors(text, end), 0.6, 0.75, 0.9)
        for match in self._square.finditer(text):
            start, end = match.span(1)
            if isolated(text, start, end):
                yield Core(start, end, 0.7, 0.8, 0.9)
        for match in self._without_number.finditer(text):
            start, end = match.span()
            if isolated(text, start, end) and not _NO_STREET.search(match.group()):
                hinted = 0.5 if _NOT_ALONE.search(text[max(0, start - 24) : start]) else 0.0
                yield Core(start, end, 0.0, hinted, 0.7)

    def _from_street(self, text: str, start: int, end: int) -> Iterator[Core]:
        number = _LAST_NUMBER.search(text[start:end])
        if number is None:
            return
        words = text[start : start + number.start()].split(" ")
        stop = start + number.start()
        end = _with_doors(text, _trim_number(text, end))
        kept = _own_words(words)
        start = stop - len(" ".join(kept))
        if not isolated(text, start, end) or _UNIT.match(text, end):
            return
        if text[start - 1 : start] == "." and not text[start - 2 : start - 1].isalpha():
            return  # ".L.str.14" of an assembler
        last = words[-1]
        if len(kept) == 1 and (_NO_STREET.search(last) or last.lower().rstrip(".") in _SEPARATE):
            return
        if _YEAR.search(text[start:end]):
            yield Core(start, end, 0.0, 0.0, 0.8)
        elif _SURE.search(last):
            yield Core(start, end, 0.8, 0.8, 0.9)
        elif last[:1].isupper():
            yield Core(start, end, 0.5, 0.7, 0.8)
        else:
            yield Core(start, end, 0.5 if _LIKELY.search(last) else 0.0, 0.5, 0.8)

    def _from_preposition(self, text: str, start: int, end: int, *, small: bool) -> Iterator[Core]:
        end = _trim_number(text, end)
        if not isolated(text, start, end) or _UNIT.match(text, end):
            return
        words = _LAST_NUMBER.sub("", text[start:end])
        if _NO_PLACE.search(text[start:end]) or _SURE.search(words):
            return
        if small and _LIKELY.search(words):
            return  # "am Marktplatz 3": the preposition is of the sentence
        yield Core(start, _with_doors(text, end), 0.0, 0.0 if small else 0.55, 0.75)


_NOT_ALONE = re.compile(
    r"(?i)\b(?:wohn\w*|leb\w+|zieh\w*|gezogen|anschrift|adresse|zuhause|daheim)\b[\w :,]{0,16}$"
)
"""Right before a street without a number: "wohnt in der Gartenstraße"."""
_DOORS = re.compile(r"(?:/\d{1,4}){1,3}(?![\w/])")


def _with_doors(text: str, end: int) -> int:
    """Return the end with stairs and door, as in Austria: "12/3/14"."""
    match = _DOORS.match(text, end)
    return match.end() if match is not None else end


def _own_words(words: list[str]) -> list[str]:
    """Return the words of a street's name: the words before it belong to the sentence.

    Only capitalised words in front of a separate "Straße" are its own: "Lange Straße".
    """
    kept = [words[-1]]
    for word in reversed(words[:-1]):
        separate = kept[0].lower().rstrip(".") in _SEPARATE or len(kept) > 1
        if not (
            (separate or _ADJECTIVE.fullmatch(word))
            and word[:1].isupper()
            and word.lower() not in _SENTENCE_WORDS
        ):
            break
        kept.insert(0, word)
    return kept


def _trim_number(text: str, end: int) -> int:
    """Return `end` without a letter that begins the next word: "Hauptstraße 5 i" of "5 in Köln"."""
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        while text[end - 1].isalpha():
            end -= 1
        while text[end - 1] in " -/+":
            end -= 1
    elif text[end - 1].isalpha() and text[end - 2] == " " and text[end - 1] not in "abcdefABCDEFGH":
        end -= 2
    return end
