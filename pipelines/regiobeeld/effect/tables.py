"""The results of a study as frames, for Parquet: one row per measurement, result or comparison area."""

from __future__ import annotations

import pandas as pd

from regiobeeld.effect.study import Study
from regiobeeld.stats.effect import Effect


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """effect (results), meting (per gemeente and year), reeks (area and comparison), placebo, synthetisch."""
    tables = {
        "effect": _results(study),
        "meting": _measurements(study),
        "reeks": study.series.reset_index(),
        "placebo": placebo_table(study),
    }
    if study.synthetic is not None:
        tables["synthetisch"] = synthetic_weights(study)
    return {name: frame for name, frame in tables.items() if len(frame)}


def _results(study: Study) -> pd.DataFrame:
    rows = [("aantoonbaar_effect", study.detectable, *[None] * 5)]
    if study.before is not None:
        rows.append(("verschil_in_helling_vooraf", *_flat(study.before)))
    if study.effect is not None:
        rows.append(("verschil_in_verschillen", *_flat(study.effect)))
    if study.placebo is not None:
        rows.append(("placebo", study.placebo.score, None, None, None, study.placebo.p_value, None))
    if study.synthetic is not None:
        found = study.synthetic
        rows.append(("synthetische_vergelijking", found.effect, None, None, None, found.p_value, None))
    columns = ["maat", "waarde", "se", "ondergrens", "bovengrens", "p_waarde", "spreiding_tussen_gebieden"]
    numbers = dict.fromkeys(columns[1:], float)
    table = pd.DataFrame(rows, columns=columns).astype(numbers)
    return table.assign(
        indicator_code=study.info.code,
        leeftijd=study.leeftijd,
        oordeel=study.verdict,
        plan=study.plan.naam,
        verzonnen=study.plan.verzonnen,
    )


def _flat(found: Effect) -> tuple[float, ...]:
    numbers = (found.value, found.se, found.lower, found.upper, found.p_value, found.between)
    return tuple(float(number) for number in numbers)


def _measurements(study: Study) -> pd.DataFrame:
    codes = [*study.own, *study.other]
    years = list(study.moments.years)
    index = pd.MultiIndex.from_product([codes, years], names=["gebied_code", "jaar"])
    table = pd.DataFrame(
        {
            "waarde": study.figures.values.loc[codes, years].to_numpy().ravel(),
            "se": study.figures.se.loc[codes, years].to_numpy().ravel(),
        },
        index=index,
    ).reset_index()
    role = dict.fromkeys(study.own, "plan") | dict.fromkeys(study.other, "vergelijking")
    return table.assign(rol=table["gebied_code"].map(role), na_begin=table["jaar"] > study.moments.begin)


def placebo_table(study: Study) -> pd.DataFrame:
    """Every comparison area in the place of the area: gebied_code, waarde, ondergrens, bovengrens, in_se."""
    if study.placebo is None:
        return pd.DataFrame()
    found = study.placebo
    return pd.DataFrame(
        {
            "gebied_code": list(study.other),
            "waarde": found.values,
            "ondergrens": found.lower,
            "bovengrens": found.upper,
            "in_se": found.scores,
        }
    )


def synthetic_weights(study: Study) -> pd.DataFrame:
    """The share of each comparison area in the mixture, the largest first: gebied_code, gewicht."""
    assert study.synthetic is not None
    table = pd.DataFrame({"gebied_code": list(study.donors), "gewicht": study.synthetic.weights})
    return table.sort_values(["gewicht", "gebied_code"], ascending=[False, True], ignore_index=True)
