"""Care expenditure by age: national averages (CPB), and what the age structure alone would mean for the region."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.groepsstaven import groepsstaven
from regiobeeld.numbers import getal, met_eenheid
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.report.blocks import alinea
from regiobeeld.report.chapters.pyramid import SEXES, lower_age, pyramid_shares
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import bronregel, in_gebied
from regiobeeld.report.when import nu_of_toen

LAWS = {"uitgaven_zvw": "Zorgverzekeringswet", "uitgaven_wlz": "Wet langdurige zorg"}
WIDTH = 10
OLDEST = 90


def expenditure_by_age(profile: Profile) -> pd.DataFrame:
    """Euro per inhabitant of Nederland by year of age (index) and law (columns); empty without the source."""
    columns = {}
    for code in LAWS:
        frame = profile.by_indicator.get(code)
        if frame is None:
            return pd.DataFrame()
        frame = frame[(frame["gebied_code"] == NEDERLAND) & frame["waarde"].notna()]
        frame = frame[frame["jaar"] == frame["jaar"].max()]
        columns[code] = pd.Series(frame["waarde"].to_numpy(), index=frame["leeftijd"].map(lower_age))
    return pd.DataFrame(columns).dropna().sort_index()


def mean_by_group(profile: Profile) -> pd.DataFrame:
    """Mean per group of ten years (the last 90+), weighted with the inhabitants of Nederland."""
    single = expenditure_by_age(profile)
    people = pyramid_shares(profile, NEDERLAND)
    if single.empty or people.empty:
        return pd.DataFrame()
    five = mean_of_bands(single, people["leeftijd"])
    weight = people.set_index("leeftijd")[SEXES].sum(axis=1)
    start = five.index.map(lambda band: min(lower_age(band) // WIDTH * WIDTH, OLDEST))
    weighted = five.mul(weight, axis=0).groupby(start).sum()
    means = weighted.div(weight.groupby(start).sum(), axis=0)
    means.index = pd.Index(
        [f"{age} jaar en ouder" if age == OLDEST else f"{age}-{age + WIDTH - 1} jaar" for age in means.index]
    )
    return means


def mean_of_bands(single: pd.DataFrame, bands: pd.Series) -> pd.DataFrame:
    """Plain mean of the single years within each age band ("85-89", "95+")."""
    rows = {}
    for band in bands:
        first = lower_age(band)
        last = single.index.max() if band.endswith("+") else int(band.split("-")[1])
        rows[band] = single[(single.index >= first) & (single.index <= last)].mean()
    return pd.DataFrame(rows).T


def expenditure_figure(profile: Profile) -> Figuur | None:
    """National averages by age group; says plainly that they are not those of the region."""
    means = mean_by_group(profile)
    if means.empty:
        return None
    jaar = int(profile.by_indicator["uitgaven_zvw"]["jaar"].max())
    named = means.rename(columns=LAWS)
    drawn = named.rename_axis("groep").reset_index().melt("groep", var_name="reeks", value_name="waarde")
    drawn["groep"] = pd.Categorical(drawn["groep"], named.index, ordered=True)
    drawn = (
        drawn.sort_values(["groep", "reeks"], ascending=[True, False])
        .astype({"groep": str})
        .reset_index(drop=True)
    )
    total = means.sum(axis=1)
    young, old = (met_eenheid(total[age], "euro") for age in ("30-39 jaar", "80-89 jaar"))
    cost = nu_of_toen(profile, jaar, "kost", f"kostte in {jaar}")
    own = "" if profile.code == NEDERLAND else f" Dit zijn niet de uitgaven van {profile.naam}."
    return Figuur(
        code="zorguitgaven-naar-leeftijd",
        titel=f"Landelijk {cost} zorg gemiddeld {young} per inwoner van 30 tot 40 jaar en {old} per inwoner "
        "van 80 tot 90 jaar",
        ondertitel="Euro per inwoner per jaar, Zorgverzekeringswet en Wet langdurige zorg, heel "
        f"Nederland, {jaar}",
        alt=". ".join(
            f"{age}: " + ", ".join(f"{law} {met_eenheid(v, 'euro')}" for law, v in row.items())
            for age, row in named.iterrows()
        )
        + ".",
        bron=bronregel(profile, "uitgaven_zvw", jaar).replace("tabel ", ""),
        teken=lambda formaat: groepsstaven(drawn, "euro", 0, formaat),
        tabel=named.add_suffix(" (€ per inwoner)").reset_index(names="Leeftijd"),
        toelichting=f"Landelijke gemiddelden per leeftijd.{own} Groepen van tien jaar zijn zelf berekend "
        "uit cijfers per leeftijdsjaar.",
        decimalen=0,
    )


def expected_per_inhabitant(profile: Profile, code: str) -> float | None:
    """Expected euro per inhabitant: the age structure of an area times the national averages by age (indirect)."""
    single, people = expenditure_by_age(profile), pyramid_shares(profile, code)
    if single.empty or people.empty:
        return None
    rates = mean_of_bands(single, people["leeftijd"]).sum(axis=1)
    shares = people.set_index("leeftijd")[SEXES].sum(axis=1) / 100
    return float((rates * shares).sum())


def expected_expenditure(profile: Profile) -> str | None:
    """One paragraph: what the age structure alone would mean, labelled as an own calculation."""
    own, national = (expected_per_inhabitant(profile, code) for code in (profile.code, NEDERLAND))
    if profile.code == NEDERLAND or own is None or national is None:
        return None
    year = pyramid_shares(profile, profile.code).attrs["jaar"]
    gap = 100 * (own / national - 1)
    compared = (
        "vrijwel gelijk aan" if abs(gap) < 0.5 else f"{getal(abs(gap), 0)}% {'hoger' if gap > 0 else 'lager'} dan"
    )
    return alinea(
        f"Eigen berekening: als inwoners van elke leeftijd {in_gebied(profile.naam)} evenveel zorg zouden "
        "gebruiken als gemiddeld in "
        f"Nederland, dan zou die zorg {met_eenheid(own, 'euro')} per inwoner kosten, {compared} het "
        "landelijke gemiddelde van "
        f"{met_eenheid(national, 'euro')}. Dat verschil komt alleen door de leeftijdsopbouw van {year}. "
        "Gezondheid, aanbod en "
        "wat er werkelijk wordt uitgegeven, tellen hierin niet mee."
    )
