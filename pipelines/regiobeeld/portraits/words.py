"""The sentences of profiles and comparisons (`sources/rapport/portretten.toml`)."""

from __future__ import annotations

from regiobeeld.blocks.sentences import region_facts
from regiobeeld.outline.portraits import FILE, load_portraits
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def words_of_profile(profile: Profile) -> Zinnen:
    """Those of the profile of a gemeente."""
    return Zinnen(f"{FILE}: [profiel]", load_portraits().profiel.zin, region_facts(profile))


def words_of_wijk(profile: Profile, wijk: str) -> Zinnen:
    """Those of the profile of a wijk, which know its name; `profile`: of its gemeente."""
    return Zinnen(f"{FILE}: [wijk]", load_portraits().wijk.zin, {**region_facts(profile), "wijk": wijk})


def words_of_comparison(first: Profile) -> Zinnen:
    """Those of a comparison; the facts of the region are those of the first."""
    facts = region_facts(first)
    return Zinnen(
        f"{FILE}: [vergelijking]", load_portraits().vergelijking.zin, {**facts, "eerste": facts["de_regio"]}
    )
