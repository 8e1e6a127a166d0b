"""Broken local files: a Dutch message with row and column, or read as it was meant. Never the value itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from local_example import COLUMNS, GOOD, KOP, put_source, read_one, told
from regiobeeld.catalog.lokaal import EXAMPLES
from regiobeeld.local import sheet as reading
from regiobeeld.local.read import Key, age_of
from regiobeeld.local.source import Source
from regiobeeld.run.local import MOST_ALIKE, tell

FOUR = {("GM0141", "0-17"): 20, ("GM0141", "18+"): 300, ("GM0153", "0-17"): 40, ("GM0153", "18+"): 700}


def counts(folder: Path) -> dict[tuple[str, str], float | None]:
    """What was read, without the totals that we make ourselves."""
    source = read_one(folder)
    assert not source.mistakes, told(source)
    return {(c.key.gebied, c.key.leeftijd): c.count.teller for c in source.cells if c.key.leeftijd != "totaal"}


READ_WELL: dict[str, str | bytes] = {
    "puntkomma": GOOD,
    "komma": GOOD.replace(";", ","),
    "tab": GOOD.replace(";", "\t"),
    "BOM": b"\xef\xbb\xbf" + GOOD.encode(),
    "utf-16": GOOD.encode("utf-16"),
    "latin-1": (GOOD.replace("Enschede;18+", "Enschedé;18+").replace("é", "e") + "\n").encode("latin-1"),
    "regeleinden van Windows": GOOD.replace("\n", "\r\n"),
    "lege rijen en cellen": GOOD.replace("Enschede;0", ";;;\n\nEnschede;0") + ";;;\n",
    "codes zonder GM": GOOD.replace("Almelo", "0141").replace("Enschede", "153"),
    "codes met GM": GOOD.replace("Almelo", "GM0141").replace("Enschede", "gm0153"),
    "leeftijd in woorden": GOOD.replace("0-17", "0 t/m 17 jaar").replace("18+", "18 jaar en ouder"),
    "aanhalingstekens": GOOD.replace("Almelo", '"Almelo"').replace("4000", '"4000"'),
    "spaties": GOOD.replace("Almelo", "  Almelo "),
}


@pytest.mark.parametrize("kind", READ_WELL)
def test_what_is_unusual_but_clear_is_read(kind: str, tmp_path: Path) -> None:
    put_source(tmp_path, READ_WELL[kind])
    assert counts(tmp_path) == FOUR


def test_a_name_with_an_accent_in_the_encoding_of_windows_is_read(tmp_path: Path) -> None:
    text = KOP + "Súdwest-Fryslân;18+;300;9000\n"
    put_source(tmp_path, text.encode("cp1252"))
    assert counts(tmp_path) == {("GM1900", "18+"): 300}


def replaced(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


# File -> where the message must point, and a word that says what is wrong.
BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "decimale komma in een bestand met komma's": (
        GOOD.replace(";", ",").replace("20,4000", "20,5,4000"), "rij 2, kolom E", "5 cellen en de kop 4",
    ),
    "getal met decimalen": (replaced("20;", "20,5;"), "rij 2, kolom Geval", "heel getal"),
    "punt voor duizendtallen": (replaced("4000", "4.000"), "rij 2, kolom Mensen", "duizendtallen"),
    "spatie in duizendtallen": (replaced("4000", "4 000"), "rij 2, kolom Mensen", "duizendtallen"),
    "procentteken": (replaced("20;", "20%;"), "rij 2, kolom Geval", "procentteken"),
    "tekst in een getal": (replaced("4000", "ca. 4000"), "rij 2, kolom Mensen", "geen getal"),
    "negatief": (replaced("20;", "-20;"), "rij 2, kolom Geval", "kleiner dan 0"),
    "teller boven noemer": (replaced("4000", "12"), "rij 2, kolom Geval", "groter dan de noemer"),
    "onbekende gemeente": (replaced("Almelo", "Almello"), "rij 2, kolom Gemeente", "onbekende gemeente"),
    "onbekende code": (replaced("Almelo", "GM9999"), "rij 2, kolom Gemeente", "onbekende gemeente"),
    "oude gemeente": (replaced("Almelo", "Weesp"), "rij 2, kolom Gemeente", "Tel de aantallen op bij Amsterdam"),
    "gesplitste gemeente": (replaced("Almelo", "Haaren"), "rij 2, kolom Gemeente", "bestaat sinds 2021 niet meer"),
    "dubbele sleutel": (GOOD + "Almelo;0-17;21;4000\n", "rij 6, kolom Gemeente", "staat er al in rij 2"),
    "onbekende leeftijd": (replaced("0-17", "jong"), "rij 2, kolom Leeftijd", "geen leeftijdsgroep"),
    "omgekeerde leeftijd": (replaced("0-17", "17-0"), "rij 2, kolom Leeftijd", "geen leeftijdsgroep"),
    "leeg gebied": (replaced("Almelo", ""), "rij 2, kolom Gemeente", "leeg"),
    "totaalrij": (GOOD + "Totaal;0-17;60;12000\n", "rij 6, kolom Gemeente", "totaal"),
    "kop nog een keer": (GOOD + KOP + "Borne;18+;30;900\n", "rij 6", "kop nog een keer"),
    "voetnoot": (GOOD + "Bron: eigen telling;;;\n", "rij 6", "voetnoot"),
    "formule": (replaced("Almelo", "=cmd|'/C calc'!A0"), "rij 2, kolom A", "formule"),
    "formule met apenstaart": (replaced("Almelo", "@SUM(A1)"), "rij 2, kolom A", "formule"),
    "NUL": (replaced("Almelo", "Al\x00melo"), "rij 2", "NUL"),
    "onzichtbaar teken": (replaced("Almelo", "Al\u200bmelo"), "rij 2, kolom A", "niet te zien"),
    "leeg bestand": ("", "geval.csv", "leeg"),
    "alleen een kop": (KOP, "geval.csv", "geen rijen"),
    "open aanhalingsteken": (GOOD + '"Borne;18+;30;900\n', "rij", "aanhalingsteken"),
    "kolom ontbreekt": (GOOD.replace("Mensen", "Aantal"), "rij 1", 'de kolom "Mensen" ontbreekt'),
    "kop met andere letters": (GOOD.replace("Mensen", "mensen"), "rij 1", 'heet zij "mensen"'),
    "twee keer dezelfde kop": (GOOD.replace("Geval", "Mensen"), "rij 1, kolom D", "twee keer"),
    "te veel cellen": (replaced("4000", "4000;9"), "rij 2, kolom E", "5 cellen"),
    "totaal klopt niet": (GOOD + "Almelo;totaal;999;13000\n", "kolom leeftijd", "niet de som"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_by_its_place(kind: str, tmp_path: Path) -> None:
    content, place, words = BROKEN[kind]
    put_source(tmp_path, content or b"")
    said = told(read_one(tmp_path))
    assert place in said and words in said
    assert "lokaal/geval/geval.csv" in said


TITLE = "Verzonnen telling"


@pytest.mark.parametrize(("above", "row"), [(0, 1), (1, 2)])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_heading_that_is_elsewhere_is_told_once_with_where_it_is(
    above: int, row: int, form: str, tmp_path: Path
) -> None:
    """A title and an empty row above the heading, and `kopregel` that does not say so."""
    content: str | bytes = f"{TITLE};;;\n\n{GOOD}" if form == "csv" else workbook(change=_put_title)
    put_source(tmp_path, content, bestand=f"geval.{form}", extra=f'periode = "2024"\nkopregel = {above}')
    (mistake,) = read_one(tmp_path).mistakes
    assert f"rij {row}:" in str(mistake) and "in rij 3 te staan: zet dan 'kopregel' op 2" in str(mistake)
    put_source(tmp_path, content, bestand=f"geval.{form}", extra='periode = "2024"\nkopregel = 2')
    assert counts(tmp_path) == FOUR


def test_one_mistake_in_many_rows_is_told_a_few_times(tmp_path: Path) -> None:
    rows = "".join(f"Almelo;leeftijd {n};20;4000\n" for n in range(40))
    put_source(tmp_path, KOP + rows + "Nergens;0-17;20;4000\n")
    lines = tell(read_one(tmp_path).mistakes)
    assert len(lines) == MOST_ALIKE + 2
    assert f"nog {40 - MOST_ALIKE} keer hetzelfde" in lines[MOST_ALIKE] and "rij 42, kolom Gemeente" in lines[-1]


def test_all_mistakes_are_told_and_not_only_the_first(tmp_path: Path) -> None:
    put_source(tmp_path, KOP + "Nergens;0-17;20;4000\nAlmelo;oud;x1;4000\nBorne;18+;5.000;90%\n")
    said = told(read_one(tmp_path))
    places = ["rij 2, kolom Gemeente", "rij 3, kolom Leeftijd", "rij 3, kolom Geval", "rij 4, kolom Geval"]
    assert [place in said for place in [*places, "rij 4, kolom Mensen"]] == [True] * 5


def test_a_message_never_holds_what_stands_in_the_cell(tmp_path: Path) -> None:
    put_source(tmp_path, KOP + "Jan de Wit uit Borne;Pietersen;Klaassen;Hendriksen\n")
    said = told(read_one(tmp_path))
    assert said and not any(name in said for name in ("Jan", "Wit", "Pietersen", "Klaassen", "Hendriksen"))


def test_a_million_rows_are_refused_without_reading_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"Almelo;0-17;{n};4000\n" for n in range(1_000_000))
    put_source(tmp_path, KOP + lines)
    assert "meer dan 100.000 rijen" in told(read_one(tmp_path))
    # The same of a spreadsheet, with a lower limit: writing a million rows takes minutes.
    monkeypatch.setattr(reading, "MOST_ROWS", 50)
    put_source(tmp_path, workbook([["Almelo", "0-17", n, 4000] for n in range(60)]), bestand="geval.xlsx")
    assert "losse personen" in told(read_one(tmp_path))


def test_years_are_years_and_no_dates(tmp_path: Path) -> None:
    columns = COLUMNS + '\nperiode = "Jaar"'
    text = "Gemeente;Jaar;Leeftijd;Geval;Mensen\nAlmelo;2024;0-17;20;4000\nBorne;24;0-17;20;4000\n"
    put_source(tmp_path, text, kolommen=columns, extra="")
    assert "rij 3, kolom Jaar: dit is geen jaar" in told(read_one(tmp_path))
    put_source(tmp_path, text.replace(";24;", ";1-1-2024;"), kolommen=columns, extra="")
    assert "rij 3, kolom Jaar: dit is een datum" in told(read_one(tmp_path))
    put_source(tmp_path, text.replace(";24;", ";2022/2024;"), kolommen=columns, extra="")
    assert Key("GM0147", "2022-2024", "totaal", "0-17") in {cell.key for cell in read_one(tmp_path).cells}


ROWS = [["Almelo", "0-17", 20, 4000], ["Almelo", "18+", 300, 9000], ["Enschede", "0-17", 40, 8000],
        ["Enschede", "18+", 700, 20000]]  # fmt: skip


def workbook(
    rows: list[list[Any]] = ROWS, change: Callable[[Any, Any], object] = lambda book, sheet: None
) -> bytes:
    """An Excel file with the heading and these rows, changed in some way."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Gemeente", "Leeftijd", "Geval", "Mensen"])
    for row in rows:
        sheet.append(row)
    change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put_title(_: Any, sheet: Any) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = TITLE


