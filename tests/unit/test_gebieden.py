"""Renewing the indeling from Gebieden in Nederland: the gemeenten of Twente, in an export and at a service."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from project import hashes
from regiobeeld import paths
from regiobeeld.areas.gebieden import Edition, fetch_edition, read_export, renew_indeling
from regiobeeld.areas.indeling import read_texts
from regiobeeld.areas.placing import drop_older
from regiobeeld.catalog.files import used_areas
from regiobeeld.cli import main
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.harmonise.areas import load_indeling
from statline.helpers import make_client
from statline.service import StatlineService
from statline.tables import Dimension, Row, ServiceTable, Topic, pad

TWENTE = {
    "GM0141": "Almelo", "GM0147": "Borne", "GM0153": "Enschede", "GM0158": "Haaksbergen",
    "GM0163": "Hellendoorn", "GM0164": "Hengelo (O.)", "GM0168": "Losser", "GM0173": "Oldenzaal",
    "GM0183": "Tubbergen", "GM0189": "Wierden", "GM1700": "Twenterand", "GM1735": "Hof van Twente",
    "GM1742": "Rijssen-Holten", "GM1774": "Dinkelland",
}  # fmt: skip
AREAS = {
    "Arbeidsmarktregio's": ("AM09", "Twente"),
    "COROP-gebieden": ("CR12", "Twente"),
    "COROP-subgebieden": ("CS121", "Twente"),
    "GGD-regio's": ("GG1106", "GGD Twente"),
    "Provincies": ("PV23", "Overijssel"),
    "Veiligheidsregio's": ("VR05", "Twente"),
}
"""The headings of the table with what they say about every gemeente of Twente; there is no zorgkantoor."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The indeling of 2025, as far as it is about Twente."""
    folder = tmp_path / "sources"
    (folder / "indeling").mkdir(parents=True)
    lists = read_texts(paths.SOURCES / "indeling" / "gemeenten.csv")
    old = read_texts(paths.SOURCES / "indeling" / "gebieden.csv")
    lists = lists[lists["code"].isin(TWENTE) & lists["gebied_jaar"].isin(["2020", "2025"])]
    old = old[old["gemeente_code"].isin(TWENTE)]
    lists.to_csv(folder / "indeling" / "gemeenten.csv", index=False)
    old.to_csv(folder / "indeling" / "gebieden.csv", index=False)
    old.to_csv(folder / "indeling" / "gebieden_2020.csv", index=False)
    (folder / "indeling" / "herindelingen.csv").write_text("datum,oud,nieuw,aandeel,splitsing,bron\n")
    (folder / "gebieden.toml").write_text((paths.SOURCES / "gebieden.toml").read_text(encoding="utf-8"))
    return folder


def write_export(path: Path, gemeenten: dict[str, str], groups: dict[str, tuple[str, str]]) -> Path:
    """A CSV export: with a BOM, every cell in quotes and padded with spaces."""
    header = ["Regio's", "Codes en namen van gemeenten/Code (code)", "Codes en namen van gemeenten/Naam (naam)"]
    header += [f"Lokaliseringen van gemeenten/{g}/{k} ({k.lower()})" for g in groups for k in ("Code", "Naam")]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    for code, name in gemeenten.items():
        cells = [cell.ljust(20) for pair in groups.values() for cell in pair]
        writer.writerow([name, code.ljust(10), name.ljust(40), *cells])
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def row_of(sources: Path, code: str) -> dict[str, str]:
    areas = read_texts(sources / "indeling" / "gebieden.csv").set_index("gemeente_code")
    return {name: areas.at[code, name] for name in areas.columns if name.endswith("_code")}


ENSCHEDE = {"pv_code": "PV23", "ggd_code": "GG1106", "vr_code": "VR05", "corop_code": "CR12", "zk_code": "ZK22"}


