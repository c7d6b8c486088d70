"""A small copy of the example project, and the whole way done on it once."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from ftcheck.cli import build_app, invoke
from ftcheck.commands.common import DebugFlag

EXAMPLE = Path(__file__).parents[2] / "examples" / "support-desk"
CHATS = 72
_QUICK = """\
num_train_epochs = 4
per_device_train_batch_size = 2
save_strategy = "steps"
save_steps = 1
max_length = 256
samples = 0
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


class _Output(io.TextIOWrapper):
    """Captures what is written as text and as bytes, as a real stdout takes both."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def ftcheck(folder: Path, *arguments: str) -> Result:
    """Run one command in a folder, as a user would there."""
    debug, out, err = DebugFlag(), _Output(), _Output()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = invoke(build_app(debug), list(arguments), debug)
    return Result(code, out.text(), err.text())


def make_project(folder: Path, *, chats: int = CHATS) -> Path:
    """Copy the example with its first chats and one epoch."""
    (folder / "data").mkdir(parents=True)
    lines = (EXAMPLE / "data" / "chats.jsonl").read_text("utf-8").splitlines(keepends=True)
    (folder / "data" / "chats.jsonl").write_text("".join(lines[:chats]), "utf-8")
    text = (EXAMPLE / "ftcheck.toml").read_text("utf-8")
    text = text.replace(
        "num_train_epochs = 2", "num_train_epochs = 1\nmax_length = 384\nsamples = 2"
    )
    text += "\n[probe]\nmax_values = 12\nmax_members = 40\n\n[check]\nself_test = 6\n"
    (folder / "ftcheck.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_config_from_outside() -> Iterator[None]:
    saved = os.environ.pop("FTCHECK_CONFIG", None)
    yield
    if saved is not None:
        os.environ["FTCHECK_CONFIG"] = saved


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A project whose run `main` is finished; tests that change it take `project`."""
    folder = make_project(tmp_path_factory.mktemp("finished") / "desk")
    done = subprocess.run(
        [sys.executable, "-m", "ftcheck", "run"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent / "watched"),
            "FTCHECK_TEST_SOCKETS": str(folder.parent / "sockets.log"),
        },
    )
    return folder, Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def project(finished: tuple[Path, Result], tmp_path: Path) -> Path:
    """A copy of the finished project that a test may change."""
    return Path(shutil.copytree(finished[0], tmp_path / "desk"))


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[..., Path]:
    """Make an empty project with the given data and declarations."""

    def make(data: str | None = None, name: str = "data.jsonl", toml: str = "") -> Path:
        folder = tmp_path / "new"
        folder.mkdir(exist_ok=True)
        if data is not None:
            (folder / name).write_text(data, "utf-8")
        (folder / "ftcheck.toml").write_text(toml, "utf-8")
        return folder

    return make


def gold_values(folder: Path) -> set[str]:
    """Return the planted values of the chats in a project."""
    chats = {}
    for line in (folder / "data" / "chats.jsonl").read_text("utf-8").splitlines():
        chat = json.loads(line)
        chats[chat["id"]] = chat
    values = set()
    for line in (EXAMPLE / "gold.jsonl").read_text("utf-8").splitlines():
        span = json.loads(line)
        if span["record"] in chats:
            index = int(span["field"].removeprefix("$.messages[").split("]")[0])
            text = chats[span["record"]]["messages"][index]["content"]
            values.add(text[span["start"] : span["end"]])
    return values


@pytest.fixture(scope="session")
def cleared_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose data are cleared, with a tiny random base model and nothing tuned."""
    return clear_small_desk(tmp_path_factory.mktemp("cleared") / "desk", _QUICK)


def clear_small_desk(
    folder: Path, settings: str, change: Callable[[str], str] = lambda text: text
) -> Path:
    """Make a project of 20 chats and a tiny random base model, and clear its data.

    `settings` stand in [tune] instead of those of `make_project`; `change` is given the whole
    configuration.
    """
    from tests.tuning.tuning_fakes import save_model

    make_project(folder, chats=20)
    save_model(folder / "base")
    path = folder / "ftcheck.toml"
    text = path.read_text("utf-8").replace("[detect]\n", '[detect]\nner = "none"\n', 1)
    old = "num_train_epochs = 1\nmax_length = 384\nsamples = 2\n"
    assert old in text
    text = text.replace(old, settings).replace('path = "shipped"', 'path = "base"')
    path.write_text(change(text), "utf-8")
    result = ftcheck(folder, "augment")
    assert result.code == 0, result.err
    return folder
