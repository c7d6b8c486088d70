"""Makes exactly those weights of a model trainable that the method names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.errors import TuneError
from tuning.config import ADAPTERS, TuneConfig
from tuning.methods.adapters import peft_config, under_names_of_peft
from tuning.methods.layers import EMBEDDINGS, Group, blocks, depths, groups
from tuning.methods.rates import rate_factors
from tuning.parallel.sharded import whole_weights
from tuning.quiet import quiet
from tuning.tasks import Task


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model that is ready to be trained."""

    model: Any
    trainable: tuple[str, ...]
    """Names of the parameters that are trained, in the model's order."""
    depth: Mapping[str, int] | None
    """Depth of each parameter, see `layers.depths`; None where the layers cannot be told apart."""
    groups: tuple[Group, ...]
    """With gradual unfreezing: what is thawed together, from the output down; else empty."""
    adapter: Any | None
    """PEFT's configuration; None where the model itself is trained."""

    def weights(self, model: Any) -> dict[str, Any]:
        """Return copies on the CPU of all tensors that training may have changed, and of no others.

        Those of an adapter come under PEFT's names, others under the model's own. Of several
        processes the first one returns them.
        """
        found = whole_weights(model, self.trainable)
        if found and self.adapter is not None:
            found = under_names_of_peft(model, found)
        return {name: value.clone() for name, value in found.items()}


def prepare(model: Any, task: Task, config: TuneConfig) -> Prepared:
    """Return a model whose trainable weights are those of the method; all others are frozen.

    Draws the first weights of an adapter, so the seed has to be set before.

    Args:
        model: as its task loaded it; it is changed in place.
        task: names the head that is new and therefore always trained.
        config: the method.

    Raises:
        TuneError: the model has not the layers that the method needs.
    """
    adapter = None
    if config.method in ADAPTERS:
        model, adapter = _adapted(model, task, config)
    elif config.method == "feature_extraction":
        _only_head(model, task)
    else:
        model.requires_grad_(True)
        if config.freeze_layers:
            _freeze(model, config.freeze_layers)
    trainable = tuple(name for name, item in model.named_parameters() if item.requires_grad)
    by_layer = config.gradual_unfreezing is not None or config.layer_lr_decay < 1
    depth: dict[str, int] | None
    try:
        depth = None if config.method == "prompt_tuning" else depths(model)
    except TuneError:
        if by_layer:
            raise
        depth = None
    parts: tuple[Group, ...] = ()
    if config.gradual_unfreezing is not None and depth is not None:
        size = config.gradual_unfreezing.layers_per_group
        parts = groups(model, trainable, depth, per_group=size)
    return Prepared(model, trainable, depth, parts, adapter)


def rates_of(prepared: Prepared, config: TuneConfig) -> dict[str, float]:
    """Return by how much each parameter's rate is smaller; empty where all learn at one rate."""
    if config.layer_lr_decay == 1 or prepared.depth is None:
        return {}
    return rate_factors(prepared.trainable, prepared.depth, config.layer_lr_decay)


def _adapted(model: Any, task: Task, config: TuneConfig) -> tuple[Any, Any]:
    from peft import get_peft_model, prepare_model_for_kbit_training

    if config.quantization != "none":
        model = prepare_model_for_kbit_training(
            model, use_gradient_checkpointing=config.activation_checkpointing
        )
    _refuse_output_layer(model, config)
    try:
        with quiet():
            wrapped = get_peft_model(model, peft_config(config, task, model))
    except (ValueError, KeyError) as error:
        raise TuneError(
            f"the layers for the adapter are not in this model ({type(model).__name__})",
            why="target_modules names none that exist, or PEFT has no choice of its own for it",
            fix=f'set target_modules in [tune.{config.method}]; "all-linear" fits every model',
        ) from error
    return wrapped, wrapped.peft_config["default"]


def _refuse_output_layer(model: Any, config: TuneConfig) -> None:
    settings = config.lora if config.method == "lora" else config.ia3
    targets = settings.target_modules
    head = model.get_output_embeddings()
    if config.method == "prompt_tuning" or not isinstance(targets, tuple) or head is None:
        return
    place = next(name for name, module in model.named_modules() if module is head)
    if any(place == name or place.endswith(f".{name}") for name in targets):
        raise TuneError(
            f"target_modules names {place}, the output layer",
            why="the loss is computed from its weights directly: an adapter on it learns nothing",
            fix="name layers inside the model, or train the output layer alone with"
            ' method = "feature_extraction"',
        )


def _only_head(model: Any, task: Task) -> None:
    """Freeze everything but the new head, or but the output layer, untied if it was tied."""
    import torch

    model.requires_grad_(False)
    heads = [model.get_submodule(name) for name in task.head(model)]
    if not heads:
        head = model.get_output_embeddings()
        heads = [] if head is None else [head]
        if head is not None and head.weight is model.get_input_embeddings().weight:
            untie(model)
            head.weight = torch.nn.Parameter(head.weight.detach().clone())
    if not heads:
        raise TuneError(
            f"a {type(model).__name__} has no output layer of its own to train",
            fix='choose another method in [tune], such as method = "lora"',
        )
    for head in heads:
        head.requires_grad_(True)


def untie(model: Any) -> None:
    """Tell a model that its output layer does not share the weights of its embeddings."""
    model.config.get_text_config().tie_word_embeddings = False
    model.config.tie_word_embeddings = False
    head = model.get_output_embeddings()
    place = next(name for name, module in model.named_modules() if module is head)
    # Names of tied weights, of the output layer and of others, each with what it is tied to.
    model.all_tied_weights_keys = {
        name: other
        for name, other in model.all_tied_weights_keys.items()
        if not name.startswith(f"{place}.")
    }


def _freeze(model: Any, count: int) -> None:
    """Freeze what lies before the layers, and the first `count` of them."""
    layers = len(blocks(model)[1])
    if count > layers:
        raise TuneError(
            f"freeze_layers = {count}, but the model has {layers} layers",
            fix=f"set freeze_layers to at most {layers}",
        )
    named = dict(model.named_parameters())
    for name, depth in depths(model).items():
        if EMBEDDINGS <= depth <= count:
            named[name].requires_grad_(False)
    if not any(item.requires_grad for item in named.values()):
        raise TuneError("freeze_layers leaves nothing to train", fix="lower freeze_layers")
