"""Measures the name model and writes what is known about it beside its weights."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from ner_card import write_cards
from ner_case import with_case
from ner_corpora import Sample
from ner_names import Span
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

log = logging.getLogger("train_ner")

Counts = dict[str, Counter[str]]
PERSON_TYPES = {
    "PERSON", "NAME_PATIENT", "NAME_DOCTOR", "NAME_RELATIVE", "NAME_EXT",
    "NOMBRE_SUJETO_ASISTENCIA", "NOMBRE_PERSONAL_SANITARIO",
}  # fmt: skip
VARIANTS = ("written", "lower", "title", "upper", "lower_two_pass")


def write_strings(folder: Path, labels: Iterable[str]) -> None:
    """Reduce the string store to the labels: it holds the training words, real names included.

    Args:
        folder: the saved pipeline.
        labels: what stays.
    """
    path = folder / "vocab" / "strings.json"
    path.write_text(json.dumps(sorted(labels)), encoding="utf-8")


def found_spans(doc: Doc) -> set[Span]:
    """Return the entities of a document as (start, end, label), in code points."""
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}


def gold_spans(doc: Doc, sample: Sample) -> set[Span]:
    """Return the true spans, widened to whole tokens as in training."""
    wide = (doc.char_span(a, b, label=t, alignment_mode="expand") for a, b, t in sample.spans)
    return {(ent.start_char, ent.end_char, ent.label_) for ent in wide if ent}


def add_free(base: set[Span], more: set[Span]) -> set[Span]:
    """Return `base` and those spans of `more` that overlap none of it."""
    free = {m for m in more if all(m[1] <= b[0] or b[1] <= m[0] for b in base)}
    return base | free


def tally(pairs: Iterable[tuple[set[Span], set[Span]]]) -> Counts:
    """Return tp, fp and fn by label and for "all"; a hit has the same offsets and label.

    Args:
        pairs: true and found spans of each text.
    """
    out: Counts = {}
    for gold, found in pairs:
        for kind, spans in (("tp", gold & found), ("fp", found - gold), ("fn", gold - found)):
            for span in spans:
                for key in ("all", span[2]):
                    out.setdefault(key, Counter())[kind] += 1
    out.setdefault("all", Counter())
    return out


def count(nlp: Language, samples: list[Sample]) -> Counts:
    """Return the counts of the pipeline on some texts.

    Args:
        nlp: the pipeline.
        samples: texts with their true spans.
    """
    docs = nlp.pipe([sample.text for sample in samples], batch_size=128)
    return tally(
        (gold_spans(doc, sample), found_spans(doc))
        for sample, doc in zip(samples, docs, strict=True)
    )


def count_two_pass(nlp: Language, samples: list[Sample]) -> Counts:
    """Return the counts when a title-cased copy is read too and what it adds is joined.

    Args:
        nlp: the pipeline.
        samples: texts with their true spans.
    """
    titled = [with_case(sample, "title").text for sample in samples]
    first = nlp.pipe([sample.text for sample in samples], batch_size=128)
    second = nlp.pipe(titled, batch_size=128)
    return tally(
        (gold_spans(one, sample), add_free(found_spans(one), found_spans(two)))
        for sample, one, two in zip(samples, first, second, strict=True)
    )


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F in percent with the raw counts.

    Args:
        counts: tp, fp and fn.
    """
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    return {
        "p": round(100 * tp / max(1, tp + fp), 2),
        "r": round(100 * tp / max(1, tp + fn), 2),
        "f": round(200 * tp / max(1, 2 * tp + fp + fn), 2),
        "tp": tp,
        "fp": fp,
        "fn": fn,
    }


def measure_set(nlp: Language, samples: list[Sample]) -> dict[str, Any]:
    """Return the figures of one set as written, in three other cases and with two passes.

    Args:
        nlp: the pipeline.
        samples: texts with their true spans.
    """
    lower = [with_case(sample, "lower") for sample in samples]
    title = [with_case(sample, "title") for sample in samples]
    upper = [with_case(sample, "upper") for sample in samples]
    counts = (
        *(count(nlp, each) for each in (samples, lower, title, upper)),
        count_two_pass(nlp, lower),
    )
    out: dict[str, Any] = {"texts": len(samples), "characters": sum(len(s.text) for s in samples)}
    for name, found in zip(VARIANTS, counts, strict=True):
        out[name] = {label: figures(found[label]) for label in sorted(found)}
    return out


