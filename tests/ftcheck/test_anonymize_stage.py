"""The stage that cleans: whole or not at all, its vault included, whatever fails."""

from __future__ import annotations

import errno
import json
import os
import random
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.dataset import open_dataset, read_envelopes
from compliance.detect.types import Entity
from compliance.errors import DiskFullError, KeyFileError
from compliance.evidence.canonical import canonical_json
from compliance.progress import silent
from ftcheck.project import Project
from ftcheck.stages import data
from ftcheck.stages.base import Run
from tests.compliance.test_late_values import Shadow
from tests.e2e.conftest import ftcheck

TEXTS = ["Ida 0123456", "Anna 0123457", "Udo and Eva 0123456", "Eva 0123458 Ida", "Tom Hill"]
TOML = '[policy]\npreset = "pseudonymize"\n[[sources]]\nid = "s"\npath = "{}"\nid_field = "id"\n'


@pytest.fixture(autouse=True)
def no_coverage(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scanner of these tests reads no language."""
    monkeypatch.setattr(data, "coverage", lambda *_: {})


def run_in(folder: Path, finder: Any = None, name: str = "data.jsonl") -> Run:
    """Return a run whose scanner knows a few words."""
    (folder / "ftcheck.toml").write_text(TOML.format(name), "utf-8")
    run = Run(Project.find(folder), "main")
    run.__dict__["finder"] = finder or Shadow()
    run.__dict__["detector"] = {"languages": {}}
    run.dir.mkdir(parents=True, exist_ok=True)
    return run


def write(folder: Path, texts: Sequence[str]) -> None:
    lines = [json.dumps({"id": f"r-{text}", "t": text, "n": 49123456789}) for text in texts]
    (folder / "data.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def clean(run: Run) -> None:
    scan, anonymize = data.STAGES
    scan.work(run, silent)
    anonymize.work(run, silent)


def cleaned(run: Run) -> dict[str, Any]:
    """Return the text behind the id's first slot → cleaned data, without regard to order."""
    return {str(each.data["t"]): each.data for each in read_envelopes(run.dir / "clean.jsonl")}


def files(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def vault_keys(folder: Path) -> set[str]:
    return {each.name for each in (folder / ".ftcheck" / "keys").glob("vault-*.key")}


def test_late_values_are_numbered_whatever_the_order(tmp_path: Path) -> None:
    with chdir(tmp_path):
        write(tmp_path, TEXTS)
        run = run_in(tmp_path)
        clean(run)
        first = cleaned(run)
        assert not any(name in str(first) for name in ("Ida", "Eva", "Udo", "Anna"))
        write(tmp_path, random.Random(3).sample(TEXTS, len(TEXTS)))
        clean(run := run_in(tmp_path))
        assert cleaned(run) == first
        # One vault, and one key: the rounds before the last left nothing.
        assert vault_keys(tmp_path) == {f"vault-{run.vault.header().id}.key"}


@pytest.mark.parametrize("at", range(5))
def test_a_full_disk_leaves_the_older_data_with_its_vault(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chdir(tmp_path):
        write(tmp_path, ["Anna 0123456", "Tom Hill"])
        run = run_in(tmp_path)
        clean(run)
        before, keys = files(tmp_path), vault_keys(tmp_path)
        real, calls = os.fsync, 0

        def full(handle: int) -> None:
            nonlocal calls
            calls += 1
            if calls > at:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(handle)

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DiskFullError) as caught:
            data.STAGES[1].work(run, silent)
        monkeypatch.undo()
        assert "Anna" not in f"{caught.value}{caught.value.why}{caught.value.fix}"
        assert not list(tmp_path.rglob("*.partial"))
        assert keys <= vault_keys(tmp_path)
        after = files(tmp_path)
        assert all(after[name] == before[name] for name in before if "data.jsonl" in name)
        list(run.vault.read())
        # When there is room again, the same data comes out and one vault is left.
        data.STAGES[1].work(run_in(tmp_path), silent)
        assert len(vault_keys(tmp_path)) == 1
        assert after.keys() >= before.keys()


class _Stops(Shadow):
    """Is interrupted when it reads the cleaned text of a person."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        if any("[PERSON" in text for text in texts):
            raise KeyboardInterrupt
        found: list[list[Entity]] = super().find(texts)
        return found


def test_an_interruption_leaves_neither_data_nor_keys(tmp_path: Path) -> None:
    with chdir(tmp_path):
        write(tmp_path, TEXTS)
        run = run_in(tmp_path, _Stops())
        with pytest.raises(KeyboardInterrupt):
            clean(run)
        assert {each.name for each in run.dir.iterdir()} == {"scan.json"}
        assert vault_keys(tmp_path) == set()
        assert not run.vault.path.exists()


@pytest.mark.parametrize("lost", ["fingerprint.key", "signing.key"])
def test_a_lost_key_stops_before_anything_is_written(lost: str, tmp_path: Path) -> None:
    with chdir(tmp_path):
        write(tmp_path, TEXTS)
        clean(run_in(tmp_path))
        before = files(tmp_path / "runs")
        (tmp_path / ".ftcheck" / "keys" / lost).unlink()
        with pytest.raises(KeyFileError, match="is missing while its companion is there"):
            clean(run_in(tmp_path))
        assert files(tmp_path / "runs") == before


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    with chdir(tmp_path):
        write(tmp_path, TEXTS)
        clean(run_in(tmp_path))
        (tmp_path / ".ftcheck" / "keys" / "fingerprint.key").chmod(0o640)
        with pytest.raises(KeyFileError, match="mode 0640"):
            clean(run_in(tmp_path))


ROWS = [{"id": f"r-{text}", "t": text, "n": "x"} for text in TEXTS]


def _write_as(path: Path) -> None:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(ROWS, indent=2), "utf-8")
    elif path.suffix in (".csv", ".tsv"):
        joint = "," if path.suffix == ".csv" else "\t"
        lines = [joint.join(row.values()) for row in ROWS]
        path.write_text("\n".join([joint.join(ROWS[0]), *lines]) + "\n", "utf-8")
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(ROWS), path)


@pytest.mark.parametrize("name", ["d.jsonl", "d.json", "d.csv", "d.tsv", "d.parquet"])
def test_opening_the_vault_of_a_run_gives_its_records_in_every_format(
    name: str, tmp_path: Path
) -> None:
    with chdir(tmp_path):
        _write_as(tmp_path / name)
        run = run_in(tmp_path, name=name)
        clean(run)
        result = ftcheck(tmp_path, "vault", "open", "-o", "back.jsonl")
        assert result.code == 0, result.err
        back = [json.loads(line) for line in (tmp_path / "back.jsonl").read_bytes().splitlines()]
        source = open_dataset([tmp_path / name], keys=run.keys, id_field="id")
        assert canonical_json(back) == canonical_json([dict(each.data) for each in source])


def test_other_groups_are_cleaned_data_of_their_own(tmp_path: Path) -> None:
    """The same findings in other groups: a split of the older groups would part one customer."""
    with chdir(tmp_path):
        write(tmp_path, TEXTS)
        run = run_in(tmp_path)
        run.dir.mkdir(parents=True, exist_ok=True)
        (run.dir / "scan.json").write_bytes(b"{}")
        inputs = data.STAGES[1].inputs
        before = inputs(run)
        sources = tuple(one.model_copy(update={"group_field": "t"}) for one in run.config.sources)
        config = run.config.model_copy(update={"sources": sources})
        project = replace(run.project, loaded=replace(run.project.loaded, config=config))
        other = Run(project, "main")
        other.__dict__["detector"] = run.detector
        assert inputs(other) != before
