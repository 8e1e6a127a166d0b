"""A block as the report declares it, for tests of the function that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.outline.blocks import Deel
from regiobeeld.outline.chapters import AnyBlock, load_chapters, the_block
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile
from regiobeeld.report.builders import BUILDERS
from regiobeeld.report.declared import declared_chapter


def declared(profile: Profile, model: type[AnyBlock], **changes: Any) -> tuple[Profile, AnyBlock, Zinnen]:
    """What the function of a block is called with: the profile, the first block of this kind, its sentences."""
    block = the_block(model).model_copy(update=changes)
    return profile, block, Zinnen.of(block, "voorbeeld.toml: blok 1", region_facts(profile))


def show(profile: Profile, block: Any) -> Any:
    """What a block of a chapter shows for this region."""
    zin = Zinnen.of(block, "voorbeeld.toml: blok 1", region_facts(profile))
    return BUILDERS[block.soort](profile, block, zin)


def chapter(profile: Profile, code: str) -> Hoofdstuk:
    """A chapter as the report declares it."""
    return declared_chapter(profile, load_chapters()[code])


def sentences_of(part: str, facts: Mapping[str, Any]) -> Zinnen:
    """The sentences of a part (`Deel`) of the report, with the facts of the region typed by the test."""
    blocks = (block for found in load_chapters().values() for block in found.blokken)
    block = next(block for block in blocks if isinstance(block, Deel) and block.naam == part)
    return Zinnen.of(block, f"voorbeeld.toml: {part}", {**facts, **block.grens})
