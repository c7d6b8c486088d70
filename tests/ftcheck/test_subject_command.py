"""Finding and erasing a person in a project, as a data protection officer does it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compliance.dataset import Record, read_envelopes, write_envelopes
from compliance.evidence.canonical import write_json
from compliance.evidence.files import sha256_file
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.subject import erasure
from compliance.subject.facts import rights_facts
from compliance.vault import Held, Vault
from ftcheck.project import Project
from ftcheck.stages.base import Run
from ftcheck.stages.data import _records
from ftcheck.subjects import ground_of
from tests.e2e.conftest import Result, ftcheck

ROOT = Path(__file__).parents[2]
TOML = """
[[sources]]
id = "mails"
path = "data/mails.jsonl"
id_field = "id"
legal_basis = "6.1.f"
"""
IDS = 'names = ["Anna Müller"]\nemails = ["anna@example.com"]\n'
ROWS = [
    ("m1", "Anna Müller, anna@example.com, fragt nach ihrem Rad."),
    ("m2", "Peter Schulz fragt nach einem Schloss."),
    ("m3", "Mueller, Anna bedankt sich."),
    ("m4", "Frau Müller ruft an."),
]
VALUES = ("anna müller", "mueller, anna", "anna@example")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a source, a run with vault, adapter and checkpoints, and an older state."""
    root = tmp_path / "desk"
    (root / "data").mkdir(parents=True)
    (root / "ftcheck.toml").write_text(TOML)
    (root / "ids.toml").write_text(IDS)
    (root / "ids.toml").chmod(0o600)
    lines = [json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in ROWS]
    (root / "data" / "mails.jsonl").write_text("".join(lines), "utf-8")
    keys = ProjectKeys.load_or_create(root / ".ftcheck" / "keys")
    (root / ".ftcheck" / ".gitignore").write_text("*\n")
    run, older = root / "runs" / "main", root / ".ftcheck" / "superseded" / "main-0001"
    clean = [record(i, f"[PERSON_1] {i}") for i, _ in ROWS]
    child = record("m1-s1", "[PERSON_1] again", parents=("m1",))
    for folder in (run, older):
        write_envelopes(folder / "split" / "train.jsonl", clean[:3])
        write_envelopes(folder / "synthetic.jsonl", [child])
        (folder / "adapter").mkdir()
        (folder / "adapter" / "adapter_model.safetensors").write_bytes(folder.name.encode())
    write_envelopes(run / "clean.jsonl", clean)
    write_json(run / "eval.json", {"samples": [{"record": "m1"}, {"record": "m2"}]})
    lines = [json.dumps({"record": i, "field": "$.text"}) + "\n" for i, _ in ROWS]
    (run / "replacements.jsonl").write_text("".join(lines))
    (run / "merged").mkdir()
    for step in ("step-2", ".step-4.x.partial"):
        (run / "checkpoints" / step).mkdir(parents=True)
        (run / "checkpoints" / step / "weights.safetensors").write_bytes(b"weights")
    vault = Vault(
        root / ".ftcheck" / "vaults" / "main.enc", root / ".ftcheck" / "keys", keys.key_id
    )
    with vault.writing() as writer:
        for identifier, text in ROWS[:2]:
            writer.add(Held(identifier, (text,)))
    return root


def record(identifier: str, text: str, *, parents: tuple[str, ...] = ()) -> Record:
    return Record(identifier, "text", {"text": text}, "mails", identifier, parents)


def erase(project: Path, *arguments: str) -> Result:
    return ftcheck(project, "subject", "erase", "--id-file", "ids.toml", *arguments)


def events(project: Path) -> list[str]:
    return [entry.event for entry in Ledger(project / ".ftcheck" / "ledger.db").entries_if_any()]


