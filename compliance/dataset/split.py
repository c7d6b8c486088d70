"""The sides of a split."""

from __future__ import annotations

from typing import Literal

SplitName = Literal["train", "validation", "holdout"]
SPLITS: tuple[SplitName, ...] = ("train", "validation", "holdout")
