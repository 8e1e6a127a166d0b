"""Bevolking en vergrijzing: how many people, how old, how that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from regiobeeld.blocks.blocks import Kengetal, hoofdstuk_intro
from regiobeeld.blocks.common import beside_parts, setting_of
from regiobeeld.blocks.course import tell_count
from regiobeeld.blocks.extremes import runs
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel
from regiobeeld.chapters_people.mapping import draw_gemeenten
from regiobeeld.chapters_people.series import describe_series, table_of_series
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.numbers import getal, procent
from regiobeeld.outline.rapport import load_tiles
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Aandeel, Aandeelkaart, Bevolkingsintro, Groei, Opbouw
from regiobeeld.profile.ages import COUNTED, PUBLISHED, age_share, age_shares, newest_common_year
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, rows
from regiobeeld.timelines.trend import trend

OLD = load_tiles().leeftijd[0].leeftijd


def tiles(profile: Profile) -> list[Kengetal]:
    """Inhabitants, their change, the share of some age groups: each with its year and Nederland."""
    found, declared, zin = [], load_tiles(), shared(profile, "kengetallen")
    people = figure(profile, COUNTED, profile.code, "totaal")
    if people and people.waarde is not None:
        note = zin("inwoners", jaar=people.jaar, voorlopig=people.is_provisional)
        found.append(Kengetal(declared.inwoners, getal(people.waarde), note))
    change = growth(profile)
    if profile.code in change:
        note = zin(
            "groei", van=change.attrs["van"], tot=change.attrs["tot"], nederland=_percent(change[NEDERLAND])
        )
        found.append(Kengetal(declared.groei, _percent(change[profile.code]), note))
    for group in declared.leeftijd:
        shares = _beside_nl(profile, group.leeftijd)
        if shares is not None:
            year, own, national = shares
            found.append(Kengetal(group.naam, procent(own), zin("aandeel", jaar=year, nederland=national)))
    return found


def growth(profile: Profile) -> pd.Series:
    """Growth (%) of the region and Nederland between the first and last year both have; else empty."""
    wide = _inhabitants(profile)
    if len(wide) < 2:
        return pd.Series(dtype=float)
    change = 100 * (wide.iloc[-1] / wide.iloc[0] - 1)
    change.attrs.update(van=int(wide.index[0]), tot=int(wide.index[-1]))
    return change


def _inhabitants(profile: Profile) -> pd.DataFrame:
    """Inhabitants per year (rows) of the region and Nederland (columns), years in which both are known."""
    known = rows(profile, COUNTED, "totaal").dropna(subset=["waarde"])
    known = known[known["gebied_code"].isin([profile.code, NEDERLAND])]
    wide = known.drop_duplicates(["gebied_code", "jaar"]).pivot(
        index="jaar", columns="gebied_code", values="waarde"
    )
    order = [code for code in dict.fromkeys((profile.code, NEDERLAND)) if code in wide]
    return wide[order].dropna().sort_index()


def _percent(change: float) -> str:
    return f"{getal(change, 1, teken=True)}%"


def _beside_nl(profile: Profile, age: str) -> tuple[int, float, float] | None:
    """Year, share of the region and share of Nederland of an age group; None when one is missing."""
    year = newest_common_year(profile, age)
    if year is None:
        return None
    own, national = (age_share(profile, code, age, year) for code in (profile.code, NEDERLAND))
    return None if own is None or national is None else (year, own, national)


def introduce(profile: Profile, block: Bevolkingsintro, zin: Zinnen) -> str:
    """Inhabitants, the share of an age group beside Nederland, and the gemeenten of the region."""
    year, own, national = _beside_nl(profile, block.leeftijd) or (None, None, None)
    people = figure(profile, COUNTED, profile.code, "totaal")
    names = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    text = zin(
        "tekst",
        inwoners=people if people and people.waarde is not None else None,
        jaar=year,
        aandeel=own,
        nederland=national,
        namen=names if len(names) <= block.meeste_namen else [],
    )
    return hoofdstuk_intro(text)


def share_series(profile: Profile, block: Aandeel, zin: Zinnen) -> Figuur | None:
    """The share of an age group through the years, the region and Nederland."""
    shares = age_shares(profile, block.leeftijd)
    shares = shares[shares["gebied_code"].isin([profile.code, NEDERLAND])]
    year, own = newest_common_year(profile, block.leeftijd), shares[shares["gebied_code"] == profile.code]
    shares = shares[shares["jaar"].isin(own["jaar"]) & (shares["jaar"] <= (year or 0))]
    own = shares[shares["gebied_code"] == profile.code]
    if len(own) < 2:
        return None
    shares = pd.concat([own, shares[shares["gebied_code"] != profile.code]], ignore_index=True)
    table = shares.assign(reeks=shares["gebied_code"].map(profile.name))[["reeks", "jaar", "waarde"]]
    first, last = own.iloc[0], own.iloc[-1]
    course = tell_count(int(first["jaar"]), float(first["waarde"]), float(last["waarde"]), 1)
    # The other years come from counts.
    whole = sorted(map(str, own.loc[own["indicator_code"] == PUBLISHED, "jaar"]))
    facts = {"eerste": first, "laatste": last, "hele_procenten": whole}
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, COUNTED, f"{first['jaar']}–{last['jaar']}", waarneming=shares),
        teken=lambda formaat: trend(table, profile.naam, "%", 1, {}, formaat, verloop=course),
        tabel=table_of_series(table, profile.naam),
        alt=describe_series(zin("alt", **facts), table, 1),
    )


def share_map(profile: Profile, block: Aandeelkaart, zin: Zinnen) -> Figuur | None:
    """The share of an age group per gemeente in the newest year of the region."""
    year, shares = newest_common_year(profile, block.leeftijd), age_shares(profile, block.leeftijd)
    codes = [*profile.region.gemeenten, *profile.context]
    shares = shares[(shares["jaar"] == year) & shares["gebied_code"].isin(codes)]
    values = shares.set_index("gebied_code")["waarde"]
    if year is None or values.map(procent).nunique() < 2:
        return None
    national = age_share(profile, NEDERLAND, block.leeftijd, year)
    others = values.drop(profile.code, errors="ignore")
    facts = {
        "jaar": year,
        "eigen": values.get(profile.code) if profile.is_single else None,
        "laagste": others.min(),
        "hoogste": others.max(),
        "boven": int((values >= block.grens).sum()),
        "gebieden": len(values),
        "loopt": runs(profile, values.rename(profile.name), 1, year),
        "opstelling": setting_of(profile),
    }
    return draw_gemeenten(
        profile,
        replace(profile.indicators[PUBLISHED], decimalen=1),
        values,
        None if national is None else (profile.name(NEDERLAND), national),
        column=block.kolom,
        code=block.code,
        titel=zin("titel", **facts),
        ondertitel=zin("ondertitel", **facts),
        bron=bronregel(profile, COUNTED, year, waarneming=shares),
    )


def age_bands(profile: Profile, block: Opbouw, zin: Zinnen) -> Figuur | None:
    """Age bands of the parts, the region and Nederland."""
    shares = shares_of_bands(profile, block.leeftijden)
    parts = shares[shares.index.isin([profile.name(code) for code in profile.parts])]
    if len(parts) < 2:
        return None
    jaar, decimals, column = shares.attrs["jaar"], 1 if shares.attrs["geteld"] else 0, f"{block.leeftijd} jaar"
    is_beside_nl = profile.is_single and {profile.naam, "Nederland"} <= set(shares.index)
    facts = {
        "jaar": jaar,
        "grens": int(block.leeftijd.rpartition("-")[2]) + 1,
        "eigen": shares[column].get(profile.naam) if is_beside_nl else None,
        "nederland": shares[column].get("Nederland"),
        "loopt": runs(profile, parts[column], decimals, jaar),
        "decimalen": decimals,
        "gebieden": len(parts),
        "opstelling": setting_of(profile),
    }
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, COUNTED if decimals else PUBLISHED, jaar),
        teken=lambda formaat: gestapeld(shares, "geordend", formaat, nadruk=profile.naam),
        tabel=shares.reset_index(names="Naam"),
        decimalen=decimals,
    )


def shares_of_bands(profile: Profile, ages: Sequence[str]) -> pd.DataFrame:
    """Share (%) of each age band (columns) by name of the part, the region and Nederland; empty without figures.

    Of the newest year in which at least two parts have all bands; attrs: jaar, and geteld (all from counts, not
    from whole percentages).
    """
    bands = [f"{band} jaar" for band in ages]
    found = pd.concat([age_shares(profile, band).assign(band=f"{band} jaar") for band in ages])
    wide = found[found["gebied_code"].isin(profile.parts)].pivot_table("waarde", ["jaar", "gebied_code"], "band")
    complete = wide.reindex(columns=bands).dropna().groupby("jaar").size()
    if not (complete >= 2).any():
        return pd.DataFrame(columns=bands, dtype=float)
    jaar = int(complete.index[complete >= 2].max())
    found = found[found["jaar"] == jaar]
    shares = found.pivot(index="gebied_code", columns="band", values="waarde")
    shares = shares.reindex(index=beside_parts(profile), columns=bands).dropna().rename(index=profile.name)
    shares.attrs.update(jaar=jaar, geteld=bool((found["indicator_code"] == COUNTED).all()))
    return shares.rename_axis(index=None, columns=None)


def growth_figure(profile: Profile, block: Groei, zin: Zinnen) -> Figuur | None:
    """Inhabitants as an index, so that the region and Nederland fit in one picture."""
    wide, change = _inhabitants(profile), growth(profile)
    if change.empty:
        return None
    facts = {str(name): value for name, value in change.attrs.items()}
    facts |= {"groei": change[profile.code], "nederland": change[NEDERLAND]}
    index = (100 * wide / wide.iloc[0]).rename(columns=profile.name)
    table = index.reset_index().melt("jaar", var_name="reeks", value_name="waarde")
    numbers = wide.rename(columns=lambda code: f"{profile.name(code)}, inwoners").reset_index(names="Jaar")
    behind = numbers.merge(
        table_of_series(table, profile.naam).astype({"Jaar": int}), on="Jaar", validate="one_to_one"
    ).astype({"Jaar": str})
    drawn = rows(profile, COUNTED, "totaal")
    drawn = drawn[drawn["gebied_code"].isin([profile.code, NEDERLAND]) & drawn["jaar"].isin(wide.index)]
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, COUNTED, f"{facts['van']}–{facts['tot']}", waarneming=drawn),
        teken=lambda formaat: trend(table, profile.naam, "", 1, {}, formaat),
        tabel=behind,
        decimalen=dict.fromkeys(behind.columns, 0) | dict.fromkeys(index.columns, 1),
        alt=describe_series(zin("alt", **facts), table, 1),
    )
