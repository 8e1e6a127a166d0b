"""From what somebody types after WIJK= to one wijk: its code, or its name with or without its gemeente."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.areas.register import fold
from regiobeeld.errors import UsageError
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.names import wijk_naam
from regiobeeld.national.area_table import read_wijken

_NUMBER = re.compile(r"^wijk \d{1,3} ")
_CODE = re.compile(r"WK\d{6}")
_MOST = 5
_ALIKE, _SAME = 0.6, 0.9


@dataclass(frozen=True)
class Gevonden:
    """A wijk of the map: code, name without number, and its gemeente of today."""

    code: str
    naam: str
    gemeente_code: str


def find_wijk(text: str, regio: str = "", sources: Path = paths.SOURCES) -> Gevonden:
    """The wijk that is meant.

    Args:
        text: a code ("WK015302"), a name, or a name and its gemeente with a comma ("Binnenstad, Enschede").
        regio: a region to look in; empty is the whole country.

    Raises:
        UsageError: none is meant (with the nearest names), or several (with how to tell them apart).
    """
    if not fold(text):
        mend = 'Geef bijvoorbeeld WIJK=WK015302 of WIJK="Binnenstad, Enschede"'
        raise UsageError("geen wijk opgegeven", "WIJK", mend)
    indeling = load_indeling(sources / "indeling")
    wijken = read_wijken(sources / "indeling" / "wijken.csv", indeling)
    wijken = wijken.assign(kort=[_short(naam) for naam in wijken["gebied_naam"]])
    if regio.strip():
        wijken = wijken[wijken["gemeente_code"].isin(resolve_region(regio).gemeenten)]
    wanted, found = fold(text), _matches(wijken, text)
    # Some names have a comma of their own, so the whole text comes first, and so do names that look like it.
    if found.empty and "," in text and not _near(wanted, wijken):
        name, _, place = text.rpartition(",")
        wijken = wijken[wijken["gemeente_code"].isin(resolve_region(place).gemeenten)]
        wanted, found = fold(name), _matches(wijken, name)
    if len(found) == 1:
        row = found.iloc[0]
        return Gevonden(str(row["gebied_code"]), wijk_naam(str(row["gebied_naam"])), str(row["gemeente_code"]))
    raise _several(text, found, indeling.namen) if len(found) else _unknown(text, wanted, wijken, indeling.namen)


def _matches(wijken: pd.DataFrame, text: str) -> pd.DataFrame:
    """The wijken with this code or name."""
    code = text.strip().upper()
    return wijken[wijken["gebied_code"] == code] if _CODE.fullmatch(code) else wijken[wijken["kort"] == fold(text)]


def _short(naam: str) -> str:
    """A name as it is compared: without the number that some gemeenten put before it."""
    return _NUMBER.sub("", fold(naam))


def _several(text: str, found: pd.DataFrame, names: Mapping[str, str]) -> UsageError:
    listed = [
        f"{row['gebied_code']} ({names.get(row['gemeente_code'], row['gemeente_code'])})"
        for _, row in found.iterrows()
    ]
    more = f" en {len(listed) - _MOST} andere" if len(listed) > _MOST else ""
    what = f'er zijn {len(listed)} wijken met de naam "{text.strip()}"'
    return UsageError(
        what, "WIJK", f"Kies een code: {', '.join(listed[:_MOST])}{more}; of zet de gemeente erbij na een komma"
    )


def _near(wanted: str, wijken: pd.DataFrame, alike: float = _SAME) -> list[str]:
    """Names of wijken that look like it."""
    return difflib.get_close_matches(wanted, list(wijken["kort"]), n=_MOST, cutoff=alike)


def _unknown(text: str, wanted: str, wijken: pd.DataFrame, names: Mapping[str, str]) -> UsageError:
    rows = wijken[wijken["kort"].isin(_near(wanted, wijken) or _near(wanted, wijken, _ALIKE))].head(_MOST)
    places = [names.get(code, code) for code in rows["gemeente_code"]]
    listed = [
        f"{wijk_naam(name)} ({code}, {place})"
        for name, code, place in zip(rows["gebied_naam"], rows["gebied_code"], places, strict=True)
    ]
    mend = f"Bedoelde u: {', '.join(listed)}?" if listed else "De namen staan in het regiobeeld van de gemeente"
    return UsageError(f'onbekende wijk "{text.strip()[:60]}"', "WIJK", mend)
