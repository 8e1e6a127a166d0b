"""Every region that can be asked for, read fast: a run without work must not import pandas for it."""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from regiobeeld.catalog.region_file import RegionFile, read_regions
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.kept import state_of

LEVEL_NAMES = {
    "RG": "eigen regio",
    "NL": "land",
    "GM": "gemeente",
    "PV": "provincie",
    "GG": "GGD-regio",
    "CR": "COROP-gebied",
    "ZK": "zorgkantoorregio",
    "VR": "veiligheidsregio",
}
# Who wins when one name means several areas; also the order of `make regios`.
LEVELS = tuple(LEVEL_NAMES)
_COLUMNS = {"PV": "pv", "GG": "ggd", "CR": "corop", "ZK": "zk", "VR": "vr"}
_AREAS = (
    *("gemeente_code", "gemeente_naam"),
    *(f"{column}_{kind}" for column in _COLUMNS.values() for kind in ("code", "naam")),
)
_PREFIX = {"CR": "COROP-gebied", "ZK": "zorgkantoorregio", "VR": "veiligheidsregio"}
_SPOKEN = {
    "GM": ("gemeente",),
    "PV": ("provincie",),
    "GG": ("GGD", "GGD regio", "GGD-regio"),
    "CR": ("COROP", "COROP-gebied"),
    "ZK": ("zorgkantoor", "zorgkantoorregio"),
    "VR": ("veiligheidsregio", "VR"),
}
# What people say instead of the official name.
_ALSO = {
    "GM0518": ("Den Haag",),
    "GM0796": ("Den Bosch",),
    "PV21": ("Friesland",),
    "NL": ("NL", "heel Nederland", "landelijk"),
}
_SUFFIX = re.compile(r"\s*\((?:gemeente|[A-Z][A-Za-z]{0,2}\.)\)$")
_GGD = re.compile(r"^GGD (?:Regio )?")


@dataclass(frozen=True)
class Area:
    """One area that can be asked for; `gemeenten` sorted, in the target indeling."""

    code: str
    naam: str
    slug: str
    gemeenten: tuple[str, ...]

    @property
    def level(self) -> str:
        return self.code[:2]


@dataclass(frozen=True)
class Former:
    """A gemeente that no longer exists: since when, and which gemeenten it is part of now."""

    code: str
    naam: str
    since: int
    successors: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """All areas by code, all names (folded) with the areas they can mean, and the gemeenten of the past."""

    areas: Mapping[str, Area]
    names: Mapping[str, tuple[str, ...]]
    former: Mapping[str, Former]

    def best(self, name: str) -> Area | None:
        """The area that a name means: own region before gemeente before provincie before the rest."""
        codes = self.names.get(fold(name))
        return self.areas[codes[0]] if codes else None


