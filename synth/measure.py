"""Figures that set synthetic texts beside the real ones they came from."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from compliance.dataset.record import Record
from synth.text import collapsed, tokens
from synth.turns import turns


def zlib_ratio(records: Iterable[Record]) -> float | None:
    """Return raw bytes over compressed bytes, all texts in order; higher is more repetitive."""
    raw = "\n".join(_text(record) for record in records).encode("utf-8", "surrogatepass")
    return round(len(raw) / len(zlib.compress(raw, 6)), 4) if raw else None


def self_repetition(records: Sequence[Record]) -> float | None:
    """Return the mean share of a record's different word 4-grams that stand in another one too.

    Measured within the given set, in [0, 1]; None when no record has four words.
    """
    grams = [_four_grams(record) for record in records]
    counts = Counter(gram for found in grams for gram in found)
    shares = [sum(counts[gram] > 1 for gram in found) / len(found) for found in grams if found]
    return round(sum(shares) / len(shares), 4) if shares else None


def _four_grams(record: Record) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for turn in turns(record):
        words = tokens(collapsed(turn.text))
        found.update(zip(words, words[1:], words[2:], words[3:], strict=False))
    return frozenset(found)


def _text(record: Record) -> str:
    return "\n".join(turn.text for turn in turns(record))
