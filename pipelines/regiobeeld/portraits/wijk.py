"""The profile of one wijk: who lives there, its figures beside its gemeente and Nederland, the doelgroepen."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import Kengetal, bijschrift, hoofdstuk_intro, kengetallen, waarschuwing
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.text import (
    WIJK_YEAR,
    hoofdletter,
    kruisingbron,
    leeftijd_naam,
    onderwerp,
)
from regiobeeld.charts.spine import spine
from regiobeeld.crossing.wording import CIRCULAR, CIRCULAR_SHORT, explain_group
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import getal, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.portraits.look import locator, part
from regiobeeld.profile.ages import COUNTED
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.wijk import Wijk, wijk_figures

NONE = "Geen cijfer ligt hier verder van dat van Nederland dan de onzekerheid van een schatting."
NO_GROUPS = "Deze wijk hoort bij geen van de doelgroepen, of er zijn te weinig cijfers."
MODEL = "Schatting van een rekenmodel, zonder marges: geen oordeel."


def wijk_profile(wijk: Wijk) -> list[Hoofdstuk]:
    """The chapters of the profile of a wijk."""
    table = wijk_figures(wijk)
    who = Hoofdstuk("wie-woont-hier", "Wie woont hier")
    who.toevoegen(
        hoofdstuk_intro(f"{wijk.naam} is een wijk van {wijk.profile.naam} (indeling {WIJK_YEAR})."),
        kengetallen(_tiles(wijk)),
        _map(wijk),
        part("Wat opvalt", "opvalt", _findings(wijk, table), NONE),
    )
    figures = Hoofdstuk("cijfers", "De cijfers naast die van Nederland")
    figures.toevoegen(waarschuwing(CIRCULAR, "Wat u hieruit wel en niet kunt opmaken"), _spine(wijk, table))
    groups = Hoofdstuk("doelgroepen", "Doelgroepen")
    groups.toevoegen(
        part("Doelgroepen waar deze wijk bij hoort", "groepen", _groups(wijk), NO_GROUPS),
        part("Index kwetsbaarheid en stapeling", "index", _index(wijk)),
        bijschrift(CIRCULAR_SHORT),
        bijschrift(kruisingbron(wijk.profile.herkomst_wijken)),
    )
    return [who, figures, groups]


def _tiles(wijk: Wijk) -> list[Kengetal]:
    """Inhabitants and their ages, of the newest year."""
    rows = wijk.profile.wijk_waarneming
    own = rows[(rows["gebied_code"] == wijk.code) & (rows["indicator_code"] == COUNTED) & rows["waarde"].notna()]
    own = own[(own["geslacht"] == "totaal") & (own["uitsplitsing"] == "totaal")]
    newest = own[own["jaar"] == own["jaar"].max()].set_index("leeftijd")
    if "totaal" not in newest.index or not newest["waarde"]["totaal"]:
        return []
    total, year = float(newest["waarde"]["totaal"]), int(newest["jaar"].iloc[0])
    tiles = [Kengetal("Inwoners", getal(total), f"in {year}")]
    for age in load_portraits().wijk.bevolking:
        if age in newest.index:
            note = f"van de inwoners, {year}; {getal(newest['waarde'][age])} mensen"
            tiles.append(
                Kengetal(hoofdletter(leeftijd_naam(age)), procent(100 * newest["waarde"][age] / total, 0), note)
            )
    return tiles


def _map(wijk: Wijk) -> str:
    around = boundaries("WK").binnen(wijk.profile.region.gemeenten)
    return locator(around, [wijk.code], f"Kaart: waar {wijk.naam} ligt in {wijk.profile.naam}.")


def _findings(wijk: Wijk, table: pd.DataFrame) -> list[str]:
    """The figures that lie furthest from those of Nederland, on either side; noise is not told."""
    if table.empty:
        return []
    known = table[~table["ruis"].astype(bool) & table["afstand"].notna()]
    order = known["afstand"].abs().sort_values(ascending=False, kind="stable").index
    return [
        _sentence(wijk, row) for row in known.loc[order].head(load_portraits().wijk.bevindingen).to_dict("records")
    ]


def _sentence(wijk: Wijk, row: Mapping[Hashable, Any]) -> str:
    info = wijk.profile.indicators[str(row["indicator_code"])]
    model = row["soort"] == "modelschatting"
    year, verb = int(str(row["jaar"])), "was" if is_past(int(str(row["jaar"])), wijk.profile.heden) else "is"
    about = "naar schatting " if model else ""
    age = "" if row["leeftijd"] == "totaal" else f", {leeftijd_naam(str(row['leeftijd']))}"
    here, there = (
        procent(row["waarde"], 0 if model else info.decimalen),
        procent(row["nl"], 0 if model else info.decimalen),
    )
    return (
        f"{hoofdletter(onderwerp(info))}{age}: dat {verb} hier {about}{here} ({year}); in Nederland {there}. "
        f"{MODEL if model else 'Telling uit een registratie.'}"
    )


def _spine(wijk: Wijk, table: pd.DataFrame) -> Figuur | None:
    """All figures on one axis, without a colour: no figure of a wijk has a margin to judge it with."""
    if table.empty or table["stip"].notna().sum() < 2:
        return None
    frame = table.rename(columns={"nl": "referentie"}).assign(
        naam=[hoofdletter(onderwerp(wijk.profile.indicators[code])) for code in table["indicator_code"]],
        klasse=None,
    )
    years = sorted(set(table["jaar"]))
    span = str(years[0]) if len(years) == 1 else f"{years[0]} en {years[-1]}"
    shown = pd.DataFrame(
        {
            "Onderwerp": frame["naam"],
            "Leeftijd": [leeftijd_naam(age) for age in table["leeftijd"]],
            "Jaar": table["jaar"].astype(str),
            f"{wijk.naam} (%)": table["waarde"],
            f"{wijk.profile.naam} (%)": table["gemeente"],
            "Nederland (%)": table["nl"],
            "Soort": table["soort"].map({"modelschatting": "schatting", "telling": "telling"}).fillna("berekend"),
        }
    )
    pairs = zip(frame["naam"], frame["waarde"], frame["referentie"], strict=True)
    listed = "; ".join(f"{name} {procent(own, 0)}, Nederland {procent(nl, 0)}" for name, own, nl in pairs)
    return Figuur(
        code=f"wijkprofiel-{wijk.code.lower()}",
        titel=f"{wijk.naam} naast Nederland: {len(table)} cijfers, zonder oordeel",
        ondertitel=f"Percentages, {span}; de balken tonen alle wijken van Nederland",
        alt=f"{listed}.",
        bron=_source(wijk, table),
        teken=lambda formaat: spine(
            frame, (wijk.naam, "Nederland"), "wijken van Nederland", decimalen=0, formaat=formaat
        ),
        tabel=shown,
        toelichting="De streep in het midden is Nederland. Een open stip: er is geen marge bekend, dus geen "
        "oordeel. Een "
        "klein verschil tussen schattingen zegt niets.",
        decimalen=1,
    )


def _source(wijk: Wijk, table: pd.DataFrame) -> str:
    return kruisingbron(wijk.profile.herkomst_wijken, set(table["indicator_code"]))


def _groups(wijk: Wijk) -> list[str]:
    groups = groups_of(wijk.profile)
    rows = groups.gebieden
    inside = rows[
        (rows["gebied_code"] == wijk.code) & rows["is_groep"].astype("boolean").fillna(value=False).astype(bool)
    ]
    return [
        f"{groups.declared[code].naam}. {explain_group(groups.declared[code])}"
        for code in inside["doelgroep_code"]
    ]


def _index(wijk: Wijk) -> list[str]:
    """The class of the index with its interval, and how many disadvantages pile up."""
    groups = groups_of(wijk.profile)
    told = []
    names = groups.config.kwetsbaarheid.klassen
    known = groups.kwetsbaarheid[groups.kwetsbaarheid["gebied_code"] == wijk.code]
    for row in known.to_dict("records"):
        if pd.isna(row["klasse"]):
            told.append(f"De index kwetsbaarheid is niet te geven: {row['reden']}.")
        else:
            low, high = (names[int(row[side]) - 1] for side in ("klasse_laag", "klasse_hoog"))
            reach = f"bij andere gewichten {low} tot {high}" if low != high else "ook bij andere gewichten"
            told.append(f"Index kwetsbaarheid: {row['klasse_naam']} ({reach}).")
    piled = groups.stapeling[(groups.stapeling["gebied_code"] == wijk.code) & groups.stapeling["aantal"].notna()]
    told.extend(
        f"Van de {getal(row.gemeten)} gemeten achterstanden komen er hier {getal(row.aantal)} samen."
        for row in piled.itertuples()
    )
    return told
