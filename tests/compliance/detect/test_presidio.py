from __future__ import annotations

from pathlib import Path

import pytest

from compliance.detect import DetectConfig, build_engine
from compliance.errors import DetectError

pytest.importorskip("presidio_analyzer")

IBAN = "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００"
TEXT = f"Hallo Anna,\nmeine IBAN: {IBAN} und max@web.de, [PERSON_1]."
YAML = """recognizers:
  - name: "Locker"
    supported_entity: "LOCKER"
    supported_language: "de"
    patterns:
      - name: "locker"
        regex: "LK-[0-9]{4}"
        score: 0.8
"""


def test_a_stock_analyzer_runs_our_registry() -> None:
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    from compliance.detect.presidio import registry

    nlp_engine = SpacyNlpEngine(ner_model_configuration=NerModelConfiguration())
    nlp_engine.nlp = {"de": spacy.blank("de")}
    config = DetectConfig(ner="none", languages=("de",))
    analyzer = AnalyzerEngine(
        registry=registry(config), nlp_engine=nlp_engine, supported_languages=["de"]
    )
    results = analyzer.analyze(TEXT, language="de")
    found = {(each.entity_type, TEXT[each.start : each.end]) for each in results}
    assert {
        ("PERSON", "Anna"),
        ("IBAN_CODE", IBAN),
        ("EMAIL_ADDRESS", "max@web.de"),
    } <= found
    assert not any("PERSON_1" in value for _, value in found)
    only = analyzer.analyze(TEXT, language="de", entities=["EMAIL_ADDRESS"])
    assert [each.entity_type for each in only] == ["EMAIL_ADDRESS"]


def test_a_users_recognizer_file_joins_the_engine(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(YAML, encoding="utf-8")
    engine = build_engine(DetectConfig(ner="none", recognizers=(str(file),)))
    text = "Mein Fach ist LK-4711."
    found = engine.find([text])[0]
    assert [(each.type, text[each.start : each.end]) for each in found] == [("LOCKER", "LK-4711")]
    assert any(row["name"] == "user.Locker" for row in engine.describe()["recognizers"])


@pytest.mark.parametrize("content", [None, "recognizers: [1, 2]"])
def test_a_wrong_recognizer_file_is_an_error(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "own.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(DetectError, match="recognizers"):
        build_engine(DetectConfig(ner="none", recognizers=(str(file),)))


def test_tldextract_is_kept_from_the_network() -> None:
    import tldextract

    from compliance.detect.foreign import stay_offline

    stay_offline()
    assert tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls == ()
