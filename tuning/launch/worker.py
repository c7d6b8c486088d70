"""One of the processes of a training: `python -m tuning.launch.worker JOB`, under a launcher.

It opens the cleared records through the clearance, as a training in one process does, and never the
hold-out. The first process writes checkpoints and, where `ftcheck tune` waits, tells what happens
and hands the result back.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.clearance import ClearedDataset, open_cleared
from compliance.env import go_offline, wait_politely
from compliance.errors import FtcheckError, LaunchError, NotCleared, as_document
from compliance.evidence.keys import ProjectKeys
from compliance.progress import Progress, silent
from tuning.launch.exchange import EVENT, INTERRUPTED, Exchange, tell
from tuning.launch.job import Job

if TYPE_CHECKING:
    from tuning.model import BaseModel

FAILED, STOPPED = 3, 130
_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the first process tells what happens; the others tell nobody."""

    say: Callable[[str], None]
    progress: Progress


def main(arguments: list[str]) -> int:
    """Train in this process, together with the others; return its exit code."""
    go_offline()
    wait_politely()
    exchange = Exchange.of_worker()
    try:
        _train(Job.read(Path(arguments[0])), exchange)
    except KeyboardInterrupt:
        exchange.failed(INTERRUPTED)
        return 0 if exchange.waited_for else STOPPED
    except FtcheckError as error:
        exchange.failed(as_document(error))
        return FAILED
    except BaseException as error:
        # Only the type: the text of a foreign exception can repeat data.
        exchange.failed({"unexpected": type(error).__name__})
        traceback.print_exc()
        return FAILED
    return 0


def _train(job: Job, exchange: Exchange) -> None:
    if not exchange.waited_for and job.config.save_strategy == "no":
        raise LaunchError(
            'with save_strategy = "no" a training that was started by hand keeps nothing',
            why="its weights are handed over in checkpoints",
            fix='set save_strategy = "epoch" in [tune], then start `ftcheck tune`: it writes these'
            " files again",
        )
    import torch
    from accelerate import PartialState

    from tuning.parallel.processes import rank
    from tuning.run import get_ready
    from tuning.training.checkpoints import Checkpoints
    from tuning.training.loop import train

    # The processes meet here. All wait while the first one writes and hashes a checkpoint.
    PartialState(cpu=not torch.cuda.is_available(), timeout=_WAIT)
    told = _told(exchange) if rank() == 0 else Told(lambda _: None, silent)
    keys = ProjectKeys.load_or_create(job.place.keys_dir)
    cleared = _cleared(job, keys)
    base = _base(job)
    ready, model, tokenizer = get_ready(
        cleared,
        base,
        job.config,
        None,
        seed=job.seed,
        progress=silent,
        say=lambda _: None,
        # What divides the weights also moves the parts; a whole one may fit on no GPU.
        on_cpu=job.launch.strategy != "ddp",
    )
    scratch = exchange.scratch(job.place.checkpoints)
    trained = train(
        ready.task,
        model,
        tokenizer,
        ready.real.joined(ready.synthetic),
        ready.validation,
        config=job.config,
        seed=job.seed,
        scratch=scratch,
        progress=told.progress,
        checkpoints=Checkpoints(job.place.checkpoints, keys, limit=job.config.save_total_limit),
        base_sha256=job.base_sha256,
        dataset_sha256=job.dataset_sha256,
        say=told.say,
        stop=exchange.stopped,
    )
    if rank() == 0:
        told_back = {"facts": trained.facts, "adapter": trained.adapter_config}
        exchange.finished(trained.weights, told_back)


def _told(exchange: Exchange) -> Told:
    if not exchange.waited_for:
        return Told(tell, silent)

    def send(event: list[Any]) -> None:
        tell(json.dumps({EVENT: event}))

    def progress(done: int, total: int | None, note: str) -> None:
        send(["progress", int(done), None if total is None else int(total), note])

    return Told(lambda line: send(["say", line]), progress)


def _cleared(job: Job, keys: ProjectKeys) -> ClearedDataset:
    """Return the cleared records, those that the training was started for.

    Raises:
        NotCleared: no clearance covers them, or they are other ones now.
    """
    cleared = open_cleared(job.place.run_dir, public=keys.public_bytes())
    if cleared.dataset_sha256 != job.dataset_sha256:
        raise NotCleared(
            f"{job.place.run_dir} holds other cleared records than this training was started for",
            fix="start it with `ftcheck tune`",
        )
    return cleared


def _base(job: Job) -> BaseModel:
    """Return the base model, the one that the training was started for.

    Raises:
        LaunchError: its files are other ones now.
        ModelError: it cannot be used.
    """
    from tuning.config import ModelConfig
    from tuning.model import resolve

    found = resolve(ModelConfig(path=job.base), folder=job.place.root)
    if found.sha256_tree != job.base_sha256:
        raise LaunchError(
            f"the base model {job.base_name} changed since this training was started",
            fix="start it with `ftcheck tune`",
        )
    return replace(found, name=job.base_name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
