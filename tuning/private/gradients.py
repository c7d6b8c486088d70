"""Gradients of every row and of every unit, and the proof that they are those of autograd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from compliance.errors import TuneError
from tuning.examples import IGNORED
from tuning.training.memory import full_memory

_CLOSE, _SMALL = 1e-2, 1e-4
"""Share of a tensor's gradient, and of all gradients, by which sums in other order may differ."""
_MOVED = 1e-2


def row_losses(logits: Any, labels: Any, *, predicts_next: bool, smoothing: float = 0.0) -> Any:
    """Return the mean loss of each row over its own labels, in nats; (rows,).

    A mean over the whole batch would let one row's length scale the gradient of another.

    Args:
        logits: (rows, classes) or (rows, seq, classes)
        labels: (rows,) or (rows, seq), with `IGNORED` where nothing is learned.
        predicts_next: whether a label stands for the token after it.
        smoothing: share of the target that is spread over all classes.
    """
    import torch

    if labels.dim() > 1 and predicts_next:
        logits, labels = logits[:, :-1], labels[:, 1:]
    each = torch.nn.functional.cross_entropy(
        logits.float().reshape(-1, logits.shape[-1]),
        labels.reshape(-1),
        ignore_index=IGNORED,
        reduction="none",
        label_smoothing=smoothing,
    ).reshape(len(labels), -1)  # (rows, labels)
    return each.sum(dim=1) / (labels.reshape(len(labels), -1) != IGNORED).sum(dim=1)


