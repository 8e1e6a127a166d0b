"""How old the figures of a report are, and which newer ones are known but not here: one line for page 1."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from regiobeeld.blocks.text import tabel_naam
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.ages import COUNTED
from regiobeeld.profile.model import Profile
from regiobeeld.profile.origin import span

HEALTH = ("leefstijl", "gezondheid", "mentale_gezondheid", "meedoen")
KINDS = {"enquete": "enquête", "modelschatting": "schatting"}
"""How health is measured; deaths and households are counted, and newer than any survey."""
ADULTS, YOUNG = ("18+", "19+", "18-64", "19-64", "65+"), ("16-25",)
"""Young adults have a survey of their own, in other years than that of all adults."""
FULL_ROUND = 0.5
"""A year is a round of a source when it has this part of its topics: one late topic is no round."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Newer:
    """A declared table with newer figures that was not fetched."""

    soort: str
    jaar: int
    tabel: str


def currency_line(profile: Profile, catalog: Catalog | None = None) -> str:
    """ "Bevolking 2025, SES 2022, leefstijl en gezondheid 2020 (enquête); nieuwer bestaat (enquête 2022; ...)"."""
    health = health_rounds(profile)
    zin = said_by("actualiteit", {})
    parts = [
        _topic(zin, "inwoners", _newest(profile, COUNTED)),
        _topic(zin, "ses", profile.herkomst_wijken.years("ses")),
        _topic_by_kind(zin, "volwassenen", profile, health),
        _topic_by_kind(zin, "jongvolwassenen", profile, health_rounds(profile, YOUNG)),
    ]
    found = newer_tables(catalog or load_catalog(), health, _present(profile))
    newer = _tell_years(zin, "nieuwer", ((item.soort, item.jaar) for item in found))
    return zin("regel", delen=[part for part in parts if part], nieuwer=newer)


def health_rounds(profile: Profile, ages: Collection[str] = ADULTS) -> dict[str, int]:
    """Per source of figures about the health of these people in this region: the year of its last full round."""
    rows = profile.waarneming
    codes = [code for code, info in profile.indicators.items() if info.thema in HEALTH and info.soort in KINDS]
    own = rows[
        (rows["gebied_code"] == profile.code)
        & rows["indicator_code"].isin(codes)
        & rows["leeftijd"].isin(list(ages))
        & rows["waarde"].notna()
        & (rows["jaar"] <= profile.peiljaar)
    ]
    source = own["indicator_code"].map(lambda code: profile.indicators[code].bron_code)
    topics = own.groupby([source.rename("bron"), "jaar"])["indicator_code"].nunique()
    return {str(bron): _last_full(found.droplevel("bron")) for bron, found in topics.groupby("bron")}


def _last_full(topics: pd.Series) -> int:
    return int(topics.index[topics >= FULL_ROUND * topics.max()].max())


def _newest(profile: Profile, indicator: str) -> list[int]:
    rows = profile.by_indicator.get(indicator, profile.waarneming.iloc[:0])
    own = rows[(rows["gebied_code"] == profile.code) & rows["waarde"].notna() & (rows["jaar"] <= profile.peiljaar)]
    return [int(own["jaar"].max())] if len(own) else []


def _topic(zin: Zinnen, name: str, years: Collection[int]) -> str:
    return zin(name, jaren=span(sorted(years))) if years else ""


def _topic_by_kind(zin: Zinnen, name: str, profile: Profile, rounds: Mapping[str, int]) -> str:
    """ "leefstijl en gezondheid 2020 (enquête) en 2024 (schatting)"."""
    told = _tell_years(zin, "ronde", ((_kind(profile, bron), year) for bron, year in rounds.items()))
    return zin(name, rondes=told) if told else ""


def _tell_years(zin: Zinnen, name: str, pairs: Iterable[tuple[str, int]]) -> list[str]:
    """One sentence per kind, with its years: "2020 en 2024 (schatting)"."""
    years: dict[str, set[int]] = {}
    for kind, year in pairs:
        years.setdefault(kind, set()).add(year)
    return [zin(name, soort=kind, jaren=[str(y) for y in sorted(found)]) for kind, found in sorted(years.items())]


def _kind(profile: Profile, bron: str) -> str:
    return KINDS[next(info.soort for info in profile.indicators.values() if info.bron_code == bron)]


def _present(profile: Profile) -> set[tuple[str, str]]:
    pairs = profile.bron.reindex(columns=["bron_code", "tabel_code"])
    return set(pairs.itertuples(index=False, name=None))


def newer_tables(catalog: Catalog, rounds: Mapping[str, int], present: Collection[tuple[str, str]]) -> list[Newer]:
    """Tables of these sources that can be fetched, are not here, and hold a later year than the last round."""
    found = []
    for source in catalog.sources:
        last = rounds.get(source.bron.code)
        for tabel in source.tabel if last is not None else ():
            year = last_year(tabel)
            if tabel.dienst and (source.bron.code, tabel.code) not in present and year > (last or 0):
                found.append(Newer(_kind_of(source), year, tabel_naam(tabel.code, tabel.titel)))
    return sorted(found, key=lambda item: (item.soort, item.jaar, item.tabel))


def _kind_of(source: Source) -> str:
    return KINDS.get(source.bron.soort, source.bron.soort)


def last_year(tabel: Tabel) -> int:
    """The last year that a table measures: its declared period, else the last year its title names."""
    about = tabel.periode or re.sub(r"\(.*?\)", "", tabel.titel)  # "(indeling 2024)" is no year of measurement
    return max(map(int, _YEAR.findall(about)), default=0)
