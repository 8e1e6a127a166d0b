"""The catalogue as tables: what each indicator means and where each table comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import pandas as pd

from regiobeeld.catalog.models import Catalog, Indicator, Source
from regiobeeld.harmonise.findings import NOT_RENEWED, Finding, make_finding, to_frame
from regiobeeld.manifest import Manifest
from regiobeeld.schema import BRON, INDICATOR
from regiobeeld.snapshots.living import Living
from regiobeeld.snapshots.refresh_failures import Refused


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
        "gezegde_toen": indicator.gezegde_toen,
        "breuken": "; ".join(f"{b.wanneer}: {b.reden}" for b in indicator.breuken) or None,
        "toelichting": indicator.toelichting,
        "bron_code": source.bron.code,
    }


def describe_sources(catalog: Catalog, manifest: Manifest, living: Living) -> pd.DataFrame:
    """One row per source table with figures (schema BRON): embedded in the basis, or fetched."""
    manifest = living.merge(manifest)
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
                    "opgehaald": (source.bron.code, tabel.code) in living.files,
                    "opgenomen": date.fromisoformat(table.opgenomen),
                    "gepubliceerd": tabel.gepubliceerd,
                    "snapshot": table.bestand_sha256[:12],
                    "rijen": table.rijen,
                    "toelichting": " ".join(f"{source.bron.toelichting} {tabel.toelichting}".split()),
                }
            )
    return pd.DataFrame(rows, columns=BRON.names).sort_values(list(BRON.key), ignore_index=True)


_WHY = {
    "onbereikbaar": "de dienst was niet bereikbaar",
    "afgekeurd": "de nieuwe cijfers waren niet aannemelijk",
    "fout": "de tabel was anders dan afgesproken",
}


def describe_old(living: Living, refused: Sequence[Refused]) -> pd.DataFrame:
    """Findings (schema BEVINDING): which figures are older than they could be, since when, and why."""
    texts = list(living.notes)
    for (day, state, since), group in groupby(sorted(refused, key=_reason), _reason):
        tables = [f"{item.bron} {item.tabel}" for item in group]
        what = tables[0] if len(tables) == 1 else f"{len(tables)} tabellen ({', '.join(tables)})"
        used = f"de cijfers die op {_dutch(since)} zijn opgehaald" if since else "de ingebouwde cijfers"
        texts.append(
            f"Op {_dutch(day)} niet vernieuwd, want {_WHY.get(state, state)}: {what}. Gebruikt zijn {used}."
        )
    findings: list[Finding] = [make_finding(NOT_RENEWED, "let_op", text, onderwerp="bronnen") for text in texts]
    return to_frame(findings)


def _reason(item: Refused) -> tuple[str, str, str]:
    return item.dag, item.stand, item.sinds


def _dutch(day: str) -> str:
    """22-11-2026 for 2026-11-22."""
    return f"{date.fromisoformat(day):%d-%m-%Y}"
