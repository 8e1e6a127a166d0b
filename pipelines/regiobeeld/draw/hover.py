"""What a reader may ask of a mark: its name, value, interval, year. Kept beside the drawing, not drawn.

A chart notes its marks with `note_mark`; `to_svg` writes them as one attribute, which the script of the page reads
when somebody points at the figure or walks through it with the arrow keys.
"""

from __future__ import annotations

from html import escape
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from regiobeeld.claims.marks import plain
from regiobeeld.draw.canvas import Coords, size_px

Mark = tuple[Axes, float, float, Coords, str]
_MARKS: WeakKeyDictionary[Figure, list[Mark]] = WeakKeyDictionary()


def note_mark(ax: Axes, x: float, y: float, text: str, coords: Coords = "data") -> None:
    """Remember what stands at (x, y); a mark outside the limits of the axes is none."""
    assert isinstance(ax.figure, Figure)
    _MARKS.setdefault(ax.figure, []).append((ax, float(x), float(y), coords, text))


def marks_of(figure: Figure) -> list[tuple[int, int, str]]:
    """Place (px, from the upper left corner) and text of every mark, in the order they were drawn."""
    height = size_px(figure)[1]
    found = []
    for ax, x, y, coords, text in _MARKS.get(figure, []):
        change = {"data": ax.transData, "y": ax.get_yaxis_transform(), "x": ax.get_xaxis_transform()}
        px, py = change.get(coords, ax.transAxes).transform((x, y))
        found.append((round(px), round(height - py), text))
    return found


def as_attribute(figure: Figure) -> str:
    """The marks as an attribute of the SVG element ("x y text|x y text"); nothing without marks.

    A text that was there before, as of an area that stands in an inset too, is written as "=" and its number.
    """
    marks = marks_of(figure)
    if not marks:
        return ""
    seen: dict[str, int] = {}
    told = []
    for number, (x, y, text) in enumerate(marks):
        shown = plain(text).replace("|", "/")
        told.append(f"{x} {y} ={seen[shown]}" if shown in seen else f"{x} {y} {shown}")
        seen.setdefault(shown, number)
    return f' data-merken="{escape("|".join(told))}"'
