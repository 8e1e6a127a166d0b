"""What is said of a doelgroep: where people live, how many, and how many may have both traits.

The sentences stand in `sources/rapport/doelgroepzinnen.toml`. All pass the guard of `regiobeeld.wording`: "in
wijken waar ..., wonen ...", never a claim about persons.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.catalog.groups import Groep
from regiobeeld.catalog.traits import Kenmerk
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.harmonise.findings import join_words
from regiobeeld.numbers import dutch_number, round_half_up
from regiobeeld.outline.sentences import said_by
from regiobeeld.wording import check_wording

PLACES = {"WK": ("wijk", "wijken"), "GM": ("gemeente", "gemeenten")}


def caution(length: str = "lang") -> str:
    """What an estimate per wijk can and cannot say; "kort" in two sentences."""
    return said_by("rekenmodel", {})(length)


def name_part(part: float) -> str:
    """The worst part of the country in words: "vijfde deel", "kwart", "deel (15%)"."""
    return said_by("doelgroep", {})("deel", deel=part)


def describe_rule(trait: Kenmerk, part: float) -> str:
    """When a trait of several figures counts as unfavourable: "minstens 2 van de 5 cijfers ..."."""
    return said_by("doelgroep", {})("regel", kenmerk=trait, deel=name_part(part))


def explain_group(group: Groep) -> str:
    """What a doelgroep is, with the rule of the lifestyle where it refers to that."""
    rules = [describe_rule(trait, group.deel) for trait in group.traits if trait.leefstijl]
    return said_by("doelgroep", {})("uitleg", groep=group, regels=rules)


def _say(group: Groep, name: str, **facts: Any) -> str:
    one, more = PLACES[group.niveau]
    return check_wording(said_by("doelgroep", {"wie": group.wie, "een": one, "meer": more})(name, **facts))


def describe_count(row: pd.Series, group: Groep, where: str) -> str:
    """How many residents live where both traits coincide, from one row of KWETSBARE_GROEP.

    `where`: the region as a sentence names it ("in Twente", "op Ameland").

    The share is of all residents of that age. Never a zero for what is not known: too little coverage gives the
    reason instead, and areas that could not be judged are counted beside it.
    """
    if not pd.isna(row["reden"]):
        return _say(group, "onbekend", waar=where, reden=note_text(row["reden"]))
    unknown, counted = int(row["gebieden_onbekend"]), bool(row["inwoners_geteld"])
    return _say(
        group,
        "telling",
        waar=where,
        kenmerken=group.traits,
        gebieden=int(row["gebieden_groep"]),
        mensen=write_people(row["inwoners_groep"], counted=counted) if row["gebieden_groep"] else "",
        aandeel=row["aandeel"],
        gaten=unknown,
        mensen_gaten=write_people(row["inwoners_onbekend"], counted=counted) if unknown else "",
    )


def describe_both(row: pd.Series, group: Groep) -> str:
    """How many people may have both personal traits if the two are independent; empty without figures."""
    known = group.samen is not None and not pd.isna(row["samen_verwacht"])
    return _say(group, "samen_los", rij=row, kenmerken=group.samen) if known else ""


def expect_both(row: pd.Series, group: Groep) -> str:
    """How many people are expected to have both personal traits, with bounds and method; empty without figures.

    With the national association where a table shows it, otherwise as if the two were independent.
    """
    expected, _ = expected_people(row)
    if group.samen is None or pd.isna(expected):
        return ""
    national = bool(pd.notna(row["samen_landelijk"]))
    return _say(group, "samen", rij=row, kenmerken=group.samen, verwacht=expected, landelijk=national)


def tell_reach(row: pd.Series, group: Groep) -> str:
    """Which part of the people expected lives in the found areas, and which part an approach there would miss."""
    share = share_inside(row)
    if group.samen is None or share is None or not row["gebieden_groep"]:
        return ""
    facts = {"deel": share, "rest": 100 - round_half_up(share), "gebieden": int(row["gebieden_groep"])}
    return _say(group, "bereik", **facts)


def tell_both(row: pd.Series, group: Groep) -> str:
    """Both: how many people, and which part of them lives in the found areas; empty without figures."""
    return " ".join(text for text in (expect_both(row, group), tell_reach(row, group)) if text)


def expected_people(row: pd.Series) -> tuple[float, float]:
    """Expected number of people with both traits, in the region and in the found areas."""
    kind = "samen_landelijk" if pd.notna(row["samen_landelijk"]) else "samen_verwacht"
    return float(row[kind]), float(row[f"{kind}_groep"])


def share_inside(row: pd.Series) -> float | None:
    """Which part (%) of the people expected lives in the found areas; None when nobody is or it is not known."""
    expected, inside = expected_people(row)
    return 100 * inside / expected if expected > 0 else None


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
    kinds = gradient["uitsplitsing"].str.split("=").str[0]
    split = [(age, rows) for (age, _), rows in gradient.groupby(["leeftijd", kinds], sort=True) if len(rows) == 2]
    say = said_by("doelgroep", {"onderwerp": topic})
    return [check_wording(say("landelijk", leeftijd=age, stappen=rows.to_dict("records"))) for age, rows in split]
