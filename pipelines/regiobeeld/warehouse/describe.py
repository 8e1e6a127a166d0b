"""The catalogue as tables: what each indicator means and where each table comes from."""

from __future__ import annotations

from datetime import date

import pandas as pd

from regiobeeld.catalog.models import Catalog, Indicator, Source
from regiobeeld.ingest.manifest import Manifest
from regiobeeld.schema import BRON, INDICATOR


def describe_indicators(catalog: Catalog) -> pd.DataFrame:
    """One row per indicator (schema INDICATOR)."""
    rows = [_indicator(source, indicator) for source in catalog.sources for indicator in source.indicator]
    return pd.DataFrame(rows, columns=INDICATOR.names).sort_values("indicator_code", ignore_index=True)


def _indicator(source: Source, indicator: Indicator) -> dict[str, object]:
    expected = indicator.verwacht or (None, None)
    return {
        "indicator_code": indicator.code,
        "indicator_naam": indicator.naam,
        "thema": indicator.thema,
        "doelgroepen": ";".join(indicator.doelgroepen),
        "eenheid": indicator.eenheid,
        "decimalen": indicator.decimalen,
        "richting": indicator.richting,
        "soort": source.soort(indicator),
        "leeftijd": indicator.leeftijd,
        "niveau": ";".join(indicator.niveau),
        "aggregatie": indicator.aggregatie,
        "gewicht": indicator.gewicht,
        "bereik_laag": indicator.bereik[0],
        "bereik_hoog": indicator.bereik[1],
        "verwacht_laag": expected[0],
        "verwacht_hoog": expected[1],
        "gezegde": indicator.gezegde,
        "breuken": "; ".join(f"{b.jaar}: {b.reden}" for b in indicator.breuken) or None,
        "toelichting": indicator.toelichting,
        "bron_code": source.bron.code,
    }


def describe_sources(catalog: Catalog, manifest: Manifest) -> pd.DataFrame:
    """One row per source table that is in the basis (schema BRON)."""
    compiled = {(table.bron, table.tabel): table for table in manifest.tabellen}
    rows = []
    for source in catalog.sources:
        for tabel in source.tabel:
            table = compiled.get((source.bron.code, tabel.code))
            if table is None:
                continue
            rows.append(
                {
                    "bron_code": source.bron.code,
                    "tabel_code": tabel.code,
                    "bron_naam": source.bron.naam,
                    "tabel_titel": tabel.titel,
                    "organisatie": source.bron.organisatie,
                    "soort": source.bron.soort,
                    "licentie": table.licentie,
                    "citaat": table.citaat,
                    "url": source.bron.url,
                    "gebied_jaar": tabel.gebied_jaar,
                    "opgenomen": date.fromisoformat(table.opgenomen),
                    "snapshot": table.bestand_sha256[:12],
                    "rijen": table.rijen,
                    "toelichting": " ".join(f"{source.bron.toelichting} {tabel.toelichting}".split()),
                }
            )
    return pd.DataFrame(rows, columns=BRON.names).sort_values(list(BRON.key), ignore_index=True)
