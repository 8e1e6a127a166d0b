"""The national page of doelgroepen: per doelgroep a map of gemeenten and a table of every gemeente and region."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pandas as pd
from nbformat.v4 import new_code_cell, new_notebook, new_output

from regiobeeld import __version__, paths
from regiobeeld.areas.register import LEVEL_NAMES, load_register
from regiobeeld.catalog.groups import Groep, load_groups
from regiobeeld.claims.html import add_notes
from regiobeeld.claims.recorder import recording
from regiobeeld.crossing import tables
from regiobeeld.crossing.assemble import PEOPLE
from regiobeeld.crossing.people import show_people
from regiobeeld.crossing.wording import CIRCULAR, CIRCULAR_SHORT, describe_count, expected_people, explain_group
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.harmonise.findings import join_words
from regiobeeld.national.crossings import all_members
from regiobeeld.numbers import getal, procent
from regiobeeld.profile.dated import date_groups
from regiobeeld.profile.model import NEDERLAND
from regiobeeld.profile.origin import Origin, make_origin
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk, hoofdstuk_intro, lijst, waarschuwing
from regiobeeld.report.chapters.groups_words import GEO_SOURCE
from regiobeeld.report.claims import finish_page
from regiobeeld.report.figure import Figuur, figuur_html
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.report.shares import draw_shares
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import TARGET_YEAR, WIJK_YEAR, kruisingbron

NAMED = 6
SCRIPT = Path(__file__).parent / "template" / "regiobeeld" / "zoek.js"
COPIED = (
    tables.DOELGROEP,
    tables.DOELGROEP_GEBIED,
    tables.DOELGROEP_STABILITEIT,
    tables.STAPELING,
    tables.WIJKTYPE,
    tables.WIJKTYPE_GEBIED,
    tables.KWETSBAARHEID,
)


def write_screen(data_dir: Path, folder: Path) -> None:
    """Write `doelgroepen.html` and the tables behind it into `folder`.

    Args:
        data_dir: folder with the national Parquet tables.
        folder: an empty folder.
    """
    found = name_regions(pd.read_parquet(data_dir / f"{tables.KWETSBARE_GROEP.name}.parquet"))
    found.to_parquet(folder / "kwetsbare_groep.parquet", index=False, compression="zstd")
    for table in COPIED:
        shutil.copyfile(data_dir / f"{table.name}.parquet", folder / f"{table.name}.parquet")
    bron, rows = (pd.read_parquet(data_dir / f"{name}.parquet") for name in ("bron", tables.KRUISING_BRON.name))
    origins = {level: make_origin(rows, bron, level) for level in tables.NIVEAUS}
    with recording():
        page = build_page(found, date_groups(load_groups(), origins, newest_year(data_dir)), origins)
    page = finish_page(page, folder, data_dir, ("Nederland", NEDERLAND))
    (folder / "doelgroepen.html").write_text(page, encoding="utf-8")


def newest_year(data_dir: Path) -> int:
    """The year of the newest figure that was measured: from there the sentences speak."""
    columns = pd.read_parquet(data_dir / "waarneming.parquet", columns=["periode_eind", "soort"])
    return int(pd.to_datetime(columns.loc[columns["soort"] != "prognose", "periode_eind"].max()).year)


def name_regions(rows: pd.DataFrame, sources: Path = paths.SOURCES) -> pd.DataFrame:
    """Add regio_naam, regio_soort and gemeenten (how many) to rows per region; sorted by doelgroep and region."""
    register, indeling = load_register(sources), load_indeling(sources / "indeling")
    sizes = all_members(indeling, sources).groupby("gebied_code")["gemeente_code"].nunique()
    codes = rows["regio_code"]
    named = rows.assign(
        regio_naam=[register.areas[code].naam for code in codes],
        regio_soort=[_kind(code) for code in codes],
        gemeenten=codes.map(sizes).fillna(1).astype("int64"),
    )
    front = ["doelgroep_code", "regio_code", "regio_naam", "regio_soort", "gemeenten"]
    order = [*front, *(name for name in rows.columns if name not in front)]
    return named[order].sort_values(["doelgroep_code", "regio_code"], ignore_index=True)


def _kind(code: str) -> str:
    level = "NL" if code == NEDERLAND else code[:2]
    return "regio" if level == "RG" else str(LEVEL_NAMES[level])


def build_page(found: pd.DataFrame, groups: dict[str, Groep], origins: Mapping[str, Origin]) -> str:
    """The whole page as text: an introduction and one chapter per doelgroep. `origins`: per level WK and GM."""
    chapters = [_introduce(found, groups)]
    for code, group in groups.items():
        rows = found[found["doelgroep_code"] == code]
        chapters.append(_chapter(rows, code, group, source_of(group, origins[group.niveau])))
    chapters.append(f"<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>")
    html = add_notes("\n".join(chapters))
    notebook = new_notebook(
        cells=[new_code_cell("", outputs=[new_output("display_data", {"text/html": html})])],
    )
    head = Paginakop(
        naam="Doelgroepen in heel Nederland",
        ondertitel="Waar kenmerken samenkomen, en hoeveel mensen ze naar verwachting allebei hebben",
        meta=(
            f"{found['regio_code'].str.startswith('GM').groupby(found['doelgroep_code']).sum().max()} gemeenten",
        ),
        voet=("Cijfers van CBS, RIVM en GGD'en (CC BY 4.0); de bron staat onder elke kaart.",),
        versie=__version__,
        titel="Doelgroepen in heel Nederland",
    )
    return maak_pagina(notebook, head)


def _introduce(found: pd.DataFrame, groups: dict[str, Groep]) -> str:
    """How to read the page, the caution, and the find of the whole country per doelgroep."""
    lines = [
        f"{groups[row['doelgroep_code']].naam}. {describe_count(row, groups[row['doelgroep_code']], 'Nederland')}"
        for _, row in found[found["regio_code"] == NEDERLAND].iterrows()
    ]
    return "\n".join(
        [
            hoofdstuk("Hoe u dit leest", "uitleg"),
            hoofdstuk_intro(
                f"Voor elk van de {getal(len(groups))} doelgroepen ziet u een kaart van de gemeenten en een tabel "
                "van alle gemeenten en regio's. Sorteer zelf; een volgorde zegt niets zonder de kolom over andere "
                "drempels ernaast."
            ),
            waarschuwing(CIRCULAR, "Wat u hieruit wel en niet kunt opmaken"),
            lijst(lines),
            alinea(
                "Mensen met beide: hoeveel mensen naar verwachting beide kenmerken hebben (met de samenhang "
                "van heel "
                "Nederland waar die bekend is, anders alsof de twee los van elkaar staan). Inwoners: zoveel "
                "mensen "
                "wonen in die gebieden. Aandeel van alle: van alle inwoners van die leeftijd. Aandeel met "
                "uitkomst: "
                "van wie in een gebied met een uitkomst woont. Andere drempels: het deel van de groep (in "
                "procenten) "
                "dat blijft staan als een drempel één stap verschuift. Leeg: geen groep gevonden, of te weinig "
                "cijfers; de laatste kolom zegt welke van de twee."
            ),
        ]
    )


def source_of(group: Groep, origin: Origin) -> str:
    """The tables behind one doelgroep, as a source line."""
    codes = {code for trait in group.traits for code in trait.indicatoren}
    codes |= {trait.code for trait in group.samen or ()}
    if any(trait.ses for trait in group.traits) or "ses_index" in codes:
        codes |= set(origin.parts["ses"])
    return kruisingbron(origin, codes | set(PEOPLE), TARGET_YEAR if group.niveau == "GM" else WIJK_YEAR)


def _chapter(rows: pd.DataFrame, code: str, group: Groep, source: str) -> str:
    """One doelgroep: what it is, its gaps, its map and its table."""
    parts = [hoofdstuk(group.naam, code), alinea(explain_group(group))]
    parts += [bijschrift(f"Niet bekend: {gap}") for gap in group.gat]
    if rows.empty:
        return "\n".join([*parts, alinea("Voor deze doelgroep zijn er geen cijfers.")])
    return "\n".join([*parts, figuur_html(draw_group(rows, code, group, source)), list_regions(rows, group)])


def draw_group(rows: pd.DataFrame, code: str, group: Groep, source: str) -> Figuur:
    """The map of one doelgroep: gemeenten by the share of residents who live in such areas."""
    own = rows[rows["regio_code"].str.startswith("GM")].set_index("regio_code")
    shares = own["aandeel"].where(own["reden"].isna())
    with_group, unknown = int((shares > 0).sum()), int(shares.isna().sum())
    order = shares[shares > 0].sort_values(ascending=False, kind="stable").index
    most = join_words(list(own.loc[order, "regio_naam"]), NAMED) or "geen"
    text = (
        f"In {getal(with_group)} van de {getal(len(own))} gemeenten is deze groep gevonden; "
        f"van {getal(unknown)} is te weinig bekend"
    )
    return Figuur(
        code=f"doelgroep-{code.replace('_', '-')}",
        titel=text,
        ondertitel=f"Deel van alle {group.wie} dat woont in gebieden waar de kenmerken samenkomen, per gemeente",
        alt=f"Kaart van Nederland. {text}. Grootste aandeel eerst: {most}.",
        bron=f"{source}; {GEO_SOURCE}",
        teken=lambda formaat: draw_shares(shares, own.index, formaat),
        tabel=pd.DataFrame(
            {
                "Aandeel": [
                    "geen",
                    "meer dan 0 tot 10%",
                    "10 tot 25%",
                    "25 tot 50%",
                    "50% of meer",
                    "te weinig cijfers",
                ]
            }
        ).assign(Gemeenten=_count_classes(shares)),
        toelichting=CIRCULAR_SHORT,
    )


def _count_classes(shares: pd.Series) -> list[int]:
    limits = [-1.0, 0.05, 10.0, 25.0, 50.0, 101.0]
    counts = pd.cut(shares.dropna(), limits, right=False).value_counts(sort=False)
    return [*(int(count) for count in counts), int(shares.isna().sum())]


def list_regions(rows: pd.DataFrame, group: Groep) -> str:
    """Every gemeente and region, on name; sorting is up to the reader, chance and thresholds stand beside."""
    ordered = rows.assign(volgorde=rows["regio_soort"].eq("gemeente")).sort_values(["volgorde", "regio_naam"])
    unknown = ordered["reden"].notna()
    areas = "Wijken" if group.niveau == "WK" else "Gemeenten"
    table = pd.DataFrame(
        {
            "Gebied": ordered["regio_naam"],
            "Soort": ordered["regio_soort"],
            areas: ordered["gebieden_groep"].astype("Int64").mask(unknown),
            "Inwoners": show_people(ordered["inwoners_groep"], ordered["inwoners_geteld"]).mask(unknown),
            "Aandeel van alle (%)": ordered["aandeel"].mask(unknown),
            "Aandeel met uitkomst (%)": ordered["aandeel_beoordeeld"].mask(unknown),
            "Mensen met beide": [
                None if hide else expected_people(row)[0]
                for hide, (_, row) in zip(unknown, ordered.iterrows(), strict=True)
            ],
            "Andere drempels (%)": (100 * ordered["robuust"]).mask(unknown),
            "Opmerking": [_remark(row) for _, row in ordered.iterrows()],
        }
    )
    caption = (
        f"{group.wie[:1].upper()}{group.wie[1:]} in zulke gebieden, per gemeente en regio "
        f"({getal(len(table))} rijen). {CIRCULAR_SHORT}"
    )
    shown = tabel_html(
        table,
        caption,
        decimalen={
            "Mensen met beide": 0,
            "Aandeel van alle (%)": 1,
            "Aandeel met uitkomst (%)": 1,
            "Andere drempels (%)": 0,
        },
        sorteerbaar=True,
    )
    return f'<div data-zoek="{escape(group.naam)}">{shown}</div>'


def _remark(row: pd.Series) -> str:
    """Why a row is empty, or how much of it is not known; never a zero for what is not known."""
    if not pd.isna(row["reden"]):
        return f"te weinig cijfers ({procent(100 * row['dekking'], 0)} van de inwoners)"
    return f"{getal(row['gebieden_onbekend'])} zonder cijfers" if row["gebieden_onbekend"] else ""
