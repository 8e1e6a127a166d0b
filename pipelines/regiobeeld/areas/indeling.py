"""Codes and names of areas and what became of them, compiled into sources/indeling."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regiobeeld.areas.splits import add_missing_parts, derive_shares
from regiobeeld.errors import ContractError
from regiobeeld.manifest import Attachment, file_sha256
from regiobeeld.readers import require_file

FIRST_YEAR, LAST_YEAR = 2012, 2025
LICENCE = "CC BY 4.0"

LISTS: dict[int, tuple[str, str, str]] = {
    2025: ("indeling/gebieden_2025.csv", "gm", "naam"),
    2020: ("cbs/kwb2020_gemeente.csv", "GM_CODE", "GM_NAAM"),
    2017: ("cbs/wbk2017_gemeente.csv", "gm_code", "gm_naam"),
    2022: ("cbs/kwb2022_gemeente.csv", "code", "name"),
    2014: ("cbs/wbk2014_gemeente.csv", "code", "name"),
    2013: ("cbs/wbk2013_gemeente.csv", "code", "name"),
}
"""Year -> published list of gemeenten (file, column of the code, column of the name); best spelling first:
2013, 2014 and 2022 come without accents."""

BEFORE_2013 = {
    "GM0395": "Harenkarspel",
    "GM0476": "Zijpe",
    "GM0504": "Dirksland",
    "GM0511": "Goedereede",
    "GM0559": "Middelharnis",
    "GM0571": "Nieuw-Lekkerland",
    "GM0580": "Oostflakkee",
    "GM0693": "Graafstroom",
    "GM0694": "Liesveld",
}
"""Gemeenten that merged on 1 January 2013; no list of 2012 with codes is at hand, the mergers give the codes."""
NEW_IN_2013 = ("GM1924", "GM1927")


AREAS_FILE = "indeling/gebieden_2025.csv"
AREAS_2025 = {
    "gm": "gemeente_code",
    "naam": "gemeente_naam",
    "pv": "pv_code",
    "provincie": "pv_naam",
    "ggd": "ggd_code",
    "ggd_naam": "ggd_naam",
    "vr": "vr_code",
    "vr_naam": "vr_naam",
    "corop": "corop_code",
    "corop_naam": "corop_naam",
    "zk": "zk_code",
    "zk_naam": "zk_naam",
}
AREAS_2020_FILE = "indeling/84721NED_gemeente_ggd_provincie_2020.csv"
AREAS_2020 = ("gemeente_code", "gemeente_naam", "ggd_code", "ggd_naam", "pv_code", "pv_naam")
CHANGES_FILE = "indeling/herindelingen_2010_2025.csv"
POSTCODES_FILE = "indeling/pc4_gemeente_2021.csv"
WIJKEN_FILE = "cbs/kwb2022_wijk.csv"

CITATION = "CBS, Gebieden in Nederland en gemeentelijke herindelingen"


def compile_indeling(folder: Path, target: Path) -> list[Attachment]:
    """Write the five files of sources/indeling from the source files in `folder`; returns their origin.

    Raises:
        SourceUnreachableError: a source file is missing.
        ContractError: the list of mergers does not lead from one list of gemeenten to the next.
    """
    target.mkdir(parents=True, exist_ok=True)
    changes = compile_changes(folder)
    lists = [file for file, _, _ in LISTS.values()]
    parts = [
        ("gebieden.csv", "Gemeenten met hun gebieden, 2025", compile_areas(folder), [AREAS_FILE]),
        (
            "gebieden_2020.csv",
            "Gemeenten met GGD-regio en provincie, 2020",
            compile_areas_2020(folder),
            [AREAS_2020_FILE],
        ),
        ("herindelingen.csv", "Herindelingen 2010-2025", changes, [CHANGES_FILE, POSTCODES_FILE]),
        ("gemeenten.csv", "Gemeenten per jaar", compile_lists(folder, changes), [*lists, CHANGES_FILE]),
        ("wijken.csv", "Wijken 2022", compile_wijken(folder), [WIJKEN_FILE]),
    ]
    return [_write(frame, target / name, title, folder, origin) for name, title, frame, origin in parts]


def compile_areas(folder: Path) -> pd.DataFrame:
    """One row per gemeente of 2025 with code and name of its PV, GGD, VR, COROP and ZK; sorted by code."""
    return (
        read_texts(folder / AREAS_FILE)[list(AREAS_2025)].rename(columns=AREAS_2025).sort_values("gemeente_code")
    )


def compile_areas_2020(folder: Path) -> pd.DataFrame:
    """One row per gemeente of 2020 with code and name of its GGD-regio and provincie; sorted by code."""
    raw = read_texts(folder / AREAS_2020_FILE, ";")
    return raw.set_axis(["regio", *AREAS_2020], axis=1)[list(AREAS_2020)].sort_values("gemeente_code")


def compile_changes(folder: Path) -> pd.DataFrame:
    """Mergers and divisions: datum, oud, nieuw, aandeel (0-1), splitsing, bron; shares add up to 1."""
    raw = read_texts(folder / CHANGES_FILE)
    raw["splitsing"] = raw["splitsing"] == "True"
    postcodes = read_texts(folder / POSTCODES_FILE)
    postcodes = postcodes[postcodes["inwoners"] != ""]
    population = pd.Series(
        postcodes["inwoners"].astype(float).to_numpy(), index=postcodes["postcode"].str.removesuffix(".0")
    )
    shares = derive_shares(add_missing_parts(raw), population)
    columns = ["datum", "oud", "nieuw", "aandeel", "splitsing", "bron"]
    return shares[columns].sort_values(["datum", "oud", "nieuw"], ignore_index=True)


def compile_lists(folder: Path, changes: pd.DataFrame) -> pd.DataFrame:
    """All gemeenten of every 1 January since 2012: gebied_jaar, code, naam.

    The list of 2013 is carried through the mergers; every published list on the way must come out.
    """
    published = {year: _published(folder, year) for year in LISTS}
    names: dict[str, str] = dict(BEFORE_2013)
    for year in reversed(LISTS):
        names |= published[year]
    first = (set(published[2013]) - set(NEW_IN_2013)) | set(BEFORE_2013)
    codes = {FIRST_YEAR: first}
    for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
        codes[year] = carry_forward(codes[year - 1], changes, year)
        if year in published and codes[year] != set(published[year]):
            odd = ", ".join(sorted(codes[year] ^ set(published[year]))[:5])
            mend = f"Vul de herindelingen van vóór 1 januari {year} aan"
            raise ContractError(
                f"de herindelingen leiden niet tot de gemeenten van {year}: {odd}", CHANGES_FILE, mend
            )
    rows = [(year, code, names[code]) for year in sorted(codes) for code in sorted(codes[year])]
    return pd.DataFrame(rows, columns=["gebied_jaar", "code", "naam"])


def carry_forward(codes: set[str], changes: pd.DataFrame, year: int) -> set[str]:
    """The gemeenten of 1 January `year` from those of a year before."""
    dates = changes["datum"]
    since = changes[(dates > f"{year - 1}-01-01") & (dates <= f"{year}-01-01")]
    for _, step in since.groupby("datum"):
        codes = (codes - set(step["oud"])) | set(step["nieuw"])
    return codes


def compile_wijken(folder: Path) -> pd.DataFrame:
    """The wijken of 2022: gebied_jaar, code, naam, gemeente_code."""
    raw = read_texts(folder / WIJKEN_FILE)
    frame = pd.DataFrame({"gebied_jaar": 2022, "code": raw["code"], "naam": raw["name"]})
    return frame.assign(gemeente_code="GM" + frame["code"].str[2:6]).sort_values("code")


def read_lists(sources: Path) -> pd.DataFrame:
    """The gemeenten per year of sources/indeling: gebied_jaar (whole number), code, naam."""
    return read_texts(sources / "indeling" / "gemeenten.csv").astype({"gebied_jaar": int})


def read_texts(path: Path, separator: str = ",") -> pd.DataFrame:
    """A CSV file as trimmed text, nothing guessed."""
    frame = pd.read_csv(require_file(path), sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return frame.apply(lambda column: column.str.strip())


def _published(folder: Path, year: int) -> dict[str, str]:
    file, code, name = LISTS[year]
    frame = read_texts(folder / file)
    return dict(zip(frame[code], frame[name], strict=True))


def _write(frame: pd.DataFrame, path: Path, title: str, folder: Path, origin: list[str]) -> Attachment:
    frame.to_csv(path, index=False, lineterminator="\n")
    origins = tuple((name, file_sha256(folder / name)) for name in origin)
    return Attachment(f"indeling/{path.name}", title, len(frame), LICENCE, CITATION, origins)
