"""The command line: parse, call, turn errors into one Dutch line and an exit code. No logic here."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from regiobeeld import stopping
from regiobeeld.errors import RegiobeeldError, UsageError
from regiobeeld.run.commands import add_more
from regiobeeld.run.trouble import explain

EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code (0 good, 1 bug, 2 usage, 3 unreachable, 4 contract broken)."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("regiobeeld").setLevel(logging.INFO)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        return _ended_by(error)
    return int(code or 0)


def _ended_by(error: BaseException) -> int:
    """Say in one line what ended the run; a mistake of our own goes on as it is."""
    if isinstance(error, KeyboardInterrupt) or stopping.told_to_stop():
        print("Afgebroken. Wat al klaar was, staat er nog.", file=sys.stderr)
        return EXIT_INTERRUPTED
    match error:
        case RegiobeeldError():
            return _complain(error)
        case BrokenPipeError():
            # The reader has seen enough (make regios | head); what is still in the buffer may go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        case MemoryError():
            return _complain(explain(OSError(errno.ENOMEM, "")))
        case OSError():
            return _complain(explain(error))
    raise error


def _complain(error: RegiobeeldError) -> int:
    print(f"Fout: {error}", file=sys.stderr)
    return error.exit_code


class _Parser(argparse.ArgumentParser):
    """Argparse with its complaint in our words."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(
            UsageError.exit_code, "Fout: onbekende of onvolledige opdracht. Typ make voor de mogelijkheden.\n"
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="regiobeeld", description="Regiobeelden van Nederland uit open cijfers")
    commands = parser.add_subparsers(dest="opdracht", required=True, parser_class=_Parser)

    report = commands.add_parser("regiobeeld", help="maak het regiobeeld van een regio")
    report.add_argument("regio", help="naam, code of lijst van gemeenten")
    report.add_argument("--peiljaar", type=str, default="", help="laatste jaar dat meetelt")
    report.add_argument("--notebook", default="", help="eigen notebook; leeg is dat van het project")
    report.add_argument("--formaat", default="", help="ook als pdf, xlsx, pptx of docx")
    report.add_argument("--figuren", default="", help="nee: geen losse bestanden van de figuren")
    report.set_defaults(run=_regiobeeld)

    own = commands.add_parser("notebook", help="kopieer het notebook van een regio om in te werken")
    own.add_argument("regio", help="naam, code of lijst van gemeenten")
    own.set_defaults(run=_notebook)
    chapter = commands.add_parser("hoofdstuk", help="maak één hoofdstuk")
    chapter.add_argument("regio", help="naam, code of lijst van gemeenten")
    chapter.add_argument("--naam", default="", help="code van het hoofdstuk")
    chapter.set_defaults(run=_hoofdstuk)

    control = commands.add_parser("controle", help="reken een gemaakt regiobeeld na")
    control.add_argument("regio", help="naam, code of lijst van gemeenten")
    control.set_defaults(run=_controle)

    _add_origin(commands.add_parser("herkomst", help="toon waar een getal van een regiobeeld vandaan komt"))
    commands.add_parser("regios", help="toon de regio's").set_defaults(run=_regios)
    commands.add_parser("gegevens", help="bouw de landelijke tabellen").set_defaults(run=_gegevens)
    commands.add_parser("doelgroepen", help="maak de doelgroepen van heel Nederland").set_defaults(
        run=_doelgroepen
    )
    partners = commands.add_parser("samenwerking", help="zet de samenwerkingsverbanden in een pagina")
    partners.add_argument("--controle", action="store_true", help="alleen controleren")
    partners.set_defaults(run=_samenwerking)
    commands.add_parser("aanbod", help="controleer de bestanden met wie er in de zorg werkt").set_defaults(
        run=_aanbod
    )
    commands.add_parser("docs", help="schrijf de gegenereerde documentatie").set_defaults(run=_docs)
    commands.add_parser("lokaal", help="controleer de lokale bronnen").set_defaults(run=_lokaal)
    _add_sources(commands)
    add_more(commands)
    return parser


def _add_sources(commands: Any) -> None:
    """What renews the figures, the areas and the map."""
    living = commands.add_parser("bronnen", help="haal nieuwere cijfers op")
    living.add_argument("bron", nargs="?", default="", help="code van een bron; leeg is alle")
    living.add_argument("--bronmap", type=Path, help="map met bestanden die u zelf hebt opgehaald")
    living.set_defaults(run=_bronnen)
    commands.add_parser("versiebericht", help="toon wat er is veranderd").set_defaults(run=_versiebericht)
    commands.add_parser("opruimen", help="gooi eerdere versies weg").set_defaults(run=_opruimen)

    chart = commands.add_parser("kaart", help="vernieuw de kaart")
    chart.add_argument("bestand", type=Path, help="GeoPackage of GeoJSON van CBS en Kadaster")
    chart.add_argument("--jaar", default="", help="jaar van de indeling")
    chart.set_defaults(run=_kaart)
    areas = commands.add_parser("indeling", help="vernieuw de indeling in gemeenten en gebieden")
    areas.add_argument("jaar", help="jaar van de nieuwe indeling")
    areas.add_argument("--bestand", type=Path, help="export van de tabel; zonder bestand van StatLine")
    areas.set_defaults(run=_indeling)

    columns = commands.add_parser("kolommen", help="toon de kolommen van een bestand of tabel")
    columns.add_argument("bestand", nargs="?", default="", help="CSV, XLSX, Parquet of JSON")
    columns.add_argument("--tabel", default="", help="code van een tabel op StatLine")
    columns.set_defaults(run=_kolommen)

    basis = commands.add_parser("basis", help="stel de ingebouwde cijfers samen")
    basis.add_argument("--bron", default="", help="code van een bron; leeg is alle")
    basis.add_argument("bronmap", help="map met de bronbestanden")
    basis.set_defaults(run=_basis)


