"""SES x leefstijl x leeftijd: the wijken where a low position and an unfavourable lifestyle coincide."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, waarschuwing
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import (
    WIJK_YEAR,
    aantal,
    hoofdletter,
    kruisingbron,
    wat_ongunstig_is,
)
from regiobeeld.catalog.groups import load_crossing
from regiobeeld.chapters_groups.crossing_words import (
    describe_gaps,
    explain_people,
    is_unmeasured,
    sentence,
    title_of_count,
)
from regiobeeld.chapters_people.mapping import MOST_ROWS
from regiobeeld.chapters_people.mapsheets import wijk_sheet
from regiobeeld.chapters_people.wijk_notes import changed_wijken
from regiobeeld.charts.spreiding import spreiding
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people
from regiobeeld.crossing.wording import CIRCULAR, CIRCULAR_SHORT, expect_both, tell_reach
from regiobeeld.harmonise.findings import join_words
from regiobeeld.maps.maps import bivariaat
from regiobeeld.names import wijk_naam
from regiobeeld.needs.crossing import groups, summarise_group, wijk_rows
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.model import Profile

AGES = ("65+", "18-64")
WIE = "65-plussers"
OLD = "ouderen_lage_ses_leefstijl"
MANY = 25
NAMED = 8
INDEX = load_crossing().ses.naam
DECIMALS = {INDEX: 2, "Leefstijlscore": 0, "Alle inwoners": 0}


def lead(profile: Profile, zin: Zinnen) -> list[str]:
    """The expected number of people first; how many live in the wijken is a footnote to it."""
    groups, counted = groups_of(profile), sentence(profile)
    people = ""
    if not is_unmeasured(profile) and OLD in set(groups.groepen["doelgroep_code"]):
        row, declared = groups.row(OLD), groups.declared[OLD]
        people = " ".join(text for text in (expect_both(row, declared), tell_reach(row, declared)) if text)
    if not people:
        return [hoofdstuk_intro(counted)]
    return [hoofdstuk_intro(people), bijschrift(zin("noot", telling=counted))]


def warning(profile: Profile, zin: Zinnen) -> str:
    """What these figures can and cannot tell."""
    return waarschuwing(CIRCULAR, zin("titel"))


def _source(profile: Profile) -> str:
    origin = profile.herkomst_wijken
    return kruisingbron(origin, {*origin.parts["ses"], *origin.parts["leefstijl"], *origin.parts["inwoners"]})


def scatter(profile: Profile, zin: Zinnen) -> Figuur | None:
    """A circle per wijk with both figures; None with fewer than three."""
    table = wijk_rows(profile)
    table = table[table["ses_index"].notna() & table["leefstijl_score"].notna()]
    if len(table) < 3:
        return None
    group, is_long = _is_group(table), len(table) > MOST_ROWS
    points = pd.DataFrame(
        {
            "naam": table["gebied_naam"].map(wijk_naam),
            "x": table["ses_index"].astype(float),
            "y": table["leefstijl_score"].astype(float),
            "grootte": table["inwoners"].astype(float),
            "nadruk": group,
        }
    )
    largest = join_words(list(groups(profile)["gebied_naam"].map(wijk_naam)), NAMED)
    facts = {
        "telling": title_of_count(profile, summarise_group(profile)),
        "wijken": len(table),
        "grootste": largest.rstrip("."),
        "is_lang": is_long,
        "kort": CIRCULAR_SHORT,
    }
    across, up = zin("liggend"), zin("staand")
    return special_figure(
        "kruising-spreiding",
        zin,
        facts,
        bron=_source(profile),
        teken=lambda formaat: spreiding(
            points, across, up, 0.0, 50.0, WIE, formaat, ongunstig="linksboven", nadruk_naam=zin("nadruk")
        ),
        tabel=_listing(profile, table[group].head(MOST_ROWS) if is_long else table),
        decimalen=DECIMALS,
    )


def _listing(profile: Profile, table: pd.DataFrame, words: str = WIE) -> pd.DataFrame:
    """One row per wijk: name, gemeente, residents of this age and in all, and what makes it stand out."""
    return pd.DataFrame(
        {
            "Wijk": table["gebied_naam"].map(wijk_naam),
            "Gemeente": [profile.name(code) for code in table["gemeente_code"]],
            hoofdletter(words): show_people(table["inwoners"], table["inwoners_geteld"]),
            "Alle inwoners": table["inwoners_totaal"],
            INDEX: table["ses_index"],
            "Leefstijlscore": table["leefstijl_score"],
            "Ongunstig": [_names(profile, codes) for codes in table["ongunstig"]],
        }
    )


def _names(profile: Profile, codes: object) -> str:
    if not isinstance(codes, str) or not codes:
        return ""
    return opsomming(wat_ongunstig_is(profile.indicators[code]) for code in codes.split(";"))


def wijk_figure(profile: Profile, zin: Zinnen) -> Figuur | None:
    """The wijken by SES and lifestyle; None with fewer than two that have both, and for a very large region."""
    table = wijk_rows(profile).set_index("gebied_code")
    both = table["ses_kwintiel"].notna() & table["leefstijl_ongunstig"].notna()
    if both.sum() < 2 or profile.has_many_wijken:
        return None
    # Turned round, so that on both sides of the legend more means more unfavourable.
    low_ses = (6 - table.loc[both, "ses_kwintiel"]).astype(float)
    style = table.loc[both, "leefstijl_ongunstig"].astype(float)
    sheet, counted, found = wijk_sheet(profile), summarise_group(profile), groups(profile)
    told = {
        code: f"{name}: vijfde deel {getal(6 - low_ses[code])} (SES), {getal(style[code])} ongunstig (leefstijl)"
        if code in low_ses.index
        else f"{name}: geen cijfer"
        for code, name in sheet.spoken.items()
    }
    gaps = describe_gaps(profile, counted.wijken_onbekend, int((~both).sum()))
    shown = table if len(table) <= MOST_ROWS else table[_is_group(table)].head(MOST_ROWS)
    shown = table.head(MOST_ROWS) if shown.empty else shown
    facts = {
        "telling": title_of_count(profile, counted),
        "wijken": counted.wijken,
        "alle_wijken": len(table),
        "plaatsen": [profile.name(code) for code in found["gemeente_code"].unique()],
        "noot": " ".join(text for text in (gaps, changed_wijken(profile)) if text),
        "kort": CIRCULAR_SHORT,
    }
    across, up = zin("legenda_ses"), zin("legenda_leefstijl")
    return special_figure(
        "kruising-kaart",
        zin,
        facts,
        bron=f"{_source(profile)}; grenzen {WIJK_YEAR}: CBS/Kadaster",
        teken=lambda formaat: bivariaat(
            sheet.shapes,
            low_ses,
            style,
            (2.5, 4.5),
            (0.5, 1.5),
            across,
            up,
            sheet.outline,
            sheet.names,
            formaat,
            namen=told,
            inzet=sheet.insets,
        ),
        tabel=_listing(profile, shown.reset_index().sort_values(["gemeente_code", "gebied_naam"])),
        decimalen=DECIMALS,
    )


def _is_group(table: pd.DataFrame) -> pd.Series:
    return table["is_groep"].fillna(value=False).astype(bool)


def per_gemeente(profile: Profile, zin: Zinnen) -> str | None:
    """Counts per gemeente that has such wijken, most residents first."""
    table = wijk_rows(profile)
    group = _is_group(table)
    if is_unmeasured(profile) or len(profile.region.gemeenten) < 2 or not group.any():
        return None
    people, there = f"{WIE} daar", "Wijken waar het samenkomt"
    counts = pd.DataFrame(
        {
            "Gemeente": [profile.name(code) for code in table["gemeente_code"]],
            "Wijken": (table["inwoners"].isna() | (table["inwoners"] > 0)).astype(int),
            there: group.astype(int),
            people: table["inwoners"].where(group, 0).fillna(0).astype(int),
            "Wijken zonder uitkomst": table["is_groep"].isna().astype(int),
        }
    )
    counts = counts.groupby("Gemeente", as_index=False).sum()
    counted = pd.Series(summarise_group(profile).geteld, index=counts.index)
    counts[people] = show_people(counts[people], counted)
    some = counts[counts[there] > 0].sort_values([people, "Gemeente"], ascending=[False, True])
    meer = MANY if len(some) > MANY else 0
    caption = zin("titel", meeste=meer, zonder=len(counts) - len(some), kort=CIRCULAR_SHORT)
    return tabel_html(some.head(MANY), caption, sorteerbaar=True)


def explain(profile: Profile, zin: Zinnen) -> list[str]:
    """How it was counted, and why some wijken have no outcome."""
    table = wijk_rows(profile)
    reasons = table.loc[table["is_groep"].isna(), "reden"].fillna("onbekend")
    # The reason lists which figures are missing; for the reader the kind of gap is enough.
    short = reasons.str.replace(r"^(cijfers over sociaaleconomische positie ontbreken).*", r"\1", regex=True)
    lines = [
        f"{hoofdletter(note_text(str(reason)))}: {aantal(count, 'wijk', 'wijken')}."
        for reason, count in short.value_counts().items()
    ]
    both = pd.concat([wijk_rows(profile, age) for age in AGES])
    how = bijschrift(zin("tekst", mensen=explain_people(profile, both)))
    return [how + (alinea(zin("waarom")) + lijst(lines) if lines else "")]
