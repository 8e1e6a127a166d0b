"""The link between the wijken of the map and the figures of other years: offered, proven, or refused."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.catalog.wijklinks import Herstel, Reproductie, Wijkkoppeling
from regiobeeld.errors import ContractError
from regiobeeld.harmonise import wijken as offered
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.reproduction import reproduce
from regiobeeld.harmonise.residents import follow_wijken
from regiobeeld.harmonise.wijken import DECLARATION, carry, match_wijken
from regiobeeld.numbers import dutch_number
from regiobeeld.schema import WIJKKOPPELING, WIJKKOPPELING_WIJK, WIJKPROEVEN

LINKED, MENDED, REFUSED, MERGED = "gekoppeld", "hersteld", "geweigerd", "heringedeeld"
NONE = "geen wijk van {naam} heeft in beide jaren dezelfde code"
UNPROVEN = "van {naam} zelf is geen cijfer om de wijkcijfers van {jaar} mee na te rekenen"
FAILED = (
    "de wijkcijfers van {jaar} geven het cijfer van {naam} zelf niet terug (ze zitten er gemiddeld {rms} punt "
    "naast, {grens} mag)"
)
THIN = (
    "in de wijken van {naam} die in beide jaren dezelfde code hebben woont maar {deel} procent van de inwoners "
    "(nodig is {grens}): een wijk is gesplitst"
)
HEALTH, RESIDENTS = WIJKPROEVEN
RMS_DECIMALS = 2


@dataclass(frozen=True, eq=False)
class WijkLinks:
    """For every year with figures of wijken: which wijk of the map they are of.

    Attributes:
        wijken: schema WIJKKOPPELING_WIJK, one row per wijk of the map and year.
        gemeenten: schema WIJKKOPPELING, the outcome of the proof per gemeente and year.
        drawn: the indeling of the map; measured: that of the health figures.
    """

    wijken: pd.DataFrame
    gemeenten: pd.DataFrame
    drawn: int
    measured: int

    def of(self, year: int) -> pd.DataFrame:
        """wijk_code, gekoppeld, reden for the figures of one year."""
        return self.wijken[self.wijken["jaar_cijfers"] == year].reset_index(drop=True)

    def carry(self, rows: pd.DataFrame) -> pd.DataFrame:
        """See `wijken.carry`."""
        return carry(rows, self.wijken, self.drawn)


def link_health(
    figures: pd.DataFrame,
    published: pd.DataFrame,
    people: pd.DataFrame,
    areas: pd.DataFrame,
    indeling: Indeling,
    rule: Wijkkoppeling,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Link health figures of wijken to the wijken of the map and prove it per gemeente (`reproduction.reproduce`).

    Args:
        figures: percentages of wijken of one indeling (schema WAARNEMING); the proof is done on the last period.
        published: figures of gemeenten as published (schema WAARNEMING).
        people: gebied_code, leeftijd, inwoners of the wijken of the map.
        areas: the wijken of the map (schema GEBIED).
        rule: `sources/kruising/wijkkoppeling.toml`.

    Returns:
        Frames in the schemas WIJKKOPPELING_WIJK and WIJKKOPPELING.

    Raises:
        ContractError: a declared link names a wijk that does not exist or is called otherwise.
    """
    measured, drawn = int(figures["gebied_jaar"].iloc[0]), int(areas["gebied_jaar"].iloc[0])
    mended = [item for item in rule.hersteld if (item.jaar_cijfers, item.jaar_kaart) == (measured, drawn)]
    _check_names(mended, areas)
    match = match_wijken(
        figures["gebied_code"].unique(),
        areas["gebied_code"],
        indeling,
        year_measured=measured,
        year_drawn=drawn,
        mended=mended,
    )
    last = figures[figures["periode_start"] == figures["periode_start"].max()]
    own = published[published["gebied_jaar"] == measured]
    proof = reproduce(match, _of_all_people(last), _of_all_people(own), people)
    outcome = _judge(match, proof, indeling, rule.reproductie, measured)
    by_hand = outcome["gemeente_code"].isin([item.gemeente_code for item in mended])
    outcome["uitkomst"] = outcome["uitkomst"].mask(by_hand & (outcome["uitkomst"] == LINKED), MENDED)
    reasons = {item.gemeente_code: " ".join(item.reden.split()) for item in mended}
    explained = outcome["gemeente_code"].map(reasons).where(outcome["uitkomst"] == MENDED)
    outcome["reden"] = outcome["reden"].fillna(explained)
    return _shape(match, outcome.assign(proef=HEALTH), measured, drawn)


