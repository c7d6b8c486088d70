"""The probe: attacks on the exported adapter, and a list of those that were not run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from compliance.clearance import ClearedDataset
from compliance.env import go_offline
from compliance.progress import Progress, silent
from tuning.config import ReleaseContext
from tuning.model import BaseModel
from tuning.probe.config import ProbeConfig
from tuning.probe.removed_values import RemovedValue

SCHEMA = "ftcheck.probe/1"

NOT_TESTED: tuple[tuple[str, str, str], ...] = (
    (
        "extraction.sampling",
        "Extraction by repeated sampling, (n, p)",
        "only the likeliest continuation was tried; asking often may bring out more",
    ),
    (
        "extraction.verbatim",
        "Extraction of training text from its first half",
        "whole records were not attacked, only removed values",
    ),
    (
        "extraction.reconstruction",
        "Reconstruction of a value among candidates",
        "the likeliest of several candidate values was not asked for",
    ),
    (
        "extraction.fill_in",
        "Filling in a masked value from both sides",
        "the text after a value was not given to the model",
    ),
    (
        "extraction.prompt_side",
        "Values that stood only in prompts",
        "values were not told apart by whether they stood in prompts or in answers",
    ),
    (
        "canaries",
        "Exposure of planted canaries",
        "no canary was planted, so memorisation of single rare strings was not measured",
    ),
    (
        "synthetic.leak",
        "Leak of originals through synthetic records",
        "no second model was trained on the synthetic records alone and audited for the originals",
    ),
    (
        "copy",
        "Longest verbatim run against the sources",
        "free answers were not compared word by word with the training texts",
    ),
)
"""Attacks that exist and were not run: id, title and why not or what that leaves open."""


def probe(
    cleared: ClearedDataset,
    *,
    base: BaseModel,
    adapter: Path,
    config: ProbeConfig,
    max_length: int,
    seed: int,
    removed: Iterable[RemovedValue],
    release_context: ReleaseContext,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Return probe.json: what each attack on the exported adapter found, and what was not tried.

    Args:
        cleared: the records that were trained on and held out.
        base: the base model.
        adapter: the exported adapter folder.
        config: bounds of the work.
        max_length: tokens per example, as in training (`training.json`).
        seed: of the project.
        removed: what anonymization removed; counted only, neither stored nor shown.
        release_context: who will be able to query the model.
        progress: told value by value and record by record.

    Raises:
        ProbeError: the adapter cannot be loaded.
        ModelError: the base model cannot be loaded.
    Basis: EDPB Opinion 28/2024, paragraphs 43, 46 and 55: a result counts for the attack that was
    run and for no other.
    """
    go_offline()
    from tuning.data import tokenize
    from tuning.export import attach
    from tuning.model import load
    from tuning.probe.membership import attack_membership
    from tuning.probe.removed_values import attack_removed_values
    from tuning.quiet import quiet

    plain, tokenizer = load(base)
    with quiet():
        model = attach(plain, adapter)
        members = tokenize(cleared.train, tokenizer, max_length=max_length)
        non_members = tokenize(cleared.holdout, tokenizer, max_length=max_length)
        tests = [
            attack_removed_values(
                model,
                tokenizer,
                removed,
                (*cleared.train, *cleared.synthetic),
                config=config,
                seed=seed,
                progress=progress,
            ),
            attack_membership(
                model,
                tokenizer,
                members.items,
                non_members.items,
                config=config,
                seed=seed,
                progress=progress,
            ),
        ]
    return {
        "schema": SCHEMA,
        "release_context": release_context,
        "seed": seed,
        "config": config.model_dump(mode="json"),
        "tests": [*tests, *(_not_tested(*item) for item in NOT_TESTED)],
    }


def _not_tested(test_id: str, title: str, why: str) -> dict[str, Any]:
    return {
        "id": test_id,
        "title": title,
        "status": "not_tested",
        "verdict": "open",
        "result": {},
        "statement": f"Not tested: {why}.",
    }
