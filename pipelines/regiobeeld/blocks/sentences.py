"""What the declared sentences of a report may speak of (`region_facts`), and what they may do with it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from regiobeeld import __version__
from regiobeeld.blocks.common import none_of, of_all, parts_word, so_many_of
from regiobeeld.blocks.judged import age_of, difference, in_cell, verdict, why
from regiobeeld.blocks.text import (
    TARGET_YEAR,
    WIJK_YEAR,
    WOORDEN,
    groep,
    in_gebied,
    leefstijl_jaar,
    leeftijd_naam,
    naam_in_zin,
    onderwerp,
    ses_jaar,
    tegenover_nederland,
)
from regiobeeld.catalog.crossing import Kruising, load_crossing
from regiobeeld.needs import future_words
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.group_words import caution, describe_rule, name_part
from regiobeeld.numbers import met_eenheid
from regiobeeld.outline.sentences import FILTERS, Filter, Zinnen, more_filters, said_by
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.projection.declared import load_projection
from regiobeeld.stats.arrays import LEVELS
from regiobeeld.stats.combine import MIN_COVERAGE
from regiobeeld.stats.compare import FALSE_DISCOVERY
from regiobeeld.stats.guards import NOISE_POINTS
from regiobeeld.stats.ses import WINSOR


def met_maat(value: float, info: IndicatorInfo) -> str:
    """A figure with the unit and the decimals of its indicator."""
    return met_eenheid(value, info.eenheid, info.decimalen)


OWN_FILTERS: dict[str, Filter] = FILTERS | {
    "band": future_words.band_in_cel,
    "deelnaam": name_part,
    "geen_uitspraak": why,
    "groep": groep,
    "in_cel": in_cell,
    "in_gebied": in_gebied,
    "kort": age_of,
    "leeftijd": leeftijd_naam,
    "met_maat": met_maat,
    "onderwerp": onderwerp,
    "oordeel": verdict,
    "oud": lambda age: leeftijd_naam(age).replace(" en ", " of "),
    "over_hulp": future_words.about_help,
    "over_ouderen": future_words.about_old,
    "over_zorg": future_words.about_care,
    "proef": future_words.honest_sentence,
    "proef_landelijk": future_words.national_error,
    "regel": describe_rule,
    "soort": WOORDEN.in_short.__getitem__,
    "te_klein": future_words.unsayable,
    "tegenover_nederland": tegenover_nederland,
    "verschil": difference,
}
"""What a sentence of a report may do with a value, besides what Jinja itself offers."""

more_filters(OWN_FILTERS, zoveel_van=so_many_of)


def shared(profile: Profile, kind: str, **facts: Any) -> Zinnen:
    """As `said_by`, with the facts of the region besides these."""
    return said_by(kind, {**region_facts(profile), **facts})


@lru_cache(maxsize=64)
def region_facts(profile: Profile) -> dict[str, Any]:
    """What every template may speak of: the region, its parts, the years, the declarations of the crossing."""
    crossing = _crossing()
    facts: dict[str, Any] = {
        "regio": profile.naam,
        "in_regio": in_gebied(profile.naam),
        "de_regio": naam_in_zin(profile.naam),
        "is_nederland": profile.code == NEDERLAND,
        "is_gemeente": profile.is_single,
        "gemeenten": len(profile.region.gemeenten),
        "deel": parts_word(profile, 1),
        "delen": parts_word(profile),
        "van_alle": partial(of_all, profile),
        "geen_van": partial(none_of, profile),
        "toen": lambda jaar: is_past(jaar, profile.heden),
        "indeling": TARGET_YEAR,
        "wijkindeling": WIJK_YEAR,
        "jaar_van_ses": ses_jaar(profile),
        "jaar_van_leefstijl": leefstijl_jaar(profile),
        "niveaus": LEVELS,
        "ruis": NOISE_POINTS,
        "dekking": MIN_COVERAGE,
        "afkap": WINSOR,
        "ten_onrechte": FALSE_DISCOVERY,
        "versie": __version__,
        "aanroep": profile.region.slug,
        "ses_index": crossing.ses,
        "leefstijl": crossing.leefstijl,
        "kwetsbaarheid": crossing.kwetsbaarheid,
        "projectie": load_projection(),
        "rekenmodel": caution(),
        "rekenmodel_kort": caution("kort"),
        "lokale_bronnen": profile.lokaal.bronnen,
        "vooruit": partial(outlook_of, profile),
    }
    return {**facts, "modelschatting": said_by("modelschatting", facts)("uitleg")}


@lru_cache(maxsize=1)
def _crossing() -> Kruising:
    return load_crossing()
