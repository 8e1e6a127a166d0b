"""Types of wijken: what marks each type, and how the residents of the region are spread over them."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.columns import table_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import kruisingbron
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.crossing.types import CLEAR
from regiobeeld.draw.style import CATEGORIE, GRIJS_LICHT
from regiobeeld.needs.groups import Groups, share_by_type
from regiobeeld.numbers import opsomming
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile
from regiobeeld.profile.origin import span

MOST_BARS = 16
MARKS = 4


def type_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """A bar of residents by type for the region and NL, and what marks each type."""
    own = share_by_type(groups, profile.region.gemeenten)
    if own.drop(0).sum() == 0:
        return [alinea(zin("geen"))]
    unnamed = int(groups.typen.drop_duplicates("type_nummer")["type_naam"].isna().sum())
    told = bijschrift(zin("uitleg", vanaf=groups.config.wijktypen.stabiel_vanaf, naamloos=unnamed))
    return [_bars(profile, groups, own, zin), _marks(groups, own, zin), told]


def name_of(groups: Groups, number: int, zin: Zinnen) -> str:
    """The name of a type; a type that is not stable has only a number."""
    if number == 0:
        return zin("te_weinig")
    name = groups.typen.loc[groups.typen["type_nummer"] == number, "type_naam"].iloc[0]
    return str(name) if isinstance(name, str) else zin("zonder_naam", nummer=number)


def describe_marks(groups: Groups, number: int, zin: Zinnen) -> str:
    """The most outspoken traits of a type in words (at least 0.4 standard deviation from NL)."""
    rows = groups.typen[groups.typen["type_nummer"] == number]
    z = rows.set_index(["indicator_code", "leeftijd"])["z"]
    traits = sorted(groups.config.wijktypen.kenmerk, key=lambda t: -abs(float(z[(t.code, t.leeftijd)])))
    strong = [t for t in traits if abs(float(z[(t.code, t.leeftijd)])) >= CLEAR][:MARKS]
    told = opsomming(t.hoog if z[(t.code, t.leeftijd)] > 0 else t.laag for t in strong)
    return told or zin("gemiddeld")


def _bars(profile: Profile, groups: Groups, own: pd.Series, zin: Zinnen) -> Figuur:
    shares = {profile.naam: own, "Nederland": share_by_type(groups)}
    if len(profile.region.gemeenten) > 1 and len(profile.parts) <= MOST_BARS:
        shares |= {profile.name(p): share_by_type(groups, profile.members(p)) for p in profile.parts}
    parts = pd.DataFrame(shares).T.rename(columns=lambda number: name_of(groups, int(number), zin))
    largest = max((int(str(number)) for number in own.index if number), key=lambda number: float(own[number]))
    colours = [*CATEGORIE[: parts.shape[1] - 1], GRIJS_LICHT]
    origin = profile.herkomst_wijken
    facts = {
        "type": name_of(groups, largest, zin),
        "deel_daar": own[largest],
        "landelijk": shares["Nederland"][largest],
        "kenmerken": len(groups.config.wijktypen.kenmerk),
        "jaren": span(sorted({int(year) for year in origin.rows["jaar"]})),
        "rijen": [(area, list(row.items())) for area, row in parts.iloc[:2].iterrows()],
    }
    return special_figure(
        "groepen-wijktypen",
        zin,
        facts,
        bron=kruisingbron(origin),
        teken=lambda formaat: gestapeld(parts, colours, formaat, nadruk=profile.naam),
        tabel=parts.rename_axis("Gebied").reset_index(),
        bevinding=int((own > 0).sum()) > 1,  # of one type there is nothing to draw
    )


def _marks(groups: Groups, own: pd.Series, zin: Zinnen) -> str:
    types, national = groups.typen.drop_duplicates("type_nummer"), share_by_type(groups)
    rows = [
        {
            "type": name_of(groups, number, zin),
            "opvalt": describe_marks(groups, number, zin),
            "stabiliteit": stable,
            "eigen": own[number],
            "landelijk": national[number],
        }
        for number, stable in zip(types["type_nummer"].astype(int).tolist(), types["stabiliteit"], strict=True)
    ]
    return table_of(zin, "tabel", rows, sorteerbaar=False)
