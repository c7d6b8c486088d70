"""Puts the report together: cover and sections, the same for every rendering."""

from __future__ import annotations

from reports.blocks import FactTable, Layout, Table
from reports.facts import Report, make_fact
from reports.sections import (
    base_model,
    closing,
    data,
    evaluation,
    open_points,
    overview,
    policy,
    privacy,
    quality,
    residue,
    review,
    risk,
    split,
    training,
    waivers,
)
from reports.words import moment, short_hash

DISCLAIMER = (
    "This report is not legal advice. It shows evidence; whether the processing is lawful is for "
    "the controller to decide, with the advice of the data protection officer."
)


def build_layout(report: Report) -> Layout:
    """Return the report as cover and sections, in the order in which they are read."""
    name, sentence = overview.verdict_words(report)
    project = report.config("project.name")
    return Layout(
        title="Fine-tuning evidence report",
        project=str(project.value) if project.known else "project without a name",
        run=report.run,
        status="DRAFT, not signed",
        verdict=f"{name}. {sentence}",
        verdict_tone=overview.VERDICT_TONES.get(report.verdict, "warn"),
        disclaimer=DISCLAIMER,
        generated_at=report.generated_at,
        cover=_cover(report),
        sections=(
            overview.verdict_section(report),
            overview.scope_section(report),
            data.sources_section(report),
            policy.policy_section(report),
            data.findings_section(report),
            review.review_section(report),
            residue.residue_section(report),
            risk.risk_section(report),
            quality.quality_section(report),
            waivers.waivers_section(report),
            split.split_section(report),
            data.synthetic_section(report),
            base_model.base_model_section(report),
            training.training_section(report),
            evaluation.evaluation_section(report),
            privacy.privacy_section(report),
            open_points.open_section(report),
            closing.rights_section(report),
            closing.signoff_section(report),
            closing.annex_section(report),
        ),
    )


def _cover(report: Report) -> Table:
    table = FactTable("About this report")
    table.add("Project", report.config("project.name"))
    table.add("Run", make_fact(report.run, "name of the run folder"))
    table.add("Controller", report.config("controller.name"))
    table.add("Data protection officer", report.config("dpo.name"))
    table.add(
        "Date of the run",
        make_fact(report.generated_at, "ledger"),
        text=moment(report.generated_at),
    )
    table.add("ftcheck version", report.lock.fact("versions.ftcheck"))
    table.add(
        "Ledger head",
        make_fact(report.ledger_head, "ledger: head"),
        text=f"{short_hash(report.ledger_head)} (whole value in the annex)",
        mono=True,
    )
    table.add("Signing key", make_fact(report.public_key_id, "ledger: key"), mono=True)
    return table.table()
