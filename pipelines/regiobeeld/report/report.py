"""The report of one region as the notebook sees it: load once, then show chapter after chapter."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import Figuur, bewaar_figuur
from regiobeeld.blocks.later import active, run_all
from regiobeeld.blocks.previous import FOLDER as PREVIOUS
from regiobeeld.blocks.previous import keep_builds
from regiobeeld.chapters_agenda import regio_zegt
from regiobeeld.chapters_agenda.regioplan import verdicts_of
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import recording
from regiobeeld.effect.plan import plans_of
from regiobeeld.errors import UsageError
from regiobeeld.formats.package import describe_data
from regiobeeld.formats.story import write_story
from regiobeeld.judgement.refusals import all_findings
from regiobeeld.judgement.standardised import standardised
from regiobeeld.needs.collaboration import samenwerking
from regiobeeld.needs.future import future_tables
from regiobeeld.needs.groups import tables_of
from regiobeeld.needs.knelpunten import knelpunten
from regiobeeld.needs.wijkmatrix import wijk_matrix
from regiobeeld.outline.chapters import load_chapters, load_conditions, nearest
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.report.declared import check_templates, declared_chapter
from regiobeeld.report.layers import Placer
from regiobeeld.report.spreadsheet import Names, code_names, write_csv
from regiobeeld.report.story import tell_story

CHAPTERS: dict[str, Callable[[Profile], Hoofdstuk]] = {}
"""The chapters that are written in Python; the others are declared (`sources/rapport/<hoofdstuk>.toml`)."""

ABOUT = ("code", "naam", "thema", "eenheid", "decimalen", "richting", "soort", "toelichting", "bron_code")
"""What the table of indicators holds."""


class Rapport:
    """One region: `hoofdstuk(code)` gives a chapter, `bewaar(map)` writes its figures and data."""

    def __init__(
        self, regio: str, data_dir: str | Path, peiljaar: int | str | None = None, met_herkomst: bool = False
    ) -> None:
        year = int(peiljaar) if peiljaar else None
        self.profile = load_profile(resolve_region(regio), Path(data_dir), year)
        self.hoofdstukken = regio_zegt.chapter_order(self.profile.region.slug, self.profile.data_dir.parent)
        self._declared = load_chapters()
        for declared in self._declared.values():
            check_templates(declared)
        self.met_herkomst = met_herkomst
        with recording(met_herkomst):
            self._placer = Placer(self.profile)
        self._chapters: dict[str, Hoofdstuk] = {}

    def hoofdstuk(self, code: str) -> Hoofdstuk:
        """A chapter by its code, made at the first call.

        Raises:
            UsageError: there is no such chapter.
            ContractError: its declaration does not fit.
        """
        if code not in self._chapters:
            with recording(self.met_herkomst):
                made = self._make(code)
            made.met_herkomst = self.met_herkomst
            self._chapters[code] = self._placer.place(made)
        return self._chapters[code]

    def _is_shown(self, code: str) -> bool:
        """Whether what the chapter is about is there for this region (`alleen_als` in hoofdstukken.toml)."""
        return load_conditions().get(code) != "plan" or bool(plans_of(self.profile.region))

    def _make(self, code: str) -> Hoofdstuk:
        if not self._is_shown(code):
            return Hoofdstuk(code, "")
        if code in self._declared:
            return declared_chapter(self.profile, self._declared[code])
        chapters = {**CHAPTERS, regio_zegt.CODE: regio_zegt.regio_zegt_chapter}
        if code not in chapters:
            known = nearest(code, {*self._declared, *chapters})
            raise UsageError(f'er is geen hoofdstuk "{code}"', "hoofdstuk", known)
        return chapters[code](self.profile)

    @property
    def figuren(self) -> list[Figuur]:
        """All drawn figures of the chapters shown so far."""
        return [figure for chapter in self._chapters.values() for figure in chapter.figuren]

    def bewaar(self, folder: str | Path) -> None:
        """Write `figuren/*.svg|png` and `data/*.parquet|csv`; an empty name writes nothing (reading along)."""
        if not folder:
            return
        if later := active():
            later.figuren = self.figuren
        else:
            shutil.rmtree(Path(folder) / "figuren", ignore_errors=True)
            write_figures(self.figuren, Path(folder) / "figuren")
        save_data(self.profile, Path(folder) / "data")
        write_story(tell_story(self.profile, self._chapters), Path(folder) / "data")
        describe_data(
            self.profile.naam,
            self.profile.region.slug,
            self.profile.bron,
            self.profile.data_dir,
            Path(folder) / "data",
        )
        keep_builds(self.profile, Path(folder) / PREVIOUS, verdicts_of(self.profile))


def write_figures(figures: Sequence[Figuur], folder: Path, cores: int = 1) -> None:
    """Every figure as SVG and PNG, spread over the cores."""
    run_all([partial(bewaar_figuur, figure, folder) for figure in figures], cores)


def save_data(profile: Profile, folder: Path) -> None:
    """The figures of this region for use elsewhere, as Parquet and as CSV for a spreadsheet."""
    used = set(profile.waarneming["indicator_code"]) | set(profile.wijk_waarneming["indicator_code"])
    tables = {
        "waarneming": profile.waarneming.drop(columns="jaar"),
        "waarneming_wijk": profile.wijk_waarneming.drop(columns=["jaar", "indeling"]),
        "kruising": profile.kruising,
        **tables_of(profile),
        **future_tables(profile),
        "wijkmatrix": wijk_matrix(profile),
        "knelpunten": knelpunten(profile),
        "samenwerking": samenwerking(profile),
        "bron": profile.bron,
        "bevinding": all_findings(profile),
        "leeftijdscorrectie": standardised(profile),
        "indicator": pd.DataFrame(
            [[getattr(i, name) for name in ABOUT] for i in profile.indicators.values() if i.code in used],
            columns=["indicator_code", "indicator_naam", *ABOUT[2:]],
        ),
    }
    write_tables(tables, folder, code_names(profile))


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, names: Names) -> None:
    """Every table as Parquet and as CSV, without the marks of numbers; `names`: see `spreadsheet.write_csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, marked in tables.items():
        frame = _plain(marked)
        frame.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
        write_csv(frame, folder / f"{name}.csv", names)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the marks taken off the numbers in its texts."""
    texts = [name for name in frame.select_dtypes(["object", "str"]) if any(map(_is_marked, frame[name].unique()))]
    return frame.assign(**{str(name): frame[name].map(_unmarked) for name in texts})


def _is_marked(value: object) -> bool:
    return isinstance(value, str) and plain(value) != value


def _unmarked(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
