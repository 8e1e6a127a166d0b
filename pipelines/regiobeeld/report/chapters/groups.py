"""Kwetsbare groepen: who lives where disadvantages coincide, how many they are and how sure that is."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.catalog.groups import Groep
from regiobeeld.crossing.wording import (
    CIRCULAR,
    PLACES,
    describe_both,
    describe_chance,
    describe_count,
    describe_gradient,
    describe_places,
)
from regiobeeld.profile.groups import Groups, groups_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.groups_cards import profile_cards
from regiobeeld.report.chapters.groups_maps import figures_by_age, pile_section, vulnerability_section
from regiobeeld.report.chapters.groups_types import type_section
from regiobeeld.report.numbers import getal, opsomming, procent
from regiobeeld.report.tables import tabel_html
from regiobeeld.wording import check_wording

CERTAINTY = (
    "Stevig: toeval verklaart de vondst niet, en minstens de helft van de groep blijft als een drempel één stap "
    "verschuift. Redelijk: een van de twee klopt. Zwak: kan toeval zijn, of hangt aan één drempel. Robuust: het "
    "deel van de groep dat blijft als een drempel één stap verschuift."
)
COUNTED = (
    "Geteld zijn alle inwoners van die leeftijd in zulke wijken, dus ook inwoners op wie de kenmerken niet slaan. "
    "Inwoners per leeftijd zijn afgeleid van hele procenten van CBS."
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
        *_gradient(groups),
        list_gaps(groups),
        stability_table(groups),
    )
    return chapter


def introduce(groups: Groups, region: str) -> str:
    """How many doelgroepen were found, how sure, and the first of them with its count."""
    found, total = groups.found, len(groups.groepen)
    if found.empty:
        unknown = int(groups.groepen["reden"].notna().sum())
        text = f"In {region} is geen van de {total} doelgroepen gevonden."
        if unknown:
            text += f" Bij {unknown} daarvan komt dat doordat er te weinig cijfers zijn: dat is een gat, geen nul."
        return check_wording(text)
    counts = found["zekerheid"].value_counts()
    sure = opsomming(f"{counts[word]} {word}" for word in ("stevig", "redelijk", "zwak") if word in counts)
    first = found.iloc[0]
    count = "is 1" if len(found) == 1 else f"zijn {len(found)}"
    start = f"In {region} {count} van de {total} doelgroepen gevonden ({sure})."
    return check_wording(f"{start} {describe_count(first, groups.declared[first['doelgroep_code']], region)}")


def describe_find(row: pd.Series, group: Groep, region: str) -> str:
    """`describe_count`; when nothing was found, also how many areas could not be judged: that is no zero."""
    text = describe_count(row, group, region)
    unknown = int(row["gebieden_onbekend"])
    if row["gebieden_groep"] or not pd.isna(row["reden"]) or not unknown:
        return text
    one, more = PLACES[group.niveau]
    where = f"1 {one} ontbreken" if unknown == 1 else f"{getal(unknown)} {more} ontbreken"
    return check_wording(f"{text} Van {where} cijfers; daarover is niets te zeggen.")


def talk_table(groups: Groups, region: str) -> str:
    """Who, where, how many, what share (beside NL), how sure, how robust."""
    rows = groups.found
    if rows.empty:
        return alinea(f"In {region} is geen groep gevonden. Hieronder staat per doelgroep waarom.")
    national = groups.landelijk.reindex(rows["doelgroep_code"])
    table = pd.DataFrame(
        {
            "Wie": [groups.declared[code].naam for code in rows["doelgroep_code"]],
            "Waar": [describe_places(groups.areas(code), NAMED) for code in rows["doelgroep_code"]],
            "Inwoners": rows["inwoners_groep"].to_numpy(),
            "Aandeel (NL)": [
                f"{procent(own)} ({procent(nl)})"
                for own, nl in zip(rows["aandeel"], national["aandeel"], strict=True)
            ],
            "Hoe zeker": rows["zekerheid"].to_numpy(),
            "Robuust": [procent(100 * v, 0) for v in rows["robuust"]],
        }
    )
    caption = f"Inwoners van {region} in wijken waar twee kenmerken samenkomen, met per wijk het aantal"
    return tabel_html(table, caption, sorteerbaar=True, code="groepen") + bijschrift(f"{COUNTED} {CERTAINTY}")


def _explain_found(groups: Groups, region: str) -> list[str]:
    """Per found doelgroep: the count, what chance gives, the persons it may concern, and what is not known."""
    if groups.found.empty:
        return []
    parts = [paragraaf("Wat er per groep is gevonden", "groepen-per-groep")]
    for _, row in groups.found.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        places = f"Waar: {describe_places(groups.areas(row['doelgroep_code']), MOST_NAMED)}."
        both = describe_both(row, group)
        gaps = [f"Niet bekend: {gap}" for gap in group.gat]
        more = [places, describe_chance(row), *([both] if both else []), *gaps]
        title = f"<h4>{escape(group.naam)}: {escape(row['zekerheid'])}</h4>"
        parts.append(title + alinea(describe_find(row, group, region)) + _fold("Waar, en hoe zeker?", lijst(more)))
    return parts


def _fold(summary: str, html: str) -> str:
    """Detail that a reader may open."""
    return f'<details class="cijfers"><summary>{escape(summary)}</summary>\n{html}\n</details>'


def _explain_silent(groups: Groups, region: str) -> list[str]:
    """Doelgroepen without a find: none, or not enough known. Never a silent zero."""
    lines = []
    for _, row in groups.silent.iterrows():
        group = groups.declared[row["doelgroep_code"]]
        text = f"{group.naam}. {describe_find(row, group, region)}"
        if row["gebieden_groep"]:
            places = describe_places(groups.areas(row["doelgroep_code"]), NAMED)
            text += f" Wel gevonden, waar er cijfers zijn: {places}."
        lines.append(check_wording(text))
    if not lines:
        return []
    return [paragraaf("Niet gevonden, of niet te zeggen", "groepen-niet-gevonden"), lijst(lines)]


def _gradient(groups: Groups) -> list[str]:
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
        bijschrift("Bron: CBS, met RIVM en Trimbos-instituut, tabel 83385NED, 2018/2019; enquête; Nederland"),
    ]


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
    parts = {0.2: "een vijfde", 0.25: "een kwart"}
    table = pd.DataFrame(
        {
            "Doelgroep": [groups.declared[code].naam for code in rows["doelgroep_code"]],
            "Slechtste deel": [parts.get(round(v, 2), procent(100 * v, 0)) for v in rows["deel"]],
            "Ongunstige cijfers nodig": rows["minimum"].to_numpy(),
            "Wijken of gemeenten": rows["gebieden"].to_numpy(),
            "Inwoners daar": rows["inwoners"].to_numpy(),
        }
    )
    shown = tabel_html(table, "Dezelfde telling met andere drempels", sorteerbaar=True, code="groepen-stabiliteit")
    return _fold("Bekijk hoe de uitkomst afhangt van de drempels", shown)
