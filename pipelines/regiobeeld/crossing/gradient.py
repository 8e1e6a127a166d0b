"""The national gradient: the same lifestyle figure by income or education of persons, for the whole country."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import Groep

# The national table has its own age bands; the nearest ones stand beside a doelgroep.
NATIONAL_AGES = {"65+": ("65+",), "18-64": ("25-44", "45-64"), "18+": ("totaal",), "16-25": ("0-24",)}
STEPS = {
    "inkomen=kwintiel_1": "laagste inkomensgroep",
    "inkomen=kwintiel_5": "hoogste inkomensgroep",
    "onderwijs=laag": "laag onderwijsniveau",
    "onderwijs=hoog": "hoog onderwijsniveau",
}


def select_gradient(facts: pd.DataFrame, group: Groep) -> pd.DataFrame:
    """Take the national figures by income and education that stand beside a doelgroep.

    Persons were asked here (a survey), so these may be read as differences between groups of people; they hold
    for the Netherlands and say nothing about a region.

    Args:
        facts: observations of NL (schema WAARNEMING), with uitsplitsing inkomen= and onderwijs=.
        group: a doelgroep with `landelijk` set; otherwise the result is empty.

    Returns:
        Frame indicator_code, leeftijd, uitsplitsing, stap (Dutch), waarde, periode_start, periode_eind,
        tabel_code; lowest and highest step only, lowest first.
    """
    ages = NATIONAL_AGES.get(group.leeftijd, ())
    chosen = (
        (facts["indicator_code"] == (group.landelijk or ""))
        & (facts["gebied_code"] == "NL")
        & (facts["geslacht"] == "totaal")
        & facts["leeftijd"].isin(ages)
        & facts["uitsplitsing"].isin(STEPS)
        & facts["waarde"].notna()
    )
    rows = facts.loc[chosen].assign(stap=facts["uitsplitsing"].map(STEPS))
    columns = ["indicator_code", "leeftijd", "uitsplitsing", "stap", "waarde"]
    columns += ["periode_start", "periode_eind", "tabel_code"]
    order = rows["uitsplitsing"].map({step: place for place, step in enumerate(STEPS)})
    rows = rows.assign(volgorde=order).sort_values(["indicator_code", "leeftijd", "volgorde"])
    return rows[columns].reset_index(drop=True)
