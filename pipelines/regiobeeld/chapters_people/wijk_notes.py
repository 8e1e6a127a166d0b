"""What is said below a map of wijken: which gemeenten redrew them, and which have no figures for it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import WIJK_YEAR
from regiobeeld.claims.recorder import note_text
from regiobeeld.harmonise.link_findings import CHANGED, REFUSED_LINK
from regiobeeld.profile.model import Profile

MOST_REASONS = 3
"""Of so many gemeenten the reasons themselves are told, of more their names."""


def changed_wijken(profile: Profile) -> str:
    """Which gemeenten of the region redrew their wijken between both years, and which have no figures for it."""
    found = profile.bevinding
    own = set(profile.region.gemeenten) | {f"GM{code[2:6]}" for code in profile.wijk_gemeente}
    found = found[found["gebied_code"].isin(own)]
    refused, changed = (found[found["code"] == code] for code in (REFUSED_LINK, CHANGED))
    is_told, (van, tot) = len(refused) <= MOST_REASONS, _years_of_link(profile)
    reasons = note_text(" ".join(refused["tekst"])) if is_told else ""
    names = {"geweigerd": [] if is_told else _names(profile, refused), "veranderd": _names(profile, changed)}
    return shared(profile, "kaart")("indeling", redenen=reasons, van=van, tot=tot, **names)


def _names(profile: Profile, rows: pd.DataFrame) -> list[str]:
    return sorted({profile.name(code) for code in rows["gebied_code"]})


def _years_of_link(profile: Profile) -> tuple[int, int]:
    """The indelingen of the lifestyle figures per wijk and of the map, the earlier one first."""
    rows = profile.herkomst_wijken.rows
    measured = rows.loc[rows["indicator_code"].isin(profile.herkomst_wijken.parts["leefstijl"]), "gebied_jaar"]
    first, last = sorted((int(measured.max()) if len(measured) else WIJK_YEAR, WIJK_YEAR))
    return first, last
