"""Writes the cards of the name model: meta.json, card.json, MODEL_CARD.md and LICENSE."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ner_corpora import SOURCES

VERSION = "0.3.0"
STARTED_FROM = "0.2.0"
HISTORY = (
    "Three runs one after the other (2,000, 4,000 and 4,829 updates, each stopped by the clock,\n"
    "sentence frames added between them); then each weight was averaged, a quarter of version\n"
    "0.2.0 and three quarters of the last run (`scripts/ner_blend.py`). The share was chosen\n"
    "among 0.45, 0.6 and 0.75 by looking at precision on GraSCCo and at the figures below."
)
LABELS = ("PERSON", "LOCATION", "ORGANIZATION")
PROSE = ("de", "en", "fr", "es", "nl", "sv", "ro", "pt")
CARDS = {"card.json", "MODEL_CARD.md", "metrics.json", "LICENSE"}
LEAST_F = 60.0
LISTS = (
    {
        "name": "List of German surnames",
        "licence": "Apache-2.0",
        "holder": "the publishers of the list",
        "url_hint": "112,000 German surnames as plain text",
    },
    {
        "name": "Faker lists of names, places and everyday words",
        "licence": "MIT",
        "holder": "Daniele Faraglia and other contributors",
        "url_hint": "Faker, a Python package that generates fake data",
    },
    {
        "name": "Translations of Django and Wagtail",
        "licence": "BSD-3-Clause",
        "holder": "Django Software Foundation, Torchbox Ltd and individual contributors",
        "url_hint": "sentences of web applications, as text without names",
    },
    {
        "name": "Translations of django-oscar",
        "licence": "BSD-3-Clause",
        "holder": "Tangent Communications PLC and individual contributors",
        "url_hint": "sentences of web shops, as text without names",
    },
    {
        "name": "Translations of django-allauth",
        "licence": "MIT",
        "holder": "Raymond Penners and contributors",
        "url_hint": "sentences about accounts, as text without names",
    },
    {
        "name": "Sentence frames",
        "licence": "CC-BY-4.0",
        "holder": "The ftcheck developers",
        "url_hint": "scripts/ner_frames*.py, scripts/ner_prose_*.py and scripts/ner_words.py",
    },
)
FOREIGN_SETS = {
    "ddt_da": "the Danish Dependency Treebank with names (CC BY-SA 4.0)",
    "turku_fi": "the Turku NER corpus (CC BY-SA 4.0)",
    "nerkor_hu": "NYTK-NerKor (CC BY-SA 4.0)",
}
"""What the data sets are that are only measured on."""

DESCRIPTION = (
    "Persons, locations and organizations in German and English text, chat and e-mail, and with "
    "less training in other European languages. Trained for ftcheck, without weights of others."
)


def tree_hash(folder: Path) -> str:
    """Return the SHA-256 over "<sha256 of file>  <path>" lines of all files but the cards.

    Args:
        folder: the model's folder.
    """
    digest = hashlib.sha256()
    paths = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    for name in sorted(set(paths) - CARDS):
        digest.update(f"{hashlib.sha256(paths[name].read_bytes()).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def sources(records: Counter[str]) -> list[dict[str, Any]]:
    """Return what the model was trained on, with licence, holder and number of records.

    Args:
        records: training records by data set.
    """
    out: list[dict[str, Any]] = [
        {
            "name": source.name,
            "licence": source.licence,
            "holder": source.holder,
            "url_hint": source.hint,
            "records_used": records[source.file],
        }
        for source in SOURCES
    ]
    return out + [{**entry, "records_used": None} for entry in LISTS]


def supported(metrics: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return the languages with modern prose whose F on text as written reaches `LEAST_F`.

    Prose that was only measured on counts as well as prose that was trained on.

    Args:
        metrics: the content of metrics.json.
    """
    out: dict[str, dict[str, float]] = {}
    for language in (*PROSE, *metrics["sets_only_measured"]):
        written = metrics["sets"].get(language, {}).get("written", {}).get("all")
        if written and written["f"] >= LEAST_F:
            out[language] = {key: written[key] for key in ("f", "tp", "fp", "fn")}
    return out


