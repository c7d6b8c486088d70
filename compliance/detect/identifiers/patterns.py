"""Identifiers of everyday life, as one flat table of rules: mail, bank, network, vehicle, place."""

from __future__ import annotations

from compliance.detect.identifiers import bank, devices, geo, online, vehicles, wallets
from compliance.detect.identifiers.bank import IbanFinder as IbanFinder
from compliance.detect.identifiers.bank import iban_valid as iban_valid
from compliance.detect.identifiers.checksums import luhn as luhn
from compliance.detect.matching.rules import Rule

RULES: tuple[Rule, ...] = (
    *online.RULES,
    *bank.RULES,
    *devices.RULES,
    *vehicles.RULES,
    *wallets.RULES,
    *geo.RULES,
)
