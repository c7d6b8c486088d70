"""Special categories of data and criminal matters, where a sentence speaks of a person.

The words stand in lexicons/special.toml, for a reader who is no engineer. A find is the whole
statement around the word ("is in hospital after a stroke"), because half of it still tells.

Basis: GDPR Art. 9(1) (special categories), Art. 10 (criminal convictions and offences).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.detect.context import isolated, sentence
from compliance.detect.lexicons import load_table
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity

_PERSON = re.compile(
    r"(?<![^\W_])(?:ich|mich|mir|mein\w*|wir|uns|unser\w*|er|ihn|ihm|sein\w{0,2}|sie|ihr\w{0,2}|"
    r"ihnen|du|dich|dir|dein\w{0,2}|bin|alle|herrn?|frau|patient\w*|kunde|kundin|mutter|vater|sohn|"
    r"tochter|mann|oma|opa|bruder|schwester|kind|mitglied\w*|i|i'm|i've|i'd|i'll|me|my|mine|myself|"
    r"we|we're|us|our|he|him|his|he's|she|she's|her|hers|they|their|them|you|your|mr|mrs|ms|wife|"
    r"husband|son|daughter|mother|father|mum|mom|dad|brother|sister|kid|child|customer|patient|"
    r"members?)(?![^\W_])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![^\W_])[A-ZÄÖÜ][^\W\d_]+ (?:[A-ZÄÖÜ][^\W\d_]+ )?(?:ist|hat|liegt|is|has|was)\b"
)
_BORN = re.compile(r"\b(?:geboren|born|geb\.|name:|namens)", re.IGNORECASE)
_WILD = r"[\p{L}\p{N}\-']*"

_LEAD = re.compile(
    r"(?:(?:(?<=^)|(?<=[\s(,;:]))(?:"
    r"has|have|had|is|am|are|was|were|been|suffers? from|suffering from|uses?|using|with|without|"
    r"in|on|at|an?|the|my|his|her|of|after|since|to|for|due to|diagnosed with|recovering from|"
    r"living with|tested|chronic|severe|mild|bad|serious|acute|slight|type (?:1|2|one|two)|both|"
    r"left|right|member|members|rep|union|registered|practising|practicing|active|recent|"
    r"habe|hat|hatte|bin|ist|war|sind|sitze|sitzt|liege|liegt|leide|leidet|bekomme|bekommt|nehme|"
    r"an|am|im|in|bei|beim|mit|unter|nach|vom|von|der|die|das|dem|den|des|ein|eine|einem|einen|einer|"
    r"seit|zu|zur|zum|starke[nrms]?|schwere[nrms]?|leichte[nrms]?|chronische[nrms]?|akute[nrms]?|"
    r"meine[nrms]?|seine[nrms]?|ihre[nrms]?|mitglied\w*|ended up|come down|came down|"
    r"aktives|langjähriges|typ|grad|"
    r"\d{1,3} ?%|\d{1,2}|one|two|three|four|five|six|seven|eight|ten|zwei|drei|vier|fünf|sechs|"
    r"sieben|acht|zehn|wochen?|monate?n?|jahre?n?|weeks?|months?|years?"
    r")[ -])+$",
    re.IGNORECASE,
)
"""Words in front of a revealing word that belong to the statement."""
_TAIL = re.compile(
    r"(?:[ -](?:members?(?:hip)?(?: card)?|rep(?:resentative)?|card|patient|attack|disease|surgery|"
    r"kranke?r?|operiert|erkrankt|zugezogen|erlitten|gebrochen|typ \d|type \d|ver\.di))?"
    r"(?:,? (?:in|on|of|at|with|since|for|after|from|below|above|under|an|am|im|bei|beim|mit|seit|"
    r"nach|der|des|von|vom|unter|über)"
    r"(?: (?:a|an|the|both|my|his|her|their|left|right|dem|der|den|die|das|des|einem|einer|beiden|"
    r"meinem|meiner|seinem|linken|rechten|ig|\d{1,4}|about|over|über|six|sechs|two|zwei|three|"
    r"drei))*"
    r" (?:[^\W\d_][^\W_'-]+(?:[.][^\W_]+)?|(?<= )\d{4})"
    r"(?: (?:weeks?|months?|years?|wochen|monaten?|jahren?|metall|bau|bce|operation|stroke|"
    r"erkrankt))?){0,2}",
    re.IGNORECASE,
)
"""Words behind a revealing word that belong to the statement."""
_NO_TAIL = re.compile(
    r",? (?:in|at|from|an|am|bei|von|vom|for|mit|with|on) (?:(?:the|a|an|der|dem|den|die|das|einem|"
    r"einer) )*(?:case|warehouse|form|office|post|mail|moment|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|you|your|me|"
    r"ihnen|euch|lager|termin|appointment|end|ende|top|mornings?|afternoons?)",
    re.IGNORECASE,
)


class SpecialFinder:
    """Finds words of the lexicons in sentences about a person."""

    name = "special"

    def __init__(self, languages: Sequence[str]) -> None:
        table = load_table("special")
        self._patterns = []
        for kind, by_language in table.items():
            entries = [entry for code in languages for entry in by_language.get(code, ())]
            if entries:
                longest_first = sorted(set(entries), key=lambda entry: (-len(entry), entry))
                body = "|".join(_pattern(entry) for entry in longest_first)
                self._patterns.append((kind, compile_pattern(f"(?i)(?:{body})")))
        self.types = tuple(sorted(kind for kind, _ in self._patterns))

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the statements around revealing words."""
        for kind, pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if not isolated(text, start, end):
                    continue
                around = sentence(text, start, end).replace(match.group(), " ")
                if not (_PERSON.search(around) or _NAME.search(around) or _BORN.search(around)):
                    continue
                yield Entity(*_statement(text, start, end), kind, 0.6, self.name)


def _statement(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the statement that the word at `[start, end)` makes."""
    window = max(0, start - 60)
    left = text[window:start]
    left = left[left.rfind("\n") + 1 :]
    lead = _LEAD.search(left)
    if lead is not None:
        start -= len(left) - lead.start()
    tail = _TAIL.match(text, end)
    if tail is not None and not _NO_TAIL.match(text, end):
        end = tail.end()
    return start, end


def _pattern(entry: str) -> str:
    """Return the RE2 source of a lexicon entry."""
    parts = [re.escape(part).replace(r"\ ", " ").replace(r"\-", "-") for part in entry.split("*")]
    source = _WILD.join(parts)
    # RE2 takes the leftmost alternative: "in der gew" must not swallow "in der gewerkschaft".
    begin = r"\b" if entry[0].isascii() and entry[0].isalnum() else ""
    end = r"\b" if entry[-1].isascii() and entry[-1].isalnum() else ""
    return begin + source + end
