"""The survey figures of regions beside each other: a chart of where they differ, and all of them in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.judged import in_words
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, naam_in_zin, onderwerp
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.frames import is_true
from regiobeeld.numbers import bereik, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.rapport import load_messages
from regiobeeld.outline.sentences import Zinnen, hoofdletter, kleine_letter
from regiobeeld.profile.model import Profile

_SHOWN = 1
"""Decimals of a difference: what is equal as shown is a tie."""


def figures_chapter(profiles: Sequence[Profile], rows: pd.DataFrame, zin: Zinnen) -> Hoofdstuk:
    """The survey figures: a chart of where they differ most, and all of them in a table with the judgement."""
    chapter = Hoofdstuk("cijfers", zin("cijfers"), ook_smal=True)
    first, ages = profiles[0], _ages(rows)
    chapter.toevoegen(hoofdstuk_intro(zin("telling", **_count(profiles, rows, ages))), alinea(zin("zelfde_jaar")))
    if rows.empty:
        return chapter
    chapter.toevoegen(_chart(profiles, rows[rows["leeftijd"] == ages[0]], zin))
    for age in ages:
        some = rows[rows["leeftijd"] == age]
        read = tabel_html(_table(profiles, some), zin("tabel", leeftijd=age), code=f"lees-{age}")
        whole = tabel_html(_numbers(profiles, some), zin("tabel_apart", leeftijd=age), code=f"getallen-{age}")
        chapter.toevoegen(read, _folded(zin("apart"), whole))
    chapter.toevoegen(*(bijschrift(line) for line in _source_lines(first, rows)))
    return chapter


def _ages(rows: pd.DataFrame) -> list[str]:
    """The age groups that have figures, in the declared order."""
    known = set(rows["leeftijd"]) if len(rows) else set()
    return [age for age in load_portraits().vergelijking.leeftijden if age in known]


def _source_lines(first: Profile, rows: pd.DataFrame) -> list[str]:
    """The line of every table and year of which figures are shown."""
    used = rows[["indicator_code", "jaar", "tabel_code"]].drop_duplicates(["tabel_code", "jaar"])
    lines = [bronregel(first, code, year) for code, year, _ in used.itertuples(index=False)]
    return list(dict.fromkeys(lines))


def _folded(summary: str, html: str) -> str:
    return f'<details class="cijfers"><summary>{summary}</summary>{html}</details>'


def _count(profiles: Sequence[Profile], rows: pd.DataFrame, ages: Sequence[str]) -> dict[str, Any]:
    """How many figures there are, and on how many the first region differs demonstrably, per other region."""
    own = rows[rows["regio"] == profiles[0].naam] if len(rows) else rows
    return {
        "namen": [naam_in_zin(profile.naam) for profile in profiles],
        "cijfers": len(own),
        "leeftijden": ages,
        "jaar": int(rows["jaar"].max()) if len(rows) else profiles[0].peiljaar,
        "andere": [_beside(rows[rows["regio"] == other.naam], other) for other in profiles[1:]]
        if len(rows)
        else [],
    }


def _beside(some: pd.DataFrame, other: Profile) -> dict[str, Any]:
    words = some.loc[some["overleeft"].astype(bool), "klasse"].astype(str).str.split().str[-1]
    return {
        "naam": naam_in_zin(other.naam),
        "ongunstiger": int((words == "ongunstiger").sum()),
        "gunstiger": int((words == "gunstiger").sum()),
        "neutraal": int(words.isin(["hoger", "lager"]).sum()),
    }


def _table(profiles: Sequence[Profile], rows: pd.DataFrame) -> pd.DataFrame:
    """To read: a figure with its interval in one cell, and beside each other region the judgement."""
    first, (own, *_), table = profiles[0], _sides(profiles, rows), _topics(profiles[0], rows)
    for profile, some in zip(profiles, _sides(profiles, rows), strict=True):
        table[profile.naam] = [
            f"{procent(value)} ({bereik(low, high)})"
            for value, low, high in zip(some["waarde"], some["ondergrens"], some["bovengrens"], strict=True)
        ]
        if profile is not first:
            table[f"{first.naam} naast {profile.naam}"] = _words(some)
    table["Nederland"] = [procent(value) for value in own["nl"]]
    return table.sort_values(table.columns[0], ignore_index=True)


def _numbers(profiles: Sequence[Profile], rows: pd.DataFrame) -> pd.DataFrame:
    """To calculate with: every number in a column of its own."""
    table = _topics(profiles[0], rows)
    for profile, some in zip(profiles, _sides(profiles, rows), strict=True):
        table[f"{profile.naam} (%)"] = some["waarde"].to_numpy()
        table[f"{profile.naam}, ondergrens"] = some["ondergrens"].to_numpy()
        table[f"{profile.naam}, bovengrens"] = some["bovengrens"].to_numpy()
        if profile is not profiles[0]:
            table[f"{profiles[0].naam} naast {profile.naam}"] = _words(some)
    return table.sort_values(table.columns[0], ignore_index=True)


def _sides(profiles: Sequence[Profile], rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each region, in one order."""
    return [rows[rows["regio"] == profile.naam].sort_values(["indicator_code", "jaar"]) for profile in profiles]


