"""What a user may set for preference tuning; the names are TRL's."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class DpoSettings(BaseModel):
    """Direct preference optimisation: how far, and by which loss, the model leaves its base.

    Basis: Rafailov et al. 2023, arXiv:2305.18290 (sigmoid); Zhao et al. 2023, arXiv:2305.10425
    (hinge); Azar et al. 2023, arXiv:2310.12036 (ipo); Ray Chowdhury et al. 2024, arXiv:2403.00409
    (robust); D'Oosterlinck et al. 2024, arXiv:2408.06266 (apo_zero, apo_down).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    beta: float = Field(default=0.1, gt=0, le=10)
    """The larger, the closer the model stays to its base."""
    loss_type: Literal[
        "sigmoid", "hinge", "ipo", "sigmoid_norm", "robust", "apo_zero", "apo_down"
    ] = "sigmoid"
    label_smoothing: float = Field(default=0.0, ge=0, lt=0.5)
    """With `robust`: the share of pairs that are the wrong way round."""

    @model_validator(mode="after")
    def _smooths_where_it_counts(self) -> Self:
        if self.label_smoothing and self.loss_type != "robust":
            raise ValueError('label_smoothing needs loss_type = "robust"; other losses ignore it')
        return self
