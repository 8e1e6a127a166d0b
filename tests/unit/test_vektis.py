"""Care costs from files of Vektis: made-up files in two layouts, expected values added up by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Indicator, Source
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.harmonise.aggregate import aggregate
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.harmonise.population import derive_population
from regiobeeld.snapshots.refresh import Refresh, Refresher
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from statline.helpers import OBSERVER, make_client
from vektis_example import HEADER_2023, write_2015, write_2023


@pytest.fixture(scope="module")
def source() -> Source:
    return load_catalog().source_of("vektis_totaal")


@pytest.fixture(scope="module")
def observer() -> Observer:
    return OBSERVER


def read(path: Path, source: Source, observer: Observer, code: str) -> pd.DataFrame:
    tabel = next(t for t in source.tabel if t.code == code)
    return observer.observe(path, "0" * 64, source, tabel)


def figure(frame: pd.DataFrame, indicator: str, gebied: str, leeftijd: str = "totaal") -> pd.Series:
    chosen = frame.query("indicator_code == @indicator and gebied_code == @gebied and leeftijd == @leeftijd")
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_capitals_latin1_2015(tmp_path: Path, source: Source, observer: Observer) -> None:
    frame = read(write_2015(tmp_path / "vektis.csv"), source, observer, "ZVW_2015")
    # Almelo: all GP columns together 10000 + 30000 + 20000 + 20000 over 100 + 300 + 100 + 100 insured years.
    gp = figure(frame, "vektis_huisarts", "GM0141")
    assert (gp["waarde"], gp["teller"], gp["noemer"]) == (pytest.approx(80000 / 600), 80000, 600)
    assert figure(frame, "vektis_huisarts", "GM0141", "0-64")["waarde"] == 40000 / 400
    assert figure(frame, "vektis_ziekenhuis", "GM0141", "65+")["waarde"] == 800000 / 200
    assert figure(frame, "vektis_ggz", "GM0141")["teller"] == 4000
    # The name with accents, in the indeling of two years later.
    assert figure(frame, "vektis_huisarts", "GM1900", "0-64")["waarde"] == 5000 / 50
    assert set(frame["gebied_jaar"]) == {2017}
    assert set(frame["periode_start"].dt.year) == {2015}


def test_few_insured_give_no_figure(tmp_path: Path, source: Source, observer: Observer) -> None:
    frame = read(write_2015(tmp_path / "vektis.csv"), source, observer, "ZVW_2015")
    few = figure(frame, "vektis_ziekenhuis", "GM1900", "65+")  # 9.5 insured years
    assert few["ontbreekt"] == "te_weinig"
    assert few[["waarde", "teller", "noemer"]].isna().all()
    assert figure(frame, "vektis_verzekerdejaren", "GM1900")["waarde"] == 59.5


def test_rest_row_counts_for_the_country_only(tmp_path: Path, source: Source, observer: Observer) -> None:
    frame = read(write_2015(tmp_path / "vektis.csv"), source, observer, "ZVW_2015")
    # 600 + 59.5 + the 30.5 of the row without keys; by age that row is nowhere: 400 + 50.
    assert figure(frame, "vektis_verzekerdejaren", "NL")["waarde"] == 690
    assert figure(frame, "vektis_verzekerdejaren", "NL", "0-64")["waarde"] == 450
    # All costs: 1.3 M + 0.1 M + 0.1 M of specialist care, 80000 + 7000 + 3000 of GP, 4000 + 1000 of ggz.
    assert figure(frame, "vektis_totaal", "NL")["teller"] == 1595000


def test_lower_case_cut_header_2023(tmp_path: Path, source: Source, observer: Observer) -> None:
    frame = read(write_2023(tmp_path / "vektis.csv"), source, observer, "ZVW_2023")
    assert figure(frame, "vektis_ziekenhuis", "GM0153")["waarde"] == 1000  # 300000 / 300
    assert figure(frame, "vektis_paramedisch", "GM0153", "0-64")["waarde"] == 50  # (8000 + 2000) / 200
    assert figure(frame, "vektis_geboortezorg", "GM0141", "0-64")["waarde"] == 600  # 30000 / 50
    assert figure(frame, "vektis_ggz", "GM0153")["waarde"] == 20
    assert not (frame["indicator_code"] == "vektis_farmacie").any()  # no such column in this file
    assert set(frame["gebied_jaar"]) == {2025}


def test_region_is_weighted_with_the_insured_of_that_age(
    tmp_path: Path, source: Source, observer: Observer
) -> None:
    frame = read(write_2023(tmp_path / "vektis.csv"), source, observer, "ZVW_2023")
    for column in frame.select_dtypes("category"):
        frame[column] = frame[column].astype("str").where(frame[column].notna())
    people = frame.query("indicator_code == 'vektis_verzekerdejaren'").assign(
        indicator_code="bevolking", periode_eind=frame["periode_start"]
    )
    members = pd.DataFrame({"gebied_code": "RG_beide", "gemeente_code": ["GM0141", "GM0153"]})
    catalog = Catalog(sources=(source,), regios={})
    own = frame[frame["gebied_code"].str.startswith("GM")]
    rows, _ = aggregate(
        own, members, derive_population(people), catalog.indicators, load_indeling(paths.SOURCES / "indeling")
    )
    # 65+: (200000 + 900000) / (100 + 300); weighting with all ages (300 and 350) would give 2538.
    assert figure(rows, "vektis_ziekenhuis", "RG_beide", "65+")["waarde"] == 2750
    assert figure(rows, "vektis_ziekenhuis", "RG_beide")["waarde"] == pytest.approx(1250000 / 650)
    assert figure(rows, "vektis_ziekenhuis", "RG_beide")["noemer"] == 650


@pytest.mark.parametrize(
    ("replaced", "told"),
    [
        (("ENSCHEDE", "ATLANTIS"), "heet zo: 'ATLANTIS'"),
        (("20 t/m 24 jaar", "20 tot 25 jaar"), "onbekende waarde '20 tot 25 jaar' in kolom LEEFTIJDSKLASSE"),
        (("aantal_verzekerdejaren", "aantal_jaren"), "kolom 'AANTAL_VERZEKERDEJAREN' ontbreekt"),
        (("kosten_kraamzorg", "kosten_iets"), "kolom 'KOSTEN_KRAAMZORG' ontbreekt"),
        (("kosten_consulten_ggz", HEADER_2023[5].upper()), "is niet eenduidig"),
        (("100000.0", "veel"), "'veel' in kolom KOSTEN_MEDISCH_SPECIALISTISCHE_ZORG is geen getal"),
    ],
)
def test_what_does_not_fit_is_named(
    tmp_path: Path, source: Source, observer: Observer, replaced: tuple[str, str], told: str
) -> None:
    with pytest.raises(ContractError, match="vektis, ZVW_2023") as caught:
        read(write_2023(tmp_path / "vektis.csv", replaced), source, observer, "ZVW_2023")
    assert told in str(caught.value)


def test_cut_name_that_fits_two_columns(tmp_path: Path, source: Source, observer: Observer) -> None:
    twin = source.indicator[-1].model_copy(
        update={"code": "twee", "teller": ("KOSTEN_MEDISCH_SPECIALISTISCHE_ZIEKTE",)}
    )
    doubtful = source.model_copy(update={"indicator": (*source.indicator, twin)})
    with pytest.raises(ContractError, match=r"kan KOSTEN_MEDISCH_SPECIALISTISCHE_ZORG en .*ZIEKTE zijn"):
        read(write_2023(tmp_path / "vektis.csv"), doubtful, observer, "ZVW_2023")


def refresh(store: SnapshotStore, source: Source, only: str, bronmap: Path | None) -> Refresh:
    catalog = Catalog(sources=(source,), regios={})
    with make_client() as client:
        return Refresher(catalog, store, client, OBSERVER, bronmap=bronmap).run(only)


def test_files_from_a_folder(tmp_path: Path, source: Source) -> None:
    store, folder = SnapshotStore(tmp_path / "snapshots"), tmp_path / "map"
    folder.mkdir()
    assert refresh(store, source, "vektis", folder).exit_code == SourceUnreachableError.exit_code  # nothing there
    write_2023(folder / "Vektis open data 2023 - gemeente.csv")
    result = refresh(store, source, "vektis", folder)
    assert result.exit_code == 0, [str(outcome) for outcome in result.uitkomsten]
    states = {outcome.tabel: outcome.stand for outcome in result.uitkomsten}
    assert states.pop("ZVW_2023") == "nieuw"
    assert set(states.values()) == {"afwezig"}
    assert "niet verder verspreiden" in next(iter(store.read_lock())).licentie


def test_files_need_a_folder(tmp_path: Path, source: Source) -> None:
    store = SnapshotStore(tmp_path / "snapshots")
    with pytest.raises(UsageError, match="make bronnen BRON=vektis BRONMAP=<map>"):
        refresh(store, source, "vektis", None)
    assert refresh(store, source, "", None).uitkomsten == ()  # a plain `make bronnen` leaves files alone


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"teller": ()}, "geef óf 'kolom' óf 'kolommen' óf 'teller'"),
        ({"factor": 2.0}, "'factor' en 'vertaling' gaan niet samen met 'teller'"),
        ({"aggregatie": "som", "gewicht": None}, "een verhouding kan niet worden opgeteld"),
        ({"teller": (), "kolom": "X"}, "'noemer' en 'minstens' horen bij 'teller'"),
    ],
)
def test_sum_is_declared_whole(source: Source, changes: dict[str, object], told: str) -> None:
    declared = source.indicator[1].model_dump() | changes
    with pytest.raises(ValidationError, match=told):
        Indicator.model_validate(declared)


def test_source_adds_all_rows_or_none(source: Source) -> None:
    declared = source.model_dump()
    plain = {**declared["indicator"][1], "teller": (), "noemer": None, "minstens": 0, "kolom": "X"}
    with pytest.raises(ValidationError, match="geef alle indicatoren van deze bron een 'teller', of geen"):
        Source.model_validate({**declared, "indicator": [declared["indicator"][0], plain]})


def test_national_costs_by_five_years_of_age_from_the_same_file(tmp_path: Path, observer: Observer) -> None:
    source = load_catalog().source_of("vektis_totaal_leeftijd")
    frame = read(write_2023(tmp_path / "vektis.csv"), source, observer, "ZVW_2023_leeftijd")
    assert set(frame["gebied_code"]) == {"NL"}
    # Enschede and Almelo together: 221000 + 939000 over 100 + 300 insured years; rows without an age do not count.
    assert figure(frame, "vektis_totaal_leeftijd", "NL", "70-74")["waarde"] == pytest.approx(1160000 / 400)
    assert figure(frame, "vektis_totaal_leeftijd", "NL", "20-24")["waarde"] == pytest.approx(115000 / 200)
    assert not (frame["leeftijd"] == "totaal").any()
