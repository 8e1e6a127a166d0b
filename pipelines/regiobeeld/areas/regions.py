"""From what somebody types after REGION= to one region: a name, a code, or a list of gemeenten."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.register import (
    LEVEL_NAMES,
    LEVELS,
    Area,
    Former,
    Register,
    fold,
    load_register,
    own_code,
    slugify,
)
from regiobeeld.catalog.region_file import SMALLER, is_smaller
from regiobeeld.errors import UsageError
from regiobeeld.recorded import verify_sources

# Published figures exist for GGD-regio and provincie, therefore these first.
_PUBLISHED_FIRST = ("GM", "NL", "GG", "PV", "CR", "ZK", "VR")
_SEPARATOR = re.compile(r"[,;]")
_ALL_NAMES = "Typ make regios voor alle namen en codes"
_NAMES_IN_FULL = 3
_LONGEST = 60
_ALIKE, _AS_GOOD = 0.6, 0.1


@dataclass(frozen=True)
class Region:
    """What a report is about.

    Attributes:
        code: code for its own rows, a CBS code or RG_<slug>.
        naam: name for the reader.
        slug: name for folders and files.
        gemeenten: codes in the target indeling, sorted, without duplicates.
        gebied_code: area with exactly these gemeenten for which figures are published, if there is one.
        noot: what the user should know about how the name was understood; mostly empty.
    """

    code: str
    naam: str
    slug: str
    gemeenten: tuple[str, ...]
    gebied_code: str | None
    noot: str = ""

    @property
    def own_code(self) -> str:
        """The code of its own rows in the tables: of its gemeente or published area where that is all of it."""
        return self.gemeenten[0] if len(self.gemeenten) == 1 else self.gebied_code or self.code


@dataclass(frozen=True)
class RegionRow:
    """One line of `make regios`."""

    niveau: str
    code: str
    naam: str
    aanroep: str
    gemeenten: int


def resolve_region(text: str, register: Register | None = None) -> Region:
    """The region that is meant by `text`.

    Args:
        text: a region of sources/regios, a code (NL, GM0153, PV23, GG1106, CR12, ZK22, VR05), the name of any
            area (accents and capitals do not matter), or several of these with commas.
        register: all regions; read from `sources/` when not given.

    Raises:
        UsageError: unknown (with the names that look like it), empty, or a gemeente that no longer exists.
    """
    known = register or _default_register(paths.SOURCES)
    if not fold(text):
        raise UsageError("geen regio opgegeven", mend=f"Geef bijvoorbeeld REGION=twente. {_ALL_NAMES}")
    # "Nuenen, Gerwen en Nederwetten" is one gemeente: first the text as a whole.
    whole = known.best(text)
    if whole:
        return _region(whole, known, _ambiguity(text, whole, known))
    pieces = [piece.strip() for piece in _SEPARATOR.split(text) if fold(piece)]
    if len(pieces) < 2:
        raise _unknown(pieces[0] if pieces else text, known)
    areas = _without_contained([_find(piece, known) for piece in pieces])
    return _region(areas[0], known, "") if len(areas) == 1 else _combine(areas, known)


@cache
def _default_register(sources: Path) -> Register:
    verify_sources(sources)
    return load_register(sources)


def _find(text: str, register: Register) -> Area:
    area = register.best(text)
    if area is None:
        raise _unknown(text, register)
    return area


def _without_contained(areas: list[Area]) -> list[Area]:
    """Each area once, without those that lie inside another one of the list."""
    distinct = list({area.gemeenten: area for area in areas}.values())
    return [a for a in distinct if not any(set(a.gemeenten) < set(b.gemeenten) for b in distinct)]


def _region(area: Area, register: Register, note: str) -> Region:
    return Region(area.code, area.naam, area.slug, area.gemeenten, _same_area(area.gemeenten, register), note)


def _same_area(gemeenten: Sequence[str], register: Register) -> str | None:
    """The coded area with exactly these gemeenten, the kind with published figures first."""
    same = [a for a in register.areas.values() if a.level != "RG" and a.gemeenten == tuple(gemeenten)]
    best = min(same, key=lambda a: (_PUBLISHED_FIRST.index(a.level), a.code), default=None)
    return best.code if best else None


def _ambiguity(text: str, chosen: Area, register: Register) -> str:
    """A sentence when the name also means an area with other gemeenten."""
    others: dict[tuple[str, ...], Area] = {chosen.gemeenten: chosen}
    for code in register.names[fold(text)]:
        others.setdefault(register.areas[code].gemeenten, register.areas[code])
    rest = [f"{_describe(a)} (REGION={a.code})" for a in others.values() if a is not chosen]
    if not rest:
        return ""
    return f'Met "{text.strip()}" is gekozen: {_describe(chosen)}. Bedoelde u iets anders: {_join(rest, "of")}.'


def _describe(area: Area) -> str:
    level = "regio" if area.level == "RG" else LEVEL_NAMES[area.level]
    name = area.naam
    return name if name.startswith((level, "GGD")) else f"{level} {name}"


def _combine(areas: list[Area], register: Register) -> Region:
    """An own region of several areas; the order in which they were typed makes no difference."""
    ordered = sorted(areas, key=lambda area: (fold(area.naam), area.code))
    gemeenten = tuple(sorted({gm for area in ordered for gm in area.gemeenten}))
    slug = _joint_slug(ordered, gemeenten)
    naam = _join(_shorten([area.naam for area in ordered]), "en")
    return Region(own_code(slug), naam, slug, gemeenten, _same_area(gemeenten, register))


def _shorten(names: list[str]) -> list[str]:
    if len(names) <= _NAMES_IN_FULL:
        return names
    return [*names[:2], f"{len(names) - 2} andere gebieden"]


def _joint_slug(areas: Sequence[Area], gemeenten: Sequence[str]) -> str:
    if len(areas) <= _NAMES_IN_FULL:
        return "-".join(area.slug for area in areas)
    # The names of many gemeenten make no file name; the digest keeps two such lists apart.
    digest = hashlib.sha256(",".join(gemeenten).encode()).hexdigest()[:6]
    return slugify(f"{areas[0].slug} {areas[1].slug} en {len(areas) - 2} andere {digest}")


def _join(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _unknown(text: str, register: Register) -> UsageError:
    former = _former_gemeente(text, register)
    if former:
        return _ended(former, register)
    if is_smaller(text):
        return UsageError(f'"{text.strip()}" is geen regio', mend=f"{SMALLER}")
    close = _lookalikes(text, register)
    shown = text.strip()[:_LONGEST]
    return UsageError(
        f'onbekende regio "{shown}"', mend=f"Bedoelde u: {', '.join(close)}?" if close else _ALL_NAMES
    )


def _former_gemeente(text: str, register: Register) -> Former | None:
    key = fold(text)
    return next((f for f in register.former.values() if key in (fold(f.code), fold(f.naam))), None)


def _ended(former: Former, register: Register) -> UsageError:
    parts = [register.areas[code] for code in former.successors]
    names = _join([f"{area.naam} ({area.code})" for area in parts], "en")
    what = f"{former.naam} ({former.code}) bestaat sinds {former.since} niet meer"
    if len(parts) == 1:
        return UsageError(what, mend=f"Het is nu deel van {names}: vraag REGION={parts[0].code}")
    return UsageError(what, mend=f"Het is verdeeld over {names}: vraag een van deze")


def _lookalikes(text: str, register: Register) -> list[str]:
    """At most three names that look like it, the likeliest first, each region once."""
    key = fold(text)[:_LONGEST]
    words = [name for name in register.names if name.upper() not in register.areas]
    matches = difflib.get_close_matches(key, words, n=8, cutoff=_ALIKE)
    scores = {name: difflib.SequenceMatcher(None, name, key).ratio() for name in matches}
    near = [name for name in matches if scores[name] >= max(scores.values()) - _AS_GOOD]
    slugs = {register.areas[register.names[name][0]].slug: None for name in near}
    return list(slugs)[:3]


def list_regions(register: Register | None = None) -> list[RegionRow]:
    """All regions with how to ask for them: own regions first, then the country, gemeenten, and so on."""
    known = register or _default_register(paths.SOURCES)
    ordered = sorted(known.areas.values(), key=lambda a: (LEVELS.index(a.level), fold(a.naam)))
    return [RegionRow(LEVEL_NAMES[a.level], a.code, a.naam, _call(a), len(a.gemeenten)) for a in ordered]


def _call(area: Area) -> str:
    """The handiest thing to type: the name where that is short and single, otherwise the code."""
    return area.slug if area.level in ("RG", "NL", "GM", "PV") else area.code


def describe_regions(register: Register | None = None) -> str:
    """The text of `make regios`: per kind of area one line with how to ask for it."""
    rows = list_regions(register)
    blocks = [_block(kind, [row for row in rows if row.niveau == kind]) for kind in LEVEL_NAMES.values()]
    tail = "Ook mogelijk: een code (REGION=GM0153) of een lijst (REGION=almelo,hengelo)."
    return "\n\n".join([*(block for block in blocks if block), tail])


def _block(kind: str, rows: Sequence[RegionRow]) -> str:
    width = max((len(row.aanroep) for row in rows), default=0)
    lines = [_line(row, width) for row in rows]
    return "\n".join([f"{kind[0].upper()}{kind[1:]}", *lines]) if lines else ""


def _line(row: RegionRow, width: int) -> str:
    code = "" if row.code.startswith("RG") or row.code == row.aanroep else f"{row.code:<6}  "
    size = f" ({row.gemeenten} gemeenten)" if row.gemeenten > 1 else ""
    return f"  REGION={row.aanroep:<{width}}  {code}{row.naam}{size}"
