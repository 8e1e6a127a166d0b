"""The tables that `profile` gives to the report and the analyst (see `regiobeeld.frames`)."""

from __future__ import annotations

from regiobeeld.frames import frame

FIGURES = frame(
    "",
    text="indicator_code gebied_code geslacht leeftijd uitsplitsing soort status ontbreekt tabel_code afleiding",
    whole="jaar",
    number="waarde ondergrens bovengrens dekking",
)
"""Figures of one region: of the schema of an observation what a report asks for, and the year."""

_VERDICT = {"number": "se verschil z p_waarde stap", "text": "code reden", "flag": "overleeft"}

JUDGED = frame(
    "indicator_code leeftijd",
    text="gebied_code soort afleiding tabel_code status code reden",
    whole="jaar",
    number="waarde ondergrens bovengrens nl nl_ondergrens nl_bovengrens se verschil z p_waarde stap",
    flag="overleeft actueel",
)
BENCHMARKED = frame(
    "indicator_code leeftijd vergelijking",
    text=f"naam {_VERDICT['text']}",
    whole="jaar",
    number=f"waarde referentie referentie_se {_VERDICT['number']}",
    flag=_VERDICT["flag"],
)
AREAS_COMPARED = frame(
    "gebied_code indicator_code leeftijd",
    text=f"naam soort status {_VERDICT['text']}",
    whole="jaar",
    number=f"waarde ondergrens bovengrens nl {_VERDICT['number']}",
    flag=_VERDICT["flag"],
)
EXPECTED = frame(
    "indicator_code leeftijd",
    text="code reden",
    number="waarde verwacht ondergrens bovengrens afwijking toetswaarde stap",
)
TRENDS = frame(
    "indicator_code leeftijd",
    text="richting code reden",
    number="eerste laatste per_jaar stap",
    flag="voorlopig",
)
STANDARDISED = frame(
    "indicator_code leeftijd gebied_code jaar",
    text="soort code reden",
    number="ruw gecorrigeerd ondergrens bovengrens verschil nl",
)
SPINE = frame(
    "indicator_code leeftijd",
    text="thema naam richting",
    whole="jaar",
    number="waarde nl stip licht_van licht_tot donker_van donker_tot",
    flag="overleeft",
)
WIJKMATRIX = frame(
    "gebied_code", text="gemeente_code gebied_naam ongunstig", whole="inwoners aantal", flag="zeker"
)
KNELPUNTEN = frame(
    "knelpunt_code",
    text="naam doelgroep knelpunt gevolg oorzaak_beinvloedbaar oorzaak_onbeinvloedbaar aanzet gronden wie",
    whole="volgorde",
    number="score",
    flag="is_anders te_toetsen is_verouderd",
)
NEEDS = frame("thema gemeente_code indicator_code", text="thema gemeente_code indicator_code")
SAMENWERKING = frame("verband_code thema", text="verband_naam status gemeenten partners bron", flag="is_lopend")
FINDINGS = frame("", text="code ernst onderwerp gebied_code indicator_code tekst")
SERIES = frame("reeks jaar", text="reeks status", whole="jaar", number="waarde ondergrens bovengrens")
