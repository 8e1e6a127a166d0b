"""Ten slides for whoever presents the report: one finding each, with its source and certainty in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from itertools import pairwise
from math import gcd
from pathlib import Path

from regiobeeld.draw import style
from regiobeeld.formats.deck import BOTTOM, LEFT, ROOM, TOP, Deck
from regiobeeld.formats.declared import Dia, load_forms
from regiobeeld.formats.images import drawing_of
from regiobeeld.formats.settle import settle
from regiobeeld.formats.story import Beeld, Boodschap, Tabel, Verhaal
from regiobeeld.numbers import round_half_up

_BODY = (26, 20)
_COLOURS = {"ongunstig": style.ONGUNSTIG, "gunstig": style.REGIO}
_NUMBER, _BESIDE, _GAP = 3.1, 4.3, 0.3
_NONE = {
    "boodschappen": "Er is hier geen verschil dat wij met zekerheid kunnen noemen.",
    "groepen": "Er is hier geen groep gevonden die groter is dan in Nederland.",
    "knelpunten": "Uit de cijfers volgt hier geen knelpunt.",
    "vragen": "Uit de cijfers volgt hier geen vraag; wat ziet u zelf?",
}


def make_slides(story: Verhaal, made: date, folder: Path) -> bytes:
    """The presentation as bytes; the same at every run on the same report.

    Args:
        story: what the report says.
        made: the day of the report.
        folder: the report, for its drawings.
    """
    deck = Deck(f"{story.soort} {story.naam}")
    for slide in load_forms().dia:
        if slide.soort == "titel":
            _cover(deck, story, slide, made)
        elif slide.soort == "beeld":
            _figure(deck, story, slide, folder)
        elif slide.soort == "bronnen":
            _sources(deck, story, slide)
        elif slide.soort in ("boodschappen", "groepen"):
            _messages(deck, slide, getattr(story, slide.soort)[: slide.hoogstens])
        else:
            _points(deck, slide, getattr(story, slide.soort)[: slide.hoogstens])
    return settle(deck.save(), made)


def _cover(deck: Deck, story: Verhaal, slide: Dia, made: date) -> None:
    lines = [
        f"Cijfers tot en met {story.peiljaar}, gemeenten van {story.indeling}",
        f"Gemaakt op {made.day}-{made.month}-{made.year}",
    ]
    notes = f"{story.actueel}\nAlle cijfers, met bron en marges, staan in het rapport van {story.naam}."
    deck.cover(f"{slide.kop} {story.naam}", lines, notes)


def _messages(deck: Deck, slide: Dia, messages: Sequence[Boodschap]) -> None:
    """The number large on the left, the sentence beside it."""
    shown = deck.slide(slide.kop)
    notes = []
    height = (BOTTOM - TOP) / max(slide.hoogstens, 1)
    for number, message in enumerate(messages):
        top = TOP + number * height
        colour = _COLOURS.get(message.toon, style.INKT)
        deck.bar(shown, (LEFT, top + 0.05, 0.09, height - 0.25), colour)
        deck.text(shown, message.getal, (LEFT + 0.2, top, _NUMBER, height - 0.15), (36, 22), colour, bold=True)
        box = (LEFT + 0.2 + _NUMBER, top, ROOM - _NUMBER - 0.2, height - 0.15)
        deck.text(shown, message.zin, box, (24, 20))
        notes += [message.zin, f"Zekerheid: {message.zekerheid}"]
    if not messages:
        deck.text(shown, _NONE[slide.soort], (LEFT, TOP, ROOM, 1.5), _BODY)
    deck.note(shown, *(notes or [_NONE[slide.soort]]))


def _points(deck: Deck, slide: Dia, points: Sequence[str]) -> None:
    """A list; what comes before the colon is its name."""
    shown = deck.slide(slide.kop)
    height = (BOTTOM - TOP) / max(len(points), 3)
    for number, point in enumerate(points):
        name, _, rest = point.partition(": ")
        top = TOP + number * height
        deck.bar(shown, (LEFT, top + 0.05, 0.09, height - 0.2), style.REGIO)
        deck.text(shown, name, (LEFT + 0.2, top, ROOM - 0.2, 0.48), (24, 18), style.REGIO, bold=True)
        deck.text(shown, rest, (LEFT + 0.2, top + 0.42, ROOM - 0.2, height - 0.47), (22, 18))
    if not points:
        deck.text(shown, _NONE[slide.soort], (LEFT, TOP, ROOM, 1.5), _BODY)
    deck.note(shown, *(points or [_NONE[slide.soort]]))


def _figure(deck: Deck, story: Verhaal, slide: Dia, folder: Path) -> None:
    """A figure with its finding as the title: a chart that can be edited, else the drawing of the report."""
    beeld = _choose(story, slide, folder)
    if beeld is None:
        shown = deck.slide(slide.kop)
        deck.text(shown, "Hiervoor zijn er te weinig cijfers.", (LEFT, TOP, ROOM, 1.5), _BODY)
        deck.note(shown, "Waarom een cijfer ontbreekt, staat in het rapport onder Kanttekeningen.")
        return
    shown = deck.slide(beeld.titel, beeld.bron)
    beside = [story.toekomst[n - 1] for n in slide.naast if n <= len(story.toekomst)]
    width = ROOM - _BESIDE - _GAP if beside else ROOM
    deck.text(shown, beeld.ondertitel, (LEFT, TOP - 0.1, width, 0.65), (18, 14), style.INKT_ZACHT)
    box = (LEFT, TOP + 0.55, width, BOTTOM - TOP - 0.55)
    if series := _series(beeld.tabel, slide):
        names, rows, decimals = series
        deck.chart(shown, slide.grafiek, names, rows, decimals, beeld.alt, box)
    elif image := drawing_of(beeld, folder):
        deck.picture(shown, image, beeld.alt, box)
    height = (BOTTOM - TOP) / max(len(beside), 1)
    for number, sentence in enumerate(beside):
        place = (LEFT + width + _GAP, TOP + number * height, _BESIDE, height - 0.15)
        deck.text(shown, sentence, place, (24, 18))
    deck.note(shown, f"{beeld.titel}.", *beside, beeld.toelichting, beeld.bron, f"Wat er te zien is: {beeld.alt}")


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
    sources = list(
        dict.fromkeys(beeld.bron.removeprefix("Bron: ") for part in story.delen for beeld in part.beelden)
    )
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
    height = (BOTTOM - TOP) / len(kept)
    left = [
        deck.text(shown, line, (LEFT, TOP + number * height, ROOM, height - 0.08), (24, 18))
        for number, line in enumerate(kept)
    ]
    deck.note(shown, *kept, *(rest for rest in left if rest), "Bronnen:", *sources)


def _join(makers: Sequence[str]) -> str:
    """The publishers, each once."""
    return "; ".join(makers[:4])
