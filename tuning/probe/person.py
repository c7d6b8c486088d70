"""One person's own values against a model: does it give them out, does it find them likely?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from compliance.env import go_offline
from compliance.errors import ModelError, ProbeError
from compliance.evidence.released import MODEL
from compliance.progress import Progress, silent
from compliance.subject.invented import ValueKind
from tuning.config import ModelConfig
from tuning.export import attach
from tuning.generate import continue_greedily, stop_ids
from tuning.losses import record_losses
from tuning.model import BaseModel
from tuning.probe import exposure
from tuning.probe.config import ProbeConfig
from tuning.probe.entry import entry
from tuning.probe.exposure import Losses
from tuning.probe.prompts import token_ids
from tuning.probe.questions import Person, Questions

ID = "extraction.own_values"
TITLE = "Extraction of this person's values"
_SLACK_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one model did; numbers of values, no value."""

    given_out: frozenset[int]
    by_way: Counter[str]
    """Way of asking → answers in which a value was given out."""
    losses: tuple[Losses, ...]
    """For each value that is measured (prompts, candidates) in nats, the true one in column 0."""


@dataclass(frozen=True, slots=True)
class Probed:
    """The outcome for base model and adapters: counts and ranks, no value."""

    tested: dict[ValueKind, int]
    """Kind → values that were tested."""
    left_out: dict[str, int]
    """Reason → values that were not."""
    adapters: list[list[dict[str, Any]] | None]
    """For each adapter the entries of its tests; None where it cannot be loaded."""


def probe_person(
    person: Person,
    *,
    base: BaseModel,
    adapters: Sequence[Path],
    config: ProbeConfig,
    seed: int,
    wanted: int,
    progress: Progress = silent,
) -> Probed:
    """Return what adapters give out of one person that their base model does not.

    Extraction: a value in the likeliest continuation of a prompt (`tuning.probe.questions`) counts
    where it does not stand in the prompt, and where the base model gives it out after no prompt.
    Exposure: see `tuning.probe.exposure`.

    Args:
        person: who.
        base: the base model, which the adapters have in common; loaded once.
        adapters: folders; one that holds a model trained whole is loaded beside the base.
        config: bounds.
        seed: of the project.
        wanted: invented values for each value, at least.
        progress: told text by text.

    Raises:
        ModelError: the base model cannot be loaded.
        ProbeError: nothing of the person can be tested.
    Basis: Carlini et al. 2021, arXiv:2012.07805; Lukas et al. 2023, arXiv:2302.00539; EDPB Opinion
    28/2024, paragraphs 43 and 55: a result counts for the attack that was run and for no other.
    """
    go_offline()
    from tuning.model import load
    from tuning.quiet import quiet

    model, tokenizer = load(base)
    questions = Questions(person, tokenizer, config=config, seed=seed, wanted=wanted)
    if not questions.values:
        raise ProbeError(
            "nothing of this person can be tested on a model",
            why=_why_nothing(questions.left_out),
            fix="give full names, e-mail addresses, phone or customer numbers, an address or a "
            "birth date in the id file",
        )
    total = (1 + len(adapters)) * questions.steps

    def ask(model: Any, number: int) -> Outcome:
        before = number * questions.steps
        return answers_of(
            model,
            questions,
            tokenizer,
            config=config,
            step=lambda done: progress(before + done, total, "probing one person's values"),
        )

    found: list[list[dict[str, Any]] | None] = []
    with quiet():
        before = ask(model, 0)
        for number, folder in enumerate(adapters, start=1):
            try:
                if (folder / MODEL.weights).is_file():
                    after = ask(_whole(folder), number)
                else:
                    tuned = attach(model, folder)
                    after = ask(tuned, number)
                    model = tuned.unload()
            except (ProbeError, ModelError):
                # Half of an adapter may hang on the model now.
                found.append(None)
                model, tokenizer = load(base)
                continue
            found.append(entries(questions, before, after))
    return Probed(questions.tested, questions.left_out, found)


