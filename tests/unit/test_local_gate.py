"""The gate refuses persons and what points at them; it says where, and never what it saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from local_example import COLUMNS, GOOD, KOP, put_source, read_one, told
from regiobeeld.local.gate import is_bsn

# 111222333: 9+8+7+12+10+8+9+6-3 = 66 = 6 x 11, and 123456782 passes too: known examples.
BSN = "111222333"


@pytest.mark.parametrize(
    ("text", "passes"),
    [("111222333", True), ("123456782", True), ("123456789", False), ("1234.56.782", True), ("10000008", True),
     ("010000008", True), ("000000000", False), ("12345", False)],
)  # fmt: skip
def test_the_eleven_proof(text: str, passes: bool) -> None:
    assert is_bsn(text) is passes


# Extra column: its heading and what stands in it, and the kind that the message must name.
PERSONAL = {
    "bsn": ("getal", BSN, "burgerservicenummer"),
    "bsn van acht cijfers": ("getal", "10000008", "burgerservicenummer"),
    "bsn met punten": ("getal", "1112.22.333", "burgerservicenummer"),
    "bsn in tekst": ("getal", f"nr {BSN}", "burgerservicenummer"),
    "kop bsn": ("BSN", "1", "hoort bij personen"),
    "e-mail": ("contact", "jan@voorbeeld.nl", "e-mailadres"),
    "postcode": ("plaats", "7511 AB", "volledige postcode"),
    "postcode aaneen": ("plaats", "7511ab", "volledige postcode"),
    "telefoon": ("contact", "06-12345678", "telefoonnummer"),
    "telefoon met landnummer": ("contact", "+31 53 4871111", "telefoonnummer"),
    "geboortedatum": ("dag", "03-11-1951", "datum"),
    "datum andersom": ("dag", "1951-11-03", "datum"),
    "datum in woorden": ("dag", "3 november 1951", "datum"),
    "kop geboortedatum": ("Geboortedatum", "1951", "hoort bij personen"),
    "naam met voorletter": ("wie", "J. de Vries", "naam van een persoon"),
    "naam andersom": ("wie", "Vries, J.", "naam van een persoon"),
    "aanspreekvorm": ("wie", "mevr. de Boer", "naam van een persoon"),
    "namen": ("wie", "Jan de Vries", "namen van personen"),
    "kop naam": ("Naam", "x", "hoort bij personen"),
    "kop patientnummer": ("Patiëntnummer", "x1", "hoort bij personen"),
    "opmerkingen": ("Opmerkingen", "", "hoort bij personen"),
    "vrije tekst": ("verder", "belde op omdat de buurman al drie dagen niet gezien was", "vrije tekst"),
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_column_that_points_at_persons_is_refused(kind: str, tmp_path: Path) -> None:
    heading, text, words = PERSONAL[kind]
    lines = GOOD.splitlines()
    content = "\n".join([f"{lines[0]};{heading}", *(f"{line};{text}" for line in lines[1:])])
    put_source(tmp_path, content)
    source = read_one(tmp_path)
    said = told(source)
    assert words in said and "kolom E" in said
    assert not source.cells
    assert len(text) < 3 or text not in said
    assert all(part not in said for part in (BSN, "vries", "Vries", "7511", "buurman", "1951"))


@pytest.mark.parametrize("place", ["gebied", "kop", "boven"])
def test_identifying_text_is_seen_wherever_it_stands(place: str, tmp_path: Path) -> None:
    content = {
        "gebied": GOOD.replace("Almelo", BSN, 1),
        "kop": GOOD.replace("Leeftijd", BSN),
        "boven": f"contact {BSN}\n{GOOD}",
    }[place]
    above = "\nkopregel = 1" if place == "boven" else ""
    put_source(tmp_path, content, extra=f'periode = "2024"{above}')
    said = told(read_one(tmp_path))
    assert "burgerservicenummer" in said and BSN not in said


def test_a_row_per_person_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"Almelo;18+;1;1;{number}\n" for number in range(50_001, 50_031))
    put_source(tmp_path, KOP.replace("Mensen", "Mensen;pseudoniem") + rows)
    said = told(read_one(tmp_path))
    assert "ander nummer: is elke rij een persoon?" in said
    assert "dezelfde groep staat er telkens weer" in said
    assert "alleen 0 of 1" in said
    assert "50001" not in said


def test_a_table_of_counts_passes(tmp_path: Path) -> None:
    names = ["Almelo", "Borne", "Dinkelland", "Enschede", "Hengelo", "Hof van Twente", "Losser", "Wierden"]
    rows = "".join(
        f"{name};{age};{40 + n};{9000 + n}\n" for n, name in enumerate(names) for age in ("0-17", "18+")
    )
    put_source(tmp_path, KOP + rows)
    assert told(read_one(tmp_path)) == ""


def test_a_column_of_money_may_look_like_a_number_of_a_person(tmp_path: Path) -> None:
    text = f"Gemeente;Kosten\nAlmelo;{BSN}\nBorne;91000000\n"
    extra = 'periode = "2024"\ngevoelig = false\nreden_niet_gevoelig = "bedragen van de gemeente zelf"'
    put_source(tmp_path, text, kolommen='waarde = "Kosten"', eenheid="euro", extra=extra)
    assert told(read_one(tmp_path)) == ""
    put_source(tmp_path, text.replace("Kosten", "Geval"), kolommen='teller = "Geval"', eenheid="aantal")
    assert "rij 2, kolom Geval: dit kan een burgerservicenummer zijn" in told(read_one(tmp_path))


def test_a_bug_tells_no_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(f"cannot convert {BSN}")

    put_source(tmp_path, kolommen=COLUMNS)
    monkeypatch.setattr("regiobeeld.local.source.guard", fail)
    said = told(read_one(tmp_path))
    assert "niet te verwerken (ValueError)" in said and BSN not in said
