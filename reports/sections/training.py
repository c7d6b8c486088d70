"""The training run: what really ran, on what, for how long."""

from __future__ import annotations

from reports.blocks import Block, Column, FactTable, Figure, Para, Section, Table, cells
from reports.charts import Series, curve_chart
from reports.facts import Document, Fact, Report, make_fact
from reports.sections.cost import cost_blocks
from reports.sections.differential_privacy import privacy_blocks
from reports.sections.missing import not_run
from reports.sections.search import search_blocks
from reports.words import flatten, show


def training_section(report: Report) -> Section:
    """Return the section on what really ran, on what, for how long."""
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
        ("Base weights quantised to", "quantization"),
        ("Optimizer", "optimizer"),
        ("Steps", "steps"),
        ("Epochs", "epochs"),
        ("Best step", "best_step"),
        ("Stopped early", "early_stopped"),
        ("Parameters, all", "parameters.total"),
        ("Parameters, trained", "parameters.trainable"),
        ("Share of parameters trained", "parameters.trainable_share"),
        ("Real training records", "records.train_real"),
        ("Synthetic training records", "records.train_synthetic"),
        ("Validation records", "records.validation"),
        ("Tokens trained on", "tokens.trained_on"),
        ("Records cut off", "tokens.truncated_records"),
        ("Device", "device.name"),
        ("Device type", "device.type"),
        ("Threads", "device.threads"),
        ("Processes", "world_size"),
        ("Model divided over processes by", "strategy"),
        ("Number format", "precision"),
        ("Attention", "attention"),
        ("Deterministic kernels only", "deterministic"),
    ):
        ran.add(label, training.fact(key), open_text="not recorded")
    for label, key in (
        ("Real records left out", "excluded.train_real"),
        ("Synthetic records left out", "excluded.train_synthetic"),
    ):
        # An empty object says that nothing was left out; only a missing one says nothing.
        recorded = training.get(key) is not None
        fact = training.fact(key) if training.mapping(key) or not recorded else None
        where = f"training.json: {key}"
        ran.add(label, fact or Fact("none", "measured", where), open_text="not recorded")
    if resumed := training.get("resumed_from"):
        ran.add(
            "Stopped, and continued from step",
            training.fact("resumed_from"),
            text=f"{show(resumed)}; seconds and energy are those of all parts together, without "
            "what was lost with a stop",
        )
    if training.get("launch"):
        ran.add("Processes started with", training.fact("launch.command"))
    settings = FactTable("Settings as locked")
    for key, value in flatten(report.lock.mapping("config.tune")):
        fact = make_fact(value, f"project.lock.json: config.tune.{key}", declared=True)
        settings.add(key, fact, open_text="not set")
    seed = report.config("project.seed")
    settings.add("Seed", seed, text=str(seed.value))
    blocks: list[Block] = [*_curve(training), ran.table(), *_thawed(training)]
    blocks += privacy_blocks(training)
    blocks += cost_blocks(training)
    if report.lock.mapping("config.tune"):
        blocks.append(settings.table())
    return [*blocks, *search_blocks(report)]


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


def _thawed(training: Document) -> list[Block]:
    """Return when each group of layers began to be trained, where they did one after the other."""
    thawed = training.items("unfreezing")
    if not thawed:
        return []
    return [
        Table(
            "Gradual unfreezing (training.json: unfreezing)",
            (
                Column("Layers", 1.4),
                Column("Trained from step", 1, number=True),
                Column("Share of parameters in training since then", 1.6, number=True),
            ),
            tuple(
                cells(
                    show(item.get("group")),
                    show(item.get("step")),
                    show(item.get("trainable_share")),
                )
                for item in thawed
            ),
        )
    ]
