"""The layers of a report: which block goes where, and the page put together again."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from regiobeeld.blocks.blocks import alinea, hoofdstuk, paragraaf
from regiobeeld.blocks.chapter import Hoofdstuk, Plaats
from regiobeeld.blocks.shown import MARK_OF_BLOCK
from regiobeeld.outline.layers import Keuze, Lagen, load_layers
from regiobeeld.report.layers import assemble, take_apart

WORDS = ("Eerst.", "Van mij.", "Verdwaald.")
LAST = {"code": "rest", "titel": "Rest", "uitleg": "Wat over is."}


def chapter(code: str, *blocks: str, places: dict[int, str]) -> str:
    """A chapter as the notebook shows it, some of its blocks meant for a chapter of a layer."""
    made = Hoofdstuk(code, code.capitalize(), list(blocks))
    made.plaatsen = [Plaats(places.get(n, "-")) for n in range(len(blocks))]
    return made._repr_html_()


def test_a_block_is_under_the_heading_it_stands_under() -> None:
    made = Hoofdstuk("zorg", "Zorg", [alinea("Eerst."), paragraaf("Kosten"), alinea("Dan."), paragraaf("Aanbod")])
    assert made.adressen == ["zorg", "kosten", "kosten", "aanbod"]


def test_blocks_move_to_their_layer_once_and_the_rest_stays() -> None:
    layers = assemble(
        [
            chapter("zorg", alinea("Vraag."), alinea("Alle getallen."), places={0: "deel-zorgvraag"}),
            chapter("samenwerking", alinea("Samen."), places={0: "deel-samenwerking"}),
        ]
    )
    html = {layer.code: "".join(part.html for part in layer.delen) for layer in layers}
    assert "Vraag." in html["bestuursrapport"] and "Vraag." not in html["alles"]
    assert "Alle getallen." in html["alles"]
    assert [part.code for layer in layers for part in layer.delen if layer.code == "bestuursrapport"] == [
        "deel-zorgvraag",
        "deel-samenwerking",
    ]
    assert 'href="#deel-samenwerking"' in html["alles"], "what went elsewhere is linked"


def test_a_chapter_that_no_layer_names_is_in_the_last_one() -> None:
    (first, last) = assemble(
        [chapter("kort", alinea("Kern."), places={0: "kort"}), hoofdstuk("Nieuw") + alinea("Los.")]
    )
    assert first.code == "voorblad"
    assert "nieuw" in [part.code for part in last.delen] and last.is_vouw


def test_what_an_analyst_adds_stays_where_it_stood() -> None:
    outputs = [chapter("kort", alinea("Kern."), places={0: "kort"}), alinea("Van mij.")]
    *_, last = assemble(outputs)
    assert [part.code for part in last.delen if "Van mij." in part.html] == ["kort"]


def test_an_analyst_may_say_in_which_chapter_it_comes() -> None:
    asked, unknown = (
        MARK_OF_BLOCK.format(doel=code, adres="toevoeging") for code in ("deel-aanbod", "bestaat-niet")
    )
    outputs = [chapter("zorg", alinea("Eerst."), places={0: "deel-aanbod"}), f"{asked}\n<p>Van mij.</p>"]
    layers = assemble([*outputs, f"{unknown}\n<p>Verdwaald.</p>"])
    where = {word: layer.code for layer in layers for part in layer.delen for word in WORDS if word in part.html}
    assert where == {"Eerst.": "bestuursrapport", "Van mij.": "bestuursrapport", "Verdwaald.": "alles"}


def test_a_page_without_layers_is_one_layer() -> None:
    (only,) = assemble(["<p>Vooraf.</p>", hoofdstuk("Een") + alinea("Tekst.")])
    assert (only.vooraf, [part.code for part in only.delen], only.is_vouw) == ("<p>Vooraf.</p>", ["een"], False)


def test_the_same_words_of_two_chapters_are_said_once() -> None:
    outputs = [chapter(code, alinea("Eigen projectie."), places={0: "deel-zorgvraag"}) for code in ("a", "b")]
    board = next(layer for layer in assemble(outputs) if layer.code == "bestuursrapport")
    assert board.delen[0].html.count("Eigen projectie.") == 1


def test_headings_without_an_id_get_one() -> None:
    before, parts = take_apart(["<h2>Een</h2><p>x</p>", "<h2>Twee</h2>"])
    assert before == "" and [part.code for part in parts] == ["hoofdstuk-1", "hoofdstuk-2"]


@pytest.mark.parametrize(("pattern", "fits"), [("figuur-rangorde-*", True), ("figuur-kaart-*", False)])
def test_an_address_may_hold_a_star(pattern: str, fits: bool) -> None:
    assert Keuze(code=pattern).fits("figuur-rangorde-roken-18plus") is fits


def test_only_the_last_layer_takes_what_is_left() -> None:
    with pytest.raises(ValidationError, match="alleen de laatste laag"):
        Lagen.model_validate({"minste_gebieden": 4, "laag": [LAST, {**LAST, "code": "ook"}]})


def test_the_declared_layers_are_a_sheet_a_board_report_and_the_rest() -> None:
    declared = load_layers()
    assert [laag.code for laag in declared.laag] == ["voorblad", "bestuursrapport", "alles"]
    assert sum("Deel" in chapter.titel for chapter in declared.chapters) == 4
