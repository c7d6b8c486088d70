"""Transformer models through Presidio's own recognizers: token classification and GLiNER.

Presidio cuts texts by characters and logs a failed piece without raising. Here texts are cut by the
tokens of the model, so nothing is left out, and a failure stops the scan. One piece is read at a
time: padding to the longest of a batch would change the sums.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from compliance.detect.config import EngineChoice
from compliance.detect.names.engines.base import Reading
from compliance.detect.names.engines.folders import local_model, model_source, stored_tensors
from compliance.detect.names.engines.labels import GLINER, types_of
from compliance.detect.names.engines.windows import windows
from compliance.env import go_offline
from compliance.errors import DetectError, EngineMissing

_UNLIMITED = 10**6
_USUAL_TOKENS = 512
# Some architectures number positions from 2, so that two places of their table are never used.
_SPARE_TOKENS = 2
_OVERLAP = 200
_FULL = 1_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD_INSIDE = re.compile(r"\w*\Z")
_WORD_GOES_ON = re.compile(r"\w*")
# Longest piece of a word that is added to a find which begins or ends inside it.
_WORD_REACH = 60


class _PresidioEngine(ABC):
    """Reads texts window by window with one of Presidio's recognizers."""

    kind = ""
    needs_capitals = False

    def __init__(self, choice: EngineChoice, folder: Path) -> None:
        self._path = choice.path
        self._source = model_source(self.kind, folder)
        self._recognizer: Any = None
        self._longest = 0

    def describe(self) -> dict[str, Any]:
        """Return name and hash of the model; it does not say which languages it reads."""
        return dict(self._source)

    def read(self, texts: Sequence[str]) -> list[list[Reading]]:
        """Return the finds of each text; long ones are read in windows that overlap."""
        return [self._read(_SURROGATES.sub("\ufffd", text)) for text in texts]

    def _read(self, text: str) -> list[Reading]:
        found: dict[Reading, None] = {}
        spans = windows(
            text, longest=self._longest, overlap=_OVERLAP, measure=self._measure, limit=_FULL
        )
        for start, end in spans:
            for start_in, end_in, kind, score in self._ask(text[start:end]):
                whole = _whole_words(text, start + start_in, start + end_in)
                found[Reading(*whole, kind, score)] = None
        return _joined(list(found))

    @abstractmethod
    def _measure(self, piece: str) -> int:
        """Return how much of the model's window a piece fills, in thousandths."""

    def _ask(self, piece: str) -> list[tuple[int, int, str, float]]:
        try:
            results = self._recognizer.analyze(piece, [])
        except Exception as error:  # noqa: BLE001 - a model can fail in any way
            raise self._failed(error) from error
        return [
            (result.start, result.end, result.entity_type, float(result.score))
            for result in results
        ]

    def _failed(self, error: Exception) -> DetectError:
        return DetectError(
            f"[detect] ner: the model in {self._path} failed on a text ({type(error).__name__})",
            why="a scan with a gap would pass data that nobody looked at",
            fix="use another model, or leave `ner` at `shipped`",
        )


class HuggingFaceEngine(_PresidioEngine):
    """A token-classification model in a local folder."""

    kind = "huggingface"

    def __init__(self, choice: EngineChoice, types: tuple[str, ...]) -> None:
        folder = local_model(choice.path, kind=self.kind)
        super().__init__(choice, folder)
        self._recognizer = _loaded(choice.path, lambda: self._open(choice, folder))
        pipeline = self._recognizer.ner_pipeline
        _need_trained(folder, pipeline.model, choice.path)
        known = types_of(pipeline.model.config.id2label.values(), choice.labels, choice.path)
        if not getattr(pipeline.tokenizer, "is_fast", False):
            raise EngineMissing(
                f"[detect] ner: the tokenizer in {choice.path} gives no positions",
                fix="use a model with a fast tokenizer (tokenizer.json)",
            )
        self._recognizer.label_mapping = known
        self._types = frozenset(known.values()) & frozenset(types)
        self._tokenizer = pipeline.tokenizer
        self._room = _room(self._tokenizer, pipeline.model.config)
        self._longest = 4 * self._room
        self._calls = _Noted(pipeline)
        self._recognizer.ner_pipeline = self._calls

    @staticmethod
    def _open(choice: EngineChoice, folder: Path) -> Any:
        from presidio_analyzer.predefined_recognizers.ner import HuggingFaceNerRecognizer

        return HuggingFaceNerRecognizer(
            model_name=str(folder),
            label_mapping={},
            supported_entities=["PERSON"],
            threshold=choice.min_score,
            aggregation_strategy="simple",
            text_chunker=_one_piece(),
            device="cpu",
        )

    def _measure(self, piece: str) -> int:
        return _tokens(self._tokenizer, piece) * _FULL // self._room

    def _ask(self, piece: str) -> list[tuple[int, int, str, float]]:
        found = super()._ask(piece)
        if self._calls.error is not None:
            raise self._failed(self._calls.error) from self._calls.error
        return [each for each in found if each[2] in self._types]


