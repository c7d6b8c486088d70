"""Sections 6 to 8: the base model's dossier, the training run, the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    Sample,
    Section,
    Table,
    Tone,
    cells,
)
from reports.charts import Series, curve_chart
from reports.facts import Document, Report, make_fact
from reports.questions import GPAI_THRESHOLD_FLOP, below_gpai_threshold
from reports.words import compute, plural, short_hash, show

_STATES: dict[str, tuple[str, Tone]] = {
    "confirmed": ("confirmed: the licence text itself lies in the model folder", "good"),
    "tag-only": ("tag only: a label names a licence, its text is not there", "warn"),
    "conflict": ("conflict: the evidence names different licences", "bad"),
    "unknown": ("unknown: nothing in the folder shows a permission", "bad"),
}
_DISCLOSURE = (
    "0 of 4: nothing is published about the training data",
    "1 of 4: described in words only",
    "2 of 4: a public summary in the form of AI Act Art. 53 is named",
    "3 of 4: the data sets are named",
    "4 of 4: the data are available",
)
_MAX_SAMPLES = 6


def not_run(report: Report, what: str) -> Para:
    """Return the sentence that says why a stage has no results."""
    if not report.cleared:
        return Para(
            f"{what} did not happen, because the gate did not clear the data "
            f"(verdict: {report.verdict}). No data reached a model."
        )
    return Para(f"{what} did not happen in this run, so there is nothing to show.")


def base_model_section(report: Report) -> Section:
    """Return section 6: what is known of the model that the tuning starts from."""
    base = report.base_model
    blocks: list[Block]
    if base is None:
        blocks = [not_run(report, "The choice of a base model")]
    else:
        blocks = _base_model(base)
    return Section(
        "base-model",
        "Base-model dossier",
        "This section shows which model the tuning starts from, under which licence, and what is "
        "known of its own training data.",
        tuple(blocks),
    )


def _base_model(base: Document) -> list[Block]:
    state = str(base.get("licence.state") or "unknown")
    text, tone = _STATES.get(state, (state, "warn"))
    table = FactTable("The base model")
    table.add("Name", base.fact("name")).add("Folder", base.fact("path_name"))
    table.add("Parameters", base.fact("parameters"), open_text="not recorded")
    table.add("Architecture", base.fact("model_type"), open_text="not recorded")
    table.add("Licence", base.fact("licence.id"), open_text="open: none found")
    table.add("SPDX name", base.fact("licence.spdx"), open_text="none")
    table.add("State of the evidence", base.fact("licence.state"), text=text, tone=tone)
    table.add("Commercial use", base.fact("licence.commercial"), open_text="open")
    level = base.get("training_data.disclosure")
    disclosed = (
        _DISCLOSURE[level] if isinstance(level, int) and 0 <= level < len(_DISCLOSURE) else None
    )
    table.add("Training data published", base.fact("training_data.disclosure"), text=disclosed)
    tree = base.fact("sha256_tree")
    table.add("SHA-256 of the folder", tree, text=short_hash(str(tree.value)), mono=True)
    blocks: list[Block] = [
        Callout(
            "The base decides",
            "Tuning does not improve the legal status of the base model. If the base was trained "
            "unlawfully, or its licence forbids a use, a clean tuning run does not change that.",
            "plain",
        ),
        table.table(),
        _evidence(base),
    ]
    for title, key in (
        ("Duties when you pass on the model or the adapter", "licence.duties"),
        ("Limits of use", "licence.limits"),
        ("Flags", "licence.flags"),
    ):
        blocks += _listed(title, base.get(key))
    chain = _chain(base)
    if chain is not None:
        blocks.append(chain)
    blocks += _training_data(base)
    note = base.get("status_note")
    if note:
        blocks.append(Para(str(note)))
    blocks += _listed("Open points of the dossier", base.get("open_points"))
    return blocks


def _listed(title: str, values: Any) -> list[Block]:
    if not isinstance(values, list) or not values:
        return []
    texts = [
        f"{value.get('severity')}: {value.get('text')}"
        if isinstance(value, Mapping)
        else str(value)
        for value in values
    ]
    return [Heading(title), Bullets(tuple(Cell(text) for text in texts))]


def _evidence(base: Document) -> Block:
    rows = [
        (
            Cell(str(item.get("file", "")), mono=True),
            Cell(str(item.get("what", ""))),
            Cell(short_hash(str(item.get("sha256") or "")), mono=True),
        )
        for item in base.items("licence.evidence")
    ]
    if not rows:
        return Callout(
            "No licence evidence",
            "No file in the model folder shows under which terms the model may be used. Without "
            "terms there is no permission.",
            "bad",
        )
    return Table(
        "Evidence for the licence, strongest first (base_model.json: licence.evidence)",
        (Column("File", 1.3), Column("What it shows", 3), Column("SHA-256", 1.1)),
        tuple(rows),
    )


def _chain(base: Document) -> Block | None:
    rows = tuple(
        cells(
            str(item.get("name", "")),
            str(item.get("relation", "")),
            str(item.get("licence") or "open"),
        )
        for item in base.items("chain")
    )
    if not rows:
        return None
    return Table(
        "Chain of models, from this one to its root (base_model.json: chain)",
        (Column("Model", 2), Column("Relation", 1.5), Column("Licence", 1.5)),
        rows,
    )


def _training_data(base: Document) -> list[Block]:
    rows = tuple(
        cells(
            str(item.get("name", "")),
            str(item.get("licence") or "open"),
            str(item.get("holder") or "open"),
        )
        + (Cell(short_hash(str(item.get("sha256") or "not recorded")), mono=True),)
        for item in base.items("training_data.sources")
    )
    if not rows:
        return []
    return [
        Table(
            "Training data of the base model, as its maker states them",
            (
                Column("Data set", 2.2),
                Column("Licence", 1.1),
                Column("Rights holder", 1.5),
                Column("SHA-256", 1.2),
            ),
            rows,
        )
    ]


def training_section(report: Report) -> Section:
    """Return section 7: what really ran, on what, for how long."""
    training = report.training
    blocks: list[Block]
    blocks = [not_run(report, "Training")] if training is None else _training(report, training)
    return Section(
        "training",
        "Training run",
        "This section shows what really ran; it is taken from the run itself, not from its "
        "configuration.",
        tuple(blocks),
    )


def _training(report: Report, training: Document) -> list[Block]:
    ran = FactTable("What ran")
    for label, key in (
        ("Method", "method"),
        ("Steps", "steps"),
        ("Epochs", "epochs"),
        ("Best step", "best_step"),
        ("Stopped early", "early_stopped"),
        ("Parameters, all", "parameters.total"),
        ("Parameters, trained", "parameters.trainable"),
        ("Real training records", "records.train_real"),
        ("Synthetic training records", "records.train_synthetic"),
        ("Validation records", "records.validation"),
        ("Tokens trained on", "tokens.trained_on"),
        ("Share of padding", "tokens.padding_share"),
        ("Records cut off", "tokens.truncated_records"),
        ("Real records left out", "excluded.train_real"),
        ("Synthetic records left out", "excluded.train_synthetic"),
        ("Device", "device.name"),
        ("Device type", "device.type"),
        ("Threads", "device.threads"),
        ("Processes", "world_size"),
        ("Number format", "precision"),
        ("Attention", "attention"),
        ("Seconds", "seconds"),
        ("Tokens per second", "tokens_per_second"),
    ):
        ran.add(label, training.fact(key), open_text="not recorded")
    energy = training.fact("energy.kwh")
    reason = training.get("energy.reason")
    ran.add(
        "Energy",
        energy,
        text=f"{show(energy.value)} kWh ({show(training.get('energy.method'))})",
        open_text=f"not measured: {reason}" if reason else "not measured",
    )
    settings = FactTable("Settings as locked")
    for key, value in report.lock.mapping("config.tune").items():
        fact = make_fact(value, f"project.lock.json: config.tune.{key}", declared=True)
        settings.add(key, fact, open_text="not set")
    settings.add("Seed", report.config("project.seed"))
    blocks: list[Block] = [*_curve(training), ran.table(), *_compute(training)]
    if report.lock.mapping("config.tune"):
        blocks.append(settings.table())
    return blocks


def _curve(training: Document) -> list[Block]:
    lines = []
    for key in ("train", "validation"):
        points = tuple(
            (float(item["step"]), float(item["loss"]))
            for item in training.items(f"curve.{key}")
            if isinstance(item.get("step"), int | float)
            and isinstance(item.get("loss"), int | float)
        )
        lines.append(Series(key, points))
    if not any(line.points for line in lines):
        return [Para("The run recorded no loss curve.")]
    svg = curve_chart(
        *lines, title="Loss against training step", x_label="training step", y_label="loss"
    )
    said = [
        f"{line.name} loss goes from {show(line.points[0][1])} at step {show(line.points[0][0])} "
        f"to {show(line.points[-1][1])} at step {show(line.points[-1][0])}"
        for line in lines
        if line.points
    ]
    return [
        Figure(
            "chart-curve",
            svg,
            f"Line chart of the loss against the training step: {'; '.join(said)}.",
            "Loss on the training and the validation records (training.json: curve). Lower is "
            "better. A validation line that rises while the training line falls is a sign of "
            "learning by heart.",
        )
    ]


def _compute(training: Document) -> list[Block]:
    below = below_gpai_threshold(training.get("flops"))
    table = FactTable("Compute, against the guideline on general-purpose models")
    flops = training.fact("flops")
    table.add(
        "Compute of this run (FLOP)", flops, text=compute(flops.value), open_text="not recorded"
    )
    table.add(
        "One third of 10^23 FLOP",
        make_fact(GPAI_THRESHOLD_FLOP, "rule set: guidelines C(2025) 5045"),
        text=compute(GPAI_THRESHOLD_FLOP),
    )
    words = {
        True: "The compute of this run is below the guideline's figure. By this figure alone, "
        "whoever tuned does not become provider of a general-purpose AI model.",
        False: "The compute of this run is NOT below the guideline's figure. Ask for legal advice "
        "on the duties of AI Act Art. 53.",
        None: "The compute of this run is not known, so it cannot be held against the guideline.",
    }
    return [table.table(), Para(words[below], tone="plain" if below else "warn")]


def evaluation_section(report: Report) -> Section:
    """Return section 8: base against tuned on records that training never saw."""
    document = report.evaluation
    blocks: list[Block]
    blocks = [not_run(report, "The evaluation")] if document is None else _evaluation(document)
    return Section(
        "evaluation",
        "Evaluation on the hold-out",
        "This section shows whether the tuned model does better than its base on records that were "
        "set aside before training.",
        tuple(blocks),
    )


def _evaluation(document: Document) -> list[Block]:
    def cell(key: str) -> Cell:
        fact = document.fact(key)
        return Cell(show(fact.value) if fact.known else "not recorded")

    compared = Table(
        "Base against tuned on the hold-out (eval.json: holdout; lower is better)",
        (
            Column("Measure", 1.4),
            Column("Base model", 1, number=True),
            Column("Tuned model", 1, number=True),
        ),
        (
            (Cell("Loss per token"), cell("holdout.base.loss"), cell("holdout.tuned.loss")),
            (
                Cell("Perplexity"),
                cell("holdout.base.perplexity"),
                cell("holdout.tuned.perplexity"),
            ),
        ),
    )
    table = FactTable("The comparison")
    for label, key in (
        ("Hold-out records", "holdout.records"),
        ("Hold-out tokens", "holdout.tokens"),
        ("Records that improved", "holdout.improved_records"),
        ("Mean difference in loss", "holdout.difference.mean"),
        ("Interval, lower end", "holdout.difference.low"),
        ("Interval, upper end", "holdout.difference.high"),
        ("Level of the interval", "holdout.difference.level"),
        ("How the interval was made", "holdout.difference.method"),
    ):
        table.add(label, document.fact(key), open_text="not recorded")
    blocks: list[Block] = [
        compared,
        table.table(),
        Para(
            "If the interval includes zero, the measurement does not show a difference. A better "
            "loss says that the model fits texts like these, not that its answers are true."
        ),
    ]
    samples = document.items("samples")
    if samples:
        blocks.append(Heading("Samples"))
        blocks.append(
            Para(
                f"{plural(min(len(samples), _MAX_SAMPLES), 'sample')} of {len(samples)}, as "
                "recorded. They show style; they prove nothing about quality."
            )
        )
    for sample in samples[:_MAX_SAMPLES]:
        masked = " (personal data in it was masked)" if sample.get("masked") else ""
        blocks.append(
            Sample(
                f"Record {sample.get('record')}{masked}",
                (
                    ("Base model", str(sample.get("base", ""))),
                    ("Tuned model", str(sample.get("tuned", ""))),
                    ("Reference", str(sample.get("reference", ""))),
                ),
            )
        )
    return blocks
