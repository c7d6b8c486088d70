"""How often groups of people are mentioned, in which company, and with which labels.

Counts by group term, no verdict: that a group stands beside negative words can be the subject of
the data (complaints, court cases), irony or a slur. A person has to look where the figures differ.

Basis: Regulation (EU) 2024/1689 Art. 10(2)(f); Dixon et al. 2018 (identity terms and unintended
bias in text classification); Smith et al. 2022 (HolisticBias, arXiv 2205.09209); Blodgett et al.
2020 (what such counts do not show, arXiv 2005.14050).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from compliance.intervals import clopper_pearson
from compliance.quality.texts import Texts

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl")
"""Languages with a lexicon."""
_TONES = ("negative", "toxic")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_REMEMBERED = 100_000
_LABELS = 20
# Smaller groups give shares that say nothing.
_LEAST = 20
_LEVEL = 0.999
"""Many groups and labels are compared, so a difference by chance has to be rarer than usual."""


class Lexicon:
    """The terms of one language."""

    def __init__(self, language: str) -> None:
        """Read the lexicon of a language of `LANGUAGES`."""
        path = files("compliance.quality").joinpath("lexicons", f"{language}.toml")
        document = tomllib.loads(path.read_text("utf-8"))
        self._words: dict[str, frozenset[str]] = {}
        self._stems: dict[str, frozenset[str]] = {}
        for theme, groups in document.items():
            for name, terms in groups.items():
                meaning = name if theme == "tone" else f"{theme}.{name}"
                for term in terms:
                    table = self._stems if term.endswith("*") else self._words
                    key = term.removesuffix("*")
                    table[key] = table.get(key, frozenset()) | {meaning}
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known: dict[str, frozenset[str]] = {}

    def meanings(self, word: str) -> frozenset[str]:
        """Return what a word in lower case stands for: groups (`theme.name`) and tones."""
        known = self._known.get(word)
        if known is None:
            known = self._words.get(word, frozenset())
            for length in self._lengths:
                if length > len(word):
                    break
                known |= self._stems.get(word[:length], frozenset())
            if len(self._known) < _REMEMBERED:
                self._known[word] = known
        return known


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, read once."""
    return Lexicon(language)


def mentioned(texts: Texts, language: str) -> frozenset[str]:
    """Return the groups (`theme.name`) that a record mentions, as `Groups` counts them.

    Args:
        texts: of the record; system prompts are left out, because they come again and again.
        language: ISO 639-1; without a lexicon nothing is found.
    """
    if language not in LANGUAGES:
        return frozenset()
    terms = lexicon(language)
    words = {word for text in (*texts.others, *texts.answers) for word in _words(text)}
    return frozenset().union(*map(terms.meanings, words)).difference(_TONES)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@dataclass(slots=True)
class _Group:
    records: int = 0
    mentions: int = 0
    sentences: int = 0
    negative: int = 0
    toxic: int = 0
    labels: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Groups:
    """Counts by group term, gathered while records stream."""

    records: int = 0
    """Records in a language with a lexicon."""
    unread: int = 0
    """Records in other languages, or too short to tell."""
    sentences: int = 0
    negative: int = 0
    """Sentences with a negative word."""
    toxic: int = 0
    toxic_records: int = 0
    _groups: dict[str, _Group] = field(default_factory=dict)
    _labels: Counter[str] = field(default_factory=Counter)

    def take(self, texts: Texts, language: str, labels: list[str]) -> None:
        """Count one record.

        Args:
            texts: of the record; system prompts are left out, because they come again and again.
            language: ISO 639-1.
            labels: of a classification; empty elsewhere.
        """
        if language not in LANGUAGES:
            self.unread += 1
            return
        self.records += 1
        self._labels.update(labels)
        terms, mentioned, toxic = lexicon(language), set[str](), False
        for text in (*texts.others, *texts.answers):
            for sentence in _SENTENCE.split(text):
                found = Counter(
                    meaning for word in _words(sentence) for meaning in terms.meanings(word)
                )
                self.sentences += bool(sentence.strip())
                if found:
                    toxic = toxic or "toxic" in found
                    mentioned |= self._sentence(found)
        self.toxic_records += toxic
        for name in mentioned:
            self._groups[name].records += 1
            self._groups[name].labels.update(labels)

    def _sentence(self, found: Mapping[str, int]) -> set[str]:
        # A toxic word is a negative one too.
        negative, toxic = any(tone in found for tone in _TONES), "toxic" in found
        self.negative += negative
        self.toxic += toxic
        names = set(found).difference(_TONES)
        for name in names:
            group = self._groups.setdefault(name, _Group())
            group.mentions += found[name]
            group.sentences += 1
            group.negative += negative
            group.toxic += toxic
        return names

    def document(self, ranks: Mapping[str, int], *, factor: float, difference: float) -> Any:
        """Return the counts, by theme and group.

        Args:
            ranks: label → rank; labels themselves are not shown.
            factor: how many times the average share of negative sentences is worth a look.
            difference: how far a label's share may lie from that of all records.
        """
        shown = {label: rank for label, rank in ranks.items() if rank <= _LABELS}
        by_theme: dict[str, dict[str, Any]] = {}
        for name, group in sorted(self._groups.items()):
            theme, _, short = name.partition(".")
            entry: dict[str, Any] = {
                "records": group.records,
                "mentions": group.mentions,
                "sentences": group.sentences,
                "negative_sentences": group.negative,
                "toxic_sentences": group.toxic,
                "stands_out": self._is_negative(group, factor),
            }
            if self._labels and len(ranks) <= _LABELS:
                counts = {rank: group.labels[label] for label, rank in shown.items()}
                entry["records_by_label_rank"] = [counts[rank] for rank in sorted(counts)]
                entry["labels_differ"] = self._labels_differ(group, difference)
            by_theme.setdefault(theme, {})[short] = entry
        return {
            "records": self.records,
            "records_not_read": self.unread,
            "sentences": self.sentences,
            "negative_sentences": self.negative,
            "toxic_sentences": self.toxic,
            "toxic_records": self.toxic_records,
            "by_theme": by_theme,
        }

    def _is_negative(self, group: _Group, factor: float) -> bool:
        if group.sentences < _LEAST:
            return False
        low = clopper_pearson(group.negative, group.sentences, level=_LEVEL).low
        base = self.negative / self.sentences
        return group.negative / group.sentences >= factor * base and low > base

    def _labels_differ(self, group: _Group, difference: float) -> bool:
        total, own = self._labels.total(), group.labels.total()
        if own < _LEAST:
            return False
        for label, count in self._labels.items():
            share = count / total
            interval = clopper_pearson(group.labels[label], own, level=_LEVEL)
            if abs(group.labels[label] / own - share) >= difference and not (
                interval.low <= share <= interval.high
            ):
                return True
        return False
