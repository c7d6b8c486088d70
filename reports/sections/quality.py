"""How good the cleaned data are for fine-tuning: counts, and where people are spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.blocks import Block, Callout, Cell, Column, FactTable, Para, Section, Table, Tone
from reports.facts import Document, Report
from reports.words import show

_ID = "quality"
_TITLE = "Quality of the data"
_LEAD = (
    "This section shows what was counted in the cleaned data: how much there is to learn from, "
    "what is repeated or damaged, and how groups of people are spoken of."
)
_FACTS: tuple[tuple[str, str], ...] = (
    ("Records", "records"),
    ("Characters", "size.characters"),
    ("Characters that a model learns to write", "size.answer_characters"),
    ("Tokens, at four characters each (estimate)", "size.tokens_about"),
    ("Median length of a record, in characters", "size.median"),
    ("Longest record, in characters", "size.longest"),
    ("Few are fewer examples than", "size.few"),
    ("Enough for most tasks of this kind", "size.enough"),
)
_DAMAGE: tuple[tuple[str, str], ...] = (
    ("Equal to an earlier one", "duplicates"),
    ("Nearly equal to an earlier one (estimate)", "near_duplicates"),
    ("Almost no text", "near_empty"),
    ("Cut in mid-sentence at one length", "cut_at_one_length"),
    ("Stops in mid-sentence", "open_end"),
    ("No answer to learn from", "unanswered"),
    ("Characters in a wrong encoding", "broken_characters"),
    ("Broken JSON, or a bracket that is not closed", "unbalanced"),
    ("More than ten times the median length", "size.long"),
    ("Another label for the same text", "contradictory_labels"),
    ("With a system prompt", "system_prompts.records"),
)


def quality_section(report: Report) -> Section:
    """Return the section on the quality of the cleaned data."""
    document = report.check
    quality = document.mapping("quality") if document is not None else {}
    if document is None or not quality:
        return Section(_ID, _TITLE, _LEAD, (Callout("Open", "The quality was not measured."),))
    blocks: list[Block] = [_size(document), _damage(document, int(quality["records"]))]
    if quality["labels"]:
        blocks.append(_labels(quality["labels"]))
    blocks += _groups(quality["groups"])
    return Section(_ID, _TITLE, _LEAD, tuple(blocks))


def _size(document: Document) -> Table:
    table = FactTable("Size, against what fine-tuning needs")
    for label, key in _FACTS:
        table.add(label, document.fact(f"quality.{key}"))
    table.add("Where the figures come from", document.fact("quality.size.basis"))
    return table.table()


def _damage(document: Document, records: int) -> Table:
    rows = []
    for label, key in _DAMAGE:
        count = int(document.fact(f"quality.{key}").value or 0)
        share = f"{count / records:.1%}" if records else ""
        tone: Tone = "warn" if count and key != "system_prompts.records" else "plain"
        rows.append((Cell(label, tone=tone), Cell(show(count)), Cell(share)))
    return Table(
        "Repeated, damaged and unfinished records (check.json: quality)",
        (
            Column("What was counted", 3),
            Column("Records", 0.8, number=True),
            Column("Share", 0.8, number=True),
        ),
        tuple(rows),
    )


def _labels(labels: Mapping[str, Any]) -> Table:
    shown = labels["by_rank"][:10]
    rows = [
        (Cell(f"label {rank}"), Cell(show(count)), Cell(f"{count / labels['examples']:.1%}"))
        for rank, count in enumerate(shown, start=1)
    ]
    rest = labels["examples"] - sum(shown)
    if rest:
        share = f"{rest / labels['examples']:.1%}"
        rows.append(
            (Cell(f"{labels['different'] - len(shown)} others"), Cell(show(rest)), Cell(share))
        )
    return Table(
        "Labels, the most frequent first; their names are not shown (check.json: quality.labels)",
        (
            Column("Label", 3),
            Column("Examples", 0.8, number=True),
            Column("Share", 0.8, number=True),
        ),
        tuple(rows),
    )


def _groups(groups: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = [
        Para(
            "How often groups of people are mentioned, counted by lists of words. That a group "
            "stands beside negative words can be the subject of the data, irony or a quotation; "
            "the figures say where a person should look, not what they would see. "
            f"Read were {show(groups['records'])} records in languages with a list; "
            f"{show(groups['records_not_read'])} were not read. Of {show(groups['sentences'])} "
            f"sentences {show(groups['negative_sentences'])} hold a negative word, "
            f"{show(groups['toxic_sentences'])} an insult."
        )
    ]
    rows = [
        (
            Cell(f"{theme}: {name}".replace("_", " ")),
            Cell(show(entry["records"])),
            Cell(show(entry["sentences"])),
            Cell(
                show(entry["negative_sentences"]), tone="warn" if entry["stands_out"] else "plain"
            ),
            Cell(show(entry["toxic_sentences"])),
            Cell("differ" if entry.get("labels_differ") else ""),
        )
        for theme, entries in sorted(groups["by_theme"].items())
        for name, entry in sorted(entries.items())
    ]
    if rows:
        blocks.append(
            Table(
                "Groups of people (check.json: quality.groups)",
                (
                    Column("Group", 2.2),
                    Column("Records", 0.8, number=True),
                    Column("Sentences", 0.9, number=True),
                    Column("negative", 0.8, number=True),
                    Column("insults", 0.8, number=True),
                    Column("Labels", 0.8),
                ),
                tuple(rows),
            )
        )
    return blocks
