"""What the sentences about an effect are filled with; they stand in `sources/rapport/effect.toml`."""

from __future__ import annotations

from functools import partial
from typing import Any

from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.when import jaren_op_rij
from regiobeeld.effect.study import Study
from regiobeeld.numbers import bereik, getal, met_eenheid
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.stats.effect import MIN_BEFORE, POWER, Effect

FEW_YEARS = 3


def sentences_of(study: Study, kind: str = "effect") -> Zinnen:
    """The sentences of one kind, which know the study and how its numbers are written."""
    moments, found = study.moments, study.effect
    facts: dict[str, Any] = {
        "studie": study,
        "begin": moments.begin,
        "vooraf": moments.before,
        "erna": moments.after,
        "kracht": POWER,
        "minste_vooraf": MIN_BEFORE,
        "punten": partial(points, study),
        "niveau": partial(level, study),
        "marge": partial(interval, study),
        "jaren": list_years,
        "namen": lambda codes: [study.profile.name(code) for code in codes],
        "eerst": study.series.loc[list(moments.before)].mean(),
        "later": study.series.loc[list(moments.after)].mean(),
        "kant": "" if found is None else _side(study, found),
        "even_ver": 0 if study.placebo is None else round(study.placebo.p_value * (1 + len(study.other))) - 1,
    }
    return shared(study.profile, kind, **facts)


def say(study: Study, name: str, **facts: Any) -> str:
    """One sentence about the study."""
    return sentences_of(study)(name, **facts)


def points(study: Study, value: float, *, sign: bool = False) -> str:
    """A difference with its unit: "2,9 procentpunt", "+€ 300"."""
    info, decimals = study.info, max(study.info.decimalen, 1)
    if info.eenheid in ("%", "index", "klasse"):
        return f"{getal(value, decimals, teken=sign)} {'procentpunt' if info.eenheid == '%' else 'punt'}"
    return ("+" if sign and value > 0 else "") + met_eenheid(value, info.eenheid, decimals)


def level(study: Study, value: float) -> str:
    """A figure as the reader knows it."""
    return met_eenheid(value, study.info.eenheid, study.info.decimalen)


def interval(study: Study, found: Effect) -> str:
    """ "95%-interval −1,4 tot 3,0"."""
    return f"95%-interval {bereik(float(found.lower), float(found.upper), max(study.info.decimalen, 1))}"


def list_years(years: tuple[int, ...]) -> str:
    """ "2016", "2016 en 2020", "2012–2021 (6)"."""
    listed = jaren_op_rij(years, FEW_YEARS) or "geen"
    return f"{listed} ({len(years)})" if len(years) > FEW_YEARS else listed


def _side(study: Study, found: Effect) -> str:
    if study.info.richting == "neutraal":
        return ""
    return "gunstige" if bool(found.value > 0) == (study.info.richting == "hoger_is_beter") else "ongunstige"
