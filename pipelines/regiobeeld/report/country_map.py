"""The gemeenten of the country as light SVG paths, drawn once in a page and used by every map in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from itertools import pairwise

from regiobeeld.blocks.common import boundaries
from regiobeeld.maps.boundaries import Ring

STEP = 400.0
"""Metres per unit of the map: fine enough for a map of a hand's width, and a tenth of the bytes."""
LOOK = 'style="display:block;width:100%;max-width:30rem;height:auto;margin:1rem auto"'


@lru_cache(maxsize=1)
def gemeente_paths() -> Mapping[str, str]:
    """Code -> the `d` of its path, in units of `STEP` metres from the north-west corner of the country."""
    shapes = boundaries("GM")
    west, _, _, north = shapes.bounds
    return {code: "".join(_ring(ring, (west, north)) for ring in shapes.rings[code]) for code in shapes.codes}


def view_box() -> str:
    """The part of the plane that the country takes, with some room around it."""
    west, south, east, north = boundaries("GM").bounds
    return f"-4 -4 {round((east - west) / STEP) + 8} {round((north - south) / STEP) + 8}"


def shared_shapes() -> str:
    """The shapes of all gemeenten to be used by `coloured_map`; put it once in the page, before the maps."""
    shapes = "".join(f'<path id="{_key(code)}" d="{path}"/>' for code, path in gemeente_paths().items())
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>{shapes}</defs></svg>'


def coloured_map(fills: Mapping[str, str], alt: str) -> str:
    """A map in which every gemeente has the colour of `fills`; needs `shared_shapes`."""
    by_colour: dict[str, list[str]] = {}
    for code, colour in fills.items():
        by_colour.setdefault(colour, []).append(f'<use href="#{_key(code)}"/>')
    groups = "".join(f'<g fill="{colour}">{"".join(uses)}</g>' for colour, uses in sorted(by_colour.items()))
    return (
        f'<svg class="landkaart" viewBox="{view_box()}" role="img" aria-label="{escape(alt)}" {LOOK} '
        f'stroke="#8b98a3" stroke-width="0.5" stroke-linejoin="round">{groups}</svg>'
    )


def _key(code: str) -> str:
    return f"kaart-{code.lower()}"


def _ring(ring: Ring, corner: tuple[float, float]) -> str:
    """A ring in whole units; points that fall together are one, and what is left of a speck is nothing."""
    points = [(round((x - corner[0]) / STEP), round((corner[1] - y) / STEP)) for x, y in ring.tolist()]
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    if len(set(kept)) < 3:
        return ""
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(kept)]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z"
