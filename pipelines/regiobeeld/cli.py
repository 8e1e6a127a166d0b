"""The command line: parse, call, turn errors into one Dutch line and an exit code. No logic here."""

from __future__ import annotations

import argparse
import errno
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from regiobeeld.errors import RegiobeeldError, SourceUnreachableError, UsageError

EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code (0 good, 1 bug, 2 usage, 3 unreachable, 4 contract broken)."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        options.run(options)
    except RegiobeeldError as error:
        return _complain(error)
    except KeyboardInterrupt:
        print("Afgebroken. Wat al klaar was, staat er nog.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except OSError as error:
        return _complain(_explain(error))
    return 0


def _complain(error: RegiobeeldError) -> int:
    print(f"Fout: {error}", file=sys.stderr)
    return error.exit_code


def _explain(error: OSError) -> RegiobeeldError:
    """Say in Dutch what the operating system refused; what it does not recognise is a bug and keeps its traceback."""
    place = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SourceUnreachableError("de schijf is vol", place, "Maak ruimte en probeer het opnieuw")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SourceUnreachableError(
            "geen rechten om te schrijven of te lezen", place, "Kijk naar de rechten van deze map"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return SourceUnreachableError("bestand of map niet gevonden", place, "Kijk of de map compleet is")
    raise error


class _Parser(argparse.ArgumentParser):
    """Argparse with its complaint in our words."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"Fout: onbekende of onvolledige opdracht. Typ make voor de mogelijkheden.\n({message})\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="regiobeeld", description="Regiobeelden van Nederland uit open cijfers")
    commands = parser.add_subparsers(dest="opdracht", required=True, parser_class=_Parser)

    report = commands.add_parser("regiobeeld", help="maak het regiobeeld van een regio")
    report.add_argument("regio", help="naam, code of lijst van gemeenten")
    report.add_argument("--peiljaar", type=str, default="", help="laatste jaar dat meetelt")
    report.set_defaults(run=_regiobeeld)

    commands.add_parser("regios", help="toon de regio's").set_defaults(run=_regios)
    commands.add_parser("gegevens", help="bouw de landelijke tabellen").set_defaults(run=_gegevens)
    commands.add_parser("docs", help="schrijf de gegenereerde documentatie").set_defaults(run=_docs)

    basis = commands.add_parser("basis", help="stel de ingebouwde cijfers samen")
    basis.add_argument("bronmap", help="map met de bronbestanden")
    basis.set_defaults(run=_basis)
    return parser


# Every command imports what it needs when it runs: a run without work stays under 0.3 s.


def _regiobeeld(options: argparse.Namespace) -> None:
    from regiobeeld.report import make

    make.make_report(options.regio, options.peiljaar)


def _regios(_: argparse.Namespace) -> None:
    from regiobeeld.harmonise import regions

    print(regions.describe_regions())


def _gegevens(_: argparse.Namespace) -> None:
    from regiobeeld.warehouse import make

    make.ensure_tables()


def _docs(_: argparse.Namespace) -> None:
    from regiobeeld.catalog import docs
    from regiobeeld.warehouse import dictionary

    docs.main()
    dictionary.write_dictionary()


def _basis(options: argparse.Namespace) -> None:
    if not options.bronmap or not Path(options.bronmap).is_dir():
        raise UsageError(
            "de map met bronbestanden is er niet", options.bronmap or "BRONMAP", "Geef make basis BRONMAP=<map>"
        )
    from regiobeeld.ingest import basis

    basis.compile_basis(Path(options.bronmap))
