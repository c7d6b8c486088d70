"""The probe: attacks on what was exported, and a list of those that were not run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from compliance.clearance import ClearedDataset
from compliance.env import go_offline
from compliance.errors import ProbeError
from compliance.evidence.released import ADAPTER, MODEL, hash_of_weights
from compliance.progress import Progress, silent
from tuning.config import ReleaseContext, TuneConfig
from tuning.model import BaseModel
from tuning.probe.config import ProbeConfig
from tuning.probe.entry import entry
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

NOT_TESTED_ON_CLASSES: tuple[tuple[str, str, str], ...] = (
    (
        "extraction.inversion",
        "Model inversion by the probabilities of the classes",
        "no text was put together from what the model answers to guesses",
    ),
    (
        "extraction.body",
        "Extraction of training text from the tuned body",
        "no head that writes text was put on the body",
    ),
    (
        "membership.shadow_models",
        "Membership inference with models trained with and without a record (LiRA)",
        "no further model was trained, so a record is not held against its own difficulty",
    ),
    (
        "canaries",
        "Exposure of planted canaries",
        "no canary was planted, so memorisation of single rare strings was not measured",
    ),
)
"""The same for models that give classes and write no text."""


def probe(
    cleared: ClearedDataset,
    *,
    base: BaseModel,
    exported: Path,
    config: ProbeConfig,
    tuned_with: TuneConfig,
    max_length: int,
    seed: int,
    removed: Iterable[RemovedValue],
    release_context: ReleaseContext,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Return probe.json: what each attack on the exported weights found, and what was not tried.

    Args:
        cleared: the records that were trained on and held out.
        base: the base model.
        exported: the exported adapter, or the whole model.
        config: bounds of the work.
        tuned_with: how it was trained (`training.json`).
        max_length: tokens per example, as in training (`training.json`).
        seed: of the project.
        removed: what anonymization removed; counted only, neither stored nor shown.
        release_context: who will be able to query the model.
        progress: told value by value and record by record.

    Raises:
        ProbeError: what was exported cannot be loaded.
        ModelError: the base model cannot be loaded.
    Basis: EDPB Opinion 28/2024, paragraphs 43, 46 and 55: a result counts for the attack that was
    run and for no other.
    """
    go_offline()
    from tuning.exported import open_pair
    from tuning.probe.membership import attack_membership
    from tuning.probe.removed_values import attack_removed_values, not_askable
    from tuning.quiet import quiet
    from tuning.tasks import task_for

    if not any((exported / kind.weights).is_file() for kind in (ADAPTER, MODEL)):
        raise ProbeError(f"{exported} holds neither an adapter nor a model")
    task = task_for(cleared.train)
    with quiet():
        try:
            pair, tokenizer = open_pair(task, base, exported, tuned_with)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise ProbeError(
                f"what lies in {exported} cannot be loaded ({type(error).__name__})"
            ) from error
        members = task.examples(cleared.train, tokenizer, max_length=max_length)
        unseen, _ = cleared.holdout.open("membership test", judged=hash_of_weights(exported))
        non_members = task.examples(unseen, tokenizer, max_length=max_length)
        if task.writes:
            extraction = attack_removed_values(
                pair,
                tokenizer,
                removed,
                (*cleared.train, *cleared.synthetic),
                config=config,
                seed=seed,
                progress=progress,
            )
        else:
            extraction = not_askable(removed)
        tests = [
            extraction,
            attack_membership(
                task,
                pair,
                tokenizer,
                members.items,
                non_members.items,
                config=config,
                seed=seed,
                progress=progress,
            ),
        ]
    open_points = NOT_TESTED if task.writes else NOT_TESTED_ON_CLASSES
    return {
        "schema": SCHEMA,
        "release_context": release_context,
        "seed": seed,
        "config": config.model_dump(mode="json"),
        "tests": [*tests, *(_not_tested(*item) for item in open_points)],
    }


def _not_tested(test_id: str, title: str, why: str) -> dict[str, Any]:
    return entry((test_id, title), "not_tested", "open", {}, f"Not tested: {why}.")
