"""Boundaries of gemeenten and wijken as CBS and Kadaster publish them: a GeoPackage, or GeoJSON, in RD metres."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from regiobeeld.catalog.files import MapLevel
from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.readers.columns import unreadable
from regiobeeld.readers.geopackage import Layer, list_layers, read_layer

RD = 28992
LAYERS: dict[MapLevel, str] = {"GM": "gemeenten", "WK": "wijken"}
_LAYER_NAMES: dict[MapLevel, str] = {"GM": r"(.*_)?gemeenten?(_.*)?", "WK": r"(.*_)?wijk(en)?(_.*)?"}
_CODES: dict[MapLevel, tuple[str, ...]] = {
    "GM": ("gemeentecode", "gm_code", "statcode"),
    "WK": ("wijkcode", "wk_code", "statcode"),
}
_NAMES: dict[MapLevel, tuple[str, ...]] = {
    "GM": ("gemeentenaam", "gm_naam", "statnaam"),
    "WK": ("wijknaam", "wk_naam", "statnaam"),
}
_WATER, _YEAR = ("water", "h2o"), ("jaar",)
_PATTERNS: dict[MapLevel, str] = {"GM": r"GM[0-9]{4}", "WK": r"WK[0-9]{4}[0-9A-Z]{2}"}
_LAND, _IS_WATER = ("NEE", "N", "0", "FALSE", ""), ("JA", "J", "1", "TRUE", "B")
"""What the column for water says of land, and of water (B: across the border)."""
Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Areas:
    """The land of all areas of one level, sorted by code; `jaar` = what the file says of itself."""

    level: MapLevel
    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: Shapes
    jaar: int | None


def read_areas(path: Path) -> list[Areas]:
    """The gemeenten and wijken of a GeoPackage (both must be there), or the one level of a GeoJSON file.

    Raises:
        SourceUnreachableError: the file is not there.
        ContractError: not such a file, another grid than RD, a missing layer or column, or a shape that is no
            valid polygon.
    """
    if not path.is_file():
        raise SourceUnreachableError("bestand niet gevonden", path, "Geef make kaart BESTAND=<gpkg of geojson>")
    if path.suffix.lower() in {".json", ".geojson"}:
        return [_read_geojson(path)]
    names = list_layers(path)
    return [_to_areas(level, *_of_layer(read_layer(path, _pick(names, level, path)), path)) for level in LAYERS]


def _pick(names: Sequence[str], level: MapLevel, path: Path) -> str:
    fits = [name for name in names if re.fullmatch(_LAYER_NAMES[level], name, re.IGNORECASE)]
    if len(fits) != 1:
        what = f"laag {LAYERS[level]} ontbreekt" if not fits else f"meer dan één laag past bij {LAYERS[level]}"
        raise ContractError(what, path.name, f"Wel aanwezig: {', '.join(names) or 'geen enkele laag'}")
    return fits[0]


def _of_layer(layer: Layer, path: Path) -> tuple[list[dict[str, Any]], Shapes, str]:
    place = f"{path.name}, laag {layer.name}"
    if layer.epsg != RD:
        raise _not_rd(place, f"EPSG:{layer.epsg}")
    refuse_curves(layer.shapes, place)
    try:
        shapes = shapely.from_wkb(np.array(layer.shapes, dtype=object))
    except ShapelyError as error:
        raise ContractError("een grens is geen geldige geometrie", place, "Haal het bestand opnieuw op") from error
    return layer.rows, shapes, place


def refuse_curves(shapes: Sequence[bytes | None], place: str) -> None:
    """Arcs (CircularString and what is made of them, ISO types 8 to 12) have no straight points to draw."""
    for wkb in shapes:
        if wkb and int.from_bytes(wkb[1:5], "little" if wkb[0] else "big") % 1000 & 0xFF in range(8, 13):
            mend = "Zet de grenzen eerst om naar rechte lijnen"
            raise ContractError("de grenzen bestaan uit bogen (curves)", place, mend)


def _read_geojson(path: Path) -> Areas:
    try:
        document = parse_json(path.read_text(encoding="utf-8-sig"))
        features = document["features"]
        rows = [{str(k).lower(): v for k, v in feature["properties"].items()} for feature in features]
        shapes = np.array([shape(f["geometry"]) if f["geometry"] else None for f in features], dtype=object)
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, ShapelyError) as error:
        raise unreadable(path, "het is geen (heel) GeoJSON-bestand", "Haal het bestand opnieuw op") from error
    if not rows:
        raise unreadable(path, "er staan geen gebieden in", "Haal het bestand opnieuw op")
    if "buurtcode" in rows[0] or "bu_code" in rows[0]:
        raise ContractError("dit is een kaart van buurten", path.name, "Geef de kaart van gemeenten of van wijken")
    first = str(rows[0].get("statcode", ""))
    has_wijken = first.startswith("WK") or any(name in rows[0] for name in _CODES["WK"][:2])
    return _to_areas("WK" if has_wijken else "GM", rows, shapes, path.name)


def _to_areas(level: MapLevel, rows: list[dict[str, Any]], shapes: Shapes, place: str) -> Areas:
    """One area per code: water left out, parts of one area taken together."""
    codes = _cells(rows, _CODES[level], place)
    names = _cells(rows, _NAMES[level], place)
    parts: dict[str, list[int]] = {}
    for i, (code, row) in enumerate(zip(codes, rows, strict=True)):
        if not re.fullmatch(_PATTERNS[level], code):
            raise ContractError(
                f"'{code}' is geen code van een {LAYERS[level][:-2]}", place, "Kies een andere kaart"
            )
        if _is_land(row, place):
            if not names[i]:
                raise ContractError(f"{code} heeft geen naam", place, "Vul de naam in het bestand aan")
            parts.setdefault(code, []).append(i)
    if not parts:
        raise ContractError(
            "er is geen land op de kaart", place, "Kies de wijk- en buurtkaart van CBS en Kadaster"
        )
    ordered = sorted(parts)
    merged = np.array([_merge(shapes[parts[code]], code, place) for code in ordered], dtype=object)
    _refuse_other_grid(merged, place)
    return Areas(level, tuple(ordered), tuple(names[parts[c][0]] for c in ordered), merged, _year(rows))


def _cells(rows: list[dict[str, Any]], wanted: tuple[str, ...], place: str) -> list[str]:
    name = next((name for name in wanted if rows and name in rows[0]), None)
    if name is None:
        found = ", ".join(list(rows[0])[:8]) if rows else "geen rijen"
        raise ContractError(f"kolom {wanted[0]} ontbreekt", place, f"Wel aanwezig: {found}")
    return [_text(row.get(name)) for row in rows]


def _text(value: object) -> str:
    """An empty cell is no name: never the word None."""
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN


def _is_land(row: Mapping[str, Any], place: str) -> bool:
    """Whether a shape is land; the column for water holds JA and NEE, or 1 and 0, and may be absent.

    Raises:
        ContractError: it holds something else.
    """
    told = next((row[name] for name in _WATER if name in row), "")
    word = _text(int(told) if isinstance(told, bool | float) and told == told else told).upper()  # noqa: PLR0124
    if word not in (*_LAND, *_IS_WATER):
        raise ContractError(f"'{word}' in de kolom water is niet JA of NEE", place, "Haal het bestand opnieuw op")
    return word in _LAND


def _surfaces(part: shapely.Geometry | None) -> shapely.Geometry | None:
    """The surfaces of a collection: lines and points that came with them are no area."""
    if part is None or part.geom_type != "GeometryCollection":
        return part
    inside = [p for p in part.geoms if p.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(inside) if inside else part


def _merge(parts: Shapes, code: str, place: str) -> shapely.Geometry:
    parts = np.array([_surfaces(part) for part in parts], dtype=object)
    whole = all(part is not None and part.geom_type in {"Polygon", "MultiPolygon"} for part in parts)
    if not whole or not all(shapely.is_valid(parts)) or any(shapely.is_empty(parts)):
        reason = next((shapely.is_valid_reason(p) for p in parts if p is not None and not p.is_valid), "leeg")
        raise ContractError(
            f"de grens van {code} is geen geldig vlak ({reason})", place, "Haal het bestand opnieuw op"
        )
    merged = shapely.force_2d(parts[0] if len(parts) == 1 else shapely.union_all(parts))
    # Centimetres: what is left of two computations of one point must not make it two points.
    merged = shapely.transform(merged, lambda points: np.round(points, 2))
    return merged.geoms[0] if merged.geom_type == "MultiPolygon" and len(merged.geoms) == 1 else merged


def _refuse_other_grid(shapes: Shapes, place: str) -> None:
    x0, y0, x1, y1 = shapely.total_bounds(shapes)
    if max(abs(x0), abs(x1)) <= 180 and max(abs(y0), abs(y1)) <= 90:
        raise _not_rd(place, "graden")
    if not (x0 > -10_000 and x1 < 310_000 and y0 > 280_000 and y1 < 650_000):
        raise _not_rd(place, "een ander stelsel")


def _not_rd(place: str, found: str) -> ContractError:
    mend = "Haal de kaart op in het stelsel van de Rijksdriehoeksmeting: EPSG:28992"
    return ContractError(f"de kaart staat niet in RD-meters, maar in {found}", place, mend)


def _year(rows: Sequence[Mapping[str, Any]]) -> int | None:
    years = {str(row[name]) for row in rows for name in _YEAR if row.get(name) not in (None, "")}
    year = years.pop() if len(years) == 1 else ""
    return int(year) if re.fullmatch(r"20[0-9][0-9]", year) else None
