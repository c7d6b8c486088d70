"""The token that fills batches up."""

from __future__ import annotations

from typing import Any

from compliance.errors import ModelFolderError


def pad_id_of(tokenizer: Any) -> int:
    """Return the token id that fills batches up; any valid one, because padding never counts.

    Raises:
        ModelFolderError: the tokenizer has neither a token for padding nor one that ends a text.
    """
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id):
        if number is not None:
            return int(number)
    raise ModelFolderError(
        "the tokenizer has neither a padding token nor an end-of-text token",
        why="records of different length could not be put into one batch",
        fix="set pad_token or eos_token in the model's tokenizer_config.json",
    )
