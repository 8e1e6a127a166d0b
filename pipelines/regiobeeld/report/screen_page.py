"""The page of doelgroepen: per doelgroep a map of gemeenten, and a table that its script fills when it is seen.

The cells of all tables are in the page once, as texts of our own formatter; an area that is a region of several
kinds (a GGD-regio and a veiligheidsregio of the same gemeenten) is one row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import __version__
from regiobeeld.areas.register import LEVEL_NAMES
from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk, hoofdstuk_intro, lijst, waarschuwing
from regiobeeld.blocks.shares import COLOURS, LIMITS, NAMES
from regiobeeld.blocks.templates import TEMPLATES
from regiobeeld.blocks.text import TARGET_YEAR, WIJK_YEAR, grenzen, kruisingbron
from regiobeeld.catalog.groups import Groep
from regiobeeld.claims.html import add_notes
from regiobeeld.claims.marks import plain
from regiobeeld.crossing.assemble import PEOPLE
from regiobeeld.crossing.people import show_people
from regiobeeld.draw import style
from regiobeeld.harmonise.findings import join_words
from regiobeeld.needs.group_words import caution, describe_count, expected_people, explain_group
from regiobeeld.numbers import getal
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import NEDERLAND
from regiobeeld.profile.origin import Origin
from regiobeeld.report.country_map import coloured_map, gemeente_paths, shared_shapes
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.wording import check_wording

NAMED = 6
SCRIPT = TEMPLATES / "regiobeeld" / "doelgroepen.js"
_ORDER = ("GM", "NL", "RG", "PV", "GG", "CR", "ZK", "VR")
"""Under which of its names an area stands that is a region of several kinds."""
_ALWAYS = frozenset({LEVEL_NAMES["NL"], LEVEL_NAMES["PV"]})
"""What a table shows without its script."""
_UNKNOWN = style.WIT


def build_page(
    found: pd.DataFrame,
    groups: dict[str, Groep],
    origins: Mapping[str, Origin],
    members: Mapping[str, frozenset[str]],
) -> str:
    """The whole page as text: an introduction and one chapter per doelgroep.

    Args:
        found: schema KWETSBARE_GROEP with regio_naam and regio_soort.
        groups: code -> declaration.
        origins: per level WK and GM.
        members: regio_code -> its gemeenten.
    """
    kinds = same_areas(found, members)
    once = found[found["regio_code"].isin(list(kinds))]
    chapters = [_introduce(found, groups), shared_shapes()]
    for code, group in groups.items():
        rows = once[once["doelgroep_code"] == code]
        chapters.append(_chapter(rows, code, group, source_of(group, origins[group.niveau]), kinds))
    script = f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>"
    html = add_notes("\n".join([*chapters, plain(_numbers(once, groups, kinds)), script]))
    notebook = new_notebook(
        cells=[new_code_cell("", outputs=[new_output("display_data", {"text/html": html})])],
    )
    gemeenten = found["regio_code"].str.startswith("GM").groupby(found["doelgroep_code"]).sum().max()
    say = _say()
    head = Paginakop(
        naam=say("naam"),
        ondertitel=say("ondertitel"),
        meta=(say("gemeenten", gemeenten=str(gemeenten)),),
        voet=(say("voet"),),
        versie=__version__,
        titel=say("naam"),
    )
    return maak_pagina(notebook, head)


def _say(**facts: Any) -> Zinnen:
    return said_by("pagina_doelgroepen", facts)


def same_areas(found: pd.DataFrame, members: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Every area once: code -> the kinds of region that it is ("regio, GGD-regio")."""
    areas = found.drop_duplicates("regio_code").set_index("regio_code")["regio_soort"].to_dict()
    together: dict[frozenset[str], list[str]] = {}
    for code in sorted(map(str, areas), key=lambda code: (_ORDER.index(code[:2]), code)):
        together.setdefault(members.get(code, frozenset([code])), []).append(code)
    return {codes[0]: ", ".join(dict.fromkeys(areas[code] for code in codes)) for codes in together.values()}


