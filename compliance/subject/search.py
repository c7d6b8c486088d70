"""Searching a whole project for one person: every place where a record or a copy can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from compliance.dataset import Dataset, Record, read_envelopes
from compliance.errors import KeyFileError, VaultError
from compliance.evidence.canonical import read_json
from compliance.progress import Progress, silent
from compliance.subject.found import Candidate, Findings, Row, Stored
from compliance.subject.ground import Ground, State
from compliance.subject.identity import Identity
from compliance.subject.marks import Marks
from compliance.subject.matching import Hit, Matcher, grade
from compliance.subject.rows import content_fingerprint, stored_fingerprint
from compliance.vault import Vault

_REF = 10
_LEARNED = frozenset({"name", "email", "phone", "id"})


class Search:
    """One search; linear in the data, memory grows with what is found.

    Args:
        ground: the project.
        identity: who is searched for.
        progress: told about records of the sources.
    """

    def __init__(self, ground: Ground, identity: Identity, progress: Progress = silent) -> None:
        self._ground = ground
        self._matcher = Matcher(identity)
        self._marks = Marks(identity, ground.keys)
        self._progress = progress
        self._by_id: dict[tuple[str, str], Candidate] = {}
        self._by_ref: dict[str, Candidate] = {}
        self.found = Findings()

    @property
    def unused(self) -> int:
        """How many identifiers have a form that cannot be searched for."""
        return self._matcher.unused

    def run(self) -> Findings:
        """Search every place and return what was found, the surest first.

        Raises:
            DatasetError, EvidenceError: a source or a run's file cannot be read: a search that
                skips something would say "not found" of what it did not see.
        """
        self.found.not_searched += self._ground.unreadable
        self._sources()
        for state in self._ground.states():
            self._state(state)
        self._texts()
        self._ledger()
        order = {"certain": 0, "likely": 1, "possible": 2}
        self.found.candidates = sorted(
            self._by_ref.values(), key=lambda each: (order[each.grade], each.row is None, each.ref)
        )
        self.found.concern(self._ground, self.found.candidates)
        return self.found

    # --- sources ----------------------------------------------------------------------------------

    def _sources(self) -> None:
        order = 0
        sizes = [[each.records_of(file) for file in each.files] for each in self._ground.datasets]
        total = sum(map(sum, sizes))
        for dataset, own in zip(self._ground.datasets, sizes, strict=True):
            for record, place in _placed(dataset, own):
                self.found.searched["sources"] += 1
                self._progress(self.found.searched["sources"], total, "records")
                hits = self._matcher.in_record(record)
                if place.alone:
                    hits += self._in_name(place.file.path)
                held = self._ground.suppression.holds(record)
                number = -1 if held else order
                order += not held
                if (sure := grade(hits)) is None:
                    continue
                mark = content_fingerprint(self._ground.keys, record)
                row = replace(place, order=number, fingerprint=mark)
                candidate = Candidate(mark[:_REF], record, tuple(hits), sure, row)
                # Two rows with one content have one reference, and are erased together.
                self._by_ref[candidate.ref + f"-{row.place}"] = candidate
                self._by_id[record.source, record.id] = candidate
                if sure == "certain":
                    self._learn(record, hits)

    def _in_name(self, path: Path) -> list[Hit]:
        """Return hits in the name of a file that is one record: `application_anna_mueller.txt`."""
        return [Hit("$", 0, 0, hit.kind) for hit in self._matcher.in_text(path.stem)]

    def _learn(self, record: Record, hits: Iterable[Hit]) -> None:
        texts = {item.path: item.text for item in record.fields()}
        for hit in hits:
            if hit.kind in _LEARNED and hit.field in texts:
                self._marks.learn(hit.kind, texts[hit.field][hit.start : hit.end])

    # --- runs and older states --------------------------------------------------------------------

    def _state(self, state: State) -> None:
        marked: dict[str, set[str]] = {}
        for _, path in state.lists():
            for marked_id, kinds in self._marks.in_lines(path).items():
                marked.setdefault(marked_id, set()).update(kinds)
        if state.name.startswith("runs/"):
            self._vault(state.run, marked)
        orders = self._orders(state)
        concerned: dict[str, Candidate] = {}
        for name, path in state.envelopes():
            for order, record in enumerate(read_envelopes(path)):
                self.found.searched[state.name.split("/")[0]] += 1
                at = orders.get(order) if name == "clean.jsonl" else None
                candidate = self._stored(record, name, at, marked, concerned)
                if candidate is None:
                    continue
                mark = stored_fingerprint(self._ground.keys, record)
                copy = Stored(state.name, name, record.id, mark)
                (candidate.children if record.parents else candidate.stored).append(copy)
                concerned[record.id] = candidate

    def _orders(self, state: State) -> Mapping[int, Candidate]:
        """Return position in clean.jsonl → candidate, where the run read the sources as they are.

        Ids that are personal data became numbers there, so the place must tell.
        """
        lock = state.path / "project.lock.json"
        if not lock.is_file():
            return {}
        read = {
            source["id"]: [file["sha256"] for file in source["files"]]
            for source in read_json(lock).get("sources", [])
        }
        now = {each.source: [file.sha256 for file in each.files] for each in self._ground.datasets}
        if list(read) != list(now)[: len(read)] or any(now[key] != read[key] for key in read):
            return {}
        return {
            each.row.order: each
            for each in self._by_ref.values()
            if each.row is not None and each.row.order >= 0
        }

    def _stored(
        self,
        record: Record,
        name: str,
        at: Candidate | None,
        marked: Mapping[str, set[str]],
        concerned: Mapping[str, Candidate],
    ) -> Candidate | None:
        """Return whom a stored record belongs to: by its place, its id, its parents, its text."""
        if at is not None:
            return at
        if record.id in concerned:
            return concerned[record.id]
        for parent in record.parents:
            if parent in concerned:
                return concerned[parent]
        if (known := self._by_id.get((record.source, record.id))) is not None:
            return known
        hits = self._matcher.in_record(record)
        hits += [Hit("$", 0, 0, kind) for kind in sorted(marked.get(record.id, ()))]
        if (sure := grade(hits)) is None:
            return None
        mark = self._ground.keys.fingerprint("subject.stored.id", f"{record.source}\x1f{record.id}")
        candidate = Candidate(mark[:_REF], record, tuple(hits), sure)
        self._by_ref[candidate.ref] = candidate
        if not record.parents:
            self._by_id[record.source, record.id] = candidate
        return candidate

    # --- the rest ---------------------------------------------------------------------------------

    def _vault(self, run: str, marked: dict[str, set[str]]) -> None:
        """Add what the vault of a run holds of the person: record id → kinds."""
        path = self._ground.vault_of(run)
        if not path.is_file():
            return
        there = self.found.vault_records.setdefault(run, set())
        try:
            for content in Vault(path, self._ground.keys_dir, self._ground.keys.key_id).read():
                self.found.searched["vaults"] += 1
                there.add(content.record)
                texts = ((str(n), text) for n, text in enumerate(content.originals) if text)
                if hits := self._matcher.in_texts(texts):
                    marked.setdefault(content.record, set()).update(hit.kind for hit in hits)
        except KeyFileError:
            self.found.not_searched.append(f"vault of run {run}: its key is not there")
        except VaultError:
            self.found.not_searched.append(f"vault of run {run}: damaged, or another project's")

    def _texts(self) -> None:
        """Search what is no data: configuration, lists, and the documents of runs."""
        documents = [path for state in self._ground.states() for path in state.documents()]
        for path in (*self._ground.texts, *documents):
            shown = self._ground.shown(path)
            try:
                with path.open(encoding="utf-8") as lines:
                    found = sum(
                        grade(self._matcher.in_text(line)) in {"certain", "likely"}
                        for line in lines
                    )
            except (OSError, ValueError):
                self.found.not_searched.append(f"{shown}: cannot be read as text")
                continue
            if found:
                self.found.texts[shown] = found

    def _ledger(self) -> None:
        for entry in self._ground.ledger.entries_if_any():
            values = (each for value in entry.body.values() for each in _several(value))
            if any(self._marks.kind_of(value) for value in values):
                self.found.decisions += 1


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else (value,)


def _placed(dataset: Dataset, sizes: Sequence[int]) -> Iterator[tuple[Record, Row]]:
    """Yield the records of a source with the file and position of each."""
    names = dataset.file_names()
    number, position = 0, 0
    for record in dataset:
        while position >= sizes[number]:
            number, position = number + 1, 0
        file = dataset.files[number]
        place = f"{names[number]} record {position + 1}"
        yield record, Row(file, place, position, 0, "", alone=sizes[number] == 1)
        position += 1


def confirmed(
    found: Findings, refs: Sequence[str], *, certain_only: bool = False
) -> tuple[list[Candidate], list[Candidate]]:
    """Return what counts as the person's, and what is left open.

    Certain finds count by themselves; likely and possible ones when a person says so.

    Args:
        found: the outcome of a search.
        refs: references that were confirmed; a record's own id counts too.
        certain_only: leave everything else aside without asking.
    """
    wanted = set(refs)
    yes = [
        each
        for each in found.candidates
        if each.grade == "certain" or each.ref in wanted or each.record.id in wanted
    ]
    chosen = {id(each) for each in yes}
    rest = [] if certain_only else [each for each in found.candidates if id(each) not in chosen]
    return yes, rest
