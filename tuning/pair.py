"""Base and tuned behaviour of one loaded model, for evaluation and probe."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.errors import ModelFolderError


class Pair:
    """A tuned model that can act as its base for the length of a `with` block.

    An adapter is switched off; of a model that was trained whole, the tensors that training changed
    are exchanged. So the base costs no second copy of the weights that are the same in both.
    """

    def __init__(self, model: Any, base: Mapping[str, Any] | None = None) -> None:
        """Take a PEFT model, or a whole one with the base's tensors by parameter name."""
        self.model = model
        self.kept = base
        """Tensors of the base that differ, by name; None with an adapter."""
        self._parameters: dict[str, Any] = {}
        if base is not None:
            named = dict(model.named_parameters(remove_duplicate=False))
            self._parameters = {name: named[name] for name in base}
            # The tensors alone: the parameter objects, which tied modules share, stay in place.
            self._tuned = {name: item.data for name, item in self._parameters.items()}

    @contextlib.contextmanager
    def base(self) -> Iterator[None]:
        """Make `model` behave as the base inside the block; it is the tuned one again after it."""
        if self.kept is None:
            with self.model.disable_adapter():
                yield
            return
        try:
            self._put(self.kept)
            yield
        finally:
            self._put(self._tuned)

    def _put(self, tensors: Mapping[str, Any]) -> None:
        for name, parameter in self._parameters.items():
            parameter.data = tensors[name]


def pair_of_models(base: Any, tuned: Any) -> Pair:
    """Return the pair of a base model and the whole model that was trained from it.

    Args:
        base: the base model; only those of its tensors are kept that differ.
        tuned: a model of the same architecture; its output layer may be untied.

    Raises:
        ModelFolderError: they are not of the same architecture.
    """
    before = dict(base.named_parameters(remove_duplicate=False))
    changed: dict[str, Any] = {}
    for name, parameter in tuned.named_parameters():
        if name not in before or before[name].shape != parameter.shape:
            raise ModelFolderError(
                f"the tuned model does not fit its base, first at {name}",
                fix="run `ftcheck tune` again: it was made from another base model",
            )
        if not bool((before[name] == parameter).all()):
            changed[name] = before[name].data
    return Pair(tuned, changed)
