"""Wat is er veranderd in de prognose en de kruising: how much, why, and what of it a reader notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from regiobeeld.blocks.blocks import alinea, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.claims.marks import plain
from regiobeeld.needs.computed import (
    BASE,
    CROSSING,
    IN_GROUP,
    KINDS,
    PEOPLE,
    PROJECTION,
    find_computed_changes,
)
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import OLD, SENIOR, groep_naam
from regiobeeld.numbers import getal, met_eenheid, round_off
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import Profile

_SHOWN_AGES = ("totaal", SENIOR, OLD)
_DIGITS, _MOST = 3, 30


def computed_blocks(profile: Profile, before: pd.DataFrame | None, now: pd.DataFrame) -> Iterator[Blok | None]:
    """Both parts under their own heading; one line when the earlier build did not keep them."""
    zin = shared(profile, "veranderd_berekend")
    if before is None:
        yield alinea(zin("onbekend"))
        return
    changes = find_computed_changes(before, now)
    for part, table in {PROJECTION: _people, CROSSING: _areas}.items():
        found = changes[changes["deel"] == part]
        if now["deel"].eq(part).any() or len(found):
            yield paragraaf(zin(part), f"veranderd-{part}")
            yield alinea(tell(found))
            yield table(profile, found, zin) if len(found) else None


def tell(changes: pd.DataFrame) -> str:
    """How many results are different, and for which reasons; how often only where there are more reasons."""
    zin, counts = said_by("veranderd_berekend", {}), changes["waarom"].value_counts()
    reasons = {kind: _why(kind) for kind in KINDS if kind in counts}
    told = [zin("reden", keer=counts[kind], waarom=why) for kind, why in reasons.items()]
    return zin("anders", getallen=len(changes), redenen=told if len(told) > 1 else list(reasons.values()))


def _why(kind: str) -> str:
    return said_by("veranderd_berekend_waarom", {})(kind)


def _people(profile: Profile, changes: pd.DataFrame, zin: Zinnen) -> str | None:
    """What is expected of the region itself, in the year that the report is about."""
    outlook = outlook_of(profile)
    own = changes[
        (changes["gebied_code"] == profile.code)
        & (changes["scenario"] == BASE)
        & (changes["jaar"] == outlook.rules.rapport.kernjaar)
        & ~changes["wat"].isin(_weighted(outlook.zorgvraag))
        & (changes["wat"].ne(PEOPLE) | changes["leeftijd"].isin(_SHOWN_AGES))
    ].head(_MOST)
    if own.empty:
        return None
    about = outlook.zorgvraag.drop_duplicates("onderdeel_code").set_index("onderdeel_code")
    names: dict[str, str] = dict(zip(about.index, about["onderdeel_naam"], strict=True))
    units: dict[str, str] = dict(zip(about.index, about["eenheid"], strict=True))
    told = []
    for row in own.to_dict("records"):
        what, unit = row["wat"], units.get(row["wat"], "")
        amounts = {"was": _amount(row["was"], unit), "nu": _amount(row["is"], unit)}
        facts = {"wat": _name(what, row["leeftijd"], names), "waarom": _why(row["waarom"])}
        told.append(said_by("veranderd_verwacht_rij", {**facts, **amounts}).rij())
    rows = pd.DataFrame(told)
    rows = rows[rows["Was"].map(plain) != rows["Is"].map(plain)]
    caption = zin("verwacht", jaar=outlook.rules.rapport.kernjaar)
    return tabel_html(_without_one_reason(rows), caption) if len(rows) else None


def _without_one_reason(rows: pd.DataFrame) -> pd.DataFrame:
    """The reason stands in the sentence above the table when it is the same everywhere."""
    return rows.drop(columns="Waarom") if rows["Waarom"].nunique() == 1 else rows


def _weighted(need: pd.DataFrame) -> set[str]:
    """Parts in residents weighed by what they use: a measure to compute with, not one to read."""
    return set(need.loc[need["eenheid"] == "gewogen inwoners", "onderdeel_code"])


def _name(what: str, age: str, names: Mapping[str, str]) -> str:
    if what != PEOPLE:
        return names.get(what, what)
    return "inwoners" if age == "totaal" else groep_naam(age)


def _amount(value: float, unit: str) -> str:
    if unit == "verhouding":
        return getal(value, 1)
    return met_eenheid(round_off(value, _DIGITS) if pd.notna(value) else value, "euro" if unit == "euro" else "")


def _areas(profile: Profile, changes: pd.DataFrame, zin: Zinnen) -> str | None:
    """The gemeenten and wijken of which it became otherwise whether low SES and lifestyle come together."""
    found = changes[changes["wat"] == IN_GROUP]
    if found.empty:
        return None
    say = shared(profile, "veranderd_samen_rij", namen=profile.names)
    rows = pd.DataFrame(
        [
            say.rij(
                rij=row, waarom=_why(row["waarom"]), **{n: zin("groep", in_groep=row[n]) for n in ("was", "is")}
            )
            for row in found.head(_MOST).to_dict("records")
        ]
    )
    return tabel_html(_without_one_reason(rows), zin("samen", rest=len(found) - _MOST))
