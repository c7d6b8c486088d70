"""Names of persons, places and organisations from a spaCy pipeline.

Each distinct text is read once. Text written small is read a second time with capitals, because
name models have learned from edited text; from that reading only persons are taken, with a lower
score. Long texts are read in windows, so nothing is cut off.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from compliance.detect.config import DetectConfig
from compliance.detect.lexicons import load_words
from compliance.detect.people import ORGANISATION_WORDS
from compliance.detect.types import Entity
from compliance.errors import EngineMissing
from compliance.evidence.files import sha256_tree

SHIPPED = "shipped_ner"
_WINDOW = 8_000
_SMALL_SCORE = 0.5
_LABELS = {
    "PERSON": "PERSON", "PER": "PERSON",
    "LOCATION": "LOCATION", "LOC": "LOCATION", "GPE": "LOCATION",
    "ORGANIZATION": "ORGANIZATION", "ORG": "ORGANIZATION",
}  # fmt: skip
_KEPT_PIPES = ("tok2vec", "transformer", "ner")
_EDGES = " \t\n\r.,;:!?\"'()[]{}<>|/*_-\ufffc\ufffd"
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGER_TOWN = re.compile(
    r" (?:(?:im|am|an der|in der|ob der|upon|on) [A-ZÄÖÜ][^\W\d_]+|\([A-ZÄÖÜ][^\W\d_]+\))"
)
_PLACE_BEFORE = re.compile(r"(?<![^\W_])(?:in|aus|nach|from|near|to|bei|at|nähe) $")
_PRONOUN = re.compile(
    r" (?:ich|du|er|sie|es|wir|ihr|man|das|die|der|den|ein|eine|mein|meine|dein|bitte|nicht|mir|"
    r"mich|"
    r"i|you|we|they|it|the|my|your|me|this|that|a|an|to)(?![^\W_])",
    re.IGNORECASE,
)


class NamesFinder:
    """Runs the name model over many texts."""

    name = "names"

    def __init__(self, config: DetectConfig) -> None:
        self._nlp, self.source = load_pipeline(config.ner)
        self._scores = dict(config.ner_scores)
        self._wanted = frozenset(config.ner_types)
        self.types = tuple(sorted(self._wanted))
        self._stop = load_words("not_names")
        self._rare = load_words("rarely_names")

    def describe(self) -> dict[str, str]:
        """Return name, version and hash of the pipeline, for the evidence."""
        return dict(self.source)

    def find_all(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the names of each text, in the order of `texts`."""
        distinct = list(dict.fromkeys(texts))
        found: dict[str, list[Entity]] = {text: [] for text in distinct}
        plain = [text for text in distinct if _LETTERS.search(text)]
        small = [text for text in plain if is_small(text)]
        for text, entities in zip(plain, self._read(plain), strict=True):
            found[text].extend(entities)
        titled = [_titled(text) for text in small]
        for text, entities in zip(small, self._read(titled), strict=True):
            found[text].extend(self._believable(text, entities))
        return [list(found[text]) for text in texts]

    def _read(self, texts: Sequence[str]) -> Iterator[list[Entity]]:
        windows: list[str] = []
        places: list[tuple[int, int]] = []
        for number, text in enumerate(texts):
            for start, end in _windows(text):
                windows.append(text[start:end])
                places.append((number, start))
        found: list[list[Entity]] = [[] for _ in texts]
        for (number, offset), doc in zip(places, self._pipe(windows), strict=True):
            for span in doc.ents:
                kind = _LABELS.get(span.label_)
                if kind is None:
                    continue
                entity = self._accept(
                    texts[number], offset + span.start_char, offset + span.end_char, kind
                )
                if entity is not None:
                    found[number].append(entity)
        yield from found

    def _accept(self, text: str, start: int, end: int, kind: str) -> Entity | None:
        """Return the find, cut to the name itself; None when it is plainly none."""
        trimmed = _trim(text, start, end)
        if trimmed is None:
            return None
        start, end = self._without_stop_words(text, *trimmed)
        if start >= end:
            return None
        words = _WORD.findall(text[start:end])
        if len(words) == 1 and words[0].lower() in self._rare:
            return None
        if not any(word[0].isupper() for word in words) and not is_small(text):
            return None
        if kind == "PERSON":
            if any(word.lower() in ORGANISATION_WORDS for word in words):
                kind = "ORGANIZATION"
            elif len(words) == 1 and _starts_sentence(text, start) and _PRONOUN.match(text, end):
                return None
        if kind not in self._wanted:
            return None
        if kind == "LOCATION":
            longer = _LONGER_TOWN.match(text, end)
            end = longer.end() if longer else end
        return Entity(start, end, kind, self._scores.get(kind, 0.6), self.name)

    def _without_stop_words(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the span without words at its edges that are no part of a name."""
        words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
        while words and text[slice(*words[0])].lower() in self._stop:
            words.pop(0)
            start = words[0][0] if words else end
        while words and text[slice(*words[-1])].lower() in self._stop:
            words.pop()
            end = words[-1][1] if words else start
        return (start, end) if words else (end, end)

    def _pipe(self, windows: Sequence[str]) -> Iterator[Any]:
        # One text at a time: the sums of a matrix product depend on the size of the batch, and a
        # find must not depend on which texts happened to stand beside it.
        for window in windows:
            yield self._nlp(window)

    def _believable(self, text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
        for entity in entities:
            if entity.type == "LOCATION" and _PLACE_BEFORE.search(
                text[max(0, entity.start - 8) : entity.start]
            ):
                yield Entity(entity.start, entity.end, "LOCATION", _SMALL_SCORE, "names.small")
            if entity.type != "PERSON":
                continue
            words = _WORD.findall(text[entity.start : entity.end])
            if (
                not words
                or len(words) > 4
                or any(word.lower() in self._stop or word.lower() in self._rare for word in words)
            ):
                continue
            if max(map(len, words)) >= 3:
                yield Entity(entity.start, entity.end, "PERSON", _SMALL_SCORE, f"{self.name}.small")


def load_pipeline(name: str) -> tuple[Any, dict[str, str]]:
    """Return a spaCy pipeline reduced to its name recogniser, and where it came from.

    Args:
        name: `shipped`, an installed package, or a folder.

    Raises:
        EngineMissing: it is not there, is no spaCy pipeline or recognises no names.
    """
    with warnings.catch_warnings():
        # spaCy warns at import of small version differences; a real one fails on load, below.
        warnings.simplefilter("ignore")
        import spacy
        from spacy.util import get_package_path, is_package

        folder = _folder(name, is_package, get_package_path)
        try:
            nlp = spacy.load(folder, exclude=_left_out(folder))
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise EngineMissing(
                f"[detect] ner: the pipeline {name!r} cannot be loaded ({type(error).__name__})"
            ) from error
    if "ner" not in nlp.pipe_names:
        raise EngineMissing(
            f"[detect] ner: the pipeline {name!r} has no component for names",
            fix="name a spaCy pipeline that has an `ner` component",
        )
    meta = nlp.meta
    source = {
        "name": f"{meta.get('lang', '')}_{meta.get('name', '')}",
        "version": str(meta.get("version", "")),
        "sha256": sha256_tree(folder),
        "languages": " ".join(_languages(folder, meta)),
        "configured": "folder" if name not in ("shipped",) and Path(name).is_dir() else name,
    }
    return nlp, source


def _languages(folder: Path, meta: dict[str, Any]) -> list[str]:
    """Return the languages a pipeline says it reads; none when it does not say."""
    card = folder / "card.json"
    if card.is_file():
        return sorted(json.loads(card.read_text("utf-8")).get("languages", {}))
    language = str(meta.get("lang", ""))
    return [] if language in ("", "xx", "mul") else [language]


def _folder(name: str, is_package: Any, get_package_path: Any) -> Path:
    if name == "shipped":
        folder = Path(str(resources.files("compliance.detect") / SHIPPED))
        if (folder / "config.cfg").is_file():
            return folder
        raise EngineMissing(
            "[detect] ner: the shipped pipeline is not in this installation",
            fix="install ftcheck again, or name an installed spaCy pipeline as `ner` in [detect]",
        )
    path = Path(name)
    if (path / "config.cfg").is_file():
        return path
    if is_package(name):
        package = Path(str(get_package_path(name)))
        inner = sorted(package.glob("*/config.cfg"))
        if inner:
            return inner[0].parent
    raise EngineMissing(f"[detect] ner: no spaCy pipeline {name!r} is installed or at that path")


def _left_out(folder: Path) -> list[str]:
    import json

    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    pipes = [str(pipe) for pipe in meta.get("pipeline", [])]
    return [pipe for pipe in pipes if pipe not in _KEPT_PIPES]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that cover the whole text, cut at a line, a sentence or a space."""
    start = 0
    while len(text) - start > _WINDOW:
        stop = start + _WINDOW
        half = start + _WINDOW // 2
        for mark in ("\n", ". ", " "):
            cut = text.rfind(mark, half, stop)
            if cut > 0:
                stop = cut + len(mark)
                break
        yield start, stop
        start = stop
    if start < len(text):
        yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span up to a line end, without marks at its edges; None if nothing is left."""
    for mark in ("\n", "\ufffc"):
        while start < end and text[start] in _EDGES:
            start += 1
        cut = text.find(mark, start, end)
        if cut >= 0:
            end = cut
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")[-1:]
    return not before or before in ".!?\n:"


def is_small(text: str) -> bool:
    """Tell whether a text is mostly written without capitals."""
    words = _WORD.findall(text[:4_000])
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals * 12 <= len(words)


def _titled(text: str) -> str:
    """Return a copy of the same length in which every word begins with a capital."""

    def raise_first(match: re.Match[str]) -> str:
        word = match.group()
        first = word[0].upper()
        return first + word[1:] if len(first) == 1 else word

    return _WORD.sub(raise_first, text)
