"""Which gemeenten there were, what became of them, where they lie: sources/indeling, kaart and samenwerking."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.areas import indeling
from regiobeeld.areas.attachments import RD_NEW, compact_features, compile_partnerships
from regiobeeld.areas.indeling import read_lists
from regiobeeld.areas.splits import add_missing_parts, derive_shares
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.snapshots.basis import compile_basis

CHANGES = pd.read_csv(paths.SOURCES / "indeling" / "herindelingen.csv", dtype={"oud": str, "nieuw": str})
AREAS = pd.read_csv(paths.SOURCES / "indeling" / "gebieden.csv", dtype=str)


# Divisions


def changes(*rows: tuple[str, str, str, str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["datum", "oud", "nieuw", "aandeel", "splitsing"])
    return frame.assign(bron="CBS")


HAAREN = changes(
    ("2021-01-01", "GM0788", "GM0757", "", True),
    ("2021-01-01", "GM0788", "GM0824", "", True),
    ("2021-01-01", "GM0788", "GM0855", "", True),
    ("2021-01-01", "GM0788", "GM0865", "", True),
)


def test_a_share_is_the_part_of_the_residents_that_lives_in_the_villages_that_went_there() -> None:
    # Esch, Haaren, Biezenmortel, Helvoirt with round numbers: 200 + 600 + 150 + 550 = 1500.
    villages = pd.Series({"5296": 200.0, "5076": 600.0, "5074": 150.0, "5268": 550.0})
    shares = derive_shares(HAAREN, villages)["aandeel"]
    assert shares.tolist() == pytest.approx([200 / 1500, 0.4, 0.1, 550 / 1500])
    assert derive_shares(HAAREN, villages)["bron"].str.contains("inwoners per postcode").all()


def test_a_merger_keeps_its_share_of_one() -> None:
    merger = changes(("2022-01-01", "GM0370", "GM0439", "1.0", False))
    result = derive_shares(merger, pd.Series(dtype=float))
    assert result["aandeel"].tolist() == [1.0]
    assert result["bron"].tolist() == ["CBS"]


def test_a_division_without_villages_is_refused() -> None:
    with pytest.raises(ContractError, match=r"GM0001 naar GM0002 heeft geen aandeel.*POSTCODES"):
        derive_shares(changes(("2030-01-01", "GM0001", "GM0002", "", True)), pd.Series(dtype=float))


def test_a_village_without_population_is_refused() -> None:
    with pytest.raises(ContractError, match="geen inwoners bekend van postcode 5268"):
        derive_shares(HAAREN, pd.Series({"5296": 1.0, "5076": 1.0, "5074": 1.0}))


def test_a_division_that_was_listed_as_one_merger_gets_all_its_parts() -> None:
    """Maasdonk: Nuland and Vinkel to 's-Hertogenbosch, but Geffen to Oss."""
    listed = changes(
        ("2015-01-01", "GM1671", "GM0796", "1.0", False), ("2015-01-01", "GM0568", "GM1930", "1.0", False)
    )
    result = add_missing_parts(listed)
    assert set(result.loc[result["oud"] == "GM1671", "nieuw"]) == {"GM0796", "GM0828"}
    assert result.loc[result["oud"] == "GM1671", "splitsing"].all()
    assert result.loc[result["oud"] == "GM0568", "aandeel"].tolist() == ["1.0"]


def test_the_shares_of_every_gemeente_that_ended_add_up_to_one() -> None:
    totals = CHANGES.groupby(["datum", "oud"])["aandeel"].sum()
    assert totals.to_numpy() == pytest.approx(1.0, abs=1e-12)
    assert CHANGES["aandeel"].between(0, 1, inclusive="right").all()


def test_the_villages_of_haaren_have_the_size_they_are_known_to_have() -> None:
    """Of 14 318 residents (end of 2020): Helvoirt 4.9, Esch 2.3, Biezenmortel 1.4 and Haaren 5.8 thousand."""
    shares = CHANGES[CHANGES["oud"] == "GM0788"].set_index("nieuw")["aandeel"] * 14_318
    assert shares.loc["GM0865"] == pytest.approx(4_900, abs=100)
    assert shares.loc["GM0757"] == pytest.approx(2_300, abs=150)
    assert shares.loc["GM0855"] == pytest.approx(1_400, abs=100)
    assert shares.loc["GM0824"] == pytest.approx(5_800, abs=100)


