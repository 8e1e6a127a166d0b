"""The chapters of the report of an effect, in the order in which they should be read: first what can be seen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regiobeeld.blocks.blocks import (
    Kengetal,
    alinea,
    bijschrift,
    herkomst,
    hoofdstuk_intro,
    kengetallen,
    lijst,
    waarschuwing,
)
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import code_of, subtitle, value_column
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, hoofdletter, onderwerp
from regiobeeld.chapters_effect import effect_words as words
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.effect.study import Study
from regiobeeld.effect.tables import placebo_table, synthetic_weights
from regiobeeld.numbers import getal, opsomming
from regiobeeld.stats.arrays import Z95
from regiobeeld.timelines.tijdlijn import Pad, tijdlijn

OTHERS = "Vergelijkingsgemeenten"
WITHOUT = "Bij dezelfde verandering als elders"
MIXTURE = "Mix van andere gemeenten"
FEW_YEARS = 3


def detectable_chapter(study: Study) -> Hoofdstuk:
    """What effect these figures can show at all."""
    chapter = Hoofdstuk("aantoonbaar", "Hoe groot moet een effect zijn om op te vallen?")
    chapter.toevoegen(hoofdstuk_intro(words.tell_detectable(study)), _tiles(study))
    chapter.toevoegen(bijschrift(words.explain_detectable(study)) if study.detectable else None)
    if study.plan.verzonnen:
        chapter.toevoegen(waarschuwing("Dit plan is verzonnen, om te oefenen. De cijfers zijn echt.", "Voorbeeld"))
    waiting = words.tell_waiting(study)
    chapter.toevoegen(waarschuwing(waiting, "Nog geen meting erna") if waiting else None)
    return chapter


def _tiles(study: Study) -> str:
    moments = study.moments
    size = words.points(study, study.detectable) if study.detectable else "niet bekend"
    counts = f"{getal(len(study.own))} tegenover {getal(len(study.other))}"
    return kengetallen(
        [
            Kengetal("Aantoonbaar effect", size, "kleiner valt niet op"),
            Kengetal("Gemeenten", counts, "van het plan en om mee te vergelijken"),
            Kengetal("Metingen vooraf", _listed(moments.before), f"de aanpak begon in {moments.begin}"),
            Kengetal("Metingen erna", _listed(moments.after)),
        ]
    )


def _listed(years: tuple[int, ...]) -> str:
    """ "2016", "2016 en 2020", "2012–2021 (6)"."""
    if len(years) > FEW_YEARS:
        return f"{years[0]}–{years[-1]} ({len(years)})"
    return opsomming(map(str, years)) or "geen"


def comparison_chapter(study: Study) -> Hoofdstuk:
    """With whom the area is compared."""
    chapter = Hoofdstuk("vergelijking", "Waarmee vergelijken we?")
    chapter.toevoegen(alinea(words.tell_comparison(study)), lijst(words.comparison_notes(study)) or None)
    return chapter


def before_chapter(study: Study) -> Hoofdstuk:
    """Whether they moved alike before the start."""
    chapter = Hoofdstuk("vooraf", "Liepen de gebieden vooraf gelijk op?")
    chapter.toevoegen(alinea(words.tell_before(study)))
    return chapter


def difference_chapter(study: Study) -> Hoofdstuk:
    """The change in the area beside that elsewhere."""
    chapter = Hoofdstuk("verschil", "Veranderde er hier meer dan elders?", ook_smal=True)
    if study.effect is not None:
        chapter.toevoegen(alinea(words.tell_difference(study)))
    chapter.toevoegen(difference_figure(study))
    return chapter


def difference_figure(study: Study) -> Figuur:
    """The area and the comparison through the years, and where the area would be had it changed as elsewhere."""
    table = _drawn(study)
    paths = [_as_elsewhere(study)] if study.effect is not None else []
    title = (
        words.title_of_difference(study)
        if study.effect is not None
        else f"{hoofdletter(onderwerp(study.info))} in {study.profile.naam} vóór het begin van de aanpak"
    )
    begin = (study.moments.begin, f"begin {study.moments.begin}")
    years, with_margin = _years(study), "Met 95%-interval" if study.is_survey else ""
    return Figuur(
        code=code_of("effect", study.info.code, study.leeftijd),
        titel=title,
        ondertitel=subtitle(study.info, study.leeftijd, years, with_margin) + _mark(study),
        alt=_describe(study, table),
        bron=_source(study),
        teken=lambda formaat: tijdlijn(
            table, study.profile.naam, study.info.eenheid, study.info.decimalen, paths, begin, formaat
        ),
        tabel=_table(study),
        toelichting=(
            "De stippellijn is het gebied als het na het begin evenveel was veranderd als de "
            "vergelijkingsgemeenten samen, die elk even zwaar tellen."
            if paths
            else ""
        ),
        decimalen=max(study.info.decimalen, 1),
    )


def _mark(study: Study) -> str:
    """What every figure of a made-up plan says, also when it is taken out of the report."""
    return f". {hoofdletter(words.INVENTED)}" if study.plan.verzonnen else ""


def _years(study: Study) -> str | int:
    first, last = study.moments.years[0], study.moments.years[-1]
    return first if first == last else f"{first}–{last}"


def _source(study: Study) -> str:
    rows = study.figures.rows
    used = rows[rows["jaar"].isin(study.moments.years)]
    return bronregel(study.profile, study.info.code, _years(study), waarneming=used)


def _drawn(study: Study) -> pd.DataFrame:
    found = study.series.reset_index()
    half = Z95 * (found["gebied_se"] if study.is_survey else np.nan)
    own = pd.DataFrame({"jaar": found["jaar"], "waarde": found["gebied"]})
    own = own.assign(ondergrens=own["waarde"] - half, bovengrens=own["waarde"] + half, reeks=study.profile.naam)
    other = pd.DataFrame({"jaar": found["jaar"], "waarde": found["vergelijking"], "reeks": OTHERS})
    return pd.concat([own, other], ignore_index=True)


def _as_elsewhere(study: Study) -> Pad:
    """From the last measurement before the start: the area at its mean before plus the mean change elsewhere."""
    assert study.effect is not None
    moments, series = study.moments, study.series
    before, after = (series.loc[list(years)].mean() for years in (moments.before, moments.after))
    last = float(series["gebied"].loc[moments.before[-1]])
    end = float(before["gebied"] + after["vergelijking"] - before["vergelijking"])
    return Pad(WITHOUT, (moments.before[-1], moments.after[-1]), (last, end))


def _table(study: Study) -> pd.DataFrame:
    found = study.series.reset_index()
    table = pd.DataFrame(
        {"Jaar": found["jaar"].astype(str), study.profile.naam: found["gebied"], OTHERS: found["vergelijking"]}
    )
    if study.is_survey:
        table.insert(2, "Marge (95%)", Z95 * found["gebied_se"])
    return table


def _describe(study: Study, table: pd.DataFrame) -> str:
    parts = []
    for name, rows in table.groupby("reeks", sort=False):
        told = (f"{y}: {words.level(study, v)}" for y, v in zip(rows["jaar"], rows["waarde"], strict=True))
        parts.append(f"{name}: {', '.join(told)}")
    return f"{hoofdletter(onderwerp(study.info))} door de jaren. {'. '.join(parts)}."


def placebo_chapter(study: Study) -> Hoofdstuk:
    """What comes out where there was no approach."""
    chapter = Hoofdstuk("placebo", "Komt zo'n verschil ook voor zonder de aanpak?", ook_smal=True)
    if study.placebo is None:
        chapter.toevoegen(alinea("Dit is pas te zien als er een meting van na het begin is."))
        return chapter
    chapter.toevoegen(alinea(words.tell_placebo(study)), placebo_figure(study))
    return chapter


def placebo_figure(study: Study) -> Figuur:
    """The difference of the area among those of the comparison areas, with intervals."""
    assert study.effect is not None
    found = placebo_table(study)
    value = float(study.effect.value)
    own = {
        "naam": study.profile.naam,
        "waarde": value,
        "ondergrens": float(study.effect.lower),
        "bovengrens": float(study.effect.upper),
    }
    rows = found.assign(naam=[study.profile.name(code) for code in found["gebied_code"]])[list(own)]
    rows = pd.concat([pd.DataFrame([own]), rows], ignore_index=True).assign(nadruk=False)
    rows.loc[0, "nadruk"] = True
    decimals = max(study.info.decimalen, 1)
    column = "Verschil (procentpunt)" if study.info.eenheid == "%" else f"Verschil ({study.info.eenheid})"
    shown = rows.rename(
        columns={"naam": "Gemeente", "waarde": column, "ondergrens": "Ondergrens", "bovengrens": "Bovengrens"}
    )
    low, high = (words.points(study, end, sign=True) for end in (found["waarde"].min(), found["waarde"].max()))
    return Figuur(
        code=code_of("placebo", study.info.code, study.leeftijd),
        titel=f"Het verschil van {study.profile.naam} naast dat van gemeenten zonder de aanpak",
        ondertitel=(
            f"Verschil in verandering met de andere gemeenten, {value_column(study.info)}; met 95%-interval"
            f"{_mark(study)}"
        ),
        alt=(
            f"{study.profile.naam}: {words.points(study, value, sign=True)}. De gemeenten zonder de "
            f"aanpak lopen van {low} tot {high}."
        ),
        bron=_source(study),
        teken=lambda formaat: rangorde(rows, [("geen verschil", 0.0)], "", decimals, "neutraal", formaat),
        tabel=shown.drop(columns="nadruk"),
        toelichting="De volgorde zegt niets over hoe goed een gemeente het doet: de intervallen overlappen.",
        decimalen=decimals,
    )


def synthetic_chapter(study: Study) -> Hoofdstuk:
    """The area beside a mixture of areas that moved alike before the start."""
    chapter = Hoofdstuk("synthetisch", "En naast een mix van gemeenten die vooraf het meest leek?", ook_smal=True)
    chapter.toevoegen(alinea(words.tell_synthetic(study)))
    if study.synthetic is not None:
        chapter.toevoegen(synthetic_figure(study), _weights(study))
    return chapter


def _weights(study: Study) -> str:
    found = synthetic_weights(study)
    used = found[found["gewicht"] >= 0.005]
    names = [study.profile.name(code) for code in used["gebied_code"]]
    table = pd.DataFrame({"Gemeente": names, "Aandeel in de mix (%)": 100 * used["gewicht"].to_numpy()})
    return tabel_html(table, "Waaruit de mix bestaat", decimalen=0)


def synthetic_figure(study: Study) -> Figuur:
    """The area and its mixture through the years."""
    assert study.synthetic is not None
    years = list(study.moments.years)
    own = pd.DataFrame({"jaar": years, "waarde": study.series["gebied"].to_numpy(), "reeks": study.profile.naam})
    mixture = pd.DataFrame({"jaar": years, "waarde": study.synthetic.mixture, "reeks": MIXTURE})
    table = pd.concat([own, mixture], ignore_index=True)
    begin = (study.moments.begin, f"begin {study.moments.begin}")
    shown = pd.DataFrame(
        {"Jaar": [str(y) for y in years], study.profile.naam: own["waarde"], MIXTURE: mixture["waarde"]}
    )
    return Figuur(
        code=code_of("mix", study.info.code, study.leeftijd),
        titel=f"{study.profile.naam} naast de mix van gemeenten die er vooraf het meest op leek",
        ondertitel=subtitle(study.info, study.leeftijd, _years(study)) + _mark(study),
        alt=_describe(study, table),
        bron=_source(study),
        teken=lambda formaat: tijdlijn(
            table, study.profile.naam, study.info.eenheid, study.info.decimalen, (), begin, formaat
        ),
        tabel=shown,
        decimalen=max(study.info.decimalen, 1),
    )


def conclusion_chapter(study: Study) -> Hoofdstuk:
    """What follows from it and what does not."""
    chapter = Hoofdstuk("uitkomst", "Wat dit wel en niet zegt")
    chapter.toevoegen(hoofdstuk_intro(words.conclude(study)), lijst(words.limits(study)))
    return chapter


def sources_chapter(study: Study) -> Hoofdstuk:
    """The tables the figures come from."""
    rows = study.figures.rows
    years = rows[rows["jaar"].isin(study.moments.years)].groupby("tabel_code")["jaar"].max()
    bron = study.profile.bron
    used = bron[bron["tabel_code"].isin(years.index)].drop_duplicates("tabel_code")
    table = pd.DataFrame(
        {
            "Titel": used["tabel_titel"],
            "Tabel": used["tabel_code"],
            "Jaar": used["tabel_code"].map(years).astype(str),
            "Organisatie": used["organisatie"],
            "Licentie": used["licentie"],
        }
    )
    chapter = Hoofdstuk("herkomst", "Herkomst")
    chapter.toevoegen(herkomst(table.sort_values(["Jaar", "Tabel"]), "Waar de cijfers vandaan komen"))
    return chapter