def measure_persons(nlp: Language, path: Path, seen: set[str]) -> dict[str, int]:
    """Return how many person mentions of a data set outside the training mix are found.

    A mention is "touched" when a found person overlaps it, and "covered" when every letter of
    its last word lies in one. A found person is "outside" when it touches no mention: mostly an
    error, but not every data set marks all persons. A mention is "new" when its last word is none
    of a person in the training part.

    Args:
        nlp: the pipeline.
        path: JSONL with {"text", "spans": [{"start", "end", "type"}]}.
        seen: last words of the persons in the training part, in lower case.
    """
    out: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            marks = {(s["start"], s["end"]) for s in row["spans"] if s["type"] in PERSON_TYPES}
            found = [(a, b) for a, b, t in found_spans(nlp(row["text"])) if t == "PERSON"]
            out["documents"] += 1
            out["mentions"] += len(marks)
            for start, end in marks:
                words = row["text"][start:end].split()
                last = start + row["text"][start:end].rfind(words[-1])
                covered = any(a <= last and last + len(words[-1]) <= b for a, b in found)
                new = words[-1].lower() not in seen
                out["touched"] += any(a < end and start < b for a, b in found)
                out["covered"] += covered
                out["new"] += new
                out["new_covered"] += new and covered
                out["exact"] += (start, end) in found
            out["found"] += len(found)
            out["outside"] += sum(not any(a < e and s < b for s, e in marks) for a, b in found)
    return dict(out)


def speed(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Return the characters a second of processor time, read in batches of 128 texts.

    Args:
        nlp: the pipeline.
        texts: what to read.
    """
    begun = time.process_time()
    for _ in nlp.pipe(texts, batch_size=128):
        pass
    seconds = time.process_time() - begun
    characters = sum(map(len, texts))
    return {
        "characters": characters,
        "cpu_seconds": round(seconds, 2),
        "characters_per_cpu_second": round(characters / seconds),
    }


def write_reports(
    nlp: Language,
    out: Path,
    sets: dict[str, list[Sample]],
    training: list[Sample],
    more: list[Path],
    *,
    seed: int,
    steps: int,
    planned: int,
    foreign: list[str],
) -> None:
    """Measure the pipeline and write metrics.json, card.json, MODEL_CARD.md and LICENSE.

    Newspapers read by machine a century after print are counted apart from the prose of their
    language.

    Args:
        nlp: the pipeline, loaded from `out`.
        out: folder of the pipeline.
        sets: the measuring texts by name.
        training: the training part of the data sets.
        more: further JSONL files to measure persons on.
        seed: of the training run.
        steps: updates up to the saved state.
        planned: updates the learning rate was planned for.
        foreign: data sets among `sets` that were never trained on.
    """
    groups: dict[str, list[Sample]] = {}
    for name, samples in sets.items():
        for sample in samples:
            key = f"{name}_old_newspapers" if sample.source.endswith("_ocr") else name
            groups.setdefault(key, []).append(sample)
    measured: dict[str, Any] = {}
    for name in sorted(groups):
        measured[name] = measure_set(nlp, groups[name])
        log.info("%s: %s", name, measured[name]["written"])
    persons = (s.text[a:b].split() for s in training for a, b, t in s.spans if t == "PERSON")
    seen = {words[-1].lower() for words in persons}
    # Speed is measured with thinc's own products, which a user has.
    set_current_ops(NumpyOps())
    usual = spacy.load(out)
    metrics = {
        "schema": "ftcheck.ner-metrics/1",
        "match": "same offsets and label, after widening to whole tokens",
        "dev_part": "first byte of the SHA-256 of the text, modulo 10, is 0",
        "sets": measured,
        "sets_only_measured": {
            name: samples[0].source
            for name, samples in groups.items()
            if samples[0].source in foreign
        },
        "persons_elsewhere": {path.stem: measure_persons(nlp, path, seen) for path in more},
        "speed": speed(usual, [s.text for s in groups["de"] + groups["en"]]),
    }
    log.info("elsewhere %s", metrics["persons_elsewhere"])
    log.info("speed %s", metrics["speed"])
    text = json.dumps(metrics, indent=2, sort_keys=True, ensure_ascii=False)
    (out / "metrics.json").write_text(text + "\n", encoding="utf-8")
    records = Counter(sample.source for sample in training)
    write_cards(out, metrics, records, seed=seed, steps=steps, planned=planned)
