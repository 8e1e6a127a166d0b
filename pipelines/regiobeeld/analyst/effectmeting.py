"""The effect of one plan as an object: what it answers is what the report of `make effect` says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from regiobeeld.analyst.show import prepare_notebook
from regiobeeld.areas.regions import resolve_region
from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.figure import bewaar_figuur
from regiobeeld.blocks.shown import Shown
from regiobeeld.chapters_effect import effect as chapters
from regiobeeld.effect.plan import find_plan, read_plan, require_measured
from regiobeeld.effect.study import Study, make_study
from regiobeeld.effect.tables import study_tables
from regiobeeld.profile.load import load_profile
from regiobeeld.report.spreadsheet import code_names, write_csv
from regiobeeld.run.national import ensure_tables


def open_plan(plan: str | Path, data_dir: str | Path | None = None) -> Effectmeting:
    """See `regiobeeld.effectmeting`."""
    prepare_notebook()
    path = find_plan(str(plan))
    found = read_plan(path)
    require_measured(found, path.name)
    profile = load_profile(resolve_region(found.waar), Path(data_dir or ensure_tables()))
    return Effectmeting(make_study(profile, found))


class Effectmeting(Shown):
    """The measured effect of one plan: every method gives a chapter of the report, which shows itself."""

    def __init__(self, study: Study) -> None:
        self.studie = study
        self._shown: dict[str, Hoofdstuk] = {}

    def __repr__(self) -> str:
        return f"Effectmeting({self.studie.plan.naam!r}, {self.studie.info.code}, {self.studie.leeftijd})"

    def _repr_html_(self) -> str:
        study = self.studie
        aim = f" {study.plan.strekking.rstrip('.')}." if study.plan.strekking else ""
        text = f"{study.plan.naam}: {study.info.naam} in {study.profile.naam}, sinds {study.moments.begin}.{aim}"
        return alinea(text)

    def aantoonbaar(self) -> Hoofdstuk:
        """How large an effect must be to be seen with these figures."""
        return self._keep(chapters.detectable_chapter(self.studie))

    def vergelijking(self) -> Hoofdstuk:
        """With which gemeenten the area is compared."""
        return self._keep(chapters.comparison_chapter(self.studie))

    def vooraf(self) -> Hoofdstuk:
        """Whether the areas moved alike before the start."""
        return self._keep(chapters.before_chapter(self.studie))

    def verschil(self) -> Hoofdstuk:
        """Difference-in-differences, with its figure."""
        return self._keep(chapters.difference_chapter(self.studie))

    def placebo(self) -> Hoofdstuk:
        """The same for each of the comparison areas."""
        return self._keep(chapters.placebo_chapter(self.studie))

    def synthetisch(self) -> Hoofdstuk:
        """The area beside a mixture of areas, where the series is long enough."""
        return self._keep(chapters.synthetic_chapter(self.studie))

    def uitkomst(self) -> Hoofdstuk:
        """What this says and what it does not."""
        return self._keep(chapters.conclusion_chapter(self.studie))

    def herkomst(self) -> Hoofdstuk:
        """The source tables."""
        return self._keep(chapters.sources_chapter(self.studie))

    def tabellen(self) -> dict[str, pd.DataFrame]:
        """The numbers: effect, meting, reeks, placebo, synthetisch (as far as there are any)."""
        return study_tables(self.studie)

    def bewaar(self, folder: str | Path) -> None:
        """Write `figuren/*.svg|png` and `data/*.parquet|csv`; an empty name writes nothing (reading along)."""
        if not folder:
            return
        shutil.rmtree(Path(folder) / "figuren", ignore_errors=True)
        for chapter in self._shown.values():
            for figure in chapter.figuren:
                bewaar_figuur(figure, Path(folder) / "figuren")
        data = Path(folder) / "data"
        data.mkdir(parents=True, exist_ok=True)
        for name, table in self.tabellen().items():
            table.to_parquet(data / f"{name}.parquet", index=False, compression="zstd")
            write_csv(table, data / f"{name}.csv", code_names(self.studie.profile))

    def _keep(self, chapter: Hoofdstuk) -> Hoofdstuk:
        self._shown[chapter.code] = chapter
        return chapter
