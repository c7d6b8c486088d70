"""How much there is to learn from, held against what fine-tuning needs."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.kinds import Kind
from compliance.quality.texts import Texts, without_slots

NEAR_EMPTY = 20
"""Characters below which a record says almost nothing; slots are none."""
_CHARACTERS_A_TOKEN = 4
_OUTLIER = 10
"""Times the median length from which a record is far longer than the others."""
_LEAST_LONG = 4_000


@dataclass(frozen=True, slots=True)
class Need:
    """How many examples a task needs."""

    few: int
    """Below it tuning rarely shows more than the base model."""
    enough: int
    """From here on quality counts more than further examples."""
    basis: str
    """Where the figures come from."""


_WRITING = Need(50, 1_000, "LIMA: 1,000 chosen examples teach a style (Zhou et al. 2023)")
_CLASSES = Need(
    64,
    1_000,
    "few-shot tuning works with 8 to 16 examples a class (Gao et al. 2021; Tunstall et al. 2022); "
    "below 1,000 it is unstable (Mosbach et al. 2021; Zhang et al. 2021)",
)
_PAIRS = Need(
    100, 5_000, "preference pairs are used by the thousand (Rafailov et al. 2023), few say little"
)
NEEDS: Mapping[Kind, Need] = {
    "chat": _WRITING,
    "prompt_completion": _WRITING,
    "instruction": _WRITING,
    "preference": _PAIRS,
    "text": _WRITING,
    "classification": _CLASSES,
    "tokens": _CLASSES,
    "table": _WRITING,
}
"""Kind → what is needed. Rules of thumb: a narrow task needs less, a new language far more.

Basis: Zhou et al. 2023 (LIMA, arXiv 2305.11206); Gao et al. 2021 (arXiv 2012.15723); Tunstall et
al. 2022 (SetFit, arXiv 2209.11055); Mosbach et al. 2021 (arXiv 2006.04884); Zhang et al. 2021
(arXiv 2006.05987); Rafailov et al. 2023 (DPO, arXiv 2305.18290).
"""


@dataclass(slots=True)
class Size:
    """Lengths of the records in characters: eight bytes a record."""

    kind: Kind = "text"
    near_empty: int = 0
    answers: int = 0
    """Characters of what a model learns to write."""
    _lengths: array[int] = field(default_factory=lambda: array("Q"))

    def take(self, kind: Kind, texts: Texts) -> None:
        """Measure one record."""
        self.kind = kind
        length = sum(map(len, texts.all))
        self._lengths.append(length)
        self.answers += sum(map(len, texts.answers))
        self.near_empty += _is_near_empty(texts)

    def document(self, few: int | None) -> dict[str, Any]:
        """Return sizes, quantiles of the lengths, and what the kind needs.

        Args:
            few: examples below which there are few; None for what is known of the kind.
        """
        lengths = sorted(self._lengths)
        total, need = sum(lengths), NEEDS[self.kind]
        median = lengths[len(lengths) // 2] if lengths else 0
        limit = max(_LEAST_LONG, _OUTLIER * median)
        return {
            "kind": self.kind,
            "characters": total,
            "answer_characters": self.answers,
            "tokens_about": total // _CHARACTERS_A_TOKEN,
            "median": median,
            "p95": lengths[len(lengths) * 95 // 100] if lengths else 0,
            "longest": lengths[-1] if lengths else 0,
            "long": sum(length > limit for length in lengths),
            "long_from": limit,
            "few": need.few if few is None else few,
            "enough": need.enough,
            "basis": need.basis,
        }


def _is_near_empty(texts: Texts) -> bool:
    """Tell whether a record says almost nothing, or its answers hold neither letter nor digit.

    A system prompt alone says nothing, and neither does a slot. Answers without any text are
    unanswered, which is counted apart.
    """
    answers = [without_slots(text) for text in texts.answers]
    if sum(map(len, (*map(without_slots, texts.others), *answers))) < NEAR_EMPTY:
        return True
    said = any(text.strip() for text in texts.answers)
    return said and not any(char.isalnum() for text in answers for char in text)
