"""Sources with their licences, findings, synthetic data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.detect.types import TYPES, category_of
from compliance.findings import PERSON_NEAR
from reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    FactTable,
    Figure,
    Heading,
    Para,
    Section,
    Table,
    Tone,
)
from reports.charts import bar_chart
from reports.facts import Document, Fact, Report, make_fact
from reports.licence.data import resolve_data
from reports.sections.numbers import label, numbers, plain
from reports.sections.policy import applied_policy
from reports.words import CATEGORIES, flatten, legal_basis, short_hash, show

_ACTIONS = {
    "block": "stops the run",
    "anonymize": "replaced",
    "review": "replaced, and a person is asked",
    "allow": "left as it is",
}
_FLAG_TONES: dict[str, Tone] = {"block": "bad", "review": "warn", "note": "plain"}


def sources_section(report: Report) -> Section:
    """Return the section on the sources: licence, legal basis, retention and hashes."""
    blocks: list[Block] = []
    for index, source in enumerate(report.sources()):
        blocks += _source(report, index, source)
    if not blocks:
        blocks.append(Callout("Sources: open", "No source is declared in ftcheck.toml."))
    return Section(
        "sources",
        "Sources and licences",
        "This section shows where the data come from, and on what ground they may be used.",
        tuple(blocks),
    )


def _source(report: Report, index: int, source: Mapping[str, Any]) -> list[Block]:
    name = str(source.get("id", index + 1))
    facts = FactTable(f"What is known of source {name}")
    for title, key in (
        ("Description", "description"),
        ("Origin", "origin"),
        ("Rights holder", "rights_holder"),
    ):
        facts.add(title, report.source_fact(index, key))
    licence = resolve_data(str(source.get("licence") or ""))
    declared = report.source_fact(index, "licence")
    facts.add("Licence", declared, text=f"{declared.value}: {licence['title']}")
    if report.asks(index, "legal_basis"):
        basis = report.source_fact(index, "legal_basis")
        facts.add("Legal basis", basis, text=legal_basis(basis.value))
    for title, key in (
        ("Kind of source", "kind_of_source"),
        ("Purposes", "purposes"),
        ("Compatible with what they were collected for", "purpose_compatible"),
        ("Where that was tested", "compatibility_ref"),
        ("Notice to the people", "notice_ref"),
        ("Consent", "consent_ref"),
        ("Withdrawals of consent", "consent_withdrawals"),
        ("Their data taken out", "withdrawals_removed"),
        ("Reservations of text mining checked on", "tdm_opt_out_checked"),
        ("Opt-outs and objections", "opt_outs"),
        ("Where they are recorded", "opt_outs_ref"),
        ("What they concern taken out", "opt_outs_removed"),
        ("Retention until", "retention_until"),
        ("Personal data expected", "personal_data"),
        ("Special categories", "special_categories"),
        ("Condition of Art. 9(2) GDPR", "art9_condition"),
        ("Made-up data", "fictional"),
    ):
        if report.asks(index, key):
            facts.add(title, report.source_fact(index, key))
    locked = report.locked_source(name)
    where = f"project.lock.json: sources[{name}]"
    facts.add("Records", make_fact(locked.get("records"), f"{where}.records"), open_text="open")
    facts.add("Kind of records", make_fact(locked.get("kind"), f"{where}.kind"), open_text="open")
    for file in locked.get("files") or []:
        facts.add(
            "File",
            make_fact(file.get("path"), f"{where}.files"),
            text=f"{file.get('path')} · {show(file.get('bytes'))} bytes · SHA-256 "
            f"{short_hash(str(file.get('sha256')))}",
        )
    notes = [
        Cell(f"{flag['severity']}: {flag['text']}", tone=_FLAG_TONES[flag["severity"]])
        for flag in licence["flags"]
    ]
    notes += [Cell(f"duty: {duty}") for duty in licence["duties"]]
    notes += [Cell(f"limit: {limit}") for limit in licence["limits"]]
    blocks: list[Block] = [Heading(f"Source {name}"), facts.table()]
    if notes:
        blocks += [Para(f"What the licence of source {name} asks for:"), Bullets(tuple(notes))]
    return blocks


def findings_section(report: Report) -> Section:
    """Return the section on what was found and what was done with it."""
    before, after = _counts(report, "findings_before"), _counts(report, "findings_after")
    totals = FactTable("The scan in numbers")
    for title, key in (
        ("Records scanned", "dataset.records"),
        ("Text fields", "dataset.fields"),
        ("Characters", "dataset.characters"),
        ("Languages (records)", "dataset.languages"),
        ("Findings", "summary.findings"),
        ("Records with findings", "summary.records_with_findings"),
    ):
        totals.add(title, report.scan.fact(key), open_text="not recorded")
    totals.add("Records given to the gate", report.decision.fact("records.in"))
    totals.add("Records left after it", report.decision.fact("records.out"))
    blocks: list[Block] = [totals.table()]
    if before or after:
        blocks += [
            Figure(
                "chart-findings",
                bar_chart(
                    {_type_words(name)[0]: count for name, count in before.items()},
                    {_type_words(name)[0]: count for name, count in after.items()},
                    title="Findings before and after replacement",
                ),
                _chart_text(before, after),
                "Findings by type, before and after replacement. The table below has the numbers.",
            ),
            _findings_table(report, before, after),
        ]
        removed = report.decision.mapping("removed")
        if any(count > before.get(name, 0) for name, count in removed.items()):
            blocks.append(
                Para(
                    "Removed can be higher than before: cleaned texts are scanned again, and what "
                    "is only found then is replaced as well."
                )
            )
        blocks += _persons_near(report)
    else:
        blocks.append(Para("The scanner found nothing. That is no proof that nothing is there."))
    blocks += [Heading("What the scanner is, and what it is not"), *_scanner(report)]
    notes = report.scan.get("summary.notes") or []
    if notes:
        blocks += [
            Para("Notes of the scanner on this data:"),
            Bullets(tuple(Cell(str(note)) for note in notes)),
        ]
    return Section(
        "findings",
        "Findings before and after",
        "This section shows which personal data the scanner found, and what is left of them.",
        tuple(blocks),
    )


def _counts(report: Report, key: str) -> dict[str, int]:
    return {
        str(name): count
        for name, count in report.decision.mapping(key).items()
        if isinstance(count, int)
    }


def _chart_text(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    names = sorted(set(before) | set(after), key=lambda name: (-before.get(name, 0), name))
    listed = ", ".join(
        f"{_type_words(name)[0]} {before.get(name, 0)} to {after.get(name, 0)}"
        for name in names[:8]
    )
    return f"Bar chart of findings before and after replacement: {listed}."


def _findings_table(report: Report, before: Mapping[str, int], after: Mapping[str, int]) -> Table:
    removed = report.decision.mapping("removed")
    policy = applied_policy(report)
    rows = []
    for name in sorted(set(before) | set(after), key=lambda item: (-before.get(item, 0), item)):
        left = after.get(name, 0)
        title, category = _type_words(name)
        action = policy.action_for(name) if policy else "not recorded"
        rows.append(
            (
                Cell(f"{title} ({name})"),
                Cell(category),
                Cell(show(before.get(name, 0))),
                Cell(
                    show(left), tone="warn" if left and action != "allow" else "plain", strong=True
                ),
                Cell(show(removed.get(name, 0))),
                Cell(_ACTIONS.get(action, action)),
            )
        )
    return Table(
        "Findings by type (decision.json: findings_before, findings_after, removed)",
        (
            Column("Type", 1.9),
            Column("Category", 1.6),
            Column("Before", 0.7, number=True),
            Column("After", 0.7, number=True),
            Column("Removed", 0.8, number=True),
            Column("Action", 1.3),
        ),
        tuple(rows),
    )


def _persons_near(report: Report) -> list[Block]:
    """Return what the scan says about the people behind special categories; empty without any."""
    counts = report.scan.get("summary.person_near")
    if not isinstance(counts, Mapping) or not counts:
        return []
    rows = tuple(
        (
            Cell(f"{_type_words(str(name))[0]} ({name})"),
            *(Cell(show(by_person.get(near, 0))) for near in PERSON_NEAR),
        )
        for name, by_person in sorted(counts.items())
    )
    return [
        Para(
            "Special categories and criminal matters weigh most where they can be tied to someone. "
            "Before replacement:"
        ),
        Table(
            "Findings by the person they are about (scan.json: summary.person_near)",
            (
                Column("Type", 1.9),
                *(Column(text.capitalize(), 1.0, number=True) for text in PERSON_NEAR.values()),
            ),
            rows,
        ),
    ]


def _type_words(name: str) -> tuple[str, str]:
    category = category_of(name)
    known = TYPES.get(name)
    return (known.title if known else name, CATEGORIES.get(category, category))


def _scanner(report: Report) -> list[Block]:
    table = FactTable("The scanner as it ran")
    for key, value in flatten(report.lock.mapping("detector")):
        fact = Fact(value, "measured", f"project.lock.json: detector.{key}")
        table.add(label(key), fact, text=plain(key, value), mono="sha256" in key)
    limits = (
        "It is software that reads text with rules, checksums, word lists and a small language "
        "model. It misses some personal data and marks some text that is none.",
        "It sees direct identifiers best. A person can also be known from a rare combination of "
        "harmless facts; the scanner does not look for that, and the section on the risk of "
        "re-identification counts some of them.",
        "What it looks for in each language of the data stands below.",
        "Zero findings after replacement means: this scanner finds nothing more. It does not mean "
        "that the texts hold no personal data.",
    )
    return [Bullets(tuple(Cell(text) for text in limits)), *_by_language(report), table.table()]


def _by_language(report: Report) -> list[Block]:
    """Return what the scan says of each language of the data; empty where it says nothing."""
    lines = [
        str(line)
        for key in ("summary.names", "summary.special_categories")
        for line in report.scan.get(key) or []
    ]
    if not lines:
        return []
    return [
        Para("How each language of the data was read (scan.json: summary):"),
        Bullets(tuple(Cell(f"{line[:1].upper()}{line[1:]}") for line in lines)),
    ]


def synthetic_section(report: Report) -> Section:
    """Return the section on examples that were made from cleaned ones."""
    blocks: list[Block] = []
    if report.augment is None or report.augment.get("enabled") is False:
        blocks.append(Para(_why_no_synthetic(report)))
    else:
        blocks += _synthetic(report.augment)
        clearance = report.synthetic_clearance
        if clearance is None:
            blocks.append(_not_cleared(report))
        else:
            table = FactTable("Clearance of the synthetic examples")
            table.add("Verdict", clearance.fact("verdict"))
            table.add("Records", clearance.fact("records"))
            blocks.append(table.table())
        blocks.append(
            Para(
                "Synthetic examples inherit the licence and the legal basis of the records that "
                "they were made from. If one of those is erased, its synthetic children go too."
            )
        )
    return Section(
        "synthetic",
        "Synthetic data",
        "This section shows whether examples were added that no person wrote, and how they were "
        "checked.",
        tuple(blocks),
    )


def _why_no_synthetic(report: Report) -> str:
    if not report.cleared:
        return (
            "This stage did not happen, because the gate did not clear the data "
            f"(verdict: {report.verdict.replace('_', ' ')})."
        )
    if report.augment is not None:
        return "No synthetic examples were made in this run: it is switched off in [augment]."
    return "No synthetic examples were made in this run: there is no augment.json."


def _not_cleared(report: Report) -> Block:
    decision = report.synthetic_decision
    reasons = [str(item.get("text")) for item in decision.items("reasons")] if decision else []
    text = "There is no clearance for the synthetic examples, so nothing was trained on them."
    return Callout("Synthetic examples not cleared", " ".join([text, *_sentences(reasons)]), "bad")


def _sentences(texts: list[str]) -> list[str]:
    return [f"Reason: {text}." for text in texts]


def _synthetic(document: Document) -> list[Block]:
    values = {key: value for key, value in document.data.items() if key not in {"schema", "notes"}}
    blocks = numbers(values, title="What the stage recorded", where="augment.json")
    notes = document.get("notes")
    if isinstance(notes, list) and notes:
        blocks.append(Bullets(tuple(Cell(str(note)) for note in notes)))
    return blocks
