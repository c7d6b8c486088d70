"""The answer to a person who asks what is held about them: for reading, and for machines.

This is the one place where personal data are written in clear, because it is for the person. Other
people in the records are masked.

Basis: GDPR Art. 12(1), 15(1)–(4), 20(1), 11(2).
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compliance.dataset.record import Record
from compliance.declarations import Declarations, Recipient, Source
from compliance.detect.types import Entity, category_of
from compliance.replacements import outside
from compliance.subject.found import Candidate, Findings
from compliance.subject.matching import Hit, Matcher

SCHEMA = "ftcheck.subject_access/1"
OPEN = "not declared"
BASES = {
    "6.1.a": "your consent (GDPR Art. 6(1)(a))",
    "6.1.b": "a contract with you (GDPR Art. 6(1)(b))",
    "6.1.c": "a legal obligation (GDPR Art. 6(1)(c))",
    "6.1.d": "vital interests (GDPR Art. 6(1)(d))",
    "6.1.e": "a task in the public interest (GDPR Art. 6(1)(e))",
    "6.1.f": "legitimate interests (GDPR Art. 6(1)(f))",
}
RIGHTS = (
    "You may have wrong data corrected (Art. 16) and data erased (Art. 17).",
    "You may have the use of your data restricted (Art. 18).",
    "You may object, on grounds relating to your situation, where the legal basis is a legitimate "
    "interest or a public task (Art. 21).",
    "Where the legal basis is your consent, you may withdraw it at any time; what was done before "
    "stays lawful (Art. 7(3)).",
    "You may receive the data that you provided in a machine-readable form: it is the file "
    "data.json beside this one (Art. 20).",
    "You may lodge a complaint with a supervisory authority, for instance where you live or work "
    "(Art. 77).",
)
_OTHERS = frozenset({"person", "contact", "government_id", "financial", "online"})
"""Categories of data that show who somebody is."""
MODEL_NOTE = (
    "A model does not hold records, but it may repeat parts of what it was trained with. That "
    "nothing was found in the data does not prove that no model remembers anything."
)


def masked_texts(
    texts: Mapping[str, str],
    hits: Sequence[Hit],
    found: Mapping[str, Sequence[Entity]],
    matcher: Matcher,
) -> dict[str, str]:
    """Return the texts of a record of the person in which other people's data were masked.

    Where nobody else is named, everything in a record is the person's own and stays: order numbers,
    dates, remarks on health. Where somebody is, names, contacts and numbers that are not surely the
    person's own are masked.

    Args:
        texts: JSON path → text, of the whole record.
        hits: the person's own places.
        found: JSON path → all personal data in it, sorted, none overlapping.
        matcher: knows the person.

    Basis: GDPR Art. 15(4), 20(4).
    """
    own = {
        path: _joined(
            sorted({(h.start, h.end) for h in hits if h.field == path and h.end > h.start})
        )
        for path in texts
    }
    others = {
        path: [
            entity
            for entity in entities
            if category_of(entity.type) in _OTHERS
            and not (
                entity.type == "PERSON"
                and matcher.is_own_name(texts[path][entity.start : entity.end])
            )
            and outside(entity.start, entity.end, own[path]) == [(entity.start, entity.end)]
        ]
        for path, entities in found.items()
    }
    if not any(entity.type == "PERSON" for entities in others.values() for entity in entities):
        return {}
    changed = {}
    for path, entities in others.items():
        text, parts, position = texts[path], list[str](), 0
        for entity in entities:
            parts += [text[position : entity.start], f"[{entity.type}]"]
            position = entity.end
        if parts:
            changed[path] = "".join([*parts, text[position:]])
    return changed


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def packet(
    candidates: Sequence[tuple[Candidate, Record]],
    found: Findings,
    declared: Declarations,
    *,
    request: str,
    today: dt.date,
    open_finds: int,
) -> dict[str, Any]:
    """Return the machine-readable packet.

    Args:
        candidates: the person's records, each with the record as it may be shown.
        found: the whole search.
        declared: what the controller declares.
        request: keyed fingerprint of the request.
        today: the day of the answer.
        open_finds: records that may be about the person and were not confirmed.
    """
    sources = {source.id: source for source in declared.sources}
    concerned = [
        sources[name]
        for name in dict.fromkeys(each.record.source for each, _ in candidates)
        if name in sources
    ]
    return {
        "schema": SCHEMA,
        "request": request,
        "date": today.isoformat(),
        "controller": declared.controller.model_dump() | {"dpo": declared.dpo.model_dump()},
        "purposes": [
            {"phase": each.phase, "description": each.description} for each in declared.purposes
        ],
        "sources": [_source(source) for source in concerned],
        "recipients": _recipients(declared),
        "transfers_outside_eea": _transfers(declared),
        "automated_decisions": declared.automated_decisions or OPEN,
        "records": [
            {
                "reference": each.ref,
                "source": each.record.source,
                "certainty": each.grade,
                "found_by": each.why,
                "data": shown.data,
                "copies_in": sorted({f"{copy.state}/{copy.file}" for copy in each.stored}),
                "synthetic_records_made_from_it": len(each.children),
            }
            for each, shown in candidates
        ],
        "models": [
            {"where": f"{each.state}/{each.path}", "sha256": each.sha256, "why": each.reason}
            for each in found.adapters
        ],
        "exports": [
            {"where": each.place, "form": each.form, "sha256": each.weights, "why": each.reason}
            for each in found.exports
        ],
        "checkpoints": [
            {"where": f"{name}/checkpoints", "why": why} for name, why in found.checkpoints.items()
        ],
        "searched": dict(sorted(found.searched.items())),
        "not_searched": found.not_searched,
        "unconfirmed_finds_left_out": open_finds,
        "note_on_models": MODEL_NOTE,
        "rights": list(RIGHTS),
    }


def _recipients(declared: Declarations) -> str:
    if declared.recipients is None:
        return OPEN
    return "; ".join(recipient_line(each) for each in declared.recipients) or "none"


def _transfers(declared: Declarations) -> str:
    if declared.recipients is None or any(not each.country for each in declared.recipients):
        return OPEN
    lines = [
        f"{each.name} ({each.country}): {each.safeguard}"
        for each in declared.recipients
        if each.is_transfer
    ]
    return "; ".join(lines) or "none"


def recipient_line(recipient: Recipient) -> str:
    """Return who a recipient is and what they get, in one line."""
    role = recipient.role.replace("_", " ")
    country = f", {recipient.country}" if recipient.country else ""
    gets = f": {recipient.gets}" if recipient.gets else ""
    return f"{recipient.name} ({role}{country}){gets}"


def _source(source: Source) -> dict[str, Any]:
    special = {"none": "none", "expected": f"yes: {source.art9_condition or OPEN}"}
    return {
        "id": source.id,
        "description": source.description or OPEN,
        "origin": source.origin or OPEN,
        "legal_basis": BASES[source.legal_basis] if source.legal_basis else OPEN,
        "special_categories": special.get(source.special_categories or "", OPEN),
        "notice": source.notice_ref or OPEN,
        "kept_until": str(source.retention_until) if source.retention_until else OPEN,
    }


_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:46rem;margin:2.5rem auto;
padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #ccd}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;
padding:.35rem .6rem;border-bottom:1px solid #e3e6ea}th{width:11rem;font-weight:600}
article{border:1px solid #ccd;border-radius:6px;padding:.2rem 1rem 1rem;margin:1rem 0}
.meta{color:#57606a;font-size:.9rem}.open{color:#9a4a00}pre{white-space:pre-wrap;overflow-wrap:anywhere}
@media print{body{margin:0}article{break-inside:avoid}}
"""


