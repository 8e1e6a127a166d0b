"""The look of profiles: one sheet of paper each, and a small map that says where a place is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from regiobeeld.blocks.blocks import alinea, lijst, paragraaf
from regiobeeld.draw import style
from regiobeeld.formats.pdf import ONE_SHEET
from regiobeeld.maps.boundaries import Boundaries, Ring
from regiobeeld.wording import check_wording

_SIDE = 240
STYLE = """<style>
.portret { margin: 0 0 1.2rem; }
.portret h3 { margin-top: 1.2rem; }
.portret-rij { display: flow-root; }
.portret-kaart { margin: 0.6rem 0; max-width: 18rem; }
.portret-kaart svg { display: block; width: 100%; height: auto; }
.kengetallen:has(> :nth-child(6):last-child) {
  grid-template-columns: repeat(auto-fit, minmax(max(10.5rem, 30%), 1fr));
}
@media (min-width: 1020px) {
  .portret-kaart { float: right; width: 14rem; margin: 0 0 1rem 1.5rem; }
}
@media print {
  @page { size: A4; margin: 9mm 12mm 11mm; }
  html, body { font-size: 8pt; line-height: 1.25; }
  .hoofdstuk, .vooraf { margin: 0; }
  h2 { font-size: 17pt; margin: 0 0 1.5mm; }
  .portret h3, .figuur-titel { font-size: 10pt; margin: 1.5mm 0 0.5mm; }
  .portret { margin: 0 0 1.5mm; }
  .portret-kaart { float: right; width: 46mm; margin: 0 0 2mm 4mm; }
  .kengetallen { grid-template-columns: repeat(4, 1fr); gap: 2mm; margin: 1.5mm 0 2mm; }
  .kengetallen:has(> :nth-child(6):last-child) { grid-template-columns: repeat(3, 1fr); }
  .kengetal { padding: 1mm 2mm; }
  .kengetal-waarde { font-size: 13pt; }
  .kengetal-toelichting, .kengetal dt { font-size: 7.5pt; }
  .figuur { margin: 1mm 0; }
  .figuur-beeld { margin: 0.5mm 0; }
  .figuur-beeld svg.breed, .figuur-beeld svg.breed.hoog { max-height: 98mm; margin: 0 auto; }
  .figuur-toelichting { display: none; }
  .figuur-bron, .figuur-ondertitel, .bijschrift {
    font-size: 7pt; margin: 0 0 1mm; line-height: 1.25;
  }
  .lijst { margin: 0 0 1.5mm; }
  .lijst li { margin-bottom: 0.6mm; }
  .hoofdstuk > p, .hoofdstuk > ul, .portret p, .portret ul { max-width: none; }
  .voet { display: none; }
}
</style>"""


def sheets(covered: bool) -> str:
    """A sheet of paper for every chapter: of the height that is left, the drawing takes what the texts leave it.

    Args:
        covered: a first sheet holds the heading of the page and its contents; without it the heading stays away.
    """
    first = "nav.inhoudsopgave { break-after: page; }" if covered else ".kop { display: none; }"
    return f'<style class="{ONE_SHEET}">\n@media print {{\n  {first}\n{_SHEET}}}\n</style>'


_SHEET = """\
  .vel { padding: 0; }
  .hoofdstuk + .hoofdstuk { break-before: page; margin-top: 0; }
  .hoofdstuk:has(.portret-rij) { display: flex; flex-direction: column; height: 275mm; break-inside: avoid; }
  .hoofdstuk:has(.portret-rij) > * { flex: none; }
  .hoofdstuk:has(.portret-rij) > .figuur { flex: 0 1 auto; min-height: 0; display: flex; flex-direction: column; }
  .portret-rij ~ .figuur > * { flex: none; }
  .portret-rij ~ .figuur > .figuur-beeld:not([hidden]) { flex: 0 1 118mm; min-height: 0; }
  .portret-rij ~ .figuur > .figuur-beeld svg.breed { height: 100%; max-height: none; width: 100%; }
"""


_MANY = 4
"""From so many regions beside each other a figure and its interval are broken into two lines on paper."""


def compared(regions: int) -> str:
    """Small print for tables with columns of so many regions, so that they stand in the page as a whole."""
    wrap = "normal" if regions >= _MANY else "nowrap"
    return f"""<style>
.tabel {{ font-size: 0.82rem; }}
.tabel th, .tabel td {{ padding: 0.35rem 0.4rem; }}
@media print {{
  .tabel {{ font-size: 7.5pt; }}
  .tabel th, .tabel td {{ padding: 0.9mm 1mm; }}
  .tabel td.r {{ white-space: {wrap}; }}
  .figuur-beeld svg.breed, .figuur-beeld svg.breed.hoog {{ max-height: 84mm; }}
}}
</style>"""


def part(title: str, code: str, sentences: Sequence[str], none: str = "") -> str:
    """A heading with a list of sentences; without any the sentence that says so."""
    body = lijst(sentences) if sentences else alinea(none)
    return f'<div class="portret">{paragraaf(title, code)}{body}</div>'


def beside_map(drawn: str, html: str) -> str:
    """A part with a small map beside it."""
    return f'<div class="portret-rij">{drawn}{html}</div>'


def locator(shapes: Boundaries, own: Iterable[str], alt: str) -> str:
    """A small map of `shapes` in which the areas `own` are coloured."""
    west, south, east, north = shapes.bounds
    step = max(east - west, north - south) / _SIDE
    inside = set(own)
    marks = "".join(
        f'<path d="{"".join(_ring(ring, west, north, step) for ring in shapes.rings[code])}" '
        f'fill="{style.REGIO if code in inside else "#e4e9ed"}"/>'
        for code in sorted(shapes.codes, key=lambda code: code in inside)
    )
    box = f"-2 -2 {round((east - west) / step) + 4} {round((north - south) / step) + 4}"
    return (
        f'<div class="portret-kaart"><svg viewBox="{box}" role="img" aria-label="{escape(check_wording(alt))}" '
        f'stroke="#fff" stroke-width="0.8" stroke-linejoin="round">{marks}</svg></div>'
    )


def _ring(ring: Ring, west: float, north: float, step: float) -> str:
    points = [(round((x - west) / step, 1), round((north - y) / step, 1)) for x, y in ring.tolist()]
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "z" if len(set(kept)) > 2 else ""
