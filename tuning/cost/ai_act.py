"""The operations of a training, held against the AI Act's figures for whoever modifies a model.

The Commission's guidelines see whoever changes a general-purpose model as its provider when the
change takes more than a third of the operations that the model itself was trained with. Where those
are not known, a third of the figure counts above which a model is taken to be one for general
purposes (10^23), or one with systemic risk (10^25). Below 10^23 a base is not taken to be a
general-purpose model; what it has become is then held against 10^23 as a whole, which is our
reading. Guidelines are no law, and this is no legal advice.

Basis: Regulation (EU) 2024/1689 Art. 3(63), 51(2), 53; guidelines C(2025) 5045 of 18 July 2025.
"""

from __future__ import annotations

from typing import Any

from tuning.config.base_model import ModelConfig

GENERAL_PURPOSE = 1e23
SYSTEMIC_RISK = 1e25
SOURCE = "Commission guidelines C(2025) 5045 on general-purpose AI models"
CHECKED_ON = "2026-11-20"


def modifier_threshold(flops: float, model: ModelConfig) -> dict[str, Any]:
    """Return what is compared with which figure, and the share of it.

    Operations are texts: they lie beyond what JSON carries exactly.

    Args:
        flops: of this training.
        model: what is declared of the base model's own training.
    """
    own = model.training_flops
    counted, counts = flops, "this training"
    if own is not None and own < GENERAL_PURPOSE:
        threshold = GENERAL_PURPOSE
        counted, counts = own + flops, "base model and this training together"
        rule = (
            "the base model was trained with less than 10^23 FLOP, which does not indicate a "
            "general-purpose model; what it has become is held against that figure (our reading)"
        )
    elif own is not None:
        threshold = own / 3
        rule = "one third of the operations that the base model was trained with, as declared"
    elif model.systemic_risk:
        threshold = SYSTEMIC_RISK / 3
        rule = "one third of 10^25: declared as a model with systemic risk, own compute not known"
    else:
        threshold = GENERAL_PURPOSE / 3
        rule = "one third of 10^23, because the base model's own compute is not known"
    return {
        "counted": counts,
        "flops": f"{counted:.4g}",
        "threshold_flops": f"{threshold:.4g}",
        "rule": rule,
        "base_training_flops": None if own is None else f"{own:.4g}",
        "base_training_flops_source": model.training_flops_source,
        "share": counted / threshold,
        "below": counted <= threshold,
        "source": SOURCE,
        "checked_on": CHECKED_ON,
    }
