"""Kwetsbare groepen: who lives where disadvantages coincide, how many, and how often chance gives as many."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.crossing.chance import PERMUTATIONS
from regiobeeld.crossing.people import show_people
from regiobeeld.crossing.wording import (
    CIRCULAR,
    CIRCULAR_SHORT,
    describe_both,
    describe_chance,
    describe_count,
    describe_gradient,
    describe_places,
    explain_group,
    name_part,
    tell_chance,
)
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.profile.groups import Groups, groups_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.groups_cards import profile_cards
from regiobeeld.report.chapters.groups_index import vulnerability_section
from regiobeeld.report.chapters.groups_maps import figures_by_age, pile_section
from regiobeeld.report.chapters.groups_types import type_section
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import SOORT_NAMEN, tabel_naam, wijk_naam
from regiobeeld.wording import check_wording

SCALE = (
    f"Toeval: hoe vaak het eerste kenmerk, {getal(PERMUTATIONS)} keer willekeurig verdeeld over even stedelijke "
    "gebieden, minstens zoveel inwoners geeft. Andere drempels: het deel van de groep dat blijft staan als een "
    "drempel "
    "één stap verschuift. Aandeel van alle: van alle inwoners van die leeftijd. Aandeel met uitkomst: van wie in "
    "een "
    "wijk (of gemeente) met een uitkomst woont; daarnaast staat Nederland."
)
COUNTED = (
    "Geteld zijn alle inwoners van die leeftijd in zulke wijken, dus ook inwoners op wie de kenmerken niet slaan."
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
        talk_table(groups, profile.naam),
        *_explain_found(groups, profile.naam),
        *_explain_silent(groups, profile.naam),
        *figures_by_age(profile, groups),
        *profile_cards(profile, groups),
        *pile_section(profile, groups),
        *type_section(profile, groups),
        *vulnerability_section(profile, groups),
        *_gradient(profile, groups),
        list_gaps(groups),
        stability_table(groups),
    )
    return chapter


def introduce(groups: Groups, region: str) -> str:
    """How many doelgroepen were found, and the one with the largest share with its count."""
    found, total = groups.found, len(groups.groepen)
    if found.empty:
        unknown = int(groups.groepen["reden"].notna().sum())
        text = f"In {region} is geen van de {total} doelgroepen gevonden."
        if unknown:
            text += f" Bij {unknown} daarvan komt dat doordat er te weinig cijfers zijn: dat is een gat, geen nul."
        return check_wording(text)
    first = found.iloc[0]
    count = "is 1" if len(found) == 1 else f"zijn {len(found)}"
    start = f"In {region} {count} van de {total} doelgroepen gevonden."
    return check_wording(f"{start} {describe_count(first, groups.declared[first['doelgroep_code']], region)}")


def talk_table(groups: Groups, region: str) -> str:
    """Who, where, how many, what share (beside NL), how often by chance, what remains under other thresholds."""
    rows = groups.found
    if rows.empty:
        return alinea(f"In {region} is geen groep gevonden. Hieronder staat per doelgroep waarom.")
    national = groups.landelijk.reindex(rows["doelgroep_code"])
    table = pd.DataFrame(
        {
            "Wie": [groups.declared[code].naam for code in rows["doelgroep_code"]],
            "Waar": [_places(groups, code, NAMED) for code in rows["doelgroep_code"]],
            "Inwoners": show_people(rows["inwoners_groep"], rows["inwoners_geteld"]).to_numpy(),
            "Aandeel van alle": [procent(share) for share in rows["aandeel"]],
            "Aandeel met uitkomst (NL)": [
                f"{procent(own)} ({procent(nl)})"
                for own, nl in zip(rows["aandeel_beoordeeld"], national["aandeel_beoordeeld"], strict=True)
            ],
            "Toeval": [tell_chance(p) for p in rows["p_waarde"]],
            "Andere drempels": [procent(100 * v, 0) for v in rows["robuust"]],
        }
    )
    caption = f"Inwoners van {region} in wijken waar twee kenmerken samenkomen, met per wijk het aantal"
    note = bijschrift(f"{CIRCULAR_SHORT} {COUNTED} {SCALE}")
    return tabel_html(table, caption, sorteerbaar=True, code="groepen") + note


def _explain_found(groups: Groups, region: str) -> list[str]:
    """Per found doelgroep: the count, what chance gives, the persons it may concern, and what is not known."""
    if groups.found.empty:
        return []
    parts = [paragraaf("Wat er per groep is gevonden", "groepen-per-groep")]
    for _, row in groups.found.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        places = f"Waar: {_places(groups, row['doelgroep_code'], MOST_NAMED)}."
        both = describe_both(row, group)
        gaps = [f"Niet bekend: {gap}" for gap in group.gat]
        more = [
            explain_group(group),
            places,
            describe_chance(row),
            *([CIRCULAR_SHORT] if row["doelgroep_code"] in groups.modelled else []),
            *([both] if both else []),
            *gaps,
        ]
        title = f"<h4>{escape(group.naam)}</h4>"
        parts.append(
            title
            + alinea(describe_count(row, group, region))
            + _fold("Waar, en hoe vaak bij toeval?", lijst(more))
        )
    return parts


def _places(groups: Groups, code: str, most: int) -> str:
    areas = groups.areas(code)
    return describe_places(areas.assign(gebied_naam=areas["gebied_naam"].map(wijk_naam)), most)


def _fold(summary: str, html: str) -> str:
    """Detail that a reader may open."""
    return f'<details class="cijfers"><summary>{escape(summary)}</summary>\n{html}\n</details>'


def _explain_silent(groups: Groups, region: str) -> list[str]:
    """Doelgroepen without a find: none, or not enough known. Never a silent zero."""
    lines = []
    for _, row in groups.silent.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        text = f"{group.naam}. {describe_count(row, group, region)}"
        if row["gebieden_groep"]:
            places = _places(groups, row["doelgroep_code"], NAMED)
            text += f" Wel gevonden, waar er cijfers zijn: {places}."
        lines.append(check_wording(text))
    if not lines:
        return []
    return [paragraaf("Niet gevonden, of niet te zeggen", "groepen-niet-gevonden"), lijst(lines)]


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
