"""All facts on the quality of cleaned data, gathered in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from compliance.findings import RecordScan
from compliance.quality.config import QualityConfig
from compliance.quality.forms import Forms
from compliance.quality.groups import Groups
from compliance.quality.labels import Labels, labels_of
from compliance.quality.repeats import Repeats
from compliance.quality.size import Size
from compliance.quality.texts import texts_of


@dataclass(slots=True)
class Quality:
    """Facts on the cleaned data, gathered while it streams.

    Linear in the text. In memory a record leaves about 300 bytes (digests, a sketch, its length),
    whatever its text; what is written holds counts only.

    Basis: GDPR Art. 5(1)(d); Regulation (EU) 2024/1689 Art. 10(2), 10(3).
    """

    config: QualityConfig = QualityConfig()
    records: int = 0
    _size: Size = field(default_factory=Size)
    _repeats: Repeats = field(default_factory=Repeats)
    _forms: Forms = field(default_factory=Forms)
    _labels: Labels = field(default_factory=Labels)
    _groups: Groups = field(default_factory=Groups)

    def watch(self, scans: Iterable[RecordScan]) -> Iterator[RecordScan]:
        """Yield the records unchanged while measuring them."""
        for scanned in scans:
            record = scanned.record
            texts = texts_of(record)
            labels = labels_of(record)
            self.records += 1
            self._size.take(record.kind, texts)
            self._repeats.take(record, texts)
            self._forms.take(record, texts)
            self._labels.take(labels)
            by_record = labels if record.kind == "classification" else []
            self._groups.take(texts, scanned.language, by_record)
            yield scanned

    def document(self) -> dict[str, Any]:
        """Return `quality` of check.json."""
        repeats = self._repeats.document(self.config.near_similarity)
        return {
            "records": self.records,
            "near_empty": self._size.near_empty,
            **repeats,
            **self._forms.document(),
            "size": self._size.document(self.config.few_examples),
            "labels": self._labels.document(self.config.rare_label),
            "groups": self._groups.document(
                self._labels.ranks(),
                factor=self.config.group_factor,
                difference=self.config.group_difference,
            ),
        }
