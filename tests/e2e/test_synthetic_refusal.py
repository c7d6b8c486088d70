"""Synthetic records that show personal data stop the run, and its report says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compliance.gate import Decision, Reason
from tests.e2e.conftest import ftcheck


def test_a_refusal_keeps_its_evidence(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked(**_: object) -> Decision:
        return Decision("blocked", (Reason("G102", "block", "PERSON is still found", 1),))

    monkeypatch.setattr("ftcheck.stages.clearing.decide_synthetic", blocked)
    run = project / "runs" / "main"
    (run / "stages" / "augment.json").unlink()
    for command in ("run", "augment", "tune"):
        result = ftcheck(project, command)
        assert (result.code, "E401" in result.err) == (1, True), result
    decision = json.loads((run / "synthetic.decision.json").read_bytes())
    assert decision["verdict"] == "blocked"
    assert not (run / "synthetic.jsonl").exists()
    assert not (run / "adapter").exists()
    assert ftcheck(project, "report").code == 0
    assert ftcheck(project, "verify").code == 0
