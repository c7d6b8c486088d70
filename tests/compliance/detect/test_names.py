from __future__ import annotations

from pathlib import Path

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.names import NamesFinder, _titled, _windows
from compliance.errors import EngineMissing

TEXTS = [
    "Gestern hat Claudia Beck aus Hamburg angerufen.",
    "I spoke to Katarzyna Patel in Leeds about it.",
    "gestern hat claudia beck aus hamburg angerufen und nach ihrem paket gefragt",
    "Wo ist mein Paket?",
]


@pytest.fixture(scope="module")
def shipped() -> Engine:
    return build_engine(DetectConfig())


def test_the_shipped_pipeline_finds_persons(shipped: Engine) -> None:
    for text, name in ((TEXTS[0], "Claudia Beck"), (TEXTS[1], "Katarzyna Patel")):
        found = [(each.type, text[each.start : each.end]) for each in shipped.find([text])[0]]
        assert ("PERSON", name) in found


def test_names_do_not_depend_on_the_batch(shipped: Engine) -> None:
    together = shipped.find(TEXTS * 3)
    assert together[: len(TEXTS)] == [shipped.find([text])[0] for text in TEXTS]
    assert together[: len(TEXTS)] == together[-len(TEXTS) :]


def test_names_behind_the_first_window_are_found(shipped: Engine) -> None:
    text = "Das Paket ist noch nicht da. " * 600 + TEXTS[0]
    assert any(text[each.start : each.end] == "Claudia Beck" for each in shipped.find([text])[0])


def test_slots_give_no_names(shipped: Engine) -> None:
    texts = ["[PERSON_1] aus [LOCATION_1] wartet.", "Danke, [PERSON_1]!"]
    assert shipped.find(texts) == [[], []]


def test_describe_names_the_pipeline_and_its_hash(shipped: Engine) -> None:
    ner = shipped.describe()["ner"]
    assert ner["configured"] == "shipped"
    assert len(ner["sha256"]) == 64


def test_windows_cover_everything() -> None:
    text = "ein Satz. " * 3_000 + "x" * 20_000
    spans = list(_windows(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= 8_000


def test_the_titled_copy_keeps_the_length() -> None:
    text = "straße ßtraße \u0149nna o'brien"
    assert len(_titled(text)) == len(text)


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\n")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(EngineMissing):
        NamesFinder(DetectConfig(ner=str(tmp_path)))
