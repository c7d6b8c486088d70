"""Names that their surroundings give away: titles, introductions, greetings, signatures, labels.

No model and no list of names: a name is what stands where a name stands. Lower-case text counts
too, which is where name models fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_words
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.names.context import NOUN, POSSESSED
from compliance.detect.names.cues import CUES, LISTED, LISTED_OR_FULL, LISTED_OR_LINE, Cue
from compliance.detect.names.cues_europe import european_cues, foreign_titles, labels, nobodies
from compliance.detect.names.heads import behind_heads
from compliance.detect.names.lists import (
    doubtful_names,
    family_names,
    field_words,
    given_names,
    is_listed,
    small_words,
)
from compliance.detect.names.words import EPONYMS, fold, is_noun
from compliance.detect.names.wrapped import unwrapped
from compliance.detect.types import Entity

_TOKEN = re.compile(
    r"[ \t]*(?:(?P<initial>[^\W\d_]\.(?:-[^\W\d_]\.)*)|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*))"
)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"[ \t](?P<initial>(?!))?(?P<word>[A-ZÄÖÜ][^\W\d_]+(?:['-][^\W\d_]+)*)")
NAME_PARTICLES = frozenset(
    "von van vom zu zur zum de der den des di da del della dos du la le el al bin ibn ben ten ter "
    "mac mc o st op af av dei degli dall dalla dell ní nic".split()
)
_ARTICLES = frozenset("der den des o st".split())
_CONTRACTED = frozenset("zu zur zum vom".split())
"""Particles that also stand before any noun: "Herr Wurster zur Untersuchung"."""
_ROMAN = re.compile(r"[IVX]{2,}")
_CAMEL = re.compile(
    r"(?!Mc|Mac|De|Di|Le|La|Du|Van|Fitz)[A-ZÀ-Þ]?[a-zß-ÿ]{1,3}[A-ZÀ-Þ][a-zß-ÿ]{0,3}$"
)
"""A short word with a capital inside, as "NoCol" and unlike "McDonald" and "ReyesCorreo"."""
_COLON = re.compile(r" ?:")
_WORD_PARTS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
TITLES = frozenset(
    "dr prof professor doktor dipl ing med mag mba phd herr herrn frau hr fr mr mrs ms miss mx sir "
    "lady rer nat jur phil hc habil".split()
)
"""German and English titles in small letters, without full stops."""
ORGANISATION_WORDS = frozenset(
    "team support kundenservice kundendienst kundenbetreuung service customer care desk helpdesk "
    "gmbh "
    "ag kg ug ltd limited inc llc plc corp verlag bank versicherung shop store online office crew "
    "redaktion agentur hotline versand praxis kanzlei".split()
)
"""Words that make what stands before them the name of an organisation."""

_BODY = re.compile(
    r"(?:^| )(?:sad|soud|sud|tribun|gericht|court|corte|cour|juzg|curt|ret|oikeu|kohus|teism|ties|"
    r"birosag|haestirett|heradsdom|съд|апелат|δικαστ|προεδρ|cuirt|qorti|minist|preside|prezyd|"
    r"govern|vlad|rzad|urzad|urad|miasta|mesta|stad|kommun|gmin|rejon|okreg|krajsk|okresn|general|"
    r"европ|europ|national|nacion|nazion|administra|service|servic)"
)
"""How words of courts, offices and authorities begin, without accents: "Sędzia Sądu Rejonowego"."""
_MOST_TITLES = 8
"""Titles before one name: without an end, a text of nothing but titles would take time squared."""
_FULL = 2
"""Words of a full name."""
_MOST_PARTICLES = 8
"""Particles in one name, for the same reason."""


class PeopleFinder:
    """Finds names by cue."""

    name = "people"
    types: tuple[str, ...] = ("PERSON",)

    def __init__(self) -> None:
        self._cues = (*CUES, *european_cues())
        self._patterns = PatternSet([cue.pattern for cue in self._cues])
        self._stop = load_words("not_names") | labels() | field_words()
        self._nobodies = nobodies()
        self._small = small_words()
        self._titles = TITLES | foreign_titles()
        self._rare = load_words("rarely_names")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the names behind each cue."""
        text = unwrapped(text)
        for number, match in self._patterns.finditer(text):
            cue = self._cues[number]
            inside = self._patterns.pattern(number).groups > 0
            start = self._behind_stop_words(text, *match.span(1)) if inside else match.end()
            span = self._read(text, start, match.end(1) if inside else len(text), cue)
            if span is None or (inside and span[1] != match.end(1)):
                continue
            span = (behind_heads(text, *span), span[1])
            name = text[slice(*span)]
            first = name.split(None, 1)[0]
            unlisted = first.islower() and not is_listed(first)
            if cue.name == "kin" and unlisted and name != first:
                # "meine Frau trägt Kopftuch": a verb, not a name.
                continue
            if cue.sure and unlisted:
                before = text[max(0, match.start() - 12) : match.start() + 1]
                if POSSESSED.search(before):
                    continue
            if not _is_disease(match.group(), name):
                yield Entity(*span, "PERSON", cue.score, f"{self.name}.{cue.name}")

    def _behind_stop_words(self, text: str, start: int, end: int) -> int:
        """Return where the first word of `[start, end)` begins that may be part of a name."""
        for match in _WORD.finditer(text, start, end):
            lower = match.group().lower()
            initial = len(lower) == 1 and text.startswith(".", match.end())
            if initial or (lower not in self._stop and lower not in self._nobodies):
                return match.start()
        return end

    def _read(self, text: str, at: int, until: int, cue: Cue) -> tuple[int, int] | None:
        """Return the span of a name in `[at, until)` that starts there; None without a name."""
        start = -1
        ends: list[int] = []
        pending = ""
        first_capital = False
        position = at
        titles = particles = 0
        while len(ends) < cue.most:
            match = _TOKEN.match(text, position)
            surname_first = len(ends) == 1 and text[position : position + 2] == ", "
            if match is None and surname_first and (cue.comma or text[start:position].isupper()):
                match = _CAPITAL.match(text, position + 1)
            if match is None or match.end() > until:
                break
            group = "initial" if match.group("initial") else "word"
            token = match.group(group)
            lower = token.lower().rstrip(".")
            if lower in self._titles and start < 0:
                titles += 1
                if titles > _MOST_TITLES:
                    break
                position = match.end() + (text[match.end() : match.end() + 1] == ".")
                continue
            if lower in NAME_PARTICLES and group == "word" and (start < 0 or token.islower()):
                # "von" alone is no name; it counts only when a name follows. An article begins
                # no name: "Herr der Ringe" is none, "Frau von der Leyen" is one.
                if start < 0 and lower in _ARTICLES:
                    break
                if not token.islower() and start < 0 and lower in self._stop:
                    break
                particles += 1
                if particles > _MOST_PARTICLES:
                    break
                pending = lower
                start = match.start(group) if start < 0 else start
                position = match.end()
                continue
            if pending in _CONTRACTED and not _follows_contraction(token, bool(ends)):
                break
            if not self._may_be_name(token, lower, group, cue, first_capital, len(ends)):
                if len(ends) == 1 and _ends_signature(text, start, ends[0], match, cue):
                    ends.append(match.end())
                break
            if start < 0:
                start = match.start(group)
            first_capital = first_capital or token[0].isupper()
            pending = ""
            position = match.end()
            ends.append(position)
        if cue.comma and ends and _COLON.match(text, ends[-1]):
            # What a colon follows is the next label of a form.
            ends.pop()
        if len(ends) < cue.least or not ends:
            return None
        return self._whole(text, start, ends, cue)

    @staticmethod
    def _whole(text: str, start: int, ends: list[int], cue: Cue) -> tuple[int, int] | None:
        """Return the span of a name whose words end at `ends`; None when it cannot be one."""
        if cue.listed and not _believable(text, start, ends, cue):
            return None
        end = ends[-1]
        if len(ends) == 1 and end - start < 2:
            return None
        if cue.closing and not (_closes(text, end) or len(ends) > 1 and _goes_on(text, end)):
            return None
        after = _TOKEN.match(text, end)
        if after is not None and (after.group("word") or "").lower() in ORGANISATION_WORDS:
            return None
        return start, end

    def _may_be_name(
        self, token: str, lower: str, group: str, cue: Cue, first_capital: bool, words: int
    ) -> bool:
        if group == "initial":
            return token[0].isupper() or cue.lower
        if lower in self._nobodies and not words:
            return False
        parts = lower.split("-")
        if lower in self._stop or any(part in self._stop and len(part) > 3 for part in parts):
            return False
        if lower in self._rare and not (token[0].isupper() and (words or cue.sure)):
            return False
        if len(token) > 25 or _ROMAN.fullmatch(token) or _CAMEL.match(token):
            return False
        if lower in self._small and not (token[0].isupper() and (words or cue.sure)):
            # "Paciente: Se trata de", but "Frau An".
            return token[0].isupper() and is_listed(token)
        if token[0].isupper():
            return True
        return cue.lower and not first_capital and words < cue.small and len(token) >= 3


