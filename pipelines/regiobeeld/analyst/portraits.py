"""Profiles and comparisons as the notebooks see them: open, show, save."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from regiobeeld.analyst.show import prepare_notebook
from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import bewaar_figuur
from regiobeeld.blocks.shown import Shown
from regiobeeld.formats.package import describe_data
from regiobeeld.formats.story import write_story
from regiobeeld.judgement.versus import figures_beside, refuse_overlap
from regiobeeld.outline.portraits import load_portraits, names_of
from regiobeeld.portraits.comparison import comparison
from regiobeeld.portraits.gemeente import gemeente_profile, reading
from regiobeeld.portraits.look import SHEETS, STYLE
from regiobeeld.portraits.wijk import wijk_profile
from regiobeeld.profile.find_wijk import find_wijk
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.wijk import Wijk, wijk_figures
from regiobeeld.report.spreadsheet import code_names, write_csv
from regiobeeld.report.story import tell_story
from regiobeeld.run.national import ensure_tables


@dataclass
class Portret(Shown):
    """The chapters of a profile or a comparison; in a notebook they show themselves."""

    soort: str
    naam: str
    slug: str
    profile: Profile = field(repr=False)
    hoofdstukken: list[Hoofdstuk] = field(repr=False)
    tabellen: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.hoofdstukken[0].blokken.insert(0, STYLE)

    def _repr_html_(self) -> str:
        return "\n".join(chapter._repr_html_() for chapter in self.hoofdstukken)

    def bewaar(self, folder: str | Path) -> None:
        """Write the figures, the data and what other forms are made of; an empty name writes nothing."""
        if not folder:
            return
        data, drawings = Path(folder) / "data", Path(folder) / "figuren"
        shutil.rmtree(drawings, ignore_errors=True)
        data.mkdir(parents=True, exist_ok=True)
        for chapter in self.hoofdstukken:
            for figure in chapter.figuren:
                bewaar_figuur(figure, drawings)
        names = code_names(self.profile)
        for name, frame in self.tabellen.items():
            frame.to_parquet(data / f"{name}.parquet", index=False, compression="zstd")
            write_csv(frame, data / f"{name}.csv", names)
        story = tell_story(self.profile, {chapter.code: chapter for chapter in self.hoofdstukken})
        write_story(replace(story, naam=self.naam, soort=self.soort), data)
        describe_data(self.naam, self.slug, self.profile.bron, self.profile.data_dir, data)


def profielen(regio: str, peiljaar: int | str | None = None, data_dir: str | Path | None = None) -> Portret:
    """The profile of every gemeente of a region, one A4 each.

    Raises:
        UsageError: unknown region.
    """
    prepare_notebook()
    region = resolve_region(regio)
    chapters = [gemeente_profile(_open(code, peiljaar, data_dir)) for code in region.gemeenten]
    ordered = sorted(chapters, key=lambda chapter: chapter.titel)
    profile = _open(regio, peiljaar, data_dir)
    made = Portret("Profielen", region.naam, region.slug, profile, [*ordered, reading(profile)])
    made.hoofdstukken[0].blokken.insert(0, SHEETS)
    return made


def wijkprofiel(
    wijk: str, regio: str = "", peiljaar: int | str | None = None, data_dir: str | Path | None = None
) -> Portret:
    """The profile of one wijk. Raises as `profile.find_wijk.find_wijk`."""
    prepare_notebook()
    found = find_wijk(wijk, regio)
    profile = _open(found.gemeente_code, peiljaar, data_dir)
    place = Wijk(found.code, found.naam, profile)
    name = f"{found.naam} ({profile.naam})"
    tables = {"wijkcijfers": wijk_figures(place)}
    return Portret("Wijkprofiel", name, found.code.lower(), profile, wijk_profile(place), tables)


def vergelijking(
    regio: str, met: str, peiljaar: int | str | None = None, data_dir: str | Path | None = None
) -> Portret:
    """A region beside others.

    Raises:
        UsageError: an unknown region, none or too many to compare with, or two that share a gemeente.
    """
    prepare_notebook()
    profiles = [_open(name, peiljaar, data_dir) for name in (regio, *names_of(met))]
    refuse_overlap(profiles)
    rows = figures_beside(profiles, load_portraits().vergelijking.leeftijden)
    slug = "-".join(profile.region.slug for profile in profiles)
    name = " naast ".join([profiles[0].naam, " en ".join(profile.naam for profile in profiles[1:])])
    return Portret("Vergelijking", name, slug, profiles[0], comparison(profiles), {"vergelijking": rows})


def _open(regio: str, peiljaar: int | str | None, data_dir: str | Path | None) -> Profile:
    folder = Path(data_dir) if data_dir else ensure_tables()
    return load_profile(resolve_region(regio), folder, int(peiljaar) if peiljaar else None)
