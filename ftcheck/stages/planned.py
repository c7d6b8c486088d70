"""The plan of a training on what a run holds now: cleared records, or the source records."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.clearance import open_cleared
from compliance.dataset import Record
from compliance.evidence.canonical import document_sha256
from compliance.splitting.split import split
from ftcheck.pipeline import is_current, stages
from ftcheck.stages.base import Run

_BEFORE = "augment"


def planned(run: Run) -> list[str]:
    """Return a plan line by line; nothing is written, and the hold-out is not opened.

    Raises:
        ConfigError, TuneError, ModelError: training would be refused.
    """
    from tuning.plan.lines import plan_lines
    from tuning.plan.plan import plan

    if _is_cleared(run):
        cleared = open_cleared(run.dir, public=run.keys.public_bytes())
        parts: tuple[Sequence[Record], ...]
        parts = cleared.train, cleared.synthetic, cleared.validation
        said = f"plan of the training, on cleared records ({len(cleared.holdout):,} held out)"
    else:
        train, validation, held_out = _drawn(run)
        parts = train, (), validation
        said = (
            "plan of the training, on the source records as they are: nothing is cleaned, cleared "
            f"or augmented yet, and the split is a likely one ({held_out:,} held out)"
        )
    config = run.config.tune
    made = plan(*parts, base=run.base, config=config, seed=run.config.project.seed)
    return [said, *(f"  {line}" for line in plan_lines(made, config))]


def _is_cleared(run: Run) -> bool:
    for stage in stages():
        if not is_current(run.dir, stage, document_sha256(stage.inputs(run))):
            return False
        if stage.name == _BEFORE:
            return True
    return False


def _drawn(run: Run) -> tuple[list[Record], list[Record], int]:
    """Return source records to train and to validate on, and how many would be held out."""
    records = [record for dataset in run.datasets for record in run.suppression.left_out(dataset)]
    sides = split(
        records,
        run.config.split,
        similarity=run.config.quality.near_similarity,
        seed=run.config.project.seed,
    ).sides
    train = [record for record in records if sides[record.group] == "train"]
    validation = [record for record in records if sides[record.group] == "validation"]
    return train, validation, len(records) - len(train) - len(validation)
