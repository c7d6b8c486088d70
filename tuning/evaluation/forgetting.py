"""Forgetting: base against tuned model on general text that the task has nothing to do with."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.dataset.record import Record
from compliance.errors import PathError
from tuning.config.evaluation import NONE, SHIPPED
from tuning.evaluation.measures import Measure, Setup, rows
from tuning.losses import record_losses
from tuning.pair import Pair
from tuning.training.padding import pad_id_of

if TYPE_CHECKING:
    from tuning.tasks.base import Task

FILE = "sentences.txt"
_LANGUAGE_MODELS = "AutoModelForCausalLM"


def forgetting(task: Task, pair: Pair, tokenizer: Any, setup: Setup) -> dict[str, Any]:
    """Return the loss of both models on general text, and by language where the set tells it.

    Args:
        task: only language models can be read on plain text.
        pair: base and tuned model.
        tokenizer: its tokenizer.
        setup: names the texts.

    Raises:
        PathError: the file of general texts is missing, empty or no text.

    Basis: Kirkpatrick et al. 2017 (catastrophic forgetting, arXiv:1612.00796); Luo et al. 2023
    (in fine-tuned language models, arXiv:2308.08747).
    """
    name = setup.settings.general_texts
    if name == NONE:
        return _not_measured('general_texts is "none"')
    if task.auto_class != _LANGUAGE_MODELS:
        return _not_measured("this model does not write text")
    from tuning.tasks.language import tokenize

    texts, digest = general_texts(name)
    records = [
        Record(id=str(number), kind="text", data={"text": text}, source=language)
        for number, (language, text) in enumerate(texts)
    ]
    longest = setup.config.max_length
    examples = tokenize(records, tokenizer, max_length=longest)
    if not examples.items:
        return _not_measured("no text is left after tokenisation")
    pad_id = pad_id_of(tokenizer)
    total = 2 * len(examples.items)

    def losses(before: int) -> list[Any]:
        return record_losses(
            pair.model,
            examples.items,
            pad_id=pad_id,
            batch_size=setup.config.per_device_eval_batch_size,
            step=lambda n: setup.progress(before + n, total, "reading general text"),
        )

    with pair.base():
        base = losses(0)
    tuned = losses(len(examples.items))
    sizes = [each.tokens.size for each in base]
    ids = [each.record_id for each in base]
    measure = Measure(
        "loss",
        "lower",
        records=ids,
        groups=ids,
        base=rows([each.total for each in base], sizes),
        tuned=rows([each.total for each in tuned], sizes),
    )
    languages = [records[int(number)].source for number in ids]
    known = sorted(set(languages) - {""})
    return {
        "status": "measured",
        "texts": SHIPPED if name == SHIPPED else Path(name).name,
        "sha256": digest,
        "tokens": sum(sizes),
        "excluded": examples.excluded,
        "loss": measure.document(setup.seed),
        "by_language": {
            language: measure.document(
                setup.seed, chosen=[row for row, own in enumerate(languages) if own == language]
            )
            for language in known
        },
    }


def general_texts(name: str) -> tuple[list[tuple[str, str]], str]:
    """Return (language or "", text) of a set of general texts, and its SHA-256.

    Args:
        name: `shipped`, or a UTF-8 file with a text a line: plain, or `language<TAB>text`, or a
            JSON object with `text` and perhaps `lang`.

    Raises:
        PathError: the file is missing, empty, no UTF-8, or a line of it is damaged.
    """
    if name == SHIPPED:
        content = files("tuning.evaluation").joinpath("general", FILE).read_bytes()
    else:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            raise PathError(
                f"{name} cannot be read", why="general_texts in [evaluate] names it"
            ) from error
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise PathError(f"{name} is no UTF-8 text", fix="store it as UTF-8") from error
    texts = [_text(line, f"{name} line {number}") for number, line in enumerate(lines, start=1)]
    texts = [each for each in texts if each[1]]
    if not texts:
        raise PathError(f"{name} holds no text", why="general_texts in [evaluate] names it")
    return texts, hashlib.sha256(content).hexdigest()


def require_readable(name: str) -> None:
    """Refuse a set of general texts that cannot be read, before anything is trained.

    Raises:
        PathError: see `general_texts`.
    """
    if name != NONE:
        general_texts(name)


def _text(line: str, place: str) -> tuple[str, str]:
    if line.lstrip().startswith("{"):
        try:
            found = json.loads(line)
            language, text = found.get("lang", ""), found["text"]
        except (ValueError, KeyError) as error:
            raise PathError(f'{place} is no JSON object with "text"') from error
        if not isinstance(text, str) or not isinstance(language, str):
            raise PathError(f"{place}: text and lang must be texts")
        return language, text.strip()
    language, tab, text = line.partition("\t")
    return (language.strip(), text.strip()) if tab else ("", line.strip())


def _not_measured(reason: str) -> dict[str, Any]:
    return {"status": "not measured", "reason": reason}
