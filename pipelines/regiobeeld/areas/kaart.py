"""`make kaart`: renew the boundaries from the wijk- en buurtkaart of CBS and Kadaster.

Everything is read, checked and made in memory first; only then are the files put in place. The declaration
sources/kaart.toml says which map is drawn, so that it is the last to change.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from shapely.geometry import mapping

from regiobeeld import paths
from regiobeeld.areas.attachments import make_feature, write_features
from regiobeeld.areas.coverage import check_coverage, simplify
from regiobeeld.areas.geodata import LAYERS, Areas, read_areas
from regiobeeld.areas.indeling import read_lists
from regiobeeld.areas.renewal import read_text, redeclare, replace_files
from regiobeeld.catalog.files import AREAS, MAP_NAMES, MAPS, map_pattern, used_map
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.manifest import MAX_BYTES
from regiobeeld.recorded import record_files

LOG = logging.getLogger("regiobeeld")
MOST_POINTS = 150_000
"""Of one map; a point takes some 21 bytes, so that a map stays well below `MAX_BYTES`."""
WIJKEN_FILE = "indeling/wijken.csv"


def renew_map(path: Path, jaar: int | None = None, sources: Path = paths.SOURCES) -> list[Path]:
    """Renew the maps (and the list of wijken) in `sources` from the file at `path`; returns the maps written.

    Args:
        path: GeoPackage with the layers gemeenten and wijken, or GeoJSON with one of them.
        jaar: year of the indeling; without it the column `jaar` or the name of the file says so.
        sources: the folder to renew.

    Raises:
        UsageError: the year is not known, or contradicts the file.
        SourceUnreachableError: a file is missing.
        ContractError: the file is not such a map, or not of the gemeenten in use.
    """
    started = time.perf_counter()
    texts: dict[Path, str] = {}
    declared = {name: read_text(sources / name) for name in (MAPS, AREAS)}
    outdated: list[Path] = []
    made: list[Path] = []
    for areas in read_areas(path):
        year = find_year(path, areas.jaar, jaar)
        _check_codes(areas, year, read_lists(sources), path.name)
        target = sources / "kaart" / f"{MAP_NAMES[areas.level]}_{year}_rd.geojson"
        texts[target] = make_map(areas, path.name)
        made.append(target)
        old = used_map(areas.level, sources).path
        outdated += [old] if old != target else []
        pad = target.relative_to(sources).as_posix()
        origin = f"Uit {path.name} van CBS en Kadaster, vereenvoudigd."
        declared[MAPS] = redeclare(declared[MAPS], map_pattern(areas.level), pad, year, origin)
        if areas.level == "WK":
            texts[sources / WIJKEN_FILE] = list_wijken(areas, year).to_csv(index=False, lineterminator="\n")
            declared[AREAS] = redeclare(declared[AREAS], re.escape(WIJKEN_FILE), WIJKEN_FILE, year, origin)
        LOG.info(
            "%s: %d %s, %.1f MB", target.name, len(areas.codes), LAYERS[areas.level], len(texts[target]) / 1e6
        )
    replace_files(texts | {sources / name: text for name, text in declared.items()})
    for old in outdated:
        old.unlink(missing_ok=True)
    record_files(sources, [*texts, *outdated, *(sources / name for name in declared)])
    used_map.cache_clear()
    LOG.info("kaart vernieuwd uit %s, %.1f s", path.name, time.perf_counter() - started)
    return made


def find_year(path: Path, told: int | None, asked: int | None) -> int:
    """The year asked for, else what the file says, else the one year in its name.

    Raises:
        UsageError: they contradict each other, or there is none.
    """
    named = set(re.findall(r"(?<![0-9])20[12][0-9](?![0-9])", path.name))
    years = {year for year in (told, asked) if year is not None}
    if not years and len(named) == 1:
        years = {int(named.pop())}
    if len(years) > 1:
        raise UsageError(
            f"de kaart is van {told}, niet van {asked}", path.name, "Geef het goede jaar of laat JAAR weg"
        )
    if not years:
        raise UsageError("het is niet duidelijk van welk jaar de kaart is", path.name, "Geef ook JAAR=2025")
    return years.pop()


def make_map(areas: Areas, place: str) -> str:
    """The map file: fewer points, whole metres, no slivers."""
    loose = check_coverage(areas, place)
    if loose:
        LOG.warning("let op: de grens van %d gebied(en) sluit niet precies op de buren aan", loose)
    shapes = simplify(areas, MOST_POINTS, place)
    features: list[dict[str, Any]] = [
        make_feature(code, name, _gemeente_of(code) if areas.level == "WK" else None, mapping(shape))
        for code, name, shape in zip(areas.codes, areas.names, shapes, strict=True)
    ]
    text = write_features(features)
    if len(text.encode()) > MAX_BYTES:
        raise ContractError(f"de kaart wordt groter dan {MAX_BYTES} bytes", place, "Meld dit bestand")
    return text


def list_wijken(areas: Areas, year: int) -> pd.DataFrame:
    """gebied_jaar, code, naam, gemeente_code of all wijken on the map."""
    frame = pd.DataFrame({"gebied_jaar": year, "code": areas.codes, "naam": areas.names})
    return frame.assign(gemeente_code=[_gemeente_of(code) for code in areas.codes])


def _gemeente_of(code: str) -> str:
    return f"GM{code[2:6]}"


def _check_codes(areas: Areas, year: int, lists: pd.DataFrame, place: str) -> None:
    """The map has exactly the gemeenten that reports are made on.

    Wijken of an earlier year will do when all their gemeenten still exist.
    """
    newest = int(lists["gebied_jaar"].max())
    if year > newest:
        mend = f"Vernieuw eerst de indeling: make indeling JAAR={year}"
        raise ContractError(f"er is nog geen lijst van gemeenten van {year}", place, mend)
    known = set(lists.loc[lists["gebied_jaar"] == newest, "code"])
    found = set(areas.codes) if areas.level == "GM" else {_gemeente_of(code) for code in areas.codes}
    names = _names_of(lists)
    for odd, what in (
        (found - known, "deze gemeenten bestaan niet"),
        (known - found, "deze gemeenten ontbreken op de kaart"),
    ):
        if odd:
            some = ", ".join(f"{names.get(code, '')} {code}".strip() for code in sorted(odd)[:4])
            more = f" en nog {len(odd) - 4}" if len(odd) > 4 else ""
            mend = f"Kies de kaart van {newest}, of vernieuw de indeling met make indeling"
            raise ContractError(f"{what} (indeling {newest}): {some}{more}", place, mend)


def _names_of(lists: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(lists["code"], lists["naam"], strict=True))
