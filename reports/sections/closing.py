"""Sections 9 to 12 and the annex: privacy tests, open points, rights, signatures, evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    FactTable,
    Heading,
    Para,
    Section,
    SignOff,
    Table,
    Tone,
    cells,
)
from reports.facts import Report, make_fact
from reports.licence.rules import load_rules
from reports.questions import NOT_ASKED, answer_questions
from reports.sections.model import not_run
from reports.sections.numbers import numbers
from reports.words import GLOSSARY, plural, show

_STATUS: dict[str, tuple[str, Tone]] = {
    "run": ("run", "plain"),
    "not_measurable": ("NOT MEASURABLE", "warn"),
    "not_tested": ("NOT TESTED", "warn"),
}
_TEST_VERDICTS: dict[str, tuple[str, Tone]] = {
    "pass": ("no leak seen", "good"),
    "warn": ("look at it", "warn"),
    "fail": ("leak seen", "bad"),
    "info": ("for information", "plain"),
    "open": ("open", "warn"),
}


def privacy_section(report: Report) -> Section:
    """Return section 9: each privacy test with its status, counts and sentence."""
    probe = report.probe
    blocks: list[Block] = []
    if probe is None:
        blocks.append(not_run(report, "Privacy testing"))
        blocks.append(Callout("NOT TESTED", "No privacy test was run on a tuned model.", "warn"))
    else:
        tests = probe.items("tests")
        blocks += [
            Para(
                "A test speaks only for the attack that it carries out. A test that was not run "
                "says nothing. No law gives a number below which a model counts as safe; the "
                "limits used here are the tool's own."
            ),
            _overview(tests),
        ]
        for index, test in enumerate(tests):
            blocks += _test(index, test)
        if not tests:
            blocks.append(Callout("NOT TESTED", "probe.json lists no test.", "warn"))
        table = FactTable("Setting of the tests")
        table.add("Release of the model", probe.fact("release_context", declared=True))
        blocks.append(table.table())
    return Section(
        "privacy",
        "Privacy tests of the model",
        "This section shows which attacks were tried on the tuned model, and what came out.",
        tuple(blocks),
    )


def _overview(tests: list[Mapping[str, Any]]) -> Table:
    rows = []
    for test in tests:
        status, status_tone = _status(test)
        verdict, tone = _verdict(test)
        rows.append(
            (
                Cell(str(test.get("title") or test.get("id", ""))),
                Cell(status, tone=status_tone, strong=True),
                Cell(verdict, tone=tone, strong=True),
                Cell(str(test.get("statement", ""))),
            )
        )
    return Table(
        "All tests (probe.json: tests)",
        (
            Column("Test", 1.7),
            Column("Status", 1.15),
            Column("Result", 1.05),
            Column("In one sentence", 3.1),
        ),
        tuple(rows),
    )


def _status(test: Mapping[str, Any]) -> tuple[str, Tone]:
    return _STATUS.get(str(test.get("status")), ("NOT TESTED", "warn"))


def _verdict(test: Mapping[str, Any]) -> tuple[str, Tone]:
    if test.get("status") != "run":
        return "none", "muted"
    return _TEST_VERDICTS.get(str(test.get("verdict")), ("open", "warn"))


def _test(index: int, test: Mapping[str, Any]) -> list[Block]:
    result = test.get("result")
    if not isinstance(result, Mapping) or not result:
        return []
    title = str(test.get("title") or test.get("id", ""))
    return numbers(result, title=title, where=f"probe.json: tests[{index}].result")


def open_section(report: Report) -> Section:
    """Return section 10: everything that was not tested, not declared or not decided."""
    rows = open_points(report)
    blocks: list[Block] = [
        Table(
            f"Open points ({len(rows)})",
            (Column("No.", 0.4), Column("Where", 1.2), Column("What is open", 4.2)),
            tuple(
                cells(str(number), where, what)
                for number, (where, what) in enumerate(rows, start=1)
            ),
        )
    ]
    return Section(
        "open",
        "What was not tested or is open",
        "This section lists everything that this run leaves open; none of it counts as a pass.",
        tuple(blocks),
    )


def open_points(report: Report) -> list[tuple[str, str]]:
    """Return (place, text) of every open point of the run, each once, in the report's order."""
    points = [
        (f"Gate {reason.get('code')}", str(reason.get("text", "")))
        for reason in report.decision.items("reasons")
        if reason.get("severity") in {"open", "review", "block"}
    ]
    if report.base_model is not None:
        points += [("Base model", str(text)) for text in report.base_model.get("open_points") or []]
    tests = report.probe.items("tests") if report.probe else []
    for test in tests:
        if test.get("status") != "run":
            word = "not measurable" if test.get("status") == "not_measurable" else "not tested"
            points.append(
                (
                    "Privacy test",
                    f"{test.get('title') or test.get('id')}: {word}. "
                    f"{test.get('statement', '')}".strip(),
                )
            )
    if report.training is not None and not tests:
        points.append(("Privacy test", "No privacy test was run on the tuned model."))
    if report.training is not None and report.training.get("energy.status") != "measured":
        points.append(("Training", "Energy was not measured."))
    points += [("Evidence", text) for text in _mismatches(report)]
    for question in answer_questions(report):
        texts = dict.fromkeys(
            _open_words(report, fact.where)
            for fact in question.facts
            if question.applies and not fact.known and not fact.where.startswith(_NAMED_ABOVE)
        )
        if texts:
            points.append((f"Question {question.number}", " ".join(texts)))
    return list(dict.fromkeys(points))


