"""training.json is held against the data that it says it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compliance.evidence.canonical import write_json
from compliance.evidence.files import sha256_file
from compliance.verify.bindings import TRAINED_ON, mixed_evidence


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "split").mkdir()
    for name in TRAINED_ON:
        if name.endswith(".jsonl"):
            (tmp_path / name).write_text(f"{name}\n")
    files = {
        name: sha256_file(tmp_path / name) for name in TRAINED_ON if (tmp_path / name).is_file()
    }
    write_json(tmp_path / "training.json", {"lock": {"files": files}})
    return tmp_path


def test_data_that_was_trained_on_is_told_from_other_data(run: Path) -> None:
    assert mixed_evidence(run) == []
    (run / "split" / "train.jsonl").write_text("other\n")
    (run / "synthetic.jsonl").unlink()
    (run / "clearance.json").write_text("{}\n")  # was not there
    found = {each.place for each in mixed_evidence(run)}
    assert found == {"split/train.jsonl", "synthetic.jsonl", "clearance.json"}


@pytest.mark.parametrize("document", [{}, {"lock": {}}, {"lock": [1]}, {"lock": {"files": 3}}])
def test_a_training_of_an_older_version_says_nothing(run: Path, document: dict[str, Any]) -> None:
    write_json(run / "training.json", document)
    assert mixed_evidence(run) == []
