"""Gradual unfreezing: training starts at the output layers and works its way down.

All groups stand in the optimizer from the first step on, because one that is frozen when the
optimizer is built would never be trained, and nothing would say so. What is frozen has no gradient,
so neither Adam nor weight decay moves it.

Imports transformers at the top, because its class is the base here: import this module only inside
functions.

Basis: Howard & Ruder 2018, ULMFiT, arXiv:1801.06146, section 3.3.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from transformers import TrainerCallback

from compliance.errors import TuneError
from tuning.config import GradualUnfreezing
from tuning.methods.layers import Group


class Unfreezing(TrainerCallback):  # type: ignore[misc]
    """Thaws one more group whenever it is due; what it did stands in `thawed`."""

    def __init__(
        self,
        model: Any,
        groups: Sequence[Group],
        config: GradualUnfreezing,
        *,
        tokens: Callable[[], int],
    ) -> None:
        """Take the model with all groups trainable.

        Args:
            model: the model that is trained.
            groups: from the output down.
            config: how fast.
            tokens: number of tokens read so far.
        """
        named = dict(model.named_parameters())
        self._total = sum(item.numel() for item in named.values())
        self._groups = [(group, [named[name] for name in group.parameters]) for group in groups]
        self._config = config
        self._tokens = tokens
        self.steps: list[int] = []
        """The step before which each group is thawed."""
        self.thawed: list[dict[str, Any]] = []
        """Per group: step, name, tokens read until then, share of all weights in training."""

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Freeze all groups but those that are due by now; after a resume these are several."""
        self.steps = due(self._config.unfreeze_every, len(self._groups), int(state.max_steps))
        for number, (_, parameters) in enumerate(self._groups):
            for parameter in parameters:
                parameter.requires_grad_(number < len(self.thawed))
        self._thaw(int(state.global_step))

    def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Thaw the group that is due before this step."""
        self._thaw(int(state.global_step))

    def kept(self) -> dict[str, Any]:
        """Return what a checkpoint has to keep, as JSON."""
        return {"thawed": self.thawed}

    def put(self, kept: Mapping[str, Any]) -> None:
        """Go on from what `kept` returned."""
        self.thawed = list(kept["thawed"])

    def _thaw(self, step: int) -> None:
        while len(self.thawed) < len(self._groups) and step >= self.steps[len(self.thawed)]:
            group, parameters = self._groups[len(self.thawed)]
            for parameter in parameters:
                parameter.requires_grad_(True)
            active = sum(p.numel() for _, items in self._groups for p in items if p.requires_grad)
            self.thawed.append(
                {
                    "step": self.steps[len(self.thawed)],
                    "group": group.name,
                    "tokens_before": self._tokens(),
                    "trainable": active,
                    "trainable_share": active / self._total,
                }
            )


def due(every: float | None, groups: int, max_steps: int) -> list[int]:
    """Return the step before which each group is thawed; the first one before step 0.

    Args:
        every: steps between two groups, or below 1 a share of all steps; None spreads the groups
            over the first half of training.
        groups: their number.
        max_steps: optimizer steps of the whole training.

    Raises:
        TuneError: the last groups would never be trained.
    """
    if every is None:
        every = max(1.0, max_steps / 2 / max(1, groups - 1))
    elif every < 1:
        every *= max_steps
    steps = [math.ceil(number * every) for number in range(groups)]
    late = sum(step >= max_steps for step in steps)
    if late:
        raise TuneError(
            f"{late} of {groups} groups of layers would never be trained",
            why=f"training has {max_steps} steps, and group {groups} would be thawed before step"
            f" {steps[-1] + 1}",
            fix="lower unfreeze_every in [tune.gradual_unfreezing], raise layers_per_group, or keep"
            " layers frozen on purpose with freeze_layers",
        )
    return steps
