"""User names of services, behind labels, and put together from a name in the text."""

from __future__ import annotations

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.identifiers.logins import LoginFinder


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine(DetectConfig(ner="none"))


@pytest.fixture(scope="module")
def logins() -> LoginFinder:
    return LoginFinder()


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("Yeray Betancor empieza el lunes; el usuario será ybetancor.", "ybetancor"),
        ("Ilaria Scogna lavora da noi. Il suo nome utente resta iscogna, e", "iscogna"),
        ("Tilen Mežnar bo uporabljal uporabniško ime tmeznar.", "tmeznar"),
        ("Szalontai Kristóf belép. A felhasználóneve legyen szalontaik.", "szalontaik"),
        ("Arta Zeltkalēja, lietotājvārds sistēmā - azeltkaleja.", "azeltkaleja"),
        ("Floortje van der Zwaag begint. Inloggen kan met fvdzwaag.", "fvdzwaag"),
        ("Colm Ó Cualáin a bheidh ann, ainm úsáideora colmoc.", "colmoc"),
        ("Kontot är klart: användarnamn aholm. Hälsningar, Astrid Holm", "aholm"),
    ],
)
def test_logins_made_of_a_name(logins: LoginFinder, text: str, login: str) -> None:
    assert [text[each.start : each.end] for each in logins.find(text)] == [login]


@pytest.mark.parametrize(
    "text",
    [
        "El usuario será notificado por Yeray Betancor.",
        "Der Benutzer wird angemeldet, schreibt Anna Meldorf.",
        "The user betancor is unknown to Yeray Betancor.",
        "ybetancor wrote to Yeray Betancor.",
        "The user bought lands. L. and Sons, Land Survey.",
        "",
    ],
)
def test_words_behind_a_label_are_no_logins(logins: LoginFinder, text: str) -> None:
    assert list(logins.find(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kasutaja kertu_n ja parool", "kertu_n"),
        ("user is kay_mcg n pw", "kay_mcg"),
        ("prihlasujem sa ako pato_ga, heslo", "pato_ga"),
        ("Utilizator: bciubo. Cu drag", "bciubo"),
        ("Login: mmeier", "mmeier"),
        ("discord shadowfox#4821", "shadowfox#4821"),
        ("Mein Steam-Name ist DerHerbert1985", "DerHerbert1985"),
        ("my snapchat is j.doe.99", "j.doe.99"),
        ("PSN-ID KillerKarl90", "KillerKarl90"),
        ("skype: live:peter.maier", "live:peter.maier"),
        ("@heinz@mastodon.social", "@heinz@mastodon.social"),
    ],
)
def test_accounts_of_services(engine: Engine, text: str, name: str) -> None:
    found = {(each.type, text[each.start : each.end]) for each in engine.find([text])[0]}
    assert ("USERNAME", name) in found


@pytest.mark.parametrize(
    "text",
    [
        "user is_active and user has_role",
        "the user user_id column",
        "Telegram 2023 wird teurer",
        "Discord v2.1 is out",
        "Steam 3.5 update",
        "an issue with C#1234 here",
    ],
)
def test_program_code_and_versions_are_no_accounts(engine: Engine, text: str) -> None:
    assert "USERNAME" not in {each.type for each in engine.find([text])[0]}
