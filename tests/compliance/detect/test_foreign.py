"""A user's Presidio recognizer files work as they are, and no pattern of theirs can hang a scan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import DetectConfig, build_engine
from compliance.errors import DetectError

presidio = pytest.importorskip("presidio_analyzer")

from compliance.detect.presidio.foreign import ForeignFinder, foreign_finders  # noqa: E402
from compliance.detect.presidio.user_patterns import DenyList, UserPattern  # noqa: E402

_FLAGS = 26

_ONE = "recognizers: [{name: A, supported_entity: B, patterns: [{name: p, regex: x, score: 1}]}]"

LIST_FORM = r"""
# the form of Presidio's example_recognizers.yaml
recognizers:
  -
    name: "Zip code Recognizer"
    supported_language: "de"
    patterns:
      -
         name: "zip code (weak)"
         regex: "(\\b\\d{5}(?:\\-\\d{4})?\\b)"
         score: 0.01
    context:
     - zip
     - code
    supported_entity: "ZIP"
  -
    name: "Titles recognizer"
    supported_language: "en"
    supported_entity: "TITLE"
    deny_list: [Mr., Mrs., Ms., Miss, Dr., Prof.]
"""

REGISTRY_FORM = r"""
supported_languages: [de, en]
global_regex_flags: 24
recognizers:
  - name: CreditCardRecognizer
    type: predefined
    supported_languages:
      - language: en
        context: [card]
      - language: de
        context: [karte]
  - MacAddressRecognizer
  - name: UsSsnRecognizer
    type: predefined
    enabled: false
  - name: Staff numbers
    class_name: UuidRecognizer
    type: predefined
  - name: Locker
    type: custom
    supported_entity: LOCKER
    supported_languages:
      - language: de
        context: [fach, spind]
      - language: en
        context: [locker]
    patterns:
      - name: locker with look-around
        regex: '(?<![A-Z-])LK-[0-9]{4}(?!-)'
        score: 0.1
