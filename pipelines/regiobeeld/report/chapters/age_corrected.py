"""Ruw en gecorrigeerd: every figure of adults as it is, and as it would be with the ages of Nederland."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from regiobeeld.numbers import bereik, getal, met_eenheid, round_half_up
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.standardised import standardised
from regiobeeld.profile.survey import is_told_by_survey
from regiobeeld.report.blocks import alinea, paragraaf
from regiobeeld.report.chapters.common import parts_word
from regiobeeld.report.chapters.comparison_tables import KINDS, fold
from regiobeeld.report.extremes import MEESTE_NAMEN, highest
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import hoofdletter, in_gebied, onderwerp

TITLE = "Ruw en gecorrigeerd voor leeftijd naast elkaar"
MOST_TOPICS = 5
"""Topics of which the parts of the region are shown too: from the one in which age does most."""


def age_corrected(profile: Profile) -> list[str]:
    """The paragraph with table, sentence and limits; nothing for NL itself or without figures in age groups."""
    table = _shown(profile)
    own = table[table["gebied_code"] == profile.code]
    if profile.code == NEDERLAND or own.empty:
        return []
    sentence = say_how_much_is_age(profile)
    return [
        paragraaf("Ruw en gecorrigeerd voor leeftijd", "leeftijdscorrectie"),
        alinea(
            f"Hoe hoog zou een cijfer {in_gebied(profile.naam)} zijn met evenveel ouderen als in Nederland? Dat "
            "staat in de kolom 'Gecorrigeerd'. Wat daarna nog van Nederland verschilt, komt niet door het aandeel "
            "65-plussers. Er zijn maar twee leeftijdsgroepen: 18 tot 65 jaar en 65 jaar en ouder. De correctie is "
            "dus grof. Wie bijvoorbeeld veel 85-plussers heeft, houdt een deel van het verschil."
        ),
        *([alinea(sentence)] if sentence else []),
        _table(profile, own, TITLE),
        *_of_parts(profile, table, own),
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


def _table(profile: Profile, rows: pd.DataFrame, caption: str, area: str = "") -> str:
    """One line per figure; with `area`, what the areas are called, one per area and figure."""
    lines = []
    for row in rows.to_dict("records"):
        info = profile.indicators[row["indicator_code"]]
        where = {area: profile.name(row["gebied_code"])} if area else {}
        lines.append(where | {"Onderwerp": info.naam} | _line(info, row))
    return tabel_html(pd.DataFrame(lines), caption, sorteerbaar=True)


def _line(info: IndicatorInfo, row: Mapping[Hashable, Any]) -> dict[str, str]:
    figures = (met_eenheid(row[name], info.eenheid, info.decimalen) for name in ("ruw", "gecorrigeerd", "nl"))
    raw, corrected, national = figures
    return {
        "Ruw": raw,
        "Gecorrigeerd": corrected,
        "95%-interval": bereik(row["ondergrens"], row["bovengrens"], info.decimalen),
        "Verschil (procentpunt)": getal(row["verschil"], info.decimalen, teken=True),
        "Nederland": national,
        "Soort": KINDS[row["soort"]],
    }


def _of_parts(profile: Profile, table: pd.DataFrame, own: pd.DataFrame) -> list[str]:
    """The same for the parts of the region, of some survey topics in which age matters."""
    if profile.is_single:
        return []
    chosen = own.loc[own["soort"] == "enquete", "indicator_code"].head(MOST_TOPICS)
    parts = table[table["indicator_code"].isin(list(chosen)) & table["gebied_code"].isin(profile.parts)]
    if parts.empty:
        return []
    one, more = parts_word(profile, 1), parts_word(profile)
    title = f"Bekijk de {more} ({len(chosen)} onderwerpen waarbij leeftijd meespeelt)"
    return [fold(title, _table(profile, parts, f"{TITLE}, per {one}", hoofdletter(one)))]


def say_how_much_is_age(profile: Profile) -> str:
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
        return (
            f"De correctie verandert geen van de {len(effects)} cijfers die aantoonbaar van Nederland "
            "verschillen, zelfs niet met een tiende procentpunt."
        )
    if len(most) > MEESTE_NAMEN:
        return (
            f"De correctie verandert de {len(effects)} cijfers die aantoonbaar van Nederland verschillen "
            f"hoogstens {getal(effects.max(), 1)} procentpunt."
        )
    return " ".join(_say_of_one(profile, own, code) for code in most)


def _say_of_one(profile: Profile, own: pd.DataFrame, code: str) -> str:
    row = own[own["indicator_code"] == code].iloc[0]
    left = _what_goes(row["ruw"] - row["nl"], row["gecorrigeerd"] - row["nl"], in_gebied(profile.naam))
    return f"{hoofdletter(onderwerp(profile.indicators[code]))}: van het verschil van {left}"


def _what_goes(raw: float, corrected: float, where: str) -> str:
    """ "2,1 procentpunt met Nederland verdwijnt 0,4 als ...": what the correction leaves of a difference."""
    condition = f"als de leeftijdsopbouw {where} die van Nederland was"
    size = f"{getal(abs(raw), 1)} procentpunt met Nederland"
    gone = round_half_up(abs(raw) - abs(corrected), 1)
    if raw * corrected < 0:
        return f"{size} verdwijnt alles {condition}; het keert zelfs om."
    if gone == 0:
        return f"{size} verdwijnt niets {condition}."
    if gone > 0:
        return f"{size} verdwijnt {getal(gone, 1)} {condition}."
    return f"{size} verdwijnt niets; het wordt {getal(-gone, 1)} groter {condition}."
