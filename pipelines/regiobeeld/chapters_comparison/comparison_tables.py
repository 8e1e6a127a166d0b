"""The tables of the chapter Vergelijking: every figure, comparable areas, inequality, trends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from regiobeeld.blocks.blocks import alinea, klasse_label, paragraaf
from regiobeeld.blocks.course import tell_course
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import WOORDEN, hoofdletter
from regiobeeld.judgement.benchmarks import DOEL, NL, PROVINCIE, VERGELIJKBAAR, compare_with_all
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.inequality import Gradient
from regiobeeld.judgement.similar import describe_differences
from regiobeeld.numbers import LEEG, bereik, getal, met_eenheid
from regiobeeld.outline.special_blocks import Benchmarks
from regiobeeld.profile.model import Profile
from regiobeeld.stats.compare import JUDGING, NEUTRAL
from regiobeeld.stats.inequality import Measure
from regiobeeld.stats.similar import Similar

_CLASSES = sorted({*JUDGING.values(), *NEUTRAL.values()}, key=len, reverse=True)


def in_words(klasse: str, overleeft: bool) -> str:
    """The class of a cell; with a reservation where the correction for many comparisons takes it away."""
    return klasse if overleeft or klasse == JUDGING[0] else f"{klasse}, mogelijk toeval"


def age_of(leeftijd: str) -> str:
    """An age group as short as a cell: "18+", "18-64", "alle"."""
    return "alle" if leeftijd == "totaal" else leeftijd


def why(code: Any) -> str:
    """A refusal in a cell: "geen (rekenmodel)"; a dash when nothing was asked."""
    return f"geen ({WOORDEN.geen_uitspraak[code]})" if code in WOORDEN.geen_uitspraak else LEEG


def with_labels(html: str) -> str:
    """The same table with the words of the classes as coloured labels; the words stay."""
    for word in _CLASSES:
        html = html.replace(f">{word}</td>", f">{klasse_label(word)}</td>")
    return html


def benchmarks(profile: Profile, block: Benchmarks, zin: Zinnen) -> list[str]:
    """The table against everything a figure can be compared with, and who set the goals."""
    compared = compare_with_all(profile)
    table = _benchmark_table(profile, compared, block, zin)
    if not table:
        return []
    goals = (
        profile.indicators[code].streefwaarde for code in set(compared.loc[_is_goal(compared), "indicator_code"])
    )
    sources = sorted({goal.bron for goal in goals if goal is not None})
    head = [paragraaf(zin("titel"), block.soort), table]
    return [*head, alinea(zin("doelen", bronnen=sources))] if sources else head


def _is_goal(table: pd.DataFrame) -> pd.Series:
    return table["vergelijking"] == DOEL


def _benchmark_table(profile: Profile, table: pd.DataFrame, block: Benchmarks, zin: Zinnen) -> str:
    """The survey figures of one age group that have a class, against everything they can be compared with."""
    percent = [profile.indicators[code].eenheid == "%" for code in table["indicator_code"]]
    table = table[(table["leeftijd"] == block.leeftijd) & table["klasse"].notna() & np.array(percent, dtype=bool)]
    if table.empty:
        return ""
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
    caption = zin("tabel", leeftijd=block.leeftijd, jaar=int(table["jaar"].max()))
    return with_labels(tabel_html(frame, caption, sorteerbaar=True))


def similar_table(profile: Profile, found: Similar, what: str, caption: str) -> str:
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
    return tabel_html(frame, caption, decimalen={"Afstand": 1}, sorteerbaar=True)


def similar_of_each(profile: Profile, found: Mapping[str, Similar], caption: str) -> str:
    """Per gemeente of the region the ten gemeenten most like it, and how stable that list is."""
    lines = [
        {
            "Gemeente": profile.name(code),
            "Lijkt het meest op": ", ".join(profile.name(str(other)) for other in similar.neighbours.index),
            "Hoe vast": "" if similar.stability is None else f"{getal(100 * similar.stability)}%",
        }
        for code, similar in found.items()
    ]
    return tabel_html(pd.DataFrame(lines), caption, sorteerbaar=True)


def inequality_table(profile: Profile, gradients: list[Gradient], caption: str) -> str:
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
    return tabel_html(frame, caption, sorteerbaar=True)


def _measure(measure: Measure, decimals: int, factor: float = 1.0) -> str:
    value = getal(measure.value * factor, decimals, teken=True)
    if measure.lower is None or measure.upper is None:
        return value
    return f"{value} ({bereik(measure.lower * factor, measure.upper * factor, decimals)})"


def trend_table(profile: Profile, caption: str) -> str:
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
                "Metingen": getal(len(years)),
                "Eerste": f"{first} ({years[0]})",
                "Laatste": f"{last} ({years[-1]})",
                "Trend": tell_course(info, {**row, "richting": row["trend"], "code": row["code_trend"]}),
                "Waarom niet": str(row["reden_trend"] or LEEG),
            }
        )
    frame = pd.DataFrame(lines).sort_values(["Trend", "Onderwerp", "Leeftijd"])
    return tabel_html(frame, caption, sorteerbaar=True)
