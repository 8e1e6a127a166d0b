"""Bevolking en vergrijzing: how many people, how old, how that changed."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, latest_year, per_area, rows
from regiobeeld.report.blocks import Kengetal, hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import gemeente_map, ranked_areas, trend_figure
from regiobeeld.report.charts.gestapeld import gestapeld
from regiobeeld.report.charts.piramide import piramide
from regiobeeld.report.figure import Figuur
from regiobeeld.report.numbers import getal, opsomming, procent
from regiobeeld.report.text import bronregel, verschil_in_punten

BANDS = ("0-14", "15-24", "25-44", "45-64", "65+")
OLD, YOUNG = "65+", "0-14"


def population_chapter(profile: Profile) -> Hoofdstuk:
    """How many inhabitants, of which age, beside Nederland."""
    chapter = Hoofdstuk("bevolking", "Bevolking en vergrijzing")
    chapter.toevoegen(hoofdstuk_intro(_introduce(profile)))
    chapter.toevoegen(
        _pyramid(profile),
        trend_figure(
            profile,
            "leeftijdsaandeel",
            OLD,
            "Het aandeel is per gemeente in hele procenten gepubliceerd.",
            "Aandeel 65-plussers",
        ),
        _age_bands(profile),
        gemeente_map(profile, "leeftijdsaandeel", OLD, _title_of_map(profile)),
        trend_figure(profile, "bevolking", "totaal"),
        ranked_areas(profile, "eenpersoonshuishoudens"),
    )
    return chapter


def tiles(profile: Profile) -> list[Kengetal]:
    """Inhabitants, their change, the share of 65+ and of children: each with its year and Nederland."""
    found = []
    people = figure(profile, "bevolking", profile.code, "totaal")
    if people and people.waarde is not None:
        found.append(Kengetal("Inwoners", getal(people.waarde), f"op 1 januari {people.jaar}"))
    if growth := _growth(profile):
        found.append(growth)
    for age, label in ((OLD, "65-plussers"), (YOUNG, "Kinderen tot 15 jaar")):
        own, national = (figure(profile, "leeftijdsaandeel", code, age) for code in (profile.code, NEDERLAND))
        if own and own.waarde is not None:
            reference = (
                f"; Nederland {procent(national.waarde)}" if national and national.waarde is not None else ""
            )
            found.append(Kengetal(label, procent(own.waarde), f"van de inwoners, {own.jaar}{reference}"))
    return found


def _growth(profile: Profile) -> Kengetal | None:
    """Growth between the first and last year with a figure of the whole region."""
    known = rows(profile, "bevolking", "totaal")
    known = known[(known["gebied_code"] == profile.code) & known["waarde"].notna()].sort_values("jaar")
    if known["jaar"].nunique() < 2:
        return None
    first, last = known.iloc[0], known.iloc[-1]
    change = 100 * (last["waarde"] / first["waarde"] - 1)
    return Kengetal("Groei", f"{getal(change, 1, teken=True)}%", f"van {first['jaar']} tot {last['jaar']}")


def _introduce(profile: Profile) -> str:
    people = figure(profile, "bevolking", profile.code, "totaal")
    own, national = (figure(profile, "leeftijdsaandeel", code, OLD) for code in (profile.code, NEDERLAND))
    names = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    members = (
        ""
        if profile.is_single
        else (
            f" De regio bestaat uit {len(names)} gemeenten"
            + (f": {opsomming(names)}." if len(names) <= 20 else ".")
        )
    )
    text = (
        f"{profile.naam} had op 1 januari {people.jaar} {getal(people.waarde)} inwoners."
        if people and people.waarde
        else ""
    )
    if own and national and own.waarde is not None and national.waarde is not None and profile.code != NEDERLAND:
        text += (
            f" Van hen was {procent(own.waarde)} 65 jaar of ouder ({own.jaar}): "
            f"{verschil_in_punten(own.waarde - national.waarde)} dan in Nederland ({procent(national.waarde)})."
        ).replace("gelijk dan in", "ongeveer gelijk aan")
    return (text + members).strip()


def _pyramid(profile: Profile) -> Figuur | None:
    own, national = (pyramid_shares(profile, code) for code in (profile.code, NEDERLAND))
    if own.empty or national.empty:
        return None
    jaar = int(own.attrs["jaar"])
    old = own["leeftijd"].map(lambda a: int(a.rstrip("+").split("-")[0]) >= 65)
    share, national_share = (
        frame.loc[old.to_numpy(), ["man", "vrouw"]].to_numpy().sum() for frame in (own, national)
    )
    table = own.rename(columns={"leeftijd": "Leeftijd", "man": "Mannen (%)", "vrouw": "Vrouwen (%)"})
    table["Nederland, mannen (%)"], table["Nederland, vrouwen (%)"] = national["man"], national["vrouw"]
    comparison = verschil_in_punten(share - national_share)
    return Figuur(
        code="bevolkingspiramide",
        titel=f"In {profile.naam} was in {jaar} {procent(share)} van de inwoners 65 jaar of ouder; in Nederland {procent(national_share)}",
        ondertitel=f"Inwoners naar leeftijd en geslacht, % van alle inwoners, 1 januari {jaar}; lijn: Nederland",
        alt=f"Bevolkingspiramide van {profile.naam}. Aandeel 65 jaar en ouder: {procent(share)}, {comparison} dan of aan Nederland.".replace(
            "gelijk dan of aan", "gelijk aan"
        ).replace("dan of aan", "dan"),
        bron=bronregel(profile, "bevolking", jaar, waarneming=_by_sex(profile, profile.code)),
        teken=lambda formaat: piramide(own, national, (profile.naam, "Nederland"), formaat),
        tabel=table.iloc[::-1].reset_index(drop=True),
        toelichting="CBS rondt deze aantallen per postcode af op vijftallen. De som kan daardoor iets van het officiële aantal inwoners afwijken.",
        decimalen=2,
    )


def pyramid_shares(profile: Profile, code: str) -> pd.DataFrame:
    """leeftijd, man, vrouw in % of all inhabitants, youngest first, of the last year with five-year ages by sex."""
    sexes = _by_sex(profile, code)
    if sexes.empty:
        return sexes
    sexes = sexes[sexes["jaar"] == sexes["jaar"].max()]
    wide = sexes.pivot(index="leeftijd", columns="geslacht", values="waarde")
    wide = wide.loc[sorted(wide.index, key=lambda age: int(age.rstrip("+").split("-")[0]))]
    shares = (100 * wide / wide.to_numpy().sum()).reset_index()[["leeftijd", "man", "vrouw"]]
    shares.attrs["jaar"] = int(sexes["jaar"].iloc[0])
    return shares


def _by_sex(profile: Profile, code: str) -> pd.DataFrame:
    """Counts by age and sex of one area."""
    frame = profile.waarneming
    return frame[
        (frame["indicator_code"] == "bevolking")
        & (frame["gebied_code"] == code)
        & frame["geslacht"].isin(["man", "vrouw"])
        & (frame["leeftijd"] != "totaal")
        & (frame["jaar"] <= profile.peiljaar)
        & frame["waarde"].notna()
    ]


def _age_bands(profile: Profile) -> Figuur | None:
    """Age bands of the parts, the region and Nederland."""
    jaar = latest_year(profile, "leeftijdsaandeel", "15-24")
    if jaar is None:
        return None
    areas = [*profile.parts, *(() if profile.is_single else (profile.code,)), NEDERLAND]
    columns = {
        f"{band} jaar": per_area(profile, "leeftijdsaandeel", areas, band, jaar).set_index("naam")["waarde"]
        for band in BANDS
    }
    shares = pd.DataFrame(columns).dropna()
    parts = shares.drop(index=[profile.naam, "Nederland"], errors="ignore")
    if parts.empty:
        return None
    oldest = parts["65+ jaar"].sort_values()
    return Figuur(
        code="leeftijdsopbouw",
        titel=f"{oldest.index[-1]} heeft naar verhouding de meeste 65-plussers ({procent(oldest.iloc[-1], 0)}), {oldest.index[0]} de minste ({procent(oldest.iloc[0], 0)})",
        ondertitel=f"Inwoners naar leeftijd, % van alle inwoners, 1 januari {jaar}",
        alt=f"Leeftijdsopbouw van {len(parts)} gebieden. 65 jaar en ouder: van {procent(oldest.iloc[0], 0)} in {oldest.index[0]} tot {procent(oldest.iloc[-1], 0)} in {oldest.index[-1]}.",
        bron=bronregel(profile, "leeftijdsaandeel", jaar),
        teken=lambda formaat: gestapeld(shares, "geordend", formaat, nadruk=profile.naam),
        tabel=shares.reset_index(names="Gebied"),
        toelichting="CBS publiceert deze aandelen in hele procenten; samen kunnen ze 99 of 101 zijn.",
        decimalen=0,
    )


def _title_of_map(profile: Profile) -> str:
    table = (
        per_area(profile, "leeftijdsaandeel", profile.parts, OLD).dropna(subset=["waarde"]).sort_values("waarde")
    )
    if table.empty:
        return ""
    count = int((table["waarde"] >= 25).sum())
    if count:
        return f"In {count} van de {len(table)} gebieden is minstens een kwart van de inwoners 65 jaar of ouder"
    return f"Het aandeel 65-plussers is het hoogst in {table.iloc[-1]['naam']}"
