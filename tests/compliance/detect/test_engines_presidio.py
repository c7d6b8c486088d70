from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
import tiny_models

from compliance.detect.config import DetectConfig, EngineChoice
from compliance.detect.names.engines import describe_names, open_engine
from compliance.detect.names.finder import NamesFinder
from compliance.errors import DetectError, EngineMissing

TYPES = ("PERSON", "LOCATION", "ORGANIZATION")
SENTENCE = "ieri ha chiamato Giulia Rossini da Torino"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.token_classifier(tmp_path_factory.mktemp("bert"))


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained, tmp_path / "model"))


def engine(path: Path, **more: object):  # type: ignore[no-untyped-def]
    choice = EngineChoice.model_validate({"kind": "huggingface", "path": str(path), **more})
    return open_engine(choice, TYPES)


def found(reader, text: str) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return {(each.type, text[each.start : each.end]) for each in reader.read([text])[0]}


def test_a_local_folder_reads_names_as_whole_words(trained: Path) -> None:
    reader = engine(trained)
    assert found(reader, SENTENCE) == {("PERSON", "Giulia Rossini"), ("LOCATION", "Torino")}
    assert all(0.5 <= each.score <= 1 for each in reader.read([SENTENCE])[0])


def test_texts_longer_than_the_model_reads_at_once_are_read_to_their_end(trained: Path) -> None:
    reader = engine(trained)
    text = "ieri il pacco non ha chiamato\n" * 40 + SENTENCE
    assert len(text.split()) > 3 * tiny_models.CONTEXT
    assert found(reader, text) == {("PERSON", "Giulia Rossini"), ("LOCATION", "Torino")}
    # Letters that the tokenizer knows only one by one: many tokens for few characters.
    dense = "qxqxqxqx " * 60 + SENTENCE
    assert ("PERSON", "Giulia Rossini") in found(reader, dense)


def test_no_window_is_larger_than_the_model(trained: Path) -> None:
    reader = engine(trained)
    sizes = []
    inner = reader._calls._pipeline

    class Watching:
        tokenizer = inner.tokenizer

        def __call__(self, piece: str) -> object:
            sizes.append(len(inner.tokenizer(piece)["input_ids"]))
            return inner(piece)

    reader._calls._pipeline = Watching()
    reader.read(["qxqxqxqx Torino " * 200, "il pacco " * 300, "x" * 5_000])
    assert max(sizes) <= tiny_models.CONTEXT
    assert len(sizes) > 20


def test_what_is_read_does_not_depend_on_the_batch(trained: Path) -> None:
    reader = engine(trained)
    texts = [SENTENCE, "gestern hat Wanda Kowal angerufen", "il pacco", "", "\ud800 " + SENTENCE]
    assert reader.read(texts)[::-1] == reader.read(texts[::-1])
    assert reader.read(texts) == [reader.read([text])[0] for text in texts]


def test_labels_and_min_score(trained: Path) -> None:
    reader = engine(trained, labels={"PER": "ORGANIZATION"})
    assert found(reader, SENTENCE) == {("ORGANIZATION", "Giulia Rossini")}
    assert found(engine(trained, min_score=1.0), SENTENCE) == set()


def test_a_failure_of_the_model_stops_the_scan(trained: Path) -> None:
    reader = engine(trained)

    def fails(_piece: str) -> None:
        raise RuntimeError(SENTENCE)

    reader._calls._pipeline = fails
    with pytest.raises(DetectError) as caught:
        reader.read([SENTENCE])
    assert "Giulia" not in f"{caught.value.message}{caught.value.why}{caught.value.fix}"


def test_a_path_that_is_not_here_is_refused_before_any_hub(tmp_path: Path) -> None:
    for kind in ("huggingface", "gliner"):
        with pytest.raises(EngineMissing, match="no folder here"):
            open_engine(EngineChoice(kind=kind, path="someone/some-ner-model"), TYPES)


def test_pickled_weights_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(EngineMissing, match="only pickled weights"):
        engine(folder)


def test_program_code_of_a_model_is_refused(folder: Path) -> None:
    tiny_models.edit_json(folder / "config.json", auto_map={"AutoModel": "own.Model"})
    with pytest.raises(EngineMissing, match="program code"):
        engine(folder)


def test_an_adapter_is_refused(folder: Path) -> None:
    (folder / "adapter_config.json").write_text("{}")
    with pytest.raises(EngineMissing, match="adapter"):
        engine(folder)


