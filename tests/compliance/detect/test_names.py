from __future__ import annotations

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.names.finder import NamesFinder, _titled

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


def test_the_titled_copy_keeps_the_length() -> None:
    text = "straße ßtraße \u0149nna o'brien"
    assert len(_titled(text)) == len(text)


def test_a_text_without_a_word_that_could_be_a_name_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finder = NamesFinder(DetectConfig())
    engine = finder._engines["*"]
    assert engine is not None
    seen: list[str] = []
    read = engine.read
    monkeypatch.setattr(engine, "read", lambda texts: seen.extend(texts) or read(texts))
    plain, small, named = "Wie kann ich das?", "wo bleibt mein paket?", TEXTS[0]
    finder.find_all([plain, small, named, named])
    assert seen == [small, named, "Wo Bleibt Mein Paket?"]


def test_one_engine_for_all_languages_costs_no_language_detection() -> None:
    assert NamesFinder(DetectConfig())._choice is None


def test_an_engine_that_two_languages_name_is_loaded_once() -> None:
    finder = NamesFinder(DetectConfig(ner={"de": "shipped", "en": "shipped"}))
    assert len({id(engine) for engine in finder._engines.values()}) == 1
    assert finder.find_all(TEXTS) == NamesFinder(DetectConfig()).find_all(TEXTS)
    ner = finder.describe()
    assert ner["name"] == ner["engines"]["*"]["name"]
    assert set(ner["engines"]) == {"*", "de", "en"}


def test_names_can_be_left_to_rules_and_lists() -> None:
    finder = NamesFinder(DetectConfig(ner={"*": "none"}))
    assert finder.find_all(TEXTS) == [[] for _ in TEXTS]
    assert finder.describe() == {"name": "none"}
