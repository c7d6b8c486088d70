"""Differential privacy of a training: what was spent, what it protects and what it does not."""

from __future__ import annotations

from reports.blocks import Block, FactTable, Para
from reports.facts import Document
from reports.words import show


def privacy_blocks(training: Document) -> list[Block]:
    """Return what epsilon is and means; nothing where training was not private."""
    if not training.get("privacy"):
        return []
    table = FactTable("Differential privacy")
    for label, key in (
        ("Epsilon of this training", "epsilon"),
        ("Delta", "delta"),
        ("Private trainings on these records", "attempts"),
        ("Epsilon of all of them together", "epsilon_all_attempts"),
        ("Accountant", "accountant"),
        ("Unit", "unit"),
        ("Units", "units"),
        ("Rows of the largest unit", "largest_unit"),
        ("Noise multiplier", "noise_multiplier"),
        ("Clipping norm of a unit", "max_grad_norm"),
        ("Share of units that were clipped", "clipped_share"),
        ("Sampling", "sampling"),
        ("Sampling rate", "sample_rate"),
        ("Steps", "steps"),
        ("Opacus", "opacus"),
    ):
        table.add(label, training.fact(f"privacy.{key}"), open_text="not recorded")
    epsilon, delta = show(training.get("privacy.epsilon")), show(training.get("privacy.delta"))
    return [
        table.table(),
        Para(
            "This bounds what anybody who sees the weights can learn about one unit: whatever "
            f"they conclude is at most e^{epsilon} times as likely as if its records had not been "
            f"trained on, up to a probability of {delta}. The larger epsilon is, the less this "
            "promises. Noise and sampling came from the "
            "operating system's entropy, so this training cannot be repeated to the byte."
        ),
        Para(
            "It does not cover the base model's own training data, the validation and held-out "
            "records, the choice of settings by looking at results, or which records and synthetic "
            "records were let in. The figures of this report on training records (loss curve, "
            "probe) are exact and not noised. What cleaning left in the texts and many units share "
            "is not hidden: a unit is, not what all have in common."
        ),
    ]
