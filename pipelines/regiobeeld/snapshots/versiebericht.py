"""The versiebericht: what changed, as Markdown for the terminal, a page for the report and Parquet for tools.

Names come from a service and are never trusted: whatever could be markup is escaped.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld.snapshots.versions import CHANGES, IndicatorChange, TableChange

MOST_ROWS = 10
LONGEST_TEXT = 300
NO_CHANGE = "Er is niets gewijzigd sinds de vorige keer."
INTRO = (
    "Dit bericht zegt wat er in de bronnen is gewijzigd sinds de vorige versie: nieuwe jaren, herziene cijfers, "
    "verdwenen rijen en gewijzigde omschrijvingen."
)
Names = Mapping[str, str]


def write_message(changes: Sequence[TableChange], folder: Path, names: Names) -> Path:
    """Write versiebericht.md, .html and .parquet in `folder`; returns the path of the Markdown.

    Args:
        changes: see `versions.collect_changes`.
        folder: is made when it is not there.
        names: indicator code -> name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    frames = [change.rijen for change in changes if len(change.rijen)]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=CHANGES)
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), folder / "versiebericht.parquet")
    (folder / "versiebericht.html").write_text(render_html(changes, names), encoding="utf-8")
    path = folder / "versiebericht.md"
    path.write_text(render_markdown(changes, names), encoding="utf-8")
    return path


def render_markdown(changes: Sequence[TableChange], names: Names) -> str:
    """The message as Markdown."""
    lines = ["# Versiebericht", "", INTRO, ""]
    for change in _changed(changes):
        lines += [f"## {escape_markdown(_title(change))}", "", escape_markdown(_dates(change)), ""]
        for head, rows in _tables(change, names):
            lines += [f"### {escape_markdown(head)}", ""]
            lines += [_markdown_row(rows[0]), "|" + " --- |" * len(rows[0]), *map(_markdown_row, rows[1:]), ""]
    if not _changed(changes):
        lines += [NO_CHANGE, ""]
    return "\n".join(lines)


def render_html(changes: Sequence[TableChange], names: Names) -> str:
    """The message as a page that stands by itself."""
    parts = []
    for change in _changed(changes):
        parts.append(f"<section><h2>{html.escape(_title(change))}</h2><p>{html.escape(_dates(change))}</p>")
        for head, rows in _tables(change, names):
            cells = [_html_row(rows[0], "th"), *(_html_row(row, "td") for row in rows[1:])]
            parts.append(f"<table><caption>{html.escape(head)}</caption>{''.join(cells)}</table>")
        parts.append("</section>")
    body = "\n".join(parts) or f"<p>{NO_CHANGE}</p>"
    return _PAGE.replace("@@intro@@", html.escape(INTRO)).replace("@@inhoud@@", body)


def escape_markdown(text: str) -> str:
    """Text that no Markdown viewer takes for markup."""
    flat = " ".join(html.escape(text, quote=False).split())
    return re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", flat)


def _changed(changes: Sequence[TableChange]) -> list[TableChange]:
    return [change for change in changes if not change.is_empty]


def _title(change: TableChange) -> str:
    return f"{change.snapshot.bron} ({change.snapshot.tabel})"


def _dates(change: TableChange) -> str:
    snapshot = change.snapshot
    return f"Gewijzigd bij de bron op {snapshot.gewijzigd[:10]}, opgehaald op {snapshot.opgehaald[:10]}."


def _tables(change: TableChange, names: Names) -> Iterator[tuple[str, list[list[str]]]]:
    """Heading and rows (the first is the header) of every table of one change."""
    if change.indicatoren:
        header = ["Indicator", "Nieuwe jaren", "Nieuw", "Herzien", "Ingevuld", "Leeg geworden", "Verdwenen"]
        yield "Per indicator", [header, *(_summary_row(item, names) for item in change.indicatoren)]
    for kind, head in (("herzien", "Grootste herzieningen"), ("verdwenen", "Verdwenen cijfers")):
        for code, part in change.rijen[change.rijen["wijziging"] == kind].groupby("indicator_code", sort=True):
            name = names.get(str(code), str(code))
            shown = part.head(MOST_ROWS)
            more = f" (de eerste {MOST_ROWS} van {len(part)})" if len(part) > MOST_ROWS else ""
            yield (
                f"{head}: {name}{more}",
                [["Gebied", "Periode", "Groep", "Oud", "Nieuw"], *map(_value_row, _rows(shown))],
            )
    if change.definities:
        header = ["Kolom", "Onderdeel", "Was", "Is nu"]
        yield (
            "Gewijzigde omschrijvingen",
            [header, *([d.kolom, d.onderdeel, d.oud, d.nieuw] for d in change.definities)],
        )


def _summary_row(item: IndicatorChange, names: Names) -> list[str]:
    counts = [item.nieuw, item.herzien, item.ingevuld, item.leeg_geworden, item.verdwenen]
    years = ", ".join(map(str, item.nieuwe_jaren)) or "-"
    return [names.get(item.indicator_code, item.indicator_code), years, *(str(count) for count in counts)]


def _rows(part: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in part.to_dict("records")]


def _value_row(row: Mapping[str, object]) -> list[str]:
    first, last = str(row["periode_start"])[:4], str(row["periode_eind"])[:4]
    group = [str(row[name]) for name in ("leeftijd", "geslacht", "uitsplitsing") if row[name] != "totaal"]
    period = first if first == last else f"{first}-{last}"
    return [
        str(row["gebied_code"]),
        period,
        ", ".join(group) or "totaal",
        _number(row["oud"]),
        _number(row["nieuw"]),
    ]


def _number(value: object) -> str:
    """A number with a decimal comma; a dash for nothing."""
    if not isinstance(value, float) or math.isnan(value):
        return "-"
    return f"{value:.10g}".replace(".", ",")


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 3] + "..."


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escape_markdown(_shorten(cell)) for cell in cells) + " |"


def _html_row(cells: Sequence[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "<tr>" + "".join(f"<{tag}{scope}>{html.escape(_shorten(cell))}</{tag}>" for cell in cells) + "</tr>"


_PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Versiebericht</title>
<style>
body { font-family: "Source Sans 3", "Source Sans Pro", sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0 2rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { border-bottom: 1px solid #cbd2d9; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<main>
<h1>Versiebericht</h1>
<p>@@intro@@</p>
@@inhoud@@
</main>
</body>
</html>
"""
