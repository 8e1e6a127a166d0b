"""The doelgroepen of regions beside each other: the share of residents in such areas, and that of Nederland."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import kruisingbron
from regiobeeld.needs.group_words import caution
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import LEEG, procent
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def groups_chapter(profiles: Sequence[Profile], zin: Zinnen) -> Hoofdstuk:
    """Per doelgroep of whom it is a share, and that share in every region and in Nederland."""
    chapter = Hoofdstuk("doelgroepen", zin("doelgroepen"), ook_smal=True)
    found = [groups_of(profile) for profile in profiles]
    national, rows = found[0].landelijk, []
    for code, group in found[0].declared.items():
        values = [_share(groups.groepen, code, zin) for groups in found]
        nl = procent(national["aandeel"].get(code)) if code in national.index else LEEG
        if any(value != LEEG for value in values):
            rows.append([group.naam, group.wie, *values, nl])
    if not rows:
        chapter.toevoegen(alinea(zin("geen_doelgroepen")))
        return chapter
    names = [profile.naam for profile in profiles]
    table = pd.DataFrame(rows, columns=["Doelgroep", "Van wie", *names, "Nederland"])
    chapter.toevoegen(
        hoofdstuk_intro(zin("doelgroep_uitleg")),
        tabel_html(table, zin("tabel_doelgroepen", let_op=caution("kort"))),
        bijschrift(zin("geen_personen")),
        bijschrift(kruisingbron(profiles[0].herkomst_wijken)),
    )
    return chapter


def _share(rows: pd.DataFrame, code: str, zin: Zinnen) -> str:
    """The share; of a region that is one area whether it is such an area as a whole."""
    row = rows[(rows["doelgroep_code"] == code) & rows["reden"].isna()]
    if row.empty:
        return LEEG
    if row["gebieden"].iloc[0] == 1:
        return zin("ja" if row["gebieden_groep"].iloc[0] else "nee")
    return procent(row["aandeel"].iloc[0])
