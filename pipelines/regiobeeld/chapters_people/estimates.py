"""The newest model estimates beside the last survey: two ways of measuring, never one series and never judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from regiobeeld.blocks.blocks import bijschrift, paragraaf
from regiobeeld.blocks.common import beside_parts
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, leeftijd_naam, onderwerp
from regiobeeld.judgement.survey import ESTIMATE_SUFFIX, MODEL_SUFFIX
from regiobeeld.numbers import LEEG, bereik, met_eenheid, opsomming
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import Figure, IndicatorInfo, Profile
from regiobeeld.profile.select import figure, latest_year


@dataclass(frozen=True)
class Pair:
    """A topic of the survey with the estimate of the same topic from a later year."""

    survey: IndicatorInfo
    estimate: IndicatorInfo
    survey_year: int
    estimate_year: int


def newer_estimates(profile: Profile, chapter: str, surveys: Sequence[str]) -> str | None:
    """Per gemeente the survey with its interval, and the estimate of a later year; None when there is none."""
    pairs = [pair for pair in (_pair(profile, code) for code in surveys) if pair is not None]
    if not pairs:
        return None
    years = opsomming(map(str, sorted({pair.estimate_year for pair in pairs})))
    zin = shared(profile, "schattingen")
    table = pd.DataFrame([_row(profile, area, pairs) for area in beside_parts(profile)])
    sources = dict.fromkeys(bronregel(profile, p.estimate.code, p.estimate_year) for p in pairs)
    return "".join(
        [
            paragraaf(zin("kop", jaren=years), f"schattingen-{chapter}"),
            tabel_html(table, zin("tabel", leeftijden=_ages(pairs))),
            bijschrift(zin("toelichting", bronnen=". ".join(sources))),
        ]
    )


def _pair(profile: Profile, survey: str) -> Pair | None:
    known, plain = profile.indicators, survey.removesuffix(MODEL_SUFFIX)
    if survey not in known:
        return None
    age = known[survey].leeftijd
    measured = latest_year(profile, survey, age) or 0
    # The edition of its own first: the years of one edition are no newer news than the survey they are made of.
    for estimate in (plain + ESTIMATE_SUFFIX, plain):
        if estimate in known and known[estimate].is_modelled:
            modelled = latest_year(profile, estimate, age)
            if modelled is not None and modelled > measured:
                return Pair(known[survey], known[estimate], measured, modelled)
    return None


def _ages(pairs: Sequence[Pair]) -> str:
    return opsomming(dict.fromkeys(leeftijd_naam(pair.survey.leeftijd) for pair in pairs))


def _row(profile: Profile, area: str, pairs: Sequence[Pair]) -> dict[str, str]:
    row = {"Gebied": profile.name(area)}
    for pair in pairs:
        topic, age = hoofdletter(onderwerp(pair.survey)), pair.survey.leeftijd
        if pair.survey_year:
            measured = figure(profile, pair.survey.code, area, age, pair.survey_year)
            row[f"{topic}: enquête {pair.survey_year}"] = _cell(pair.survey, measured)
        modelled = figure(profile, pair.estimate.code, area, age, pair.estimate_year)
        row[f"{topic}: schatting {pair.estimate_year}"] = _cell(pair.estimate, modelled)
    return row


def _cell(info: IndicatorInfo, found: Figure | None) -> str:
    """ "17,3% (16,3–18,3)", "16,1%", "16,1% (voorlopig)"."""
    if found is None or found.waarde is None:
        return LEEG
    text = met_eenheid(found.waarde, info.eenheid, info.decimalen)
    margin = f" ({bereik(found.ondergrens, found.bovengrens, info.decimalen)})" if found.has_interval else ""
    return text + margin + (" (voorlopig)" if found.is_provisional else "")