def _topics(first: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """The subjects; the year stands behind one that is older than the newest."""
    own = _sides([first], rows)[0]
    return pd.DataFrame({f"Onderwerp, {own['jaar'].max()}": _dated(first, own)})


def _dated(first: Profile, rows: pd.DataFrame) -> list[str]:
    """The subject of every row, with its year when that is not the newest of them."""
    newest = rows["jaar"].max()
    names = [hoofdletter(onderwerp(first.indicators[code])) for code in rows["indicator_code"]]
    return [name if year == newest else f"{name} ({year})" for name, year in zip(names, rows["jaar"], strict=True)]


def _words(some: pd.DataFrame) -> list[str]:
    rows = zip(some["klasse"], some["overleeft"], some["reden"], strict=True)
    return [_word(klasse, sure, why) for klasse, sure, why in rows]


def _word(klasse: object, sure: object, why: object) -> str:
    return in_words(klasse, bool(sure)) if isinstance(klasse, str) else f"geen oordeel: {why}"


def _furthest(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures on which the first region lies furthest from another: demonstrable ones first, one per topic.

    Returns:
        Index indicator_code; zeker (demonstrable), afstand (points, of what is demonstrable where anything is).
    """
    messages = load_messages()
    told = rows[~rows["indicator_code"].isin(list(messages.niet_vertellen))]
    told = (told if len(told) else rows).dropna(subset=["verschil"])
    sure = is_true(told["overleeft"])
    certain = sure.groupby(told["indicator_code"]).any()
    counts = told[sure | ~told["indicator_code"].map(certain).astype(bool)]
    apart = counts["verschil"].abs().groupby(counts["indicator_code"]).max()
    order = pd.DataFrame({"zeker": certain, "afstand": apart}).sort_values(
        ["zeker", "afstand"], ascending=[False, False], kind="stable"
    )
    topics = pd.Series([messages.topic(str(code)) or code for code in order.index], index=order.index)
    return order.loc[topics.drop_duplicates().index].head(load_portraits().vergelijking.figuur)


def _chart(profiles: Sequence[Profile], rows: pd.DataFrame, zin: Zinnen) -> Figuur:
    """The topics on which the first region lies furthest from another, with intervals.

    Args:
        rows: of one age group.
    """
    first, chosen = profiles[0], _furthest(rows)
    parts = pd.concat([rows[rows["indicator_code"] == code] for code in chosen.index])
    frame = pd.DataFrame(
        {
            "groep": _dated(first, parts),
            "reeks": parts["regio"].to_numpy(),
            "waarde": parts["waarde"].to_numpy(),
            "ondergrens": parts["ondergrens"].to_numpy(),
            "bovengrens": parts["bovengrens"].to_numpy(),
        }
    )
    return special_figure(
        "vergelijking-van-gebieden",
        zin,
        _facts(first, parts, chosen, frame),
        bron="; ".join(
            line.removeprefix("Bron: ") if number else line
            for number, line in enumerate(_source_lines(first, parts))
        ),
        teken=lambda formaat: groepsstaven(frame, "%", 1, formaat),
        tabel=frame.set_axis(["Onderwerp", "Gebied", "Cijfer (%)", "Ondergrens", "Bovengrens"], axis=1),
    )


def _facts(first: Profile, parts: pd.DataFrame, chosen: pd.DataFrame, frame: pd.DataFrame) -> Mapping[str, Any]:
    """What the sentences of the chart speak of; `grootste` are all that have the largest difference as shown."""
    sure = chosen[chosen["zeker"]]
    shown = sure["afstand"].round(_SHOWN)
    most = [kleine_letter(onderwerp(first.indicators[str(code)])) for code in sure.index[shown == shown.max()]]
    return {
        "leeftijd": parts["leeftijd"].iloc[0],
        "jaar": int(parts["jaar"].max()),
        "jaren": [str(year) for year in sorted(set(parts["jaar"]))],
        "onderwerpen": len(chosen),
        "zeker": len(sure),
        "grootste": most,
        "rijen": frame.to_dict("records"),
    }
