"""Messages built from sentence frames and names, with the spans of the names.

A tenth of all names and frames is kept for measuring, so the figures on generated messages never
rest on a name or a sentence the model was trained on.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ner_frames import BODY, CLOSE, FORM, GREET, NEGATIVE, frames
from ner_inflect import inflect
from ner_lists import (
    BRANDS,
    BY_HAND,
    COMPANY_ENDS,
    ELSEWHERE,
    LOCALES,
    MONTHS,
    PARTICLES,
    everyday_words,
    faker_names,
    jobs,
)
from ner_places import CITIES, CITIES_IN, COUNTRIES, STREET_WORDS, STREETS, faker_places
from ner_shapes import misspell, shape_of
from ner_ui import ui_sentences
from ner_words import CODE, word

Span = tuple[int, int, str]

SYLLABLES = (
    "nov tec vor lan sol med ter cor bio dat net fin max pro vis lum aqu lin rex gen".split()
)
TRADES = "Elektro Bau Immobilien Software Logistik Medien Autohaus Möbel Reisen Consulting".split()
PERSON_SLOTS = ("full", "first", "last", "init", "listed", "short", "caps")
LABELS = {
    **dict.fromkeys(PERSON_SLOTS, "PERSON"),
    **dict.fromkeys(("city", "country", "street"), "LOCATION"),
    "org": "ORGANIZATION",
}
CASES = ("gen", "dat", "ins", "loc", "acc", "abl", "ela", "par")
OWN_SCRIPT = {"bg", "el"}
_SLOT = re.compile(r"\{(\w+)\}")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_ASCII = str.maketrans(_UMLAUTS)
_BARE = str.maketrans(
    "áàâãäåçčćďéèêëěíîïłľñňńóôõöőøřšśťúùûüůűýžźżąęșțăāēīūģķļņ",
    "aaaaaacccdeeeeeiiillnnnoooooorsstuuuuuuyzzzaestaaeiugkln",
)


def held_out(text: str) -> bool:
    """Return whether a text, a name or a frame belongs to the tenth kept for measuring."""
    return hashlib.sha256(text.encode()).digest()[0] % 10 == 0


@cache
def _items(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\n", "|").split("|"))


@cache
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


@dataclass
class Messages:
    """Makes chat, e-mail and form texts with known spans; `next` gives one of them.

    With `keep_out` names and frames of the measuring tenth are left out, otherwise only those
    are used.
    """

    rng: random.Random
    surnames: Path
    keep_out: bool = True
    first: dict[str, list[str]] = field(init=False, default_factory=dict)
    last: dict[str, list[str]] = field(init=False, default_factory=dict)
    origins: list[str] = field(init=False, default_factory=list)
    pools: dict[tuple[int, str], list[str]] = field(init=False, default_factory=dict)
    sentences: dict[str, list[str]] = field(init=False, default_factory=dict)
    places: dict[tuple[str, str], list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Load and divide the lists."""
        for language, locales in LOCALES.items():
            self.first[language] = self._mine(faker_names("first", locales))
            self.last[language] = self._mine(faker_names("last", locales))
        for locale in ELSEWHERE.split():
            self.first[locale] = self._mine(faker_names("first", locale))
            self.last[locale] = self._mine(faker_names("last", locale))
        for origin, (first, last) in BY_HAND.items():
            self.first[origin] = self._mine(first.split())
            self.last[origin] = self._mine(last.replace("\n", " ").split())
        # Names of migrants count more often than those of a neighbour country.
        more = ["ar", "ar", "fa", "asia", "asia", "africa", "tr_TR", "tr_TR", "uk_UA", "pl", "ro"]
        self.origins = [o for o in (*self.first, *more) if o not in OWN_SCRIPT]
        self.origins = [o for o in self.origins if self.first[o] and self.last[o]]
        rare = self.surnames.read_text(encoding="utf-8").split("\n")
        self.last["rare"] = self._mine([name for name in rare if name[:1].isupper()])
        for number, table in enumerate((GREET, BODY, CLOSE, FORM, NEGATIVE)):
            for language in BODY:
                found = frames(table, language)
                mine = self._mine(found) if table in (BODY, NEGATIVE, FORM) else found
                # A frame trained on may stand in for a measuring one only where there is no other.
                spare = self.keep_out or table is BODY
                self.pools[number, language] = mine or (found if spare else [])
        for language in BODY:
            # German and English have prose of their own and hundreds of hand-made negatives.
            ui = () if language in ("de", "en") else ui_sentences(language)
            self.pools[5, language] = self._mine(ui)
            self.sentences[language] = [each for each in self._mine(ui) if "{" not in each]
            for kind in ("town", "country", "street"):
                self.places[kind, language] = self._mine(faker_places(kind, language))

    def next(self, language: str) -> tuple[str, list[Span]]:
        """Return one text and its spans (start, end, label), in code points.

        Args:
            language: ISO 639-1 code with frames in `ner_frames.py`.
        """
        draw = self.rng.random()
        if (everyday_words(language) or self.pools[5, language]) and draw < (
            0.06 if language in ("de", "en") else 0.2
        ):
            return self.salad(language)
        if language in ("de", "en") and draw > 0.985:
            return self.rng.choice(_lines(CODE)).format(n=self.rng.randint(2, 9999)), []
        draw = self.rng.random()
        number = self.rng.choices((1, 4), (3, 1))[0]
        if draw < 0.22:
            parts = [(number, self.rng.choice(("", " ", "\n")))]
        elif draw < 0.36:
            parts = [(4, self.rng.choice((" ", "\n"))), (4, "")]
        elif draw < 0.50 and self.pools[3, language]:
            parts = [(3, "\n"), (4, "")] if draw < 0.41 else [(3, "")]
        elif draw < 0.56:
            parts = [(self.rng.choice((0, 2)), "")]
        elif draw < 0.72:
            parts = [(1, self.rng.choice((" ", "\n"))), (number, " "), (4, "")]
        else:
            gap = self.rng.choice((" ", "\n", "\n\n"))
            parts = [(0, gap), (1, " "), (number, gap), (2, "")]
        text, spans = "", []
        for table, gap in parts:
            if table == 4 and self.pools[5, language] and self.rng.random() < 0.6:
                table = 5
            elif not self.pools[table, language]:
                table = 1
            piece, marks = self.fill(self.rng.choice(self.pools[table, language]), language)
            spans += [(a + len(text), b + len(text), label) for a, b, label in marks]
            text += piece + gap
        return text.rstrip(), spans

    def salad(self, language: str) -> tuple[str, list[Span]]:
        """Return everyday words, in one of three cases with a name among them.

        They stand in any order, or as in a sentence of a web application. The name stands often
        behind the first word, which has a capital and may be an occupation.

        Args:
            language: ISO 639-1 code with a list of everyday words or with such sentences.
        """
        rng = self.rng
        sentences = self.sentences[language]
        if sentences and (not everyday_words(language) or rng.random() < 0.6):
            words = rng.choice(sentences).split(" ")
        else:
            words = rng.choices(everyday_words(language), k=rng.randint(3, 12))
            words[0] = words[0][:1].upper() + words[0][1:]
        at = -1
        if rng.random() < 0.45:
            at = rng.choices((0, 1, rng.randint(0, len(words))), (2, 3, 5))[0]
        if at == 0:
            words[0] = words[0][:1].lower() + words[0][1:]
        if at == 1 and jobs(language) and rng.random() < 0.4:
            words[0] = rng.choice(jobs(language))
        if rng.random() < 0.15:
            words = [each[:1].upper() + each[1:] for each in words]
        text = ""
        spans: list[Span] = []
        for place, each in enumerate([*words, ""]):
            if place == at:
                name = self._person(rng.choices(("full", "first", "last"), (3, 1, 1))[0], language)
                if rng.random() < 0.5:
                    name = inflect(name, language, rng.choice(CASES))
                spans.append((len(text), len(text) + len(name), "PERSON"))
                text += name + rng.choice((" ", ", ", " "))
            text += each + " "
        return text.rstrip(" .") + rng.choice((".", "", "?", "!")), spans

    def fill(self, frame: str, language: str) -> tuple[str, list[Span]]:
        """Return the frame with its slots filled, and the spans of the names.

        Two parts of a name with only a space or a hyphen between them belong to the same span.

        Args:
            frame: text with slots in braces.
            language: ISO 639-1 code.
        """
        text, spans, done = "", [], 0
        for match in _SLOT.finditer(frame):
            gap = frame[done : match.start()]
            text += gap
            value = self.value(match.group(1), language)
            label = LABELS.get(match.group(1).split("_")[0])
            if (
                label == "PERSON"
                and gap in (" ", "-")
                and spans
                and spans[-1][1:] == (len(text) - 1, "PERSON")
            ):
                spans[-1] = (spans[-1][0], len(text) + len(value), "PERSON")
            elif label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
            done = match.end()
        return text + frame[done:], spans

    def value(self, slot: str, language: str) -> str:
        """Return one value for a slot.

        Args:
            slot: a slot name of `ner_frames.py`.
            language: ISO 639-1 code.
        """
        rng = self.rng
        kind, _, case = slot.partition("_")
        if kind in PERSON_SLOTS:
            name = self._person(kind, language)
            return inflect(name, language, case) if case in CASES else name
        if kind == "city":
            return self._town(language, case)
        if slot == "country":
            more = self.places["country", language]
            known = _items(COUNTRIES[language])
            return rng.choice(more if more and rng.random() < 0.5 else known)
        if slot == "street":
            return self._street(language)
        if slot == "org":
            return self._company(language)
        if slot == "m":
            return rng.choice(MONTHS[language].split())
        if slot == "d":
            return self._date(language)
        if slot == "t":
            return f"{rng.randint(7, 20)}:{rng.choice(('00', '15', '30'))}"
        if slot == "eur":
            return f"{rng.randint(3, 900)},{rng.randint(10, 99)}"
        if slot == "mail":
            name = f"{self._person('first', 'de')}.{self._person('last', 'de')}"
            return f"{name.lower().replace(' ', '')}@example.{rng.choice(('com', 'de', 'org'))}"
        if slot == "n":
            return rng.choice((str(rng.randint(1, 120)), str(rng.randint(10**4, 10**8)),
                               f"{rng.choice('ABKRX')}-{rng.randint(100, 99999)}"))  # fmt: skip
        return word(slot, rng)

    def _mine(self, items: Sequence[str]) -> list[str]:
        return sorted({item for item in items if held_out(item) != self.keep_out})

    def _person(self, slot: str, language: str) -> str:
        rng = self.rng
        home = rng.random() < 0.65 or language in OWN_SCRIPT
        origin = language if home else rng.choice(self.origins)
        first = rng.choice(self.first[origin])
        if home and language == "de" and rng.random() < 0.5:
            last = rng.choice(self.last["rare"])
        elif not home and rng.random() < 0.25:
            last = rng.choice(self.last[language])
        else:
            last = rng.choice(self.last[origin])
        draw = rng.random()
        if slot != "first" and draw < 0.05:
            last = f"{last}-{rng.choice(self.last[origin])}"
        elif slot != "first" and draw < 0.09 and origin in PARTICLES:
            last = f"{rng.choice(_items(PARTICLES[origin]))} {last}".replace("' ", "'")
        elif slot != "first" and origin in ("es", "pt") and draw < 0.4:
            last = f"{last} {rng.choice(self.last[origin])}"
        second = rng.choice(self.first[origin])
        name = shape_of(slot, (first, second, last), origin, rng)
        draw = rng.random()
        if draw < 0.1:
            name = name.translate(_ASCII)
        elif draw < 0.2:
            name = name.translate(_BARE)
        return misspell(name, rng) if rng.random() < 0.05 else name

    def _town(self, language: str, case: str) -> str:
        """Return a town; after "in" in the form it takes there, where that is known."""
        rng = self.rng
        if case and language in CITIES_IN:
            return rng.choice(_items(CITIES_IN[language]))
        more = self.places["town", language]
        return rng.choice(more if more and rng.random() < 0.6 else _items(CITIES[language]))

    def _street(self, language: str) -> str:
        """Return a street, often one named after a person."""
        rng = self.rng
        frame = rng.choice(_items(STREETS[language]))
        first, last = self._person("first", language), self._person("last", language)
        words = self.places["street", language] or STREET_WORDS.get(language, [last])
        return frame.format(
            f=first,
            l=last,
            fg=inflect(first, language, "gen"),
            g=inflect(last, language, "gen"),
            s=rng.choice(words),
            w=rng.choice(STREET_WORDS.get(language, STREET_WORDS["en"])),
        )

    def _company(self, language: str) -> str:
        rng = self.rng
        last = self._person("last", language)
        name = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3)))).capitalize()
        trade = rng.choice(TRADES)
        end = rng.choice(_items(COMPANY_ENDS[language]))
        shapes = (rng.choice(_items(BRANDS)), f"{name} {end}", f"{last} {end or trade}",
                  f"{trade} {last} {end}", f"{name}{trade.lower()} {end}")  # fmt: skip
        return rng.choices(shapes, (4, 3, 2, 1, 1))[0].strip()

    def _date(self, language: str) -> str:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1940, 2026)
        name = rng.choice(MONTHS[language].split())
        return rng.choice((f"{day}.{month}.{year}", f"{day:02d}.{month:02d}.{year}",
                           f"{year}-{month:02d}-{day:02d}", f"{day} {name} {year}",
                           f"{day}. {name}"))  # fmt: skip
