"""How often finds of each score are right: what a score means, measured on annotated text.

A score is set for each rule by hand, as an estimate of the share of its finds that are right. Here
it is held against gold: a find is right when at least half of its letters and digits are marked.
The sets do not mark everything that is personal data (special categories, organisations), so what
is counted wrong is not always wrong: the shares lean to the low side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.detect.quality import say
from bench.detect.score import Share
from bench.detect.sets import DataSet

BANDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Lower ends of the score bands; the last one closes the last band."""


def run_calibration(sets: Sequence[DataSet]) -> dict[str, Any]:
    """Return for each set, and for each recognizer family over all sets, right finds by band."""
    from bench.detect.tools import detect_config
    from compliance.detect import build_engine

    by_set: dict[str, dict[str, Share]] = {}
    by_family: dict[str, dict[str, Share]] = {}
    for each in sets:
        say(f"calibration: {each.name}")
        engine = build_engine(detect_config(each.options))
        found = engine.find([document.text for document in each.documents])
        for document, entities in zip(each.documents, found, strict=True):
            marked = _marked(document.text, [(gold.start, gold.end) for gold in document.gold])
            for entity in entities:
                if not each.dates_in_gold and entity.type == "DATE_TIME":
                    continue
                places = [
                    at for at in range(entity.start, entity.end) if document.text[at].isalnum()
                ]
                right = sum(marked[at] for at in places) * 2 >= len(places) if places else False
                share = Share(int(right), 1)
                band = _band(entity.score)
                family = entity.recognizer.split(".")[0]
                for table, key in ((by_set, each.name), (by_family, family)):
                    row = table.setdefault(key, {})
                    row[band] = row.get(band, Share()) + share
    return {"sets": _plain(by_set), "families": _plain(by_family)}


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> bytearray:
    marked = bytearray(len(text))
    for start, end in spans:
        marked[start:end] = b"\x01" * (end - start)
    return marked


def _band(score: float) -> str:
    low = max(limit for limit in BANDS if limit <= max(score, BANDS[0]))
    return f"{low:.1f}"


def _plain(table: dict[str, dict[str, Share]]) -> dict[str, dict[str, list[int]]]:
    return {
        name: {band: [share.hits, share.total] for band, share in sorted(row.items())}
        for name, row in sorted(table.items())
    }
