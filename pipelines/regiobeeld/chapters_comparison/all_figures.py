"""Alle cijfers: every figure of the region, per theme, against what the reader chooses.

The columns of every choice are in the table; the script of the page shows those of one choice at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from regiobeeld.blocks.blocks import fold, klasse_label
from regiobeeld.blocks.columns import cells, records
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.judged import with_labels
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.catalog.terms import THEMA_NAMEN
from regiobeeld.chapters_comparison.comparison_tables import with_course
from regiobeeld.draw.style import KLASSEKLEUREN
from regiobeeld.judgement.benchmarks import PROVINCIE, VERGELIJKBAAR, compare_with_all, reference_name
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.standardised import standardised
from regiobeeld.judgement.survey import is_told_by_survey
from regiobeeld.numbers import is_leeg
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.outline.special_blocks import AlleCijfers
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.wording import check_wording

_KEY = ["indicator_code", "leeftijd", "jaar"]


class Choice(NamedTuple):
    """What the figures are set against, which declared columns that gives, and the other side of every figure."""

    met: str
    kolommen: str
    rows: list[dict[str, Any]]


def all_figures(profile: Profile, block: AlleCijfers, zin: Zinnen) -> list[str]:
    """A key to the classes, and per theme a table of every figure of the region, sortable."""
    table = indicator_table(profile)
    # A figure per single year of age (costs, of the country only) is input for an expectation and no news.
    table = table[table["actueel"] & ~table["leeftijd"].str.isdecimal()].reset_index(drop=True)
    own, choices = records(profile, with_course(profile, table)), list(_choices(profile, table, zin))
    blocks = [_key_to_classes(zin("sleutel"))]
    for theme, name in THEMA_NAMEN.items():
        # What has been judged comes first; sort_values keeps the order by name within both parts.
        rows = table[table["thema"] == theme].sort_values("klasse", key=lambda c: c.isna(), kind="stable")
        if len(rows):
            facts = {"thema": name, "cijfers": len(rows)}
            content = _theme_table(own, list(rows.index), choices, zin, zin("tabel", **facts))
            blocks.append(fold(zin("tonen", **facts), with_labels(content), is_open=theme in block.open))
    return blocks


def _choices(profile: Profile, table: pd.DataFrame, zin: Zinnen) -> Iterator[Choice]:
    """Nederland, the province, areas like this one, and Nederland with the ages of the region."""
    if profile.code == NEDERLAND:
        return

    def beside(met: str, kolommen: str, rows: pd.DataFrame) -> Choice:
        other = table[_KEY].merge(rows, on=_KEY, how="left", validate="many_to_one")
        return Choice(met, kolommen, records(profile, other))

    yield Choice(profile.name(NEDERLAND), "nederland", records(profile, table.assign(referentie=table["nl"])))
    compared = compare_with_all(profile).dropna(subset=["referentie"])
    for code in (PROVINCIE, VERGELIJKBAAR):
        yield beside(reference_name(profile, code), "ander", compared[compared["vergelijking"] == code])
    corrected = standardised(profile)
    corrected = corrected[~is_told_by_survey(corrected) & (corrected["gebied_code"] == profile.code)]
    # Of these the difference is not tested.
    corrected = corrected[corrected["gecorrigeerd"].notna()].rename(columns={"nl": "referentie"})
    yield beside(zin("gecorrigeerd"), "gecorrigeerd", corrected)


def _theme_table(
    own: list[dict[str, Any]], places: list[int], choices: list[Choice], zin: Zinnen, caption: str
) -> str:
    """The figures of one theme; of each choice its columns, when it says something about one of them."""
    told, beside = [own[place] for place in places], {}
    for choice in choices:
        other = [choice.rows[place] for place in places]
        if not all(is_leeg(row["referentie"]) for row in other):
            beside[hoofdletter(choice.met)] = cells(zin, choice.kolommen, other, met=choice.met)
    keuzes = {str(head): naam for naam, frame in beside.items() for head in frame if len(beside) > 1}
    frame = pd.concat([cells(zin, "begin", told), *beside.values(), cells(zin, "eind", told)], axis=1)
    return tabel_html(
        frame,
        caption,
        uitlijning={"Leeftijd": "links"},
        sorteerbaar=True,
        code=f"alles-{told[0]['thema']}",
        keuzes=keuzes,
        adressen=_addresses(told),
    )


def _addresses(rows: list[dict[str, Any]]) -> list[str]:
    """Where a message leads to: the id of the row of every figure; of a figure that stands twice the first row."""
    codes = [address_of(row["indicator_code"], row["leeftijd"]) for row in rows]
    return [code if code not in codes[:place] else "" for place, code in enumerate(codes)]


def address_of(indicator: str, leeftijd: str) -> str:
    """The id of the row of a figure in the tables of all figures."""
    return code_of("cijfer", indicator, leeftijd)


def _key_to_classes(note: str) -> str:
    """The words of the classes as labels, in order, and what the reservation means: a key to the tables."""
    labels = " ".join(klasse_label(word) for word in KLASSEKLEUREN)
    return f'<p class="bijschrift">Kleuren: {labels} {check_wording(note)}</p>'
