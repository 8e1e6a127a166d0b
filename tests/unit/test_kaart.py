"""Renewing the map from a GeoPackage or GeoJSON: a made-up country of two gemeenten."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Polygon, shape

from map_example import EAST, GEMEENTEN, WIJKEN, to_blob, west, write_geojson, write_geopackage, write_sources
from project import hashes
from regiobeeld import paths
from regiobeeld.areas.geodata import refuse_curves
from regiobeeld.areas.indeling import read_texts
from regiobeeld.areas.kaart import find_year, renew_map
from regiobeeld.catalog.files import used_areas, used_map
from regiobeeld.cli import main
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.maps.boundaries import load_boundaries


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "sources")


def features(path: Path) -> dict[str, Any]:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992"
    return {f["properties"]["code"]: f for f in document["features"]}


def test_geopackage_becomes_both_maps(sources: Path, tmp_path: Path) -> None:
    made = renew_map(write_geopackage(tmp_path / "wijkenbuurten_2025_v1.gpkg"), sources=sources)
    assert [path.name for path in made] == ["gemeente_2025_rd.geojson", "wijk_2025_rd.geojson"]
    wijken = features(made[1])
    assert wijken["WK014101"]["properties"] == {"code": "WK014101", "naam": "Noord", "gemeente_code": "GM0141"}
    assert "WK016499" not in wijken  # water
    west_, east = (shape(f["geometry"]) for f in features(made[0]).values())
    # Twenty by ten kilometres of land; what one side loses along the border, the other wins.
    assert west_.area + east.area == 200_000_000
    assert west_.area == pytest.approx(100_000_000, rel=0.005)
    assert shapely.get_num_coordinates(west_) < 200  # of 1003
    assert all(x == int(x) and y == int(y) for x, y in west_.exterior.coords)
    assert shapely.coverage_is_valid([west_, east])


def test_renewed_map_is_the_one_in_use(sources: Path, tmp_path: Path) -> None:
    assert used_map("WK", sources).jaar == 2022
    renew_map(write_geopackage(tmp_path / "wijkenbuurten_2025_v1.gpkg"), sources=sources)
    used = used_map("WK", sources)
    assert (used.jaar, used.path.name) == (2025, "wijk_2025_rd.geojson")
    assert list(load_boundaries(used.path).rings) == ["WK014100", "WK014101", "WK016400"]
    assert not (sources / "kaart" / "wijk_2022_rd.geojson").exists()
    declared = tomllib.loads((sources / "kaart.toml").read_text(encoding="utf-8"))
    assert (
        declared["bestand"][1]["toelichting"]
        == "Uit wijkenbuurten_2025_v1.gpkg van CBS en Kadaster, vereenvoudigd."
    )
    assert (sources / "kaart.toml").read_text(encoding="utf-8").startswith("# Uitleg blijft staan.")
    wijken = read_texts(sources / "indeling" / "wijken.csv")
    assert wijken.iloc[0].tolist() == ["2025", "WK014100", "Zuid", "GM0141"]
    assert len(wijken) == 3
    assert tomllib.loads((sources / "gebieden.toml").read_text())["bestand"][1]["jaar"] == 2025


def test_neighbours_are_still_found(sources: Path, tmp_path: Path) -> None:
    made = renew_map(write_geopackage(tmp_path / "kaart_2025.gpkg"), sources=sources)
    pairs = find_neighbours(features(made[1]).values())
    assert len(pairs) == 6  # all three wijken touch, in both directions


def test_geojson_renews_one_level(sources: Path, tmp_path: Path) -> None:
    made = renew_map(write_geojson(tmp_path / "wijken.geojson", WIJKEN), 2024, sources)
    assert [path.name for path in made] == ["wijk_2024_rd.geojson"]
    assert (sources / "kaart" / "gemeente_2025_rd.geojson").read_text() == "oud\n"


BOW_TIE = Polygon([(230_000, 480_000), (240_000, 490_000), (240_000, 480_000), (230_000, 490_000)])
DEGREES = Polygon([(6.0, 52.0), (6.5, 52.0), (6.5, 52.5)])
LOOSE = [(WIJKEN[0][0], west(480_000, 485_100)), *WIJKEN[1:3]]


def cut(path: Path) -> Path:
    write_geopackage(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def text_file(path: Path) -> Path:
    path.write_text("geen kaart")
    return path


def other_database(path: Path) -> Path:
    import sqlite3

    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE x (y)")
    con.close()
    return path


def bad_blob(path: Path) -> Path:
    import sqlite3

    write_geopackage(path)
    with sqlite3.connect(path) as con:
        con.execute("UPDATE wijken SET geom = ? WHERE wijkcode = 'WK014100'", [to_blob(EAST)[:60]])
    con.close()
    return path


def changed(rows: list[tuple[dict[str, Any], Any]], first: dict[str, Any], geometry: Any = None) -> list[Any]:
    return [({**rows[0][0], **first}, geometry or rows[0][1]), *rows[1:]]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (text_file, "het is geen (hele) GeoPackage"),
        (cut, "het is geen (hele) GeoPackage"),
        (other_database, "het is geen (hele) GeoPackage"),
        (bad_blob, "een grens is geen geldige geometrie"),
        (lambda p: write_geopackage(p, wijken=[]), "laag wijken ontbreekt"),
        (lambda p: write_geopackage(p, epsg=4326), "niet in RD-meters, maar in EPSG:4326"),
        (lambda p: write_geopackage(p, GEMEENTEN[:1]), "deze gemeenten ontbreken op de kaart (indeling 2025)"),
        (
            lambda p: write_geopackage(p, changed(GEMEENTEN, {"GEMEENTECODE": "GM9999"})),
            "deze gemeenten bestaan niet (indeling 2025): GM9999",
        ),
        (lambda p: write_geopackage(p, changed(GEMEENTEN, {"GEMEENTECODE": "x"})), "'x' is geen code van een"),
        (
            lambda p: write_geopackage(p, changed(GEMEENTEN, {}, BOW_TIE)),
            "de grens van GM0141 is geen geldig vlak",
        ),
        (
            lambda p: write_geopackage(p, [({"code": "GM0141"}, EAST)]),
            "kolom gemeentecode ontbreekt",
        ),
        (lambda p: write_geopackage(p, wijken=LOOSE), "sluiten niet op hun buren aan"),
        (
            lambda p: write_geojson(p.with_suffix(".geojson"), changed(WIJKEN, {}, DEGREES)[:1]),
            "niet in RD-meters, maar in graden",
        ),
        (lambda p: text_file(p.with_suffix(".geojson")), "het is geen (heel) GeoJSON-bestand"),
    ],
)
def test_bad_map_leaves_everything_as_it_was(
    sources: Path, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    before = hashes(sources)
    with pytest.raises(ContractError) as caught:
        renew_map(make(tmp_path / "kaart_2025.gpkg"), sources=sources)
    assert told in str(caught.value)
    assert hashes(sources) == before


def test_map_of_a_later_year_asks_for_its_indeling(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="make indeling JAAR=2026"):
        renew_map(write_geopackage(tmp_path / "kaart_2026.gpkg"), sources=sources)


@pytest.mark.parametrize(
    ("name", "told", "asked", "year"),
    [
        ("kaart_2025.gpkg", None, None, 2025),
        ("kaart.gpkg", 2024, None, 2024),
        ("kaart_2023.gpkg", None, 2024, 2024),
    ],
)
def test_year_of_a_map(name: str, told: int | None, asked: int | None, year: int) -> None:
    assert find_year(Path(name), told, asked) == year


@pytest.mark.parametrize(("told", "asked"), [(None, None), (2023, 2024)])
def test_year_that_is_not_clear(told: int | None, asked: int | None) -> None:
    with pytest.raises(UsageError):
        find_year(Path("kaart.gpkg"), told, asked)


def test_command_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kaart", ""]) == UsageError.exit_code
    assert main(["kaart", "bestaat-niet-2025.gpkg"]) == SourceUnreachableError.exit_code
    assert capsys.readouterr().err.count("Fout: ") == 2


def test_declared_years_are_those_of_the_files() -> None:
    """The map, the list of wijken and the list of gemeenten agree with the declaration."""
    folder = paths.SOURCES / "indeling"
    assert int(read_texts(folder / "wijken.csv")["gebied_jaar"].max()) == used_map("WK").jaar
    assert int(read_texts(folder / "gemeenten.csv")["gebied_jaar"].max()) == used_areas().jaar
    assert used_map("GM").path.is_file()
    assert used_map("WK").path.is_file()


def with_cells(rows: list[Any], **cells: object) -> list[Any]:
    """The same rows with other cells in the first."""
    return [({**rows[0][0], **cells}, rows[0][1]), *rows[1:]]


def test_a_name_that_is_empty_is_never_the_word_none(sources: Path, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "gemeente_2025.geojson", with_cells(GEMEENTEN, GEMEENTENAAM=None))
    with pytest.raises(ContractError, match="GM0141 heeft geen naam"):
        renew_map(path, sources=sources)


@pytest.mark.parametrize(("land", "water"), [(0, 1), ("0", "1"), (False, True), (0.0, 1.0), ("Nee", "Ja")])
def test_water_may_be_written_as_a_number(sources: Path, tmp_path: Path, land: object, water: object) -> None:
    words = {"NEE": land, "JA": water}
    gemeenten, wijken = (
        [({**row, column: words[row[column]]}, shape) for row, shape in rows]
        for rows, column in ((GEMEENTEN, "WATER"), (WIJKEN, "water"))
    )
    made = renew_map(write_geopackage(tmp_path / "kaart_2025.gpkg", gemeenten, wijken), sources=sources)
    assert set(features(made[1])) == {"WK014100", "WK014101", "WK016400"}


def test_water_in_other_words_is_refused(sources: Path, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "gemeente_2025.geojson", with_cells(GEMEENTEN, WATER="misschien"))
    with pytest.raises(ContractError, match="'MISSCHIEN' in de kolom water is niet JA of NEE"):
        renew_map(path, sources=sources)


def test_lines_that_come_with_a_surface_are_left_out(sources: Path, tmp_path: Path) -> None:
    row, surface = GEMEENTEN[0]
    mixed = shapely.GeometryCollection([surface, shapely.LineString([(230_000, 480_000), (230_001, 480_000)])])
    made = renew_map(
        write_geojson(tmp_path / "gemeente_2025.geojson", [(row, mixed), *GEMEENTEN[1:]]), sources=sources
    )
    assert shape(features(made[0])["GM0141"]["geometry"]).area == pytest.approx(100_000_000, rel=0.005)


@pytest.mark.parametrize("kind", [8, 9, 10, 11, 12, 1010])
def test_arcs_are_named(kind: int) -> None:
    with pytest.raises(ContractError, match=r"bogen \(curves\)"):
        refuse_curves([b"\x01" + kind.to_bytes(4, "little") + b"\x00"], "kaart.gpkg, laag gemeenten")
    refuse_curves([b"\x01" + (6).to_bytes(4, "little"), None, b"\x00" + (3).to_bytes(4, "big")], "kaart.gpkg")
