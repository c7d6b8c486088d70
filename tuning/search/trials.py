"""One trial: some settings trained up to an epoch, judged on the validation records, and kept.

What a trial found is a signed JSON file, written whole when an epoch to compare at is reached. It
holds sums of losses over groups of records, in the order of their names, and no name and no text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from compliance.clearance import ClearedDataset
from compliance.errors import (
    CheckpointError,
    ConfigError,
    DivergedError,
    EvidenceError,
    OutOfMemoryError,
    TuneError,
)
from compliance.evidence.canonical import write_json
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import read_signed, sign_document
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.device import give_back_memory
from tuning.examples import Examples
from tuning.losses import RecordLoss, token_mean
from tuning.model import BaseModel
from tuning.search.space import Candidate, applied, said
from tuning.training.checkpoints import Checkpoints

CHECKPOINTS = "checkpoints"
"""Folder below the search's own; a folder for each trial in it."""
_SCHEMA = "ftcheck.trial/1"

TRAINED, DIVERGED, NO_MEMORY, REFUSED, FAILED = (
    "trained", "diverged", "out of memory", "refused", "failed",
)  # fmt: skip
"""How far a trial came at a rung."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What all trials of a search share."""

    cleared: ClearedDataset
    """Its hold-out is never opened here."""
    base: BaseModel
    config: TuneConfig
    """[tune], from which trials differ."""
    judge: Examples
    """The validation records, cut at the same length for all trials."""
    seed: int
    folder: Path
    """Of the search; below it lie checkpoints and what was found."""
    keys: ProjectKeys
    say: Callable[[str], None]


class Trial:
    """The training of one candidate, as far as it came."""

    def __init__(self, candidate: Candidate, shop: Shop) -> None:
        self.candidate = candidate
        self._shop = shop
        self._path = shop.folder / "trials" / f"trial-{candidate.number:04d}.json"
        self._folder = shop.folder / CHECKPOINTS / f"trial-{candidate.number:04d}"
        self.found: list[dict[str, Any]] = self._read()
        """What was found at each rung, in order."""

    def at(self, epoch: int) -> dict[str, Any] | None:
        """Return what was found at a rung; None if it was not reached yet."""
        return next((each for each in self.found if each["until"] == epoch), None)

    @property
    def last(self) -> dict[str, Any]:
        """What was found last."""
        return self.found[-1]

    def reach(self, epoch: int, *, whole: bool, progress: Progress) -> dict[str, Any]:
        """Train up to an epoch, unless that was done, and return what was found there.

        Args:
            epoch: to come to.
            whole: whether that is the end of the training, so that nothing has to be kept.
            progress: told after every step.
        """
        if (found := self.at(epoch)) is None:
            found = {"until": epoch, **self._trained(None if whole else epoch, progress)}
            self.found.append(found)
            self._write()
        if whole or found["state"] != TRAINED:
            self.drop()
        return found

    def drop(self) -> None:
        """Delete its checkpoints."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _trained(self, until: int | None, progress: Progress) -> dict[str, Any]:
        try:
            return self._train(applied(self._shop.config, self.candidate.changes), until, progress)
        except ValidationError as error:
            return _without_result(REFUSED, said(error))
        except CheckpointError:
            raise
        except ConfigError as error:
            problems = error.message.splitlines()[1:] or [error.message]
            return _without_result(REFUSED, "; ".join(each.strip(" -") for each in problems))
        except DivergedError as error:
            return _without_result(DIVERGED, error.message)
        except OutOfMemoryError as error:
            return _without_result(NO_MEMORY, error.message)
        except TuneError as error:
            return _without_result(FAILED, error.message)
        finally:
            give_back_memory()

    def _train(self, config: TuneConfig, until: int | None, progress: Progress) -> dict[str, Any]:
        from tuning.run import get_ready
        from tuning.training.loop import train

        shop = self._shop
        if until is not None and config.save_strategy == "no":
            # Without a checkpoint there is nothing to go on from; it changes nothing learned.
            config = config.model_copy(update={"save_strategy": "epoch"})
        ready, model, tokenizer = get_ready(
            shop.cleared,
            shop.base,
            config,
            None,
            seed=shop.seed,
            progress=progress,
            say=lambda _: None,
        )
        scratch = shop.folder / "scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        trained = train(
            ready.task,
            model,
            tokenizer,
            ready.real.joined(ready.synthetic),
            ready.validation,
            config=config,
            seed=shop.seed,
            scratch=scratch,
            progress=progress,
            checkpoints=Checkpoints(self._folder, shop.keys, limit=1),
            base_sha256=shop.base.sha256_tree,
            dataset_sha256=shop.cleared.dataset_sha256,
            say=shop.say,
            until_epoch=until,
            judge=shop.judge,
        )
        facts = trained.facts
        points = facts["curve"]["validation"]
        best = next(each for each in points if each["step"] == facts["best_step"])
        return {
            "state": TRAINED,
            "reason": "",
            "loss": token_mean(trained.judged),
            "best_epoch": best["epoch"],
            "epochs": facts["epochs"],
            "early_stopped": facts["early_stopped"],
            "learning_rate": facts["learning_rate"],
            "steps": facts["steps"],
            "seconds": facts["seconds"],
            "curve": [{key: each[key] for key in ("epoch", "loss")} for each in points],
            "groups": group_sums(trained.judged),
        }

    def _read(self) -> list[dict[str, Any]]:
        try:
            document = read_signed(self._path, self._shop.keys.public_bytes())
            if document is not None and document["changes"] == _plain(self.candidate.changes):
                return list(document["found"])
        except (EvidenceError, KeyError, TypeError):
            pass
        if self._path.exists():
            self._shop.say(f"{self._path.name} passed over: it is damaged or of another search")
            self._path.unlink()
        return []

    def _write(self) -> None:
        document = {
            "schema": _SCHEMA,
            "number": self.candidate.number,
            "changes": _plain(self.candidate.changes),
            "found": self.found,
        }
        write_json(self._path, sign_document(document, self._shop.keys))


def group_sums(losses: Sequence[RecordLoss]) -> list[list[float]]:
    """Return sum of the losses and number of tokens of each group of records, (groups, 2).

    The groups come in the order of their names, so that the rows of two trials belong together.
    """
    sums: dict[str, list[float]] = {}
    for each in losses:
        row = sums.setdefault(each.group, [0.0, 0.0])
        row[0] += each.total
        row[1] += each.tokens.size
    return [sums[name] for name in sorted(sums)]


def _without_result(state: str, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason, "loss": None}


def _plain(changes: dict[str, Any]) -> dict[str, Any]:
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in changes.items()
    }
