"""A block as the report declares it, for tests of the function that makes it."""

from __future__ import annotations

from typing import Any

from regiobeeld.catalog.chapters import AnyBlock, the_block
from regiobeeld.profile.model import Profile
from regiobeeld.report.builders import BUILDERS
from regiobeeld.report.sentences import Zinnen, region_facts


def declared(profile: Profile, model: type[AnyBlock], **changes: Any) -> tuple[Profile, AnyBlock, Zinnen]:
    """What the function of a block is called with: the profile, the first block of this kind, its sentences."""
    block = the_block(model).model_copy(update=changes)
    return profile, block, Zinnen("voorbeeld.toml: blok 1", block.zinnen, region_facts(profile))


def show(profile: Profile, block: Any) -> Any:
    """What a block of a chapter shows for this region."""
    zin = Zinnen("voorbeeld.toml: blok 1", block.zinnen, region_facts(profile))
    return BUILDERS[block.soort](profile, block, zin)
