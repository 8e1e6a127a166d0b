"""Tables about the future: demand split in volume and ageing, people, gemeenten, and the back-test."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from regiobeeld.blocks.columns import table_of
from regiobeeld.future.care import TOTAL, TOTAL_NAME
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import OLD, groep_naam
from regiobeeld.numbers import decimalen_voor, getal
from regiobeeld.outline.sentences import Zinnen, hoofdletter, kleine_letter
from regiobeeld.profile.model import Profile
from regiobeeld.projection import naive
from regiobeeld.projection.age_table import COLUMNS
from regiobeeld.projection.backtest import OWN
from regiobeeld.projection.inputs import ALL_AGES

_RULES = (naive.FROZEN, naive.GROWTH, naive.COHORT, naive.TREND)
_SIZE = ["grootte_vanaf", "grootte_tot"]


def split_table(outlook: Outlook, zin: Zinnen) -> str:
    """Growth of the demand per law and scenario in the declared year, split in volume and ageing."""
    year, (base, *others) = outlook.rules.rapport.kernjaar, outlook.demand.scenario
    asked = [(law.code, law.naam, base.code) for law in outlook.demand.uitgaven]
    asked += [(TOTAL, TOTAL_NAME, base.code), *((TOTAL, f"{TOTAL_NAME}, {s.naam}", s.code) for s in others)]
    rows = []
    for code, name, scenario in asked:
        growth, split = outlook.growth(code, year, scenario), outlook.care_rows(code, year, scenario)
        if growth is not None and growth.ondergrens is not None:
            parts = {part: split[part].iloc[0] for part in ("volume", "vergrijzing")}
            rows.append({"zorg": name, "groei": growth, **parts})
    return table_of(zin, "groei", rows, sorteerbaar=False)


def scenario_notes(outlook: Outlook) -> list[str]:
    """What every scenario assumes."""
    return [
        explain(item.naam, item.toelichting, jaren_jonger=item.jaren_jonger, minder_per_jaar=item.minder_per_jaar)
        for item in outlook.demand.scenario
        if item.toelichting
    ]


def explain(name: str, text: str, **numbers: float) -> str:
    """A what-if by its name and its explanation, with the declared numbers in it."""
    told = {key: getal(value, decimalen_voor([value])) for key, value in numbers.items()}
    return f"{hoofdletter(name)}: {kleine_letter(text.format(**told))}"


def people_table(outlook: Outlook, zin: Zinnen) -> str:
    """People with a limitation, lonely or living alone, by constant shares per age group."""
    demand, years = outlook.demand, outlook.rules.rapport.jaren
    asked = [(item.code, item.naam) for item in (*demand.mensen, *demand.alleen)]
    asked += [(item.code, item.naam) for item in demand.ziekte]
    rows = [
        {"naam": name, "nu": now, "straks": {year: outlook.care(code, year) for year in years}}
        for code, name in asked
        if (now := outlook.care(code, outlook.basisjaar)) is not None
    ]
    return table_of(zin, "mensen", rows, sorteerbaar=False, jaren=years)


def missing_diseases(outlook: Outlook, zin: Zinnen) -> str:
    """Diseases of which no rates by age are at hand, where they are to be had and in which form; may be empty."""
    empty = [f"{item.naam} ({item.halen})" for item in outlook.demand.ziekte if not item.bestand]
    return zin("niet_berekend", ziekten=empty, kolommen=COLUMNS) if empty else ""


def gemeente_table(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """Every part of the region: inhabitants, the old, demand and helpers, now and in the declared year."""
    codes = [*profile.parts, *([] if profile.is_single else [profile.code])]
    rows = [{"gebied": profile.name(code), **found} for code in codes if (found := _of_part(outlook, code))]
    return table_of(zin, "titel", rows, helper=outlook.demand.mantelzorg, ouderen_heten=groep_naam(OLD))


def _of_part(outlook: Outlook, code: str) -> dict[str, Any]:
    """What a row of the table of gemeenten tells, now and then; empty when its people are not known."""
    years, helper = (outlook.basisjaar, outlook.rules.rapport.kernjaar), outlook.demand.mantelzorg
    everybody, old = ([outlook.people(age, year, code) for year in years] for age in (ALL_AGES, OLD))
    if everybody[0] is None or None in everybody + old:
        return {}
    return {
        "te_zeggen": everybody[0].waarde >= outlook.rules.band.minste_inwoners,
        "iedereen": everybody,
        "ouderen": old,
        "zorg": outlook.growth(TOTAL, years[1], code=code),
        "helpers": [outlook.care(helper.code, year, code=code) for year in years],
    }


def backtest_table(outlook: Outlook, zin: Zinnen) -> str:
    """The mean error of the projection and of the naive rules per size class, for the two oldest groups."""
    proef, rows = outlook.rules.toets.band, []
    for band in _bands(outlook):
        own = _all_first(outlook.scores(proef.van, band))
        errors = {code: _all_first(outlook.scores(proef.van, band, methode=code))["mape"] for code in _RULES}
        for place, row in enumerate(own.to_dict("records")):
            beside = {
                code: found.iloc[place] if len(found) == len(own) else None for code, found in errors.items()
            }
            rows.append({**row, "leeftijd": band, "grootte": _size(row, zin), "regels": beside})
    return table_of(zin, "tabel", rows, sorteerbaar=False, van=proef.van, tot=proef.tot)


def _all_first(scores: pd.DataFrame) -> pd.DataFrame:
    """All sizes together first, then from small to large."""
    return scores.sort_values(_SIZE, na_position="first", kind="stable")


def _size(row: dict[Any, Any], zin: Zinnen) -> str:
    return zin("grootte", vanaf=row["grootte_vanaf"], tot=row["grootte_tot"])


def beaten_by(outlook: Outlook, zin: Zinnen) -> str:
    """Size classes in which a simple rule came closer than the projection, and by how much; may be empty."""
    proef, parts = outlook.rules.toets.band, []
    for band in _bands(outlook):
        found = pd.concat([outlook.scores(proef.van, band, methode=code) for code in (OWN, *_RULES)])
        found = found.dropna(subset=["mape"]).fillna({"grootte_tot": math.inf})
        rules = found[found["methode"] != OWN].sort_values("mape", kind="stable").drop_duplicates(_SIZE)
        both = found[found["methode"] == OWN].merge(
            rules, on=_SIZE, suffixes=("", "_regel"), validate="one_to_one"
        )
        for row in both[both["mape_regel"] < both["mape"]].to_dict("records"):
            facts = {"grootte": _size(row, zin), "gebieden": row["gebieden"], "eigen": row["mape"]}
            rule = {"regel": zin(f"regel_{row['methode_regel']}"), "ernaast": row["mape_regel"]}
            parts.append(zin("verslagen_waar", leeftijd=band, **facts, **rule))
    return zin("verslagen", waar=parts, van=proef.van) if parts else ""


def other_tests(outlook: Outlook, zin: Zinnen) -> str:
    """The mean error over all gemeenten in the tests that start in another year than that of the table."""
    found = []
    for proef in (test for test in outlook.rules.toets.proef if test != outlook.rules.toets.band):
        errors = _errors(outlook, {band: outlook.scores(proef.van, band) for band in _bands(outlook)}, zin)
        if errors:
            found.append(zin("andere", van=proef.van, tot=proef.tot, fouten=errors))
    return " ".join(found)


def unknown_method(outlook: Outlook, zin: Zinnen) -> str:
    """The same error when the outcome of Nederland is not known either."""
    start = outlook.rules.toets.band.van
    scores = {band: outlook.scores(start, band, landelijk_bekend=False, methode=OWN) for band in _bands(outlook)}
    errors = _errors(outlook, scores, zin)
    return zin("onbekend", fouten=errors) if errors else ""


def _bands(outlook: Outlook) -> tuple[str, ...]:
    """The two oldest groups that are counted."""
    return outlook.rules.cijfers.geteld[-2:]


def _errors(outlook: Outlook, scores: dict[str, pd.DataFrame], zin: Zinnen) -> list[str]:
    """The mean error over all gemeenten, per age group that was tested."""
    everybody = {
        band: rows[rows["grootte_tot"].isna() & (rows["grootte_vanaf"] == 0)] for band, rows in scores.items()
    }
    return [zin("fout", leeftijd=band, fout=rows["mape"].iloc[0]) for band, rows in everybody.items() if len(rows)]
