"""Places that say what they are: "Kola Peninsula", "in der Schlossgasse", "isla de La Palma"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_words
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.town import town_end

_KINDS = (
    r"Village|Municipality|Province|District|Region|Peninsula|Islands?|County|Valley|Prefecture|"
    r"Governorate|Département|Oblast|Voivodeship|Parish"
)
_OF = r"(?:municipality|county|parish|island|peninsula) of"
_DE = (
    r"Gemeinde|Marktgemeinde|Stadtgemeinde|Samtgemeinde|Ortsgemeinde|Landkreis|Halbinsel|Insel|"
    r"Provinz|Kanton|Ortsteil|Stadtteil|Weiler|Ortschaft"
)
_ROMANCE = (
    r"(?i:île|presqu'île|canton|hameau|quartier|province) (?:de la |de l'|du |des |de |d')|"
    r"(?i:isla|península|comarca|aldea|barrio|distrito|pedanía|provincia) (?:de la |de los |"
    r"de las |del |de )|"
    r"(?i:isola|penisola|frazione|quartiere) (?:della |dell'|del |di |d')"
)
_EN = r"(?i:district|valley) of "
_STREET = r"gasse|straße|strasse|allee|chaussee|promenade"
_NAME_BEFORE = re.compile(r"(?<![\w'-])(?:[^\W\d_a-z][\w'-]* ){1,3}$")
_CAPITAL_BEHIND = re.compile(r" [^\W\d_a-z]")
"""A district court, a village council: a body, and no place."""
_NO_NAMES = frozenset(
    "police state federal school postal health economic business security metropolitan urban rural "
    "administrative electoral judicial central local the a an this that each every another its our "
    "their his her which said same new old former in at of from and or for by".split()
)
"""Words that make a district or a village no place with a name: "Police District"."""
_WAYS = frozenset(
    "haupt neben seiten quer land landes bundes kreis fern schnell kraftfahr einbahn durchgangs "
    "zufahrts verbindungs spiel wohn sack dorf milch seiden wasser daten wasch fertigungs "
    "produktions montage transport schotter forst auto anlieger vorfahrts tank einkaufs".split()
)
"""Beginnings of streets of no name: "in der Seitenstraße", "Sackgasse"."""
_FEWEST = 3


class KindedPlaces:
    """Finds villages, districts, islands and streets whose own word names their kind."""

    def __init__(self) -> None:
        self._behind = compile_pattern(rf" (?:{_KINDS})\b")
        self._of = compile_pattern(rf"(?i)\b{_OF} (?:the )?(?-i:\p{{Lu}})")
        self._before = compile_pattern(
            rf"(?:^|[^\p{{L}}])(?:(?:{_DE}) |{_ROMANCE}|{_EN})\p{{Lu}}\p{{Ll}}"
        )
        self._street = compile_pattern(
            r"(?:^|[^\p{L}])(?:(?:[Ii]n|[Aa]n|[Aa]uf|[Aa]us|[Vv]on|[Bb]ei) der|[Zz]ur|the) "
            rf"(\p{{Lu}}[\p{{L}}-]+?)(?:{_STREET}|(?:-| )(?i:{_STREET}))(?:$|[^\p{{L}}])"
        )
        self._stop = load_words("not_names") | _NO_NAMES

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each place."""
        for match in self._behind.finditer(text):
            start = self._name_before(text, match.start() + 1)
            if start is not None and not _CAPITAL_BEHIND.match(text, match.end()):
                yield start, match.end(), 0.6
        for match in self._of.finditer(text):
            end = town_end(text, match.end() - 1, small=False)
            if end is not None:
                yield match.start(), end, 0.6
        for match in self._before.finditer(text):
            end = town_end(text, match.end() - 2, small=False)
            if end is not None:
                yield match.end() - 2, end, 0.5
        for match in self._street.finditer(text):
            stem = match.group(1)
            if len(stem) >= _FEWEST and stem.lower() not in _WAYS:
                end = match.end() - (not text[match.end() - 1].isalpha())
                yield match.start(1), end, 0.5

    def _name_before(self, text: str, at: int) -> int | None:
        """Return where the name begins that ends at `at`; None when no name stands there."""
        window = max(0, at - 60)
        match = _NAME_BEFORE.search(text[window:at])
        if match is None:
            return None
        words = match.group().split()
        start = window + match.start()
        if words[-1].lower() in self._stop:
            return None
        while words and (words[0].lower() in self._stop or not words[0][0].isupper()):
            start += len(words.pop(0)) + 1
        return start if words else None