def test_a_plain_spreadsheet_is_read(tmp_path: Path) -> None:
    put_source(tmp_path, workbook(), bestand="geval.xlsx")
    assert counts(tmp_path) == FOUR


def _hide_sheet(book: Any, _: Any) -> None:
    other = book.create_sheet("Ruw")
    other.append(["iets"])
    other.sheet_state = "hidden"


def _hide_row(_: Any, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_column(_: Any, sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def _comment(_: Any, sheet: Any) -> None:
    sheet["C2"].comment = openpyxl.comments.Comment("vraag aan de praktijk", "P. Jansen")


def _formula(_: Any, sheet: Any) -> None:
    sheet["D3"] = "=4000+5000"


def _percent(_: Any, sheet: Any) -> None:
    sheet["C2"], sheet["C2"].number_format = 0.05, "0%"


def _outside(_: Any, sheet: Any) -> None:
    sheet["F3"] = "controle"


SPREADSHEETS: dict[str, tuple[Callable[[Any, Any], object], str, str]] = {
    "verborgen tabblad": (_hide_sheet, "rij 1", "tabblad 2 is verborgen"),
    "verborgen rij": (_hide_row, "rij 3", "verborgen"),
    "verborgen kolom": (_hide_column, "kolom C", "verborgen"),
    "samengevoegde cellen": (lambda _, sheet: sheet.merge_cells("A2:A3"), "rij 2, kolom A", "samengevoegd"),
    "opmerking bij een cel": (_comment, "rij 2, kolom C", "opmerking"),
    "formule zonder uitkomst": (_formula, "rij 3, kolom D", "geen uitkomst"),
    "getal met procentopmaak": (_percent, "rij 2, kolom Geval", "procentteken"),
    "iets naast de tabel": (_outside, "rij 3", "buiten de tabel"),
}


@pytest.mark.parametrize("kind", SPREADSHEETS)
def test_what_a_spreadsheet_hides_is_told(kind: str, tmp_path: Path) -> None:
    change, place, words = SPREADSHEETS[kind]
    put_source(tmp_path, workbook(change=change), bestand="geval.xlsx")
    said = told(read_one(tmp_path))
    assert place in said and words in said


def test_a_damaged_spreadsheet_is_told(tmp_path: Path) -> None:
    put_source(tmp_path, workbook()[:800], bestand="geval.xlsx")
    assert "geen (heel) XLSX-bestand" in told(read_one(tmp_path))


def test_a_wide_table_gives_a_group_per_column(tmp_path: Path) -> None:
    wide = '[[breed]]\nleeftijd = "0-17"\nteller = "jong"\n[[breed]]\nleeftijd = "18+"\nteller = "oud"\n'
    put_source(tmp_path, "Gemeente;jong;oud\nAlmelo;20;300\n", kolommen=wide, eenheid="aantal")
    assert counts(tmp_path) == {("GM0141", "0-17"): 20, ("GM0141", "18+"): 300}


def test_a_declaration_that_does_not_fit_is_told(tmp_path: Path) -> None:
    put_source(tmp_path, extra='periode = "2024"\ndrempel = 5')
    assert "drempel" in told(read_one(tmp_path)) and "ten minste 10" in told(read_one(tmp_path))
    put_source(tmp_path, kolommen='waarde = "Geval"')
    assert "'waarde' hoort samen met 'noemer'" in told(read_one(tmp_path))
    (tmp_path / "lokaal" / "geval" / "geval.toml").unlink()
    assert "de beschrijving ontbreekt" in told(read_one(tmp_path))


def test_the_examples_are_never_read(tmp_path: Path) -> None:
    put_source(tmp_path, naam=EXAMPLES)
    put_source(tmp_path, naam="echt")
    assert read_one(tmp_path).code == "echt"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("0-17", "0-17"),
        ("0 t/m 17 jaar", "0-17"),
        ("18 tot 45", "18-44"),
        ("75 jaar en ouder", "75+"),
        ("75+", "75+"),
        ("Totaal", "totaal"),
        ("", "totaal"),
        ("jonger dan 18", "0-17"),
        ("80", "80"),
        ("oud", None),
        ("65-45", None),
    ],
)
def test_an_age_group_may_be_written_in_many_ways(text: str, age: str | None) -> None:
    assert age_of(text) == age


