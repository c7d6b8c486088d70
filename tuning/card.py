"""README.md of tuned weights: base, licence, data, evaluation and limits, from evidence only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuning.config import ADAPTERS

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
_USE = {
    "adapter": "It needs its base model and does nothing alone.",
    "model": "It is complete; the licence of its base model holds for it too.",
    "merged": "It was merged into its base model and is complete; the licence of the base model "
    "holds for it too.",
    "gguf": "This is the complete model for llama.cpp, in one file; the licence of the base model "
    "holds for it too.",
}
"""What lies in the folder → how it is used."""


def model_card(
    origin: Mapping[str, Any],
    *,
    training: Mapping[str, Any],
    evaluation: Mapping[str, Any],
    export: Mapping[str, Any] | None = None,
) -> str:
    """Return the model card as Markdown with the metadata header that model hubs read.

    Args:
        origin: what the manifest says of run, data and base model.
        training: training.json.
        evaluation: eval.json.
        export: what the manifest of an export says besides; None for what training left.
    """
    method, base = training["method"], origin["base_model"]
    form = _form(method, export)
    library = {"adapter": "peft", "gguf": "gguf"}.get(form, "transformers")
    header = [
        f"library_name: {library}",
        f"pipeline_tag: {_PIPELINES[training['task']]}",
        "tags:",
        f"- {method.replace('_', '-')}",
        "- ftcheck",
    ]
    # A folder is no hub id, and a wrong `base_model` would link a stranger's model.
    if base["revision"] is not None:
        header.insert(0, f"base_model: {base['name']}")
    return "\n".join(
        [
            "---",
            *header,
            "---",
            "",
            f"# {'Adapter' if form == 'adapter' else 'Model'} of run {origin['run']}",
            "",
            f"{_METHODS[method]} {_USE[form]}",
            "",
            *(["## Export", "", *_export_lines(export), ""] if export else []),
            "## Base model",
            "",
            f"- Name: {base['name']}",
            f"- Revision: {base['revision'] or 'none (local files)'}",
            f"- SHA-256 over all files: `{base['sha256_tree']}`",
            f"- Licence: {base['licence'] or 'not known: an open point'}",
            "",
            "## Data",
            "",
            *_data_lines(origin, training),
            "",
            "## Training",
            "",
            *_training_lines(training),
            "",
            *(
                ["## Differential privacy", "", *_privacy_lines(training["privacy"]), ""]
                if "privacy" in training
                else []
            ),
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


def _form(method: str, export: Mapping[str, Any] | None) -> str:
    """Return what lies in the folder: `adapter`, `model`, `merged` or `gguf`."""
    if method not in ADAPTERS and (export is None or export["format"] != "gguf"):
        return "model"
    return "adapter" if export is None else str(export["format"])


def _export_lines(export: Mapping[str, Any]) -> list[str]:
    """Return what was made of the evaluated weights, and how it was compared with them."""
    origin, found = export["origin"], export["comparison"]
    lines = [
        f"- Made from: the {origin['kind']} of the run, SHA-256 `{origin['sha256']}`",
        f"- Numbers: {export['outtype'] or export['dtype']}",
    ]
    if found is None:
        return [*lines, "- The weights are byte for byte those that were evaluated."]
    lines += [
        f"- Compared with the evaluated weights on {found['texts']} general sentences, "
        f"{found['places']:,} places, after it was loaded again:",
        f"  largest difference of a logit {found['max_abs_difference']:.2g} (largest logit "
        f"{found['largest_logit']:.3g}), mean KL divergence {found['mean_kl_nats']:.2g} nats, "
        f"same first choice {found['same_first_choice']:.2%}",
    ]
    if found["moved_by_training_nats"] is not None:
        lines.append(
            f"- For scale: training moved the base by {found['moved_by_training_nats']:.2g} nats"
            " on the same sentences."
        )
    if quantised := found["with_quantised_base"]:
        lines.append(
            f"- The evaluation below is of the adapter on a quantised base. {quantised} The figures"
            " above are of the adapter on the base in full precision."
        )
    else:
        lines.append(
            "- The evaluation below is of the weights it was made from; this comparison stands for"
            " it."
        )
    if converter := export["converter"]:
        lines += [
            f"- Converted with `{converter['name']}`, SHA-256 `{converter['sha256']}`, from the "
            f"compared model in {export['dtype']}.",
            "- What the converted file answers was **not compared**: it needs another runtime.",
        ]
    return lines


def _data_lines(origin: Mapping[str, Any], training: Mapping[str, Any]) -> list[str]:
    records, synthetic = training["records"], origin["synthetic_sha256"]
    return [
        f"- Real records: {records['train_real']}; synthetic: {records['train_synthetic']}",
        f"- For early stopping: {records['validation']}; held out: {origin['records']['holdout']}",
        f"- Cleaned dataset, SHA-256: `{origin['dataset_sha256']}`",
        f"- Clearance, SHA-256: `{origin['clearance_sha256']}`",
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


def _privacy_lines(found: Mapping[str, Any]) -> list[str]:
    return [
        f"- Epsilon {found['epsilon']:.4g} at delta {found['delta']:.3g}, by the accountant"
        f" {found['accountant']} of Opacus {found['opacus']}",
        f"- All {found['attempts']} private trainings on these records together: epsilon"
        f" {found['epsilon_all_attempts']:.4g}",
        f"- Unit: {found['unit']}. {found['units']:,} units, the largest of"
        f" {found['largest_unit']} rows",
        f"- {found['steps']:,} steps, Poisson sampling at rate {found['sample_rate']:.3g}; noise"
        f" multiplier {found['noise_multiplier']:.3g}, clipping norm {found['max_grad_norm']:g}",
        "- It bounds what the weights tell about one unit of the training records. It says nothing"
        " about the base model's own training data, and nothing about the figures on this page,"
        " which are exact.",
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
