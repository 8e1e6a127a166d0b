"""Insets on maps of wijken: where they come, what they show, and that they say the same as the map."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from drawn import cut_off, overlapping, texts
from regiobeeld.draw import style
from regiobeeld.draw.outlines import shorten_outline
from regiobeeld.draw.svg import to_svg
from regiobeeld.maps.boundaries import Boundaries
from regiobeeld.maps.insets import Cutout, InsetRules
from regiobeeld.maps.maps import choropleth

COLOURS = style.sequence(2)
FORMATS = pytest.mark.parametrize("formaat", style.FORMATEN)
NAMES = {"GM0001": "Adorp", "GM0002": "Bestad"}
RULES = InsetRules(smallest=16, fewest=4, most=3, zoom=2, panel=120, names=NAMES)


def square(x: float, y: float, size: float) -> tuple[np.ndarray]:
    return (np.array([[x, y], [x + size, y], [x + size, y + size], [x, y + size]], dtype=float),)


def country(small: float = 1_000) -> tuple[Boundaries, Boundaries]:
    """Two gemeenten of 40 by 60 km beside each other, each with 3 x 3 wijken of `small` metres in its middle."""
    rings, owners = {}, {}
    for number, west in ((1, 100_000), (2, 140_000)):
        for i in range(9):
            code = f"WK000{number}0{i}"
            rings[code] = square(west + 18_000 + i % 3 * small, 418_000 + i // 3 * small, small)
            owners[code] = f"GM000{number}"
    corners = np.array([[0, 0], [40_000, 0], [40_000, 60_000], [0, 60_000]], dtype=float)
    outline = {f"GM000{n}": (np.add(corners, (west, 390_000)),) for n, west in ((1, 100_000), (2, 140_000))}
    return Boundaries(rings, {code: code for code in rings}, owners), Boundaries(outline, NAMES, {})


def draw(values: dict[str, float], rules: InsetRules = RULES, **look: object) -> Figure:
    wijken, outline = country()
    return choropleth(
        wijken, pd.Series(values), [10], COLOURS, outline, NAMES, "%", namen=wijken.names, inzet=rules, **look
    )  # type: ignore[arg-type]


MIXED = {f"WK000{n}0{i}": 20.0 if i < 3 * n else 5.0 for n in (1, 2) for i in range(9)}
"""Three of nine wijken of Adorp in the highest class, and six of Bestad."""


@FORMATS
def test_small_wijken_stand_larger_beside_the_map_under_the_name_of_their_gemeente(formaat: style.Formaat) -> None:
    figure = draw(MIXED, formaat=formaat)
    _, *panels = figure.axes
    # Bestad has more of what the map is about. 3 km of wijken and a margin around them fill a panel.
    middles = [np.mean(ax.get_xlim()) for ax in panels]
    assert middles == pytest.approx([159_500, 119_500])
    assert all(3_000 < np.ptp(ax.get_xlim()) < 3_300 for ax in panels)
    assert [texts(figure).count(name) for name in NAMES.values()] == [2, 2]
    assert cut_off(figure) == [] and overlapping(figure) == []


def test_an_inset_has_the_colours_of_the_map() -> None:
    panel = draw(MIXED).axes[1]
    count: dict[str, int] = {}
    for patch in panel.findobj(PathPatch):
        if patch.get_fill() and patch.get_facecolor()[3]:
            colour = to_hex(patch.get_facecolor())
            count[colour] = count.get(colour, 0) + int((patch.get_path().codes == 1).sum())
    assert count[COLOURS[1]] == 6 and count[COLOURS[0]] == 3


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        (MIXED, InsetRules(1, 4, 3, 2, 120, NAMES)),  # no wijk is that small
        (MIXED, InsetRules(16, 10, 3, 2, 120, NAMES)),  # nine are too few
        (MIXED, InsetRules(16, 4, 0, 2, 120, NAMES)),  # none is wanted
        (dict.fromkeys(MIXED, 5.0), RULES),  # one colour: nothing to see
        ({}, RULES),  # no figure at all
    ],
)
def test_a_map_without_a_dense_part_to_show_has_no_inset(values: dict[str, float], rules: InsetRules) -> None:
    wijken, outline = country()
    figure = choropleth(
        wijken, pd.Series(values, dtype=float), [10], COLOURS, outline, NAMES, "%", namen=wijken.names, inzet=rules
    )
    assert len(figure.axes) == 1


def test_the_one_inset_there_is_goes_to_what_the_map_is_about() -> None:
    figure = draw(MIXED, InsetRules(16, 4, 1, 2, 120, NAMES))
    assert [np.mean(ax.get_xlim()) for ax in figure.axes[1:]] == pytest.approx([159_500])


def test_pointing_in_an_inset_tells_the_same_text_that_is_written_once() -> None:
    told = re.search(r'data-merken="([^"]*)"', to_svg(draw(MIXED), "proef"))
    assert told is not None
    marks = [mark.split(" ", 2)[2] for mark in unescape(told[1]).split("|")]
    first, again = marks[:18], marks[18:]
    assert first[0] == "WK000100: 20% (10% of meer)" and not any(text.startswith("=") for text in first)
    assert sorted(again) == sorted(f"={number}" for number in range(18))


def test_only_what_lies_in_the_square_is_drawn() -> None:
    # Of a square of 10 from (-5, -5) the part in the square of 4 from (0, 0) is all of it; one beside it is none.
    areas = Boundaries({"a": square(-5, -5, 10), "b": square(3, 1, 10), "c": square(9, 9, 2)}, {}, {})
    cut = Cutout("GM0001", 0, 0, 4).cut(areas)
    assert cut.codes == ["a", "b"]
    assert cut.surface("a") == pytest.approx(16) and cut.surface("b") == pytest.approx(3)


def test_a_long_outline_on_half_pixels_is_written_in_whole_numbers_and_drawn_as_wide() -> None:
    points = [(10.0, 10.0)]
    for step in range(40):
        points.append((points[-1][0] + 1.5, points[-1][1] + (2.5 if step % 2 else -0.5)))
    path = "M " + " L ".join(f"{x} {y}" for x, y in points)
    element = ET.Element("path", {"style": "fill: #fff; stroke: #000; stroke-width: 0.9"})
    shorten_outline(element, path)
    assert element.get("transform") == "scale(.5)"
    assert "stroke-width: 1.8" in element.get("style", "")
    steps = element.get("d", "")
    assert "." not in steps and steps.startswith("m20 20 3-1 3 5")


def test_a_short_outline_keeps_its_scale() -> None:
    element = ET.Element("path", {"style": "fill: #fff"})
    shorten_outline(element, "M 1.5 1.5 L 2.5 2.5")
    assert element.get("transform") is None and element.get("d") == "m1.5 1.5 1 1"
