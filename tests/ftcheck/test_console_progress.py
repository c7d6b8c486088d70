"""What a terminal shows while stages run, and what a log gets instead."""

from __future__ import annotations

from typing import Any

import pytest

from ftcheck.console import Console

CURVE = "    train      █▅▁  3.000 → 1.000"


def run_a_stage(console: Console) -> None:
    with console.stages() as watcher:
        progress = watcher.started("tune")
        progress(1, 2, f"loss 3.000\n{CURVE}")
        watcher.told("epoch 1, step 1: loss 3.000")
        progress(2, 2, "evaluating")
        watcher.finished("tune", "done")


@pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", True), ("ascii", False)])
def test_a_terminal_shows_the_curve_below_the_bar(
    encoding: str,
    drawn: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import rich.console
    import rich.progress

    update = rich.progress.Progress.update

    def at_once(self: Any, *args: Any, **kwargs: Any) -> None:
        update(self, *args, refresh=True, **kwargs)

    monkeypatch.setattr(rich.progress.Progress, "update", at_once)
    monkeypatch.setattr(Console, "is_terminal", True)
    monkeypatch.setattr(rich.console.Console, "encoding", encoding)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    run_a_stage(Console())
    shown = capsys.readouterr().err
    assert (CURVE in shown) is drawn
    assert "loss 3.000" in shown
    assert "    epoch 1, step 1: loss 3.000" in shown
    assert "  + tune       done" in shown


def test_a_log_gets_lines_without_a_curve(capsys: pytest.CaptureFixture[str]) -> None:
    run_a_stage(Console())
    assert capsys.readouterr().err == (
        "  > tune\n    epoch 1, step 1: loss 3.000\n  + tune       done\n"
    )


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    run_a_stage(Console(quiet=True))
    assert capsys.readouterr().err == ""
