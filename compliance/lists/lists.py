"""The lists of a policy, read and ready to be looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from compliance.detect.types import TYPES, category_of
from compliance.evidence.canonical import document_sha256
from compliance.evidence.keys import ProjectKeys
from compliance.lists.reading import Raw, Unreadable, checked, lines_of
from compliance.lists.terms import WORD, Entry, TermIndex, Words, forms
from compliance.policy.listed import AlwaysList, NeverList
from compliance.policy.model import Policy

_MOST_PROBLEMS = 20
"""Of one list; a file of the wrong kind has one in every line."""
_NAMES = ("PERSON", "LOCATION", "ORGANIZATION")


@dataclass(frozen=True, slots=True, repr=False)
class ReadList:
    """One list with its entries; not shown by repr()."""

    name: str
    """`policy.always[0]`, as messages and evidence name it."""
    file: str
    """As the policy names it; empty for a list that is inline only."""
    types: frozenset[str]
    """What entries are found as, or what finds they take out."""
    entries: tuple[Entry, ...]

    def describe(self, keys: ProjectKeys) -> dict[str, Any]:
        """Return what the evidence says of the list: its size and a keyed fingerprint.

        Keyed, because a bare hash of a short list of names could be found by trying names.
        """
        values = sorted({" ".join(entry.words) for entry in self.entries})
        return {
            "name": self.name,
            "file": self.file,
            "types": sorted(self.types),
            "entries": len(values),
            "fingerprint": keys.fingerprint(f"list {' '.join(sorted(self.types))}",
                                            "\n".join(values)),
        }  # fmt: skip


@dataclass(frozen=True, repr=False)
class Lists:
    """All lists of a policy; the indexes over their entries are made when they are first asked."""

    always: tuple[ReadList, ...] = ()
    never: tuple[ReadList, ...] = ()
    removed_whole: Mapping[str, float] = field(default_factory=dict)
    """Entity type → the score from which the policy takes out its finds whole, wherever they stand:
    such a find may hold a listed name, since the name goes with it."""
    category_of: Callable[[str], str] = category_of
    """Entity type → its category, for types of the user's own as the policy says."""

    def __bool__(self) -> bool:
        """Tell whether there is any list."""
        return bool(self.always or self.never)

    @cached_property
    def always_index(self) -> TermIndex:
        """The entries of `always`; values are numbers of lists."""
        index = TermIndex()
        for number, one in enumerate(self.always):
            person = "PERSON" in one.types
            for entry in one.entries:
                for words in forms(entry, person=person):
                    index.add(words, number, genitive=person)
        return index

    @cached_property
    def never_types(self) -> tuple[frozenset[str], ...]:
        """The sets of types that entries of `never` take out."""
        return tuple(dict.fromkeys(self._types_of_entries.values()))

    @cached_property
    def never_index(self) -> TermIndex:
        """The entries of `never`; values are numbers of `never_types`."""
        index, numbers = TermIndex(), {types: n for n, types in enumerate(self.never_types)}
        for words, types in self._types_of_entries.items():
            index.add(words, numbers[types])
        return index

    @cached_property
    def _types_of_entries(self) -> Mapping[Words, frozenset[str]]:
        """Form of an entry → the types of all lists of `never` that it stands in."""
        types: dict[Words, frozenset[str]] = {}
        for one in self.never:
            for entry in one.entries:
                for words in forms(entry, person=False):
                    types[words] = types.get(words, one.types) | one.types
        return types

    def describe(self, keys: ProjectKeys) -> dict[str, Any]:
        """Return what the evidence says of the lists."""
        described: dict[str, Any] = {
            "always": [each.describe(keys) for each in self.always],
            "never": [each.describe(keys) for each in self.never],
        }
        if self.always:
            # What decides whether a listed entry is a find of its own, as `ListFinder` says.
            described["removed_whole_sha256"] = document_sha256(self.removed_whole)
        return described


def load_lists(
    policy: Policy,
    folder: Path,
    *,
    own_types: Iterable[str] = (),
    own_names: Iterable[str] = (),
) -> tuple[Lists, list[str]]:
    """Return the lists of a policy, and what is wrong with them or contradicts itself.

    A problem names list and line, never an entry.

    Args:
        policy: names the lists.
        folder: that file names are relative to.
        own_types: entity types of recognizers of the user's own.
        own_names: names in [detect] own_names, an older form of `never`: each of their words counts
            on its own.
    """
    problems: list[str] = []
    always = [
        _read(f"policy.always[{number}]", each, frozenset({each.type}), folder, problems)
        for number, each in enumerate(policy.always)
    ]
    never = [
        _read(f"policy.never[{number}]", each, frozenset(each.types), folder, problems)
        for number, each in enumerate(policy.never)
    ]
    if own := [word.group() for name in own_names for word in WORD.finditer(name)]:
        listed = NeverList(terms=tuple(map(SecretStr, own)), types=_NAMES)
        never.append(_read("detect.own_names", listed, frozenset(_NAMES), folder, problems))
    problems += _conflicts(always, never)
    whole = policy.removed_whole({*TYPES, *own_types}) if always else {}
    return Lists(tuple(always), tuple(never), whole, policy.category_of), _shortened(problems)


def _conflicts(always: Sequence[ReadList], never: Sequence[ReadList]) -> Iterator[str]:
    """Yield where an entry stands in two lists that do not agree on it."""
    if len(always) + len(never) < 2:
        return
    seen: dict[Words, tuple[str, str]] = {}
    for one in always:
        (entity_type,) = one.types
        for entry in one.entries:
            before = seen.setdefault(entry.words, (entity_type, _place(one, entry)))
            if before[0] != entity_type:
                yield (
                    f"{_place(one, entry)}: the same entry stands at {before[1]} as {before[0]}, "
                    f"here as {entity_type}"
                )
    for one in never:
        for entry in one.entries:
            known = seen.get(entry.words)
            if known is not None:
                yield (
                    f"{_place(one, entry)}: the same entry stands at {known[1]}, where it must "
                    "always go"
                )


def _read(
    name: str,
    listed: AlwaysList | NeverList,
    types: frozenset[str],
    folder: Path,
    problems: list[str],
) -> ReadList:
    inline: list[Raw] = [(f"terms[{n}]", each) for n, each in enumerate(listed.values())]
    is_always = isinstance(listed, AlwaysList)
    entries, found = checked(inline, always=is_always)
    problems.extend(f"{name}.{each}" for each in found)
    if listed.file:
        try:
            more, found = checked(lines_of(folder / listed.file), always=is_always)
        except Unreadable as error:
            problems.append(f"{name}.file: {listed.file} {error}")
        else:
            entries += more
            problems.extend(f"{name}.file: {listed.file} {each}" for each in found)
            if not more and not found:
                problems.append(f"{name}.file: {listed.file} holds no entry")
    return ReadList(name, listed.file, types, tuple(entries))


def _place(one: ReadList, entry: Entry) -> str:
    return f"{one.name}.{'' if entry.place[:5] == 'terms' else f'file: {one.file} '}{entry.place}"


def _shortened(problems: Sequence[str]) -> list[str]:
    """Return problems, of each list so many at most and how many more there are."""
    counts: dict[str, int] = {}
    shown = []
    for each in problems:
        name = each.partition("]")[0]
        counts[name] = counts.get(name, 0) + 1
        if counts[name] <= _MOST_PROBLEMS:
            shown.append(each)
    more = (
        f"{name}]: {count - _MOST_PROBLEMS:,} more problems of this kind"
        for name, count in counts.items()
        if count > _MOST_PROBLEMS
    )
    return [*shown, *more]
