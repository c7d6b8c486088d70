"""`ftcheck policy`: what the policy says, whether it makes sense, and why it decides as it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.errors import UsageError
from ftcheck.commands.common import Session

if TYPE_CHECKING:
    from compliance.lists.lists import ReadList
    from ftcheck.config import LoadedConfig

FormatOption = Annotated[Literal["text", "json"], typer.Option("--format")]

_USUAL_ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})


def show(session: Session, format: FormatOption = "text") -> None:
    """Print what happens to each type of personal data.

    Rules for single fields or roles and the lists stand below the table; they come first.
    """
    from compliance.policy.overview import rule_words, type_rows
    from compliance.policy.presets import MEANING
    from ftcheck.project import Project

    loaded = Project.find(session.config).loaded
    policy = loaded.config.policy
    rows = type_rows(policy, loaded.own_types)
    if format == "json":
        document = {
            "schema": "ftcheck.policy/1",
            "from": _origin(loaded),
            "policy": policy.model_dump(mode="json"),
            "lists": {
                "always": [_list_document(one) for one in loaded.lists.always],
                "never": [_list_document(one) for one in loaded.lists.never],
            },
            "types": [
                {
                    "type": row.name,
                    "category": row.category,
                    "action": row.how.action,
                    "operator": row.how.operator.name if row.how.replaces else None,
                    "min_score": row.how.min_score,
                }
                for row in rows
            ],
        }
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    out = session.console.out
    out(f"policy from {_origin(loaded)}")
    out(f"preset {policy.preset}: {MEANING[policy.preset]}")
    kept = "a vault is kept" if policy.keeps_vault else "no vault is kept"
    out(f"equal values share a slot within one {policy.scope}; {kept}")
    out("")
    wide = max(13, *(len(row.operator) + 2 for row in rows))
    head = f"{'type':<28}{'category':<18}{'action':<11}{'operator':<{wide}}{'from score':<12}"
    out(f"{head}what it is")
    for row in rows:
        out(
            f"{row.name:<28}{row.category:<18}{row.how.action:<11}{row.operator or '-':<{wide}}"
            f"{row.how.min_score:<12}{row.title}"
        )
    for number, rule in enumerate(policy.rules, start=1):
        where, said = rule_words(rule)
        out(f"rule {number}: {where}: {said}{f' ({rule.reason})' if rule.reason else ''}")
    for one in loaded.lists.always:
        out(f"always: {_list_words(one)}, found as {', '.join(one.types)}")
    for one in loaded.lists.never:
        out(f"never: {_list_words(one)}, no {' and no '.join(sorted(one.types))}")


def check(session: Session) -> None:
    """Check the policy: unknown names, contradictions, settings without effect, its lists.

    All problems at once, with the file and the key of each. Exit code 2 when there is one.
    """
    from compliance.suggest import did_you_mean
    from ftcheck.project import Project

    loaded = Project.find(session.config).loaded
    policy, lists = loaded.config.policy, loaded.lists
    entries = sum(len(one.entries) for one in (*lists.always, *lists.never))
    parts = [
        f"preset {policy.preset}",
        f"{len(policy.actions):,} actions",
        f"{len(policy.rules):,} rules",
        f"{len(lists.always) + len(lists.never):,} lists with {entries:,} entries",
    ]
    session.console.out(f"the policy from {_origin(loaded)} is sound: {', '.join(parts)}")
    for number, rule in enumerate(policy.rules):
        for role in sorted({*rule.roles} - _USUAL_ROLES):
            session.console.out(
                f"note: policy.rules[{number}].roles: {role!r} is no usual role"
                f"{did_you_mean(role, _USUAL_ROLES)}; the rule holds only where the data name it so"
            )


def explain(
    session: Session,
    entity_type: Annotated[str, typer.Argument(metavar="TYPE", help="An entity type.")],
    field: Annotated[
        str, typer.Option("--field", help="JSON path, such as $.messages[0].content.")
    ] = "$",
    role: Annotated[str, typer.Option("--role", help="Role of a message.")] = "",
    format: FormatOption = "text",
) -> None:
    """Say what happens to a type of data at a place, and which part of the policy decided that."""
    from compliance.detect.types import TYPES
    from compliance.policy import Place
    from compliance.policy.overview import operator_words, type_row
    from compliance.suggest import did_you_mean
    from ftcheck.project import Project

    loaded = Project.find(session.config).loaded
    known = (*TYPES, *loaded.own_types)
    if entity_type not in known:
        raise UsageError(
            f"{entity_type!r} is no entity type{did_you_mean(entity_type, known)}",
            fix="`ftcheck policy show` lists them all",
        )
    policy = loaded.config.policy
    how = policy.treatment(entity_type, Place(field, role))
    row = type_row(policy, entity_type)
    by_action, by_operator, by_score = how.because
    always = [one for one in loaded.lists.always if entity_type in one.types]
    never = [one for one in loaded.lists.never if {entity_type, row.category} & one.types]
    if format == "json":
        document = {
            "schema": "ftcheck.treatment/1", "from": _origin(loaded),
            "type": entity_type, "field": field, "role": role,
            "action": how.action, "operator": how.operator.model_dump(mode="json"),
            "min_score": how.min_score,
            "because": {"action": by_action, "operator": by_operator, "min_score": by_score},
            "lists": {"always": [one.name for one in always], "never": [one.name for one in never]},
        }  # fmt: skip
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    out = session.console.out
    out(f"{entity_type}: {row.title} ({row.category}; {row.basis})")
    out(f"  action      {how.action:<14}because of {by_action}")
    if how.replaces:
        operator = operator_words(how.operator)
        out(f"  operator    {operator:<14}because of {by_operator}")
    out(f"  from score  {how.min_score:<14}because of {by_score}")
    for one in always:
        out(f"  always      found by {_list_words(one)}, whatever else is found there")
    for one in never:
        out(f"  never       left out where nothing but {_list_words(one)} is found")


def _origin(loaded: LoadedConfig) -> str:
    """Return the file that the policy was read from."""
    return str(loaded.policy_path or loaded.path or "the defaults")


def _list_words(one: ReadList) -> str:
    """Return a list by its name and size, never by what is in it."""
    number = len(one.entries)
    file = f", {one.file}" if one.file else ""
    return f"{one.name} ({number:,} {'entry' if number == 1 else 'entries'}{file})"


def _list_document(one: ReadList) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": one.file,
        "types": sorted(one.types),
        "entries": len(one.entries),
    }