# Facts of these documents are open for a reason that stands in the list already.
_NAMED_ABOVE = ("probe.json", "training.json: energy")
_SOURCE_KEY = re.compile(r"project\.lock\.json: config\.sources\[(\d+)\]\.(\w+)")


def _open_words(report: Report, where: str) -> str:
    what = where.removeprefix(NOT_ASKED)
    if what != where:
        return f"{what[0].upper()}{what[1:]}: not asked for by this version of ftcheck."
    match = _SOURCE_KEY.fullmatch(where)
    if match is not None:
        name = report.sources()[int(match[1])].get("id")
        return f"{match[2]} of source {name} is not declared in ftcheck.toml."
    key = where.removeprefix("project.lock.json: config.")
    if key != where:
        return f"{key} is not declared in ftcheck.toml."
    return f"{where}: nothing that could count as an answer."


def _mismatches(report: Report) -> list[str]:
    found = []
    clean = {file.name: file.sha256 for file in report.files}
    for document, data in (
        (report.clearance, "clean.jsonl"),
        (report.synthetic_clearance, "synthetic.jsonl"),
    ):
        if document is None:
            continue
        if document.get("signature.key") != report.public_key_id:
            found.append(f"{document.name} is not signed with the key named on the cover.")
        if document is report.clearance and document.get("decision_sha256") != (
            report.decision.sha256
        ):
            found.append("clearance.json was given on another decision.json.")
        if data in clean and document.get("dataset_sha256") != clean[data]:
            found.append(f"{data} is not the file that {document.name} covers.")
        if document.get("verdict") not in {"clear", "clear_after_anonymization"}:
            found.append(f"{document.name} does not clear the data.")
    if report.cleared and report.clearance is None:
        found.append("The gate cleared the data, but clearance.json is missing.")
    if report.training is not None and report.clearance is None:
        found.append("There is a training run, but no clearance of its data.")
    return found


def rights_section(report: Report) -> Section:
    """Return section 11: how long data are kept, and how a person's data are found and erased."""
    rows = []
    for index, source in enumerate(report.sources()):
        until = report.source_fact(index, "retention_until")
        needed = report.asks(index, "retention_until")
        rows.append(
            (
                Cell(str(source.get("id", ""))),
                Cell(
                    show(until.value) if until.known else "open" if needed else "not asked for",
                    tone="plain" if until.known or not needed else "warn",
                ),
                Cell(str(source.get("id_field") or "position and keyed hash")),
                Cell(str(source.get("group_field") or "the record itself")),
            )
        )
    texts = (
        "Records have stable ids, and synthetic records name their parents. So the records of one "
        "person, and everything made from them, can be found and taken out.",
        "Erasing records does not erase what a model has learned from them. The sure way is to "
        "erase the records and train again from the base model.",
        "Copies of the adapter that were passed on, merged or converted are outside this tool. "
        "They have to be called back by hand (GDPR Art. 17(2), 19).",
        "A request has to be answered within one month (GDPR Art. 12(3)). A person who is not "
        "found by a search may still be in the data under another spelling.",
        "The adapter lives as long as the shortest retention period of its sources, unless you "
        "decided otherwise with reasons.",
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                "Retention and keys for finding a person (declared)",
                (
                    Column("Source", 1.2),
                    Column("Kept until", 1.1),
                    Column("Field with the record's id", 1.6),
                    Column("Field that groups a person", 1.6),
                ),
                tuple(rows),
            )
        )
    blocks.append(Bullets(tuple(Cell(text) for text in texts)))
    return Section(
        "rights",
        "Rights and retention",
        "This section shows how long the data may be kept, and what to do when a person asks.",
        tuple(blocks),
    )


