"""Figures, tables and blocks as HTML, and the page around them: complete, escaped, accessible, the same twice."""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure

from drawn import cut_off, overlapping
from regiobeeld.blocks.blocks import (
    Kengetal,
    Kernboodschap,
    herkomst,
    hoofdstuk,
    kengetallen,
    kernboodschappen,
    klasse_label,
    lijst,
    slug,
    waarschuwing,
)
from regiobeeld.blocks.figure import Figuur, Keuze, bewaar_figuur, figuur_html
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.draw.canvas import add_axes, new_figure, put_text
from regiobeeld.draw.outlines import as_steps
from regiobeeld.draw.style import Formaat
from regiobeeld.formats.pieces import Regel, read_pieces
from regiobeeld.report.page import Paginakop, maak_pagina

MARKUP = "<script>alert('x')</script> & \"zoon\""
VOID = {"meta", "br", "hr", "img", "input", "link", "path", "use"}


class Structure(HTMLParser):
    """Collects tags, checks that every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, f"</{tag}> sluit een ander element"

    def handle_data(self, data: str) -> None:
        self.text += data

    def with_tag(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]


def draw(formaat: Formaat) -> Figure:
    frame = pd.DataFrame({"naam": ["Almelo", MARKUP], "waarde": [12.5, 10.25]})
    return rangorde(frame, [("Nederland", 11.0)], "%", 1, "neutraal", formaat)


def make(**changes: object) -> Figuur:
    given: dict[str, object] = {
        "code": "roken-gemeenten",
        "titel": "In Almelo wordt het meest gerookt",
        "ondertitel": "Rokers, 18 jaar en ouder, 2020",
        "alt": f"Almelo 12,5%, {MARKUP} 10,3%",
        "bron": "Bron: GGD'en, CBS en RIVM, 50090NED, 2020, indeling 2025",
        "teken": draw,
        "tabel": pd.DataFrame({"Gemeente": ["Almelo", MARKUP], "Waarde": [12.5, float("nan")]}),
    }
    return Figuur(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["titel", "ondertitel", "alt", "bron"])
def test_a_figure_without_one_of_its_texts_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"'{name}' is leeg"):
        make(**{name: "  "})


@pytest.mark.parametrize("code", ["", "Roken", "a/b", "../x", "a b"])
def test_a_code_that_is_no_file_name_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="kleine letters"):
        make(code=code)


def test_a_figure_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="tabel"):
        make(tabel=pd.DataFrame())


def test_a_figure_has_both_drawings_with_alt_text_source_and_table() -> None:
    page = Structure(figuur_html(make()))

    assert page.open == []
    drawings = page.with_tag("svg")
    assert [d["class"] for d in drawings] == ["breed", "smal"]
    assert all(d["role"] == "img" and d["aria-label"] == make().alt for d in drawings)
    assert [d["viewbox"].split()[2] for d in drawings if d["viewbox"]] == ["720", "360"]
    assert "50090NED" in page.text
    assert "Bekijk de cijfers" in page.text
    assert len(page.with_tag("table")) == 1


@pytest.mark.parametrize("getekend", [True, False])
@pytest.mark.parametrize("titel", ["Gedachten aan zelfdoding in Almelo", "Mentale gezondheid in Almelo"])
def test_where_to_find_help_stands_once_beside_a_figure(titel: str, getekend: bool) -> None:
    table = pd.DataFrame({"Onderwerp": ["Weleens gedachten aan zelfdoding"], "Almelo (%)": [26.2]})
    assert figuur_html(make(titel=titel, tabel=table), getekend).count("113.nl") == 1


def test_names_with_markup_are_escaped_everywhere() -> None:
    everything = [
        figuur_html(make(titel=MARKUP, ondertitel=MARKUP, bron=MARKUP, toelichting=MARKUP)),
        tabel_html(pd.DataFrame({MARKUP: [MARKUP]}), MARKUP, sorteerbaar=True),
        hoofdstuk(MARKUP),
        kernboodschappen([Kernboodschap(MARKUP, MARKUP, MARKUP, "ongunstig", MARKUP)]),
        kengetallen([Kengetal(MARKUP, MARKUP, MARKUP)]),
        waarschuwing(MARKUP, MARKUP),
        lijst([MARKUP]),
        klasse_label(MARKUP),
        herkomst(pd.DataFrame({"Bron": [MARKUP]}), MARKUP),
    ]

    for html in everything:
        page = Structure(html)
        assert page.with_tag("script") == []
        assert page.open == []


def test_a_drawing_beside_another_benchmark_is_hidden_until_it_is_chosen() -> None:
    told = "De streep in het midden is nu Overijssel."
    figure = make(keuze="Nederland", keuzes=(Keuze("Overijssel", told, draw),))
    html = figuur_html(figure)

    drawn = [div for div in Structure(html).with_tag("div") if div.get("class") == "figuur-beeld"]
    assert [(div["data-keuze"], "hidden" in div) for div in drawn] == [("Nederland", False), ("Overijssel", True)]
    assert len(Structure(html).with_tag("svg")) == 4
    assert told not in [piece.tekst for piece in read_pieces(html) if isinstance(piece, Regel)]


def test_a_row_of_a_table_can_be_linked_to() -> None:
    html = tabel_html(pd.DataFrame({"Naam": ["a", "b"], "Waarde": [1, 2]}), "Een tabel", adressen=["cijfer-a", ""])
    assert [row.get("id") for row in Structure(html).with_tag("tr")] == [None, "cijfer-a", None]


def test_ids_are_unique_in_a_page_and_letters_are_text() -> None:
    figures = [figuur_html(make()), figuur_html(make(code="andere"))]

    html = maak_pagina(notebook(*figures), Paginakop("Twente"))

    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 10
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', html)) <= set(ids)
    assert "Almelo" in re.findall(r"<text [^>]*>([^<]*)</text>", html)
    assert len(html) < sum(map(len, figures)) + 120_000


def test_drawings_carry_no_date_and_no_tool_and_are_small() -> None:
    html = figuur_html(make())

    assert not re.search(r"<dc:date|<metadata|<style|matplotlib|\d{4}-\d{2}-\d{2}T", html)
    assert len(html) < 60_000


def test_saved_files_are_the_same_twice_and_hold_title_and_source(tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in bewaar_figuur(make(), tmp_path / "a")}
    second = {p.name: p.read_bytes() for p in bewaar_figuur(make(), tmp_path / "b")}

    assert set(first) == {"roken-gemeenten.svg", "roken-gemeenten.png"}
    assert first == second
    width, height = struct.unpack(">II", first["roken-gemeenten.png"][16:24])
    # 720 px plus a margin of 22 px on both sides, at twice the density; title and source above and below
    assert width == (720 + 44) * 2
    assert height > draw("breed").get_size_inches()[1] * 144 + 150
    assert b"Gemeente" not in first["roken-gemeenten.svg"]
    assert b'aria-label="Almelo 12,5%, &lt;script' in first["roken-gemeenten.svg"]


def test_a_figure_is_the_same_whatever_was_made_of_it_before(tmp_path: Path) -> None:
    shown_first, saved_first = make(), make()

    page = figuur_html(shown_first)
    files = [path.read_bytes() for path in bewaar_figuur(shown_first, tmp_path)]
    again = [path.read_bytes() for path in bewaar_figuur(shown_first, tmp_path)]

    assert files == again == [path.read_bytes() for path in bewaar_figuur(saved_first, tmp_path)]
    assert page == figuur_html(shown_first) == figuur_html(saved_first)


def test_the_svg_file_holds_the_drawing_of_the_page_and_its_font(tmp_path: Path) -> None:
    figure = make()

    svg = bewaar_figuur(figure, tmp_path)[0].read_text(encoding="utf-8")

    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg)) <= set(ids)
    drawn = re.findall(r"<text [^>]*>[^<]*", figure.breed)
    assert drawn == re.findall(r"<text [^>]*>[^<]*", svg)[-len(drawn) :]
    assert "@font-face" in svg and "Arial,sans-serif" in svg
    # a margin of 22 px at the left; above it one line of title (19 px), one of subtitle (14 px) and some white
    assert f'<g transform="translate(22 {22 + 19 * 1.25 + 14 * 1.3 + 14:g})">' in svg


def test_the_checks_for_cut_off_and_overlapping_text_work() -> None:
    one, two = new_figure("smal", 100), new_figure("smal", 100)
    for figure in (one, two):
        put_text(add_axes(figure, 10, 10, 10, 10), 1, 0.5, "buiten beeld", coords="axes")
    put_text(two.axes[0], 1, 0.5, "eroverheen", coords="axes", dx=5)

    assert cut_off(one) == ["buiten beeld"]
    assert overlapping(one) == []
    assert overlapping(two) == [("buiten beeld", "eroverheen")]


def test_a_table_has_scopes_caption_and_numbers_to_the_right() -> None:
    frame = pd.DataFrame(
        {"Gebied": ["Almelo", "Borne"], "Waarde": [12.34, float("nan")], "Leeftijd": ["18-64", "65+"]}
    )

    html = tabel_html(frame, "Rokers per gemeente", decimalen={"Waarde": 1})
    page = Structure(html)

    assert [th.get("scope") for th in page.with_tag("th")] == ["col", "col", "col", "row", "row"]
    assert '<td class="r k" data-w="12.34">12,3</td>' in html
    assert '<td class="r k leeg">–</td>' in html
    assert '<td class="k">65+</td>' in html
    assert page.with_tag("caption")[0]["id"] == page.with_tag("div")[0]["aria-labelledby"]


def test_a_table_never_shows_words_for_nothing() -> None:
    frame = pd.DataFrame({"a": ["x", None, "nan"], "b": [1, None, 3], "c": [pd.NA, pd.NaT, True]})

    text = re.findall(r"<t[dh](?: [^>]*)?>([^<]*)<", tabel_html(frame, "leeg"))

    assert not {"nan", "None", "NaT", "<NA>", "True"} & set(text)
    assert text == ["a", "b", "c", "x", "1", "–", "–", "–", "–", "–", "3", "ja"]


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        (["12,3%", "–", "−0,4"], "rechts"),
        (["1.234", "€\u00a028.400"], "rechts"),
        (["48,1–52,3", "-1,0 tot 2,0"], "rechts"),
        (["12 km", "1,2 km"], "rechts"),
        (["50090NED", "85012NED"], "links"),
        (["18-64", "65+"], "links"),
        (["2020", "2022"], "links"),
        (["Almelo", "12"], "links"),
    ],
)
def test_columns_of_written_numbers_stand_right_and_names_left(cells: list[str], side: str) -> None:
    html = tabel_html(pd.DataFrame({"naam": cells, "kolom": cells}), "x")

    look = {"links": "", "rechts": ' class="r"'}[side]
    assert f'<th scope="col"{look}>kolom</th>' in html


def test_whole_numbers_get_no_decimals_and_others_at_most_one() -> None:
    frame = pd.DataFrame({"naam": ["x", "y"], "inwoners": [1234.0, 99.0], "aandeel": [1.25, 2.0]})

    html = tabel_html(frame, "x")

    assert all(text in html for text in (">1.234<", ">99<", ">1,3<", ">2,0<"))


def test_a_table_with_a_column_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="dezelfde naam"):
        tabel_html(pd.DataFrame([[1, 2]], columns=["a", "a"]), "x")


def test_slugs_are_plain() -> None:
    assert slug("SES x leefstijl: Súdwest-Fryslân") == "ses-x-leefstijl-sudwest-fryslan"
    assert slug("…") == "deel"


def notebook(*outputs: str) -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_code_cell(
            "print('geheime code')",
            outputs=[
                nbformat.v4.new_output("stream", name="stderr", text="Warning: geheim"),
                nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": "<object at 0x1>"}),
            ],
        )
        for html in outputs
    ]
    book.cells.append(nbformat.v4.new_markdown_cell("## Meer weten\n\nTekst."))
    return book


def test_the_page_is_complete_and_shows_no_code() -> None:
    book = notebook(
        "<p>Vooraf.</p>",
        hoofdstuk("In het kort", "kort") + "<p>Eerst.</p>",
        hoofdstuk("Leefstijl") + "<p>Dan.</p>",
    )

    html = maak_pagina(book, Paginakop(MARKUP, 2022, "Ondertitel", ("14 gemeenten",), ("CC BY 4.0",), demo=True))
    page = Structure(html)

    assert page.with_tag("html") == [{"lang": "nl"}]
    assert [tag for tag, _ in page.tags if tag in ("title", "main", "nav", "h1", "footer")] == [
        "title",
        "h1",
        "main",
        "nav",
        "footer",
    ]
    assert page.open == []
    assert not re.search(r"geheim|object at|Warning", html)
    assert not re.search(r"(?:src|href)=\"(?!#|data:)|url\((?!data:|#)|@import", html)
    assert "alert('x')</script>" not in html
    assert "verzonnen" in html


def test_chapters_become_sections_and_the_contents_link_to_them() -> None:
    page = Structure(
        maak_pagina(notebook(hoofdstuk("In het kort", "kort"), hoofdstuk("Leefstijl")), Paginakop("Twente"))
    )

    sections = [s["aria-labelledby"] for s in page.with_tag("section") if "aria-labelledby" in s]
    links = [a["href"] for a in page.with_tag("a") if (a["href"] or "").startswith("#")]
    assert sections == ["kort", "leefstijl", "Meer-weten"]
    assert ["#inhoud", *(f"#{s}" for s in sections)] == links[:4]
    assert {h["id"] for h in page.with_tag("h2")} == set(sections)


def test_outlines_are_written_as_steps_that_lead_to_the_same_points() -> None:
    # from (388.1, 351.1): +2 -5, +1.9 0; then back to the start and on to (10, 10), +0.5 -0.25
    assert as_steps("M388.1 351.1L390.1 346.1L392 346.1zM10 10L10.5 9.75z") == (
        "m388.1 351.1 2-5h1.9zm-378.1-341.1 .5-.25z"
    )
