"""The stages that make and test tuned weights: tune and probe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance import replacements
from compliance.clearance import ClearedDataset, Opening, open_cleared
from compliance.dataset import read_envelopes
from compliance.errors import BlockedError
from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import atomic_folder, sha256_file, sha256_tree
from compliance.evidence.released import ADAPTER, MODEL
from compliance.gate import decide_base
from compliance.progress import Progress
from compliance.replacements import Aligned, by_record
from ftcheck.stages.base import Run, Stage, file_hashes
from ftcheck.stages.clearing import require_cleared, require_synthetic_cleared
from ftcheck.stages.data import rejoin
from ftcheck.stages.evaluated import evaluation_line
from ftcheck.stages.learned import INPUTS, learned, training_inputs
from ftcheck.stages.lock import lock_of_files
from ftcheck.stages.private import LedgerAttempts
from ftcheck.stages.report import REPORT
from tuning.config import ADAPTERS, EvaluateConfig, TuneConfig
from tuning.config.base_model import BASE_TRAINING
from tuning.config.evaluation import NONE, SHIPPED
from tuning.launch.job import FOLDER as LAUNCH

if TYPE_CHECKING:
    from tuning.probe.removed_values import RemovedValue


CHECKPOINTS = "checkpoints"
"""Folder from which an interrupted training goes on."""


def cleared_data(run: Run) -> ClearedDataset:
    """Return the records that the gate cleared; opening the hold-out among them is on record."""
    require_cleared(run)
    require_synthetic_cleared(run)
    return open_cleared(
        run.dir, public=run.keys.public_bytes(), opened=lambda opening: _opened(run, opening)
    )


def _opened(run: Run, opening: Opening) -> int:
    """Note in the ledger that the hold-out is opened; return how many other weights it judged."""
    facts = {
        "purpose": opening.purpose,
        "holdout": opening.holdout_sha256,
        "records": opening.records,
        "judged": opening.judged,
    }
    run.record("holdout.opened", facts)
    same = (
        entry.body
        for entry in run.project.ledger.entries(event="holdout.opened")
        if entry.body["holdout"] == opening.holdout_sha256
        and entry.body["purpose"] == opening.purpose
    )
    return len({body["judged"] for body in same} - {opening.judged})


def _data_hashes(run: Run) -> dict[str, str]:
    names = (
        "clearance.json",
        "synthetic.clearance.json",
        "synthetic.jsonl",
        "split/train.jsonl",
        "split/validation.jsonl",
        "split/holdout.jsonl",
    )
    return file_hashes(run, names)


# --- tune -----------------------------------------------------------------------------------------


def _tune_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "data": _data_hashes(run),
        "base": run.base.sha256_tree,
        "base_name": run.base.name,
        # How often a checkpoint is written changes nothing in what is learned.
        "tune": run.config.tune.model_dump(
            mode="json", exclude={"save_strategy", "save_steps", "save_total_limit"}
        ),
        "evaluate": run.config.evaluate.model_dump(mode="json"),
        "general_texts": _hash_of_general_texts(_evaluate(run)),
        "seed": run.config.project.seed,
        "base_training": run.config.model.model_dump(mode="json", include=set(BASE_TRAINING)),
    }


def _evaluate(run: Run) -> EvaluateConfig:
    """Return how to evaluate; a file of general texts is named from the project's folder."""
    settings = run.config.evaluate
    if settings.general_texts in {SHIPPED, NONE}:
        return settings
    path = run.project.root / Path(settings.general_texts).expanduser()
    return settings.model_copy(update={"general_texts": str(path)})


def _hash_of_general_texts(settings: EvaluateConfig) -> str:
    own = Path(settings.general_texts)
    return sha256_file(own) if own.is_file() else settings.general_texts


def permitted_base(run: Run) -> dict[str, Any]:
    """Return the dossier of the base model; say what in its licence a person has to look at.

    Raises:
        BlockedError: its licence does not allow what is planned.
    """
    from reports import resolve_model

    dossier = resolve_model(run.base.path)
    decision = decide_base(dossier["licence"]["flags"])
    if decision.verdict == "blocked":
        reasons = "; ".join(reason.text for reason in decision.reasons)
        raise BlockedError(
            f"the base model {run.base.name} may not be used: {reasons}",
            why="the licence of the base model does not allow what is planned",
            fix="choose a base model with another licence, with --model or in [model]",
        )
    for flag in dossier["licence"]["flags"]:
        if flag["severity"] == "review":
            run.watcher.told(f"base model {run.base.name}: {flag['text']}; open in the report")
    return dossier