def _introduce(found: pd.DataFrame, groups: dict[str, Groep]) -> str:
    """How to read the page, the caution, and the find of the whole country per doelgroep."""
    say, lines = _say(doelgroepen=len(groups)), []
    for _, row in found[found["regio_code"] == NEDERLAND].iterrows():
        group = groups[row["doelgroep_code"]]
        lines.append(say("groep", naam=group.naam, telling=describe_count(row, group, "in Nederland")))
    return "\n".join(
        [
            hoofdstuk(say("kop"), "uitleg"),
            hoofdstuk_intro(say("uitleg")),
            waarschuwing(caution(), say("let_op")),
            lijst(lines),
            alinea(say("kolommen")),
        ]
    )


def source_of(group: Groep, origin: Origin) -> str:
    """The tables behind one doelgroep, as a source line."""
    codes = {code for trait in group.traits for code in trait.indicatoren}
    codes |= {trait.code for trait in group.samen or ()}
    if any(trait.ses for trait in group.traits) or "ses_index" in codes:
        codes |= set(origin.parts["ses"])
    return kruisingbron(origin, codes | set(PEOPLE), TARGET_YEAR if group.niveau == "GM" else WIJK_YEAR)


def _chapter(rows: pd.DataFrame, code: str, group: Groep, source: str, kinds: Mapping[str, str]) -> str:
    """One doelgroep: what it is, its gaps, its map and its table."""
    say, parts = _say(), [hoofdstuk(group.naam, code), alinea(explain_group(group))]
    parts += [bijschrift(say("gat", gat=gap)) for gap in group.gat]
    if rows.empty:
        return "\n".join([*parts, alinea(say("geen"))])
    return "\n".join([*parts, draw_group(rows, code, group, source), _table(rows, code, group, kinds)])


def draw_group(rows: pd.DataFrame, code: str, group: Groep, source: str) -> str:
    """The map of one doelgroep: gemeenten by the share of residents who live in such areas."""
    own = rows[rows["regio_code"].str.startswith("GM")].set_index("regio_code")
    shares = own["aandeel"].where(own["reden"].isna())
    order = shares[shares > 0].sort_values(ascending=False, kind="stable").index
    say = _say(
        wie=group.wie,
        gemeenten=len(own),
        gevonden=int((shares > 0).sum()),
        onbekend=int(shares.isna().sum()),
        plaatsen=join_words(list(own.loc[order, "regio_naam"]), NAMED),
    )
    title, fills = say("titel"), {place: _colour(shares.get(place)) for place in gemeente_paths()}
    alt = check_wording(say("alt", titel=title))
    return (
        f'<figure class="figuur" id="figuur-doelgroep-{code.replace("_", "-")}">'
        f'<figcaption><h3 class="figuur-titel">{escape(check_wording(title))}</h3>'
        f'<p class="figuur-ondertitel">{escape(check_wording(say("kaart")))}</p></figcaption>\n'
        f'<div class="figuur-beeld">{coloured_map(fills, alt)}{_legend(shares)}</div>\n'
        f'<p class="figuur-toelichting">{escape(caution("kort"))}</p>'
        f'<p class="figuur-bron">{escape(f"{source}; {grenzen(WIJK_YEAR)}")}</p></figure>'
    )


def _colour(share: float | None) -> str:
    if share is None or pd.isna(share):
        return _UNKNOWN
    return COLOURS[sum(share >= limit for limit in LIMITS)]


def _legend(shares: pd.Series) -> str:
    """Per class its colour, its name and how many gemeenten it has."""
    names = [*zip(COLOURS, NAMES, strict=True), (_UNKNOWN, _say()("legenda"))]
    items = "".join(
        f'<li style="display:inline-block;margin-right:1.2rem"><span aria-hidden="true" '
        f'style="display:inline-block;'
        f"width:0.9em;height:0.9em;margin-right:0.4em;border:1px solid #8b98a3;background:{colour}"
        f'"></span>{escape(name)} ({getal(count)})</li>'
        for (colour, name), count in zip(names, count_classes(shares), strict=True)
    )
    return f'<ul class="legenda" style="list-style:none;padding:0;margin:0">{items}</ul>'


def count_classes(shares: pd.Series) -> list[int]:
    """How many gemeenten are in each class of the map, and how many in none."""
    limits = [-1.0, 0.05, 10.0, 25.0, 50.0, 101.0]
    counts = pd.cut(shares.dropna(), limits, right=False).value_counts(sort=False)
    return [*(int(count) for count in counts), int(shares.isna().sum())]


