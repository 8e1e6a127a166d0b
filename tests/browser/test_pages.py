"""A page as a reader meets it: accessible, quiet, by keyboard, on paper, on a phone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from conftest import Seen

LAYERS = ("voorblad", "bestuursrapport", "alles")
MOST_PAGES = {"voorblad": 1, "bestuursrapport": 12}
"""A first page is one sheet; a board reads twelve."""
A4 = {"width": 680, "height": 1010}
"""The room within the margins, in CSS px."""

_OVERLAP = """svg => {
  const kaders = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
  const ruim = svg.getBoundingClientRect(), fout = [];
  kaders.forEach(([woord, a], i) => {
    if (a.left < ruim.left - 2 || a.right > ruim.right + 2) { fout.push('buiten beeld: ' + woord); }
    kaders.slice(i + 1).forEach(([ander, b]) => {
      const breed = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const hoog = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const regel = Math.min(a.height, b.height, a.width, b.width);
      if (breed > 2 && hoog > 0.45 * regel) { fout.push(woord + ' | ' + ander); }
    });
  });
  return fout;
}"""


def show_all(seen: Seen) -> None:
    seen.page.evaluate(
        "document.querySelectorAll('section.laag').forEach(l => l.hidden = false);"
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )


def test_nothing_is_fetched_and_the_console_is_silent(any_page: Path, seen: Seen) -> None:
    seen.open(any_page)
    show_all(seen)
    assert seen.messages == [] and seen.requests == []


@pytest.mark.parametrize("layer", LAYERS)
def test_axe_finds_no_barrier(report: Path, seen: Seen, layer: str) -> None:
    page = seen.open(report, layer)
    page.evaluate(
        "document.querySelectorAll('section.laag:not([hidden]) details.vouw').forEach(d => d.open = true)"
    )
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found] == []


def test_other_pages_have_no_barrier(any_page: Path, seen: Seen) -> None:
    found = Axe().run(seen.open(any_page)).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found] == []


def test_it_opens_on_the_first_page_and_every_layer_is_one_key_away(report: Path, wide: Seen) -> None:
    page = wide.open(report)
    assert visible_layers(wide) == ["voorblad"]
    for layer in LAYERS[1:]:
        page.locator(f'.lagen a[href="#{layer}"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_function("id => !document.getElementById(id).hidden", arg=layer)
        assert visible_layers(wide) == [layer]
        assert page.locator('.lagen a[aria-current="page"]').get_attribute("href") == f"#{layer}"


def visible_layers(seen: Seen) -> list[str]:
    return seen.page.evaluate("[...document.querySelectorAll('section.laag:not([hidden])')].map(l => l.id)")


def test_without_script_every_layer_stands_under_the_other(report: Path, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert all(page.locator(f"#{layer}").is_visible() for layer in LAYERS)
    context.close()


def test_every_link_lands_on_something_that_can_be_seen(report: Path, wide: Seen) -> None:
    page = wide.open(report)
    links = page.evaluate(
        "[...new Set([...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)))]"
    )
    unseen = []
    for link in links:
        page.evaluate("id => { location.hash = ''; location.hash = id; }", link)
        page.wait_for_timeout(30)
        if not page.evaluate("id => document.getElementById(id).getClientRects().length > 0", link):
            unseen.append(link)
    assert unseen == []


_LEADS_TO = """[...document.querySelectorAll('.kernboodschap')].flatMap(kaart => {
  const link = kaart.querySelector('a');
  if (!link || !link.textContent.startsWith('Bekijk')) { return []; }
  const getal = kaart.querySelector('.kern-getal').textContent.trim();
  const doel = document.getElementById(link.hash.slice(1));
  const erin = Boolean(doel) && doel.textContent.includes(getal.replace(/%$/, ''));
  return [[link.hash, doel ? doel.tagName : '', erin]];
})"""


def test_what_a_message_leads_to_holds_its_number(report: Path, wide: Seen) -> None:
    found = wide.open(report).evaluate(_LEADS_TO)
    assert [hit for hit in found if hit[1] not in ("FIGURE", "TR") or not hit[2]] == []


def test_another_benchmark_can_be_chosen_by_keyboard_and_taken_along(
    report: Path, wide: Seen, tmp_path: Path
) -> None:
    page = wide.open(report, "bestuursrapport")
    figure = page.locator("#bestuursrapport figure:has(.figuur-beeld[data-keuze])").first
    if figure.count() == 0:
        return  # Nothing to choose in this region: no other benchmark has figures.
    shown = figure.locator(".figuur-beeld:visible")
    assert shown.count() == 1
    first = shown.get_attribute("data-keuze")
    figure.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    assert shown.count() == 1 and shown.get_attribute("data-keuze") != first
    with page.expect_download() as waiting:
        figure.get_by_role("button", name="SVG van").press("Enter")
    waiting.value.save_as(tmp_path / "figuur.svg")
    told = figure.locator(".figuur-keuze:visible").inner_text().split(":")[1].split(".")[0].split()[-1]
    assert told in (tmp_path / "figuur.svg").read_text(encoding="utf-8")


def test_no_page_is_wider_than_the_screen(report: Path, seen: Seen) -> None:
    page = seen.open(report)
    show_all(seen)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_no_text_in_a_figure_lies_over_another(report: Path, seen: Seen) -> None:
    page = seen.open(report)
    show_all(seen)
    found = {}
    for figure in page.locator("figure svg:visible").all():
        if wrong := figure.evaluate(_OVERLAP):
            found[figure.evaluate("s => s.closest('figure').id")] = wrong[:3]
    assert found == {}


def test_sorting_sorts_by_the_number(report: Path, wide: Seen) -> None:
    page = wide.open(report, "alles")
    show_all(wide)
    table = page.locator("table.sorteerbaar:has(td[data-w])").first
    place = table.evaluate("t => t.querySelector('td[data-w]').cellIndex")
    table.locator("thead th").nth(place).locator("button").press("Enter")
    read = "(t, n) => [...t.tBodies[0].rows].map(r => r.cells[n].dataset.w).filter(Boolean).map(Number)"
    rising = table.evaluate(f"t => ({read})(t, {place})")
    assert rising == sorted(rising) and len(rising) > 1
    assert table.locator("thead th").nth(place).get_attribute("aria-sort") == "ascending"


def test_searching_shows_only_what_holds_the_words(report: Path, wide: Seen) -> None:
    page = wide.open(report, "alles")
    page.fill("#zoek-cijfer", "eenzaam")
    shown = page.evaluate(
        "[...document.querySelectorAll('#alles .vouw[open] > :not(summary)')]"
        ".filter(e => e.getClientRects().length).map(e => e.textContent.toLowerCase().includes('eenzaam'))"
    )
    assert shown and all(shown)
    page.fill("#zoek-cijfer", "")
    assert page.locator('#alles [data-treft="nee"]').count() == 0


def test_the_value_of_a_mark_is_one_arrow_away(report: Path, wide: Seen) -> None:
    page = wide.open(report, "bestuursrapport")
    drawing = page.locator("#bestuursrapport svg.breed[data-merken]").first
    drawing.focus()
    page.keyboard.press("ArrowDown")
    assert any(letter.isdigit() for letter in page.locator(".bubbel").inner_text())
    page.keyboard.press("Escape")
    assert not page.locator(".bubbel").is_visible()


@pytest.mark.parametrize("kind", ["PNG", "SVG", "CSV"])
def test_a_figure_can_be_taken_along(report: Path, wide: Seen, kind: str, tmp_path: Path) -> None:
    page = wide.open(report, "bestuursrapport")
    figure = page.locator("#bestuursrapport figure:has(svg):has(table)").first
    with page.expect_download() as waiting:
        figure.get_by_role("button", name=f"{kind} van").press("Enter")
    waiting.value.save_as(tmp_path / "figuur")
    content = (tmp_path / "figuur").read_bytes()
    source = figure.locator(".figuur-bron").inner_text()
    if kind == "PNG":
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) > 10_000
    elif kind == "SVG":
        assert b"<svg" in content and source.split()[1].encode() in content
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert any(source in row for row in rows) and len(rows) > 5
    assert wide.messages == []


@pytest.mark.parametrize("layer", ["voorblad", "bestuursrapport"])
def test_a_layer_prints_by_itself_on_few_pages(report: Path, wide: Seen, layer: str, tmp_path: Path) -> None:
    page = wide.open(report, layer)
    page.pdf(path=tmp_path / "druk.pdf", format="A4", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "druk.pdf").pages) <= MOST_PAGES[layer]


def test_on_paper_no_figure_is_cut(report: Path, browser) -> None:
    context = browser.new_context(viewport=A4)
    page = context.new_page()
    page.goto(f"{report.as_uri()}#bestuursrapport")
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('#bestuursrapport figure')]"
        ".filter(f => f.getBoundingClientRect().height > 1010 || f.scrollWidth > f.clientWidth + 1"
        " || getComputedStyle(f).breakInside !== 'avoid').map(f => f.id)"
    )
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert cut == [] and wide <= 0


def test_on_a_phone_the_first_two_columns_of_a_table_can_be_seen(report: Path, browser) -> None:
    context = browser.new_context(viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto(f"{report.as_uri()}#alles")
    page.evaluate("document.querySelectorAll('#alles details').forEach(d => d.open = true)")
    hidden = page.evaluate(
        "[...document.querySelectorAll('#alles table:not(.stapel)')].filter(t => {"
        " const c = t.tBodies[0].rows[0].cells; return c.length > 1 && c[1].getBoundingClientRect().left > 330;"
        " }).map(t => t.caption.textContent)"
    )
    context.close()
    assert hidden == []


_FIRST_WITH_A_ROW = """() => [...document.querySelectorAll('#bestuursrapport data')].find(getal => {
  getal.focus();
  return [...document.querySelectorAll('.herkomst-knoppen a')].some(a => a.textContent.includes('Alle cijfers'));
})"""


def test_a_number_leads_to_its_row_among_all_figures_by_keyboard(report: Path, wide: Seen) -> None:
    page = wide.open(report)
    page.evaluate("location.hash = '#bestuursrapport'")
    page.wait_for_function("() => document.querySelector('#bestuursrapport data').offsetParent")
    number = page.evaluate_handle(_FIRST_WITH_A_ROW).as_element()
    shown = number.text_content()
    number.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('tr.herkomst-rij')")
    assert visible_layers(wide) == ["alles"]
    assert page.evaluate("document.activeElement.textContent") == shown


def test_no_text_in_a_figure_of_another_page_lies_over_another(other_page: Path, seen: Seen) -> None:
    page = seen.open(other_page)
    show_all(seen)
    drawings = page.locator("figure svg:visible").all()
    wrong = {
        drawing.evaluate("s => s.closest('figure').id"): drawing.evaluate(_OVERLAP)[:3] for drawing in drawings
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_another_page_fits_the_screen(other_page: Path, seen: Seen) -> None:
    page = seen.open(other_page)
    show_all(seen)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


_BROKEN = """() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')).filter(href =>
  href.startsWith('#') && href.length > 1 && !document.getElementById(decodeURIComponent(href.slice(1))))"""


def test_every_link_of_another_page_leads_somewhere(other_page: Path, wide: Seen) -> None:
    page = wide.open(other_page)
    assert page.evaluate(_BROKEN) == []
    files = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    near = {href.split("#")[0] for href in files if not href.startswith(("#", "http", "mailto:"))}
    assert [href for href in near if not (other_page.parent / unquote(href)).exists()] == []


_ROWS = "[...document.querySelectorAll('tbody tr')].filter(r => r.getClientRects().length).map(r => r.textContent)"


def test_the_list_of_reports_is_searched_and_filtered_by_keyboard(overview: Path, seen: Seen) -> None:
    page = seen.open(overview)
    everything = page.evaluate(_ROWS)
    page.locator("[data-zoek] input").first.focus()
    page.keyboard.type("twénte")
    assert page.evaluate(_ROWS) and all("Twente" in row for row in page.evaluate(_ROWS))
    page.locator("[data-zoek] input").first.fill("")
    assert page.evaluate(_ROWS) == everything
    for choice in page.locator("[data-zoek] select").first.locator("option").all()[1:]:
        kind = choice.get_attribute("value")
        page.locator("[data-zoek] select").first.select_option(kind)
        shown = page.locator("[data-zoek]").first.locator("tbody tr:not([hidden]) td:first-of-type")
        cells = shown.all_text_contents()
        assert cells and set(cells) == {kind}
    assert seen.messages == []


def test_doelgroepen_are_searched_by_name_and_chosen_by_level(doelgroepen: Path, seen: Seen) -> None:
    page = seen.open(doelgroepen)
    block = page.locator("[data-doelgroep]").first
    block.scroll_into_view_if_needed()
    block.locator("input").focus()
    page.keyboard.type("enschede")
    page.wait_for_function("document.querySelector('[data-doelgroep] tbody').rows.length < 10")
    assert "Enschede" in block.locator("tbody tr").first.inner_text()
    block.locator("input").fill("")
    block.locator("select").focus()
    block.locator("select").select_option("provincie")
    page.wait_for_function("document.querySelector('[data-doelgroep] tbody').rows.length === 12")
    kinds = block.evaluate("b => [...b.querySelectorAll('tbody tr')].map(r => r.cells[1].textContent)")
    assert all("provincie" in kind for kind in kinds)
    assert seen.messages == []


def test_the_arrow_keys_tell_every_area_of_a_map_once(report: Path, wide: Seen) -> None:
    page = wide.open(report, "alles")
    show_all(wide)
    drawing = page.locator("svg[data-merken*='|']:visible").filter(has_text="geen cijfer").first
    marks = drawing.get_attribute("data-merken").split("|")
    drawing.focus()
    heard = []
    for _ in range(sum(" =" not in mark for mark in marks)):
        page.keyboard.press("ArrowDown")
        heard.append(page.locator(".bubbel").inner_text())
    assert len(set(heard)) == len(heard) and not any(text.startswith("=") for text in heard)
