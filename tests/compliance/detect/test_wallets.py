from __future__ import annotations

import pytest

from compliance.detect.identifiers.wallets import RULES, base58check, bech32
from compliance.detect.matching.rules import RuleFinder

_FINDER = RuleFinder("wallets", RULES)


def _found(text: str) -> list[str]:
    return [text[each.start : each.end] for each in _FINDER.find(text)]


@pytest.mark.parametrize(
    "address",
    [
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
    ],
)
def test_address_alone(address: str) -> None:
    assert _found(f"schick es an {address}, danke") == [address]


def test_wrong_checksum_needs_a_word() -> None:
    wrong = "1BoatSLRHtKNngkdXEeobR76b53LETtpyU"
    assert not base58check(wrong)
    assert _found(wrong) == []
    assert set(_found(f"bitcoin wallet: {wrong}")) == {wrong}


def test_solana_needs_a_word() -> None:
    address = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"
    assert _found(address) == []
    assert _found(f"solana {address}") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "0x0000000000000000000000000000000000000000",
        "sha1 3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c",
        "Donaudampfschifffahrtsgesellschaft",
        "bc1 ist kurz",
    ],
)
def test_nothing_found(text: str) -> None:
    assert _found(text) == []


def test_bech32() -> None:
    assert bech32("A12UEL5L")
    assert not bech32("A12UEL5M") and not bech32("a12UEL5L") and not bech32("1x")
