"""A special figure: its sentences from its block, filled with the facts that its chapter computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib.figure
import pandas as pd

from regiobeeld.blocks.figure import Figuur
from regiobeeld.draw.style import Formaat
from regiobeeld.outline.sentences import Zinnen

Teken = Callable[[Formaat], matplotlib.figure.Figure]


def special_figure(
    code: str,
    zin: Zinnen,
    facts: Mapping[str, Any],
    bron: str,
    teken: Teken,
    tabel: pd.DataFrame,
    decimalen: int | dict[str, int] | None = 1,
    bevinding: bool = True,
    gebieden: int | None = None,
    **changes: Any,
) -> Figuur:
    """The figure with the declared title, subtitle, alternative text and note; the last two may use the `titel`.

    Args:
        changes: what stands instead of a declared sentence.
    """
    title = zin("titel", **facts)
    told = {"ondertitel": zin("ondertitel", **facts)}
    told |= {name: zin(name, titel=title, **facts) for name in ("alt", "toelichting") if name not in changes}
    about: dict[str, Any] = {"code": code, "titel": title, **told, **changes}
    return Figuur(
        bron=bron,
        teken=teken,
        tabel=tabel,
        decimalen=decimalen,
        bevinding=bevinding,
        gebieden=gebieden,
        **about,
    )
