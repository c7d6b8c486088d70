"""Rights, signatures, evidence."""

from __future__ import annotations

from reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    FactTable,
    Heading,
    Para,
    Section,
    SignOff,
    Table,
    cells,
)
from reports.facts import Report, make_fact
from reports.licence.rules import load_rules
from reports.words import GLOSSARY, plural, show


def rights_section(report: Report) -> Section:
    """Return the section on retention and on the rights of persons."""
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
        "person, and everything made from them, can be found and taken out (ftcheck subject).",
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
    blocks += _requests(report)
    blocks.append(Bullets(tuple(Cell(text) for text in texts)))
    return Section(
        "rights",
        "Rights and retention",
        "This section shows how long the data may be kept, and what to do when a person asks.",
        tuple(blocks),
    )


def _requests(report: Report) -> list[Block]:
    if report.rights is None:
        return []
    facts = FactTable("Requests of persons to this project, all runs together")
    for title, key in (
        ("Searches for a person", "searches"),
        ("Requests to erase", "requests"),
        ("Answers", "answered"),
        ("Answered after the day they were due", "answered_late"),
        ("Open, due on", "open_due"),
        ("Rows erased from the sources", "rows_erased"),
        ("Adapters quarantined", "adapters_quarantined"),
        ("Tests of models with a person's own values", "models_tested"),
        ("Persons whose values the present model gave out or knew", "present_models_failed"),
    ):
        facts.add(title, report.rights.fact(key), open_text="none")
    return [facts.table()]


def signoff_section(report: Report) -> Section:
    """Return the section on the fields to sign."""
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
    if report.weights is not None:
        for label, key in (
            ("Adapter weights", "adapter_sha256"),
            ("Model weights", "model_sha256"),
        ):
            if report.weights.get(key) is not None:
                hashes.add(label, report.weights.fact(key), mono=True)
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
                "Questions beside the verdict (GDPR, AI Act, EDPB Opinion 28/2024)",
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
