"""`make bronnen` and `make versiebericht`: put the pieces together, say what happened, return the exit code."""

from __future__ import annotations

import sys
from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.ingest.http import Client
from regiobeeld.ingest.observe import Observer
from regiobeeld.ingest.progress import ProgressBar
from regiobeeld.ingest.refresh import Refresh, Refresher
from regiobeeld.ingest.snapshot import SnapshotStore
from regiobeeld.ingest.versiebericht import write_message
from regiobeeld.ingest.versions import collect_changes

NONE_DECLARED = "Er zijn geen levende bronnen: geen enkele tabel in sources/*.toml heeft een [tabel.dienst]."


def refresh_sources(only: str = "", bronmap: Path | None = None) -> int:
    """Refresh the living sources (or the one named `only`); returns the exit code.

    Raises:
        UsageError: `only` names no living source.
        ContractError: a declaration, the lock or the expectations are damaged.
    """
    with Client() as client:
        refresher = Refresher(
            load_catalog(), SnapshotStore(), client, Observer(), bronmap=bronmap, progress=ProgressBar
        )
        result = refresher.run(only)
    print(summarise(result), file=sys.stderr)
    if result.is_changed:
        print(f"Wat er is gewijzigd, staat in {write_versions()}.", file=sys.stderr)
    return result.exit_code


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


def write_versions(folder: Path | None = None) -> Path:
    """Write the versiebericht in outputs/versiebericht; returns the path of the Markdown."""
    names = {code: indicator.naam for code, indicator in load_catalog().indicators.items()}
    return write_message(collect_changes(SnapshotStore()), folder or paths.OUTPUTS / "versiebericht", names)
