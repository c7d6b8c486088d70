"""Streets whose kind is a word of its own behind the name: Hungary, the Baltic states, more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core, number_end
from compliance.detect.places.addresses.words import PARTICLES, name_start, sentence_words

_SURE = (
    r"utca|utcában|ulici|körút|krt\.|rakpart|sétány|fasor|sugárút|iela|ielā|prospekts|bulvāris|"
    r"gatvė|"
    r"gatvės|prospektas|alėja|tänav|mnt\.?|maantee|puiestee|pst\.?|kalea|etorbidea"
)
_FAIR = (
    r"u\.|út|útja|tér|tere|köz|sor|dűlő|ltp\.|lakótelep|g\.|pr\.|pl\.|plentas|aikštė|skg\.|gatve|"
    r"laukums|šoseja|tn\.?|tee|väljak|põik|cesta|ulica|ul\.|trg|pot|naselje|steza|třída|trieda|"
    r"náměstí|námestie|nábřeží"
)
_SHORTEST = 4
"""Letters of a name that stands in front of a kind of street."""
_LEFT = re.compile(r"(?P<word>[^\W\d_][\w'.-]*)[ ]$")


class TrailingStreets:
    """Finds street and number: "Váci utca 12", "Brīvības iela 5", "Vilniaus g. 12-5"."""

    def __init__(self) -> None:
        self._street = compile_pattern(rf"(?i) (?:{_SURE}|{_FAIR}) ?,? ?\d")
        self._sure = re.compile(rf"(?:{_SURE})$", re.I)

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers."""
        for match in self._street.finditer(text):
            at = match.start() + 1
            start = name_start(text, at)
            kind = match.group()[1:-1].rstrip(" ,")
            sure = self._sure.search(kind) is not None
            end = number_end(text, match.end() - 1)
            if end is None:
                continue
            if start == at:
                left = _LEFT.search(text[max(0, at - 30) : at])
                if left is None or not sure or len(left.group("word")) < 3:
                    continue
                if left.group("word").lower() in sentence_words() | PARTICLES:
                    continue
                start = at - len(left.group())
                yield Core(start, end, 0.5, 0.7, 0.85)
            elif isolated(text, start, end) and len(text[start:at]) >= _SHORTEST:
                short = kind.endswith(".") or len(kind) <= _SHORTEST
                genitive = (text[at - 2] in "sųoė" or text[at - 4 : at - 1] == "oji") and kind in (
                    "g.",
                    "pr.",
                )
                alone = 0.8 if sure else 0.5 if genitive or not short else 0.0
                yield Core(start, end, alone, 0.8, 0.9)