VERDELING = "gebied;gebied_code;aandeel\n7511;GM0153;1\n7600;GM0141;0,75\n7600;GM0147;0,25\n"


def put_postcodes(folder: Path, shares: str = VERDELING) -> None:
    extra = 'periode = "2024"\ngebied_soort = "postcode4"\nverdeling = "verdeling.csv"'
    text = "Gemeente;Leeftijd;Geval;Mensen\n7511;75+;100;1000\n7600;75+;80;800\n"
    put_source(folder, text, extra=extra)
    (folder / "lokaal" / "geval" / "verdeling.csv").write_text(shares, encoding="utf-8")


def test_postcodes_are_carried_by_their_shares(tmp_path: Path) -> None:
    put_postcodes(tmp_path)
    shown = {c.key.gebied: (c.count.teller, c.count.noemer) for c in read_one(tmp_path).cells if c.is_shown}
    assert shown == {"GM0153": (100, 1000), "GM0141": (60, 600), "GM0147": (20, 200)}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("0,25", "0,20", "samen geen 1"),
        ("0,75", "driekwart", "geen getal van 0 tot 1"),
        ("GM0141", "GM9999", "onbekende"),
        ("7511;", "7512;", "staat niet in de verdeling"),
        ("aandeel", "deel", "kop is niet"),
        ("0,25", "1,25", "0 tot 1"),
    ],
)
def test_shares_that_do_not_fit_are_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    put_postcodes(tmp_path, VERDELING.replace(old, new))
    assert words in told(read_one(tmp_path))


