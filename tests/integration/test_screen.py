"""`make doelgroepen`: one page and Parquet with every gemeente and region; no work when nothing changed."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from project import hashes, run
from regiobeeld.catalog.groups import load_groups
from regiobeeld.wording import find_claims

GROUPS = load_groups()


class Reader(HTMLParser):
    """Text outside drawings and scripts, rows per table, and addresses of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.addresses: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [str(found[name]) for name in ("href", "src") if found.get(name)]
        if tag in ("svg", "script", "style"):
            self._inside.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            return
        self.text.append(data)
        if self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    done = run(project, "doelgroepen")
    assert done.returncode == 0, done.stderr
    return project / "outputs" / "doelgroepen"


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "doelgroepen.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def numbers(page: str) -> dict[str, Any]:
    """What the script fills the tables with."""
    found = re.search(r'<script type="application/json" id="doelgroep-cijfers">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    document: dict[str, Any] = json.loads(found[1])
    return document


def test_a_second_run_does_nothing(project: Path, folder: Path) -> None:
    before = hashes(folder)
    done = run(project, "doelgroepen")
    assert done.returncode == 0
    assert "niets veranderd" in done.stdout
    assert hashes(folder) == before


def test_the_page_stands_by_itself(page: str, read: Reader) -> None:
    assert [address for address in read.addresses if not address.startswith(("#", "data:"))] == []
    assert page.count("<h2 ") == len(GROUPS) + 1
    assert all(f'id="{code.replace("_", "-")}"' in page for code in GROUPS)


def test_the_page_is_light(page: str) -> None:
    assert len(page.encode()) < 2_000_000


def test_every_map_has_an_alternative_text(page: str) -> None:
    drawings = re.findall(r"<svg class=\"landkaart\"[^>]*>", page)
    assert len(drawings) == len(GROUPS)
    assert all('role="img"' in drawing and "Kaart van Nederland" in drawing for drawing in drawings)


def test_an_area_of_several_kinds_stands_there_once(numbers: dict[str, Any]) -> None:
    """Twente is a regio, a GGD-regio, a COROP-gebied ...: one row, found under each of them."""
    twente = [kinds for name, kinds in numbers["gebieden"] if name.endswith("Twente") and "regio" in kinds]
    assert twente == ["regio, GGD-regio, COROP-gebied, zorgkantoorregio, veiligheidsregio"]
    for rows in numbers["doelgroepen"].values():
        assert len({row[0] for row in rows}) == len(rows) == len(numbers["gebieden"])
    kinds = {kind for _, found in numbers["gebieden"] for kind in found.split(", ")}
    assert kinds == set(numbers["soorten"])


def test_without_its_script_every_table_has_the_country_and_the_provinces(read: Reader) -> None:
    tables = [table for table in read.tables if table[0][0] == "Gebied"]
    assert len(tables) == len(GROUPS)
    assert all(sum("provincie" in line[1] for line in table[1:]) == 12 for table in tables)
    assert all("Nederland" in [line[0] for line in table] for table in tables)


def test_every_doelgroep_lists_every_gemeente_and_region_with_the_counts_of_the_parquet(
    folder: Path, numbers: dict[str, Any]
) -> None:
    found = pd.read_parquet(folder / "kwetsbare_groep.parquet")
    names = [name for name, _ in numbers["gebieden"]]
    for code, rows in found.groupby("doelgroep_code"):
        shown = {names[row[0]]: row[1:] for row in numbers["doelgroepen"][code]}
        # One gemeente is a larger area by itself.
        assert sum("gemeente" in kinds.split(", ") for _, kinds in numbers["gebieden"]) == 342
        for _, row in rows[rows["regio_code"].isin(["GM0153", "RG_twente", "GM0855", "NL"])].iterrows():
            cells = shown[row["regio_naam"]]
            known = pd.isna(row["reden"])
            text = f"{_tens(row['inwoners_groep'], row):,}".replace(",", ".") if known else "–"
            assert cells[1] == text, code
            share = f"{100 * row['inwoners_groep'] / row['inwoners']:.1f}".replace(".", ",")
            assert cells[2] == (share if known else "–"), code


def _tens(count: int, row: pd.Series) -> int:
    """Numbers that were derived stand in tens, half up."""
    return int(count) if row["inwoners_geteld"] else 10 * ((int(count) + 5) // 10)


def test_a_gap_is_named_and_not_shown_as_zero(numbers: dict[str, Any]) -> None:
    place = [name for name, _ in numbers["gebieden"]].index("Land van Cuijk")
    cuijk = [row for rows in numbers["doelgroepen"].values() for row in rows if row[0] == place]
    gaps = [row for row in cuijk if "te weinig cijfers" in row[-1]]
    assert len(gaps) >= 4
    assert all(row[1:7] == ["–"] * 6 for row in gaps)


def test_no_text_on_the_page_claims_anything_about_persons(read: Reader, numbers: dict[str, Any]) -> None:
    assert find_claims(" ".join(read.text)) == []
    told = {row[-1] for rows in numbers["doelgroepen"].values() for row in rows}
    assert find_claims(" ".join(sorted(told))) == []


def test_nothing_is_ranked(read: Reader, numbers: dict[str, Any]) -> None:
    heads = {cell for table in read.tables for cell in table[0]}
    assert not heads & {"Plaats", "Rang", "Positie", "Rangnummer"}
    names = [name for name, kinds in numbers["gebieden"] if kinds == "gemeente"]
    assert names == sorted(names)
    for rows in numbers["doelgroepen"].values():
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_the_parquet_is_complete(folder: Path) -> None:
    names = {path.stem for path in folder.glob("*.parquet")}
    assert names == {
        *("kwetsbare_groep", "doelgroep", "doelgroep_gebied", "doelgroep_stabiliteit"),
        *("stapeling", "wijktype", "wijktype_gebied", "kwetsbaarheid", "claims"),
    }
    found = pd.read_parquet(folder / "kwetsbare_groep.parquet")
    assert found["regio_naam"].notna().all()
    sizes = found.drop_duplicates("regio_code").set_index("regio_code")["gemeenten"]
    assert (sizes["NL"], sizes["RG_twente"], sizes["GM0153"]) == (342, 14, 1)
