"""What a map is drawn on: the areas, the outlines and names on top of them, and the full name of each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.common import boundaries
from regiobeeld.draw.style import Formaat
from regiobeeld.maps.boundaries import Boundaries
from regiobeeld.maps.insets import InsetRules
from regiobeeld.maps.maps import choropleth
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import met_eenheid
from regiobeeld.outline.maps import load_maps
from regiobeeld.profile.model import MAX_PARTS, IndicatorInfo, Profile

_MOST_EXTREMES = 2


@dataclass(frozen=True)
class MapSheet:
    """What a map is drawn on: areas, outlines and names on top, the full name of each, and who is named first."""

    one: str
    many: str
    shapes: Boundaries
    outline: Boundaries | None
    names: dict[str, str]
    spoken: dict[str, str]
    first: tuple[str, ...] = ()
    insets: InsetRules | None = None

    def colour(
        self, values: pd.Series, limits: Sequence[float], colours: Sequence[str], formaat: Formaat, **more: Any
    ) -> Figure:
        """The areas by class, under their outlines and names; `more`: see `maps.choropleth`."""
        about = {"namen": self.spoken, "eerst": self.first, "inzet": self.insets, "formaat": formaat, **more}
        return choropleth(self.shapes, values, limits, colours, self.outline, self.names, **about)


def gemeente_sheet(profile: Profile) -> MapSheet:
    """The gemeenten of the region, or those around the one gemeente."""
    codes = [*profile.region.gemeenten, *profile.context]
    spoken = {code: profile.name(code) for code in codes}
    own = profile.region.gemeenten if profile.is_single else ()
    return MapSheet(
        "gemeente", "gemeenten", boundaries("GM").kies(codes), None, _names(profile, codes), spoken, own
    )


def wijk_sheet(profile: Profile) -> MapSheet:
    """The wijken of the region under the outlines and names of its gemeenten; of a single one with their own."""
    gemeenten = profile.region.gemeenten
    shapes, outline = boundaries("WK").kies(profile.wijk_gemeente), boundaries("GM").kies(gemeenten)
    spoken = _spoken_wijken(profile)
    names = spoken if profile.is_single else _names(profile, gemeenten)
    return MapSheet("wijk", "wijken", shapes, outline, names, spoken, insets=_inset_rules(profile))


def _inset_rules(profile: Profile) -> InsetRules:
    """When a dense part of the region is drawn larger on a map of wijken, as declared."""
    rules = load_maps().inzet
    names = {code: profile.name(code) for code in profile.region.gemeenten}
    return InsetRules(
        rules.kleinste_wijk,
        rules.minste_wijken,
        rules.hoogstens,
        rules.vergroting,
        rules.kleinste_zijde,
        dict.fromkeys(names, rules.van_een_gemeente) if profile.is_single else names,
    )


def _spoken_wijken(profile: Profile) -> dict[str, str]:
    """The wijken by their full name, with the gemeente where there is more than one."""
    pairs = ((code, wijk_naam(profile.name(code)), profile.name(gm)) for code, gm in profile.wijk_gemeente.items())
    return {code: wijk if profile.is_single or gm == wijk else f"{wijk} ({gm})" for code, wijk, gm in pairs}


def _names(profile: Profile, codes: Sequence[str]) -> dict[str, str]:
    """Names to print on the map; none on a map of so many gemeenten that only a few would fit."""
    return {code: profile.name(code) for code in codes} if len(codes) <= MAX_PARTS else {}


def with_extremes(profile: Profile, sheet: MapSheet, info: IndicatorInfo, values: pd.Series) -> MapSheet:
    """The sheet with the figure behind the lowest, the highest and its own; estimates of a model rank nothing."""
    if info.is_modelled:
        return sheet
    texts = values.map(lambda value: met_eenheid(value, info.eenheid, info.decimalen))
    ends = [texts.index[texts == texts[place]] for place in (str(values.idxmin()), str(values.idxmax()))]
    found = [code for codes in ends if len(codes) <= _MOST_EXTREMES for code in codes]
    marked = dict.fromkeys([*(code for code in sheet.first if code in texts.index), *found])
    names = sheet.names | {code: f"{profile.name(code)} {texts[code]}" for code in marked}
    return replace(sheet, names=names, first=tuple(marked))
