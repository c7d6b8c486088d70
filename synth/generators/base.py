"""What every generator offers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Protocol

from compliance.dataset.record import Record


class Generator(Protocol):
    """Proposes children; it never invents a name, a place or a number."""

    @property
    def mark(self) -> str:
        """The letter that its children's ids carry."""

    def propose(self, record: Record, rng: random.Random) -> Mapping[str, str]:
        """Return new texts by JSON path; empty when it has nothing to propose.

        Args:
            record: a cleaned training record.
            rng: the only source of chance.
        """
