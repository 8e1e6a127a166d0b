"""A grid of counts: rows by columns, darker where the count is higher, with the number; nothing for none."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regiobeeld.charts.heatmap import write_heads
from regiobeeld.draw import style
from regiobeeld.draw.canvas import Rows, add_axes, drawing, lay_rows, new_figure, put_text, require_rows
from regiobeeld.draw.hover import note_mark
from regiobeeld.draw.style import BREEDTE, KLEIN, LETTER, Formaat, measure, wrap

MOST_COLUMNS = 30
_HEAD = 170.0
_LEAST_FOR_NUMBERS = 17.0


@drawing
def matrix(aantallen: pd.DataFrame, formaat: Formaat = "breed") -> Figure:
    """Draw whole counts per row and column; an empty cell is a count of zero.

    Args:
        aantallen: whole numbers; index: names of the rows (at most 60), columns: names (at most `MOST_COLUMNS`).
        formaat: width of the drawing.

    Raises:
        ValueError: no rows, or too many rows or columns to read.
    """
    require_rows(aantallen, "matrix")
    if not 1 <= aantallen.shape[1] <= MOST_COLUMNS or len(aantallen) > 60:
        raise ValueError(f"matrix: geef 1 tot 60 rijen en 1 tot {MOST_COLUMNS} kolommen")
    rows = lay_rows([str(i) for i in aantallen.index], formaat, least=24, share=0.3, weight="normaal")
    left = rows.label_width + 14
    cell = min((BREEDTE[formaat] - left - 6) / aantallen.shape[1], 60.0)
    heads = [wrap(str(name), _HEAD if cell >= 28 else 400, KLEIN[formaat]) for name in aantallen.columns]
    top = max(measure(line, KLEIN[formaat]) for lines in heads for line in lines) + 14
    figure = new_figure(formaat, top + rows.total + 8)
    ax = add_axes(figure, left, BREEDTE[formaat] - left - cell * aantallen.shape[1], top, 8)
    ax.set_xlim(0, aantallen.shape[1])
    ax.set_ylim(rows.total, 0)
    _write_names(ax, rows, heads, formaat)
    _draw_cells(ax, aantallen, rows, formaat, show=cell >= _LEAST_FOR_NUMBERS)
    return figure


def _write_names(ax: Axes, rows: Rows, heads: list[list[str]], formaat: Formaat) -> None:
    for lines, centre in zip(rows.lines, rows.centres, strict=True):
        put_text(ax, 0, centre, lines, coords="y", dx=-8, ha="right", size=LETTER[formaat])
    write_heads(ax, heads, turned=True, formaat=formaat)


def _draw_cells(ax: Axes, counts: pd.DataFrame, rows: Rows, formaat: Formaat, *, show: bool) -> None:
    numbers = counts.to_numpy(dtype="int64")
    most = max(int(numbers.max()), 1)
    for row, (centre, height) in enumerate(zip(rows.centres, rows.heights, strict=True)):
        for column in range(counts.shape[1]):
            count = int(numbers[row, column])
            note_mark(ax, column + 0.5, centre, f"{counts.index[row]}, {counts.columns[column]}: {count}")
            colour = style.mix(style.OPLOPEND[2:], count / most) if count else style.VLAK
            box = Rectangle((column + 0.03, centre - height / 2 + 1), 0.94, height - 2, linewidth=0)
            box.set(facecolor=colour, zorder=1)
            ax.add_artist(box)
            if count and show:
                ink = style.ink_on(colour)
                put_text(ax, column + 0.5, centre, str(count), size=KLEIN[formaat], color=ink, ha="center")
