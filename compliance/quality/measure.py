"""Facts on cleaned data that need no model, gathered while it streams."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.record import Record


@dataclass(slots=True)
class Quality:
    """Facts on the cleaned data that need no model, gathered while it streams."""

    records: int = 0
    duplicates: int = 0
    """Records whose content equals an earlier one."""
    near_empty: int = 0
    """Records with fewer than 20 characters of text."""
    _seen: set[bytes] = field(default_factory=set)

    def take(self, records: Iterable[Record]) -> None:
        """Count records."""
        for record in records:
            self.records += 1
            names = {record.id, record.group}
            content = {key: value for key, value in record.data.items() if str(value) not in names}
            digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()
            if digest in self._seen:
                self.duplicates += 1
            self._seen.add(digest)
            if sum(len(item.text) for item in record.fields()) < 20:
                self.near_empty += 1

    def document(self) -> dict[str, Any]:
        """Return `quality` of check.json."""
        return {
            "records": self.records,
            "duplicates": self.duplicates,
            "near_empty": self.near_empty,
        }
