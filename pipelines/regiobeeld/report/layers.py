"""The layers of a report: where each block of a chapter goes, and the page put together from the notebook.

`Placer` decides in the notebook, where the figures are known; `assemble` takes the HTML of the notebook apart at
the marks of `blocks.chapter` and puts every block in its layer, once. What has no mark (what an analyst added)
stays where it stood, in the last layer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from regiobeeld.blocks.chapter import STAYS, Blok, Hoofdstuk, Plaats
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.chapters_groups.wijkmatrix import lived_in
from regiobeeld.claims.html import without_claims
from regiobeeld.judgement.messages import select
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.outline.layers import Keuze, Laag, Laaghoofdstuk, load_layers
from regiobeeld.outline.sentences import fill
from regiobeeld.profile.model import NEDERLAND, Profile

_MARK = re.compile(r"<!--blok (\S+) (\S+)-->\n?")
_TITLE = re.compile(r'class="figuur-titel">(.*?)</h3>', re.DOTALL)
_ANCHOR = re.compile(r"<a [^>]*>¶</a>")
_MOVED = '<p class="verplaatst">Staat in {laag}: {links}.</p>'


class Placer:
    """Gives the blocks of the chapters of one region their place (`sources/rapport/lagen.toml`)."""

    def __init__(self, profile: Profile) -> None:
        self._layers = load_layers()
        self._facts = {**region_facts(profile), "wijken": lived_in(profile)}
        self._named = named_figures(profile)
        self._taken: Counter[tuple[str, str]] = Counter()

    def place(self, chapter: Hoofdstuk) -> Hoofdstuk:
        """The chapter, knowing where each of its blocks goes. Call once per chapter: choices are counted."""
        pairs = zip(chapter.blokken, chapter.adressen, strict=True)
        chapter.plaatsen = [self._place(blok, address) for blok, address in pairs]
        return chapter

    def _place(self, blok: Blok, address: str) -> Plaats:
        figures = [blok] if isinstance(blok, Figuur) else list(blok) if isinstance(blok, tuple) else []
        enough = all(f.gebieden is None or f.gebieden >= self._layers.minste_gebieden for f in figures)
        finding = all(figure.bevinding for figure in figures)
        facts = {**self._facts, "bevinding": finding and enough, "genoemd": address in self._named}
        for chapter in self._layers.chapters:
            for choice in chapter.blokken:
                if choice.fits(address) and self._holds(chapter, choice, address, facts, bool(figures)):
                    return Plaats(chapter.code, enough)
        return Plaats(STAYS, enough and finding and self._layers.rest.draws(address))

    def _holds(
        self, chapter: Laaghoofdstuk, choice: Keuze, address: str, facts: dict[str, Any], is_figure: bool
    ) -> bool:
        """Whether the condition holds and there is room; of figures that are named the first ones have it."""
        where = f"lagen.toml: {chapter.code}, {choice.code}"
        if choice.als and not fill(f"{{% if {choice.als} %}}ja{{% endif %}}", facts, where):
            return False
        if not is_figure:
            return True
        key = (chapter.code, choice.code)
        if self._taken[key] >= choice.hoogstens:
            return False
        self._taken[key] += 1
        return True


def named_figures(profile: Profile) -> frozenset[str]:
    """Addresses of the rankings of the figures that a message or a knelpunt is about."""
    if profile.code == NEDERLAND:
        return frozenset()
    told = [message.code.rpartition("-")[0] for message in select(profile)]
    grounds = [
        ground.indicator for item in knelpunten_of(profile).shown if item.draft for ground in item.draft.gronden
    ]
    known = [profile.indicators[code] for code in dict.fromkeys([*told, *grounds]) if code in profile.indicators]
    return frozenset(f"figuur-{code_of('rangorde', info.code, info.leeftijd)}" for info in known)


@dataclass(frozen=True)
class Stuk:
    """One block as HTML, the chapter of a layer it goes to, its address, and the chapter it comes from."""

    doel: str
    adres: str
    html: str
    uit: str = ""


@dataclass(frozen=True)
class Deel:
    """A chapter in the page."""

    code: str
    titel: str
    stukken: list[Stuk] = field(default_factory=list)

    @property
    def html(self) -> str:
        """Everything under the heading; what comes from another chapter says so."""
        return "\n".join(_from_chapter(uit, some) for uit, some in groupby(self.stukken, key=lambda s: s.uit))

    @property
    def vakken(self) -> list[tuple[str, str]]:
        """The blocks with the same address together: the parts of a sheet."""
        groups = groupby(self.stukken, key=lambda stuk: stuk.adres)
        return [(address, Deel("", "", list(some)).html) for address, some in groups]


def _from_chapter(code: str, stukken: Iterable[Stuk]) -> str:
    html = "\n".join(stuk.html for stuk in stukken)
    return f'<div data-uit="{code}">\n{html}\n</div>' if code else html


@dataclass(frozen=True)
class Bladen:
    """A layer in the page; `is_vouw`: its chapters are folded; `is_blad`: it is one sheet."""

    code: str
    titel: str
    uitleg: str
    delen: list[Deel]
    vooraf: str = ""
    is_vouw: bool = False
    is_blad: bool = False


def assemble(outputs: Iterable[str]) -> list[Bladen]:
    """The layers with their chapters, from the pieces of HTML of a notebook in order.

    Without any block that is for a layer (a page that is no report, one chapter by itself) there is one layer.
    """
    before, chapters = take_apart(outputs)
    layers = load_layers()
    known = {chapter.code for chapter in layers.chapters}
    moved = [replace(stuk, uit=deel.code) for deel in chapters for stuk in deel.stukken if stuk.doel in known]
    if not moved:
        return [Bladen("alles", "", "", chapters, before)]
    shown = [layer for layer in (_fill(laag, moved) for laag in layers.laag[:-1]) if layer.delen]
    rest = [left for deel in chapters if (left := _what_is_left(deel, shown)).stukken]
    last = layers.rest
    return [*shown, Bladen(last.code, last.titel, last.uitleg, rest, before, is_vouw=True)]


def take_apart(outputs: Iterable[str]) -> tuple[str, list[Deel]]:
    """What stands before the first chapter, and the chapters with their blocks."""
    before: list[str] = []
    chapters: list[Deel] = []
    for output in outputs:
        first, *parts = output.split("<h2")
        if first.strip() and chapters:
            chapters[-1].stukken.extend(_blocks(first))
        elif first.strip():
            before.append(first)
        for part in parts:
            opening, _, rest = part.partition(">")
            title, _, body = rest.partition("</h2>")
            found = re.search(r'id="([^"]*)"', opening)
            code = found[1] if found else f"hoofdstuk-{len(chapters) + 1}"
            chapters.append(Deel(code, _ANCHOR.sub("", title), list(_blocks(body))))
    return "\n".join(before), chapters


def _blocks(html: str) -> Iterator[Stuk]:
    first, *marked = _MARK.split(html)
    if first.strip():
        yield Stuk(STAYS, "", first.strip("\n"))
    for place, address, content in zip(marked[::3], marked[1::3], marked[2::3], strict=True):
        yield Stuk(place, address, content.strip("\n"))


def _fill(laag: Laag, moved: Sequence[Stuk]) -> Bladen:
    """A layer with its chapters, the blocks of each in the declared order."""
    chapters = []
    for declared in laag.hoofdstuk:
        own = [stuk for stuk in moved if stuk.doel == declared.code]
        own.sort(key=lambda stuk: declared.order(stuk.adres))
        # What two chapters say is said once.
        own = list({without_claims(stuk.html): stuk for stuk in reversed(own)}.values())[::-1]
        if own:
            chapters.append(Deel(declared.code, declared.titel, own))
    return Bladen(laag.code, laag.titel, laag.uitleg, chapters, is_blad=len(laag.hoofdstuk) == 1)


def _what_is_left(deel: Deel, shown: Sequence[Bladen]) -> Deel:
    """The chapter without what went elsewhere, and links to the figures that did."""
    chapters = {part.code for layer in shown for part in layer.delen}
    stays = [stuk for stuk in deel.stukken if stuk.doel not in chapters]
    links = [
        _MOVED.format(laag=layer.titel.lower(), links=found) for layer in shown if (found := _links(deel, layer))
    ]
    return Deel(deel.code, deel.titel, [Stuk(STAYS, "", "\n".join(links)), *stays] if links else stays)


def _links(deel: Deel, layer: Bladen) -> str:
    """Links to what this layer took from the chapter: its figures by their title, else the chapter it is in."""
    codes = {part.code: part.titel for part in layer.delen}
    taken = [stuk for stuk in deel.stukken if stuk.doel in codes]
    figures = [(stuk.adres, match[1]) for stuk in taken if (match := _TITLE.search(stuk.html))]
    parts = [(stuk.doel, codes[stuk.doel]) for stuk in taken if not stuk.adres.startswith("figuur-")]
    return "; ".join(f'<a href="#{code}">{title}</a>' for code, title in dict.fromkeys([*figures, *parts]))
