"""Care use now: what was counted, what the ages alone would give, and what gemeenten like these show."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, lijst
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import code_of, is_own, table_beside_nl
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel
from regiobeeld.charts.halter import halter
from regiobeeld.needs.care_use import UseNow, use_now
from regiobeeld.numbers import LEEG, getal, met_eenheid, round_half_up
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure
from regiobeeld.projection.declared import load_demand

_SIDES = ("alleen op leeftijd", "geteld")
_STEPS = {-1.0: "lager", 0.0: "past erbij", 1.0: "hoger"}


def use_blocks(profile: Profile, zin: Zinnen) -> list[Blok | None]:
    """The figures of use, the figure beside ages, the table beside comparable gemeenten, and what is missing."""
    found, near = use_now(profile), set(load_demand().nabij)
    rows = found.table[~found.table["indicator_code"].isin(near)]
    missing = _missing(found, zin)
    if rows.empty:
        return [alinea(zin("geen")), missing]
    codes = [str(code) for code in dict.fromkeys(rows["indicator_code"])]
    if profile.code == NEDERLAND:
        return [table_beside_nl(profile, codes, zin("tabel")) or None, missing]
    with_age = [own for own in (rows_with_age(rows, code) for code in codes) if len(own)]
    return [
        *(alinea(text) for own in with_age if (text := age_words(profile, own, zin))),
        *(beside_age(profile, own, zin) for own in with_age),
        *expected_tables(profile, rows, zin),
        bijschrift(_explain(found, rows, zin)),
        missing,
    ]


def near_tables(profile: Profile, zin: Zinnen) -> list[str]:
    """Distances and numbers of practices beside what such an area has elsewhere; Nederland stands alone."""
    declared = load_demand().nabij
    rows = use_now(profile).table
    rows = rows[rows["indicator_code"].isin(declared)]
    if profile.code == NEDERLAND or rows.empty:
        return [table] if (table := table_beside_nl(profile, declared, zin("tabel"))) else []
    return expected_tables(profile, rows, zin)


def rows_with_age(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of one figure that have an expectation from ages alone."""
    return rows[(rows["indicator_code"] == code) & rows["leeftijd"].notna()]


def age_words(profile: Profile, rows: pd.DataFrame, zin: Zinnen) -> str:
    """Counted and expected from ages, of the region."""
    own = rows[rows["gebied_code"] == profile.code]
    if own.empty:
        return ""
    row, info = own.iloc[0], profile.indicators[str(own["indicator_code"].iloc[0])]
    counted, expected = (_cell(info, row[name]) for name in ("waarde", "leeftijd"))
    gap = 100 * (row["waarde"] / row["leeftijd"] - 1)
    facts = {"info": info, "jaar": int(row["jaar"]), "geteld": counted, "op_leeftijd": expected, "verschil": gap}
    return zin("tekst", **facts)


def beside_age(profile: Profile, rows: pd.DataFrame, zin: Zinnen) -> Figuur | None:
    """Counted beside expected from ages, a row per gemeente."""
    parts = rows[rows["gebied_code"].isin(profile.parts) | (rows["gebied_code"] == profile.code)]
    if len(parts) < 2:
        return None
    info, jaar = profile.indicators[str(parts["indicator_code"].iloc[0])], int(parts["jaar"].iloc[0])
    drawn = pd.DataFrame(
        {
            "naam": [profile.name(code) for code in parts["gebied_code"]],
            "van": parts["leeftijd"].to_numpy(float),
            "naar": parts["waarde"].to_numpy(float),
            "nadruk": is_own(profile, parts["gebied_code"]).to_numpy() | (parts["gebied_code"] == profile.code),
        }
    ).sort_values("naar", ascending=False, ignore_index=True)
    members = drawn if profile.is_single else drawn[drawn["naam"] != profile.naam]
    above = sum(
        round_half_up(counted, info.decimalen) > round_half_up(expected, info.decimalen)
        for counted, expected in members[["naar", "van"]].to_numpy(float)
    )
    names = {"naam": "Naam", "van": "Alleen op leeftijd", "naar": "Geteld"}
    facts = {
        "info": info,
        "kort": info.naam.partition(" per ")[0],
        "jaar": jaar,
        "boven": above,
        "gebieden": len(members),
        "rijen": drawn.to_dict("records"),
    }
    return special_figure(
        code_of("gebruik-en-leeftijd", info.code),
        zin,
        facts,
        bron=f"{bronregel(profile, info.code, jaar)}; verwachting: eigen berekening",
        teken=lambda formaat: halter(drawn, _SIDES, info.eenheid, info.decimalen, formaat),
        tabel=drawn[list(names)].rename(columns=names),
        decimalen=info.decimalen,
        gebieden=len(members),
    )


