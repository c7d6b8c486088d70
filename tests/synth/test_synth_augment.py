from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from compliance.dataset.envelope import read_envelopes
from compliance.dataset.record import Record
from compliance.errors import AugmentError
from synth import AugmentConfig, augment
from synth.sentences import Library, split
from synth.text import slots_of
from synth.turns import turns

module = import_module("synth.augment")
SEED = 7


def run(
    folder: Path, records: list[Record], find: Any, **settings: Any
) -> tuple[dict[str, Any], list[Record], list[dict[str, Any]]]:
    out, rejects = folder / "synthetic.jsonl", folder / "synthetic.rejects.jsonl"
    document = augment(
        records, AugmentConfig(**settings), find=find, seed=SEED, out=out, rejects=rejects
    )
    lines = [json.loads(line) for line in rejects.read_text().splitlines()]
    return document, list(read_envelopes(out)), lines


class Planting:
    """A broken generator: it writes the same text into the first turn of every record."""

    mark = "x"

    def __init__(self, text: str) -> None:
        self.text = text

    def propose(self, record: Record, rng: random.Random) -> Mapping[str, str]:
        first = turns(record)[0]
        return {first.path: f"{first.text} {self.text}"}


def plant(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(module, "build_generators", lambda *_: {"planting": Planting(text)})


def test_children_have_lineage_and_are_not_their_parents(tmp_path, chats, nothing):
    document, children, _ = run(tmp_path, chats, nothing, per_parent=2)
    by_id = {record.id: record for record in chats}
    assert document["children"] == len(children) >= len(chats)
    assert len({child.id for child in children}) == len(children)
    assert not {child.id for child in children} & set(by_id)
    for child in children:
        (parent_id,) = child.parents
        parent = by_id[parent_id]
        assert child.id.startswith(f"{parent_id}~")
        assert (child.group, child.source, child.kind) == (parent.group, parent.source, "chat")
        assert child.data["case"] == parent.data["case"]
        assert child.data != parent.data


def test_no_child_holds_a_slot_or_number_that_its_parent_lacks(tmp_path, chats, nothing):
    _, children, _ = run(tmp_path, chats, nothing, per_parent=3)
    by_id = {record.id: record for record in chats}
    for child in children:
        for ours, theirs in zip(turns(child), turns(by_id[child.parents[0]]), strict=True):
            assert slots_of(ours.text) == slots_of(theirs.text)
            digits = [[c for c in turn.text if c.isdigit()] for turn in (ours, theirs)]
            assert digits[0] == digits[1]


def test_only_well_supported_sentences_travel(tmp_path, chats, nothing):
    _, children, _ = run(tmp_path, chats, nothing, generators=("recombine",))
    by_id = {record.id: record for record in chats}
    library = Library(chats, min_support=3)
    moved = 0
    for child in children:
        for ours, theirs in zip(turns(child), turns(by_id[child.parents[0]]), strict=True):
            before = {sentence.text for sentence in split(theirs.text)}
            for sentence in split(ours.text):
                if sentence.text not in before:
                    head, _, rest = sentence.text.partition(", ")
                    known = rest and any(old.endswith(rest) for old in before)
                    assert library.supported(f"{head}," if known else sentence.text)
                    moved += 1
    assert moved > 5


def test_a_rare_courtesy_sentence_stays_where_it_is(tmp_path, chats, nothing, chat):
    rare = "Danke recht herzlich."
    records = [*chats, chat(99, GERMAN_QUESTION, "Hallo! Das ist mir nicht bekannt.", rare)]
    run(tmp_path, records, nothing, per_parent=3, generators=("recombine",))
    found = [c for c in read_envelopes(tmp_path / "synthetic.jsonl") if c.parents != ("r99",)]
    assert found
    assert all(rare not in turn.text for child in found for turn in turns(child))


GERMAN_QUESTION = "Guten Tag, wo ist das Ersatzteil für die Pumpe und was kostet es?"


def test_many_records_of_one_group_do_not_support_a_sentence(tmp_path, chats, nothing, chat):
    own = "Danke recht herzlich."
    more = [
        chat(90 + i, GERMAN_QUESTION, f"Hallo! Das ist Fall {i}.", own, group="one person")
        for i in range(5)
    ]
    run(tmp_path, [*chats, *more], nothing, per_parent=3, generators=("recombine",))
    for child in read_envelopes(tmp_path / "synthetic.jsonl"):
        if child.group != "one person":
            assert all(own not in turn.text for turn in turns(child))


def test_languages_do_not_mix(tmp_path, chats, nothing):
    _, children, _ = run(tmp_path, chats, nothing, per_parent=2, generators=("recombine",))
    for child in children:
        text = " ".join(turn.text for turn in turns(child))
        german = int(child.parents[0][1:]) <= 6
        assert ("Hello" in text or "Thank" in text) is not german
        assert ("Guten Tag" in text or "Dank" in text or "Hallo" in text) is german


def test_a_planted_name_is_rejected(tmp_path, chats, monkeypatch, finder):
    plant(monkeypatch, "Gruß, Ottokar Feldmann")
    document, children, lines = run(tmp_path, chats, finder("Ottokar Feldmann"))
    assert children == []
    assert {(line["gate"], line["code"]) for line in lines} == {("closed_world", "new_finding")}
    assert document["gates"]["closed_world"]["rejected"] == len(lines)
    assert document["generators"]["planting"]["accepted"] == 0


def test_a_planted_slot_is_rejected(tmp_path, chats, nothing, monkeypatch):
    plant(monkeypatch, "Auch [PERSON_9] ist da.")
    _, children, lines = run(tmp_path, chats, nothing)
    assert children == []
    assert {line["code"] for line in lines} == {"slots"}


def test_rejects_hold_no_text_of_the_data(tmp_path, chats, monkeypatch, finder):
    plant(monkeypatch, "Gruß, Ottokar Feldmann")
    _, _, lines = run(tmp_path, chats, finder("Ottokar Feldmann"))
    assert lines
    for line in lines:
        assert set(line) == {"parents", "generator", "gate", "verdict", "code"}
    raw = (tmp_path / "synthetic.rejects.jsonl").read_text()
    assert "Ottokar" not in raw
    assert all(word not in raw for word in ("Bestellung", "[PERSON_1]", "brakes"))


def test_a_value_that_only_the_child_shows_is_held_and_counted(tmp_path, chats, finder):
    seen = {field.text for record in chats for field in record.fields()}
    know = finder("Paket", "Jacke", "Fahrrad")

    def find(texts):
        return [[] if text in seen else know([text])[0] for text in texts]

    document, _, lines = run(tmp_path, chats, find)
    held = {parent for line in lines if line["verdict"] == "hold" for parent in line["parents"]}
    assert held
    assert document["gates"]["closed_world"]["held"] == len(lines)
    assert sum(c["held"] for c in document["generators"].values()) == len(lines)


def test_no_parent_exceeds_its_budget(tmp_path, chats, nothing):
    document, children, lines = run(tmp_path, chats, nothing, per_parent=8, attempts=4)
    figures = document["exact_duplicate_equivalents"]
    assert 1.0 < figures["mean"] <= figures["max"] <= figures["limit"] == 3.0
    assert any(line["gate"] == "edit_budget" for line in lines)
    assert max(sum(c.parents == (r.id,) for c in children) for r in chats) < 8


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path, chats, nothing):
    written = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        out, rejects = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.rejects"
        document = augment(
            chats,
            AugmentConfig(generators=("noise",)),
            find=nothing,
            seed=seed,
            out=out,
            rejects=rejects,
        )
        written.append((out.read_bytes(), rejects.read_bytes(), {**document, "seed": 0}))
    assert written[0] == written[1]
    assert written[0][0] != written[2][0]


