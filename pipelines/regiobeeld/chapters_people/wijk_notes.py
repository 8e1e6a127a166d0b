"""What is said below a map of wijken: which gemeenten redrew them, and which have no figures for it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import WIJK_YEAR, aantal
from regiobeeld.claims.recorder import note_text
from regiobeeld.harmonise.link_findings import CHANGED, REFUSED_LINK
from regiobeeld.numbers import opsomming
from regiobeeld.profile.model import Profile

MOST_REASONS, MOST_NAMES = 3, 5


def changed_wijken(profile: Profile) -> str:
    """Which gemeenten of the region redrew their wijken between both years, and which have no figures for it."""
    found = profile.bevinding
    own = set(profile.region.gemeenten) | {f"GM{code[2:6]}" for code in profile.wijk_gemeente}
    found = found[found["gebied_code"].isin(own)]
    refused, changed = (found[found["code"] == code] for code in (REFUSED_LINK, CHANGED))
    return " ".join(part for part in (_tell_refused(profile, refused), _tell_changed(profile, changed)) if part)


def _tell_refused(profile: Profile, refused: pd.DataFrame) -> str:
    """Why there are no figures: the reason itself for a few gemeenten, their names for more."""
    if len(refused) <= MOST_REASONS:
        return note_text(" ".join(refused["tekst"]))
    van, tot = _years_of_link(profile)
    return shared(profile, "kaart")("geen_koppeling", namen=_names_of(profile, refused), van=van, tot=tot)


def _tell_changed(profile: Profile, changed: pd.DataFrame) -> str:
    if changed.empty:
        return ""
    (van, tot), is_one = _years_of_link(profile), changed["gebied_code"].nunique() == 1
    return shared(profile, "kaart")("veranderd", namen=_names_of(profile, changed), een=is_one, van=van, tot=tot)


def _names_of(profile: Profile, rows: pd.DataFrame) -> str:
    names = sorted({profile.name(code) for code in rows["gebied_code"]})
    return opsomming(names) if len(names) <= MOST_NAMES else aantal(len(names), "gemeente", "gemeenten")


def _years_of_link(profile: Profile) -> tuple[int, int]:
    """The indelingen of the lifestyle figures per wijk and of the map, the earlier one first."""
    rows = profile.herkomst_wijken.rows
    measured = rows.loc[rows["indicator_code"].isin(profile.herkomst_wijken.parts["leefstijl"]), "gebied_jaar"]
    first, last = sorted((int(measured.max()) if len(measured) else WIJK_YEAR, WIJK_YEAR))
    return first, last
