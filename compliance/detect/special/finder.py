"""Finds statements that reveal special categories of data about a person."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compliance.detect.matching.context import isolated
from compliance.detect.special.confirm import IN_MESSAGE, Reach, Weak
from compliance.detect.special.evidence import People, Person, Said, beside, people_of
from compliance.detect.special.lexicon import load_special
from compliance.detect.special.nearness import SHORT
from compliance.detect.special.pairs import pairs
from compliance.detect.special.phrases import WORD, Hit, Phrases, Words, fold, lowered
from compliance.detect.special.sentences import Sentences
from compliance.detect.special.statements import statement
from compliance.detect.types import Entity

SURE = 0.75
"""Score where the sentence speaks of one person without doubt."""
LIKELY = 0.6
"""Score where a pronoun or a role may stand for one, and of words that mean other things too."""
RECORD = 0.5
"""Score in a clinical record, in a sentence that names nobody."""
FIELD = 0.8
"""Score of the value of a form field ("Religion: ...")."""

_ENOUGH = 4
"""So many different words of clinical records make a text one."""
_LONGEST_PHRASE = 200
"""No phrase is longer than so many characters."""
_NOTE = 400
"""A note is at most so long."""
_LAST_WORDS = re.compile(r"(?:[^\W_]+[ ,'’\-]{1,2}){1,2}\Z")
_SURNAME = re.compile(r"[^\W\d_a-zß-ÿ][^\W_]+ \Z")
_VALUE = re.compile(r" ?: {0,3}(?P<v>[^\s:=,;|<>{}\[\]\"][^\n,;|<>{}\[\]\"]{1,80})")
_FIELD_START = re.compile(r"(?:\A|[\n,;|{(\"'>*•\t.-] *)\Z")
_NO_VALUES = frozenset(
    "string str text int integer bool boolean null none nil true false optional required n/a na "
    "nein keine keiner keines no not unknown unbekannt - select".split()
)
_LAW = re.compile(r"§|\bAbsatz\b|\bpursuant to\b")
_PARAGRAPH = re.compile(
    r"(?m)^[ \t]*\(\d{1,2}[a-z]?\) [^\W\d_a-zß-ÿ]|"
    r"\bAbs(?:atz(?:es)?|ätze)\.? \d|\bdieses Gesetzes\b"
)
_PARAGRAPHS = 3
"""A text with so many marks of numbered paragraphs is a statute."""

_USES = ("words", "close", "adjectives", "not", "topics", "labels", "subjects", "facts")
_UNSAID = frozenset({"not", "topics", "attributes", "subjects", "facts"})
_BESIDE = frozenset({"close", "adjectives"})
_SPACED = "en"
"""The language that writes "hospital bed" in two words: a topic before a noun is part of it."""
_VERB = 4
"""A longer English word that ends with "ed" is a verb."""
_NEXT = re.compile(r" ([^\W\d_]+)")
_FOLLOWING = re.compile(r"[ -]([^\W_]+)")

_Label = tuple[str, str]


class SpecialFinder:
    """Finds words of the lexicons in sentences about a person.

    A find is the whole statement around the word ("is in hospital after a stroke"), because half
    of it still tells. Words of doubtful meaning count right beside the person only, and nothing
    counts in what is said in general, in a statute or in the name of a thing.

    Args:
        languages: ISO 639-1 codes of the languages whose words are read.
    """

    name = "special"

    def __init__(self, languages: Sequence[str]) -> None:
        files = load_special()
        chosen = self._languages = tuple(languages)
        entries: list[tuple[str, _Label]] = [
            (entry, (table["type"], "attributes" if (use, code) == ("topics", _SPACED) else use))
            for name, table in files.items()
            if name != "person"
            for use in _USES
            for code in chosen
            for entry in table.get(use, {}).get(code, ())
        ]
        self._phrases: Phrases[_Label] = Phrases((entry.lower(), label) for entry, label in entries)
        capitals = {entry for entry, _ in entries if entry.isupper()}
        self._capitals = {entry.lower() for entry in capitals} - {entry for entry, _ in entries}
        self.types = tuple(sorted({kind for _, (kind, _) in entries}))
        person = files["person"]
        self._people = people_of(chosen)
        self._binders = self._set("binders", "kin", "role")
        self._human = self._set("human", "kin", "role")
        self._predicates = self._set("predicates")
        self._verbs = self._set("verbs")
        self._things = self._set("things")
        self._links = self._set("links", "binders", "predicates", "state")
        self._ends = tuple(self._set("ends"))
        self._record: Phrases[str] = Phrases(
            (entry, entry) for code in chosen for entry in person["record"].get(code, ())
        )

    def _set(self, *tables: str) -> frozenset[str]:
        """Return the words of tables of the file `person`."""
        person = load_special()["person"]
        return frozenset(
            fold(word)
            for table in tables
            for code in self._languages
            for word in person[table].get(code, ())
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the statements around revealing words."""
        return iter(self.read(text)[0])

    def read(self, text: str) -> tuple[list[Entity], list[Weak]]:
        """Return the statements around revealing words, and words that may make one.

        The latter stand in sentences in which the lexicon sees no person; `confirmed` tells which
        of them count when names and other identifiers are known.
        """
        lower = lowered(text)
        words = Words(lower)
        hits = [hit for hit in self._phrases.find(words) if isolated(text, hit.start, hit.end)]
        found: list[Entity] = []
        weak: list[Weak] = []
        if not hits:
            return found, weak
        told = list(pairs(words, hits, "close"))
        if told:
            hits = sorted([*hits, *told], key=lambda hit: hit.start)
        banned, topics = _Spans(hits, "not"), _Spans(hits, "topics")
        attributes = _Spans(hits, "attributes")
        reader = _Reader(text, words, self._people)
        record: bool | None = None
        note = False
        for hit in hits:
            kind, use = hit.label
            if use in _UNSAID or _in_code(text, hit) or banned.touch(hit):
                continue
            if lower[hit.start : hit.end] in self._capitals and not text[hit.start].isupper():
                continue
            attribute = use != "adjectives" and attributes.hold(hit)
            if self._is_thing(words, hit) or (attribute and self._before_a_noun(text, hit)):
                continue
            if use == "labels":
                field = _field(text, hit)
                if field is not None:
                    found.append(Entity(*field, kind, FIELD, self.name))
                continue
            if use == "adjectives" and not self._is_adjective(text, lower, hit):
                continue
            score = self._score(reader, hit)
            is_open = score > 0 or reader.is_open(hit.start, hit.end)
            if score == 0 and kind == "HEALTH" and use == "words":
                if record is None:
                    record, note = self._is_record(text, words), self._is_note(lower)
                score = RECORD if record or (note and is_open) else 0
            if score == 0 and not is_open:
                continue
            entity = Entity(*statement(text, hit.start, hit.end), kind, score, self.name)
            if score:
                found.append(entity)
            else:
                named = attribute or topics.hold(hit)
                reach = Reach.SENTENCE if named else Reach.MESSAGE
                reach = Reach.BESIDE if use in _BESIDE else reach
                weak.append(reader.weak(hit, entity, reach))
        if weak and len(text) <= SHORT and self._people.speaks(words):
            sure = [each.found for each in weak if each.reach is Reach.MESSAGE]
            found += [replace(each, score=IN_MESSAGE) for each in sure]
            weak = [each for each in weak if each.reach is not Reach.MESSAGE]
        return found, weak

    def _score(self, reader: _Reader, hit: Hit[_Label]) -> float:
        """Return how sure it is that the word speaks of a person of its sentence; 0 for not."""
        words, use = reader.words, hit.label[1]
        people = reader.people(hit.start, hit.end)
        if use == "adjectives":
            people = [each for each in people if not each.owner]
        if use in _BESIDE:
            near = any(beside(words, each, hit.start, hit.end) for each in people)
            return LIKELY if near else 0
        if any(each.sure for each in people):
            return SURE
        return LIKELY if people else 0

    def _is_adjective(self, text: str, lower: str, hit: Hit[_Label]) -> bool:
        """Tell whether an adjective is said of a person here, if there is one."""
        return not self._before_a_thing(lower, hit) and self._is_said(text, lower, hit)

    def _is_thing(self, words: Words, hit: Hit[_Label]) -> bool:
        """Tell whether a word is part of the name of a thing, a street or a firm."""
        after = _FOLLOWING.match(words.lower, hit.end)
        if after is not None and fold(after.group(1)) in self._things:
            return True
        if not hit.wild or not self._ends:
            return False
        last = words.between(hit.start, hit.end)[1] - 1
        return words.folded(last).endswith(self._ends)

    def _before_a_thing(self, lower: str, hit: Hit[_Label]) -> bool:
        """Tell whether an adjective belongs to a noun that is no person ("black sofa")."""
        after = _FOLLOWING.match(lower, hit.end)
        return after is not None and fold(after.group(1)) not in self._binders

    def _before_a_noun(self, text: str, hit: Hit[_Label]) -> bool:
        """Tell whether a word goes on with another that is no link ("hospital bed")."""
        after = _NEXT.match(text, hit.end)
        if after is None or text[hit.start].isupper():  # a noun of another language, or HIV
            return False
        word = after.group(1)
        return fold(word.lower()) not in self._links and not (
            len(word) > _VERB and word[-2:] == "ed"
        )

    def _is_said(self, text: str, lower: str, hit: Hit[_Label]) -> bool:
        """Tell whether an adjective is what somebody is, and no surname and no dish."""
        last = _LAST_WORDS.search(text, max(0, hit.start - 40), hit.start)
        if last is None:
            return hit.start == 0
        words = [fold(each.lower()) for each in WORD.findall(last.group())]
        if (
            text[hit.start].isupper()
            and _SURNAME.search(last.group())
            and (words[-1] not in self._predicates)
        ):
            return False
        after = _FOLLOWING.match(lower, hit.end)
        followed = after is not None and fold(after.group(1)) in self._human
        return followed or not self._predicates.isdisjoint(words)

    def _is_note(self, lower: str) -> bool:
        """Tell whether a text is a note in key words, as in the fields of a patient's file."""
        return (
            len(lower) <= _NOTE
            and lower.rstrip().endswith(".")
            and self._verbs.isdisjoint(fold(each) for each in WORD.findall(lower))
        )

    def _is_record(self, text: str, words: Words) -> bool:
        """Tell whether a text is a clinical record: then it speaks of one patient throughout."""
        if _LAW.search(text):
            return False
        seen: set[str] = set()
        for hit in self._record.find(words):
            seen.add(hit.label)
            if len(seen) == _ENOUGH:
                return True
        return False