def test_export_becomes_the_indeling_in_use(sources: Path, tmp_path: Path) -> None:
    export = write_export(tmp_path / "export.csv", TWENTE, AREAS)
    told = renew_indeling(read_export(export), 2026, sources)
    assert told == "Overgenomen van de indeling van 2025: zorgkantoorregio's."
    assert row_of(sources, "GM0153") == ENSCHEDE
    assert used_areas(sources).jaar == 2026
    indeling = load_indeling(sources / "indeling")
    assert indeling.target == 2026
    assert indeling.codes(2026) == tuple(sorted(TWENTE))
    assert indeling.codes(2020) == tuple(sorted(TWENTE))  # the earlier lists are still there
    assert indeling.name("GM0164") == "Hengelo (O.)"
    block = tomllib.loads((sources / "gebieden.toml").read_text(encoding="utf-8"))["bestand"][0]
    assert block["toelichting"] == f"Uit export.csv. {told}"


def test_table_with_fewer_areas_keeps_the_others(sources: Path, tmp_path: Path) -> None:
    """The edition of 2020 as exported has GGD-regio and provincie only."""
    few = {name: AREAS[name] for name in ("GGD-regio's", "Provincies")}
    edition = read_export(write_export(tmp_path / "84721NED.csv", TWENTE, few))
    assert "veiligheidsregio's en COROP-gebieden" in renew_indeling(edition, 2026, sources)
    assert row_of(sources, "GM0153") == ENSCHEDE


def make_table(groups: dict[str, tuple[str, str]], **changes: str) -> ServiceTable:
    """The same table as a service publishes it: columns Code_1, Naam_2, Code_3 ... under headings."""
    topics, cells = [], {}
    for number, (group, pair) in enumerate(groups.items()):
        for offset, (kind, cell) in enumerate(zip(("Code", "Naam"), pair, strict=True)):
            key = f"{kind}_{2 * number + offset + 1}"
            topics.append(Topic(key, kind, "", group=group, text=True))
            cells[key] = cell.ljust(20)
    areas = pad(TWENTE.items(), 10)
    rows: list[Row] = [{"RegioS": code, **cells} for code in areas]
    table = ServiceTable(
        "86999NED", "Gebieden in Nederland 2026", (Dimension("RegioS", "Regio's", areas, "GeoDimension"),),
        tuple(topics), rows,
    )  # fmt: skip
    return replace(table, **changes)


def test_service_gives_the_same_indeling(sources: Path) -> None:
    with StatlineService([make_table(AREAS)]) as service, make_client() as client:
        edition = fetch_edition(client, 2026, f"http://{service.host}")
    assert edition.origin == "86999NED, Gebieden in Nederland 2026"
    renew_indeling(edition, 2026, sources)
    assert row_of(sources, "GM0153") == ENSCHEDE
    assert len(read_texts(sources / "indeling" / "gebieden.csv")) == 14


def test_service_without_the_year_asked_for() -> None:
    with (
        StatlineService([make_table(AREAS, title="Gebieden in Nederland 2025")]) as service,
        make_client() as client,
        pytest.raises(ContractError, match='0 tabellen "Gebieden in Nederland 2026"'),
    ):
        fetch_edition(client, 2026, f"http://{service.host}")


def without(edition: Edition, code: str) -> Edition:
    return replace(edition, frame=edition.frame[edition.frame["gemeente_code"] != code])


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return read_export(write_export(tmp_path / "export.csv", TWENTE, AREAS))


def test_missing_merger_is_named_and_nothing_changes(sources: Path, edition: Edition) -> None:
    """Borne and Hengelo become one new gemeente (made up)."""
    merged = without(without(edition, "GM0147"), "GM0164")
    new = edition.frame.iloc[[0]].assign(gemeente_code="GM1999", gemeente_naam="Midden-Twente")
    merged = replace(merged, frame=pd.concat([merged.frame, new], ignore_index=True))
    before = hashes(sources)
    with pytest.raises(ContractError) as caught:
        renew_indeling(merged, 2026, sources)
    assert "verdwenen Borne (GM0147), Hengelo (O.) (GM0164); nieuw Midden-Twente (GM1999)" in str(caught.value)
    assert "herindelingen.csv" in str(caught.value)
    assert hashes(sources) == before
    with (sources / "indeling" / "herindelingen.csv").open("a") as file:
        file.write("2026-01-01,GM0147,GM1999,1.0,False,verzonnen\n2026-01-01,GM0164,GM1999,1.0,False,verzonnen\n")
    renew_indeling(merged, 2026, sources)
    # The new gemeente lies in the zorgkantoorregio of both that it was made of.
    assert row_of(sources, "GM1999")["zk_code"] == "ZK22"
    assert len(load_indeling(sources / "indeling").codes(2026)) == 13


