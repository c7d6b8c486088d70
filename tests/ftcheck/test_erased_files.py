"""Files given by name, in a project with erased persons: their rows do not get into a copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from compliance.dataset import Record, open_dataset
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.subject.suppression import EVENT
from compliance.subject.values import values_fingerprint
from ftcheck.commands import anonymize as anonymizing
from ftcheck.commands import scan as scanning
from tests.conftest import FakeFinder
from tests.e2e.conftest import Result, ftcheck

GONE = "Anna fragt nach ihrem gestohlenen Rad: anna@b.de"
KEPT = "Tom Hill fragt nach einem Schloss"
FILES = {
    "a.jsonl": (
        f'\ufeff{{"t": "{GONE}"}}\r\n\r\n{{"t" : "{KEPT}" }}\r\n',
        '\ufeff\r\n{"t" : "[PERSON_1] fragt nach einem Schloss" }\r\n',
    ),
    "b.json": (
        f' [ {{"t":"{KEPT}"}} ,\n {{"t":"{GONE}"}} ]\n',
        ' [ {"t":"[PERSON_1] fragt nach einem Schloss"} ]\n',
    ),
    "c.csv": (f't\r\n"{GONE}"\r\n{KEPT}\r\n', "t\r\n[PERSON_1] fragt nach einem Schloss\r\n"),
    "d.tsv": (f"t\n{KEPT}\n{GONE}\n", "t\n[PERSON_1] fragt nach einem Schloss\n"),
}
"""Name → the file, and its copy: without the erased row, everything else as it was."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which a row and an e-mail address were erased."""

    @contextmanager
    def scanner(*_: object) -> Iterator[FakeFinder]:
        yield FakeFinder()

    for command in (anonymizing, scanning):
        monkeypatch.setattr(command, "scanner", scanner)
    # What the engine behind it is made of is told without an engine here.
    monkeypatch.setattr(FakeFinder, "describe", lambda _: {}, raising=False)
    monkeypatch.setattr("compliance.detect.coverage.coverage", lambda *_: {})
    (tmp_path / "ftcheck.toml").write_text("", "utf-8")
    keys = ProjectKeys.load_or_create(tmp_path / ".ftcheck" / "keys")
    gone = Record("1", "text", {"text": GONE}, "mails")
    marks = {
        "values": [values_fingerprint(keys, gone)],
        "identifiers": [keys.fingerprint("EMAIL_ADDRESS", "anna@b.de")],
    }
    Ledger(tmp_path / ".ftcheck" / "ledger.db").append(EVENT, marks, keys=keys)
    return tmp_path


def copied(project: Path, name: str, *options: str) -> Result:
    return ftcheck(project, "anonymize", name, "-o", "out", *options)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_copy_lacks_the_erased_row_and_nothing_else(name: str, project: Path) -> None:
    before, after = FILES[name]
    (project / name).write_bytes(before.encode())
    result = copied(project, name)
    assert result.code == 0, result.err
    assert "1 records were left out: erased at a person's request" in result.err
    assert (project / "out").read_bytes() == after.encode()
    assert (project / name).read_bytes() == before.encode()


def test_a_parquet_copy_lacks_it_too(project: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"t": [KEPT, GONE], "n": [1, None]}), project / "x.parquet")
    (project / "out").mkdir()
    assert copied(project, "x.parquet").code == 0
    assert pq.read_table(project / "out" / "x.parquet").num_rows == 1


def test_a_folder_loses_whole_files_and_says_what_lies_in_the_copy(project: Path) -> None:
    (project / "in").mkdir()
    (project / "in" / "1.txt").write_text(GONE, "utf-8")
    (project / "in" / "2.txt").write_text(KEPT, "utf-8")
    (project / "out").mkdir()
    (project / "out" / "1.txt").write_text("an older copy", "utf-8")
    result = copied(project, "in", "--force")
    assert result.code == 0, result.err
    assert "1 older copies of such records lie in out: delete them" in result.err
    assert (project / "out" / "2.txt").read_text("utf-8") == "[PERSON_1] fragt nach einem Schloss"
    assert (project / "out" / "1.txt").read_text("utf-8") == "an older copy"


def test_where_nothing_is_left_there_is_no_copy(project: Path) -> None:
    (project / "a.txt").write_text(GONE, "utf-8")
    result = copied(project, "a.txt")
    assert result.code == 3
    assert "every record of the input" in result.err
    assert not (project / "out").exists()


def test_a_dry_run_counts_and_writes_nothing(project: Path) -> None:
    (project / "c.csv").write_text(FILES["c.csv"][0], "utf-8")
    result = copied(project, "c.csv", "--dry-run")
    assert "1 records would be left out" in result.err
    assert "1 mentions would be replaced in 1 of 1 records" in result.err
    assert not (project / "out").exists()


def test_a_vault_gives_back_the_file_without_the_row(project: Path) -> None:
    (project / "ftcheck.toml").write_text('[policy]\npreset = "pseudonymize"\n', "utf-8")
    (project / "c.csv").write_bytes(FILES["c.csv"][0].encode())
    assert copied(project, "c.csv", "--vault", "v.enc").code == 0
    back = ftcheck(project, "vault", "open", "out", "--vault", "v.enc", "-o", "back")
    assert back.code == 0, back.err
    assert (project / "back").read_bytes() == f"t\r\n{KEPT}\r\n".encode()


def test_a_scan_says_how_much_is_of_erased_persons(project: Path) -> None:
    (project / "a.jsonl").write_text(
        "".join(json.dumps({"t": each}) + "\n" for each in (GONE, KEPT, "new: anna@b.de", GONE)),
        "utf-8",
    )
    result = ftcheck(project, "scan", "a.jsonl", "--format", "json")
    assert result.code == 0, result.err
    rows, named = json.loads(result.out)["summary"]["notes"]
    assert rows.startswith("2 records were erased at a person's request")
    assert named.startswith("1 records hold an e-mail address, phone or other number of a person")
    assert rows in result.err
    assert named in result.err
    assert json.loads(result.out)["dataset"]["records"] == 4


def test_outside_of_a_project_nothing_is_left_out(project: Path, keys: ProjectKeys) -> None:
    outside = project / "outside"
    outside.mkdir()
    (project / "ftcheck.toml").unlink()
    (outside / "c.csv").write_bytes(FILES["c.csv"][0].encode())
    result = ftcheck(outside, "anonymize", "c.csv", "-o", "out.csv")
    assert result.code == 0, result.err
    assert "left out" not in result.err
    copy = open_dataset([outside / "out.csv"], keys=keys)
    assert copy.records_of(copy.files[0]) == 2
