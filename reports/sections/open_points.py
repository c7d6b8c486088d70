"""Everything that was not tested, not declared or not decided."""

from __future__ import annotations

import re

from reports.blocks import (
    Block,
    Column,
    Section,
    Table,
    cells,
)
from reports.facts import Report
from reports.questions import NOT_ASKED, answer_questions

# Facts of these documents are open for a reason that stands in the list already.
_NAMED_ABOVE = ("probe.json", "training.json: cost.energy")


_SOURCE_KEY = re.compile(r"project\.lock\.json: config\.sources\[(\d+)\]\.(\w+)")


def open_section(report: Report) -> Section:
    """Return the section on all that was not tested, not declared or not decided."""
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
    if report.synthetic_decision is not None:
        points += [
            (f"Synthetic data {reason.get('code')}", str(reason.get("text", "")))
            for reason in report.synthetic_decision.items("reasons")
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
    if report.training is not None and report.training.get("cost.energy.status") != "measured":
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
