"""The section on the policy: what a person decided about personal data, as it was applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from compliance.detect.types import TYPES
from compliance.policy import Policy
from compliance.policy.names import own_types_of
from compliance.policy.overview import rule_words, type_rows
from compliance.policy.presets import MEANING
from reports.blocks import Block, Callout, Cell, Column, FactTable, Para, Section, Table
from reports.facts import Report, make_fact
from reports.words import show

_ACTIONS: Mapping[str, str] = {
    "anonymize": "replaced",
    "review": "replaced, waits for a person",
    "allow": "stays",
    "block": "blocks",
}


def policy_section(report: Report) -> Section:
    """Return what the policy says of the data, and what was done by it."""
    blocks: list[Block] = [_facts(report)]
    policy = applied_policy(report)
    if policy is None:
        blocks.append(
            Callout(
                "Policy not readable",
                "The policy in project.lock.json is of another version of ftcheck, so what it says "
                "of each type is not shown.",
            )
        )
    else:
        blocks += _types(report, policy)
        blocks += _rules(policy)
    blocks += _lists(report)
    return Section(
        "policy",
        "Policy",
        "This section shows what a person decided about each kind of personal data, and what was "
        "done by it.",
        tuple(blocks),
    )


def _facts(report: Report) -> Table:
    table = FactTable("Where the policy comes from")
    preset = report.config("policy.preset")
    meaning = MEANING.get(preset.value) if preset.known else None
    table.add("Preset", preset, text=f"{preset.value}: {meaning}" if meaning else None)
    table.add("File", report.lock.fact("policy.file"), open_text="not recorded")
    for label, key in (("Hash of the file", "sha256"), ("Keyed fingerprint", "fingerprint")):
        fact = report.lock.fact(f"policy.{key}")
        if fact.known:
            table.add(label, fact, mono=True)
    table.add("Hash of the policy", report.decision.fact("policy_sha256"), mono=True,
              open_text="not recorded")  # fmt: skip
    table.add("Findings count from score", report.config("policy.min_score"))
    if report.anonymize is not None:
        table.add("Equal values share a slot in one", report.anonymize.fact("scope"))
    return table.table()


def _types(report: Report, policy: Policy) -> list[Block]:
    """Return the table of the types that were met, and a sentence on all the others."""
    treated = report.anonymize.mapping("treated") if report.anonymize is not None else {}
    found = report.scan.mapping("summary.by_type")
    own = own_types_of(policy, _user_types(report))
    set_by_name = {*policy.actions, *policy.operators, *policy.scores}
    rows = [
        row
        for row in type_rows(policy, own)
        if row.name in found or row.name in treated or row.name in own or row.name in set_by_name
    ]
    blocks: list[Block] = [
        Para(
            "The table has the types that were met in the data or that the policy names; "
            "`ftcheck policy show` prints all of them."
        )
    ]
    if rows:
        blocks.append(
            Table(
                "What the policy says of each type, and what was done (project.lock.json: "
                "config.policy; scan.json: summary.by_type; anonymize.json: treated)",
                (
                    Column("Type", 1.8),
                    Column("Policy", 1.1),
                    Column("How", 1.2),
                    Column("Decided by", 1.4),
                    Column("Found", 0.6, number=True),
                    Column("Done", 1.3),
                ),
                tuple(
                    (
                        Cell(f"{row.title} ({row.name})"),
                        Cell(_ACTIONS[row.how.action]),
                        Cell(row.operator or "–"),
                        Cell(row.how.because[0]),
                        Cell(show(found.get(row.name, 0))),
                        Cell(_done(treated.get(row.name))),
                    )
                    for row in rows
                ),
            )
        )
    operators = report.anonymize.mapping("operators") if report.anonymize is not None else {}
    if operators:
        blocks.append(
            Table(
                "Replacements by operator (anonymize.json: operators)",
                (Column("Operator", 2.0), Column("Replacements", 1.0, number=True)),
                tuple((Cell(str(name)), Cell(show(count))) for name, count in operators.items()),
            )
        )
    return blocks


def _done(actions: Any) -> str:
    if not isinstance(actions, Mapping):
        return "–"
    return ", ".join(f"{show(count)} {_ACTIONS.get(name, name)}" for name, count in actions.items())


def _rules(policy: Policy) -> list[Block]:
    if not policy.rules:
        return [Para("There are no rules for single fields or roles.")]
    rows = []
    for number, rule in enumerate(policy.rules, start=1):
        where, said = rule_words(rule)
        rows.append((Cell(str(number)), Cell(where), Cell(said), _reason(rule.reason)))
    return [
        Table(
            "Rules for some places; the first that fits decides (project.lock.json: "
            "config.policy.rules)",
            (Column("Rule", 0.4), Column("Where", 1.8), Column("What", 1.0), Column("Why", 1.8)),
            tuple(rows),
        )
    ]


def _lists(report: Report) -> list[Block]:
    """Return the lists by their size; what is in them is in no evidence."""
    rows = []
    for kind, words in (("always", "always goes, as"), ("never", "is no")):
        reasons = [
            str(one.get("reason") or "") for one in report.lock.items(f"config.policy.{kind}")
        ]
        for number, one in enumerate(report.lock.items(f"detector.lists.{kind}")):
            types = ", ".join(map(str, one.get("types") or []))
            rows.append(
                (
                    Cell(str(one.get("name") or "")),
                    Cell(str(one.get("file") or "inline")),
                    Cell(f"{words} {types}"),
                    Cell(show(one.get("entries") or 0)),
                    # Behind those of the policy stands [detect] own_names, which says it itself.
                    _reason(reasons[number] if number < len(reasons) else "own names"),
                )
            )
    if not rows:
        return [Para("There are no lists of names that always go or that are no personal data.")]
    fact = make_fact(len(rows), "project.lock.json: detector.lists")
    return [
        Table(
            f"Lists ({fact.where}); entries are shown nowhere, a keyed fingerprint tells when a "
            "list was changed",
            (
                Column("List", 1.2),
                Column("File", 1.3),
                Column("An entry", 1.6),
                Column("Entries", 0.7, number=True),
                Column("Why", 1.6),
            ),
            tuple(rows),
        )
    ]


def _reason(text: str) -> Cell:
    return Cell(text) if text else Cell("open: no reason given", tone="warn")


def _user_types(report: Report) -> set[str]:
    """Return the types of the detector that ftcheck does not know itself."""
    return {
        str(name)
        for one in report.lock.items("detector.recognizers")
        for name in one.get("types") or []
        if name not in TYPES
    }


def applied_policy(report: Report) -> Policy | None:
    """Return the policy of the run; None where it is of another version of ftcheck."""
    try:
        return Policy.model_validate(report.lock.mapping("config.policy"))
    except ValidationError:
        return None