def link_residents(
    people: pd.DataFrame, changes: pd.DataFrame, areas: pd.DataFrame, indeling: Indeling, rule: Wijkkoppeling
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Link the wijken of later years to those of the map, as long as their residents say that they are the same.

    Args:
        people: outcome of `derive_population` for wijken and gemeenten; changes: see `residents.follow_wijken`.
        areas: the wijken of the map (schema GEBIED).

    Returns:
        Frames in the schemas WIJKKOPPELING_WIJK and WIJKKOPPELING, for all later years together.
    """
    drawn = int(areas["gebied_jaar"].iloc[0])
    followed = follow_wijken(people, changes, indeling, drawn, rule.inwoners)
    parts = []
    for year, outcome in followed.groupby("jaar"):
        later = int(str(year))
        known = people.loc[people["gebied_jaar"] == later, "gebied_code"]
        codes = known[known.str.startswith("WK")].unique()
        match = match_wijken(codes, areas["gebied_code"], indeling, year_measured=later, year_drawn=drawn)
        word = outcome["reden"].isna().map({True: LINKED, False: REFUSED})
        frame = outcome.drop(columns="jaar").assign(proef=RESIDENTS, uitkomst=word, rms=np.nan, dekking=np.nan)
        parts.append(_shape(match, _name(frame, indeling), later, drawn))
    if not parts:
        return pd.DataFrame(columns=WIJKKOPPELING_WIJK.names), pd.DataFrame(columns=WIJKKOPPELING.names)
    return tuple(pd.concat([part[i] for part in parts], ignore_index=True) for i in (0, 1))  # type: ignore[return-value]


def _of_all_people(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of both sexes and all groups together."""
    return rows[(rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")]


def _check_names(mended: list[Herstel], areas: pd.DataFrame) -> None:
    """A wijk that is called otherwise than declared may be another wijk."""
    names = dict(zip(areas["gebied_code"], areas["gebied_naam"], strict=True))
    for item in mended:
        for pair in item.wijken:
            found = names.get(pair.nieuw, pair.naam)
            if found != pair.naam:
                raise ContractError(
                    f"verwacht: wijk {pair.nieuw} heet {pair.naam}; gevonden: {found}",
                    DECLARATION,
                    "Controleer de koppeling van deze gemeente met de nieuwe kaart, of haal haar weg",
                )


def _judge(
    match: pd.DataFrame, proof: pd.DataFrame, indeling: Indeling, rule: Reproductie, measured: int
) -> pd.DataFrame:
    """Outcome per gemeente: gemeente_code, naam, rms, dekking, uitkomst, reden (empty when linked)."""
    table = _name(proof, indeling)
    reasons = match.groupby("gemeente_code")["reden"].agg(set)
    linked = match.groupby("gemeente_code")["gekoppeld"].any()
    codes = [str(code) for code in table["gemeente_code"]]
    outcomes = [
        _verdict(row, reasons[code], rule, measured)
        if linked[code]
        else _without_link(str(row["naam"]), reasons[code])
        for code, row in zip(codes, table.to_dict("records"), strict=True)
    ]
    why = pd.Series([reason for _, reason in outcomes], index=table.index, dtype="object")
    return table.assign(uitkomst=[word for word, _ in outcomes], reden=why)


def _without_link(name: str, reasons: set[str]) -> tuple[str, str]:
    """Outcome and reason of a gemeente of which no wijk was offered."""
    merged = [reason for reason in reasons if reason.startswith(offered.MERGED.split("{")[0])]
    return (MERGED, merged[0]) if merged else (REFUSED, NONE.format(naam=name))


def _verdict(
    row: Mapping[Hashable, Any], reasons: set[str], rule: Reproductie, measured: int
) -> tuple[str, str | None]:
    """Outcome and reason of a gemeente with links: refused where they do not reproduce its own figure."""
    told = {"naam": row["naam"], "jaar": measured}
    if pd.isna(row["rms"]):
        return REFUSED, UNPROVEN.format(**told)
    if row["rms"] > rule.grootste_rms:
        rms, most = (dutch_number(number, RMS_DECIMALS) for number in (row["rms"], rule.grootste_rms))
        return REFUSED, FAILED.format(**told, rms=rms, grens=most)
    # Land that came from another gemeente had no wijk here: it does not count against the links.
    if row["dekking"] < rule.kleinste_dekking and offered.GREW not in reasons:
        part, least = (dutch_number(100 * share) for share in (row["dekking"], rule.kleinste_dekking))
        return REFUSED, THIN.format(**told, deel=part, grens=least)
    return LINKED, None


def _name(outcome: pd.DataFrame, indeling: Indeling) -> pd.DataFrame:
    return outcome.assign(naam=[indeling.name(str(code)) for code in outcome["gemeente_code"]])


def _shape(
    match: pd.DataFrame, outcome: pd.DataFrame, measured: int, drawn: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both published tables; the links of a refused gemeente are taken away, with its reason."""
    about = outcome.set_index("gemeente_code")
    years = {"jaar_cijfers": measured, "jaar_kaart": drawn}
    kept = match["gemeente_code"].isin(about.index[about["uitkomst"].isin([LINKED, MENDED])])
    refused = match["gemeente_code"].map(about["reden"])
    wijken = match.assign(
        **years,
        gekoppeld=match["gekoppeld"] & kept,
        wijk_oud=match["wijk_oud"].where(kept, None),
        reden=match["reden"].where(kept, refused),
    )
    counts = wijken.groupby("gemeente_code")["gekoppeld"].agg(["size", "sum"])
    gemeenten = outcome.assign(
        **years,
        wijken=outcome["gemeente_code"].map(counts["size"]),
        gekoppeld=outcome["gemeente_code"].map(counts["sum"]),
        rms=outcome["rms"].round(4),
        dekking=outcome["dekking"].round(4),
    )
    return wijken[WIJKKOPPELING_WIJK.names], gemeenten[WIJKKOPPELING.names]
