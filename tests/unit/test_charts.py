"""Charts: nothing cut off, nothing on top of each other, nothing invented, whatever the input."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from drawn import cut_off, overlapping, texts
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.charts.gradient import gradient
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.charts.halter import halter
from regiobeeld.charts.heatmap import heatmap
from regiobeeld.charts.piramide import piramide
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.charts.spreiding import spreiding
from regiobeeld.charts.verdeling import swarm, verdeling
from regiobeeld.draw import style
from regiobeeld.draw.canvas import RC
from regiobeeld.draw.labels import Box, place_around, spread
from regiobeeld.draw.svg import to_svg
from regiobeeld.timelines.trend import trend

NAN = float("nan")
LONG = "Gemeente 's-Gravenhage, Nissewaard, Schouwen-Duiveland"
NAMES = [LONG, "Bergen op Zoom", "Súdwest-Fryslân", "Tytsjerksteradiel", "Wijk <b>1</b> & $x$", "Ee"]
AGES = [f"{a}-{a + 4}" for a in range(0, 95, 5)] + ["95+"]
INDICATORS = [
    "Roken",
    "Hoog risico op angst of depressie",
    "Ernstig overgewicht",
    "Voldoet aan de beweegrichtlijn",
]
FORMATS = pytest.mark.parametrize("formaat", style.FORMATEN)

Draw = Callable[[style.Formaat], Figure]


def values(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(50, 5, count).round(1)


def areas(count: int) -> list[str]:
    return (NAMES + [f"Gebied {i}" for i in range(count)])[:count]


def pyramid(count: int = 20) -> pd.DataFrame:
    ages = AGES if count == 20 else [str(i) for i in range(count)]
    return pd.DataFrame({"leeftijd": ages, "man": values(count) / 20, "vrouw": values(count, 2) / 20})


def ranking(count: int) -> pd.DataFrame:
    value = values(count)
    frame = pd.DataFrame({"naam": areas(count), "waarde": value, "ondergrens": value - 2, "bovengrens": value + 3})
    frame["nadruk"] = frame.index == 2
    if count > 4:
        frame.loc[4, ["waarde", "ondergrens", "bovengrens"]] = NAN
    return frame


def years(names: list[str]) -> pd.DataFrame:
    rows = [(n, y, 17.5 + 0.1 * i - 0.2 * (y - 2012)) for i, n in enumerate(names) for y in (2012, 2016, 2020)]
    frame = pd.DataFrame(rows, columns=["reeks", "jaar", "waarde"])
    return frame.assign(ondergrens=frame["waarde"] - 1, bovengrens=frame["waarde"] + 1)


def points(count: int) -> pd.DataFrame:
    x = np.random.default_rng(3).normal(0, 1, count)
    frame = pd.DataFrame({"naam": areas(count), "x": x, "y": 3 - x, "grootte": np.arange(count) * 100.0})
    return frame.assign(nadruk=frame.index < 8)


def grid(rows: int, columns: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    numbers = np.random.default_rng(4).normal(0, 1, (rows, columns))
    numbers[0, 0] = NAN
    names = (INDICATORS * 5)[:columns]
    frame = pd.DataFrame(numbers, index=areas(rows), columns=[f"{n} {i}" for i, n in enumerate(names)])
    return frame, frame.map(lambda v: "–" if np.isnan(v) else f"{50 + v:.1f}".replace(".", ","))


def bars() -> pd.DataFrame:
    rows = [
        ("18 tot 65 jaar", "Twente", 19.3, 18.0, 20.6),
        ("18 tot 65 jaar", "Nederland", 18.9, NAN, NAN),
        ("65 jaar en ouder", LONG, 10.1, 9, 11),
        ("65 jaar en ouder", "Nederland", NAN, NAN, NAN),
    ]
    return pd.DataFrame(rows, columns=["groep", "reeks", "waarde", "ondergrens", "bovengrens"])


def parts(count: int) -> pd.DataFrame:
    shares = np.random.default_rng(5).dirichlet([3, 2, 5, 4, 4], count) * 100
    return pd.DataFrame(
        shares, index=areas(count), columns=["0-14 jaar", "15-24", "25-44", "45-64", "65 jaar en ouder"]
    )


def dumbbells() -> pd.DataFrame:
    frame = pd.DataFrame({"naam": NAMES, "van": values(6), "naar": values(6, 2)})
    frame.loc[1, "van"], frame.loc[2, "naar"], frame.loc[3, ["van", "naar"]] = NAN, NAN, NAN
    frame.loc[4, "naar"] = frame.loc[4, "van"]
    return frame


def slopes() -> pd.DataFrame:
    groups = ["laagste 20%", "2", "3", "4", "hoogste 20%"]
    rows = [
        (g, s, 30.0 - 3 * i - j)
        for j, s in enumerate(["18-34 jaar", "35-49 jaar", LONG])
        for i, g in enumerate(groups)
    ]
    return pd.DataFrame(rows, columns=["groep", "reeks", "waarde"])


def wijken(count: int) -> pd.DataFrame:
    names = [name for name in areas(count) for _ in range(12)]
    return pd.DataFrame({"gebied": names, "waarde": values(len(names)), "grootte": np.arange(len(names)) * 10.0})


CASES: dict[str, Draw] = {
    "piramide": lambda f: piramide(pyramid(), pyramid(), ("Twente", "Nederland"), f),
    "piramide per jaar": lambda f: piramide(pyramid(100), pyramid(100), (LONG, "Nederland"), f),
    "trend": lambda f: trend(years(["Twente", "Nederland"]), "Twente", "%", 1, {2020: "trendbreuk"}, f),
    "trend lange namen": lambda f: trend(years(NAMES), LONG, "%", 1, {}, f),
    "trend een jaar": lambda f: trend(years(NAMES).query("jaar == 2020"), LONG, "%", 1, {2020: "trendbreuk"}, f),
    "trend gelijk": lambda f: trend(years(NAMES).assign(waarde=0.0, ondergrens=0.0), LONG, "aantal", 0, {}, f),
    "rangorde": lambda f: rangorde(
        ranking(14), [("Nederland", 50.8), ("Twente", 51.0)], "%", 1, "lager_is_beter", f
    ),
    "rangorde een rij": lambda f: rangorde(ranking(1), [(LONG, 50.8), ("Nederland", 50.7)], "%", 1, "neutraal", f),
    "rangorde 60": lambda f: rangorde(ranking(60), [("Nederland", 50.8)], "euro", 0, "hoger_is_beter", f),
    "rangorde 342": lambda f: rangorde(ranking(342), [("Nederland", 50.8)], "%", 1, "neutraal", f),
    "spreiding": lambda f: spreiding(
        points(80),
        "SES-index (hoger = hogere positie)",
        LONG,
        0.0,
        3.0,
        "inwoners van 65 jaar en ouder",
        f,
        hoeken={"linksboven": "lage SES en ongunstige leefstijl", "rechtsonder": "hoge SES en gunstige leefstijl"},
        nadruk_naam="wijken waar beide samenkomen",
    ),
    "spreiding een punt": lambda f: spreiding(points(1), "x", "y", None, NAN, "", f),
    "heatmap": lambda f: heatmap(*grid(14, 11), f, nadruk="Ee"),
    "heatmap een cel": lambda f: heatmap(*grid(2, 1), f),
    "heatmap 60": lambda f: heatmap(*grid(60, 18), f),
    "groepsstaven": lambda f: groepsstaven(bars(), "%", 1, f),
    "gestapeld": lambda f: gestapeld(parts(14), "geordend", f, nadruk="Ee"),
    "gestapeld een rij": lambda f: gestapeld(parts(1), "categorie", f),
    "halter": lambda f: halter(dumbbells(), ("2012", "2020"), "%", 1, f),
    "gradient": lambda f: gradient(slopes(), "%", 0, f),
    "verdeling": lambda f: verdeling(wijken(6), ("Nederland", 47.0), "%", 1, f),
    "verdeling 60": lambda f: verdeling(wijken(60), (LONG, 47.0), "%", 1, f),
}


@functools.cache
def drawn(name: str, formaat: style.Formaat) -> Figure:
    return CASES[name](formaat)


@FORMATS
@pytest.mark.parametrize("name", CASES)
def test_no_text_is_cut_off_or_covered(name: str, formaat: style.Formaat) -> None:
    figure = drawn(name, formaat)

    assert cut_off(figure) == []
    assert overlapping(figure) == []
    assert figure.get_size_inches()[0] * 72 == style.BREEDTE[formaat]


@FORMATS
@pytest.mark.parametrize("name", CASES)
def test_no_text_is_small_or_says_nan(name: str, formaat: style.Formaat) -> None:
    figure = drawn(name, formaat)

    assert all("nan" not in t.lower().split() and "None" not in t for t in texts(figure))
    sizes = {t.get_fontsize() for ax in figure.axes for t in ax.texts}
    assert min(sizes) >= 11.5


def test_drawing_is_the_same_twice_and_leaves_settings_alone() -> None:
    before = dict(mpl.rcParams)

    once, again = (to_svg(CASES["trend"]("breed"), "x") for _ in range(2))

    assert once == again
    assert dict(mpl.rcParams) == before


def test_settings_of_the_user_do_not_change_a_chart() -> None:
    expected = to_svg(CASES["rangorde"]("smal"), "x")

    with mpl.rc_context(
        {"font.size": 30, "lines.linewidth": 9, "axes.unicode_minus": True, "font.family": "serif"}
    ):
        assert to_svg(CASES["rangorde"]("smal"), "x") == expected


@pytest.mark.parametrize(
    "draw",
    [
        lambda: piramide(pyramid().iloc[:0], pyramid(), ("a", "b")),
        lambda: trend(years([]), "a", "%", 1),
        lambda: trend(years(["a"]).assign(waarde=NAN), "a", "%", 1),
        lambda: rangorde(ranking(3).iloc[:0], [], "%", 1),
        lambda: rangorde(ranking(3).assign(waarde=NAN), [("Nederland", 3.0)], "%", 1),
        lambda: spreiding(points(3).assign(x=NAN), "x", "y", 0, 0, ""),
        lambda: heatmap(*(frame.iloc[:0] for frame in grid(2, 2))),
        lambda: heatmap(*grid(61, 2)),
        lambda: groepsstaven(bars().assign(waarde=NAN), "%", 1),
        lambda: groepsstaven(pd.concat([bars(), bars()]), "%", 1),
        lambda: gestapeld(parts(2) - 100),
        lambda: halter(dumbbells().assign(van=NAN, naar=NAN), ("a", "b")),
        lambda: gradient(slopes().iloc[:0]),
        lambda: verdeling(wijken(1).assign(waarde=NAN), None),
    ],
)
def test_nothing_to_draw_is_refused(draw: Callable[[], Figure]) -> None:
    with pytest.raises(ValueError, match=r"^\w+: "):
        draw()


def test_ranking_runs_from_high_to_low_with_the_unknown_at_the_bottom() -> None:
    frame = pd.DataFrame({"naam": ["laag", "leeg", "hoog"], "waarde": [1234.5, NAN, 2000.25]})

    found = texts(rangorde(frame, [("Nederland", 1500.0)], "aantal", 1))

    assert [t for t in found if t in ("hoog", "laag", "leeg")] == ["hoog", "laag", "leeg"]
    assert {"1.234,5", "2.000,3", "geen cijfer", "Nederland 1.500,0"} <= set(found)


def test_axis_of_a_ranking_holds_all_intervals_and_references() -> None:
    figure = rangorde(ranking(5), [("Nederland", 20.0)], "%", 1, "lager_is_beter")

    low, high = figure.axes[0].get_xlim()
    assert low <= 20
    assert high >= ranking(5)["bovengrens"].max()
    assert "ongunstiger →" in texts(figure)


def test_long_ranking_shows_both_ends_and_says_what_is_left_out() -> None:
    frame = pd.DataFrame({"naam": [f"g{i}" for i in range(100)], "waarde": np.arange(100.0)})
    frame["nadruk"] = frame["naam"] == "g50"

    found = texts(rangorde(frame, [], "aantal", 0))

    # 100 rows: 25 highest (g99-g75), 24 left out (g74-g51), g50 itself, 25 left out (g49-g25), 25 lowest
    assert {"g99", "g75", "… 24 niet getoond", "g50", "… 25 niet getoond", "g24", "g0"} <= set(found)
    assert not {"g74", "g51", "g49", "g25"} & set(found)


def test_trend_is_interrupted_by_a_break_and_by_a_missing_year() -> None:
    frame = pd.DataFrame({"reeks": "Twente", "jaar": range(2012, 2020), "waarde": [1.0, 2, 3, NAN, 5, 6, 7, 8]})

    figure = trend(frame, "Twente", "%", 1, {2018: "trendbreuk"})

    lines = [line.get_xdata().tolist() for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert lines == [[2012, 2013, 2014], [2016, 2017], [2018, 2019]]
    assert {"trendbreuk", "Onderbroken lijn: geen cijfer."} <= set(texts(figure))


def test_ticks_have_a_decimal_comma() -> None:
    found = texts(rangorde(pd.DataFrame({"naam": ["a", "b"], "waarde": [0.2, 0.9]}), [], "%", 1))

    assert "0,4%" in found
    assert not any("." in t for t in found)


def test_intervals_are_drawn_where_they_exist() -> None:
    frame = ranking(3)
    frame.loc[1, "ondergrens"] = NAN

    bars_drawn = [
        segment
        for collection in rangorde(frame, [], "%", 1).axes[0].findobj(LineCollection)
        if collection.get_linewidths()[0] > 3
        for segment in collection.get_segments()
    ]

    assert sorted(s[0][0] for s in bars_drawn) == sorted(frame.loc[[0, 2], "ondergrens"])


def test_cell_text_fits_in_its_cell_and_missing_cells_are_hatched() -> None:
    figure = heatmap(*grid(14, 11), "smal")

    for ax in figure.axes:
        cell = ax.get_position().width * 360 / (ax.get_xlim()[1] - ax.get_xlim()[0])
        assert cell >= style.measure("50,5", style.KLEIN["smal"]) + 2
    assert (
        sum(patch.get_hatch() is not None for ax in figure.axes for patch in ax.findobj(mpl.patches.Rectangle))
        == 2
    )


def test_missing_bar_is_not_a_bar_of_zero() -> None:
    figure = groepsstaven(bars(), "%", 1)

    # two groups of three series: three combinations have a value, the other three do not
    widths = [bar.get_width() for container in figure.axes[0].containers for bar in container]
    assert sorted(widths) == [10.1, 18.9, 19.3]
    assert texts(figure).count("geen cijfer") == 3


def test_labels_on_a_line_keep_their_order_and_distance() -> None:
    assert spread([10, 11, 50], [10, 10, 10], 0, 100) == [5.5, 15.5, 50]
    assert spread([0, 100], [10, 10], 0, 100) == [5, 95]
    assert spread([1, 2, 3], [50, 50, 50], 0, 90) == [15, 45, 75]


def test_label_without_free_room_is_left_out() -> None:
    bounds, wall = Box(0, 0, 100, 100), Box(0, 0, 100, 100)

    assert place_around([(50, 50)], [(20, 10)], [], bounds, [5]) == [(65, 50)]
    assert place_around([(50, 50)], [(20, 10)], [wall], bounds, [5]) == [None]


def test_swarm_keeps_dots_apart_when_there_is_room() -> None:
    places, radii = np.zeros(3), np.full(3, 4.0)

    offsets = swarm(places, radii, 30)

    assert min(abs(a - b) for i, a in enumerate(offsets) for b in offsets[i + 1 :]) >= 8
    assert offsets.tolist() == swarm(places, radii, 30).tolist()


@pytest.mark.parametrize("colour", [style.REGIO, style.ONGUNSTIG, style.INKT, style.INKT_ZACHT, style.GRIJS])
def test_text_colours_are_readable_on_white(colour: str) -> None:
    assert style.contrast(colour, style.WIT) >= 4.5


@pytest.mark.parametrize(
    "colour",
    sorted(
        {
            *style.AFWIJKING,
            *style.OPLOPEND,
            *style.OPLOPEND_KOEL,
            *style.OPLOPEND_WARM,
            *style.KLASSEKLEUREN.values(),
            *style.CATEGORIE,
        }
    ),
)
def test_ink_on_a_coloured_cell_is_readable(colour: str) -> None:
    assert style.contrast(style.ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("meer", ["ongunstig", "gunstig", "neutraal"])
def test_ordered_colours_get_darker(meer: style.Meer) -> None:
    for count in range(1, 8):
        colours = style.sequence(count, meer)
        against_white = [style.contrast(colour, style.WIT) for colour in colours]
        assert len(set(colours)) == count
        assert against_white == sorted(against_white)


def test_contrast_of_black_on_white_is_21() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_wrapping_loses_no_letter_and_keeps_within_the_width() -> None:
    for width in (30, 60, 120):
        lines = style.wrap(LONG, width, 13)
        assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")
        assert max(style.measure(line, 13) for line in lines) <= width


def lines_in(svg: str) -> int:
    """How many outlines go anywhere: they have more than the two numbers of a point."""
    outlines = re.findall(r'<path[^>]* d="([^"]*)"', svg)
    return sum(len(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", outline)) > 2 for outline in outlines)


@pytest.mark.parametrize("name", CASES)
def test_nothing_that_is_drawn_is_lost_in_the_page(name: str) -> None:
    """As many lines and surfaces as matplotlib itself writes: a trend line once went, and its marks stayed."""
    figure, written = CASES[name]("breed"), io.StringIO()
    with mpl.rc_context(RC):
        figure.savefig(written, format="svg")
    assert lines_in(to_svg(figure, name)) == lines_in(written.getvalue())
