"""The chapters of the report of an effect, in the order in which they should be read: first what can be seen."""

from __future__ import annotations

from collections.abc import Sequence

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
    met_tekst,
    waarschuwing,
)
from regiobeeld.blocks.chapter import Blok, Hoofdstuk
from regiobeeld.blocks.common import code_of, subtitle, value_column
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel
from regiobeeld.blocks.when import van_tot
from regiobeeld.chapters_effect.effect_words import level, say, sentences_of
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.effect.study import Study
from regiobeeld.effect.tables import placebo_table, synthetic_weights
from regiobeeld.stats.arrays import Z95
from regiobeeld.timelines.tijdlijn import Pad, tijdlijn

SMALLEST_PART = 0.005
"""A smaller part of the mixture shows as nothing."""


def _chapter(study: Study, code: str, *blocks: Blok | None) -> Hoofdstuk:
    drawn = any(isinstance(block, Figuur) for block in blocks)
    chapter = Hoofdstuk(code, sentences_of(study, "effect_kop")(code), ook_smal=drawn)
    chapter.toevoegen(*blocks)
    return chapter


def _warning(study: Study, name: str) -> str | None:
    return met_tekst(lambda text: waarschuwing(text, say(study, f"{name}_kop")), say(study, name))


def detectable_chapter(study: Study) -> Hoofdstuk:
    """What effect these figures can show at all."""
    return _chapter(
        study,
        "aantoonbaar",
        hoofdstuk_intro(say(study, "aantoonbaar")),
        _tiles(study),
        met_tekst(bijschrift, say(study, "berekend")),
        _warning(study, "verzonnen"),
        _warning(study, "wacht"),
    )


def _tiles(study: Study) -> str:
    values, notes = (sentences_of(study, kind).rij() for kind in ("effect_tegel", "effect_tegelnoot"))
    return kengetallen([Kengetal(label, value, notes[label]) for label, value in values.items()])


def comparison_chapter(study: Study) -> Hoofdstuk:
    """With whom the area is compared, and what to keep in mind about that and about the years."""
    left_out = [say(study, "telt_niet", jaar=y, waarom=why) for y, why in study.moments.left_out.items()]
    notes = [*study.controls.notes, say(study, "ontbreekt"), *left_out]
    told = lijst(note for note in notes if note) or None
    return _chapter(study, "vergelijking", alinea(say(study, "vergelijking")), told)


def before_chapter(study: Study) -> Hoofdstuk:
    """Whether they moved alike before the start."""
    return _chapter(study, "vooraf", alinea(say(study, "vooraf")))


def difference_chapter(study: Study) -> Hoofdstuk:
    """The change in the area beside that elsewhere."""
    return _chapter(study, "verschil", met_tekst(alinea, say(study, "verschil")), difference_figure(study))


def difference_figure(study: Study) -> Figuur:
    """The area and the comparison through the years, and where the area would be had it changed as elsewhere."""
    marks, found = sentences_of(study, "effect_teken"), study.series.reset_index()
    half = Z95 * (found["gebied_se"] if study.is_survey else np.nan)
    own = pd.DataFrame({"jaar": found["jaar"], "waarde": found["gebied"]})
    own = own.assign(ondergrens=own["waarde"] - half, bovengrens=own["waarde"] + half, reeks=study.profile.naam)
    other = pd.DataFrame({"jaar": found["jaar"], "waarde": found["vergelijking"], "reeks": marks("elders")})
    table = {"Jaar": found["jaar"].astype(str), study.profile.naam: found["gebied"]}
    table |= {"Marge (95%)": Z95 * found["gebied_se"]} if study.is_survey else {}
    return _through_the_years(
        study,
        "effect",
        [own, other],
        pd.DataFrame(table | {marks("elders"): found["vergelijking"]}),
        [] if study.effect is None else [_as_elsewhere(study, marks("zonder"))],
        marks("met_interval"),
    )


def _as_elsewhere(study: Study, name: str) -> Pad:
    """From the last measurement before the start: the area at its mean before plus the mean change elsewhere."""
    moments, series = study.moments, study.series
    before, after = (series.loc[list(years)].mean() for years in (moments.before, moments.after))
    last = float(series["gebied"].loc[moments.before[-1]])
    end = float(before["gebied"] + after["vergelijking"] - before["vergelijking"])
    return Pad(name, (moments.before[-1], moments.after[-1]), (last, end))


