"""Shares of gemeenten that were divided over several others, from the population of their villages.

A gemeente that is divided falls apart along postcodes; the population per four-digit postcode (CBS 83502NED,
1 January 2021) says how many of its residents went where. Villages differ in growth between the division and
2021, but far less than the receiving gemeenten do: the growth of Leeuwarden alone would shift the share of
Littenseradiel by ten points.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.errors import ContractError

POSTCODES: dict[tuple[str, str], tuple[str, ...]] = {
    # Boarnsterhim, 2014: Grou and Wergea; Akkrum; Terherne; Raerd and Sibrandabuorren.
    ("GM0055", "GM0080"): ("9001", "9003", "9004", "9005", "9006", "9007", "9008", "9009", "9011"),
    ("GM0055", "GM0074"): ("8491", "8494", "8495"),
    ("GM0055", "GM1921"): ("8493",),
    ("GM0055", "GM1900"): ("8644", "8647", "9012", "9013", "9014"),
    # Maasdonk, 2015: Nuland and Vinkel; Geffen.
    ("GM1671", "GM0796"): ("5381", "5382", "5383", "5391", "5392"),
    ("GM1671", "GM0828"): ("5386",),
    # Littenseradiel, 2018: Mantgum and Weidum; Wommels and Easterein; Winsum and Spannum.
    ("GM0140", "GM0080"): ("8832", "8833", "8834", "8835", "9022", "9023", "9024", "9025", "9026", "9027"),
    ("GM0140", "GM1900"): (
        *("8635", "8636", "8637", "8641", "8642", "8731", "8732", "8733", "8734", "8735", "8736", "8737"),
        *("8844", "8845", "9021"),
    ),
    ("GM0140", "GM1949"): ("8831", "8841", "8842", "8843"),
    # Winsum (Groningen), 2019: the town and the north; Ezinge, Feerwerd and Garnwerd.
    ("GM0053", "GM1966"): ("9771", "9773", "9774", "9951", "9953", "9954", "9955", "9956", "9957"),
    ("GM0053", "GM1969"): ("9891", "9892", "9893"),
    # Haaren, 2021: Esch, Haaren, Biezenmortel, Helvoirt.
    ("GM0788", "GM0757"): ("5296",),
    ("GM0788", "GM0824"): ("5076",),
    ("GM0788", "GM0855"): ("5074",),
    ("GM0788", "GM0865"): ("5268",),
}
"""(divided gemeente, receiving gemeente) -> postcodes of the villages that went there."""

MISSING_PARTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("2014-01-01", "GM0055"): ("GM0080", "GM0074", "GM1921", "GM1900"),
    ("2015-01-01", "GM1671"): ("GM0796", "GM0828"),
}
"""Divisions that the list of mergers gives as a whole merger into the largest part."""

SHARE_ORIGIN = (
    "berekend uit inwoners per postcode (CBS 83502NED, 1-1-2021): deel dat in de dorpen woont die overgingen"
)
PART_ORIGIN = "CBS gemeentelijke herindelingen, aangevuld met de andere delen; aandeel "


def add_missing_parts(herindelingen: pd.DataFrame) -> pd.DataFrame:
    """Replace the one row of a division that was taken for a merger by a row per receiving gemeente.

    Args:
        herindelingen: columns datum, oud, nieuw, aandeel (text), bron, splitsing (bool).
    """
    key = pd.Series(
        list(zip(herindelingen["datum"], herindelingen["oud"], strict=True)), index=herindelingen.index
    )
    rows = [
        {"datum": datum, "oud": oud, "nieuw": nieuw, "aandeel": "", "bron": PART_ORIGIN, "splitsing": True}
        for (datum, oud), parts in MISSING_PARTS.items()
        for nieuw in parts
    ]
    whole = herindelingen[~key.isin(list(MISSING_PARTS))]
    return pd.concat([whole, pd.DataFrame(rows)], ignore_index=True)


def derive_shares(herindelingen: pd.DataFrame, population: pd.Series) -> pd.DataFrame:
    """Fill `aandeel` of the divisions: residents of the villages that went there, over those of all villages.

    Args:
        herindelingen: columns datum, oud, nieuw, aandeel, bron, splitsing.
        population: number of residents, index postcode (text).

    Returns:
        The same rows with `aandeel` as float in 0-1; per division the shares add up to 1.

    Raises:
        ContractError: a division without declared villages, or a village without population.
    """
    result = herindelingen.copy()
    for i in result.index[result["splitsing"]]:
        oud, nieuw = str(result.at[i, "oud"]), str(result.at[i, "nieuw"])
        if (oud, nieuw) not in POSTCODES:
            mend = "Zet de postcodes van dit deel in POSTCODES in ingest/splits.py"
            raise ContractError(f"splitsing {oud} naar {nieuw} heeft geen aandeel", "herindelingen", mend)
        parts = {part: _residents(codes, population) for part, codes in POSTCODES.items() if part[0] == oud}
        result.at[i, "aandeel"] = repr(parts[oud, nieuw] / sum(parts.values()))
        result.at[i, "bron"] = (PART_ORIGIN if result.at[i, "bron"] == PART_ORIGIN else "") + SHARE_ORIGIN
    result["aandeel"] = result["aandeel"].astype(float)
    return result


def _residents(postcodes: tuple[str, ...], population: pd.Series) -> float:
    absent = [code for code in postcodes if code not in population.index]
    if absent:
        raise ContractError(f"geen inwoners bekend van postcode {absent[0]}", "83502NED", "Controleer het bestand")
    return float(population.loc[list(postcodes)].sum())
