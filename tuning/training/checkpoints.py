"""Checkpoints on disk: written whole or not at all, signed, and only the newest valid one is used.

A folder `step-N` holds safetensors and JSON files and, written last, `MANIFEST.json`: the hash of
each file and what the training depends on, signed with the project's key. Nothing in it is pickled,
so loading one runs no code; the signature keeps weights out that were trained elsewhere.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import CheckpointError, DiskFullError, EvidenceError
from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import atomic_folder, write_error
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.manifest import survey
from compliance.evidence.signing import read_signed, sign_document, signing_key
from tuning.training.lock import differences

SCHEMA = "ftcheck.checkpoint/2"
MANIFEST = "MANIFEST.json"
WEIGHTS = "weights.safetensors"
"""The trained weights, by the names that the model gives its parameters."""

_STEP = re.compile(r"step-([1-9]\d*)\Z")
_FULL = re.compile(r"os error (?:28|122|27)\b|File too large|No space left")
_SHOWN = 12

Files = Mapping[str, "Mapping[str, Any]"]
"""File name → tensors by name (`*.safetensors`) or a JSON object (`*.json`)."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint that was found whole."""

    path: Path
    step: int
    best_step: int
    """The step whose weights are the best so far; 0 when no weights are better than others."""
    finished: bool
    """Training had come to its end."""