def _add_origin(origin: argparse.ArgumentParser) -> None:
    origin.add_argument("regio", nargs="?", default="", help="naam, code of lijst van gemeenten")
    origin.add_argument("--getal", default="", help="het getal zoals het er staat, bijvoorbeeld 17,3")
    origin.add_argument("--soort", default="", help="profielen: van de profielen van deze regio")
    origin.add_argument("--wijk", default="", help="van het profiel van deze wijk")
    origin.add_argument("--met", default="", help="van de vergelijking met deze regio's")
    origin.set_defaults(run=_herkomst)


# Every command imports what it needs when it runs: a run without work stays under 0.3 s.


def _regiobeeld(options: argparse.Namespace) -> None:
    from regiobeeld.run import report

    report.make_report(
        options.regio,
        options.peiljaar,
        notebook=options.notebook,
        formaat=options.formaat,
        figuren=options.figuren != "nee",
    )


def _notebook(options: argparse.Namespace) -> None:
    from regiobeeld.analyst import workbook

    workbook.copy_notebook(options.regio)


def _hoofdstuk(options: argparse.Namespace) -> None:
    from regiobeeld.analyst import preview

    preview.preview_chapter(options.regio, options.naam)


def _controle(options: argparse.Namespace) -> int:
    from regiobeeld.areas.regions import resolve_region
    from regiobeeld.controle import commands

    return commands.control_report(resolve_region(options.regio).slug, options.regio)


def _herkomst(options: argparse.Namespace) -> None:
    from regiobeeld.run import origin

    print(origin.trace_number(options.regio, options.getal, options.soort, options.wijk, options.met))


def _regios(_: argparse.Namespace) -> None:
    from regiobeeld.areas import regions

    print(regions.describe_regions())


def _gegevens(_: argparse.Namespace) -> None:
    from regiobeeld.run import national

    national.ensure_tables()


def _doelgroepen(_: argparse.Namespace) -> None:
    from regiobeeld.run import doelgroepen

    doelgroepen.make_screen()


def _bronnen(options: argparse.Namespace) -> int:
    from regiobeeld.run import sources

    return sources.refresh_sources(options.bron, options.bronmap)


def _versiebericht(_: argparse.Namespace) -> None:
    from regiobeeld.run import sources

    sources.show_versions()


def _opruimen(_: argparse.Namespace) -> None:
    from regiobeeld.run import sources

    sources.remove_old_versions()


def _kaart(options: argparse.Namespace) -> None:
    if options.bestand == Path():
        raise UsageError("geef het bestand met de kaart", "BESTAND", "make kaart BESTAND=wijkenbuurten_2025.gpkg")
    from regiobeeld.run import sources

    sources.renew_boundaries(options.bestand, options.jaar)


def _indeling(options: argparse.Namespace) -> None:
    from regiobeeld.run import sources

    sources.renew_areas(options.jaar, options.bestand)


def _kolommen(options: argparse.Namespace) -> None:
    from regiobeeld.run import sources

    sources.show_columns(Path(options.bestand) if options.bestand else None, options.tabel)


def _samenwerking(options: argparse.Namespace) -> None:
    from regiobeeld.report import partnerships

    if options.controle:
        partnerships.check()
    else:
        partnerships.make_page()


def _aanbod(_: argparse.Namespace) -> None:
    from regiobeeld.future.check import check_supply

    print("\n".join(check_supply()))


def _lokaal(_: argparse.Namespace) -> int:
    from regiobeeld.run.local import check_local

    return check_local()


def _docs(_: argparse.Namespace) -> None:
    from regiobeeld import paths, recorded
    from regiobeeld.catalog import docs, reference
    from regiobeeld.national.build import published_tables
    from regiobeeld.warehouse import dictionary

    docs.main()
    reference.main()
    recorded.record_declarations(paths.SOURCES)
    dictionary.write_dictionary(published_tables())


def _basis(options: argparse.Namespace) -> None:
    if not options.bronmap or not Path(options.bronmap).is_dir():
        raise UsageError(
            "de map met bronbestanden is er niet", options.bronmap or "BRONMAP", "Geef make basis BRONMAP=<map>"
        )
    if options.bron:
        from regiobeeld.snapshots import supplement

        supplement.compile_one(options.bron, Path(options.bronmap))
        return
    from regiobeeld.snapshots import basis

    basis.compile_basis(Path(options.bronmap))