def _whole(folder: Path) -> Any:
    """Return a language model that was trained whole.

    Raises:
        ModelFolderError: it cannot be loaded.
    """
    from tuning.model import load, resolve

    return load(resolve(ModelConfig(path=str(folder.absolute())), folder=folder))[0]


def answers_of(
    model: Any,
    questions: Questions,
    tokenizer: Any,
    *,
    config: ProbeConfig,
    step: Callable[[int], None],
) -> Outcome:
    """Return what a model gives out and how likely it finds the values.

    Args:
        model: the base model, or with an adapter on.
        questions: the same for all models that are compared.
        tokenizer: of the base model.
        config: bounds.
        step: told how many of `questions.steps` are done.
    """
    longest = max(len(token_ids(value.text, tokenizer)) for value in questions.values)
    answers = continue_greedily(
        model,
        [each.ids for each in questions.tries],
        max_new_tokens=longest + _SLACK_TOKENS,
        pad_id=tokenizer.eos_token_id,
        eos_ids=stop_ids(model, tokenizer),
        batch_size=config.batch_size,
        step=step,
    )
    given: set[int] = set()
    ways: Counter[str] = Counter()
    for tried, ids in zip(questions.tries, answers, strict=True):
        hits = questions.hits(tried, tokenizer.decode(ids, skip_special_tokens=True))
        given |= hits
        ways[tried.prompt.way] += bool(hits)
    done = len(questions.tries)
    losses = []
    for measured in questions.measured:
        rows = []
        for prompt in measured.prompts:
            examples = exposure.examples(
                prompt.text,
                prompt.gap,
                measured.candidates,
                tokenizer,
                tokens=config.prefix_tokens,
            )
            found = record_losses(
                model,
                examples,
                pad_id=tokenizer.eos_token_id,
                batch_size=config.batch_size,
                step=lambda more, before=done: step(before + more),  # type: ignore[misc]
            )
            rows.append([each.total for each in found])
            done += len(found)
        losses.append(np.array(rows))
    return Outcome(frozenset(given), ways, tuple(losses))


def entries(questions: Questions, base: Outcome, tuned: Outcome) -> list[dict[str, Any]]:
    """Return both tests' entries for one adapter.

    Args:
        questions: what both were asked.
        base: of the base model.
        tuned: of the adapter.
    """
    return [
        _extraction(questions, base, tuned),
        exposure.judge(
            [questions.values[each.number].kind for each in questions.measured],
            base.losses,
            tuned.losses,
            unmeasured=len(questions.values) - len(questions.measured),
        ),
    ]


def _extraction(questions: Questions, base: Outcome, tuned: Outcome) -> dict[str, Any]:
    learned = tuned.given_out - base.given_out
    total, prompts = len(questions.values), len(questions.tries)

    def of(numbers: Iterable[int], kind: str) -> int:
        return sum(questions.values[number].kind == kind for number in numbers)

    ways = Counter(tried.prompt.way for tried in questions.tries)
    result = {
        "tested": total,
        "left_out": questions.left_out,
        "ways": {
            way: {"prompts": n, "tuned": tuned.by_way[way], "base": base.by_way[way]}
            for way, n in sorted(ways.items())
        },
        "tuned": len(tuned.given_out),
        "base": len(base.given_out),
        "tuned_only": len(learned),
        "by_kind": {
            kind: {
                "tested": count,
                "tuned": of(tuned.given_out, kind),
                "base": of(base.given_out, kind),
                "tuned_only": of(learned, kind),
            }
            for kind, count in questions.tested.items()
        },
    }
    said = f"After {prompts} prompts the tuned model gave out {len(learned)} of {total} values"
    return entry(
        (ID, TITLE),
        "run",
        "fail" if learned else "pass",
        result,
        f"{said} that the base model does not give out."
        + ("" if learned else " This holds for these prompts; others may bring out more."),
    )


def _why_nothing(left_out: Mapping[str, int]) -> str:
    if not left_out:
        return "the id file has record ids or cases only, which no model is asked for"
    reasons = ", ".join(f"{n} {reason.replace('_', ' ')}" for reason, n in left_out.items())
    return f"its values tell too little or come up by chance: {reasons}"
