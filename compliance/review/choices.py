"""From what a person says about a text to a decision that holds no value."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.detect.types import TYPES
from compliance.errors import ReviewError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import CANARY, RecordScan
from compliance.review.decisions import Decisions
from compliance.review.marks import field_fingerprint, record_fingerprint
from compliance.review.model import Choice, Decision
from compliance.review.places import Mention, reading_texts
from compliance.review.queue import Item
from compliance.scan import normal_value
from compliance.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Choices:
    """What one person can decide about one record.

    Args:
        scanned: the original record with what the scanner found.
        reviewer: the person's name.
        decisions: of the project, for its keys.
        sample: number of the sample that the record is read for; 0 outside one.
    """

    scanned: RecordScan
    reviewer: str
    decisions: Decisions
    sample: int = 0

    def on(self, item: Item, choice: Choice) -> Decision:
        """Return `accept`, `reject` or `allow` on something that waits.

        What is left in cleaned data and is accepted was missed in the original: it is added there.

        Raises:
            ReviewError: it cannot be told where it stood in the original, or it is a canary.
        """
        if item.type == CANARY:
            raise ReviewError(
                "a canary is left in the cleaned data, and no decision lets it pass",
                why="it was planted to see whether it goes",
                fix="correct it: mark it and give it a type; or take it out of the data or off "
                "the list of canaries",
            )
        if choice == "accept" and item.origin == "residue":
            self._need_place(item)
            return self.add(item.field, item.start, item.end, item.type)
        if choice == "allow":
            return Decision(
                decision="allow",
                reviewer=self.reviewer,
                type=item.type,
                fingerprint=item.fingerprint,
                sample=self.sample,
            )
        return Decision(
            decision=choice,
            reviewer=self.reviewer,
            source=item.source,
            record=item.record,
            field=item.field,
            type=item.type,
            fingerprint=item.fingerprint,
            text=self._text_mark(item.field),
            start=item.start if item.placed else None,
            end=item.end if item.placed else None,
            sample=self.sample,
        )

    def reject(self, mention: Mention) -> Decision:
        """Return that a find of the record is no personal data."""
        first, record = mention.first, self.scanned.record
        return Decision(
            decision="reject",
            reviewer=self.reviewer,
            source=record.source,
            record=record.id,
            field=mention.field,
            type=first.type,
            fingerprint=first.fingerprint,
            text=self._text_mark(mention.field),
            start=mention.start,
            end=mention.end,
            sample=self.sample,
        )

    def correct(self, item: Item, start: int, end: int, type_name: str) -> Decision:
        """Return that something is more or less of the text, or of another type.

        Raises:
            ReviewError: there is no such type or place.
        """
        self._need_place(item)
        if item.origin == "residue":
            return self.add(item.field, start, end, type_name)
        if (start, end, type_name) == (item.start, item.end, item.type):
            return self.on(item, "accept")
        if type_name != item.type:
            known_type(type_name)
        value = self._value(item.field, start, end)
        return self.on(item, "reject").model_copy(
            update={
                "decision": "correct",
                "new_start": start,
                "new_end": end,
                "new_type": type_name,
                "new_fingerprint": self._keys.fingerprint(type_name, normal_value(value)),
            }
        )

    def add(self, field: str, start: int, end: int, type_name: str) -> Decision:
        """Return that the scanner missed something.

        Raises:
            ReviewError: there is no such type or place, or the place is the record's own id.
        """
        value = self._value(field, start, end)
        record = self.scanned.record
        if self._texts[field] in {record.id, record.group}:
            raise ReviewError(
                "the text is the id or the group of the record",
                why="evidence names records by their ids, so a person's name cannot be one",
                fix="name another field with id_field or group_field in [[sources]]",
            )
        return Decision(
            decision="add",
            reviewer=self.reviewer,
            source=record.source,
            record=record.id,
            field=field,
            type=known_type(type_name),
            fingerprint=self._keys.fingerprint(type_name, normal_value(value)),
            text=self._text_mark(field),
            start=start,
            end=end,
            sample=self.sample,
        )

    def checked(self) -> Decision:
        """Return that the record was read as a whole for the sample."""
        record = self.scanned.record
        return Decision(
            decision="checked",
            reviewer=self.reviewer,
            source=record.source,
            record=record.id,
            text=record_fingerprint(self._keys, record),
            sample=self.sample,
        )

    @property
    def _keys(self) -> ProjectKeys:
        return self.decisions.keys

    @property
    def _texts(self) -> dict[str, str]:
        return reading_texts(self.scanned.record)

    def _text_mark(self, field: str) -> str:
        return field_fingerprint(self._keys, self.scanned.record, field)

    def _value(self, field: str, start: int, end: int) -> str:
        text = self._texts.get(field)
        if text is None or not 0 <= start < end <= len(text):
            raise ReviewError(
                f"record {self.scanned.record.id} has no place {field} {start} to {end}",
                fix="offsets count code points of the original text, the end is exclusive",
            )
        if not any(char.isalnum() for char in text[start:end]):
            raise ReviewError(
                f"{field} {start} to {end} holds neither letter nor digit",
                fix="mark the words themselves",
            )
        return text[start:end]

    def _need_place(self, item: Item) -> None:
        if not item.placed:
            raise ReviewError(
                f"where {item.type} stood in the original of record {item.record} cannot be told",
                fix="accept or reject it, or mark the place itself as missed",
            )


def known_type(name: str) -> str:
    """Return an entity type, or say which one may be meant.

    Raises:
        ReviewError: there is no such type.
    """
    if name not in TYPES:
        raise ReviewError(
            f"there is no entity type of this name{did_you_mean(name, TYPES)}",
            fix="`ftcheck policy show` lists them all",
        )
    return name
