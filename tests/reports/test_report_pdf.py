from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pypdf
import pytest
import sample_run

from compliance.errors import ReportError
from reports import render_pdf
from reports.glyphs import FONTS, drawable, printable
from reports.text import BREAK, visible


def _text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text() for page in pages)


def _squeezed(text: str) -> str:
    return re.sub(rf"[\s{BREAK}\u200d]", "", text)


@pytest.fixture
def full(make_report) -> bytes:
    return render_pdf(make_report())


def test_the_pdf_is_tagged_titled_and_has_a_language(full: bytes):
    reader = pypdf.PdfReader(io.BytesIO(full))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "Fine-tuning evidence report: support-desk, run 2026-11-20-a"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part\W+3\b", xmp) and re.search(r"pdfaid:conformance\W+A\b", xmp)
    assert re.search(r"pdfuaid:part\W+1\b", xmp)


def test_the_tags_hold_headings_tables_and_figures_with_text(full: bytes):
    reader = pypdf.PdfReader(io.BytesIO(full))
    kinds: list[str] = []
    alternatives: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            kinds.append(str(node.get("/S", "")))
            if node.get("/S") == "/Figure" and "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert kinds.count("/H1") == 20
    assert {"/Table", "/TH", "/TD", "/H2", "/Figure"} <= set(kinds)
    assert any("training step" in text for text in alternatives)
    assert any("Bar chart" in text for text in alternatives)


def test_the_text_says_who_what_and_what_not(full: bytes):
    text = _text(full)
    for words in (
        "Beispielwerke GmbH",
        "Cleared after replacement of personal data",
        "NOT TESTED",
        "DRAFT, not signed",
        "Not legal advice",
    ):
        assert words in text
    assert sample_run.LEDGER_HEAD in _squeezed(text)


def test_the_same_evidence_gives_the_same_bytes(tmp_path: Path, full: bytes):
    run = sample_run.write_run(tmp_path / "again")
    assert render_pdf(sample_run.read(run)) == full


def test_the_time_is_the_runs_and_not_the_clocks(full: bytes):
    assert (
        pypdf.PdfReader(io.BytesIO(full))
        .metadata.creation_date.isoformat()
        .startswith("2026-11-20T16:42:07")
    )


def test_the_attached_evidence_is_the_file_itself(tmp_path: Path, full: bytes):
    run = tmp_path / "2026-11-20-a"
    attachments = pypdf.PdfReader(io.BytesIO(full)).attachments
    assert set(attachments) == {
        "project.lock.json",
        "decision.json",
        "clearance.json",
        "base_model.json",
        "training.json",
        "probe.json",
    }
    for name, contents in attachments.items():
        assert contents[0] == (run / name).read_bytes()


@pytest.mark.parametrize("change", [sample_run.blocked, sample_run.minimal])
def test_runs_that_stopped_early_have_a_pdf_too(make_report, change):
    text = " ".join(_text(render_pdf(make_report(change))).split())
    assert "NOT TESTED" in text
    assert "so there is nothing to show" in text or "No data reached a model" in text


def test_declared_texts_are_never_read_as_markup(make_report):
    text = _squeezed(_text(render_pdf(make_report(sample_run.hostile))))
    for hostile in sample_run.HOSTILE:
        if hostile != sample_run.HOSTILE[7]:
            assert _squeezed(printable(visible(hostile))) in text
    # Scripts from right to left come out of an extractor in either order.
    for letter in set(sample_run.HOSTILE[7]) - {" "}:
        assert letter in text


def test_every_character_is_drawn_or_named():
    assert printable("Zürich Żółć Αθήνα Київ שלום") == "Zürich Żółć Αθήνα Київ שלום"
    assert printable("a🎉漢") == "a[U+1F389][U+6F22]"
    assert {ord("A"), ord("€"), ord("א"), 0x20} <= drawable()
    assert len(FONTS) == 4


def test_a_whole_unicode_sweep_sets_without_a_missing_glyph(make_report):
    every = [chr(code) for code in range(0x20, 0x3000) if not 0xD800 <= code < 0xE000]

    def change(documents):
        documents["base_model.json"]["open_points"] = [
            " ".join(every[start : start + 400]) for start in range(0, len(every), 400)
        ]

    assert render_pdf(make_report(change)).startswith(b"%PDF-1.7")


def test_a_failure_of_the_typesetter_is_an_error_without_values(make_report, monkeypatch):
    import typst

    def fail(*args, **kwargs):
        raise typst.TypstError("Dr. Ada Muster", "Dr. Ada Muster")

    monkeypatch.setattr(typst, "compile", fail)
    with pytest.raises(ReportError) as caught:
        render_pdf(make_report())
    assert "Ada" not in caught.value.message + caught.value.why + caught.value.fix


def test_a_time_that_is_none_is_refused(make_report):
    import dataclasses

    report = dataclasses.replace(make_report(), generated_at="yesterday")
    with pytest.raises(ReportError, match="ISO 8601"):
        render_pdf(report)


def test_attachments_are_json(full: bytes):
    for contents in pypdf.PdfReader(io.BytesIO(full)).attachments.values():
        json.loads(contents[0])
