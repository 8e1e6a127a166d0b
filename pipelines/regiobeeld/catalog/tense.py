"""From which age on a figure is spoken of in the past tense: `sources/rapport/tijd.toml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model


class Tijd(Model):
    """A figure more than `verleden_na_jaren` years older than the newest one is told in the past tense."""

    verleden_na_jaren: int = Field(ge=0, le=20)

    def is_past(self, jaar: int, heden: int) -> bool:
        """Whether a figure of `jaar` is past, seen from the year `heden`."""
        return heden - jaar > self.verleden_na_jaren


@lru_cache(maxsize=4)
def load_tense(sources: Path = paths.SOURCES) -> Tijd:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "tijd.toml", Tijd)
