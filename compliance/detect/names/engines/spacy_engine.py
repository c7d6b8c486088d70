"""A spaCy pipeline as a name engine: the shipped one, an installed package or a folder."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.detect.config import EngineChoice
from compliance.detect.names.engines.base import Reading
from compliance.detect.names.engines.labels import types_of
from compliance.detect.names.engines.windows import windows
from compliance.errors import EngineMissing
from compliance.evidence.files import sha256_tree

if TYPE_CHECKING:
    from compliance.detect.names.engines.layers import RowwiseOps

SHIPPED = "shipped_ner"
_KEPT_PIPES = ("tok2vec", "transformer", "ner")
_WINDOW = 8_000
_OVERLAP = 200
# As many as keep the processor busy and its cache full enough; the finds do not depend on it.
_BATCH_TOKENS = 1_000
# Entity F on its own test set from which a language counts as read. Below it, rules and lists find
# as much as the model does.
_GOOD_ENOUGH = 60.0


class SpacyEngine:
    """Reads names with a spaCy pipeline reduced to its name recogniser."""

    kind = "spacy"
    needs_capitals = True

    def __init__(self, choice: EngineChoice, *, batch_tokens: int = _BATCH_TOKENS) -> None:
        self._nlp, self._source = load_pipeline(choice.path)
        labels = self._nlp.get_pipe("ner").labels
        self._types = types_of(labels, choice.labels, f"the pipeline {choice.path!r}")
        # A transformer pads texts to the longest of its batch, which changes its sums.
        self._batch_tokens = 0 if "transformer" in self._nlp.pipe_names else batch_tokens
        self._ops = self._fast_layers() if self._batch_tokens else []

    def describe(self) -> dict[str, Any]:
        """Return name, version, hash and languages of the pipeline."""
        return dict(self._source)

    def read(self, texts: Sequence[str]) -> list[list[Reading]]:
        """Return the finds of each text; long ones are read in windows that overlap."""
        places = [
            (number, start, text[start:end])
            for number, text in enumerate(texts)
            for start, end in windows(text, longest=_WINDOW, overlap=_OVERLAP)
        ]
        found: list[dict[Reading, None]] = [{} for _ in texts]
        docs = self._docs([piece for _, _, piece in places])
        for (number, offset, _), doc in zip(places, docs, strict=True):
            for span in doc.ents:
                kind = self._types.get(span.label_)
                if kind is not None:
                    reading = Reading(offset + span.start_char, offset + span.end_char, kind)
                    found[number][reading] = None
        return [list(each) for each in found]

    def _fast_layers(self) -> list[RowwiseOps]:
        from compliance.detect.names.engines.layers import ALONE, prepare_layers

        self._alone = ALONE
        prepared = [prepare_layers(pipe) for _, pipe in self._nlp.pipeline]
        return [ops for ops in prepared if ops is not None]

    def _docs(self, pieces: Sequence[str]) -> list[Any]:
        """Return the pieces as they were read: long ones alone, short ones in batches."""
        docs: list[Any] = [None] * len(pieces)
        batch: dict[int, Any] = {}
        size = 0
        for number, piece in enumerate(pieces):
            doc = self._nlp.make_doc(piece)
            if self._ops and len(doc) >= self._alone:
                with ExitStack() as stack:
                    for ops in self._ops:
                        stack.enter_context(ops.one_text())
                    docs[number] = self._run([doc])[0]
                continue
            if batch and size + len(doc) > self._batch_tokens:
                for at, read in zip(batch, self._run(list(batch.values())), strict=True):
                    docs[at] = read
                batch, size = {}, 0
            batch[number] = doc
            size += len(doc)
        for at, read in zip(batch, self._run(list(batch.values())), strict=True):
            docs[at] = read
        return docs

    def _run(self, batch: list[Any]) -> list[Any]:
        if not batch:
            return batch
        for _, pipe in self._nlp.pipeline:
            batch = list(pipe.pipe(batch, batch_size=len(batch)))
        return batch


def load_pipeline(name: str) -> tuple[Any, dict[str, Any]]:
    """Return a spaCy pipeline reduced to its name recogniser, and where it came from.

    Args:
        name: `shipped`, an installed package, or a folder.

    Raises:
        EngineMissing: it is not there, is no spaCy pipeline or recognises no names.
    """
    folder = pipeline_folder(name)
    source = pipeline_source(name, folder)
    with warnings.catch_warnings():
        # spaCy warns at import of small version differences; a real one fails on load, below.
        warnings.simplefilter("ignore")
        import spacy

        try:
            with _plugins_only_if(name != "shipped"):
                nlp = spacy.load(folder, exclude=_left_out(folder))
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise _cannot_load(name, error) from error
    if "ner" not in nlp.pipe_names:
        raise EngineMissing(
            f"[detect] ner: the pipeline {name!r} has no component for names",
            fix="name a spaCy pipeline that has an `ner` component",
        )
    return nlp, source


def pipeline_source(name: str, folder: Path) -> dict[str, Any]:
    """Return name, version, hash and languages of a pipeline, as its files tell them.

    Args:
        name: as configured.
        folder: where it lies.

    Raises:
        EngineMissing: the folder does not say what pipeline it holds.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        return {
            "name": f"{meta['lang']}_{meta['name']}",
            "version": str(meta["version"]),
            "sha256": sha256_tree(folder),
            "languages": " ".join(_languages(folder, meta)),
            "configured": "folder" if name != "shipped" and Path(name).is_dir() else name,
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _cannot_load(name, error) from error


def _cannot_load(name: str, error: Exception) -> EngineMissing:
    return EngineMissing(
        f"[detect] ner: the pipeline {name!r} cannot be loaded ({type(error).__name__})"
    )


@contextmanager
def _plugins_only_if(wanted: bool) -> Iterator[None]:
    """Keep spaCy from importing every installed package that registers components with it.

    Presidio is one, and it imports torch: seconds and hundreds of megabytes for a pipeline that
    needs none of it. A pipeline of the user's own may need such a component.
    """
    from spacy.util import registry

    factories = registry._entry_point_factories
    before = factories.entry_points
    factories.entry_points = before and wanted
    try:
        yield
    finally:
        factories.entry_points = before


def _languages(folder: Path, meta: dict[str, Any]) -> list[str]:
    """Return the languages a pipeline reads well enough; none when it does not say."""
    card = folder / "card.json"
    if card.is_file():
        measured = json.loads(card.read_text("utf-8")).get("languages", {})
        return sorted(code for code, row in measured.items() if row["f"] >= _GOOD_ENOUGH)
    language = str(meta.get("lang", ""))
    return [] if language in ("", "xx", "mul") else [language]


def pipeline_folder(name: str) -> Path:
    """Return where a pipeline lies; neither spaCy nor the pipeline's package is imported for it.

    Args:
        name: `shipped`, an installed package, or a folder.

    Raises:
        EngineMissing: it is not there.
    """
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
    for package in _package_folders(name):
        inner = sorted(package.glob("*/config.cfg"))
        if inner:
            return inner[0].parent
    raise EngineMissing(f"[detect] ner: no spaCy pipeline {name!r} is installed or at that path")


def _package_folders(name: str) -> list[Path]:
    """Return the folders of an installed package; none where nothing of that name is installed."""
    if not name.isidentifier():
        return []
    spec = find_spec(name)
    return [] if spec is None else [Path(each) for each in spec.submodule_search_locations or ()]


def _left_out(folder: Path) -> list[str]:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    pipes = [str(pipe) for pipe in meta.get("pipeline", [])]
    return [pipe for pipe in pipes if pipe not in _KEPT_PIPES]
