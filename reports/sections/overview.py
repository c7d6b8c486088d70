"""The verdict, and who decided on what for which purpose."""

from __future__ import annotations

from reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    FactTable,
    Mark,
    Para,
    Section,
    Table,
    Tone,
    cells,
)
from reports.facts import Report
from reports.questions import Question, answer_questions
from reports.words import VERDICTS, legal_basis, plural, show

VERDICT_TONES: dict[str, Tone] = {
    "clear": "good",
    "clear_after_anonymization": "good",
    "needs_review": "warn",
    "blocked": "bad",
}
_SEVERITIES: dict[str, tuple[str, Tone]] = {
    "block": ("blocks", "bad"),
    "review": ("needs a person", "warn"),
    "open": ("open", "warn"),
    "note": ("note", "muted"),
}
_LIGHTS: dict[str, tuple[str, Tone, Mark]] = {
    "answered": ("answered", "good", "full"),
    "partly answered": ("partly", "warn", "half"),
    "open": ("open", "warn", "empty"),
    "attention": ("attention", "bad", "alert"),
    "not applicable": ("no case", "muted", ""),
}


def verdict_words(report: Report) -> tuple[str, str]:
    """Return the verdict's short name and sentence."""
    return VERDICTS.get(report.verdict, ("Unknown verdict", "The verdict code is not known."))


def verdict_section(report: Report) -> Section:
    """Return the section on verdict, reasons, and the questions with their state."""
    name, sentence = verdict_words(report)
    blocks: list[Block] = [
        Callout(name, sentence, VERDICT_TONES.get(report.verdict, "warn")),
        _reasons(report),
        *_questions(answer_questions(report)),
    ]
    return Section(
        "verdict",
        "Verdict and reasons",
        "This section shows what the gate decided, why, and which questions are answered so far.",
        tuple(blocks),
    )


def _reasons(report: Report) -> Block:
    rows = []
    for reason in report.decision.items("reasons"):
        word, tone = _SEVERITIES.get(str(reason.get("severity")), ("unknown", "warn"))
        count = reason.get("count")
        rows.append(
            (
                Cell(str(reason.get("code", "")), mono=True),
                Cell(word, tone=tone, strong=True),
                Cell(str(reason.get("text", ""))),
                Cell("" if count is None else show(count)),
                Cell(str(reason.get("source") or "")),
            )
        )
    if not rows:
        return Para(
            "The gate recorded no reason against the data. What it does not ask is open below."
        )
    return Table(
        "Reasons of the gate (decision.json: reasons)",
        (
            Column("Code", 0.6),
            Column("Weight", 1),
            Column("Reason", 3.6),
            Column("Count", 0.6, number=True),
            Column("Source", 1.1),
        ),
        tuple(rows),
    )


def _questions(questions: list[Question]) -> list[Block]:
    rows = []
    for question in questions:
        light, tone, mark = _LIGHTS[question.state]
        rows.append(
            (
                Cell(str(question.number)),
                Cell(question.text, strong=True),
                Cell(light, tone=tone, strong=True, mark=mark),
                Cell(question.answer),
                Cell(str(question.count("measured"))),
                Cell(str(question.count("declared"))),
                Cell(str(question.count("open"))),
                Cell(question.norm, tone="muted"),
            )
        )
    total = {
        name: sum(question.count(name) for question in questions)
        for name in ("measured", "declared", "open")
    }
    return [
        Para(
            f"Behind the {len(questions)} questions stand {total['measured']} measured facts (M), "
            f"{total['declared']} declared ones (D) and {total['open']} open ones (O). Measured: "
            "the tool took the value from files. Declared: a person wrote it into ftcheck.toml, "
            "and the tool cannot tell whether it is true. A question counts as answered when none "
            "of its facts is open, not because the answer is good enough. In source columns, lock "
            "stands for project.lock.json."
        ),
        Table(
            "Questions and how far this run answers them",
            (
                Column("No.", 0.36),
                Column("Question", 2.5),
                Column("State", 1.12),
                Column("What is known", 3.1),
                Column("M", 0.3, number=True),
                Column("D", 0.3, number=True),
                Column("O", 0.3, number=True),
                Column("Norm", 1.45),
            ),
            tuple(rows),
            dense=True,
        ),
    ]


def scope_section(report: Report) -> Section:
    """Return the section on controller, officer, purposes with their legal bases."""
    parties = FactTable("Who is responsible")
    for label, key in (
        ("Controller", "controller.name"),
        ("Address", "controller.address"),
        ("Contact", "controller.contact"),
        ("Data protection officer", "dpo.name"),
        ("Contact of the officer", "dpo.contact"),
        ("Release of the model", "model.release_context"),
        ("Languages of the scanner", "detect.languages"),
    ):
        parties.add(label, report.config(key))
    blocks: list[Block] = [parties.table(), _purposes(report)]
    blocks.append(
        Para(
            "This report covers one run: the data sources named below, as they were when the "
            "hashes in the annex were taken, and the model that was made from them. It does not "
            "cover other runs, the use of the model, or systems around it."
        )
    )
    return Section(
        "scope",
        "Scope and roles",
        "This section shows who decides, who advises, and for which purposes the data are used.",
        tuple(blocks),
    )


def _purposes(report: Report) -> Block:
    phases = {"train": "training", "deploy": "use of the model"}
    rows = []
    for purpose in report.purposes():
        used = [
            source
            for source in report.sources()
            if purpose.get("id") in (source.get("purposes") or [])
        ]
        bases = dict.fromkeys(
            legal_basis(source["legal_basis"])
            if source.get("legal_basis")
            else f"open for source {source.get('id')}"
            for source in used
        )
        rows.append(
            cells(
                str(purpose.get("id", "")),
                phases.get(str(purpose.get("phase")), str(purpose.get("phase"))),
                str(purpose.get("description") or "open: not described"),
                "; ".join(bases) or "open: no source names this purpose",
                plural(len(used), "source"),
            )
        )
    if not rows:
        return Callout("Purposes: open", "No purpose is declared in ftcheck.toml.")
    return Table(
        "Purposes and their legal bases (declared)",
        (
            Column("Purpose", 1.1),
            Column("Phase", 0.9),
            Column("Description", 2.6),
            Column("Legal basis", 2),
            Column("Used by", 0.8),
        ),
        tuple(rows),
    )
