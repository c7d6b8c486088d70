"""Scores of finds against gold: characters, spans, and TAB's rule for entities.

Only letters and digits count as characters, so that a trailing point or a space inside a span
changes nothing. A wrong label still protects, so labels count only where a function says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.detect.sets import Document, Gold


@dataclass(frozen=True, slots=True)
class Find:
    """What a tool says: offsets in code points and the tool's own label."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Raw counts of one document; add them up with `total`."""

    gold: int = 0
    """Letters and digits in gold spans."""
    found: int = 0
    """Those of them that a find covers."""
    claimed: int = 0
    """Letters and digits in finds that count for precision."""
    right: int = 0
    """Those of them that lie in gold spans."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.gold + other.gold,
            self.found + other.found,
            self.claimed + other.claimed,
            self.right + other.right,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """Hits out of a total."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.total + other.total)

    @property
    def ratio(self) -> float:
        """Return hits divided by total; 0 where there is nothing."""
        return self.hits / self.total if self.total else 0.0


def covered(text: str, spans: Iterable[Find | Gold]) -> set[int]:
    """Return the positions of letters and digits inside the spans."""
    return {
        position
        for span in spans
        for position in range(span.start, min(span.end, len(text)))
        if text[position].isalnum()
    }


def characters(document: Document, finds: Sequence[Find], neutral: frozenset[str]) -> Counts:
    """Count characters of one document.

    Args:
        document: text and gold.
        finds: of one tool.
        neutral: labels whose finds are not held against the tool where they lie off the gold.
    """
    gold = covered(document.text, document.gold)
    claimed = covered(document.text, (find for find in finds if find.type not in neutral))
    everything = covered(document.text, finds)
    claimed |= everything & gold
    return Counts(len(gold), len(gold & everything), len(claimed), len(claimed & gold))


@dataclass(frozen=True, slots=True)
class TypeCounts:
    """Raw counts of one gold type."""

    characters: Share = Share()
    touched: Share = Share()
    """Spans of which at least one letter or digit is found."""
    whole: Share = Share()
    """Spans found whole."""

    def __add__(self, other: TypeCounts) -> TypeCounts:
        return TypeCounts(
            self.characters + other.characters,
            self.touched + other.touched,
            self.whole + other.whole,
        )


def by_type(
    pairs: Iterable[tuple[Document, Sequence[Find]]],
    right: Mapping[str, frozenset[str]] | None = None,
) -> dict[str, TypeCounts]:
    """Return counts for each gold type.

    Args:
        pairs: documents with the finds in them.
        right: where given, only finds whose label is right for the gold type count, and gold types
            that are not in it are left out.
    """
    counts: defaultdict[str, TypeCounts] = defaultdict(TypeCounts)
    for document, finds in pairs:
        everything = covered(document.text, finds) if right is None else set()
        for gold in document.gold:
            if right is not None and gold.type not in right:
                continue
            wanted = covered(document.text, [gold])
            if right is not None:
                labels = right[gold.type]
                near = [f for f in finds if f.start < gold.end and gold.start < f.end]
                hit = wanted & covered(document.text, [f for f in near if f.type in labels])
            else:
                hit = wanted & everything
            counts[gold.type] += TypeCounts(
                Share(len(hit), len(wanted)), Share(bool(hit), 1), Share(hit == wanted, 1)
            )
    return dict(sorted(counts.items()))


_EMPTY_WORDS = frozenset(
    # What the published script names.
    "mr mrs ms no nr about "
    # Adpositions, particles, coordinating conjunctions and determiners, which it takes from the
    # word classes of a tagger.
    "of in on at by for from to with between until till during since before after through against "
    "under over into within near around along across among upon towards "
    "and or but nor & the a an this that these those each every all some any both "
    "not 's".split()
)
_WORD = re.compile(r"'s\b|[^\W_]+|&")


def without_empty_words(text: str, wanted: set[int], gold: Gold) -> set[int]:
    """Return positions of a mention without the words that carry no content of their own.

    Basis: the evaluation script of Pilán et al. (2022) leaves them out of recall, because
    annotators differ on whether they belong to a mention.
    """
    mention = text[gold.start : gold.end]
    empty = {
        position + gold.start
        for match in _WORD.finditer(mention)
        if match.group().lower() in _EMPTY_WORDS
        for position in range(*match.span())
    }
    return wanted - empty


def entities(
    document: Document, finds: Sequence[Find], *, published: bool = False
) -> dict[str, Share]:
    """Return how many entities of a document are protected, for DIRECT and QUASI.

    An entity is protected only if every mention of it is found whole; it is direct when one of its
    mentions is. Mentions without letters and digits do not count.

    Args:
        document: text and gold.
        finds: of one tool.
        published: count as the published script does, which forgives words without content at
            mentions ("Mr", "the", "of"). It takes their classes from a tagger, we from a list.

    Basis: Pilán et al., The Text Anonymization Benchmark (2022), section 5.
    """
    everything = covered(document.text, finds)
    kinds: dict[str, str] = {}
    safe: dict[str, bool] = {}
    for gold in document.gold:
        if not gold.kind:
            continue
        wanted = covered(document.text, [gold])
        if not wanted:
            continue
        if published:
            wanted = without_empty_words(document.text, wanted, gold)
        if kinds.get(gold.entity) != "DIRECT":
            kinds[gold.entity] = gold.kind
        safe[gold.entity] = safe.get(gold.entity, True) and wanted <= everything
    shares = {"DIRECT": Share(), "QUASI": Share()}
    for entity, kind in kinds.items():
        shares[kind] += Share(int(safe[entity]), 1)
    return shares
