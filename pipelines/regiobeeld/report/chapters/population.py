"""Bevolking en vergrijzing: how many people, how old, how that changed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from regiobeeld.draw.charts.gestapeld import gestapeld
from regiobeeld.draw.charts.trend import trend
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.profile.ages import age_share, age_shares, newest_common_year
from regiobeeld.profile.model import NEDERLAND, Figure, Profile
from regiobeeld.profile.select import figure, rows
from regiobeeld.report.blocks import Kengetal, hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import beside_parts, setting_of
from regiobeeld.report.chapters.mapping import MapText, draw_gemeenten
from regiobeeld.report.chapters.pyramid import pyramid
from regiobeeld.report.chapters.ranking import ranked_areas
from regiobeeld.report.chapters.series import describe_series, table_of_series
from regiobeeld.report.extremes import runs
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import (
    bronregel,
    hoofdletter,
    in_gebied,
    naam_in_zin,
    tegenover_nederland,
)
from regiobeeld.report.when import nu_of_toen

BANDS = ("0-14", "15-24", "25-44", "45-64", "65+")
OLD, YOUNG = "65+", "0-14"
MOST_NAMES = 20
A_QUARTER = 25.0


def population_chapter(profile: Profile) -> Hoofdstuk:
    """How many inhabitants, of which age, beside Nederland."""
    chapter = Hoofdstuk("bevolking", "Bevolking en vergrijzing")
    chapter.toevoegen(
        hoofdstuk_intro(introduce(profile)),
        pyramid(profile),
        _ageing(profile),
        _map_of_old(profile),
        _age_bands(profile),
        _growth_figure(profile),
        ranked_areas(profile, "eenpersoonshuishoudens"),
    )
    return chapter


def tiles(profile: Profile) -> list[Kengetal]:
    """Inhabitants, their change, the share of 65+ and of children: each with its year and Nederland."""
    found = []
    people = figure(profile, "bevolking", profile.code, "totaal")
    if people and people.waarde is not None:
        found.append(Kengetal("Inwoners", getal(people.waarde), _on_day(people)))
    change = growth(profile)
    if profile.code in change:
        reference = f"; Nederland {_percent(change[NEDERLAND])}" if profile.code != NEDERLAND else ""
        years = f"van {change.attrs['van']} tot {change.attrs['tot']}"
        found.append(Kengetal("Groei", _percent(change[profile.code]), years + reference))
    for age, label in ((OLD, "65-plussers"), (YOUNG, "Kinderen tot 15 jaar")):
        shares = _beside_nl(profile, age)
        if shares is not None:
            year, own, national = shares
            reference = f"; Nederland {procent(national)}" if profile.code != NEDERLAND else ""
            found.append(Kengetal(label, procent(own), f"van de inwoners, {year}{reference}"))
    return found


def _on_day(people: Figure) -> str:
    return f"op 1 januari {people.jaar}" + ("; voorlopig" if people.is_provisional else "")


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
    known = rows(profile, "bevolking", "totaal").dropna(subset=["waarde"])
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


def introduce(profile: Profile) -> str:
    """Inhabitants, the share of 65+ beside Nederland, and the gemeenten of the region."""
    sentences = []
    people = figure(profile, "bevolking", profile.code, "totaal")
    if people and people.waarde is not None:
        where = hoofdletter(in_gebied(profile.naam))
        mark = " (voorlopig cijfer)" if people.is_provisional else ""
        sentences.append(f"{where} woonden op 1 januari {people.jaar} {getal(people.waarde)} mensen{mark}.")
    shares = _beside_nl(profile, OLD)
    if shares is not None:
        year, own, national = shares
        reference = "" if profile.code == NEDERLAND else f", {tegenover_nederland(own, national)}"
        sentences.append(f"Op 1 januari {year} was {procent(own)} van de inwoners 65 jaar of ouder{reference}.")
    names = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    if not profile.is_single:
        listed = f": {opsomming(names)}" if len(names) <= MOST_NAMES else ""
        sentences.append(f"Bij {naam_in_zin(profile.naam)} horen {len(names)} gemeenten{listed}.")
    return " ".join(sentences)


def _ageing(profile: Profile) -> Figuur | None:
    """The share of 65+ through the years, the region and Nederland."""
    shares = age_shares(profile, OLD)
    shares = shares[shares["gebied_code"].isin([profile.code, NEDERLAND])]
    own = shares[shares["gebied_code"] == profile.code]
    year = newest_common_year(profile, OLD)
    shares = shares[shares["jaar"].isin(own["jaar"]) & (shares["jaar"] <= (year or 0))]
    own = shares[shares["gebied_code"] == profile.code]
    if len(own) < 2:
        return None
    shares = pd.concat([own, shares[shares["gebied_code"] != profile.code]], ignore_index=True)
    table = shares.assign(reeks=shares["gebied_code"].map(profile.name))[["reeks", "jaar", "waarde"]]
    first, last = own.iloc[0], own.iloc[-1]
    rise = last["waarde"] - first["waarde"]
    verb = "steeg" if rise >= 0.5 else "daalde" if rise <= -0.5 else "veranderde weinig:"
    span = f"{first['jaar']}–{last['jaar']}"
    return Figuur(
        code="reeks-65plus",
        titel=f"Het aandeel 65-plussers {in_gebied(profile.naam)} {verb} van {procent(first['waarde'])} in "
        f"{first['jaar']} naar {procent(last['waarde'])} in {last['jaar']}",
        ondertitel=f"Inwoners van 65 jaar en ouder, % van alle inwoners op 1 januari, {span}",
        alt=describe_series("Aandeel 65-plussers (%)", table, 1),
        bron=bronregel(profile, "bevolking", span, waarneming=shares),
        teken=lambda formaat: trend(table, profile.naam, "%", 1, {}, formaat),
        tabel=table_of_series(table, profile.naam),
        toelichting=_whole_percents(own),
        decimalen=1,
    )


def _whole_percents(shares: pd.DataFrame) -> str:
    """Of which years the share is made of whole percentages; the others come from counts."""
    years = sorted(shares.loc[shares["indicator_code"] == "leeftijdsaandeel", "jaar"])
    if not years:
        return ""
    return f"Berekend uit aantallen; voor {opsomming(map(str, years))} uit gepubliceerde hele procenten."


def _map_of_old(profile: Profile) -> Figuur | None:
    """The share of 65+ per gemeente in the newest year of the region."""
    year = newest_common_year(profile, OLD)
    shares = age_shares(profile, OLD)
    codes = [*profile.region.gemeenten, *profile.context]
    shares = shares[(shares["jaar"] == year) & shares["gebied_code"].isin(codes)]
    values = shares.set_index("gebied_code")["waarde"]
    if year is None or values.map(procent).nunique() < 2:
        return None
    national = age_share(profile, NEDERLAND, OLD, year)
    place = setting_of(profile)
    text = MapText(
        "kaart-gemeenten-65plus",
        _title_of_map(profile, values, year),
        f"Inwoners van 65 jaar en ouder, % van alle inwoners, 1 januari {year}" + (f". {place}" if place else ""),
        bronregel(profile, "bevolking", year, waarneming=shares),
    )
    line = None if national is None else ("Nederland", national)
    info = profile.indicators["leeftijdsaandeel"]
    return draw_gemeenten(
        profile, replace(info, decimalen=1), values, text, national=line, column="65-plussers (%)"
    )


def _title_of_map(profile: Profile, values: pd.Series, year: int) -> str:
    verb = nu_of_toen(profile, year, "is", "was")
    if profile.is_single and profile.code in values.index:
        others = values.drop(profile.code)
        own = (
            f"{hoofdletter(in_gebied(profile.naam))} {verb} {procent(values[profile.code])} van de inwoners 65 "
            "jaar of ouder"
        )
        return f"{own}; in de gemeenten eromheen {procent(others.min())} tot {procent(others.max())}"
    count, total = int((values >= A_QUARTER).sum()), len(values)
    if not count:
        return f"Het aandeel 65-plussers {runs(profile, values.rename(profile.name), 1, year)}"
    who = f"{count} van de {total}" if count < total else "beide" if total == 2 else f"alle {total}"
    return f"In {who} gemeenten {verb} minstens een kwart van de inwoners 65 jaar of ouder"


def _age_bands(profile: Profile) -> Figuur | None:
    """Age bands of the parts, the region and Nederland."""
    shares = shares_of_bands(profile)
    parts = shares[shares.index.isin([profile.name(code) for code in profile.parts])]
    if len(parts) < 2:
        return None
    jaar, decimals = shares.attrs["jaar"], 1 if shares.attrs["geteld"] else 0
    title, place = _title_of_bands(profile, parts[f"{YOUNG} jaar"], shares, decimals), setting_of(profile)
    return Figuur(
        code="leeftijdsopbouw",
        titel=title,
        ondertitel=f"Inwoners naar leeftijd, % van alle inwoners, 1 januari {jaar}"
        + (f". {place}" if place else ""),
        alt=f"Leeftijdsopbouw van {len(parts)} gebieden. {title}.",
        bron=bronregel(profile, "bevolking" if decimals else "leeftijdsaandeel", jaar),
        teken=lambda formaat: gestapeld(shares, "geordend", formaat, nadruk=profile.naam),
        tabel=shares.reset_index(names="Naam"),
        toelichting=""
        if decimals
        else "Het CBS publiceert deze aandelen in hele procenten; samen kunnen ze 99 of 101 zijn.",
        decimalen=decimals,
    )


def shares_of_bands(profile: Profile) -> pd.DataFrame:
    """Share (%) of each age band (columns) by name of the part, the region and Nederland; empty without figures.

    Of the newest year in which at least two parts have all bands; attrs: jaar, and geteld (all from counts, not
    from whole percentages).
    """
    bands = [f"{band} jaar" for band in BANDS]
    found = pd.concat([age_shares(profile, band).assign(band=f"{band} jaar") for band in BANDS])
    wide = found[found["gebied_code"].isin(profile.parts)].pivot_table("waarde", ["jaar", "gebied_code"], "band")
    complete = wide.reindex(columns=bands).dropna().groupby("jaar").size()
    if not (complete >= 2).any():
        return pd.DataFrame(columns=bands, dtype=float)
    jaar = int(complete.index[complete >= 2].max())
    found = found[found["jaar"] == jaar]
    shares = found.pivot(index="gebied_code", columns="band", values="waarde")
    shares = shares.reindex(index=beside_parts(profile), columns=bands).dropna().rename(index=profile.name)
    shares.attrs.update(jaar=jaar, geteld=bool((found["indicator_code"] == "bevolking").all()))
    return shares.rename_axis(index=None, columns=None)


def _title_of_bands(profile: Profile, children: pd.Series, shares: pd.DataFrame, decimals: int) -> str:
    """The share of children: of the one gemeente beside Nederland, else the range over the parts."""
    if profile.is_single and {profile.naam, "Nederland"} <= set(shares.index):
        column = shares[f"{YOUNG} jaar"]
        own, national = (procent(column[name], decimals) for name in (profile.naam, "Nederland"))
        verb = nu_of_toen(profile, shares.attrs["jaar"], "is", "was")
        return (
            f"{hoofdletter(in_gebied(profile.naam))} {verb} {own} van de inwoners jonger dan 15 jaar, in "
            f"Nederland {national}"
        )
    return f"Het aandeel kinderen tot 15 jaar {runs(profile, children, decimals, shares.attrs['jaar'])}"


def _growth_figure(profile: Profile) -> Figuur | None:
    """Inhabitants as an index, so that the region and Nederland fit in one picture."""
    wide, change = _inhabitants(profile), growth(profile)
    if change.empty:
        return None
    first, last = change.attrs["van"], change.attrs["tot"]
    index = (100 * wide / wide.iloc[0]).rename(columns=profile.name)
    table = index.reset_index().melt("jaar", var_name="reeks", value_name="waarde")
    numbers = wide.rename(columns=lambda code: f"{profile.name(code)}, inwoners").reset_index(names="Jaar")
    behind = numbers.merge(table_of_series(table, profile.naam).astype({"Jaar": int}), on="Jaar").astype(
        {"Jaar": str}
    )
    drawn = rows(profile, "bevolking", "totaal")
    drawn = drawn[drawn["gebied_code"].isin([profile.code, NEDERLAND]) & drawn["jaar"].isin(wide.index)]
    return Figuur(
        code="groei",
        titel=_title_of_growth(profile, change),
        ondertitel=f"Inwoners op 1 januari, {first} = 100, {first}–{last}",
        alt=describe_series(f"Inwoners, {first} = 100,", table, 1),
        bron=bronregel(profile, "bevolking", f"{first}–{last}", waarneming=drawn),
        teken=lambda formaat: trend(table, profile.naam, "", 1, {}, formaat),
        tabel=behind,
        decimalen=dict.fromkeys(behind.columns, 0) | dict.fromkeys(index.columns, 1),
    )


def _title_of_growth(profile: Profile, change: pd.Series) -> str:
    first, last = change.attrs["van"], change.attrs["tot"]
    own = float(change[profile.code])
    verb = "groeide" if own > 0 else "kromp"
    text = f"De bevolking van {naam_in_zin(profile.naam)} {verb} tussen {first} en {last} met {procent(abs(own))}"
    if profile.code == NEDERLAND:
        return text
    return f"{text}, die van Nederland {'groeide ' if verb == 'kromp' else ''}met {procent(change[NEDERLAND])}"
