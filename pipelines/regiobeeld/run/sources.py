"""`make bronnen`, `versiebericht`, `opruimen`, `kaart`, `indeling`: put the pieces together, say what happened."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from regiobeeld import paths
from regiobeeld.areas.gebieden import fetch_edition, read_export, renew_indeling
from regiobeeld.areas.indeling import read_lists, read_texts
from regiobeeld.catalog.files import AREAS_FILE, used_areas, used_map
from regiobeeld.catalog.load import load_catalog
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.observations.area_names import fold_name, name_lookup
from regiobeeld.recorded import verify_sources
from regiobeeld.run.progress import ProgressBar
from regiobeeld.snapshots.refresh import Refresh, Refresher
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.snapshots.versiebericht import write_message
from regiobeeld.snapshots.versions import collect_changes
from regiobeeld.statline.description import Description, check_identifier
from regiobeeld.statline.http import Client
from regiobeeld.statline.odata3 import Odata3Table
from regiobeeld.statline.services import Dienst, Owner, service_hosts

if TYPE_CHECKING:
    from regiobeeld.observations.propose import Known

NONE_DECLARED = "Er zijn geen levende bronnen: geen enkele tabel in sources/*.toml heeft een [tabel.dienst]."


def refresh_sources(only: str = "", bronmap: Path | None = None) -> int:
    """Refresh the living sources (or the one named `only`); returns the exit code.

    Raises:
        UsageError: `only` names no living source.
        ContractError: a declaration, the lock or the expectations are damaged.
    """
    verify_sources(paths.SOURCES)
    with Client() as client:
        refresher = Refresher(
            load_catalog(), SnapshotStore(), client, Observer(), bronmap=bronmap, progress=ProgressBar
        )
        result = refresher.run(only)
    print(summarise(result), file=sys.stderr)
    if result.is_changed:
        print(f"Wat er is gewijzigd, staat in {write_versions()}.", file=sys.stderr)
    return result.exit_code


def show_columns(path: Path | None, table: str = "") -> None:
    """Print the columns of a file or of a table at a service, and a declaration to begin with.

    Raises:
        UsageError: neither a file nor a table was named.
        SourceUnreachableError, ContractError: it cannot be read, or no service has it.
    """
    from regiobeeld.observations import peek, propose

    service: dict[str, str] | None = None
    if table:
        description, service = _describe_table(table)
        look = peek.look_at_description(description)
    elif path is not None:
        look = peek.look_at_file(path)
    else:
        mend = "make kolommen BESTAND=<bestand> of make kolommen TABEL=85984NED"
        raise UsageError("geef een bestand of een tabel", "BESTAND", mend)
    print(propose.show_columns(look))
    print()
    print(propose.propose(peek.require_columns(look), _known(), service))


def _describe_table(table: str) -> tuple[Description, dict[str, str]]:
    """A table of CBS, or else of the others (RIVM, GGD'en) on the same services."""
    hosts = service_hosts()
    refused: ContractError | None = None
    with Client() as client:
        for owner in get_args(Owner):
            dienst = Dienst(soort="odata3", eigenaar=owner, tabel=check_identifier(table))
            try:
                description = Odata3Table(hosts["odata3", owner], table, dienst).describe_columns(client)
            except ContractError as error:
                refused = error
                continue
            return description, {"soort": "odata3", "eigenaar": owner, "tabel": table}
    raise ContractError(f"geen dienst kent tabel {table}", "TABEL", "Controleer de code op StatLine") from refused


def _known() -> Known:
    """The names and codes that a proposal can lean on."""
    from regiobeeld.observations.propose import Known

    catalog, year = load_catalog(), used_areas().jaar
    larger: dict[str, str] = {}
    areas = read_texts(paths.SOURCES / AREAS_FILE)
    for level, column in (("PV", "pv"), ("GG", "ggd"), ("CR", "corop"), ("ZK", "zk"), ("VR", "vr")):
        names = zip(areas[f"{column}_naam"], areas[f"{column}_code"], strict=True)
        for name, code in names:
            larger[fold_name(f"{name} ({level})")] = code
            larger.setdefault(fold_name(name), code)
    taken = {*catalog.indicators, *(source.bron.code for source in catalog.sources)}
    return Known(year, name_lookup(read_lists(paths.SOURCES))[year], larger, taken)


def renew_boundaries(path: Path, jaar: str = "") -> None:
    """Renew the maps from a file; see `kaart.renew_map`."""
    from regiobeeld.areas.kaart import renew_map  # brings shapely, which nothing else needs

    before = used_map("WK").jaar
    made = renew_map(path, _year(jaar) if jaar else None)
    names = ", ".join(sorted(place.name for place in made))
    print(f"Vernieuwd: {names}. Volgende regiobeelden staan op deze grenzen.", file=sys.stderr)
    now = used_map("WK").jaar
    if now != before:
        told = f"De wijken zijn nu die van {now}: haal ook hun kerncijfers op: make bronnen BRON=kerncijfers."
        print(told, file=sys.stderr)


def renew_areas(jaar: str, path: Path | None = None) -> None:
    """Renew the indeling from an export, or from StatLine; see `gebieden.renew_indeling`."""
    year = _year(jaar)
    with Client() as client:
        if path:
            _check_export_year(path, year)
        edition = read_export(path) if path else fetch_edition(client, year)
    kept = renew_indeling(edition, year)
    print(f"Indeling van {year} in gebruik, uit {edition.origin}. {kept}".strip(), file=sys.stderr)
    if used_map("GM").jaar < year:
        told = "De kaart is nog van een eerder jaar: vernieuw die met make kaart BESTAND=<wijkenbuurten.gpkg>."
        print(told, file=sys.stderr)


def _check_export_year(path: Path, year: int) -> None:
    """An export of StatLine is named after its table: "Gebieden in Nederland 2025" is not the indeling of 2030."""
    named = {int(text) for text in re.findall(r"Nederland[ _](20[0-9]{2})", path.name)}
    if named and named != {year}:
        told = " en ".join(str(found) for found in sorted(named))
        raise UsageError(f"dit bestand is van {told}, niet van {year}", path.name, f"Geef JAAR={min(named)}")
    last = datetime.date.today().year + 1
    if year > last:
        raise UsageError(f"{year} ligt in de toekomst", "JAAR", f"Kies een jaar tot en met {last}")


def _year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise UsageError(f'"{text}" is geen jaar', "JAAR", "Geef bijvoorbeeld JAAR=2026")
    return int(text)


def summarise(result: Refresh) -> str:
    """One closing line: how many tables are new, the same, and why the others are not."""
    if not result.uitkomsten:
        return NONE_DECLARED
    states = [outcome.stand for outcome in result.uitkomsten]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    noun = "tabel" if len(states) == 1 else "tabellen"
    return f"{len(states)} {noun} gevraagd: {counts}."


def show_versions() -> None:
    """Print the versiebericht."""
    print(write_versions().read_text(encoding="utf-8"))


def remove_old_versions() -> None:
    """Remove what was fetched before and is no longer in use; see `SnapshotStore.clean`."""
    store = SnapshotStore()
    with store.alone():
        freed = store.clean()
    size = f"{freed / 1e6:.1f} MB".replace(".", ",") if freed >= 1e5 else "minder dan 0,1 MB"
    print(f"Eerdere versies zijn weg: {size}." if freed else "Er is niets op te ruimen.", file=sys.stderr)


def write_versions(folder: Path | None = None) -> Path:
    """Write the versiebericht in outputs/versiebericht; returns the path of the Markdown."""
    names = {code: indicator.naam for code, indicator in load_catalog().indicators.items()}
    return write_message(collect_changes(SnapshotStore()), folder or paths.OUTPUTS / "versiebericht", names)
