"""Special categories of data and criminal matters, where a sentence speaks of a person.

The words stand in lexicons/special.toml, for a reader who is no engineer.

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
    r"ihnen|du|dich|dir|"
    r"dein\w{0,2}|herrn?|frau|patient\w*|kunde|kundin|mutter|vater|sohn|tochter|mann|oma|opa|"
    r"bruder|"
    r"schwester|i|i'm|i've|i'd|i'll|me|my|mine|myself|we|us|our|he|him|his|she|her|hers|they|their|"
    r"them|you|your|mr|mrs|ms|wife|husband|son|daughter|mother|father|mum|mom|dad|brother|sister|"
    r"customer|patient)(?![^\W_])",
    re.IGNORECASE,
)
_WILD = r"[\p{L}\p{N}\-']*"


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
        """Yield the revealing words, each with the ending it stands with."""
        for kind, pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if not isolated(text, start, end):
                    continue
                if _PERSON.search(sentence(text, start, end)):
                    yield Entity(start, end, kind, 0.6, self.name)


def _pattern(entry: str) -> str:
    """Return the RE2 source of a lexicon entry."""
    parts = [re.escape(part).replace(r"\ ", " ").replace(r"\-", "-") for part in entry.split("*")]
    return _WILD.join(parts)