INSENSITIVE = 'periode = "2020"\ngevoelig = false\nreden_niet_gevoelig = "Het gaat over gebouwen"'
EEMSDELTA = ("Appingedam", "Delfzijl", "Loppersum")
"""Three gemeenten that became Eemsdelta in 2021, whole."""


def merged(*rows: str, extra: str = 'periode = "2020"', kop: str = KOP, kolommen: str = COLUMNS) -> dict[str, str]:
    return {"content": kop + "\n".join(rows) + "\n", "extra": extra, "kolommen": kolommen}


def counted(found: Source) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    return {(c.key.gebied, c.key.leeftijd): (c.count.teller, c.count.noemer) for c in found.cells}


def test_gemeenten_of_the_past_that_are_one_now_are_added_up(tmp_path: Path) -> None:
    rows = [f"{naam};18+;{20 + place};{900 + place}" for place, naam in enumerate(EEMSDELTA)]
    put_source(tmp_path, **merged(*rows, "Almelo;18+;70;4000"))
    found = read_one(tmp_path)
    assert counted(found) == {
        ("GM1979", "18+"): (20 + 21 + 22, 900 + 901 + 902),
        ("GM0141", "18+"): (70, 4000),
    }
    assert found.joined == ("Appingedam + Delfzijl + Loppersum: nu samen Eemsdelta",)


