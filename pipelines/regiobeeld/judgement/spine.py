"""Where the region stands among areas like it, for a spine chart. METHODEN 5."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from regiobeeld.frames import returns
from regiobeeld.judgement.benchmarks import compare_with_all
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.similar import REGION_NAMES, region_kind
from regiobeeld.judgement.survey import KEY, add_up, read_survey
from regiobeeld.profile.frames import SPINE
from regiobeeld.profile.model import Profile
from regiobeeld.stats.spine import spine_positions

ADULTS = ("18+", "19+")
MARKS = ["stip", "licht_van", "licht_tot", "donker_van", "donker_tot"]


def spine_areas(profile: Profile) -> str:
    """What the bars show: all gemeenten for one gemeente, else all areas of the kind of the region."""
    return (
        "gemeenten van Nederland" if profile.is_single else f"{REGION_NAMES[region_kind(profile)]} van Nederland"
    )


@lru_cache(maxsize=4)
@returns(SPINE)
def spine_rows(profile: Profile) -> pd.DataFrame:
    """One row per survey percentage of adults of the newest round, by theme.

    Returns:
        indicator_code, leeftijd, jaar, thema, naam, waarde, nl, richting, klasse, overleeft, and positions
        between 0 and 1: stip, licht_van, licht_tot, donker_van, donker_tot (see `stats.spine`). Rows without a
        class are left out: their figures may not be coloured.
    """
    table = indicator_table(profile)
    table = table[table["klasse"].notna() & table["leeftijd"].isin(ADULTS) & table["actueel"]]
    table = table[table["jaar"] == table["jaar"].max()].reset_index(drop=True)
    table["richting"] = [profile.indicators[code].richting for code in table["indicator_code"]]
    percent = [profile.indicators[code].eenheid == "%" for code in table["indicator_code"]]
    table = table[np.array(percent, dtype=bool)].reset_index(drop=True)
    areas = _figures_of_areas(profile)
    marks = [_positions(row, areas) for row in table.to_dict("records")]
    chosen = table[
        ["indicator_code", "leeftijd", "jaar", "thema", "naam", "waarde", "nl", "richting", "klasse", "overleeft"]
    ]
    return pd.concat([chosen, pd.DataFrame(marks, columns=MARKS, index=chosen.index)], axis=1)


def spine_against(profile: Profile, comparison: str) -> pd.DataFrame:
    """The rows of `spine_rows` with another benchmark in the middle; empty when that benchmark has none of them.

    Args:
        comparison: a code of `judgement.benchmarks` (provincie, vergelijkbaar).
    """
    plain, found = spine_rows(profile), compare_with_all(profile)
    found = found[(found["vergelijking"] == comparison) & found["referentie"].notna() & found["klasse"].notna()]
    judged = found.set_index(KEY)[["referentie", "klasse", "overleeft"]].rename(columns={"referentie": "nl"})
    rows = plain.drop(columns=["nl", "klasse", "overleeft", *MARKS]).merge(
        judged.reset_index(), on=KEY, how="inner", validate="one_to_one"
    )
    areas = _figures_of_areas(profile)
    marks = [_positions(row, areas) for row in rows.to_dict("records")]
    return pd.concat([rows, pd.DataFrame(marks, columns=MARKS, index=rows.index)], axis=1)


@lru_cache(maxsize=4)
def _figures_of_areas(profile: Profile) -> pd.DataFrame:
    """Figures of all areas of the kind of the region (rows) per column of the survey. Do not change the frame."""
    survey = read_survey(profile)
    if profile.is_single:
        return survey.values
    groups = {code: m for code, m in profile.leden.items() if code.startswith(region_kind(profile))}
    figures = {code: add_up(survey, profile.inwoners, members)["waarde"] for code, members in groups.items()}
    return pd.DataFrame(figures).T


def _positions(row: dict[object, object], areas: pd.DataFrame) -> tuple[float, ...]:
    key = tuple(row[name] for name in KEY)
    values = areas[key].to_numpy(dtype=float) if key in areas.columns else np.array([])
    found = spine_positions(float(str(row["waarde"])), values, float(str(row["nl"])), row["richting"])  # type: ignore[arg-type]
    return (float(found.dot), found.light_left, found.light_right, found.dark_left, found.dark_right)
