"""Are new figures believable? Reviewed expectations against the observations of one source.

A red finding stops the source: the figures in use stay in use. The expectations stand in
`sources/controle/verwachtingen.toml`, so that changing one is a reviewed decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from regiobeeld import paths
from regiobeeld.catalog.models import Catalog, Indicator
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError, SourceUnreachableError

FILE = paths.SOURCES / "controle" / "verwachtingen.toml"
GROUP_DEFAULTS = {"geslacht": "totaal", "leeftijd": "totaal", "uitsplitsing": "totaal"}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Model):
    """The general limits, shares between 0 and 1.

    `leeg`: more missing at one level than this is red. `verloren`: more rows lost against the previous snapshot
    than this is red. `herzien`: more values revised by more than `herzien_relatief` of their size is red.
    `landelijk_relatief`: how far gemeenten together may differ from the national figure.
    """

    leeg: float = Field(0.5, gt=0, le=1)
    verloren: float = Field(0.1, gt=0, le=1)
    herzien: float = Field(0.25, gt=0, le=1)
    herzien_relatief: float = Field(0.5, gt=0)
    landelijk_relatief: float = Field(0.02, gt=0)


class Rows(_Model):
    """How many areas of a level an indicator has in each year, at least and at most."""

    indicator: str
    niveau: str
    minstens: int = Field(ge=1)
    hoogstens: int | None = None


class Areas(_Model):
    """How many areas of a level the indeling in use has."""

    niveau: str
    minstens: int = Field(ge=1)
    hoogstens: int


class Empty(_Model):
    """An indicator of which more is missing than usual, and why that is right."""

    indicator: str
    hoogstens: float = Field(gt=0, le=1)
    waarom: str = Field(min_length=10)


class Side(_Model):
    """A group: what is not named is `totaal`."""

    leeftijd: str = "totaal"
    geslacht: str = "totaal"
    uitsplitsing: str = "totaal"


class Order(_Model):
    """In `gebied`, the figure of group `hoger` is above that of group `lager`, in every year that has both."""

    indicator: str
    hoger: Side
    lager: Side
    gebied: str = "NL"
    waarom: str = Field(min_length=10)

    @model_validator(mode="after")
    def _two_groups(self) -> Self:
        if self.hoger == self.lager:
            raise ValueError("'hoger' en 'lager' zijn dezelfde groep")
        return self


class Total(_Model):
    """What an embedded table holds: the areas of one level, or the `gebieden` named, and what they add up to."""

    bron: str
    tabel: str
    indicator: str
    niveau: str = "GM"
    leeftijd: str = "totaal"
    gebieden: tuple[str, ...] = ()
    aantal: int | None = None
    som: float | None = None


class Expectations(_Model):
    """The whole file."""

    grenzen: Limits = Limits()
    rijen: tuple[Rows, ...] = ()
    gebieden: tuple[Areas, ...] = ()
    leeg: tuple[Empty, ...] = ()
    volgorde: tuple[Order, ...] = ()
    totaal: tuple[Total, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that is odd (`let_op`) or wrong (`rood`), in plain Dutch."""

    ernst: Literal["rood", "let_op"]
    indicator: str
    tekst: str


