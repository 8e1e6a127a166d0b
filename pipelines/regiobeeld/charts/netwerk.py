"""A network of two kinds of names, left and right, with a line for every pair that belongs together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from regiobeeld.draw import style
from regiobeeld.draw.canvas import Rows, add_axes, drawing, lay_rows, new_figure, put_text, require_rows
from regiobeeld.draw.style import CATEGORIE, LETTER, Formaat

MOST_NODES = 40
_DOT = 4.0


@drawing
def netwerk(paren: pd.DataFrame, formaat: Formaat = "breed") -> Figure:
    """Draw who belongs to what. A line has the colour of the name on the left, so that it can be followed.

    Args:
        paren: 1 where a row and a column belong together, else 0; index: names on the left, columns: on the right.
        formaat: width of the drawing.

    Raises:
        ValueError: no rows, or more than `MOST_NODES` names together: then nobody can read it.
    """
    require_rows(paren, "netwerk")
    if not paren.shape[1] or sum(paren.shape) > MOST_NODES:
        raise ValueError(f"netwerk: geef hoogstens {MOST_NODES} namen, en aan elke kant minstens één")
    ordered = order_columns(paren)
    left = lay_rows([str(i) for i in ordered.index], formaat, least=24, share=0.34, weight="normaal")
    right = lay_rows([str(i) for i in ordered.columns], formaat, least=24, share=0.34, weight="normaal")
    height = max(left.total, right.total)
    figure = new_figure(formaat, height + 8)
    ax = add_axes(figure, left.label_width + 16, right.label_width + 16, 4, 4)
    ax.set_xlim(0, 1)
    ax.set_ylim(height, 0)
    places = [[y * height / rows.total for y in rows.centres] for rows in (left, right)]
    for row, y in enumerate(places[0]):
        colour = CATEGORIE[row % len(CATEGORIE)]
        for column in np.flatnonzero(ordered.to_numpy()[row]):
            _draw_line(ax, y, places[1][column], colour)
        ax.plot(0, y, marker="o", markersize=2 * _DOT, color=colour, clip_on=False, zorder=4)
    for y in places[1]:
        ax.plot(1, y, marker="o", markersize=2 * _DOT, color=style.GRIJS, clip_on=False, zorder=4)
    _write_names(ax, left, places[0], 0, formaat)
    _write_names(ax, right, places[1], 1, formaat)
    return figure


def order_columns(paren: pd.DataFrame) -> pd.DataFrame:
    """The columns in the order of the mean place of the rows they belong to: fewer lines cross.

    Reference: the barycentre heuristic of Sugiyama et al. (IEEE Trans Syst Man Cybern 1981;11:109).
    """
    cells = paren.to_numpy(dtype=float)
    middle = (np.arange(len(paren)) @ cells) / np.maximum(cells.sum(axis=0), 1)
    return paren.iloc[:, np.argsort(middle, kind="stable")]


def _draw_line(ax: Axes, start: float, end: float, colour: str) -> None:
    curve = Path([(0, start), (0.45, start), (0.55, end), (1, end)], [Path.MOVETO, *[Path.CURVE4] * 3])
    ax.add_patch(PathPatch(curve, facecolor="none", edgecolor=colour, linewidth=1.6, alpha=0.75, zorder=2))


def _write_names(ax: Axes, rows: Rows, places: list[float], side: int, formaat: Formaat) -> None:
    for lines, y in zip(rows.lines, places, strict=True):
        dx, ha = (12, "left") if side else (-12, "right")
        put_text(ax, side, y, lines, coords="data", dx=dx, ha=ha, size=LETTER[formaat])  # type: ignore[arg-type]
