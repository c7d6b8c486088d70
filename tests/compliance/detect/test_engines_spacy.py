from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from compliance.detect.config import EngineChoice
from compliance.detect.names.engines import Reading
from compliance.detect.names.engines.spacy_engine import SpacyEngine, load_pipeline
from compliance.errors import EngineMissing


def choice(path: object) -> EngineChoice:
    return EngineChoice(path=str(path))


@pytest.fixture(scope="module", params=[True, False], ids=["upper", "no upper"])
def pipeline(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spacy")
    return tiny_models.spacy_pipeline(folder, upper=request.param)


def texts(count: int) -> list[str]:
    draw = random.Random(7)
    words = (*tiny_models.OTHERS, *tiny_models.GIVEN, *tiny_models.FAMILY, *tiny_models.TOWNS)
    # Some are long enough to be read alone.
    longest = [60, 60, 60, 240]
    return [
        " ".join(draw.choices(words, k=draw.randint(1, draw.choice(longest)))) for _ in range(count)
    ]


def test_finds_of_a_pipeline_do_not_depend_on_the_batch(pipeline: Path) -> None:
    _alike_in_any_batch(str(pipeline))


def test_finds_of_the_shipped_model_do_not_depend_on_the_batch() -> None:
    _alike_in_any_batch("shipped")


def _alike_in_any_batch(path: str) -> None:
    read = texts(200)
    alone = SpacyEngine(choice(path), batch_tokens=1).read(read)
    assert sum(map(len, alone)) > 100
    for size in (7, 128, 5_000):
        engine = SpacyEngine(choice(path), batch_tokens=size)
        assert engine.read(read) == alone
        order = list(range(len(read)))
        random.Random(size).shuffle(order)
        shuffled = engine.read([read[number] for number in order])
        assert [shuffled[order.index(number)] for number in range(len(read))] == alone


def test_vectors_are_the_same_bits_in_any_batch(pipeline: Path) -> None:
    for path in (str(pipeline), "shipped"):
        engine = SpacyEngine(choice(path))
        nlp = engine._nlp
        model = nlp.get_pipe("ner").model.get_ref("tok2vec")
        docs = [nlp.make_doc(text) for text in texts(128)]
        alone = [model.predict([doc]) for doc in docs]
        assert [len(vectors) for vectors in alone] == list(map(len, docs))
        for size in (7, 128):
            order = list(range(len(docs)))
            random.Random(size).shuffle(order)
            for start in range(0, len(order), size):
                part = order[start : start + size]
                together = model.predict([docs[number] for number in part])
                assert np.array_equal(np.vstack([alone[number] for number in part]), together)


def test_finds_are_those_of_the_pipeline_as_it_was_loaded(pipeline: Path) -> None:
    plain, _ = load_pipeline(str(pipeline))
    kinds = {"PER": "PERSON", "LOC": "LOCATION"}
    read = texts(100)
    expected = [
        {(span.start_char, span.end_char, kinds[span.label_]) for span in plain(text).ents}
        for text in read
    ]
    found = SpacyEngine(choice(pipeline)).read(read)
    assert [{(each.start, each.end, each.type) for each in finds} for finds in found] == expected


def test_a_full_memory_of_word_forms_changes_nothing(
    pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = texts(60)
    expected = SpacyEngine(choice(pipeline)).read(read)
    monkeypatch.setattr("compliance.detect.names.engines.layers._MOST_FORMS", 12)
    assert SpacyEngine(choice(pipeline)).read(read) == expected


def test_a_pipeline_multiplies_with_blis_and_others_keep_what_they_have() -> None:
    from thinc.api import NumpyOps, get_current_ops

    before = get_current_ops()
    engine = SpacyEngine(choice("shipped"))
    kinds = {type(node.ops) for node in engine._nlp.get_pipe("ner").model.walk()}
    assert all(issubclass(kind, NumpyOps) for kind in kinds)
    assert all(node.ops.use_blis for node in engine._nlp.get_pipe("ner").model.walk())
    assert get_current_ops() is before


def test_a_name_behind_the_first_window_is_read(pipeline: Path) -> None:
    text = "il pacco non ist arrivato. " * 700 + "ha chiamato Giulia Rossini"
    found = SpacyEngine(choice(pipeline)).read([text])[0]
    assert any(text[each.start : each.end] == "Giulia Rossini" for each in found)


def test_labels_of_the_users_own(pipeline: Path) -> None:
    own = EngineChoice(path=str(pipeline), labels={"LOC": "ORGANIZATION"})
    found = SpacyEngine(own).read(["ieri ha chiamato Giulia Rossini da Torino"])[0]
    assert {each.type for each in found} == {"ORGANIZATION"}
    with pytest.raises(EngineMissing, match="no label MISC"):
        SpacyEngine(EngineChoice(path=str(pipeline), labels={"MISC": "ORGANIZATION"}))


def test_readings_of_spacy_have_no_score(pipeline: Path) -> None:
    found = SpacyEngine(choice(pipeline)).read(["ha chiamato Wanda Kowal da Lyon"])[0]
    assert Reading(12, 23, "PERSON") in found


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\n")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(EngineMissing):
        load_pipeline(str(tmp_path))
    with pytest.raises(EngineMissing, match="no spaCy pipeline"):
        load_pipeline("not_installed_sm")
