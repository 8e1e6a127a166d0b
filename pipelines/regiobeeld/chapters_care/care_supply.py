"""Who is there to give care: people of working age, the part that would have to work in care, fte and the gap."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, lijst, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import hoofdletter, in_gebied
from regiobeeld.future.supply_declared import AanbodScenario, Beroep
from regiobeeld.future.supply_read import COLUMNS
from regiobeeld.future.supply_table import NEED
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import about_labour, groep_tot
from regiobeeld.numbers import LEEG, decimalen_voor, getal, round_half_up
from regiobeeld.profile.model import Profile


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
        lijst(_scenario(item) for item in outlook.supply.scenario),
        bijschrift(zin("tekort_noot", uitleg=outlook.supply.toelichting, normen=norms, bronnen=sources)),
    ]


def labour_words(outlook: Outlook, zin: Zinnen) -> str:
    """How many times larger the part of the working age that works in care would have to be."""
    work = outlook.demand.zorgwerk
    then = outlook.care(work.code, outlook.rules.rapport.kernjaar)
    if then is None or then.ondergrens is None or then.bovengrens is None:
        return ""
    times, share = (then.waarde, then.ondergrens, then.bovengrens), work.aandeel_percentage
    facts = {
        "werkenden": groep_tot(work.werkenden),
        "meer": [100 * (value - 1) for value in times],
        "aandeel": share,
        "straks": [] if share is None else [share * value for value in times],
    }
    return zin("zorgwerk", **facts)


def need_table(outlook: Outlook, zin: Zinnen) -> str:
    """Growth of the need for each profession, which is known without knowing who works there."""
    years = outlook.rules.rapport.jaren
    lines = [
        {
            "Beroep": hoofdletter(item.naam),
            **{f"Vraag tot {year}": _growth(outlook, item, year) for year in years},
            "Volgt uit": item.gewicht_toelichting,
        }
        for item in outlook.supply.beroep
    ]
    return tabel_html(pd.DataFrame(lines), zin("groei"))


def _growth(outlook: Outlook, item: Beroep, year: int) -> str:
    now, then = (outlook.care(NEED + item.code, when) for when in (outlook.basisjaar, year))
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None:
        return LEEG
    change, low, high = (100 * (x / now.waarde - 1) for x in (then.waarde, then.ondergrens, then.bovengrens))
    return f"{getal(change, teken=True)}% ({getal(low, teken=True)} tot {getal(high, teken=True)}%)"


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
    found = _row(rows, item.code, outlook.supply.scenario[0], outlook.rules.rapport.kernjaar)
    if found is None or pd.isna(found["tekort"]):
        return ""
    numbers = {name: _fte(found[name]) for name in ("fte", "uit", "nodig", "ondergrens", "bovengrens")}
    facts = {
        "beroep": item.naam,
        "merk": zin("voorbeeld_kop") if found["is_voorbeeld"] else "",
        "dag": f"{found['peildatum']:%d-%m-%Y}",
        "tekort": _fte(abs(found["tekort"])),
        "te_veel": bool(found["tekort"] < 0),
    }
    return zin("tekort", **numbers, **facts)


def gap_table(outlook: Outlook, rows: pd.DataFrame, zin: Zinnen) -> str:
    """Fte now and later, and the gap in every what-if."""
    year = outlook.rules.rapport.kernjaar
    lines = [
        line
        for item in outlook.supply.beroep
        for scenario in outlook.supply.scenario
        if (line := _gap_line(_row(rows, item.code, scenario, year), item, scenario, year))
    ]
    mark = zin("voorbeeld_kop") if rows["is_voorbeeld"].any() else ""
    return tabel_html(pd.DataFrame(lines), zin("tekort_tabel", merk=mark))


def _row(rows: pd.DataFrame, beroep: str, scenario: AanbodScenario, year: int) -> pd.Series | None:
    found = rows[
        (rows["beroep_code"] == beroep) & (rows["scenario_code"] == scenario.code) & (rows["jaar"] == year)
    ]
    return None if found.empty else found.iloc[0]


def _gap_line(row: pd.Series | None, item: Beroep, scenario: AanbodScenario, year: int) -> dict[str, str]:
    if row is None:
        return {}
    gap, low, high = (_fte(row[name]) for name in ("tekort", "ondergrens", "bovengrens"))
    return {
        "Beroep": item.naam,
        "Wat als": scenario.naam,
        "Nu": _fte(row["fte"]),
        f"Gestopt vóór {year}": _fte(row["uit"]),
        "Erbij": _fte(row["erbij"]),
        "Nodig": _fte(row["nodig"]),
        "Tekort": LEEG if gap == LEEG else f"{gap} ({low} tot {high})",
    }


def _fte(value: float) -> str:
    """Fte to one decimal below a hundred, whole above it."""
    return LEEG if pd.isna(value) else getal(value, 1 if abs(round_half_up(value)) < 100 else 0)


def _scenario(item: AanbodScenario) -> str:
    numbers = {
        name: getal(value, decimalen_voor([value]))
        for name, value in (
            ("instroom_per_jaar", item.instroom_per_jaar),
            ("besparing_per_jaar", item.besparing_per_jaar),
        )
    }
    text = item.toelichting.format(**numbers)
    return f"{hoofdletter(item.naam)}: {text[:1].lower() + text[1:]}"
