"""The house style: formats, colours and letters, and how wide a text is.

One accent for the region, grey for what it is compared with, orange against blue for unfavourable
against favourable (safe for the common forms of colour blindness, and still ordered in greyscale).
Text colours have a contrast of at least 4.5 on white (WCAG AA).
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import font_source_sans_pro
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from regiobeeld import paths
from regiobeeld.claims.marks import plain
from regiobeeld.kept import FOLDER, digest_of, keep, read_kept

Formaat = Literal["breed", "smal"]
Gewicht = Literal["normaal", "half", "vet"]
Meer = Literal["ongunstig", "gunstig", "neutraal"]
FORMATEN: tuple[Formaat, ...] = ("breed", "smal")
BREEDTE: dict[Formaat, int] = {"breed": 720, "smal": 360}
LETTER: dict[Formaat, float] = {"breed": 13.0, "smal": 12.5}
KLEIN: dict[Formaat, float] = {"breed": 12.0, "smal": 11.5}

INKT = "#1d2a33"
INKT_ZACHT = "#4c5a65"
GRIJS = "#6a7681"
GRIJS_LICHT = "#b4bec6"
LIJN = "#dfe5e9"
VLAK = "#f3f6f8"
WIT = "#ffffff"

# One meaning per colour in the whole report: the region itself, favourable, unfavourable, higher and lower without
# a good side; grey is what a region is compared with; what is only of another kind has green, mauve and brown.
REGIO = "#3d3a75"
REGIO_LICHT = "#a5a2cf"
GUNSTIG = "#0b5c78"
GUNSTIG_LICHT = "#7fb4c8"
ONGUNSTIG = "#b4480f"
ONGUNSTIG_LICHT = "#e6a26b"
ONGUNSTIG_WAAS = "#fdf1e7"
LEEG_ARCERING = "#a7b1b8"
ARCERING = "///"

KLASSEKLEUREN: dict[str, str] = {
    "veel ongunstiger": ONGUNSTIG,
    "ongunstiger": ONGUNSTIG_LICHT,
    "vergelijkbaar": "#d5dbe0",
    "gunstiger": GUNSTIG_LICHT,
    "veel gunstiger": GUNSTIG,
    "veel hoger": "#6b5000",
    "hoger": "#8a6914",
    "lager": "#cdb877",
    "veel lager": "#e6dbb6",
}
OPLOPEND = ("#ececf6", "#dad9ec", "#c3c1e1", "#adaad4", "#9591ca", "#5b5796", "#2b2860")
OPLOPEND_KOEL = ("#e3eff4", "#cde3ec", "#a6cddc", "#7db5ca", "#5aa0bb", "#317a98", "#06435a")
OPLOPEND_WARM = ("#fbeadb", "#f8dac0", "#f3c297", "#e8a670", "#d98244", "#b4480f", "#852f08")
OORDEEL: dict[str, str] = {"ongunstiger": ONGUNSTIG, "gunstiger": GUNSTIG, "hoger": "#8a6914", "lager": "#cdb877"}
AFWIJKING = ("#0b5c78", "#5aa0bb", "#a9cfdd", "#eef1f3", "#f5cda9", "#e0935a", "#b4480f")
CATEGORIE = ("#3f7350", "#c98fb0", "#86939e", "#9fc79a", "#7b4a6d", "#d9cfa6", "#6d5442", "#55636e")
_STAPPEN = {1: (3,), 2: (2, 6), 3: (1, 4, 6), 4: (0, 2, 4, 6), 5: (0, 2, 3, 5, 6), 6: (0, 2, 3, 4, 5, 6)}

_BESTAND: dict[Gewicht, str] = {"normaal": "Regular", "half": "Semibold", "vet": "Bold"}
_DIKTE: dict[Gewicht, int] = {"normaal": 400, "half": 600, "vet": 700}
FAMILIES = "'Regiobeeld Sans','Source Sans 3','Source Sans Pro','Segoe UI',Arial,sans-serif"
_WEBLETTERS = [*range(0x20, 0x17F), *map(ord, "–—‘’“”…€−≥≤→←▲▼▾▸•²³\u202f")]


def sequence(count: int, meer: Meer = "neutraal") -> list[str]:
    """`count` colours (1 to 7) from light to dark, for ordered classes; text on each of them is readable.

    `meer` says what more of it is: the dark end is unfavourable (warm), favourable (blue) or neither.
    """
    ramp = {"ongunstig": OPLOPEND_WARM, "gunstig": OPLOPEND_KOEL, "neutraal": OPLOPEND}[meer]
    if not 1 <= count <= len(ramp):
        raise ValueError(f"kies 1 tot {len(ramp)} klassen, niet {count}")
    return [ramp[step] for step in _STAPPEN.get(count, range(len(ramp)))]


def mix(ramp: tuple[str, ...], part: float) -> str:
    """The colour at `part` (0-1) along a ramp, linear in RGB between its stops."""
    place = min(max(part, 0.0), 1.0) * (len(ramp) - 1)
    left = min(math.floor(place), len(ramp) - 2)
    a, b = rgb(ramp[left]), rgb(ramp[left + 1])
    return "#" + "".join(f"{round(x + (y - x) * (place - left)):02x}" for x, y in zip(a, b, strict=True))


def rgb(colour: str) -> tuple[int, int, int]:
    """The three channels (0-255) of a colour written as #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (1-21), as defined in WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [c / 255 for c in rgb(colour)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(background: str) -> str:
    """Dark or white text, whichever is better to read on this background."""
    return WIT if contrast(WIT, background) > contrast(INKT, background) else INKT