def test_merger_with_a_wrong_code_is_named(sources: Path, edition: Edition) -> None:
    with (sources / "indeling" / "herindelingen.csv").open("a") as file:
        file.write("2026-01-01,GM0000,GM1999,1.0,False,verzonnen\n")
    with pytest.raises(ContractError, match=r"verdwenen naam onbekend \(GM1999\)"):
        renew_indeling(edition, 2026, sources)
    new = edition.frame.iloc[[0]].assign(gemeente_code="GM1999", gemeente_naam="Verzonnen")
    more = replace(edition, frame=pd.concat([edition.frame, new], ignore_index=True))
    with pytest.raises(ContractError, match="van GM1999 is niet bekend uit welke gemeenten het ontstond"):
        renew_indeling(more, 2026, sources)


@pytest.mark.parametrize("year", [2024, 2041])
def test_year_that_cannot_be(sources: Path, edition: Edition, year: int) -> None:
    with pytest.raises(UsageError, match="de indeling in gebruik is van 2025"):
        renew_indeling(edition, year, sources)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({}, "er zijn geen gemeenten met hun gebieden in te vinden"),
        ({**AREAS, "Provincies": ("23", "Overijssel")}, "'23' bij Almelo is geen code van de provincies"),
        ({**AREAS, "Provincies": ("PV23", "")}, "is geen code van de provincies"),
    ],
)
def test_other_file_is_refused(tmp_path: Path, groups: dict[str, tuple[str, str]], told: str) -> None:
    with pytest.raises(ContractError) as caught:
        read_export(write_export(tmp_path / "export.csv", TWENTE, groups))
    assert told in str(caught.value)


def test_file_that_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b\n1;2;3;4\n")
    with pytest.raises(ContractError):
        read_export(tmp_path / "x.csv")
    with pytest.raises(SourceUnreachableError):
        read_export(tmp_path / "y.csv")


def test_command_needs_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indeling", ""]) == UsageError.exit_code
    assert 'Fout: "" is geen jaar (JAAR). Geef bijvoorbeeld JAAR=2026.' in capsys.readouterr().err


def test_basis_does_not_put_an_older_indeling_back(sources: Path, edition: Edition, tmp_path: Path) -> None:
    """`make basis` compiles the lists up to 2025 again; what was renewed since stays."""
    compiled = tmp_path / "vers"
    shutil.copytree(sources / "indeling", compiled / "indeling")
    (compiled / "indeling" / "wijken.csv").write_text("gebied_jaar,code,naam,gemeente_code\n")
    renew_indeling(edition, 2026, sources)
    drop_older(compiled, sources)
    assert sorted(path.name for path in (compiled / "indeling").iterdir()) == ["gebieden_2020.csv", "wijken.csv"]


@pytest.mark.parametrize(
    ("name", "year", "told"),
    [
        ("Gebieden_in_Nederland_2025.csv", "2030", "dit bestand is van 2025, niet van 2030"),
        ("Gebieden_in_Nederland_2025_26112026_101010.csv", "2026", "dit bestand is van 2025, niet van 2026"),
        ("export.csv", "2039", "2039 ligt in de toekomst"),
    ],
)
def test_a_file_of_another_year_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, year: str, told: str
) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert main(["indeling", f"--bestand={tmp_path / name}", "--", year]) == 2
    assert told in capsys.readouterr().err