def _heads(group: Groep) -> tuple[str, ...]:
    areas = "Wijken" if group.niveau == "WK" else "Gemeenten"
    return (
        areas,
        "Inwoners",
        "Aandeel van alle (%)",
        "Aandeel met uitkomst (%)",
        "Mensen met beide",
        "Andere drempels (%)",
        "Opmerking",
    )


def _table(rows: pd.DataFrame, code: str, group: Groep, kinds: Mapping[str, str]) -> str:
    """The table of a doelgroep as it is without its script: the country and its provinces."""
    shown = [bool(_ALWAYS & set(kinds[place].split(", "))) for place in rows["regio_code"]]
    few = _in_order(rows[shown])
    caption = _say()("tabel", naam=group.naam, wie=group.wie, let_op=caution("kort"))
    heads = ("Gebied", "Soort", *_heads(group))
    sides = ["", "", *["r"] * (len(heads) - 3), ""]
    head = "".join(
        f'<th scope="col" class="{side}" data-sorteer>{escape(name)}</th>'
        for name, side in zip(heads, sides, strict=True)
    )
    body = "\n".join(
        f'<tr><th scope="row">{escape(row["regio_naam"])}</th>'
        + "".join(
            f'<td class="{side}">{escape(text)}</td>'
            for text, side in zip((kinds[row["regio_code"]], *cells), sides[1:], strict=True)
        )
        + "</tr>"
        for (_, row), cells in zip(few.iterrows(), show_rows(few), strict=True)
    )
    key = f"tabel-{code.replace('_', '-')}"
    return (
        f'<div data-doelgroep="{code}"><div class="tabel-schuif" role="region" aria-labelledby="{key}-titel" '
        f'tabindex="0"><table class="tabel sorteerbaar" id="{key}"><caption id="{key}-titel">'
        f'<span class="tabel-titel">{escape(check_wording(caption))}</span></caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div></div>"
    )


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Larger areas before gemeenten, each on name: never an order by size."""
    ordered = rows.assign(volgorde=rows["regio_code"].str.startswith("GM"))
    return ordered.sort_values(["volgorde", "regio_naam", "regio_code"])


def show_rows(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """The cells of every row, as texts; a gap is a dash and never a zero."""
    unknown = rows["reden"].notna()
    numbers = {
        "gebieden": (rows["gebieden_groep"].astype("Float64"), 0),
        "inwoners": (show_people(rows["inwoners_groep"], rows["inwoners_geteld"]).astype("Float64"), 0),
        "aandeel": (rows["aandeel"], 1),
        "beoordeeld": (rows["aandeel_beoordeeld"], 1),
        "samen": (
            pd.Series([expected_people(row)[0] for _, row in rows.iterrows()], index=rows.index, dtype=float),
            0,
        ),
        "robuust": (100 * rows["robuust"], 0),
    }
    texts = [[getal(value, places) for value in column.mask(unknown)] for column, places in numbers.values()]
    return list(zip(*texts, [_remark(row) for _, row in rows.iterrows()], strict=True))


def _numbers(rows: pd.DataFrame, groups: Mapping[str, Groep], kinds: Mapping[str, str]) -> str:
    """The cells of all tables as data for the script; the names of areas once."""
    areas = _in_order(rows.drop_duplicates("regio_code"))
    places = {code: place for place, code in enumerate(areas["regio_code"])}
    tables = {}
    for code in groups:
        own = _in_order(rows[rows["doelgroep_code"] == code])
        cells = show_rows(own)
        tables[code] = [[places[area], *texts] for area, texts in zip(own["regio_code"], cells, strict=True)]
    known = dict.fromkeys(kind for found in kinds.values() for kind in found.split(", "))
    levels = [name for name in ("gemeente", "regio", *LEVEL_NAMES.values()) if name in known]
    data = {
        "soorten": list(dict.fromkeys(levels)),
        "gebieden": [
            [name, kinds[code]] for name, code in zip(areas["regio_naam"], areas["regio_code"], strict=True)
        ],
        "doelgroepen": tables,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="doelgroep-cijfers">{text}</script>'


def _remark(row: pd.Series) -> str:
    """Why a row is empty, or how much of it is not known; never a zero for what is not known."""
    say = _say()
    if not pd.isna(row["reden"]):
        return say("te_weinig", dekking=100 * row["dekking"])
    return say("zonder", onbekend=row["gebieden_onbekend"])
