"""Profiles and comparisons as the notebooks see them: open, show, save."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from regiobeeld.analyst.show import prepare_notebook
from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import bewaar_figuur
from regiobeeld.blocks.shown import Shown
from regiobeeld.blocks.text import WIJK_YEAR
from regiobeeld.claims.recorder import recording
from regiobeeld.formats.package import describe_data
from regiobeeld.formats.pdf import FEW
from regiobeeld.formats.story import write_story
from regiobeeld.judgement.versus import figures_beside, refuse_overlap
from regiobeeld.outline.portraits import beside, load_portraits, names_of
from regiobeeld.portraits.comparison import comparison
from regiobeeld.portraits.gemeente import gemeente_profile, reading
from regiobeeld.portraits.look import STYLE, compared, sheets
from regiobeeld.portraits.wijk import newest_year, wijk_profile
from regiobeeld.profile.find_wijk import find_wijk
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.wijk import Wijk, wijk_figures
from regiobeeld.report.report import write_tables
from regiobeeld.report.spreadsheet import code_names
from regiobeeld.report.story import tell_story
from regiobeeld.run.national import ensure_tables


@dataclass
class Portret(Shown):
    """The chapters of a profile or a comparison; in a notebook they show themselves.

    tabellen: what is kept as data besides the observations.
    tijd: the last year with a figure and the year of the indeling, where these are not those of the regions.
    """

    soort: str
    naam: str
    slug: str
    profielen: Sequence[Profile] = field(repr=False)
    hoofdstukken: list[Hoofdstuk] = field(repr=False)
    tabellen: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    tijd: Mapping[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.hoofdstukken[0].blokken.insert(0, STYLE)
        for chapter in self.hoofdstukken:
            chapter.met_herkomst = True

    @property
    def profile(self) -> Profile:
        """That of the region it is about; in a comparison the first."""
        return self.profielen[0]

    def _repr_html_(self) -> str:
        return "\n".join(chapter._repr_html_() for chapter in self.hoofdstukken)

    def bewaar(self, folder: str | Path) -> None:
        """Write the figures, the data and what other forms are made of; an empty name writes nothing."""
        if not folder:
            return
        data, drawings = Path(folder) / "data", Path(folder) / "figuren"
        shutil.rmtree(drawings, ignore_errors=True)
        for chapter in self.hoofdstukken:
            for figure in chapter.figuren:
                bewaar_figuur(figure, drawings)
        tables = {**self.tabellen, **observed(self.profielen)}
        write_tables(tables, data, code_names(self.profile))
        story = tell_story(self.profile, {chapter.code: chapter for chapter in self.hoofdstukken})
        years = {"peiljaar": story.peiljaar, "indeling": story.indeling, **self.tijd}
        about = replace(story, naam=self.naam, soort=self.soort)
        write_story(replace(about, peiljaar=years["peiljaar"], indeling=years["indeling"]), data)
        describe_data(self.naam, self.slug, self.profile.bron, self.profile.data_dir, data)


def profielen(regio: str, peiljaar: int | str | None = None, data_dir: str | Path | None = None) -> Portret:
    """The profile of every gemeente of a region, one A4 each.

    Raises:
        UsageError: unknown region.
    """
    prepare_notebook()
    region = resolve_region(regio)
    profile = _open(regio, peiljaar, data_dir)
    with recording():
        chapters = [gemeente_profile(_open(code, peiljaar, data_dir)) for code in region.gemeenten]
        last = reading(profile)
    ordered = sorted(chapters, key=lambda chapter: chapter.titel)
    made = Portret("Profielen", region.naam, region.slug, [profile], [*ordered, last])
    made.hoofdstukken[0].blokken.insert(0, sheets(covered=len(made.hoofdstukken) >= FEW))
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
    with recording():
        chapters = wijk_profile(place)
    time = {"peiljaar": newest_year(place, tables["wijkcijfers"]), "indeling": WIJK_YEAR}
    return Portret("Wijkprofiel", name, found.code.lower(), [profile], chapters, tables, time)


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
    name = beside([profile.naam for profile in profiles])
    with recording():
        chapters = comparison(profiles)
    made = Portret("Vergelijking", name, slug, profiles, chapters, {"vergelijking": rows})
    made.hoofdstukken[0].blokken.insert(1, compared(len(profiles)))
    return made


def observed(profiles: Sequence[Profile]) -> dict[str, pd.DataFrame]:
    """The observations that a page may show, each once: `waarneming` and `waarneming_wijk`."""
    tables = {
        "waarneming": [profile.waarneming.drop(columns="jaar") for profile in profiles],
        "waarneming_wijk": [profile.wijk_waarneming.drop(columns=["jaar", "indeling"]) for profile in profiles],
    }
    return {name: pd.concat(frames).drop_duplicates(ignore_index=True) for name, frames in tables.items()}


def _open(regio: str, peiljaar: int | str | None, data_dir: str | Path | None) -> Profile:
    folder = Path(data_dir) if data_dir else ensure_tables()
    return load_profile(resolve_region(regio), folder, int(peiljaar) if peiljaar else None)
