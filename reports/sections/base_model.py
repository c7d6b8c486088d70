"""The dossier of the base model."""

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
    Heading,
    Para,
    Section,
    Table,
    Tone,
    cells,
)
from reports.facts import Document, Report
from reports.sections.missing import not_run
from reports.words import short_hash

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


def base_model_section(report: Report) -> Section:
    """Return the section on what is known of the model that the tuning starts from."""
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