def packet_html(document: Mapping[str, Any]) -> str:
    """Return the packet for reading: one page, no script, nothing loaded from elsewhere."""
    controller = document["controller"]
    dpo = controller["dpo"]
    rows = [
        ("Controller", ", ".join(filter(None, (controller["name"], controller["address"])))),
        ("Contact", controller["contact"]),
        ("Data protection officer", ", ".join(filter(None, (dpo["name"], dpo["contact"])))),
        ("Purposes", "; ".join(each["description"].rstrip(". ") for each in document["purposes"])),
        ("Recipients", document["recipients"]),
        ("Transfers outside the EEA", document["transfers_outside_eea"]),
        ("Automated decisions", document["automated_decisions"]),
    ]
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width'>",
        f"<title>Your data</title><style>{_STYLE}</style>",
        "<h1>The data we hold about you for training language models</h1>",
        f"<p class='meta'>Answer to your request under GDPR Art. 15, {_safe(document['date'])}. "
        f"Reference {_safe(document['request'])}.</p>",
        "<p>This page holds your personal data. Other people in your records are masked, "
        "like [PERSON].</p>",
        "<h2>Who uses your data, and what for</h2>",
        _table(rows),
    ]
    for source in document["sources"]:
        parts += [
            f"<h2>Source: {_safe(source['id'])}</h2>",
            _table(
                [
                    ("What it is", source["description"]),
                    ("Where it came from", source["origin"]),
                    ("Legal basis", source["legal_basis"]),
                    ("Special categories", source["special_categories"]),
                    ("Where you were told", source["notice"]),
                    ("Kept until", source["kept_until"]),
                ]
            ),
        ]
    parts.append(f"<h2>Your records ({len(document['records'])})</h2>")
    if not document["records"]:
        parts.append(
            "<p>With what you told us, no record was found. If you can tell us more that "
            "identifies you, such as a customer number, we search again (GDPR Art. 11(2)).</p>"
        )
    for record in document["records"]:
        found = "; ".join(record["found_by"])
        parts += [
            f"<article><p class='meta'>Record {_safe(record['reference'])} from "
            f"{_safe(record['source'])}; found by {_safe(found)} "
            f"({_safe(record['certainty'])})</p>",
            *_lines(record["data"]),
            "<p class='meta'>"
            "Copies of it in the training data, cleaned of personal data: "
            f"{len(record['copies_in'])}. Synthetic records made from it: "
            f"{record['synthetic_records_made_from_it']}.</p></article>",
        ]
    if document["unconfirmed_finds_left_out"]:
        parts.append(
            f"<p>{document['unconfirmed_finds_left_out']} other records may speak of you or of "
            "somebody with the same name. They are not shown, to protect that person.</p>"
        )
    models = len(document["models"])
    parts += [
        "<h2>Models</h2>",
        f"<p>{models or 'No'} model{'' if models == 1 else 's'} "
        f"{'was' if models == 1 else 'were'} trained with data in which records of yours "
        f"stood, cleaned as said above. {_safe(document['note_on_models'])}</p>",
        "<h2>Your rights</h2><ul>",
        *(f"<li>{_safe(right)}</li>" for right in document["rights"]),
        "</ul></html>",
    ]
    return "\n".join(parts) + "\n"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><th>{_safe(name)}</th><td{_open(value)}>{_safe(value or OPEN)}</td></tr>"
        for name, value in rows
    )
    return f"<table>{cells}</table>"


def _open(value: str) -> str:
    return " class='open'" if value in {"", OPEN} else ""


def _lines(data: Mapping[str, Any]) -> list[str]:
    messages = data.get("messages")
    rest = {key: value for key, value in data.items() if key != "messages" or not messages}
    lines = []
    if isinstance(messages, list):
        for turn in messages:
            if isinstance(turn, Mapping):
                role, text = str(turn.get("role", "")), str(turn.get("content", ""))
                lines.append(f"<p><b>{_safe(role)}</b></p><pre>{_safe(text)}</pre>")
    if rest:
        rows = [(str(key), str(value)) for key, value in rest.items() if not _is_list(value)]
        lines.insert(0, _table(rows)) if rows else None
        lines += [f"<pre>{_safe(str(v))}</pre>" for k, v in rest.items() if _is_list(v)]
    return lines


def _is_list(value: object) -> bool:
    return isinstance(value, list | dict)


def _safe(text: str) -> str:
    return html.escape(str(text))
