"""Building blocks of the page as HTML; their looks are in template/regiobeeld/stijl.css.

Every function takes plain text (escaped here, after the guard on wording) and returns one HTML fragment. Where a
parameter is called `html`, it must already be safe: the outcome of another function of this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import pandas as pd

from regiobeeld.blocks.tables import tabel_html
from regiobeeld.claims.marks import plain
from regiobeeld.draw.style import KLASSEKLEUREN, ink_on
from regiobeeld.wording import check_wording

Toon = Literal["neutraal", "ongunstig", "gunstig"]


_LEADS = {"figuur-": "Bekijk de figuur", "cijfer-": "Bekijk het cijfer"}
"""The text of a link, by what it leads to; to anything else one reads on."""


@dataclass(frozen=True)
class Kernboodschap:
    """A main message: the number, the sentence it proves, how certain it is.

    toon: "ongunstig" or "gunstig" only when the figures allow that judgement, else "neutraal".
    """

    getal: str
    zin: str
    zekerheid: str = ""
    toon: Toon = "neutraal"
    verwijzing: str = ""


@dataclass(frozen=True)
class Kengetal:
    """A tile with one number: its label, the number as text and what it is compared with."""

    label: str
    waarde: str
    toelichting: str = ""


def _safe(tekst: str) -> str:
    """A text of the report as HTML, once the guard on wording let it pass."""
    return escape(check_wording(tekst))


def slug(tekst: str) -> str:
    """A text as an id: "SES x leefstijl" -> "ses-x-leefstijl"."""
    letters = unicodedata.normalize("NFKD", plain(tekst)).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "deel"


def hoofdstuk(titel: str, code: str = "") -> str:
    """The heading that starts a chapter; the template makes a card of it and lists it in the contents.

    Must stand at the top level of a cell's output, not inside another element.
    """
    return f'<h2 id="{slug(code or titel)}">{_safe(titel)}</h2>'


def paragraaf(titel: str, code: str = "") -> str:
    """A heading within a chapter."""
    return f'<h3 class="paragraaf" id="{slug(code or titel)}">{_safe(titel)}</h3>'


def onder_kop(kop: str, code: str, *blokken: str) -> list[str]:
    """A heading with what stands under it; nothing when that is empty."""
    shown = [blok for blok in blokken if blok]
    return [paragraaf(kop, code), *shown] if shown else []


def hoofdstuk_intro(tekst: str) -> str:
    """The opening sentences of a chapter."""
    return f'<p class="hoofdstuk-intro">{_safe(tekst)}</p>'


def alinea(tekst: str) -> str:
    """A paragraph of running text."""
    return f"<p>{_safe(tekst)}</p>"


def met_tekst(blok: Callable[[str], str], tekst: str) -> str | None:
    """A block of this text; nothing without a text."""
    return blok(tekst) if tekst else None


def bijschrift(tekst: str) -> str:
    """A small note under a figure or table."""
    return f'<p class="bijschrift">{_safe(tekst)}</p>'


def verwijzing(tekst: str, bestand: str) -> str:
    """A link to a file beside the report."""
    return f'<p><a href="{escape(bestand)}">{_safe(tekst)}</a></p>'


def waarschuwing(tekst: str, titel: str = "Let op") -> str:
    """A note that a reader must see before using the figures."""
    return (
        f'<aside class="waarschuwing"><p class="waarschuwing-titel">{_safe(titel)}</p>'
        f"<p>{_safe(tekst)}</p></aside>"
    )


def lijst(punten: Iterable[str], genummerd: bool = False) -> str:
    """A list of sentences; empty input gives an empty text."""
    items = "".join(f"<li>{_safe(punt)}</li>" for punt in punten)
    tag = "ol" if genummerd else "ul"
    return f'<{tag} class="lijst">{items}</{tag}>' if items else ""


def kernboodschappen(boodschappen: Sequence[Kernboodschap]) -> str:
    """The cards of "In het kort", in the given order; empty input gives an empty text."""
    if not boodschappen:
        return ""
    cards = "\n".join(_card(boodschap) for boodschap in boodschappen)
    return f'<ol class="kernboodschappen">\n{cards}\n</ol>'


def _card(boodschap: Kernboodschap) -> str:
    check_wording(f"{boodschap.zin} {boodschap.zekerheid}")  # together: the one may deny what the other says
    certainty = f'<p class="kern-zekerheid">{_safe(boodschap.zekerheid)}</p>' if boodschap.zekerheid else ""
    text = next((text for start, text in _LEADS.items() if boodschap.verwijzing.startswith(start)), "Lees meer")
    link = (
        f'<p class="kern-verwijzing"><a href="#{escape(boodschap.verwijzing)}">{text}</a></p>'
        if boodschap.verwijzing
        else ""
    )
    return (
        f'<li class="kernboodschap {boodschap.toon}"><p class="kern-getal">{escape(boodschap.getal)}</p>'
        f'<p class="kern-zin">{_safe(boodschap.zin)}</p>{certainty}{link}</li>'
    )


def kengetallen(tegels: Sequence[Kengetal]) -> str:
    """A row of tiles with one number each; empty input gives an empty text."""
    if not tegels:
        return ""
    tiles = "\n".join(
        f'<div class="kengetal"><dt>{_safe(t.label)}</dt><dd>'
        f'<span class="kengetal-waarde">{escape(t.waarde)}</span>'
        + (f'<span class="kengetal-toelichting">{_safe(t.toelichting)}</span>' if t.toelichting else "")
        + "</dd></div>"
        for t in tegels
    )
    return f'<dl class="kengetallen">\n{tiles}\n</dl>'


def klasse_label(klasse: str) -> str:
    """A class of comparison ("ongunstiger" ...) as a coloured label; the word itself carries the meaning."""
    colour = KLASSEKLEUREN.get(klasse)
    if colour is None:
        return f'<span class="klasse-label">{escape(klasse)}</span>'
    return f'<span class="klasse-label" style="background:{colour};color:{ink_on(colour)}">{escape(klasse)}</span>'


def herkomst(frame: pd.DataFrame, caption: str) -> str:
    """The table of sources: one row per source table, Dutch column names, texts as given."""
    return f'<div class="herkomst">{tabel_html(frame, caption)}</div>'


def naast_elkaar(*html: str) -> str:
    """Two or more blocks beside each other on wide screens, under each other on narrow ones."""
    return '<div class="naast-elkaar">' + "".join(f"<div>{block}</div>" for block in html if block) + "</div>"


def fold(title: str, html: str, *, is_open: bool = False) -> str:
    """A part that a reader can unfold."""
    state = " open" if is_open else ""
    return f'<details class="cijfers"{state}><summary>{escape(title)}</summary>\n{html}\n</details>'
