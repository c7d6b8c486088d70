from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.detect import DetectConfig, Entity

pytest.importorskip("presidio_analyzer")

from compliance.detect.presidio.adapter import FinderRecognizer, recognizers, registry  # noqa: E402

IBAN = "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００"
TEXT = f"Hallo Anna,\nmeine IBAN: {IBAN} und max@web.de, [PERSON_1]."


def _analyzer(config: DetectConfig) -> Any:
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    nlp_engine = SpacyNlpEngine(ner_model_configuration=NerModelConfiguration())
    nlp_engine.nlp = {language: spacy.blank(language) for language in config.languages}
    return AnalyzerEngine(
        registry=registry(config),
        nlp_engine=nlp_engine,
        supported_languages=list(config.languages),
    )


@pytest.fixture(scope="module")
def analyzer() -> Any:
    return _analyzer(DetectConfig(ner="none", languages=("de", "en")))


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_stock_analyzer_runs_our_registry(analyzer: Any, language: str) -> None:
    results = analyzer.analyze(TEXT, language=language)
    found = {(each.entity_type, TEXT[each.start : each.end]) for each in results}
    assert {
        ("PERSON", "Anna"),
        ("IBAN_CODE", IBAN),
        ("EMAIL_ADDRESS", "max@web.de"),
    } <= found
    assert not any("PERSON_1" in value for _, value in found)


def test_a_stock_analyzer_can_ask_for_some_types(analyzer: Any) -> None:
    only = analyzer.analyze(TEXT, language="de", entities=["EMAIL_ADDRESS"])
    assert [each.entity_type for each in only] == ["EMAIL_ADDRESS"]


def test_results_carry_the_name_of_their_recognizer(analyzer: Any) -> None:
    from presidio_analyzer import RecognizerResult

    results = analyzer.analyze(TEXT, language="de", return_decision_process=True)
    assert results
    for each in results:
        name = each.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY]
        assert name.startswith("ftcheck.")
        assert each.analysis_explanation.recognizer == name


def test_a_text_is_read_once_for_all_languages() -> None:
    from compliance.detect.presidio.adapter import _Reading

    class Counting:
        name = "counting"
        types = ("PERSON",)
        asked = 0

        def find(self, text: str) -> Iterator[Entity]:
            self.asked += 1
            yield Entity(0, 1, "PERSON", 0.9, self.name)

    finder, reading = Counting(), _Reading()
    pair = [FinderRecognizer(finder, language, reading) for language in ("de", "en")]
    for text in ("eins", "zwei", "eins"):
        assert [len(each.analyze(text, None)) for each in pair] == [1, 1]
    assert finder.asked == 3


def test_our_recognizers_join_a_registry_of_presidio(tmp_path: Path) -> None:
    from presidio_analyzer import RecognizerRegistry

    file = tmp_path / "own.yaml"
    file.write_text(
        "recognizers:\n- {name: Locker, supported_entity: LOCKER, supported_language: de, "
        "patterns: [{name: locker, regex: 'LK-[0-9]{4}', score: 0.8}]}\n",
        encoding="utf-8",
    )
    config = DetectConfig(ner="none", languages=("de",), recognizers=(str(file),))
    stock = RecognizerRegistry(supported_languages=["de"])
    for each in recognizers(config):
        stock.add_recognizer(each)
    (locker,) = [each for each in stock.recognizers if each.name == "ftcheck.user.Locker"]
    (result,) = locker.analyze("Fach LK-４７１１", ["LOCKER"])
    assert (result.start, result.end, result.score) == (5, 12, 0.8)


def test_the_name_model_joins_the_registry() -> None:
    found = _analyzer(DetectConfig(languages=("en",))).analyze(
        "My colleague Margaret Thornton lives in London.", language="en", entities=["PERSON"]
    )
    assert [(each.start, each.end) for each in found] == [(13, 30)]


def test_tldextract_is_kept_from_the_network() -> None:
    import tldextract

    from compliance.detect.presidio.foreign import stay_offline

    stay_offline()
    assert tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls == ()
