"""Two indicators against each other, one bubble per area, with the unfavourable corner shaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regiobeeld.draw import style
from regiobeeld.draw.canvas import (
    add_axes,
    drawing,
    finite,
    grid_x,
    grid_y,
    new_figure,
    nice_ticks,
    padded,
    plot_size,
    put_text,
    require_rows,
    tick_labels,
    tick_suffix,
)
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.labels import Box, is_far, place_around
from regiobeeld.draw.legend import Key, draw_legend, legend_height
from regiobeeld.draw.marks import draw_dots
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure, wrap
from regiobeeld.numbers import decimalen_voor, getal

Hoek = Literal["linksboven", "rechtsboven", "linksonder", "rechtsonder"]
MOST_LABELS = 8
_NAME = "#7a2f08"


@drawing
def spreiding(
    punten: pd.DataFrame,
    x_naam: str,
    y_naam: str,
    x_lijn: float | None,
    y_lijn: float | None,
    grootte_naam: str,
    formaat: Formaat = "breed",
    *,
    ongunstig: Hoek | None = "linksboven",
    hoeken: Mapping[Hoek, str] | None = None,
    lijn_naam: str = "Nederland",
    nadruk_naam: str = "",
    x_eenheid: str = "",
    y_eenheid: str = "",
) -> Figure:
    """Draw a bubble per area; the marked areas (at most 8, largest first) get their name.

    Args:
        punten: naam, x, y, grootte (an amount, drawn as surface; missing = smallest) and nadruk (bool).
            Points without x or y are left out and counted in a note.
        x_naam, y_naam: what the axes show, with unit.
        x_lijn, y_lijn: reference values that divide the plot in four; None or missing: no line.
        grootte_naam: what the surface of a bubble stands for; empty: all the same size, no legend.
        formaat: width of the drawing.
        ongunstig: the corner that is shaded; None: no corner.
        hoeken: short texts in the corners.
        lijn_naam: whose values the lines show.
        nadruk_naam: what the marked points are, for the legend; empty: not in the legend.
        x_eenheid, y_eenheid: "%" adds the sign to the tick values.

    Raises:
        ValueError: no point has both x and y.
    """
    require_rows(punten, "spreiding")
    frame = punten.copy()
    frame[["x", "y"]] = frame[["x", "y"]].astype(float)
    known = frame[np.isfinite(frame["x"]) & np.isfinite(frame["y"])].reset_index(drop=True)
    if known.empty:
        raise ValueError("spreiding: er is geen gebied met beide cijfers")
    known["straal"] = _radii(known["grootte"].astype(float).to_numpy(), formaat)
    keys = _keys(known, nadruk_naam, grootte_naam)
    name_lines = wrap(y_naam, BREEDTE[formaat] - 20, KLEIN[formaat], "half")
    x_lines = wrap(x_naam, BREEDTE[formaat] - 60, KLEIN[formaat], "half")
    note = f"{len(frame) - len(known)} zonder cijfer, niet getoond" if len(known) < len(frame) else ""
    top = legend_height(keys, BREEDTE[formaat] - 16, formaat) * bool(keys) + len(name_lines) * 15 + 16
    bottom = 30 + len(x_lines) * 15 + 8 + (18 if note else 0)
    x_limits = padded(_with_line(known["x"], x_lijn), part=0.08)
    y_limits = padded(_with_line(known["y"], y_lijn), part=0.08)
    y_ticks = nice_ticks(*y_limits, 6)
    y_texts = tick_labels(y_ticks, y_eenheid)
    left = max(measure(t, KLEIN[formaat]) for t in y_texts) + 16
    height = 380.0 if formaat == "breed" else 330.0
    y_limits = _make_room(y_limits, hoeken or {}, height, formaat)
    figure = new_figure(formaat, top + bottom + height)
    ax = add_axes(figure, left, 14, top, bottom)
    ax.set_xlim(*x_limits)
    ax.set_ylim(*y_limits)
    grid_y(ax, y_ticks, y_texts, formaat)
    x_ticks = nice_ticks(*x_limits, 7 if formaat == "breed" else 4)
    grid_x(ax, x_ticks, tick_labels(x_ticks, x_eenheid), formaat)
    _shade(ax, x_lijn, y_lijn, ongunstig)
    obstacles = _write_corners(ax, hoeken or {}, ongunstig, formaat)
    obstacles += _draw_lines(ax, x_lijn, y_lijn, lijn_naam, obstacles, formaat)
    _draw_points(ax, known)
    _note_points(ax, known, (x_naam, x_eenheid), (y_naam, y_eenheid))
    _label_points(ax, known, obstacles, formaat)
    put_text(
        ax, 0, 1, name_lines, coords="axes", dx=-left + 4, dy=10, size=KLEIN[formaat], weight="half", va="bottom"
    )
    put_text(ax, 1, 0, x_lines, coords="axes", dy=-27, size=KLEIN[formaat], weight="half", ha="right", va="top")
    if note:
        put_text(
            ax,
            0,
            0,
            note,
            coords="axes",
            dx=-left + 4,
            dy=-bottom + 10,
            size=KLEIN[formaat],
            color=style.INKT_ZACHT,
        )
    if keys:
        draw_legend(ax, keys, formaat, left=left - 4, above=len(name_lines) * 15 + 14, width=BREEDTE[formaat] - 16)
    return figure


def _with_line(values: pd.Series[float], line: float | None) -> list[float]:
    return [*values.tolist(), *([float(line)] if line is not None and finite(line) else [])]


def _radii(amounts: np.ndarray, formaat: Formaat) -> np.ndarray:
    """Radius in px: surface in proportion to the amount, never too small to see."""
    most = 17.0 if formaat == "breed" else 13.0
    amounts = np.where(np.isfinite(amounts) & (amounts > 0), amounts, 0.0)
    if amounts.max() <= 0:
        return np.full(len(amounts), 5.0)
    if amounts.max() == amounts.min():
        return np.full(len(amounts), most / 2.4)
    return np.asarray(np.clip(most * np.sqrt(amounts / amounts.max()), 2.6, most))


def _keys(known: pd.DataFrame, accent: str, size_name: str) -> list[Key]:
    keys = [Key(accent, style.ONGUNSTIG, "stip")] if accent and known["nadruk"].any() else []
    most = known["grootte"].astype(float).max()
    if size_name and finite(most) and most > 0:
        keys.append(Key(f"grootte: {size_name} (grootste {getal(most)})", style.GRIJS, "open"))
    return keys


def _shade(ax: Axes, x_line: float | None, y_line: float | None, corner: Hoek | None) -> None:
    if corner is None or x_line is None or y_line is None or not (finite(x_line) and finite(y_line)):
        return
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    left, right = (x0, x_line) if corner.startswith("links") else (x_line, x1)
    low, high = (y_line, y1) if corner.endswith("boven") else (y0, y_line)
    ax.add_patch(
        Rectangle(
            (left, low), right - left, high - low, facecolor=style.ONGUNSTIG_WAAS, edgecolor="none", zorder=0
        )
    )


def _draw_lines(
    ax: Axes, x_line: float | None, y_line: float | None, name: str, corners: Sequence[Box], formaat: Formaat
) -> list[Box]:
    """Reference lines with their name; gives the room that the names take."""
    width, height = plot_size(ax)
    boxes = []
    length = measure(name, KLEIN[formaat])
    ink = style.INKT_ZACHT
    if x_line is not None and finite(x_line):
        ax.axvline(x_line, color=ink, linewidth=1.2, linestyle=(0, (5, 3)), zorder=1)
        part = (x_line - ax.get_xlim()[0]) / (ax.get_xlim()[1] - ax.get_xlim()[0]) * width
        start = part + 5 if part + length + 8 < width else part - 5 - length
        box = Box(start, 0, start + length, 18)
        hits = [corner.y1 for corner in corners if corner.overlap(box)]
        up = max(hits, default=0.0)
        put_text(ax, 0, 0, name, coords="axes", dx=start, dy=9 + up, size=KLEIN[formaat], color=ink)
        boxes.append(Box(start, up, start + length, up + 18))
    if y_line is not None and finite(y_line):
        ax.axhline(y_line, color=ink, linewidth=1.2, linestyle=(0, (5, 3)), zorder=1)
        part = (y_line - ax.get_ylim()[0]) / (ax.get_ylim()[1] - ax.get_ylim()[0]) * height
        put_text(ax, 1, y_line, name, coords="y", dx=-4, dy=9, size=KLEIN[formaat], color=ink, ha="right")
        boxes.append(Box(width - 4 - length, part, width - 4, part + 18))
    return boxes


def _corner_lines(text: str, formaat: Formaat) -> list[str]:
    return wrap(text, BREEDTE[formaat] * 0.4, KLEIN[formaat], "half")


def _make_room(
    limits: tuple[float, float], corners: Mapping[Hoek, str], height: float, formaat: Formaat
) -> tuple[float, float]:
    """Stretch the y limits so that the texts in the corners stand clear of the points."""
    line = KLEIN[formaat] * 1.2 / height * (limits[1] - limits[0])
    above = max((len(_corner_lines(t, formaat)) for c, t in corners.items() if c.endswith("boven")), default=0)
    below = max((len(_corner_lines(t, formaat)) for c, t in corners.items() if c.endswith("onder")), default=0)
    return limits[0] - line * (below + 2.0), limits[1] + (line * (above + 0.6) if above else 0)


def _write_corners(ax: Axes, corners: Mapping[Hoek, str], worst: Hoek | None, formaat: Formaat) -> list[Box]:
    """Texts in the corners; gives the room that they take."""
    width, height = plot_size(ax)
    boxes = []
    for corner, text in corners.items():
        lines = _corner_lines(text, formaat)
        is_left, is_top = corner.startswith("links"), corner.endswith("boven")
        need = max(measure(line, KLEIN[formaat], "half") for line in lines)
        tall = len(lines) * KLEIN[formaat] * 1.2
        put_text(
            ax,
            0 if is_left else 1,
            1 if is_top else 0,
            lines,
            coords="axes",
            dx=8 if is_left else -8,
            dy=-7 if is_top else 8,
            size=KLEIN[formaat],
            weight="half",
            ha="left" if is_left else "right",
            va="top" if is_top else "bottom",
            color=style.ONGUNSTIG if corner == worst else style.INKT_ZACHT,
        )
        x0, y0 = (8.0 if is_left else width - 8 - need), (height - 7 - tall if is_top else 8.0)
        boxes.append(Box(x0, y0, x0 + need, y0 + tall))
    return boxes


def _draw_points(ax: Axes, known: pd.DataFrame) -> None:
    """Large bubbles first, so that small ones stay visible; marked ones on top."""
    for accent, colour, opacity in ((False, style.REGIO, 0.34), (True, style.ONGUNSTIG, 0.75)):
        rows = known[known["nadruk"].astype(bool) == accent]
        x, y, radii = (rows[column].to_numpy(float) for column in ("x", "y", "straal"))
        draw_dots(ax, x, y, radii, colour, opacity=opacity, zorder=3 + accent)


def _note_points(ax: Axes, known: pd.DataFrame, x: tuple[str, str], y: tuple[str, str]) -> None:
    """Name and both values of every bubble, for who points at it; what an axis means stands at the axis."""
    short = [name.partition(" (")[0] for name, _ in (x, y)]
    for row in known.to_dict("records"):
        values = [
            f"{name} {getal(value, decimalen_voor([round(value, 2)], 2))}{tick_suffix(unit)}"
            for name, value, unit in zip(short, (row["x"], row["y"]), (x[1], y[1]), strict=True)
        ]
        note_mark(ax, row["x"], row["y"], f"{row['naam']}: {', '.join(values)}")


def _label_points(ax: Axes, known: pd.DataFrame, obstacles: list[Box], formaat: Formaat) -> None:
    """Names of the largest marked points, as far as there is room."""
    width, height = plot_size(ax)
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    marked = known[known["nadruk"].astype(bool)].sort_values("straal", ascending=False, kind="stable")
    px = ((marked["x"] - x0) / (x1 - x0) * width).tolist()
    py = ((marked["y"] - y0) / (y1 - y0) * height).tolist()
    radii = marked["straal"].tolist()
    dots = [Box(x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8) for x, y, r in zip(px, py, radii, strict=True)]
    most, size = (MOST_LABELS, LETTER[formaat]) if formaat == "breed" else (MOST_LABELS - 3, KLEIN[formaat])
    names = [wrap(str(name), 180 if formaat == "breed" else 112, size, "half") for name in marked["naam"][:most]]
    sizes = [(max(measure(t, size, "half") for t in lines) + 4, len(lines) * size * 1.18) for lines in names]
    anchors = list(zip(px, py, strict=True))[:most]
    gaps = [radius + 3 for radius in radii[:most]]
    places = place_around(anchors, sizes, [*obstacles, *dots], Box(0, 0, width + 10, height), gaps)
    for anchor, place, box, lines, gap in zip(anchors, places, sizes, names, gaps, strict=True):
        if place is None:
            continue
        if is_far(anchor, place, box, gap):
            xs, ys = [anchor[0] / width, place[0] / width], [anchor[1] / height, place[1] / height]
            ax.plot(xs, ys, transform=ax.transAxes, color=style.ONGUNSTIG, linewidth=0.8, zorder=4.5)
        text = put_text(
            ax,
            0,
            0,
            lines,
            coords="axes",
            dx=place[0],
            dy=place[1],
            size=size,
            weight="half",
            ha="center",
            color=_NAME,
        )
        text.set_bbox({"facecolor": style.WIT, "alpha": 0.72, "linewidth": 0, "pad": 0.6})
