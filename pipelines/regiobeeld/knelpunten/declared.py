"""What may become a knelpunt: the rules of `sources/knelpunten/*.toml` (METHODEN 20)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from regiobeeld import paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Doelgroep, Leeftijd
from regiobeeld.errors import ContractError
from regiobeeld.wording import find_claims

FOLDER = "knelpunten"
LONGEST = 500


def _line(text: str) -> str:
    """One line that a reader can see whole, and that says no more than figures can carry."""
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for character in text):
        raise ValueError("in deze tekst staan tekens die niet te zien zijn")
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"hier hoort tekst van 1 tot {LONGEST} tekens")
    claims = find_claims(text)
    if claims:
        raise ValueError(f"deze tekst zegt meer dan cijfers kunnen dragen ({claims[0]})")
    return text.strip()


Regel = Annotated[str, AfterValidator(_line)]


class Grond(Model):
    """A figure that can be the ground of a knelpunt, once it is judged."""

    indicator: Code
    leeftijd: Leeftijd


class Oorzaak(Model):
    """A possible cause to talk about, and whether the partners can influence it."""

    tekst: Regel
    beinvloedbaar: bool


class Aanzet(Model):
    """A kind of action, and the public evidence base in which to look for what is known of it."""

    soort: Regel
    bewijs: Regel


class Inhoud(Model):
    """What is said of a knelpunt beside its figures. `vraag`: what to ask, `vraag_aan`: of whom."""

    naam: Regel
    themas: tuple[str, ...] = Field(min_length=1)
    knelpunt: Regel
    oorzaak: tuple[Oorzaak, ...] = Field(min_length=1)
    gevolg: Regel
    aanzet: tuple[Aanzet, ...] = Field(min_length=1)
    ontbreekt: tuple[Regel, ...] = ()
    vraag: Regel
    vraag_aan: tuple[Regel, ...] = Field(min_length=1)


class Knelpunt(Inhoud):
    """A rule: which judged figures make this friction.

    `grond`: survey figures; one that is judged unfavourable is enough. `verhouding`: code of a ratio of
    `sources/toekomst/zorgvraag.toml` that must fall beyond its band. `steun`: doelgroepen that support it (they
    rest on a model and are never the only ground); `steun_nodig`: without one of them found it is none.
    """

    iza: tuple[Doelgroep, ...] = ()
    grond: tuple[Grond, ...] = ()
    verhouding: Code | None = None
    steun: tuple[Code, ...] = ()
    steun_nodig: bool = False
    voortgang: Grond

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if bool(self.grond) == bool(self.verhouding):
            raise ValueError("geef óf 'grond' óf 'verhouding'")
        if self.steun_nodig and not self.steun:
            raise ValueError("'steun_nodig' vraagt om 'steun'")
        return self


@lru_cache(maxsize=4)
def load_rules(sources: Path = paths.SOURCES) -> dict[str, Knelpunt]:
    """The rules by code (the name of the file).

    Raises:
        ContractError: the folder is empty, or a file holds something that does not fit.
    """
    folder = sources / FOLDER
    found = {path.stem: read_toml(path, Knelpunt) for path in sorted(folder.glob("*.toml"))}
    if not found:
        raise ContractError(
            "er zijn geen regels voor knelpunten", folder, "Zet minstens één TOML-bestand in deze map"
        )
    return found


def codes_of(rules: Iterable[Knelpunt]) -> tuple[str, ...]:
    """Every indicator that is named."""
    named = [(*(ground.indicator for ground in rule.grond), rule.voortgang.indicator) for rule in rules]
    return tuple(dict.fromkeys(code for codes in named for code in codes))
