"""Regiobeeld: the open, reproducible picture of health in every Dutch region.

For the analyst, in a notebook or a script::

    import regiobeeld

    beeld = regiobeeld.open("twente")
    beeld.cijfers("roken", leeftijd="65+", niveau="wijk")  # a frame
    beeld.rangorde("roken_enquete")                        # a figure
    beeld.hoofdstuk("leefstijl")                           # a chapter of the report

Importing this costs next to nothing: pandas and matplotlib are loaded at the first question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from regiobeeld.analyst.beeld import Beeld
    from regiobeeld.analyst.effectmeting import Effectmeting

__version__ = "0.1.0"
__all__ = ["bronnen", "build", "effectmeting", "indicatoren", "open", "regios"]


def open(  # it opens a region, as `xarray.open_dataset` opens a file
    regio: str, *, peiljaar: int | str | None = None, data_dir: str | Path | None = None
) -> Beeld:
    """A region to ask figures of.

    Args:
        regio: name, CBS code or list of gemeenten: "twente", "GM0153", "almelo,hengelo".
        peiljaar: last year that counts; empty is the last one with figures.
        data_dir: folder with the national Parquet tables; by default those of this project, which are built first
            when they are not there or no longer right (about half a minute).

    Raises:
        UsageError: unknown region (with the nearest names), or a year without figures.
        ContractError: a table is missing.

    Example:
        >>> import regiobeeld
        >>> regiobeeld.open("twente", data_dir=tabellen)
        Beeld('Twente', 14 gemeenten)
        >>> regiobeeld.open("twentte", data_dir=tabellen)
        Traceback (most recent call last):
        regiobeeld.errors.UsageError: onbekende regio "twentte". Bedoelde u: twente?
    """
    from regiobeeld.analyst.beeld import open_region

    return open_region(regio, peiljaar, data_dir)


def regios(zoek: str = "") -> pd.DataFrame:
    """The regions that can be opened.

    Args:
        zoek: words that must occur in name, code or kind; empty gives all.

    Returns:
        niveau (gemeente, provincie, GGD-regio ...), code, naam, aanroep (what to type), gemeenten (how many).

    Example:
        >>> import regiobeeld
        >>> regiobeeld.regios(zoek="twente")[["aanroep", "gemeenten"]].head(1).to_dict("records")
        [{'aanroep': 'twente', 'gemeenten': 14}]
    """
    from regiobeeld.analyst.listing import regions

    return regions(zoek)


def indicatoren(zoek: str = "") -> pd.DataFrame:
    """The indicators that are declared in sources/.

    Args:
        zoek: words that must occur in code, name, theme or explanation; empty gives all.

    Returns:
        indicator_code, naam, thema, eenheid, soort (telling, enquete, modelschatting ...: what may be concluded),
        leeftijd (of the declaration; there may be more), niveau, richting, bron, toelichting.

    Example:
        >>> import regiobeeld
        >>> codes = regiobeeld.indicatoren(zoek="ernstig eenzaam")["indicator_code"].tolist()
        >>> "ernstig_eenzaam" in codes, "roken" in codes
        (True, False)
    """
    from regiobeeld.analyst.listing import indicators

    return indicators(zoek)


def bronnen() -> pd.DataFrame:
    """The source tables: bron_code, tabel_code, tabel_titel, organisatie, soort, licentie, indicatoren, url.

    Example:
        >>> import regiobeeld
        >>> tables = regiobeeld.bronnen()
        >>> bool(tables["licentie"].notna().all()), bool(tables[["bron_code", "tabel_code"]].duplicated().any())
        (True, False)
    """
    from regiobeeld.analyst.listing import sources

    return sources()


def build(regio: str, *, peiljaar: int | str | None = None, notebook: str | Path = "", formaat: str = "") -> Path:
    """Make the report of a region, as `make regiobeeld` does; the page.

    Args:
        regio: as `open`.
        peiljaar: as `open`.
        notebook: an own copy of the notebook (`make notebook`); empty is the one of the project.
        formaat: other forms to make of it: "pdf", "xlsx", "pptx", "docx", or several with commas.

    Raises:
        UsageError: unknown region, notebook or form, or no year.
        RegiobeeldError: what went wrong while it was made.
    """
    from regiobeeld.run.report import make_report

    return make_report(regio, str(peiljaar or ""), notebook=notebook, formaat=formaat)


def effectmeting(plan: str | Path, *, data_dir: str | Path | None = None) -> Effectmeting:
    """The measured effect of a plan, to ask chapters and tables of.

    Args:
        plan: a file `plannen/<plan>.toml`, or its name.
        data_dir: as `open`.

    Raises:
        UsageError: no such plan, or its figure, years or comparison do not allow it, with what would.
        ContractError: something in the plan that does not fit.

    Example:
        >>> import regiobeeld
        >>> regiobeeld.effectmeting("voorbeeld/twente", data_dir=tabellen)
        Effectmeting('Gezond gewicht in Twente (verzonnen voorbeeld)', overgewicht_enquete, 65+)
    """
    from regiobeeld.analyst.effectmeting import open_plan

    return open_plan(plan, data_dir)
