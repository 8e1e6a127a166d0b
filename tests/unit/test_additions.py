"""What an analyst adds comes into the page, says what it is, and can do nothing else."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from regiobeeld.areas.regions import Region
from regiobeeld.blocks.shown import MARK
from regiobeeld.errors import ContractError
from regiobeeld.report.additions import Caption, clean_html, place_additions
from regiobeeld.report.render import to_html

PNG = base64.b64encode(b"\x89PNG niet echt").decode()
REGION = Region("RG_klein", "Klein", "klein", ("GM0001",), None)


def page_of(folder: Path, *cells: Any) -> str:
    """The page of an executed notebook with one chapter of ours and these cells."""
    ours = new_output("display_data", {"text/html": '<h2 id="a">Van ons</h2><figure>x</figure>', MARK: {}})
    nbformat.write(new_notebook(cells=[new_code_cell("", outputs=[ours]), *cells]), folder / "klaar.ipynb")
    return to_html(folder / "klaar.ipynb", REGION, "")


def shows(source: str, **data: str) -> Any:
    """A cell with this code and this output; text_html stands for text/html."""
    types = {name.replace("_", "/", 1): content for name, content in data.items()}
    return new_code_cell(source, outputs=[new_output("display_data", types)])


def body(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", maxsplit=1)[0]


def test_a_drawing_comes_in_with_its_caption_and_source(tmp_path: Path) -> None:
    cell = shows("# bijschrift: Wachttijd in dagen\n#| bron: eigen telling\nplt.plot(x)", image_png=PNG)
    page = body(page_of(tmp_path, cell))
    assert f'<img src="data:image/png;base64,{PNG}" alt="Wachttijd in dagen">' in page
    assert "Wachttijd in dagen</p>" in page
    assert "Bron: eigen telling. Eigen toevoeging" in page
    assert "geen bijschrift" not in page


def test_without_a_caption_the_page_says_so(tmp_path: Path) -> None:
    page = body(page_of(tmp_path, shows("plt.plot(x)", image_png=PNG)))
    assert "Bij deze figuur staat geen bijschrift." in page
    assert "De bron staat er niet bij." in page


def test_an_svg_becomes_a_picture_in_which_nothing_can_run(tmp_path: Path) -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    cell = new_code_cell("", outputs=[new_output("display_data", {"image/svg+xml": drawn})])
    page = body(page_of(tmp_path, cell))
    found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert found and base64.b64decode(found[1]).decode() == drawn
    assert "alert" not in page


def test_a_table_of_pandas_keeps_its_cells_and_nothing_else(tmp_path: Path) -> None:
    table = "<style>td{color:red}</style><table border='1'><tr><th>Dorp</th></tr><tr><td>A</td></tr></table>"
    page = body(page_of(tmp_path, shows("df", text_html=table)))
    assert "<th>Dorp</th>" in page and "<td>A</td>" in page and "color:red" not in page
    assert "Bij deze tabel staat geen bijschrift." in page


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<img src="https://elders.nl/x.png">',
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html;base64,AAAA">x</a>',
        '<iframe src="https://elders.nl"></iframe>',
        '<meta http-equiv="refresh" content="0;url=https://elders.nl">',
        '<form action="https://elders.nl"><input></form>',
        '<p style="background:url(https://elders.nl)">x</p>',
        "<!-- <script>alert(1)</script> -->",
        "<svg><script>alert(1)</script></svg>",
        "<scr<script>ipt>alert(1)</script>",
    ],
)
def test_nothing_of_somebody_else_runs_or_loads(bad: str) -> None:
    clean = clean_html(f"<p>voor</p>{bad}<p>na</p>")
    assert "<p>voor</p>" in clean and "<p>na</p>" in clean
    assert not re.search(
        r"<(script|iframe|form|meta|svg|style|input)|\son\w+=|style=|javascript:|elders|data:text", clean
    )


def test_markdown_is_a_chapter_and_cannot_run(tmp_path: Path) -> None:
    text = "# Uit de praktijk\n\nMeer **vragen**. <script>alert(1)</script>\n\n## Nog een\n\nx"
    page = page_of(tmp_path, new_markdown_cell(text))
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", body(page))
    assert titles == ["Van ons", "Uit de praktijk", "Nog een"]
    assert "<strong>vragen</strong>" in page and "alert(1)" not in page and page.count("<h1") == 1


def test_the_policy_of_the_page_stays_as_it_was(tmp_path: Path) -> None:
    def policy(page: str) -> str:
        return re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0]

    plain = page_of(tmp_path)
    added = page_of(tmp_path, shows("x", text_html="<script>alert(1)</script><table></table>", image_png=PNG))
    assert policy(added) == policy(plain)


def test_a_cell_for_the_analyst_only_stays_out(tmp_path: Path) -> None:
    cell = shows("plt.plot(x)", image_png=PNG)
    cell.metadata["tags"] = ["niet-in-rapport"]
    assert PNG not in page_of(tmp_path, cell)


def test_what_cannot_be_shown_is_named_by_its_cell(caplog: pytest.LogCaptureFixture) -> None:
    hidden = new_markdown_cell("# Voor mij", metadata={"tags": ["niet-in-rapport"]})
    number = new_code_cell("40 + 2", outputs=[new_output("execute_result", {"text/plain": "42"})])
    printed = new_code_cell("print(1)", outputs=[new_output("stream", text="1\n")])
    with caplog.at_level("INFO", logger="regiobeeld"):
        place_additions(new_notebook(cells=[hidden, number, printed]))
    assert [line.split(":")[0].strip() for line in caplog.messages] == ["cel 2"]


def test_a_caption_may_not_say_more_than_figures_of_areas(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="zegt meer dan de cijfers"):
        page_of(tmp_path, shows("# bijschrift: Roken komt door armoede\nplt.plot(x)", image_png=PNG))


def test_what_a_table_says_of_itself_holds_until_the_analyst_says_otherwise() -> None:
    own, said = Caption("Eigen titel", ""), Caption("Rokers", "CBS")
    assert own.or_else(said) == Caption("Eigen titel", "CBS")
