"""One person, one record: what was found once with certainty is found wherever it stands again.

A name is often plain in one place ("Sehr geehrte Frau Nowak") and hard to see in another ("ruf
nowak an", "Nowakiem"); a customer number is introduced once and then used bare. So the sure finds
of a record are looked for in all of its texts: single words of a name, also inflected, places and
organisations as written, dates of birth, and values that hold digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from compliance.detect.matching.context import isolated
from compliance.detect.names.lists import is_listed, small_words
from compliance.detect.names.words import PARTICLES
from compliance.detect.types import Entity, category_of

NAME = "consistency"
ABBREVIATION = "consistency.abbreviation"
_ABBREVIATION = re.compile(
    r"[\"'”’]? ?[(\[](?:(?:hereinafter|hereafter|im folgenden|ci-après|kurz|short)[:,]? )?"
    r"[\"'“„‘«]?(?:the |die |der |das |la |le |el )?"
    r"(?P<short>[^\W\d_][\w&.-]{1,9}[^\W_])"
    r"[\"'”“’»]?[)\]]"
)
_CAPITALS = 2
"""Capitals that make a word in brackets an abbreviation: "(ABC)", "(hereinafter the DfX)"."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TOKEN = re.compile(r"\w+")
_SCORE = 0.8
_SHORTEST = 3
_SURE = 0.6
_FEW = 40
_VALUE_CATEGORIES = frozenset(
    {"government_id", "financial", "account", "online", "vehicle", "contact", "secret"}
)
_SHORTEST_VALUE = 5
_SHORTEST_DATE = 5
"""Digits of a date of birth that is looked for again: day and year, or more."""
_AS_WRITTEN = frozenset({"LOCATION", "ORGANIZATION"})

# Case endings that a name takes behind its full form. Single letters only behind longer names,
# because "Mark" and "Markt" are two words.
_ENDINGS = frozenset(
    # German, English, Dutch, Scandinavian
    "s es ens "
    # Polish, Czech, Slovak, Slovenian, Croatian
    "owi owie owa owej ową ów em ie iem ego emu ym im ej iej ami ach om ovi ové ová ovou ovej ův "
    "ova ovo ovog ovu jem ju ovem a u y i ę ą e "
    # Finnish, Estonian
    "in en an än lla llä lle lta ltä ssa ssä sta stä ksi iin ia ää n i le lt ga ile ilt iga "
    # Hungarian
    "nak nek val vel hoz hez höz tól től ról ről ban ben ért nál nél ra re t ot et at "
    # Slovenian and Croatian possessives
    "jeve jeva jevi jevo jevega eve evi evo ove evega "
    # Lithuanian, Latvian, Romanian
    "ui o ą ams am ā us ului ul ei "
    # Greek
    "ς υ ου η".split()
)
# Endings that no Germanic word has, so that they are safe behind a name as short as "Jan".
_SLAVIC = frozenset("em owi ovi".split())
_LONGEST_ENDING = max(map(len, _ENDINGS))
_VOWELS = "aeiouyáéíóúýąęěőűūāēīäöüåøôėįųαεηιοωάέήίόύώаеиоуяюь"
_STEM_ENDINGS = frozenset(
    "a e i o u y ą ę ie ii ię ią io iu ego emu ej iej ą ym im ów ami ach om ou ovi ové ů ė ę "
    "ės ė ei ę es ē ēm ene enei enes ām om am us ul ei ā ī ē u ų ų ô ô á é í ó "
    "ai ea ei elor ilor "
    "ai as os us is ui io iui ām ei es ul ului ην ης ου α ο ε".split()
)
_OBLIQUE: tuple[tuple[str, str], ...] = (
    # Polish and Czech, adjectives first; Finnish; Hungarian; Estonian; Greek
    ("skiego", "ski"), ("skiemu", "ski"), ("skim", "ski"), ("skiej", "ska"), ("ską", "ska"),
    ("ckiego", "cki"), ("ckiemu", "cki"), ("ckim", "cki"), ("ckiej", "cka"), ("cką", "cka"),
    ("iem", ""), ("em", ""), ("owi", ""), ("ovi", ""), ("ovou", "ová"), ("ové", "ová"),
    ("selle", "nen"), ("sella", "nen"), ("selta", "nen"), ("sesta", "nen"), ("sen", "nen"),
    ("nak", ""), ("nek", ""), ("val", ""), ("vel", ""), ("nál", ""), ("nél", ""), ("tól", ""),
    ("től", ""), ("rrel", "r"), ("rral", "r"), ("ssal", "s"), ("nnal", "n"), ("nnel", "n"),
    ("ttel", "t"), ("ttal", "t"), ("kkal", "k"), ("kkel", "k"), ("ga", ""), ("ile", ""),
    ("ου", "ος"), ("ου", "ης"),
)  # fmt: skip
"""Endings of cases that a first mention may stand in, and what the name ends in by itself."""
_GRADES: tuple[tuple[str, str], ...] = (
    ("tt", "t"), ("kk", "k"), ("pp", "p"), ("nt", "nn"), ("nk", "ng"), ("mp", "mm"), ("lt", "ll"),
    ("rt", "rr"), ("t", "d"), ("p", "v"),
)  # fmt: skip
"""What the consonants before the last vowel of a Finnic name become in other cases: Pylkkö, Pylkön;
Lehto, Lehdon. The longest that fits counts."""
_FINNIC = ("n", "lla", "llä", "lle", "lta", "ltä", "ssa", "ssä", "sta", "stä", "ksi", "t", "i")
_IRISH = frozenset(("ó", "ní", "nic", "uí", "mac", "mhic"))
"""Words in Irish surnames: beside them a name may be lenited, as in "a Ghráinne"."""
_LENITED = frozenset("bcdfgmpst")
_LONG_ENOUGH = 4
"""A name by itself has at least so many letters before one is made of a case of it."""


