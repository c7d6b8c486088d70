"""The environment: offline and telemetry-off, set before any Hugging Face import.

TRL trainers, `datasets`, `transformers` and `tldextract` can all reach for the network at import or
construction time. The switches below are read when those libraries are imported, so they have to
stand in the environment first; the command line sets them as its first act.
"""

from __future__ import annotations

import os
import sys

OFFLINE: dict[str, str] = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "WANDB_MODE": "disabled",
    "TOKENIZERS_PARALLELISM": "false",
    # Worker processes must not import a user's own reports.py or tuning.py from where they run.
    "PYTHONSAFEPATH": "1",
}

_READ_AT_IMPORT = ("huggingface_hub", "transformers", "datasets", "trl")


def wait_politely() -> None:
    """Let idle OpenMP threads sleep instead of spin, unless the user chose otherwise.

    Read when torch is imported. On two cores with one other busy process, spinning threads made
    training eight times slower; sleeping ones cost about a tenth when the machine is quiet.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def go_offline() -> tuple[str, ...]:
    """Set every offline switch; return the libraries that were imported too early to see them.

    Existing values are overwritten: `HF_HUB_OFFLINE=0` left in a shell must not open the network.
    """
    late = tuple(name for name in _READ_AT_IMPORT if name in sys.modules)
    os.environ.update(OFFLINE)
    return late


def allow_hub() -> None:
    """Lift the hub switches for one explicit, user-asked download; telemetry stays off."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ.pop(name, None)
