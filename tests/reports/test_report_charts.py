from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from reports.charts import Series, bar_chart, curve_chart, ticks

NS = "{http://www.w3.org/2000/svg}"
TRAIN = Series("train", ((5, 3.1), (10, 2.2), (20, 1.9)))
VALIDATION = Series("validation", ((10, 2.5), (20, 2.45)))


def test_a_curve_has_two_lines_with_names_title_and_text():
    svg = curve_chart(TRAIN, VALIDATION, title="T <&>", x_label="step", y_label="loss")
    root = ElementTree.fromstring(svg)
    assert root.find(f"{NS}title").text == "T <&>"
    assert "train: from 3.1 at 5 to 1.9 at 20" in root.find(f"{NS}desc").text
    lines = root.findall(f".//{NS}polyline")
    assert [len(line.get("points").split()) for line in lines] == [3, 2]
    texts = [text.text for text in root.iter(f"{NS}text")]
    assert {"train", "validation", "step", "loss"} <= set(texts)


def test_lower_loss_is_lower_on_the_page_and_inside_the_frame():
    svg = curve_chart(TRAIN, VALIDATION, title="t", x_label="x", y_label="y")
    points = ElementTree.fromstring(svg).find(f".//{NS}polyline").get("points").split()
    heights = [float(point.split(",")[1]) for point in points]
    assert heights == sorted(heights)
    assert 0 < min(heights) and max(heights) < 300


def test_names_of_lines_that_end_together_do_not_overlap():
    flat = Series("validation", ((10, 1.9), (20, 1.9)))
    root = ElementTree.fromstring(curve_chart(TRAIN, flat, title="t", x_label="x", y_label="y"))
    places = [float(t.get("y")) for t in root.iter(f"{NS}text") if t.get("font-weight") == "700"]
    assert abs(places[0] - places[1]) >= 15


@pytest.mark.parametrize("points", [((1.0, 2.0),), ((1.0, 2.0), (1.0, 2.0)), ((0.0, 0.0),)])
def test_a_single_point_is_drawn(points):
    svg = curve_chart(Series("a", points), Series("b", ()), title="t", x_label="x", y_label="y")
    ElementTree.fromstring(svg)
    assert "nan" not in svg and "inf" not in svg


def test_bars_are_as_long_as_their_counts():
    root = ElementTree.fromstring(bar_chart({"A": 100, "B": 50}, {"A": 25}, title="t"))
    widths = [float(box.get("width")) for box in root.iter(f"{NS}rect")][2:]
    assert widths[0] == pytest.approx(widths[2] * 2) == pytest.approx(widths[1] * 4)
    assert len(widths) == 3


def test_names_are_escaped_and_many_types_are_cut():
    svg = bar_chart({f"<{n}>": n for n in range(40)}, {}, title="t", limit=5)
    root = ElementTree.fromstring(svg)
    assert "<39>" in [text.text for text in root.iter(f"{NS}text")]
    assert len(list(root.iter(f"{NS}rect"))) == 2 + 5


def test_no_findings_at_all_is_still_a_picture():
    ElementTree.fromstring(bar_chart({}, {}, title="t"))


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (1.6, 3.9), (0.00012, 0.00019), (0, 123456), (5, 5), (0, 0), (-3, 2)]
)
def test_ticks_enclose_the_range_evenly(low, high):
    found = ticks(low, high)
    assert found[0] <= low and found[-1] >= high
    assert 2 <= len(found) <= 12
    steps = {round(b - a, 9) for a, b in zip(found, found[1:], strict=False)}
    assert len(steps) == 1


def test_the_same_numbers_give_the_same_bytes():
    draw = [curve_chart(TRAIN, VALIDATION, title="t", x_label="x", y_label="y") for _ in range(2)]
    assert draw[0] == draw[1]