def signoff_section(report: Report) -> Section:
    """Return section 12: the fields to sign."""
    officer = report.config("dpo.name")
    controller = report.config("controller.name")
    return Section(
        "sign-off",
        "Sign-off",
        "This section is filled in by hand; until then this report is a draft.",
        (
            SignOff(
                "Engineer",
                "I ran this run. What I know of it and what is not in the evidence is noted here.",
                (),
                "",
            ),
            SignOff(
                "Data protection officer: advice (GDPR 35(2), 39)",
                "The officer advises and may disagree; the decision is the controller's.",
                ("agree", "agree with conditions", "disagree"),
                str(officer.value) if officer.known else "",
            ),
            SignOff(
                "Controller: decision",
                "Conditions and reasons are part of the decision.",
                ("approve", "approve with conditions", "reject", "refer to the authority"),
                str(controller.value) if controller.known else "",
            ),
        ),
        new_page=True,
    )


def annex_section(report: Report) -> Section:
    """Return the annex: files with their hashes, rule sets, versions, glossary."""
    files = Table(
        f"Evidence files of this run ({plural(len(report.files), 'file')})",
        (Column("File", 1.6), Column("Bytes", 0.7, number=True), Column("SHA-256", 3.4)),
        tuple(
            (Cell(file.name, mono=True), Cell(show(file.size)), Cell(file.sha256, mono=True))
            for file in report.files
        ),
    )
    hashes = FactTable("Other hashes, in full")
    hashes.add("Ledger head", make_fact(report.ledger_head, "ledger: head"), mono=True)
    hashes.add("Signing key", make_fact(report.public_key_id, "ledger: key"), mono=True)
    hashes.add("Configuration", report.lock.fact("config_sha256"), mono=True)
    for key in ("policy_sha256", "detector_sha256", "clean_sha256"):
        hashes.add(key.replace("_sha256", "").capitalize(), report.decision.fact(key), mono=True)
    for source in report.lock.items("sources"):
        for file in source.get("files") or []:
            where = f"project.lock.json: sources[{source.get('id')}].files"
            fact = make_fact(file.get("sha256"), where)
            hashes.add(f"Source file {file.get('path')}", fact, mono=True)
    if report.base_model is not None:
        hashes.add("Base-model folder", report.base_model.fact("sha256_tree"), mono=True)
    if report.adapter is not None:
        hashes.add("Adapter weights", report.adapter.fact("adapter_sha256"), mono=True)
    versions = Table(
        "Versions of the software (project.lock.json: versions)",
        (Column("Package", 1), Column("Version", 3)),
        tuple(
            cells(name, show(version)) for name, version in report.lock.mapping("versions").items()
        ),
    )
    rules = load_rules()
    rule_sets = Table(
        "Rule sets behind this report",
        (Column("Rule set", 2), Column("State", 2.6), Column("Checked on", 1)),
        (
            cells("Licences of models and data", rules.status, rules.checked_on),
            cells(
                "Questions of section 1 (GDPR, AI Act, EDPB Opinion 28/2024)",
                "law and final opinion; drafts are not used",
                rules.checked_on,
            ),
            cells(
                "Compute guideline C(2025) 5045",
                "final guideline of the Commission",
                rules.checked_on,
            ),
        ),
    )
    glossary = Table(
        "Terms used in this report",
        (Column("Term", 1), Column("Meaning", 4)),
        tuple((Cell(term, strong=True), Cell(meaning)) for term, meaning in GLOSSARY),
    )
    return Section(
        "annex",
        "Annex: evidence, rule sets, glossary",
        "This annex shows what the report rests on, so that each figure can be checked again.",
        (
            Heading("Evidence"),
            Para(
                "The signed seal of the run (evidence.json) is written after this report and "
                "covers it. The command ftcheck verify recomputes every hash below."
            ),
            files,
            hashes.table(),
            Heading("Rule sets and versions"),
            rule_sets,
            versions,
            Heading("Glossary"),
            glossary,
        ),
        annex=True,
        new_page=True,
    )
