"""Ages without a word for years: "mamma er 83", "I'm 34 and", "Tochter (7)", "Anna Weber, 34"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import compile_pattern

_IS = (
    r"is|'s|ist|war|was|wird|turned|turns|är|er|e|blir|bliver|fyller|fylder|var|on|oli|täyttää|"
    r"saab|"
    r"jest|ma|miał[ao]?|je|má|bylo|bolo|a|ha|tiene|tem|are|est|è|é|es|ir|yra|είναι|е на|на|е|u|"
    r"is al|tá|għand(?:u|ha)"
)
_SAYS = (
    # Pronoun and verb, with the slips of chats.
    r"i am|i'm|i was|i(?: just)? turned|s?he is|s?he's|s?hes|s?he was|s?he turned|who is|who's|"
    r"whos|"
    r"ich bin|bin ich|er ist|sie ist|ich werde|er wird|sie wird|(?:hij|zij|ze) wordt|ik ben|"
    r"ben ik|hij is|zij is|ze is|"
    r"(?:jag|han|hon) (?:är|e)|(?:jeg|eg|han|hun|ho) er|(?:ég|hann|hún) er|er ég|"
    r"olen|hän on|ta on|tema on|man ir|viņam ir|viņai ir|jam|jai|"
    r"je mi|je mu|je jí|mi je|mu je|jí je|bude mi|sem star[a]?|star[a]? sem|star[a]? sam|"
    r"(?:аз )?съм на|той е на|тя е на|είμαι|t[áa] m[éi]|tá sí"
)
_ADVERBS = (
    r"schon|jetzt|erst|gerade|bald|now|just|already|almost|only|nearly|al|nu|pas|bijna|nå|snart|"
    r"bara|kun|redan|allerede|już|dopiero|už|teprve|már|acum|deja|вече|već|šele|jau|juba|jo|vasta|"
    r"déjà|ya|già|já|fast|knapp|about|ca\.?"
)
_CLOSED = re.compile(
    r"(?:[;!?)\n]|\.(?!\w)|,(?! ?\d)|[ ]*$|\n| ?(?:&|-) |"
    r" (?:and|und|e|y|i|og|och|o|et|en|ja|un|ir|és|și|si|и|και|agus|u|but|aber|with|mit|now|"
    r"jetzt|so|"
    r"men|mutta|aga|ale|next|this|today|tomorrow|heute|morgen|dnes|dziś|years|yrs|lol|geworden|"
    r"jahre|met|med|da)(?![^\W_]))"
)
"""Behind an age: the clause ends or goes on; a noun would make it a number of things."""
_UNIT = (
    r"(?: ?(?:years?|yrs|jahre?|ans|anni|años|anos|jaar|lata|lat|let|rokov|r\.|éves|de ani|ani|"
    r"години|г\.|"
    r"ετών|χρονών|godin[ae]|metai|metų|m\.|gadi|gadus|aastat|vuotta|v\.?|år|ára|sena|bliana|"
    r"bliain))?"
)
_PEOPLE = (
    r"mann|frau|kvinn[ea]n?|kvinde|mand|man|woman|homme|femme|hombre|mujer|uomo|donna|homem|"
    r"mulher|vrouw|"
    r"kobieta|mężczyzna|žena|muž|férfi|nő|bărbat|femeie|мъж|жена|άνδρας|γυναίκα|muškarac|moški|"
    r"ženska|"
    r"vyras|moteris|vīrietis|sieviete|mees|naine|mies|nainen|kona|patient(?:in|e)?|pacient(?:ka|"
    r"e|a)?|"
    r"pacjent(?:ka)?|pasient|potilas|paziente|paciente|bolnica|bolnik|schüler(?:in)?|pupil"
)
_LEAST = 5
_MOST = 110
_GROWN = 15
"""The least age that a number beside a name is taken for."""
_NAME = r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?"


_LISTED = re.compile(r",(?! ?\d)|\n|$")


def _number(value: str) -> int:
    """Return the number that a value begins with."""
    return int(re.split(r"\D", value, maxsplit=1)[0])


def _any_of(concept: str) -> str:
    words = sorted(concepts(concept).words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\p{L}{0,5}") for word in words)


class StatedAges:
    """Finds bare numbers that are said to be the age of somebody."""

    def __init__(self) -> None:
        family = _any_of("family")
        self._said = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_'])(?:{_SAYS}|(?:{family})(?: \p{{L}}+)?,? (?:{_IS}))"
            rf"(?: (?:{_ADVERBS}))? (\d{{1,3}}{_UNIT})"
        )
        self._family = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_'])(?:{family})(?: (?-i:{_NAME})){{0,2}}"
            rf"(?: \((\d{{1,2}}{_UNIT})\)|,? (\d{{2}}{_UNIT}))"
        )
        self._people = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_'])(?:{_PEOPLE}) \((\d{{2}}{_UNIT})\)"
        )
        self._named = compile_pattern(
            rf"({_NAME}) (?:\p{{Lu}}\. )?(?:{_NAME}|(?:van|von|de|di|da|le|"
            rf"la) {_NAME})(?: {_NAME})?"
            r"(?: \((\d{2})(?:\)|,)|, (\d{2})(?:,|\n))"
        )
        self._slashes = compile_pattern(
            r"(?:^|[\s(,])(?:[mwfdMWFD] ?/ ?(\d{2})|(\d{2}) ?/ ?[mwfMWF]) ?/ ?\p{L}{3}"
        )
        self._given = load_words("given_names") - load_words("given_names_doubtful")

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each number; the text holds a digit."""
        for match in self._said.finditer(text):
            start, end = match.span(1)
            if _LEAST <= _number(match.group(1)) <= _MOST and _CLOSED.match(text, end):
                yield start, end, 0.65
        for match in self._family.finditer(text):
            start, end = match.span(match.lastindex or 0)
            closed = _CLOSED if text[end - 1].isalpha() else _LISTED
            grown = _number(text[start:end]) >= _GROWN and closed.match(text, end) is not None
            if match.group(1) is not None or grown:
                yield start, end, 0.6
        for match in self._people.finditer(text):
            if _number(match.group(1)) >= _GROWN:
                yield *match.span(1), 0.5
        for match in self._named.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if int(text[start:end]) >= _GROWN and match.group(1).lower() in self._given:
                yield start, end, 0.5
        for match in self._slashes.finditer(text):
            yield *match.span(match.lastindex or 0), 0.55
