"""Does an exported model say what the evaluated one said? Logits of both on fixed texts.

The texts are the general sentences that are shipped: no personal data, and the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compliance.errors import ExportError
from tuning.config.evaluation import SHIPPED
from tuning.evaluation.forgetting import general_texts

DTYPES = ("float32", "bfloat16", "float16")
PLACES = 1024
"""Tokens read at most: with 150,000 tokens in a vocabulary their logits take 0.6 GB."""
_LONGEST = 64
_EVERY = 4
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """How far an export may be from what was evaluated."""

    logit: float
    """Largest difference of a logit, as a share of the largest logit."""
    kl: float
    """Mean KL divergence in nats."""


LIMITS = {
    "float32": Limit(logit=2**-24 * 2**12, kl=1e-8),
    "float16": Limit(logit=2**-12 * 2**8, kl=5e-4),
    "bfloat16": Limit(logit=2**-9 * 2**8, kl=2e-2),
}
"""Number format → limit.

A number has 24, 11 and 8 significant bits, so it is rounded by up to 2^-24, 2^-12 and 2^-9 of
itself, and the error grows on its way through the layers. Of the models it was measured on, a
trained one (4 layers) had up to 6 times that at its worst logit, random ones of 12 and 24 layers up
to 25 times, a random one with very large weights up to 180 times: 2^8. In float32 merging also
changes the order of sums, up to 340 times: 2^12. KL divergence grows with the square: 1e-11, 1e-4
and 6e-3 nats at most there, 2e-12, 3e-6 and 2e-4 in the trained one.

Merging is held against the limit of float32 whatever the export's format, so that what rounding to
16 bits may hide is no fault of the merge.
"""


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences that are read, as token ids."""

    ids: tuple[tuple[int, ...], ...]
    sha256: str
    """Of the file they come from."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two models are from each other."""

    places: int
    """Tokens; with one class for a whole text, texts."""
    max_abs_difference: float
    largest_logit: float
    """Of the first model, from the mean at its place: a constant more for all changes nothing."""
    mean_kl_nats: float
    """KL divergence of the second from the first, mean over places."""
    same_first_choice: float
    """Share of places with the same likeliest token or class, in [0, 1]."""


def fixed_texts(tokenizer: Any) -> Texts:
    """Return general sentences of all languages that are shipped, up to `PLACES` tokens.

    Args:
        tokenizer: of the model.
    """
    texts, digest = general_texts(SHIPPED)
    # Sentences of a language stand together, so every n-th first leaves none out.
    ordered = [text for start in range(_EVERY) for _, text in texts[start::_EVERY]]
    ids: list[tuple[int, ...]] = []
    left = PLACES
    for text in ordered:
        own = tuple(tokenizer(text, truncation=True, max_length=_LONGEST)["input_ids"])
        if len(own) > left:
            break
        if own:
            ids.append(own)
            left -= len(own)
    return Texts(tuple(ids), digest)


def read_logits(
    model: Any, texts: Texts, *, step: Callable[[int], None] = lambda _: None
) -> list[Any]:
    """Return the logits of each text: float32 on the CPU, (tokens or 1, vocabulary or classes).

    Args:
        model: a language model or a classifier; it computes in its own number format.
        texts: read one by one, so no padding can play a part.
        step: called with the number of texts done.
    """
    import torch

    model.eval()
    found = []
    with torch.inference_mode():
        for number, ids in enumerate(texts.ids, start=1):
            logits = model(input_ids=torch.tensor([ids], device=model.device)).logits
            found.append(logits.float().cpu().reshape(-1, logits.shape[-1]))
            step(number)
    return found


def difference(first: list[Any], second: list[Any]) -> Difference:
    """Return how far the logits of a second model are from those of a first.

    Args:
        first: from `read_logits`.
        second: of the same texts.

    Raises:
        ExportError: they do not answer with the same classes, or with something that is no number.
    """
    import torch

    if [each.shape for each in first] != [each.shape for each in second]:
        raise ExportError("the exported model has other tokens or classes than the evaluated one")
    worst = largest = total = 0.0
    same = places = 0
    for mine, other in zip(first, second, strict=True):
        if not bool(mine.isfinite().all() and other.isfinite().all()):
            raise ExportError(
                "the exported model answers with something that is no number",
                why="numbers that are too large for float16 become infinite",
                fix="use --dtype bfloat16 or float32",
            )
        worst = max(worst, float((mine - other).abs().max()))
        largest = max(largest, float((mine - mine.mean(dim=1, keepdim=True)).abs().max()))
        same += int((mine.argmax(dim=1) == other.argmax(dim=1)).sum())
        places += len(mine)
        for start in range(0, len(mine), _CHUNK):  # in double precision a chunk at a time
            p, q = (
                torch.log_softmax(each[start : start + _CHUNK].double(), dim=1)
                for each in (mine, other)
            )
            total += float((p.exp() * (p - q)).sum())
    return Difference(places, worst, largest, max(0.0, total / places), same / places)


def require_near(found: Difference, dtype: str, what: str) -> None:
    """Refuse what is too far from what was evaluated.

    Args:
        found: how far it is.
        dtype: whose limit counts.
        what: for the message.

    Raises:
        ExportError: it is too far.
    """
    limit = LIMITS[dtype]
    allowed = limit.logit * found.largest_logit
    if found.max_abs_difference <= allowed and found.mean_kl_nats <= limit.kl:
        return
    raise ExportError(
        f"{what} does not say what the evaluated one says: a logit differs by "
        f"{found.max_abs_difference:.2g} (limit {allowed:.2g}), mean KL divergence "
        f"{found.mean_kl_nats:.2g} nats (limit {limit.kl:.2g})",
        why="the evaluation would not hold for it, so nothing was exported",
        fix="use --dtype float32; if it fails too, export --format adapter and report the figures",
    )