def _in_code(text: str, hit: Hit[_Label]) -> bool:
    """Tell whether a word is a name in a program: `Union[`, `self.gen`, `"green"`."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if after in ("[", "(", "=") or before in (".", "$", "@", "#", "\\", "`", "_"):
        return after != "" and not (before == "." and text[hit.start].isupper())
    return before in ("'", '"', "`") and before == after and hit.label[1] in _BESIDE


class _Reader:
    """Reads the sentences around the words of one text, each sentence once."""

    def __init__(self, text: str, words: Words, people: People) -> None:
        self.text, self.words = text, words
        self._people = people
        self._sentences = Sentences(text)
        self._span: tuple[int, int] | None = None
        self._said: Said | None = None
        marks = itertools.islice(_PARAGRAPH.finditer(text), _PARAGRAPHS)
        self._statute = sum(1 for _ in marks) == _PARAGRAPHS

    def people(self, start: int, end: int) -> list[Person]:
        """Return the persons of the sentence that the word at `[start, end)` may be about."""
        return self._read(start, end).about(self.words, start, end)

    def is_open(self, start: int, end: int) -> bool:
        """Tell whether the word at `[start, end)` may be about somebody named elsewhere."""
        return not self._statute and self._read(start, end).is_open(self.words, start, end)

    def weak(self, hit: Hit[_Label], found: Entity, reach: Reach) -> Weak:
        """Return a word that somebody else may confirm, with its sentence."""
        said = self._read(hit.start, hit.end)
        span = self._sentences.around(hit.start, hit.end)
        return Weak(hit.start, hit.end, found, span, reach, tuple(said.greeted), tuple(said.asked))

    def _read(self, start: int, end: int) -> Said:
        span = self._sentences.around(start, end)
        if self._said is None or span != self._span:
            self._span = span
            self._said = self._people.read(self.text, self.words, span, statute=self._statute)
        return self._said


class _Spans:
    """Where phrases of one use stand, for each category.

    Args:
        hits: all hits of a text.
        use: "not" (the words mean something else) or "topics" (they may be a mere subject).
    """

    def __init__(self, hits: Sequence[Hit[_Label]], use: str) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            if hit.label[1] == use:
                self._spans.setdefault(hit.label[0], []).append((hit.start, hit.end))
        for spans in self._spans.values():
            spans.sort()

    def touch(self, hit: Hit[_Label]) -> bool:
        """Tell whether a word stands in one of them, in whole or in part."""
        return any(True for _ in self._around(hit))

    def hold(self, hit: Hit[_Label]) -> bool:
        """Tell whether a word stands wholly in one of them."""
        return any(start <= hit.start and hit.end <= end for start, end in self._around(hit))

    def _around(self, hit: Hit[_Label]) -> Iterator[tuple[int, int]]:
        spans = self._spans.get(hit.label[0], ())
        at = bisect.bisect_left(spans, (hit.end, 0)) - 1
        while at >= 0 and spans[at][0] > hit.start - _LONGEST_PHRASE:
            if spans[at][1] > hit.start:
                yield spans[at]
            at -= 1


def _field(text: str, label: Hit[_Label]) -> tuple[int, int] | None:
    """Return the span of the value behind the name of a form field."""
    match = _VALUE.match(text, label.end)
    if match is None or not _FIELD_START.search(text, max(0, label.start - 8), label.start):
        return None
    value = match.group("v").rstrip(" .")
    first = value.split(None, 1)[0].strip(".,").lower() if value.strip() else ""
    if not first or first in _NO_VALUES or not any(each.isalpha() for each in value):
        return None
    return match.start("v"), match.start("v") + len(value)
