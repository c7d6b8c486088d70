"""The training data of the base model as tokens: streams to draw batches from, held-out sets."""

import json
import logging
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from base_chats import ChatWriter, Message, dialogues, quotable
from base_corpus import Source, read_corpus
from base_tokenizer import CONTEXT

log = logging.getLogger("base_data")

CHATS_PER_LANGUAGE = 10_000
HELD_OUT_CHATS = 75
# Share of the windows of a batch; the English part is a fifth of the German one in size.
MIX = {"de": 0.5, "en": 0.25, "chat": 0.25}


@dataclass(slots=True)
class Corpus:
    """Texts ready for the tokenizer."""

    sources: list[Source]
    dropped: dict[str, int]
    chats: list[list[Message]]
    held_out_chats: list[list[Message]]


@dataclass(slots=True)
class Stream:
    """Training tokens of one kind, and where its documents begin."""

    tokens: Any  # (tokens,) int64
    starts: list[int]
    """Positions where a window may begin; empty: anywhere."""


def build_corpus(folder: Path, seed: int) -> Corpus:
    """Return the sources and the generated chats, training and held-out parts apart.

    Args:
        folder: holds the corpus files.
        seed: seed of the split and of the chats.
    """
    sources, dropped = read_corpus(folder, seed)
    chats: list[list[Message]] = []
    held_out: list[list[Message]] = []
    for language in ("de", "en"):
        mine = [source for source in sources if source.language == language]
        for part, target, count in (
            ("train", chats, CHATS_PER_LANGUAGE),
            ("held", held_out, HELD_OUT_CHATS),
        ):
            runs = [run for s in mine for run in (s.train if part == "train" else s.held_out)]
            sentences, follow = quotable(runs, language)
            writer = ChatWriter(language, sentences, follow, f"{seed}/{part}/{language}")
            target.extend(writer.chats(count))
            if language == "en":
                target.extend(dialogues(runs))
    seen = {json.dumps(chat) for chat in chats}
    held_out = [chat for chat in held_out if json.dumps(chat) not in seen]
    random.Random(seed).shuffle(chats)
    return Corpus(sources, dropped, chats, held_out)


def render(tokenizer: Any, chats: list[list[Message]]) -> list[str]:
    """Return the chats as text with their control tokens."""
    return [tokenizer.apply_chat_template(chat, tokenize=False) for chat in chats]


def encode(tokenizer: Any, documents: list[str], *, end: bool) -> list[list[int]]:
    """Return the token ids of each document, with the stop token behind it if `end`."""
    stop = [tokenizer.eos_token_id] if end else []
    return [[*ids, *stop] for ids in tokenizer(documents, verbose=False)["input_ids"]]


def streams(tokenizer: Any, corpus: Corpus, device: str) -> dict[str, Stream]:
    """Return the training tokens on the device, one stream per kind of text."""
    import torch

    found = {}
    for kind in MIX:
        if kind == "chat":
            documents = encode(tokenizer, render(tokenizer, corpus.chats), end=False)
        else:
            texts = ["\n".join(r) for s in corpus.sources if s.language == kind for r in s.train]
            documents = encode(tokenizer, texts, end=True)
        starts, at = [], 0
        for ids in documents:
            starts.append(at)
            at += len(ids)
        tokens = torch.tensor([i for ids in documents for i in ids], device=device)
        limit = len(tokens) - CONTEXT
        found[kind] = Stream(tokens, [s for s in starts if s <= limit] if kind == "chat" else [])
        log.info("%s: %d tokens in %d documents", kind, len(tokens), len(documents))
    return found


def batch(found: dict[str, Stream], tokens: int, length: int, source: random.Random) -> Any:
    """Return one batch of windows drawn from the streams.

    Args:
        found: the training tokens.
        tokens: how many tokens the batch has, about.
        length: tokens of a window.
        source: chooses where the windows begin.

    Returns:
        Token ids of shape (windows, length).
    """
    import torch

    rows = []
    for kind, share in MIX.items():
        stream = found[kind]
        for _ in range(max(1, round(share * tokens / length))):
            if stream.starts:
                at = source.choice(stream.starts)
            else:
                at = source.randrange(len(stream.tokens) - length)
            rows.append(stream.tokens[at : at + length])
    return torch.stack(rows)


def held_out_sets(tokenizer: Any, corpus: Corpus) -> dict[str, tuple[list[list[int]], int]]:
    """Return, for each kind of text, the held-out documents as tokens and their size in bytes."""
    found = {}
    for kind in MIX:
        if kind == "chat":
            texts = render(tokenizer, corpus.held_out_chats)
            size = sum(len(m["content"].encode()) for chat in corpus.held_out_chats for m in chat)
        else:
            texts = ["\n".join(b) for s in corpus.sources if s.language == kind for b in s.held_out]
            size = sum(len(text.encode()) for text in texts)
        found[kind] = (encode(tokenizer, texts, end=kind != "chat"), size)
    return found


def tokenizer_texts(corpus: Corpus) -> list[str]:
    """Return the texts the tokenizer learns from; English twice, to make up for its size."""
    texts = []
    for source in corpus.sources:
        lines = [line for run in source.train for line in run]
        texts.extend(lines if source.language == "de" else lines * 2)
    texts.extend(m["content"] for chat in corpus.chats[: len(corpus.chats) // 6] for m in chat)
    return texts
