"""Make the national tables when something changed; otherwise do nothing, quickly (no pandas here)."""

from __future__ import annotations

import logging
from pathlib import Path

from regiobeeld import paths
from regiobeeld.fingerprint import fingerprint, is_current
from regiobeeld.manifest import verify_basis
from regiobeeld.recorded import tell_changed, verify_sources
from regiobeeld.run import uptodate

log = logging.getLogger("regiobeeld")


def ensure_tables(outputs: Path | None = None) -> Path:
    """The folder with the national Parquet tables, made anew if the figures or the code changed.

    Raises:
        ContractError: a basis file is missing or damaged, or a check found wrong figures.
    """
    folder = (outputs or paths.OUTPUTS) / "parquet"
    verify_basis(paths.BASIS)
    changed = verify_sources(paths.SOURCES)
    uptodate.ensure(folder, _stamp(), lambda fresh: _make_tables(fresh, changed))
    return folder


def tables_are_current(outputs: Path) -> bool:
    """Whether `ensure_tables` would have nothing to do."""
    return is_current(outputs / "parquet" / uptodate.STAMP, _stamp())


def _stamp() -> dict[str, object]:
    return {"vingerafdruk": fingerprint(tables_only=True)}


def _make_tables(folder: Path, changed: list[str]) -> None:
    from regiobeeld.national.build import build_tables
    from regiobeeld.warehouse.duckdb_errors import translated

    if changed:
        log.warning(tell_changed(changed))
    log.info("Landelijke tabellen bouwen (alleen als er iets is veranderd) ...")
    with translated():
        build_tables(folder)
