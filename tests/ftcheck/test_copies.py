"""Copies of files: byte for byte but for slots, and with a vault byte for byte back again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.review.desk import Desk
from compliance.review.fold import Fold
from compliance.review.model import Decision
from ftcheck.commands import anonymize as command
from tests.conftest import FakeFinder
from tests.e2e.conftest import Result, ftcheck

_ODD = {
    "a.jsonl": b'\xef\xbb\xbf{"t" : "Anna \\u00fc\\/ x",  "n": 4.9123456789e10 }\r\n\r\n'
    b'{"t":"Tom Hill, anna@b.de \xc3\xbc\\u00fc", "n":1}',
    "b.json": b' [ {"t":"\\u0041nna Meier","k":1e2} ,\n\n {"t":"nobody",  "k":2}, '
    b'{"t":"0123456\\ttab","k":49123456789} ]\n\n',
    "c.csv": b'name;note\r\n"Anna";"says ""hi"" to Tom Hill"\r\n\r\nnobody;"two\nlines"\r\n;Anna',
    "d.tsv": b"name\tnote\nAnna\t0123456\n",
    "e.txt": b"\xef\xbb\xbfDear Anna,\r\nyour number is 0123456.\n\n",
}
"""File name → content, each in a form that no library would write."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the preset pseudonymize and a scanner that knows a few words."""

    @contextmanager
    def scanner(*_: object) -> Iterator[FakeFinder]:
        yield FakeFinder()

    monkeypatch.setattr(command, "scanner", scanner)
    (tmp_path / "ftcheck.toml").write_text('[policy]\npreset = "pseudonymize"\n', "utf-8")
    for name, content in _ODD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def made(project: Path, name: str, *options: str) -> Result:
    """Make a copy of a file with a vault."""
    result = ftcheck(project, "anonymize", name, "-o", f"out-{name}", "--vault", "v.enc", *options)
    assert result.code == 0, result.err
    return result


def left(project: Path) -> set[str]:
    """Return the files that the tests did not make."""
    own = {*_ODD, "ftcheck.toml"}
    return {
        each.relative_to(project).as_posix()
        for each in project.rglob("*")
        if each.is_file() and each.name not in own and each.name not in _STATE
    }


_STATE = {"signing.key", "fingerprint.key", "signing.pub", ".gitignore", "ledger.db"}


def error_of(result: Result) -> list[str]:
    lines = result.err.strip().splitlines()[-3:]
    assert [line.split(":")[0].split("[")[0].strip() for line in lines] == ["error", "why", "fix"]
    return lines


@pytest.mark.parametrize("name", sorted(_ODD))
def test_a_copy_and_its_vault_give_the_same_bytes_back(name: str, project: Path) -> None:
    made(project, name)
    copy = (project / f"out-{name}").read_bytes()
    for value in (b"Anna", b"0041nna", b"Tom Hill", b"anna@b.de", b"0123456"):
        assert value not in copy
        assert value not in (project / "v.enc").read_bytes()
    back = ftcheck(
        project, "vault", "open", f"out-{name}", "--vault", "v.enc", "-o", f"back-{name}"
    )
    assert back.code == 0, back.err
    assert (project / f"back-{name}").read_bytes() == _ODD[name]
    assert (project / f"back-{name}").stat().st_mode & 0o777 == 0o600
    events = [each.event for each in Ledger(project / ".ftcheck" / "ledger.db").entries_if_any()]
    assert events == ["vault.created", "vault.opened"]


def test_a_folder_comes_back_whole(project: Path) -> None:
    folder = project / "in"
    (folder / "sub").mkdir(parents=True)
    for number, text in enumerate(("Anna", "Tom Hill", "nobody")):
        (folder / "sub" / f"{number}.jsonl").write_text(f'{{"t":"{text}"}}\n' * 2, "utf-8")
    assert ftcheck(project, "anonymize", "in", "-o", "out", "--vault", "v.enc").code == 0
    back = ftcheck(project, "vault", "open", "out", "--vault", "v.enc", "-o", "back")
    assert back.code == 0, back.err
    for path in sorted(folder.rglob("*.jsonl")):
        again = project / "back" / path.relative_to(folder)
        assert again.read_bytes() == path.read_bytes()


def test_a_parquet_table_comes_back_with_types_and_metadata(project: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "t": pa.array(["Anna", None, "nobody"], pa.large_string()),
            "n": pa.array([49123456789, 2, None], pa.int64()),
            "l": pa.array([["Tom Hill"], [], ["x"]]),
            "k": pa.array([1.5, 2.5, None]),
        }
    ).replace_schema_metadata({"who": "wrote it"})
    pq.write_table(table, project / "x.parquet")
    original = pq.read_table(project / "x.parquet")
    made(project, "x.parquet")
    assert b"Anna" not in (project / "out-x.parquet").read_bytes()
    assert ftcheck(
        project, "vault", "open", "out-x.parquet", "--vault", "v.enc", "-o", "back.parquet"
    ).code == 0  # fmt: skip
    assert pq.read_table(project / "back.parquet").equals(original, check_metadata=True)


def test_a_place_for_the_vault_is_asked_for(project: Path) -> None:
    result = ftcheck(project, "anonymize", "e.txt", "-o", "out.txt")
    assert result.code == 2
    assert "--vault FILE" in error_of(result)[2]
    assert left(project) == set()


def test_no_other_preset_keeps_a_vault(project: Path) -> None:
    (project / "ftcheck.toml").write_text("", "utf-8")
    result = ftcheck(project, "anonymize", "e.txt", "-o", "out.txt", "--vault", "v.enc")
    assert result.code == 2
    assert "pseudonymize" in error_of(result)[0]
    assert left(project) == set()


