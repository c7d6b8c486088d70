"""Language modelling: chats, prompts with completions, instructions, and plain text.

Of a chat only what the assistant says is learned, its stop token included; of a text all of it
(continued pre-training). Tokens are made here and not by the trainer, because that drops examples
in silence when nothing learnable is left of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import TuneError
from tuning.config import TuneConfig
from tuning.evaluation.language import METRICS, measure_language
from tuning.evaluation.measures import Measured, Setup
from tuning.examples import IGNORED, Example, Examples
from tuning.losses import RecordLoss, record_losses
from tuning.pair import Pair
from tuning.tasks.base import Task
from tuning.template import Renderer
from tuning.training.sft import language_trainer

KINDS = ("chat", "prompt_completion", "instruction", "text")


class LanguageModelling(Task):
    """Supervised fine-tuning of a causal language model, and continued pre-training."""

    name = "language modelling"
    kinds = KINDS
    peft_type = "CAUSAL_LM"
    auto_class = "AutoModelForCausalLM"
    metrics = METRICS
    packs = True
    smooths = True

    def examples(self, records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
        """Return the records as examples; see `tokenize`."""
        return tokenize(records, tokenizer, max_length=max_length)

    def trainer_classes(self) -> tuple[type, type]:
        """Return TRL's trainer for supervised fine-tuning and its arguments."""
        from trl import SFTConfig

        return language_trainer(), SFTConfig

    def arguments(self, config: TuneConfig) -> dict[str, Any]:
        """Return what the trainer has to know beside the common arguments."""
        return {"max_length": None, "dataset_kwargs": {"skip_prepare_dataset": True}}

    def row(self, example: Example) -> dict[str, Any]:
        """Return an example as the trainer reads it."""
        return {"input_ids": list(example.input_ids), "labels": list(example.labels)}

    def losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the loss of every learned token of each example."""
        return record_losses(model, examples, pad_id=pad_id, batch_size=batch_size, step=step)

    def measure(
        self, pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup, *, train: Examples
    ) -> Measured:
        """Return losses of both models, and measures of their answers."""
        return measure_language(pair, tokenizer, holdout, setup)


def tokenize(records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
    """Return the records as examples, in order; every record is either in them or counted.

    A record is left out, and counted, when it has no answer (`no_answer`), when nothing of the
    answer fits into `max_length` (`answer_cut_off`) or when its text holds a control token of the
    tokenizer, which would let data speak as another role (`control_token`).

    Args:
        records: cleared records.
        tokenizer: a fast Hugging Face tokenizer.
        max_length: tokens per example; what is longer is cut at the end.

    Raises:
        TuneError: a record's kind cannot be trained yet, the chat template cannot render it, or
            the template does not train its stop token.
    """
    renderer = Renderer(tokenizer)
    items: list[Example] = []
    excluded: Counter[str] = Counter()
    for record in records:
        ids, labels, reason = _encode(record, renderer)
        if not reason:
            truncated = len(ids) > max_length
            ids, labels = ids[:max_length], labels[:max_length]
            if all(label == IGNORED for label in labels[1:]):
                reason = "answer_cut_off" if truncated else "no_answer"
        if reason:
            excluded[reason] += 1
            continue
        group = record.group or record.id
        items.append(Example(record.id, group, tuple(ids), tuple(labels), truncated))
    return Examples(tuple(items), dict(sorted(excluded.items())))


def _encode(record: Record, renderer: Renderer) -> tuple[list[int], list[int], str]:
    """Return token ids, labels and, when the record cannot be used, the reason."""
    if record.kind not in KINDS:
        raise TuneError(
            f"record {record.id!r} is of kind {record.kind!r}, which cannot be trained",
            why=f"a language model learns from {', '.join(KINDS)}",
            fix="convert the records to chats or to prompt and completion",
        )
    if renderer.has_control_token(field.text for field in record.fields()):
        return [], [], "control_token"
    data = record.data
    if record.kind == "text":
        return _plain("", _text(record, "text"), renderer)
    if record.kind == "instruction":
        return _chat(_instruction_messages(record), data, record, renderer)
    if record.kind == "chat":
        return _chat(data["messages"], data, record, renderer)
    prompt, completion = data["prompt"], data["completion"]
    if isinstance(prompt, str) and isinstance(completion, str):
        return _plain(prompt, completion, renderer)
    if isinstance(prompt, list) and isinstance(completion, list):
        return _chat([*prompt, *completion], data, record, renderer, learn_from=len(prompt))
    raise TuneError(f"record {record.id!r}: prompt and completion must both be texts or messages")


def _chat(
    messages: Sequence[Mapping[str, Any]],
    data: Mapping[str, Any],
    record: Record,
    renderer: Renderer,
    *,
    learn_from: int = 0,
) -> tuple[list[int], list[int], str]:
    answers = [number for number, item in enumerate(messages) if item.get("role") == "assistant"]
    if not any(number >= learn_from for number in answers):
        return [], [], "no_answer"
    ids, spans = renderer.chat(messages, tools=data.get("tools"), record_id=record.id)
    labels = [IGNORED] * len(ids)
    for number, (start, end) in zip(answers, spans, strict=True):
        if number >= learn_from:
            labels[start:end] = ids[start:end]
    return ids, labels, ""


def _plain(prompt: str, completion: str, renderer: Renderer) -> tuple[list[int], list[int], str]:
    if not completion.strip():
        return [], [], "no_answer"
    head, answer = renderer.plain(prompt, completion)
    return [*head, *answer], [IGNORED] * len(head) + answer, ""


def _instruction_messages(record: Record) -> list[dict[str, Any]]:
    parts = [_text(record, "instruction")]
    if record.data.get("input"):
        parts.append(_text(record, "input"))
    messages = [{"role": "user", "content": "\n\n".join(parts)}]
    if record.data.get("system"):
        messages.insert(0, {"role": "system", "content": _text(record, "system")})
    return [*messages, {"role": "assistant", "content": _text(record, "output")}]


def _text(record: Record, name: str) -> str:
    value = record.data[name]
    if not isinstance(value, str):
        raise TuneError(f"record {record.id!r}: {name!r} must be a text to be trained")
    return value
