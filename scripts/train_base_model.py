"""Train the small base model that ships with the package, and write its card.

    python scripts/train_base_model.py --corpus DIR --out DIR [--steps N] [--device cuda] [--seed N]

A Llama-architecture causal language model is trained from nothing on public-domain text and on
chats generated from sentences of this project. The folder it writes loads with the automatic
classes of `transformers`. Needs `torch`, `transformers` and `tokenizers`; no network.
"""

import argparse
import copy
import json
import logging
import math
import random
import time
from pathlib import Path
from typing import Any

import base_card
from base_data import Stream, batch, build_corpus, held_out_sets, streams, tokenizer_texts
from base_tokenizer import CONTEXT, END, PAD, train_tokenizer

log = logging.getLogger("train_base_model")

VOCAB = 4096
# Most steps read short windows, which is cheaper; the last ones reach the whole context.
SHORT = 256
SHORT_SHARE = 0.75


def evaluate(
    model: Any, held_out: dict[str, tuple[list[list[int]], int]], device: str
) -> dict[str, dict[str, float]]:
    """Return the held-out loss of each kind of text.

    Each document is read in windows of at most CONTEXT tokens; the first token of a window is not
    predicted.

    Returns:
        For each kind `nats_per_token`, `bits_per_byte`, `tokens`. The bits are those of the
        predicted tokens; the bytes are those of the whole text.
    """
    import torch
    from torch.nn.functional import cross_entropy

    model.eval()
    result = {}
    with torch.inference_mode():
        for kind, (documents, size) in held_out.items():
            windows = [d[i : i + CONTEXT] for d in documents for i in range(0, len(d), CONTEXT)]
            windows = sorted((w for w in windows if len(w) > 1), key=len)
            nats, count = 0.0, 0
            for at in range(0, len(windows), 16):
                part = windows[at : at + 16]
                longest = max(map(len, part))
                ids = torch.tensor([w + [-100] * (longest - len(w)) for w in part], device=device)
                logits = model(input_ids=ids.clamp(min=0)).logits[:, :-1].float()
                targets = ids[:, 1:]
                nats += float(
                    cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum")
                )
                count += int((targets != -100).sum())
            result[kind] = {
                "nats_per_token": round(nats / count, 4),
                "bits_per_byte": round(nats / math.log(2) / size, 4),
                "tokens": count,
            }
    model.train()
    return result


