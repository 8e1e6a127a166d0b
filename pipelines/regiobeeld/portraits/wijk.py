"""The profile of one wijk: who lives there, its figures beside its gemeente and Nederland, the doelgroepen."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import (
    Kengetal,
    alinea,
    bijschrift,
    hoofdstuk_intro,
    kengetallen,
    waarschuwing,
)
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import WIJK_YEAR, kruisingbron, leeftijd_naam, onderwerp
from regiobeeld.charts.spine import spine
from regiobeeld.claims.recorder import note_text
from regiobeeld.frames import is_true
from regiobeeld.needs.group_words import caution, explain_group
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import LEEG, getal, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.portraits.look import beside_map, locator, part
from regiobeeld.portraits.words import words_of_wijk
from regiobeeld.profile.ages import COUNTED
from regiobeeld.profile.wijk import Wijk, wijk_figures

MODEL = "modelschatting"


def wijk_profile(wijk: Wijk) -> list[Hoofdstuk]:
    """The chapters of the profile of a wijk."""
    table, zin = wijk_figures(wijk), words_of_wijk(wijk.profile, wijk.naam)
    none = zin("geen_bevinding", cijfers=len(table))
    who = Hoofdstuk("wie-woont-hier", zin("wie"), ook_smal=True)
    who.toevoegen(
        hoofdstuk_intro(zin("intro")),
        *_people(wijk, zin),
        beside_map(_map(wijk, zin), part(zin("opvalt"), "opvalt", _findings(wijk, table, zin), none)),
    )
    figures = Hoofdstuk("cijfers", zin("cijfers"), ook_smal=True)
    modelled = len(table) > 0 and (table["soort"] == MODEL).any()
    figures.toevoegen(
        waarschuwing(caution(), zin("let_op")) if modelled else None,
        _spine(wijk, table, zin) or alinea(zin("geen_cijfers")),
    )
    groups = Hoofdstuk("doelgroepen", zin("groepen"), ook_smal=True)
    groups.toevoegen(
        part(zin("hoort_bij"), "groepen", _groups(wijk, zin), zin("geen_groepen")),
        part(zin("index"), "index", _index(wijk, zin), zin("geen_index")),
        bijschrift(caution("kort")) if modelled else None,
        bijschrift(kruisingbron(wijk.profile.herkomst_wijken)),
    )
    return [who, figures, groups]


def newest_year(wijk: Wijk, table: pd.DataFrame) -> int:
    """The last year of which this page has a figure; that of the map without any. `table`: see `wijk_figures`."""
    shown = [*(table["jaar"] if len(table) else ()), *_counted(wijk)["jaar"]]
    return int(max(shown, default=WIJK_YEAR))


def _counted(wijk: Wijk) -> pd.DataFrame:
    """The inhabitants of the newest year by age group (index); no rows when nobody is known to live there."""
    rows = wijk.profile.wijk_waarneming
    own = rows[(rows["gebied_code"] == wijk.code) & (rows["indicator_code"] == COUNTED) & rows["waarde"].notna()]
    own = own[(own["geslacht"] == "totaal") & (own["uitsplitsing"] == "totaal")]
    newest = own[own["jaar"] == own["jaar"].max()].set_index("leeftijd")
    return newest if "totaal" in newest.index and newest["waarde"]["totaal"] else newest.iloc[:0]


def _people(wijk: Wijk, zin: Zinnen) -> list[str]:
    """Inhabitants and their ages; of a wijk with few of them only how many there are."""
    newest = _counted(wijk)
    if newest.empty:
        return [alinea(zin("geen_inwoners"))]
    rules, year, total = load_portraits().wijk, int(newest["jaar"].iloc[0]), float(newest["waarde"]["totaal"])
    tiles = [Kengetal(zin("inwoners"), getal(total), zin("geteld", jaar=year))]
    if total < rules.minste_inwoners:
        return [kengetallen(tiles), alinea(zin("te_weinig", minste=rules.minste_inwoners))]
    for age in rules.bevolking:
        if age in newest.index:
            people = float(newest["waarde"][age])
            note = zin("deel", jaar=year, mensen=people)
            tiles.append(Kengetal(hoofdletter(leeftijd_naam(age)), procent(100 * people / total, 0), note))
    return [kengetallen(tiles)]


def _map(wijk: Wijk, zin: Zinnen) -> str:
    around = boundaries("WK").binnen(wijk.profile.region.gemeenten)
    return locator(around, [wijk.code], zin("kaart"))


def _findings(wijk: Wijk, table: pd.DataFrame, zin: Zinnen) -> list[str]:
    """The figures that lie furthest from those of Nederland, on either side; noise is not told."""
    if table.empty:
        return []
    known = table[~table["ruis"].astype(bool) & table["afstand"].notna()]
    order = known["afstand"].abs().sort_values(ascending=False, kind="stable").index
    rows = known.loc[order].head(load_portraits().wijk.bevindingen).to_dict("records")
    return [_sentence(wijk, row, zin) for row in rows]


def _sentence(wijk: Wijk, row: Mapping[Hashable, Any], zin: Zinnen) -> str:
    info, modelled = wijk.profile.indicators[str(row["indicator_code"])], row["soort"] == MODEL
    return zin(
        "bevinding",
        info=info,
        leeftijd="" if row["leeftijd"] == "totaal" else leeftijd_naam(str(row["leeftijd"])),
        jaar=int(row["jaar"]),
        geschat=modelled,
        decimalen=0 if modelled else info.decimalen,
        uitleg=_one_line(info.toelichting),
        hier=row["waarde"],
        nederland=row["nl"],
    )


def _spine(wijk: Wijk, table: pd.DataFrame, zin: Zinnen) -> Figuur | None:
    """All figures on one axis, without a colour: no figure of a wijk has a margin to judge it with."""
    if table.empty or table["stip"].notna().sum() < 2:
        return None
    frame = table.rename(columns={"nl": "referentie"}).assign(
        naam=[hoofdletter(onderwerp(wijk.profile.indicators[code])) for code in table["indicator_code"]],
        klasse=None,
    )
    facts = {
        "cijfers": len(table),
        "jaren": [str(year) for year in sorted(set(table["jaar"]))],
        "rijen": frame[["naam", "waarde", "referentie"]].to_dict("records"),
    }
    return special_figure(
        f"wijkprofiel-{wijk.code.lower()}",
        zin,
        facts,
        bron=kruisingbron(wijk.profile.herkomst_wijken, set(table["indicator_code"])),
        teken=lambda formaat: spine(
            frame, (wijk.naam, "Nederland"), "wijken van Nederland", decimalen=0, formaat=formaat
        ),
        tabel=_numbers(wijk, frame),
    )


def _numbers(wijk: Wijk, frame: pd.DataFrame) -> pd.DataFrame:
    """The figures with the year, the kind and the words of the source about each: of whom it is a share."""
    return pd.DataFrame(
        {
            "Onderwerp": frame["naam"],
            "Leeftijd": [LEEG if age == "totaal" else leeftijd_naam(age) for age in frame["leeftijd"]],
            "Jaar": frame["jaar"].astype(str),
            f"{wijk.naam} (%)": frame["waarde"],
            f"{wijk.profile.naam} (%)": frame["gemeente"],
            "Nederland (%)": frame["referentie"],
            "Soort": frame["soort"].map({MODEL: "schatting", "telling": "telling"}).fillna("berekend"),
            "Wat het is": [
                _one_line(wijk.profile.indicators[code].toelichting) for code in frame["indicator_code"]
            ],
        }
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _groups(wijk: Wijk, zin: Zinnen) -> list[str]:
    groups = groups_of(wijk.profile)
    rows = groups.gebieden
    inside = rows[(rows["gebied_code"] == wijk.code) & is_true(rows["is_groep"])]
    found = [groups.declared[code] for code in inside["doelgroep_code"]]
    return [zin("groep", naam=group.naam, tekst=explain_group(group)) for group in found]


def _index(wijk: Wijk, zin: Zinnen) -> list[str]:
    """The class of the index with its interval, and how many disadvantages pile up."""
    groups = groups_of(wijk.profile)
    names, told = groups.config.kwetsbaarheid.klassen, []
    known = groups.kwetsbaarheid[groups.kwetsbaarheid["gebied_code"] == wijk.code]
    for row in known.to_dict("records"):
        if pd.isna(row["klasse"]):
            told.append(zin("index_onbekend", reden=note_text(str(row["reden"]))))
        else:
            low, high = (names[int(row[side]) - 1] for side in ("klasse_laag", "klasse_hoog"))
            told.append(zin("index_klasse", klasse=row["klasse_naam"], laag=low, hoog=high))
    piled = groups.stapeling[(groups.stapeling["gebied_code"] == wijk.code) & groups.stapeling["aantal"].notna()]
    rows = zip(piled["gemeten"], piled["aantal"], strict=True)
    return [*told, *(zin("stapeling", gemeten=int(of), stapel=int(count)) for of, count in rows)]
