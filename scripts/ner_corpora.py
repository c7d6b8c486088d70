"""Annotated corpora: read, cleaned, divided and drawn from in balanced passes."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ner_names import Messages, Span, held_out
from ner_shapes import misspell

# A title and a capital after it, in the court judgments.
TITLED = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Me|Mr|Mrs|Sr\.|Sra\.|D\.|Dña\.|señora?)\s+([A-ZÀ-Ý]\w+)"
)
LABELS = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}


@dataclass(frozen=True)
class Source:
    """A data set: what it is called, whom it belongs to, and how often a pass uses it."""

    file: str
    name: str
    licence: str
    holder: str
    hint: str
    weight: float


SOURCES = (
    Source("germeval_de", "GermEval 2014 NER", "CC-BY-4.0", "Benikova, Biemann, Kisselew, Padó",
           "GermEval 2014 Named Entity Recognition Shared Task", 2.3),
    Source("smartdata_de", "SmartData Corpus", "CC-BY-4.0", "DFKI GmbH",
           "Schiersch et al., A German Corpus for Fine-Grained NER, LREC 2018", 1.0),
    Source("mobie_de", "MobIE", "CC-BY-4.0", "DFKI GmbH",
           "Hennig et al., MobIE: A German Dataset for NER in the Mobility Domain, 2021", 0.25),
    Source("europeana_de_ocr", "Europeana Newspapers NER (German)", "CC0-1.0",
           "Europeana Newspapers project", "Neudecker, An Open Corpus for NER, LREC 2016", 0.1),
    Source("europeana_fr_ocr", "Europeana Newspapers NER (French)", "CC0-1.0",
           "Europeana Newspapers project", "Neudecker, An Open Corpus for NER, LREC 2016", 0.15),
    Source("europeana_nl_ocr", "Europeana Newspapers NER (Dutch)", "CC0-1.0",
           "Europeana Newspapers project", "Neudecker, An Open Corpus for NER, LREC 2016", 0.35),
    Source("btc_en", "Broad Twitter Corpus", "CC-BY-4.0", "Derczynski, Bontcheva, Roberts",
           "Derczynski et al., Broad Twitter Corpus, COLING 2016", 1.0),
    Source("wnut17_en", "WNUT 2017 Emerging Entities", "CC-BY-4.0",
           "Derczynski, Nichols, van Erp, Limsopatham",
           "WNUT 2017 Shared Task on Novel and Emerging Entity Recognition", 1.0),
    Source("wikigold_en", "WikiGold", "CC-BY-4.0", "Balasuriya, Ringland, Nothman, Murphy, Curran",
           "Balasuriya et al., NER in Wikipedia, 2009", 2.0),
    Source("sec_filings_en", "SEC filings NER", "CC-BY-3.0",
           "Salinas Alvarado, Verspoor, Baldwin",
           "Domain Adaption of NER to Support Credit Risk Assessment, ALTA 2015", 0.7),
    Source("echr_fr", "ECHR judgments NER (French)", "MIT", "the authors of the data set",
           "Court judgments with projected name annotations, French", 0.9),
    Source("echr_es", "ECHR judgments NER (Spanish)", "MIT", "the authors of the data set",
           "Court judgments with projected name annotations, Spanish", 0.9),
    Source("swedish_sv", "Swedish NER corpus", "CC-BY-4.0", "the authors of the data set",
           "Swedish news text with names marked", 0.9),
    Source("ronec_ro", "RONEC", "MIT", "Dumitrescu, Avram",
           "Dumitrescu and Avram, Introducing RONEC, LREC 2020", 0.9),
    Source("lener_pt_br", "LeNER-Br", "MIT", "Luz de Araujo et al.",
           "LeNER-Br: a Dataset for NER in Brazilian Legal Text, PROPOR 2018", 0.5),
)  # fmt: skip
MESSAGES = {
    "de": 8500, "en": 8500,
    **dict.fromkeys(("it", "pl"), 2500),
    **dict.fromkeys(("nl", "da", "cs", "fi", "hu", "el"), 1800),
    **dict.fromkeys(("fr", "es", "sv", "ro", "pt"), 1400),
    **dict.fromkeys(("sk", "sl", "hr", "bg", "no", "et", "lv", "lt"), 1200),
    **dict.fromkeys(("ga", "mt"), 400),
}  # fmt: skip
"""Generated texts a pass, by language."""

TWEETS = {"btc_en", "wnut17_en"}
PARTICLES = {"von", "van", "de", "der", "den", "du", "da", "dos", "del", "della", "zu", "af", "al"}
TITLES = set(
    """herr herrn frau dr dr. prof prof. mr mr. mrs mrs. ms ms. sir lord lady president prime
    minister king queen prince princess m. mme mme. mlle sr. sra. sr sra dl. d-l. domnul doamna
    la el señor señora capitán cabo sargento capitaine caporal sergent monsieur madame geb. keizer
    baron père""".split()
)
ROLES = set(
    """borrower lender bank executive employee employer company guarantor agent remarketing
    trustee seller buyer holder purchaser landlord tenant god pope allah player""".split()
)
NO_PLACE = re.compile(r"[ABLKSUREI] ?\d+( ?[NSM])?|S ?- ?Bahn.*|RE ?\d+|.*richtung(en)?", re.I)
EDGE = " \t\n,;:„“”\"'»«()[]#"


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its language, source and spans (start, end, label) in code points."""

    text: str
    lang: str
    source: str
    spans: tuple[Span, ...]