# Another route to the same shares, from totals per gemeente only: residents of the divided gemeente (L), then per
# recipient those of what it was made of (old) and of itself afterwards (after). With one growth g for all,
# share = (after / (1 + g) - old) / L. Figures: wijk- en buurtkaart 2013, 2014, 2017, kerncijfers 2020 and 2022.
TOTALS: dict[str, tuple[int, dict[str, tuple[int, int]]]] = {
    "GM0055": (
        19_505,
        {
            "GM0080": (95_950, 107_340),
            "GM0074": (43_320, 49_900),
            "GM1900": (82_640, 84_180),
            "GM1921": (27_420 + 13_565 + 10_195, 51_415),
        },
    ),
    "GM1671": (11_240, {"GM0796": (143_730, 152_410), "GM0828": (84_955, 90_376)}),
    "GM0140": (
        10_746,
        {
            "GM0080": (108_667 + 10_108, 124_084),
            "GM1900": (84_158, 89_987),
            "GM1949": (10_493 + 20_215 + 13_454, 46_090),
        },
    ),
    "GM0053": (
        13_596,
        {"GM1966": (10_479 + 15_656 + 10_088, 47_801), "GM1969": (12_166 + 19_643 + 10_388 + 18_859, 63_329)},
    ),
    "GM0788": (
        14_370,
        {
            "GM0757": (30_801, 33_129),
            "GM0824": (26_245, 32_503),
            "GM0855": (219_789, 224_459),
            "GM0865": (26_558, 31_783),
        },
    ),
}


@pytest.mark.parametrize("oud", sorted(TOTALS))
def test_shares_agree_with_what_the_growth_of_the_recipients_says(oud: str) -> None:
    """Within 0.12: the recipients are large, so one percent of growth more or less moves a share by ten points."""
    lost, parts = TOTALS[oud]
    growth = sum(after for _, after in parts.values()) / (sum(old for old, _ in parts.values()) + lost)
    estimate = {nieuw: (after / growth - old) / lost for nieuw, (old, after) in parts.items()}
    assert sum(estimate.values()) == pytest.approx(1.0)
    shares = CHANGES[(CHANGES["oud"] == oud)].set_index("nieuw")["aandeel"]
    assert set(shares.index) == set(estimate)
    for nieuw, share in shares.items():
        assert share == pytest.approx(estimate[str(nieuw)], abs=0.12)


def test_every_division_is_checked_above() -> None:
    assert set(CHANGES.loc[CHANGES["splitsing"], "oud"]) == set(TOTALS)


# Lists of gemeenten


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2012, 415),
        (2013, 408),
        (2014, 403),
        (2016, 390),
        (2017, 388),
        (2020, 355),
        (2022, 345),
        (2023, 342),
        (2025, 342),
    ],
)
def test_number_of_gemeenten_per_year(year: int, number: int) -> None:
    lists = read_lists(paths.SOURCES)
    assert (lists["gebied_jaar"] == year).sum() == number


def test_a_merger_within_a_year_counts_from_the_next_first_of_january() -> None:
    """Weesp joined Amsterdam on 24 March 2022: still there on 1 January 2022, gone on 1 January 2023."""
    weesp = read_lists(paths.SOURCES).query("code == 'GM0457'")["gebied_jaar"]
    assert weesp.max() == 2022


def test_names_have_their_accents_and_their_province() -> None:
    names = read_lists(paths.SOURCES).drop_duplicates("code").set_index("code")["naam"]
    assert names.loc[["GM1900", "GM0164", "GM0820", "GM0693"]].tolist() == [
        "Súdwest-Fryslân",
        "Hengelo (O.)",
        "Nuenen, Gerwen en Nederwetten",
        "Graafstroom",
    ]


def test_carrying_forward_follows_a_chain_within_one_year() -> None:
    chain = changes(
        ("2015-01-01", "GM0001", "GM0003", "1.0", False),
        ("2015-06-01", "GM0003", "GM0004", "1.0", False),
        ("2016-01-01", "GM0002", "GM0004", "1.0", False),
    )
    assert indeling.carry_forward({"GM0001", "GM0002"}, chain, 2015) == {"GM0002", "GM0003"}
    assert indeling.carry_forward({"GM0002", "GM0003"}, chain, 2016) == {"GM0004"}


