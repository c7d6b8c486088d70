"""`ftcheck policy`: what the policy says, whether it makes sense, and why it decides as it does."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from compliance.errors import UsageError
from ftcheck.commands.common import Session

FormatOption = Annotated[Literal["text", "json"], typer.Option("--format")]


def show(session: Session, format: FormatOption = "text") -> None:
    """Print what happens to each type of personal data.

    Rules for single fields or roles stand below the table; they come first.
    """
    from compliance.detect.types import TYPES
    from compliance.policy.presets import MEANING
    from ftcheck.project import Project

    policy = Project.find(session.config).config.policy
    rows = [(each, policy.treatment(each.name)) for each in TYPES.values()]
    if format == "json":
        document = {
            "schema": "ftcheck.policy/1",
            "policy": policy.model_dump(mode="json"),
            "types": [
                {
                    "type": each.name,
                    "category": each.category,
                    "action": how.action,
                    "operator": how.operator.name if how.replaces else None,
                    "min_score": how.min_score,
                }
                for each, how in rows
            ],
        }
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    out = session.console.out
    out(f"preset {policy.preset}: {MEANING[policy.preset]}")
    kept = "a vault is kept" if policy.keeps_vault else "no vault is kept"
    out(f"equal values share a slot within one {policy.scope}; {kept}")
    out("")
    out(f"{'type':<28}{'category':<18}{'action':<11}{'operator':<13}{'from score':<12}what it is")
    for each, how in rows:
        operator = how.operator.name if how.replaces else "-"
        out(
            f"{each.name:<28}{each.category:<18}{how.action:<11}{operator:<13}"
            f"{how.min_score:<12}{each.title}"
        )
    for number, rule in enumerate(policy.rules, start=1):
        given = rule.model_dump(mode="json", exclude_defaults=True)
        shown = ", ".join(f"{key} = {json.dumps(value)}" for key, value in given.items())
        out(f"rule {number}: {shown}")


def check(session: Session) -> None:
    """Check the policy: unknown names, rules that never decide, settings without effect.

    All problems at once, with the key of each. Exit code 2 when there is one.
    """
    from ftcheck.project import Project

    project = Project.find(session.config)
    rules = len(project.config.policy.rules)
    session.console.out(
        f"the policy is sound: preset {project.config.policy.preset}, "
        f"{len(project.config.policy.actions)} actions, {rules} rules of its own"
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
    from compliance.suggest import did_you_mean
    from ftcheck.project import Project

    if entity_type not in TYPES:
        raise UsageError(
            f"{entity_type!r} is no entity type{did_you_mean(entity_type, TYPES)}",
            fix="`ftcheck policy show` lists them all",
        )
    policy = Project.find(session.config).config.policy
    how = policy.treatment(entity_type, Place(field, role))
    known = TYPES[entity_type]
    by_action, by_operator, by_score = how.because
    if format == "json":
        document = {
            "schema": "ftcheck.treatment/1", "type": entity_type, "field": field, "role": role,
            "action": how.action, "operator": how.operator.model_dump(mode="json"),
            "min_score": how.min_score,
            "because": {"action": by_action, "operator": by_operator, "min_score": by_score},
        }  # fmt: skip
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    out = session.console.out
    out(f"{entity_type}: {known.title} ({known.category}; {known.basis})")
    out(f"  action      {how.action:<14}because of {by_action}")
    if how.replaces:
        out(f"  operator    {how.operator.name:<14}because of {by_operator}")
    out(f"  from score  {how.min_score:<14}because of {by_score}")
