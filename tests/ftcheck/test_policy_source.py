"""A policy in its own file, with lists and recognizers: read, checked, shown, in the evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.errors import ConfigError
from ftcheck.config import load_config
from ftcheck.pipeline import write_lock
from ftcheck.project import Project
from ftcheck.stages.base import Run
from ftcheck.stages.lock import lock_document
from tests.conftest import FakeFinder
from tests.e2e.conftest import ftcheck

POLICY = """\
preset = "strict"
[actions]
STAFF_CODE = "anonymize"
[operators]
PERSON = "hash"
[types]
STAFF_CODE = "account"
[[always]]
file = "lists/staff.txt"
terms = ["Anna Meier"]
[[always]]
type = "STAFF_CODE"
terms = ["KB-4711"]
[[never]]
file = "lists/products.txt"
reason = "names of products"
[[rules]]
types = ["PERSON"]
roles = ["assistant"]
action = "block"
reason = "answers name nobody"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose policy lies in a folder of its own, with two lists."""
    folder = tmp_path / "rules" / "lists"
    folder.mkdir(parents=True)
    (folder / "staff.txt").write_text("# staff\nTom Hill\n")
    (folder / "products.txt").write_text("Windkante\n")
    (tmp_path / "rules" / "policy.toml").write_text(POLICY)
    (tmp_path / "ftcheck.toml").write_text('[policy]\nfile = "rules/policy.toml"\n')
    (tmp_path / "data.jsonl").write_text('{"text": "nothing"}\n')
    return tmp_path


def problems(project: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(project / "ftcheck.toml")
    return caught.value.message.split("\n  - ")[1:]


def test_its_keys_and_lists_count_as_if_they_stood_inline(project: Path) -> None:
    loaded = load_config(project / "ftcheck.toml")
    assert loaded.config.policy.preset == "strict"
    assert [len(one.entries) for one in loaded.lists.always] == [2, 1]
    assert loaded.own_types == ("STAFF_CODE",)
    values = {key: (value, origin) for key, value, origin in loaded.values()}
    own = str(project / "rules" / "policy.toml")
    assert values["policy.preset"] == ("strict", own)
    assert values["policy.operators.PERSON.name"] == ("hash", own)
    assert values["policy.min_score"] == (0.4, "default")
    assert values["policy.always[0].terms"] == (["**********"], own)


@pytest.mark.parametrize(
    ("config", "policy", "expected"),
    [
        (
            '[policy]\nfile = "rules/policy.toml"\npreset = "strict"\n[policy.scores]\nAGE = 0.5\n',
            POLICY,
            ["policy.preset: stands beside policy.file; write it in rules/policy.toml, or remove "
             "`file`",
             "policy.scores: stands beside policy.file; write it in rules/policy.toml, or remove "
             "`file`"],
        ),
        ("[policy]\nfile = 7\n", POLICY, ["policy.file: is not a path"]),
        (
            '[policy]\nfile = "rules/policy.toml"\n', "[policy]\npreset = 'strict'\n",
            ["rules/policy.toml: its keys stand without [policy]: `preset`, not in a table"],
        ),
        (
            '[policy]\nfile = "rules/policy.toml"\n[project]\nnam = "x"\n',
            "[actions]\nPERSN = 'block'\n[[always]]\nterms = ['x']\n",
            ["project.nam: unknown key (did you mean 'name'?)",
             "rules/policy.toml: actions: 'PERSN' is neither an entity type nor a category (did "
             "you mean 'PERSON'?)",
             "rules/policy.toml: always[0].terms[0]: one letter would go in every text"],
        ),
        (
            '[policy]\nfile = "rules/policy.toml"\n[detect]\nown_names = ["Windkante"]\n',
            "presett = 'strict'\n[[rules]]\ntypes = ['QQQQ']\naction = 'blok'\n[scores]\n"
            "AGE = 2\nURRL = 0.5\n[operators]\nAGE = 'generalize'\n[[never]]\nterms = ['.']\n",
            ["rules/policy.toml: scores.AGE: input should be less than or equal to 1",
             "rules/policy.toml: operators.AGE.name: input should be 'placeholder', 'surrogate', "
             "'mask', 'hash', 'encrypt', 'generalise', 'redact' or 'keep'",
             "rules/policy.toml: rules[0].action: input should be 'block', 'anonymize', 'review' "
             "or 'allow'",
             "rules/policy.toml: presett: unknown key (did you mean 'preset'?)",
             "rules/policy.toml: scores: 'URRL' is neither an entity type nor a category (did you "
             "mean 'URL'?)",
             "rules/policy.toml: rules[0].types: 'QQQQ' is neither an entity type nor a category",
             "rules/policy.toml: never[0].terms[0]: holds no letter and no digit"],
        ),
        (
            '[detect]\nown_names = ["Anna", "Windkante"]\ndisabled = ["HEALTH"]\n'
            '[[policy.always]]\nterms = ["Anna"]\n[policy.actions]\nHEALTH = "block"\n',
            "",
            ["policy.actions.HEALTH: 'block' can never happen, because [detect] disabled leaves "
             "HEALTH out",
             "detect.own_names.terms[0]: the same entry stands at policy.always[0].terms[0], where "
             "it must always go"],
        ),
    ],
)  # fmt: skip
def test_all_problems_at_once_with_file_and_key(
    project: Path, config: str, policy: str, expected: list[str]
) -> None:
    (project / "ftcheck.toml").write_text(config)
    (project / "rules" / "policy.toml").write_text(policy)
    assert problems(project) == expected


@pytest.mark.parametrize(
    ("content", "part"),
    [(None, "cannot be read"), (b"preset = ", "is not valid TOML"), (b"\xff", "is not UTF-8")],
)
def test_a_file_that_cannot_be_read(project: Path, content: bytes | None, part: str) -> None:
    path = project / "rules" / "policy.toml"
    path.unlink() if content is None else path.write_bytes(content)
    (problem,) = problems(project)
    assert problem.startswith("policy.file: ")
    assert part in problem


def test_types_of_recognizers_can_be_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "own.yaml").write_text(
        "recognizers:\n  - {name: A, supported_entity: SHOP_CODE, deny_list: [x1]}\n"
    )
    config = project / "ftcheck.toml"
    head = '[detect]\nrecognizers = ["own.yaml"]\n[policy.actions]\n'
    config.write_text(head + 'SHOP_CODE = "block"\n[policy.types]\nSHOP_CODE = "account"\n')
    loaded = load_config(config)
    assert loaded.own_types == ("SHOP_CODE",)
    assert loaded.config.policy.category_of("SHOP_CODE") == "account"
    config.write_text(head + 'SHOP_COD = "block"\n')
    (project / "own.yaml").write_text(
        "recognizers:\n  - {name: A, supported_entities: [SHOP_CODE, shop x], deny_list: [x1]}\n"
    )
    assert problems(project) == [
        "detect.recognizers: the type 'shop x' cannot stand in a slot: capitals, digits and _ only",
        "policy.actions: 'SHOP_COD' is neither an entity type nor a category (did you mean "
        "'SHOP_CODE'?)",
    ]


def test_the_commands_show_sizes_and_origin_and_no_entry(project: Path) -> None:
    checked = ftcheck(project, "policy", "check")
    assert checked.code == 0
    assert "rules/policy.toml is sound: preset strict, 1 actions, 1 rules" in checked.out
    assert "3 lists with 4 entries" in checked.out
    shown = ftcheck(project, "policy", "show").out
    assert "rule 1: PERSON written by assistant: block (answers name nobody)" in shown
    assert "always: policy.always[0] (2 entries, lists/staff.txt), found as PERSON" in shown
    assert "never: policy.never[0] (1 entry, lists/products.txt), no identity" in shown
    assert "STAFF_CODE                  account           anonymize" in shown
    document = json.loads(ftcheck(project, "policy", "show", "--format", "json").out)
    assert document["from"].endswith("rules/policy.toml")
    assert document["lists"]["never"][0]["entries"] == 1
    told = ftcheck(project, "policy", "explain", "PERSON", "--role", "assistant").out
    assert "block         because of rule 1" in told
    assert "found by policy.always[0] (2 entries, lists/staff.txt)" in told
    own = json.loads(ftcheck(project, "policy", "explain", "STAFF_CODE", "--format", "json").out)
    assert own["because"]["action"] == "actions.STAFF_CODE"
    assert own["lists"] == {"always": ["policy.always[1]"], "never": []}
    assert "did you mean 'STAFF_CODE'" in ftcheck(project, "policy", "explain", "STAF_CODE").err
    everything = "".join(
        result.out + result.err
        for result in (
            checked,
            ftcheck(project, "policy", "show"),
            ftcheck(project, "policy", "show", "--format", "json"),
            ftcheck(project, "config", "show"),
            ftcheck(project, "config", "show", "--format", "json"),
        )
    )
    for value in ("Anna", "Tom Hill", "4711", "Windkante"):
        assert value not in everything


class _Engine(FakeFinder):
    def describe(self) -> dict[str, Any]:
        return {"engine": "fake"}


def run_of(project: Path) -> Run:
    run = Run(Project.find(project / "ftcheck.toml"), "main")
    run.__dict__["engine"] = run.__dict__["pool"] = _Engine()
    return run


def test_the_lock_holds_no_entry_and_a_changed_list_is_another_detector(project: Path) -> None:
    (project / "ftcheck.toml").write_text(
        '[policy]\nfile = "rules/policy.toml"\n[[sources]]\nid = "a"\npath = "data.jsonl"\n'
    )
    run = run_of(project)
    run.dir.mkdir(parents=True)
    write_lock(run)
    written = (run.dir / "project.lock.json").read_text()
    for value in ("Anna", "Tom Hill", "4711", "Windkante"):
        assert value not in written
    lock = json.loads(written)
    assert lock["policy"]["file"] == "rules/policy.toml"
    assert set(lock["policy"]) == {"file", "fingerprint"}
    assert [one["entries"] for one in lock["detector"]["lists"]["always"]] == [2, 1]
    text = "Tom Hill sees Windkante, KB-4711"
    found = [text[each.start : each.end] for each in run.finder.find([text])[0]]
    assert found == ["Tom Hill", "KB-4711"]

    (project / "rules" / "lists" / "staff.txt").write_text("Tom Hull\n")
    assert run_of(project).detector != run.detector
    own = POLICY.replace('terms = ["KB-4711"]', 'terms = ["KB-4712"]')
    (project / "rules" / "policy.toml").write_text(own)
    assert lock_document(run_of(project))["policy"] != lock["policy"]


def test_a_policy_without_entries_in_it_has_a_hash_that_others_can_check(project: Path) -> None:
    (project / "rules" / "policy.toml").write_text('preset = "strict"\n')
    (project / "ftcheck.toml").write_text(
        '[policy]\nfile = "rules/policy.toml"\n[[sources]]\nid = "a"\npath = "data.jsonl"\n'
    )
    assert set(lock_document(run_of(project))["policy"]) == {"file", "sha256"}
    (project / "ftcheck.toml").write_text('[[sources]]\nid = "a"\npath = "data.jsonl"\n')
    assert lock_document(run_of(project))["policy"] == {"file": "ftcheck.toml", "table": "policy"}
