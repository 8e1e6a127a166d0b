"""The report of one region as the notebook sees it: load once, then show chapter after chapter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from regiobeeld.areas.regions import resolve_region
from regiobeeld.catalog.chapters import load_chapters, load_order, nearest
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import recording
from regiobeeld.errors import UsageError
from regiobeeld.profile.collaboration import samenwerking
from regiobeeld.profile.future import future_tables
from regiobeeld.profile.groups import tables_of
from regiobeeld.profile.knelpunten import knelpunten
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.refusals import all_findings
from regiobeeld.profile.standardised import standardised
from regiobeeld.profile.wijkmatrix import wijk_matrix
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.care import care_chapter
from regiobeeld.report.chapters.collaboration import collaboration_chapter
from regiobeeld.report.chapters.conclusions import conclusions_chapter
from regiobeeld.report.chapters.crossing import crossing_chapter
from regiobeeld.report.chapters.future import future_chapter
from regiobeeld.report.chapters.groups import groups_chapter
from regiobeeld.report.chapters.nza import nza_chapter
from regiobeeld.report.chapters.participation import participation_chapter
from regiobeeld.report.chapters.summary import summary_chapter
from regiobeeld.report.declared import check_templates, declared_chapter
from regiobeeld.report.figure import Figuur, bewaar_figuur
from regiobeeld.report.spreadsheet import write_csv

CHAPTERS: dict[str, Callable[[Profile], Hoofdstuk]] = {
    "in_het_kort": summary_chapter,
    "conclusies": conclusions_chapter,
    "meedoen": participation_chapter,
    "toekomst": future_chapter,
    "zorg": care_chapter,
    "kruising": crossing_chapter,
    "groepen": groups_chapter,
    "samenwerking": collaboration_chapter,
    "nza_toets": nza_chapter,
}
"""The chapters that are written in Python; the others are declared (`sources/rapport/<hoofdstuk>.toml`)."""


class Rapport:
    """One region: `hoofdstuk(code)` gives a chapter, `bewaar(map)` writes its figures and data."""

    def __init__(
        self, regio: str, data_dir: str | Path, peiljaar: int | str | None = None, met_herkomst: bool = False
    ) -> None:
        year = int(peiljaar) if peiljaar else None
        self.profile = load_profile(resolve_region(regio), Path(data_dir), year)
        self.hoofdstukken = load_order()
        self._declared = load_chapters()
        for declared in self._declared.values():
            check_templates(declared)
        self.met_herkomst = met_herkomst
        self._chapters: dict[str, Hoofdstuk] = {}

    def hoofdstuk(self, code: str) -> Hoofdstuk:
        """A chapter by its code, made at the first call.

        Raises:
            UsageError: there is no such chapter.
            ContractError: its declaration does not fit.
        """
        if code not in self._chapters:
            with recording(self.met_herkomst):
                self._chapters[code] = self._make(code)
            self._chapters[code].met_herkomst = self.met_herkomst
        return self._chapters[code]

    def _make(self, code: str) -> Hoofdstuk:
        if code in self._declared:
            return declared_chapter(self.profile, self._declared[code])
        if code not in CHAPTERS:
            known = nearest(code, {*self._declared, *CHAPTERS})
            raise UsageError(f'er is geen hoofdstuk "{code}"', "hoofdstuk", known)
        return CHAPTERS[code](self.profile)

    @property
    def figuren(self) -> list[Figuur]:
        """All figures of the chapters shown so far."""
        return [figure for chapter in self._chapters.values() for figure in chapter.figuren]

    def bewaar(self, folder: str | Path) -> None:
        """Write `figuren/*.svg|png` and `data/*.parquet|csv`; an empty name writes nothing (reading along)."""
        if not folder:
            return
        shutil.rmtree(Path(folder) / "figuren", ignore_errors=True)
        for figure in self.figuren:
            bewaar_figuur(figure, Path(folder) / "figuren")
        save_data(self.profile, Path(folder) / "data")


def save_data(profile: Profile, folder: Path) -> None:
    """The figures of this region for use elsewhere, as Parquet and as CSV for a spreadsheet."""
    folder.mkdir(parents=True, exist_ok=True)
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
            [
                (i.code, i.naam, i.thema, i.eenheid, i.decimalen, i.richting, i.soort, i.toelichting, i.bron_code)
                for i in profile.indicators.values()
                if i.code in used
            ],
            columns=[
                "indicator_code",
                "indicator_naam",
                "thema",
                "eenheid",
                "decimalen",
                "richting",
                "soort",
                "toelichting",
                "bron_code",
            ],
        ),
    }
    names = {**profile.names, **{info.code: info.naam for info in profile.indicators.values()}}
    for name, marked in tables.items():
        frame = _plain(marked)
        frame.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
        write_csv(frame, folder / f"{name}.csv", names)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the marks taken off the numbers in its texts."""
    texts = [name for name in frame.select_dtypes("object") if frame[name].map(_is_marked).any()]
    return frame.assign(**{str(name): frame[name].map(_unmarked) for name in texts})


def _is_marked(value: object) -> bool:
    return isinstance(value, str) and plain(value) != value


def _unmarked(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
