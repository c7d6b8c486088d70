"""Greedy continuations: the likeliest next token, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tuning.quiet import quiet


def continue_greedily(
    model: Any,
    prompts: Sequence[Sequence[int]],
    *,
    max_new_tokens: int,
    pad_id: int,
    eos_ids: Sequence[int],
    batch_size: int,
    step: Callable[[int], None] | None = None,
) -> list[list[int]]:
    """Return the continuation of each prompt, without the stop token, in the order given.

    Prompts are shortened at the front where they would not fit into the model's context.

    Args:
        model: a causal language model.
        prompts: token ids, at least one each.
        max_new_tokens: upper bound of each continuation.
        pad_id: any valid token id; padding is masked.
        eos_ids: tokens that end a continuation.
        batch_size: prompts per call; prompts of like length share one, and behind the virtual
            tokens of prompt tuning only those of equal length: padding between them and the text
            would change what the model says.
        step: called with the number of prompts done.
    """
    import torch
    from transformers import GenerationConfig

    virtual = virtual_tokens(model)
    room = _context(model) - max_new_tokens - virtual
    shortened = [list(prompt)[-room:] if room > 0 else list(prompt)[-1:] for prompt in prompts]
    order = sorted(range(len(prompts)), key=lambda i: (len(shortened[i]), i))
    found: dict[int, list[int]] = {}
    settings = GenerationConfig(
        do_sample=False,
        num_beams=1,
        max_new_tokens=max_new_tokens,
        pad_token_id=pad_id,
        eos_token_id=list(eos_ids),
        use_cache=True,
    )
    model.eval()
    with torch.inference_mode(), quiet():
        lengths = [len(shortened[i]) for i in order]
        for part in _batches(lengths, batch_size, alike=virtual > 0):
            chosen = order[part]
            width = max(len(shortened[i]) for i in chosen)
            ids = torch.full((len(chosen), width), pad_id)
            mask = torch.zeros((len(chosen), width), dtype=torch.long)
            for row, i in enumerate(chosen):
                # Padding stands left, so that every continuation starts at the same column.
                ids[row, width - len(shortened[i]) :] = torch.tensor(shortened[i])
                mask[row, width - len(shortened[i]) :] = 1
            output = model.generate(
                input_ids=ids.to(model.device),
                attention_mask=mask.to(model.device),
                generation_config=settings,
            )
            for row, i in enumerate(chosen):
                found[i] = _until_stop(output[row, width:].tolist(), eos_ids)
            if step is not None:
                step(len(found))
    return [found[i] for i in range(len(prompts))]


def stop_ids(model: Any, tokenizer: Any) -> list[int]:
    """Return all tokens that end an answer, by tokenizer and generation configuration."""
    configured = getattr(model.generation_config, "eos_token_id", None)
    listed = configured if isinstance(configured, list) else [configured]
    return sorted({int(i) for i in [tokenizer.eos_token_id, *listed] if i is not None})


def virtual_tokens(model: Any) -> int:
    """Return how many learned vectors a model puts before every text (prompt tuning)."""
    configs = getattr(model, "peft_config", {}).values()
    return sum(int(item.num_virtual_tokens) for item in configs if item.is_prompt_learning)


def _batches(lengths: Sequence[int], size: int, *, alike: bool) -> Iterator[slice]:
    """Yield the parts of a sorted list that share a call."""
    first = 0
    while first < len(lengths):
        end = min(first + size, len(lengths))
        while alike and lengths[end - 1] != lengths[first]:
            end -= 1
        yield slice(first, end)
        first = end


def _context(model: Any) -> int:
    return int(getattr(model.config, "max_position_embeddings", None) or 2048)


def _until_stop(ids: list[int], eos_ids: Sequence[int]) -> list[int]:
    for number, token in enumerate(ids):
        if token in eos_ids:
            return ids[:number]
    return ids
