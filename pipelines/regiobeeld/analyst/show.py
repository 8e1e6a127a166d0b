"""How frames, notes and additions show themselves in a notebook, and through it in the report."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.blocks import alinea, bijschrift, waarschuwing
from regiobeeld.blocks.shown import MARK, Shown
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.numbers import getal
from regiobeeld.report.additions import Caption, add_block, picture

MOST_ROWS = 60
_LARGEST_SVG = 400_000
_ABOUT = "regiobeeld"
# A figure is drawn twice, for a wide and a narrow screen; only the page knows which of the two to show.
_LOOKS = (
    "<style>.figuur-beeld svg.breed{max-width:820px}.figuur-beeld svg.smal,.alleen-voorlezen{display:none}"
    ".eigen-beeld img{max-width:100%}</style>"
)


def with_caption(frame: pd.DataFrame, caption: str, source: str = "") -> pd.DataFrame:
    """The frame, with what it holds and where that comes from in `attrs`: a notebook prints them with it."""
    frame.attrs[_ABOUT] = {"bijschrift": caption, "bron": source}
    return frame


@dataclass(frozen=True)
class Melding(Shown):
    """In the place of a figure that cannot be given: why not."""

    reden: str

    def _repr_html_(self) -> str:
        return waarschuwing(self.reden, "Geen figuur")

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Toevoeging(Shown):
    """Something of the analyst for in the report; made by `Beeld.toevoegen`."""

    wat: Any = field(repr=False)
    bijschrift: str = ""
    bron: str = ""

    def _repr_html_(self) -> str:
        caption = Caption(self.bijschrift, self.bron)
        if isinstance(self.wat, str):
            return "\n".join([*map(alinea, _paragraphs(self.wat)), *self._notes_of_text()])
        if isinstance(self.wat, pd.DataFrame):
            return add_block(frame_html(self.wat), caption.or_else(_caption_of(self.wat)), "tabel")
        if isinstance(self.wat, Figure):
            return picture(*_drawn(self.wat), caption)
        return str(self.wat._repr_html_())

    def _notes_of_text(self) -> list[str]:
        """The caption and source of a text, as small print under it."""
        source = f"Bron: {self.bron.removeprefix('Bron: ')}" if self.bron else ""
        return [bijschrift(text) for text in (self.bijschrift, source) if text]


def make_addition(wat: object, caption: str, source: str) -> Toevoeging:
    """What is added, once it is known to be a figure, a table or a text; a matplotlib figure is not shown again.

    Raises:
        UsageError: it is something else.
        ContractError: a text says more than the figures can.
    """
    thing = wat.to_frame() if isinstance(wat, pd.Series) else getattr(wat, "figure", wat)
    if not isinstance(thing, str | pd.DataFrame | Figure | Shown):
        mend = "Geef een figuur van matplotlib, een DataFrame, of een tekst"
        raise UsageError(f"een {type(wat).__name__} kan niet in het rapport", mend=mend)
    addition = Toevoeging(thing, caption, source)
    addition._repr_html_()
    if isinstance(thing, Figure) and "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(thing)
    return addition


def frame_html(frame: pd.DataFrame) -> str:
    """A frame as an accessible table with Dutch numbers; of a long one the first rows, and how many are left out.

    Raises:
        ValueError: there is no column, or two have the same name.
        ContractError: a text in it says more than the figures can.
    """
    flat = frame.reset_index(drop=_is_counter(frame.index))
    flat = flat.set_axis([_column_name(name) for name in flat.columns], axis=1)
    shown = flat.head(MOST_ROWS)
    years = {str(name): shown[name].astype("string") for name in shown if _is_year(str(name), shown[name])}
    table = tabel_html(
        shown.assign(**years),
        _caption_of(frame).bijschrift or "Eigen tabel",
        decimalen={str(name): _decimals(shown[name]) for name in shown.select_dtypes("float")},
        sorteerbaar=True,
        toon_caption=False,
    )
    rest = len(flat) - len(shown)
    return table + (bijschrift(f"Nog {getal(rest)} van de {getal(len(flat))} rijen niet getoond.") if rest else "")


def prepare_notebook() -> None:
    """In a notebook: let frames show as our tables, and figures as one drawing. Elsewhere nothing happens."""
    kernel = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if kernel is None:
        return
    from IPython.display import HTML, display

    for kind in (pd.DataFrame, pd.Series):
        kernel.display_formatter.mimebundle_formatter.for_type(kind, _bundle)
    display(HTML(_LOOKS))


def show(thing: Shown) -> None:
    """Show it at once: in a notebook as it will be in the report, elsewhere as a line of text."""
    if "IPython" in sys.modules:
        sys.modules["IPython"].display.display(thing)
    else:
        print(thing)


def _bundle(frame: pd.DataFrame | pd.Series, **_: object) -> dict[str, Any]:
    table = frame.to_frame() if isinstance(frame, pd.Series) else frame
    try:
        html = frame_html(table)
    except (ValueError, ContractError):
        return {}  # pandas shows it its own way
    caption = _caption_of(table)
    return {"text/html": html, MARK: {"soort": "tabel", "bijschrift": caption.bijschrift, "bron": caption.bron}}


def _caption_of(frame: pd.DataFrame) -> Caption:
    about = frame.attrs.get(_ABOUT, {})
    return Caption(about.get("bijschrift", ""), about.get("bron", ""))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _column_name(name: object) -> str:
    return " ".join(str(part) for part in name if str(part)) if isinstance(name, tuple) else str(name)


def _is_counter(index: pd.Index) -> bool:
    """Numbers without a name only tell which row it is: no column of the table."""
    return list(index.names) == [None] and pd.api.types.is_integer_dtype(index)


def _is_year(name: str, column: pd.Series) -> bool:
    """A year is a name, not a number: without a point between the thousands."""
    return "jaar" in name.lower() and pd.api.types.is_integer_dtype(column)


def _decimals(column: pd.Series) -> int:
    """As many as show three digits: 1234 and 12,3 and 1,23 and 0,012."""
    largest = column.abs().max()
    return 1 if not largest or pd.isna(largest) or largest >= 10 else 2 if largest >= 1 else 3


def _drawn(figure: Figure) -> tuple[str, str | bytes]:
    """The figure as SVG, the same at every run; as PNG when that would be very large (a cloud of many points)."""
    target = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "regiobeeld"}):
        figure.savefig(target, format="svg", bbox_inches="tight", metadata={"Date": None})
    if len(target.getvalue()) <= _LARGEST_SVG:
        return "image/svg+xml", target.getvalue()
    pixels = io.BytesIO()
    figure.savefig(pixels, format="png", dpi=144, bbox_inches="tight")
    return "image/png", pixels.getvalue()
