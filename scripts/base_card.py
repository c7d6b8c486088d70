"""The papers of the base model: card.json and metrics.json, and the energy reading."""

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from base_readme import readme
from base_tokenizer import sha256_tree

NAME, VERSION = "ftcheck-base", "0.1.0"
# The papers are about the model and no part of it.
PAPERS = ("card.json", "README.md", "metrics.json", "LICENSE")
# Every training text is named with its hash and can be obtained or generated anew.
DATA_DISCLOSURE = 4


class EnergyMeter:
    """Reads the energy counter of the first GPU, where there is one."""

    def __init__(self, device: str) -> None:
        """Take the first reading.

        Args:
            device: `cuda` or `cpu`; nothing is read for `cpu`.
        """
        self.first: int | None = self._read() if device == "cuda" else None

    def stop(self) -> float | None:
        """Return the watt-hours since the first reading, or None if they cannot be read."""
        last = self._read() if self.first is not None else None
        return None if self.first is None or last is None else round((last - self.first) / 3.6e6, 3)

    @staticmethod
    def _read() -> int | None:
        """Return the counter in millijoules."""
        try:
            import pynvml
        except ImportError:
            return None
        try:
            pynvml.nvmlInit()
            gpu = pynvml.nvmlDeviceGetHandleByIndex(0)
            return int(pynvml.nvmlDeviceGetTotalEnergyConsumption(gpu))
        except pynvml.NVMLError:
            return None


def write_card(
    folder: Path,
    corpus: Any,
    tokenizer: Any,
    model: Any,
    result: dict[str, Any],
    args: argparse.Namespace,
) -> None:
    """Write card.json, metrics.json, README.md and, if the project has one, LICENSE.

    Args:
        folder: the model folder, weights and tokenizer already in it.
        corpus: the texts, as the training script built them.
        tokenizer: counts the tokens of the sources.
        model: counts the parameters.
        result: what training gave: tokens seen, chosen step, held-out losses, samples, energy.
        args: the command line of the training script.
    """
    parameters = sum(p.numel() for p in model.parameters())
    flops = 6 * parameters * result["tokens_seen"]
    card = {
        "schema": "ftcheck.model-card/1",
        "name": NAME,
        "version": VERSION,
        "kind": "causal-lm",
        "licence": "Apache-2.0",
        "parameters": parameters,
        "vocab_size": len(tokenizer),
        "languages": ["de", "en"],
        "sources": _sources(corpus, tokenizer),
        "script": "scripts/train_base_model.py",
        "seed": args.seed,
        "steps": args.steps,
        "tokens_seen": result["tokens_seen"],
        "flops": f"{flops:.3g}",
        "hardware": _hardware(args.device),
        "sha256_tree": sha256_tree(folder, PAPERS),
        "data_disclosure": DATA_DISCLOSURE,
        "metrics": result["held_out"],
    }
    settings = {k: v for k, v in vars(args).items() if k not in ("corpus", "out")}
    metrics = {
        "schema": "ftcheck.model-metrics/1",
        "settings": settings,
        "left_out_lines": corpus.dropped,
        "held_out_chats": len(corpus.held_out_chats),
        **result,
    }
    _write_json(folder / "card.json", card)
    _write_json(folder / "metrics.json", metrics)
    (folder / "README.md").write_text(readme(card, metrics, model.config), "utf-8")
    licence = Path(__file__).resolve().parent.parent / "LICENSE"
    if licence.is_file() and licence.stat().st_size:
        shutil.copyfile(licence, folder / "LICENSE")


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _hardware(device: str) -> str:
    import torch

    return f"one {torch.cuda.get_device_name(0)}" if device == "cuda" else "one CPU thread"


def _count(tokenizer: Any, texts: list[str]) -> int:
    return sum(len(ids) for ids in tokenizer(texts, verbose=False)["input_ids"]) if texts else 0


def _sources(corpus: Any, tokenizer: Any) -> list[dict[str, Any]]:
    rows = []
    for source in corpus.sources:
        texts = ["\n".join(run) for run in [*source.train, *source.held_out]]
        rows.append(
            {
                "name": source.name,
                "licence": source.licence,
                "holder": source.holder,
                "sha256": source.sha256,
                "bytes": source.size,
                "tokens": _count(tokenizer, texts),
                "note": source.note,
            }
        )
    lines = "".join(json.dumps(chat, ensure_ascii=False) + "\n" for chat in corpus.chats).encode()
    texts = [message["content"] for chat in corpus.chats for message in chat]
    rows.append(
        {
            "name": f"Generated chats ({len(corpus.chats)})",
            "licence": "Apache-2.0",
            "holder": "The ftcheck developers",
            "sha256": hashlib.sha256(lines).hexdigest(),
            "bytes": len(lines),
            "tokens": _count(tokenizer, texts),
            "note": "written by scripts/base_chats.py with the seed of the card, from sentences "
            "written for this project (scripts/base_phrases_de.py, scripts/base_phrases_en.py) "
            "and quotations of the sources above; one JSON array of messages per line",
        }
    )
    return rows
