"""The scores of the detection benchmark, on toy data."""

from __future__ import annotations

import pytest

from bench.detect.score import Counts, Find, Share, by_type, characters, covered, entities
from bench.detect.sets import DataSet, Document, Gold, thinned
from bench.detect.stats import bootstrap, wilson

TEXT = "Ada Roe lives in Ulm, she said. Ms Roe called on 3 May."


def document(*gold: Gold, text: str = TEXT) -> Document:
    return Document("d1", text, gold, "d1")


def at(word: str, label: str, kind: str = "", entity: str = "", *, last: bool = False) -> Gold:
    start = TEXT.rindex(word) if last else TEXT.index(word)
    return Gold(start, start + len(word), label, kind, entity)


def found(word: str, label: str) -> Find:
    start = TEXT.index(word)
    return Find(start, start + len(word), label)


def test_only_letters_and_digits_count() -> None:
    assert len(covered(TEXT, [found("Ulm, she", "X")])) == 6
    assert covered("ab", [Find(0, 99, "X")]) == {0, 1}


def test_recall_ignores_labels_and_precision_counts_what_lies_off_the_gold() -> None:
    counts = characters(
        document(at("Ada Roe", "PERSON")), [found("Roe lives", "PLACE")], frozenset()
    )
    assert counts == Counts(gold=6, found=3, claimed=8, right=3)


def test_a_neutral_label_helps_recall_and_costs_no_precision() -> None:
    gold = at("Ada Roe", "PERSON")
    finds = [found("3 May", "DATE"), found("Ada", "DATE")]
    assert characters(document(gold), finds, frozenset({"DATE"})) == Counts(6, 3, 3, 3)
    assert characters(document(gold), finds, frozenset()) == Counts(6, 3, 7, 3)


def test_counts_by_type_tell_touched_from_whole() -> None:
    counts = by_type([(document(at("Ada Roe", "PERSON"), at("Ulm", "CITY")), [found("Ada", "X")])])
    assert counts["PERSON"].characters == Share(3, 6)
    assert counts["PERSON"].touched == Share(1, 1)
    assert counts["PERSON"].whole == Share(0, 1)
    assert counts["CITY"].touched == Share(0, 1)


def test_counts_with_labels_want_the_right_one() -> None:
    pairs = [(document(at("Ada Roe", "PERSON"), at("Ulm", "CITY")), [found("Ada Roe", "ORG")])]
    right = {"PERSON": frozenset({"PER"})}
    assert by_type(pairs, right)["PERSON"].characters == Share(0, 6)
    assert "CITY" not in by_type(pairs, right)
    right = {"PERSON": frozenset({"PER", "ORG"})}
    assert by_type(pairs, right)["PERSON"].whole == Share(1, 1)


def test_an_entity_is_protected_only_if_every_mention_is() -> None:
    first = at("Ada Roe", "PERSON", "DIRECT", "e1")
    second = at("Roe", "PERSON", "QUASI", "e1", last=True)
    town = at("Ulm", "LOC", "QUASI", "e2")
    one = entities(document(first, second, town), [found("Ada Roe", "X"), found("Ulm", "X")])
    assert one == {"DIRECT": Share(0, 1), "QUASI": Share(1, 1)}
    both = [Find(first.start, first.end, "X"), Find(second.start, second.end, "X")]
    assert entities(document(first, second, town), both)["DIRECT"] == Share(1, 1)


def test_the_published_rule_forgives_words_without_content() -> None:
    text = "Mr Roe of the Bank of Ulm"
    mentions = (
        Gold(0, 6, "PERSON", "DIRECT", "e1"),
        Gold(14, 25, "ORG", "QUASI", "e2"),
    )
    given = Document("1", text, mentions, "1")
    finds = [Find(3, 6, "X"), Find(14, 18, "X"), Find(22, 25, "X")]
    assert entities(given, finds) == {"DIRECT": Share(0, 1), "QUASI": Share(0, 1)}
    assert entities(given, finds, published=True) == {"DIRECT": Share(1, 1), "QUASI": Share(1, 1)}
    assert entities(given, finds[:2], published=True)["QUASI"] == Share(0, 1)


def test_spans_without_kind_are_no_entities() -> None:
    assert entities(document(at("Ulm", "LOC")), []) == {"DIRECT": Share(), "QUASI": Share()}


@pytest.mark.parametrize(("hits", "total"), [(0, 10), (10, 10), (3, 7)])
def test_wilson_holds_the_share(hits: int, total: int) -> None:
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1
    assert high - low > 0.2


def test_wilson_against_a_known_value() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_bootstrap_is_repeatable_and_holds_the_ratio() -> None:
    pairs = [(1, 2), (2, 2), (0, 2), (2, 2)]
    low, high = bootstrap(pairs)
    assert (low, high) == bootstrap(pairs)
    assert low < 5 / 8 < high
    assert bootstrap([(3, 3), (5, 5)]) == (1.0, 1.0)
    assert bootstrap([]) == (0.0, 1.0)


def test_a_thinned_set_keeps_records_whole() -> None:
    texts = tuple(Document(f"{n}.{m}", "x" * 10, (), str(n)) for n in range(10) for m in range(2))
    cut = thinned(DataSet("s", "s", texts), 100)
    assert cut.characters <= 100
    assert {sum(d.record == each.record for d in cut.documents) for each in cut.documents} == {2}
    assert thinned(DataSet("s", "s", texts), None).documents == texts
