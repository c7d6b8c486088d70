"""Plain words and plain numbers: how values of the evidence are written for a reader."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

VERDICTS: dict[str, tuple[str, str]] = {
    "clear": (
        "Cleared for training",
        "The gate let the data pass: the scan found nothing that the policy forbids.",
    ),
    "clear_after_anonymization": (
        "Cleared after replacement of personal data",
        "The gate let the data pass after the personal data that were found had been replaced.",
    ),
    "needs_review": (
        "Waiting for a person",
        "The gate did not decide: a person has to declare or decide something first.",
    ),
    "blocked": (
        "Blocked",
        "The gate stopped the run: the policy forbids this data.",
    ),
}

LEGAL_BASES: dict[str, str] = {
    "6.1.a": "consent",
    "6.1.b": "contract",
    "6.1.c": "legal obligation",
    "6.1.d": "vital interests",
    "6.1.e": "public task",
    "6.1.f": "legitimate interests",
}

CATEGORIES: dict[str, str] = {
    "identity": "identity",
    "contact": "contact",
    "location": "place",
    "organization": "organisation",
    "date": "date",
    "government_id": "official number",
    "financial": "financial",
    "account": "account",
    "online": "online identifier",
    "vehicle": "vehicle",
    "special_category": "special category (GDPR 9)",
    "criminal": "criminal offence (GDPR 10)",
    "secret": "secret",
}

MEASURES: dict[str, str] = {
    "loss": "Loss",
    "perplexity": "Perplexity",
    "exact_match": "Exact match",
    "token_f1": "Word overlap (F1)",
    "rouge_l": "ROUGE-L",
    "accuracy": "Accuracy",
    "macro_f1": "Macro F1",
    "token_accuracy": "Word accuracy",
    "entity_f1": "Entity F1",
    "reward_accuracy": "Reward accuracy",
    "ranking_accuracy": "Ranking accuracy",
    "reward_margin": "Reward margin",
    "chosen_log_likelihood": "Likelihood of chosen answers",
}

# Keys of evidence documents that are terms of the trade.
KEYS: dict[str, str] = {
    "auc": "area under the curve (0.5 is guessing)",
    "base": "base model",
    "children": "synthetic records",
    "exact_duplicate_equivalents": "weight of one record (1 is once)",
    "false_positive_rate": "share of false alarms allowed",
    "high": "upper end",
    "level": "level of the interval",
    "low": "lower end",
    "members": "training records",
    "min_k_20": "Min-K % 20",
    "non_members": "held-out records",
    "tpr": "training records found",
    "tuned": "tuned model",
    "tuned_only": "tuned model only",
    "upper_bound_rule_of_three": "upper bound (rule of three)",
    "zlib_ratio_real": "compressibility, real records",
    "zlib_ratio_synthetic": "compressibility, synthetic records",
}

GLOSSARY: tuple[tuple[str, str], ...] = (
    (
        "Adapter",
        "A small set of new weights that changes how a base model answers. The base model stays as "
        "it was.",
    ),
    (
        "Base model",
        "The finished language model that the tuning starts from.",
    ),
    (
        "Clearance",
        "A signed file that names the exact data (by hash) which the gate let pass. Training opens "
        "nothing else.",
    ),
    (
        "Fine-tuning",
        "Further training of a base model with own examples.",
    ),
    (
        "Hash (SHA-256)",
        "A fingerprint of a file. If one character of the file changes, the hash changes.",
    ),
    (
        "Hold-out",
        "Examples that were set aside before training and used only to measure the result.",
    ),
    (
        "Interval (95 %)",
        "The range that fits the measurements. A wide interval means that few cases were measured.",
    ),
    (
        "Ledger",
        "The project's list of events. Each entry holds the hash of the one before, so a removed "
        "or changed entry is noticed.",
    ),
    (
        "Loss and perplexity",
        "How surprised a model is by the hold-out texts. Lower is better.",
    ),
    (
        "Pseudonymised",
        "Data that can be linked to a person again with further information. It is still personal "
        "data (GDPR 4(5)).",
    ),
)


def measure_name(name: str) -> str:
    """Return a measure of an evaluation as a reader calls it."""
    return MEASURES.get(name, name.replace("_", " "))


def show(value: Any) -> str:
    """Return a value as a reader expects it: grouped digits, yes and no, lists with commas."""
    if value is None:
        return "not recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {show(item)}" for key, item in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(show(item) for item in value) or "none"
    return str(value)


def _float(value: float) -> str:
    if not math.isfinite(value):
        return "not a number"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 1000:
        return f"{value:,.0f}" if abs(value) < 1e9 else f"{value:.3g}"
    return f"{value:.4g}"


def compute(value: Any) -> str:
    """Return a large count in powers of ten, such as `3.3 × 10^22`; other values as they are."""
    try:
        digits, power = f"{float(value):.2e}".split("e")
    except (TypeError, ValueError):
        return show(value)
    return f"{float(digits):g} × 10^{int(power)}"


def moment(iso: str) -> str:
    """Return an ISO 8601 time as `2026-11-20 16:42 UTC`; other texts as they are."""
    try:
        time = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if time.tzinfo is not None:
        time = time.astimezone(dt.UTC)
    return f"{time:%Y-%m-%d %H:%M} UTC"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 record`, `2 records`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short_hash(value: str) -> str:
    """Return the first twelve digits of a long hash; the annex holds the whole one."""
    return f"{value[:12]}…" if len(value) > 20 else value


def legal_basis(code: Any) -> str:
    """Return a legal basis in words, for instance `Art. 6(1)(f) GDPR: legitimate interests`."""
    text = str(code)
    if text not in LEGAL_BASES:
        return text
    return f"Art. 6(1)({text[-1]}) GDPR: {LEGAL_BASES[text]}"


def flatten(value: Any, prefix: str = "") -> list[tuple[str, Any]]:
    """Return nested values as dotted keys and leaves; of lists of objects the names or length."""
    if isinstance(value, Mapping):
        rows: list[tuple[str, Any]] = []
        for key, item in value.items():
            rows += flatten(item, f"{prefix}.{key}" if prefix else str(key))
        return rows
    if isinstance(value, Sequence) and not isinstance(value, str):
        if value and all(isinstance(item, Mapping) and "name" in item for item in value):
            return [(prefix, [item["name"] for item in value])]
        if any(isinstance(item, Mapping) for item in value):
            return [(prefix, plural(len(value), "entry", "entries"))]
        return [(prefix, list(value))]
    return [(prefix, value)]