def test_a_gemeente_that_took_another_in_is_added_to_it(tmp_path: Path) -> None:
    put_source(tmp_path, **merged("Amsterdam;18+;800;90000", "Weesp;18+;30;1500"))
    assert counted(read_one(tmp_path)) == {("GM0363", "18+"): (830, 91500)}


def test_without_one_of_its_parts_a_gemeente_is_not_made(tmp_path: Path) -> None:
    put_source(tmp_path, **merged("Appingedam;18+;20;900", "Delfzijl;18+;20;900"))
    assert "Tel de aantallen op bij Eemsdelta" in told(read_one(tmp_path))


def test_a_group_that_one_of_the_parts_does_not_have_is_unknown(tmp_path: Path) -> None:
    rows = [f"{naam};18+;20;900" for naam in EEMSDELTA]
    put_source(tmp_path, **merged(*rows, "Delfzijl;0-17;15;300"))
    assert counted(read_one(tmp_path))["GM1979", "0-17"] == (None, None)


def test_the_largest_deliverer_is_found_over_all_parts(tmp_path: Path) -> None:
    rows = [f"{naam};18+;{people};900;{who}" for naam in EEMSDELTA for who, people in (("A", 90), ("B", 10))]
    columns = COLUMNS + '\nbijdrager = "Wie"'
    put_source(tmp_path, **merged(*rows, kop=KOP.replace("Mensen", "Mensen;Wie"), kolommen=columns))
    (cell,) = read_one(tmp_path).cells
    assert cell.count.largest == pytest.approx(0.9) and cell.count.teller == 300


def test_shares_of_gemeenten_of_the_past_are_not_added_up(tmp_path: Path) -> None:
    rows = [f"{naam};18+;12,5;" for naam in EEMSDELTA]
    columns = 'leeftijd = "Leeftijd"\nwaarde = "Geval"'
    put_source(tmp_path, **merged(*rows, extra=INSENSITIVE, kolommen=columns))
    assert "bestaat sinds 2021 niet meer" in told(read_one(tmp_path))
