"""The space of a search: is it one that can be searched, and which settings are tried in it."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from compliance.suggest import did_you_mean
from tuning.config.contradictions import contradictions
from tuning.config.search import MAX_TRIALS, Range, SearchConfig
from tuning.config.tune import TuneConfig
from tuning.training.lock import FREE

_OTHER_LOSS = "dpo."
_PRIVACY = "privacy"
_SPENDS = (
    "each trial would spend epsilon on the same records, and the choice among them as well; choose"
    " the settings on other records, without [tune.privacy]"
)
_INSIDE = 0.382
"""Somewhere between the ends of a range: what takes whole numbers only refuses it there."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Settings to try."""

    number: int
    """From 1 on, in the order in which they are tried."""
    changes: dict[str, Any]
    """Dotted key of [tune] → value."""


def search_problems(search: SearchConfig, tune: TuneConfig) -> list[str]:
    """Return all that is wrong with a search; empty when it can begin, or when there is none."""
    if not search.space:
        return (
            ["search.space: is empty; name keys of [tune] with values"]
            if search != (SearchConfig())
            else []
        )
    problems = [*_keys(search, tune), *_size(search), *_halving(search, tune)]
    if tune.privacy is not None:
        problems.append(f"search.space: {_SPENDS}")
    return list(dict.fromkeys(problems))


def candidates(search: SearchConfig, *, seed: int) -> list[Candidate]:
    """Return the settings to try, in order; the same search and seed give the same ones.

    Args:
        search: without problems.
        seed: of the draws where the search has none of its own.
    """
    if search.method == "grid":
        names = list(search.space)
        lists = [tuple(values) for values in search.space.values() if isinstance(values, tuple)]
        drawn = [dict(zip(names, each, strict=True)) for each in itertools.product(*lists)]
    else:
        drawn = _drawn(search, random.Random(seed if search.seed is None else search.seed))
    return [Candidate(number, changes) for number, changes in enumerate(drawn, start=1)]


def applied(tune: TuneConfig, changes: Mapping[str, Any]) -> TuneConfig:
    """Return the configuration with some values changed.

    Raises:
        ValidationError: the values do not go together.
    """
    data = tune.model_dump(mode="json")
    for key, value in changes.items():
        *tables, name = key.split(".")
        holder = data
        for table in tables:
            holder[table] = holder[table] or {}
            holder = holder[table]
        holder[name] = list(value) if isinstance(value, tuple) else value
    return TuneConfig.model_validate(data)


def said(error: ValidationError) -> str:
    """Return what a refused configuration is refused for, in one line."""
    return "; ".join(
        ": ".join(filter(None, [".".join(map(str, item["loc"])), _lower(item["msg"])]))
        for item in error.errors(include_url=False)
    )