def _tune(run: Run, progress: Progress) -> str:
    from tuning.cost.document import declared
    from tuning.export import finish
    from tuning.launch.job import Place
    from tuning.run import evaluate_again, tune
    from tuning.training.checkpoints import Checkpoints

    cleared = cleared_data(run)
    dossier = permitted_base(run)
    checkpoints = Checkpoints(
        run.dir / CHECKPOINTS, run.keys, limit=run.config.tune.save_total_limit
    )
    if run.restart and (gone := checkpoints.clear()):
        run.watcher.told(f"{gone} checkpoints deleted: training begins anew")
    target, other = ADAPTER, MODEL
    if run.config.tune.method not in ADAPTERS:
        target, other = MODEL, ADAPTER
    inputs, before = training_inputs(run), run.dir / target.kind
    known = None if run.restart else learned(run, before, inputs)
    common: dict[str, Any] = {
        "base": run.base,
        "config": run.config.tune,
        "seed": run.config.project.seed,
        "find": run.finder.find,
        "progress": progress,
        "evaluation": _evaluate(run),
    }
    with atomic_folder(before) as folder:
        if known is not None:
            run.watcher.told("training is unchanged: its weights are evaluated again")
            shutil.copytree(before, folder, dirs_exist_ok=True)
            training = {**known, "config": run.config.tune.model_dump(mode="json")}
            evaluation = evaluate_again(cleared, folder=folder, say=run.watcher.told, **common)
        else:
            result = tune(
                cleared,
                out_dir=folder,
                checkpoints=checkpoints,
                attempts=LedgerAttempts(run, cleared.dataset_sha256),
                place=Place(run.project.root, run.dir, run.project.keys_dir, run.dir / CHECKPOINTS),
                say=run.watcher.told,
                **common,
            )
            training, evaluation = {**result.training, INPUTS: inputs}, result.evaluation
        training = declared(training, run.config.tune, run.config.model)
        training["lock"] = {**training["lock"], **lock_of_files(run)}
        write_json(run.dir / "base_model.json", dossier)
        training_sha256 = write_json(run.dir / "training.json", training)
        eval_sha256 = write_json(run.dir / "eval.json", evaluation)
        finish(
            folder,
            run=run.name,
            keys=run.keys,
            cleared=cleared,
            clearance=read_json(run.dir / "clearance.json"),
            sources=[
                {
                    "id": source["id"],
                    "records": source["records"],
                    "sha256": [file["sha256"] for file in source["files"]],
                }
                for source in run.sources
            ],
            base=run.base,
            licence=dossier["licence"]["id"],
            training=training,
            training_sha256=training_sha256,
            evaluation=evaluation,
            eval_sha256=eval_sha256,
        )
    # What another method left there belongs to no training that is still in evidence.
    shutil.rmtree(run.dir / other.kind, ignore_errors=True)
    if run.config.tune.launch is None:
        shutil.rmtree(run.dir / LAUNCH, ignore_errors=True)
    return evaluation_line(evaluation)


def exported(run_dir: Path) -> Path:
    """Return where the tuned weights of a run lie: a whole model if there is one, or an adapter."""
    kind = MODEL if (run_dir / MODEL.kind).is_dir() else ADAPTER
    return run_dir / kind.kind


# --- probe ----------------------------------------------------------------------------------------


def _probe_inputs(run: Run) -> Mapping[str, Any]:
    weights = exported(run.dir)
    return {
        "data": _data_hashes(run),
        "scan": sha256_file(run.dir / "scan.json"),
        weights.name: sha256_tree(weights) if weights.is_dir() else "absent",
        "base": run.base.sha256_tree,
        "probe": run.config.probe.model_dump(mode="json"),
        "seed": run.config.project.seed,
        "release_context": run.config.model.release_context,
    }


def _probe(run: Run, progress: Progress) -> str:
    from tuning.probe.run import probe

    cleared = cleared_data(run)
    training = read_json(run.dir / "training.json")
    document = probe(
        cleared,
        base=run.base,
        exported=exported(run.dir),
        config=run.config.probe,
        tuned_with=TuneConfig.model_validate(training["config"]),
        max_length=training["max_length"],
        seed=run.config.project.seed,
        removed=_removed_values(run, {record.id for record in cleared.train}),
        release_context=run.config.model.release_context,
        progress=progress,
    )
    write_json(run.dir / "probe.json", document)
    tests = document["tests"]
    done = [test for test in tests if test["status"] == "run"]
    failed = sum(test["verdict"] == "fail" for test in done)
    return f"{len(done)} tests run, {failed} failed, {len(tests) - len(done)} not tested"


def _removed_values(run: Run, trained: set[str]) -> Iterator[RemovedValue]:
    """Yield what anonymization removed from the training records; in memory only."""
    from compliance.anonymize import removed_mentions
    from tuning.probe.removed_values import RemovedValue

    aligned = Aligned(by_record(run.dir / replacements.FILE))
    pairs = zip(rejoin(run), read_envelopes(run.dir / "clean.jsonl"), strict=True)
    for scanned, cleaned in pairs:
        own = aligned.of(scanned.record.id)
        if scanned.record.id in trained:
            for mention in removed_mentions(scanned, cleaned, own):
                yield RemovedValue(
                    record_id=scanned.record.id,
                    type=mention.type,
                    value=mention.value,
                    prefix_text=mention.prefix,
                    field=mention.field,
                )


STAGES: tuple[Stage, ...] = (
    Stage(
        "tune",
        _tune_inputs,
        _tune,
        ("training.json", "eval.json", "base_model.json"),
        optional=(ADAPTER.kind, MODEL.kind, LAUNCH),
        unfinished=(CHECKPOINTS,),
    ),
    Stage("probe", _probe_inputs, _probe, ("probe.json",)),
    REPORT,
)
