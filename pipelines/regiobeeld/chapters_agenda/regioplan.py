"""Regioplan: where the goals of the region stand; only where a plan with goals exists (`plannen/<plan>.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import code_of, subtitle
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.previous import dutch_day, earlier_verdicts, home_of, read_verdicts
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, hoofdletter, leeftijd_naam, onderwerp
from regiobeeld.effect.monitor import ON_COURSE, UNKNOWN, Stand, follow_goals, per_wijk
from regiobeeld.effect.plan import Plan, plans_of
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import bereik, met_eenheid
from regiobeeld.profile.model import Profile
from regiobeeld.timelines.tijdlijn import Pad, tijdlijn

RULE = (
    "De regel: van de nulmeting naar het doel loopt een rechte lijn. Ligt het hele 95%-interval van de laatste "
    "meting aan de goede kant van die lijn, dan is het doel op koers; ligt het helemaal aan de andere kant, dan "
    "niet. Ligt de lijn binnen het interval, dan is het niet te zeggen. Een geteld cijfer heeft geen interval: "
    "daar telt het cijfer zelf. Of een plan de verandering gaf, zegt dit niet; daarvoor is de effectmeting."
)
MOST_WIJKEN = 60


def regioplan_chapter(profile: Profile) -> Hoofdstuk:
    """The goals of every plan of this region; empty when there is none."""
    chapter = Hoofdstuk("regioplan", "Regioplan: liggen de doelen op koers?")
    plans = plans_of(profile.region)
    if not plans:
        return chapter
    chapter.toevoegen(hoofdstuk_intro(RULE))
    history = read_verdicts(home_of(profile))
    for name, plan in plans.items():
        stands = follow_goals(profile, plan)
        chapter.toevoegen(paragraaf(plan.naam, f"plan-{name}"), *_introduce(plan), _overview(stands))
        for stand in stands:
            chapter.toevoegen(goal_figure(plan, profile, stand), _wijken(profile, stand))
        chapter.toevoegen(_earlier(history, verdict_rows(name, stands), stands))
    return chapter


def verdicts_of(profile: Profile) -> list[dict[str, Any]]:
    """What this build says of every goal, for the history."""
    plans = plans_of(profile.region).items()
    return [row for name, plan in plans for row in verdict_rows(name, follow_goals(profile, plan))]


def verdict_rows(name: str, stands: Sequence[Stand]) -> list[dict[str, Any]]:
    """One row per goal; see `previous.VERDICT_COLUMNS`."""
    return [
        {
            "plan": name,
            "doel": stand.code,
            "waarde": float(stand.doel.waarde),
            "jaar": stand.doel.jaar,
            "meetjaar": float(stand.nu["jaar"]) if stand.nu else float("nan"),
            "gemeten": stand.nu["waarde"] if stand.nu else float("nan"),
            "nodig": float("nan") if stand.nodig is None else stand.nodig,
            "oordeel": stand.oordeel,
        }
        for stand in stands
    ]


def _introduce(plan: Plan) -> list[str]:
    parts = [alinea(plan.toelichting)] if plan.toelichting else []
    if plan.verzonnen:
        parts.append(waarschuwing("Dit plan is verzonnen, om te oefenen. De cijfers zijn echt.", "Voorbeeld"))
    return parts


def _overview(stands: Sequence[Stand]) -> str:
    """One row per goal: where it started, where it is, where it should be, the verdict."""
    rows = [
        {
            "Doel": f"{name_of(stand)} ({stand.doel.eigenaar})",
            "Oordeel": stand.oordeel + (f": {stand.reden}" if stand.reden else ""),
            "Nu": _dated(stand, stand.nu, with_interval=True),
            "Nodig nu": _value(stand, stand.nodig),
            "Het doel": f"{_value(stand, stand.doel.waarde)} in {stand.doel.jaar}",
            "Nulmeting": _dated(stand, stand.basis),
        }
        for stand in stands
    ]
    return tabel_html(pd.DataFrame(rows), "De doelen, en of zij op koers liggen")


def name_of(stand: Stand) -> str:
    """The goal in words: "overgewicht, 65 jaar en ouder, Almelo"."""
    age = "" if stand.leeftijd == "totaal" else f", {leeftijd_naam(stand.leeftijd)}"
    return hoofdletter(onderwerp(stand.info)) + age + (f", {stand.gebied}" if stand.doel.gebied else "")


def _value(stand: Stand, value: float | None) -> str:
    return met_eenheid(value, stand.info.eenheid, stand.info.decimalen)


def _dated(stand: Stand, row: Any, with_interval: bool = False) -> str:
    if row is None:
        return "–"
    margin = bereik(row["ondergrens"], row["bovengrens"], stand.info.decimalen)
    margin = f"; {margin}" if with_interval and margin != "–" else ""
    return f"{_value(stand, row['waarde'])} ({int(row['jaar'])}{margin})"


def goal_figure(plan: Plan, profile: Profile, stand: Stand) -> Figuur | None:
    """The measured series with its intervals and the line to the goal; None without a figure."""
    rows, info, goal = stand.rijen, stand.info, stand.doel
    if rows.empty:
        return None
    drawn = rows[["jaar", "waarde", "ondergrens", "bovengrens"]].assign(reeks=stand.gebied)
    path = []
    if stand.basis is not None:
        line = ((goal.nulmeting, goal.jaar), (stand.basis["waarde"], float(goal.waarde)))
        path = [Pad(f"Doel {goal.jaar}:", *line, punt=True)]
    first, last = int(rows["jaar"].min()), int(rows["jaar"].max())
    years: int | str = first if first == last else f"{first}–{last}"
    invented = ". Verzonnen voorbeeld" if plan.verzonnen else ""
    return Figuur(
        code=code_of("doel", info.code, stand.leeftijd, stand.gebied_code),
        titel=title_of_goal(stand),
        ondertitel=subtitle(
            info, stand.leeftijd, years, f"{stand.gebied}, met stippellijn naar het doel{invented}"
        ),
        alt=_describe(stand),
        bron=f"{bronregel(profile, info.code, years, waarneming=rows)}; doel: {goal.eigenaar}",
        teken=lambda formaat: tijdlijn(drawn, stand.gebied, info.eenheid, info.decimalen, path, None, formaat),
        tabel=_table(stand),
        decimalen=info.decimalen,
    )


def title_of_goal(stand: Stand) -> str:
    """The verdict as a sentence; without one the reason."""
    name = name_of(stand)
    if stand.nu is None or stand.oordeel == UNKNOWN:
        return f"{name}: niet te zeggen of het doel op koers ligt, want {stand.reden}"
    seen, needed = _value(stand, stand.nu["waarde"]), _value(stand, stand.nodig)
    verdict = "op koers" if stand.oordeel == ON_COURSE else "niet op koers"
    return f"{name}: {verdict}, {seen} in {int(stand.nu['jaar'])} waar {needed} nodig was"


def _describe(stand: Stand) -> str:
    pairs = zip(stand.rijen["jaar"], stand.rijen["waarde"], strict=True)
    told = ", ".join(f"{int(year)}: {_value(stand, value)}" for year, value in pairs)
    return f"{name_of(stand)} in {stand.gebied}. {told}. Het doel is {_value(stand, stand.doel.waarde)} in " + (
        f"{stand.doel.jaar}."
    )


def _table(stand: Stand) -> pd.DataFrame:
    rows = stand.rijen
    table = pd.DataFrame({"Jaar": rows["jaar"].astype(str), stand.gebied: rows["waarde"]})
    if rows["ondergrens"].notna().any():
        table["Ondergrens"], table["Bovengrens"] = rows["ondergrens"], rows["bovengrens"]
    return table.reset_index(drop=True)


def _wijken(profile: Profile, stand: Stand) -> str | None:
    """ "Uitkomst per wijk over de jaren", for counted figures."""
    found = per_wijk(profile, stand)
    if found.empty or len(found) > MOST_WIJKEN * 5:
        return None
    years = [int(year) for year in found.columns]
    table = pd.DataFrame(
        {
            "Wijk": [wijk_naam(profile.names.get(code, code)) for code in found.index],
            "Gemeente": [profile.names.get(profile.wijk_gemeente[code], "") for code in found.index],
            **{str(year): found[year].to_numpy() for year in found.columns},
        }
    ).sort_values(["Gemeente", "Wijk"])
    caption = f"Uitkomst per wijk over de jaren: {name_of(stand)} ({years[0]}–{years[-1]})"
    body = tabel_html(table, caption, decimalen=stand.info.decimalen, sorteerbaar=True)
    return f'<details class="cijfers"><summary>Bekijk de wijken</summary>\n{body}\n</details>'


def _earlier(history: pd.DataFrame, rows: list[dict[str, Any]], stands: Sequence[Stand]) -> str | None:
    """What earlier builds said other than this one."""
    found = earlier_verdicts(history, rows)
    known = {stand.code: stand for stand in stands}
    found = found[found["doel"].isin(list(known)) & found["plan"].isin([row["plan"] for row in rows])]
    if found.empty:
        return None
    table = pd.DataFrame(
        {
            "Doel": [name_of(known[code]) for code in found["doel"]],
            "Gezegd op": [dutch_day(day) for day in found["gemaakt"]],
            "Oordeel toen": found["oordeel"].to_numpy(),
            "Meting": [
                "–" if pd.isna(year) else f"{_value(known[code], value)} ({int(year)})"
                for code, year, value in zip(found["doel"], found["meetjaar"], found["gemeten"], strict=True)
            ],
            "Doel toen": [
                f"{_value(known[code], value)} in {year}"
                for code, value, year in zip(found["doel"], found["waarde"], found["jaar"], strict=True)
            ],
        }
    )
    return "\n".join([tabel_html(table, "Wat eerdere regiobeelden zeiden"), bijschrift("Alleen wat anders was.")])