def read_expectations(path: Path = FILE) -> Expectations:
    """The reviewed expectations; the general limits alone when there is no file.

    Raises:
        ContractError: the file is not as agreed.
    """
    if not path.exists():
        return Expectations()
    try:
        return Expectations.model_validate(parse_toml(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Controleer de rechten") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = " -> ".join(str(part) for part in first["loc"])
        raise ContractError(
            "een verwachting past niet", f"{path.name}: {place}", "Kijk naar de andere regels"
        ) from error
    except ValueError as error:
        raise ContractError("geen geldige TOML", path.name, "Controleer aanhalingstekens en haken") from error


def require_totals(frame: pd.DataFrame, totals: tuple[Total, ...], file: str) -> None:
    """Does one table that is being embedded hold what it is known to hold?

    Args:
        frame: observations of one table (schema WAARNEMING), periods that it has only once.
        totals: the expectations of that table.
        file: where it comes from.

    Raises:
        ContractError: another number of areas, or another sum.
    """
    plain = (frame["geslacht"] == "totaal") & (frame["uitsplitsing"] == "totaal") & frame["waarde"].notna()
    for rule in totals:
        part = frame[plain & (frame["indicator_code"] == rule.indicator) & (frame["leeftijd"] == rule.leeftijd)]
        codes = part["gebied_code"].astype("str")
        part = part[codes.isin(rule.gebieden) if rule.gebieden else codes.str.startswith(rule.niveau)]
        what = f"{rule.indicator} ({rule.leeftijd}, {'genoemde gebieden' if rule.gebieden else rule.niveau})"
        mend = "Kijk of het goede bestand in de bronmap staat; de verwachting staat in controle/verwachtingen.toml"
        if rule.aantal is not None and len(part) != rule.aantal:
            raise ContractError(f"{what}: {len(part)} gebieden, verwacht {rule.aantal}", file, mend)
        found = float(part["waarde"].sum())
        if rule.som is not None and abs(found - rule.som) > 1e-6:
            raise ContractError(f"{what}: samen {found:.0f}, verwacht {rule.som:.0f}", file, mend)


def check_observations(
    new: pd.DataFrame, old: pd.DataFrame | None, catalog: Catalog, expectations: Expectations
) -> list[Finding]:
    """All findings on the observations of one table, red ones first.

    Args:
        new: observations in the columns of `schema.WAARNEMING`.
        old: those of the previous snapshot, or None.
        catalog: for the hard and plausible range of each indicator.
        expectations: see `read_expectations`.
    """
    if new.empty:
        return [Finding("rood", "", "er zijn geen cijfers")]
    new = _plain(new)
    findings = [
        *_check_ranges(new, catalog.indicators),
        *_check_empty(new, expectations),
        *_check_rows(new, expectations.rijen),
        *_check_orders(new, expectations.volgorde),
        *_check_national(new, catalog.indicators, expectations.grenzen),
    ]
    if old is not None and not old.empty:
        findings += _check_change(new, _plain(old), expectations.grenzen)
    return sorted(findings, key=lambda f: (f.ernst != "rood", f.indicator, f.tekst))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Text instead of categories, with the level and year of each row."""
    texts = ["indicator_code", "gebied_code", "geslacht", "leeftijd", "uitsplitsing"]
    dates = ["periode_start", "periode_eind"]
    plain = frame.assign(
        **{name: frame[name].astype("str") for name in texts},
        **{name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in dates},
    )
    return plain.assign(niveau=plain["gebied_code"].str[:2], jaar=plain["periode_start"].dt.year)


def _check_ranges(new: pd.DataFrame, indicators: dict[str, Indicator]) -> Iterator[Finding]:
    """The hard range is red, the plausible range is a remark."""
    extremes = new.groupby("indicator_code")["waarde"].agg(["min", "max"])
    for code, low, high in extremes.itertuples():
        indicator = indicators.get(str(code))
        if indicator is None or np.isnan(low):
            continue
        if low < indicator.bereik[0] or high > indicator.bereik[1]:
            possible = f"{indicator.bereik[0]:g} tot {indicator.bereik[1]:g}"
            yield Finding("rood", str(code), f"waarden van {low:g} tot {high:g}, mogelijk is {possible}")
        elif indicator.verwacht and (low < indicator.verwacht[0] or high > indicator.verwacht[1]):
            expected = f"{indicator.verwacht[0]:g} tot {indicator.verwacht[1]:g}"
            yield Finding("let_op", str(code), f"waarden van {low:g} tot {high:g}, gewoon is {expected}")


def _check_empty(new: pd.DataFrame, expectations: Expectations) -> Iterator[Finding]:
    allowed = {rule.indicator: rule.hoogstens for rule in expectations.leeg}
    groups = new.assign(leeg=new["waarde"].isna()).groupby(["indicator_code", "niveau", "jaar"], as_index=False)
    for code, level, year, share in groups["leeg"].mean().itertuples(index=False):
        if share > allowed.get(code, expectations.grenzen.leeg):
            # A buurt with few people has no figure; only where most areas are large is emptiness suspect.
            severity: Literal["rood", "let_op"] = "let_op" if level in {"WK", "BU"} else "rood"
            yield Finding(severity, str(code), f"{share:.0%} van de cijfers is leeg ({level}, {year})")


def _check_rows(new: pd.DataFrame, rows: tuple[Rows, ...]) -> Iterator[Finding]:
    for rule in rows:
        part = new[(new["indicator_code"] == rule.indicator) & (new["niveau"] == rule.niveau)]
        for year, count in part.groupby("jaar")["gebied_code"].nunique().items():
            if count < rule.minstens or (rule.hoogstens is not None and count > rule.hoogstens):
                most = f" en hoogstens {rule.hoogstens}" if rule.hoogstens else ""
                told = f"{count} gebieden ({rule.niveau}, {year}), verwacht minstens {rule.minstens}{most}"
                yield Finding("rood", rule.indicator, told)


def _check_orders(new: pd.DataFrame, orders: tuple[Order, ...]) -> Iterator[Finding]:
    for rule in orders:
        part = new[(new["indicator_code"] == rule.indicator) & (new["gebied_code"] == rule.gebied)]
        high, low = (_by_year(part, side) for side in (rule.hoger, rule.lager))
        both = pd.concat([high, low], axis=1, keys=["hoger", "lager"], join="inner").dropna()
        for year, above, below in both.itertuples():
            if above <= below:
                yield Finding(
                    "rood", rule.indicator, f"{above:g} is niet hoger dan {below:g} ({year}): {rule.waarom}"
                )


def _by_year(part: pd.DataFrame, side: Side) -> pd.Series:
    chosen = part[np.logical_and.reduce([part[name] == getattr(side, name) for name in GROUP_DEFAULTS])]
    return chosen.groupby("jaar")["waarde"].first()


def _check_national(new: pd.DataFrame, indicators: dict[str, Indicator], limits: Limits) -> Iterator[Finding]:
    """Counts of gemeenten add up to the national count; a percentage lies between the gemeenten."""
    groups = ["indicator_code", "jaar", *GROUP_DEFAULTS]
    for key, part in new.groupby(groups):
        code, year = str(key[0]), key[1]
        country = part.loc[part["niveau"] == "NL", "waarde"].dropna()
        places = part.loc[part["niveau"] == "GM", "waarde"]
        if len(country) != 1 or len(places) < 100 or code not in indicators:
            continue
        national, known = float(country.iloc[0]), places.dropna()
        if indicators[code].aggregatie == "som":
            total = float(known.sum())
            if len(known) == len(places) and abs(total - national) > limits.landelijk_relatief * abs(national):
                told = f"de gemeenten tellen op tot {total:g}, Nederland heeft {national:g} ({year})"
                yield Finding("rood", code, told)
        elif len(known) and not known.min() <= national <= known.max():
            yield Finding("rood", code, f"Nederland ({national:g}) ligt buiten alle gemeenten ({year})")


def _check_change(new: pd.DataFrame, old: pd.DataFrame, limits: Limits) -> Iterator[Finding]:
    """Against the previous snapshot: rows that went, values that jumped."""
    keys = ["gebied_code", "gebied_jaar", "periode_start", "periode_eind", *GROUP_DEFAULTS]
    for code, before in old.groupby("indicator_code"):
        after = new[new["indicator_code"] == code]
        both = before.merge(after, on=keys, suffixes=("_oud", "_nieuw"), validate="one_to_one")
        lost = 1 - len(both) / len(before)
        if lost > limits.verloren:
            yield Finding("rood", str(code), f"{lost:.0%} van de rijen is verdwenen")
        known = both.dropna(subset=["waarde_oud", "waarde_nieuw"])
        if len(known):
            size = known["waarde_oud"].abs().clip(lower=1e-9)
            jumped = ((known["waarde_nieuw"] - known["waarde_oud"]).abs() / size > limits.herzien_relatief).mean()
            if jumped > limits.herzien:
                told = f"{jumped:.0%} van de cijfers is meer dan {limits.herzien_relatief:.0%} herzien"
                yield Finding("rood", str(code), told)
