"""The survey figures of regions beside each other: a chart of where they differ, and all of them in tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.judged import in_words
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, hoofdletter, leeftijd_naam, naam_in_zin, onderwerp
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.numbers import bereik, opsomming, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.rapport import load_messages
from regiobeeld.profile.model import Profile
from regiobeeld.profile.phrase import is_past

SAME_YEAR = (
    "Alleen cijfers van dezelfde leeftijd, hetzelfde jaar en dezelfde tabel staan naast elkaar. Een verschil heet "
    "aantoonbaar als het meer is dan toeval, ook na correctie voor alle vergelijkingen op deze pagina samen. De "
    "cijfers zijn niet gecorrigeerd voor leeftijd: een gebied met meer ouderen kan daardoor anders uitkomen."
)


def figures_chapter(profiles: Sequence[Profile], rows: pd.DataFrame) -> Hoofdstuk:
    """The survey figures: a chart of where they differ most, and all of them in a table with the judgement."""
    chapter = Hoofdstuk("cijfers", "Leefstijl en gezondheid")
    chapter.toevoegen(hoofdstuk_intro(_count(profiles, rows)), alinea(SAME_YEAR))
    if rows.empty:
        return chapter
    chapter.toevoegen(_chart(profiles, rows))
    first = profiles[0]
    for age in load_portraits().vergelijking.leeftijden:
        some = rows[rows["leeftijd"] == age]
        if len(some):
            shows = (
                f"{hoofdletter(leeftijd_naam(age))}: alle cijfers, en hoe {naam_in_zin(first.naam)} zich verhoudt"
            )
            whole = tabel_html(
                _numbers(profiles, some), f"{shows}, met de intervallen apart", code=f"getallen-{age}"
            )
            read = tabel_html(
                _table(profiles, some), f"{shows}; tussen haakjes het 95%-interval", code=f"lees-{age}"
            )
            chapter.toevoegen(read, _folded("Bekijk de cijfers met hun marges apart", whole))
    used = rows[["indicator_code", "jaar", "tabel_code"]].drop_duplicates(["tabel_code", "jaar"])
    lines = [bronregel(first, code, year) for code, year, _ in used.itertuples(index=False)]
    chapter.toevoegen(*(bijschrift(line) for line in dict.fromkeys(lines)))
    return chapter


def _folded(summary: str, html: str) -> str:
    return f'<details class="cijfers"><summary>{summary}</summary>{html}</details>'


def _count(profiles: Sequence[Profile], rows: pd.DataFrame) -> str:
    """How many figures differ demonstrably, per other region."""
    first = profiles[0].naam
    if rows.empty:
        names = opsomming(profile.naam for profile in profiles)
        return f"Voor {names} zijn er geen enquêtecijfers van hetzelfde jaar."
    told = []
    for other in profiles[1:]:
        some = rows[rows["regio"] == other.naam]
        sure = some[some["overleeft"].astype(bool)]
        worse = int(sure["klasse"].astype(str).str.contains("ongunstiger").sum())
        better = int(sure["klasse"].astype(str).str.contains("gunstiger").sum()) - worse
        verb = "was" if is_past(int(rows["jaar"].max()), profiles[0].heden) else "is"
        told.append(
            f"Van de {len(some)} cijfers {verb} {naam_in_zin(first)} op {worse} aantoonbaar ongunstiger en op "
            f"{better} aantoonbaar gunstiger dan "
            f"{naam_in_zin(other.naam)}."
        )
    return " ".join(told)


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
    newest = own["jaar"].max()
    names = [hoofdletter(onderwerp(first.indicators[code])) for code in own["indicator_code"]]
    dated = [name if year == newest else f"{name} ({year})" for name, year in zip(names, own["jaar"], strict=True)]
    return pd.DataFrame({f"Onderwerp, {newest}": dated})


def _words(some: pd.DataFrame) -> list[str]:
    return [
        _word(klasse, sure, why)
        for klasse, sure, why in zip(some["klasse"], some["overleeft"], some["reden"], strict=True)
    ]


def _word(klasse: object, sure: object, why: object) -> str:
    return in_words(klasse, bool(sure)) if isinstance(klasse, str) else f"geen oordeel: {why}"


def _furthest(rows: pd.DataFrame) -> tuple[list[str], pd.Series]:
    """The figures that differ most, demonstrable ones first and one per topic; and which are demonstrable."""
    messages = load_messages()
    told = rows[~rows["indicator_code"].isin(list(messages.niet_vertellen))]
    told = told if len(told) else rows
    groups = told.groupby("indicator_code")
    certain = groups["overleeft"].max().astype(bool)
    apart = groups["waarde"].max() - groups["waarde"].min()
    order = pd.DataFrame({"zeker": certain, "afstand": apart}).sort_values(
        ["zeker", "afstand"], ascending=[False, False], kind="stable"
    )
    topics = pd.Series([messages.topic(str(code)) or code for code in order.index], index=order.index)
    first = topics.drop_duplicates().index
    return [str(code) for code in first[: load_portraits().vergelijking.figuur]], certain


def _chart(profiles: Sequence[Profile], rows: pd.DataFrame) -> Figuur:
    """The topics on which the regions lie furthest apart, with intervals."""
    first, rules = profiles[0], load_portraits().vergelijking
    age = rules.leeftijden[0]
    some = rows[rows["leeftijd"] == age]
    some = some if len(some) else rows
    chosen, certain = _furthest(some)
    parts = pd.concat([some[some["indicator_code"] == code] for code in chosen])
    frame = pd.DataFrame(
        {
            "groep": [hoofdletter(onderwerp(first.indicators[code])) for code in parts["indicator_code"]],
            "reeks": parts["regio"].to_numpy(),
            "waarde": parts["waarde"].to_numpy(),
            "ondergrens": parts["ondergrens"].to_numpy(),
            "bovengrens": parts["bovengrens"].to_numpy(),
        }
    )
    years = sorted(set(parts["jaar"]))
    sure = [hoofdletter(onderwerp(first.indicators[code])) for code in chosen if certain[code]]
    title = (
        f"Aantoonbaar verschil: {opsomming([name.lower() for name in sure[:3]])}"
        if sure
        else "Geen verschil is aantoonbaar"
    )
    shown = frame.set_axis(["Onderwerp", "Gebied", "Cijfer (%)", "Ondergrens", "Bovengrens"], axis=1)
    alt = "; ".join(f"{row.groep}, {row.reeks}: {procent(row.waarde)}" for row in frame.itertuples())
    return Figuur(
        code="vergelijking-van-gebieden",
        titel=title,
        ondertitel=f"{hoofdletter(leeftijd_naam(age))}, {', '.join(map(str, years))}; enquête. De onderwerpen "
        "waarop de gebieden het verst uit elkaar liggen",
        alt=f"{alt}.",
        bron=bronregel(first, chosen[0], years[-1]),
        teken=lambda formaat: groepsstaven(frame, "%", 1, formaat),
        tabel=shown,
        toelichting="Het zwarte lijntje in een staaf is het 95%-interval.",
        decimalen=1,
    )
