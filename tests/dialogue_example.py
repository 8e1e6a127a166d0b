"""Made-up people who fill in the forms of a region: every text and name is invented, and says so.

Each writes to the file that was handed out, as a person would: a spreadsheet with its yellow cells filled, or the
file that the page saves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from regiobeeld import paths
from regiobeeld.dialogue.form import ASKED_FILE, KIND, Asked, Form, keep_form
from regiobeeld.dialogue.form_xlsx import ABOUT, SHEET, headings, write_form
from regiobeeld.outline.dialogue import load_questions
from regiobeeld.run.dialogue import PACK, read_back

ASKED = (
    Asked(
        "boodschap:roken-18+",
        "11111111",
        "boodschap",
        "Roken",
        "",
        "In Klein rookt 30,0% van de volwassenen (2020).",
    ),
    Asked(
        "boodschap:sport-18+",
        "22222222",
        "boodschap",
        "Sporten",
        "",
        "In Klein sport 40,0% van de volwassenen (2020).",
    ),
    Asked("knelpunt:alcohol", "33333333", "knelpunt", "Alcohol", "Alcohol", "Of hulp past, is niet bekend."),
)
REGION = "twente"
FORM = Form("klein", "Klein", 1, "abcdef12", 2025, ASKED, verzonnen=True)
HANDED_OUT = "formulier.xlsx"
TWENTE = replace(FORM, regio=REGION, naam="Twente")


@dataclass
class Person:
    """Who fills in a form, and what; `zegt` is code -> answer, `tekst` code -> explanation."""

    organisatie: str
    zegt: dict[str, str]
    tekst: dict[str, str] = field(default_factory=dict)
    naam: str = ""
    naam_mag: str = ""
    citaat_mag: str = ""
    ingetrokken: str = ""
    prioriteit: dict[str, str] = field(default_factory=dict)

    def about(self) -> dict[str, str]:
        names = ("organisatie", "naam", "naam_mag", "citaat_mag", "ingetrokken")
        return {name: getattr(self, name) for name in names}


def fill_xlsx(handed_out: Path, person: Person, target: Path) -> Path:
    """Fill in the yellow cells of a spreadsheet."""
    book = load_workbook(handed_out)
    sheet = book[SHEET]
    places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for name, value in person.about().items():
        label = places[ABOUT[name]]
        sheet.cell(label.row, label.column + 1).value = value or None
    columns = {name: places[title].column for name, title in headings(load_questions()).items()}
    for row in sheet.iter_rows(min_row=places["Nr"].row + 1):
        code = str(row[1].value).rpartition(" ")[0]
        fields = {"herkent": person.zegt, "toelichting": person.tekst, "prioriteit": person.prioriteit}
        for name, given in fields.items():
            if code in given:
                sheet.cell(row[0].row, columns[name]).value = given[code]
    book.save(target)
    return target


def saved(form: Form, person: Person, kenmerk: str, bewaard: int = 1) -> dict[str, object]:
    """What the page saves."""
    flags = {name: getattr(person, name) == "ja" for name in ("naam_mag", "citaat_mag", "ingetrokken")}
    return {
        "formulier": KIND,
        "versie": form.versie,
        "regio": form.regio,
        "stand": form.stand,
        "kenmerk": kenmerk,
        "bewaard": bewaard,
        "organisatie": person.organisatie,
        "rol": "",
        "naam": person.naam,
        **flags,
        "antwoorden": [
            {
                "code": item.code,
                "stempel": item.stempel,
                "herkent": person.zegt.get(item.code, ""),
                "toelichting": person.tekst.get(item.code, ""),
                "verklaart": "",
                "wie": "",
                "prioriteit": person.prioriteit.get(item.code, ""),
            }
            for item in form.vragen
        ],
    }


def fill_json(form: Form, person: Person, target: Path, kenmerk: str = "", bewaard: int = 1) -> Path:
    """Save the page."""
    text = json.dumps(saved(form, person, kenmerk or target.stem, bewaard), ensure_ascii=False)
    target.write_text(text, encoding="utf-8")
    return target


def forty(codes: list[str]) -> list[Person]:
    """Forty people of five kinds of organisations: huisartsen say yes where gemeenten say no, two of the ggz.

    One in four lets us quote; names are given by all, with consent by one in eight.
    """
    sizes = {"huisartsenzorg": 14, "gemeente": 12, "welzijn of sociaal werk": 7, "GGD": 5, "ggz": 2}
    kinds = [kind for kind, size in sizes.items() for _ in range(size)]
    answers = {"huisartsenzorg": "ja", "gemeente": "nee", "welzijn of sociaal werk": "deels", "GGD": "weet niet"}
    people = []
    for number, kind in enumerate(kinds):
        answer = answers.get(kind, "ja")
        people.append(
            Person(
                organisatie=kind,
                zegt=dict.fromkeys(codes[number % 2 :], "ja" if number % 5 == 0 else answer),
                tekst={codes[1]: f"Verzonnen toelichting {number:02d} van Fantasia Bedacht{number:02d}"},
                naam=f"Fantasia Bedacht{number:02d}",
                naam_mag="ja" if number % 8 == 0 else "",
                citaat_mag="ja" if number % 4 == 0 else "",
                prioriteit={codes[0]: "hoog"} if number < 6 else {},
            )
        )
    return people


@cache
def came_back() -> dict[str, bytes]:
    """The forms of the forty by name of file, and the one that was handed out: filled in once per process.

    As people do: a file carries the name of who sent it.
    """
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_form(TWENTE, load_questions(), folder / HANDED_OUT)
        for number, person in enumerate(forty([item.code for item in TWENTE.vragen])):
            target = folder / f"formulier {person.naam} {number:02d}"
            if number % 2:
                fill_xlsx(folder / HANDED_OUT, person, target.with_suffix(".xlsx"))
            else:
                fill_json(TWENTE, person, target.with_suffix(".json"))
        return {path.name: path.read_bytes() for path in folder.iterdir()}


class Gesprek:
    """A folder with forms that came back, and what is made of them."""

    def __init__(self, folder: Path) -> None:
        self.outputs, self.forms = folder / "uitvoer", folder / "formulieren"
        pack = paths.dialogue(self.outputs, REGION) / PACK
        pack.mkdir(parents=True)
        self.forms.mkdir()
        keep_form(TWENTE, pack / ASKED_FILE)
        self.people = forty([item.code for item in TWENTE.vragen])
        (pack / HANDED_OUT).write_bytes(came_back()[HANDED_OUT])
        for name, content in came_back().items():
            if name != HANDED_OUT:
                (self.forms / name).write_bytes(content)

    def read(self) -> Path:
        return read_back(REGION, self.forms, self.outputs)

    def of(self, number: int) -> Path:
        return next(self.forms.glob(f"* {number:02d}.*"))