def _ends_signature(text: str, start: int, end: int, match: re.Match[str], cue: Cue) -> bool:
    """Tell whether a surname that is a word too ends a signature: "regards, christine allen"."""
    return (
        cue.closing
        and text[match.end() : match.end() + 2].strip(" .")[:1] in ("", "\n")
        and fold(text[start:end]) in given_names()
        and fold(match.group().strip()) in family_names() | doubtful_names()
    )


def _follows_contraction(token: str, in_name: bool) -> bool:
    """Tell whether a word behind "zur" or "vom" goes on with a name: "Annette zur Mühlen"."""
    if not token[0].isupper():
        return False
    folded = fold(token)
    return not in_name or not (len(token) > 10 or is_noun(folded) or NOUN.search(folded))


def _believable(text: str, start: int, ends: list[int], cue: Cue) -> bool:
    """Tell whether the lists support a name as its cue asks; words that go too far are cut off."""
    value = text[start : ends[-1]]
    if cue.listed == LISTED:
        return any(map(is_listed, _WORD_PARTS.findall(value)))
    if cue.listed == LISTED_OR_FULL:
        parts = _WORD_PARTS.findall(value)
        if any(map(is_listed, parts)):
            return True
        folded = [fold(part) for part in parts]
        if len(ends) < _FULL or _BODY.search(" ".join(folded)):
            return False
        return not any(is_noun(word) or NOUN.search(word) for word in folded)
    if value != value.lower():
        return True
    if text[ends[-1] : ends[-1] + 1] == "?":
        return False
    if text[start - 2 : start] == ", ":
        first = fold(value.split()[0])
        if len(ends) < _FULL or first not in given_names():
            return False
    if cue.listed == LISTED_OR_LINE and text[ends[-1] : ends[-1] + 2].strip(" .!")[:1] in "\n":
        return True
    if len(ends) > 1 and not _closes(text, ends[-1]) and not is_listed(_last_word(value)):
        # "mein kollege mustafa sagt".
        ends.pop()
        value = text[start : ends[-1]]
    return len(ends) >= cue.least and any(map(is_listed, _WORD_PARTS.findall(value)))


def _last_word(value: str) -> str:
    return value.rsplit(None, 1)[-1]


def _is_disease(cue: str, name: str) -> bool:
    """Tell whether "M." stands for morbus and not for monsieur: "M. Parkinson"."""
    return cue.rstrip().endswith("M.") and fold(name) in EPONYMS


def _closes(text: str, end: int) -> bool:
    """Tell whether a line, a clause or the text ends at `end`."""
    rest = text[end : end + 3].lstrip(" ")
    if not rest or rest[0] in "\n,.!?;:)-|(":
        return True
    return _FROM.match(text, end) is not None


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a small word that is no part of a name follows: "Det er Ole Lassen igen"."""
    match = _TOKEN.match(text, end)
    return match is not None and match.group("word") in small_words()


_FROM = re.compile(r" (?:at|from|vom|von|aus|bei) ")
