"""A random BERT of a few thousand weights, and records with a rule that can be learned."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.dataset.record import Record
from tuning.quiet import quiet

COLOURS = ("red", "green", "blue")
OTHERS = ("small", "large", "round", "open", "closed")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def bert_tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces = [*SPECIAL, *string.ascii_lowercase, *(f"##{c}" for c in string.ascii_lowercase)]
    pieces += [*".,![]#", "re", "##d", "small", "ope"]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.decoder = decoders.WordPiece()
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=64, **dict(zip(names, SPECIAL, strict=True))
    )


def save_bert(folder: Path, kind: str = "BertForMaskedLM", **config: Any) -> Path:
    """Write a BERT whose head fills in words, or another one; safetensors and tokenizer."""
    import torch
    import transformers

    torch.manual_seed(5)
    tokenizer = bert_tokenizer()
    settings = {
        "vocab_size": len(tokenizer),
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": 64,
        "initializer_range": 0.2,
        "pad_token_id": 0,
    }
    model = getattr(transformers, kind)(transformers.BertConfig(**{**settings, **config}))
    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder


def text_record(number: int, text: str, label: Any) -> Record:
    return Record(id=f"r{number}", kind="classification", data={"text": text, "label": label})


def tagged(number: int, words: Sequence[str], tags: Sequence[Any]) -> Record:
    data = {"tokens": list(words), "tags": list(tags)}
    return Record(id=f"r{number}", kind="tokens", data=data)


def colour_texts(count: int, *, seed: int = 3, share: float = 0.5) -> list[Record]:
    """Texts whose label says whether their last word is a colour."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        colour = rng.random() < share
        words = [rng.choice(OTHERS) for _ in range(rng.randint(1, 4))]
        words.append(rng.choice(COLOURS if colour else OTHERS))
        found.append(text_record(number, " ".join(words), "colour" if colour else "other"))
    return found


def colour_words(count: int, *, seed: int = 3) -> list[Record]:
    """Texts in which every colour is an entity."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        words = [rng.choice((*COLOURS, *OTHERS)) for _ in range(rng.randint(2, 5))]
        found.append(tagged(number, words, ["B-COL" if w in COLOURS else "O" for w in words]))
    return found


def cleared_of(records: Sequence[Record], *, validation: int, holdout: int) -> ClearedDataset:
    train = len(records) - validation - holdout
    return ClearedDataset(
        train=tuple(records[:train]),
        synthetic=(),
        validation=tuple(records[train : train + validation]),
        holdout=SealedHoldout.of(records[train + validation :]),
        dataset_sha256="a" * 64,
        synthetic_sha256=None,
        clearance_sha256="b" * 64,
    )
