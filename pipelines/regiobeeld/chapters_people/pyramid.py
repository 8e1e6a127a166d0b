"""The population pyramid of the region against Nederland."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.blocks.extremes import highest
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel
from regiobeeld.charts.piramide import piramide
from regiobeeld.numbers import round_half_up
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Piramide
from regiobeeld.profile.ages import COUNTED
from regiobeeld.profile.model import NEDERLAND, Profile

SEXES = ["man", "vrouw"]


def pyramid(profile: Profile, block: Piramide, zin: Zinnen) -> Figuur | None:
    """Men and women by five-year age group, in % of all inhabitants; None without those figures."""
    own, national = (pyramid_shares(profile, code) for code in (profile.code, NEDERLAND))
    if own.empty or national.empty:
        return None
    is_nl, facts = profile.code == NEDERLAND, _facts(own, national, block)
    other = national.iloc[:0] if is_nl else national
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, COUNTED, facts["jaar"], waarneming=_by_sex(profile, profile.code)),
        teken=lambda formaat: piramide(own, other, (profile.naam, "" if is_nl else "Nederland"), formaat),
        tabel=_table(own, national, is_nl),
        decimalen=2,
    )


def _facts(own: pd.DataFrame, national: pd.DataFrame, block: Piramide) -> dict[str, Any]:
    """The share of the age group here and in Nederland, their difference as printed, and the largest bands."""
    share, reference = (share_from(frame, block.leeftijd) for frame in (own, national))
    size = own.set_index("leeftijd")[SEXES].sum(axis=1)
    return {
        "jaar": int(own.attrs["jaar"]),
        "aandeel": share,
        "nederland": reference,
        "verschil": round_half_up(share - reference, 1),
        "breedste": highest(size, 1),
        "breedte": size.max(),
    }


def pyramid_shares(profile: Profile, code: str) -> pd.DataFrame:
    """leeftijd, man, vrouw in % of all inhabitants, youngest first, of the last year with ages by sex."""
    sexes = _by_sex(profile, code)
    if sexes.empty:
        return sexes
    sexes = sexes[sexes["jaar"] == sexes["jaar"].max()]
    shares = as_shares(sexes, "waarde")
    shares.attrs["jaar"] = int(sexes["jaar"].iloc[0])
    return shares


def as_shares(people: pd.DataFrame, column: str) -> pd.DataFrame:
    """leeftijd, man, vrouw in % of all, youngest first, of numbers by leeftijd and geslacht."""
    wide = people.pivot(index="leeftijd", columns="geslacht", values=column)
    wide = wide.loc[sorted(wide.index, key=lower_age)]
    return (100 * wide / wide.to_numpy().sum()).reset_index()[["leeftijd", *SEXES]]


def lower_age(band: str) -> int:
    """The first year of an age group: "70-74" is 70, "95+" is 95."""
    return int(band.rstrip("+").split("-")[0])


def _by_sex(profile: Profile, code: str) -> pd.DataFrame:
    """Counts by age and sex of one area."""
    frame = profile.by_indicator.get(COUNTED, profile.waarneming.iloc[:0])
    return frame[
        (frame["gebied_code"] == code)
        & frame["geslacht"].isin(SEXES)
        & (frame["leeftijd"] != "totaal")
        & (frame["jaar"] <= profile.peiljaar)
        & frame["waarde"].notna()
    ]


def share_from(frame: pd.DataFrame, leeftijd: str) -> float:
    """The part (%) of all inhabitants of this age or older."""
    old = frame["leeftijd"].map(lower_age) >= lower_age(leeftijd)
    return float(frame.loc[old, SEXES].to_numpy().sum())


def _table(own: pd.DataFrame, national: pd.DataFrame, is_nl: bool) -> pd.DataFrame:
    table = own.rename(columns={"leeftijd": "Leeftijd", "man": "Mannen (%)", "vrouw": "Vrouwen (%)"})
    if not is_nl:
        table["Nederland, mannen (%)"], table["Nederland, vrouwen (%)"] = national["man"], national["vrouw"]
    return table.iloc[::-1].reset_index(drop=True)
