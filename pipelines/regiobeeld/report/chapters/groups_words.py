"""Words and small counts that the parts of the chapter on vulnerable groups share."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import Kwetsbaarheid, Stapeling
from regiobeeld.numbers import getal
from regiobeeld.profile.model import NEDERLAND, Profile

GEO_SOURCE = "grenzen CBS/Kadaster"


def explain_index(declared: Kwetsbaarheid) -> str:
    """What the index kwetsbaarheid is, from its declaration."""
    return (
        f"De index telt {getal(len(declared.onderdeel))} cijfers over inkomen, gezondheid en meedoen op, "
        "met gewichten die een keuze zijn (sources/kruising/kwetsbaarheid.toml). Elk van de "
        f"{getal(len(declared.klassen))} klassen heeft een gelijk deel van de inwoners van Nederland. "
        f"De plaats van een wijk staat er alleen als interval: {getal(declared.trekkingen)} keer opnieuw "
        "berekend met andere gewichten en ruis "
        "op de cijfers. Van wijken waarvan de intervallen overlappen is niet te zeggen welke hoger staat. De "
        "cijfers "
        "over gezondheid zijn modelschattingen die zelf al op inkomen en opleiding rusten."
    )


def beside_nl(profile: Profile, text: str) -> str:
    """ " (Nederland: 18,0%)"; nothing when the region is the country itself."""
    return "" if profile.code == NEDERLAND else f" (Nederland: {text})"


def count_wijken(count: int) -> str:
    """ "1 wijk", "14 wijken", "geen wijk"."""
    return "geen wijk" if count == 0 else f"{getal(count)} {'wijk' if count == 1 else 'wijken'}"


def name_piled(declared: Stapeling, codes: object) -> str:
    """The disadvantages of a wijk in words; "alle 10, behalve ..." when nearly all of them are there."""
    present = set(codes.split(";")) if isinstance(codes, str) and codes else set()
    absent = [item.naam for item in declared.achterstand if item.code not in present]
    total = len(declared.achterstand)
    if not absent:
        return f"alle {getal(total)}"
    if len(absent) <= total / 2:
        return f"alle {getal(total)}, behalve: {'; '.join(absent)}"
    return "; ".join(item.naam for item in declared.achterstand if item.code in present)


def share_of_residents(rows: pd.DataFrame, column: str) -> float:
    """Residents (%) of the wijken where `column` is true, of those of wijken where it is known; say so."""
    known = rows[rows[column].notna()]
    people = known["inwoners"].astype("float64").fillna(0)
    return float(100 * people[known[column].astype(bool)].sum() / people.sum()) if people.sum() else 0.0
