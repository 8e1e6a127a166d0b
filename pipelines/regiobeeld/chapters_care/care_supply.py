"""Who is there to give care: people of working age, the part that would have to work in care, fte and the gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, lijst, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.columns import table_of
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_care.future_tables import explain
from regiobeeld.future.supply_declared import AanbodScenario, Beroep
from regiobeeld.future.supply_read import COLUMNS
from regiobeeld.future.supply_table import NEED
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import about_labour, groep_tot
from regiobeeld.numbers import LEEG, getal, round_half_up
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile

_IN_FTE = ("fte", "uit", "erbij", "nodig", "tekort", "ondergrens", "bovengrens")


def supply_blocks(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """Labour, then the gap in fte where the analyst has figures, else the need and what would close the hole."""
    if not outlook.is_sayable:
        return _hole(profile, outlook, zin, outlook.supply.beroep)
    rows = outlook.aanbod[outlook.aanbod["gebied_code"] == profile.code]
    known = set(rows["beroep_code"])
    lacking = [item for item in outlook.supply.beroep if item.code not in known]
    said = (about_labour(outlook, in_gebied(profile.naam)), labour_words(outlook, zin))
    return [
        *(alinea(text) for text in said if text),
        need_table(outlook, zin),
        *(_gap(outlook, rows, zin) if known else []),
        *_hole(profile, outlook, zin, lacking),
        bijschrift(zin("zorgwerk_noot", werk=outlook.demand.zorgwerk)),
    ]


def _gap(outlook: Outlook, rows: pd.DataFrame, zin: Zinnen) -> list[Blok | None]:
    """Needed against present, for the professions with fte."""
    norms, sources = (list(dict.fromkeys(rows[name])) for name in ("norm_bron", "bron"))
    return [
        waarschuwing(zin("voorbeeld"), zin("voorbeeld_kop")) if rows["is_voorbeeld"].any() else None,
        *(alinea(text) for item in outlook.supply.beroep if (text := gap_words(outlook, rows, item, zin))),
        gap_table(outlook, rows, zin),
        lijst(_explained(item) for item in outlook.supply.scenario),
        bijschrift(zin("tekort_noot", uitleg=outlook.supply.toelichting, normen=norms, bronnen=sources)),
    ]


def labour_words(outlook: Outlook, zin: Zinnen) -> str:
    """How many times larger the part of the working age that works in care would have to be."""
    work = outlook.demand.zorgwerk
    then = outlook.care(work.code, outlook.rules.rapport.kernjaar)
    if then is None or then.ondergrens is None:
        return ""
    return zin("zorgwerk", deel=then, aandeel=work.aandeel_percentage, werkenden=groep_tot(work.werkenden))


def need_table(outlook: Outlook, zin: Zinnen) -> str:
    """Growth of the need for each profession, which is known without knowing who works there."""
    years = outlook.rules.rapport.jaren
    rows = [
        {"beroep": item, "groei": {year: outlook.growth(NEED + item.code, year) for year in years}}
        for item in outlook.supply.beroep
    ]
    return table_of(zin, "groei", rows, sorteerbaar=False, jaren=years)


def _hole(profile: Profile, outlook: Outlook, zin: Zinnen, lacking: Sequence[Beroep]) -> list[Blok | None]:
    """What is missing, and exactly which file closes the hole; nothing when every profession has fte."""
    if not lacking:
        return []
    some = lacking if len(lacking) < len(outlook.supply.beroep) else ()
    facts = {"beroepen": [item.naam for item in some], "stopt": str(outlook.supply.stopt_op_leeftijd)}
    file = zin("bestand", bestand=fte_file(profile), kolommen=COLUMNS)
    return [
        alinea(zin("gat", **facts)),
        paragraaf(zin("gat_kop"), "aanbod-nodig"),
        lijst([file, *(f"{hoofdletter(item.naam)}: {item.halen}." for item in lacking)]),
    ]


def fte_file(profile: Profile) -> str:
    """Where the analyst puts who works in care in this region."""
    return f"sources/aanbod/aanbod_{profile.region.slug}.csv"


def gap_words(outlook: Outlook, rows: pd.DataFrame, item: Beroep, zin: Zinnen) -> str:
    """The gap of one profession in the declared year, when nobody comes in."""
    found = next((r for r in _gap_rows(outlook, rows) if r["beroep"] == item), None)
    if found is None or found["scenario"] != outlook.supply.scenario[0] or pd.isna(found["gat"]):
        return ""
    day, size = f"{found['peildatum']:%d-%m-%Y}", _fte(abs(found["gat"]))
    return zin("tekort", dag=day, hoeveel=size, merk=_mark(rows, zin), **found)


def gap_table(outlook: Outlook, rows: pd.DataFrame, zin: Zinnen) -> str:
    """Fte now and later, and the gap in every what-if."""
    return table_of(zin, "tekort_tabel", _gap_rows(outlook, rows), sorteerbaar=False, merk=_mark(rows, zin))


def _mark(rows: pd.DataFrame, zin: Zinnen) -> str:
    """That the fte are made up; empty when they are not."""
    return zin("voorbeeld_kop") if rows["is_voorbeeld"].any() else ""


def _gap_rows(outlook: Outlook, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of the declared year by profession and what-if, the fte in writing; `gat` is the bare gap."""
    then = rows[rows["jaar"] == outlook.rules.rapport.kernjaar]
    found: list[dict[str, Any]] = then.to_dict("records")  # type: ignore[assignment]
    known = {(row["beroep_code"], row["scenario_code"]): row for row in found}
    return [
        {**row, "beroep": item, "scenario": scenario, "gat": row["tekort"], **{n: _fte(row[n]) for n in _IN_FTE}}
        for item in outlook.supply.beroep
        for scenario in outlook.supply.scenario
        if (row := known.get((item.code, scenario.code)))
    ]


def _fte(value: float) -> str:
    """Fte to one decimal below a hundred, whole above it."""
    return LEEG if pd.isna(value) else getal(value, 1 if abs(round_half_up(value)) < 100 else 0)


def _explained(item: AanbodScenario) -> str:
    numbers = {"instroom_per_jaar": item.instroom_per_jaar, "besparing_per_jaar": item.besparing_per_jaar}
    return explain(item.naam, item.toelichting, **numbers)
