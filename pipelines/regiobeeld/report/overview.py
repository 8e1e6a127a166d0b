"""`outputs/index.html`: every report that was made, on a map of the country and in a list to search in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import __version__
from regiobeeld.areas.register import LEVEL_NAMES
from regiobeeld.blocks.blocks import hoofdstuk, hoofdstuk_intro
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.templates import TEMPLATES
from regiobeeld.draw import style
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.report.country_map import LOOK, gemeente_paths, view_box
from regiobeeld.report.page import Paginakop, maak_pagina

SCRIPT = TEMPLATES / "regiobeeld" / "zoek.js"
_PLAIN = "#e4e9ed"


@dataclass(frozen=True)
class Gemaakt:
    """A page that was made.

    soort: what it is ("regiobeeld", "profielen", "vergelijking" ...). gemeenten: codes it covers; empty for a page
    of the whole country. vormen: other forms of it, as (name, file).
    """

    soort: str
    naam: str
    bestand: str
    code: str = ""
    gemeenten: tuple[str, ...] = ()
    gemaakt: str = ""
    vormen: tuple[tuple[str, str], ...] = ()


def build_overview(made: Sequence[Gemaakt]) -> str:
    """The whole page as text."""
    reports = [page for page in made if page.gemeenten and page.soort == "regiobeeld"]
    others = [page for page in made if page not in reports]
    covered = {code for page in reports for code in page.gemeenten}
    say = said_by("pagina_overzicht", {"regiobeelden": len(reports), "gemeenten": len(covered)})
    parts = [hoofdstuk(say("kaart"), "kaart"), hoofdstuk_intro(say("uitleg")), _map(reports, say)]
    parts += [hoofdstuk(say("lijst"), "lijst"), _table(reports, say("tabel"), "Regio", say)]
    if others:
        parts += [hoofdstuk(say("ook"), "ook"), _table(others, say("tabel_ook"), "Pagina", say)]
    parts.append(f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>")
    shown = new_output("display_data", {"text/html": "\n".join(parts)})
    head = Paginakop(
        naam=say("naam"),
        ondertitel=say("ondertitel"),
        meta=(say("regiobeelden"),),
        versie=__version__,
        titel=say("naam"),
    )
    return maak_pagina(new_notebook(cells=[new_code_cell("", outputs=[shown])]), head)


def _map(reports: Sequence[Gemaakt], say: Zinnen) -> str:
    """The gemeenten; those that a report covers are coloured and lead to the smallest area with them."""
    smallest: dict[str, Gemaakt] = {}
    for page in sorted(reports, key=lambda page: (-len(page.gemeenten), page.naam)):
        smallest.update(dict.fromkeys(page.gemeenten, page))
    marks = "\n".join(_area(code, path, smallest.get(code)) for code, path in gemeente_paths().items())
    return (
        f'<svg class="landkaart" viewBox="{view_box()}" role="group" aria-label="{escape(say("alt"))}" {LOOK} '
        f'stroke="#fff" stroke-width="1" stroke-linejoin="round">\n{marks}\n</svg>'
    )


def _area(code: str, path: str, page: Gemaakt | None) -> str:
    name = escape(boundaries("GM").names[code])
    if page is None:
        return f'<path d="{path}" fill="{_PLAIN}"><title>{name}</title></path>'
    fill = style.REGIO if len(page.gemeenten) == 1 else style.REGIO_LICHT
    text = name if len(page.gemeenten) == 1 else f"{name}: {escape(page.naam)}"
    # The list has the same links for who uses a keyboard; hundreds of stops on the map would be in the way.
    return (
        f'<a href="{escape(page.bestand)}" tabindex="-1" aria-label="{text}">'
        f'<path d="{path}" fill="{fill}"><title>{text}</title></path></a>'
    )


def _table(pages: Sequence[Gemaakt], caption: str, first: str, say: Zinnen) -> str:
    """A list with links, sorted by name; the box above it searches."""
    if not pages:
        return ""
    ordered, caption = sorted(pages, key=lambda page: (page.soort, page.naam)), escape(caption)
    heads = (first, "Soort", "Gemeenten", "Gemaakt op", "Ook als")
    head = "".join(f'<th scope="col" data-sorteer>{name}</th>' for name in heads)
    rows = "\n".join(_row(page) for page in ordered)
    return (
        f'<div data-zoek="{caption}" data-vraag="{escape(say("vraag"))}" '
        f'data-voorbeeld="{escape(say("voorbeeld"))}" '
        'data-soort="alle soorten">'
        f'<div class="tabel-schuif" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="tabel sorteerbaar"><caption>{caption} ({len(pages)})</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div></div>"
    )


def _row(page: Gemaakt) -> str:
    names = boundaries("GM").names
    inside = sorted(names[code] for code in page.gemeenten if code in names)
    kind = _kind(page)
    shown = ", ".join(inside) if 0 < len(inside) <= 4 else str(len(inside)) if inside else "heel Nederland"
    # All names are searched, also where only their number is shown.
    hidden = f"<span hidden>{escape(', '.join(inside))}</span>" if len(inside) > 4 else ""
    forms = ", ".join(f'<a href="{escape(file)}">{escape(name)}</a>' for name, file in page.vormen) or "–"
    return (
        f'<tr><th scope="row"><a href="{escape(page.bestand)}">{escape(page.naam)}</a></th>'
        f'<td>{kind}</td><td data-w="{len(inside)}">{escape(shown)}{hidden}</td>'
        f'<td class="k" data-w="{page.gemaakt.replace("-", "") or 0}">{_day(page.gemaakt)}</td>'
        f"<td>{forms}</td></tr>"
    )


def _day(made: str) -> str:
    """2026-11-27 as 27-11-2026."""
    return "-".join(str(int(part)) for part in reversed(made.split("-"))) if made else "–"


def _kind(page: Gemaakt) -> str:
    """The kind of area of a report; of another page what it is."""
    if page.soort != "regiobeeld":
        return escape(page.soort)
    return str(LEVEL_NAMES.get(page.code[:2], "regio")) if page.code else "regio"
