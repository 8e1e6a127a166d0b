"""Put SES, lifestyle and residents of one age group side by side, per area (METHODEN 10)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.crossing.lifestyle import KEY
from regiobeeld.crossing.tables import KRUISING


def cross(
    areas: pd.DataFrame,
    ses: pd.DataFrame,
    lifestyle: pd.DataFrame,
    population: pd.DataFrame,
    *,
    links: pd.DataFrame | None = None,
    n_lifestyle: int = 5,
    minimum: int = 2,
) -> pd.DataFrame:
    """Cross SES, lifestyle and age: one row per area and age group, for all given areas.

    A row is a group (`is_groep`) when the SES of the area is in the lowest quintile and at least `minimum`
    lifestyle figures of that age group are unfavourable. It is null, with a reason, when missing figures leave
    that open; it is False as soon as one known figure rules it out.

    Args:
        areas: gebied_code, gebied_jaar, niveau (WK or GM), gemeente_code, gebied_naam, stedelijkheid.
        ses: outcome of `compute_ses`, on index gebied_code.
        lifestyle: outcome of `count_unfavourable`; its age groups are the age groups of the result.
        population: gebied_code, leeftijd (must hold totaal and 65+), inwoners.
        links: for wijken whose lifestyle was published on another indeling: wijk_code, gekoppeld, reden
            (harmonise.wijken.match_wijken). Lifestyle of an area that is not linked is not used.
        n_lifestyle: number of lifestyle figures that could have been measured.
        minimum: number of unfavourable figures that makes a lifestyle unfavourable.

    Returns:
        Frame in the schema `KRUISING`, sorted by its key. `inwoners` is a count of residents in whole persons;
        where CBS publishes ages as whole percents it is that percentage of the residents, so about 0.5 % of the
        residents of the area uncertain.
    """
    ages = list(dict.fromkeys(lifestyle["leeftijd"]))
    rows = areas.merge(pd.DataFrame({"leeftijd": ages}, dtype="str"), how="cross")
    rows = rows.merge(_spread_population(population), on="gebied_code", how="left", validate="many_to_one")
    rows = rows.merge(population[[*KEY, "inwoners"]], on=KEY, how="left", validate="one_to_one")
    rows = rows.merge(_drop_unlinked(lifestyle, links), on=KEY, how="left", validate="one_to_one")
    scores = ses[["ses_index", "ses_kwintiel", "reden"]].rename(columns={"reden": "reden_ses"})
    rows = rows.merge(scores, left_on="gebied_code", right_index=True, how="left", validate="many_to_one")
    rows["is_groep"] = _decide(rows, n_lifestyle, minimum)
    rows["reden"] = _explain(rows, links)
    rows["inwoners"] = rows["inwoners"].round().astype("Int64")
    rows["leefstijl_gemeten"] = rows["leefstijl_gemeten"].fillna(0)
    return rows[KRUISING.names].sort_values(list(KRUISING.key), ignore_index=True)


def _spread_population(population: pd.DataFrame) -> pd.DataFrame:
    """Residents of all ages and the share of 65+ (0-100) per area."""
    wide = population.pivot(index="gebied_code", columns="leeftijd", values="inwoners").astype("float64")
    total = wide["totaal"].where(wide["totaal"] > 0)
    return pd.DataFrame(
        {
            "inwoners_totaal": wide["totaal"].round().astype("Int64"),
            "aandeel_65plus": (100 * wide["65+"] / total).round(1),
        }
    ).reset_index()


def _drop_unlinked(lifestyle: pd.DataFrame, links: pd.DataFrame | None) -> pd.DataFrame:
    """Leave out lifestyle figures of areas that may not be the same area in the other indeling."""
    if links is None:
        return lifestyle
    linked = links.loc[links["gekoppeld"].astype(bool), "wijk_code"]
    return lifestyle.loc[lifestyle["gebied_code"].isin(linked)]


def _decide(rows: pd.DataFrame, n_lifestyle: int, minimum: int) -> pd.Series:
    """Three-valued: True, False, or null when missing figures could still turn the outcome."""
    low_ses = (rows["ses_kwintiel"] == 1).astype("boolean")
    count = rows["leefstijl_ongunstig"].astype("Int64").fillna(0)
    unmeasured = n_lifestyle - rows["leefstijl_gemeten"].astype("Int64").fillna(0)
    unfavourable = (count >= minimum).astype("boolean")
    unfavourable = unfavourable.mask((count < minimum) & (count + unmeasured >= minimum), pd.NA)
    decided = low_ses & unfavourable
    return decided.mask(rows["inwoners"].isna() & decided.fillna(True), pd.NA)


def _explain(rows: pd.DataFrame, links: pd.DataFrame | None) -> pd.Series:
    """Say in Dutch why `is_groep` is null; empty elsewhere."""
    reason = pd.Series(
        np.where(rows["inwoners"].isna(), NO_RESIDENTS, NO_LIFESTYLE), index=rows.index, dtype="object"
    )
    reason = reason.mask(rows["ses_kwintiel"].isna(), rows["reden_ses"].fillna(NO_SES).astype("object"))
    if links is not None:
        unlinked = links.loc[~links["gekoppeld"].astype(bool)].set_index("wijk_code")["reden"]
        why = NO_MATCH + rows["gebied_code"].map(unlinked)
        reason = reason.mask(why.notna(), why.astype("object"))
    return reason.where(rows["is_groep"].isna(), None).astype("str")


NO_RESIDENTS = "het aantal inwoners van deze leeftijd is niet bekend"
NO_LIFESTYLE = "er zijn geen of te weinig leefstijlcijfers voor deze leeftijd"
NO_MATCH = "leefstijlcijfers zijn van een andere wijkindeling: "
NO_SES = "er zijn geen cijfers over sociaaleconomische positie"
