"""SES x leefstijl x leeftijd: the wijken where a low position and an unfavourable lifestyle coincide."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import load_crossing
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people
from regiobeeld.crossing.wording import CIRCULAR, CIRCULAR_SHORT, expect_both, tell_reach
from regiobeeld.draw.charts.spreiding import spreiding
from regiobeeld.draw.maps import bivariaat
from regiobeeld.harmonise.findings import join_words
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.crossing import groups, summarise_group, wijk_rows
from regiobeeld.profile.groups import groups_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.crossing_words import (
    describe_gaps,
    explain_people,
    how_measured,
    is_unmeasured,
    sentence,
    title_of_count,
)
from regiobeeld.report.chapters.mapping import MOST_ROWS, changed_wijken
from regiobeeld.report.chapters.mapsheets import wijk_sheet
from regiobeeld.report.figure import Figuur
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import (
    WIJK_YEAR,
    aantal,
    hoofdletter,
    kruisingbron,
    leefstijl_jaar,
    ses_jaar,
    wat_ongunstig_is,
    wijk_naam,
)

AGES = ("65+", "18-64")
OLD = "ouderen_lage_ses_leefstijl"
MANY = 25
NAMED = 8
INDEX = load_crossing().ses.naam
DECIMALS = {INDEX: 2, "Leefstijlscore": 0, "Alle inwoners": 0}


def crossing_chapter(profile: Profile) -> Hoofdstuk:
    """Counts, scatter and map of wijken; the gemeenten; what could not be said. The wijken: see groups."""
    chapter = Hoofdstuk("kruising", "SES x leefstijl x leeftijd")
    chapter.toevoegen(
        *_lead(profile),
        waarschuwing(CIRCULAR, "Wat u hieruit wel en niet kunt opmaken"),
        _scatter(profile),
        _map(profile),
    )
    if not is_unmeasured(profile):
        chapter.toevoegen(_per_gemeente(profile))
    chapter.toevoegen(_explain(profile))
    return chapter


def _lead(profile: Profile) -> list[str]:
    """The expected number of people first; how many live in the wijken is a footnote to it."""
    groups = groups_of(profile)
    if is_unmeasured(profile) or OLD not in set(groups.groepen["doelgroep_code"]):
        return [hoofdstuk_intro(sentence(profile))]
    row, declared = groups.row(OLD), groups.declared[OLD]
    people = " ".join(text for text in (expect_both(row, declared), tell_reach(row, declared)) if text)
    if not people:
        return [hoofdstuk_intro(sentence(profile))]
    return [hoofdstuk_intro(people), bijschrift(f"Zoveel mensen wonen in die wijken. {sentence(profile)}")]


def _source(profile: Profile) -> str:
    origin = profile.herkomst_wijken
    return kruisingbron(origin, {*origin.parts["ses"], *origin.parts["leefstijl"], *origin.parts["inwoners"]})


def _scatter(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile)
    table = table[table["ses_index"].notna() & table["leefstijl_score"].notna()]
    if len(table) < 3:
        return None
    facts, group = summarise_group(profile), _is_group(table)
    points = pd.DataFrame(
        {
            "naam": table["gebied_naam"].map(wijk_naam),
            "x": table["ses_index"].astype(float),
            "y": table["leefstijl_score"].astype(float),
            "grootte": table["inwoners"].astype(float),
            "nadruk": group,
        }
    )
    largest = join_words(list(groups(profile)["gebied_naam"].map(wijk_naam)), NAMED) or "geen"
    rest = " De tabel noemt alleen de gemarkeerde wijken." if len(table) > MOST_ROWS else ""
    return Figuur(
        code="kruising-spreiding",
        titel=title_of_count(facts),
        ondertitel="Elke cirkel is een wijk; hoe groter, hoe meer 65-plussers. "
        f"{INDEX} {ses_jaar(profile)}, leefstijl van 65-plussers {leefstijl_jaar(profile)} (schatting)",
        alt=f"Spreidingsdiagram van {getal(len(table))} wijken met beide cijfers: {INDEX} tegen leefstijlscore "
        f"van 65-plussers. {title_of_count(facts)}. Die met de meeste 65-plussers eerst: {largest.rstrip('.')}.",
        bron=_source(profile),
        teken=lambda formaat: spreiding(
            points,
            f"{INDEX} (hoger = hogere positie)",
            "Leefstijlscore (hoger = ongunstiger)",
            0.0,
            50.0,
            "65-plussers",
            formaat,
            ongunstig="linksboven",
            nadruk_naam="lage SES én ongunstige leefstijl",
        ),
        tabel=_listing(profile, table if len(table) <= MOST_ROWS else table[group].head(MOST_ROWS)),
        toelichting=f"{how_measured()}{rest} {CIRCULAR_SHORT}",
        decimalen=DECIMALS,
    )


def _listing(profile: Profile, table: pd.DataFrame, words: str = "65-plussers") -> pd.DataFrame:
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


def _map(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile).set_index("gebied_code")
    both = table["ses_kwintiel"].notna() & table["leefstijl_ongunstig"].notna()
    if both.sum() < 2 or profile.has_many_wijken:
        return None
    # Turned round, so that on both sides of the legend more means more unfavourable.
    low_ses = (6 - table.loc[both, "ses_kwintiel"]).astype(float)
    style = table.loc[both, "leefstijl_ongunstig"].astype(float)
    sheet, facts = wijk_sheet(profile), summarise_group(profile)
    told = {
        code: f"{name}: vijfde deel {getal(6 - low_ses[code])} (SES), {getal(style[code])} ongunstig (leefstijl)"
        if code in low_ses.index
        else f"{name}: geen cijfer"
        for code, name in sheet.spoken.items()
    }
    gaps = describe_gaps(facts.wijken_onbekend, int((~both).sum()))
    note = " ".join(text for text in (gaps, changed_wijken(profile)) if text)
    shown = table if len(table) <= MOST_ROWS else table[_is_group(table)].head(MOST_ROWS)
    if shown.empty:
        shown = table.head(MOST_ROWS)
    return Figuur(
        code="kruising-kaart",
        titel=_title_of_map(profile, facts.wijken),
        ondertitel=f"Wijken naar {INDEX} ({ses_jaar(profile)}) en aantal ongunstige leefstijlcijfers van "
        f"65-plussers ({leefstijl_jaar(profile)}, schatting)",
        alt=f"Kaart van {getal(len(table))} wijken. {title_of_count(facts)}. {note}".strip(),
        bron=f"{_source(profile)}; grenzen {WIJK_YEAR}: CBS/Kadaster",
        teken=lambda formaat: bivariaat(
            sheet.shapes,
            low_ses,
            style,
            (2.5, 4.5),
            (0.5, 1.5),
            "lagere SES (donkerst: laagste vijfde deel)",
            "ongunstiger leefstijl (0, 1, 2 of meer cijfers)",
            sheet.outline,
            sheet.names,
            formaat,
            namen=told,
        ),
        tabel=_listing(profile, shown.reset_index().sort_values(["gemeente_code", "gebied_naam"])),
        toelichting=f"{note} {CIRCULAR_SHORT}".strip(),
        decimalen=DECIMALS,
    )


def _title_of_map(profile: Profile, count: int) -> str:
    """How many wijken, and over how many gemeenten they are spread."""
    if not count:
        return "Lage SES en ongunstige leefstijl komen in geen wijk samen"
    spread = groups(profile)["gemeente_code"].nunique()
    only = profile.name(groups(profile)["gemeente_code"].iloc[0])
    where = f", verspreid over {aantal(spread, 'gemeente', 'gemeenten')}" if spread > 1 else f", in {only}"
    where = "" if profile.is_single else where
    return f"Lage SES en ongunstige leefstijl komen samen in {aantal(count, 'wijk', 'wijken')}{where}"


def _is_group(table: pd.DataFrame) -> pd.Series:
    return table["is_groep"].fillna(value=False).astype(bool)


def _per_gemeente(profile: Profile) -> str:
    """Counts per gemeente that has such wijken, most residents first."""
    table = wijk_rows(profile)
    group = _is_group(table)
    if len(profile.region.gemeenten) < 2 or not group.any():
        return ""
    counts = pd.DataFrame(
        {
            "Gemeente": [profile.name(code) for code in table["gemeente_code"]],
            "Wijken": (table["inwoners"].isna() | (table["inwoners"] > 0)).astype(int),
            "Wijken waar het samenkomt": group.astype(int),
            "65-plussers daar": table["inwoners"].where(group, 0).fillna(0).astype(int),
            "Wijken zonder uitkomst": table["is_groep"].isna().astype(int),
        }
    )
    counts = counts.groupby("Gemeente", as_index=False).sum()
    counted = pd.Series(summarise_group(profile).geteld, index=counts.index)
    counts["65-plussers daar"] = show_people(counts["65-plussers daar"], counted)
    some = counts[counts["Wijken waar het samenkomt"] > 0]
    some = some.sort_values(["65-plussers daar", "Gemeente"], ascending=[False, True])
    none = len(counts) - len(some)
    rest = (
        f" In {aantal(none, 'andere gemeente', 'andere gemeenten')} is geen zulke wijk gevonden." if none else ""
    )
    more = f" De {getal(MANY)} met de meeste 65-plussers." if len(some) > MANY else ""
    return tabel_html(
        some.head(MANY),
        f"Per gemeente: lage SES en ongunstige leefstijl van 65-plussers.{more}{rest} {CIRCULAR_SHORT}",
        sorteerbaar=True,
    )


def _explain(profile: Profile) -> str:
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
    how = bijschrift(
        f"{explain_people(both)} Waar voor 18-64 jaar geen leefstijlcijfers zijn gepubliceerd, zijn die "
        "berekend uit 18+ en 65+."
    )
    return how + (alinea("Waarom het voor sommige wijken niet te zeggen is:") + lijst(lines) if lines else "")
