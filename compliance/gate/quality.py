"""Reasons from the quality of the cleaned data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.gate.reasons import Reason
from compliance.quality.config import QualityConfig

# A language with a smaller share is learned from few examples.
_RARE_LANGUAGE = 0.05
_LEAST_OF_A_LANGUAGE = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """How a fact becomes a reason."""

    limit: str
    """Name of its limit in [quality]."""
    note: str
    review: str
    text: str


_SAID = (
    _Said(
        "duplicates",
        "G402",
        "G230",
        "records equal an earlier one; repeated examples are memorised more easily",
    ),
    _Said("near_duplicates", "G430", "G231", "records are nearly the same as an earlier one"),
    _Said("near_empty", "G403", "G232", "records hold almost no text"),
    _Said(
        "unfinished",
        "G431",
        "G233",
        "texts stop in mid-sentence at a length at which many others do: they were cut",
    ),
    _Said("open_end", "G409", "G207", "texts stop in mid-sentence"),
    _Said(
        "unanswered",
        "G432",
        "G234",
        "records have no answer to learn from: an empty completion, a chat that ends with the "
        "user, two equal choices",
    ),
    _Said(
        "broken_characters",
        "G433",
        "G235",
        "records hold characters that were read in the wrong encoding",
    ),
    _Said(
        "unbalanced",
        "G434",
        "G236",
        "records hold JSON that cannot be read, or a bracket or a code block that is not closed",
    ),
    _Said("long", "G436", "G205", "records are more than ten times as long as the median"),
    _Said("contradictory_labels", "G438", "G238", "records have a text that has another label too"),
)


def reasons(
    quality: Mapping[str, Any], languages: Mapping[str, int], config: QualityConfig
) -> Iterator[Reason]:
    """Yield what the facts on the cleaned data say about training on it.

    Args:
        quality: `quality` of check.json.
        languages: language → cleaned records.
        config: from which share on a fact is said.

    Basis: GDPR Art. 5(1)(d); Regulation (EU) 2024/1689 Art. 10(2)(f), 10(3).
    """
    records, size = quality["records"], quality["size"]
    if records < size["few"]:
        yield Reason(
            "G401",
            "note",
            f"fewer than {size['few']} examples: tuning may show little effect, and single "
            "examples weigh more",
            records,
        )
    counts = {
        **{said.limit: quality.get(said.limit) for said in _SAID},
        "unfinished": quality["cut_at_one_length"],
        "long": size["long"],
    }
    for said in _SAID:
        yield from _limited(said, int(counts[said.limit] or 0), records, config)
    yield from _system_prompts(quality["system_prompts"], config)
    yield from _labels(quality["labels"], config)
    yield from _languages(languages, config)
    yield from _groups(quality["groups"], config)


def _limited(said: _Said, count: int, total: int, config: QualityConfig) -> Iterator[Reason]:
    limit = getattr(config, said.limit)
    if not count:
        return
    share = count / max(1, total)
    if limit.review is not None and share >= limit.review:
        text = f"{said.text}; [quality] {said.limit} asks for a person from {limit.review:.0%} on"
        yield Reason(said.review, "review", text, count)
    elif limit.note is not None and share >= limit.note:
        yield Reason(said.note, "note", said.text, count)


def _system_prompts(prompts: Mapping[str, Any], config: QualityConfig) -> Iterator[Reason]:
    # The share is one of characters, and the count one of records.
    text = (
        f"{prompts['share']:.0%} of the text are system prompts, {prompts['different']:,} "
        "different ones; what is the same everywhere teaches nothing"
    )
    limit = config.system_prompt
    if not prompts["records"]:
        return
    if limit.review is not None and prompts["share"] >= limit.review:
        yield Reason("G237", "review", text, prompts["records"])
    elif limit.note is not None and prompts["share"] >= limit.note:
        yield Reason("G435", "note", text, prompts["records"])


def _labels(labels: Mapping[str, Any] | None, config: QualityConfig) -> Iterator[Reason]:
    if labels is None:
        return
    if labels["different"] == 1:
        yield Reason("G437", "note", "all examples have the same label", labels["examples"])
    elif labels["rare"] or labels["ratio"] >= config.label_ratio:
        yield Reason(
            "G437",
            "note",
            f"the most frequent label has {labels['ratio']:,} times the examples of the rarest; "
            f"labels with fewer than {labels['rare_below']} examples",
            labels["rare"],
        )


def _languages(languages: Mapping[str, int], config: QualityConfig) -> Iterator[Reason]:
    total = sum(languages.values())
    rare = {
        name: count
        for name, count in sorted(languages.items())
        if name != "und" and _LEAST_OF_A_LANGUAGE <= count < _RARE_LANGUAGE * total
    }
    said = _Said(
        "rare_languages",
        "G407",
        "G206",
        f"records are in languages with few examples ({', '.join(rare)})",
    )
    yield from _limited(said, sum(rare.values()), total, config)


def _groups(groups: Mapping[str, Any], config: QualityConfig) -> Iterator[Reason]:
    named = {
        f"{theme}.{name}": entry
        for theme, entries in groups["by_theme"].items()
        for name, entry in entries.items()
    }
    standing_out = [name for name, entry in named.items() if entry["stands_out"]]
    differing = [name for name, entry in named.items() if entry.get("labels_differ")]
    beside = ", ".join(standing_out)
    yield from _limited(
        _Said(
            "groups",
            "G439",
            "G239",
            f"groups of people stand beside negative words far more often than average ({beside})",
        ),
        len(standing_out),
        len(named),
        config,
    )
    yield from _limited(
        _Said(
            "groups",
            "G408",
            "G208",
            f"labels are spread differently where groups of people are mentioned "
            f"({', '.join(differing)})",
        ),
        len(differing),
        len(named),
        config,
    )