"""


def _finders(tmp_path: Path, content: str, languages: tuple[str, ...] = ("de", "en")) -> list:
    file = tmp_path / "own.yaml"
    file.write_text(content, encoding="utf-8")
    return foreign_finders([str(file)], languages)


def _found(finders: list[ForeignFinder], text: str) -> list[tuple[str, str, float]]:
    return [
        (each.type, text[each.start : each.end], round(each.score, 2))
        for finder in finders
        for each in finder.find(text)
    ]


def _error(tmp_path: Path, content: str) -> DetectError:
    with pytest.raises(DetectError) as caught:
        _finders(tmp_path, content)
    assert caught.value.fix
    return caught.value


def test_the_list_form_loads_with_context_and_deny_list(tmp_path: Path) -> None:
    finders = _finders(tmp_path, LIST_FORM)
    assert _found(finders, "Der Zipcode ist 12345.") == [("ZIP", "12345", 0.4)]
    assert _found(finders, "Es waren 12345.") == [("ZIP", "12345", 0.01)]
    assert _found(finders, "mr. Dr. x, Drachen, Dr.") == [
        ("TITLE", "mr.", 1.0),
        ("TITLE", "Dr.", 1.0),
        ("TITLE", "Dr.", 1.0),
    ]


def test_the_registry_form_loads_once_for_all_its_languages(tmp_path: Path) -> None:
    finders = _finders(tmp_path, REGISTRY_FORM)
    assert [finder.name for finder in finders] == [
        "user.CreditCardRecognizer",
        "user.MacAddressRecognizer",
        "user.Staff numbers",
        "user.Locker",
    ]
    assert _found(finders, "LK-4711 x") == [("LOCKER", "LK-4711", 0.1)]
    assert _found(finders, "Spind LK-4711 und ALK-4711 und lk-4711") == [
        ("LOCKER", "LK-4711", 0.45)
    ]
    assert _found(finders, "my locker: LK-4711") == [("LOCKER", "LK-4711", 0.45)]
    # Presidio's own validation: the check digit is right, then wrong.
    assert _found(finders, "4111 1111 1111 1111") == [("CREDIT_CARD", "4111 1111 1111 1111", 1.0)]
    assert _found(finders, "4111 1111 1111 1112") == []


@pytest.mark.parametrize("name", ["example_recognizers.yaml", "default_recognizers.yaml"])
def test_presidios_own_files_load_unchanged(name: str) -> None:
    file = Path(presidio.__file__).parent / "conf" / name
    finders = foreign_finders([str(file)], ["de", "en"])
    text = "My card is 4111 1111 1111 1111, zip code 12345, Mr. X"
    found = {each.type for finder in finders for each in finder.find(text)}
    assert found & {"CREDIT_CARD", "ZIP"}


def test_a_recognizer_with_a_way_of_its_own_is_asked(tmp_path: Path) -> None:
    finders = _finders(tmp_path, "recognizers: [{name: IbanRecognizer, type: predefined}]")
    assert _found(finders, "x DE89370400440532013000 y") == [
        ("IBAN_CODE", "DE89370400440532013000", 1.0)
    ]


def test_thresholds_of_a_recognizer_hold(tmp_path: Path) -> None:
    content = LIST_FORM.replace('supported_entity: "ZIP"', "supported_entity: ZIP\n" + (
        "    score_thresholds: {ZIP: 0.3}"
    ))  # fmt: skip
    finders = _finders(tmp_path, content)
    assert _found(finders, "Es waren 12345.") == []
    assert _found(finders, "Zip 12345.") == [("ZIP", "12345", 0.4)]


def test_a_users_recognizer_works_on_disguised_text(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(REGISTRY_FORM, encoding="utf-8")
    engine = build_engine(DetectConfig(ner="none", recognizers=(str(file),)))
    text = "Mein Spind: LK\u2011４７\u200b１１."
    found = [(each.type, text[each.start : each.end]) for each in engine.find([text])[0]]
    assert found == [("LOCKER", "LK\u2011４７\u200b１１")]
    (own,) = engine.describe()["recognizers"]
    assert own["name"] == "own.yaml"
    assert "LOCKER" in own["types"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("recognizers: [1, 2]", "recognizer 1"),
        ("recognizers: []", "no list named recognizers"),
        ("[a, b]", "no YAML mapping"),
        ("recognizers:\n  - name: 'x\n", "line"),
        ("recognizers: [{name: NoSuchRecognizer, type: predefined}]", "NoSuchRecognizer"),
        ("recognizers: [{name: SpacyRecognizer, type: predefined}]", "NLP pipeline"),
        ("recognizers: [{name: AzureAILanguageRecognizer, type: predefined}]", "service"),
        (_ONE.replace("supported_entity: B, ", ""), "supported_entity"),
        (_ONE.replace(", score: 1", ""), "'score'"),
        (_ONE.replace("regex: x", "regex: '('"), "recognizer 1 (A)"),
        (_ONE.replace("score: 1", "score: 2"), "between 0 and 1"),
        (
            "recognizers: [{name: A, supported_entity: B, supported_language: fr, deny_list: [x]}]",
            "configured languages",
        ),
        ("recognizers: [{name: A, supported_entity: B}]", "recognizer 1 (A)"),
        ("recognizers: [{name: A, supported_entity: B, deny_list: [x], contxt: [y]}]", "contxt"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_an_error_with_place_and_fix(
    tmp_path: Path, content: str, said: str
) -> None:
    error = _error(tmp_path, content)
    assert said in error.message
    assert "own.yaml" in error.message


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DetectError, match="missing"):
        foreign_finders([str(tmp_path / "none.yaml")], ["de"])


def test_an_exponential_pattern_that_re2_reads_is_linear() -> None:
    pattern = UserPattern("p", r"(a+)+$", _FLAGS)
    text = "a" * 200_000 + "!"
    assert list(pattern.spans(text)) == []
    assert list(pattern.spans("aaa")) == [(0, 3)]


@pytest.mark.parametrize("source", [r"(?:a|aa)+(?=c)", r"(a|aa)+\1[x-z]"])
def test_an_exponential_pattern_with_look_around_ends_in_an_error(
    tmp_path: Path, source: str
) -> None:
    (finder,) = _finders(
        tmp_path,
        "recognizers:\n- {name: Slow, supported_entity: S, supported_language: de, "
        f"patterns: [{{name: steps, regex: '{source}', score: 1}}]}}\n",
    )
    with pytest.raises(DetectError, match="'Slow'.*'steps'") as caught:
        list(finder.find("geheim " + "a" * 60 + "!"))
    assert "geheim" not in caught.value.message + caught.value.why + caught.value.fix


@pytest.mark.parametrize(
    ("source", "flags", "text", "expected"),
    [
        (r"\bkö\w+", _FLAGS, "Köln und zukönftig", ["Köln"]),
        (r"^x$", _FLAGS, "x\nX\ny", ["x", "X"]),
        (r"x$", 0, "x\n", ["x"]),
        (r"a.b", 0, "a\nb a-b", ["a-b"]),
        (r"a.b", _FLAGS, "a\nb a-b", ["a\nb", "a-b"]),
        (r"a*", _FLAGS, "baac", ["aa"]),
        (r"x{,2}y", _FLAGS, "xxy", ["xxy"]),
        (r"(?P<d>\d)\d(?P=d)", _FLAGS, "121 123", ["121"]),
        (r"a b # two", 2 | 64, "ab", ["ab"]),
        (r"[[:alpha:]]+", _FLAGS, "größe", ["größe"]),
    ],
)
def test_a_pattern_means_what_it_means_in_presidio(
    source: str, flags: int, text: str, expected: list[str]
) -> None:
    pattern = UserPattern("p", source, flags)
    assert [text[start:end] for start, end in pattern.spans(text)] == expected


@given(
    st.sampled_from([r"\bab+\b", r"(?:a|ab)(?:c|bcd)?", r"^b.*?c", r"[^a]b", r"\d{2,3}-?\w"]),
    st.text("abcdä12- \n_", max_size=30),
)
def test_patterns_find_what_presidio_finds(source: str, text: str) -> None:
    recognizer = presidio.PatternRecognizer("E", patterns=[presidio.Pattern("p", source, 0.5)])
    theirs = {(each.start, each.end) for each in recognizer.analyze(text, ["E"])}
    assert theirs <= set(UserPattern("p", source, _FLAGS).spans(text))


@given(
    st.lists(st.text("ab .", min_size=1, max_size=5), min_size=1, max_size=6),
    st.text("abAB .\nx", max_size=40),
)
def test_deny_lists_find_all_that_presidio_finds(words: list[str], text: str) -> None:
    recognizer = presidio.PatternRecognizer("E", deny_list=words)
    source = recognizer.patterns[0].regex
    ours = list(DenyList("d", words, source, _FLAGS).spans(text))
    for each in recognizer.analyze(text, ["E"]):
        assert any(start <= each.start and each.end <= end for start, end in ours)
    for start, end in ours:
        assert text[start:end].lower() in words


def test_a_long_deny_list_is_one_pass() -> None:
    words = [f"wort{number}" for number in range(5_000)]
    deny = DenyList("d", words, "(" + "|".join(words) + ")", _FLAGS)
    text = "nichts zu sehen " * 20_000 + "wort4711 wort47110"
    assert [text[start:end] for start, end in deny.spans(text)] == ["wort4711"]
