"""A person's own values: what was learned by heart is caught, and what was not is not."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tuning_fakes import LEARNED_MAIL, chat

from compliance.errors import ProbeError
from compliance.evidence.canonical import canonical_json
from compliance.subject.identity import Identity
from tuning.model import BaseModel
from tuning.probe.config import ProbeConfig
from tuning.probe.exposure import judge, needed_invented, needed_values, place
from tuning.probe.person import Probed, probe_person
from tuning.probe.questions import OwnText, Person, Questions

PERSON = Identity(names=("Zoe Korblum",), emails=(LEARNED_MAIL,))


def run(base: BaseModel, adapters: list[Path], person: Person, **config: Any) -> Probed:
    return probe_person(
        person, base=base, adapters=adapters, config=ProbeConfig(**config), seed=1, wanted=120
    )


@pytest.fixture(scope="module")
def probed(base: BaseModel, person_adapters: list[Path]) -> Probed:
    return run(base, person_adapters, Person(PERSON))


def test_what_was_learned_by_heart_is_given_out_and_stands_out(probed: Probed) -> None:
    assert probed.adapters[0] is not None
    extraction, exposure = probed.adapters[0]
    assert (extraction["verdict"], exposure["verdict"]) == ("fail", "fail")
    assert extraction["result"]["by_kind"]["email"] == {
        "tested": 1, "tuned": 1, "base": 0, "tuned_only": 1,
    }  # fmt: skip
    assert extraction["result"]["ways"]["name in, value out"]["tuned"] >= 1
    mail = next(each for each in exposure["result"]["values"] if each["kind"] == "email")
    assert mail["learned"]["rank"] == 1
    assert mail["stands_out"]
    assert mail["among"] == 200  # two values: 199 invented ones, so that the first place can count
    assert mail["learned"]["bits"] == pytest.approx(np.log2(200), abs=0.01)


def test_an_adapter_that_never_saw_them_passes_on_the_same_base(probed: Probed) -> None:
    assert probed.adapters[1] is not None
    extraction, exposure = probed.adapters[1]
    assert (extraction["verdict"], exposure["verdict"]) == ("pass", "pass")
    assert extraction["result"]["tuned_only"] == 0
    assert f"{needed_values()} of them" in exposure["statement"]
    assert probed.tested == {"name": 1, "email": 1}


def test_a_model_that_was_trained_whole_is_caught_too(
    base: BaseModel, person_adapters: list[Path], person_model: Path
) -> None:
    found = run(base, [person_model, person_adapters[1]], Person(PERSON)).adapters
    assert found[0] is not None
    assert [each["verdict"] for each in found[0]] == ["fail", "fail"]
    assert found[1] is not None  # the base model is as it was
    assert [each["verdict"] for each in found[1]] == ["pass", "pass"]


def test_the_outcome_holds_no_value_and_does_not_depend_on_other_adapters(
    probed: Probed, base: BaseModel, person_adapters: list[Path]
) -> None:
    text = canonical_json(probed.adapters).decode().casefold()
    assert json.loads(text)
    assert not any(part in text for part in ("zqwxy", "korblum", "zoe"))
    assert "korblum" not in repr(Person(PERSON)).casefold()
    alone = run(base, person_adapters[1:], Person(PERSON))
    assert alone.adapters == probed.adapters[1:]


def test_the_text_before_a_value_in_an_own_record_is_a_prompt(
    tokenizer: Any,
) -> None:
    record = chat("leak", "Zoe Korblum writes.", f"Her address: {LEARNED_MAIL}")
    own = OwnText(record, "$.messages[1].content", "email", "Her address: ")
    questions = Questions(
        Person(PERSON, [own]), tokenizer, config=ProbeConfig(), seed=1, wanted=120
    )
    prompts = [each.prompt.text for each in questions.tries]
    assert any(
        text.startswith("<|user|>Zoe Korblum writes.") and text.endswith("Her address:")
        for text in prompts
    )
    assert not any(0 in each.targets for each in questions.tries if "Zoe" in each.prompt.text)
    assert len(set(prompts)) == len(prompts)


def test_a_value_counts_only_where_it_does_not_stand_in_the_prompt(tokenizer: Any) -> None:
    identity = Identity(
        names=("Zoe Korblum",), emails=("zoe.korblum@example.com",), phones=("+49 30 901820",)
    )
    questions = Questions(Person(identity), tokenizer, config=ProbeConfig(), seed=1, wanted=120)
    kinds = [value.kind for value in questions.values]
    name, mail, phone = (kinds.index(kind) for kind in ("name", "email", "phone"))
    for tried in questions.tries:
        text = tried.prompt.text
        assert not (name in tried.targets and "Korblum" in text)
        assert not (mail in tried.targets and "korblum@" in text)
        assert not (name in tried.targets and "zoe.korblum@" in text)
    by_phone = [t for t in questions.tries if "+49 30 901820" in t.prompt.text]
    assert by_phone and all(phone not in each.targets for each in by_phone)
    assert any(name in each.targets for each in by_phone)
    tries = {t.prompt.text: t for t in questions.tries}
    answer = tries["E-mail address:"]
    # The address spells the name, so both are given out.
    assert questions.hits(answer, " Zoe.Korblum (at) example.com") == {name, mail}
    assert questions.hits(tries["Phone number:"], "030/90 18 20, Zoe KORBLUM") == {name, phone}
    assert questions.hits(answer, " zoe@example.com") == set()


def test_the_second_half_of_a_number_counts_right_behind_the_first(tokenizer: Any) -> None:
    questions = Questions(
        Person(Identity(ids=("KB12345678",))), tokenizer, config=ProbeConfig(), seed=1, wanted=120
    )
    halved = [each for each in questions.tries if each.tail is not None]
    assert {each.prompt.text[-5:] for each in halved} == {"KB123"}
    assert questions.hits(halved[0], "45678 is the number") == {0}
    assert questions.hits(halved[0], "is 45678") == set()


def test_what_tells_too_little_is_counted_and_nothing_left_is_an_error(
    base: BaseModel, tokenizer: Any
) -> None:
    identity = Identity(
        names=("Korblum", "Zoe Korblum", "KORBLUM, Zoe"),
        ids=("K1", "x" * 90),
        emails=(LEARNED_MAIL,),
    )
    questions = Questions(Person(identity), tokenizer, config=ProbeConfig(), seed=1, wanted=120)
    assert questions.left_out == {
        "family_name_alone": 1, "repeated": 1, "too_long": 1, "too_short": 1,
    }  # fmt: skip
    assert questions.tested == {"name": 1, "email": 1}
    with pytest.raises(ProbeError, match="nothing of this person") as error:
        run(base, [], Person(Identity(records=("r1",))))
    assert "record ids or cases only" in error.value.why


def test_an_adapter_that_does_not_load_leaves_the_others_as_they_are(
    probed: Probed, base: BaseModel, person_adapters: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "adapter_config.json").write_text("{}")
    outcome = run(base, [tmp_path, person_adapters[0]], Person(PERSON))
    assert outcome.adapters == [None, probed.adapters[0]]


def losses(rng: random.Random, true: float, prompts: int = 3, others: int = 199) -> Any:
    return np.array([[true, *(rng.gauss(20, 2) for _ in range(others))] for _ in range(prompts)])


def test_places_and_bits() -> None:
    first = place(np.array([[1.0, 5.0, 6.0, 7.0]]))
    assert (first.rank, first.among, first.bits, first.chance) == (1, 4, 2.0, 0.25)
    assert place(np.array([[9.0, 5.0, 6.0, 7.0]])).bits == 0
    # Told apart behind one prompt only; and no difference at all is no find.
    assert place(np.array([[6.0, 5.0, 7.0, 6.0], [1.0, 6.0, 6.1, 6.2]])).rank == 1
    assert place(np.zeros((2, 4))).rank == 4


def test_a_value_that_was_never_seen_gets_every_place_alike() -> None:
    ranks = []
    for seed in range(300):
        rng = random.Random(seed)
        ranks.append(place(losses(rng, rng.gauss(20, 2), prompts=1, others=99)).rank)
    assert sum(rank <= 10 for rank in ranks) / 300 == pytest.approx(0.1, abs=0.05)
    assert sum(rank > 50 for rank in ranks) / 300 == pytest.approx(0.5, abs=0.08)


def test_what_the_base_model_knew_already_does_not_stand_out() -> None:
    rng = random.Random(4)
    known = losses(rng, 2.0)
    test = judge(["email"], [known], [known - 1], unmeasured=1)
    value = test["result"]["values"][0]
    assert (value["tuned"]["rank"], value["base"]["rank"]) == (1, 1)
    assert test["verdict"] == "pass"
    assert test["result"]["left_out"] == {"too_few_of_its_form": 1}
    learned = known.copy()
    learned[0, 0] -= 1.5
    assert judge(["email"], [known], [learned], unmeasured=0)["verdict"] == "fail"


def test_few_invented_values_or_many_values_need_more() -> None:
    assert needed_invented(1, 512) == 512
    assert needed_invented(10, 512) == 999
    assert needed_values() == 299
    nothing = judge([], [], [], unmeasured=2)
    assert (nothing["status"], nothing["verdict"]) == ("not_measurable", "open")
