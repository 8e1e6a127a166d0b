"""A plan as the analyst writes it down in `plannen/<plan>.toml`: what to measure, and the goals of a regioplan."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import Field, model_validator

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.catalog.load import load_catalog, read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code, Leeftijd
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.outline.chapters import nearest

AUTOMATIC = "automatisch"
FOLDER = paths.PROJECT / "plannen"
_HELP = "Kijk in plannen/LEESMIJ.md hoe een plan eruitziet"
_MEASURED = ("begin", "indicator")


class Doel(Model):
    """One goal: this figure, from the year of the first measurement to the value in the year of the goal."""

    indicator: Code
    waarde: float
    jaar: int = Field(ge=2000, le=2100)
    nulmeting: int = Field(ge=2000, le=2100)
    eigenaar: str = Field(min_length=2)
    leeftijd: Leeftijd | None = None
    gebied: str = ""

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.jaar <= self.nulmeting:
            raise ValueError("'jaar' (van het doel) moet na 'nulmeting' liggen")
        return self


class Plan(Model):
    """A plan. With `begin` and `indicator` its effect can be measured; with `[[doel]]` its goals are followed.

    In the file `doel` may be a sentence (what the plan is for: `strekking`) instead of goals, and `gebied` and
    `vergelijking` one name instead of a list. `verzonnen`: made up, and marked so wherever it is shown.
    """

    naam: str = Field(min_length=3)
    gebied: tuple[str, ...] = Field(min_length=1)
    begin: int | None = Field(default=None, ge=2000, le=2100)
    indicator: Code | None = None
    leeftijd: Leeftijd | None = None
    vergelijking: tuple[str, ...] = (AUTOMATIC,)
    doel: tuple[Doel, ...] = ()
    strekking: str = ""
    toelichting: str = ""
    verzonnen: bool = False

    @model_validator(mode="before")
    @classmethod
    def _in_one_shape(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        listed = {key: [data[key]] for key in ("gebied", "vergelijking") if isinstance(data.get(key), str)}
        if not isinstance(data.get("doel"), str):
            return {**data, **listed}
        rest = {key: value for key, value in data.items() if key != "doel"}
        return {**rest, **listed, "strekking": data["doel"]}

    @model_validator(mode="after")
    def _says_what_to_measure(self) -> Self:
        if (self.begin is None) != (self.indicator is None):
            raise ValueError("'begin' en 'indicator' horen bij elkaar: wat wordt gemeten, en sinds wanneer")
        if self.begin is None and not self.doel:
            raise ValueError("geef 'begin' en 'indicator' (effectmeting), of [[doel]] (monitor)")
        return self

    @property
    def waar(self) -> str:
        """The area as `resolve_region` takes it."""
        return ",".join(self.gebied)

    @property
    def is_automatic(self) -> bool:
        """Whether the comparison is left to the likeness of gemeenten."""
        return self.vergelijking == (AUTOMATIC,)


def find_plan(text: str, folder: Path = FOLDER) -> Path:
    """The file that PLAN= means: a path, or the name of a file in `plannen`.

    Raises:
        UsageError: there is none; names those that are there.
    """
    if not text.strip():
        raise UsageError("geen plan opgegeven", "PLAN", f"Geef bijvoorbeeld PLAN=plannen/mijn-plan.toml. {_HELP}")
    tries = (Path(text), folder / text, folder / f"{text}.toml")
    found = next((path for path in tries if path.is_file()), None)
    if found is None:
        there = ", ".join(path.name for path in sorted(folder.glob("*.toml")))
        raise UsageError("dit plan is er niet", text, f"Wel aanwezig: {there}" if there else _HELP)
    return found


def read_plan(path: Path) -> Plan:
    """One plan, with every name in it known.

    Raises:
        ContractError: a key, value or indicator that does not fit.
        UsageError: an unknown area.
    """
    plan, known = read_toml(path, Plan), load_catalog().indicators
    used = [goal.indicator for goal in plan.doel] + ([plan.indicator] if plan.indicator else [])
    for code in used:
        if code not in known:
            raise ContractError(f'onbekende indicator "{code}"', path.name, nearest(code, known))
    resolve_region(plan.waar)
    return plan


def require_measured(plan: Plan, where: str) -> None:
    """Refuse a plan that says nothing to measure.

    Raises:
        UsageError: 'begin' and 'indicator' are missing.
    """
    if plan.begin is None:
        what = "dit plan zegt niet wat er te meten is"
        raise UsageError(what, where, f"Voeg {' en '.join(_MEASURED)} toe. {_HELP}")


def plans_of(region: Region, folder: Path = FOLDER) -> dict[str, Plan]:
    """The plans with goals for exactly this region (the same gemeenten), by the name of their file.

    Raises: as `read_plan`.
    """
    found = {path.stem: read_plan(path) for path in sorted(folder.glob("*.toml"))}
    same = {name: plan for name, plan in found.items() if plan.doel}
    return {name: plan for name, plan in same.items() if resolve_region(plan.waar).gemeenten == region.gemeenten}
