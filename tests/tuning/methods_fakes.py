"""A short training of the tiny model with any method, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuning_fakes import make_cleared

from tuning.config import TuneConfig
from tuning.export import write_adapter
from tuning.exported import open_pair
from tuning.losses import record_losses, token_mean
from tuning.methods.loading import load_options
from tuning.model import BaseModel
from tuning.tasks.language import LanguageModelling, tokenize
from tuning.training.loop import Trained, train
from tuning.whole_model import write_model

QUICK: dict[str, Any] = {
    "num_train_epochs": 3,
    "per_device_train_batch_size": 4,
    "max_length": 128,
    "early_stopping_patience": None,
    "warmup_steps": 0,
}


def settings(**changes: Any) -> TuneConfig:
    return TuneConfig.model_validate({**QUICK, **changes})


@dataclass
class Short:
    """One training on twelve chats."""

    base: BaseModel
    config: TuneConfig
    trained: Trained
    model: Any
    """The model in memory, as training left it."""

    @property
    def validation(self) -> list[float]:
        return [point["loss"] for point in self.trained.facts["curve"]["validation"]]

    @property
    def blob(self) -> bytes:
        return b"".join(tensor.numpy().tobytes() for tensor in self.trained.weights.values())

    def export(self, folder: Path) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        if self.trained.adapter_config is not None:
            return write_adapter(
                folder,
                self.trained.weights,
                self.trained.adapter_config,
                base=self.base,
                chat_template=None,
            )
        fresh = load_model(self.base, self.config, training=False)[0]
        return write_model(folder, fresh, self.trained.weights, base=self.base, chat_template=None)

    def losses(self, folder: Path) -> tuple[float, float]:
        """Return the validation loss of base and tuned model, from what was exported."""
        pair, tokenizer = open_pair(LanguageModelling(), self.base, folder, self.config)
        items = tokenize(make_cleared().validation, tokenizer, max_length=128).items
        with pair.base():
            base = token_mean(record_losses(pair.model, items, pad_id=0, batch_size=4))
        return base, token_mean(record_losses(pair.model, items, pad_id=0, batch_size=4))


def load_model(base: BaseModel, config: TuneConfig, *, training: bool = True) -> tuple[Any, Any]:
    options = load_options(config, base, training=training)
    return LanguageModelling().load(base, options=options)


def short(base: BaseModel, scratch: Path, *, seed: int = 1, **changes: Any) -> Short:
    config = settings(**changes)
    model, tokenizer = load_model(base, config)
    cleared = make_cleared()
    trained = train(
        LanguageModelling(),
        model,
        tokenizer,
        tokenize(cleared.train, tokenizer, max_length=128),
        tokenize(cleared.validation, tokenizer, max_length=128),
        config=config,
        seed=seed,
        scratch=scratch,
        progress=lambda *_: None,
    )
    return Short(base, config, trained, model)
