"""The data dictionary of the published tables, generated from the schema: `outputs/README.md`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from regiobeeld import paths
from regiobeeld.schema import Column, Table

PAGE = paths.PROJECT / "outputs" / "README.md"
_INTRODUCTION = """\
# Uitvoer van regiobeeld

Deze pagina is gemaakt uit het schema (`make docs`); verander haar niet met de hand.

| map of bestand | wat |
|---|---|
| `<regio>/regiobeeld-<regio>.html` | het regiobeeld: één bestand, werkt zonder internet, te printen |
| `<regio>/regiobeeld-<regio>.pdf`, `.xlsx`, `.pptx`, `.docx` | hetzelfde in andere vormen, met `FORMAAT=` |
| `<regio>/regiobeeld-<regio>.ipynb` | het uitgevoerde notebook |
| `<regio>/figuren/` | alle figuren als SVG en PNG, met titel en bron |
| `<regio>/data/` | de cijfers van de regio als Parquet en CSV (puntkomma, decimale komma) |
| `<regio>/data/datapackage.json` | wat elke tabel en kolom van de regio betekent (Frictionless) |
| `<regio>/data/hoofdstukken.json` | de inhoud van elk hoofdstuk; de andere vormen worden hieruit gemaakt |
| `<regio>/claims.json`, `claims.parquet` | elk getal van het rapport met bron, jaar, gebied en formule |
| `<regio>/vorige/` | cijfers en oordelen van eerdere regiobeelden, voor Wat is er veranderd |
| `<regio>/run.json` | wat erin ging, met welke versies, en de sha256 van elk bestand |
| `index.html` | alle gemaakte rapporten, op een kaart en in een lijst |
| `profielen/`, `wijkprofiel/`, `vergelijking/` | profielen van gemeenten en wijken, en regio's naast elkaar |
| `effect/<plan>/` | de effectmeting van een plan: pagina, notebook, figuren en tabellen |
| `dialoog/<regio>/pakket/`, `terug/` | praatplaat, kaarten en formulieren; wat de regio zegt |
| `doelgroepen/` | de doelgroepen van heel Nederland: een pagina met kaarten en tabellen, en Parquet |
| `parquet/` | de landelijke tabellen (hieronder) met `datapackage.json` (Frictionless) |
| `parquet/regiobeeld.duckdb` | dezelfde tabellen als DuckDB-bestand, zonder wijken en buurten; een kopie |

Lezen in Python: `pandas.read_parquet("outputs/parquet/waarneming.parquet")`. De kolom `eenheid` van de tabel
`indicator` zegt in welke eenheid een `waarde` staat. Een leeg cijfer is nooit een nul: `ontbreekt` zegt waarom het
leeg is.

`waarneming` heeft de gemeenten en gebieden van 2025, omgerekend en opgeteld; `waarneming_bron` heeft dezelfde
cijfers zoals de bron ze publiceert. Wijken en buurten (`waarneming_wijk`, `waarneming_buurt`) staan in de
indeling van hun eigen jaar.
"""


def describe_tables(published: Mapping[str, Table]) -> str:
    """The page: an introduction and, per published table, its columns with type, meaning and allowed values."""
    tables = sorted(published.items())
    return "\n".join([_INTRODUCTION, *(_describe(stem, table) for stem, table in tables)])


def write_dictionary(published: Mapping[str, Table], path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(describe_tables(published), encoding="utf-8")


def _describe(stem: str, table: Table) -> str:
    rows = [_row(column) for column in table.columns]
    lines = [
        f"## {stem}.parquet",
        "",
        f"{table.meaning}. Sleutel: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| kolom | type | leeg | betekenis |",
        "|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


def _row(column: Column) -> str:
    allowed = f" ({', '.join(column.allowed)})" if column.allowed else ""
    empty = "ja" if column.nullable else "nee"
    return f"| `{column.name}` | {column.kind} | {empty} | {column.meaning}{allowed} |"