def test_a_parent_that_is_synthetic_is_refused(tmp_path, chats, nothing):
    records = [*chats, replace(chats[0], id="r1~r1", parents=("r1",))]
    with pytest.raises(AugmentError, match="record 13 is itself synthetic"):
        run(tmp_path, records, nothing)
    assert list(tmp_path.iterdir()) == []


def test_two_parents_of_one_id_are_refused(tmp_path, chats, nothing):
    with pytest.raises(AugmentError, match="id of an earlier one"):
        run(tmp_path, [*chats, chats[0]], nothing)


def test_no_records_give_no_children(tmp_path, nothing):
    document, children, lines = run(tmp_path, [], nothing)
    assert (document["parents"], document["children"], children, lines) == (0, 0, [], [])


def test_switched_off_gives_no_children(tmp_path, chats, nothing):
    document, children, _ = run(tmp_path, chats, nothing, enabled=False)
    assert children == []
    assert document["notes"] == ["augmentation is switched off"]


def test_other_kinds_pass_with_a_note(tmp_path, chats, nothing):
    pair = Record("p1", "preference", {"prompt": "a", "chosen": "b", "rejected": "c"})
    document, children, _ = run(tmp_path, [*chats, pair], nothing)
    assert children
    assert all(child.parents != ("p1",) for child in children)
    assert document["notes"] == [
        "1 preference records have no children: this kind is not augmented"
    ]


def test_an_interrupted_write_leaves_no_final_file(tmp_path, chats, nothing, monkeypatch):
    def stopped(path: Path, records: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "write_envelopes", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, chats, nothing)
    assert not (tmp_path / "synthetic.jsonl").exists()
    assert not list(tmp_path.glob("*.partial"))


def test_a_scanner_that_fails_leaves_nothing(tmp_path, chats):
    def broken(texts):
        raise RuntimeError("scanner")

    with pytest.raises(RuntimeError):
        run(tmp_path, chats, broken)
    assert list(tmp_path.iterdir()) == []


def test_the_scanner_is_called_per_chunk_and_never_twice_for_a_text(tmp_path, chats):
    calls: list[list[str]] = []

    def find(texts):
        calls.append(list(texts))
        return [[] for _ in texts]

    run(tmp_path, chats, find, per_parent=2)
    texts = [text for call in calls for text in call]
    assert len(texts) == len(set(texts))
    assert len(calls) <= 8
    # Nothing was found in any child, so no parent was looked at.
    assert not set(texts) & {record.data["case"] for record in chats}


def test_the_document_adds_up(tmp_path, chats, nothing):
    document, children, lines = run(tmp_path, chats, nothing, per_parent=3)
    for counts in document["generators"].values():
        refused = counts["rejected"] + counts["held"]
        assert counts["proposed"] == counts["accepted"] + refused
    assert sum(c["accepted"] for c in document["generators"].values()) == len(children)
    assert sum(g["rejected"] + g["held"] for g in document["gates"].values()) == len(lines)
    figures = document["real_against_synthetic"]
    assert 0 < figures["mean_edit_fraction"] < 0.5
    assert figures["zlib_ratio_synthetic"] > figures["zlib_ratio_real"] > 1
