"""The rows of the small figure of a subject: the region beside Nederland, and what was to be expected."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.text import leeftijd_naam, onderwerp
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.draw.svg import to_svg
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.draft import Ground
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import OLD, groep_naam
from regiobeeld.needs.groups import Groups
from regiobeeld.numbers import bereik, met_eenheid, round_off
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import NEDERLAND, Profile

EXPECTED = "Te verwachten"
_BAND = ("verwacht", "verwacht_laag", "verwacht_hoog")
Rows = list[tuple[str, float | None, float | None, float | None, bool]]
COLUMNS = ["naam", "waarde", "ondergrens", "bovengrens", "nadruk"]


@dataclass(frozen=True, eq=False)
class Drawn:
    """What is drawn: `onderschrift` says what it is, with age group and year; `rijen` as `rangorde` takes them."""

    onderschrift: str
    rijen: pd.DataFrame = field(repr=False)
    eenheid: str = "%"
    decimalen: int = 1
    richting: str = "neutraal"

    @property
    def alt(self) -> str:
        """The rows in words, for who cannot see the drawing."""
        told = [self._tell(row) for row in self.rijen.to_dict("records")]
        return f"{self.onderschrift}: {'; '.join(told)}."

    def _tell(self, row: Mapping[Hashable, Any]) -> str:
        text = f"{row['naam']} {met_eenheid(row['waarde'], self.eenheid, self.decimalen)}"
        low, high = row["ondergrens"], row["bovengrens"]
        return text if pd.isna(low) else f"{text} ({bereik(low, high, self.decimalen)})"

    def draw(self) -> Figure:
        """The drawing, as wide as a phone."""
        return rangorde(self.rijen, [], self.eenheid, self.decimalen, self.richting, "smal")

    def svg(self, name: str) -> str:
        """The drawing as SVG with its words for who cannot see it; `name` keeps its ids apart from others."""
        drawn = to_svg(self.draw(), name)
        return drawn.replace("<svg", f'<svg role="img" aria-label="{escape(self.alt)}"', 1)


def rows_of_figure(profile: Profile, ground: Ground) -> Drawn:
    """A figure of the region with its margins, that of Nederland, and the band in which it was expected."""
    info = profile.indicators[ground.indicator]
    rows: Rows = [
        (profile.naam, ground.waarde, ground.ondergrens, ground.bovengrens, True),
        ("Nederland", ground.nl, None, None, False),
    ]
    table = judged(profile)
    own = table[(table["indicator_code"] == ground.indicator) & (table["leeftijd"] == ground.leeftijd)]
    for middle, low, high in own[list(_BAND)].dropna().to_numpy(float):
        rows.append((EXPECTED, middle, low, high, False))
    return Drawn(
        f"{hoofdletter(onderwerp(info))}, {leeftijd_naam(ground.leeftijd)}, {ground.jaar}",
        _frame(rows),
        info.eenheid,
        info.decimalen,
        info.richting,
    )


def rows_of_ratio(profile: Profile, ground: Ground) -> Drawn:
    """A ratio of the future: now, then with its band, and that of Nederland then."""
    outlook = outlook_of(profile)
    first, then = outlook.basisjaar, ground.jaar
    rows = [
        (f"{profile.naam} {first}", ground.nu, None, None, False),
        (f"{profile.naam} {then}", ground.waarde, ground.ondergrens, ground.bovengrens, True),
        (f"Nederland {then}", ground.nl, None, None, False),
    ]
    return Drawn(f"{outlook.demand.mantelzorg.naam}, {first} en {then}", _frame(rows), "", 1)


def rows_of_future(profile: Profile, what: str) -> Drawn | None:
    """The people of 80 and over, or those who can help them, now and later; None for what is drawn elsewhere."""
    outlook = outlook_of(profile)
    first, last, help_ = outlook.basisjaar, outlook.rules.rapport.kernjaar, outlook.demand.mantelzorg
    is_ratio, name = what == "mantelzorgpotentieel", help_.naam
    if is_ratio:
        now, then = (outlook.care(help_.code, year) for year in (first, last))
    elif what == "waaier-80plus":
        now, then = (outlook.people(OLD, year) for year in (first, last))
        name = groep_naam(OLD)
    else:
        return None
    if now is None or then is None:
        return None
    value, low, high = (_about(v, is_ratio) for v in (then.waarde, then.ondergrens, then.bovengrens))
    rows = [
        (f"{profile.naam} {first}", now.waarde, None, None, False),
        (f"{profile.naam} {last}", value, low, high, True),
    ]
    return Drawn(f"{hoofdletter(name)}, {first} en {last}", _frame(rows), "", 1 if is_ratio else 0)


def _about(value: float | None, is_ratio: bool) -> float | None:
    """An expected count in three digits, as the sentence has it."""
    return value if value is None or is_ratio else round_off(value, 3)


def rows_of_group(profile: Profile, groups: Groups, code: str) -> Drawn | None:
    """The share of residents who live where the traits of a doelgroep come together, beside Nederland."""
    group, own = groups.declared[code], groups.row(code)["aandeel"]
    national = groups.landelijk["aandeel"].get(code)
    if pd.isna(own) or national is None or pd.isna(national):
        return None
    rows = [(profile.naam, own, None, None, True), (profile.name(NEDERLAND), national, None, None, False)]
    areas = "wijken" if group.niveau == "WK" else "gemeenten"
    return Drawn(f"Deel van alle {group.wie} dat in zulke {areas} woont", _frame(rows))


def _frame(rows: Sequence[tuple[str, float | None, float | None, float | None, bool]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    numbers = ["waarde", "ondergrens", "bovengrens"]
    return frame.astype(dict.fromkeys(numbers, "float64"))
