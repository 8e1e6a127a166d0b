"""With which gemeenten an area is compared: those named in the plan, or comparable ones that do not border it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import pandas as pd

from regiobeeld.areas.regions import resolve_region
from regiobeeld.catalog.files import used_map
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.effect.plan import Plan
from regiobeeld.errors import UsageError
from regiobeeld.judgement.similar import COUNT
from regiobeeld.numbers import opsomming
from regiobeeld.profile.features import FEATURES, LOGGED
from regiobeeld.profile.model import Profile
from regiobeeld.stats.effect import MIN_AREAS
from regiobeeld.stats.similar import find_similar

PER_GEMEENTE = 3
"""How many comparable gemeenten each gemeente of an area of several brings in."""


@dataclass(frozen=True)
class Controls:
    """The comparison: codes (the most alike first), in words how they were chosen, and what to keep in mind."""

    codes: tuple[str, ...]
    how: str
    notes: tuple[str, ...] = ()


def choose_controls(profile: Profile, plan: Plan, own: Sequence[str], complete: Collection[str]) -> Controls:
    """The comparison areas of a plan, all with whole series.

    Args:
        own: the gemeenten of the plan.
        complete: the gemeenten that have a figure in every year that counts.

    Raises:
        UsageError: fewer than needed, or an area that is part of the plan itself.
    """
    chosen = (
        _automatic(profile, own, complete)
        if plan.is_automatic
        else _named(profile, plan.vergelijking, own, complete)
    )
    if len(chosen.codes) < MIN_AREAS:
        names = opsomming(profile.names.get(code, code) for code in chosen.codes) or "geen"
        what = f"er zijn te weinig gebieden om mee te vergelijken ({names}); {MIN_AREAS} is het minste"
        mend = 'Noem meer gemeenten, of schrijf vergelijking = "automatisch"'
        raise UsageError(what, "vergelijking", " ".join([mend, *chosen.notes]))
    return chosen


def _automatic(profile: Profile, own: Sequence[str], complete: Collection[str]) -> Controls:
    """The nearest gemeenten of each gemeente of the area (METHODEN 11), without the area and what borders it."""
    table = profile.kenmerken[list(FEATURES)]
    closed = {*own, *bordering(own), *(set(table.index) - set(complete))}
    count = COUNT if len(own) == 1 else PER_GEMEENTE
    lists = [
        find_similar(table, code, count, log=LOGGED, exclude=closed - {code}).neighbours.index
        for code in own
        if code in table.index
    ]
    found = [str(code) for ranked in zip_longest(*lists) for code in ranked if code is not None]
    per = (
        f"de {count} meest vergelijkbare gemeenten"
        if len(own) == 1
        else (f"van elke gemeente van het plan de {count} meest vergelijkbare")
    )
    how = f"{per}, zonder gemeenten die aan het gebied grenzen of waarvan een meting ontbreekt"
    return Controls(tuple(dict.fromkeys(found)), how)


def _named(profile: Profile, names: Iterable[str], own: Sequence[str], complete: Collection[str]) -> Controls:
    """The gemeenten (or those of the regions) that the plan names."""
    wanted = dict.fromkeys(code for name in names for code in resolve_region(name).gemeenten)
    inside = [code for code in wanted if code in own]
    if inside:
        what = f"{opsomming(profile.names[code] for code in inside)} hoort zelf bij het plan"
        raise UsageError(what, "vergelijking", "Vergelijk met gebieden waar de aanpak niet is")
    lacking = [profile.names[code] for code in wanted if code not in complete]
    near = [profile.names[code] for code in wanted if code in bordering(own) and code in complete]
    notes = []
    if lacking:
        notes.append(f"Zonder volledige metingen, en daarom niet gebruikt: {opsomming(lacking)}.")
    if near:
        notes.append(f"Grenst aan het gebied, zodat de aanpak er ook kan werken: {opsomming(near)}.")
    codes = tuple(code for code in wanted if code in complete)
    return Controls(codes, "de gemeenten die in het plan staan", tuple(notes))


def bordering(own: Iterable[str]) -> frozenset[str]:
    """The gemeenten that share a border with these, themselves not included."""
    inside, pairs = set(own), _borders()
    return frozenset(pairs.loc[pairs["gebied_code"].isin(inside), "buur_code"]) - inside


@lru_cache(maxsize=1)
def _borders() -> pd.DataFrame:
    features = json.loads(used_map("GM").path.read_text(encoding="utf-8"))["features"]
    return find_neighbours(features)