def write_lists(folder: Path, years: dict[int, list[str]]) -> None:
    """The published list of every year, as small as can be."""
    for year, codes in years.items():
        file, code, name = indeling.LISTS[year]
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame({code: codes, name: [f"Naam {c}" for c in codes]}).to_csv(path, index=False)


def test_a_merger_that_is_missing_from_the_list_is_noticed(tmp_path: Path) -> None:
    of_2013 = [("2013-01-01", code, "GM1924", "1.0", False) for code in indeling.BEFORE_2013]
    begin = changes(*of_2013, ("2013-01-01", "GM0395", "GM1927", "1.0", False))
    old, new = ["GM1924", "GM1927", "GM0010"], ["GM1924", "GM1979"]
    write_lists(tmp_path, {2013: old, 2014: old, 2017: old, 2020: old, 2022: new, 2025: new})
    with pytest.raises(ContractError, match=r"niet tot de gemeenten van 2022: GM0010, GM1927, GM1979"):
        indeling.compile_lists(tmp_path, begin)
    merger = [("2021-01-01", code, "GM1979", "1.0", False) for code in ("GM0010", "GM1927")]
    lists = indeling.compile_lists(tmp_path, pd.concat([begin, changes(*merger)], ignore_index=True))
    assert sorted(lists.loc[lists["gebied_jaar"] == 2021, "code"]) == new


# Areas


def test_every_level_is_complete() -> None:
    numbers = {level: AREAS[f"{level}_code"].nunique() for level in ("gemeente", "pv", "ggd", "corop", "zk", "vr")}
    assert numbers == {"gemeente": 342, "pv": 12, "ggd": 25, "corop": 40, "zk": 32, "vr": 25}
    assert not (AREAS == "").any().any()


def test_twente_is_the_same_fourteen_gemeenten_at_four_levels() -> None:
    members = {
        level: set(AREAS.loc[AREAS[f"{level}_code"] == code, "gemeente_code"])
        for level, code in {"ggd": "GG1106", "vr": "VR05", "corop": "CR12", "zk": "ZK22"}.items()
    }
    assert len(members["ggd"]) == 14
    assert all(codes == members["ggd"] for codes in members.values())


def test_the_areas_of_2020_come_trimmed_from_the_raw_export() -> None:
    areas = pd.read_csv(paths.SOURCES / "indeling" / "gebieden_2020.csv", dtype=str)
    assert len(areas) == 355
    assert areas["ggd_code"].str.fullmatch(r"GG\d{4}").all()
    assert areas.loc[areas["gemeente_code"] == "GM0141", "ggd_naam"].tolist() == ["GGD Regio Twente"]


# Maps


def square(code: str, size: float = 10.0) -> dict[str, object]:
    ring = [[0.2, 0.2], [size, 0.0], [size, size], [0.2, 0.2]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": f"Naam {code}", "gm": "GM0141", "length": 1},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, object], crs: str = RD_NEW) -> dict[str, object]:
    return {"type": "FeatureCollection", "crs": {"properties": {"name": crs}}, "features": list(features)}


def test_a_map_is_sorted_in_whole_metres_with_few_properties() -> None:
    features = compact_features(collection(square("WK2"), square("WK1")), Path("kaart.geojson"))
    assert [f["properties"] for f in features] == [
        {"code": "WK1", "naam": "Naam WK1", "gemeente_code": "GM0141"},
        {"code": "WK2", "naam": "Naam WK2", "gemeente_code": "GM0141"},
    ]
    assert features[0]["geometry"]["coordinates"] == [[[0, 0], [10, 0], [10, 10], [0, 0]]]


def test_a_map_in_degrees_or_with_a_double_area_is_refused() -> None:
    with pytest.raises(ContractError, match="niet in RD-meters"):
        compact_features(collection(square("WK1"), crs="urn:ogc:def:crs:OGC:1.3:CRS84"), Path("k.geojson"))
    with pytest.raises(ContractError, match="dubbel op de kaart"):
        compact_features(collection(square("WK1"), square("WK1")), Path("k.geojson"))


@pytest.mark.parametrize(("file", "number"), [("gemeente_2025_rd.geojson", 342), ("wijk_2022_rd.geojson", 3340)])
def test_every_gemeente_and_wijk_has_a_boundary_inside_the_rd_grid(file: str, number: int) -> None:
    path = paths.SOURCES / "kaart" / file
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len(features) == number
    assert path.stat().st_size < 3_000_000
    points = [point for f in features for point in corners(f["geometry"]["coordinates"])]
    assert 0 < min(x for x, _ in points) < max(x for x, _ in points) < 300_000
    assert 300_000 < min(y for _, y in points) < max(y for _, y in points) < 640_000
    lists = {"gemeente_2025_rd.geojson": AREAS["gemeente_code"], "wijk_2022_rd.geojson": read_wijken()}
    assert {f["properties"]["code"] for f in features} == set(lists[file])


def read_wijken() -> pd.Series:
    return pd.read_csv(paths.SOURCES / "indeling" / "wijken.csv", dtype=str)["code"]


def corners(coordinates: list[object]) -> list[list[float]]:
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]  # type: ignore[list-item]
    return [point for part in coordinates for point in corners(part)]  # type: ignore[arg-type]


