"""Which age groups an indicator has, as its source declares them."""

from __future__ import annotations

from regiobeeld.catalog.models import Indicator, Source
from regiobeeld.catalog.tables import Dimensie

MANY = "vele groepen"


def list_ages(source: Source, indicator: Indicator) -> list[str]:
    """The age groups of an indicator as declared; `MANY` among them when the words of the source are ours."""
    found: list[str] = []
    for tabel in source.tabel:
        dimension = source.dimension(tabel, "leeftijd")
        for kolom in source.columns(tabel, indicator):
            if kolom.leeftijd or dimension is None:
                found.append(kolom.leeftijd or indicator.leeftijd)
            else:
                found += [dimension.vast] if dimension.vast else _listed(dimension)
    return list(dict.fromkeys(found))


def _listed(dimension: Dimensie) -> list[str]:
    """The groups that a declaration lists; a column whose words already are ours lists hardly any."""
    listed = [*dimension.waarden.values(), *([dimension.totaal] if dimension.totaal else [])]
    return listed if len(dimension.waarden) > 1 else [MANY]