def test_a_vault_is_not_put_into_the_copy_or_over_another_file(project: Path) -> None:
    (project / "in").mkdir()
    (project / "in" / "a.txt").write_text("Anna", "utf-8")
    inside = ftcheck(project, "anonymize", "in", "-o", "out", "--vault", "out/v.enc")
    assert "inside the copy" in error_of(inside)[0]
    (project / "v.enc").write_text("mine", "utf-8")
    over = ftcheck(project, "anonymize", "e.txt", "-o", "out.txt", "--vault", "v.enc")
    assert "exists already" in error_of(over)[0]
    assert (project / "v.enc").read_text("utf-8") == "mine"


def test_a_dry_run_writes_nothing(project: Path) -> None:
    result = ftcheck(project, "anonymize", "e.txt", "-o", "out.txt", "--dry-run")
    assert result.code == 0
    assert "2 mentions would be replaced in 1 of 1 records" in result.err
    assert left(project) == set()


@pytest.mark.parametrize("harm", ["copy", "vault", "cut", "key", "mode", "project", "no vault"])
def test_what_does_not_fit_is_refused_and_nothing_is_written(harm: str, project: Path) -> None:
    made(project, "a.jsonl")
    copy, vault = project / "out-a.jsonl", project / "v.enc"
    (key,) = (project / ".ftcheck" / "keys").glob("vault-*.key")
    if harm == "copy":
        copy.write_bytes(copy.read_bytes().replace(b"x", b"y"))
    elif harm == "vault":
        content = bytearray(vault.read_bytes())
        content[-30] ^= 1
        vault.write_bytes(bytes(content))
    elif harm == "cut":
        vault.write_bytes(b"".join(vault.read_bytes().splitlines(keepends=True)[:-1]))
    elif harm == "key":
        key.unlink()
    elif harm == "mode":
        key.chmod(0o644)
    elif harm == "project":
        (project / ".ftcheck" / "keys").rename(project / "old-keys")
    elif harm == "no vault":
        vault.unlink()
    result = ftcheck(project, "vault", "open", "out-a.jsonl", "--vault", "v.enc", "-o", "back")
    assert result.code == 3, result.err
    assert not any(value in "".join(error_of(result)) for value in ("Anna", "Tom", "b.de"))
    assert not (project / "back").exists()


def test_a_destroyed_vault_opens_nothing(project: Path) -> None:
    made(project, "a.jsonl")
    old = (project / "v.enc").read_bytes()
    assert ftcheck(project, "vault", "destroy", "--vault", "v.enc").code == 2
    assert ftcheck(project, "vault", "destroy", "--vault", "v.enc", "--yes").code == 0
    (project / "v.enc").write_bytes(old)
    result = ftcheck(project, "vault", "open", "out-a.jsonl", "--vault", "v.enc", "-o", "back")
    assert "is missing" in error_of(result)[0]


def test_a_vault_that_is_replaced_takes_its_key_with_it(project: Path) -> None:
    made(project, "a.jsonl")
    (first,) = (project / ".ftcheck" / "keys").glob("vault-*.key")
    made(project, "a.jsonl", "--force")
    (second,) = (project / ".ftcheck" / "keys").glob("vault-*.key")
    assert first != second


@pytest.mark.parametrize("at", range(6))
def test_a_full_disk_leaves_nothing_and_loses_nothing(
    at: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the n-th time that something is to reach it."""
    made(project, "a.jsonl")
    before = {name: (project / name).read_bytes() for name in ("out-a.jsonl", "v.enc")}
    keys = set((project / ".ftcheck" / "keys").iterdir())
    real, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    result = ftcheck(
        project, "anonymize", "a.jsonl", "-o", "out-a.jsonl", "--vault", "v.enc", "--force"
    )
    monkeypatch.undo()
    assert calls > at
    assert result.code == 3
    assert "no space left" in error_of(result)[0]
    assert not list(project.rglob("*.partial"))
    if {name: (project / name).read_bytes() for name in before} == before:
        assert keys <= set((project / ".ftcheck" / "keys").iterdir())
    back = ftcheck(project, "vault", "open", "out-a.jsonl", "--vault", "v.enc", "-o", "back")
    assert back.code == 0, back.err
    assert (project / "back").read_bytes() == _ODD["a.jsonl"]


class _Interrupting(FakeFinder):
    """Stops at its third question, as Ctrl-C would."""

    asked = 0

    def map_find(self, batches: Any) -> Any:
        for texts in batches:
            self.asked += 1
            if self.asked == 3:
                raise KeyboardInterrupt
            yield self.find(texts)


def test_an_interruption_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def scanner(*_: object) -> Iterator[FakeFinder]:
        yield _Interrupting()

    monkeypatch.setattr(command, "scanner", scanner)
    lines = "".join(json.dumps({"t": f"Anna {number}"}) + "\n" for number in range(400))
    (project / "a.jsonl").write_text(lines, "utf-8")
    result = ftcheck(project, "anonymize", "a.jsonl", "-o", "out.jsonl", "--vault", "v.enc")
    assert result.code == 130
    assert left(project) == set()


def test_decisions_of_a_review_hold_in_copies(project: Path) -> None:
    keys = ProjectKeys.load_or_create(project / ".ftcheck" / "keys")
    ledger = Ledger(project / ".ftcheck" / "ledger.db")
    desk = Desk(ledger, keys, run="main", reviewer="Ada", fold=Fold(keys, sources=[""]))
    desk.decide(
        Decision(
            decision="allow",
            reviewer="Ada",
            type="PERSON",
            fingerprint=keys.fingerprint("PERSON", "tom hill"),
        )
    )
    made(project, "a.jsonl")
    copy = (project / "out-a.jsonl").read_bytes()
    assert b"Tom Hill" in copy
    assert b"Anna" not in copy