def read_source(source: Source, folder: Path) -> list[Sample]:
    """Return the distinct, cleaned samples of a data set, in file order.

    Args:
        source: which data set.
        folder: the folder with its JSONL file.
    """
    rows = []
    with (folder / f"{source.file}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    lower = Counter(w for row in rows for w in re.findall(r"\w+", row["text"]) if w.islower())
    seen: set[str] = set()
    out: list[Sample] = []
    for row in rows:
        text = row["text"]
        if text in seen or not text.strip():
            continue
        seen.add(text)
        spans = _join([tuple(s) for s in row["spans"]], text) if "_nl_" in source.file else (
            [tuple(s) for s in row["spans"]]
        )  # fmt: skip
        kept = [c for s in spans if (c := _clean(s, text, source.file, lower))]
        out.append(Sample(text, row["lang"], source.file, tuple(kept)))
    return out


def read_all(folder: Path) -> tuple[list[Sample], list[Sample]]:
    """Return the training and the measuring part of all data sets, divided by text hash.

    Args:
        folder: the folder with the JSONL files.
    """
    train: list[Sample] = []
    dev: list[Sample] = []
    for source in SOURCES:
        for sample in read_source(source, folder):
            if held_out(sample.text):
                dev.append(sample)
            elif not (source.file.startswith("echr_") and misses_person(sample)):
                train.append(sample)
    return train, dev


def read_foreign(path: Path, number: int, rng: random.Random) -> list[Sample]:
    """Return some texts of a data set that is measured on and never trained on.

    Args:
        path: JSONL as the data sets', marks taken as they are.
        number: at most so many texts.
        rng: the source of chance.
    """
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = rng.sample(rows, min(number, len(rows)))
    return [
        Sample(
            row["text"],
            row["lang"],
            path.stem,
            tuple((a, b, LABELS[t]) for a, b, t in row["spans"]),
        )
        for row in chosen
    ]


def misses_person(sample: Sample) -> bool:
    """Return whether a name after a title is not marked: the marks were carried over by machine.

    Args:
        sample: text and spans.
    """
    return any(
        not any(start <= hit.start(1) < end for start, end, _ in sample.spans)
        for hit in TITLED.finditer(sample.text)
    )


def draw_pass(train: list[Sample], messages: Messages, rng: random.Random) -> list[Sample]:
    """Return one shuffled pass: weighted data sets, some names swapped, and new messages.

    Some neighbours become one text, so that the model also sees more than one sentence.

    Args:
        train: the training part.
        messages: makes the generated texts.
        rng: the source of chance.
    """
    weights = {source.file: source.weight for source in SOURCES}
    out: list[Sample] = []
    for sample in train:
        weight = weights[sample.source]
        for _ in range(int(weight) + (rng.random() < weight % 1)):
            new = _swap(sample, messages) if rng.random() < 0.3 else sample
            if out and out[-1].source == new.source and rng.random() < 0.2:
                new = _append(out.pop(), new, rng.choice((" ", "\n", "\n\n")))
            out.append(new)
    for lang, count in MESSAGES.items():
        for _ in range(count):
            text, spans = messages.next(lang)
            out.append(Sample(text, lang, "messages", tuple(spans)))
    rng.shuffle(out)
    return out


def _join(spans: list[Span], text: str) -> list[Span]:
    """Join neighbours of one label: the Dutch newspapers mark every word of a name alone."""
    out: list[Span] = []
    for start, end, label in sorted(spans):
        if out and out[-1][2] == label == "PER" and text[out[-1][1] : start] in (" ", ". "):
            out[-1] = (out[-1][0], end, label)
        else:
            out.append((start, end, label))
    return out


def _clean(span: Span, text: str, file: str, lower: Counter[str]) -> Span | None:
    """Return the span without quotes, titles and common words, or None if nothing is left."""
    start, end, label = span
    if text[start] == "@":
        return None
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and (text[end - 1] in EDGE and not text[start:end].endswith(")")):
        end -= 1
    tweet = file in TWEETS
    if label == "PER":
        while start < end:
            word = text[start:end].split(" ")[0]
            low = word.lower()
            more = len(word) < end - start
            common = file == "ronec_ro" and lower[low] > 2
            small = word[:1].islower() and not tweet and not (more and low in PARTICLES)
            if not (low in TITLES or common or small):
                break
            start = min(end, start + len(word) + 1)
    name = text[start:end]
    if not name or not any(c.isalpha() for c in name) or name.lower() in ROLES:
        return None
    if all(word.lower() in ROLES for word in name.split()):
        return None
    if not tweet and name.islower():
        return None
    if label != "PER" and file in ("mobie_de", "smartdata_de") and NO_PLACE.fullmatch(name):
        return None
    return start, end, LABELS[label]


def _append(one: Sample, two: Sample, gap: str) -> Sample:
    move = len(one.text) + len(gap)
    spans = tuple((start + move, end + move, label) for start, end, label in two.spans)
    return Sample(one.text + gap + two.text, one.lang, one.source, one.spans + spans)


def _swap(sample: Sample, messages: Messages) -> Sample:
    """Return the sample with its persons renamed, in the shape the old names had."""
    text, spans, done = "", [], 0
    for start, end, label in sorted(sample.spans):
        if start < done:
            continue
        text += sample.text[done:start]
        old = sample.text[start:end]
        new = old
        if label == "PERSON" and old[0].isupper():
            words = old.split()
            slot = "init" if len(words) == 2 and words[0].endswith(".") else "full"
            if len(words) == 1:
                slot = messages.rng.choice(("first", "last"))
            elif messages.rng.random() < 0.15:
                slot = "short"
            new = messages.value(slot, sample.lang)
            new = new.upper() if old.isupper() and len(old) > 3 else new
        elif label == "PERSON" and messages.rng.random() < 0.3:
            new = misspell(old, messages.rng)
        spans.append((len(text), len(text) + len(new), label))
        text += new
        done = end
    return Sample(text + sample.text[done:], sample.lang, sample.source, tuple(spans))
