"""Train the spaCy pipeline for names that ships in `compliance/detect/shipped_ner/`.

A free-standing program, to be read from top to bottom. It needs spaCy 3.8, Faker, and for their
translations Django, Wagtail, django-oscar and django-allauth; it is no part of the wheel. It runs
on one thread and gives the same model for the same data, seed and number of steps, unless
`--minutes` shortens it. The best model so far lies in the output folder at any time, so a run that
is stopped leaves a usable one; `--report-only` then writes its cards.

    python scripts/train_ner.py --data DIR --out DIR [--steps N] [--seed N] [--minutes M]

DIR holds the JSONL files that `ner_corpora.py` names ({"text", "lang", "spans"}) and a list of
German surnames, `surnames_de.txt`.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from ner_case import recase, with_case
from ner_corpora import MESSAGES, Sample, draw_pass, read_all, read_foreign
from ner_names import Messages
from ner_report import count, figures, write_reports, write_strings
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import Adam, NumpyOps, set_current_ops

log = logging.getLogger("train_ner")

WORDS_PER_STEP = 600
CHECK_EVERY = 1000
WARM_UP = 250
MEASURED = 500
"""Texts of a language that are measured in the end; messages are fewer."""
FOREIGN_TEXTS = 500
PROSE = ("de", "en", "fr", "es", "nl", "sv", "ro", "pt")
LABELS = ("PERSON", "LOCATION", "ORGANIZATION")
NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": False,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 96,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [10000, 2000, 5000, 2500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 96,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}


class FastOps(NumpyOps):
    """Matrix products by NumPy: thinc's own are four times slower where BLIS knows no fast kernel.

    For training alone; the saved model runs with thinc's.
    """

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Return the product of two matrices, each transposed on demand."""
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


