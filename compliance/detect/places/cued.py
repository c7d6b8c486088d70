"""Towns that nobody lists, where words of working, living or dating a letter stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.dates import month_number
from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.names.words import fold
from compliance.detect.places.addresses.town import town_end

_IN = (
    r"in|aus|from|à|a|en|em|de|da|do|di|te|uit|w|we|z|ze|v|ve|vo|u|iz|iš|no|din|în|la|från|i|fra|"
    r"frá|í|á|"
    r"в|във|от|στην|στο|στη|της|του|minn|f'|na|as|ó"
)
_ARTICLE = r"(?:the |la |le |las |los |l'|el |il |ta' )?"
_CASE = r"\p{Lu}\p{Ll}{2,}(?:st|sta|stä|ssa|ssä|lta|ltä|ból|ből|ról|ről|ban|ben|ās|ē|ā)"
"""Cases that need no preposition, in Estonian, Finnish, Hungarian and Latvian."""
_LIVES_BEHIND = (
    r"(?:lakik|lakom|lakunk|laknak|lakó|él|élek|élő|dolgozik|dolgozom|született|költöz\p{L}+|"
    r"származ\p{L}+|asuva|asuu|asun|syntynyt|työskentelee|elav|elab|elan|sündinud|dzīvo|dzīvojošs|"
    r"gyvenan\p{L}+)"
)
_DATELINE = re.compile(
    r" (?:(?:den|le|dnia|dne|dňa|li|lì|a|am|on|den|d\.|na|na dan|this) )?"
    r"(?:\d{1,2}(?:\.|er|o|st|nd|rd|th)? ?(?:de |ta' |of )?(?P<month>[^\W\d_]{3,})|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|"
    r"(?:19|20)\d\d(?:\.? gada|\. | m\. )[^\n]{3,14})"
)
_SURE_DATELINE = re.compile(r" (?:den|le|dnia|dne|dňa|li|lì|a) \d")
_ENGLISH = frozenset(
    "january february march april may june july august september october november december "
    "januar februar märz mai juni juli oktober dezember".split()
)
"""Months of languages in which other words stand as readily before a date: "Update, 3 May"."""
_CLOSED = re.compile(
    r"[ \t]*(?:[,.;:!?)\n]|$| (?:und|and|et|och|og|i|y|e|o|u|en|ja|si|și|ir|un|a) )"
)
_ENDING_OF_NOUN = re.compile(r"(?:ung|heit|keit|schaft|nis|tion|tät|miete|haft|zeit|angst|ruhe)$")
"""German nouns behind "in" that are no towns."""
_LOCATIVE = "oje?|ėje?|[uy]je|ss[aä]|ll[aä]|sse|mes|b[ae]n|ā"
"""Endings of towns that say "in" by themselves."""
_LEAST = 3


class CuedPlaces:
    """Finds towns by words for branches, pensioners and living beside them, in every language."""

    def __init__(self) -> None:
        self._cue = compile_pattern(
            rf"(?:^|[^\p{{L}}])(?i:{_any_of('place_cue')})(?: \p{{Ll}}+){{0,2}},? "
            rf"(?:(?i:{_IN}) {_ARTICLE}"
            rf"(\p{{Lu}}\p{{Ll}})|({_CASE})(?:$|[^\p{{L}}]))"
        )
        self._behind = compile_pattern(rf"(\p{{Lu}}\p{{Ll}}{{3,}}) {_LIVES_BEHIND}(?:$|[^\p{{L}}])")
        self._date = compile_pattern(
            r"(?m)^(?:(?:En|In|W|We|V|Ve|U|À|A|Dans) )?(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}?\p{Ll}+){0,2}), "
            r"(?:\p{Ll}{1,4}\.? )?\d"
        )
        self._sentence = compile_pattern(
            r"[.\n] ?(?:En|W|V|U|Dans) (\p{Lu}\p{Ll}+(?:[ -]\p{Lu}?\p{Ll}+){0,2}), a \d"
        )
        lives = rf"(?i)(?:^|[^\p{{L}}])(?:{_any_of('place_lives')})"
        self._small = compile_pattern(
            rf"{lives}(?: \p{{L}}{{2,7}})?? (?:(?:{_IN}|nach|to|bei) ((?-i:\p{{Ll}}{{4,20}}))|"
            rf"((?-i:\p{{Ll}}{{2,16}}(?:{_LOCATIVE})))(?:$|[^\p{{L}}]))"
        )
        self._stop = load_words("not_names") | load_words("given_names_words")
        self._given = load_words("given_names")

    def find(self, text: str, *, small: bool) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each place.

        Args:
            text: normalised text.
            small: is the text written without capitals?
        """
        for match in self._cue.finditer(text):
            start = match.start(match.lastindex or 0)
            yield from self._name(text, start, 0.55)
        for match in self._behind.finditer(text):
            yield from self._name(text, match.start(1), 0.5)
        for pattern in (self._date, self._sentence):
            for match in pattern.finditer(text):
                yield from self._dated(text, *match.span(1))
        if small:
            for match in self._small.finditer(text):
                yield from self._in_chat(text, *match.span(match.lastindex or 0))

    def _name(self, text: str, start: int, score: float) -> Iterator[tuple[int, int, float]]:
        end = town_end(text, start, small=False)
        if end is None or end - start < _LEAST:
            return
        first = re.split(r"[ .-]", text[start:end], maxsplit=1)[0].lower()
        if (
            first in self._given
            or fold(first) in self._given
            or first in self._stop
            or month_number(first) is not None
        ):
            return
        if _ENDING_OF_NOUN.search(text[start:end]):
            return
        yield start, end, score

    def _dated(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        """Yield the town of a dateline: "Neustadt, den 3.5.2024"."""
        date = _DATELINE.match(text, end + 1)
        if date is None:
            return
        month = date.group("month")
        if month is not None and month_number(month) is None:
            return
        plain = month is None and "gada" not in date.group()
        if (plain or (month or "").lower() in _ENGLISH) and not _SURE_DATELINE.match(text, end + 1):
            return
        for found, stop, score in self._name(text, start, 0.5):
            if stop == end:
                yield found, stop, score

    def _in_chat(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        word = text[start:end]
        if text[end : end + 1].isalpha() or _CLOSED.match(text, end) is None:
            return
        if word in self._stop or month_number(word) is not None or _ENDING_OF_NOUN.search(word):
            return
        yield start, end, 0.45


def _any_of(concept: str) -> str:
    words = sorted(concepts(concept).words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in words)
