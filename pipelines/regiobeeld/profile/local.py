"""The local sources in a profile: their figures stand beside the national ones, in this region only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from regiobeeld.catalog.local_folder import find_local, local_folder
from regiobeeld.errors import ContractError
from regiobeeld.knelpunten.declared import load_rules
from regiobeeld.local.frames import default_age, kind_of, local_rows, local_tables
from regiobeeld.local.source import Shown, Source, read_sources, show
from regiobeeld.outline.chapters import nearest

if TYPE_CHECKING:
    from regiobeeld.profile.model import IndicatorInfo, Profile


@dataclass(frozen=True, eq=False)
class Lokaal:
    """What the local sources give this region."""

    bronnen: tuple[Shown, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the local figures."""
        return frozenset(item.code for item in self.bronnen)


@dataclass(frozen=True)
class Support:
    """A local figure of the whole region that its owner names as support of a knelpunt."""

    code: str
    leeftijd: str
    jaar: int
    waarde: float
    bron: str
    merk: str


def support_of(profile: Profile, knelpunt: str) -> list[Support]:
    """The local figures of the region that belong to a knelpunt; they do not count in its score."""
    named = [item for item in profile.lokaal.bronnen if knelpunt in item.declared.ondersteunt]
    return [found for item in named if (found := _support(profile, item)) is not None]


def _support(profile: Profile, item: Shown) -> Support | None:
    age = default_age(item)
    rows = profile.waarneming[
        (profile.waarneming["indicator_code"] == item.code)
        & (profile.waarneming["gebied_code"] == profile.code)
        & (profile.waarneming["leeftijd"] == age)
        & (profile.waarneming["geslacht"] == "totaal")
        & profile.waarneming["waarde"].notna()
    ]
    if rows.empty:
        return None
    row = rows.sort_values("jaar").iloc[-1]
    return Support(item.code, age, int(row["jaar"]), float(row["waarde"]), item.declared.bron, item.declared.merk)


def add_local(profile: Profile, sources: Path) -> Profile:
    """The profile with the local figures of its region; the same one when there are none.

    Raises:
        ContractError: a local file has a mistake; `make lokaal-controle` tells them all.
    """
    folder = local_folder(sources)
    if not find_local(folder):
        return profile
    found = read_sources(sources, profile.indicators)
    refuse_mistakes(found)
    areas = {*profile.region.gemeenten, *profile.parts, *profile.wijk_gemeente}
    shown = [show(item, folder, profile.code, profile.region.gemeenten, areas) for item in found]
    shown = [item for item in shown if item.cells]
    target = int(profile.waarneming["gebied_jaar"].max())
    drawn = int(profile.wijk_waarneming["gebied_jaar"].max()) if len(profile.wijk_waarneming) else target
    wide = local_rows(shown, wijken=False, gebied_jaar=target)
    small = local_rows(shown, wijken=True, gebied_jaar=drawn).assign(indeling=drawn)
    day = max((_day(folder, item) for item in shown), default=date(2000, 1, 1))
    return replace(
        profile,
        waarneming=_joined(profile.waarneming, wide),
        wijk_waarneming=_joined(profile.wijk_waarneming, small),
        indicators=profile.indicators | {item.code: describe(item) for item in shown},
        bron=_joined(profile.bron, local_tables(shown, target, day)),
        lokaal=Lokaal(tuple(shown)),
    )


def knelpunt_name(source: str, code: str) -> str:
    """The name of a knelpunt that a local source says it supports.

    Raises:
        ContractError: there is no such knelpunt.
    """
    rules = load_rules()
    if code not in rules:
        where = f"lokaal/{source}/{source}.toml: ondersteunt"
        raise ContractError(f'er is geen knelpunt "{code}"', where, nearest(code, rules))
    return rules[code].naam


def refuse_mistakes(found: Sequence[Source]) -> None:
    """Stop when any source has a mistake: a file that is half right gives figures that nobody can trust."""
    wrong = [item.code for item in found if item.mistakes]
    if wrong:
        count = sum(len(item.mistakes) for item in found)
        what = f"{count} {'fout' if count == 1 else 'fouten'} in de lokale bronnen ({', '.join(wrong)})"
        raise ContractError(what, "lokaal/", "Typ make lokaal-controle voor bestand, rij en kolom")


def describe(item: Shown) -> IndicatorInfo:
    """What the report says about a local figure; its name carries the mark, so that it stands at every use."""
    from regiobeeld.profile.model import IndicatorInfo

    declared = item.declared
    return IndicatorInfo(
        code=item.code,
        naam=f"{declared.naam}, {declared.merk}",
        thema=declared.thema,
        eenheid=declared.eenheid,
        decimalen=declared.decimalen,
        richting=declared.richting,
        soort=kind_of(declared),
        leeftijd=default_age(item),
        gezegde=None,
        breuken=(),
        toelichting=declared.toelichting,
        bron_code=f"lokaal_{item.code}",
        doelgroepen=("algemeen",),
    )


def _joined(national: pd.DataFrame, local: pd.DataFrame) -> pd.DataFrame:
    """The national rows with the local ones under them, in the columns and types of the national table."""
    if local.empty:
        return national
    extra = local.reindex(columns=national.columns)
    kinds = {name: kind for name, kind in national.dtypes.items() if kind != extra[name].dtype}
    return pd.concat([national, extra.astype(kinds)], ignore_index=True)


def _day(folder: Path, item: Shown) -> date:
    """When the file was last changed."""
    return date.fromtimestamp((folder / item.code / item.declared.bestand).stat().st_mtime)