def font_file(weight: Gewicht = "normaal") -> Path:
    """The font file that comes with the environment: the same letters on every machine."""
    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{_BESTAND[weight]}.ttf"


@lru_cache(maxsize=64)
def font(size: float, weight: Gewicht = "normaal") -> FontProperties:
    """Letters of this size (px) and weight."""
    return FontProperties(fname=font_file(weight), family="Source Sans Pro", size=size, weight=_DIKTE[weight])


@lru_cache(maxsize=8192)
def measure(text: str, size: float, weight: Gewicht = "normaal") -> float:
    """Width (px) of one line of text as it will be drawn, without kerning (which only makes it narrower)."""
    return sum(_advance(letter, weight) for letter in plain(text)) * size / 100


@lru_cache(maxsize=1024)
def _advance(letter: str, weight: Gewicht) -> float:
    """How far a letter of 100 px moves the pen."""
    face = get_font(str(font_file(weight)))
    face.set_size(100, 72)
    return float(face.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536


def wrap(text: str, width: float, size: float, weight: Gewicht = "normaal") -> list[str]:
    """Lines of at most `width` px, broken at spaces, else after a hyphen or slash, else between letters.

    Nothing is ever left out: joined again the lines hold every letter of the text.
    """
    lines: list[str] = []
    for word in re.findall(r"\S+", plain(text)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size, weight) <= width:
            lines[-1] = joined
        else:
            lines.extend(_break_word(word, width, size, weight))
    return lines or [""]


def label_width(
    texts: Iterable[str], least: float, most: float, size: float, weight: Gewicht = "normaal"
) -> float:
    """Width to wrap labels at: at least the longest word, so that words stay whole, within limits."""
    words = [measure(word, size, weight) for text in texts for word in re.split(r"(?<=-)|\s", text) if word]
    return min(max([least, *words]) + 0.5, most)


def _break_word(word: str, width: float, size: float, weight: Gewicht) -> list[str]:
    if measure(word, size, weight) <= width:
        return [word]
    parts = [part for part in re.split(r"(?<=[-/–])", word) if part]
    if len(parts) == 1:
        parts = list(word)
    lines = [""]
    for part in parts:
        if lines[-1] and measure(lines[-1] + part, size, weight) > width:
            lines.append("")
        lines[-1] += part
    if len(parts) == len(word):
        return lines
    return [piece for line in lines for piece in _break_word(line, width, size, weight)]


@lru_cache(maxsize=1)
def webfont_css() -> str:
    """`@font-face` rules with the used letters inside, so that the page needs no network (about 50 kB)."""
    rules = []
    for weight, number in (("normaal", 400), ("half", 600)):
        data = base64.b64encode(_kept_subset(font_file(weight))).decode("ascii")  # type: ignore[arg-type]
        rules.append(
            "@font-face{font-family:'Regiobeeld Sans';font-style:normal;font-display:swap;"
            f"font-weight:{number};src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "\n".join(rules)


def _kept_subset(path: Path) -> bytes:
    """The letters as an earlier run cut them out, or cut out now."""
    parts = (path.read_bytes(), repr(_WEBLETTERS), version("fonttools"))
    target = paths.OUTPUTS / FOLDER / "letters" / digest_of(parts)
    found = read_kept(target)
    if not isinstance(found, bytes):
        found = _subset(path)
        keep(target, found)
    return found


def _subset(path: Path) -> bytes:
    subset, ttlib = import_module("fontTools.subset"), import_module("fontTools.ttLib")

    options = subset.Options(layout_features=["kern", "tnum"], hinting=False, notdef_outline=True)
    with ttlib.TTFont(path, recalcTimestamp=False) as letters:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_WEBLETTERS)
        subsetter.subset(letters)
        letters.flavor = "woff"
        target = io.BytesIO()
        letters.save(target)
    return target.getvalue()
