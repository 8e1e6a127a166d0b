"""What stands in a drawn figure: its texts with their place in px, for tests of charts and maps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from regiobeeld.draw.canvas import RC


@dataclass(frozen=True)
class Written:
    """One text and the rectangle around it, origin lower left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@lru_cache(maxsize=128)
def written(figure: Figure) -> list[Written]:
    """All visible texts of a figure (which must not change afterwards)."""
    canvas = FigureCanvasAgg(figure)
    with mpl.rc_context(RC):
        canvas.draw()
        renderer = canvas.get_renderer()
        found = [t for ax in figure.axes for t in ax.findobj(Text) if t.get_visible() and t.get_text().strip()]
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in found]
    return [Written(text, box.x0, box.y0, box.x1, box.y1) for text, box in boxes]


def texts(figure: Figure) -> list[str]:
    """The texts of a figure with line breaks as spaces."""
    return [found.text.replace("\n", " ") for found in written(figure)]


def cut_off(figure: Figure) -> list[str]:
    """Texts that stick out of the figure by more than half a pixel."""
    width, height = figure.get_size_inches() * figure.dpi
    return [
        w.text for w in written(figure) if w.x0 < -0.5 or w.y0 < -0.5 or w.x1 > width + 0.5 or w.y1 > height + 0.5
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other by more than a pixel both ways."""
    found = written(figure)
    return [
        (a.text, b.text)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
