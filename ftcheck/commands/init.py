"""`ftcheck init`: a configuration to fill in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from compliance.errors import OutputError, PathError
from ftcheck.commands.common import Session

_TEMPLATE = """\
# ftcheck configuration. Every value has a default; `ftcheck config show` prints them all.
# What is left empty below is an open point: the gate does not clear data without it.

[project]
name = {name}
seed = 20260101

[controller]                     # GDPR Art. 4(7), 30(1)(a)
name = {controller}
address = ""
contact = {contact}

[dpo]                            # GDPR Art. 37; or say here why none is needed
name = {dpo}
contact = ""

[[purposes]]                     # GDPR Art. 5(1)(b)
id = "assistant"
phase = "train"
description = ""

# [[recipients]]                 # who gets data, adapter or answers; `recipients = []` at the top
# name = ""                      # of the file says that nobody does
# role = "processor"             # processor, controller, joint_controller, authority or public
# country = "DE"                 # outside the EEA with safeguard = "standard contractual clauses"

[[sources]]
id = "data"
path = {data}
description = ""
# kind_of_source = "own"         # own, licensed, public, scraped or user; docs/gate.md
origin = ""                      # for instance: own support desk, export of 2026-03
licence = ""                     # SPDX identifier, or "proprietary" for your own data
rights_holder = ""
# legal_basis = "6.1.f"          # GDPR Art. 6(1), letter a to f
purposes = ["assistant"]
notice_ref = ""                  # where the people were told, GDPR Art. 13 and 14
# consent_ref = ""               # needed with legal_basis = "6.1.a", with consent_withdrawals = 0
# purpose_compatible = true      # GDPR Art. 6(4); compatibility_ref says where it was tested
# retention_until = 2027-12-31
# personal_data = true           # held against what is found
# special_categories = "none"    # or "expected", with art9_condition = "9.2.a"
# group_field = "customer"       # records of one person stay on one side of the split

[policy]
preset = "balanced"              # or "strict", "pseudonymize"; docs/policy.md
# languages_without_name_model = "review"   # or "block"; the default is "note"
# languages_without_special_words = "review"

[policy.actions]                 # entity type or category = block | anonymize | review | allow
# ORGANIZATION = "anonymize"

[policy.operators]               # how values are replaced: placeholder, mask, hash, encrypt, …
# DATE_OF_BIRTH = "generalise"

# [[policy.always]]              # names that go wherever they stand
# file = "lists/always.txt"      # one a line
# [[policy.never]]               # what is no personal data
# terms = ["a product of yours"]
# reason = "names of products"

[detect]
languages = ["de", "en"]         # for words of special categories; also es, fr, it, nl, pl
# ner = "shipped"                # or a local model, also by language: docs/detect.md
# dates = true                   # report all dates, not only dates of birth
# amounts = true                 # report amounts of money, for data about cases
# own_names = ["Example GmbH"]   # names of your own company

[split]
validation = 0.1
holdout = 0.1

[augment]
enabled = true

[model]
path = "shipped"                 # or a folder with a Hugging Face model
release_context = "internal"     # internal, api or open-weights

[tune]                           # docs/tune.md
num_train_epochs = 3
# method = "lora"                # or ia3, prompt_tuning, full, feature_extraction

[tune.lora]
r = 16
"""


def init(
    session: Session,
    folder: Annotated[Path, typer.Argument(help="Folder of the project.")] = Path("."),
    data: Annotated[
        Path, typer.Option("--data", metavar="PATH", help="Data file or folder.")
    ] = Path("data"),
    controller: Annotated[str, typer.Option("--controller", help="Who is responsible.")] = "",
    contact: Annotated[str, typer.Option("--contact", help="How to reach the controller.")] = "",
    dpo: Annotated[str, typer.Option("--dpo", help="The data protection officer.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the file; write nothing.")
    ] = False,
) -> None:
    """Write an ftcheck.toml to fill in.

    It names everything that has to be declared. Keys and ledger are made on the first scan of the
    project, below .ftcheck/.
    """
    import re

    from compliance.evidence.files import atomic_write
    from ftcheck.config import FILE_NAME

    if folder.exists() and not folder.is_dir():
        raise PathError(f"{folder} is not a folder", fix="name a folder")
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", folder.resolve().name).strip("-.") or "project"
    text = _TEMPLATE.format(
        name=_toml(name),
        controller=_toml(controller),
        contact=_toml(contact),
        dpo=_toml(dpo),
        data=_toml(str(data)),
    )
    target = folder / FILE_NAME
    if dry_run:
        session.console.out(text)
        return
    if target.exists() and not force:
        raise OutputError(
            f"{target} exists already", why="nothing was replaced", fix="add --force to replace it"
        )
    with atomic_write(target) as stream:
        stream.write(text.encode())
    session.console.out(f"{target} written: fill in what is empty, then run `ftcheck run`")


def _toml(text: str) -> str:
    """Return a TOML basic string; JSON escapes are valid there."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
