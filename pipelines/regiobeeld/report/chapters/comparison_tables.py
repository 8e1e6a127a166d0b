"""The tables of the chapter Vergelijking: every figure, comparable areas, inequality, trends."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.catalog.models import THEMA_NAMEN
from regiobeeld.draw.style import KLASSEKLEUREN
from regiobeeld.numbers import LEEG, bereik, getal, is_leeg, met_eenheid
from regiobeeld.profile.benchmarks import DOEL, NL, PROVINCIE, VERGELIJKBAAR, compare_with_all
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.inequality import Gradient
from regiobeeld.profile.model import IndicatorInfo, Profile
from regiobeeld.profile.similar import describe_differences
from regiobeeld.report.blocks import klasse_label
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import hoofdletter
from regiobeeld.stats.compare import JUDGING, NEUTRAL
from regiobeeld.stats.inequality import Measure
from regiobeeld.stats.judge import mark_survivors
from regiobeeld.stats.similar import Similar

KINDS = {
    "telling": "telling",
    "enquete": "enquête",
    "modelschatting": "rekenmodel",
    "prognose": "prognose",
    "berekend": "berekening",
}
WHY_NOT = {
    "model_zonder_marges": "rekenmodel",
    "model_geen_verwacht": "rekenmodel",
    "model_geen_trend": "rekenmodel",
    "telling_zonder_marges": "telling",
    "enquete_zonder_marges": "geen marges",
    "berekend_zonder_marges": "eigen berekening",
    "prognose_geen_klasse": "prognose",
    "aantal": "aantal",
    "heel_nederland": "heel Nederland",
    "geen_cijfer": "geen cijfer",
    "geen_vergelijking": "geen cijfer van Nederland",
    "vergelijking_zonder_marges": "geen marges",
    "geen_enquete": "geen enquête",
    "te_weinig_gemeenten": "te weinig gemeenten",
    "een_meting": "1 meting",
    "te_weinig_metingen": "te weinig metingen",
    "breuk": "breuk in de reeks",
}
"""A refusal in one or two words, for a cell; the whole sentence stands in the chapter Kanttekeningen."""
OPEN_THEMES = ("leefstijl", "gezondheid")
_CLASSES = sorted({*JUDGING.values(), *NEUTRAL.values()}, key=len, reverse=True)


def all_figures(profile: Profile) -> list[str]:
    """One block per theme with a table of every figure of the region, sortable; classes as coloured labels."""
    table = indicator_table(profile)
    table = table[table["actueel"]]
    blocks = []
    for theme, name in THEMA_NAMEN.items():
        # What has been judged comes first; sort_values keeps the order by name within both parts.
        rows = table[table["thema"] == theme].sort_values("klasse", key=lambda c: c.isna(), kind="stable")
        if len(rows):
            caption = f"{name} in {profile.naam}: alle {len(rows)} cijfers"
            shown = pd.DataFrame([_line(profile, row) for row in rows.to_dict("records")])
            content = with_labels(
                tabel_html(
                    shown, caption, uitlijning={"Leeftijd": "links"}, sorteerbaar=True, code=f"alles-{theme}"
                )
            )
            blocks.append(fold(f"{name} ({len(rows)} cijfers)", content, is_open=theme in OPEN_THEMES))
    return blocks


def _line(profile: Profile, row: Mapping[Hashable, Any]) -> dict[str, str]:
    info = profile.indicators[row["indicator_code"]]
    return {
        "Onderwerp": info.naam,
        "Leeftijd": age_of(row["leeftijd"]),
        "Jaar": str(row["jaar"]),
        "Cijfer": met_eenheid(row["waarde"], info.eenheid, info.decimalen),
        "95%-interval": bereik(row["ondergrens"], row["bovengrens"], info.decimalen),
        "Nederland": met_eenheid(row["nl"], info.eenheid, info.decimalen),
        "Vergeleken met de rest van Nederland": in_words(row["klasse"], row["overleeft"])
        if isinstance(row["klasse"], str)
        else why(row["code"]),
        "Verwacht": _expected(info, row),
        "Trend": row["trend"] if isinstance(row["trend"], str) else why(row["code_trend"]),
        "Soort": KINDS[row["soort"]],
    }


def _expected(info: IndicatorInfo, row: Mapping[Hashable, Any]) -> str:
    """ "17,7% (15,3–20,0)": expectation and band; or why there is none."""
    if is_leeg(row["verwacht"]):
        return why(row["code_verwacht"])
    value = met_eenheid(row["verwacht"], info.eenheid, info.decimalen)
    return f"{value} ({bereik(row['verwacht_laag'], row['verwacht_hoog'], info.decimalen)})"


def in_words(klasse: str, overleeft: bool) -> str:
    """The class of a cell; with a reservation where the correction for many comparisons takes it away."""
    return klasse if overleeft or klasse == JUDGING[0] else f"{klasse}, mogelijk toeval"


def age_of(leeftijd: str) -> str:
    """An age group as short as a cell: "18+", "18-64", "alle"."""
    return "alle" if leeftijd == "totaal" else leeftijd


def why(code: Any) -> str:
    """A refusal in a cell: "geen (rekenmodel)"; a dash when nothing was asked."""
    return f"geen ({WHY_NOT[code]})" if code in WHY_NOT else LEEG


def with_labels(html: str) -> str:
    """The same table with the words of the classes as coloured labels; the words stay."""
    for word in _CLASSES:
        html = html.replace(f">{word}</td>", f">{klasse_label(word)}</td>")
    return html


def fold(title: str, html: str, *, is_open: bool = False) -> str:
    """A part that a reader can unfold."""
    state = " open" if is_open else ""
    return f'<details class="cijfers"{state}><summary>{escape(title)}</summary>\n{html}\n</details>'


def benchmark_table(profile: Profile) -> str:
    """The survey figures of adults that have a class, against everything they can be compared with."""
    table = compare_with_all(profile)
    percent = [profile.indicators[code].eenheid == "%" for code in table["indicator_code"]]
    table = table[(table["leeftijd"] == "18+") & table["klasse"].notna() & np.array(percent, dtype=bool)]
    if table.empty:
        return ""
    # A cell that the table of all figures shows too keeps its verdict; the other columns are corrected here.
    survives = mark_survivors(table)["overleeft"]
    table = table.assign(overleeft=survives.where(table["vergelijking"] != NL, table["overleeft"]))
    heads = {PROVINCIE: "", VERGELIJKBAAR: "", NL: ""}
    for name in heads:
        found = table.loc[table["vergelijking"] == name, "naam"]
        heads[name] = hoofdletter(str(found.iloc[0])) if len(found) else ""
    lines = []
    for code, rows in table.groupby("indicator_code", sort=True):
        info = profile.indicators[str(code)]
        judged = [in_words(klasse, sure) for klasse, sure in zip(rows["klasse"], rows["overleeft"], strict=True)]
        words = dict(zip(rows["vergelijking"], judged, strict=True))
        line = {
            "Onderwerp": info.naam,
            profile.naam: met_eenheid(rows["waarde"].iloc[0], info.eenheid, info.decimalen),
        }
        line |= {heads[name]: words.get(name, LEEG) for name in (NL, PROVINCIE, VERGELIJKBAAR) if heads[name]}
        goal = info.streefwaarde
        line["Landelijk doel"] = f"{getal(goal.waarde)}% in {goal.jaar}" if goal and DOEL in words else LEEG
        lines.append(line)
    frame = pd.DataFrame(lines).sort_values("Onderwerp")
    caption = f"{profile.naam} vergeleken: volwassenen, enquête, {int(table['jaar'].max())}"
    return with_labels(tabel_html(frame, caption, sorteerbaar=True))


def goal_sentence(profile: Profile) -> str:
    """Who set the goals; empty when no figure has one."""
    table = compare_with_all(profile)
    codes = set(table.loc[table["vergelijking"] == DOEL, "indicator_code"])
    goals = [profile.indicators[code].streefwaarde for code in codes]
    sources = sorted({goal.bron for goal in goals if goal is not None})
    if not sources:
        return ""
    return (
        f"De doelen zijn landelijke doelen uit het {' en het '.join(sources)}, voor heel Nederland. "
        "Ze zijn niet per regio gesteld."
    )


def similar_table(profile: Profile, found: Similar, what: str) -> str:
    """Comparable areas, nearest first: distance, in what they differ and how often they stay in the list."""
    rows = found.neighbours
    frame = pd.DataFrame(
        {
            hoofdletter(what): [profile.name(str(code)) for code in rows.index],
            "Afstand": rows["afstand"].astype(float).to_numpy(),
            "Verschilt vooral in": [describe_differences(pairs) for pairs in rows["verschilt_in"]],
            "Blijft in de lijst": [f"{getal(100 * share)}%" for share in rows["blijft"]],
        }
    )
    caption = f"Gebieden die het meest lijken op {profile.naam}"
    return tabel_html(frame, caption, decimalen={"Afstand": 1}, sorteerbaar=True)


def similar_of_each(profile: Profile, found: Mapping[str, Similar]) -> str:
    """Per gemeente of the region the ten gemeenten most like it, and how stable that list is."""
    lines = [
        {
            "Gemeente": profile.name(code),
            "Lijkt het meest op": ", ".join(profile.name(str(other)) for other in similar.neighbours.index),
            "Hoe vast": "" if similar.stability is None else f"{getal(100 * similar.stability)}%",
        }
        for code, similar in found.items()
    ]
    return tabel_html(pd.DataFrame(lines), "Tien vergelijkbare gemeenten per gemeente", sorteerbaar=True)


def inequality_table(profile: Profile, gradients: list[Gradient], place: str) -> str:
    """SII, RII and PAR with their intervals, largest relative difference first."""
    rows = []
    for gradient in gradients:
        info, measures = profile.indicators[gradient.indicator_code], gradient.measures
        if measures is None or measures.sii is None or measures.rii is None or measures.par is None:
            continue
        low, high = (met_eenheid(gradient.groups["waarde"].iloc[i], info.eenheid, info.decimalen) for i in (0, -1))
        rows.append(
            {
                "Onderwerp": info.naam,
                "Laagste SES": low,
                "Hoogste SES": high,
                "Verschil laag–hoog (SII, punten)": _measure(measures.sii, 1),
                "Gedeeld door gemiddelde (RII)": _measure(measures.rii, 2),
                "Deel dat zou verdwijnen (PAR, %)": _measure(measures.par, 0, 100),
                "orde": -abs(measures.rii.value),
            }
        )
    frame = pd.DataFrame(rows).sort_values(["orde", "Onderwerp"]).drop(columns="orde")
    return tabel_html(frame, f"Verschil naar SES in {place}, volwassenen, met 95%-interval", sorteerbaar=True)


def _measure(measure: Measure, decimals: int, factor: float = 1.0) -> str:
    value = getal(measure.value * factor, decimals, teken=True)
    if measure.lower is None or measure.upper is None:
        return value
    return f"{value} ({bereik(measure.lower * factor, measure.upper * factor, decimals)})"


def trend_table(profile: Profile) -> str:
    """Every series of at least two years: first and last figure, the trend or why there is no statement."""
    table = indicator_table(profile)
    table = table[table["actueel"] & table["jaren"].map(lambda years: isinstance(years, tuple) and len(years) > 1)]
    if table.empty:
        return ""
    lines = []
    for row in table.to_dict("records"):
        info, years = profile.indicators[row["indicator_code"]], row["jaren"]
        first, last = (met_eenheid(row[name], info.eenheid, info.decimalen) for name in ("eerste", "laatste"))
        lines.append(
            {
                "Onderwerp": info.naam,
                "Leeftijd": age_of(row["leeftijd"]),
                "Metingen": str(len(years)),
                "Eerste": f"{first} ({years[0]})",
                "Laatste": f"{last} ({years[-1]})",
                "Trend": row["trend"] if isinstance(row["trend"], str) else "geen uitspraak",
                "Waarom niet": str(row["reden_trend"] or LEEG),
            }
        )
    frame = pd.DataFrame(lines).sort_values(["Trend", "Onderwerp", "Leeftijd"])
    return tabel_html(frame, f"Reeksen van {profile.naam} met twee of meer metingen", sorteerbaar=True)


def legend_of_classes() -> str:
    """The words of the classes as labels, in order, and what the reservation means: a key to the tables."""
    labels = " ".join(klasse_label(word) for word in KLASSEKLEUREN)
    note = "'Mogelijk toeval': alleen bij zo veel vergelijkingen tegelijk kan dit verschil ook toeval zijn."
    return f'<p class="bijschrift">Kleuren: {labels} {note}</p>'
