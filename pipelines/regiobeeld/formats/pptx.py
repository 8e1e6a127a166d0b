"""Ten slides for whoever presents the report: one finding each, with its source and certainty in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from itertools import pairwise
from math import gcd
from pathlib import Path
from typing import Any

from regiobeeld.draw import style
from regiobeeld.formats.deck import BOTTOM, LEFT, ROOM, TOP, Deck
from regiobeeld.formats.declared import Dia, help_beside, load_forms
from regiobeeld.formats.images import drawing_of
from regiobeeld.formats.settle import settle
from regiobeeld.formats.story import Beeld, Boodschap, Tabel, Verhaal
from regiobeeld.numbers import round_half_up

_BODY = (26, 20)
_COLOURS = {"ongunstig": style.ONGUNSTIG, "gunstig": style.GUNSTIG}
_NUMBER, _BESIDE, _GAP = 3.1, 4.3, 0.3


def make_slides(story: Verhaal, made: date, folder: Path) -> bytes:
    """The presentation as bytes; the same at every run on the same report.

    Args:
        story: what the report says.
        made: the day of the report.
        folder: the report, for its drawings.
    """
    deck = Deck(f"{story.soort} {story.naam}")
    made_of = {slide: _content(story, slide, folder) for slide in load_forms().dia}
    empty = [slide for slide, content in made_of.items() if not content and slide.leeg]
    spare = [slide for slide, content in made_of.items() if slide.reserve and content][: len(empty)]
    for slide, content in made_of.items():
        if slide.soort == "titel":
            _cover(deck, story, slide, made)
        elif slide.soort == "bronnen":
            _sources(deck, story, slide)
        elif slide.soort == "ontbreekt" and empty:
            _missing(deck, story, slide, empty)
        elif isinstance(content, Beeld) and (slide in spare or not slide.reserve):
            _figure(deck, story, slide, content, folder)
        elif content and slide.soort in ("boodschappen", "groepen"):
            _messages(deck, story, slide, content)
        elif content and slide.soort in ("knelpunten", "vragen"):
            _points(deck, story, slide, content)
    return settle(deck.save(), made)


def _content(story: Verhaal, slide: Dia, folder: Path) -> Any:
    """What goes on a slide: a figure, messages or sentences; nothing when the report has none."""
    if slide.soort == "beeld":
        return _choose(story, slide, folder)
    return getattr(story, slide.soort)[: slide.hoogstens] if hasattr(story, slide.soort) else None


def _missing(deck: Deck, story: Verhaal, slide: Dia, empty: Sequence[Dia]) -> None:
    """What cannot be told here, in one slide instead of a slide each."""
    shown = deck.slide(slide.kop)
    lines = [one.leeg for one in empty]
    height = min((BOTTOM - TOP) / len(lines), 0.9)
    deck.texts(shown, lines, [(LEFT, TOP + n * height, ROOM, height - 0.08) for n in range(len(lines))], _BODY)
    deck.note(shown, *lines, slide.zekerheid, _makers(story))


def _cover(deck: Deck, story: Verhaal, slide: Dia, made: date) -> None:
    lines = [
        f"Cijfers tot en met {story.peiljaar}, gemeenten van {story.indeling}",
        f"Gemaakt op {made.day}-{made.month}-{made.year}",
    ]
    notes = f"{story.actueel}\nAlle cijfers, met bron en marges, staan in het rapport van {story.naam}."
    deck.cover(f"{slide.kop} {story.naam}", lines, notes)


def _messages(deck: Deck, story: Verhaal, slide: Dia, messages: Sequence[Boodschap]) -> None:
    """The number large on the left, the sentence beside it."""
    shown = deck.slide(slide.kop)
    tops = _tops(len(messages), slide.hoogstens)
    height = tops[1] - tops[0]
    for top, message in zip(tops, messages, strict=False):
        colour = _COLOURS.get(message.toon, style.INKT)
        deck.bar(shown, (LEFT, top + 0.05, 0.09, height - 0.25), colour)
        deck.text(shown, message.getal, (LEFT + 0.2, top, _NUMBER, height - 0.15), (36, 22), colour, bold=True)
    width = ROOM - _NUMBER - 0.2
    boxes = [(LEFT + 0.2 + _NUMBER, top, width, height - 0.1) for top in tops[: len(messages)]]
    deck.texts(shown, [message.zin for message in messages], boxes, (24, 18))
    notes = [line for message in messages for line in (message.zin, f"Zekerheid: {message.zekerheid}")]
    deck.note(shown, *notes, slide.zekerheid, _makers(story))


def _tops(count: int, most: int) -> list[float]:
    """Where each of the rows of a slide begins, and where the last one ends."""
    height = (BOTTOM - TOP) / max(count, min(most, 3), 1)
    return [TOP + number * height for number in range(count + 1)]


def _points(deck: Deck, story: Verhaal, slide: Dia, points: Sequence[str]) -> None:
    """A list; what comes before the colon is its name."""
    shown = deck.slide(slide.kop)
    tops = _tops(len(points), slide.hoogstens)
    height = tops[1] - tops[0]
    named = [point.partition(": ") for point in points]
    for top in tops[: len(points)]:
        deck.bar(shown, (LEFT, top + 0.05, 0.09, height - 0.2), style.REGIO)
    heads = [(LEFT + 0.2, top, ROOM - 0.2, 0.48) for top in tops[: len(points)]]
    deck.texts(shown, [name for name, *_ in named], heads, (24, 18), style.REGIO, bold=True)
    bodies = [(LEFT + 0.2, top + 0.42, ROOM - 0.2, height - 0.46) for top in tops[: len(points)]]
    deck.texts(shown, [rest for *_, rest in named], bodies, (22, 16))
    deck.note(shown, *points, slide.zekerheid, _makers(story))


def _makers(story: Verhaal) -> str:
    """Whose figures these are, for the notes of a slide without a figure."""
    makers = dict.fromkeys(source.partition(",")[0] for source in _all_sources(story))
    return f"Bron: {_join(list(makers))}; welke tabel van welk jaar staat bij de laatste dia."


def _figure(deck: Deck, story: Verhaal, slide: Dia, beeld: Beeld, folder: Path) -> None:
    """A figure with its finding as the title: a chart that can be edited, else the drawing of the report."""
    shown = deck.slide(beeld.titel, " ".join(filter(None, (help_beside(beeld), beeld.bron))))
    beside = [story.toekomst[n - 1] for n in slide.naast if n <= len(story.toekomst)]
    width = ROOM - _BESIDE - _GAP if beside else ROOM
    deck.text(shown, beeld.ondertitel, (LEFT, TOP - 0.1, width, 0.65), (18, 14), style.INKT_ZACHT)
    box = (LEFT, TOP + 0.55, width, BOTTOM - TOP - 0.55)
    image = drawing_of(beeld, folder)
    # The words of a drawing that the report does not draw are nowhere in the report.
    alt = beeld.alt if image else f"{beeld.titel}. {beeld.ondertitel}."
    if series := _series(beeld.tabel, slide):
        names, rows, decimals = series
        deck.chart(shown, slide.grafiek, names, rows, decimals, alt, box)
    elif image:
        deck.picture(shown, image, alt, box)
    tops = _tops(len(beside), 1)
    boxes = [(LEFT + width + _GAP, top, _BESIDE, tops[1] - tops[0] - 0.15) for top in tops[: len(beside)]]
    deck.texts(shown, beside, boxes, (24, 16))
    told = (f"{beeld.titel}.", *beside, beeld.toelichting, slide.zekerheid, beeld.bron)
    deck.note(shown, *told, f"Wat er te zien is: {alt}")


def _choose(story: Verhaal, slide: Dia, folder: Path) -> Beeld | None:
    """The first figure that the report has and that can be shown."""
    for code in slide.beelden:
        beeld = story.beeld(code)
        drawn = beeld is not None and (folder / "figuren" / f"{beeld.code}.png").exists()
        if beeld is not None and (drawn or _series(beeld.tabel, slide)):
            return beeld
    return None


def _series(table: Tabel, slide: Dia) -> tuple[list[str], list[tuple[str, list[float | None]]], int] | None:
    """Names, series and decimals of a chart; None when the table has not these columns, or nothing in them."""
    chosen = [name for name in table.kolommen if any(fnmatchcase(name, wanted) for wanted in slide.reeksen)]
    if not slide.grafiek or slide.naam not in table.kolommen or not chosen:
        return None
    places = {name: table.decimalen[table.kolommen.index(name)] or 0 for name in chosen}
    names: list[object] = list(table.kolom(slide.naam)[: slide.hoogstens or None])
    rows = {name: dict(zip(names, table.kolom(name), strict=False)) for name in chosen}
    steps = _evenly(names) if slide.grafiek == "lijn" else names
    series = [(name, [_number(rows[name].get(step), places[name]) for step in steps]) for name in chosen]
    return [str(step) for step in steps], series, max(places.values())


def _evenly(years: Sequence[object]) -> Sequence[object]:
    """Years at equal steps, those without a figure too: a line chart puts its points at equal distances."""
    whole = [int(str(year)) for year in years if str(year).isdigit()]
    if len(whole) != len(years) or len(whole) < 2:
        return years
    step = gcd(*(later - earlier for earlier, later in pairwise(whole)))
    kept = dict(zip(whole, years, strict=True))
    return [kept.get(year, year) for year in range(whole[0], whole[-1] + 1, max(step, 1))]


def _number(value: object, decimals: int) -> float | None:
    """As the report shows it; None where there is no figure."""
    return round_half_up(value, decimals) if isinstance(value, int | float) else None


def _sources(deck: Deck, story: Verhaal, slide: Dia) -> None:
    """How sure each kind of figure is, how old they are, and whose they are."""
    shown = deck.slide(slide.kop)
    sources = _all_sources(story)
    makers = list(dict.fromkeys(source.partition(",")[0] for source in sources))
    lines = [
        "Een telling komt uit een registratie en heeft geen steekproeffout.",
        "Een enquête heeft een marge: een klein verschil kan toeval zijn.",
        "Een schatting per wijk komt uit een rekenmodel: zij laat zien waar, en bewijst niets.",
        "Een projectie is een rekensom onder aannames, met een band eromheen.",
        story.actueel.partition("; nieuwer")[0].rstrip(".") + "." if story.actueel else "",
        f"Cijfers van {_join(makers)}.",
    ]
    kept = [line for line in lines if line]
    tops = _tops(len(kept), 1)
    boxes = [(LEFT, top, ROOM, tops[1] - tops[0] - 0.08) for top in tops[: len(kept)]]
    left = deck.texts(shown, kept, boxes, (24, 18))
    deck.note(shown, *kept, *(rest for rest in left if rest), "Bronnen:", *sources)


def _all_sources(story: Verhaal) -> list[str]:
    """The source lines of the figures, each once."""
    found = (beeld.bron.removeprefix("Bron: ") for part in story.delen for beeld in part.beelden)
    return list(dict.fromkeys(found))


def _join(makers: Sequence[str]) -> str:
    """The publishers, each once."""
    return "; ".join(makers[:4])
