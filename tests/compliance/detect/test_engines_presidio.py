from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
import tiny_models

from compliance.detect.config import DetectConfig, EngineChoice
from compliance.detect.names.engines import open_engine
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


def test_engines_by_language(trained: Path) -> None:
    finder = NamesFinder(
        DetectConfig(
            languages=("de", "it"),
            ner={"it": {"kind": "huggingface", "path": str(trained)}, "*": "none"},
        )
    )
    german = "Gestern hat uns Claudia Beckmann aus Hamburg angerufen, weil das Paket noch fehlt."
    italian = "Ieri la signora Giulia Rossini ha chiamato da Torino perché il pacco non è arrivato."
    by_text = finder.find_all([german, italian])
    assert by_text[0] == []
    names = {italian[each.start : each.end] for each in by_text[1] if each.type == "PERSON"}
    assert any("Giulia" in name for name in names)
    ner = finder.describe()
    assert ner["languages"] == "it"
    assert ner["engines"]["*"] == {"name": "none"}
    assert str(trained) not in str(ner)
