"""The document of both views, the list of those who stand alone, and the gate's reasons."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from risk_fakes import gathered, row, text

from compliance.evidence.canonical import canonical_json
from compliance.gate import risk as gate
from compliance.policy import Preset
from compliance.replacements import Replacement
from compliance.risk.config import RiskConfig
from compliance.risk.measure import measure, write_alone
from compliance.risk.units import Gathering, View

SECRET = "Zzyzxville"
TOLD = [("LOCATION", SECRET), ("OCCUPATION", "xylographer"), ("HEALTH", "quux fever")]


def documented(cleaned: View) -> dict[str, Any]:
    return measure(gathered([]), cleaned)[0]


def reasons(cleaned: View, preset: Preset = "balanced", **settings: Any) -> dict[str, int | None]:
    found = gate.reasons(documented(cleaned), RiskConfig(**settings), preset)
    return {reason.code: reason.count for reason in found}


def crowd(size: int = 12) -> View:
    """Return units of which all tell the same: nobody stands alone."""
    return gathered([row(n, {"plan": n % 2}) for n in range(size)])


def alone() -> View:
    """Return a unit that a place singles out, among ten that tell nothing."""
    return gathered([text(0, [("LOCATION", SECRET)]), *(text(n, []) for n in range(1, 11))])


def test_no_value_is_in_any_output(tmp_path: Path) -> None:
    view = gathered([text(1, TOLD, town=SECRET), text(2, TOLD[:1]), text(3, [])])
    document, units = measure(view, view)
    write_alone(tmp_path / "risk.jsonl", units)
    written = canonical_json(document).decode() + (tmp_path / "risk.jsonl").read_text("utf-8")
    for value in (SECRET, "xylographer", "quux"):
        assert value.casefold() not in written.casefold()
    assert SECRET not in repr(view)


def test_those_who_stand_alone_are_listed_by_their_records(tmp_path: Path) -> None:
    view = gathered([text(1, TOLD, "case"), text(2, [], "case"), text(3, []), text(4, [])])
    _, units = measure(view, view)
    write_alone(tmp_path / "risk.jsonl", units)
    lines = [json.loads(line) for line in (tmp_path / "risk.jsonl").read_text().splitlines()]
    assert lines == [{"unit": "case", "records": ["r1", "r2"], "types": ["OCCUPATION"], "k": 1}]


def test_by_hand() -> None:
    document = documented(alone())
    assert document["cleaned"]["units"] == 11
    few = document["cleaned"]["singling_out"]["by_few"]
    assert (few["min_k"], few["alone"], few["below_5"], few["by_k"]) == (
        1,
        1,
        1,
        {"1": 1, "11": 10},
    )
    # One of one, ten of eleven each.
    assert document["cleaned"]["singling_out"]["by_all"]["mean_risk"] == round(
        (1 + 10 / 11) / 11, 4
    )
    (place,) = document["cleaned"]["facts"]
    assert place == {
        "type": "LOCATION",
        "units": 1,
        "values": 1,
        "alone": 1,
        "alone_without": 0,
    }


def test_nothing_is_nothing() -> None:
    document = documented(gathered([]))
    assert document["cleaned"]["units"] == 0
    assert reasons(gathered([])) == {}


def test_a_small_group_is_a_note_and_strict_asks_a_person() -> None:
    assert reasons(alone()) == {"G421": 1}
    assert reasons(alone(), "strict") == {"G221": 1}
    assert reasons(alone(), "strict", below="note") == {"G421": 1}
    assert reasons(alone(), below="block") == {"G121": 1}
    assert reasons(crowd(), "strict") == {}


def test_the_reason_names_the_fact_that_tells_most() -> None:
    (reason,) = gate.reasons(documented(alone()), RiskConfig(), "balanced")
    assert reason.text.endswith("most by LOCATION: without it 0 would stand alone")


def test_min_k_is_the_users() -> None:
    view = gathered([text(n, [("LOCATION", SECRET)] if n < 3 else []) for n in range(11)])
    assert reasons(view, min_k=4) == {"G421": 3}
    assert reasons(view, min_k=3) == {}


def test_a_column_of_which_nobody_said_that_it_is_of_persons_is_not_held_against_the_data() -> None:
    rows = [row(n, {"label": min(n, 4)}) for n in range(12)]
    assert reasons(gathered(rows)) == {}
    assert reasons(gathered(rows, quasi_identifiers=("$.label",))) == {"G421": 4}


def test_a_claim_of_anonymity_is_held_against_the_data() -> None:
    assert reasons(alone(), claim="anonymous")["G122"] == 1
    named = gathered([text(n, [("PERSON", "Anna Meier")]) for n in range(3)])
    assert reasons(named, claim="anonymous")["G123"] == 3
    assert reasons(crowd(), claim="anonymous") == {}


def test_anonymous_texts_are_for_a_person_to_judge() -> None:
    view = gathered([text(n, [("LOCATION", "a long way off from here and from there")] * 2)
                     for n in range(6)])  # fmt: skip
    assert reasons(view, claim="anonymous") == {"G222": 6}


def test_short_texts_are_texts_as_well() -> None:
    view = gathered([text(n, [("LOCATION", "Lyon")]) for n in range(6)])
    assert reasons(view, claim="anonymous") == {"G222": 6}
    # A table has cells: words without spaces between them count by their length.
    cells = gathered([row(n, {"label": 1, "note": "語" * 40}) for n in range(6)])
    assert reasons(cells, claim="anonymous").get("G222") == 6


def test_one_slot_for_one_value_is_not_anonymous() -> None:
    gathering = Gathering(RiskConfig(), read_dates=False, linkable=True)
    for n in range(2):
        scanned = replace(text(n, [("PERSON", "[PERSON_1]")]), findings=())
        put = Replacement(f"r{n}", "$.text", 0, 10, "PERSON", "placeholder", "f")
        gathering.take(scanned, [put])
    view = gathering.close()
    assert documented(view)["cleaned"]["linkability"]["slots"]["PERSON"]["units"] == 2
    assert reasons(view, claim="anonymous") == {"G124": 2, "G222": 2}
    assert reasons(view) == {}


def test_a_column_that_leads_back_to_the_source_is_noted() -> None:
    assert reasons(gathered([row(n, {"id": f"x{n}"}) for n in range(9)])) == {"G422": 1}


def test_what_can_be_inferred_of_a_group_is_noted() -> None:
    told = [("OCCUPATION", "judge"), ("HEALTH", "flu")]
    view = gathered([text(n, told if n < 6 else []) for n in range(12)])
    assert reasons(view) == {"G423": 6}


@pytest.mark.parametrize("settings", [{"min_k": 1}, {"min_k": 101}, {"claim": "safe"}, {"x": 1}])
def test_wrong_settings_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RiskConfig(**settings)
