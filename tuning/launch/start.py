"""Starts the processes of a training, tells what they tell, and takes the result."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from compliance.clearance import ClearedDataset
from compliance.env import OFFLINE
from compliance.errors import LaunchError
from compliance.progress import Progress
from tuning.config import LaunchSettings, TuneConfig
from tuning.launch.exchange import EVENT, Exchange, unexpected
from tuning.launch.files import arguments, environment, write_files
from tuning.launch.job import Job, Place, base_as_named
from tuning.model import BaseModel
from tuning.training.interrupts import gently
from tuning.training.loop import Trained
from tuning.training.precision import use_bfloat16

_TICK = 0.2
"""Seconds between two looks at whether somebody asked to stop."""
_PATIENCE = 60.0
"""Seconds that processes have to end which were told to."""
_KEPT_LINES = 60
_EXIT_CODE = re.compile(r"exitcode\s*:\s*(-\d+)")


def settled(launch: LaunchSettings) -> LaunchSettings:
    """Return what was asked for with the number of processes that this machine gives it.

    Raises:
        LaunchError: this machine has not the GPUs or the packages for it.
    """
    import torch

    gpus = torch.cuda.device_count() if torch.cuda.is_available() else 0
    name = f"{launch.strategy} on {launch.processes or 'all'} processes"
    if not gpus and launch.strategy != "ddp":
        raise LaunchError(
            f"{launch.strategy} needs GPUs, and this machine has none that torch sees",
            why="accelerate would train with plain DDP on the processor and say nothing of it",
            fix="use --launch ddp with --processes, or leave --launch out",
        )
    if not gpus and launch.processes is None:
        raise LaunchError(
            "how many processes are to train is not said, and there is no GPU to count",
            why="processes on one processor share its cores; more of them are rarely faster",
            fix="add --processes N, or set processes in [tune.launch]",
        )
    if launch.strategy == "ddp" and (launch.processes or gpus) == 1:
        raise LaunchError(
            "ddp in one process is training in one process",
            fix="leave --launch out" + ("" if gpus else ", or add --processes with two or more"),
        )
    if gpus and launch.processes is not None and launch.processes > gpus:
        raise LaunchError(
            f"{name} need a GPU each, and there are {gpus}",
            fix=f"set processes to at most {gpus}, or leave it out to take them all",
        )
    if launch.strategy.startswith("zero") and importlib.util.find_spec("deepspeed") is None:
        raise LaunchError(
            f"{launch.strategy} needs the package deepspeed",
            fix="pip install 'ftcheck-gdpr[deepspeed]', or use --launch fsdp2, which divides the "
            "weights as well and needs nothing more",
        )
    return launch.model_copy(update={"processes": launch.processes or gpus})


def train_launched(
    place: Place,
    cleared: ClearedDataset,
    base: BaseModel,
    config: TuneConfig,
    seed: int,
    progress: Progress,
    say: Callable[[str], None],
    *,
    scratch: Path,
    layer: str | None = None,
) -> Trained:
    """Train in several processes and return what `tuning.training.loop.train` returns.

    A stop that is asked for reaches them between two steps, which are kept.

    Args:
        place: where they find the records and leave checkpoints.
        cleared: what they will find.
        base: the base model.
        config: how to train, with `launch`.
        seed: of the project.
        progress: told after every step.
        say: told line by line what happens.
        scratch: an existing folder.
        layer: class of the model's layers, see `tuning.methods.layers.layer_class`.

    Raises:
        LaunchError: this machine has not what was asked for, or a process ended.
        TuneError: as one process alone raises it.
        KeyboardInterrupt: stopped by a signal, with a checkpoint of the last step.
    """
    import torch

    assert config.launch is not None
    cuda = torch.cuda.is_available()
    launch = settled(config.launch)
    config = config.model_copy(update={"launch": launch})
    job = Job(
        place,
        base_as_named(base, place.root),
        base.name,
        base.sha256_tree,
        cleared.dataset_sha256,
        seed,
        config,
    )
    written = write_files(job, cuda=cuda, bf16=use_bfloat16(config), layer=layer)
    say(f"{launch.strategy} in {launch.processes} processes: {written['command']}")
    with tempfile.TemporaryDirectory(dir=scratch, prefix="launch-") as name:
        exchange = Exchange(Path(name).resolve())
        command = [sys.executable, *arguments(launch, cuda=cuda)]
        own = environment(launch, cuda=cuda) | os.environ | OFFLINE | exchange.environment()
        with _started(command, own, place.folder) as (process, lines, last):
            resumable = config.save_strategy != "no"
            with gently(say, active=resumable) as interrupts:
                _follow(process, lines, exchange, interrupts, progress, say)
        killed = _killed(last)
        if (error := exchange.error(killed=killed)) is not None:
            raise error
        result = exchange.result()
        if process.returncode or result is None:
            code = process.returncode
            raise unexpected(f"exit code {code}" if code else "it left no result")
    weights, document = result
    facts = {
        **document["facts"],
        "launch": {"strategy": launch.strategy, "processes": launch.processes, **written},
    }
    return Trained(weights=weights, adapter_config=document["adapter"], facts=facts)


@contextlib.contextmanager
def _started(
    command: list[str], environment: Mapping[str, str], folder: Path
) -> Iterator[tuple[subprocess.Popen[str], queue.Queue[str], deque[str]]]:
    """Run a command in its own session; give its lines, and the last ones of its errors.

    A Ctrl-C in the terminal then reaches us alone, and we say what the processes are to do.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    last: deque[str] = deque(maxlen=_KEPT_LINES)
    assert process.stdout is not None and process.stderr is not None
    readers = [
        threading.Thread(target=_read, args=(process.stdout, lines.put), daemon=True),
        threading.Thread(target=_read, args=(process.stderr, last.append), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        yield process, lines, last
    finally:
        if process.poll() is None:
            # The launcher ends its processes, each of which was asked or is asked by this.
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        for reader in readers:
            reader.join(_PATIENCE)


def _read(stream: IO[str], put: Callable[[str], None]) -> None:
    with stream:
        for line in stream:
            put(line)


def _follow(
    process: subprocess.Popen[str],
    lines: queue.Queue[str],
    exchange: Exchange,
    interrupts: Any,
    progress: Progress,
    say: Callable[[str], None],
) -> None:
    """Tell what the processes tell until they have ended; pass on a wish to stop."""
    asked = False
    while True:
        if interrupts.asked and not asked:
            exchange.ask_to_stop()
            asked = True
        try:
            line = lines.get(timeout=_TICK)
        except queue.Empty:
            if process.poll() is not None:
                return
            continue
        event = _event(line)
        if event[:1] == ["say"]:
            say(str(event[1]))
        elif event[:1] == ["progress"]:
            progress(int(event[1]), event[2], str(event[3]))


def _event(line: str) -> list[Any]:
    """Return what the first process tells; empty for a line of a library."""
    if not line.startswith('{"' + EVENT):
        return []
    try:
        document = json.loads(line)
    except ValueError:
        return []
    found = document.get(EVENT)
    return list(found) if isinstance(found, list) else []


def _killed(last: deque[str]) -> str:
    """Return which signal killed a process, by the launcher's words; empty where none did.

    The launcher ends the others with SIGTERM when one has ended.
    """
    for found in _EXIT_CODE.findall("".join(last)):
        number = -int(found)
        if number == signal.SIGKILL:
            return "killed by signal 9, which systems send when memory is full"
        if number != signal.SIGTERM:
            return f"killed by signal {number}"
    return ""
