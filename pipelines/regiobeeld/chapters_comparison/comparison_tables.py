"""The tables of the chapter Vergelijking: benchmarks, comparable areas, inequality, trends."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regiobeeld.blocks.blocks import alinea, paragraaf
from regiobeeld.blocks.columns import records, table_of
from regiobeeld.blocks.course import tell_course
from regiobeeld.blocks.judged import in_words, with_labels
from regiobeeld.judgement.benchmarks import DOEL, compare_with_all
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.inequality import Gradient
from regiobeeld.judgement.similar import describe_differences
from regiobeeld.numbers import bereik, getal
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.outline.special_blocks import Benchmarks
from regiobeeld.profile.model import Profile
from regiobeeld.stats.inequality import Measure
from regiobeeld.stats.similar import Similar


def benchmarks(profile: Profile, block: Benchmarks, zin: Zinnen) -> list[str]:
    """The survey figures of one age group against everything they can be compared with, and who set the goals."""
    table = compare_with_all(profile)
    goals = [
        profile.indicators[code].streefwaarde for code in table["indicator_code"][table["vergelijking"] == DOEL]
    ]
    percent = np.array([profile.indicators[code].eenheid == "%" for code in table["indicator_code"]], dtype=bool)
    table = table[(table["leeftijd"] == block.leeftijd) & table["klasse"].notna() & percent]
    if table.empty:
        return []
    rows = [_beside_all(found) for _, found in table.groupby("indicator_code")]
    names = dict(zip(table["vergelijking"], map(hoofdletter, table["naam"]), strict=True))
    told = sorted(records(profile, pd.DataFrame(rows)), key=lambda row: row["info"].naam)
    html = table_of(zin, "tabel", told, jaar=int(table["jaar"].max()), namen=names)
    sources = sorted({goal.bron for goal in goals if goal is not None})
    said = [alinea(zin("doelen", bronnen=sources))] if sources else []
    return [paragraaf(zin("titel"), block.soort), with_labels(html), *said]


def _beside_all(rows: pd.DataFrame) -> dict[str, object]:
    """The figure, and its class beside each of what it is compared with."""
    words = map(in_words, rows["klasse"], rows["overleeft"])
    first = rows.iloc[0]
    return {
        "indicator_code": first["indicator_code"],
        "waarde": first["waarde"],
        "naast": dict(zip(rows["vergelijking"], words, strict=True)),
    }


def similar_table(profile: Profile, found: Similar, what: str, zin: Zinnen) -> str:
    """Comparable areas, nearest first: distance, in what they differ and how often they stay in the list."""
    rows = found.neighbours.assign(
        naam=[profile.name(str(code)) for code in found.neighbours.index],
        verschillen=found.neighbours["verschilt_in"].map(describe_differences),
    )
    return table_of(zin, "tabel", rows.to_dict("records"), wat=what)


def similar_of_each(profile: Profile, found: Mapping[str, Similar], zin: Zinnen, most: int) -> str:
    """Per gemeente of the region the gemeenten most like it, and how stable that list is."""
    rows = [
        {
            "naam": profile.name(code),
            "lijkt_op": [profile.name(str(other)) for other in similar.neighbours.index],
            "vast": similar.stability,
        }
        for code, similar in found.items()
    ]
    return table_of(zin, "per_gemeente", rows, meeste=most)


def inequality_table(profile: Profile, gradients: list[Gradient], place: str, zin: Zinnen) -> str:
    """SII, RII and PAR with their intervals, largest relative difference first."""
    rows = []
    for gradient in gradients:
        info, measures = profile.indicators[gradient.indicator_code], gradient.measures
        if measures is None or measures.sii is None or measures.rii is None or measures.par is None:
            continue
        values = gradient.groups["waarde"]
        row = {
            "info": info,
            "laagste": values.iloc[0],
            "hoogste": values.iloc[-1],
            "orde": -abs(measures.rii.value),
        }
        measured = {"sii": _measure(measures.sii, 1), "rii": _measure(measures.rii, 2)}
        rows.append({**row, **measured, "par": _measure(measures.par, 0, 100)})
    rows.sort(key=lambda row: (row["orde"], row["info"].naam))
    return table_of(zin, "tabel", rows, waar=place)


def _measure(measure: Measure, decimals: int, factor: float = 1.0) -> str:
    value = getal(measure.value * factor, decimals, teken=True)
    if measure.lower is None or measure.upper is None:
        return value
    return f"{value} ({bereik(measure.lower * factor, measure.upper * factor, decimals)})"


def trend_table(profile: Profile, zin: Zinnen) -> str:
    """Every series of at least two years: first and last figure, the trend or why there is no statement."""
    table = indicator_table(profile)
    table = table[table["actueel"] & table["jaren"].map(lambda years: isinstance(years, tuple) and len(years) > 1)]
    table = with_course(profile, table).sort_values(["verloop", "naam", "leeftijd"])
    return table_of(zin, "tabel", records(profile, table))


def with_course(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """The table with, in words, how each figure goes through the years (`verloop`)."""
    rows = table.rename(columns={"trend": "richting", "code": "_", "code_trend": "code"}).to_dict("records")
    return table.assign(verloop=[tell_course(profile.indicators[row["indicator_code"]], row) for row in rows])
