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
            *_evaluation_lines(evaluation),
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


def _evaluation_lines(evaluation: Mapping[str, Any]) -> list[str]:
    holdout, metrics = evaluation["holdout"], evaluation["metrics"]
    if not metrics:
        return ["No record was held out, so nothing was measured."]
    return [
        f"On {holdout['records']} held-out records in {holdout['groups']} groups; differences are "
        "tuned minus base, with 95 % intervals.",
        "",
        "| measure | better | records | base | tuned | difference |",
        "|---|---|---|---|---|---|",
        *(_row(name, found) for name, found in sorted(metrics.items())),
        "",
        f"Verdict: {evaluation['verdict']['state']}.",
        *(f"- {reason}" for reason in evaluation["verdict"]["reasons"]),
        *(f"- Warning: {each['text']}" for each in evaluation["warnings"]),
    ]


def _row(name: str, found: Mapping[str, Any]) -> str:
    change = found["difference"]
    interval = "no interval"
    if change["low"] is not None:
        interval = f"{change['low']:+.4f} to {change['high']:+.4f}"
    return (
        f"| {name} | {found['better']} | {found['records']} | {found['base']['value']:.4f} | "
        f"{found['tuned']['value']:.4f} | {change['value']:+.4f} ({interval}) |"
    )
