"""What a training cost, and its operations against the AI Act's figures for modifiers."""

from __future__ import annotations

from typing import Any

from reports.blocks import Block, FactTable, Para
from reports.facts import Document
from reports.words import compute, show

_NOT_LAW = (
    "The figures are those of the Commission's guidelines, which are no law; this is no legal "
    "advice."
)


def cost_blocks(training: Document) -> list[Block]:
    """Return the table of cost and the comparison of operations."""
    return [_cost(training), *_modifier(training)]


def _cost(training: Document) -> Block:
    table = FactTable("What it cost")
    table.add("Seconds, with validation", training.fact("seconds"), open_text="not recorded")
    table.add(
        "Tokens per second, without padding",
        training.fact("cost.tokens_per_second.real"),
        open_text="not recorded",
    )
    table.add(
        "Tokens per second that count in the loss",
        training.fact("cost.tokens_per_second.trainable"),
        open_text="not recorded",
    )
    table.add("Share of padding", training.fact("cost.padding_share"), open_text="not recorded")
    mfu = training.fact("cost.mfu.value")
    table.add(
        "Used of the machine's rate (MFU)",
        mfu,
        text=f"{show(mfu.value)} of {compute(training.get('cost.mfu.peak_flops_per_second'))} "
        f"FLOP/s: {show(training.get('cost.mfu.peak'))}",
        open_text=_why(training, "cost.mfu"),
    )
    memory = training.fact("cost.peak_memory.bytes")
    table.add(
        "Peak memory",
        memory,
        text=f"{_size(memory.value)}: {show(training.get('cost.peak_memory.counted'))}",
        open_text=_why(training, "cost.peak_memory"),
    )
    energy = training.fact("cost.energy.kwh")
    table.add(
        "Energy",
        energy,
        text=f"{show(energy.value)} kWh ({show(training.get('cost.energy.method'))})",
        open_text=_why(training, "cost.energy"),
    )
    carbon = training.fact("cost.co2.grams")
    table.add(
        "CO2 equivalent",
        carbon,
        text=f"{show(carbon.value)} g, at {show(training.get('cost.co2.grams_per_kwh'))} g per kWh "
        f"({show(training.get('cost.co2.source'))})",
        open_text=_why(training, "cost.co2", "not calculated"),
    )
    return table.table()


def _modifier(training: Document) -> list[Block]:
    table = FactTable("Operations, against the guidelines on general-purpose models")
    flops = training.fact("flops")
    table.add("This training (FLOP)", flops, text=compute(flops.value), open_text="not recorded")
    base = training.fact("ai_act.base_training_flops")
    table.add(
        "Base model's own training (FLOP)",
        base,
        text=f"{compute(base.value)} ({show(training.get('ai_act.base_training_flops_source'))})",
        open_text="not known: training_flops in [model]",
    )
    threshold = training.fact("ai_act.threshold_flops")
    table.add(
        "Figure it is held against (FLOP)",
        threshold,
        text=f"{compute(threshold.value)}: {show(training.get('ai_act.rule'))}",
        open_text="not recorded",
    )
    share = training.fact("ai_act.share")
    table.add(
        "Share of that figure",
        share,
        text=f"{_share(share.value)}, {show(training.get('ai_act.counted'))}",
        open_text="not recorded",
    )
    table.add("Source of the figure", training.fact("ai_act.source"), open_text="not recorded")
    below = training.get("ai_act.below")
    words = {
        True: "By this figure alone, whoever tuned does not become provider of a general-purpose "
        f"AI model. {_NOT_LAW}",
        False: "The compute is NOT below the guidelines' figure. Ask for legal advice on the "
        f"duties of AI Act Art. 53. {_NOT_LAW}",
        None: "The compute was not held against the guidelines.",
    }
    said = words[below if isinstance(below, bool) else None]
    return [table.table(), Para(said, tone="plain" if below is True else "warn")]


def _why(training: Document, key: str, word: str = "not measured") -> str:
    reason = training.get(f"{key}.reason")
    return f"{word}: {reason}" if reason else word


def _size(count: Any) -> str:
    if not isinstance(count, int):
        return show(count)
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def _share(share: Any) -> str:
    return f"{share:.1e}" if isinstance(share, float) and share < 0.001 else show(share)
