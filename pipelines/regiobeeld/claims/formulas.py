"""How a number is made, in words: declared per function or template in `sources/controle/formules.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from regiobeeld import paths
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError

FILE = "controle/formules.toml"


@dataclass(frozen=True)
class Formula:
    """How the numbers of some functions are made, and of what a percentage among them is a part."""

    functie: re.Pattern[str]
    hoe: str
    noemer: str


@dataclass(frozen=True)
class Formulas:
    """All formulas in order; what is said of a published figure, and what a kind of figure is not."""

    formules: tuple[Formula, ...]
    afleiding: dict[str, str]
    niet: dict[str, str]

    def of(self, function: str) -> Formula:
        """The first formula that fits a function or template.

        Raises:
            ContractError: nothing is declared about it.
        """
        found = self._first(function)
        if found is None:
            mend = "Schrijf er een [[formule]] bij"
            raise ContractError(f'onbekende functie "{function}" schrijft een getal', FILE, mend)
        return found

    @cached_property
    def _first(self) -> Callable[[str], Formula | None]:
        """Looks a function up; remembered, since a few hundred functions write all numbers of a report."""
        return lru_cache(maxsize=2048)(
            lambda function: next((one for one in self.formules if one.functie.search(function)), None)
        )


@lru_cache(maxsize=4)
def load_formulas(sources: Path = paths.SOURCES) -> Formulas:
    """Read the declarations. Raises: ContractError for a broken pattern or a lacking text."""
    document = parse_toml((sources / FILE).read_text(encoding="utf-8"))
    try:
        formulas = tuple(
            Formula(re.compile(entry["functie"]), entry["hoe"], entry.get("noemer", ""))
            for entry in document["formule"]
        )
        derived = {name: entry["hoe"] for name, entry in document["afleiding"].items()}
        denied = {name: entry["niet"] for name, entry in document["soort"].items()}
    except KeyError as error:
        raise ContractError(f"sleutel {error} ontbreekt", FILE) from None
    except re.error as error:
        raise ContractError(f"dit patroon klopt niet: {error}", FILE) from None
    return Formulas(formulas, derived, denied)
