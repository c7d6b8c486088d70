"""What was erased and what was not, signed: for the file, and as proof of the answer in time.

Basis: GDPR Art. 5(2), 12(3), 17, 19.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import sign_document

SCHEMA = "ftcheck.erasure_certificate/1"

EXCEPTIONS = {
    "a": "freedom of expression and information (GDPR Art. 17(3)(a))",
    "b": "a legal obligation or a task in the public interest (GDPR Art. 17(3)(b))",
    "c": "public health (GDPR Art. 17(3)(c))",
    "d": "archiving, research or statistics (GDPR Art. 17(3)(d), 89(1))",
    "e": "legal claims (GDPR Art. 17(3)(e))",
}
"""Letter of GDPR Art. 17(3) → why an erasure may be refused."""


def certificate(
    *,
    request: str,
    facts: Mapping[str, Any],
    counts: Mapping[str, Any],
    not_erased: Sequence[str],
    left: Mapping[str, int],
    done: dt.date,
    keys: ProjectKeys,
) -> dict[str, Any]:
    """Return the signed certificate: counts, hashes and keyed fingerprints, never a value.

    Args:
        request: keyed fingerprint of the request.
        facts: received, due, recipients, kept, exception, not_recognised.
        counts: what was found and erased, from `Findings.counts`.
        not_erased: in words.
        left: place → records that a second search still found.
        done: today.
        keys: the project's keys.
    """
    document = {
        "schema": SCHEMA,
        "request": request,
        "done": done.isoformat(),
        "outcome": "incomplete" if left else "partly" if facts.get("kept") else "erased",
        **facts,
        "erased": dict(counts),
        "still_found": dict(left),
        "not_erased": list(not_erased),
        "retraining": "needed" if counts["adapters"] else "not needed",
        "privacy_tests_with_the_persons_values": (
            "not yet done: `ftcheck subject probe`, before and after `ftcheck run`"
            if counts["adapters"]
            else "not needed: no adapter was trained with the data"
        ),
    }
    return sign_document(document, keys)


def certificate_text(document: Mapping[str, Any]) -> str:
    """Return the certificate for a reader."""
    erased = document["erased"]
    exception = document.get("exception")
    lines = [
        "CERTIFICATE OF ERASURE (GDPR Art. 17)",
        "",
        f"Request      {document['request']} (keyed fingerprint; shows nothing of the person)",
        f"Received     {document['received']}",
        f"Answer due   {document['due']} (GDPR Art. 12(3), Regulation 1182/71)",
        f"Done         {document['done']}",
        f"Outcome      {document['outcome']}",
        "",
        "Erased",
        f"  {erased['source_rows']} rows of source files, kept out of later exports",
        f"  {sum(erased['stored'].values())} copies in runs and older states, {erased['synthetic']}"
        " of them synthetic records made from the person's",
        *(f"    {place}: {count}" for place, count in erased["stored"].items()),
        f"  {erased['vault_entries']} entries of vaults; their old keys are destroyed",
        f"  checkpoints of interrupted trainings: {', '.join(erased['checkpoints']) or 'none'}",
        "",
        f"Adapters quarantined: {len(erased['adapters'])}",
        *(f"  {digest}" for digest in erased["adapters"]),
        *_exports(erased.get("exports", ())),
        *(["They no longer verify as releasable. Train again without the rows: ftcheck run"]
          if erased["adapters"] else []),
        "",
    ]  # fmt: skip
    if document["still_found"]:
        lines += ["STILL FOUND after the erasure:"]
        lines += [f"  {place}: {count}" for place, count in document["still_found"].items()] + [""]
    if exception:
        lines += [
            f"Kept         {document['kept']} records, for {EXCEPTIONS[exception]}",
            f"Reason       {document['reason']}",
            "",
        ]
    lines += [
        "Not erased",
        *(f"  - {line}" for line in document["not_erased"]),
        "",
        *_not_recognised(document.get("not_recognised", ())),
        "To be told by you (GDPR Art. 19), unless impossible or a disproportionate effort",
        *(f"  - {line}" for line in document["recipients"]),
        "",
        *_tests(document),
        "",
        f"Signed with key {document['signature']['key']} (ed25519); the ledger holds the request.",
    ]
    return "\n".join(lines) + "\n"


def _tests(document: Mapping[str, Any]) -> list[str]:
    """Return whether the models still have to be tested with the person's values."""
    if not document["erased"]["adapters"]:
        return ["Tests of models with this person's values: no adapter was trained with the data."]
    return [
        "Tests of the models with this person's values: not yet done: ftcheck subject probe,",
        "before and after ftcheck run. A model that was trained with data may repeat them after",
        "the data are gone; only the retrained one has never seen them.",
    ]


def _exports(weights: Sequence[str]) -> list[str]:
    """Return the exports that are quarantined with their adapters; older certificates know none."""
    if not weights:
        return []
    return [
        f"Exports made from them, quarantined too: {len(weights)}",
        *(f"  {e}" for e in weights),
    ]


def _not_recognised(lines: Sequence[str]) -> list[str]:
    """Return what a later export can bring back; certificates of earlier versions do not say it."""
    if not lines:
        return []
    return ["Not recognised when it comes with a later export", *(f"  - {e}" for e in lines), ""]