def _need_trained(folder: Path, model: Any, path: str) -> None:
    """Raise if the file lacks layers of the model: transformers fills them with random numbers.

    A model that was never trained to read names loads without an error, and its finds are chance.

    Args:
        folder: with the model.
        model: as it was loaded.
        path: as configured, for the message.
    """
    stored = stored_tensors(folder)
    heads = {
        name
        for name in model.state_dict()
        if not name.startswith(f"{model.base_model_prefix}.") and name not in stored
    }
    if heads:
        raise EngineMissing(
            f"[detect] ner: the model in {path} has no trained layer that names its labels "
            f"({sorted(heads)[0]} is missing)",
            why="such a layer is filled with random numbers, and so are its finds",
            fix="use a model that was trained for token classification (named entities)",
        )


class GlinerEngine(_PresidioEngine):
    """A GLiNER model in a local folder; it is asked for the things that `labels` names."""

    kind = "gliner"

    def __init__(self, choice: EngineChoice, types: tuple[str, ...]) -> None:
        folder = local_model(choice.path, kind=self.kind)
        super().__init__(choice, folder)
        asked = {label: kind for label, kind in (choice.labels or GLINER).items() if kind in types}
        self._recognizer = _loaded(choice.path, lambda: self._open(choice, folder, asked))
        model = self._recognizer.gliner
        processor = model.data_processor
        self._splitter, self._tokenizer = processor.words_splitter, processor.transformer_tokenizer
        # Each label stands before every text, with one marker of its own.
        prompt = sum(1 + _tokens(self._tokenizer, label) for label in asked) + 1
        encoder = getattr(model.config, "encoder_config", None)
        self._room = max(16, _room(self._tokenizer, encoder) - prompt)
        self._words = int(model.config.max_len)
        self._longest = 4 * self._room

    @staticmethod
    def _open(choice: EngineChoice, folder: Path, asked: dict[str, str]) -> Any:
        from presidio_analyzer.predefined_recognizers.ner import GLiNERRecognizer, gliner_recognizer

        if gliner_recognizer.GLiNER is None:
            raise EngineMissing(
                f"[detect] ner: {choice.path} needs the package `gliner`, which is not installed",
                fix="pip install gliner, or use an engine of another kind",
            )
        return GLiNERRecognizer(
            model_name=str(folder),
            entity_mapping=asked,
            threshold=choice.min_score,
            map_location="cpu",
            text_chunker=_one_piece(),
            local_files_only=True,
        )

    def _measure(self, piece: str) -> int:
        words = [word for word, _, _ in self._splitter(piece)]
        tokens = _tokens(self._tokenizer, words)
        return max(len(words) * _FULL // self._words, tokens * _FULL // self._room)


class _Noted:
    """A model pipeline that keeps its failure, because Presidio would log it and go on."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self.error: Exception | None = None

    def __call__(self, piece: str) -> Any:
        try:
            return self._pipeline(piece)
        except Exception as error:  # noqa: BLE001 - raised again by the engine
            self.error = error
            return []


def _loaded(path: str, load: Callable[[], Any]) -> Any:
    """Return what `load` gives, with the network switched off and one message for any failure."""
    go_offline()
    logger = logging.getLogger("presidio-analyzer")
    silent = logger.disabled
    logger.disabled = True
    try:
        # transformers draws its own progress bars and warns of what the fix below says better.
        with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            return load()
    except DetectError:
        raise
    except Exception as error:  # noqa: BLE001 - transformers raises many kinds for a broken folder
        raise EngineMissing(
            f"[detect] ner: the model in {path} cannot be loaded ({type(error).__name__})",
            fix="name a folder with the whole model, its tokenizer and backbone configuration "
            "included; nothing is fetched from a hub",
        ) from error
    finally:
        logger.disabled = silent


def _one_piece() -> Any:
    from presidio_analyzer.chunkers import CharacterBasedTextChunker

    return CharacterBasedTextChunker(chunk_size=_UNLIMITED, chunk_overlap=0)


def _room(tokenizer: Any, config: Any) -> int:
    """Return how many tokens of text the model reads at once."""
    limits = [getattr(config, "max_position_embeddings", None), tokenizer.model_max_length]
    usable = [int(limit) for limit in limits if limit and 0 < limit < _UNLIMITED]
    most = min(usable, default=_USUAL_TOKENS)
    return max(8, most - int(tokenizer.num_special_tokens_to_add()) - _SPARE_TOKENS)


def _tokens(tokenizer: Any, piece: str | list[str]) -> int:
    if not piece:
        return 0
    encoded = tokenizer(
        piece, add_special_tokens=False, verbose=False, is_split_into_words=isinstance(piece, list)
    )
    return len(encoded["input_ids"])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to whole words: models tag pieces of words."""
    before = _WORD_INSIDE.search(text[max(0, start - _WORD_REACH) : start])
    after = _WORD_GOES_ON.match(text[end : end + _WORD_REACH])
    inside = start < end and (text[start].isalnum() or text[start] == "_")
    goes_on = start < end and (text[end - 1].isalnum() or text[end - 1] == "_")
    return (
        start - len(before.group()) if before and inside else start,
        end + len(after.group()) if after and goes_on else end,
    )


def _joined(readings: list[Reading]) -> list[Reading]:
    """Return the finds in order, with those of one type that share a character made one."""
    joined: list[Reading] = []
    for each in sorted(readings, key=lambda each: (each.type, each.start, each.end)):
        last = joined[-1] if joined else None
        if last is not None and last.type == each.type and each.start < last.end:
            score = max(last.score or 0.0, each.score or 0.0)
            joined[-1] = Reading(last.start, max(last.end, each.end), last.type, score)
        else:
            joined.append(each)
    return sorted(joined, key=lambda each: (each.start, each.end, each.type))
