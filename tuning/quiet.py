"""Hugging Face libraries without their log lines, progress bars and warnings on our output."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator

_LOGGERS = (
    "transformers",
    "trl",
    "peft",
    "accelerate",
    "datasets",
    "huggingface_hub",
    "torch",
    "bitsandbytes",
)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence log lines below errors, progress bars and warnings inside the block.

    Warnings are dropped and not raised: what matters for the evidence (empty masks, truncation, an
    untrained stop token, a loss that is no number) is checked by our own code.
    """
    before = {name: logging.getLogger(name).level for name in _LOGGERS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import datasets
        from transformers.utils import logging as transformers_logging

        bars = (
            transformers_logging.is_progress_bar_enabled(),
            not datasets.are_progress_bars_disabled(),
        )
        transformers_logging.disable_progress_bar()
        datasets.disable_progress_bars()
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.ERROR)
        try:
            yield
        finally:
            for name, level in before.items():
                logging.getLogger(name).setLevel(level)
            if bars[0]:
                transformers_logging.enable_progress_bar()
            if bars[1]:
                datasets.enable_progress_bars()
