"""A PDF and a notebook say only numbers that the page says too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formats_example import as_pdf
from regiobeeld.claims.copies import audit_notebook, audit_pdf
from regiobeeld.errors import ContractError

PAGE = (
    "<html><head><style>p { margin: 99px }</style></head><body><main><p>In Aa rookte in 2020 <data "
    'value="0">17,3</data>% van de volwassenen: <data value="1">1.234</data> mensen.</p>'
    "<svg><text x='1'>2030</text><text x='2'>2040</text></svg></main>"
    '<script type="application/json" id="getallen">{"w":[55]}</script></body></html>'
)


def found(*sheets: str) -> list[str]:
    return [fault.gevonden for fault in audit_pdf(as_pdf(*sheets), PAGE).fouten]


def test_a_pdf_of_the_page_has_its_numbers_and_those_of_its_sheets() -> None:
    audit = audit_pdf(
        as_pdf("1 van 2 In Aa rookte in 2020 17,3%", "2 van 2 van de volwassenen: 1.234 mensen"), PAGE
    )
    assert audit.fouten == [] and audit.getallen == audit.met_herkomst == 3


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("In Aa rookte in 2020 17,4%", "17,4"),
        ("1.235 mensen", "1.235"),
        ("3 van 1 In Aa", "3"),
        ("99 px", "99"),  # of the style of the page, which nobody reads
        ("55 procent", "55"),  # of its data
    ],
)
def test_another_number_is_a_fault(text: str, wrong: str) -> None:
    assert wrong in found(text)


def test_labels_of_a_drawing_that_touch_are_two_numbers() -> None:
    assert found("20302040") == []
    assert found("20302041") == ["20302041"]


def test_the_sheet_of_a_chapter_in_the_contents_is_no_number_of_the_page() -> None:
    contents = '<nav class="inhoudsopgave"><ol><li><a href="#a">Hof van Twente</a></li></ol></nav>'
    wrong = [fault.gevonden for fault in audit_pdf(as_pdf("Hof van Twente 9"), f"{contents}{PAGE}").fouten]
    elsewhere = [
        fault.gevonden for fault in audit_pdf(as_pdf("In Hof van Twente 9 wijken"), contents + PAGE).fouten
    ]
    assert (wrong, elsewhere) == ([], ["9"])
    assert found("Hof van Twente 9") == ["9"]


@pytest.mark.parametrize("content", [b"", b"geen pdf", b"%PDF-1.4\n"])
def test_a_broken_pdf_gives_one_line(content: bytes) -> None:
    with pytest.raises(ContractError, match="PDF is niet te lezen"):
        audit_pdf(content, PAGE)


def test_a_pdf_without_text_is_no_copy() -> None:
    with pytest.raises(ContractError, match="geen tekst"):
        audit_pdf(as_pdf(""), PAGE)


def notebook(folder: Path, *outputs: str) -> Path:
    path = folder / "regiobeeld-aa.ipynb"
    cells = [{"cell_type": "markdown"}, *({"outputs": [{"data": {"text/html": [text]}}]} for text in outputs)]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


OURS = '<script type="application/json" class="genoteerd">{"0":[17.25]}</script>'


def test_a_notebook_holds_what_the_page_holds(tmp_path: Path) -> None:
    right = f'<p>In Aa rookte in 2020 <data value="5">17,3</data>% <!-- 77 --></p>{OURS}'
    own = "<p>mijn proef: 3.141 mensen</p>"
    assert audit_notebook(notebook(tmp_path, right, own), PAGE).fouten == []
    (fault,) = audit_notebook(notebook(tmp_path, right.replace("17,3", "18,3")), PAGE).fouten
    assert (fault.plaats, fault.gevonden) == ("cel 2", "18,3")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', '{"cells": [1]}', "[" * 100_000])
def test_what_is_no_notebook_gives_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "regiobeeld-aa.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContractError, match="geen notebook"):
        audit_notebook(path, PAGE)
