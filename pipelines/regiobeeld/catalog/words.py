"""The words of the report: what groups, ages and kinds of figures are called (`sources/rapport/woorden.toml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Leeftijd, Soort


class Hulp(Model):
    """Where to find help, and the words that call for it."""

    woorden: tuple[str, ...]
    tekst: str

    def beside(self, *texts: str) -> str:
        """The sentence, when one of the texts is about it; else nothing."""
        told = " ".join(texts).lower()
        return self.tekst if any(word in told for word in self.woorden) else ""


class Woorden(Model):
    """Places with an article or on an island, and names of groups, ages, kinds (long, short), gaps and trends."""

    met_lidwoord: tuple[str, ...]
    eilanden: tuple[str, ...]
    groepen: dict[Leeftijd, str]
    leeftijden: dict[Leeftijd, str]
    soorten: dict[Soort, tuple[str, str]]
    ontbreekt: dict[str, str]
    geen_uitspraak: dict[str, str]
    verloop: dict[str, str]
    oordelen: dict[str, dict[str, str]]
    hulp: Hulp

    @property
    def in_full(self) -> dict[str, str]:
        """Kind of figure -> its name in a source line."""
        return {kind: names[0] for kind, names in self.soorten.items()}

    @property
    def in_short(self) -> dict[str, str]:
        """Kind of figure -> its name in a cell of a table."""
        return {kind: names[1] for kind, names in self.soorten.items()}


NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def say_minimum(raw: Any) -> Any:
    """A doelgroep as it was typed, with `{minimum}` in its sentences filled by the `minimum` of its trait."""
    if not isinstance(raw, dict):
        return raw
    traits = [raw[name] for name in ("eerste", "tweede") if isinstance(raw.get(name), dict)]
    most = max([int(trait.get("minimum", 1)) for trait in traits], default=1)
    for part, number in [(raw, most), *((trait, int(trait.get("minimum", 1))) for trait in traits)]:
        word = NUMBERS[number] if number < len(NUMBERS) else str(number)
        for name in ("toelichting", "zin", "zin_toen"):
            if isinstance(part.get(name), str):
                part[name] = part[name].replace("{minimum}", word)
    return raw


@lru_cache(maxsize=4)
def load_words(sources: Path = paths.SOURCES) -> Woorden:
    """The declaration. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / "rapport" / "woorden.toml", Woorden)
