"""Mentale gezondheid en meedoen: loneliness, anxiety, informal care, volunteering, young adults."""

from __future__ import annotations

from regiobeeld.numbers import procent
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import bijschrift, hoofdstuk_intro, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.agegroups import age_groups
from regiobeeld.report.chapters.common import table_beside_nl
from regiobeeld.report.chapters.lifestyle import MODELLED
from regiobeeld.report.chapters.mapping import wijk_map
from regiobeeld.report.chapters.ranking import ranked_areas
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import hoofdletter, in_gebied, zin_over_groepen

MENTAL = ("angst_depressie_hoog", "stress", "regie_matig_veel")
LONELY = ("eenzaam", "ernstig_eenzaam", "emotioneel_eenzaam", "sociaal_eenzaam")
CARERS = ("mantelzorger_enquete", "zwaar_belaste_mantelzorgers_enquete")
SUPPORT = ("wmo_per_1000", "jeugdzorg_aandeel", "alleenwonend")
YOUNG_MIND = ("jv_mentale_gezondheid", "jv_stress", "jv_prestatiedruk", "jv_eenzaam", "jv_suicidegedachten")
YOUNG_LIFE = ("jv_zwaar_drinken", "jv_roken_of_vapen", "jv_overgewicht", "jv_moeite_rondkomen", "jv_schulden")
YOUNG_NOTE = (
    "De monitor Jongvolwassenen werft deelnemers in het openbaar: iedereen van 16 tot en met 25 jaar kon meedoen. "
    "De cijfers zijn daarom niet te vergelijken met die van volwassenen. Praten over zelfdoding helpt: bel 113."
)


def participation_chapter(profile: Profile) -> Hoofdstuk:
    """Mental health and taking part in society."""
    chapter = Hoofdstuk("meedoen", "Mentale gezondheid en meedoen")
    chapter.toevoegen(
        hoofdstuk_intro(_introduce(profile)),
        waarschuwing(
            f"De cijfers over eenzaamheid, mentale gezondheid en vrijwilligerswerk zijn {MODELLED}", "Schattingen"
        ),
        age_groups(profile, LONELY, ("18+", "65+"), "eenzaamheid-naar-leeftijd"),
        age_groups(profile, MENTAL, ("18+", "65+"), "mentaal-naar-leeftijd"),
        wijk_map(profile, "eenzaam", "65+"),
        wijk_map(profile, "angst_depressie_hoog", "18+"),
        ranked_areas(profile, CARERS[0]),
        ranked_areas(profile, CARERS[1]),
        age_groups(profile, ("vrijwilligerswerk",), ("18+", "65+"), "vrijwilligerswerk-naar-leeftijd"),
        table_beside_nl(profile, SUPPORT, "Ondersteuning en alleen wonen"),
        *_young(profile),
    )
    return chapter


def _introduce(profile: Profile) -> str:
    sentences = []
    for code in ("eenzaam", "ernstig_eenzaam", "angst_depressie_hoog"):
        info, own = profile.indicators[code], figure(profile, code, profile.code)
        if own is None or own.waarde is None:
            continue
        sentence = zin_over_groepen(
            info, hoofdletter(in_gebied(profile.naam)), [(own.waarde, own.leeftijd)], own.jaar, profile.heden
        )
        national = figure(profile, code, NEDERLAND, own.leeftijd, own.jaar)
        reference = ""
        if national and national.waarde is not None and profile.code != NEDERLAND:
            reference = f"; Nederland {procent(national.waarde, info.decimalen)}"
        when = "" if is_past(own.jaar, profile.heden) else f" {own.jaar}"  # the past tense names its year itself
        sentences.append(f"{sentence} (schatting{when}{reference}).")
    return " ".join(sentences) or f"Voor {profile.naam} zijn hierover geen cijfers bekend."


def _young(profile: Profile) -> list[str | Figuur | None]:
    """Young adults, where the source has figures for the region."""
    figures = [
        age_groups(profile, YOUNG_MIND, ("16-25",), "jongvolwassenen-mentaal"),
        age_groups(profile, YOUNG_LIFE, ("16-25",), "jongvolwassenen-leefstijl"),
    ]
    if not any(figures):
        return [
            paragraaf("Jongvolwassenen"),
            bijschrift(f"Voor {profile.naam} zijn geen cijfers over jongvolwassenen gepubliceerd."),
        ]
    return [paragraaf("Jongvolwassenen"), bijschrift(YOUNG_NOTE), *figures]
