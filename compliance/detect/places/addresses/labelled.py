"""Lines that a label calls an address: "Domicilio: Colonia Benavente 86"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core

_OTHER = re.compile(
    r"(?i)(?:\b(?:ip|mac|e-?mail|mail|web|url|memory|base|wallet|bitcoin|return|server|host|"
    r"start|end|of|network|internet|contract|physical|virtual|next|source|target|bus)|-)[ ]?$"
)
"""Right before "address" when it is none of a house."""
_VALUE = re.compile(
    r"[ \t]?(?P<value>[^\W_](?:[^\n;@=<>{}\[\]:](?!(?<=\.) [^\W\d_a-z][\w/ ]+:)){4,110})"
)
_CUT = re.compile(
    r"[.,;]? (?:tel|telefon|teléfono|phone|fax|e-?mail|mail|mobil|cp|nif|dni|geb)\b|"
    r"\. +(?=[^\W\d_]{4})",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.])\d{1,5}[a-zA-Z]?(?![\w.]\d)|s/n")
_NAME = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]{2,}")


class LabelledLines:
    """Finds what stands behind "Adresse:", "Domicilio:" and the like in any form."""

    def __init__(self) -> None:
        words = sorted(concepts("address_label").words, key=lambda word: (-len(word), word))
        labels = "|".join(re.escape(word) for word in words)
        self._label = compile_pattern(rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])(?:{labels}) ?:")

    def find(self, text: str) -> Iterator[Core]:
        """Yield the lines behind a label that hold a name and a number."""
        for match in self._label.finditer(text):
            if _OTHER.search(text[max(0, match.start() - 12) : match.start() + 1]):
                continue
            value = _VALUE.match(text, match.end())
            if value is None:
                continue
            line = value.group("value")
            cut = _CUT.search(line)
            line = (line[: cut.start()] if cut is not None else line).rstrip(" .,-")
            if _NUMBER.search(line) and _NAME.search(line):
                start = value.start("value")
                yield Core(start, start + len(line), 0.55, 0.55, 0.8)
