"""FORMAAT: any combination of forms, and a wrong name gets the nearest."""

from __future__ import annotations

import pytest

from regiobeeld.errors import UsageError
from regiobeeld.formats.asked import asked_forms


def test_nothing_asked_is_the_page_only() -> None:
    assert asked_forms("") == asked_forms("html") == ()


def test_every_combination_comes_in_one_order() -> None:
    assert asked_forms("docx, PDF;xlsx") == ("pdf", "xlsx", "docx")
    assert asked_forms("xlsx,xlsx,html") == ("xlsx",)


def test_the_name_of_the_program_will_do() -> None:
    assert asked_forms("word,excel,.pptx") == ("xlsx", "pptx", "docx")


@pytest.mark.parametrize(
    ("typed", "nearest"), [("pdff", "pdf"), ("xslx", "xlsx"), ("ppt", "pptx"), ("doc", "docx")]
)
def test_a_wrong_name_gets_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(UsageError, match=f"Bedoelde u: {nearest}"):
        asked_forms(typed)


def test_a_page_without_slides_says_what_it_has() -> None:
    with pytest.raises(UsageError, match=r"van deze bladzijde bestaat geen pptx.*Kies uit pdf, xlsx"):
        asked_forms("pptx", ("pdf", "xlsx"))
    with pytest.raises(UsageError, match=r'onbekend formaat "pptxx".*Kies uit pdf, xlsx'):
        asked_forms("pptxx", ("pdf", "xlsx"))
