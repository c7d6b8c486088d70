"""Fields of XML, read as a form: `<vorname>Anna</vorname>` is a line `vorname: Anna`.

Basis: Extensible Markup Language (XML) 1.0, section 3.1 (start-tags and end-tags).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from compliance.detect.text.offsets import Edit

_FIELD = re.compile(
    r"<(?:\w{1,20}:)?(?P<name>[A-Za-z_][\w.-]{1,40})(?:\s[^<>]{0,400})?(?<![/=])(?P<open>>)"
    r"[^<>\n]{1,500}(?P<close></(?:\w{1,20}:)?(?P=name)\s{0,4}>)"
)


def field_edits(text: str, elements: Collection[str]) -> Iterator[Edit]:
    """Yield the edits that make a line of each element that holds nothing but text.

    Args:
        text: text in plain characters.
        elements: names of HTML, in small letters: these are no fields.
    """
    if "</" not in text:
        return
    done = 0
    for match in _FIELD.finditer(text):
        if match["name"].lower() in elements:
            continue
        start, end = match.span()
        fresh = start == done or text[start - 1] == "\n"
        done = end
        yield start, match.start("name"), "" if fresh else "\n"
        yield *match.span("open"), ": "
        yield match.start("close"), end, "" if text[end : end + 1] == "\n" else "\n"
