"""Finds occupations and positions that a text says a person has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.occupations.people import PERSON, SOMEBODY, People
from compliance.detect.occupations.phrases import Phrase, Reader
from compliance.detect.occupations.triggers import Trigger, apart, triggers
from compliance.detect.occupations.words import LANGUAGES, words
from compliance.detect.types import Entity

_TYPE = "OCCUPATION"
_ACTS = re.compile(
    r",? (?:practi[sc]ing|admitted|acting|appointed|instructed|representing|called|of counsel|"
    r"zugelassen|in Vertretung)\b"
)
_REPRESENTED = re.compile(r"(?i)\b(?:represented|vertreten|assisted|advised|defended|signed|gez)\b")
_CLOSES = re.compile(
    r"\s*(?:[,.;:)!?–-]|$|(?:at|in|of|for|from|with|and|who|by|employed|working|living|born|aged|"
    r"holding|currently|since|to|was|is|on|serving|und|bei|aus|in|im|am|an|der|die|mit|von|des|"
    r"dessen|beim|seit|zum|zur|sowie)\b)"
)
_AND = re.compile(
    r"(?:,? (?:and|und|et|y|e|i|en)|,)"
    r"(?: (?:früher|zuvor|ehemals|später|formerly|previously|later|then|antes|auparavant))?(?= )"
)
_VALUE = re.compile(r"([^\W\d_](?:[^\W_]|[ .&/()'-]){1,40}?)[ .]?(?=$|[\n,;|\"<\t]|  )")
_SPEAKER = re.compile(r"(?i)(?:,? (?:i|i'm|my|myself)| [^\W\d_]+ ich)\b")
_CLAUSE = re.compile(r"[.;:!?]")
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 70
_FAR = 120
_WORK = frozenset({"work", "post", "late", "self"})
_IS_DE = re.compile(r"[ \n](?:bin|ist|war|sei|werde|wird|wurde|geworden|gewesen)\b")
_MOST_WORDS = 4
_LABEL = re.compile(r"([^\"=:]+)\"? ?([:=])")


class OccupationFinder:
    """Finds occupations said of a person; see the room's docstring for what is not wanted."""

    name = "occupations"
    types: tuple[str, ...] = (_TYPE,)

    def __init__(self) -> None:
        self._triggers = [*triggers(), *apart()]
        self._patterns = PatternSet([each.pattern for each in self._triggers])
        self._readers = [Reader(language) for language in LANGUAGES]
        # "Als Altenpfleger bei der Caritas tätig".
        self._work_behind = [
            re.compile(rf"(?i)[ \n](?:{'|'.join(sorted(words('work_behind', language)))})\b")
            for language in LANGUAGES
        ]
        self._people = [People(language) for language in LANGUAGES]
        self._sure_labels = [words("sure_labels", language) for language in LANGUAGES]
        self._no_values = frozenset().union(
            *(words("no_values", language) for language in LANGUAGES)
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield occupations as whole phrases without the article."""
        for at, match in self._patterns.finditer(text):
            trigger = self._triggers[at]
            number, kind = trigger.language, trigger.kind
            start, end = match.span(1)
            if trigger.then is not None:
                following = trigger.then.match(text, end)
                if following is None:
                    continue
                end = following.end()
            if kind == "label":
                yield from self._field(text, number, start, end)
                continue
            reader = self._readers[number]
            phrase = reader.back(text, end) if kind == "behind" else reader.read(text, end)
            if phrase is not None:
                score = self._score(text, trigger, (start, end), phrase)
                if score:
                    yield from self._with_joined(text, number, phrase, score, kind)

    def _with_joined(
        self, text: str, number: int, phrase: Phrase | None, score: float, kind: str
    ) -> Iterator[Entity]:
        """Yield an occupation and those that are joined to it: "preacher and deacon"."""
        while phrase is not None and isolated(text, phrase.start, phrase.end):
            yield Entity(phrase.start, phrase.end, _TYPE, score, f"{self.name}.{kind}")
            joint = _AND.match(text, phrase.end)
            phrase = self._readers[number].read(text, joint.end()) if joint is not None else None
            if phrase is not None and not _CLOSES.match(text, phrase.end):
                return  # "As a nurse, doctors told her": another clause begins.

    def _score(self, text: str, trigger: Trigger, span: tuple[int, int], phrase: Phrase) -> float:
        """Return how sure it is that a phrase is said of a person; 0 when it is not."""
        people = self._people[trigger.language]
        kind, doubtful = trigger.kind, phrase.occupation.doubtful
        start, end = span
        if kind in _WORK:
            if not self._is_work(text, trigger, span, phrase) or people.denied(text, start):
                return 0.0
            return 0.0 if doubtful and people.is_thing(text, start) else 0.8
        if kind in ("aged", "behind"):
            return 0.8
        if kind == "state":
            return 0.0 if doubtful and LANGUAGES[trigger.language] != "en" else 0.65
        if kind == "small":
            return 0.0 if doubtful or people.denied(text, start) else 0.7
        if kind == "be" or (kind == "last" and _IS_DE.match(text, phrase.end)):
            return self._predicate(text, trigger.language, text[start:end], start, phrase)
        if kind == "last" or not _CLOSES.match(text, phrase.end):
            return 0.0
        if kind == "beside":
            return 0.0 if doubtful or phrase.occupation.acting else 0.6
        return self._apposition(text, people, start, phrase)

    def _is_work(self, text: str, trigger: Trigger, span: tuple[int, int], phrase: Phrase) -> bool:
        """Tell whether a phrase behind words of work meets what its kind asks for."""
        number, kind = trigger.language, trigger.kind
        if kind == "self":  # "As a nurse I"; not "as a nurse told me, I"
            return _SPEAKER.match(text, phrase.end) is not None
        if kind == "late":
            clause = _CLAUSE.split(text[phrase.end : phrase.end + _REACH])[0]
            if self._work_behind[number].search(clause) is None:
                return False
        asks = kind == "post" or (kind == "late" and phrase.occupation.doubtful)
        if phrase.article == "the" and not self._readers[number].is_post(text, phrase):
            asks = True  # "serve as the steward of the licence"
        return not asks or self._people[number].near(text, *span)

    def _predicate(self, text: str, number: int, said: str, start: int, phrase: Phrase) -> float:
        people, doubtful = self._people[number], phrase.occupation.doubtful
        language = LANGUAGES[number]
        if language not in ("de", "en"):
            # Their verbs need no subject, so that only a denial speaks against a person.
            if people.denied(text, start) or self._readers[number].is_adjective(text, phrase):
                return 0.0
            if people.subject(text, start) == PERSON:
                return 0.8
            return 0.0 if doubtful else 0.65
        if phrase.article == "the" and not self._readers[number].is_post(text, phrase):
            return 0.0
        # A German verb before an article asks, or begins a condition: "Ist ein Beamter ...".
        terse = language == "en" or not phrase.article
        subject = people.subject(text, start, said, terse=terse)
        if subject == PERSON:
            return 0.8
        return 0.6 if subject == SOMEBODY and not doubtful else 0.0

    @staticmethod
    def _apposition(text: str, people: People, start: int, phrase: Phrase) -> float:
        acting = phrase.occupation.acting
        before = text[max(0, start - _FAR) : start]
        if acting and (_ACTS.match(text, phrase.end) or _REPRESENTED.search(before)):
            return 0.0
        subject = people.subject(text, start)
        if subject == PERSON:
            return 0.75
        return 0.6 if subject == SOMEBODY and not (acting or phrase.occupation.doubtful) else 0.0

    def _field(self, text: str, number: int, start: int, end: int) -> Iterator[Entity]:
        """Yield the value of a field of a form."""
        label = _LABEL.match(text, start)
        if label is None:
            return
        sure = label.group(1).lower().strip() in self._sure_labels[number]
        for at in (number, *range(len(LANGUAGES))):
            phrase = self._readers[at].read(text, end)
            if phrase is not None:
                if sure or not phrase.occupation.doubtful:
                    yield from self._with_joined(text, at, phrase, 0.85, "label")
                return
        value = _VALUE.match(text, end)
        if not sure or value is None or label.group(2) == "=":
            return
        said = _LETTERS.findall(value.group(1).lower())
        if len(said) <= _MOST_WORDS and said[0] not in self._no_values:
            yield Entity(value.start(1), value.end(1), _TYPE, 0.5, f"{self.name}.field")
