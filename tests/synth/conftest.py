"""Cleaned support chats in German and English, and scanners that know what they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from compliance.dataset.record import Record


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int


def _chat(number: int, *turns: str, group: str = "") -> Record:
    """A chat whose turns are the user's and the assistant's, by turns."""
    messages = [
        {"role": ("user", "assistant")[index % 2], "content": text}
        for index, text in enumerate(turns)
    ]
    data = {"case": f"K-{number}", "messages": messages}
    return Record(f"r{number}", "chat", data, source="desk", group=group or f"g{number}")


GERMAN = (
    (
        "Guten Tag, ich warte seit 12 Tagen auf meine Bestellung [CUSTOMER_ID_1]. Wo bleibt sie?",
        "Hallo! Das Paket liegt noch im Lager in [LOCATION_1] und geht morgen raus.",
        "Vielen Dank. Mein Name ist [PERSON_1].",
        "Gern geschehen.",
    ),
    (
        "Hallo, ich habe die falsche Größe bekommen und möchte die Jacke umtauschen.",
        "Guten Tag! Schicken Sie die Jacke bitte zurück, das Etikett geht an [EMAIL_ADDRESS_1].",
        "Danke.",
        "Sehr gern.",
    ),
    (
        "Guten Tag, mein Fahrrad [CUSTOMER_ID_1] macht beim Treten Geräusche. Was ist zu tun?",
        "Hallo! Prüfen Sie bitte die Kurbel und ziehen Sie die Schraube mit 40 Nm an.",
        "Danke.",
        "Keine Ursache.",
    ),
    (
        "Hallo, ich bin umgezogen. Meine neue Anschrift ist [STREET_ADDRESS_1] in [LOCATION_1].",
        "Guten Tag! Die Anschrift ist geändert, die alte wird nicht mehr genutzt.",
        "Vielen Dank. Das war es auch schon.",
        "Gern geschehen.",
    ),
    (
        "Guten Tag, die Lampe geht nicht mehr an und der Akku ist nach 2 Stunden leer.",
        "Hallo! Das ist ein Fall für die Garantie, ich schicke eine neue an [PERSON_1].",
        "Danke.",
        "Gern geschehen.",
    ),
    (
        "Hallo, ich möchte meinen Vertrag mit der Nummer [CUSTOMER_ID_1] zum Ende kündigen.",
        "Guten Tag! Die Kündigung von [PERSON_1] ist zum 31. Dezember eingetragen.",
        "Vielen Dank. Bitte schicken Sie mir das auch an [EMAIL_ADDRESS_1].",
        "Sehr gern.",
    ),
)
ENGLISH = (
    (
        "Hello, I was charged twice for order [CUSTOMER_ID_1] and I want my money back.",
        "Hi! I can see both payments, and 59 pounds will be refunded to [IBAN_CODE_1].",
        "Thank you.",
        "You're welcome.",
    ),
    (
        "Hi, the brakes on my bike are squealing. What should I do about it?",
        "Hello! Please clean the disc with alcohol, and do not ride it in the rain.",
        "Thanks.",
        "My pleasure.",
    ),
    (
        "Hi, I can not sign in with [EMAIL_ADDRESS_1] since the update. Please help me.",
        "Hello! I have sent a new link to [EMAIL_ADDRESS_1], it is valid for 24 hours.",
        "Thanks.",
        "You're welcome.",
    ),
    (
        "Hello, where is the nearest workshop to [LOCATION_1]? I have a flat tyre.",
        "Hi! The workshop is at [STREET_ADDRESS_1], and it is open until 6.",
        "Thank you.",
        "My pleasure.",
    ),
    (
        "Hi, is the helmet [PERSON_1] ordered for me also sold in a smaller size?",
        "Hello! It is, and you can exchange the helmet within 30 days.",
        "Thanks.",
        "My pleasure.",
    ),
    (
        "Hello, please delete my account [USERNAME_1] and all that you hold on me.",
        "Hi! The account is closed, and the data will be erased within a month.",
        "Thank you.",
        "You're welcome.",
    ),
)


@pytest.fixture
def chats() -> list[Record]:
    return [_chat(number, *turns) for number, turns in enumerate(GERMAN + ENGLISH, start=1)]


@pytest.fixture
def nothing() -> Callable[[Sequence[str]], list[list[Hit]]]:
    """A scanner that finds nothing."""
    return _finder()


def _finder(*values: str) -> Callable[[Sequence[str]], list[list[Hit]]]:
    """A scanner that finds the given values, wherever they first stand in a text."""

    def find(texts: Sequence[str]) -> list[list[Hit]]:
        return [
            [Hit(at, at + len(value)) for value in values if (at := text.find(value)) >= 0]
            for text in texts
        ]

    return find


@pytest.fixture(scope="session")
def chat() -> Callable[..., Record]:
    """Makes a chat."""
    return _chat


@pytest.fixture(scope="session")
def finder() -> Callable[..., Callable[[Sequence[str]], list[list[Hit]]]]:
    """Makes a scanner."""
    return _finder
