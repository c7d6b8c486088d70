from __future__ import annotations

import pytest

from compliance.detect.identifiers.devices import RULES
from compliance.detect.matching.rules import RuleFinder

_FINDER = RuleFinder("devices", RULES)


def _found(text: str) -> list[tuple[str, str]]:
    return [(each.type, text[each.start : each.end]) for each in _FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IMEI: 490154203237518", ("DEVICE_ID", "490154203237518")),
        ("urządzenie 49-015420-323751-8", ("DEVICE_ID", "49-015420-323751-8")),
        ("laitteen numero 356938035643809", ("DEVICE_ID", "356938035643809")),
        ("IMSI 262011234567890", ("DEVICE_ID", "262011234567890")),
        ("karta SIM 8949226301234567899", ("DEVICE_ID", "8949226301234567899")),
        (
            "idfa 6d92078a-8246-4ba4-ae5b-76104861e7dc",
            ("DEVICE_ID", "6d92078a-8246-4ba4-ae5b-76104861e7dc"),
        ),
        (
            "Geräte-ID: 6D92078A-8246-4BA4-AE5B-76104861E7DC",
            ("DEVICE_ID", "6D92078A-8246-4BA4-AE5B-76104861E7DC"),
        ),
        ("00:1B:44:11:3A:B7 meldet sich", ("MAC_ADDRESS", "00:1B:44:11:3A:B7")),
        ("00-1b-44-11-3a-b7 joined", ("MAC_ADDRESS", "00-1b-44-11-3a-b7")),
        ("switch port 001b.4411.3ab7", ("MAC_ADDRESS", "001b.4411.3ab7")),
    ],
)
def test_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "uuid 6d92078a-8246-4ba4-ae5b-76104861e7dc in a test",
        "commit 3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c",
        "SHA256:00:1B:44:11:3A:B7:00:1B:44:11:3A:B7:00:1B:44:11:3A:B7:AA:BB",
        "broadcast ff:ff:ff:ff:ff:ff and 00:00:00:00:00:00",
        "um 12:30:45, dann 13:30:45",
        "Beträge 1234.5678.9012",
        "IMSI 999011234567890",
    ],
)
def test_nothing_found(text: str) -> None:
    assert _found(text) == []