class RowGradients:
    """Takes the gradient of each row of a batch, with Opacus' hooks on the model."""

    def __init__(self, model: Any, losses: Callable[[Any, Mapping[str, Any]], Any]) -> None:
        """Begin; the hooks stay until `close`.

        Args:
            model: with its trainable weights chosen.
            losses: model and batch → the loss of each row. # (rows,)

        Raises:
            TuneError: a trained layer keeps statistics over batches.
        """
        from opacus import GradSampleModule

        self._model, self._losses = model, losses
        self._named = {n: p for n, p in model.named_parameters() if p.requires_grad}
        try:
            self._hooks = GradSampleModule(model, batch_first=True, loss_reduction="sum")
        except NotImplementedError as error:
            raise _refused("a trained layer keeps numbers that depend on all rows") from error

    def of(self, batch: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
        """Return the gradients of each row by parameter, (rows, *shape), and the rows' losses.

        A parameter that the loss does not depend on is left out.

        Raises:
            TuneError: a parameter has a gradient of the batch and none of its rows.
        """
        losses = self._losses(self._model, batch)
        losses.sum().backward()
        found: dict[str, Any] = {}
        for name, parameter in self._named.items():
            own = parameter.grad_sample
            if own is None and parameter.grad is not None:
                raise _refused(f"{name} has a gradient of the batch, but none of each row")
            if own is not None:
                if isinstance(own, list) or len(own) != len(losses):
                    raise _refused(f"{name} is not read row by row")
                found[name] = own.detach().float()
            parameter.grad = parameter.grad_sample = None
        return found, losses.detach()

    def close(self) -> None:
        """Take the hooks off the model."""
        self._hooks.remove_hooks()
        for parameter in self._named.values():
            parameter.grad_sample = None

    def require_exact(
        self, batch: Mapping[str, Any], singles: Sequence[Mapping[str, Any]]
    ) -> tuple[str, ...]:
        """Return the parameters that the loss depends on, or refuse the model.

        It is refused if some gradient of a row is not what autograd gives for the row alone.

        Clipping bounds what one unit can do only if this holds. Weights are moved a little for it,
        because an adapter begins with zeros, whose gradients show nothing; then they are put back.

        Args:
            batch: some rows at once.
            singles: the same rows, each alone and without padding.

        Raises:
            TuneError: names the first parameter.
        """
        import torch

        kept = {name: p.detach().clone() for name, p in self._named.items()}
        generator = torch.Generator().manual_seed(0)
        modes = {module: module.training for module in self._model.modules()}
        try:
            with torch.no_grad():
                for p in self._named.values():
                    p.add_(torch.randn(p.shape, generator=generator).to(p.device), alpha=_MOVED)
            # No dropout here; the hooks work on layers in training mode alone.
            for module in modes:
                module.training = any(p.requires_grad for p in module.parameters(recurse=False))
            found, _ = self.of(batch)
            self._hooks.disable_hooks()
            for row, single in enumerate(singles):
                self._losses(self._model, single).sum().backward()
                whole = sum(
                    float(p.grad.norm()) ** 2 for p in self._named.values() if p.grad is not None
                )
                for name, p in self._named.items():
                    wanted = torch.zeros_like(p) if p.grad is None else p.grad
                    own = found[name][row] if name in found else torch.zeros_like(p)
                    limit = _CLOSE * float(wanted.norm()) + _SMALL * whole**0.5
                    if not float((own - wanted).norm()) <= limit:
                        raise _refused(f"the gradient of {name} is not that of each row alone")
                    p.grad = None
            return tuple(found)
        except (RuntimeError, ValueError, IndexError, TypeError) as error:
            if full_memory(error):
                raise
            raise _refused(f"its layers cannot be read row by row ({type(error).__name__})") from (
                error
            )
        finally:
            self._hooks.enable_hooks()
            for module, mode in modes.items():
                module.training = mode
            with torch.no_grad():
                for name, p in self._named.items():
                    p.copy_(kept[name])
                    p.grad = p.grad_sample = None


def unit_gradients(
    chunks: Iterator[tuple[Sequence[tuple[int, float]], Mapping[str, Any]]],
) -> Iterator[tuple[list[int], dict[str, Any]]]:
    """Yield units with their gradients, (units, *shape), each once and whole.

    A unit's gradient is the mean of its rows'; its rows may lie in several chunks one after the
    other. Memory: the rows of a chunk twice, and one unit.

    Args:
        chunks: for each, number of the unit and weight of each row, and `RowGradients.of` of them.
    """
    import torch

    open_unit: int | None = None
    carried: dict[str, Any] = {}
    for rows, found in chunks:
        units = list(dict.fromkeys(unit for unit, _ in rows))
        device = next(iter(found.values())).device
        share = torch.zeros(len(units), len(rows), device=device)
        for place, (unit, weight) in enumerate(rows):
            share[units.index(unit), place] = weight
        summed = {n: torch.tensordot(share, g, dims=1) for n, g in found.items()}
        if open_unit is not None and open_unit != units[0]:
            yield [open_unit], carried
        elif open_unit is not None:
            for name, own in carried.items():
                summed[name][0] += own[0]
        if units[:-1]:
            yield units[:-1], {name: own[:-1] for name, own in summed.items()}
        open_unit, carried = units[-1], {name: own[-1:].clone() for name, own in summed.items()}
    if open_unit is not None:
        yield [open_unit], carried


def clipped_sum(gradients: Mapping[str, Any], max_grad_norm: float) -> tuple[dict[str, Any], Any]:
    """Return the sum over units, each clipped to a norm over all parameters, and the norms before.

    Args:
        gradients: of units by parameter, (units, *shape).
        max_grad_norm: L2 norm that a unit may have at most.
    """
    import torch

    squares = [g.flatten(1).double().square().sum(dim=1) for g in gradients.values()]
    norms = torch.stack(squares).sum(dim=0).sqrt()  # (units,)
    factor = (max_grad_norm / (norms + 1e-6)).clamp(max=1.0).float()
    return {n: torch.tensordot(factor, g, dims=1) for n, g in gradients.items()}, norms


def _refused(why: str) -> TuneError:
    return TuneError(
        "this model cannot be trained with differential privacy by this method",
        why=f"{why}, so the effect of one person could not be bounded",
        fix='set method = "lora" or "feature_extraction" in [tune], or freeze the layer',
    )
