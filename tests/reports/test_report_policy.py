"""The report says of the policy what `ftcheck policy show` says, and what was done by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compliance.policy import Policy
from compliance.policy.overview import type_row
from reports import Report
from reports.blocks import Callout, Para, Section, Table
from reports.sections.policy import policy_section

_POLICY = {
    "preset": "strict",
    "actions": {"HEALTH": "block"},
    "operators": {"PERSON": "hash"},
    "rules": [
        {"types": ["PERSON"], "roles": ["assistant"], "action": "block", "reason": "names nobody"},
        {"fields": ["$.note"], "min_score": 0.6},
    ],
    "types": {"STAFF_CODE": {"category": "account", "title": "Staff code"}},
    "never": [{"file": "products.txt", "reason": "names of products"}],
}
_LISTS = {
    "always": [],
    "never": [
        {"name": "policy.never[0]", "file": "products.txt", "types": ["identity"], "entries": 1200}
    ],
}


def _change(documents: dict[str, Any]) -> None:
    lock = documents["project.lock.json"]
    lock["config"]["policy"] = _POLICY
    lock["policy"] = {"file": "policy.toml", "sha256": "ab" * 32}
    lock["detector"]["lists"] = _LISTS
    documents["anonymize.json"] = {
        "schema": "ftcheck.anonymize/2",
        "operators": {"hash": 7, "placeholder": 3},
        "scope": "record",
        "treated": {"PERSON": {"anonymize": 7, "block": 2}},
    }


def _rows(section: Section) -> list[list[str]]:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


def test_it_agrees_with_the_policy_and_the_evidence(make_report: Callable[..., Report]) -> None:
    rows = _rows(policy_section(make_report(_change)))
    policy = Policy.model_validate(_POLICY)
    person, health = type_row(policy, "PERSON"), type_row(policy, "HEALTH")
    assert [
        "Name of a person (PERSON)", "replaced", person.operator, person.how.because[0], "412",
        "7 replaced, 2 blocks",
    ] in rows  # fmt: skip
    assert ["Health (HEALTH)", "blocks", "–", health.how.because[0], "9", "–"] in rows
    staff = next(row for row in rows if row[0] == "Staff code (STAFF_CODE)")
    assert staff[1:3] == ["replaced", "placeholder"]
    assert ["hash", "7"] in rows
    assert ["1", "PERSON written by assistant", "block", "names nobody"] in rows
    assert ["2", "every type in $.note", "from score 0.6", "open: no reason given"] in rows
    assert [
        "policy.never[0]", "products.txt", "is no identity", "1,200", "names of products"
    ] in rows  # fmt: skip
    assert any(row[:2] == ["File", "policy.toml"] for row in rows)


def test_an_older_run_says_what_is_not_recorded(make_report: Callable[..., Report]) -> None:
    def change(documents: dict[str, Any]) -> None:
        documents["project.lock.json"]["config"]["policy"] = {"preset": "loose"}
        documents.pop("anonymize.json", None)

    section = policy_section(make_report(change))
    assert any(isinstance(block, Callout) for block in section.blocks)
    assert ["File", "not recorded"] in [row[:2] for row in _rows(section)]
    assert any(isinstance(block, Para) and "no lists" in block.text for block in section.blocks)
