"""Records → findings: streaming, batched, without any value leaving the scan."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any, Protocol

from compliance.dataset.record import Field, Record
from compliance.detect.special.nearness import identifies, person_near
from compliance.detect.text.normalize import normalize
from compliance.detect.types import SENSITIVE, Entity, category_of
from compliance.errors import ColumnsError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.progress import Progress, silent

_BATCH = 64
_LANGUAGE_SAMPLE = 600
_LEAST_LETTERS = 20
_CERTAIN = 0.95
"""From this probability on the language of a text is taken as known."""
_IDENTIFYING = frozenset({"contact", "financial", "government_id", "online", "secret"})


class Finder(Protocol):
    """What finds personal data in texts; `compliance.detect.Engine` is one."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, sorted by position, none overlapping."""
        ...

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        """Yield `find` of each batch, in order; may read some batches ahead."""
        ...

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Return the entities of one record's texts, with what each tells about the others."""
        ...


class Remembering:
    """A finder that keeps the finds of recent texts, so that equal texts are scanned once.

    Chats repeat their system prompts and greetings, and a cleaned text is read twice: once when it
    is cleaned, once by the gate. The finds of a text depend on the text alone, so nothing changes.
    A text is known by its hash (BLAKE2b, 160 bits), so that a dataset that is far larger than the
    memory for it is still read once; the oldest are forgotten first.
    """

    def __init__(self, finder: Finder, *, max_texts: int = 500_000) -> None:
        self._finder = finder
        self._limit = max_texts
        self._kept: dict[bytes, tuple[Entity, ...]] = {}

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, as the finder behind it gives them."""
        return next(self.map_find([texts]))

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Return the entities of a record's texts, as the finder behind it gives them."""
        return self._finder.join(texts, found)

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        """Yield the entities of each batch; only texts that are not remembered are read."""
        waiting: deque[tuple[Sequence[str], dict[str, list[Entity]], list[str]]] = deque()

        def unknown() -> Iterator[list[str]]:
            for texts in batches:
                kept = ((text, self._kept.get(_digest(text))) for text in texts)
                known = {text: list(found) for text, found in kept if found is not None}
                new = [text for text in dict.fromkeys(texts) if text not in known]
                waiting.append((texts, known, new))
                yield new

        for found in self._finder.map_find(unknown()):
            texts, known, new = waiting.popleft()
            known.update(zip(new, found, strict=True))
            for text in new:
                self._keep(text, known[text])
            yield [known[text] for text in texts]

    def _keep(self, text: str, entities: list[Entity]) -> None:
        self._kept[_digest(text)] = tuple(entities)
        if len(self._kept) > self._limit:
            del self._kept[next(iter(self._kept))]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def scan(
    records: Iterable[Record],
    finder: Finder,
    *,
    keys: ProjectKeys,
    min_score: float = 0.0,
    category_of: Callable[[str], str] = category_of,
    progress: Progress = silent,
    total: int | None = None,
    languages: bool = True,
) -> Iterator[RecordScan]:
    """Yield each record with its findings, in record order.

    Streams; memory does not grow with the dataset. Offsets are code points into the original field
    text, `start` inclusive, `end` exclusive.

    Args:
        records: any records.
        finder: the detection engine.
        keys: for fingerprints.
        min_score: findings below it are left out.
        category_of: tells the category of an entity type; `Policy.category_of` knows those of the
            user's own.
        progress: told after every batch.
        total: number of records, when known.
        languages: whether to tell the language of each record, which takes a while.

    Raises:
        DatasetError: a record cannot be read (never skipped in silence).
    Basis: GDPR Art. 4(1), Recital 26.
    """
    done = 0
    known: set[str] = set()
    identities = Identities()
    for batch, texts, flat in _found(records, finder):
        found = iter(flat)
        _check_keys(batch, done, known, finder)
        for record, fields in zip(batch, texts, strict=True):
            joined = finder.join([item.text for item in fields], [next(found) for _ in fields])
            entities = [
                (item, entity)
                for item, entities in zip(fields, joined, strict=True)
                for entity in entities
                if entity.score >= min_score
            ]
            language = language_of(record) if languages else ""
            yield _result(record, entities, keys, identities, category_of, language)
        done += len(batch)
        progress(done, total, "records")


def _found(
    records: Iterable[Record], finder: Finder
) -> Iterator[tuple[list[Record], list[list[Field]], list[list[Entity]]]]:
    """Yield batches of records with their texts and the finds of all these texts, flat."""
    waiting: deque[tuple[list[Record], list[list[Field]]]] = deque()

    def texts() -> Iterator[list[str]]:
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            fields = [scan_texts(record) for record in batch]
            waiting.append((batch, fields))
            yield [item.text for each in fields for item in each]

    for flat in finder.map_find(texts()):
        batch, fields = waiting.popleft()
        yield batch, fields, flat


def _check_keys(batch: list[Record], done: int, known: set[str], finder: Finder) -> None:
    """Refuse a key or column name that is personal data: it could not be replaced by a slot.

    Args:
        batch: the next records.
        done: how many came before.
        known: keys that were looked at already; grows.
        finder: the detection engine.

    Raises:
        ColumnsError: naming the record by its number, never the key.
    """
    for number, record in enumerate(batch, start=done + 1):
        new = [key for key in record.keys() if key not in known]
        known.update(new)
        for key, found in zip(new, finder.find(new), strict=True) if new else ():
            if any(_names_a_person(key, entity) for entity in found):
                raise ColumnsError(
                    f"record {number}: a key or column name holds personal data",
                    why="only values can be replaced by slots, so it would stay in the data",
                    fix="turn it into a value; for a table: is the header line missing?",
                )


