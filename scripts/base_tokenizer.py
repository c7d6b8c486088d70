"""The tokenizer of the base model: byte-level BPE with five control tokens and a chat template."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAD, END, SYSTEM, USER, ASSISTANT = "<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"
CONTROL = (PAD, END, SYSTEM, USER, ASSISTANT)
CONTEXT = 1024

# `generation` marks what the model has to learn: the assistant's text and its stop token.
CHAT_TEMPLATE = """\
{%- for message in messages -%}
{%- if message['role'] == 'assistant' -%}
{{- '<|assistant|>' -}}
{%- generation -%}{{- message['content'] + '<|end|>' -}}{%- endgeneration -%}
{%- elif message['role'] in ('system', 'user') -%}
{{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}
{%- else -%}
{{- raise_exception('roles are system, user and assistant') -}}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
"""


def train_tokenizer(texts: Iterable[str], vocab_size: int) -> Any:
    """Return a tokenizer trained on `texts`, as `transformers` holds it.

    Every digit is a token of its own; there is no normalizer, so decoding gives back the text.

    Args:
        texts: training text in pieces.
        vocab_size: number of tokens, the control tokens and the 256 bytes included.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(CONTROL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=[SYSTEM, USER, ASSISTANT],
        model_max_length=CONTEXT,
        padding_side="right",
        clean_up_tokenization_spaces=False,
        chat_template=CHAT_TEMPLATE,
    )


def sha256_tree(folder: Path, leave_out: Iterable[str]) -> str:
    """Return the SHA-256 over `<sha256 of file>  <relative path>` lines, sorted by path.

    Args:
        folder: the model folder.
        leave_out: relative paths that do not count.
    """
    lines = []
    skipped = set(leave_out)
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in skipped:
            lines.append((name, f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"))
    return hashlib.sha256("".join(line for _, line in sorted(lines)).encode()).hexdigest()
