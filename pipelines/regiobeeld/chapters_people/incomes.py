"""The national relation between income and a figure by age: what the figures of a region cannot show."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel, leeftijd_naam, werkwoord
from regiobeeld.blocks.when import periode
from regiobeeld.charts.gradient import gradient
from regiobeeld.numbers import procent
from regiobeeld.outline.blocks import Inkomens
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import NEDERLAND, Profile

SUFFIX = "_landelijk"


def gradient_figure(profile: Profile, code: str, block: Inkomens, zin: Zinnen) -> Figuur | None:
    """Five incomes by age groups of the newest year; None without figures."""
    table = _by_income(profile, code, block)
    if table.empty:
        return None
    info, jaar = profile.indicators[code], int(table["jaar"].max())
    when, shown = periode(table, jaar), table[["groep", "reeks", "waarde"]]
    wide = shown.pivot(index="groep", columns="reeks", values="waarde").reindex(list(block.groepen.values()))
    series = leeftijd_naam(block.nadruk)
    ends = wide[series if series in wide else wide.columns[-1]].iloc[[0, -1]]
    verb, rest = werkwoord(info, jaar, profile.heden, when)
    facts = {"info": info, "wanneer": when, "werkwoord": verb, "rest": rest}
    facts |= {"laag": ends.iloc[0], "hoog": ends.iloc[1]}
    return special_figure(
        f"{code.removesuffix(SUFFIX)}-naar-inkomen",
        zin,
        facts,
        bron=bronregel(profile, code, jaar, waarneming=table),
        teken=lambda formaat: gradient(shown, info.eenheid, info.decimalen, formaat),
        tabel=wide.reset_index(names="Inkomen").rename_axis(columns=None),
        decimalen=info.decimalen,
        alt=". ".join(f"{r.reeks}, {r.groep}: {procent(r.waarde)}" for r in shown.itertuples()) + ".",
    )


def _by_income(profile: Profile, code: str, block: Inkomens) -> pd.DataFrame:
    """groep (income), reeks (age), waarde, and the columns a source line needs; from low to high income."""
    frame = profile.by_indicator.get(code, profile.waarneming.iloc[:0])
    chosen = frame[
        (frame["gebied_code"] == NEDERLAND)
        & (frame["geslacht"] == "totaal")
        & frame["uitsplitsing"].isin(block.groepen)
        & frame["leeftijd"].isin(block.leeftijden)
        & frame["waarde"].notna()
    ]
    chosen = chosen.assign(
        groep=chosen["uitsplitsing"].map(block.groepen), reeks=chosen["leeftijd"].map(leeftijd_naam)
    )
    return chosen.sort_values(["uitsplitsing", "reeks"], ignore_index=True)