def bytes_of(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def assert_no_value(text: str) -> None:
    assert not any(value in text.casefold() for value in VALUES)


def test_find_lists_every_place_without_a_value(project: Path) -> None:
    result = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json")
    assert result.code == 0
    assert_no_value(result.out + result.err)
    document = json.loads(result.out)
    assert [each["grade"] for each in document["found"]] == ["certain", "likely", "possible"]
    first = document["found"][0]
    assert first["copies"] == [
        "runs/main/clean.jsonl", "runs/main/split/train.jsonl",
        "superseded/main-0001/split/train.jsonl",
    ]  # fmt: skip
    assert first["synthetic"] == 2
    assert document["vault_entries"] == 1
    assert len(document["concerned_adapters"]) == 2
    assert document["concerned_checkpoints"] == {
        "runs/main": "lies with data that hold a record of the person"
    }
    assert document["concerned_copies"] == ["runs/main/merged"]
    assert events(project) == ["subject.searched"]


def test_a_dry_run_and_a_call_without_yes_write_nothing(project: Path) -> None:
    before = bytes_of(project)
    dry = erase(project, "--certain-only", "--dry-run")
    assert dry.code == 0
    assert "1 rows of your source files" in dry.out
    assert "checkpoints of 1 interrupted trainings" in dry.out
    assert erase(project, "--certain-only").code == 2
    assert bytes_of(project) == before


def test_what_is_not_certain_needs_a_person(project: Path) -> None:
    before = bytes_of(project)
    result = erase(project, "--yes")
    assert result.code == 4
    assert "2 of 3 finds are not certain" in result.err
    assert bytes_of(project) == before


def test_erase_takes_everything_and_says_what_it_does_not(project: Path) -> None:
    found = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json").out
    likely = json.loads(found)["found"][1]["ref"]
    (project / "refs").write_text(f"# looked at\n{likely} yes\n")
    mails = (project / "data" / "mails.jsonl").read_text("utf-8").splitlines(keepends=True)
    result = erase(project, "--confirm", "refs", "--yes", "--received", "2026-10-31")
    assert result.code == 0, result.err
    assert_no_value(result.out + result.err)
    assert "runs/main/merged" in result.out
    assert "2026-11-30" in result.out
    assert (project / "data" / "mails.jsonl").read_text("utf-8") == mails[1] + mails[3]
    run, older = project / "runs" / "main", project / ".ftcheck" / "superseded" / "main-0001"
    assert [each.id for each in read_envelopes(run / "clean.jsonl")] == ["m2", "m4"]
    for folder in (run, older):
        assert [each.id for each in read_envelopes(folder / "split" / "train.jsonl")] == ["m2"]
        assert list(read_envelopes(folder / "synthetic.jsonl")) == []
    assert json.loads((run / "eval.json").read_text())["samples"] == [{"record": "m2"}]
    assert '"m1"' not in (run / "replacements.jsonl").read_text()
    assert not (run / "checkpoints").exists()
    assert "checkpoints of interrupted trainings: runs/main" in result.out
    ground = ground_of(Project.find(project / "ftcheck.toml"), dry=False)
    vault = Vault(ground.vault_of("main"), ground.keys_dir, ground.keys.key_id)
    assert [held.record for held in vault.read()] == ["m2"]
    assert events(project)[1:] == [
        "subject.requested", "subject.suppressed", "vault.created", "vault.destroyed",
        "adapter.quarantined", "adapter.quarantined", "subject.erased",
    ]  # fmt: skip
    facts = rights_facts(ground.ledger.entries())
    assert facts["answered"] == {"erased": 1}
    assert (facts["rows_erased"], facts["adapters_quarantined"], facts["open_due"]) == (2, 2, [])
    quarantined = {
        e.body["adapter_sha256"] for e in ground.ledger.entries(event="adapter.quarantined")
    }
    assert sha256_file(run / "adapter" / "adapter_model.safetensors") in quarantined
    for name, content in bytes_of(project).items():
        if name not in {"ids.toml", "refs"}:
            assert_no_value(content.decode("utf-8", "replace"))


def test_a_second_request_finds_nothing_left(project: Path) -> None:
    mails = project / "data" / "mails.jsonl"
    mails.write_text("".join(mails.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    shutil.rmtree(project / "runs")
    shutil.rmtree(project / ".ftcheck" / "superseded")
    assert erase(project, "--certain-only", "--yes").code == 0
    before = events(project)
    (project / "ids.toml").write_text('names = ["ANNA MUELLER"]\nemails = ["Anna@example.com"]\n')
    again = erase(project, "--certain-only", "--yes")
    assert again.code == 0
    assert "nothing is left of this person" in again.out
    assert events(project) == before


def test_an_erased_row_that_comes_back_is_left_out_of_a_run(project: Path) -> None:
    mails = project / "data" / "mails.jsonl"
    export = mails.read_text("utf-8")
    assert erase(project, "--certain-only", "--yes").code == 0
    mails.write_text(export.replace("fragt nach ihrem Rad", "fragt noch einmal"), "utf-8")
    run = Run(Project.find(project / "ftcheck.toml"), "main")
    assert [each.id for each in _records(run)] == ["m2", "m3", "m4"]
    assert run.suppression.met == {"mails": 1}


def test_a_short_row_is_known_in_its_own_place_only_and_that_is_said(project: Path) -> None:
    """ "Ja" of one customer must not take the "ja" of all others out of later runs."""
    (project / "ftcheck.toml").write_text(
        TOML + '\n[[sources]]\nid = "polls"\npath = "data/polls.csv"\nkind = "text"\n'
    )
    polls = project / "data" / "polls.csv"
    polls.write_text("text\nnein\nja\n")
    found = ground_of(Project.find(project / "ftcheck.toml"), dry=False).datasets
    short = next(each.id for each in found[1] if each.data["text"] == "ja")
    (project / "ids.toml").write_text(f'{IDS}records = ["{short}"]\n')
    result = erase(project, "--certain-only", "--yes")
    assert result.code == 0, result.err
    assert "1 rows with too little in them" in result.out
    assert "where one of 1 identifiers of the request stands in it" in result.out
    assert polls.read_text() == "text\nnein\n"
    polls.write_text("text\nnein\nja\n")
    (project / "data" / "mails.jsonl").write_text('{"id": "m9", "text": "ja"}\n')
    run = Run(Project.find(project / "ftcheck.toml"), "main")
    assert [each.data["text"] for each in _records(run)] == ["ja", "nein"]
    polls.write_text("text\nja\nnein\n")
    run = Run(Project.find(project / "ftcheck.toml"), "main")
    assert [each.data["text"] for each in _records(run)] == ["ja", "ja", "nein"]


def test_an_identifier_that_comes_back_needs_a_person(project: Path) -> None:
    (project / "ftcheck.toml").write_text(TOML + '\n[detect]\nner = "none"\n')
    shutil.rmtree(project / "runs")
    assert erase(project, "--certain-only", "--yes").code == 0
    mails = project / "data" / "mails.jsonl"
    lines = [
        {"id": "n1", "text": "Bitte an Anna@Example.com und noch einmal an anna@example.com."},
        {"id": "n2", "text": "Peter Schulz, peter@example.com, fragt nach einem Schloss."},
    ]
    mails.write_text("".join(json.dumps(each) + "\n" for each in lines))
    result = ftcheck(project, "gate")
    assert result.code == 4, result.err
    reasons = json.loads((project / "runs" / "main" / "decision.json").read_text())["reasons"]
    (reason,) = [each for each in reasons if each["code"] == "G261"]
    assert (reason["severity"], reason["count"], reason["source"]) == ("review", 1, "mails")
    assert_no_value(result.out + result.err + json.dumps(reasons))
    assert erase(project, "--certain-only", "--yes").code == 0
    assert len(list((project / ".ftcheck" / "subject").glob("*.certificate.json"))) == 2
    ftcheck(project, "gate")
    reasons = json.loads((project / "runs" / "main" / "decision.json").read_text())["reasons"]
    assert "G261" not in {each["code"] for each in reasons}


def test_of_equal_short_rows_only_the_persons_goes(project: Path) -> None:
    """What others wrote in the same words stays in the file, also when the erasure goes on."""
    (project / "ftcheck.toml").write_text(
        TOML + '\n[[sources]]\nid = "polls"\npath = "data/polls"\nkind = "text"\n'
    )
    polls = project / "data" / "polls"
    polls.mkdir()
    (polls / "1.csv").write_text("text\nja\nnein\nja\nja\n")
    (polls / "2.csv").write_text("text\nja\n")
    ground = ground_of(Project.find(project / "ftcheck.toml"), dry=False)
    ids = [each.id for each in ground.datasets[1]]
    (project / "ids.toml").write_text(f'{IDS}records = ["{ids[2]}"]\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(erasure, "_quarantine", interrupted)
        assert erase(project, "--certain-only", "--yes").code == 130
    result = erase(project, "--certain-only", "--yes")
    assert result.code == 0, result.err
    assert "not known, as others in the same file are equal" in result.out
    assert (polls / "1.csv").read_text() == "text\nnein\nja\nja\n"
    assert (polls / "2.csv").read_text() == "text\nja\n"
    run = Run(Project.find(project / "ftcheck.toml"), "main")
    assert [each.data["text"] for each in _records(run)][-4:] == ["nein", "ja", "ja", "ja"]


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_short_file_of_somebody_else_stays(project: Path) -> None:
    (project / "ftcheck.toml").write_text(
        TOML.replace('path = "data/mails.jsonl"\nid_field = "id"', 'path = "letters"')
    )
    letters = project / "letters"
    letters.mkdir()
    (letters / "a_other.txt").write_text("ja")
    (letters / "anna_mueller.txt").write_text("ja")
    (project / "ids.toml").write_text('names = ["Anna Müller"]\n')
    found = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json").out
    likely = next(e["ref"] for e in json.loads(found)["found"] if "letters" in e["where"])
    (project / "refs").write_text(f"{likely}\n")
    result = erase(project, "--confirm", "refs", "--yes")
    assert result.code == 0, result.err
    assert [path.name for path in letters.iterdir()] == ["a_other.txt"]


@pytest.mark.parametrize("at", range(7))
def test_an_interrupted_erasure_goes_on(
    project: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("_suppress", "_erase_rows", "filter_lines", "write_envelopes", "_erase_vault")
    target = (*names, "_quarantine", "finish")[at]
    real = getattr(erasure, target)

    def killed(*arguments: object) -> None:
        if target != "finish":
            real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasure, target, killed)
        assert erase(project, "--certain-only", "--yes").code == 130
    assert "subject.erased" not in events(project)
    (plan,) = (project / ".ftcheck" / "subject").glob("*.plan.json")
    assert plan.stat().st_mode & 0o777 == 0o600
    assert_no_value(plan.read_text())
    result = erase(project, "--certain-only", "--yes")
    assert result.code == 0, result.err
    assert not plan.exists()
    assert sorted(set(events(project))) == [
        "adapter.quarantined", "subject.erased", "subject.requested", "subject.suppressed",
        "vault.created", "vault.destroyed",
    ]  # fmt: skip
    assert len(events(project)) == 7
    ids = [each.id for each in read_envelopes(project / "runs" / "main" / "clean.jsonl")]
    assert ids == ["m2", "m3", "m4"]
    assert "anna@" not in (project / "data" / "mails.jsonl").read_text("utf-8")


def test_a_killed_process_leaves_a_state_that_goes_on(project: Path) -> None:
    code = (
        "import os, sys\n"
        "from compliance.subject import erasure\n"
        "erasure._erase_vault = lambda *a: os.kill(os.getpid(), 9)\n"
        "from ftcheck.cli import main\n"
        "main(['subject', 'erase', '--id-file', 'ids.toml', '--certain-only', '--yes'])\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=project, env=env, capture_output=True)
    assert done.returncode == -9
    assert erase(project, "--certain-only", "--yes").code == 0
    assert "subject.erased" in events(project)


def test_a_person_who_is_not_found_is_answered_and_that_closes_the_request(project: Path) -> None:
    (project / "ids.toml").write_text('names = ["Zoë Nowak"]\n')
    found = ftcheck(project, "subject", "find", "--id-file", "ids.toml")
    assert found.code == 3
    assert "not found does not mean not memorised" in found.err
    result = erase(project, "--yes", "--received", "2026-10-31")
    assert result.code == 3
    assert "request and answer are logged" in result.err
    assert "2026-11-30" in result.err
    assert events(project) == ["subject.searched", "subject.requested", "subject.not_found"]
    facts = rights_facts(Ledger(project / ".ftcheck" / "ledger.db").entries())
    assert (facts["requests"], facts["answered"], facts["open_due"]) == (1, {"not_found": 1}, [])
    assert_no_value(found.err + result.err)
    assert erase(project, "--yes", "--received", "2026-10-31").code == 3
    assert len(events(project)) == 3
    again = ftcheck(project, "subject", "find", "--id-file", "ids.toml")
    assert "to erase, received 2026-10-31, answer due 2026-11-30" in again.out
    assert "answered: nothing was found on " in again.out


def test_finds_that_nobody_looked_at_leave_a_request_open(project: Path) -> None:
    (project / "ids.toml").write_text('names = ["Anna Müller"]\n')
    result = erase(project, "--certain-only", "--yes")
    assert result.code == 3
    assert "stays open" in result.err
    assert len(facts_of(project)["open_due"]) == 1
    (project / "refs").write_text("# looked at, none is hers\n")
    assert erase(project, "--confirm", "refs", "--yes").code == 3
    facts = facts_of(project)
    assert (facts["requests"], facts["answered"], facts["open_due"]) == (1, {"not_found": 1}, [])


def facts_of(project: Path) -> dict[str, Any]:
    return rights_facts(Ledger(project / ".ftcheck" / "ledger.db").entries())


def test_an_exception_is_logged_and_keeps_what_it_covers(project: Path) -> None:
    assert erase(project, "--exception", "e").code == 2
    named = erase(project, "--exception", "e", "--reason", "Anna Müller sues us")
    assert named.code == 2
    assert "names the person" in named.err
    before = bytes_of(project)["data/mails.jsonl"]
    result = erase(project, "--certain-only", "--exception", "e", "--reason", "a lawsuit", "--yes")
    assert result.code == 0
    assert "refused" in result.out
    assert events(project) == ["subject.requested", "subject.refused"]
    assert bytes_of(project)["data/mails.jsonl"] == before


def test_an_exception_can_cover_some_records_only(project: Path) -> None:
    found = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json").out
    first, second, _ = (each["ref"] for each in json.loads(found)["found"])
    (project / "refs").write_text(f"{first}\n{second}\n")
    (project / "keep").write_text(f"{first}\n")
    arguments = ("--exception", "b", "--reason", "a tax record", "--keep", "keep", "--yes")
    result = erase(project, "--confirm", "refs", *arguments)
    assert result.code == 0, result.err
    assert "Outcome      partly" in result.out
    assert "Kept         1 records" in result.out
    ids = [each.id for each in read_envelopes(project / "runs" / "main" / "clean.jsonl")]
    assert ids == ["m1", "m2", "m4"]
    (project / "keep").write_text("unknown\n")
    assert erase(project, "--certain-only", *arguments).code == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("names = [", "neither TOML nor JSON"),
        ('nmaes = ["Anna Müller"]', "did you mean 'names'"),
        ("birth_date = 1990-01-01", "names nobody"),
        ('names = "Anna Müller"', "names"),
        ("", "names nobody"),
    ],
)
def test_a_wrong_id_file_is_named_without_its_values(
    project: Path, text: str, expected: str
) -> None:
    (project / "ids.toml").write_text(text)
    result = ftcheck(project, "subject", "find", "--id-file", "ids.toml")
    assert result.code == 3
    assert expected in result.err
    assert_no_value(result.err)


def test_an_open_id_file_is_warned_of_and_a_busy_project_refused(project: Path) -> None:
    (project / "ids.toml").chmod(0o644)
    with Project.find(project / "ftcheck.toml").lock():
        busy = erase(project, "--dry-run", "--certain-only")
    assert busy.code == 2
    assert "others can read the id file" in busy.err
    assert "another ftcheck run holds" in busy.err


def test_ten_thousand_records_are_searched_in_one_pass(project: Path) -> None:
    rows = (
        json.dumps({"id": f"n{n}", "text": f"Bestellung {n} von Kunde {n % 97}."})
        for n in range(10_000)
    )
    with (project / "data" / "mails.jsonl").open("a") as stream:
        stream.write("\n".join(rows) + "\n")
    result = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json")
    assert json.loads(result.out)["searched"]["sources"] == 10_004
    assert len(json.loads(result.out)["found"]) == 3


def test_file_names_lists_and_documents_are_searched_too(project: Path) -> None:
    toml = TOML.replace('path = "data/mails.jsonl"\nid_field = "id"', 'path = "letters"')
    (project / "ftcheck.toml").write_text(toml + '\n[dpo]\nname = "Anna Müller"\n', "utf-8")
    (project / "letters").mkdir()
    (project / "letters" / "application_anna_mueller.txt").write_text("I apply.")
    (project / "letters" / "other.txt").write_text("I apply too.")
    write_json(project / "runs" / "main" / "eval.json", {"samples": [{"base": "anna@example.com"}]})
    result = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json")
    document = json.loads(result.out)
    places = {each["where"]: each["grade"] for each in document["found"]}
    assert places["letters/file-0001.txt record 1"] == "likely"
    assert "letters/file-0002.txt record 1" not in places
    assert document["concerned_lists"] == {"ftcheck.toml": 1, "runs/main/eval.json": 1}
    assert_no_value(result.out + result.err)


def test_checkpoints_of_data_that_are_gone_cannot_be_ruled_out(project: Path) -> None:
    other = project / "runs" / "other" / "checkpoints"
    for step, dataset in (("step-1", "0" * 64), ("step-2", "")):
        (other / step).mkdir(parents=True)
        write_json(other / step / "MANIFEST.json", {"dataset_sha256": dataset})
    found = ftcheck(project, "subject", "find", "--id-file", "ids.toml", "--format", "json").out
    assert "cannot be ruled out" in json.loads(found)["concerned_checkpoints"]["runs/other"]
    assert erase(project, "--certain-only", "--yes").code == 0
    assert not other.exists()
