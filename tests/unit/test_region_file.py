"""What may stand in a file of sources/regios, and what such a file may be called."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld.catalog.region_file import RegionFile, read_region, read_regions
from regiobeeld.errors import ContractError, RegiobeeldError

GOOD = 'naam = "Mijn regio"\ngemeenten = ["GM0141", "GM0164"]\n'


def write(folder: Path, stem: str, text: str) -> Path:
    path = folder / f"{stem}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, stem: str, text: str) -> str:
    with pytest.raises(ContractError) as error:
        read_region(write(folder, stem, text))
    return str(error.value)


def test_a_good_file(tmp_path: Path) -> None:
    assert read_region(write(tmp_path, "mijn-regio", GOOD)) == RegionFile("Mijn regio", ("GM0141", "GM0164"))


@pytest.mark.parametrize(
    "stem", ["parquet", "doelgroepen", "versiebericht", "index", "nl", "gm0153", "gg1106", "pv23"]
)
def test_a_name_that_is_something_else_already_is_refused(tmp_path: Path, stem: str) -> None:
    assert f'een regio kan niet "{stem}" heten' in refused(tmp_path, stem, GOOD)


@pytest.mark.parametrize("stem", ["Mijn regio", "..", "-x", "x" * 81, "x.y"])
def test_the_name_of_the_file_is_a_plain_word(tmp_path: Path, stem: str) -> None:
    assert "naam van een regiobestand past niet" in refused(tmp_path, stem, GOOD)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("naam = 5\n", "hier hoort tekst"),
        ('naam = ""\n', "tekst van 1 tot 80 tekens"),
        ('naam = " Twente "\n', "zonder spaties eromheen"),
        (f'naam = "{"x" * 81}"\n', "tekst van 1 tot 80 tekens"),
        ('naam = "123"\n', "bestaat uit letters"),
        ('naam = "Twente\\u0007"\n', "tekens die niet te zien zijn"),
        ('naam = "Twente\\nZeeland"\n', "tekens die niet te zien zijn"),
        ('naam = "\\u202eetnewT"\n', "tekens die niet te zien zijn"),
        ('gemeenten = ["GM0141"]\n', "verplichte sleutel ontbreekt"),
        ('naam = "X"\ngemeenten = "GM0141"\n', "hier hoort een lijst"),
        ('naam = "X"\ngemeenten = [141]\n', '"141" is geen gemeentecode'),
        ('naam = "X"\ngemeenten = ["GM0\u0661\u0664\u0661"]\n', "is geen gemeentecode"),
        ('naam = "X"\ngemeenten = ["GM0141", "GM0141"]\n', "GM0141 staat er twee keer in"),
        ('naam = "X"\ngebied = ["GG1106"]\n', "'gebied' moet een code zijn"),
        ('naam = "X"\ngebied = "../../etc"\n', "'gebied' moet een code zijn"),
        (
            'naam = "X"\ngemeente = ["GM0141"]\n',
            'onbekende sleutel "gemeente" (x.toml: gemeente). Bedoelde u "gemeenten"?',
        ),
        ('naam = "X"\ntoelichting = 3\n', "hier hoort tekst"),
        ("naam = \n", "geen goede TOML"),
        ("", "verplichte sleutel ontbreekt"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str, message: str) -> None:
    assert message in refused(tmp_path, "x", text)


@pytest.mark.parametrize(
    "content", [b"\x00\xff\xfe", b"\x89PNG\r\n", b"naam = " + b"[" * 5000], ids=["bytes", "png", "deep"]
)
def test_a_damaged_file_gives_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(RegiobeeldError) as error:
        read_region(path)
    assert "\n" not in str(error.value)


def test_two_regions_with_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "een", GOOD)
    write(tmp_path, "twee", GOOD.replace("Mijn regio", "mijn REGIO"))
    with pytest.raises(ContractError, match=r"staat ook in een\.toml"):
        read_regions(tmp_path)
