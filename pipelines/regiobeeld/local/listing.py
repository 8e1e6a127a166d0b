"""The local figures that are declared, for who looks for an indicator."""

from __future__ import annotations

from pathlib import Path

from regiobeeld import paths
from regiobeeld.catalog.local_folder import find_local, local_folder
from regiobeeld.catalog.lokaal import LokaleBron, read_declaration
from regiobeeld.local.frames import kind_of


def list_local(sources: Path = paths.SOURCES) -> list[dict[str, object]]:
    """One row per local source, with the columns of `regiobeeld.indicatoren`. Raises as `read_declaration`."""
    return [_row(place.name, read_declaration(place)) for place in find_local(local_folder(sources))]


def _row(code: str, declared: LokaleBron) -> dict[str, object]:
    return {
        "indicator_code": code,
        "naam": f"{declared.naam}, {declared.merk}",
        "thema": declared.thema,
        "eenheid": declared.eenheid,
        "soort": kind_of(declared),
        "leeftijd": declared.leeftijd or "totaal",
        "niveau": declared.gebied_soort,
        "richting": declared.richting,
        "bron": f"{declared.merk}: {declared.bron}",
        "toelichting": declared.toelichting,
    }
