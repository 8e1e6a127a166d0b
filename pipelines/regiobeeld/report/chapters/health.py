"""Gezondheid: perceived health, chronic conditions and limitations."""

from __future__ import annotations

from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.agegroups import age_groups
from regiobeeld.report.chapters.estimates import newer_estimates
from regiobeeld.report.chapters.lifestyle import MODEL_NOTE, introduce
from regiobeeld.report.chapters.mapping import gemeente_map, wijk_map
from regiobeeld.report.chapters.ranking import ranked_areas
from regiobeeld.report.chapters.series import trend_figure

SURVEY = ("ervaren_gezondheid_enquete", "langdurige_aandoening_enquete", "lichamelijke_beperking_enquete")


def health_chapter(profile: Profile) -> Hoofdstuk:
    """How healthy people feel, chronic conditions and limitations."""
    chapter = Hoofdstuk("gezondheid", "Gezondheid")
    chapter.toevoegen(
        hoofdstuk_intro(introduce(profile, SURVEY)),
        *(ranked_areas(profile, code) for code in SURVEY[:2]),
        gemeente_map(profile, SURVEY[2]),
        age_groups(profile, SURVEY, ("18-64", "65+"), "gezondheid-naar-leeftijd"),
        newer_estimates(profile, "gezondheid", SURVEY),
        trend_figure(profile, "ervaren_gezondheid_reeks", "18+", MODEL_NOTE),
        wijk_map(profile, "beperking_bewegen", "65+"),
    )
    return chapter
