"""On paper a paragraph, a figure and a table have a numbered note with where their numbers come from."""

from __future__ import annotations

import re

import pytest

from formats_example import as_pdf
from regiobeeld.claims.copies import audit_pdf
from regiobeeld.claims.inputs import COLUMNS, Names
from regiobeeld.claims.ledger import Ledger, digests
from regiobeeld.claims.notes import LAST, add_paper_notes
from regiobeeld.claims.page import read_page
from regiobeeld.controle.page import read_page as read_passages

NAMES = Names({"roken": ("Rokers", "rookt", "rookte")}, {"GM0001": "Aa"}, {})
OBSERVED = dict.fromkeys(COLUMNS) | {
    "indicator_code": "roken",
    "leeftijd": "18+",
    "periode_start": "2020-01-01",
    "periode_eind": "2020-12-31",
    "tabel_code": "85012NED",
    "soort": "enquete",
    "status": "definitief",
}


def ledger(*claims: tuple[str, int]) -> Ledger:
    """Claims as (shown, place of its observation or -1)."""
    numbers = {"getoond": [shown for shown, _ in claims], "invoer": [place for _, place in claims]}
    numbers["functie"] = [0] * len(claims)
    return Ledger(numbers, [["x", "Opgeteld.", ""]], [], [], [list(OBSERVED.values())], [], {})


SENTENCE = '<p>In Aa rookte in 2020 <data value="0">17,3</data>%; dat zijn <data value="1">400</data> mensen.</p>'
FIGURE = (
    '<figure id="f"><svg aria-label="17,3" data-c="2"></svg><p class="figuur-bron">Bron: CBS</p></figure>'
    '<table><caption><span class="tabel-titel">Rokers</span></caption><tr><td data-c="3">16,0</td></tr></table>'
)
PAGE = (
    f"<body><main><section>{SENTENCE}<p>Geen getal.</p>{FIGURE}</section>{LAST}{SENTENCE}</section></main></body>"
)
CLAIMS = ledger(("17,3", 0), ("400", -1), ("17,3", 0), ("16,0", 0))


def test_each_block_with_numbers_has_a_note_and_the_same_source_has_the_same() -> None:
    page = add_paper_notes(PAGE, CLAIMS, NAMES)
    assert re.findall(r'<(\w+)[^>]* data-noot="(\d)"', page) == [("p", "1"), ("p", "2"), ("span", "3")]
    assert re.findall(r'<li value="\d">(.*?)</li>', page) == [
        "17,3: Rokers, 18+, 2020, tabel 85012NED, enquete. 400: Opgeteld",
        "17,3: Rokers, 18+, 2020, tabel 85012NED, enquete",
        "16,0: Rokers, 18+, 2020, tabel 85012NED, enquete",
    ]


def test_no_text_of_the_page_changes_and_a_changed_note_is_seen() -> None:
    page = add_paper_notes(PAGE, CLAIMS, NAMES)
    before, after = digests(read_page(PAGE)), digests(read_page(page))
    assert before.items() < after.items() and after.keys() - before.keys() == {"noten"}
    assert (
        digests(read_page(page.replace("85012NED, enquete</li>", "85012NED, telling</li>")))["noten"]
        != after["noten"]
    )


def test_the_control_does_not_read_notes_as_sentences(tmp_path) -> None:
    path = tmp_path / "pagina.html"
    path.write_text(PAGE, encoding="utf-8")
    before = read_passages(path)
    path.write_text(add_paper_notes(PAGE, CLAIMS, NAMES), encoding="utf-8")
    assert read_passages(path) == before


@pytest.mark.parametrize(
    "page", [f"<main>{SENTENCE}</main>", f"<main><section><p>geen</p></section>{LAST}</main>"]
)
def test_a_page_without_layers_or_numbers_stays_as_it_is(page: str) -> None:
    assert add_paper_notes(page, CLAIMS, NAMES) == page


def test_a_note_number_behind_a_number_is_no_other_number() -> None:
    page = add_paper_notes(PAGE, CLAIMS, NAMES)
    assert audit_pdf(as_pdf("1 van 1 In Aa: 4001 mensen"), page).fouten == []
    assert [fault.gevonden for fault in audit_pdf(as_pdf("1 van 1 In Aa: 4009 mensen"), page).fouten] == ["4009"]
