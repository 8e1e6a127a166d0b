"""Work that is put off and spread over copies gives what doing it at once gives, in the same order."""

from __future__ import annotations

import os

import nbformat
import pytest

from regiobeeld.blocks import later
from regiobeeld.errors import SourceUnreachableError, UsageError


def test_a_mark_is_replaced_by_what_its_task_gives() -> None:
    assert later.soon(lambda: "<svg>nu</svg>") == "<svg>nu</svg>"
    with later.put_off() as work:
        html = f"<p>{later.soon(lambda: '<svg>een</svg>')} en {later.soon(lambda: '<svg>twee</svg>')}</p>"
        assert "een" not in html and "twee" not in html
        cell = nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", {"text/html": html})])
        document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Kop"), cell])
        drawn = work.draw(cores=2)
        later.fill_notebook(document, drawn)
    assert later.fill(html, drawn) == "<p><svg>een</svg> en <svg>twee</svg></p>"
    assert document.cells[1].outputs[0].data["text/html"] == "<p><svg>een</svg> en <svg>twee</svg></p>"
    assert later.active() is None


def test_drawings_begun_ahead_stand_where_the_others_would() -> None:
    numbers = range(7)
    with later.put_off(cores=2) as work:
        marks = []
        for number in numbers:
            marks.append(later.soon(lambda n=number: f"<svg>{n} {os.getpid()}</svg>"))  # type: ignore[misc]
            work.begin()
        html = later.fill("".join(marks), work.draw(cores=1))
    made = html.removeprefix("<svg>").removesuffix("</svg>").split("</svg><svg>")
    drawn = [text.split() for text in made]
    assert [int(number) for number, _ in drawn] == list(numbers)
    assert drawn[0][1] != drawn[-1][1] == str(os.getpid())  # the first four by a copy, the last ones here


def test_a_mistake_in_a_drawing_begun_ahead_is_told_as_any_other() -> None:
    def refuse() -> str:
        raise UsageError("geen jaar", "PEILJAAR", "Bedoelde u: 2020?")

    with later.put_off(cores=2) as work:
        for _ in range(4):
            later.soon(refuse)
        work.begin()
        with pytest.raises(UsageError):
            work.draw(cores=1)


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_outcomes_come_in_the_order_of_the_tasks(cores: int) -> None:
    assert later.run_all([lambda n=n: n * n for n in range(20)], cores) == [n * n for n in range(20)]  # type: ignore[misc]


def test_an_error_of_ours_comes_out_as_itself() -> None:
    def refuse() -> None:
        raise UsageError("geen jaar", "PEILJAAR", "Bedoelde u: 2020?")

    with pytest.raises(UsageError) as raised:
        later.run_all([refuse, lambda: None], 2)
    assert str(raised.value) == "geen jaar (PEILJAAR). Bedoelde u: 2020?"


def test_a_copy_that_is_killed_is_one_line() -> None:
    with pytest.raises(SourceUnreachableError, match=r"het tekenen is halverwege gestopt\. Vaak is er te weinig"):
        later.run_all([lambda: os.kill(os.getpid(), 9), lambda: None], 2)
