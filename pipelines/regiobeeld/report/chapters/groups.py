"""Kwetsbare groepen: who lives where disadvantages coincide, how many, and how often chance gives as many."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.catalog.groups import Groep
from regiobeeld.crossing.people import show_people
from regiobeeld.crossing.wording import (
    CIRCULAR,
    CIRCULAR_SHORT,
    describe_both,
    describe_count,
    describe_gradient,
    describe_places,
    expect_both,
    expected_people,
    explain_group,
    name_part,
    tell_reach,
)
from regiobeeld.numbers import LEEG, getal, opsomming, procent, round_off
from regiobeeld.profile.groups import Groups, groups_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.groups_index import vulnerability_section
from regiobeeld.report.chapters.groups_maps import figures_by_age, pile_section
from regiobeeld.report.chapters.groups_types import type_section
from regiobeeld.report.chapters.knelpunt_words import wijk_met_gemeente
from regiobeeld.report.chapters.wijkmatrix import matrix_section
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import SOORT_NAMEN, hoofdletter, in_gebied, tabel_naam
from regiobeeld.wording import check_wording

SCALE = (
    "Mensen: hoeveel mensen naar verwachting beide kenmerken hebben, met de grenzen die de cijfers toelaten. "
    "In de wijken: welk deel van hen daar woont; een aanpak per wijk mist de rest. Andere drempels: het deel "
    "van de wijken dat blijft staan als een drempel één stap verschuift. Aandeel: welk deel van de inwoners in "
    "die wijken woont; wijken zonder cijfer tellen niet mee. Een groep staat hier alleen als dat aandeel hoger "
    "is dan in Nederland."
)
NAMED = 4
MOST_NAMED = 12


def groups_chapter(profile: Profile) -> Hoofdstuk:
    """Groups to talk about, what is behind them, where disadvantages pile up, types of wijken, index."""
    groups = groups_of(profile)
    chapter = Hoofdstuk("groepen", "Kwetsbare groepen")
    chapter.toevoegen(
        hoofdstuk_intro(introduce(groups, profile.naam)),
        waarschuwing(CIRCULAR, "Wat u hieruit wel en niet kunt opmaken"),
        paragraaf("Groepen om over te praten", "groepen-om-over-te-praten"),
        talk_table(profile, groups),
        *_explain_found(profile, groups),
        *_explain_silent(profile, groups),
        *figures_by_age(profile, groups),
        *matrix_section(profile),
        *pile_section(profile, groups),
        *type_section(profile, groups),
        *vulnerability_section(profile, groups),
        *_gradient(profile, groups),
        list_gaps(groups),
        stability_table(groups),
    )
    return chapter


def introduce(groups: Groups, region: str) -> str:
    """How many doelgroepen live here more than elsewhere, and the one with the largest share in people."""
    found, total, where = groups.found, len(groups.groepen), hoofdletter(in_gebied(region))
    if found.empty:
        unknown = int(groups.groepen["reden"].notna().sum())
        text = f"{where} heeft geen van de {getal(total)} doelgroepen een groter aandeel dan in Nederland."
        if unknown:
            text += f" Bij {getal(unknown)} daarvan komt dat doordat er te weinig cijfers zijn: "
            text += "dat is een gat, geen nul."
        return check_wording(text)
    first = found.iloc[0]
    group = groups.declared[first["doelgroep_code"]]
    count = f"heeft {getal(1)}" if len(found) == 1 else f"hebben {getal(len(found))}"
    where = hoofdletter(in_gebied(region))
    start = f"{where} {count} van de {getal(total)} doelgroepen een groter aandeel dan in Nederland."
    return check_wording(f"{start} {expect_both(first, group) or describe_count(first, group, in_gebied(region))}")


def talk_table(profile: Profile, groups: Groups) -> str:
    """Who, how many people with bounds, which part of them lives where, what remains under other thresholds."""
    rows, region = groups.found, profile.naam
    if rows.empty:
        return alinea(
            f"{hoofdletter(in_gebied(region))} is geen groep gevonden. Hieronder staat per doelgroep waarom."
        )
    national = groups.landelijk.reindex(rows["doelgroep_code"])
    table = pd.DataFrame(
        {
            "Wie": [groups.declared[code].naam for code in rows["doelgroep_code"]],
            "Mensen (van–tot)": [write_expected(row) for _, row in rows.iterrows()],
            "In de wijken": [write_reach(row) for _, row in rows.iterrows()],
            "Waar": [_places(profile, groups, code, NAMED) for code in rows["doelgroep_code"]],
            "Aandeel (NL)": [
                f"{procent(own)} ({procent(nl)})"
                for own, nl in zip(rows["aandeel_beoordeeld"], national["aandeel_beoordeeld"], strict=True)
            ],
            "Andere drempels": [procent(100 * v, 0) for v in rows["robuust"]],
        }
    )
    caption = f"Doelgroepen die {in_gebied(region)} een groter aandeel hebben dan in Nederland"
    note = bijschrift(f"{CIRCULAR_SHORT} {SCALE}")
    return tabel_html(table, caption, sorteerbaar=True, code="groepen") + note


def write_expected(row: pd.Series) -> str:
    """ "42.000 (6.900–59.000)": people expected to have both traits, with the bounds; a dash without figures."""
    expected, _ = expected_people(row)
    if pd.isna(expected):
        return LEEG
    value, low, high = (getal(round_off(v)) for v in (expected, row["samen_minstens"], row["samen_hoogstens"]))
    return f"{value} ({low}–{high})"


def write_reach(row: pd.Series) -> str:
    """Which part of the people expected lives in the found wijken."""
    expected, inside = expected_people(row)
    return procent(100 * inside / expected, 0) if expected and not pd.isna(expected) else LEEG


def _explain_found(profile: Profile, groups: Groups) -> list[str]:
    """Per found doelgroep: the people it may concern, where, by which method, and what is not known."""
    if groups.found.empty:
        return []
    region = profile.naam
    parts = [paragraaf("Wat er per groep is gevonden", "groepen-per-groep")]
    for _, row in groups.found.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        both, reach = expect_both(row, group), tell_reach(row, group)
        lead = " ".join(text for text in (both, reach) if text) or explain_group(group)
        more = [
            explain_group(group),
            f"Waar: {_places(profile, groups, row['doelgroep_code'], MOST_NAMED)}.",
            f"Zoveel mensen wonen in die wijken: {describe_count(row, group, in_gebied(region))}",
            *([CIRCULAR_SHORT] if row["doelgroep_code"] in groups.modelled else []),
            *([text] if (text := describe_both(row, group)) else []),
            *(f"Niet bekend: {gap}" for gap in group.gat),
        ]
        title = f"<h4>{escape(group.naam)}</h4>"
        parts.append(title + alinea(lead) + _fold("Waar, en hoe is dit berekend?", lijst(more)))
    return parts


def _places(profile: Profile, groups: Groups, code: str, most: int) -> str:
    """The areas of a group by their one name: a wijk with its gemeente."""
    areas = groups.areas(code)
    names = [wijk_met_gemeente(profile, area) for _, area in areas.iterrows()]
    return describe_places(areas.assign(gebied_naam=names), most)


def _fold(summary: str, html: str) -> str:
    """Detail that a reader may open."""
    return f'<details class="cijfers"><summary>{escape(summary)}</summary>\n{html}\n</details>'


def _explain_silent(profile: Profile, groups: Groups) -> list[str]:
    """Doelgroepen without a find: none, or not enough known. Never a silent zero."""
    lines, region = [], profile.naam
    for _, row in groups.silent.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        text = f"{group.naam}. {_why_silent(groups, row, group, region)}"
        if row["gebieden_groep"] and not pd.isna(row["reden"]):
            places = _places(profile, groups, row["doelgroep_code"], NAMED)
            text += f" Wel gevonden, waar er cijfers zijn: {places}."
        lines.append(check_wording(text))
    if not lines:
        return []
    return [paragraaf("Niet gevonden, of niet te zeggen", "groepen-niet-gevonden"), lijst(lines)]


def _why_silent(groups: Groups, row: pd.Series, group: Groep, region: str) -> str:
    """None found, not known, not more than in Nederland, or only one wijk to look at."""
    if row["gebieden"] < 2 and group.niveau == "WK" and pd.isna(row["reden"]):
        return f"{hoofdletter(in_gebied(region))} is maar één wijk: wijken zijn hier niet te onderscheiden."
    count = describe_count(row, group, in_gebied(region))
    if row["gebieden_groep"] and pd.isna(row["reden"]):
        own, national = (
            procent(r["aandeel_beoordeeld"]) for r in (row, groups.landelijk.loc[row["doelgroep_code"]])
        )
        return (
            f"{count} Dat is niet meer dan in Nederland (van wie een uitkomst heeft: {own}, Nederland {national})."
        )
    return count


def _gradient(profile: Profile, groups: Groups) -> list[str]:
    """National figures of persons by income and education, clearly labelled national."""
    sentences: dict[str, None] = {}
    for code, frame in groups.gradient.items():
        topic = groups.declared[code].landelijk
        if topic and not frame.empty:
            sentences |= dict.fromkeys(describe_gradient(frame, topic.replace("_landelijk", "").replace("_", " ")))
    if not sentences:
        return []
    return [
        paragraaf("Landelijk ernaast: naar inkomen en opleiding van personen", "groepen-landelijk"),
        alinea(
            "Hier zijn personen ondervraagd, in heel Nederland. Deze cijfers zeggen dus wel iets over groepen "
            "mensen, maar niets over deze regio."
        ),
        lijst(sentences),
        bijschrift(_gradient_source(profile, pd.concat(groups.gradient.values()))),
    ]


def _gradient_source(profile: Profile, rows: pd.DataFrame) -> str:
    """The tables of the national figures, each with its period, as a source line."""
    used = profile.bron[profile.bron["tabel_code"].isin(rows["tabel_code"])].drop_duplicates("tabel_code")
    parts = [
        f"{table['organisatie']}, {tabel_naam(table['tabel_code'], table['tabel_titel'])}, "
        f"{opsomming(_periods(rows[rows['tabel_code'] == table['tabel_code']]))} ({SOORT_NAMEN[table['soort']]})"
        for _, table in used.sort_values("tabel_code").iterrows()
    ]
    return f"Bron: {'; '.join(parts)}; Nederland"


def _periods(rows: pd.DataFrame) -> list[str]:
    """ "2019", or "2018/2019" where the source took two years together."""
    first, last = (pd.to_datetime(rows[name]).dt.year for name in ("periode_start", "periode_eind"))
    return sorted({f"{a}/{b}" if a < b else str(b) for a, b in zip(first, last, strict=True)})


def list_gaps(groups: Groups) -> str:
    """What no figure carries, per doelgroep; those without any figure first."""
    ordered = sorted(groups.declared.items(), key=lambda item: bool(item[1].traits))
    lines = [
        f"{group.naam}{'' if group.traits else ' (geen cijfers)'}: {' '.join(group.gat)}"
        for _, group in ordered
        if group.gat
    ]
    title = paragraaf("Wat de cijfers niet laten zien", "groepen-gaten")
    return title + alinea("Vraag hiernaar bij partners in de regio: geen open cijfer draagt het.") + lijst(lines)


def stability_table(groups: Groups) -> str:
    """The same count with other thresholds, folded away."""
    rows = groups.stabiliteit.sort_values(["doelgroep_code", "deel", "minimum"])
    counted = groups.groepen.set_index("doelgroep_code")["inwoners_geteld"]
    table = pd.DataFrame(
        {
            "Doelgroep": [groups.declared[code].naam for code in rows["doelgroep_code"]],
            "Slechtste deel": [name_part(part) for part in rows["deel"]],
            "Ongunstige cijfers nodig": rows["minimum"].to_numpy(),
            "Wijken of gemeenten": rows["gebieden"].to_numpy(),
            "Inwoners daar": show_people(rows["inwoners"], rows["doelgroep_code"].map(counted)).to_numpy(),
        }
    )
    caption = f"Dezelfde telling met andere drempels. {CIRCULAR_SHORT}"
    shown = tabel_html(table, caption, sorteerbaar=True, code="groepen-stabiliteit")
    return _fold("Bekijk hoe de uitkomst afhangt van de drempels", shown)
