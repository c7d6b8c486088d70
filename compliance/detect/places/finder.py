"""Places that their surroundings give away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compliance.detect.dates import month_number
from compliance.detect.matching.context import Hints, concepts
from compliance.detect.matching.rules import Rule, RuleFinder, compile_pattern
from compliance.detect.places.addresses.bare import (
    NEVER_ALONE,
    PEOPLE_TOO,
    bare_towns,
    is_small,
    is_town,
    town_in_case,
)
from compliance.detect.places.addresses.parts import CODE
from compliance.detect.places.addresses.town import (
    known_end,
    places,
    places_and_regions,
    town_end,
    towns,
)
from compliance.detect.places.cued import CuedPlaces
from compliance.detect.places.kinds import KindedPlaces
from compliance.detect.types import Entity

_POSTCODE = concepts(
    "postcode", extra=["wohn*", "adresse", "address", "anschrift", "liefer", "deliver"]
)
_NO_TOWNS = frozenset(
    "dem der den einem einer the all our your everyone everybody beiden unserem unserer uns hier "
    "here his her their sunny sonnigen".split()
)
_NAME = r"\p{Lu}[\p{L}'\-]+"

RULES: tuple[Rule, ...] = (
    Rule(
        "LOCATION",
        r"(?:[Ii]ch |[Ww]ir )?(?:wohne[nt]?|lebe[nt]?|wohnhaft|gebürtig|komme[nt]?|"
        r"umgezogen|"
        r"gezogen|wohnt|aufgewachsen)(?: \p{L}+){0,3}? (?:in|aus|nach|bei) "
        rf"(?P<v>(?:Bad |St\. )?{_NAME}(?: (?:am|an der|im) {_NAME})?)",
        0.6,
    ),
    Rule(
        "LOCATION",
        r"\b(?:live|lives|living|moved|moving|based|born|grew up|resident|relocated|located)"
        rf"(?: \p{{Ll}}+){{0,2}}? (?:in|to|from|near) (?P<v>{_NAME}(?: {_NAME}){{0,2}})",
        0.6,
        lambda value: month_number(value.split()[0]) is None and not value.isupper(),
        trim="-'",
    ),
    Rule(
        "LOCATION",
        rf"(?:aus|in|nach) (?P<v>(?:D-)?\d{{5}} {_NAME}(?: (?:am|an der|im) {_NAME})?)",
        0.65,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"(?i)(?:gruß|gruss|grüße|gruesse|grüßen|regards|wishes|greetings) (?:aus|from) "
        r"(?P<v>(?:bad |st\. )?\p{L}{3,}(?: \([\p{L}]+\)| (?-i:\p{Lu})\p{L}+)?)",
        0.55,
        lambda value: value.lower().split()[0] not in _NO_TOWNS,
    ),
    Rule("LOCATION", r"D-\d{5}(?: " + _NAME + ")?", 0.65, needs="0"),
    Rule(
        "LOCATION",
        r"\d{5}(?: " + _NAME + ")?",
        0.0,
        hints=Hints(["plz", "postleitzahl", "zip", "zip code", "postal code"]),
        hint_score=0.6,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}",
        0.6,
        hints=_POSTCODE,
        hint_score=0.8,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"(?i)[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}",
        0.0,
        hints=Hints(["postcode", "post code", "postal code"]),
        hint_score=0.7,
        needs="0",
    ),
)

_PREPOSITIONS = (
    r"in|aus|nach|bei|near|to|from|at|à|en|em|de|à|a|ad|di|da|w|we|z|ze|do|nad|pod|v|ve|k|ke|u|"
    r"iz|na|od|o|"
    r"i|til|till|från|fra|te|uit|naar|în|din|la|в|във|от|στην|στο|στη|από|ob"
)
_ARTICLES = r"(?:the|der|den|dem|la|le|les|los|las|il|de|het) |l'"
_ORIGINS = frozenset("from de da di od z ze von от από från fra iz to til till a la na".split())
"""Prepositions that stand before names of people too."""
_ABSTRACT = re.compile(
    r"(?:ung|heit|keit|schaft|nis|tum|ion|tät|mut|not|angst|frieden|miete|haft|ruhe|saus)$", re.I
)
"""German nouns behind "lebt in" that are no towns."""
_WEAK_LABELS = frozenset(
    "state region location province by maa land ort stad linn riik kraj stát".split()
)
"""Labels of many other things: only a known town or country counts behind them."""
_SHORTEST_TOWN = 3
"""Letters of a town that a postcode alone gives away: "BGBl. I 2017 S. 12" is none."""
_LIST_GAP = re.compile(r",[ ]|[ ]?\(|[ ]?/[ ]?")
_ANY_CODE = re.compile(CODE)
_LABEL_GAP = r"(?: ?\([^)\n]{1,16}\))? ?[:=] {0,3}"


class PlaceFinder:
    """Finds towns and countries by the words, labels and postcodes beside them."""

    name = "places"
    types: tuple[str, ...] = ("LOCATION",)

    def __init__(self) -> None:
        self._rules = RuleFinder(self.name, RULES)
        self._kinded = KindedPlaces()
        self._cued = CuedPlaces()
        self._before = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}])(?:{_any_of('place_before')}) (?:\p{{Ll}}\p{{L}} )?"
        )
        self._label = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}/-])({_any_of('place_label')}){_LABEL_GAP}"
        )
        self._code_label = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}])(?:{_any_of('postcode')})[:. ]{{1,3}}(?-i:[A-Z\d])"
        )
        self._code = compile_pattern(
            r"(?:[A-Z]{1,3}[- ])?(?:\d{5}|\d{4}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2})"
            r"(?:,? | ?[.-] )\p{Lu}"
        )
        self._preposition = compile_pattern(
            rf"(?:^|[^\p{{L}}'])((?i:{_PREPOSITIONS})) (?:{_ARTICLES})?\p{{Lu}}|\(\p{{Lu}}"
        )

        self._small = compile_pattern(
            rf"(?:^|[^\p{{L}}'])(?:{_PREPOSITIONS}) (\p{{Ll}}{{4,}}(?:-\p{{Ll}}+)?)"
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield places."""
        yield from self._rules.find(text)
        for match in self._before.finditer(text):
            yield from self._name(text, match.end(), known=0.8, other=0.6)
        for match in self._label.finditer(text):
            weak = match.group(1).lower() in _WEAK_LABELS
            if weak and not text[match.end() : match.end() + 1].isupper():
                continue
            yield from self._name(text, match.end(), known=0.85, other=0.0 if weak else 0.75)
        for match in self._code_label.finditer(text):
            code = _ANY_CODE.match(text, match.end() - 1)
            if code is not None:
                yield self._place(code.start(), code.end(), 0.75)
        for match in self._code.finditer(text):
            yield from self._coded(text, match.start(), match.end() - 1)
        for match in self._preposition.finditer(text):
            yield from self._known(text, match.end() - 1, match.group(1))
        small = is_small(text)
        for start, end, score in self._cued.find(text, small=small):
            yield self._place(start, end, score)
        if small:
            for match in self._small.finditer(text):
                if is_town(match.group(1)):
                    yield self._place(match.start(1), match.end(1), 0.5)
        for start, end in bare_towns(text):
            yield self._place(start, end, 0.45)
        for start, end, score in self._kinded.find(text):
            yield self._place(start, end, score)

    def _place(self, start: int, end: int, score: float) -> Entity:
        return Entity(start, end, "LOCATION", score, self.name)

    def _name(self, text: str, at: int, *, known: float, other: float) -> Iterator[Entity]:
        """Yield the town or country that begins at `at`, and those of a list behind it."""
        code = _ANY_CODE.match(text, at)
        start, score = at, known
        if code is not None and text[code.end() : code.end() + 1] in (" ", "-"):
            at = code.end() + 1
        end = _known(text, at)
        if end is None:
            end = town_end(text, at, small=False)
            score = other
        elif text[at].isupper():
            end = max(end, town_end(text, at, small=False) or 0)
        if end is None or score <= 0:
            return
        first = re.split(r"[ .]", text[at:end], maxsplit=1)[0]
        if month_number(first) is not None or (score == other and _ABSTRACT.search(first)):
            return
        yield self._place(start, end, score)
        yield from self._beside(text, end, known)

    def _coded(self, text: str, start: int, town: int) -> Iterator[Entity]:
        """Yield a postcode with a town that is known, or whose code names its country."""
        if start > 0 and text[start].isalpha() and text[start - 1].isalnum():
            # The door before it, no country: "7ºA 28006 Madrid".
            start += re.match(r"\D*", text[start:town]).end()  # type: ignore[union-attr]
        code = _ANY_CODE.match(text, start)
        if code is None or (
            start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".,-/_")
        ):
            return
        if known_end(text, town, towns()) is not None:
            end = town_end(text, town, small=False)
            if end is not None:
                yield self._place(start, end, 0.7)
        elif text[start].isalpha() and (end := town_end(text, town, small=False)) is not None:
            if end - town >= _SHORTEST_TOWN:
                yield self._place(start, end, 0.6)

    def _known(self, text: str, at: int, preposition: str | None) -> Iterator[Entity]:
        if preposition is None:
            # "Muret (Haute-Garonne)"
            end = known_end(text, at, places_and_regions())
            if end is not None and text[end : end + 1] == ")":
                yield self._place(at, end, 0.5)
            return
        end = _known(text, at) or town_in_case(text, at)
        if end is None:
            return
        name = text[at:end].lower()
        if name in NEVER_ALONE and len(preposition) == 1 and preposition.isupper():
            # A Roman number or an initial: "Factor V Leiden".
            return
        doubtful = name in PEOPLE_TOO or name in NEVER_ALONE
        if doubtful and preposition.lower() in _ORIGINS:
            return
        yield self._place(at, end, 0.5 if doubtful else 0.6)
        yield from self._beside(text, end, 0.6)

    def _beside(self, text: str, end: int, score: float) -> Iterator[Entity]:
        """Yield the known place behind one that ends at `end`: "Cardiff, Wales", "Ulm (Bayern)"."""
        gap = _LIST_GAP.match(text, end)
        more = known_end(text, gap.end(), places_and_regions()) if gap is not None else None
        if gap is not None and more is not None:
            yield self._place(gap.end(), more, score)


def _known(text: str, at: int) -> int | None:
    """Return the end of the known town or country that begins at `at`, whole words only."""
    return known_end(text, at, places())


def _any_of(concept: str) -> str:
    words: Iterable[str] = concepts(concept).words
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)


def place_finder() -> PlaceFinder:
    """Return the finder of places."""
    return PlaceFinder()
