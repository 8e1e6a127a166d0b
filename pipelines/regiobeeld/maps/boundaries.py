"""Boundaries of areas, read from GeoJSON in RD metres (EPSG:28992)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError, SourceUnreachableError

Ring = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Boundaries:
    """Rings (n x 2, RD metres, not closed), name and gemeente code per area code, in the order of the file."""

    rings: Mapping[str, tuple[Ring, ...]]
    names: Mapping[str, str]
    gemeenten: Mapping[str, str]

    @property
    def codes(self) -> list[str]:
        return list(self.rings)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all areas together."""
        points = np.vstack([ring for rings in self.rings.values() for ring in rings])
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)

    def kies(self, codes: Iterable[str]) -> Boundaries:
        """Only these areas, as far as they are known."""
        wanted = set(codes)
        return self._keep(code for code in self.rings if code in wanted)

    def binnen(self, gemeenten: Iterable[str]) -> Boundaries:
        """Only the areas (such as wijken) of these gemeenten."""
        wanted = set(gemeenten)
        return self._keep(code for code in self.rings if self.gemeenten.get(code, code) in wanted)

    def plus(self, other: Boundaries) -> Boundaries:
        """Both sets together, for the extent of a map."""
        return Boundaries(
            {**self.rings, **other.rings}, {**self.names, **other.names}, {**self.gemeenten, **other.gemeenten}
        )

    def surface(self, code: str) -> float:
        """Surface in m2 of an area, holes subtracted (they run the other way round)."""
        return abs(sum(_signed_surface(ring) for ring in self.rings[code]))

    def _keep(self, codes: Iterable[str]) -> Boundaries:
        kept = list(codes)
        return Boundaries(
            {c: self.rings[c] for c in kept},
            {c: self.names[c] for c in kept},
            {c: self.gemeenten[c] for c in kept if c in self.gemeenten},
        )


def load_boundaries(path: Path) -> Boundaries:
    """Read a GeoJSON file with properties `code`, `naam` and, for wijken, `gemeente_code`.

    Raises:
        SourceUnreachableError: the file cannot be read.
        ContractError: it is not GeoJSON with polygons in RD metres, or a code occurs twice.
    """
    try:
        content = parse_json(path.read_text(encoding="utf-8"))
        features = content["features"]
    except OSError as error:
        raise SourceUnreachableError("de kaart kan niet worden gelezen", path, "Zet het bestand terug") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ContractError("de kaart is geen geldig GeoJSON", path, "Zet het bestand terug") from error
    rings: dict[str, tuple[Ring, ...]] = {}
    names: dict[str, str] = {}
    gemeenten: dict[str, str] = {}
    for feature in features:
        code = str(feature["properties"]["code"])
        if code in rings:
            raise ContractError(f"gebied {code} staat twee keer in de kaart", path, "Haal er één weg")
        rings[code] = _read_rings(feature["geometry"], path)
        names[code] = str(feature["properties"].get("naam", code))
        if feature["properties"].get("gemeente_code"):
            gemeenten[code] = str(feature["properties"]["gemeente_code"])
    return Boundaries(rings, names, gemeenten)


def _read_rings(geometry: Any, path: Path) -> tuple[Ring, ...]:
    kinds = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}
    if not geometry or geometry.get("type") not in kinds:
        raise ContractError("de kaart mag alleen (multi)polygonen hebben", path, "Zet het bestand terug")
    rings = []
    for polygon in kinds[geometry["type"]](geometry["coordinates"]):
        for number, points in enumerate(polygon):
            rings.append(_orient(np.asarray(points, dtype=np.float64)[:, :2], clockwise=number > 0))
    if not all(_is_rd(ring) for ring in rings):
        raise ContractError("de kaart staat niet in RD-meters (EPSG:28992)", path, "Reken de kaart om naar RD")
    return tuple(rings)


def _is_rd(ring: Ring) -> bool:
    """Whether all points lie in the rectangle for which RD is defined (with some room at sea)."""
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    return bool(x0 > -10_000 and x1 < 310_000 and y0 > 280_000 and y1 < 650_000)


def _orient(ring: Ring, clockwise: bool) -> Ring:
    """An open ring that runs counter-clockwise (outlines) or clockwise (holes), so that holes stay empty."""
    ring = ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
    return ring[::-1] if (_signed_surface(ring) < 0) != clockwise else ring


def _signed_surface(ring: Ring) -> float:
    """Shoelace formula: positive when the ring runs counter-clockwise."""
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
    return float((x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]) / 2)
