"""Dutch sentences about a doelgroep: where people live and how many, with how certain that is.

All sentences pass the guard of `regiobeeld.wording`: "in wijken waar ..., wonen ...", never a claim about persons.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import Groep
from regiobeeld.harmonise.findings import join_words
from regiobeeld.numbers import dutch_number, round_off
from regiobeeld.wording import check_wording

CIRCULAR = (
    "De gezondheids- en leefstijlcijfers per wijk zijn modelschattingen, voorspeld uit onder meer leeftijd, "
    "inkomen en opleiding. Dat een lage sociaaleconomische positie en een ongunstige leefstijl samenvallen, zit "
    "dus deels al in de methode: het zegt waar navraag zinvol is, niet wat de oorzaak is."
)
PLACES = {"WK": ("wijk", "wijken"), "GM": ("gemeente", "gemeenten")}


def describe_count(row: pd.Series, group: Groep, region: str) -> str:
    """How many residents live where both traits coincide, from one row of KWETSBARE_GROEP.

    Never a zero for what is not known: too little coverage gives the reason instead.
    """
    one, more = PLACES[group.niveau]
    if not pd.isna(row["reden"]):
        return check_wording(f"{_capital(region)}: hierover is niets te zeggen, want {row['reden']}.")
    first, second = (trait.zin for trait in group.traits)
    where = f"waar {first} en {second}"
    if row["gebieden_groep"] == 0:
        return check_wording(f"In {region} is geen {one} gevonden {where}.")
    areas = int(row["gebieden_groep"])
    start = f"In {dutch_number(areas)} {more} {where}, wonen" if areas > 1 else f"In één {one} {where}, wonen"
    share = f"{dutch_number(row['aandeel'], 1)} procent van alle {group.wie} in {region}"
    text = f"{start} {dutch_number(row['inwoners_groep'])} {group.wie}: {share}."
    return check_wording(text + _describe_unknown(row, group))


def _describe_unknown(row: pd.Series, group: Groep) -> str:
    unknown = int(row["gebieden_onbekend"])
    if unknown == 0:
        return ""
    one, more = PLACES[group.niveau]
    words = f"één {one} ontbreken" if unknown == 1 else f"{dutch_number(unknown)} {more} ontbreken"
    return f" Van {words} cijfers; die zijn niet meegeteld."


def describe_chance(row: pd.Series, permutations: int = 1000) -> str:
    """What chance alone would give, and how certain the find is."""
    times = round(float(row["p_waarde"]) * (permutations + 1)) - 1
    often = "geen enkele keer" if times == 0 else f"{dutch_number(times)} keer"
    return check_wording(
        f"Wie het eerste kenmerk {dutch_number(permutations)} keer willekeurig verdeelt over gebieden die even "
        f"stedelijk zijn, komt gemiddeld op {dutch_number(row['verwacht_toeval'])} inwoners, en {often} op dit "
        f"aantal of meer. "
        f"De vondst is {row['zekerheid']}."
    )


def describe_both(row: pd.Series, group: Groep) -> str | None:
    """How many people may have both personal traits; None when the figures are not there."""
    if group.samen is None or pd.isna(row["samen_verwacht"]):
        return None
    first, second = (trait.zin for trait in group.samen)
    return check_wording(
        f"Als '{first}' en '{second}' los van elkaar staan, geldt allebei voor ongeveer "
        f"{_round_off(row['samen_verwacht'])} {group.wie}; uit wijkcijfers volgt alleen dat het er tussen "
        f"{_round_off(row['samen_minstens'])} en {_round_off(row['samen_hoogstens'])} zijn."
    )


def describe_places(areas: pd.DataFrame, most: int = 6) -> str:
    """The areas of a group by name and count, largest first: "Heikant (2.845), Het Zand (2.282) en 12 andere"."""
    rows = areas.loc[areas["is_groep"].fillna(False).astype(bool)].sort_values("inwoners", ascending=False)
    names = zip(rows["gebied_naam"], rows["inwoners"].astype("float64"), strict=True)
    return join_words([f"{name} ({dutch_number(count)})" for name, count in names], most)


def describe_gradient(gradient: pd.DataFrame, name: str) -> list[str]:
    """National sentences beside the regional ones, one per age band and kind of split (income, education).

    `name`: the name of the indicator; the sentence itself says that it is national.
    """
    topic = name.removesuffix(" (landelijk)").lower()
    sentences = []
    kinds = gradient["uitsplitsing"].str.split("=").str[0]
    for (age, _), rows in gradient.groupby(["leeftijd", kinds], sort=True):
        if len(rows) == 2:
            steps = zip(rows["waarde"], rows["stap"], strict=True)
            parts = [f"{dutch_number(value, 1)} procent ({step})" for value, step in steps]
            whom = "alle leeftijden" if age == "totaal" else f"leeftijd {age}"
            sentences.append(check_wording(f"Landelijk, {whom}, {topic}: {parts[0]} en {parts[1]}."))
    return sentences


def _round_off(number: float) -> str:
    """An estimate of persons in two significant figures: 24 505 becomes 25.000."""
    return dutch_number(round_off(number))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
