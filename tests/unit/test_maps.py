"""Maps: true proportions, every area in its colour, gaps visible, names that stay apart."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from drawn import cut_off, overlapping, texts
from regiobeeld.draw import style
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.maps.boundaries import Boundaries, load_boundaries
from regiobeeld.maps.maps import bivariaat, choropleth, tweekleuren
from regiobeeld.maps.mapsheet import simplify

COLOURS = style.sequence(3)
FORMATS = pytest.mark.parametrize("formaat", style.FORMATEN)


def square(x: float, y: float, size: float = 10_000) -> list[list[float]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def feature(code: str, *rings: list[list[float]], gm: str = "") -> dict[str, object]:
    properties = {"code": code, "naam": f"Naam van {code}", **({"gemeente_code": gm} if gm else {})}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def write(folder: Path, *features: dict[str, object]) -> Path:
    path = folder / "kaart.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def gemeenten(tmp_path: Path) -> Boundaries:
    """Two rows of four squares of 10 km: 40 km wide, 20 km high."""
    return load_boundaries(
        write(
            tmp_path,
            *(feature(f"GM000{i}", square(200_000 + i % 4 * 10_000, 470_000 + i // 4 * 10_000)) for i in range(8)),
        )
    )


@pytest.fixture
def wijken(tmp_path: Path) -> Boundaries:
    """The left half of each square is a wijk."""
    return load_boundaries(
        write(
            tmp_path,
            *(
                feature(
                    f"WK000{i}01",
                    square(200_000 + i % 4 * 10_000, 470_000 + i // 4 * 10_000, 5_000),
                    gm=f"GM000{i}",
                )
                for i in range(8)
            ),
        )
    )


def fills(figure: Figure) -> dict[str, int]:
    """Number of areas per fill colour; hatched areas under "hatch"."""
    found: dict[str, int] = {}
    for patch in figure.axes[0].findobj(PathPatch):
        key = "hatch" if patch.get_hatch() else to_hex(patch.get_facecolor())
        found[key] = found.get(key, 0) + int((patch.get_path().codes == 1).sum())
    return found


def test_every_area_has_the_colour_of_its_class(gemeenten: Boundaries) -> None:
    values = pd.Series(
        {"GM0000": 9.9, "GM0001": 10.0, "GM0002": 19.9, "GM0003": 20.0, "GM0004": 35.0, "GM0005": np.nan}
    )

    figure = choropleth(gemeenten, values, [10, 20], COLOURS, eenheid="%")

    # a value equal to a limit belongs to the higher class; GM0005 is unknown, GM0006 and GM0007 are absent
    assert fills(figure) == {COLOURS[0]: 1, COLOURS[1]: 2, COLOURS[2]: 2, "hatch": 3}
    assert {"minder dan 10%", "10 tot 20%", "20% of meer", "geen cijfer"} <= set(texts(figure))


def test_legend_has_no_gap_when_every_area_has_a_figure(gemeenten: Boundaries) -> None:
    values = pd.Series(1.5, index=gemeenten.codes)

    found = texts(
        choropleth(gemeenten, values, [1.25, 2], COLOURS, eenheid="per 1000", referentie=("Nederland", 1.4))
    )

    assert "geen cijfer" not in found
    assert {"minder dan 1,25", "1,25 tot 2,00", "per 1.000", "Nederland: 1,4"} <= set(found)


@FORMATS
def test_a_kilometre_is_as_long_to_the_east_as_to_the_north(gemeenten: Boundaries, formaat: style.Formaat) -> None:
    figure = choropleth(gemeenten, pd.Series(dtype=float), [10, 20], COLOURS, formaat=formaat)

    ax = figure.axes[0]
    corner, east, north = ax.transData.transform([(200_000, 470_000), (210_000, 470_000), (200_000, 480_000)])
    assert east[0] - corner[0] == pytest.approx(north[1] - corner[1], rel=1e-3)
    assert east[1] == pytest.approx(corner[1])
    assert ax.get_xlim()[0] <= 200_000
    assert ax.get_xlim()[1] >= 240_000


@FORMATS
@pytest.mark.parametrize("count", [1, 8])
def test_names_and_legend_stay_apart_and_within_the_drawing(
    gemeenten: Boundaries, count: int, formaat: style.Formaat
) -> None:
    chosen = gemeenten.kies(gemeenten.codes[:count])
    names = {
        code: "Nissewaard, Schouwen-Duiveland" if code == "GM0003" else "Bergen op Zoom" for code in chosen.codes
    }
    values = pd.Series({"GM0000": 1.0, "GM0001": 25.0})

    figure = choropleth(
        chosen, values, [10, 20], COLOURS, None, names, "%", formaat, legenda_titel="Overgewicht " * 4
    )

    assert cut_off(figure) == []
    assert overlapping(figure) == []
    assert "Bergen op Zoom" in texts(figure)


def test_of_many_areas_only_the_largest_are_named(tmp_path: Path) -> None:
    many = load_boundaries(
        write(tmp_path, *(feature(f"GM{i:04d}", square(i * 10_000, 400_000, 9_000 + i)) for i in range(20)))
    )

    found = texts(
        choropleth(many, pd.Series(dtype=float), [1, 2], COLOURS, labels={c: c[-2:] for c in many.codes})
    )

    # 15 of 20, the largest: those that were made last
    assert sorted(t for t in found if t.isdigit()) == [f"{i:02d}" for i in range(5, 20)]


def test_outlines_without_wijken_are_shown_as_a_gap(gemeenten: Boundaries, wijken: Boundaries) -> None:
    figure = choropleth(wijken, pd.Series(1.0, index=wijken.codes), [2, 3], COLOURS, gemeenten)

    # each gemeente is covered for a quarter only
    assert fills(figure)["hatch"] == 8
    assert "geen cijfer" in texts(figure)


@FORMATS
def test_two_values_share_a_three_by_three_legend(gemeenten: Boundaries, formaat: style.Formaat) -> None:
    x = pd.Series({"GM0000": 0.0, "GM0001": 2.0, "GM0002": 1.0})
    y = pd.Series({"GM0000": 0.0, "GM0001": 2.0, "GM0003": 1.0})

    figure = bivariaat(
        gemeenten,
        x,
        y,
        (0.5, 1.5),
        (0.5, 1.5),
        "lagere sociaaleconomische positie",
        "ongunstiger leefstijl",
        formaat=formaat,
    )

    assert fills(figure) == {tweekleuren(0, 0): 1, tweekleuren(2, 2): 1, "hatch": 6}
    assert cut_off(figure) == []
    assert overlapping(figure) == []


def test_the_nine_colours_differ_and_both_highest_is_darkest() -> None:
    cells = {(i, j): style.contrast(tweekleuren(i, j), style.WIT) for i in range(3) for j in range(3)}

    assert len({tweekleuren(*cell) for cell in cells}) == 9
    assert max(cells, key=lambda cell: cells[cell]) == (2, 2)
    assert min(cells, key=lambda cell: cells[cell]) == (0, 0)


@pytest.mark.parametrize(("limits", "count"), [([10, 5], 3), ([10, 10], 3), ([10, 20], 2)])
def test_classes_that_make_no_sense_are_refused(gemeenten: Boundaries, limits: list[float], count: int) -> None:
    with pytest.raises(ValueError, match="klassegrenzen"):
        choropleth(gemeenten, pd.Series(dtype=float), limits, COLOURS[:count])


def test_a_map_of_nothing_is_refused(gemeenten: Boundaries) -> None:
    with pytest.raises(ValueError, match="geen gebieden"):
        choropleth(gemeenten.kies([]), pd.Series(dtype=float), [10, 20], COLOURS)


def test_boundaries_can_be_chosen_by_code_and_by_gemeente(gemeenten: Boundaries, wijken: Boundaries) -> None:
    assert gemeenten.kies(["GM0002", "GM9999"]).codes == ["GM0002"]
    assert wijken.binnen(["GM0001", "GM0003"]).codes == ["WK000101", "WK000301"]
    assert gemeenten.bounds == (200_000, 470_000, 240_000, 490_000)
    assert gemeenten.names["GM0001"] == "Naam van GM0001"


def test_holes_are_not_part_of_an_area(tmp_path: Path) -> None:
    ring = load_boundaries(write(tmp_path, feature("GM0001", square(0, 400_000), square(2_000, 402_000, 5_000))))

    assert ring.surface("GM0001") == 10_000**2 - 5_000**2


def test_a_broken_map_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "kapot.geojson").write_text("{", encoding="utf-8")
    point = {
        "type": "Feature",
        "properties": {"code": "GM1"},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }

    with pytest.raises(SourceUnreachableError, match="kan niet worden gelezen"):
        load_boundaries(tmp_path / "weg.geojson")
    with pytest.raises(ContractError, match="geen geldig GeoJSON"):
        load_boundaries(tmp_path / "kapot.geojson")
    with pytest.raises(ContractError, match="polygonen"):
        load_boundaries(write(tmp_path, point))
    with pytest.raises(ContractError, match="twee keer"):
        load_boundaries(write(tmp_path, feature("GM1", square(0, 400_000)), feature("GM1", square(0, 400_000))))
    with pytest.raises(ContractError, match="RD-meters"):
        load_boundaries(write(tmp_path, feature("GM1", [[5.1, 52.1], [5.2, 52.1], [5.2, 52.2], [5.1, 52.1]])))


def small_middle(folder: Path) -> Boundaries:
    """A small square of 2 km in the middle of the southern edge of a large one of 40 km by 20 km."""
    outer = [[200_000, 470_000], [219_000, 470_000], [219_000, 472_000], [221_000, 472_000], [221_000, 470_000]]
    outer += [[240_000, 470_000], [240_000, 490_000], [200_000, 490_000], [200_000, 470_000]]
    west = square(200_000, 440_000, 5_000)
    return load_boundaries(
        write(
            folder,
            feature("GM0001", outer),
            feature("GM0002", square(219_000, 470_000, 2_000)),
            feature("GM0003", west),
        )
    )


def test_a_name_that_would_cover_its_area_stands_beside_the_map_with_a_line(tmp_path: Path) -> None:
    areas = small_middle(tmp_path)
    names = {"GM0001": "Grootdorp", "GM0002": "Zeer klein dorp"}

    figure = choropleth(
        areas, pd.Series({"GM0001": 1.0, "GM0002": 2.0, "GM0003": 1.0}), (1.5,), COLOURS[:2], None, names
    )

    ax = figure.axes[0]
    written = next(text for text in ax.texts if text.get_text() == "Zeer klein dorp")
    place = ax.transData.inverted().transform(written.get_window_extent())
    assert place[1][1] < 470_000, "the name stands south of the areas, on white"
    line = next(artist.get_xydata() for artist in ax.lines if len(artist.get_xydata()) == 2)
    end = ax.transData.inverted().transform(ax.transAxes.transform(line[1]))
    assert 219_000 < end[0] < 221_000 and 470_000 < end[1] < 472_000, "the line ends in its area"
    assert cut_off(figure) == []
    assert overlapping(figure) == []


def test_neighbours_stay_joined_when_points_on_a_straight_line_are_left_out() -> None:
    left = np.array([(0, 0), (10, 0), (10, 4), (10, 9), (10, 20), (0, 20)], dtype=float) * 1000
    right = np.array([(10, 0), (20, 0), (20, 20), (10, 20), (10, 9)], dtype=float) * 1000

    one, other = simplify(left, 0.01), simplify(right, 0.01)

    assert one.tolist() == [[0, 0], [10_000, 0], [10_000, 20_000], [0, 20_000]]
    assert other.tolist() == [[10_000, 0], [20_000, 0], [20_000, 20_000], [10_000, 20_000]]


def test_of_a_map_without_names_of_outlines_the_areas_themselves_are_named(
    gemeenten: Boundaries, wijken: Boundaries
) -> None:
    values = pd.Series(range(8), index=wijken.codes, dtype=float)
    figure = choropleth(wijken, values, (3.5,), COLOURS[:2], gemeenten, {wijken.codes[0]: "Noord"})
    assert "Noord" in texts(figure)
