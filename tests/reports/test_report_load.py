from __future__ import annotations

import json
from pathlib import Path

import pytest
import sample_run
from sample_run import read

from compliance.errors import ReportError


def test_a_finished_run_has_every_document(make_report):
    report = make_report()
    assert report.run == "2026-11-20-a"
    assert len(list(report.documents())) == 14
    assert report.cleared
    names = [file.name for file in report.files]
    assert names == sorted(names)
    assert "adapter/adapter_model.safetensors" in names


def test_a_fact_knows_where_it_comes_from(make_report):
    report = make_report()
    fact = report.evaluation.fact("metrics.loss.tuned.value")
    assert (fact.value, fact.source) == (2.1488, "measured")
    assert fact.where == "eval.json: metrics.loss.tuned.value"
    assert report.config("dpo.name").source == "declared"
    missing = report.evaluation.fact("metrics.loss.tuned.missing")
    assert (missing.value, missing.source) == (None, "open")


def test_zero_and_no_are_answers_but_an_empty_text_is_open(make_report):
    report = make_report()
    assert report.source_fact(1, "personal_data").value is False
    assert report.source_fact(1, "personal_data").source == "declared"
    assert report.source_fact(1, "notice_ref").source == "open"


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("project.lock.json", "ftcheck scan"),
        ("scan.json", "ftcheck scan"),
        ("decision.json", "ftcheck gate"),
    ],
)
def test_a_missing_document_names_itself_and_its_stage(tmp_path: Path, name: str, stage: str):
    run = sample_run.write_run(tmp_path)
    (run / name).unlink()
    with pytest.raises(ReportError) as caught:
        read(run)
    assert name in caught.value.message
    assert stage in caught.value.fix


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"schema":"other/9"}', b"\xff", b""])
@pytest.mark.parametrize("name", ["decision.json", "scan.json", "training.json"])
def test_a_damaged_document_is_refused(tmp_path: Path, name: str, content: bytes):
    run = sample_run.write_run(tmp_path)
    (run / name).write_bytes(content)
    with pytest.raises(ReportError, match=name):
        read(run)


def test_reports_and_seal_are_not_their_own_evidence(tmp_path: Path):
    run = sample_run.write_run(tmp_path)
    before = read(run).files
    for name in ("report.html", "report.pdf", "evidence.json", ".x.json.partial"):
        (run / name).write_text("x", "utf-8")
    assert read(run).files == before


def test_findings_are_left_out_and_the_rest_is_whole(tmp_path: Path):
    run = sample_run.write_run(tmp_path)
    whole = json.loads((run / "scan.json").read_bytes())
    assert len(whole.pop("findings")) == 3
    assert read(run).scan.data == whole
