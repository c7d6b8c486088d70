"""The whole way, in order: what `ftcheck run` does, and every command that needs a part of it.

A stage is done again only when what it depends on has changed: each leaves a marker with the hash
of its inputs and of its outputs. An interrupted stage has no marker, so it starts again; the stages
before it are kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from compliance.errors import EvidenceError, FtcheckError, GateError
from compliance.evidence.canonical import (
    canonical_json,
    document_sha256,
    read_json,
    write_json,
)
from compliance.evidence.files import remove_partials, sha256_file, sha256_tree
from compliance.evidence.manifest import MANIFEST
from ftcheck.stages import checking, clearing, data, model, search
from ftcheck.stages.base import MARKERS, Run, Stage
from ftcheck.stages.lock import lock_document

MARKER_SCHEMA = "ftcheck.stage/1"
_DATA_READY = "augment"
"""The stage behind which no record changes any more."""


def stages() -> tuple[Stage, ...]:
    """Return all stages in order."""
    return (*data.STAGES, *checking.STAGES, *clearing.STAGES, *model.STAGES)


def advance(run: Run, until: str) -> None:
    """Do every stage up to and including `until` that is not already done.

    Raises:
        BlockedError, ReviewNeeded: the gate did not clear the data; later stages were not begun.
        FtcheckError: whatever a stage raises; finished stages are kept.
    """
    run.dir.mkdir(parents=True, exist_ok=True)
    remove_partials(run.dir)
    write_lock(run)
    later = list(stages())
    try:
        while later:
            do(run, later[0])
            done = later.pop(0).name
            if done == _DATA_READY:
                put_stale_aside(run, ())  # before a report can seal it
            if done == until:
                break
    except GateError:
        put_stale_aside(run, later)
        raise
    put_stale_aside(run, later)


def put_stale_aside(run: Run, later: Sequence[Stage]) -> None:
    """Move what no longer follows from the stages before it out of the run directory.

    After a change an adapter of the older data would otherwise stand beside the new decision, and a
    report would show both as one. Nothing is deleted: it goes to `.ftcheck/superseded/`. What a
    stage left behind that was interrupted (checkpoints) stays: the stage itself refuses it where it
    does not fit any more.

    Args:
        run: the run.
        later: the stages that were not reached, in order.
    """
    stale = False
    names: list[str] = []
    for stage in later:
        stale = stale or not _follows(run, stage)
        if stale:
            names += [MARKERS + f"/{stage.name}.json", *stage.outputs, *stage.optional]
    names += search.stale(run, gone=names)
    present = [name for name in names if (run.dir / name).exists()]
    if not any(not name.startswith(MARKERS) for name in present):
        return
    unseal(run)
    folder = run.project.state_dir / "superseded"
    number = sum(1 for _ in folder.glob(f"{run.name}-*")) + 1 if folder.is_dir() else 1
    target = folder / f"{run.name}-{number:04d}"
    for name in present:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(run.dir / name, target / name)
    run.record("run.superseded", {"names": present, "number": number})


def _follows(run: Run, stage: Stage) -> bool:
    """Tell whether a stage's outputs, where there are any, fit what they depend on.

    Where that cannot be told, for instance because the base model is not mounted, they stay.
    """
    try:
        return is_current(run.dir, stage, document_sha256(stage.inputs(run)))
    except FtcheckError:
        return True


def write_lock(run: Run) -> None:
    """Write project.lock.json, unless it is there and the same."""
    path, document = run.dir / "project.lock.json", lock_document(run)
    if not path.is_file() or path.read_bytes() != canonical_json(document) + b"\n":
        unseal(run)
        write_json(path, document)


def unseal(run: Run) -> None:
    """Remove the signed manifest: what it covers is about to change."""
    (run.dir / MANIFEST).unlink(missing_ok=True)


def do(run: Run, stage: Stage) -> None:
    """Do one stage, or keep its result when nothing it depends on has changed."""
    inputs = document_sha256(stage.inputs(run))
    if is_current(run.dir, stage, inputs) and (stage.after is None or is_sealed(run)):
        _remove_unfinished(run, stage)
        run.watcher.kept(stage.name)
        return
    marker = run.dir / MARKERS / f"{stage.name}.json"
    marker.unlink(missing_ok=True)
    unseal(run)
    try:
        line = stage.work(run, run.watcher.started(stage.name))
    finally:
        run.end_processes()
    outputs = hash_outputs(run.dir, (*stage.outputs, *stage.optional))
    counts = {} if stage.counts is None else {"counts": dict(stage.counts(run))}
    run.record(f"{stage.name}.finished", {"inputs": inputs, "outputs": outputs, **counts})
    write_json(
        marker,
        {"schema": MARKER_SCHEMA, "stage": stage.name, "inputs": inputs, "outputs": outputs},
    )
    _remove_unfinished(run, stage)
    if stage.after is not None:
        stage.after(run)
    run.watcher.finished(stage.name, line)


def _remove_unfinished(run: Run, stage: Stage) -> None:
    """Remove what only an interrupted stage needs; after its marker, so that a kill loses nothing.

    Unsealed first, because a report on refused data can have sealed it.
    """
    for name in stage.unfinished:
        if (run.dir / name).exists():
            unseal(run)
            shutil.rmtree(run.dir / name)


def is_sealed(run: Run) -> bool:
    """Tell whether there is a seal, and it is this run's and not that of a copied one."""
    try:
        return bool(read_json(run.dir / MANIFEST)["run"] == run.name)
    except (EvidenceError, KeyError, TypeError):
        return False


def is_current(run_dir: Path, stage: Stage, inputs: str) -> bool:
    """Tell whether a stage's marker fits its inputs and the files that are on disk."""
    marker = run_dir / MARKERS / f"{stage.name}.json"
    if not marker.is_file():
        return False
    try:
        document = read_json(marker)
        recorded = document["outputs"]
    except (EvidenceError, KeyError, TypeError):
        return False
    return (
        document.get("inputs") == inputs
        and set(stage.outputs) <= set(recorded)
        and hash_outputs(run_dir, (*stage.outputs, *stage.optional)) == recorded
    )


def hash_outputs(run_dir: Path, names: Sequence[str]) -> dict[str, str]:
    """Return name → SHA-256 of the files and folders that exist among `names`."""
    found: dict[str, str] = {}
    for name in names:
        path = run_dir / name
        if path.is_dir():
            found[name] = sha256_tree(path)
        elif path.is_file():
            found[name] = sha256_file(path)
    return found