def _through_the_years(
    study: Study,
    code: str,
    series: Sequence[pd.DataFrame],
    shown: pd.DataFrame,
    paths: Sequence[Pad] = (),
    setting: str = "",
) -> Figuur:
    """The area and what it is compared with, year by year."""
    table, info = pd.concat(series, ignore_index=True), study.info
    marks = sentences_of(study, "effect_teken")
    begin = (study.moments.begin, marks("begin"))
    facts = {
        "wat": subtitle(info, study.leeftijd, van_tot(study.moments.years), setting),
        "verloop": _in_words(study, table),
        "merk": marks("merk"),
    }
    return special_figure(
        code_of(code, info.code, study.leeftijd),
        sentences_of(study, "effect_verschil" if code == "effect" else "effect_mix"),
        facts,
        bron=_source(study),
        teken=lambda formaat: tijdlijn(
            table, study.profile.naam, info.eenheid, info.decimalen, paths, begin, formaat
        ),
        tabel=shown,
        decimalen=max(info.decimalen, 1),
    )


def _source(study: Study) -> str:
    rows = study.figures.rows
    used = rows[rows["jaar"].isin(study.moments.years)]
    return bronregel(study.profile, study.info.code, van_tot(study.moments.years), waarneming=used)


def _in_words(study: Study, table: pd.DataFrame) -> str:
    parts = []
    for name, rows in table.groupby("reeks", sort=False):
        told = (f"{y}: {level(study, v)}" for y, v in zip(rows["jaar"], rows["waarde"], strict=True))
        parts.append(f"{name}: {', '.join(told)}")
    return ". ".join(parts)


def placebo_chapter(study: Study) -> Hoofdstuk:
    """What comes out where there was no approach."""
    figure = None if study.placebo is None else placebo_figure(study)
    return _chapter(study, "placebo", alinea(say(study, "placebo")), figure)


def placebo_figure(study: Study) -> Figuur:
    """The difference of the area among those of the comparison areas, with intervals."""
    assert study.effect is not None
    found, info = placebo_table(study), study.info
    own = {
        "naam": study.profile.naam,
        "waarde": float(study.effect.value),
        "ondergrens": float(study.effect.lower),
        "bovengrens": float(study.effect.upper),
    }
    rows = found.assign(naam=[study.profile.name(code) for code in found["gebied_code"]])[list(own)]
    rows = pd.concat([pd.DataFrame([own]), rows], ignore_index=True)
    decimals = max(info.decimalen, 1)
    unit = "procentpunt" if info.eenheid == "%" else info.eenheid
    names = ("Gemeente", f"Verschil ({unit})", "Ondergrens", "Bovengrens")
    drawn, marks = rows.assign(nadruk=rows.index == 0), sentences_of(study, "effect_teken")
    return special_figure(
        code_of("placebo", info.code, study.leeftijd),
        sentences_of(study, "effect_placebo"),
        {
            "wat": value_column(info),
            "merk": marks("merk"),
            "laagst": found["waarde"].min(),
            "hoogst": found["waarde"].max(),
        },
        bron=_source(study),
        teken=lambda formaat: rangorde(drawn, [(marks("geen_verschil"), 0.0)], "", decimals, "neutraal", formaat),
        tabel=rows.set_axis(list(names), axis=1),
        decimalen=decimals,
    )


def synthetic_chapter(study: Study) -> Hoofdstuk:
    """The area beside a mixture of areas that moved alike before the start."""
    drawn: list[Blok | None] = [] if study.synthetic is None else [synthetic_figure(study), _weights(study)]
    return _chapter(study, "synthetisch", alinea(say(study, "synthetisch")), *drawn)


def _weights(study: Study) -> str:
    found = synthetic_weights(study)
    used = found[found["gewicht"] >= SMALLEST_PART]
    names = [study.profile.name(code) for code in used["gebied_code"]]
    table = pd.DataFrame({"Gemeente": names, "Aandeel in de mix (%)": 100 * used["gewicht"].to_numpy()})
    return tabel_html(table, say(study, "mix"), decimalen=0)


def synthetic_figure(study: Study) -> Figuur:
    """The area and its mixture through the years."""
    assert study.synthetic is not None
    mix, years = sentences_of(study, "effect_teken")("mix"), list(study.moments.years)
    lines = {study.profile.naam: study.series["gebied"].to_numpy(), mix: study.synthetic.mixture}
    series = [pd.DataFrame({"jaar": years, "waarde": line, "reeks": name}) for name, line in lines.items()]
    return _through_the_years(study, "mix", series, pd.DataFrame({"Jaar": [str(y) for y in years]} | lines))


def conclusion_chapter(study: Study) -> Hoofdstuk:
    """What follows from it and what does not; never that the approach did it."""
    told = say(study, "uitkomst", wacht=say(study, "wacht"))
    return _chapter(study, "uitkomst", hoofdstuk_intro(told), lijst(sentences_of(study, "effect_grenzen").alle()))


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
    return _chapter(study, "herkomst", herkomst(table.sort_values(["Jaar", "Tabel"]), say(study, "bronnen")))
