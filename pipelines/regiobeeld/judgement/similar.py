"""Comparable gemeenten and comparable regions, with their differences and how stable the list is. METHODEN 11."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from regiobeeld.judgement.reasons import refuse
from regiobeeld.profile.features import FEATURES, LOGGED, describe_region
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.once import once_for_all
from regiobeeld.stats.similar import Similar, find_similar

COUNT = 10
REGION_COUNTS = {"GG": 5, "VR": 5, "ZK": 5, "CR": 5, "PV": 3}
"""How many regions are called comparable: of 12 provinces at most three resemble each other at all."""
REGION_NAMES = {
    "GG": "GGD-regio's",
    "VR": "veiligheidsregio's",
    "ZK": "zorgkantoorregio's",
    "CR": "COROP-gebieden",
    "PV": "provincies",
}
_DEFAULT_KIND = "GG"


@once_for_all(maxsize=512)
def similar_gemeenten(profile: Profile, code: str) -> Similar:
    """The ten gemeenten of NL that are most like this one; refused with the reason when too little is known."""
    return find_similar(profile.kenmerken[list(FEATURES)], code, COUNT, log=LOGGED)


def region_kind(profile: Profile) -> str:
    """With which kind of area the region is compared: its own kind, else GGD-regio's."""
    kind = (profile.region.gebied_code or "")[:2]
    return kind if kind in REGION_COUNTS else _DEFAULT_KIND


@lru_cache(maxsize=4)
def similar_regions(profile: Profile) -> Similar:
    """The areas of the same kind (see `region_kind`) most like the region, without those that overlap it."""
    kind, own = region_kind(profile), set(profile.region.gemeenten)
    if profile.code == NEDERLAND or not profile.leden:
        empty = pd.DataFrame(columns=["afstand", "blijft", "verschilt_in"])
        return Similar(empty, "", None, (), (), refuse("geen_ander_gebied"))
    areas = {code: members for code, members in profile.leden.items() if code.startswith(kind)}
    overlap = [code for code, members in areas.items() if own & set(members) and code != profile.code]
    table = pd.DataFrame({code: describe_region(profile.kenmerken, members) for code, members in areas.items()}).T
    if profile.code not in table.index:
        table.loc[profile.code] = describe_region(profile.kenmerken, profile.region.gemeenten)
    return find_similar(table, profile.code, REGION_COUNTS[kind], log=LOGGED, exclude=overlap)


def comparable_members(profile: Profile) -> tuple[str, ...]:
    """The gemeenten the region is compared with: ten like it, or those of the comparable regions."""
    if profile.is_single:
        found = similar_gemeenten(profile, profile.region.gemeenten[0])
        return tuple(str(code) for code in found.neighbours.index)
    regions = similar_regions(profile).neighbours.index
    members = dict.fromkeys(code for region in regions for code in profile.leden[str(region)])
    return tuple(code for code in members if code not in profile.region.gemeenten)


def describe_differences(pairs: tuple[tuple[str, float], ...]) -> str:
    """ "meer 65-plussers, minder dicht bebouwd": in what an area clearly differs from the one in question."""
    words = [FEATURES[name].meer if gap > 0 else FEATURES[name].minder for name, gap in pairs]
    return ", ".join(words) if words else "niets in het oog springend"
