"""The words of the report: what groups, ages and kinds of figures are called (`sources/rapport/woorden.toml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Leeftijd, Soort


class Woorden(Model):
    """Names of places with an article or on an island, and names of groups, ages, kinds (long, short), gaps."""

    met_lidwoord: tuple[str, ...]
    eilanden: tuple[str, ...]
    groepen: dict[Leeftijd, str]
    leeftijden: dict[Leeftijd, str]
    soorten: dict[Soort, tuple[str, str]]
    ontbreekt: dict[str, str]
    geen_uitspraak: dict[str, str]

    @property
    def in_full(self) -> dict[str, str]:
        """Kind of figure -> its name in a source line."""
        return {kind: names[0] for kind, names in self.soorten.items()}

    @property
    def in_short(self) -> dict[str, str]:
        """Kind of figure -> its name in a cell of a table."""
        return {kind: names[1] for kind, names in self.soorten.items()}


@lru_cache(maxsize=4)
def load_words(sources: Path = paths.SOURCES) -> Woorden:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "woorden.toml", Woorden)
