"""Reports: evidence on disk -> documents for people, and the licence dossier of the base model."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.facts import Fact, Report
    from reports.html import render_html
    from reports.licence.data import resolve_data
    from reports.licence.resolver import resolve_model
    from reports.load import load_report
    from reports.pdf import render_pdf

__all__ = [
    "Fact",
    "Report",
    "load_report",
    "render_html",
    "render_pdf",
    "resolve_data",
    "resolve_model",
]

_HOME = {
    "Fact": "reports.facts",
    "Report": "reports.facts",
    "load_report": "reports.load",
    "render_html": "reports.html",
    "render_pdf": "reports.pdf",
    "resolve_data": "reports.licence.data",
    "resolve_model": "reports.licence.resolver",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing `reports` stays cheap."""
    if name not in _HOME:
        raise AttributeError(f"module 'reports' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
