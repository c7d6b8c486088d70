"""Postal addresses as whole spans: street and number, with town and postcode when they follow.

German, British and American ways of writing, over a line break too. A street is found first; the
span then grows over what belongs to it on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.context import Hints, isolated
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity

_DE_NUMBER = r"\d{1,4} ?[a-zA-Z]?(?: ?[-/+] ?\d{1,4} ?[a-zA-Z]?)?"
_DE_ENDING = (
    r"(?:stra(?:ß|ss)e|str\.?|allee|gasse|weg|platz|chaussee|promenade|twiete|damm|ufer|ring|"
    r"steig|stieg|pfad|gäßchen|gässchen|brücke|graben|wall|zeile|kamp|steg|markt|hof|berg|garten|"
    r"winkel|höhe|bogen|feld|wiese|park|tor|hang|redder|kai|siedlung|anger|rain)"
)
_DE_SURE = re.compile(r"(?:stra(?:ß|ss)e|str\.?|allee|gasse|chaussee|promenade|twiete)$", re.I)
_DE_NO_STREET = re.compile(
    r"(?:arbeits|speicher|park|stell|sitz|steck|listen|frei|lager|tisch|liege|start|bild|bahn|"
    r"super|"
    r"bau|arbeits|flug|floh|wochen|jahr|ab|um|rechts|liefer|versand|zahlungs|dienst|post|kurs|raum|"
    r"seminar|schul|rück|aus|hin|heim|mittel|spar|kinder|fried|gast|flohm|ver|vor|be|ur|dar|erf)"
    r"(?:platz|weg|hof|markt|berg|garten|ring|feld|tor|park|raum|kai|zeile|wall|bogen|steg)$|"
    r"^(?:weg|platz|ring|damm|hof|berg|park|feld|tor|markt|garten|bogen|zeile|steg|wall|graben|kai|"
    r"motor|faktor|monitor|autor|router|direktor|speichermarkt|vorfeld|umfeld|textfeld|training|"
    r"frühling|hering|lehrling|zwilling|string|computerspiel)$",
    re.I,
)
_UNIT = re.compile(
    r" ?(?:gb|mb|tb|kb|euro|eur|€|\$|£|%|uhr|h\b|stück|stk|tage?n?\b|wochen?|minuten?|min\b|"
    r"stunden?|"
    r"monate?n?|jahre?n?|km\b|m²|qm|kg|liter|mal\b|x\b|personen|am\b|pm\b|°)",
    re.I,
)
_NOT_AFTER_AM = re.compile(
    r"(?i)^(?:am|im|in|zum|zur|auf|an|bei)\b.*\b(?:montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|"
    r"dezember|jahr|monat|alter|schnitt|uhr|seite|kapitel|schritt|punkt|zimmer|raum|etage|stock|"
    r"version|nummer|nr|paragraf|absatz|artikel|wert|preis|höhe|paket|rechnung|ticket)\b"
)
_TOWN = (
    r"(?:Bad |St\.? |Sankt |Alt |Neu |Groß |Klein )?[^\W\d_][^\W\d_'-]*[^\W\d_]"
    r"(?:[ -](?:am|an der|an|im|in der|bei|ob der|auf|a\. ?[dM]\.?|i\. ?[A-Z]\w*\.?|vor der|"
    r"unter|upon|on)"
    r"[ -](?:der )?[A-ZÄÖÜ][^\W\d_]+|/[A-ZÄÖÜ][^\W\d_]+|-[A-ZÄÖÜ][^\W\d_]+)?(?: "
    r"\([A-ZÄÖÜ][^\W\d_. ]+\))?"
)
_DE_TAIL = re.compile(
    r"(?:[,;]?[ \n]{1,2}(?:\d\. ?(?:OG|Stock|Etage)|EG|DG|Hinterhaus|Hinterhof|Vorderhaus|"
    r"Seitenflügel|"
    r"Wohnung \w{1,4}|App?\.? ?\w{1,4}|Top \d+))?"
    rf"(?:[,;]|\s+-|\s+in)?[ \n]{{0,3}}(?:(?:D|DE|A|AT|CH)[- ])?(?:\d{{5}}|\d{{4}})\s{{1,2}}{_TOWN}"
)
_DE_TOWN_ONLY = re.compile(
    r"(?:,| in)[ \n]{1,2}[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)?(?![^\W_-])"
)
_DE_FRONT = re.compile(rf"(?:(?:D|DE|A|AT|CH)[- ])?\b(?:\d{{5}}|\d{{4}}) {_TOWN},? $")
_COUNTRY = re.compile(
    r",?[ \n]{1,2}(?:Deutschland|Österreich|Schweiz|Germany|Austria|Switzerland|United Kingdom|UK|"
    r"England|Scotland|Wales|USA|United States|Ireland)\b"
)
_EN_ENDING = (
    r"(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|close|court|ct|crescent|cres|gardens|gdns|"
    r"grove|hill|mews|park|place|pl|row|square|sq|terrace|ter|walk|way|view|green|rise|boulevard|"
    r"blvd|parade|quay|wharf|circle|cir|parkway|pkwy|highway|hwy|trail|yard|passage|broadway)"
)
_EN_SURE = re.compile(r"(?:street|road|lane|avenue|ave|crescent|boulevard|blvd|rd)\.?$", re.I)
_EN_NOT_NAME = frozenset(
    "the a an of down up this that my your our his her their minutes minute hours hour days day "
    "weeks "
    "week months years times percent people in on at to from for with and or by off along across "
    "miles mile km meters metres yards am pm euros pounds dollars items units pieces other more "
    "long short different same one two three all each every next last first second".split()
)
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
_US_ZIP = r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?"
_EN_TAIL = re.compile(
    r"(?:,?[ \n]{1,2}(?:Apt|Apartment|Flat|Unit|Suite|Ste|#)\.? ?\w{1,5})?"
    r"(?:,?[ \n]{1,2}[A-Z][a-zA-Z'-]+(?: (?:upon|on|of|the|by|le|under|in))*(?:[ "
    r"-][A-Z][a-zA-Z'-]+){0,2}){0,3}?"
    rf"(?:,?[ \n]{{1,2}}(?:{_UK_POSTCODE}|{_US_ZIP}))(?![A-Za-z0-9])"
)
_EN_TAIL_SMALL = re.compile(
    r"(?:,?[ \n]{1,2}(?:apt|flat|unit|suite)\.? ?\w{1,5})?(?:,?[ \n]{1,2}[a-z'-]+){1,4}?,?[ "
    r"\n]{1,2}"
    rf"(?:{_UK_POSTCODE.lower().replace('[abd-hjlnp-uw-z]', '[a-z]')}|[a-z]{{2}} "
    rf"\d{{5}})(?![a-z0-9])"
)
_EN_TOWN_ONLY = re.compile(r"(?:,| in)[ \n]{1,2}[A-Z][a-z'-]+(?:[ -][A-Z][a-z]+)?(?![\w-])")
_EN_FRONT = re.compile(r"(?i)\b(?:flat|apartment|apt\.?|unit|suite|studio|house) ?\w{1,4},? $")
_HOME = Hints(
    ["wohn", "adresse", "anschrift", "lieferadresse", "rechnungsadresse", "zieh", "umgezogen", "umzug",
     "liefern", "versand", "schicken", "senden", "hausnummer", "meldeadresse", "address", "live", "lives",
     "living", "moved", "deliver", "ship", "sent to", "send it to", "street", "straße", "strasse"]
)  # fmt: skip


class AddressFinder:
    """Finds postal addresses."""

    name = "addresses"
    types: tuple[str, ...] = ("STREET_ADDRESS",)

    def __init__(self) -> None:
        self._german = compile_pattern(
            rf"(?i)(?:[\p{{L}}]+[. ]{{1,2}}|[\p{{L}}]+-){{0,3}}?[\p{{L}}-]*{_DE_ENDING} "
            rf"?{_DE_NUMBER}"
        )
        self._german_preposition = compile_pattern(
            r"(?:Am|An der|An den|An dem|Auf dem|Auf der|Auf den|Im|In der|In den|Zum|Zur|Zu den|"
            r"Unter den|"
            r"Hinter der|Hinter dem|Vor dem|Vor der|Beim|Bei der|Alte[rn]?|Neue[rn]?|Große[rn]?|"
            r"Kleine[rn]?|Obere[rn]?|Untere[rn]?|Hohe[rn]?|Lange[rn]?|Alter|Neuer)"
            r"(?: \p{Lu}[\p{L}-]+){1,2} " + _DE_NUMBER
        )
        self._english = compile_pattern(
            rf"(?i)\d{{1,5}}[a-z]?(?:-\d{{1,4}})?,? (?:(?:north|south|east|west|[nsew])\.? )?"
            rf"(?:[\p{{L}}'\-]+\.? |\d{{1,3}}(?:st|nd|rd|th) ){{1,4}}?{_EN_ENDING}\b\.?"
        )
        self._box = compile_pattern(r"(?i)\b(?:p\.? ?o\.? ?box|postfach) (?:\d{1,3} ?){1,4}")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield addresses, each as one span."""
        if not any(char.isdigit() for char in text):
            return
        for match in self._german.finditer(text):
            yield from self._from_german(text, match.start(), match.end())
        for match in self._german_preposition.finditer(text):
            yield from self._from_preposition(text, match.start(), match.end())
        for match in self._english.finditer(text):
            yield from self._from_english(text, match.start(), match.end())
        for match in self._box.finditer(text):
            end = match.start() + len(match.group().rstrip())
            end = _grow(text, end, _DE_TAIL, _EN_TAIL)
            yield self._entity(match.start(), end, 0.75)

    def _from_german(self, text: str, start: int, end: int) -> Iterator[Entity]:
        value = text[start:end]
        number = re.search(r" ?\d{1,4} ?[a-zA-Z]?(?: ?[-/+] ?\d{1,4} ?[a-zA-Z]?)?$", value)
        if number is None:
            return
        end = _trim_number(text, end)
        street = value[: number.start()].rstrip()
        words = street.split(" ")
        # Take only capitalised words in front of a separate "Straße": the rest is the sentence.
        kept = [words[-1]]
        for word in reversed(words[:-1]):
            separate = kept[-1].lower().rstrip(".") in _SEPARATE or len(kept) > 1
            if not (separate and word[:1].isupper() and word.lower() not in _SENTENCE_WORDS):
                break
            kept.append(word)
        street = " ".join(reversed(kept))
        start += value.index(street) if street in value else 0
        start = start + 0
        if not isolated(text, start, end) or _UNIT.match(text, end):
            return
        last = words[-1]
        alone = len(kept) == 1
        if alone and _DE_NO_STREET.search(last) or alone and last.lower().rstrip(".") in _SEPARATE:
            return
        if _YEAR.search(text[start:end]) and not _DE_TAIL.match(text, end):
            return
        sure = _DE_SURE.search(last) is not None
        grown = self._grow_german(text, end)
        front = self._front(text, start)
        score = 0.8 if sure or grown > end or front < start else 0.0
        if not score and last[:1].isupper():
            score = 0.7 if _HOME.near(text, start, end) else 0.5
        elif not score and _HOME.near(text, start, end):
            score = 0.5
        if score:
            yield self._entity(front, grown, score)

    def _from_preposition(self, text: str, start: int, end: int) -> Iterator[Entity]:
        end = _trim_number(text, end)
        if not isolated(text, start, end) or _UNIT.match(text, end):
            return
        if _NOT_AFTER_AM.search(text[start:end]):
            return
        grown = self._grow_german(text, end)
        front = self._front(text, start)
        with_postcode = _DE_TAIL.match(text, end) is not None or front < start
        if with_postcode or _HOME.near(text, start, end):
            yield self._entity(front, grown, 0.75 if with_postcode else 0.55)

    def _from_english(self, text: str, start: int, end: int) -> Iterator[Entity]:
        if not isolated(text, start, end):
            return
        if text[end - 1] == ".":
            end -= 1
        words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text[start:end])
        if any(word.lower() in _EN_NOT_NAME for word in words[:-1]):
            return
        capital = all(word[0].isupper() for word in words if len(word) > 1)
        sure = _EN_SURE.search(text[start:end]) is not None
        tail = _EN_TAIL.match(text, end) or _EN_TAIL_SMALL.match(text, end)
        if not capital and not (tail or (sure and len(words) <= 4)):
            return
        score = 0.85 if tail else 0.7 if capital and sure else 0.0
        if not score:
            hinted = _HOME.near(text, start, end)
            score = 0.6 if hinted else 0.5 if sure or capital else 0.0
        if not score:
            return
        stop = _grow(text, end, _EN_TAIL, _EN_TAIL_SMALL, _EN_TOWN_ONLY)
        left = text[max(0, start - 20) : start]
        front = _EN_FRONT.search(left)
        if front is not None:
            start -= len(left) - front.start()
        yield self._entity(start, stop, score)

    @staticmethod
    def _grow_german(text: str, end: int) -> int:
        return _grow(text, end, _DE_TAIL, _DE_TOWN_ONLY)

    @staticmethod
    def _front(text: str, start: int) -> int:
        left = text[max(0, start - 60) : start]
        match = _DE_FRONT.search(left)
        return start - (len(left) - match.start()) if match is not None else start

    def _entity(self, start: int, end: int, score: float) -> Entity:
        return Entity(start, end, "STREET_ADDRESS", score, self.name)


_SEPARATE = frozenset(
    "straße strasse str weg platz allee ring gasse damm ufer markt graben wall chaussee promenade "
    "park tor hof berg pfad steig brücke".split()
)
_SENTENCE_WORDS = frozenset(
    "ich wir er sie es die der das den dem in im am an auf zur zum meine mein unsere adresse "
    "anschrift "
    "lieferadresse wohnhaft hallo ja nein bitte und oder".split()
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}$")


def _trim_number(text: str, end: int) -> int:
    """Return `end` without a letter that begins the next word: "Hauptstraße 5 i" of "5 in Köln"."""
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        while end > 0 and text[end - 1].isalpha():
            end -= 1
        while end > 0 and text[end - 1] in " -/+":
            end -= 1
    elif text[end - 1].isalpha() and text[end - 2] == " " and text[end - 1] not in "abcdefABCDEFGH":
        end -= 2
    return end


def _grow(text: str, end: int, *tails: re.Pattern[str]) -> int:
    """Return the end of an address whose street ends at `end`."""
    for tail in tails:
        match = tail.match(text, end)
        if match is not None:
            end = match.end()
            break
    country = _COUNTRY.match(text, end)
    return country.end() if country is not None else end