def test_a_folder_without_tokenizer_is_refused(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(EngineMissing, match=r"lacks tokenizer\.json"):
        engine(folder)


def test_a_model_without_a_trained_head_is_refused(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    file = folder / "model.safetensors"
    body = {name: each for name, each in load_file(file).items() if "classifier" not in name}
    save_file(body, file, metadata={"format": "pt"})
    with pytest.raises(EngineMissing, match="no trained layer") as raised:
        engine(folder, labels={"LABEL_0": "PERSON"})
    assert "classifier" in str(raised.value)


def test_labels_that_mean_nothing_are_refused(folder: Path) -> None:
    names = {str(number): f"LABEL_{number}" for number in range(5)}
    tiny_models.edit_json(
        folder / "config.json",
        id2label=names,
        label2id={name: int(number) for number, name in names.items()},
    )
    with pytest.raises(EngineMissing, match="no label for persons"):
        engine(folder)


def test_broken_weights_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"\0" * 100)
    with pytest.raises(EngineMissing, match="cannot be loaded"):
        engine(folder)


def test_gliner_says_what_it_needs(tmp_path: Path) -> None:
    for name in ("gliner_config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"")
    expected = "cannot be loaded" if find_spec("gliner") else "needs the package `gliner`"
    with pytest.raises(EngineMissing, match=expected):
        open_engine(EngineChoice(kind="gliner", path=str(tmp_path)), TYPES)


class StandIn:
    """What Presidio's recognizer and our engine use of `gliner.GLiNER`; finds words it knows."""

    asked: ClassVar[list[tuple[str, dict[str, object]]]] = []
    sizes: ClassVar[list[int]] = []

    def __init__(self, tokenizer: object) -> None:
        self.data_processor = SimpleNamespace(
            words_splitter=lambda piece: (
                (each.group(), *each.span()) for each in re.finditer(r"\w+|[^\w\s]", piece)
            ),
            transformer_tokenizer=tokenizer,
        )
        self.config = SimpleNamespace(max_len=30, encoder_config=None)

    @classmethod
    def from_pretrained(cls, folder: str, **options: object) -> StandIn:
        from transformers import AutoTokenizer

        cls.asked.append((folder, options))
        return cls(AutoTokenizer.from_pretrained(folder, local_files_only=True))

    def predict_entities(
        self, text: str, labels: list[str], flat_ner: bool, threshold: float, multi_label: bool
    ) -> list[dict[str, object]]:
        words = list(self.data_processor.words_splitter(text))
        self.sizes.append(len(words))
        if "Fehler" in text:
            raise RuntimeError("out of memory")
        known = {"Giulia": ("person", 0.97), "Torino": ("town", 0.9), "pacco": ("person", 0.2)}
        return [
            {"start": start, "end": end, "text": word, "label": label, "score": score}
            for word, start, end in words
            if word in known
            for label, score in [known[word]]
            if label in labels and score >= threshold
        ]


def gliner(folder: Path, **more: object):  # type: ignore[no-untyped-def]
    choice = EngineChoice.model_validate({"kind": "gliner", "path": str(folder), **more})
    return open_engine(choice, TYPES)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a real tokenizer, and put the stand-in where Presidio imports GLiNER."""
    from presidio_analyzer.predefined_recognizers.ner import gliner_recognizer

    folder = tmp_path / "gliner"
    tiny_models.save_tokenizer(folder)
    (folder / "gliner_config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"")
    monkeypatch.setattr(gliner_recognizer, "GLiNER", StandIn)
    StandIn.asked.clear()
    StandIn.sizes.clear()
    return folder


def test_gliner_is_loaded_from_the_folder_alone_and_asked_for_the_labels(stand_in: Path) -> None:
    reader = gliner(stand_in, labels={"person": "PERSON", "town": "LOCATION"})
    assert found(reader, SENTENCE) == {("PERSON", "Giulia"), ("LOCATION", "Torino")}
    assert [each.score for each in reader.read([SENTENCE])[0]] == [0.97, 0.9]
    ((path, options),) = StandIn.asked
    assert path == str(stand_in)
    assert options["local_files_only"] is True
    assert options["map_location"] == "cpu"


def test_gliner_labels_and_min_score(stand_in: Path) -> None:
    # The usual labels are person, location and organization; this model says "town".
    assert found(gliner(stand_in), SENTENCE) == {("PERSON", "Giulia")}
    assert ("PERSON", "pacco") in found(gliner(stand_in, min_score=0.1), "il pacco di Giulia")


def test_gliner_reads_long_texts_to_their_end_in_windows_of_the_model(stand_in: Path) -> None:
    text = "ieri il pacco non ha chiamato\n" * 60 + SENTENCE
    assert found(gliner(stand_in), text) == {("PERSON", "Giulia")}
    assert len(StandIn.sizes) > 10
    assert max(StandIn.sizes) <= 30


def test_a_failure_of_gliner_stops_the_scan(stand_in: Path) -> None:
    with pytest.raises(DetectError, match="failed on a text") as caught:
        gliner(stand_in).read(["Fehler mit Giulia"])
    assert "Giulia" not in str(caught.value)


def test_a_real_gliner_reads_names(tmp_path: Path) -> None:
    pytest.importorskip("gliner")
    reader = gliner(tiny_models.gliner_folder(tmp_path / "model"))
    text = "ieri il pacco non ha chiamato\n" * 60 + SENTENCE
    for each in (SENTENCE, text):
        # So small a model tells spans better than labels.
        assert {value for _, value in found(reader, each)} == {"Giulia Rossini", "Torino"}


def test_engines_by_language(trained: Path) -> None:
    config = DetectConfig(
        languages=("de", "it"),
        ner={"it": {"kind": "huggingface", "path": str(trained)}, "*": "none"},
    )
    finder = NamesFinder(config)
    german = "Gestern hat uns Claudia Beckmann aus Hamburg angerufen, weil das Paket noch fehlt."
    italian = "Ieri la signora Giulia Rossini ha chiamato da Torino perché il pacco non è arrivato."
    by_text = finder.find_all([german, italian])
    assert by_text[0] == []
    names = {italian[each.start : each.end] for each in by_text[1] if each.type == "PERSON"}
    assert any("Giulia" in name for name in names)
    ner = finder.describe()
    assert ner == describe_names(config)
    assert ner["languages"] == "it"
    assert ner["engines"]["*"] == {"name": "none"}
    assert str(trained) not in str(ner)
