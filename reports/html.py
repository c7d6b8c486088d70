"""The report as one HTML file: no script, no outside resource, readable on paper and on a phone."""

from __future__ import annotations

from importlib import resources

from reports.facts import Report
from reports.layout import build_layout
from reports.text import as_data, visible

KEEP = frozenset({"kind", "tone", "svg", "id", "mark"})
"""Fields of the layout that are no text of the evidence."""


def render_html(report: Report) -> str:
    """Return the report as one HTML document.

    Every text is escaped; the charts are our own and escape their labels themselves.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["picture"] = Markup
    source = resources.files("reports").joinpath("templates/report.html.j2").read_text("utf-8")
    data = as_data(build_layout(report), visible, keep=KEEP)
    return environment.from_string(source).render(report=data)
