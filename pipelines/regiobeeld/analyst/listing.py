"""What there is to ask for: regions, indicators and sources, from the declarations (no table is read)."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from regiobeeld.areas.regions import list_regions
from regiobeeld.areas.register import fold
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Indicator, Source
from regiobeeld.local.listing import list_local


def regions(zoek: str = "") -> pd.DataFrame:
    """See `regiobeeld.regios`."""
    return _matching(pd.DataFrame([asdict(row) for row in list_regions()]), zoek, ("naam", "code", "niveau"))


def indicators(zoek: str = "") -> pd.DataFrame:
    """See `regiobeeld.indicatoren`."""
    rows = [_indicator(source, item) for source in load_catalog().sources for item in source.indicator]
    rows += list_local()
    return _matching(pd.DataFrame(rows), zoek, ("indicator_code", "naam", "thema", "toelichting"))


def sources() -> pd.DataFrame:
    """See `regiobeeld.bronnen`."""
    return pd.DataFrame([_table(source, i) for source in load_catalog().sources for i in range(len(source.tabel))])


def _indicator(source: Source, item: Indicator) -> dict[str, object]:
    return {
        "indicator_code": item.code,
        "naam": item.naam,
        "thema": item.thema,
        "eenheid": item.eenheid,
        "soort": source.soort(item),
        "leeftijd": item.leeftijd,
        "niveau": ", ".join(item.niveau),
        "richting": item.richting,
        "bron": source.bron.organisatie,
        "toelichting": " ".join(item.toelichting.split()),
    }


def _table(source: Source, number: int) -> dict[str, object]:
    table = source.tabel[number]
    return {
        "bron_code": source.bron.code,
        "tabel_code": table.code,
        "tabel_titel": table.titel,
        "organisatie": source.bron.organisatie,
        "soort": source.bron.soort,
        "licentie": source.bron.licentie,
        "indicatoren": len(source.indicator),
        "url": source.bron.url,
    }


def _matching(table: pd.DataFrame, zoek: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """The rows in which every word that was typed occurs in these columns, whatever the capitals and accents."""
    words = fold(zoek).split()
    text = table[list(columns)].astype(str).agg(" ".join, axis=1).map(fold)
    chosen = [all(word in line for word in words) for line in text]
    return table[chosen].reset_index(drop=True)
