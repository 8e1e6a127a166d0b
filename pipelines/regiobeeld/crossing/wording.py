"""Dutch sentences about a doelgroep: where people live, how many, and how often chance gives as many.

All sentences pass the guard of `regiobeeld.wording`: "in wijken waar ..., wonen ...", never a claim about persons.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import Groep
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.harmonise.findings import join_words
from regiobeeld.numbers import dutch_number, round_half_up, round_off
from regiobeeld.wording import check_wording

CIRCULAR = (
    "De gezondheids- en leefstijlcijfers per wijk zijn modelschattingen, voorspeld uit onder meer leeftijd, "
    "inkomen en opleiding. Dat een lage sociaaleconomische positie en een ongunstige leefstijl samenvallen, zit "
    "dus deels al in de methode: het zegt waar navraag zinvol is, niet wat de oorzaak is. De cijfers gaan over "
    "wijken, niet over personen."
)
CIRCULAR_SHORT = (
    "Let op: deze cijfers zijn schattingen van een rekenmodel dat zelf inkomen en opleiding gebruikt. Dat "
    "kenmerken "
    "samenvallen, zit dus deels in de methode en is geen bewijs."
)
PLACES = {"WK": ("wijk", "wijken"), "GM": ("gemeente", "gemeenten")}
PARTS = {0.2: "vijfde deel", 0.25: "kwart", 0.1: "tiende deel"}


def name_part(part: float) -> str:
    """The worst part of the country in words: "vijfde deel", "kwart", "deel (15%)"."""
    return PARTS.get(part, f"deel ({dutch_number(100 * part)}%)")


def describe_rule(trait: Kenmerk, part: float) -> str:
    """When a trait of several figures counts as unfavourable: "minstens 2 van de 5 cijfers ..."."""
    return (
        f"minstens {dutch_number(trait.minimum)} van de {dutch_number(len(trait.indicatoren))} cijfers in het "
        f"slechtste {name_part(part)} van Nederland"
    )


def explain_group(group: Groep) -> str:
    """What a doelgroep is, with the rule of the lifestyle where it refers to that."""
    text = " ".join(group.toelichting.split())
    rules = [describe_rule(trait, group.deel) for trait in group.traits if trait.leefstijl]
    return " ".join([text, *(f"De leefstijl heet ongunstig bij {rule}." for rule in rules)])


def describe_count(row: pd.Series, group: Groep, where: str) -> str:
    """How many residents live where both traits coincide, from one row of KWETSBARE_GROEP.

    `where`: the region as a sentence names it ("in Twente", "op Ameland").

    The share is of all residents of that age. Never a zero for what is not known: too little coverage gives the
    reason instead, and areas that could not be judged are counted beside it.
    """
    one, more = PLACES[group.niveau]
    if not pd.isna(row["reden"]):
        return check_wording(f"{_capital(where)} is hierover niets te zeggen, want {note_text(row['reden'])}.")
    first, second = (trait.zin for trait in group.traits)
    which = f"waar {first} en {second}"
    areas = int(row["gebieden_groep"])
    if areas == 0:
        return check_wording(f"{_capital(where)} is geen {one} gevonden {which}.{_describe_unknown(row, group)}")
    start = f"In {dutch_number(areas)} {more} {which}, wonen" if areas > 1 else f"In één {one} {which}, wonen"
    people = write_people(row["inwoners_groep"], counted=bool(row["inwoners_geteld"]))
    share = f"{dutch_number(row['aandeel'], 1)}% van alle {group.wie} {where}"
    return check_wording(f"{start} {people} {group.wie}: {share}.{_describe_unknown(row, group)}")


def _describe_unknown(row: pd.Series, group: Groep) -> str:
    """How many areas could not be judged, and who lives there: what was found may be more."""
    unknown = int(row["gebieden_onbekend"])
    if unknown == 0:
        return ""
    one, more = PLACES[group.niveau]
    areas = f"één {one}" if unknown == 1 else f"{dutch_number(unknown)} {more}"
    together = "" if unknown == 1 else "samen "
    people = write_people(row["inwoners_onbekend"], counted=bool(row["inwoners_geteld"]))
    what = "daarover is niets te zeggen" if row["gebieden_groep"] == 0 else "die zijn niet meegeteld"
    return f" Van {areas} met {together}{people} {group.wie} ontbreken cijfers; {what}."


def describe_both(row: pd.Series, group: Groep) -> str | None:
    """How many people may have both personal traits; None when the figures are not there."""
    if group.samen is None or pd.isna(row["samen_verwacht"]):
        return None
    first, second = (trait.zin for trait in group.samen)
    expected, least, most = (
        dutch_number(round_off(row[f"samen_{name}"])) for name in ("verwacht", "minstens", "hoogstens")
    )
    return check_wording(
        f"Als '{first}' en '{second}' los van elkaar staan, geldt allebei voor ongeveer {expected} {group.wie}; "
        "uit "
        f"wijkcijfers volgt alleen dat het er tussen {least} en {most} zijn."
    )


def expect_both(row: pd.Series, group: Groep) -> str | None:
    """How many people are expected to have both personal traits, with bounds and method; None without figures.

    With the national association where a table shows it, otherwise as if the two were independent.
    """
    expected, _ = expected_people(row)
    if group.samen is None or pd.isna(expected):
        return None
    first, second = (trait.zin for trait in group.samen)
    number, least, most = (
        dutch_number(round_off(value)) for value in (expected, row["samen_minstens"], row["samen_hoogstens"])
    )
    method = (
        "samenhang zoals landelijk" if pd.notna(row["samen_landelijk"]) else "alsof de twee los van elkaar staan"
    )
    return check_wording(
        f"Naar schatting geldt voor ongeveer {number} {group.wie} allebei: '{first}' en '{second}' (tussen "
        f"{least} en "
        f"{most}; {method})."
    )


def tell_reach(row: pd.Series, group: Groep) -> str | None:
    """Which part of the people expected lives in the found areas, and which part an approach there would miss."""
    expected, inside = expected_people(row)
    if group.samen is None or pd.isna(expected) or expected <= 0 or not row["gebieden_groep"]:
        return None
    share = 100 * inside / expected
    one, more = PLACES[group.niveau]
    places = f"die {one}" if row["gebieden_groep"] == 1 else f"die {dutch_number(row['gebieden_groep'])} {more}"
    return check_wording(
        f"Van hen woont naar schatting {dutch_number(share)}% in {places}; een aanpak per {one} mist "
        "de andere "
        f"{dutch_number(100 - round_half_up(share))}%."
    )


def tell_both(row: pd.Series, group: Groep) -> str:
    """Both: how many people, and which part of them lives in the found areas; empty without figures."""
    return " ".join(text for text in (expect_both(row, group), tell_reach(row, group)) if text)


def expected_people(row: pd.Series) -> tuple[float, float]:
    """Expected number of people with both traits, in the region and in the found areas."""
    kind = "samen_landelijk" if pd.notna(row["samen_landelijk"]) else "samen_verwacht"
    return float(row[kind]), float(row[f"{kind}_groep"])


def describe_places(areas: pd.DataFrame, most: int = 6) -> str:
    """The areas of a group by name and count, largest first: "Heikant (2.850), Het Zand (2.280) en 12 andere"."""
    rows = areas.loc[areas["is_groep"].fillna(False).astype(bool)].sort_values("inwoners", ascending=False)
    people = show_people(rows["inwoners"], rows["inwoners_geteld"])
    names = zip(rows["gebied_naam"], people.astype("float64"), strict=True)
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
            parts = [f"{dutch_number(value, 1)}% ({step})" for value, step in steps]
            whom = "alle leeftijden" if age == "totaal" else f"leeftijd {age}"
            sentences.append(check_wording(f"Landelijk, {whom}, {topic}: {parts[0]} en {parts[1]}."))
    return sentences


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
