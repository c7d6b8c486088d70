"""ftcheck search on a project: chosen by validation, kept as evidence, taken up after a stop."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from compliance.evidence import Ledger
from tests.e2e.conftest import Result, clear_small_desk, ftcheck

SEARCH = """
[search]
method = "grid"
[search.space]
lora.r = [2, 4]
[search.halving]
eta = 2
"""
WAIT = 120

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose data are cleared, with a tiny random base model."""
    return clear_small_desk(
        tmp_path_factory.mktemp("searched") / "desk",
        "num_train_epochs = 2\nmax_length = 128\nsamples = 0\n",
        lambda text: (
            text.replace("0.08", "0.2").replace("enabled = true", "enabled = false") + SEARCH
        ),
    )


@pytest.fixture(scope="module")
def searched(cleared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The same project, searched without a stop."""
    folder = Path(shutil.copytree(cleared, tmp_path_factory.mktemp("done") / "desk"))
    return folder, ftcheck(folder, "search")


@pytest.fixture
def desk(searched: tuple[Path, Result], tmp_path: Path) -> Path:
    """A copy of the searched project that a test may change."""
    return Path(shutil.copytree(searched[0], tmp_path / "desk"))


def events(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return what the ledger's entries of an event say."""
    return [
        dict(entry.body) for entry in Ledger(folder / ".ftcheck" / "ledger.db").entries(event=name)
    ]


def changed(folder: Path, old: str, new: str) -> None:
    path = folder / "ftcheck.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_search_gives_table_picture_and_settings(searched: tuple[Path, Result]) -> None:
    folder, result = searched
    run = folder / "runs" / "main"
    assert result.code == 0, result.err
    document = json.loads((run / "search.json").read_text())
    best = document["winner"]
    assert f"\nlora.r = {best['changes']['lora.r']}\n" in result.out
    assert [line.split()[-1] for line in result.out.splitlines()[1:3]] == ["finished", "pruned"]
    assert "after epoch 1, when there was still a choice" in result.out
    assert (run / "search.svg").read_text().startswith("<svg ")
    assert not (run / "search").exists()
    # Validation judged; the hold-out stayed sealed.
    assert events(folder, "holdout.opened") == []
    (finished,) = events(folder, "search.finished")
    assert finished["counts"] == {"trials": 2, "states": {"finished": 1, "pruned": 1}}
    assert set(finished["outputs"]) == {"search.json", "search.svg"}


def test_the_winner_under_tune_is_trained_as_it_was_searched(desk: Path) -> None:
    run = desk / "runs" / "main"
    document = json.loads((run / "search.json").read_text())
    rank = document["winner"]["changes"]["lora.r"]
    changed(desk, "[tune]\n", f"[tune]\nlora.r = {rank}\n")
    again = ftcheck(desk, "search")
    assert again.code == 0, again.err
    assert "= search     unchanged, kept" in again.err
    assert ftcheck(desk, "tune").code == 0
    curve = json.loads((run / "training.json").read_text())["curve"]["validation"]
    best = next(row for row in document["trials"] if row["rank"] == 1)
    assert [point["loss"] for point in curve] == [point["loss"] for point in best["curve"]]
    # It is evidence: sealed with the run, and a changed figure is seen even when sealed again.
    assert ftcheck(desk, "report").code == 0
    assert ftcheck(desk, "verify").code == 0
    path = run / "search.json"
    path.write_bytes(path.read_bytes().replace(b'"finished"', b'"finishes"', 1))
    assert "search.json: content changed" in ftcheck(desk, "verify").err
    assert ftcheck(desk, "report").code == 0
    refused = ftcheck(desk, "verify")
    assert refused.code == 5
    assert "saw the stage search write" in refused.err


def test_another_search_is_refused_until_restart(desk: Path) -> None:
    before = (desk / "runs" / "main" / "search.json").read_bytes()
    changed(desk, "lora.r = [2, 4]", "lora.r = [2, 3]")
    refused = ftcheck(desk, "search")
    assert refused.code == 3
    assert "search.space.lora.r: [2, 4] → [2, 3]" in refused.err
    assert (desk / "runs" / "main" / "search.json").read_bytes() == before
    assert (desk / "runs" / "main" / "stages" / "search.json").exists()
    # Other records make it a search of something that is no longer there.
    changed(desk, "0.2\n", "0.3\n")
    assert ftcheck(desk, "augment").code == 0
    assert not (desk / "runs" / "main" / "search.json").exists()
    (aside,) = (desk / ".ftcheck" / "superseded").glob("*/search.json")
    assert aside.read_bytes() == before


def test_a_signal_stops_it_and_the_same_command_goes_on(
    cleared: Path, searched: tuple[Path, Result], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cleared, tmp_path / "desk"))
    run = folder / "runs" / "main"

    def send() -> None:
        until = time.monotonic() + WAIT
        while not (run / "search" / "trials" / "trial-0002.json").exists():
            if time.monotonic() > until:
                break
            time.sleep(0.002)
        os.kill(os.getpid(), signal.SIGINT)

    sender = threading.Thread(target=send)
    sender.start()
    stopped = ftcheck(folder, "search")
    sender.join()
    assert stopped.code == 130, stopped.err
    assert not (run / "search.json").exists()
    # What it learned so far is a person's data too.
    held = ftcheck(folder, "report")
    assert held.code == 0, held.err
    assert ftcheck(folder, "verify").code == 0
    changed(folder, "seed = 20261120", "seed = 20261120\nworkers = 1")
    again = ftcheck(folder, "search")
    assert again.code == 0, again.err
    assert "done before, kept" in again.err
    one, other = (
        json.loads((each / "runs" / "main" / "search.json").read_text())
        for each in (folder, searched[0])
    )
    for document in (one, other):
        document["seconds"] = 0
        document["trials"] = [{**row, "seconds": 0} for row in document["trials"]]
    assert one == other
    assert not (run / "search").exists()


def test_nothing_is_searched_where_nothing_is_named(cleared: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cleared, tmp_path / "desk"))
    planned = ftcheck(folder, "search", "--dry-run")
    assert planned.code == 0, planned.err
    assert "2 trials up to epoch 1" in planned.out
    assert "3 epochs instead of 4" in planned.out
    assert not (folder / "runs" / "main" / "search").exists()
    changed(folder, SEARCH, "")
    refused = ftcheck(folder, "search")
    assert refused.code == 2
    assert "[search.space]" in refused.err
