"""The PDF of a page: contents with page numbers and bookmarks, from what Chromium writes."""

from __future__ import annotations

from datetime import date

from regiobeeld.formats.browser import _settle, pages_of
from regiobeeld.formats.pdf import ONE_SHEET, add_pages, more_than_a_sheet, prepare

PDF = b"""%PDF-1.4
1 0 obj
<</Type /Page
/Parent 8 0 R>>
endobj
2 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
8 0 obj
<</Type /Pages
/Kids [1 0 R]
/Parent 10 0 R>>
endobj
9 0 obj
<</Type /Pages
/Kids [2 0 R]
/Parent 10 0 R>>
endobj
10 0 obj
<</Type /Pages
/Kids [9 0 R 8 0 R]>>
endobj
11 0 obj
<</deel-een [2 0 R /XYZ 0 0 0]
/deel-twee [1 0 R /XYZ 0 0 0]>>
endobj
12 0 obj
<</Type /Catalog
/Dests 11 0 R>>
endobj
13 0 obj
<</Title (Deel 2Deel 2)
/Dest [1 0 R /XYZ 0 0 0]>>
endobj
14 0 obj
<</Title (Zorg straks)
/CreationDate (D:20261231235959+00'00')>>
endobj
"""


def test_pages_are_counted_in_the_order_of_the_tree_and_not_of_the_file() -> None:
    assert pages_of(PDF) == {"deel-een": 1, "deel-twee": 2}
    assert pages_of(b"%PDF-1.4\n") == {}


def test_the_contents_tell_the_page_of_every_chapter() -> None:
    html = (
        '<a href="#deel-een">Ergens anders</a><nav class="inhoudsopgave"><ol><li><a href="#deel-een">Een</a></li>'
        '<li><a href="#weg">Weg</a></li></ol></nav>'
    )
    found = add_pages(html, {"deel-een": 7})
    assert found.count("blz") == 2
    assert '<a href="#deel-een">Een</a><span class="blz">7</span>' in found
    assert '<a href="#weg">Weg</a><span class="blz"></span>' in found


def test_a_bookmark_stands_once_and_every_part_keeps_its_place() -> None:
    found = _settle(PDF, date(2026, 1, 2))
    assert b"(Deel 2)" in found and b"Deel 2Deel 2" not in found
    assert b"(Zorg straks)" in found and b"D:20260102000000" in found
    assert len(found) == len(PDF)
    assert [found.index(b"%d 0 obj" % n) for n in (13, 14)] == [PDF.index(b"%d 0 obj" % n) for n in (13, 14)]


def test_a_few_chapters_need_no_contents() -> None:
    def page(count: int) -> str:
        links = "".join(f'<li><a href="#c{n}">C</a></li>' for n in range(count))
        return f'<head></head><nav class="inhoudsopgave"><ol>{links}</ol></nav>'

    assert "nav.inhoudsopgave { display: none" in prepare(page(3), "Klein")
    assert "nav.inhoudsopgave { display: block" in prepare(page(4), "Klein")


def test_a_chapter_of_more_than_a_sheet_is_named() -> None:
    """In `PDF` deel-een begins on sheet 1 and deel-twee on sheet 2."""
    chapter = '<section class="hoofdstuk" aria-labelledby="{}"><h2 id="{}">x</h2></section>'
    page = f'<style class="{ONE_SHEET}"></style>' + "".join(
        chapter.format(c, c) for c in ("deel-een", "deel-twee")
    )
    assert more_than_a_sheet(page, PDF) == []
    assert more_than_a_sheet(page.replace("deel-twee", "deel-drie"), PDF) == ["deel-een"]
    turned = page.replace("deel-een", "x").replace("deel-twee", "deel-een").replace("x", "deel-twee")
    assert more_than_a_sheet(turned, PDF) == ["deel-twee"]
    assert more_than_a_sheet(turned.replace(ONE_SHEET, "anders"), PDF) == []
