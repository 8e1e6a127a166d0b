"""What an analyst adds to a report: a drawing, a table, a text of their own, put in the page safely.

What this package made is left alone. Anything else is shown as a picture (which can run nothing), or as HTML of
which only harmless tags are left; with its caption and source, or a line that says they are missing.
"""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import bleach
from bs4 import BeautifulSoup, Comment

from regiobeeld.blocks.shown import MARK, MARK_OF_BLOCK, is_ours
from regiobeeld.outline.sentences import said_by
from regiobeeld.wording import check_wording

log = logging.getLogger("regiobeeld")

HIDDEN = "niet-in-rapport"
_COMMENT = re.compile(r"^#\|?\s*(bijschrift|bron)\s*:\s*(.+?)\s*$", re.MULTILINE)
# "# hoofdstuk: deel-aanbod" puts an addition in that chapter of a layer (sources/rapport/lagen.toml).
_PLACE = re.compile(r"^#\|?\s*hoofdstuk\s*:\s*([a-z0-9-]+)\s*$", re.MULTILINE)
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_LINK = re.compile(r"(?:https?://|mailto:|#)")
_GONE = ("script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math", "form", "button")
_BLOCKS = "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_WORDS = "a abbr b br code del em i img ins kbd mark q s small span strong sub sup u"
_TAGS = frozenset(f"{_BLOCKS} {_TABLES} {_WORDS}".split())


@dataclass(frozen=True)
class Caption:
    """What stands with an addition: what it shows, and where its figures come from. Empty is: not said."""

    bijschrift: str = ""
    bron: str = ""

    @classmethod
    def of_cell(cls, code: str) -> Caption:
        """The lines `# bijschrift: ...` and `# bron: ...` of a cell (`#|` is fine too)."""
        return cls(**dict(_COMMENT.findall(code)))

    def or_else(self, other: Caption) -> Caption:
        """This one, and what it does not say from the other."""
        return Caption(self.bijschrift or other.bijschrift, self.bron or other.bron)


def add_block(content: str, caption: Caption, kind: str) -> str:
    """An addition as it stands in the page: the content (safe HTML), its caption, its source.

    Args:
        kind: "figuur" or "tabel", for the line that the caption is missing.

    Raises:
        ContractError: the caption says more than figures can (`regiobeeld.wording`).
    """
    said, say = check_wording(caption.bijschrift), said_by("toevoeging", {"soort": kind})
    title = f'<p class="figuur-titel">{escape(said)}</p>' if said else ""
    missing = "" if said else f'<p class="figuur-toelichting">{escape(say("zonder_bijschrift"))}</p>'
    source = check_wording(caption.bron).strip().removeprefix("Bron:").strip()
    line = escape(say("bron", bron=source)).replace("..", ".")
    return (
        f'<figure class="figuur eigen">\n<figcaption>{title}</figcaption>\n'
        f'<div class="eigen-beeld">\n{content}\n</div>\n{missing}\n<p class="figuur-bron">{line}</p>\n</figure>'
    )


def picture(kind: str, content: str | bytes, caption: Caption, width: int | None = None) -> str:
    """A drawing as a picture: what is inside a picture cannot run, and has no ids that clash with the page.

    Args:
        kind: media type, such as image/png.
        content: SVG as text, any other kind as base64 (as notebooks keep it) or bytes.
        width: in px, when that is not the number of pixels in it (a drawing for sharp screens).
    """
    if kind == "image/svg+xml" and isinstance(content, str):
        content = content.encode()
    data = base64.b64encode(content).decode() if isinstance(content, bytes) else "".join(content.split())
    alt = escape(caption.bijschrift or said_by("toevoeging", {})("alt"))
    size = f' width="{width}"' if width else ""
    return add_block(f'<img src="data:{kind};base64,{data}" alt="{alt}"{size}>', caption, "figuur")


def clean_html(html: str) -> str:
    """HTML of somebody else with only harmless tags left: no script, style, frame, form or outside address."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_GONE):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return str(
        bleach.clean(
            str(soup), tags=_TAGS, attributes=_allow, protocols={"http", "https", "mailto", "data"}, strip=True
        )
    ).strip()


def clean_markdown(html: str) -> str:
    """Rendered markdown, as `clean_html`; a first-level heading starts a chapter, for the page has one title."""
    return re.sub(r"<(/?)h1\b", r"<\1h2", clean_html(html))


def _allow(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and bool(_LINK.match(value))
    if name == "src":
        return tag == "img" and bool(_DATA_PICTURE.fullmatch(value))
    if name == "id":
        return tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    return name in {"alt", "title", "colspan", "rowspan", "scope"}


def place_additions(notebook: Any) -> None:
    """Leave out the cells with the tag `HIDDEN`, and turn every output that is not ours into a block for the page.

    Changes the notebook; what cannot be shown is named by the number of its cell.
    """
    kept = [(n, cell) for n, cell in enumerate(notebook.cells, 1) if HIDDEN not in cell.metadata.get("tags", [])]
    for number, cell in kept:
        if cell.cell_type == "code":
            cell.outputs = list(_outputs(cell, number))
    notebook.cells = [cell for _, cell in kept]


def _outputs(cell: Any, number: int) -> Iterator[Any]:
    caption, asked = Caption.of_cell(cell.source), _PLACE.search(cell.source)
    place = f"{MARK_OF_BLOCK.format(doel=asked[1], adres='toevoeging')}\n" if asked else ""
    shown, hidden = 0, 0
    for output in cell.outputs:
        if output.output_type not in ("display_data", "execute_result"):
            continue
        html = _block(output.data, output.metadata, caption)
        if html:
            output.data = {"text/html": f"{place}{html}"}
            shown += 1
            yield output
        else:
            hidden += not is_ours(output.data) and "<style" not in output.data.get("text/html", "")
    if hidden and not shown:
        log.info("  cel %d: deze uitvoer kan niet in het rapport (wel: een figuur, een tabel of tekst)", number)


def _block(data: Mapping[str, Any], about: Mapping[str, Any], caption: Caption) -> str:
    """One output as HTML for the page; empty when there is nothing to show."""
    if is_ours(data):
        return _own_block(data, caption)
    for kind in _PICTURES:
        if kind in data:
            width = about.get(kind, {}).get("width")
            return picture(kind, _joined(data[kind]), caption, width if isinstance(width, int) else None)
    if "text/markdown" in data:
        from nbconvert.filters import markdown2html

        return clean_html(markdown2html(_joined(data["text/markdown"])))
    # A heading of the second level would start a chapter in the middle of this block.
    html = re.sub(r"<(/?)h[12]\b", r"<\1h3", clean_html(_joined(data.get("text/html", ""))))
    if "<table" in html or "<img" in html:
        return add_block(html, caption, "tabel" if "<table" in html else "figuur")
    return html


def _own_block(data: Mapping[str, Any], caption: Caption) -> str:
    """A table of the analyst was made by us, but what it shows the analyst says."""
    about, html = data[MARK], _joined(data.get("text/html", ""))
    if about.get("soort") != "tabel":
        return html
    return add_block(html, caption.or_else(Caption(about.get("bijschrift", ""), about.get("bron", ""))), "tabel")


def _joined(text: str | list[str]) -> str:
    """A notebook file may hold a text as a list of lines."""
    return text if isinstance(text, str) else "".join(text)
