"""What a group tells about its members."""

from __future__ import annotations

from risk_fakes import gathered, text

from compliance.risk.inference import Inferred, infer
from compliance.risk.rows import Rows


def inferred(*groups: tuple[int, str, str]) -> dict[str, Inferred]:
    """Return what is inferred from groups of (size, job, diagnosis or nothing)."""
    scans = []
    for size, job, diagnosis in groups:
        told = [("OCCUPATION", job), *([("HEALTH", diagnosis)] if diagnosis else [])]
        scans += [text(len(scans) + n, told) for n in range(size)]
    view = gathered(scans)
    return {each.kind: each for each in infer(view, Rows(view))}


def test_a_group_that_all_has_one_diagnosis_tells_it() -> None:
    health = inferred((6, "judge", "flu"), (1, "nurse", "flu"), (7, "nurse", "")).pop("HEALTH")
    assert (health.homogeneous, health.homogeneous_large) == (6, 6)
    assert health.by == (("OCCUPATION",),)
    assert health.units == 7


def test_a_group_that_is_alike_because_nearly_all_are_tells_nothing() -> None:
    # Three of four have it: six who all have it are no surprise (0.75^6 = 0.18).
    health = inferred((6, "judge", "flu"), (3, "nurse", "flu"), (3, "nurse", "")).pop("HEALTH")
    assert (health.homogeneous, health.homogeneous_large, health.by) == (6, 0, ())


def test_a_small_group_is_counted_apart() -> None:
    health = inferred((3, "judge", "flu"), (4, "nurse", "")).pop("HEALTH")
    assert (health.homogeneous, health.homogeneous_large, health.by) == (3, 0, ())


def test_two_diagnoses_in_a_group_tell_none() -> None:
    health = inferred((3, "judge", "flu"), (3, "judge", "cold")).pop("HEALTH")
    assert health.homogeneous == 0


def test_a_group_of_one_is_singling_out_and_no_inference() -> None:
    health = inferred((1, "judge", "flu"), (1, "nurse", "flu")).pop("HEALTH")
    assert health.homogeneous == 0


def test_a_dataset_in_which_all_have_it_says_so() -> None:
    assert inferred((4, "judge", "flu"), (4, "nurse", "flu"))["HEALTH"].everybody


def test_t_is_the_distance_of_a_group_from_the_whole() -> None:
    # 10 of 20 have it: all judges, no nurse.
    health = inferred((10, "judge", "flu"), (10, "nurse", "")).pop("HEALTH")
    assert health.t == 0.5
    assert inferred((4, "judge", "flu"), (4, "nurse", ""))["HEALTH"].t is None


def test_nothing_sensitive_is_nothing_inferred() -> None:
    assert inferred((4, "judge", "")) == {}