def refused(tune: TuneConfig, every: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return for what reasons trials would be refused, and how many for each.

    What only the data can tell, such as packing for classes, is seen when they are trained.
    """
    found: dict[str, int] = {}
    for changes in every:
        try:
            reason = "; ".join(contradictions(applied(tune, changes)))
        except ValidationError as error:
            reason = said(error)
        if reason:
            found[reason] = found.get(reason, 0) + 1
    return found


def without(settings: dict[str, Any], keys: Iterator[str] | list[str]) -> dict[str, Any]:
    """Return settings, as JSON, without some dotted keys."""
    for key in keys:
        name, _, rest = key.partition(".")
        if not rest:
            settings = {each: value for each, value in settings.items() if each != name}
        elif isinstance(settings.get(name), dict):
            settings = {**settings, name: without(settings[name], [rest])}
    return settings


def _drawn(search: SearchConfig, chance: random.Random) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    while len(found) < search.trials:
        changes: dict[str, Any] = {}
        for key, values in search.space.items():
            share = chance.random()
            if isinstance(values, Range):
                changes[key] = values.at(share)
            else:
                changes[key] = values[int(share * len(values))]
        found.setdefault(repr(changes), changes)
    return list(found.values())


# --- what is wrong --------------------------------------------------------------------------------


def _keys(search: SearchConfig, tune: TuneConfig) -> Iterator[str]:
    for key, values in search.space.items():
        place = f"search.space.{key}"
        if key.partition(".")[0] == _PRIVACY:
            yield f"{place}: {_SPENDS}"
        elif unknown := _unknown(key):
            yield f"{place}: [tune] has no such key{unknown}"
        elif key in FREE:
            yield f"{place}: changes nothing in what is learned; set it in [tune]"
        elif key.startswith(_OTHER_LOSS):
            yield (
                f"{place}: changes the loss itself, so validation losses of two trials could not be"
                " compared; set it in [tune]"
            )
        elif isinstance(values, Range):
            yield from _ends(place, key, values, tune)
        else:
            for number, value in enumerate(values, start=1):
                if problem := _refused(key, value, tune):
                    yield f"{place}, value {number}: {problem}"


def _ends(place: str, key: str, values: Range, tune: TuneConfig) -> Iterator[str]:
    for name, share in (("low", 0.0), ("high", 1.0)):
        if problem := _refused(key, values.at(share), tune):
            yield f"{place}.{name}: {problem}"
            return
    if not values.integer and (problem := _refused(key, values.at(_INSIDE), tune)):
        yield f"{place}: {problem}; set integer = true"


def _refused(key: str, value: Any, tune: TuneConfig) -> str:
    try:
        applied(tune, {key: value})
    except ValidationError as error:
        # What else it contradicts is seen in each trial; here it is about the value.
        own = [
            item
            for item in error.errors(include_url=False)
            if ".".join(map(str, item["loc"][: key.count(".") + 1])) == key
        ]
        return _lower(own[0]["msg"]) if own else ""
    return ""


def _unknown(key: str) -> str:
    """Return what a key of [tune] may have been meant to be, or that it is none; empty if it is."""
    model: Any = TuneConfig
    steps = key.split(".")
    for at, step in enumerate(steps):
        if step not in model.model_fields:
            near = did_you_mean(step, model.model_fields)
            return near or f"; here stand {', '.join(sorted(model.model_fields))}"
        annotation = model.model_fields[step].annotation
        below = next(
            (each for each in [annotation, *get_args(annotation)] if _is_table(each)), None
        )
        free = "dict" in str(annotation)
        if at + 1 == len(steps):
            inside = below is not None and list(below.model_fields)
            return f"; name a key in it: {', '.join(inside)}" if inside else ""
        if below is None:
            return "" if free else f"; {step} is no table"
        model = below
    return ""


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _size(search: SearchConfig) -> Iterator[str]:
    ranges = [key for key, values in search.space.items() if isinstance(values, Range)]
    if search.method == "grid":
        for key in ranges:
            yield (
                f'search.space.{key}: a grid needs a list of values; or set method = "random"'
                " in [search]"
            )
        if search.n_trials is not None:
            yield (
                "search.n_trials: a grid tries every combination; remove it, or set"
                ' method = "random"'
            )
        combinations = math.prod(
            len(values) for values in search.space.values() if isinstance(values, tuple)
        )
        if not ranges and combinations > MAX_TRIALS:
            yield (
                f"search.space: the grid has {combinations:,} combinations, more than"
                f' {MAX_TRIALS}; name fewer values, or set method = "random" and n_trials'
            )
        return
    possible = _different(search)
    if possible is not None and possible < search.trials:
        yield (
            f"search.n_trials: there are only {possible:,} different combinations for"
            f' {search.trials} trials; lower it, or set method = "grid"'
        )


def _different(search: SearchConfig) -> int | None:
    """Return how many combinations there are; None where they cannot be counted."""
    number = 1
    for values in search.space.values():
        if isinstance(values, tuple):
            number *= len(values)
        elif values.integer:
            number *= int(values.high - values.low) + 1
        else:
            return None
    return number


def _halving(search: SearchConfig, tune: TuneConfig) -> Iterator[str]:
    if search.halving is None:
        return
    if "num_train_epochs" in search.space:
        yield (
            "search.space.num_train_epochs: cannot be searched with halving: the learning rate"
            " falls over all epochs of a trial, so after the first one trials of different length"
            " stand at different points of it; remove it, or [search.halving]"
        )
    elif search.halving.min_epochs >= tune.num_train_epochs:
        yield (
            f"search.halving.min_epochs: trials have {tune.num_train_epochs} epochs, so none would"
            " end early; raise num_train_epochs in [tune], or remove [search.halving]"
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
