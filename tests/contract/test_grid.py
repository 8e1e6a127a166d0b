"""On the embedded figures: the grid of Midden-Brabant by hand, and what young adults in Twente drink."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import pandas as pd
import pytest

from regiobeeld.areas.regions import resolve_region
from regiobeeld.chapters_people.grid import count_unfavourable, grid_cells
from regiobeeld.judgement.messages import select
from regiobeeld.profile.load import load_profile

WORSE_WHEN_LOW = {
    "ervaren_gezondheid_enquete",
    "beweegrichtlijn_enquete",
    "wekelijks_sporten_enquete",
    "alcoholrichtlijn_enquete",
}


def standard_error(row: pd.Series) -> float:
    """Half the published interval over 1.96, on the logit scale."""
    p, low, high = row["waarde"], row["ondergrens"], row["bovengrens"]
    logit = [math.log(x / (100 - x)) for x in (low, high)]
    return (logit[1] - logit[0]) / 3.919928 * p * (100 - p) / 100


def p_values(tables: Path, gemeenten: dict[str, str], indicators: list[str]) -> pd.DataFrame:
    """Every gemeente (code -> name) on every figure of adults in 2020 against the rest of Nederland."""
    figures = pd.read_parquet(tables / "waarneming.parquet")
    people = pd.read_parquet(tables / "bevolkingsgroep.parquet")
    figures = figures[
        figures["indicator_code"].isin(indicators)
        & (figures["leeftijd"] == "18+")
        & (figures["gebied_jaar"] == 2025)
        & (figures["geslacht"] == "totaal")
        & (figures["uitsplitsing"] == "totaal")
        & (pd.to_datetime(figures["periode_eind"]).dt.year == 2020)
    ]
    wide = figures.set_index(["indicator_code", "gebied_code"])[["waarde", "ondergrens", "bovengrens"]]
    wide = wide.astype(float)
    # The share of a gemeente in NL: small, so the newest year of the population or another makes no difference.
    adults = people[(people["leeftijd"] == "18+") & people["gebied_code"].str.startswith("GM")]
    adults = adults[adults["jaar"] == adults["jaar"].max()].groupby("gebied_code")["inwoners"].sum()
    rows = []
    for indicator in indicators:
        national = wide.loc[(indicator, "NL")]
        for code, name in gemeenten.items():
            own, share = wide.loc[(indicator, code)], adults[code] / adults.sum()
            se, se_nl = standard_error(own), standard_error(national)
            rest = (national["waarde"] - share * own["waarde"]) / (1 - share)
            se_rest = math.sqrt(max(se_nl**2 - (share * se) ** 2, 0)) / (1 - share)
            z = (own["waarde"] - rest) / math.hypot(se, se_rest)
            rows.append((name, 2 * NormalDist().cdf(-abs(z)), (z < 0) == (indicator in WORSE_WHEN_LOW)))
    return pd.DataFrame(rows, columns=["naam", "p", "ongunstig"])


def unfavourable(cells: pd.DataFrame, q: float) -> dict[str, int]:
    """Benjamini-Hochberg by hand: mark all up to the last p that is at most its rank x q / m."""
    ordered = cells.sort_values("p", ignore_index=True)
    fits = ordered.index[ordered["p"] <= (ordered.index + 1) * q / len(ordered)]
    marked = ordered.iloc[: fits.max() + 1] if len(fits) else ordered.iloc[:0]
    return marked.loc[marked["ongunstig"], "naam"].value_counts().to_dict()


def test_the_grid_of_midden_brabant_counts_what_survives_over_its_90_cells(tables):
    profile = load_profile(resolve_region("midden-brabant"), tables)
    gemeenten = {code: profile.name(code) for code in profile.parts}
    cells = p_values(tables, gemeenten, [code for code, _ in grid_cells(profile)])
    assert len(cells) == 90
    assert count_unfavourable(profile).to_dict() == unfavourable(cells, 0.05)
    # At q = 0.10 five gemeenten would tie; a single p < .05 would give Dongen three.
    assert {name for name, n in unfavourable(cells, 0.10).items() if n == 2} == {
        "Dongen", "Goirle", "Heusden", "Hilvarenbeek", "Waalwijk",
    }  # fmt: skip
    assert (cells["ongunstig"] & (cells["p"] < 0.05) & (cells["naam"] == "Dongen")).sum() == 3


def test_heavy_drinking_of_young_adults_in_twente_is_told(tables):
    messages = {m.code: m for m in select(load_profile(resolve_region("twente"), tables), "in Twente")}
    told = messages["jv_zwaar_drinken-16-25"]
    assert told.getal == "29,0%"
    assert "in Nederland 20,9%" in told.zin
    assert "19,5% te verwachten" in told.zin
    assert "(15,1–23,8%)" in told.zin
    assert told.toon == "ongunstig"
    assert "7,8% van de volwassenen overmatig" in told.ook


@pytest.mark.parametrize("region", ["twente", "midden-brabant", "GG0111"])
def test_no_message_judges_what_it_says_it_cannot_judge(tables, region):
    for message in select(load_profile(resolve_region(region), tables)):
        assert not ("geen oordeel" in message.zekerheid and "te verwachten" in message.zin)