def messages_only(metrics: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return the languages measured on generated messages alone, with the figures on persons.

    Args:
        metrics: the content of metrics.json.
    """
    good = supported(metrics)
    out: dict[str, dict[str, float]] = {}
    for name, entry in metrics["sets"].items():
        language = name.removeprefix("messages_")
        person = entry["written"].get("PERSON")
        if name.startswith("messages_") and language not in good and person:
            out[language] = {key: person[key] for key in ("f", "tp", "fp", "fn")}
    return out


def write_cards(
    out: Path,
    metrics: dict[str, Any],
    records: Counter[str],
    *,
    seed: int,
    steps: int,
    planned: int,
) -> None:
    """Write meta.json, then LICENSE, card.json and MODEL_CARD.md.

    Args:
        out: folder of the pipeline.
        metrics: the content of metrics.json.
        records: training records by data set.
        seed: of the training run.
        steps: updates up to the saved state.
        planned: updates the learning rate was planned for.
    """
    used = sources(records)
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta.update(name="ftcheck_ner", lang="xx", version=VERSION, license="CC-BY-4.0")
    meta.update(description=DESCRIPTION, author="The ftcheck developers", email="", url="")
    meta["sources"] = [
        {"name": s["name"], "license": s["licence"], "author": s["holder"]} for s in used
    ]
    meta["performance"] = {}
    meta["spacy_version"] = ">=3.8.7,<3.9.0"
    text = json.dumps(meta, indent=2, ensure_ascii=False)
    (out / "meta.json").write_text(text + "\n", encoding="utf-8")
    card = {
        "schema": "ftcheck.model-card/1",
        "name": "ftcheck-ner",
        "version": VERSION,
        "kind": "ner",
        "licence": "CC-BY-4.0",
        "labels": list(LABELS),
        "languages": supported(metrics),
        "languages_generated_messages_only": messages_only(metrics),
        "sources": used,
        "script": "scripts/train_ner.py",
        "seed": seed,
        "steps": steps,
        "steps_planned": planned,
        "started_from": STARTED_FROM,
        "history": HISTORY.replace("\n", " "),
        "sha256_tree": tree_hash(out),
    }
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (out / "card.json").write_text(text + "\n", encoding="utf-8")
    (out / "LICENSE").write_text(licence_text(used), encoding="utf-8")
    (out / "MODEL_CARD.md").write_text(card_text(card, metrics), encoding="utf-8")


def licence_text(used: list[dict[str, Any]]) -> str:
    """Return the licence note with the attribution of every data set.

    Args:
        used: the result of `sources`.
    """
    lines = [
        "ftcheck-ner, the name model in this folder",
        "Copyright 2026 The ftcheck developers",
        "",
        "The model is licensed under the Creative Commons Attribution 4.0 International",
        "licence (SPDX: CC-BY-4.0). The full text stands at",
        "https://creativecommons.org/licenses/by/4.0/legalcode",
        "You may share and adapt the model for any purpose if you give credit, link to the",
        "licence and say what you changed. It comes without warranty of any kind.",
        "",
        "It was trained on the data below. The data are not contained in this folder. Changes:",
        "labels were mapped to PERSON, LOCATION and ORGANIZATION, marks on titles and common",
        "words were removed, names were partly replaced, and case was varied.",
        "",
    ]
    lines += [f"- {s['name']}; {s['holder']}; {s['licence']}; {s['url_hint']}" for s in used]
    lines += [
        "",
        "No data under a share-alike or non-commercial licence was used. Where the holder is",
        "given as the authors or publishers, the copy at hand named no person.",
    ]
    return "\n".join(lines) + "\n"


def card_text(card: dict[str, Any], metrics: dict[str, Any]) -> str:
    """Return the model card as Markdown, every figure from `metrics`.

    Args:
        card: the content of card.json.
        metrics: the content of metrics.json.
    """
    rows = []
    for name, entry in metrics["sets"].items():
        cells = [f"{name} ({entry['texts']:,})"]
        for label in ("all", *LABELS):
            m = entry["written"].get(label)
            cells.append(f"{m['p']:.0f} / {m['r']:.0f} / {m['f']:.0f}" if m else "-")
        for variant in ("upper", "lower", "lower_two_pass"):
            m = entry[variant].get("PERSON")
            cells.append(f"{m['p']:.0f} / {m['r']:.0f}" if m else "-")
        rows.append("| " + " | ".join(cells) + " |")
    elsewhere = [
        f"- {name}: {m['covered']} of {m['mentions']} person mentions covered, "
        f"{m['touched']} touched; of {m['new']} with a last word that is in no training name, "
        f"{m['new_covered']} covered; {m['outside']} of {m['found']} found persons touch none."
        for name, m in metrics["persons_elsewhere"].items()
    ]
    data = [
        f"| {s['name']} | {s['licence']} | {s['holder']} | "
        f"{'' if s['records_used'] is None else format(s['records_used'], ',')} |"
        for s in card["sources"]
    ]
    pace = metrics["speed"]
    speed = f"{pace['characters_per_cpu_second']:,} characters a second of processor time"
    languages = ", ".join(card["languages"]) or "none"
    generated = ", ".join(card["languages_generated_messages_only"]) or "none"
    only = metrics["sets_only_measured"]
    foreign = ", ".join(f"`{name}`" for name in only) or "nothing"
    foreign_note = "".join(
        f"`{name}` is a sample of {FOREIGN_SETS.get(source, source)}, never trained on. "
        for name, source in only.items()
    )
    return f"""# ftcheck-ner {card["version"]}

A small spaCy pipeline that finds persons, locations and organizations. It was trained with
`{card["script"]}` (seed {card["seed"]}), going on from version {card["started_from"]}, which goes
back to one trained from scratch on the same annotated data; no weights of others are in it.
{HISTORY} Licence: CC BY 4.0, with the attributions in `LICENSE`.

## Use
It proposes names in fine-tuning data, beside rules, lists and checks of context. It is not
meant to find every person, and no decision should rest on it alone. Titles ("Frau", "Dr.") stay
outside the spans. Languages listed as supported: {languages}.
A language is listed when there is prose of our time to measure on and F there is at least
{LEAST_F:.0f}.

Generated messages only: {generated}.
In these languages the model has seen chat, mail, forms and short prose made from sentence frames,
and sentences of web applications without names, but no annotated prose of our time; the figures
on messages say nothing about prose, where most of what it marks may be wrong (see {foreign}
below). In any other language do not rely on it.

## Figures
Precision / recall / F in percent on the measuring part (a tenth of the texts, by hash; at most
500 a language, drawn by chance), as written; the last three columns are persons (precision /
recall) in text in capitals, in lower-cased text, and there with a second pass over a title-cased
copy. The same part chose the checkpoint, so the figures lean to the bright side. `messages_*` are
generated from frames and names kept out of training; real chat is harder, and outside German and
English they rest on one to a few frames a language, so they are rough. Some frames of training
were written after looking at what was missed in held-out ones of the same kind. {foreign_note}
Raw counts: `metrics.json`.

| set (texts) | all | PERSON | LOCATION | ORGANIZATION | upper | lower | lower, two passes |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

Persons in data outside the training mix: German clinical letters (GraSCCo), English court
decisions (Text Anonymization Benchmark) and Spanish clinical cases (MEDDOCAN). A found person
that touches no mention is mostly an error: a diagnosis, a drug, a street.

{chr(10).join(elsewhere) or "- not measured"}

Speed: {speed} (one thread, batches of 128 texts), on the
machine it was trained on, which others used as well.

## Limits
- Names in lower case, rare names, and single given names are missed far more often than full
  names; the table shows by how much.
- Names of European origin dominate the training data. Names from other regions were added from
  lists, and we have no figures by origin.
- The Dutch texts are newspapers of the 19th century, read by machine, and generated messages.
- The Portuguese texts are Brazilian court decisions; the French and Spanish ones are court
  judgments whose marks were carried over by machine, and often miss names.
- Greek and Bulgarian names in their own script were trained in generated messages only, other
  scripts not at all.

## Personal data in the model
The data sets hold names of real people, mostly from news and court decisions. The pipeline has
no word list: `vocab/strings.json` holds only the labels, and words enter as hashed features.

## Training data
The records are those of the training part after cleaning; how often a pass uses each set
stands in `scripts/ner_corpora.py`. Messages are generated anew in every pass.

| data | licence | holder | records |
|---|---|---|---|
{chr(10).join(data)}
"""