@dataclass(slots=True)
class Known:
    """What a record holds for certain."""

    names: dict[str, bool] = field(default_factory=dict)
    """Words of persons' names in lower case; True when the name was written with a capital."""
    stems: set[str] = field(default_factory=set)
    """What stays of a name when its last vowel or its nominative ending gives way to another."""
    heads: set[str] = field(default_factory=set)
    """The first letters of all names: a form of a name begins as the name does."""
    surfaces: dict[str, dict[tuple[int, int], dict[str, tuple[str, float]]]] = field(
        default_factory=dict
    )
    """Longest word or number of a value → where it stands in the value, and the value's length →
    the value as it was written → type and score. One look at each word of a text then finds all of
    them, however many there are and however many share the word (all mails of one provider do)."""

    def learn(self, found: Iterable[tuple[Entity, str]], stop: frozenset[str]) -> None:
        """Take up the sure ones of some finds.

        Args:
            found: finds with their values in normalised form.
            stop: words that are no names.
        """
        for entity, value in found:
            if entity.recognizer == NAME or entity.score < _SURE:
                continue
            if entity.type == "PERSON":
                self._learn_name(value, stop)
            elif _worth_repeating(entity, value):
                word = _longest_word(value)
                shapes = self.surfaces.setdefault(word, {})
                same = shapes.setdefault((value.index(word), len(value)), {})
                same.setdefault(value, (entity.type, entity.score))

    def _learn_name(self, value: str, stop: frozenset[str]) -> None:
        words = _WORD.findall(value)
        irish = not _IRISH.isdisjoint(map(str.lower, words))
        for word in words:
            lower = word.lower()
            if len(word) < _SHORTEST or lower in stop or lower in PARTICLES:
                continue
            capital = word[0].isupper()
            if not capital and (lower in small_words() or not is_listed(word)):
                # What is written small must be a name by itself, or every such word is a find.
                continue
            self.names[lower] = self.names.get(lower, True) and capital
            self.heads.add(lower[:_SHORTEST])
            if capital:
                self.stems.update(_stems(lower))
                self.stems.update(_graded(lower))
                if irish:
                    self._learn_forms(_irish(lower))
                for nominative in _nominatives(lower):
                    self.names.setdefault(nominative, True)
                    self.stems.update(_stems(nominative))

    def _learn_forms(self, forms: Iterable[str]) -> None:
        """Take up other forms of a name as they are."""
        for form in forms:
            self.names.setdefault(form, True)
            self.heads.add(form[:_SHORTEST])

    def is_name(self, word: str) -> bool:
        """Tell whether a word is a known name or a form of one, in a case that fits."""
        lower = word.lower()
        capital = self.names.get(lower)
        if capital is None:
            return word[0].isupper() and _is_form(lower, self)
        return not capital or word[0].isupper()

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.names or self.surfaces)


