"""The sections on quality and on waivers: counts as they were measured, and who waived what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compliance.dataset import Record
from compliance.findings import RecordScan
from compliance.quality import Quality
from reports import Report
from reports.blocks import Para, Section, Table
from reports.sections.quality import quality_section
from reports.sections.waivers import waivers_section

Make = Callable[..., Report]


def measured(*texts: str, label: str | None = None) -> dict[str, Any]:
    quality = Quality()
    kind: Any = "text" if label is None else "classification"
    for number, text in enumerate(texts):
        data = {"text": text} if label is None else {"text": text, "label": label}
        list(quality.watch([RecordScan(Record(str(number), kind, data), (), "en")]))
    return quality.document()


def with_quality(make_report: Make, quality: dict[str, Any] | None) -> Section:
    def change(every: dict[str, Any]) -> None:
        if quality is not None:
            every["check.json"] = {"schema": "ftcheck.check/1", "quality": quality}

    return quality_section(make_report(change))


def rows(section: Section, caption: str) -> dict[str, list[str]]:
    table = next(b for b in section.blocks if isinstance(b, Table) and caption in b.caption)
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_counts_are_shown_as_they_were_measured(make_report: Make) -> None:
    quality = measured("The women are lazy.", "The women are lazy.", "x")
    section = with_quality(make_report, quality)
    assert rows(section, "Size")["Records"][0] == "3"
    damage = rows(section, "Repeated")
    assert damage["Equal to an earlier one"] == ["1", "33.3%"]
    assert rows(section, "Groups")["gender: women"][:3] == ["2", "2", "2"]


def test_labels_have_no_names(make_report: Make) -> None:
    quality = measured("one text", "another text", label="Quastenflosser")
    section = with_quality(make_report, quality)
    assert rows(section, "Labels") == {"label 1": ["2", "100.0%"]}
    assert "Quastenflosser" not in str(section)


def test_what_was_not_measured_is_open(make_report: Make) -> None:
    assert "not measured" in str(with_quality(make_report, None))


def shown_waiver(make_report: Make, **changes: Any) -> list[str]:
    waiver = {
        "id": "0" * 16,
        "code": "G201",
        "run": "main",
        "sources": ["faq", "mails"],
        "data": {"mails": ["a" * 64], "faq": [f"{n:064x}" for n in range(5)]},
        "covers": [{"text": "look at HEALTH", "source": None, "count": 9}],
        "reason": "seen with the works council",
        "approver": {"name": "Alva Muster", "role": "DPO"},
        "granted_on": "2026-11-20",
        "expires_on": "2027-03-01",
        "expired": True,
        **changes,
    }

    def change(every: dict[str, Any]) -> None:
        every["decision.json"]["waivers"] = [waiver]

    section = waivers_section(make_report(change))
    return rows(section, "Waivers")["0" * 16]


def test_waivers_are_shown_with_who_and_why(make_report: Make) -> None:
    shown = shown_waiver(make_report)
    granted_for = shown.pop(2)
    assert shown == [
        "G201",
        "look at HEALTH (up to 9)",
        "seen with the works council",
        "Alva Muster (DPO)",
        "expired: 2026-11-20 to 2027-03-01",
    ]
    assert granted_for.startswith("Run main, with these sources: faq, mails. Only these files: faq")
    assert f"mails, SHA-256 {'a' * 12}…" in granted_for
    assert "and 2 more" in granted_for


def test_a_waiver_in_the_place_of_a_declaration_holds_for_any_files(make_report: Make) -> None:
    granted_for = shown_waiver(make_report, code="G301", data={})[2]
    assert granted_for == "Run main, with these sources: faq, mails. Whatever files they hold."


def test_no_waiver_is_said(make_report: Make) -> None:
    (said,) = waivers_section(make_report(lambda _: None)).blocks
    assert isinstance(said, Para)
    assert "No waiver" in said.text
