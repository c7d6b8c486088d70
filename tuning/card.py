"""The adapter's README.md: base, licence, data, evaluation and limits, from evidence only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.clearance import ClearedDataset
from tuning.model import BaseModel


def model_card(
    *,
    run: str,
    cleared: ClearedDataset,
    base: BaseModel,
    licence: str | None,
    training: Mapping[str, Any],
    evaluation: Mapping[str, Any],
) -> str:
    """Return the model card as Markdown with the metadata header that model hubs read."""
    header = [
        "library_name: peft",
        "pipeline_tag: text-generation",
        "tags:",
        "- lora",
        "- ftcheck",
    ]
    # A folder is no hub id, and a wrong `base_model` would link a stranger's model.
    if base.revision is not None:
        header.insert(0, f"base_model: {base.name}")
    return "\n".join(
        [
            "---",
            *header,
            "---",
            "",
            f"# Adapter of run {run}",
            "",
            "A LoRA adapter. It needs its base model and does nothing alone.",
            "",
            "## Base model",
            "",
            f"- Name: {base.name}",
            f"- Revision: {base.revision or 'none (local files)'}",
            f"- SHA-256 over all files: `{base.sha256_tree}`",
            f"- Licence: {licence or 'not known: an open point'}",
            "",
            "## Data",
            "",
            *_data_lines(cleared, training),
            "",
            "## Training",
            "",
            *_training_lines(training),
            "",
            "## Evaluation",
            "",
            *_evaluation_lines(evaluation["holdout"]),
            "",
            "## Limits",
            "",
            "- The figures hold for records like the held-out ones, and for no others.",
            "- The adapter can repeat what it learned. probe.json of the same run says which",
            "  privacy tests were made and which were not; one that was not made proves nothing.",
            "- No statement about safety, bias or truth of the answers is made here.",
            "- Records erased later stay learned until the adapter is trained again without them.",
            "",
        ]
    )


def _data_lines(cleared: ClearedDataset, training: Mapping[str, Any]) -> list[str]:
    records = training["records"]
    synthetic = cleared.synthetic_sha256
    return [
        f"- Real records: {records['train_real']}; synthetic: {records['train_synthetic']}",
        f"- For early stopping: {records['validation']}; held out: {len(cleared.holdout)}",
        f"- Cleaned dataset, SHA-256: `{cleared.dataset_sha256}`",
        f"- Clearance, SHA-256: `{cleared.clearance_sha256}`",
        f"- Synthetic records, SHA-256: {f'`{synthetic}`' if synthetic else 'none'}",
    ]


def _training_lines(training: Mapping[str, Any]) -> list[str]:
    parameters, tokens = training["parameters"], training["tokens"]
    stopped = "; stopped early" if training["early_stopped"] else ""
    return [
        f"- Steps: {training['steps']} in {training['epochs']:.1f} epochs{stopped};"
        f" weights of step {training['best_step']} kept",
        f"- Trainable parameters: {parameters['trainable']:,} of {parameters['total']:,}",
        f"- Tokens read: {tokens['trained_on']:,}; records cut to length:"
        f" {tokens['truncated_records']}",
        f"- Device: {training['device']['name']} ({training['device']['type']}),"
        f" {training['precision']}",
    ]


def _evaluation_lines(holdout: Mapping[str, Any]) -> list[str]:
    if not holdout["records"]:
        return ["No record was held out, so nothing was measured."]
    base, tuned, difference = holdout["base"], holdout["tuned"], holdout["difference"]
    interval = "no interval (one group only)"
    if difference["low"] is not None:
        interval = f"95 % interval {difference['low']:+.4f} to {difference['high']:+.4f}"
    return [
        f"On {holdout['records']} held-out records ({holdout['tokens']:,} answer tokens):",
        "",
        "| | loss (nats per token) | perplexity |",
        "|---|---|---|",
        f"| base | {base['loss']:.4f} | {_number(base['perplexity'])} |",
        f"| tuned | {tuned['loss']:.4f} | {_number(tuned['perplexity'])} |",
        "",
        f"Difference {difference['mean']:+.4f} ({interval}; {difference['method']}).",
        f"Better on {holdout['improved_records']} of {holdout['records']} records.",
    ]


def _number(value: float | None) -> str:
    return "too large" if value is None else f"{value:.2f}"
