"""The whole way of a search: all candidates trained, the worse ones stopped, the best named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from compliance.clearance import ClearedDataset
from compliance.env import go_offline
from compliance.errors import ConfigError, TuneError
from compliance.evidence.keys import ProjectKeys
from compliance.progress import Progress, silent
from tuning.config import TuneConfig
from tuning.config.search import SearchConfig
from tuning.examples import Examples, cut_or_left_out
from tuning.model import BaseModel
from tuning.search.halving import goes_on, in_order, lost, rungs
from tuning.search.luck import luck
from tuning.search.space import applied, candidates
from tuning.search.trials import TRAINED, Shop, Trial

if TYPE_CHECKING:
    from tuning.tasks import Task

SCHEMA = "ftcheck.search/1"
PRUNED = "pruned"


def search(
    cleared: ClearedDataset,
    *,
    base: BaseModel,
    config: TuneConfig,
    settings: SearchConfig,
    seed: int,
    folder: Path,
    keys: ProjectKeys,
    progress: Progress = silent,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Train every candidate on the training records and return search.json without its lock.

    Validation records judge, and nothing else: the hold-out stays sealed. The same call goes on
    where an earlier one was stopped, with the same result; whoever calls makes sure that data,
    base, settings and versions are the same as then.

    Memory: the base model twice for a moment at most, and all examples as token ids.

    Args:
        cleared: what a clearance covers.
        base: a checked base model.
        config: [tune], from which candidates differ.
        settings: of the search, without problems (`search_problems`).
        seed: of the project; every trial is trained with it, as `tune` would.
        folder: for checkpoints and what is found; to be deleted when the result is kept.
        keys: what lies there is signed with.
        progress: told about the steps of each trial.
        say: told line by line what happens.

    Raises:
        TuneError: there are no validation records, or no candidate could be trained.
        ConfigError: losses of these trials cannot be compared.
        DiskFullError, CheckpointError, KeyboardInterrupt: see `tuning.training.loop.train`.
    """
    go_offline()
    shutil.rmtree(folder / "scratch", ignore_errors=True)
    chosen = candidates(settings, seed=seed)
    judge, length, task = _judge(cleared, base, config, settings, seed, say)
    shop = Shop(cleared, base, config, judge, seed, folder, keys, say)
    trials = {each.number: Trial(each, shop) for each in chosen}
    rounds = _rounds(trials, settings, config, progress, say)
    shutil.rmtree(folder / "scratch", ignore_errors=True)
    ranked = _ranked(trials, rounds)
    if not ranked:
        reasons = dict.fromkeys(str(trial.last["reason"]) for trial in trials.values())
        raise TuneError(
            f"none of {len(trials)} trials could be trained:"
            + "".join(f"\n  - {reason}" for reason in list(reasons)[:5]),
            why="there is nothing to choose from",
            fix="correct [search.space] or [tune], then begin again with --restart",
        )
    best = ranked[0]
    return {
        "schema": SCHEMA,
        "task": task.name,
        "validation": {
            "records": len(judge.items),
            "groups": len({item.group for item in judge.items}),
            "max_length": length,
            "excluded": judge.excluded,
        },
        "rungs": rounds,
        "trials": [_row(trial, ranked, rounds) for trial in trials.values()],
        "winner": {"number": best, "changes": dict(trials[best].candidate.changes)},
        "luck": _luck(trials, rounds, best, seed),
        "seconds": sum(_seconds(trial) for trial in trials.values()),
    }


def _judge(
    cleared: ClearedDataset,
    base: BaseModel,
    config: TuneConfig,
    settings: SearchConfig,
    seed: int,
    say: Callable[[str], None],
) -> tuple[Examples, int, Task]:
    """Return the validation examples that all trials are judged by, their length, and the task."""
    from tuning.quiet import quiet
    from tuning.tasks import task_for
    from tuning.tasks.preference import Preference
    from tuning.training.arguments import usable_length

    if not cleared.validation:
        raise TuneError(
            "there are no validation records, so trials cannot be compared",
            why="the hold-out must not choose settings, or its verdict would be worth nothing",
            fix="raise validation in [split], or add more data",
        )
    task = task_for(cleared.train)
    model, tokenizer = task.load(base, seed=seed)
    tried = []
    for each in candidates(settings, seed=seed):
        try:
            tried.append(applied(config, each.changes))
        except ValidationError:
            continue  # it will be a row with this reason
    longest = max((each.max_length for each in tried), default=config.max_length)
    own = {usable_length(each, model) for each in tried}
    length = min(
        usable_length(each.model_copy(update={"max_length": longest}), model)
        for each in tried or [config]
    )
    del model
    if len(own) > 1 and isinstance(task, Preference):
        raise ConfigError(
            "[search] does not fit the data:",
            problems=[
                "search.space: pairs of different max_length are held against different answers of"
                " the base, so their losses cannot be compared; set max_length in [tune]"
            ],
        )
    with quiet():
        judge = task.examples(cleared.validation, tokenizer, max_length=length)
        read = [*cleared.train, *cleared.synthetic]
        learned = task.examples(read, tokenizer, max_length=length)
    for name, examples in (("training", learned), ("validation", judge)):
        for line in cut_or_left_out(name, examples, length):
            say(line)
    if not judge.items:
        raise TuneError(
            "no validation record can be used, so trials cannot be compared",
            why=f"left out: {judge.excluded}",
            fix="raise max_length in [tune]",
        )
    return judge, length, task