def echoes(text: str, known: Known) -> Iterator[Entity]:
    """Yield the mentions of known persons and values in a text, those found before included.

    A name written with a capital is looked for with capitals only, so that a person called
    "Sommer" does not make every "sommer" a find.

    Args:
        text: normalised text.
        known: what is known of the record.
    """
    if known.names:
        heads = known.heads
        distinct = set(_WORD.findall(text))
        words = {
            word for word in distinct if word.lower()[:_SHORTEST] in heads and known.is_name(word)
        }
        for start, end in word_places(text, words, _WORD):
            yield Entity(start, end, "PERSON", _SCORE, NAME)
    if known.surfaces:
        if len(known.surfaces) > _FEW:
            keys = known.surfaces.keys() & set(_TOKEN.findall(text))
        else:
            keys = {key for key in known.surfaces if key in text}
        for start, end in word_places(text, keys, _TOKEN):
            for (offset, length), values in known.surfaces[text[start:end]].items():
                at = start - offset
                known_value = values.get(text[at : at + length]) if at >= 0 else None
                if known_value is not None and isolated(text, at, at + length):
                    yield Entity(at, at + length, *known_value, NAME)


def abbreviations(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Yield the short names that a text gives to organisations: "Nordlicht Stiftung (NLS)".

    Args:
        text: normalised text.
        found: finds in it.
    """
    for each in found:
        if each.type == "ORGANIZATION" and each.score >= _SURE:
            match = _ABBREVIATION.match(text, each.end)
            if match is not None and sum(map(str.isupper, match.group("short"))) >= _CAPITALS:
                yield Entity(*match.span("short"), each.type, _SURE, ABBREVIATION)


def word_places(
    text: str, wanted: Collection[str], pattern: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yield where some words stand, as a pattern parts the text into words; in any order.

    Args:
        text: any text.
        wanted: whole words. Few of them are searched one by one, which is fastest; for many the
            text is read once, so that the time grows with the text alone.
        pattern: what a word is; `_WORD` or `_TOKEN`.
    """
    if len(wanted) > _FEW:
        yield from (match.span() for match in pattern.finditer(text) if match.group() in wanted)
        return
    for word in wanted:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            match = pattern.match(text, at)
            if match is not None and match.end() == end and _begins_word(text, at, pattern):
                yield at, end
            at = text.find(word, end)


def _begins_word(text: str, at: int, pattern: re.Pattern[str]) -> bool:
    """Tell whether a word begins at `at`, where one matches: not inside a longer one."""
    if at == 0:
        return True
    before = text[at - 1]
    if pattern is _TOKEN:
        return not (before.isalnum() or before == "_")
    if before in "'-" and at > 1:
        before = text[at - 2]
    return not before.isalnum() or before.isdecimal()


def _longest_word(value: str) -> str:
    words: list[str] = _TOKEN.findall(value)
    return max(words, key=len)


def _worth_repeating(entity: Entity, value: str) -> bool:
    if _TOKEN.search(value) is None:
        return False
    if entity.type == "DATE_OF_BIRTH":
        return sum(map(str.isdigit, value)) >= _SHORTEST_DATE
    if entity.type in _AS_WRITTEN:
        least = _SHORTEST if entity.recognizer == ABBREVIATION else _SHORTEST + 1
        return len(value) >= least and value[0].isupper()
    return (
        category_of(entity.type) in _VALUE_CATEGORIES
        and len(value) >= _SHORTEST_VALUE
        and (entity.type == "USERNAME" or any(char.isdigit() or char == "@" for char in value))
    )


def _is_form(lower: str, known: Known) -> bool:
    """Tell whether a word is a known name in another case."""
    base, mark, _ = lower.partition("'")
    if mark and base in known.names:
        return True
    for size in range(1, min(_LONGEST_ENDING, len(lower) - _SHORTEST) + 1):
        base, ending = lower[:-size], lower[-size:]
        if base in known.names and ending in _ENDINGS and len(base) >= _least(ending):
            return True
        if ending in _STEM_ENDINGS and base in known.stems:
            return True
    return lower in known.stems


def _least(ending: str) -> int:
    """Return how long a name must be to take an ending; short ones meet ordinary words."""
    if ending == "s" or ending in _SLAVIC:
        return _SHORTEST
    return 5 if len(ending) == 1 or ending in ("en", "er", "es") else 4


def _nominatives(lower: str) -> Iterator[str]:
    """Yield what a name may be by itself that is first met in another case: "panem Novákem"."""
    for ending, own in _OBLIQUE:
        if lower.endswith(ending):
            nominative = lower[: -len(ending)] + own
            if len(nominative) >= _LONG_ENOUGH:
                yield nominative


def _stems(lower: str) -> Iterator[str]:
    """Yield what other cases of a name are built on: Kowalska → kowalsk, Marek → mark."""
    if len(lower) >= 5 and lower[-1] in _VOWELS:
        yield lower[:-1]
    if len(lower) >= 6 and lower[-2:] in {"as", "is", "us", "ys", "os", "ας", "ης", "ος"}:
        yield lower[:-2]
    if len(lower) >= 5 and lower[-2:] in {"ek", "ec", "el", "eł", "ko"}:
        yield lower[:-2] + lower[-1]
    if len(lower) >= 6 and lower.endswith("nen"):
        # Finnish: Virtanen, Virtasen, Virtaselle.
        for ending in ("sen", "sta", "sella", "selle", "selta", "sessa", "sesta", "seen"):
            yield lower[:-3] + ending


def _graded(lower: str) -> Iterator[str]:
    """Yield the whole forms of a Finnic name whose consonants change: pylkkö → pylkön."""
    if len(lower) < _LONG_ENOUGH + 1 or lower[-1] not in _FINNIC_VOWELS:
        return
    for strong, weak in _GRADES:
        if lower[:-1].endswith(strong):
            base = lower[: -1 - len(strong)] + weak + lower[-1]
            yield from (base + ending for ending in _FINNIC)
            return


def _irish(lower: str) -> Iterator[str]:
    """Yield how an Irish name is written where it is called or owns: colm → cholm, choilm."""
    bases = {lower}
    if lower[1:2] == "h" and lower[0] in _LENITED:
        bases.add(lower[0] + lower[2:])
    for base in tuple(bases):
        # The genitive is slender: an i before the last consonants.
        match = _BROAD_END.fullmatch(base)
        if match is not None:
            bases.add(f"{match.group(1)}i{match.group(2)}")
    for base in bases:
        yield base
        if base[0] in _LENITED and base[1:2] != "h":
            yield f"{base[0]}h{base[1:]}"


_FINNIC_VOWELS = "aeiouyäö"
_BROAD_END = re.compile(r"(.*[aouáóú])([^\W\d_aeiouáéíóú]{1,3})")
