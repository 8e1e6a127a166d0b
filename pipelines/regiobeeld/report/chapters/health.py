"""Gezondheid: perceived health, chronic conditions and limitations, mortality, distance to care."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.compare import compare_with_nl
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import age_groups, gemeente_map, ranked_areas, trend_figure, wijk_map
from regiobeeld.report.chapters.lifestyle import MODEL_NOTE, introduce
from regiobeeld.report.numbers import met_eenheid
from regiobeeld.report.tables import tabel_html

SURVEY = ("ervaren_gezondheid_enquete", "langdurige_aandoening_enquete", "lichamelijke_beperking_enquete")


def health_chapter(profile: Profile) -> Hoofdstuk:
    """How healthy people feel, chronic conditions, limitations, mortality and distance to care."""
    chapter = Hoofdstuk("gezondheid", "Gezondheid")
    chapter.toevoegen(
        hoofdstuk_intro(introduce(profile, SURVEY)),
        *(ranked_areas(profile, code) for code in SURVEY[:2]),
        age_groups(
            profile,
            SURVEY,
            ("18-64", "65+"),
            "gezondheid-naar-leeftijd",
            f"Gezondheid van volwassenen tot 65 jaar en van 65-plussers in {profile.naam}",
        ),
        trend_figure(profile, "ervaren_gezondheid_reeks", "18+", MODEL_NOTE),
        gemeente_map(profile, "lichamelijke_beperking_enquete"),
        wijk_map(profile, "beperking_bewegen", "65+", 2020),
        _care_table(profile),
    )
    return chapter


def _care_table(profile: Profile) -> str:
    """Mortality and distance to care beside Nederland."""
    compared = compare_with_nl(profile)
    themes = compared["indicator_code"].map(lambda c: profile.indicators[c].thema)
    units = compared["indicator_code"].map(lambda c: profile.indicators[c].eenheid)
    chosen = compared[(themes == "zorg") & (units != "euro") & compared["waarde"].notna()]
    if chosen.empty:
        return ""
    info = [profile.indicators[c] for c in chosen["indicator_code"]]
    table = pd.DataFrame(
        {
            "Onderwerp": [i.naam for i in info],
            profile.naam: [
                met_eenheid(v, i.eenheid, i.decimalen) for v, i in zip(chosen["waarde"], info, strict=True)
            ],
            "Nederland ": [
                met_eenheid(v, i.eenheid, i.decimalen) for v, i in zip(chosen["nl"], info, strict=True)
            ],
            "Jaar": chosen["jaar"].astype(str),
        }
    )
    return tabel_html(table, f"Zorg dichtbij in {profile.naam}", sorteerbaar=True)
