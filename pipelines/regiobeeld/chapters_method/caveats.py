"""Kanttekeningen: what is modelled, old, missing, converted or rounded; the findings of this run."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from regiobeeld.blocks.blocks import alinea, lijst
from regiobeeld.blocks.currency import last_year
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import WOORDEN, leeftijd_naam, onderwerp
from regiobeeld.catalog.load import load_catalog
from regiobeeld.claims.recorder import note_text
from regiobeeld.judgement.refusals import summarise_refusals
from regiobeeld.numbers import LEEG, opsomming, procent
from regiobeeld.outline.method_blocks import Bevindingen, Breuken, Gaten, Kanttekening, Soorten
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile


def list_kinds(profile: Profile, block: Soorten, zin: Zinnen) -> list[str]:
    """What the kinds of figures are that this report has; own computations are always there."""
    used = {*profile.waarneming["soort"], "berekend"}
    return replace(zin, templates={kind: text for kind, text in block.uitleg.items() if kind in used}).alle()


def list_gaps(profile: Profile, block: Gaten, zin: Zinnen) -> list[str]:
    """One sentence per gap; a gap that a fetched table fills is none."""
    fetched = set(profile.bron.loc[profile.bron["opgehaald"], "tabel_code"])
    surveys = {None, *profile.waarneming.loc[profile.waarneming["soort"] == "enquete", "jaar"]}
    open_ = [gap for gap in block.gat if gap.tabel not in fetched and gap.enquete_van in surveys]
    said = replace(zin, templates={str(number): gap.tekst for number, gap in enumerate(open_)})
    years = (gap.enquete_van or _last_years().get(gap.tabel) for gap in open_)
    return [said(str(number), jaar=year) for number, year in enumerate(years)]


@lru_cache(maxsize=1)
def _last_years() -> dict[str, int]:
    """The last year that each declared table measures."""
    return {tabel.code: last_year(tabel) for source in load_catalog().sources for tabel in source.tabel}


def list_breaks(profile: Profile, block: Breuken, zin: Zinnen) -> list[str]:
    """One sentence per break, with the topics; only indicators that this region has figures of."""
    grouped: dict[tuple[int, tuple[str, ...], str], list[str]] = {}
    for info in profile.indicators.values():
        if info.code in profile.by_indicator:
            years = profile.by_indicator[info.code]["jaar"]
            for found in (b for b in info.breuken if years.min() < b.jaar <= years.max()):
                grouped.setdefault((found.jaar, found.leeftijden, found.reden), []).append(onderwerp(info))
    return [
        zin(
            "tekst",
            onderwerpen=sorted(set(names)),
            meeste=block.meeste,
            jaar=year,
            leeftijden=[leeftijd_naam(age) for age in ages],
            reden=reason,
        )
        for (year, ages, reason), names in sorted(grouped.items())
    ]


def refusals(profile: Profile, block: Kanttekening, zin: Zinnen) -> str:
    """What the guards refused, one row per kind and reason with the number of figures."""
    table = summarise_refusals(profile).set_axis(list(block.koppen), axis=1)
    return alinea(zin("tekst")) if table.empty else tabel_html(table, zin("titel"))


def missing(profile: Profile, block: Kanttekening, zin: Zinnen) -> str:
    """Indicators of which the region itself has no figure in any year, with the reason."""
    rows = profile.waarneming
    plain = (rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")
    own = rows[(rows["gebied_code"] == profile.code) & plain]
    empty = own[own.groupby(["indicator_code", "leeftijd"])["waarde"].transform("count") == 0]
    if empty.empty:
        return alinea(zin("tekst"))
    known = WOORDEN.ontbreekt
    lines = [
        (
            profile.indicators[str(code)].naam,
            opsomming(leeftijd_naam(age) for age in rows["leeftijd"].unique()),
            known.get(next(iter(rows["ontbreekt"].dropna()), ""), known["onbekend"]),
            procent(100 * rows["dekking"].max(), 0).removesuffix(LEEG),
        )
        for code, rows in empty.groupby("indicator_code")
    ]
    table = pd.DataFrame(lines, columns=list(block.koppen)).sort_values(block.koppen[0], ignore_index=True)
    if not table[block.koppen[-1]].any():
        table = table.drop(columns=block.koppen[-1])
    return tabel_html(table, zin("titel", cijfers=len(table)), sorteerbaar=True)


def findings(profile: Profile, block: Bevindingen, zin: Zinnen) -> str:
    """The findings about this region, per kind; long lists are cut with the number that is left out."""
    relevant = relevant_findings(profile, list(block.namen))
    if relevant.empty:
        return alinea(zin("geen"))
    blocks = []
    for kind, group in relevant.groupby("code", sort=False):
        texts = [
            note_text(text) for text in dict.fromkeys(_readable(profile, row) for row in group.to_dict("records"))
        ]
        more = len(texts) - block.meeste
        rest = [zin("rest", meer=more)] if more > 0 else []
        name = block.namen.get(str(kind), block.overig)
        blocks.append(alinea(f"{name}:") + lijst([*texts[: block.meeste], *rest]))
    return "".join(blocks) + alinea(zin("slot"))


def relevant_findings(profile: Profile, kinds: Sequence[str]) -> pd.DataFrame:
    """Findings about the region or its gemeenten (not those around it), the region's own first.

    A finding about no area in particular counts when it names a gemeente of the region, or a gemeente that went
    into one: the figures of the region are then converted from older gemeenten.
    """
    found = profile.bevinding
    own = {profile.code, *profile.region.gemeenten, *profile.wijk_gemeente}
    names = [re.escape(profile.names.get(code, code)) for code in profile.region.gemeenten]
    named = found["tekst"].str.contains(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    general = found["gebied_code"].isna()
    kept = found[found["gebied_code"].isin(own) | (general & named)]
    order = {name: place for place, name in enumerate(kinds)}
    ranked = kept.assign(
        soort=kept["code"].map(order).fillna(len(order)), ander=(kept["gebied_code"] != profile.code).astype(int)
    )
    return ranked.sort_values(["soort", "ander", "onderwerp", "tekst"], ignore_index=True)


def _readable(profile: Profile, row: Mapping[Hashable, object]) -> str:
    """The finding with names instead of codes, and with its topic where the sentence does not give it."""
    text = re.sub(r"\b(?:GM|PV|GG|WK)\w+\b", lambda m: profile.names.get(m[0], m[0]), str(row["tekst"]))
    if row["code"] == "verwacht":
        info = profile.indicators.get(str(row["indicator_code"]))
        text = text.split(": ", 1)[-1].replace(", totaal:", ":")
        text = f"{hoofdletter(onderwerp(info))}: {text}" if info else text
    return text if text.endswith(".") else f"{text}."
