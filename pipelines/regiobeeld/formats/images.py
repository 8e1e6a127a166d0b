"""The drawing of a figure without the title and source that stand in its file: where those are real text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from regiobeeld.draw import style
from regiobeeld.formats.story import Beeld

_INSIDE = re.compile(r'<g transform="translate\((?P<x>[\d.]+) (?P<y>[\d.]+)\)">')
_SIZE = re.compile(r'<svg [^>]*?width="(?P<w>[\d.]+)" height="(?P<h>[\d.]+)"')
_SOURCE, _LINE, _BELOW = 12.0, 15.6, 8.0


@dataclass(frozen=True)
class Plaatje:
    """A drawing as PNG, with its size in pixels of the screen."""

    png: bytes
    breedte: float
    hoogte: float


def drawing_of(beeld: Beeld, folder: Path) -> Plaatje | None:
    """The drawing of a figure of the report in `folder`; None when the report does not draw it.

    The file `<code>.svg` says where in it the drawing stands; the source below takes as many lines as it wraps to.
    """
    path = folder / "figuren" / f"{beeld.code}.png"
    if not path.exists():
        return None
    image: Image.Image = Image.open(path)
    box = _box(beeld, path.with_suffix(".svg"))
    if box is not None:
        scale = image.width / box[0]
        image = image.crop((0, round(box[1] * scale), image.width, round(box[2] * scale)))
    target = io.BytesIO()
    image.convert("RGB").save(target, format="PNG", compress_level=6)
    return Plaatje(target.getvalue(), image.width / 2, image.height / 2)


def _box(beeld: Beeld, path: Path) -> tuple[float, float, float] | None:
    """Width of the file, and top and bottom of the drawing in it."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    size = _SIZE.search(text)
    places = list(_INSIDE.finditer(text))
    if size is None or not places:
        return None
    width, height = float(size["w"]), float(size["h"])
    margin, top = float(places[0]["x"]), float(places[0]["y"])
    lines = len(style.wrap(beeld.bron, width - 2 * margin - 4, _SOURCE))
    bottom = height - margin - lines * _LINE - _BELOW
    return (width, top, bottom) if 0 < top < bottom <= height else None
