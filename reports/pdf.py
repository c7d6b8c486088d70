"""The report as a tagged PDF, set by Typst; texts go in as data and are never read as markup."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources
from pathlib import Path
from typing import Any

from compliance.errors import ReportError
from compliance.evidence.canonical import canonical_json
from reports.facts import Report
from reports.glyphs import printable
from reports.html import KEEP
from reports.layout import build_layout
from reports.text import as_data, breakable, visible

STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-3a with attachments, and PDF/UA-1; the writer refuses what it can see is against them."""
# Small documents without record-level findings or texts; the rest is named by hash in the annex.
_ATTACHED = (
    "project.lock.json",
    "decision.json",
    "clearance.json",
    "base_model.json",
    "training.json",
    "probe.json",
)


def render_pdf(report: Report) -> bytes:
    """Return the report as PDF bytes; the same report gives the same bytes.

    Raises:
        ReportError: the document could not be set.
    Basis: ISO 19005-3 (PDF/A-3a) and ISO 14289-1 (PDF/UA-1), as far as the writer checks them.
    """
    import typst

    layout = as_data(build_layout(report), _drawn, keep=KEEP)
    attached = [
        {
            "name": document.name,
            "sha256": document.sha256,
            # Stages write canonical JSON, so these are the bytes that the hash was taken over.
            "text": canonical_json(document.data).decode() + "\n",
        }
        for document in report.documents()
        if document.name in _ATTACHED
    ]
    template = resources.files("reports").joinpath("templates/report.typ").read_bytes()
    fonts = Path(str(resources.files("reports").joinpath("fonts")))
    # The wheel types its lists as invariant, which no list of ours could match.
    compile_typst: Any = typst.compile
    try:
        pdf: bytes = compile_typst(
            template,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"report": _json(layout), "attached": _json(attached)},
            pdf_standards=list(STANDARDS),
            timestamp=_moment(report.generated_at),
        )
    except RuntimeError as error:
        # The diagnostic may quote texts of the evidence, so it is kept as cause and not printed.
        raise ReportError(
            "the PDF could not be set",
            why="Typst refused the document; report.html holds the same content",
            fix="this is a fault in ftcheck: please report it (`--debug` shows the cause)",
        ) from error
    return pdf


def _drawn(text: str) -> str:
    return breakable(printable(visible(text)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _moment(generated_at: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(generated_at)
    except ValueError as error:
        raise ReportError(
            "the time of the run is not an ISO 8601 time", fix="give it as 2026-11-20T18:00:00Z"
        ) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).replace(microsecond=0)
