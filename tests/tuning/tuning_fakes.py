"""A random Llama of a few thousand weights with a byte tokenizer, made on the spot."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.dataset.record import Record
from compliance.env import go_offline
from compliance.evidence import ProjectKeys
from tuning.model import BaseModel
from tuning.quiet import quiet
from tuning.run import TuneResult

go_offline()

TEMPLATE = """\
{%- for message in messages -%}
{%- if message['role'] == 'assistant' -%}
{{- '<|assistant|>' -}}{%- generation -%}{{- message['content'] + '<|end|>' -}}{%- endgeneration -%}
{%- elif message['role'] in ('system', 'user') -%}
{{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}
{%- else -%}{{- raise_exception('unknown role') -}}{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
"""
UNMARKED = TEMPLATE.replace("{%- generation -%}", "").replace("{%- endgeneration -%}", "")
LEARNED_MAIL = "zqwxy.korblum@example.com"
"""What the adapter of the tests with a person's own values learned by heart."""
SPECIAL = ["<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]


def make_tokenizer(template: str | None = TEMPLATE) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*SPECIAL, *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|end|>",
        pad_token="<|pad|>",
        additional_special_tokens=SPECIAL[2:],
        clean_up_tokenization_spaces=False,
        chat_template=template,
    )


def save_model(folder: Path, template: str | None = TEMPLATE, *, seed: int = 5) -> Path:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    tokenizer = make_tokenizer(template)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=256,
            initializer_range=0.5,  # large enough that an adapter can make sharp predictions
            tie_word_embeddings=True,
            bos_token_id=None,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder


def chat(number: int | str, *turns: str, group: str = "", system: str = "") -> Record:
    roles = ("user", "assistant")
    messages = [{"role": roles[i % 2], "content": text} for i, text in enumerate(turns)]
    if system:
        messages.insert(0, {"role": "system", "content": system})
    return Record(id=f"r{number}", kind="chat", data={"messages": messages}, group=group)


def make_cleared(train: int = 12, validation: int = 4, holdout: int = 4) -> ClearedDataset:
    rng = random.Random(3)
    words = "red green blue small large round open closed".split()
    records = [
        chat(
            number,
            f"What is box {number}?",
            f"Box {number % 4} is {rng.choice(words)}.",
            group=f"g{number // 2}",
        )
        for number in range(train + validation + holdout)
    ]
    return ClearedDataset(
        train=tuple(records[:train]),
        synthetic=(),
        validation=tuple(records[train : train + validation]),
        holdout=SealedHoldout.of(records[train + validation :]),
        dataset_sha256="a" * 64,
        synthetic_sha256=None,
        clearance_sha256="b" * 64,
    )


def finished(
    result: TuneResult, base: BaseModel, keys: ProjectKeys, cleared: ClearedDataset
) -> dict[str, Any]:
    """Write card and manifest of what `tune` left; return the manifest."""
    from tuning.export import finish

    return finish(
        result.folder,
        run="demo",
        keys=keys,
        cleared=cleared,
        clearance={
            "decision_sha256": "3" * 64,
            "policy_sha256": "4" * 64,
            "verdict": "clear",
            "records": 8,
        },
        base=base,
        licence="Apache-2.0",
        training=result.training,
        training_sha256="1" * 64,
        evaluation=result.evaluation,
        eval_sha256="2" * 64,
    )
