"""Base against tuned model on the hold-out: verdict, measures, classes, samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    Sample,
    Section,
    Table,
    Tone,
)
from reports.facts import Document, Report
from reports.sections.evaluation_apart import apart
from reports.sections.evaluation_classes import classes
from reports.sections.missing import not_run
from reports.words import measure_name, plural, show

_MAX_SAMPLES = 6
_VERDICTS: dict[str, tuple[str, Tone, str]] = {
    "ready": (
        "Ready by the thresholds that were set",
        "good",
        "All thresholds of the configuration hold at the unfavourable end of their intervals. "
        "Whether the thresholds are the right ones is for a person to say.",
    ),
    "not ready": (
        "Not ready",
        "bad",
        "At least one threshold of the configuration does not hold.",
    ),
    "no thresholds set": (
        "No verdict: no thresholds were set",
        "warn",
        "The configuration does not say what the model has to reach, so nothing says that it is "
        "good enough.",
    ),
}
_MEANINGS: dict[str, str] = {
    "loss": "Loss: how surprised the model is by the expected answer. For texts in nats per token, "
    "for classes and pairs in nats per decision.",
    "perplexity": "Perplexity: among how many equally likely tokens the model wavers at each step.",
    "exact_match": "Exact match: share of answers that are the reference, letter case, punctuation "
    "and articles aside.",
    "token_f1": "Word overlap (F1): how many words answer and reference share.",
    "rouge_l": "ROUGE-L: how long a sequence of words answer and reference share, in order.",
    "accuracy": "Accuracy: share of records with the right class.",
    "macro_f1": "Macro F1: precision and recall of each class, every class counting the same.",
    "token_accuracy": "Word accuracy: share of words with the right tag.",
    "entity_f1": "Entity F1: precision and recall of whole entities.",
    "reward_accuracy": "Reward accuracy: share of pairs whose chosen answer training raised more "
    "than the rejected one; one half is chance, and where the base stands by definition.",
    "ranking_accuracy": "Ranking accuracy: share of pairs whose chosen answer the model finds "
    "likelier by token than the rejected one.",
    "reward_margin": "Reward margin: by how much more training raised the chosen answers.",
    "chosen_log_likelihood": "Likelihood of the chosen answers, in nats per token; if it falls, "
    "training moved away from both answers.",
}


def evaluation_section(report: Report) -> Section:
    """Return the section that holds base against tuned on records that training never saw."""
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
    return [
        *_verdict(document),
        *_warnings(document),
        *_measures(document),
        *apart(document),
        *classes(document),
        *_samples(document),
    ]


def _verdict(document: Document) -> Iterator[Block]:
    state = str(document.get("verdict.state"))
    title, tone, text = _VERDICTS.get(state, (state, "warn", "This verdict is not known."))
    yield Callout(title, text, tone)
    checks = document.items("verdict.checks")
    if checks:
        yield Table(
            "Thresholds (eval.json: verdict.checks)",
            (
                Column("Threshold", 2),
                Column("Limit", 0.8, number=True),
                Column("Measured, unfavourable end", 1.4, number=True),
                Column("Holds", 0.8),
            ),
            tuple(
                (
                    Cell(str(check.get("threshold")), mono=True),
                    Cell(show(check.get("limit"))),
                    Cell(_known(check.get("measured"), "not measured")),
                    Cell(
                        "yes" if check.get("holds") else "no",
                        tone="good" if check.get("holds") else "bad",
                    ),
                )
                for check in checks
            ),
        )


def _warnings(document: Document) -> Iterator[Block]:
    texts = [str(each.get("text")) for each in document.items("warnings")]
    if texts:
        yield Heading("What to know before reading the figures")
        yield Bullets(tuple(Cell(text, tone="warn") for text in texts))


def _measures(document: Document) -> Iterator[Block]:
    found = document.mapping("metrics")
    if not found:
        yield Para("No record was held out, so base and tuned model were not compared.", "warn")
        return
    headline = document.get("headline")
    names = sorted(found, key=lambda name: (name != headline, name))
    yield Table(
        "Base against tuned on the hold-out (eval.json: metrics; 95 % intervals in brackets)",
        (
            Column("Measure", 1.3),
            Column("Better", 0.7),
            Column("Base model", 1.4, number=True),
            Column("Tuned model", 1.4, number=True),
            Column("Difference", 1.5, number=True),
        ),
        tuple(
            (
                Cell(measure_name(name), strong=name == headline),
                Cell(show(found[name].get("better"))),
                *(_estimate(found[name].get(part)) for part in ("base", "tuned", "difference")),
            )
            for name in names
        ),
    )
    yield Bullets(tuple(Cell(_MEANINGS.get(name, measure_name(name))) for name in names))
    table = FactTable("How it was measured")
    for label, key in (
        ("Hold-out records", "holdout.records"),
        ("Groups (persons, cases) among them", "holdout.groups"),
        ("Hold-out tokens", "holdout.tokens"),
        ("Records cut at the length limit", "holdout.truncated_records"),
    ):
        table.add(label, document.fact(key), open_text="not recorded")
    if document.mapping("holdout.excluded"):
        table.add("Records left out", document.fact("holdout.excluded"))
    for name in names:
        where = f"metrics.{name}"
        table.add(
            f"{measure_name(name)}: smallest difference that would be found",
            document.fact(f"{where}.minimum_detectable_difference"),
            open_text="cannot be said",
        )
        test = document.fact(f"{where}.test.p_value")
        if test.known:
            table.add(f"{measure_name(name)}: {document.get(f'{where}.test.name')}, p", test)
    table.add("How intervals were made", document.fact(f"metrics.{headline}.method"))
    yield table.table()
    yield Para(
        "If the interval of a difference includes zero, the measurement does not show a "
        "difference; one smaller than the smallest that would be found may be there all the same. "
        "A better figure says that the model does better on records like these, not that its "
        "answers are true."
    )


def _samples(document: Document) -> Iterator[Block]:
    samples = document.items("samples")
    if not samples:
        return
    yield Heading("Samples")
    yield Para(
        f"{plural(min(len(samples), _MAX_SAMPLES), 'sample')} of {len(samples)}, as "
        "recorded. They show style; they prove nothing about quality."
    )
    for sample in samples[:_MAX_SAMPLES]:
        masked = " (personal data in it was masked)" if sample.get("masked") else ""
        text = (("Text", str(sample["text"])),) if "text" in sample else ()
        yield Sample(
            f"Record {sample.get('record')}{masked}",
            (
                *text,
                ("Base model", str(sample.get("base", ""))),
                ("Tuned model", str(sample.get("tuned", ""))),
                ("Reference", str(sample.get("reference", ""))),
            ),
        )


def _estimate(found: Any) -> Cell:
    if not isinstance(found, Mapping):
        return Cell("not recorded")
    value, low, high = found.get("value"), found.get("low"), found.get("high")
    if low is None:
        return Cell(f"{show(value)} (no interval)")
    return Cell(f"{show(value)} [{show(low)}; {show(high)}]")


def _known(value: Any, otherwise: str) -> str:
    return otherwise if value is None else show(value)
