"""What comes again: whole records, near copies, system prompts, and texts with two labels."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.record import Record
from compliance.quality.sketch import Sketches
from compliance.quality.texts import Texts, digest, plain


@dataclass(slots=True)
class Repeats:
    """Counts of repetition; in memory a record leaves digests and a sketch."""

    duplicates: int = 0
    """Records whose content equals an earlier one."""
    contradictory: int = 0
    """Records whose text stands with another label before."""
    _contents: set[bytes] = field(default_factory=set)
    _labels: dict[bytes, bytes] = field(default_factory=dict)
    _prompts: Counter[bytes] = field(default_factory=Counter)
    _prompt_characters: int = 0
    _characters: int = 0
    _sketches: Sketches = field(default_factory=Sketches)

    def take(self, record: Record, texts: Texts) -> None:
        """Look at one record."""
        content = _content(record)
        if content in self._contents:
            self.duplicates += 1
        else:
            # Equal records are counted once, and not as near copies again.
            self._sketches.add(texts.own)
        self._contents.add(content)
        self._prompts.update(digest(plain(text)) for text in texts.system)
        self._prompt_characters += sum(map(len, texts.system))
        self._characters += sum(map(len, texts.all))
        if record.kind == "classification":
            text, label = digest(plain(str(record.data["text"]))), digest(str(record.data["label"]))
            self.contradictory += self._labels.setdefault(text, label) != label

    def document(self, near_similarity: float) -> dict[str, Any]:
        """Return the counts.

        Args:
            near_similarity: from which on two records are near duplicates.
        """
        most = self._prompts.most_common(1)
        return {
            "duplicates": self.duplicates,
            "near_duplicates": self._sketches.near(near_similarity),
            "too_short_to_compare": self._sketches.skipped,
            "contradictory_labels": self.contradictory,
            "system_prompts": {
                "records": self._prompts.total(),
                "different": len(self._prompts),
                "most_frequent": most[0][1] if most else 0,
                "characters": self._prompt_characters,
                "share": round(self._prompt_characters / max(1, self._characters), 4),
            },
        }


def _content(record: Record) -> bytes:
    names = {record.id, record.group}
    content = {key: value for key, value in record.data.items() if str(value) not in names}
    return digest(json.dumps(content, sort_keys=True))
