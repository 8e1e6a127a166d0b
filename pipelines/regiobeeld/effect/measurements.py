"""The measurements of one figure in all gemeenten, and which of them lie before and after the start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld.catalog.files import used_areas
from regiobeeld.effect.advice import better_figure
from regiobeeld.errors import UsageError
from regiobeeld.judgement.survey import standard_errors
from regiobeeld.numbers import opsomming
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.together import longest_source, refuse_mixtures
from regiobeeld.stats.combine import MIN_COVERAGE
from regiobeeld.stats.guards import allowed

SURVEY = "enquete"
_COLUMNS = ["gebied_code", "periode_eind", "waarde", "ondergrens", "bovengrens", "soort", "status"]
_ORIGIN = ["indicator_code", "leeftijd", "bron_code", "tabel_code"]


@dataclass(frozen=True, eq=False)
class Measurements:
    """Values and standard errors: gemeenten (rows) by year (columns). A counted figure has an error of 0."""

    values: pd.DataFrame
    se: pd.DataFrame
    soort: str
    rows: pd.DataFrame

    def years(self, gemeenten: Iterable[str], weights: pd.Series) -> list[int]:
        """The years in which enough of the inhabitants of these gemeenten have a figure (METHODEN 3)."""
        known = self.se.reindex(list(gemeenten)).notna().to_numpy()
        share = weights.to_numpy(dtype=float) / weights.sum()
        covered = (known * share[:, np.newaxis]).sum(axis=0)
        return [int(y) for y, part in zip(self.se.columns, covered, strict=True) if part >= MIN_COVERAGE - 1e-9]

    def complete(self, gemeenten: Iterable[str], years: Iterable[int]) -> list[str]:
        """Those of the gemeenten that have a figure in every one of these years."""
        table = self.se.reindex(index=list(gemeenten), columns=list(years))
        return [str(code) for code in table.index[table.notna().all(axis=1)]]


@dataclass(frozen=True)
class Moments:
    """Years of measurement before and after the start; `left_out`: year -> why it does not count."""

    begin: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    left_out: Mapping[int, str]

    @property
    def years(self) -> tuple[int, ...]:
        return self.before + self.after


def read_measurements(profile: Profile, info: IndicatorInfo, leeftijd: str) -> Measurements:
    """Every measurement of the figure in the gemeenten of today, of one source.

    Raises:
        UsageError: there is none for this age group, or the figure is of a kind that shows no effect (with the
            reason and a better one).
    """
    condition = (
        (ds.field("indicator_code") == info.code)
        & (ds.field("leeftijd") == leeftijd)
        & pc.starts_with(ds.field("gebied_code"), "GM")
        & (ds.field("gebied_jaar") == used_areas().jaar)
        & (ds.field("geslacht") == "totaal")
        & (ds.field("uitsplitsing") == "totaal")
        & ds.field("waarde").is_valid()
    )
    path = profile.data_dir / "waarneming.parquet"
    rows = ds.dataset(path).to_table(columns=[*_COLUMNS, *_ORIGIN], filter=condition).to_pandas()
    refuse_kind(profile, info, leeftijd, bool(rows["ondergrens"].notna().any()))
    if rows.empty:
        what = f"van {info.naam} ({leeftijd}) is er geen cijfer per gemeente"
        raise UsageError(what, "leeftijd", better_figure(profile, info, leeftijd))
    rows = rows.assign(jaar=pd.to_datetime(rows["periode_eind"]).dt.year)
    rows = longest_source(refuse_mixtures(rows)).drop_duplicates(["gebied_code", "jaar"])
    percent = np.full(len(rows), info.eenheid == "%")
    margins = standard_errors(rows, ("waarde", "ondergrens", "bovengrens"), percent)
    soort = str(rows["soort"].iloc[0])
    rows = rows.assign(se=margins if soort == SURVEY else 0.0)
    wide = rows.pivot(index="gebied_code", columns="jaar", values=["waarde", "se"])
    return Measurements(pd.DataFrame(wide["waarde"]), pd.DataFrame(wide["se"]), soort, rows)


def refuse_kind(profile: Profile, info: IndicatorInfo, leeftijd: str, has_margins: bool) -> None:
    """Refuse what shows no effect: an estimate, a forecast, a survey without margins, a bare number.

    Raises:
        UsageError: why, and which figure would do.
    """
    decision = allowed(info.soort, "effect", has_margins)
    reason = decision.reason_nl.rstrip(".") if not decision.allowed else ""
    if not reason and info.eenheid == "aantal":
        reason = "Een aantal hangt af van hoe groot een gebied is, en is tussen gebieden niet te vergelijken"
    if reason:
        where = f"indicator {info.code}, {leeftijd}"
        raise UsageError(
            f"met {info.naam} is geen effect te meten",
            where,
            f"{reason}. {better_figure(profile, info, leeftijd)}",
        )


def split_years(years: Iterable[int], begin: int, breaks: Mapping[int, str]) -> Moments:
    """Which years are before the start and which after, without those across a break.

    The year of the start itself counts for neither: nobody knows whether the approach worked by then.

    Raises:
        UsageError: no measurement before the start, or a break between before and after.
    """
    known = sorted(set(years))
    before, after = [y for y in known if y < begin], [y for y in known if y > begin]
    left_out = dict.fromkeys([y for y in known if y == begin], "het jaar waarin de aanpak begon")
    if not before:
        have = f"Er zijn metingen in {opsomming(map(str, known))}" if known else "Er zijn geen metingen"
        what = f"er is geen meting van vóór {begin}, dus niets om mee te vergelijken"
        raise UsageError(what, "begin", f"{have}. Kies een cijfer met een meting van vóór het begin")
    between = [y for y in breaks if after and before[-1] < y <= after[0]]
    if between:
        year = max(between)
        what = f"tussen {before[-1]} en {after[0]} is anders gemeten ({year}: {breaks[year]})"
        raise UsageError(what, "begin", "Over een breuk heen is geen effect te meten. Kies een ander cijfer")
    start = max((y for y in breaks if y <= before[-1]), default=before[0])
    end = min((y for y in breaks if after and y > after[0]), default=(known[-1] + 1))
    broken = [y for y in (*before, *after) if y < start or y >= end]
    left_out |= dict.fromkeys(broken, "anders gemeten dan de andere jaren")
    return Moments(
        begin,
        tuple(y for y in before if y >= start),
        tuple(y for y in after if y < end),
        dict(sorted(left_out.items())),
    )
