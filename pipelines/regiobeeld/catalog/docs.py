"""The page `sources/INDICATOREN.md`: every figure and source of the catalogue, written from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.ages import MANY, list_ages
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Indicator, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.catalog.terms import DOELGROEP_NAMEN, THEMA_NAMEN, Thema

FILE_NAME = "INDICATOREN.md"

_INTRO = """\
# Indicatoren en bronnen

Deze pagina wordt gemaakt uit `sources/*.toml`. Verander daar iets, niet hier, en maak de pagina opnieuw met
`python -m regiobeeld.catalog.docs`.

Hoe een cijfer wordt opgeteld tot een groter gebied:

- **som**: aantallen worden opgeteld;
- **gewogen**: het gemiddelde van de gemeenten, gewogen met het aantal dat erachter staat;
- **niet**: het cijfer staat er alleen waar de bron het zelf geeft."""

_SOORTEN = {
    "telling": "telling",
    "enquete": "enquête",
    "modelschatting": "schatting met een model",
    "prognose": "prognose",
    "berekend": "berekend",
}
_GEWICHTEN = {"bevolking": "inwoners van die leeftijd", "bevolking_totaal": "alle inwoners"}
_HEADER = ("Code", "Naam", "Eenheid", "Leeftijd", "Bron en tabel", "Niveau", "Opgeteld", "Toelichting")
_ONLY_LIVE = "Alleen na make bronnen."
_MANY_AGES = 6


def write_docs(catalog: Catalog) -> str:
    """The whole page as Markdown: indicators per theme, then the sources with licence and tables."""
    parts = [_INTRO, _summary(catalog)]
    parts += [_theme(catalog, theme) for theme in THEMA_NAMEN]
    parts.append("## Bronnen")
    parts += [_source(source) for source in catalog.sources]
    return "\n\n".join(parts) + "\n"


def _summary(catalog: Catalog) -> str:
    """How many indicators per theme, with a link to each."""
    themes = [indicator.thema for indicator in catalog.indicators.values()]
    rows = [(f"[{name}](#{_anchor(name)})", str(themes.count(theme))) for theme, name in THEMA_NAMEN.items()]
    return _table(("Thema", "Indicatoren"), [*rows, ("Samen", str(len(themes)))])


def _theme(catalog: Catalog, theme: Thema) -> str:
    rows = [
        _indicator_row(source, indicator, catalog)
        for source in catalog.sources
        for indicator in source.indicator
        if indicator.thema == theme
    ]
    return f"## {THEMA_NAMEN[theme]}\n\n{_table(_HEADER, rows)}"


def _indicator_row(source: Source, indicator: Indicator, catalog: Catalog) -> tuple[str, ...]:
    tables = [tabel for tabel in source.tabel if source.columns(tabel, indicator)]
    return (
        f"`{indicator.code}`",
        indicator.naam,
        indicator.eenheid,
        _ages(source, indicator),
        f"{source.bron.naam}: {', '.join(tabel.code for tabel in tables)}",
        ", ".join(indicator.niveau),
        _aggregation(indicator, catalog),
        _explanation(source, indicator),
    )


def _ages(source: Source, indicator: Indicator) -> str:
    """The age groups of an indicator; a long list becomes a word."""
    ages = list_ages(source, indicator)
    return ", ".join(ages) if len(ages) <= _MANY_AGES and MANY not in ages else MANY


def _aggregation(indicator: Indicator, catalog: Catalog) -> str:
    if indicator.gewicht is None:
        return indicator.aggregatie
    named = catalog.indicators.get(indicator.gewicht)
    weight = _GEWICHTEN.get(indicator.gewicht) or (named.naam.lower() if named else indicator.gewicht)
    return f"gewogen met {weight}"


def _explanation(source: Source, indicator: Indicator) -> str:
    """What is measured, how, for which groups, and from when it can no longer be compared."""
    groups = ", ".join(DOELGROEP_NAMEN[group] for group in indicator.doelgroepen)
    tables = [tabel for tabel in source.tabel if source.columns(tabel, indicator)]
    live = [_ONLY_LIVE] if all(_is_only_live(tabel) for tabel in tables) else []
    parts = [indicator.toelichting, *live, f"Soort: {_SOORTEN[source.soort(indicator)]}.", f"Doelgroep: {groups}."]
    parts += [f"Breuk vanaf {breuk.wanneer}: {breuk.reden}." for breuk in indicator.breuken]
    return " ".join(parts)


def _is_only_live(tabel: Tabel) -> bool:
    """Whether a table has no embedded figures: it comes from its service, or from a file of the analyst."""
    return tabel.pad is None and tabel.dienst is not None


def _source(source: Source) -> str:
    bron = source.bron
    lines = [
        f"### {bron.naam}",
        "",
        f"Code `{bron.code}`. {bron.organisatie}; {_SOORTEN[bron.soort]}; licentie {bron.licentie}; "
        f"noem als bron: {bron.citaat}. <{bron.url}>",
    ]
    if bron.toelichting:
        lines += ["", bron.toelichting.strip()]
    if source.tabel:
        rows = [_table_row(source, tabel) for tabel in source.tabel]
        header = ("Tabel", "Titel", "Indeling", "Status", "Opgenomen", "Indicatoren", "Toelichting")
        lines += ["", _table(header, rows)]
    if source.bestand:
        files = [(f"`{b.pad}`", b.titel, str(b.jaar or ""), b.toelichting) for b in source.bestand]
        lines += ["", _table(("Bestand", "Titel", "Jaar", "Toelichting"), files)]
    return "\n".join(lines)


def _table_row(source: Source, tabel: Tabel) -> tuple[str, ...]:
    count = sum(bool(source.columns(tabel, indicator)) for indicator in source.indicator)
    code = f"[{tabel.code}]({tabel.url})" if tabel.url else tabel.code
    taken = "levend" if _is_only_live(tabel) else tabel.opgenomen.isoformat()
    return (code, tabel.titel, str(tabel.gebied_jaar), tabel.status, taken, str(count), tabel.toelichting)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    """One row; a pipe or a line break in a text would otherwise start a new cell or row."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def main(folder: Path = paths.SOURCES) -> Path:
    """Write the page for the declarations in `folder`; returns where it is."""
    page = folder / FILE_NAME
    page.write_text(write_docs(load_catalog(folder)), encoding="utf-8")
    return page


if __name__ == "__main__":
    print(main())
