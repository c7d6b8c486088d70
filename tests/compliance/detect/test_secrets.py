from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]
_KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0\n-----END PRIVATE KEY-----"

_URL = "postgres://bob:s3cret@db.example.org:5432/shop"
_SERVER = "Server=db;Database=x;User=sa;Password=abc123"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mein Passwort ist Sommer2024!, danke", ("PASSWORD", "Sommer2024!")),
        ("password: correcthorse", ("PASSWORD", "correcthorse")),
        ("my pwd=hunter2.", ("PASSWORD", "hunter2")),
        ("Die PIN lautet 4711", ("PASSWORD", "4711")),
        ("export OPENAI=sk-proj-abcDEF0123456789abcd", ("API_KEY", "sk-proj-abcDEF0123456789abcd")),
        ("AKIAIOSFODNN7EXAMPLE", ("API_KEY", "AKIAIOSFODNN7EXAMPLE")),
        ("api_key = 9f8e7d6c5b4a39281706", ("API_KEY", "9f8e7d6c5b4a39281706")),
        (_KEY, ("PRIVATE_KEY", _KEY)),
        (f"see {_URL} now", ("CONNECTION_STRING", _URL)),
        (f"{_SERVER};", ("CONNECTION_STRING", _SERVER)),
    ],
)  # fmt: skip
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Das Passwort ist falsch.",
        "My password is not working",
        "password: required",
        "Passwort vergessen?",
        "Bitte das Passwort ändern",
        "https://example.org/login",
        "der Token ist abgelaufen",
        "PIN vergessen",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


def test_a_key_without_an_end_is_found_to_the_end_of_the_text(found: Find) -> None:
    text = "key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA"
    assert ("PRIVATE_KEY", text[5:]) in found(text)
