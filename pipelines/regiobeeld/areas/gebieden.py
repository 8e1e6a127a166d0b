"""`make indeling`: renew the gemeenten and their areas from the table Gebieden in Nederland of a later year.

The table has a pair of columns Code and Naam under a heading for every kind of area. Their numbers shift between
editions (Code_4, Code_10 ...), so that only the headings say what a column is about.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa

from regiobeeld import paths
from regiobeeld.areas.indeling import AREAS_2025, carry_forward, read_texts
from regiobeeld.areas.renewal import read_text, redeclare, replace_files
from regiobeeld.catalog.files import AREAS, AREAS_FILE, used_areas
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.readers.columns import unreadable
from regiobeeld.recorded import record_files
from regiobeeld.statline.cbs import list_tables
from regiobeeld.statline.description import Description
from regiobeeld.statline.http import Client
from regiobeeld.statline.odata3 import Odata3Table
from regiobeeld.statline.services import Dienst, service_hosts

LOG = logging.getLogger("regiobeeld")
TITLE = "Gebieden in Nederland"
UNKNOWN = "naam onbekend"
COLUMNS = list(AREAS_2025.values())


@dataclass(frozen=True)
class Level:
    """A kind of area: its columns in gebieden.csv, its heading in the table (folded), its codes, its name."""

    column: str
    heading: str
    code: str
    name: str


LEVELS = (
    Level("pv", r"provincies?", r"PV[0-9]{2}", "provincies"),
    Level("ggd", r"ggd-?regios?", r"GG[0-9]{4}", "GGD-regio's"),
    Level("vr", r"veiligheidsregios?", r"VR[0-9]{2}", "veiligheidsregio's"),
    Level("corop", r"corop-?gebied(en)?", r"CR[0-9]{2}", "COROP-gebieden"),
    Level("zk", r"zorgkantoor-?regios?|zorgkantoren", r"ZK[0-9]{2}", "zorgkantoorregio's"),
)


@dataclass(frozen=True)
class Edition:
    """The table of one year: gemeente_code, gemeente_naam and per level it has <level>_code and <level>_naam."""

    frame: pd.DataFrame
    origin: str

    @property
    def levels(self) -> list[Level]:
        return [level for level in LEVELS if f"{level.column}_code" in self.frame.columns]


def read_export(path: Path) -> Edition:
    """A CSV export of StatLine: `;` between, headings and title of a column with `/` between them.

    Raises:
        SourceUnreachableError: the file is not there.
        ContractError: it is not such an export.
    """
    if not path.is_file():
        raise SourceUnreachableError(
            "bestand niet gevonden", path, "Geef make indeling JAAR=2026 BESTAND=<export.csv>"
        )
    try:
        raw = read_texts(path, ";")
    except (UnicodeDecodeError, ValueError) as error:  # pandas raises its parse errors as ValueError
        raise unreadable(
            path, "het is geen CSV-export van StatLine", "Kies op StatLine: CSV met metadata uit"
        ) from error
    columns = {}
    for i, title in enumerate(map(str, raw.columns)):
        group, _, kind = title.rpartition("/")
        columns[i] = (group.rpartition("/")[2], kind.partition(" (")[0])
    values = {i: raw.iloc[:, i] for i in columns}
    gemeente = {kind: values[i] for i, (group, kind) in columns.items() if "gemeenten" in group.casefold()}
    if not {"Code", "Naam"} <= set(gemeente):
        mend = "Zet op StatLine de codes en namen van gemeenten aan in de export"
        raise ContractError("er zijn geen kolommen met code en naam van de gemeente", path.name, mend)
    return _edition(gemeente["Code"], gemeente["Naam"], columns, values, path.name)


def fetch_edition(client: Client, year: int, host: str = "") -> Edition:
    """The table of `year` from StatLine; the catalogue there says which one that is.

    Raises:
        SourceUnreachableError: the service stays away.
        ContractError: there is no such table, or it is not as expected.
    """
    host = host or service_hosts()["odata3", "cbs"]
    wanted = f"{TITLE} {year}"
    found = [str(t["Identifier"]) for t in list_tables(host, client) if str(t.get("Title")).strip() == wanted]
    if len(found) != 1:
        mend = "De tabel verschijnt in de loop van januari; een export kan ook: BESTAND=<export.csv>"
        raise ContractError(f'StatLine heeft {len(found)} tabellen "{wanted}"', host, mend)
    table = Odata3Table(host, found[0], Dienst(soort="odata3", ongetypeerd=True))
    description = table.describe(client)
    with TemporaryDirectory() as name:
        frame = pa.concat_tables(table.fetch(client, description, Path(name))).to_pandas()
    return edition_of(frame, description)


def edition_of(frame: pd.DataFrame, description: Description) -> Edition:
    """The rows of the service, with the headings that its description gives to the columns."""
    if len(description.dimensions) != 1:
        raise ContractError("de tabel heeft niet één dimensie met regio's", description.identifier)
    key = description.dimensions[0]
    codes = frame[key].astype(str).str.strip()
    titles = {code.strip(): title for code, title in description.codes[key].items()}
    columns = {c.key: (c.group, c.title) for c in description.columns if c.key in frame.columns and c.key != key}
    values = {name: frame[name].fillna("").astype(str).str.strip() for name in columns}
    return _edition(codes, codes.map(titles), columns, values, f"{description.identifier}, {description.title}")


def _edition(
    codes: pd.Series,
    names: pd.Series,
    columns: Mapping[Any, tuple[str, str]],
    values: Mapping[Any, pd.Series],
    origin: str,
) -> Edition:
    """Pick the columns of every level by heading and title, and check the codes."""
    data = {"gemeente_code": codes, "gemeente_naam": names}
    for level in LEVELS:
        for kind in ("Code", "Naam"):
            fits = [i for i, (group, title) in columns.items() if _is_heading(group, level) and title == kind]
            if len(fits) > 1:
                raise ContractError(
                    f"meer dan één kolom {kind} bij {level.name}", origin, "Haal de tabel opnieuw op"
                )
            if fits:
                data[f"{level.column}_{kind.lower()}"] = values[fits[0]]
    frame = pd.DataFrame(data)
    frame = frame[frame["gemeente_code"].str.fullmatch("GM[0-9]{4}")]
    frame = frame.sort_values("gemeente_code", ignore_index=True)
    edition = Edition(frame, origin)
    if frame.empty or not edition.levels:
        mend = f'Geef de tabel "{TITLE}" met de codes van provincies, GGD-regio\'s en andere gebieden'
        raise ContractError("er zijn geen gemeenten met hun gebieden in te vinden", origin, mend)
    _check_values(edition)
    return edition


def _is_heading(group: str, level: Level) -> bool:
    folded = re.sub(r"['’`\s]", "", group).casefold()
    return re.fullmatch(level.heading, folded) is not None


def _check_values(edition: Edition) -> None:
    frame = edition.frame
    twice = frame.loc[frame["gemeente_code"].duplicated(), "gemeente_code"]
    if len(twice):
        raise ContractError(f"{twice.iloc[0]} staat er twee keer in", edition.origin, "Haal de tabel opnieuw op")
    for level in edition.levels:
        if f"{level.column}_naam" not in frame.columns:
            raise ContractError(f"de namen van de {level.name} ontbreken", edition.origin, "Zet die kolom aan")
        wrong = frame[
            ~frame[f"{level.column}_code"].str.fullmatch(level.code) | (frame[f"{level.column}_naam"] == "")
        ]
        if len(wrong):
            row = wrong.iloc[0]
            what = f"'{row[f'{level.column}_code']}' bij {row['gemeente_naam']} is geen code van de {level.name}"
            raise ContractError(what, edition.origin, "Haal de tabel opnieuw op")


def renew_indeling(edition: Edition, year: int, sources: Path = paths.SOURCES) -> str:
    """Write gebieden.csv and the list of gemeenten of `year`; returns what was kept from the old list, in Dutch.

    Raises:
        UsageError: the year lies before the indeling in use.
        ContractError: the mergers do not lead from the last list to this one.
    """
    folder = sources / "indeling"
    lists, old = read_texts(folder / "gemeenten.csv"), read_texts(folder / "gebieden.csv")
    changes = read_texts(folder / "herindelingen.csv")
    last = int(lists["gebied_jaar"].max())
    if not last <= year <= 2040:
        raise UsageError(f"de indeling in gebruik is van {last}", f"JAAR={year}", f"Kies {last} of een later jaar")
    steps = dict(_carry_lists(lists, changes, last, year))
    _check_path(steps[year], edition, lists, last, year)
    kept = [level for level in LEVELS if level not in edition.levels]
    areas = edition.frame.copy()
    for level in kept:
        areas = _keep_level(areas, old, changes, level, last, year)
    told = f"Overgenomen van de indeling van {last}: {' en '.join(level.name for level in kept)}." if kept else ""
    declared = read_text(sources / AREAS)
    note = f"Uit {edition.origin}. {told}".strip()
    texts = {
        folder / "gemeenten.csv": _to_csv(_extend_lists(lists, edition, steps, last)),
        folder / "gebieden.csv": _to_csv(areas[COLUMNS]),
        sources / AREAS: redeclare(declared, re.escape(AREAS_FILE), AREAS_FILE, year, note),
    }
    replace_files(texts)
    record_files(sources, texts)
    used_areas.cache_clear()
    return told


def _carry_lists(
    lists: pd.DataFrame, changes: pd.DataFrame, last: int, year: int
) -> Iterator[tuple[int, set[str]]]:
    codes = set(lists.loc[lists["gebied_jaar"] == str(last), "code"])
    yield last, codes
    for step in range(last + 1, year + 1):
        codes = carry_forward(codes, changes, step)
        yield step, codes


def _check_path(carried: set[str], edition: Edition, lists: pd.DataFrame, last: int, year: int) -> None:
    """The mergers must explain every gemeente that went or came."""
    names = dict(zip(lists["code"], lists["naam"], strict=True))
    names |= dict(zip(edition.frame["gemeente_code"], edition.frame["gemeente_naam"], strict=True))
    found = set(edition.frame["gemeente_code"])
    parts = []
    for word, odd in (("verdwenen", carried - found), ("nieuw", found - carried)):
        if odd:
            parts.append(f"{word} {', '.join(f'{names.get(code, UNKNOWN)} ({code})' for code in sorted(odd))}")
    if parts:
        mend = "Zet de herindeling in sources/indeling/herindelingen.csv (datum,oud,nieuw,aandeel,splitsing,bron)"
        what = f"de herindelingen leiden niet van {last} naar {year}: {'; '.join(parts)}"
        raise ContractError(what, edition.origin, mend)


def _keep_level(
    areas: pd.DataFrame, old: pd.DataFrame, changes: pd.DataFrame, level: Level, last: int, year: int
) -> pd.DataFrame:
    """Areas of one level as they were; a new gemeente lies where most of what it was made of lay."""
    pairs = zip(old[f"{level.column}_code"], old[f"{level.column}_naam"], strict=True)
    before = dict(zip(old["gemeente_code"], pairs, strict=True))
    since = changes[(changes["datum"] > f"{last}-01-01") & (changes["datum"] <= f"{year}-01-01")]
    for _, step in since.groupby("datum"):
        for new, rows in step.groupby("nieuw"):
            parts = Counter(before[code] for code in rows["oud"] if code in before)
            if new not in before and parts:
                before[str(new)] = parts.most_common(1)[0][0]
    lost = next((code for code in areas["gemeente_code"] if code not in before), None)
    if lost is not None:
        mend = "Kijk in sources/indeling/herindelingen.csv of de codes bij 'oud' kloppen"
        raise ContractError(
            f"van {lost} is niet bekend uit welke gemeenten het ontstond", "herindelingen.csv", mend
        )
    found = [before[code] for code in areas["gemeente_code"]]
    return areas.assign(
        **{
            f"{level.column}_code": [code for code, _ in found],
            f"{level.column}_naam": [name for _, name in found],
        }
    )


def _extend_lists(lists: pd.DataFrame, edition: Edition, steps: Mapping[int, set[str]], last: int) -> pd.DataFrame:
    """The lists so far, and those of the years after; the names of the last year are those of the table."""
    names = dict(zip(lists["code"], lists["naam"], strict=True))
    names |= dict(zip(edition.frame["gemeente_code"], edition.frame["gemeente_naam"], strict=True))
    rows = [(str(year), code, names[code]) for year in steps if year > last for code in sorted(steps[year])]
    return pd.concat([lists, pd.DataFrame(rows, columns=lists.columns)], ignore_index=True)


def _to_csv(frame: pd.DataFrame) -> str:
    return frame.to_csv(index=False, lineterminator="\n")
