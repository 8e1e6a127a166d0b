"""Mentale gezondheid en meedoen: loneliness, anxiety, control over one's life, informal care, volunteering."""

from __future__ import annotations

from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import hoofdstuk_intro, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import age_groups, ranked_areas, wijk_map
from regiobeeld.report.chapters.lifestyle import WIJK_NOTE
from regiobeeld.report.numbers import procent
from regiobeeld.report.text import zin_met_gezegde

MENTAL = ("angst_depressie_hoog", "stress", "regie_matig_veel")
LONELY = ("eenzaam", "ernstig_eenzaam", "emotioneel_eenzaam", "sociaal_eenzaam")
YOUNG = ("jv_mentale_gezondheid", "jv_stress", "jv_prestatiedruk", "jv_eenzaam", "jv_moeite_rondkomen")


def participation_chapter(profile: Profile) -> Hoofdstuk:
    """Mental health and taking part in society."""
    chapter = Hoofdstuk("meedoen", "Mentale gezondheid en meedoen")
    chapter.toevoegen(
        hoofdstuk_intro(_introduce(profile)),
        waarschuwing(
            WIJK_NOTE.replace("De cijfers per wijk", "De cijfers over eenzaamheid en mentale gezondheid"),
            "Schattingen",
        ),
        age_groups(profile, LONELY, ("18+", "65+"), "eenzaamheid-naar-leeftijd", _title_lonely(profile)),
        age_groups(
            profile,
            MENTAL,
            ("18+", "65+"),
            "mentaal-naar-leeftijd",
            f"Mentale gezondheid van volwassenen en 65-plussers in {profile.naam}",
        ),
        wijk_map(profile, "eenzaam", "65+", 2020),
        wijk_map(profile, "angst_depressie_hoog", "18+", 2020),
        ranked_areas(profile, "mantelzorger_enquete"),
        age_groups(
            profile,
            ("mantelzorger", "vrijwilligerswerk"),
            ("18+", "65+"),
            "meedoen-naar-leeftijd",
            f"Mantelzorg en vrijwilligerswerk in {profile.naam}",
        ),
        _young(profile),
    )
    return chapter


def _introduce(profile: Profile) -> str:
    sentences = []
    for code in ("eenzaam", "ernstig_eenzaam", "angst_depressie_hoog"):
        info, own = profile.indicators[code], figure(profile, code, profile.code)
        if own is None or own.waarde is None:
            continue
        sentence = zin_met_gezegde(info, f"In {profile.naam}", own.waarde, own.leeftijd)
        national = figure(profile, code, NEDERLAND, own.leeftijd, own.jaar)
        if national and national.waarde is not None and profile.code != NEDERLAND:
            sentence += f" (schatting {own.jaar}; Nederland {procent(national.waarde, info.decimalen)})"
        sentences.append(sentence + ".")
    return " ".join(sentences) or f"Voor {profile.naam} zijn hierover geen cijfers bekend."


def _title_lonely(profile: Profile) -> str:
    own = figure(profile, "eenzaam", profile.code, "65+")
    if own is None or own.waarde is None:
        return f"Eenzaamheid in {profile.naam}"
    return f"Naar schatting voelt {procent(own.waarde)} van de 65-plussers in {profile.naam} zich eenzaam"


def _young(profile: Profile) -> object:
    """Young adults: the gemeente or the region itself, where the source has a figure."""
    known = [code for code in YOUNG if code in profile.indicators]
    return (
        age_groups(
            profile,
            known,
            ("16-25",),
            "jongvolwassenen",
            f"Jongvolwassenen (16 tot en met 25 jaar) in {profile.naam}",
        )
        if known
        else None
    )
