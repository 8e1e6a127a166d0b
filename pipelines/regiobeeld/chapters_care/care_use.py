"""Care use now: what was counted, what the ages alone would give, and what gemeenten like these show."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, lijst
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.columns import records, table_of
from regiobeeld.blocks.common import code_of, is_own, table_beside_nl
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel
from regiobeeld.charts.halter import halter
from regiobeeld.needs.care_use import UseNow, use_now
from regiobeeld.numbers import round_half_up
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure
from regiobeeld.projection.declared import load_demand

_SIDES = ("alleen op leeftijd", "geteld")


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
    own = records(profile, rows[rows["gebied_code"] == profile.code])
    return zin("tekst", **own[0]) if own else ""


def beside_age(profile: Profile, rows: pd.DataFrame, zin: Zinnen) -> Figuur | None:
    """Counted beside expected from ages, a row per gemeente."""
    parts = rows[rows["gebied_code"].isin([*profile.parts, profile.code])]
    if len(parts) < 2:
        return None
    info, jaar = profile.indicators[str(parts["indicator_code"].iloc[0])], int(parts["jaar"].iloc[0])
    drawn = pd.DataFrame(
        {
            "naam": parts["gebied_code"].map(profile.name),
            "van": parts["leeftijd"].astype(float),
            "naar": parts["waarde"].astype(float),
            "nadruk": is_own(profile, parts["gebied_code"]) | (parts["gebied_code"] == profile.code),
        }
    ).sort_values("naar", ascending=False, ignore_index=True)
    members = drawn if profile.is_single else drawn[drawn["naam"] != profile.naam]
    shown = members[["naar", "van"]].map(lambda value: float(round_half_up(value, info.decimalen)))
    names = {"naam": "Naam", "van": "Alleen op leeftijd", "naar": "Geteld"}
    facts = {
        "info": info,
        "kort": info.naam.partition(" per ")[0],
        "jaar": jaar,
        "boven": int((shown["naar"] > shown["van"]).sum()),
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
    told = [{**row, "nl": _national(profile, row["info"], row["jaar"])} for row in records(profile, rows)]
    whole = [row for row in told if row["gebied_code"] == profile.code]
    tables = [table_of(zin, "tabel_verwacht", whole, per_gebied=False)]
    for info in dict.fromkeys(row["info"] for row in told):
        if not any(row["info"] == info for row in whole):
            own = [row for row in told if row["info"] == info]
            facts = {"info": info, "jaar": own[0]["jaar"], "per_gebied": True}
            tables.append(table_of(zin, "tabel_verwacht", own, titel="per_gemeente", **facts))
    return [table for table in tables if table]


def _national(profile: Profile, info: IndicatorInfo, jaar: int) -> float | None:
    found = figure(profile, info.code, NEDERLAND, jaar=jaar)
    return found.waarde if found else None


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
