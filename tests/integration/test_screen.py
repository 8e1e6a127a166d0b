"""`make doelgroepen`: one page and Parquet with every gemeente and region; no work when nothing changed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

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


def test_every_map_has_an_alternative_text(page: str) -> None:
    drawings = re.findall(r"<svg[^>]*class=\"(?:breed|smal)\"[^>]*>", page)
    assert len(drawings) == 2 * len(GROUPS)
    assert all('role="img"' in drawing and "Kaart van Nederland" in drawing for drawing in drawings)


def test_every_doelgroep_lists_every_gemeente_and_region_with_the_counts_of_the_parquet(
    folder: Path, read: Reader
) -> None:
    found = pd.read_parquet(folder / "kwetsbare_groep.parquet")
    long = [table for table in read.tables if len(table) > 400]
    assert len(long) == len(GROUPS)
    for (code, rows), table in zip(found.groupby("doelgroep_code"), long, strict=True):
        head, body = table[0], table[1:]
        assert len(body) == len(rows) == 498
        shown = {(line[0], line[1]): line for line in body}
        for _, row in rows[rows["regio_code"].isin(["GM0153", "RG_twente", "GM0855", "NL"])].iterrows():
            line = dict(zip(head, shown[(row["regio_naam"], row["regio_soort"])], strict=True))
            expected = "–" if row["reden"] is not None and not pd.isna(row["reden"]) else row["inwoners_groep"]
            known = not isinstance(expected, str)
            text = f"{_tens(expected, row):,}".replace(",", ".") if known else expected
            assert line["Inwoners"] == text, code
            share = f"{100 * row['inwoners_groep'] / row['inwoners']:.1f}".replace(".", ",")
            assert line["Aandeel van alle (%)"] == (share if known else "–"), code


def _tens(count: int, row: pd.Series) -> int:
    """Numbers that were derived stand in tens, half up."""
    return int(count) if row["inwoners_geteld"] else 10 * ((int(count) + 5) // 10)


def test_a_gap_is_named_and_not_shown_as_zero(read: Reader) -> None:
    cuijk = [line for table in read.tables for line in table if line and line[0] == "Land van Cuijk"]
    gaps = [line for line in cuijk if "te weinig cijfers" in line[-1]]
    assert len(gaps) >= 4
    assert all(line[2:8] == ["–"] * 6 for line in gaps)


def test_no_text_on_the_page_claims_anything_about_persons(read: Reader) -> None:
    assert find_claims(" ".join(read.text)) == []


def test_nothing_is_ranked(read: Reader) -> None:
    heads = {cell for table in read.tables for cell in table[0]}
    assert not heads & {"Plaats", "Rang", "Positie", "Rangnummer"}
    for table in (table for table in read.tables if len(table) > 400):
        names = [line[0] for line in table[1:] if line[1] == "gemeente"]
        assert names == sorted(names)


def test_the_parquet_is_complete(folder: Path) -> None:
    names = {path.stem for path in folder.glob("*.parquet")}
    assert names == {
        *("kwetsbare_groep", "doelgroep", "doelgroep_gebied", "doelgroep_stabiliteit"),
        *("stapeling", "wijktype", "wijktype_gebied", "kwetsbaarheid"),
    }
    found = pd.read_parquet(folder / "kwetsbare_groep.parquet")
    assert found["regio_naam"].notna().all()
    sizes = found.drop_duplicates("regio_code").set_index("regio_code")["gemeenten"]
    assert (sizes["NL"], sizes["RG_twente"], sizes["GM0153"]) == (342, 14, 1)
