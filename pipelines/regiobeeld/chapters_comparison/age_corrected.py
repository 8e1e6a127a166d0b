"""Ruw en gecorrigeerd: every figure of adults as it is, and as it would be with the ages of Nederland."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, fold, paragraaf
from regiobeeld.blocks.columns import records, table_of
from regiobeeld.blocks.extremes import MEESTE_NAMEN, highest
from regiobeeld.blocks.text import onderwerp
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.standardised import standardised
from regiobeeld.judgement.survey import is_told_by_survey
from regiobeeld.numbers import round_half_up
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Leeftijdscorrectie
from regiobeeld.profile.model import NEDERLAND, Profile


def age_corrected(profile: Profile, block: Leeftijdscorrectie, zin: Zinnen) -> list[str]:
    """The paragraph with table, sentence and limits; nothing for NL itself or without figures in age groups."""
    table = _shown(profile)
    own = table[table["gebied_code"] == profile.code]
    if profile.code == NEDERLAND or own.empty:
        return []
    sentence = say_how_much_is_age(profile, zin)
    return [
        paragraaf(zin("kop"), block.soort),
        alinea(zin("uitleg")),
        *([alinea(sentence)] if sentence else []),
        table_of(zin, "tabel", records(profile, own), per_deel=False),
        *_of_parts(profile, table, own, block, zin),
    ]


def _shown(profile: Profile) -> pd.DataFrame:
    """Corrected figures; of what the survey measured, not the model estimate of the same."""
    table = standardised(profile)
    table = table[~is_told_by_survey(table) & table["gecorrigeerd"].notna()]
    effect = table["indicator_code"].map(
        table[table["gebied_code"] == profile.code].set_index("indicator_code")["verschil"].abs()
    )
    return table.assign(effect=effect).sort_values(
        ["effect", "indicator_code"], ascending=[False, True], kind="stable"
    )


def _of_parts(
    profile: Profile, table: pd.DataFrame, own: pd.DataFrame, block: Leeftijdscorrectie, zin: Zinnen
) -> list[str]:
    """The same for the parts of the region, of some survey topics in which age matters."""
    chosen = own.loc[own["soort"] == "enquete", "indicator_code"].head(block.meeste)
    parts = table[table["indicator_code"].isin(list(chosen)) & table["gebied_code"].isin(profile.parts)]
    if parts.empty or profile.is_single:
        return []
    content = table_of(zin, "tabel", records(profile, parts), titel="delen_tabel", per_deel=True)
    return [fold(zin("delen_tonen", onderwerpen=len(chosen)), content)]


def say_how_much_is_age(profile: Profile, zin: Zinnen) -> str:
    """How much of a difference with NL is age.

    Of the survey figures that differ demonstrably, those in which age does most; when more than three tie, how
    much that is at most; empty when none differs.
    """
    key = ["indicator_code", "leeftijd"]
    judged = indicator_table(profile).set_index(key)["overleeft"]
    table = _shown(profile)
    own = table[(table["gebied_code"] == profile.code) & (table["soort"] == "enquete")]
    survives = judged.reindex(pd.MultiIndex.from_frame(own[key]), fill_value=False).to_numpy(dtype=bool)
    effects = own[survives].set_index("indicator_code")["effect"]
    most = highest(effects, 1)
    if not most:
        return ""
    if not round_half_up(effects.max(), 1):
        return zin("niets", cijfers=len(effects))
    if len(most) > MEESTE_NAMEN:
        return zin("hoogstens", cijfers=len(effects), meest=effects.max())
    return " ".join(_say_of_one(profile, own, code, zin) for code in most)


def _say_of_one(profile: Profile, own: pd.DataFrame, code: str, zin: Zinnen) -> str:
    row = own[own["indicator_code"] == code].iloc[0]
    goes = what_goes(row["ruw"] - row["nl"], row["gecorrigeerd"] - row["nl"])
    return zin("verschil", onderwerp=onderwerp(profile.indicators[code]), **goes)


def what_goes(raw: float, corrected: float) -> dict[str, float | bool]:
    """What the correction leaves of a difference: its size, what goes (negative: it grows), whether it turns."""
    gone = round_half_up(abs(raw) - abs(corrected), 1)
    return {"ruw": abs(raw), "weg": gone, "keert_om": raw * corrected < 0}
