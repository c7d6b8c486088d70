from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
import sample_run
from sample_run import read

from compliance.errors import ReportError
from reports.scanfile import read_without


def test_a_finished_run_has_every_document(make_report):
    report = make_report()
    assert report.run == "2026-11-20-a"
    assert len(list(report.documents())) == 13
    assert report.cleared
    names = [file.name for file in report.files]
    assert names == sorted(names)
    assert "adapter/adapter_model.safetensors" in names


def test_a_fact_knows_where_it_comes_from(make_report):
    report = make_report()
    fact = report.evaluation.fact("holdout.tuned.loss")
    assert (fact.value, fact.source) == (2.1488, "measured")
    assert fact.where == "eval.json: holdout.tuned.loss"
    assert report.config("dpo.name").source == "declared"
    missing = report.evaluation.fact("holdout.tuned.missing")
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
    assert len(whole["findings"]) == 3
    assert read(run).scan.data == {**whole, "findings": []}


@pytest.mark.parametrize(
    "text",
    [
        '{"findings":[{"a":"]}"},{"b":"\\"["}],"k":{"findings":[1]}}',
        '{"k":{"findings":[1,2]},"findings":[]}',
        '{"findings":[[{"a":[1]}],{"n":{"m":"}"}}],"z":1}',
        '{"a":"findings","b":[{"findings":[3]}]}',
        ' {\n"findings" : [ 1 ] , "s" : "\\\\" }\n',
        '{"findings":"text"}',
        "{}",
    ],
)
def test_only_the_top_level_array_is_emptied(tmp_path: Path, text: str):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    expected = json.loads(text)
    if isinstance(expected.get("findings"), list):
        expected["findings"] = []
    assert read_without(path, "findings") == expected


@pytest.mark.parametrize("text", ['{"findings":[{"a":1}', '{"findings":[', "[1]", "1"])
def test_a_torn_scan_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError):
        read_without(path, "findings")


def test_memory_does_not_grow_with_the_findings(tmp_path: Path):
    path = tmp_path / "scan.json"
    finding = json.dumps({"record": "r" * 60, "field": "$.text", "type": "PERSON", "start": 1})
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"findings":[' + finding)
        for _ in range(60_000):
            stream.write(",\n" + finding)
        stream.write('],"summary":{"findings":60001}}')
    assert path.stat().st_size > 6_000_000
    tracemalloc.start()
    value = read_without(path, "findings")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert value == {"findings": [], "summary": {"findings": 60001}}
    assert peak < 500_000
