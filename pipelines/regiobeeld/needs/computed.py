"""What is different between two builds of one region in what we compute: the projection and the crossing.

They have no file of a source of their own. That a result differs while its years, its indeling and its rules are
the same, can only be because a figure under it was revised: the arithmetic gives the same at every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld import paths
from regiobeeld.judgement.changes import ADDED, AREAS, GONE, METHOD, NEW_YEAR, REVISED
from regiobeeld.needs.future import Outlook, outlook_of
from regiobeeld.profile.model import Profile
from regiobeeld.projection.inputs import BOTH
from regiobeeld.projection.tables import PROGNOSE

PROJECTION, CROSSING = "prognose", "kruising"
PEOPLE, IN_GROUP = "inwoners", "is_groep"
BASE = "basis"
KEY = ["deel", "wat", "gebied_code", "leeftijd", "scenario", "jaar"]
VALUES = ["waarde", "ondergrens", "bovengrens"]
ABOUT = ["gebied_jaar", "bronnen", "regels"]
COLUMNS = [*KEY, *VALUES, *ABOUT]
KINDS = (NEW_YEAR, AREAS, REVISED, METHOD, ADDED, GONE)
"""The kinds of change in the order in which a reader should see them (`[zin.veranderd_berekend_waarom]`)."""
RULES = {
    PROJECTION: (("toekomst",), ("future", "projection")),
    CROSSING: (("kruising",), ("crossing",)),
}
"""Per part the folders of its declarations and the rooms of its arithmetic."""

_CROSSED = ("inwoners", "ses_index", "leefstijl_score", IN_GROUP)


def computed_of(profile: Profile) -> pd.DataFrame:
    """The projection and the crossing of a region and its parts, as they can be compared (`COLUMNS`).

    `bronnen`: the years of the figures under a result; `regels`: a digest of the rules that made it.
    """
    frames = [_projection(profile), _crossing(profile)]
    rows = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=COLUMNS)])
    types = dict.fromkeys(VALUES, "float64") | {"jaar": "int64", "gebied_jaar": "int64"}
    return rows.reindex(columns=COLUMNS).astype(types).sort_values(KEY, ignore_index=True)


def _projection(profile: Profile) -> pd.DataFrame:
    """People by age and what they will need, of the region and its parts; all years and scenarios."""
    if not (profile.data_dir / f"{PROGNOSE.name}.parquet").exists():
        return pd.DataFrame()
    outlook = outlook_of(profile)
    codes = {profile.code, *profile.parts}
    people = outlook.prognose[outlook.prognose["gebied_code"].isin(codes) & (outlook.prognose["geslacht"] == BOTH)]
    people = people.rename(columns={"inwoners": "waarde"}).assign(wat=PEOPLE, scenario=BASE)
    need = outlook.zorgvraag[outlook.zorgvraag["gebied_code"].isin(codes)]
    need = need.rename(columns={"onderdeel_code": "wat", "scenario_code": "scenario"}).assign(leeftijd="totaal")
    return pd.concat([people, need]).assign(
        deel=PROJECTION,
        gebied_jaar=_indeling(profile),
        bronnen=_years_of(outlook),
        regels=_digest_of(*RULES[PROJECTION]),
    )


def _years_of(outlook: Outlook) -> str:
    laws = (f"{code} {rates.jaar}" for code, rates in sorted(outlook.rates.items()))
    return ", ".join([f"inwoners {outlook.basisjaar}", *laws])


def _indeling(profile: Profile) -> int:
    years = profile.waarneming.get("gebied_jaar", pd.Series(dtype=float)).dropna()
    return int(years.max()) if len(years) else 0


def _crossing(profile: Profile) -> pd.DataFrame:
    """Of every gemeente and wijk: residents, both ratings, and whether the unfavourable ends of both meet."""
    table = profile.kruising
    if table.empty:
        return pd.DataFrame()
    wide = table[["niveau", "gebied_code", "gebied_jaar", "leeftijd", *_CROSSED]].assign(
        deel=CROSSING, scenario=BASE
    )
    wide[list(_CROSSED)] = wide[list(_CROSSED)].astype("float64")
    index = [name for name in wide.columns if name not in _CROSSED]
    rows = wide.melt(index, var_name="wat", value_name="waarde")
    years = {level: _sources_of(profile.kruising_bron, level) for level in rows["niveau"].unique()}
    return rows.assign(jaar=0, bronnen=rows["niveau"].map(years), regels=_digest_of(*RULES[CROSSING]))


def _sources_of(origin: pd.DataFrame, level: str) -> str:
    """The newest year of every figure that the crossing of wijken or gemeenten is made of."""
    newest = origin[origin["niveau"] == level].groupby("indicator_code")["jaar"].max()
    return ", ".join(f"{code} {year}" for code, year in newest.sort_index().items())


@lru_cache(maxsize=4)
def _digest_of(declared: Sequence[str], rooms: Sequence[str]) -> str:
    """What makes a result beside the figures: its declarations, and the code of its rooms."""
    package = Path(__file__).resolve().parents[1]
    folders = [*(paths.SOURCES / name for name in declared), *(package / name for name in rooms)]
    digest = hashlib.sha256()
    for path in _files(folders):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(folders: Iterable[Path]) -> list[Path]:
    return [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in {".toml", ".py", ".csv"}]


def find_computed_changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Every result that is different, one row each: `KEY`, was, is and waarom (one of `KINDS`).

    The order of the reasons: another indeling, a newer year under it, other rules, and else a revised figure.
    """
    both = old[COLUMNS].merge(
        new[COLUMNS], on=KEY, how="outer", suffixes=("_oud", "_nieuw"), indicator=True, validate="1:1"
    )
    differs = both["_merge"].astype(str) != "both"
    for name in VALUES:
        a, b = both[f"{name}_oud"].astype(float), both[f"{name}_nieuw"].astype(float)
        differs |= ~(np.isclose(a, b, rtol=1e-9, atol=1e-9) | (a.isna() & b.isna()))
    both = both[differs].reset_index(drop=True)
    values = {"was": both["waarde_oud"], "is": both["waarde_nieuw"], "waarom": _why(both, old, new)}
    return pd.DataFrame({name: both[name] for name in KEY} | values)


def _why(both: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    side = both["_merge"].astype(str)
    only_new, only_old = side == "right_only", side == "left_only"

    def about(name: str) -> pd.Series:
        """Whether this differs between the builds: of the row, or where one lacks it, of its part as a whole."""
        mine = _per_part(old, name), _per_part(new, name)
        parts = both["deel"].map(lambda part: mine[0].get(part) != mine[1].get(part))
        return (both[f"{name}_oud"] != both[f"{name}_nieuw"]).where(~(only_new | only_old), parts).astype(bool)

    gone = ~both["gebied_code"].isin(set(new["gebied_code"])), ~both["gebied_code"].isin(set(old["gebied_code"]))
    tests = [
        ((only_old & gone[0]) | (only_new & gone[1]) | about("gebied_jaar"), AREAS),
        (about("bronnen"), NEW_YEAR),
        (about("regels"), METHOD),
        (only_new, ADDED),
        (only_old, GONE),
    ]
    return np.select([test for test, _ in tests], [name for _, name in tests], REVISED).tolist()


def _per_part(rows: pd.DataFrame, name: str) -> dict[str, tuple[object, ...]]:
    return {str(part): tuple(sorted(set(found))) for part, found in rows.groupby("deel")[name]}