def _rounds(
    trials: Mapping[int, Trial],
    settings: SearchConfig,
    config: TuneConfig,
    progress: Progress,
    say: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Train all trials rung by rung; return what each rung was, and who entered it."""
    reach = rungs(settings.halving, config.num_train_epochs)
    eta = settings.halving.eta if settings.halving else 1
    entered, found = list(trials), list[dict[str, Any]]()
    for rung, epoch in enumerate(reach, start=1):
        whole = epoch == reach[-1]
        if len(reach) > 1 and entered:
            say(f"rung {rung} of {len(reach)}: {len(entered)} trials up to epoch {epoch}")
        places = len(entered) if whole else goes_on(len(entered), eta)
        losses: dict[int, float] = {}
        for at, number in enumerate(entered, start=1):
            result = _one(
                trials[number],
                epoch,
                f"trial {at} of {len(entered)}",
                whole=whole,
                progress=progress,
                say=say,
            )
            if result["state"] == TRAINED:
                losses[number] = result["loss"]
            for each in lost(losses, places):
                trials[each].drop()
        survivors = in_order(losses)[:places]
        found.append(
            {"epochs": epoch, "entered": entered, "measured": len(losses), "kept": len(survivors)}
        )
        entered = sorted(survivors)
    return found


def _one(
    trial: Trial,
    epoch: int,
    name: str,
    *,
    whole: bool,
    progress: Progress,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Bring one trial to an epoch, and say what came out."""
    changes = ", ".join(f"{key} {value}" for key, value in trial.candidate.changes.items())
    known = trial.at(epoch) is not None
    if not known:
        say(f"{name} (number {trial.candidate.number}): {changes}")

    def told(done: int, total: int | None, note: str) -> None:
        progress(done, total, f"{name}, {note}")

    result = trial.reach(epoch, whole=whole, progress=told)
    if known:
        say(f"{name} (number {trial.candidate.number}): done before, kept")
    elif result["state"] == TRAINED:
        say(
            f"{name}: validation {result['loss']:.4f} after {result['epochs']:g} epochs, "
            f"{result['seconds']:.0f} s"
        )
    else:
        say(f"{name}: {result['state']}: {result['reason']}")
    return result


def _ranked(trials: Mapping[int, Trial], rounds: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the trials that were measured, the best first; who came further stands before."""
    found: list[int] = []
    for each in reversed(rounds):
        losses = {
            number: trials[number].at(each["epochs"])["loss"]  # type: ignore[index]
            for number in each["entered"]
            if _measured(trials[number], each["epochs"]) and number not in found
        }
        found += in_order(losses)
    # Who failed after it had been measured is no choice any more.
    return [number for number in found if trials[number].last["state"] == TRAINED]


def _measured(trial: Trial, epoch: int) -> bool:
    result = trial.at(epoch)
    return result is not None and result["state"] == TRAINED


def _luck(
    trials: Mapping[int, Trial], rounds: Sequence[Mapping[str, Any]], best: int, seed: int
) -> dict[str, Any] | None:
    """Return what chance does to the choice, at the last rung at which there was one to make."""
    for each in reversed(rounds):
        epoch = each["epochs"]
        groups = {
            number: trials[number].at(epoch)["groups"]  # type: ignore[index]
            for number in each["entered"]
            if _measured(trials[number], epoch) and trials[number].last["state"] == TRAINED
        }
        if len(groups) > 1:
            return {"epochs": epoch, **luck(groups, best, seed=seed)}
    return None


def _row(
    trial: Trial, ranked: Sequence[int], rounds: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    number, last = trial.candidate.number, trial.last
    measured = [each for each in trial.found if each["state"] == TRAINED]
    state = last["state"]
    if state == TRAINED:
        state = "finished" if number in rounds[-1]["entered"] else PRUNED
    shown = measured[-1] if measured else {}
    return {
        "number": number,
        "rank": ranked.index(number) + 1 if number in ranked else None,
        "changes": dict(trial.candidate.changes),
        "state": state,
        "reason": last["reason"],
        "loss": shown.get("loss"),
        "epochs": shown.get("epochs", 0),
        "best_epoch": shown.get("best_epoch"),
        "early_stopped": shown.get("early_stopped", False),
        "learning_rate": shown.get("learning_rate"),
        "steps": shown.get("steps", 0),
        "seconds": _seconds(trial),
        "curve": shown.get("curve", []),
    }


def _seconds(trial: Trial) -> float:
    """Return the seconds of training; those of a later rung hold those of the earlier ones."""
    return max((float(each.get("seconds", 0.0)) for each in trial.found), default=0.0)