# Collaborations


def write_partnerships(folder: Path, gemeenten: str, partner_of: str = "beter") -> Path:
    (folder / "samenwerking").mkdir()
    header = "verband,naam,themas,gebied,gemeenten,start_jaar,status,bron,peildatum"
    line = f"beter,Twente Beter,preventie,Twente,{gemeenten},,actief,Jaarverslag,2022-12-31"
    (folder / "samenwerking" / "verbanden_twente.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    (folder / "samenwerking" / "partners_twente.csv").write_text(f"verband,partner\n{partner_of},Menzis\n")
    return folder


GEMEENTEN = pd.DataFrame({"gebied_jaar": 2025, "code": ["GM0141", "GM0164"], "naam": ["Almelo", "Hengelo (O.)"]})


def test_collaborations_are_carried_over_as_they_are(tmp_path: Path) -> None:
    folder = write_partnerships(tmp_path, "Almelo;Hengelo")
    compile_partnerships(folder, tmp_path / "uit", GEMEENTEN)
    for name in ("verbanden_twente.csv", "partners_twente.csv"):
        assert (tmp_path / "uit" / name).read_text() == (folder / "samenwerking" / name).read_text()


def test_a_collaboration_with_an_unknown_gemeente_is_refused(tmp_path: Path) -> None:
    folder = write_partnerships(tmp_path, "Almelo;Hengeloo")
    with pytest.raises(ContractError, match="onbekende gemeente 'Hengeloo' bij beter"):
        compile_partnerships(folder, tmp_path / "uit", GEMEENTEN)


def test_a_partner_of_an_unknown_collaboration_is_refused(tmp_path: Path) -> None:
    folder = write_partnerships(tmp_path, "Almelo", partner_of="beterr")
    with pytest.raises(ContractError, match="onbekend verband 'beterr'"):
        compile_partnerships(folder, tmp_path / "uit", GEMEENTEN)


# Nothing is lost when it goes wrong


def test_a_folder_without_source_files_leaves_everything_as_it_was(tmp_path: Path) -> None:
    basis = tmp_path / "sources" / "basis"
    basis.mkdir(parents=True)
    (basis / "manifest.json").write_text("oud")
    own = tmp_path / "sources" / "samenwerking" / "verbanden_salland.csv"
    own.parent.mkdir()
    own.write_text("eigen bestand")
    with pytest.raises(SourceUnreachableError, match="bronmap bestaat niet"):
        compile_basis(tmp_path / "weg", basis)
    (tmp_path / "leeg").mkdir()
    with pytest.raises(SourceUnreachableError, match=r"bronbestand ontbreekt.*BRONMAP"):
        compile_basis(tmp_path / "leeg", basis)
    assert (basis / "manifest.json").read_text() == "oud"
    assert own.read_text() == "eigen bestand"
    assert sorted(path.name for path in (tmp_path / "sources").iterdir()) == ["basis", "samenwerking"]
