"""Regioplan: where the goals of the region stand; only where a plan with goals exists (`plannen/<plan>.toml`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, fold, hoofdstuk_intro, met_tekst, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.common import code_of, subtitle
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.previous import dutch_day, earlier_verdicts, home_of, read_verdicts
from regiobeeld.blocks.sentences import met_maat, shared
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, leeftijd_naam, onderwerp
from regiobeeld.blocks.when import van_tot
from regiobeeld.effect.monitor import UNKNOWN, Stand, follow_goals, per_wijk
from regiobeeld.effect.plan import Plan, plans_of
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import LEEG, bereik
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile
from regiobeeld.timelines.tijdlijn import Pad, tijdlijn

MOST_FIGURES = 300
"""With more figures of wijken than this there is no table of them."""


def goals(profile: Profile, zin: Zinnen) -> Iterator[Blok | None]:
    """The goals of every plan of this region; nothing when there is none."""
    plans, history = plans_of(profile.region), read_verdicts(home_of(profile))
    if plans:
        yield hoofdstuk_intro(zin("regel"))
    for name, plan in plans.items():
        stands = follow_goals(profile, plan)
        yield paragraaf(plan.naam, f"plan-{name}")
        yield met_tekst(alinea, plan.toelichting)
        yield waarschuwing(zin("verzonnen"), zin("verzonnen_kop")) if plan.verzonnen else None
        rows = [_told(profile, stand, "doel_rij").rij() for stand in stands]
        yield tabel_html(pd.DataFrame(rows), zin("tabel"))
        for stand in stands:
            yield goal_figure(plan, profile, stand)
            yield _wijken(profile, stand, zin)
        yield _earlier(profile, history, verdict_rows(name, stands), stands, zin)


def _told(profile: Profile, stand: Stand, kind: str) -> Zinnen:
    """The sentences of one kind about a goal."""
    info = stand.info
    facts: dict[str, Any] = {
        "stand": stand,
        "doel": name_of(stand),
        "onbekend": UNKNOWN,
        "waarde": partial(met_maat, info=info),
        "gedateerd": partial(_dated, stand),
        "reeks": list(zip(stand.rijen["jaar"], stand.rijen["waarde"], strict=True)),
    }
    return shared(profile, kind, **facts)


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


def name_of(stand: Stand) -> str:
    """The goal in words: "overgewicht, 65 jaar en ouder, Almelo"."""
    age = "" if stand.leeftijd == "totaal" else f", {leeftijd_naam(stand.leeftijd)}"
    return hoofdletter(onderwerp(stand.info)) + age + (f", {stand.gebied}" if stand.doel.gebied else "")


def _dated(stand: Stand, row: Any, with_interval: bool = False) -> str:
    """ "20,1% (2024; 18,9–21,3)"."""
    if row is None:
        return LEEG
    margin = bereik(row["ondergrens"], row["bovengrens"], stand.info.decimalen) if with_interval else LEEG
    when = f"{int(row['jaar'])}" + ("" if margin == LEEG else f"; {margin}")
    return f"{met_maat(row['waarde'], stand.info)} ({when})"


def goal_figure(plan: Plan, profile: Profile, stand: Stand) -> Figuur | None:
    """The measured series with its intervals and the line to the goal; None without a figure."""
    rows, info, goal, zin = stand.rijen, stand.info, stand.doel, _told(profile, stand, "doel")
    if rows.empty:
        return None
    drawn = rows[["jaar", "waarde", "ondergrens", "bovengrens"]].assign(reeks=stand.gebied)
    path = []
    if stand.basis is not None:
        line = ((goal.nulmeting, goal.jaar), (stand.basis["waarde"], float(goal.waarde)))
        path = [Pad(zin("lijn"), *line, punt=True)]
    years = van_tot(sorted(rows["jaar"]))
    return special_figure(
        code_of("doel", info.code, stand.leeftijd, stand.gebied_code),
        zin,
        {"wat": subtitle(info, stand.leeftijd, years, zin("instelling", plan=plan))},
        bron=zin("bron", bron=bronregel(profile, info.code, years, waarneming=rows)),
        teken=lambda formaat: tijdlijn(drawn, stand.gebied, info.eenheid, info.decimalen, path, None, formaat),
        tabel=_table(stand),
        decimalen=info.decimalen,
    )


def _table(stand: Stand) -> pd.DataFrame:
    rows = stand.rijen
    table = pd.DataFrame({"Jaar": rows["jaar"].astype(str), stand.gebied: rows["waarde"]})
    if rows["ondergrens"].notna().any():
        table["Ondergrens"], table["Bovengrens"] = rows["ondergrens"], rows["bovengrens"]
    return table.reset_index(drop=True)


def _wijken(profile: Profile, stand: Stand, zin: Zinnen) -> str | None:
    """ "Uitkomst per wijk over de jaren", for counted figures."""
    found = per_wijk(profile, stand)
    if found.empty or len(found) > MOST_FIGURES:
        return None
    table = pd.DataFrame(
        {
            "Wijk": [wijk_naam(profile.names.get(code, code)) for code in found.index],
            "Gemeente": [profile.names.get(profile.wijk_gemeente[code], "") for code in found.index],
            **{str(year): found[year].to_numpy() for year in found.columns},
        }
    ).sort_values(["Gemeente", "Wijk"])
    caption = zin("wijken", doel=name_of(stand), van=int(found.columns[0]), tot=int(found.columns[-1]))
    body = tabel_html(table, caption, decimalen=stand.info.decimalen, sorteerbaar=True)
    return fold(zin("wijken_tonen"), body)


def _earlier(
    profile: Profile,
    history: pd.DataFrame,
    rows: list[dict[str, Any]],
    stands: Sequence[Stand],
    zin: Zinnen,
) -> str | None:
    """What earlier builds said other than this one."""
    found = earlier_verdicts(history, rows)
    known = {stand.code: stand for stand in stands}
    found = found[found["doel"].isin(list(known)) & found["plan"].isin([row["plan"] for row in rows])]
    if found.empty:
        return None
    lines = [
        _told(profile, known[row["doel"]], "doel_eerder").rij(dag=dutch_day(row["gemaakt"]), toen_gezegd=row)
        for row in found.to_dict("records")
    ]
    return "\n".join([tabel_html(pd.DataFrame(lines), zin("eerder")), bijschrift(zin("eerder_noot"))])
