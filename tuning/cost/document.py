"""The part `cost` of training.json."""

from __future__ import annotations

from typing import Any

from tuning.config import TuneConfig
from tuning.config.base_model import ModelConfig
from tuning.cost.ai_act import modifier_threshold
from tuning.cost.carbon import co2
from tuning.cost.energy import EnergyMeter
from tuning.cost.peak_memory import PeakMemory
from tuning.cost.rates import peak_rate


def cost(
    *,
    flops: int,
    read: int,
    learned: int,
    computed: int,
    seconds: float,
    device: Any,
    precision: str,
    energy: EnergyMeter,
    memory: PeakMemory,
    processes: int = 1,
) -> dict[str, Any]:
    """Return speed, utilisation, memory and energy of a training.

    Args:
        flops: operations of the training, see `tuning.methods.compute`.
        read: tokens that are no padding.
        learned: tokens, or labels, that count in the loss.
        computed: tokens with padding.
        seconds: of the steps alone, without validation.
        device: the torch device.
        precision: `float32` or `bfloat16`, in which matrices were multiplied.
        energy: has run since the beginning.
        memory: likewise.
        processes: that trained together, each on a device like this one.
    """
    rate = flops / seconds
    peak = peak_rate(device, precision)
    together = peak.flops * processes
    several = "" if processes == 1 else f", {processes} times: once for each process"
    return {
        "step_seconds": seconds,
        "tokens_per_second": {"real": read / seconds, "trainable": learned / seconds},
        "padding_share": 1 - read / computed,
        "flops_per_second": rate,
        "mfu": {
            "status": "measured",
            "value": rate / together,
            "peak_flops_per_second": together,
            "peak": peak.what + several,
        }
        if together
        else {"status": "not measured", "reason": peak.what},
        "peak_memory": memory.result(),
        "energy": energy.result(),
    }


def declared(training: dict[str, Any], tune: TuneConfig, model: ModelConfig) -> dict[str, Any]:
    """Return training.json with what follows from declarations: CO2, and the AI Act's figure.

    Apart from the training itself, because a declaration that is corrected trains nothing again.

    Args:
        training: training.json.
        tune: holds the grid's factor.
        model: what is declared of the base model.
    """
    measured = training["cost"]
    return {
        **training,
        "cost": {**measured, "co2": co2(measured["energy"], tune.cost)},
        "ai_act": modifier_threshold(float(training["flops"]), model),
    }
