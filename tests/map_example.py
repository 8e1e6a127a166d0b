"""A made-up map of two gemeenten of ten by ten kilometres that meet along a crooked border, and its files."""

from __future__ import annotations

import json
import math
import sqlite3
import struct
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

SOUTH, MIDDLE, NORTH = 480_000, 485_000, 490_000
BORDER = [(240_000 + 40 * math.sin(y / 150), float(y)) for y in range(SOUTH, NORTH + 1, 10)]
"""1001 points, all within 40 metres of x = 240 000."""
SEA = Polygon([(250_000, SOUTH), (255_000, SOUTH), (255_000, NORTH), (250_000, NORTH)])


def west(low: float, high: float) -> Polygon:
    return Polygon([(230_000, high), (230_000, low), *[p for p in BORDER if low <= p[1] <= high]])


EAST = Polygon([(250_000, NORTH), *BORDER[::-1], (250_000, SOUTH)])
Row = dict[str, Any]
GEMEENTEN: list[tuple[Row, Any]] = [
    ({"GEMEENTECODE": "GM0141", "GEMEENTENAAM": "Almelo", "WATER": "NEE"}, west(SOUTH, NORTH)),
    ({"GEMEENTECODE": "GM0164", "GEMEENTENAAM": "Hengelo", "WATER": "NEE"}, EAST),
    ({"GEMEENTECODE": "GM0164", "GEMEENTENAAM": "Hengelo", "WATER": "JA"}, SEA),
]
WIJKEN: list[tuple[Row, Any]] = [
    ({"wijkcode": "WK014100", "wijknaam": "Zuid", "gemeentecode": "GM0141", "water": "NEE"}, west(SOUTH, MIDDLE)),
    ({"wijkcode": "WK014101", "wijknaam": "Noord", "gemeentecode": "GM0141", "water": "NEE"}, west(MIDDLE, NORTH)),
    ({"wijkcode": "WK016400", "wijknaam": "Stad", "gemeentecode": "GM0164", "water": "NEE"}, EAST),
    ({"wijkcode": "WK016499", "wijknaam": "Zee", "gemeentecode": "GM0164", "water": "JA"}, SEA),
]


def write_geopackage(
    path: Path,
    gemeenten: list[tuple[Row, Any]] | None = None,
    wijken: list[tuple[Row, Any]] | None = None,
    epsg: int = 28992,
) -> Path:
    """The two layers as PDOK publishes them; an empty list leaves a layer out."""
    layers = {
        "gemeenten": GEMEENTEN if gemeenten is None else gemeenten,
        "wijken": WIJKEN if wijken is None else wijken,
    }
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization_coordsys_id INTEGER)")
        con.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
        con.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (1, ?)", [epsg])
        for layer, rows in layers.items():
            if not rows:
                continue
            con.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 1)", [layer])
            names = list(rows[0][0])
            con.execute(f"CREATE TABLE {layer} (fid INTEGER PRIMARY KEY, geom BLOB, {', '.join(names)})")
            marks = ", ".join("?" * (len(names) + 1))
            cells = [(to_blob(shape), *row.values()) for row, shape in rows]
            con.executemany(f"INSERT INTO {layer} (geom, {', '.join(names)}) VALUES ({marks})", cells)
    con.close()
    return path


def to_blob(shape: Any) -> bytes:
    """Header of eight bytes (no empty shape, little endian), an envelope of four numbers, and WKB."""
    if shape.geom_type == "Polygon":
        shape = MultiPolygon([shape])
    west_, south, east, north = shapely.bounds(shape)
    envelope = struct.pack("<4d", west_, east, south, north)
    return b"GP\x00\x03" + (28992).to_bytes(4, "little") + envelope + shapely.to_wkb(shape, byte_order=1)


def write_geojson(path: Path, rows: list[tuple[Row, Any]]) -> Path:
    features = [{"type": "Feature", "properties": row, "geometry": mapping(shape)} for row, shape in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def write_sources(folder: Path) -> Path:
    """A folder sources with two gemeenten, as far as a renewal of the map touches it."""
    (folder / "kaart").mkdir(parents=True)
    (folder / "indeling").mkdir()
    for name in ("gemeente_2025", "wijk_2022"):
        (folder / "kaart" / f"{name}_rd.geojson").write_text("oud\n")
    (folder / "kaart.toml").write_text(
        '# Uitleg blijft staan.\n[bron]\ncode = "kaart"\n\n'
        '[[bestand]]\npad = "kaart/gemeente_2025_rd.geojson"\ntitel = "Grenzen van gemeenten"\njaar = 2025\n\n'
        '[[bestand]]\npad = "kaart/wijk_2022_rd.geojson"\ntitel = "Grenzen van wijken"\njaar = 2022\n'
        'toelichting = """\\\n  Iets over \\\n  2022."""\n'
    )
    (folder / "gebieden.toml").write_text(
        '[[bestand]]\npad = "indeling/gebieden.csv"\ntitel = "Gebieden"\njaar = 2025\n\n'
        '[[bestand]]\npad = "indeling/wijken.csv"\ntitel = "Wijken"\njaar = 2022\n'
    )
    (folder / "indeling" / "gemeenten.csv").write_text(
        "gebied_jaar,code,naam\n2024,GM0141,Almelo\n2025,GM0141,Almelo\n2025,GM0164,Hengelo (O.)\n"
    )
    (folder / "indeling" / "wijken.csv").write_text(
        "gebied_jaar,code,naam,gemeente_code\n2022,WK014100,Oud,GM0141\n"
    )
    return folder
