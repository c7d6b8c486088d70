"""The cards of the shipped name model say what lies beside them."""

import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "compliance" / "detect" / "shipped_ner"
CARDS = {"card.json", "MODEL_CARD.md", "metrics.json", "LICENSE"}


def _json(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_the_hash_in_the_card_is_that_of_the_files():
    files = {p.relative_to(FOLDER).as_posix(): p for p in FOLDER.rglob("*") if p.is_file()}
    lines = [
        f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n"
        for name in sorted(set(files) - CARDS)
    ]
    assert _json("card.json")["sha256_tree"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_cards_name_the_same_version():
    version = _json("card.json")["version"]
    assert _json("meta.json")["version"] == version
    assert (FOLDER / "MODEL_CARD.md").read_text("utf-8").startswith(f"# ftcheck-ner {version}\n")


def test_a_language_counts_as_read_by_its_measured_figures():
    sets = _json("metrics.json")["sets"]
    for language, row in _json("card.json")["languages"].items():
        assert sets[language]["written"]["all"]["f"] == row["f"] >= 60


def test_every_source_is_credited_and_free_of_conditions_on_weights():
    licence = (FOLDER / "LICENSE").read_text("utf-8")
    for source in _json("card.json")["sources"]:
        assert f"- {source['name']}; {source['holder']}; {source['licence']}" in licence
        assert not any(word in source["licence"].upper() for word in ("-SA", "-NC", "-ND", "GPL"))


def test_the_model_keeps_no_word_list():
    assert _json("vocab/strings.json") == ["LOCATION", "ORGANIZATION", "PERSON"]
