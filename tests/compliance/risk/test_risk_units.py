"""What a unit tells: facts of its records joined, columns, what replacements leave."""

from __future__ import annotations

from dataclasses import replace

from risk_fakes import gathered, row, text

from compliance.replacements import Replacement
from compliance.risk.config import RiskConfig
from compliance.risk.reading import Reader
from compliance.risk.units import Gathering, View

Pairs = set[tuple[str, str]]


def facts(view: View) -> dict[str, int]:
    """Return kind → units that have it."""
    return {
        kind: sum(each.weight for each in view.alike if at in each.facts)
        for at, kind in enumerate(view.kinds)
    }


def told(operator: str, kind: str, shown: str, *, linkable: bool = False) -> tuple[Pairs, Pairs]:
    """Return facts and slots of a cleaned text in which `shown` stands for a value."""
    scanned = replace(text(1, [(kind, shown)]), findings=())
    put = Replacement("r1", "$.text", 0, len(shown), kind, operator, "f")
    read = Reader(read_dates=False, linkable=linkable).read(scanned, [put])
    return set(read.facts), set(read.slots)


def test_records_of_one_group_are_one_unit() -> None:
    view = gathered(
        [
            text(1, [("LOCATION", "Bremen")], "a"),
            text(2, [("OCCUPATION", "nurse")], "a"),
            text(3, [("LOCATION", "Bremen")], "b"),
        ]
    )
    assert (view.units, view.records) == (2, 3)
    assert facts(view) == {"OCCUPATION": 1, "LOCATION": 2}
    assert view.names == (("a", ("r1", "r2")), ("b", ("r3",)))


def test_a_column_counts_when_units_share_its_values() -> None:
    view = gathered(
        [
            row(n, {"id": f"x{n}", "plan": "ab"[n % 2], "always": 1, "note": "w " * 9})
            for n in range(10)
        ]
    )
    assert view.kinds == ("column $.plan",)
    assert view.own_columns == {"column $.id": 10}


def test_a_named_column_always_counts_and_one_left_out_never() -> None:
    rows = [row(n, {"zip": 10000 + n, "plan": "ab"[n % 2]}) for n in range(10)]
    view = gathered(rows, quasi_identifiers=("$.zip",), leave_out=("$.plan",))
    assert view.kinds == ("column $.zip",)
    assert view.about_persons == (True,)


def test_numbers_too_short_for_a_scanner_count() -> None:
    view = gathered([row(n, {"age": 40 + n % 2, "vip": n % 2 == 0}) for n in range(8)])
    assert view.kinds == ("column $.age", "column $.vip")


def test_a_cell_in_which_something_was_found_counts_once() -> None:
    scans = [text(n, [("LOCATION", "Bremen")]) for n in range(4)]
    cells = [
        replace(
            each,
            record=replace(each.record, kind="table", data={"text": "Bremen"}),
        )
        for each in scans
    ]
    assert gathered(cells).kinds == ("LOCATION",)


def test_an_identifier_is_no_fact() -> None:
    view = gathered([text(1, [("PERSON", "Anna Meier"), ("AGE", "43")])])
    assert view.kinds == ("AGE",)
    assert (view.identified, dict(view.identifiers)) == (1, {"PERSON": 1})


def test_a_diagnosis_of_nobody_is_no_fact() -> None:
    scanned = text(1, [("HEALTH", "diabetes")])
    nobody = replace(scanned, findings=(replace(scanned.findings[0], person="none"),))
    assert gathered([nobody]).kinds == ()


def test_what_replacements_leave() -> None:
    assert told("placeholder", "PERSON", "[PERSON_1]") == (set(), set())
    assert told("placeholder", "HEALTH", "[HEALTH_1]") == ({("HEALTH", "[replaced]")}, set())
    assert told("surrogate", "LOCATION", "Musterstadt") == (set(), set())
    assert told("generalise", "DATE_OF_BIRTH", "1990") == ({("DATE_OF_BIRTH", "1990")}, set())
    assert told("generalise", "DATE_OF_BIRTH", "[DATE_OF_BIRTH_1]") == (set(), set())
    assert told("generalise", "STREET_ADDRESS", "Bremen") == ({("LOCATION", "bremen")}, set())
    left = ({("rest of IBAN_CODE", "** 44")}, set())
    assert told("mask", "IBAN_CODE", "** 44") == left
    assert told("mask", "IBAN_CODE", "** **") == (set(), set())


def test_slots_link_only_where_a_value_has_one_in_the_whole_dataset() -> None:
    slot = ("PERSON", "[PERSON_1]")
    assert told("placeholder", *slot, linkable=True) == (set(), {slot})
    assert told("redact", "PERSON", "[PERSON]", linkable=True) == (set(), set())


def test_plain_dates_are_read_where_the_scanner_was_not_asked_for_them() -> None:
    scanned = replace(text(1, [("AGE", "came on 3 May 2024 to us")]), findings=())
    for asked, kinds in ((True, ("DATE_TIME",)), (False, ())):
        gathering = Gathering(RiskConfig(), read_dates=asked)
        gathering.take(scanned)
        assert gathering.close().kinds == kinds


def test_values_that_tie_units_together() -> None:
    mail, other = ("EMAIL_ADDRESS", "a@example.org"), ("EMAIL_ADDRESS", "b@example.org")
    view = gathered([text(1, [mail]), text(2, [mail]), text(3, [other]), text(4, [])])
    shared = view.links["EMAIL_ADDRESS"]
    assert (shared.values, shared.shared, shared.units, shared.most) == (2, 1, 2, 2)
    assert view.persons == 3


def test_equal_names_are_not_taken_for_one_person() -> None:
    view = gathered([text(n, [("PERSON", "Anna")]) for n in range(3)])
    assert (view.links["PERSON"].units, view.persons) == (3, 3)


def test_more_columns_than_can_be_combined_are_named() -> None:
    rows = [row(n, {f"c{c:02d}": n % 3 for c in range(20)}) for n in range(9)]
    view = gathered(rows)
    assert len(view.kinds) == 14
    assert len(view.left_out) == 6
