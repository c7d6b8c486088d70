"""TRL's trainer for preference pairs, with our tokens and the base's log-likelihoods in each row.

Imports TRL at the top, because its class is the base here: import this module only inside
functions.
"""

from __future__ import annotations

from typing import Any

from trl import DPOTrainer

_REFERENCE = "ref"


class PairTrainer(DPOTrainer):  # type: ignore[misc]
    """Trains on rows that are complete: nothing is tokenised, dropped or cached any more."""

    def _prepare_dataset(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        return dataset

    def _precompute_ref_logps(self, dataset: Any, name: str, batch_size: int) -> Any:
        # TRL would write them to a cache file. It made a copy of the adapter for this, which would
        # be counted, and exported, as a part of the model.
        if _REFERENCE in getattr(self.model, "peft_config", {}):
            self.model.delete_adapter(_REFERENCE)
        return dataset