def arguments() -> argparse.Namespace:
    """Return the command line's values."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pipeline")
    parser.add_argument("--steps", type=int, default=24000, help="updates, about 600 words each")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--rate", type=float, default=0.001, help="highest rate of learning")
    parser.add_argument("--minutes", type=float, default=0.0, help="stop after this time; 0: never")
    parser.add_argument(
        "--start",
        type=Path,
        help="a model of before whose weights are gone on with",
    )
    parser.add_argument("--report-only", action="store_true", help="measure the model in --out")
    parser.add_argument(
        "--measure", type=Path, nargs="*", default=[], help="more JSONL with PERSON-like spans"
    )
    parser.add_argument(
        "--foreign",
        type=Path,
        nargs="*",
        default=[],
        help="JSONL as the data sets', to measure prose in languages without any to train on",
    )
    return parser.parse_args()


def to_example(nlp: Language, sample: Sample) -> Example:
    """Return a training example; a span that cuts a token is widened to the whole token.

    Args:
        nlp: gives the tokenizer.
        sample: text and spans.
    """
    gold = nlp.make_doc(sample.text)
    spans = []
    for start, end, label in sample.spans:
        span = gold.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and not any(token.is_space for token in span):
            spans.append(span)
    gold.ents = filter_spans(spans)
    blank = Doc(gold.vocab, [t.text for t in gold], [bool(t.whitespace_) for t in gold])
    return Example(blank, gold)


def batches(train: list[Sample], messages: Messages, seed: int) -> Iterator[list[Sample]]:
    """Yield batches of about `WORDS_PER_STEP` words without end, with case drawn anew each pass.

    Args:
        train: the training part of the data sets.
        messages: makes the generated texts.
        seed: fixes the order.
    """
    rng = random.Random(seed)
    batch: list[Sample] = []
    words = 0
    while True:
        for sample in draw_pass(train, messages, rng):
            batch.append(recase(sample, rng))
            words += sample.text.count(" ") + 1
            if words >= WORDS_PER_STEP:
                yield batch
                batch, words = [], 0


def measuring_sets(
    dev: list[Sample], data: Path, seed: int, per_set: int
) -> dict[str, list[Sample]]:
    """Return the measuring texts: data sets by language, and generated messages.

    Args:
        dev: the measuring part of the data sets.
        data: folder with the list of surnames.
        seed: fixes the messages and the choice.
        per_set: at most so many texts a language; 0 takes all of them.
    """
    rng = random.Random(seed + 1)
    messages = Messages(rng, data / "surnames_de.txt", keep_out=False)
    sets: dict[str, list[Sample]] = {}
    for lang in PROSE:
        mine = [sample for sample in dev if sample.lang == lang]
        sets[lang] = rng.sample(mine, min(per_set, len(mine))) if per_set else mine
    for lang in MESSAGES:
        main = lang in ("de", "en")
        number = (per_set if main else per_set // 3) if per_set else (1000 if main else 300)
        made = [messages.next(lang) for _ in range(number)]
        sets[f"messages_{lang}"] = [Sample(t, lang, "messages", tuple(s)) for t, s in made]
    return sets


def score(nlp: Language, sets: dict[str, list[Sample]]) -> float:
    """Return the figure a checkpoint is chosen by, 0 to 100.

    The weighted mean of F over German and English text and messages, as written and in lower
    case, for a half; prose in the other languages counts a quarter, messages in them a quarter.

    Args:
        nlp: the pipeline with averaged weights.
        sets: the measuring texts.
    """
    found: dict[str, float] = {}
    for name, samples in sets.items():
        found[name] = figures(count(nlp, samples)["all"])["f"]
        if name.endswith(("de", "en")):
            lower = [with_case(sample, "lower") for sample in samples]
            found[f"{name}/lower"] = figures(count(nlp, lower)["all"])["f"]
    log.info("  %s", "  ".join(f"{name} {value:.1f}" for name, value in found.items()))
    main = {"de": 0.14, "en": 0.14, "de/lower": 0.06, "en/lower": 0.06}
    chat = [value for key, value in found.items() if key.startswith(("messages_de", "messages_en"))]
    rest = [found[key] for key in PROSE[2:]]
    more = [found[f"messages_{lang}"] for lang in MESSAGES if lang not in ("de", "en")]
    weighted = sum(weight * found[key] for key, weight in main.items())
    parts = ((0.1, chat), (0.25, rest), (0.25, more))
    return weighted + sum(weight * sum(each) / len(each) for weight, each in parts)


def save(nlp: Language, out: Path) -> None:
    """Write the pipeline beside `out` and then put it in its place, cards of before removed.

    Args:
        nlp: the pipeline with averaged weights.
        out: folder of the model.
    """
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh, exclude=["vectors", "lookups"])
    write_strings(fresh, LABELS)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def beginning(start: Path | None, stream: Iterator[list[Sample]]) -> Language:
    """Return the pipeline to train: the one of before, or a new one without knowledge.

    Args:
        start: folder of a pipeline to go on with, made by this script.
        stream: the batches, for the labels of a new one.
    """
    if start is not None:
        return spacy.load(start)
    nlp = spacy.blank("xx")
    nlp.add_pipe("ner", config=NER)
    first: list[Sample] = []
    while len(first) < 500:
        first += next(stream)
    nlp.initialize(lambda: [to_example(nlp, sample) for sample in first])
    return nlp


def learning_rates(highest: float, steps: int, minutes: float) -> Iterator[float]:
    """Yield the rate of each update: up in the first ones, then down to a tenth of it at the end.

    Args:
        highest: the rate after the first ones.
        steps: the updates planned.
        minutes: the time planned, should it be over before; 0: as long as it takes.
    """
    begun, step = time.monotonic(), 0
    while True:
        step += 1
        passed = (time.monotonic() - begun) / 60 / minutes if minutes else 0.0
        done = min(1.0, max(passed, step / steps))
        yield highest * min(1.0, step / WARM_UP) * (1 - 0.9 * done)


def train(args: argparse.Namespace, samples: list[Sample], sets: dict[str, list[Sample]]) -> int:
    """Train, keep the best model in `args.out`, and return the steps made up to it.

    Args:
        args: the command line's values.
        samples: the training part of the data sets.
        sets: the texts a checkpoint is chosen by.
    """
    spacy.util.fix_random_seed(args.seed)
    set_current_ops(FastOps())
    messages = Messages(random.Random(args.seed), args.data / "surnames_de.txt")
    stream = batches(samples, messages, args.seed)
    nlp = beginning(args.start, stream)
    rates: Any = learning_rates(args.rate, args.steps, args.minutes)
    optimizer = Adam(rates, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    best, best_step, loss, begun = -1.0, 0, 0.0, time.monotonic()
    for step in range(1, args.steps + 1):
        examples = [to_example(nlp, sample) for sample in next(stream)]
        loss += nlp.update(examples, sgd=optimizer, drop=0.1)["ner"]
        optimizer.step_schedules()
        minutes = (time.monotonic() - begun) / 60
        late = bool(args.minutes) and minutes >= args.minutes
        if step % 100 == 0:
            log.info("step %d  loss %.0f  %.1f min", step, loss, minutes)
            loss = 0.0
        if step % CHECK_EVERY == 0 or step == args.steps or late:
            with nlp.use_params(optimizer.averages):
                value = score(nlp, sets)
                log.info("step %d  score %.2f  best before %.2f", step, value, best)
                if value > best:
                    best, best_step = value, step
                    save(nlp, args.out)
        if late:
            break
    return best_step


def main() -> None:
    """Train or load the model, then measure it and write its cards."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    args = arguments()
    training, dev = read_all(args.data)
    log.info("%d texts to train on, %d to measure on", len(training), len(dev))
    steps_file = args.out.with_name(f"{args.out.name}.steps")
    if not args.report_only:
        steps = train(args, training, measuring_sets(dev, args.data, args.seed, 300))
        steps_file.write_text(str(steps), encoding="utf-8")
        set_current_ops(NumpyOps())
    steps = int(steps_file.read_text(encoding="utf-8")) if steps_file.exists() else args.steps
    set_current_ops(FastOps())
    nlp = spacy.load(args.out)
    sets = measuring_sets(dev, args.data, args.seed, MEASURED)
    for path in args.foreign:
        samples = read_foreign(path, FOREIGN_TEXTS, random.Random(args.seed))
        sets[samples[0].lang] = samples
    write_reports(
        nlp,
        args.out,
        sets,
        training,
        args.measure,
        seed=args.seed,
        steps=steps,
        planned=args.steps,
        foreign=[path.stem for path in args.foreign],
    )


if __name__ == "__main__":
    main()
