"""README.md of tuned weights: base, licence, data, evaluation and limits, from evidence only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.clearance import ClearedDataset
from tuning.config import ADAPTERS
from tuning.model import BaseModel

_PIPELINES = {
    "language modelling": "text-generation",
    "preference tuning": "text-generation",
    "classification": "text-classification",
    "token classification": "token-classification",
}
"""Task → what model hubs call it."""
_METHODS = {
    "lora": "A LoRA adapter.",
    "ia3": "An IA3 adapter.",
    "prompt_tuning": "Learned vectors that stand before the text (prompt tuning).",
    "full": "A base model whose own weights were trained.",
    "feature_extraction": "A base model of which the output layer alone was trained.",
}


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
    method = training["method"]
    adapter = method in ADAPTERS
    header = [
        f"library_name: {'peft' if adapter else 'transformers'}",
        f"pipeline_tag: {_PIPELINES[training['task']]}",
        "tags:",
        f"- {method.replace('_', '-')}",
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
            f"# {'Adapter' if adapter else 'Model'} of run {run}",
            "",
            f"{_METHODS[method]} "
            + (
                "It needs its base model and does nothing alone."
                if adapter
                else "It is complete; the licence of its base model holds for it too."
            ),
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
            "- The model can repeat what it learned. probe.json of the same run says which",
            "  privacy tests were made and which were not; one that was not made proves nothing.",
            "- No statement about safety, bias or truth of the answers is made here.",
            "- Records erased later stay learned until it is trained again without them.",
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
        f"- Method: {training['method']}; quantisation of the base: {training['quantization']}",
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
        *_base_line(evaluation),
        "",
        f"Verdict: {evaluation['verdict']['state']}.",
        *(f"- {reason}" for reason in evaluation["verdict"]["reasons"]),
        *(f"- Warning: {each['text']}" for each in evaluation["warnings"]),
    ]


def _base_line(evaluation: Mapping[str, Any]) -> list[str]:
    base = evaluation["details"].get("base")
    return ["", f"The base here is {base}."] if base else []


def _row(name: str, found: Mapping[str, Any]) -> str:
    change = found["difference"]
    interval = "no interval"
    if change["low"] is not None:
        interval = f"{change['low']:+.4f} to {change['high']:+.4f}"
    return (
        f"| {name} | {found['better']} | {found['records']} | {found['base']['value']:.4f} | "
        f"{found['tuned']['value']:.4f} | {change['value']:+.4f} ({interval}) |"
    )
