"""TRL's trainer for supervised fine-tuning, with the losses that we take otherwise."""

from __future__ import annotations

from functools import cache

from tuning.training.learned_only import LearnedOnly
from tuning.training.smoothing import Smoothing


@cache
def language_trainer() -> type:
    """Return a trainer's class that smooths in one pass and scores learned tokens alone."""
    from trl import SFTTrainer

    return type("LanguageTrainer", (Smoothing, LearnedOnly, SFTTrainer), {})
