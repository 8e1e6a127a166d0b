"""Kwetsbare groepen: who lives where disadvantages coincide, how many, and how often chance gives as many."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, fold, hoofdstuk_intro, lijst
from regiobeeld.blocks.columns import table_of
from regiobeeld.blocks.text import SOORT_NAMEN, in_gebied, tabel_naam, wijknamen
from regiobeeld.crossing.people import show_people
from regiobeeld.needs.group_words import (
    caution,
    describe_both,
    describe_count,
    describe_gradient,
    describe_places,
    expect_both,
    expected_people,
    explain_group,
    share_inside,
    tell_both,
)
from regiobeeld.needs.groups import Groups
from regiobeeld.numbers import LEEG, getal, opsomming, round_off
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile
from regiobeeld.wording import check_wording

NAMED = 4
MOST_NAMED = 12


def introduction(profile: Profile, groups: Groups, zin: Zinnen) -> str:
    """How many doelgroepen live here more than elsewhere, and the one with the largest share in people."""
    first = ""
    for _, row in groups.found.head(1).iterrows():
        group = groups.declared[row["doelgroep_code"]]
        first = expect_both(row, group) or describe_count(row, group, in_gebied(profile.naam))
    facts = {"gevonden": len(groups.found), "doelgroepen": len(groups.groepen), "eerste": first}
    return hoofdstuk_intro(zin("tekst", onbekend=int(groups.groepen["reden"].notna().sum()), **facts))


def talk_table(profile: Profile, groups: Groups, zin: Zinnen) -> str:
    """Who, how many people with bounds, which part of them lives where, what remains under other thresholds."""
    if groups.found.empty:
        return alinea(zin("geen"))
    rows = []
    for _, row in groups.found.iterrows():
        code = row["doelgroep_code"]
        facts = {"rij": row, "groep": groups.declared[code], "landelijk": groups.landelijk.loc[code]}
        told = {
            "mensen": write_expected(row),
            "binnen": share_inside(row),
            "plaatsen": _places(profile, groups, code, NAMED),
        }
        rows.append({**facts, **told})
    return table_of(zin, "titel", rows) + bijschrift(zin("noot"))


def write_expected(row: pd.Series) -> str:
    """ "42.000 (6.900–59.000)": people expected to have both traits, with the bounds; a dash without figures."""
    expected, _ = expected_people(row)
    if pd.isna(expected):
        return LEEG
    value, low, high = (getal(round_off(v)) for v in (expected, row["samen_minstens"], row["samen_hoogstens"]))
    return f"{value} ({low}–{high})"


def per_group(profile: Profile, groups: Groups, zin: Zinnen) -> list[str]:
    """Per found doelgroep: the people it may concern, where, by which method, and what is not known."""
    where, parts = in_gebied(profile.naam), []
    for _, row in groups.found.iterrows():
        code = row["doelgroep_code"]
        group = groups.declared[code]
        lead = tell_both(row, group) or explain_group(group)
        more = [
            explain_group(group),
            zin("waar", plaatsen=_places(profile, groups, code, MOST_NAMED)),
            zin("inwoners", telling=describe_count(row, group, where)),
            caution("kort") if code in groups.modelled else "",
            describe_both(row, group),
            *(zin("gat", gat=gap) for gap in group.gat),
        ]
        title = f"<h4>{escape(group.naam)}</h4>"
        parts.append(title + alinea(lead) + fold(zin("tonen"), lijst(text for text in more if text)))
    return parts


def _places(profile: Profile, groups: Groups, code: str, most: int) -> str:
    """The areas of a group by their one name: a wijk with its gemeente."""
    areas = groups.areas(code)
    return describe_places(areas.assign(gebied_naam=wijknamen(profile, areas)), most)


def silent(profile: Profile, groups: Groups, zin: Zinnen) -> str:
    """Doelgroepen without a find: none, or not enough known. Never a silent zero."""
    lines = []
    for _, row in groups.silent.iterrows():
        code = row["doelgroep_code"]
        group, known = groups.declared[code], bool(pd.isna(row["reden"]))
        facts = {
            "groep": group,
            "een_wijk": bool(row["gebieden"] < 2) and group.niveau == "WK" and known,
            "telling": describe_count(row, group, in_gebied(profile.naam)),
            "wel": bool(row["gebieden_groep"]),
            "bekend": known,
            "eigen": row["aandeel_beoordeeld"],
            "landelijk": groups.landelijk["aandeel_beoordeeld"].get(code),
            "plaatsen": _places(profile, groups, code, NAMED) if row["gebieden_groep"] and not known else "",
        }
        lines.append(check_wording(zin("punt", **facts)))
    return lijst(lines)


def nationally(profile: Profile, groups: Groups, zin: Zinnen) -> list[str]:
    """National figures of persons by income and education, clearly labelled national."""
    sentences: dict[str, None] = {}
    for code, frame in groups.gradient.items():
        topic = groups.declared[code].landelijk
        if topic and not frame.empty:
            sentences |= dict.fromkeys(describe_gradient(frame, topic.replace("_landelijk", "").replace("_", " ")))
    if not sentences:
        return []
    source = _gradient_source(profile, pd.concat(groups.gradient.values()))
    return [alinea(zin("uitleg")), lijst(sentences), bijschrift(source)]


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
    periods = rows[["periode_start", "periode_eind"]].drop_duplicates()
    first, last = (pd.to_datetime(periods[name]).dt.year for name in periods)
    return sorted({f"{a}/{b}" if a < b else str(b) for a, b in zip(first, last, strict=True)})


def list_gaps(profile: Profile, groups: Groups, zin: Zinnen) -> str:
    """What no figure carries, per doelgroep; those without any figure first."""
    ordered = sorted(groups.declared.values(), key=lambda group: bool(group.traits))
    lines = [zin("punt", groep=group, geteld=bool(group.traits)) for group in ordered if group.gat]
    return alinea(zin("uitleg")) + lijst(lines)


def stability_table(profile: Profile, groups: Groups, zin: Zinnen) -> str:
    """The same count with other thresholds, folded away."""
    found = groups.stabiliteit.sort_values(["doelgroep_code", "deel", "minimum"])
    counted = found["doelgroep_code"].map(groups.groepen.set_index("doelgroep_code")["inwoners_geteld"])
    people = show_people(found["inwoners"], counted)
    rows = [
        {"groep": groups.declared[row["doelgroep_code"]], "rij": row, "inwoners": shown}
        for (_, row), shown in zip(found.iterrows(), people, strict=True)
    ]
    return fold(zin("tonen"), table_of(zin, "titel", rows))