def expected_tables(profile: Profile, rows: pd.DataFrame, zin: Zinnen) -> list[str]:
    """The region beside age and comparable gemeenten; a figure of gemeenten only gets a table of its own."""
    whole = rows[rows["gebied_code"] == profile.code]
    parts = rows[~rows["indicator_code"].isin(whole["indicator_code"])]
    tables = [_table(profile, whole, zin("tabel_verwacht"), "Onderwerp")] if len(whole) else []
    for code, own in parts.groupby("indicator_code", sort=False):
        info, jaar = profile.indicators[str(code)], int(own["jaar"].iloc[0])
        tables.append(_table(profile, own, zin("per_gemeente", info=info, jaar=jaar), "Naam"))
    return tables


def _table(profile: Profile, rows: pd.DataFrame, caption: str, first: str) -> str:
    """One line per figure; columns that are empty all the way are left out."""
    table = pd.DataFrame([_line(profile, row, first) for _, row in rows.iterrows()])
    empty = [name for name in table.columns[1:] if (table[name] == LEEG).all()]
    return tabel_html(table.drop(columns=empty), caption, sorteerbaar=True)


def _line(profile: Profile, row: pd.Series, first: str) -> dict[str, str]:
    info, jaar = profile.indicators[row["indicator_code"]], int(row["jaar"])
    national = figure(profile, info.code, NEDERLAND, jaar=jaar)
    band = LEEG
    if pd.notna(row["verwacht"]):
        low, high = (getal(row[name], info.decimalen) for name in ("ondergrens", "bovengrens"))
        band = f"{_cell(info, row['verwacht'])} ({low}–{high})"
    return {
        first: info.naam if first == "Onderwerp" else profile.name(row["gebied_code"]),
        "Jaar": str(jaar) if first == "Onderwerp" else LEEG,
        "Hier": _cell(info, row["waarde"]),
        "Nederland": _cell(info, national.waarde if national else None),
        "Alleen op leeftijd": _cell(info, row["leeftijd"]),
        "Zulke gemeenten (band)": band,
        "Vergeleken": LEEG if pd.isna(row["stap"]) else _STEPS[float(row["stap"])],
    }


def _cell(info: IndicatorInfo, value: float | None) -> str:
    """A value with its unit, unless the name of the indicator says it already."""
    if value is None or pd.isna(value):
        return LEEG
    unit = "aantal" if info.eenheid.startswith("per ") else info.eenheid
    return met_eenheid(value, unit, info.decimalen)


def _explain(found: UseNow, rows: pd.DataFrame, zin: Zinnen) -> str:
    """What each column is, and what the guards say of chance."""
    reasons = dict.fromkeys(d.reason_nl for d in found.judged.values() if not d.allowed)
    return zin("uitleg", verwacht=bool(rows["verwacht"].notna().any()), redenen=list(reasons))


def _missing(found: UseNow, zin: Zinnen) -> str | None:
    """Figures of use that are declared but not loaded, with the source that has them."""
    sources: dict[str, list[str]] = {}
    for naam, bron in found.missing.items():
        sources.setdefault(bron, []).append(naam)
    return lijst(zin("niet_ingelezen", namen=names, bron=bron) for bron, names in sources.items()) or None
