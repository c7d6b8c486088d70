"""Records that are damaged or unfinished: cut, unanswered, badly decoded, not closed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.record import Record
from compliance.quality.texts import Texts

_END = re.compile(r"""[.!?…:;)\]}"'»“”’`>*|。！？]\s*\Z|\d\s*\Z|[^\w\s,\-–(\[{&/]\s*\Z""")
_SENTENCE = re.compile(r"[.!?…。！？](?:\s|\Z)")
# Shorter texts are titles, names, labels and single words, which end without a full stop.
_LEAST_PROSE = 80
# Texts of one length that stop in mid-sentence: three are chance, more are a limit of somebody.
_LEAST_CUT = 4
_NEIGHBOURS = 10
_MANY_TIMES = 5
# The bytes of a character that Windows-1252 shows as signs; quotes and dashes after a letter are
# usual text, except after the one that all Western umlauts begin with. So ń, ő, đ and ț alone are
# not seen; where they are broken, others are too.
_LATER = (
    r"\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022"
    r"\u2030\u20ac\u2122"
)
_TYPOGRAPHIC = r"\u2013\u2014\u2018-\u201e\u2026\u2039\u203a"
_LEAD = re.compile(
    rf"Ã[{_LATER}{_TYPOGRAPHIC}]|[ÄÅ][\u2013\u2014\u201a\u2026\u2039\u203a]|[\u00c2-\u00db][{_LATER}]"
    rf"|[\u00e0-\u00f4][{_LATER}{_TYPOGRAPHIC}]{{2,}}"
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
_FENCED = re.compile(r"```json\s*\n(.*?)```", re.DOTALL)
_FENCE = "```"
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


@dataclass(slots=True)
class Forms:
    """Counts of damaged and unfinished records."""

    open_end: int = 0
    """The last text of the record is prose and stops in mid-sentence."""
    unanswered: int = 0
    """Nothing to learn: an empty completion, a chat that ends with a user, two equal choices."""
    broken_characters: int = 0
    """UTF-8 that was read as another encoding, or U+FFFD."""
    unbalanced: int = 0
    """JSON that cannot be read, a bracket or a code block that is not closed."""
    _lengths: Counter[int] = field(default_factory=Counter)
    _open_lengths: Counter[int] = field(default_factory=Counter)

    def take(self, record: Record, texts: Texts) -> None:
        """Look at one record."""
        if record.kind != "tokens":
            self._end(texts)
        self.unanswered += is_unanswered(record)
        self.broken_characters += any(map(has_broken_characters, texts.all))
        self.unbalanced += any(map(is_unbalanced, texts.all))

    def _end(self, texts: Texts) -> None:
        last = next(iter((texts.answers or texts.others)[-1:]), "")
        if len(last) < _LEAST_PROSE:
            return
        self._lengths[len(last)] += 1
        if is_open(last):
            self.open_end += 1
            self._open_lengths[len(last)] += 1

    def cut(self) -> int:
        """Return how many texts stop in mid-sentence at a length at which many others do.

        A limit shows as a peak: far more texts of just this length than of the lengths around it.
        """
        found = 0
        for length, number in self._open_lengths.items():
            around = sum(
                self._lengths[other]
                for other in range(length - _NEIGHBOURS, length + _NEIGHBOURS + 1)
                if other != length
            ) / (2 * _NEIGHBOURS)
            if number >= max(_LEAST_CUT, _MANY_TIMES * around):
                found += number
        return found

    def document(self) -> dict[str, Any]:
        """Return the counts."""
        return {
            "open_end": self.open_end,
            "cut_at_one_length": self.cut(),
            "unanswered": self.unanswered,
            "broken_characters": self.broken_characters,
            "unbalanced": self.unbalanced,
        }


def is_open(text: str) -> bool:
    """Tell whether prose stops in mid-sentence: it has a sentence, and no end.

    A short last line is a signature or a heading, and needs none.
    """
    last = text.rstrip().rpartition("\n")[2]
    prose = len(last) >= _LEAST_PROSE and _SENTENCE.search(text) is not None
    return prose and _END.search(text) is None


def is_unanswered(record: Record) -> bool:
    """Tell whether there is nothing in a record that a model could learn to write."""
    data = record.data
    if record.kind == "chat":
        return _last_is_no_answer(data["messages"])
    if record.kind == "prompt_completion":
        return _is_blank(data["completion"])
    if record.kind == "instruction":
        return _is_blank(data["output"])
    if record.kind == "preference":
        return _is_blank(data["chosen"]) or data["chosen"] == data["rejected"]
    if record.kind == "classification":
        return _is_blank(data["text"]) or data["label"] in (None, "")
    return False


def _last_is_no_answer(messages: Any) -> bool:
    last: Mapping[str, Any] = next(
        (each for each in reversed(messages) if each.get("role") not in ("system", "tool")), {}
    )
    said = last.get("role") == "assistant" and bool(
        last.get("tool_calls") or not _is_blank(last.get("content"))
    )
    return not said


def _is_blank(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_blank(item) for item in value)
    if isinstance(value, Mapping):
        return _is_blank(value.get("content", value.get("text")))
    return value is None or not str(value).strip()


def has_broken_characters(text: str) -> bool:
    """Tell whether UTF-8 was read as Windows-1252 or Latin-1 somewhere, or could not be read."""
    if "\ufffd" in text:
        return True
    return any(_decodes(match.group()) for match in _LEAD.finditer(text))


def _decodes(piece: str) -> bool:
    """Tell whether characters are the bytes of another one: `Ã¼` are those of `ü`."""
    for size in range(len(piece), 1, -1):
        for encoding in ("cp1252", "latin-1"):
            try:
                piece[:size].encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            return True
    return False


def is_unbalanced(text: str) -> bool:
    """Tell whether JSON cannot be read, or a bracket or a code block is not closed.

    A closing bracket alone is no sign: `a)` and `:)` have one.
    """
    if text.count(_FENCE) % 2:
        return True
    if _JSON.match(text):
        return not _is_json(text)
    if any(not _is_json(match.group(1)) for match in _FENCED.finditer(text)):
        return True
    if _FENCE in text:
        return False
    # Smileys such as `:(` open nothing.
    plain = re.sub(r"[:;=8]['’]?-?[(\[{]", "", text)
    return any(plain.count(left) > plain.count(right) for left, right in _BRACKETS)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