class Checkpoints:
    """The checkpoints of one training.

    Args:
        folder: where they lie; made when the first one is written.
        keys: what they are signed with.
        limit: how many are kept beside the best one, >= 1.
    """

    def __init__(self, folder: Path, keys: ProjectKeys, *, limit: int = 2) -> None:
        self.folder = folder
        self._keys = keys
        self._limit = limit

    def write(
        self,
        files: Files,
        *,
        step: int,
        lock: Mapping[str, Any],
        dataset_sha256: str = "",
        best_step: int = 0,
        finished: bool = False,
    ) -> Checkpoint:
        """Write one checkpoint and remove those that are no longer needed.

        On a full disk older ones make room. What is still needed is never touched: the newest, and
        the one with the best weights.

        Args:
            files: what it holds.
            step: of the optimizer, >= 1.
            lock: what training depends on, see `tuning.training.lock`.
            dataset_sha256: of the cleaned data; by it an erasure knows whose data were learned.
            best_step: the step of the best weights so far; may be this one.
            finished: training has come to its end.

        Raises:
            DiskFullError: there is no room; older checkpoints are whole.
            OutputError: the folder cannot be written to.
        """
        checkpoint = Checkpoint(self.path(step), step, best_step, finished)
        facts = {
            "schema": SCHEMA,
            "step": step,
            "best_step": best_step,
            "finished": finished,
            "dataset_sha256": dataset_sha256,
            "lock": dict(lock),
        }
        try:
            self._write(checkpoint.path, files, facts)
        except DiskFullError:
            if not self._prune(1, leave=step):
                raise _full(checkpoint.path) from None
            try:
                self._write(checkpoint.path, files, facts)
            except DiskFullError:
                raise _full(checkpoint.path) from None
        self._prune(self._limit)
        return checkpoint

    def path(self, step: int) -> Path:
        """Return where the checkpoint of a step lies."""
        return self.folder / f"step-{step}"

    def newest(
        self, lock: Mapping[str, Any], say: Callable[[str], None] = lambda _: None
    ) -> Checkpoint | None:
        """Return the newest whole checkpoint; None when training has to begin.

        A damaged or unfinished one is passed over and removed, because it can never be used.

        Args:
            lock: what training depends on now.
            say: told what was passed over, and why.

        Raises:
            CheckpointError: it is of a training with other data, settings, base model or versions,
                or of another project.
        """
        for step in self._steps():
            found = self._read(step)
            if isinstance(found, str):
                say(f"checkpoint step-{step} passed over: {found}")
                _remove(self.path(step))
                continue
            checkpoint, made_with = found
            if changed := differences(made_with, lock):
                shown = changed[:_SHOWN]
                if len(changed) > _SHOWN:
                    shown.append(f"and {len(changed) - _SHOWN} more")
                listed = "".join(f"\n  - {line}" for line in shown)
                raise CheckpointError(
                    f"{checkpoint.path} is of a training with something else:{listed}"
                )
            return checkpoint
        return None

    def clear(self) -> int:
        """Delete all checkpoints; return how many there were."""
        number = len(self._steps())
        shutil.rmtree(self.folder, ignore_errors=True)
        return number

    def _steps(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        found = (_STEP.match(path.name) for path in self.folder.iterdir())
        return sorted((int(match[1]) for match in found if match), reverse=True)

    def _read(self, step: int) -> tuple[Checkpoint, dict[str, Any]] | str:
        """Return a checkpoint and its lock, or why it cannot be used."""
        path = self.path(step)
        if isinstance(facts := self._facts(path), str):
            return facts
        if facts["step"] != step:
            return f"it was step {facts['step']} when it was written"
        best = int(facts["best_step"])
        if best not in (0, step):
            other = self._facts(self.path(best))
            if isinstance(other, str):
                return f"the best weights, of step {best}, are lost: {other}"
        return Checkpoint(path, step, best, bool(facts["finished"])), facts["lock"]

    def _facts(self, path: Path) -> dict[str, Any] | str:
        """Return the manifest of a folder that is what it was, or what is wrong with it."""
        if path.is_symlink() or not path.is_dir():
            return "it is no folder"
        if not (path / MANIFEST).is_file():
            return f"it has no {MANIFEST}, so it was not written to its end"
        try:
            facts = read_signed(path / MANIFEST, self._keys.public_bytes())
            if facts is None:
                self._refuse_foreign(path)
                return f"{MANIFEST} was changed"
        except EvidenceError:
            return f"{MANIFEST} cannot be read"
        if facts.get("schema") != SCHEMA:
            return "it was written by another version of ftcheck"
        try:
            files, strange = survey(path, MANIFEST)
        except OSError as error:
            return f"it cannot be read ({error.strerror})"
        names = sorted(set(files) ^ set(facts["files"])) + [each.place for each in strange]
        if names:
            return f"{names[0]} is missing or does not belong to it"
        changed = [name for name in sorted(files) if files[name] != facts["files"][name]]
        return f"{changed[0]} was changed" if changed else facts

    def _refuse_foreign(self, path: Path) -> None:
        document = read_json(path / MANIFEST)
        key = signing_key(document) if isinstance(document, dict) else ""
        if re.fullmatch(r"[0-9a-f]+", key) and key != self._keys.key_id:
            raise CheckpointError(
                f"{path} is of another project: it is signed with key {key}",
                why="weights that were trained elsewhere have no clearance of this project",
                fix="move it away, or add --restart: the checkpoints are deleted, training begins",
            )

    def _write(self, target: Path, files: Files, facts: Mapping[str, Any]) -> None:
        from safetensors import SafetensorError
        from safetensors.torch import save_file

        with atomic_folder(target) as folder:
            for name, content in files.items():
                if name.endswith(".json"):
                    (folder / name).write_text(
                        json.dumps(content, sort_keys=True, allow_nan=False), "utf-8"
                    )
                    continue
                try:
                    save_file(dict(content), folder / name)
                except SafetensorError as error:
                    # The library hides the system's error in its text.
                    if _FULL.search(str(error)):
                        raise DiskFullError(f"no space left while writing {target}") from error
                    raise write_error(
                        OSError(0, "the tensors cannot be written"), target
                    ) from error
            hashes, _ = survey(folder, MANIFEST)
            write_json(folder / MANIFEST, sign_document({**facts, "files": hashes}, self._keys))

    def _prune(self, limit: int, *, leave: int = 0) -> int:
        """Remove what is neither among the newest nor the best of one of them."""
        steps = [step for step in self._steps() if step != leave]
        kept = set(steps[:limit])
        kept |= {self._best_of(step) for step in steps[:limit]}
        surplus = [step for step in steps if step not in kept]
        for step in surplus:
            _remove(self.path(step))
        return len(surplus)

    def _best_of(self, step: int) -> int:
        try:
            return int(read_json(self.path(step) / MANIFEST)["best_step"])
        except (EvidenceError, KeyError, TypeError, ValueError):
            return 0  # damaged meanwhile: it will be passed over, and so needs no best one


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def document(checkpoint: Path, name: str) -> dict[str, Any]:
    """Return a JSON file of a checkpoint that was found whole."""
    content: dict[str, Any] = json.loads((checkpoint / name).read_bytes())
    return content


def tensors(checkpoint: Path, name: str = WEIGHTS) -> dict[str, Any]:
    """Return the tensors of a file of a checkpoint that was found whole, on the CPU."""
    from safetensors.torch import load_file

    # Copies: what the library returns is the file itself in memory, which may be removed.
    return {key: tensor.clone() for key, tensor in load_file(checkpoint / name).items()}


def _full(path: Path) -> DiskFullError:
    return DiskFullError(
        f"no space left for the checkpoint {path}",
        why="training stopped, because its result could not be written either; the checkpoints "
        "from before are whole",
        fix="free some space, then start the same command again: it goes on from the newest one",
    )