def fold(text: str) -> str:
    """A name without accents, capitals and punctuation: "'s-Hertogenbosch" -> "s hertogenbosch"."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def slugify(text: str) -> str:
    """A name for folders and addresses: "Hof van Twente" -> "hof-van-twente"."""
    return fold(text).replace(" ", "-")


def load_register(sources: Path) -> Register:
    """Read `sources/indeling/*.csv` and `sources/regios/*.toml`.

    Raises:
        SourceUnreachableError: a file is missing.
        ContractError: a region is not declared well.
    """
    files = [*(sources / "indeling").glob("*.csv"), *(sources / "regios").glob("*.toml")]
    return _load(sources, state_of(files))


@lru_cache(maxsize=2)
def _load(sources: Path, state: object) -> Register:
    """Read once as long as no file changes (`state`): several chapters ask for it."""
    rows = _read_csv(sources / "indeling" / "gebieden.csv", _AREAS)
    areas = _coded_areas(rows)
    own = [_named_area(stem, region, areas) for stem, region in read_regions(sources / "regios").items()]
    taken = {area.slug for area in own}
    clashing = {c: a for c, a in areas.items() if a.slug in taken}
    for code, area in clashing.items():
        slug = f"{slugify(LEVEL_NAMES[area.level])}-{area.slug}"
        areas[code] = Area(area.code, area.naam, slug, area.gemeenten)
    everything = {area.code: area for area in own} | areas
    former = _former(
        _read_csv(sources / "indeling" / "herindelingen.csv", ("datum", "oud", "nieuw")),
        _read_csv(sources / "indeling" / "gemeenten.csv", ("gebied_jaar", "code", "naam")),
        areas,
    )
    return Register(everything, _names(everything, rows), former)


def _read_csv(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a list, every one with all of these columns.

    Raises:
        SourceUnreachableError: the file is missing.
        ContractError: it is no such list.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except FileNotFoundError:
        raise SourceUnreachableError("een bestand met de indeling ontbreekt", path) from None
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or not all(isinstance(row.get(column), str) for row in rows for column in columns):
        raise ContractError("bestand is beschadigd", path, "Zet het bestand terug of maak het opnieuw")
    return rows


def _coded_areas(rows: list[dict[str, str]]) -> dict[str, Area]:
    gemeenten = {row["gemeente_code"]: row["gemeente_naam"] for row in rows}
    short = [_SUFFIX.sub("", name) for name in gemeenten.values()]
    areas = {"NL": Area("NL", "Nederland", "nederland", tuple(sorted(gemeenten)))}
    for code, name in gemeenten.items():
        bare = _SUFFIX.sub("", name)
        unique = bare if short.count(bare) == 1 else name
        areas[code] = Area(code, unique, slugify(unique), (code,))
    for level, column in _COLUMNS.items():
        members: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            members.setdefault((row[f"{column}_code"], row[f"{column}_naam"]), []).append(row["gemeente_code"])
        for (code, name), codes in sorted(members.items()):
            label = _label(level, name, short)
            areas[code] = Area(code, label, slugify(label), tuple(sorted(codes)))
    return areas


def _label(level: str, name: str, gemeenten: list[str]) -> str:
    """How an area is called in a report; a provincie that shares its name with a gemeente says so."""
    if level == "PV":
        return f"provincie {name}" if name in gemeenten else name
    return f"{_PREFIX[level]} {name}" if level in _PREFIX else name


def _named_area(slug: str, region: RegionFile, areas: Mapping[str, Area]) -> Area:
    unknown = [code for code in region.codes if code not in areas]
    if unknown:
        raise ContractError(f"{unknown[0]} bestaat niet", f"{slug}.toml", "Zie make regios voor alle codes")
    gemeenten = sorted({gm for code in region.codes for gm in areas[code].gemeenten})
    return Area(own_code(slug), region.naam, slug, tuple(gemeenten))


def own_code(slug: str) -> str:
    """The code of a region without a CBS code: "midden-brabant" -> "RG_midden_brabant"."""
    return "RG_" + slug.replace("-", "_")


def _names(areas: Mapping[str, Area], rows: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """Folded name -> codes, the one that wins first."""
    levels = ("gemeente", *_COLUMNS.values())
    official = {row[f"{level}_code"]: row[f"{level}_naam"] for row in rows for level in levels}
    found: dict[str, dict[str, None]] = {}
    for area in sorted(areas.values(), key=lambda a: (LEVELS.index(a.level), a.code)):
        for name in _spoken(area, official.get(area.code, area.naam)):
            found.setdefault(fold(name), {})[area.code] = None
    return {name: tuple(codes) for name, codes in found.items()}


def _spoken(area: Area, official: str) -> Iterable[str]:
    """All the ways to say an area: code, slug, label, bare name, level and name, and what people say."""
    bare = _GGD.sub("", _SUFFIX.sub("", official))
    yield from (area.code, area.slug, area.naam, official, bare, *_ALSO.get(area.code, ()))
    for word in _SPOKEN.get(area.level, ()):
        yield f"{word} {bare}"


def _former(
    changes: list[dict[str, str]], lists: list[dict[str, str]], areas: Mapping[str, Area]
) -> dict[str, Former]:
    """Gemeenten that ended, with the gemeenten they are part of now."""
    names = {row["code"]: row["naam"] for row in sorted(lists, key=lambda row: row["gebied_jaar"])}
    links: dict[str, list[str]] = {}
    dates: dict[str, str] = {}
    for row in sorted(changes, key=lambda row: row["datum"]):
        links.setdefault(row["oud"], []).append(row["nieuw"])
        dates.setdefault(row["oud"], row["datum"])
    return {
        old: Former(old, names.get(old, old), _year_of(dates[old]), _successors(old, links, areas))
        for old in links
        if old not in areas
    }


def _year_of(date: str) -> int:
    return datetime.date.fromisoformat(date).year


def _successors(old: str, links: Mapping[str, list[str]], areas: Mapping[str, Area]) -> tuple[str, ...]:
    """Follow mergers of mergers up to gemeenten of today."""
    pending, seen, today = [old], {old}, set()
    while pending:
        for new in links.get(pending.pop(), []):
            if new in areas:
                today.add(new)
            elif new not in seen:
                seen.add(new)
                pending.append(new)
    return tuple(sorted(today))