def build_model(tokenizer: Any, args: argparse.Namespace) -> Any:
    """Return an untrained model in float32."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=args.hidden,
        intermediate_size=args.hidden * 8 // 3,
        num_hidden_layers=args.layers,
        num_attention_heads=args.hidden // 32,
        num_key_value_heads=args.hidden // 32,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return LlamaForCausalLM(config)


def rate(step: int, steps: int) -> float:
    """Return the part of the learning rate in use: linear warm-up, level, linear fall to 2 %."""
    warm = max(1, steps // 25)
    fall = max(1, steps * 6 // 10)
    return min((step + 1) / warm, 1.0, 0.02 + 0.98 * (steps - step) / fall)


def build_optimizers(model: Any, args: argparse.Namespace) -> list[Any]:
    """Return Muon for the matrices of the layers and AdamW for embeddings and norms.

    Basis: Jordan et al. 2024, Muon; it needs fewer steps than AdamW alone on small models.
    """
    import torch

    matrices: list[Any] = []
    others: list[Any] = []
    for name, parameter in model.named_parameters():
        inner = parameter.dim() == 2 and "embed" not in name
        (matrices if inner else others).append(parameter)
    muon = torch.optim.Muon(matrices, lr=args.muon_lr, weight_decay=args.weight_decay)
    adam = torch.optim.AdamW(others, lr=args.lr, betas=(0.9, 0.95), weight_decay=0.0)
    return [muon, adam]


def train(
    model: Any,
    found: dict[str, Stream],
    held_out: dict[str, tuple[list[list[int]], int]],
    args: argparse.Namespace,
) -> dict[str, Any]:
    """Train in place, leave the weights with the lowest held-out loss, and return the history.

    The weights are chosen by the mean bits per byte of the German and the English held-out text.
    """
    import torch
    from torch.nn.functional import cross_entropy

    optimizers = build_optimizers(model, args)
    full = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    source = random.Random(args.seed)
    best, kept, history = math.inf, None, []
    tokens_seen = chosen = 0
    began = time.monotonic()
    model.train()
    for step in range(args.steps):
        for optimizer, rates in zip(optimizers, full, strict=True):
            for group, whole in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = whole * rate(step, args.steps)
        length = SHORT if step < SHORT_SHARE * args.steps else CONTEXT
        ids = batch(found, args.batch_tokens, length, source)
        with torch.autocast(args.device, dtype=torch.bfloat16):
            logits = model(input_ids=ids).logits[:, :-1]
        loss = cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        tokens_seen += ids.numel()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        if (step + 1) % 25 == 0:
            log.info("step %d loss %.3f, %.0f tokens/s", step + 1, loss.item(),
                     tokens_seen / (time.monotonic() - began))  # fmt: skip
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            scores = evaluate(model, held_out, args.device)
            mean = (scores["de"]["bits_per_byte"] + scores["en"]["bits_per_byte"]) / 2
            if mean < best:
                best, kept, chosen = mean, copy.deepcopy(model.state_dict()), step + 1
            history.append(
                {"step": step + 1, "train_loss": round(loss.item(), 4), "held_out": scores}
            )
            log.info("step %d held out: %s", step + 1, scores)
    if kept is not None:
        model.load_state_dict(kept)
    return {"history": history, "chosen_step": chosen, "tokens_seen": tokens_seen,
            "seconds": round(time.monotonic() - began, 1)}  # fmt: skip


def samples(model: Any, tokenizer: Any, device: str) -> dict[str, str]:
    """Return what the model answers, greedily, to one German and one English question."""
    import torch

    found = {}
    model.eval()
    for question in ("Wie koche ich ein Ei?", "How do I write a polite letter?"):
        prompt = tokenizer.apply_chat_template(
            [{"role": "user", "content": question}],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
        ).to(device)
        with torch.inference_mode():
            ids = model.generate(**prompt, max_new_tokens=120, do_sample=False)[0]
        found[question] = tokenizer.decode(ids[prompt["input_ids"].shape[1] :])
    return found


def parse_args() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with the two corpus files"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--steps", type=int, default=850)
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cpu")
    parser.add_argument("--threads", type=int, default=1, help="threads on the CPU")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--hidden", type=int, default=192, help="width, a multiple of 32")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--batch-tokens", type=int, default=4096)
    parser.add_argument("--muon-lr", type=float, default=0.02, help="for the matrices")
    parser.add_argument("--lr", type=float, default=4e-3, help="for embeddings and norms")
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--every", type=int, default=425, help="steps between evaluations")
    return parser.parse_args()


def main() -> None:
    """Build the corpus, train the tokenizer and the model, and write the folder."""
    args = parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    import torch

    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    corpus = build_corpus(args.corpus, args.seed)
    log.info(
        "%d chats, %d held out; left out: %s",
        len(corpus.chats),
        len(corpus.held_out_chats),
        corpus.dropped,
    )
    tokenizer = train_tokenizer(tokenizer_texts(corpus), VOCAB)
    found = streams(tokenizer, corpus, args.device)
    held_out = held_out_sets(tokenizer, corpus)
    model = build_model(tokenizer, args).to(args.device)
    meter = base_card.EnergyMeter(args.device)
    result = train(model, found, held_out, args)
    result["gpu_energy_wh"] = meter.stop()
    # The shipped weights are bfloat16; the figures of the card are those of the shipped weights.
    model = model.to(torch.bfloat16).float()
    result["held_out"] = evaluate(model, held_out, args.device)
    result["samples"] = samples(model, tokenizer, args.device)
    log.info("shipped weights: %s", result["held_out"])
    save(model, tokenizer, args.out)
    base_card.write_card(args.out, corpus, tokenizer, model, result, args)


def save(model: Any, tokenizer: Any, folder: Path) -> None:
    """Write weights in bfloat16, with float32 as the type they are loaded in.

    Training and measuring on a CPU in bfloat16 is slow and coarse, so the configuration names
    float32; the file is half the size.
    """
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    model.generation_config.do_sample = False
    model.generation_config._from_model_config = False
    model.generation_config.eos_token_id = tokenizer.convert_tokens_to_ids(END)
    model.generation_config.pad_token_id = tokenizer.convert_tokens_to_ids(PAD)
    model.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["dtype"] = "float32"
    (folder / "config.json").write_text(
        json.dumps(config, indent=2, sort_keys=True) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
