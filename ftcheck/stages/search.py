"""The search for settings of [tune]: a stage that is done when it is asked for, and by itself."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from compliance.errors import CheckpointError, EvidenceError, UsageError
from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import atomic_write
from compliance.progress import Progress
from ftcheck.stages.base import Run, Stage, file_hashes
from ftcheck.stages.model import cleared_data, permitted_base
from tuning.search.space import applied, candidates, without

RESULT, PICTURE = "search.json", "search.svg"
FOLDER = "search"
"""Where an interrupted search keeps what it found and the checkpoints of its trials."""
_LOCK = "lock.json"
_DATA = ("split/train.jsonl", "split/validation.jsonl", "synthetic.jsonl")
_SHOWN = 12


def search_lock(run: Run) -> dict[str, Any]:
    """Return what the result of a search depends on, as JSON.

    What is searched is left out of [tune]: who writes the winner there has not changed the search.
    """
    from tuning.device import versions
    from tuning.training.lock import FREE

    tune, settings = run.config.tune, run.config.search
    seed = run.config.project.seed
    first = candidates(settings, seed=seed)[0]
    try:
        tune = applied(tune, first.changes)  # a table that only a trial has gets its defaults
    except ValidationError:
        pass
    return {
        "base": {"sha256": run.base.sha256_tree},
        "data": data_hashes(run),
        "search": settings.model_dump(mode="json"),
        "seed": str(seed),
        "tune": without(tune.model_dump(mode="json"), [*FREE, *settings.space]),
        "versions": versions(),
    }


def data_hashes(run: Run) -> dict[str, str]:
    """Return the hashes of what trials learn from and are judged by; the hold-out is neither."""
    return file_hashes(run, _DATA)


def require_search(run: Run) -> None:
    """Refuse a project in which nothing is searched.

    Raises:
        UsageError: there is no [search.space], or several processes would train.
    """
    if run.config.tune.launch is not None:
        raise UsageError(
            "a search trains its trials in one process, and [tune.launch] asks for several",
            why="a batch would be as many times smaller as there are processes, and the best rate "
            "another one",
            fix="remove [tune.launch] to search; `ftcheck tune --launch` trains the best settings",
        )
    if not run.config.search.space:
        raise UsageError(
            "there is nothing to search",
            why="ftcheck.toml has no [search.space] that names settings and their values",
            fix="add one, for example: learning_rate = {low = 0.001, high = 0.03, log = true}",
        )


def require_same(run: Run) -> None:
    """Refuse to go on with, or to replace, a search of something else.

    Raises:
        CheckpointError: with the differences, unless the run is to begin anew.
    """
    from tuning.training.lock import differences

    found = _lock_there(run)
    if run.restart or found is None:
        return
    place, before = found
    if changed := differences(before, search_lock(run)):
        shown = changed[:_SHOWN]
        if len(changed) > _SHOWN:
            shown.append(f"and {len(changed) - _SHOWN} more")
        listed = "".join(f"\n  - {line}" for line in shown)
        raise CheckpointError(
            f"{place} is of a search with something else:{listed}",
            why="trials that were made with different things cannot be compared",
            fix="set it back to go on, or add --restart: what it found is deleted, it begins anew",
        )


def _lock_there(run: Run) -> tuple[Path, dict[str, Any]] | None:
    """Return what an interrupted or else a finished search was made with, and where that stands."""
    for name, key in ((f"{FOLDER}/{_LOCK}", None), (RESULT, "lock")):
        try:
            document = read_json(run.dir / name)
            return run.shown_dir / name, dict(document[key] if key else document)
        except (EvidenceError, KeyError, TypeError, ValueError):
            continue
    return None


def stale(run: Run, gone: Collection[str]) -> list[str]:
    """Return the outputs of a search that was made with other records than the run has now.

    Args:
        run: the run.
        gone: outputs of other stages that are about to leave the run directory.
    """
    names = [name for name in (RESULT, PICTURE) if (run.dir / name).exists()]
    if not names:
        return []
    try:
        fits = read_json(run.dir / RESULT)["lock"]["data"] == data_hashes(run)
    except (EvidenceError, KeyError, TypeError):
        fits = False
    return [] if fits and not set(_DATA) & set(gone) else [f"stages/{SEARCH.name}.json", *names]


def _search(run: Run, progress: Progress) -> str:
    from reports.search_chart import search_chart
    from tuning.search.run import search

    cleared = cleared_data(run)
    permitted_base(run)
    folder, lock = run.dir / FOLDER, search_lock(run)
    if run.restart and folder.exists():
        shutil.rmtree(folder)
        run.watcher.told("what the interrupted search found is deleted: it begins anew")
    require_same(run)
    write_json(folder / _LOCK, lock)
    document = search(
        cleared,
        base=run.base,
        config=run.config.tune,
        settings=run.config.search,
        seed=run.config.project.seed,
        folder=folder,
        keys=run.keys,
        progress=progress,
        say=run.watcher.told,
    )
    document = {
        **document,
        "lock": lock,
        "dataset_sha256": cleared.dataset_sha256,
        "synthetic_sha256": cleared.synthetic_sha256,
    }
    write_json(run.dir / RESULT, document)
    with atomic_write(run.dir / PICTURE) as stream:
        stream.write(search_chart(document).encode())
    best = next(row for row in document["trials"] if row["rank"] == 1)
    return (
        f"the best of {len(document['trials'])} trials is number {best['number']}, "
        f"validation loss {best['loss']:.4f}"
    )


def _counts(run: Run) -> dict[str, Any]:
    rows = read_json(run.dir / RESULT)["trials"]
    states = [row["state"] for row in rows]
    return {"trials": len(rows), "states": {each: states.count(each) for each in sorted({*states})}}


def _inputs(run: Run) -> Mapping[str, Any]:
    return search_lock(run)


SEARCH = Stage("search", _inputs, _search, (RESULT, PICTURE), unfinished=(FOLDER,), counts=_counts)
