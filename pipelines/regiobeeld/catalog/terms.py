"""The words that a declaration may use: themes, groups, units, levels, and how each is called in full."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Leeftijd = Annotated[str, Field(pattern=r"^(totaal|[0-9]+|[0-9]+-[0-9]+|[0-9]+\+)$")]
Soort = Literal["telling", "enquete", "modelschatting", "prognose", "berekend"]
Thema = Literal["bevolking", "ses", "leefstijl", "gezondheid", "mentale_gezondheid", "meedoen", "zorg", "omgeving"]
Doelgroep = Literal["algemeen", "gezondheidsvaardigheden", "psychisch", "hart_vaat", "kanker", "kwetsbare_ouderen"]
Eenheid = Literal[
    "%",
    "aantal",
    "euro",
    "1000 euro",
    "km",
    "km2",
    "ha",
    "per 1000",
    "per km2",
    "per huishouden",
    "uren per week",
    "glazen per dag",
    "klasse",
    "index",
]


def _rising(lowest: tuple[int, ...]) -> tuple[int, ...]:
    if list(lowest) != sorted({*lowest}) or lowest[0] != 1:
        raise ValueError("de klassen moeten bij 1 beginnen en oplopen")
    return lowest


Klassen = Annotated[tuple[int, ...], Field(min_length=1), AfterValidator(_rising)]
"""Classes of a count: the least of each, from 1; what is less than that is none."""
Niveau = Literal["NL", "PV", "GG", "CR", "ZK", "VR", "GM", "WK", "BU"]

THEMA_NAMEN: dict[Thema, str] = {
    "bevolking": "Bevolking en vergrijzing",
    "ses": "Sociaaleconomische positie",
    "leefstijl": "Leefstijl",
    "gezondheid": "Gezondheid",
    "mentale_gezondheid": "Mentale gezondheid",
    "meedoen": "Meedoen",
    "zorg": "Zorg",
    "omgeving": "Wonen en omgeving",
}
DOELGROEP_NAMEN: dict[Doelgroep, str] = {
    "algemeen": "Iedereen",
    "gezondheidsvaardigheden": "Mensen met beperkte gezondheidsvaardigheden",
    "psychisch": "Mensen met psychische problemen",
    "hart_vaat": "Mensen met (risico op) hart- en vaatziekten",
    "kanker": "Mensen met (risico op) kanker",
    "kwetsbare_ouderen": "Ouderen met een kwetsbare gezondheid",
}
NIVEAU_NAMEN: dict[Niveau, str] = {
    "NL": "Nederland",
    "PV": "provincie",
    "GG": "GGD-regio",
    "CR": "COROP-gebied",
    "ZK": "zorgkantoorregio",
    "VR": "veiligheidsregio",
    "GM": "gemeente",
    "WK": "wijk",
    "BU": "buurt",
}