def _names_a_person(key: str, entity: Entity) -> bool:
    # A name model takes any capitalised column for a name; two words of which all are the name
    # are one, and rules with a checksum or a form of their own are always believed.
    if category_of(entity.type) in _IDENTIFYING:
        return True
    whole = entity.end - entity.start == len(key.strip())
    return entity.type == "PERSON" and whole and len(key.split()) >= 2


def scan_texts(record: Record) -> list[Field]:
    """Return the texts of a record as the scanner reads them.

    The words of a `tokens` record are read as one text, because a name is hardly found in one word.
    """
    fields = list(record.fields())
    if record.kind != "tokens":
        return fields
    others = [item for item in fields if not item.path.startswith("$.tokens[")]
    return [Field("$.tokens", " ".join(map(str, record.data["tokens"]))), *others]


def _result(
    record: Record,
    entities: list[tuple[Field, Entity]],
    keys: ProjectKeys,
    identities: Identities,
    category_of: Callable[[str], str],
    language: str,
) -> RecordScan:
    places = [
        (part, start, end, entity, item.text[entity.start : entity.end], near)
        for (item, entity), near in zip(entities, _persons_near(entities, category_of), strict=True)
        for part, start, end in _places(record, item, entity)
    ]
    safe = identities.safe(record, {item.text for item, _ in entities})
    findings = tuple(
        Finding(
            record=safe.id,
            field=part,
            start=start,
            end=end,
            type=entity.type,
            category=category_of(entity.type),
            score=round(entity.score, 3),
            recognizer=entity.recognizer,
            fingerprint=keys.fingerprint(entity.type, normal_value(value)),
            person=near,
        )
        for part, start, end, entity, value, near in places
    )
    return RecordScan(safe, findings, language)


def _persons_near(
    entities: list[tuple[Field, Entity]], category_of: Callable[[str], str]
) -> Iterator[str]:
    """Yield for each find how near a person is: a key of `PERSON_NEAR`, empty for most types."""
    by_field: dict[str, list[Entity]] = {}
    for item, entity in entities:
        by_field.setdefault(item.path, []).append(entity)
    in_record = any(identifies(entity) for _, entity in entities)
    for item, entity in entities:
        if category_of(entity.type) not in SENSITIVE:
            yield ""
            continue
        near = person_near(item.text, entity, by_field[item.path])
        yield "in_record" if in_record and near != "identified" else near


class Identities:
    """Names records and groups whose own id or group is personal data by their order.

    Numbers, not keyed hashes: the same data then gets the same names in every project, and a number
    says nothing about the person. One instance sees all records of a pass once, in order.
    """

    def __init__(self) -> None:
        self._records = 0
        self._groups: dict[str, str] = {}

    def next_id(self) -> str:
        """Return the id that the next record gets if its own one is personal data."""
        return f"record-{self._records:06d}"

    def safe(self, record: Record, held: set[str]) -> Record:
        """Return the record under an id and a group that are no personal data themselves.

        Args:
            record: as it was read.
            held: the texts of it that hold findings.
        """
        new_id = self.next_id() if record.id in held else record.id
        group = record.group
        if group in held:
            group = self._groups.setdefault(group, f"group-{self._records:06d}")
        self._records += 1
        return replace(record, id=new_id, group=group)


def with_findings(
    record: Record, findings: Sequence[Finding], identities: Identities
) -> RecordScan:
    """Return a record joined again with its findings from a scan document; its language is open."""
    texts = {item.path: item.text for item in record.fields()}
    held = {texts[finding.field] for finding in findings if finding.field in texts}
    return RecordScan(identities.safe(record, held), tuple(findings), "")


def normal_value(value: str) -> str:
    r"""Return the form in which two mentions of one value are equal.

    Case and spaces are folded and disguises undone: "Müller", "MÜLLER" and "M\u00fcller" are one.
    """
    return " ".join(normalize(value).text.casefold().split())


def _places(record: Record, item: Field, entity: Entity) -> Iterator[tuple[str, int, int]]:
    """Yield path, start and end of an entity; one for each word it touches in a tokens record."""
    if record.kind != "tokens" or item.path != "$.tokens":
        yield item.path, entity.start, entity.end
        return
    offset = 0
    for index, token in enumerate(map(str, record.data["tokens"])):
        start, end = max(entity.start, offset), min(entity.end, offset + len(token))
        if start < end:
            yield f"$.tokens[{index}]", start - offset, end - offset
        offset += len(token) + 1


def language_of(record: Record) -> str:
    """Return the language of a record where it is as good as certain; `und` elsewhere.

    Short messages look like many languages: a wrong one would be reported as one that nobody reads.
    """
    sample = " ".join(item.text for item in record.fields() if " " in item.text)
    letters = sample[:_LANGUAGE_SAMPLE].encode("utf-8", "ignore").decode()
    if sum(map(str.isalpha, letters)) < _LEAST_LETTERS:
        return "und"
    language, probability = _identifier().classify(letters)
    return str(language) if probability >= _CERTAIN else "und"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
