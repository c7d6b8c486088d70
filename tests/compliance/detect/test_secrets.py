"""Secrets of every kind; fake keys are put together here so that no scanner takes them for real."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from compliance.detect.overlap import resolve
from compliance.detect.secrets.finder import secret_finder

Find = Callable[[str], list[tuple[str, str]]]
_LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zC0fR" * 8
_HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 8
_UUID = "3f2a9c1e-7b4d-4e8a-9c6f-1d2e3f4a5b6c"
_KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0\n-----END PRIVATE KEY-----"
_URL = "postgres://bob:s3cret@db.example.org:5432/shop"
_SERVER = "Server=db;Database=x;User=sa;Password=abc123"


@pytest.fixture(scope="module")
def found() -> Find:
    """(type, text) of every secret in a text, without overlap."""
    finder = secret_finder()
    return lambda text: [
        (each.type, text[each.start : each.end]) for each in resolve(text, finder.find(text))
    ]


def _jwt(header: object) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part(header)}.{part({'sub': '1234', 'name': 'x'})}.{_LETTERS[:43]}"


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le mot de passe est Sol3il!2024", "Sol3il!2024"),
        ("mi contraseña es Gato_1987", "Gato_1987"),
        ("la password è Mare!2020 per ora", "Mare!2020"),
        ("mijn wachtwoord: fiets99", "fiets99"),
        ("hasło to Zima2023#", "Zima2023#"),
        ("A palavra-passe é Praia#77", "Praia#77"),
        ("lösenordet är Vinter77", "Vinter77"),
        ("adgangskoden er Hest_2211", "Hest_2211"),
        ("salasanani on Kesä2024", "Kesä2024"),
        ("parool: Suvi2024x", "Suvi2024x"),
        ("slaptažodis: Vasara99", "Vasara99"),
        ("heslo je Zima_2022", "Zima_2022"),
        ("A jelszavam Nyar2024 lett", "Nyar2024"),
        ("parola este Vara#2021", "Vara#2021"),
        ("паролата е Лято2024", "Лято2024"),
        ("ο κωδικός πρόσβασης είναι Thalassa21", "Thalassa21"),
        ("lozinka je Ljeto2023", "Ljeto2023"),
        ("geslo: Poletje99", "Poletje99"),
        ("DB_PASSWORD=q7!vbn", "q7!vbn"),
        ('"password": "q7vbn!x"', "q7vbn!x"),
        ("Passwort:\nSommer2024", "Sommer2024"),
        ("| Passwort | Winter77! |", "Winter77!"),
        ("Zugangsdaten: bwagner / Winter77!", "Winter77!"),
        ("deploy --password=q7vbnX1", "q7vbnX1"),
        ("sshpass -p q7vbnX1 ssh host", "q7vbnX1"),
        ("mysql -u root -pq7vbnX1 shop", "-pq7vbnX1"),
        ("curl -u bob:q7vbnX1 https://x.example", "q7vbnX1"),
        ("machine ftp.example.org login bob password q7vbnX1", "q7vbnX1"),
        ("WIFI:T:WPA;S:Home;P:q7vbnX1!;;", "q7vbnX1!"),
        ("https://x.example/a?user=b&password=q7vbnX1", "q7vbnX1"),
        ('passphrase: "correct horse battery staple"', "correct horse battery staple"),
        ("Passwort: changeme", "changeme"),
    ],
)
def test_passwords(found: Find, text: str, value: str) -> None:
    assert ("PASSWORD", value) in found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("code PIN : 4821", "4821"),
        ("mi código de seguridad es 482", "482"),
        ("kod weryfikacyjny: 482190", "482190"),
        ("Ihre TAN: 482190", "482190"),
        ("CVV 482", "482"),
        ("Your verification code is 482190", "482190"),
        ("mTAN 482190 eingegeben", "482190"),
        ("bezpečnostní kód: 4821", "4821"),
    ],
)
def test_pins(found: Find, text: str, value: str) -> None:
    assert ("PASSWORD", value) in found(text)


@pytest.mark.parametrize(
    "hashed",
    [
        "$2b$12$" + _LETTERS[:53],
        "$argon2id$v=19$m=65536,t=3,p=4$" + _LETTERS[:22] + "$" + _LETTERS[:43],
        "$6$" + _LETTERS[:16] + "$" + _LETTERS[:86],
        "$apr1$" + _LETTERS[:8] + "$" + _LETTERS[:22],
        "pbkdf2_sha256$600000$" + _LETTERS[:22] + "$" + _LETTERS[:43] + "=",
        "{SSHA}" + _LETTERS[:32],
    ],
)
def test_hashes_of_passwords(found: Find, hashed: str) -> None:
    assert ("PASSWORD", hashed) in found(f"bob:{hashed}")


@pytest.mark.parametrize(
    "key",
    [
        "AK" + "IA" + "Q7WX2KLMNP4RTYZ5",
        "AI" + "za" + _LETTERS[:35],
        "GOC" + "SPX-" + _LETTERS[:28],
        "ya" + "29." + _LETTERS[:60],
        "aB3" + "8Q~" + _LETTERS[:33],
        "gh" + "p_" + _LETTERS[:36],
        "github" + "_pat_" + _LETTERS[:22] + "_" + _LETTERS[:59],
        "gl" + "pat-" + _LETTERS[:20],
        "xo" + "xb-123456789012-" + _LETTERS[:24],
        "https://hooks." + "slack.com/services/T0" + "1ABCDEF/B01ABCDEF/" + _LETTERS[:24],
        "sk" + "_live_" + _LETTERS[:24],
        "wh" + "sec_" + _LETTERS[:32],
        "S" + "K" + _HEX[:32],
        "S" + "G." + _LETTERS[:22] + "." + _LETTERS[:43],
        "key" + "-" + _HEX[:32],
        "npm" + "_" + _LETTERS[:36],
        "py" + "pi-AgEIcHlwaS5vcmc" + _LETTERS[:60],
        "dckr" + "_pat_" + _LETTERS[:27],
        "h" + "f_" + _LETTERS[:34],
        "sk" + "-ant-api03-" + _LETTERS[:80],
        "sk" + "-" + _LETTERS[:48],
        "123456789" + ":AA" + _LETTERS[:33],
        "M" + _LETTERS[:23] + "." + _LETTERS[:6] + "." + _LETTERS[:38],
        "https://discord.com/api/" + "webhooks/123456789012345678/" + _LETTERS[:68],
        "shp" + "at_" + _HEX[:32],
        "AT" + "ATT3" + _LETTERS[:100],
        "do" + "p_v1_" + _HEX[:64],
        "HR" + "KU-" + _UUID,
        "sl" + "." + _LETTERS[:120],
        "lin" + "_api_" + _LETTERS[:40],
        "nt" + "n_" + _LETTERS[:44],
        "sq0" + "csp-" + _LETTERS[:43],
        "access_token" + "$production$" + _HEX[:16] + "$" + _HEX[:32],
        "da" + "pi" + _HEX[:32],
        "gs" + "k_" + _LETTERS[:52],
        "gl" + "sa_" + _LETTERS[:32] + "_" + _HEX[:8],
        "otpauth" + "://totp/Shop:bob?secret=JBSWY3DPEHPK3PXP&issuer=Shop",
    ],
)
def test_keys_by_their_format(found: Find, key: str) -> None:
    assert ("API_KEY", key) in found(f"use {key} here")
    assert ("API_KEY", key) in found(f'x = "{key}"')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("aws_secret_access_key = " + _LETTERS[:40], _LETTERS[:40]),
        ("heroku api key: " + _UUID, _UUID),
        ("Authorization: Bearer " + _LETTERS[:40], _LETTERS[:40]),
        ("Cookie: PHPSESSID=" + _HEX[:26], _HEX[:26]),
        ("https://x.example/a?access_token=" + _LETTERS[:30], _LETTERS[:30]),
        ("mein API-Schlüssel ist " + _LETTERS[:30], _LETTERS[:30]),
        ("la clé API est " + _LETTERS[:30], _LETTERS[:30]),
        ("klucz API: " + _LETTERS[:30], _LETTERS[:30]),
        ('"client_secret": "' + _LETTERS[:30] + '"', _LETTERS[:30]),
    ],
)
def test_keys_by_context(found: Find, text: str, value: str) -> None:
    assert ("API_KEY", value) in found(text)


def test_json_web_tokens_have_a_header_with_an_algorithm(found: Find) -> None:
    token = _jwt({"alg": "HS256", "typ": "JWT"})
    assert ("API_KEY", token) in found(f"cookie {token}.")
    assert found(f"cookie {_jwt({'kind': 'x', 'n': 1})}.") == []


def test_basic_authorization_is_a_user_and_a_password(found: Find) -> None:
    value = base64.b64encode(b"bob:q7vbnX1").decode()
    assert ("PASSWORD", value) in found(f"Authorization: Basic {value}")
    assert found("a basic understanding of it") == []


@pytest.mark.parametrize(
    "text",
    [
        _URL,
        "redis://:q7vbnX1@cache.example:6379/0",
        "jdbc:mysql://db.example/shop?user=bob&password=q7vbnX1",
        "jdbc:sqlserver://db.example;databaseName=x;user=sa;password=q7vbnX1",
        "Driver={SQL};Server=db;Uid=sa;Pwd=q7vbnX1",
        "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + _LETTERS[:86] + "==",
        "Endpoint=sb://x.bus.example/;SharedAccessKeyName=r;SharedAccessKey=" + _LETTERS[:43],
        "https://x.blob.core.example/a?sv=2022&sp=r&" + "sig=" + _LETTERS[:43] + "%3D",
        "https://b.s3.example/a?X-Amz-Expires=60&" + "X-Amz-Signature=" + _HEX[:64],
    ],
)  # fmt: skip
def test_connection_strings(found: Find, text: str) -> None:
    secret = next(each for each in ("q7vbnX1", "s3cret", _LETTERS[:43], _HEX[:64]) if each in text)
    kinds = {kind for kind, value in found(f"see {text} now") if secret in value}
    assert kinds == {"CONNECTION_STRING"}


@pytest.mark.parametrize(
    "key",
    [
        _KEY,
        _KEY.replace("\n", "\\n"),
        "-----BEGIN OPENSSH PRIVATE KEY-----\n" + _LETTERS[:70]
        + "\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: X\n\n" + _LETTERS[:60]
        + "\n-----END PGP PRIVATE KEY BLOCK-----",
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\n"
        + _LETTERS[:60] + "\nPrivate-Lines: 1\n" + _LETTERS[:48] + "\nPrivate-MAC: " + _HEX[:64],
    ],
)  # fmt: skip
def test_private_keys(found: Find, key: str) -> None:
    assert ("PRIVATE_KEY", key) in found(f"key: {key} end")


def test_a_key_without_an_end_is_found_to_the_end_of_the_text(found: Find) -> None:
    text = "key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA"
    assert ("PRIVATE_KEY", text[5:]) in found(text)


def test_a_key_that_is_cut_off_is_found_as_far_as_it_goes(found: Find) -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + _LETTERS[:64] + "\n" + _LETTERS[64:128]
    assert ("PRIVATE_KEY", key) in found(f"{key}\n[rest removed] Regards, “Bob”")


_SEED = "ripple orbit velvet anchor puzzle rocket timber saddle oxygen kitten hollow magnet"


def test_recovery_phrases_and_codes(found: Find) -> None:
    assert ("PASSWORD", _SEED) in found(f"My seed phrase is {_SEED}.")
    assert ("PASSWORD", _SEED) in found(f"Wiederherstellungsphrase: {_SEED}")
    assert ("PASSWORD", "4f9a-77bc-91de") in found("recovery code: 4f9a-77bc-91de")
    assert (
        found("Never share the recovery phrase with anyone who asks you for it by mail or chat")
        == []
    )
    assert found(_SEED) == []


@pytest.mark.parametrize(
    "text",
    [
        "api_key = YOUR_API_KEY",
        "api_key: your-api-key-here-123",
        "token = ${GITHUB_TOKEN_V2}",
        "password: ********",
        "password = xxxxxxxx",
        "password: <password>",
        "password: ${DB_PASS}",
        "password={{ db_password }}",
        "password = os.environ['DB_PASSWORD']",
        'password = getpass.getpass("Password: ")',
        "password: string",
        "def login(user: str, password: str) -> None:",
        "password=None",
        "password = request.form['password']",
        "postgres://user:password@localhost/db",
        "postgres://bob:${PGPASS}@localhost/db",
        "commit 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
        "id: 3f2a9c1e-7b4d-4e8a-9c6f-1d2e3f4a5b6c",
        "integrity sha512-" + _LETTERS[:86] + "==",
        "src=data:image/png;base64," + _LETTERS * 2,
        "sha256:" + _HEX[:64],
        "max_tokens=4096",
        "tokenizer = bert-base-uncased-v2",
        "pad_token: '<pad>'",
        "primary_key=customer_id_2024",
        "Das Passwort muss mindestens 8 Zeichen haben",
        "Ihr Passwort lautet wie folgt",
        "The password must contain a digit",
        "Le mot de passe est obligatoire",
        "La contraseña es incorrecta",
        "wachtwoord vergeten",
        "GPIO pin 482 is high",
        "Bring a tan jacket",
        "The key is under the mat",
        "secret: shhh",
        "Der Schlüssel liegt unter der Matte",
        "version: 1.0.0-beta.12345678",
        "The bearer of this letter is my cousin",
        "session: Monday 10:30",
        "Login: https://portal.example.org/start",
        "Passwort ändern: siehe Handbuch",
        "--password requires a value",
    ],
)
def test_placeholders_code_and_prose_are_no_secrets(found: Find, text: str) -> None:
    secret = {"PASSWORD", "API_KEY", "PRIVATE_KEY", "CONNECTION_STRING"}
    assert [each for each in found(text) if each[0] in secret] == []
