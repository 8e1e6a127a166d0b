"""SES x leefstijl x leeftijd: the wijken where a low position and an unfavourable lifestyle coincide.

The sentences are about wijken and their residents, never about persons.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, lijst
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import WIJK_YEAR, grenzen, groep, kruisingbron, wat_ongunstig_is
from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.chapters_people.mapping import MOST_ROWS
from regiobeeld.chapters_people.mapsheets import wijk_sheet
from regiobeeld.chapters_people.wijk_notes import changed_wijken
from regiobeeld.charts.spreiding import spreiding
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.people import show_people, write_people
from regiobeeld.frames import is_true
from regiobeeld.maps.maps import bivariaat
from regiobeeld.names import wijk_naam
from regiobeeld.needs.crossing import SENIORS, Count, groups, summarise_country, summarise_group, wijk_rows
from regiobeeld.needs.group_words import tell_both
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import opsomming
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile

WIE = groep(SENIORS)
INDEX = load_crossing().ses.naam
DECIMALS = {INDEX: 2, "Leefstijlscore": 0, "Alle inwoners": 0}


def lead(profile: Profile, zin: Zinnen) -> list[str]:
    """The expected number of people first; how many live in the wijken is a footnote to it."""
    counted, people = sentence(profile), "" if is_unmeasured(profile) else _tell_people(profile)
    if not people:
        return [hoofdstuk_intro(counted)]
    return [hoofdstuk_intro(people), bijschrift(zin("noot", telling=counted))]


def _tell_people(profile: Profile) -> str:
    """How many older people have both traits: those of the doelgroep that the crossing is about."""
    groups = groups_of(profile)
    for code in groups.groepen["doelgroep_code"]:
        if groups.declared[code].is_crossing and groups.declared[code].leeftijd == SENIORS:
            return tell_both(groups.row(code), groups.declared[code])
    return ""


def _source(profile: Profile) -> str:
    origin = profile.herkomst_wijken
    return kruisingbron(origin, {*origin.parts["ses"], *origin.parts["leefstijl"], *origin.parts["inwoners"]})


def scatter(profile: Profile, zin: Zinnen) -> Figuur | None:
    """A circle per wijk with both figures; None with fewer than three."""
    table = wijk_rows(profile)
    table = table[table["ses_index"].notna() & table["leefstijl_score"].notna()]
    if len(table) < 3:
        return None
    group, is_long = is_true(table["is_groep"]), len(table) > MOST_ROWS
    drawn = {"ses_index": "x", "leefstijl_score": "y", "inwoners": "grootte"}
    points = table[list(drawn)].astype(float).rename(columns=drawn)
    points = points.assign(naam=table["gebied_naam"].map(wijk_naam), nadruk=group)
    facts = {
        "telling": title_of_count(profile, summarise_group(profile)),
        "wijken": len(table),
        "grootste": [wijk_naam(name) for name in groups(profile)["gebied_naam"]],
        "is_lang": is_long,
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


def _listing(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """One row per wijk: name, gemeente, residents of this age and in all, and what makes it stand out."""
    return pd.DataFrame(
        {
            "Wijk": table["gebied_naam"].map(wijk_naam),
            "Gemeente": [profile.name(code) for code in table["gemeente_code"]],
            hoofdletter(WIE): show_people(table["inwoners"], table["inwoners_geteld"]),
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
    quintile, style = (table.loc[both, name].astype(int) for name in ("ses_kwintiel", "leefstijl_ongunstig"))
    sheet, counted, found = wijk_sheet(profile), summarise_group(profile), groups(profile)
    told = {
        code: plain(zin("wijk", naam=name, deel=quintile.get(code), ongunstig=style.get(code)))
        for code, name in sheet.spoken.items()
    }
    gaps = describe_gaps(profile, counted.wijken_onbekend, int((~both).sum()))
    shown = table if len(table) <= MOST_ROWS else table[is_true(table["is_groep"])].head(MOST_ROWS)
    shown = table.head(MOST_ROWS) if shown.empty else shown
    facts = {
        "telling": title_of_count(profile, counted),
        "wijken": counted.wijken,
        "alle_wijken": len(table),
        "plaatsen": [profile.name(code) for code in found["gemeente_code"].unique()],
        "noot": " ".join(text for text in (gaps, changed_wijken(profile)) if text),
    }
    across, up = zin("legenda_ses"), plain(zin("legenda_leefstijl"))
    most = max(load_crossing().leefstijl.minimum, 2) - 0.5
    return special_figure(
        "kruising-kaart",
        zin,
        facts,
        bron=f"{_source(profile)}; {grenzen(WIJK_YEAR)}",
        teken=lambda formaat: bivariaat(
            sheet.shapes,
            (6 - quintile).astype(float),
            style.astype(float),
            (2.5, 4.5),
            (0.5, most),
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


def per_gemeente(profile: Profile, zin: Zinnen) -> str | None:
    """Counts per gemeente that has such wijken, most residents first."""
    table = wijk_rows(profile)
    group = is_true(table["is_groep"])
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
    caption = zin("titel", met=len(some), zonder=len(counts) - len(some))
    return tabel_html(some.head(zin.grens("meeste")), caption, sorteerbaar=True)


def explain(profile: Profile, zin: Zinnen) -> list[str]:
    """How it was counted, and why some wijken have no outcome."""
    table = wijk_rows(profile)
    reasons = table.loc[table["is_groep"].isna(), "reden"].fillna("onbekend")
    # The reason lists which figures are missing; for the reader the kind of gap is enough.
    short = reasons.str.replace(r"^(cijfers over sociaaleconomische positie ontbreken).*", r"\1", regex=True)
    counts = short.value_counts().items()
    lines = [zin("reden", reden=note_text(str(reason)), wijken=count) for reason, count in counts]
    ages = sorted({group.leeftijd for group in groups_of(profile).declared.values() if group.is_crossing})
    both = pd.concat([wijk_rows(profile, age) for age in ages])
    how = bijschrift(zin("tekst", mensen=explain_people(profile, both)))
    return [how + (alinea(zin("waarom")) + lijst(lines) if lines else "")]


def sentence(profile: Profile) -> str:
    """The counts of those aged 65+ in sentences."""
    zin, found, national = shared(profile, "kruising"), summarise_group(profile), summarise_country(profile)
    facts = {
        "telling": found,
        "landelijk": national,
        "mensen": write_people(found.inwoners, counted=found.geteld),
        "waarom": zin("niet_te_koppelen"),
    }
    if found.wijken_onbekend == found.wijken_totaal:
        return zin("ongekoppeld", **facts)
    people = write_people(found.inwoners_onbekend, counted=found.geteld)
    rest = zin("onbekend", aantal_wijken=found.wijken_onbekend, mensen=people)
    told = zin("ongemeten" if is_unmeasured(profile) else "gevonden" if found.wijken else "geen", **facts)
    return f"{told} {rest}".strip()


def is_unmeasured(profile: Profile, leeftijd: str = SENIORS) -> bool:
    """No wijk of the region has a lifestyle figure: what is said about them rests on SES alone."""
    return bool((wijk_rows(profile, leeftijd)["leefstijl_gemeten"] == 0).all())


def title_of_count(profile: Profile, found: Count) -> str:
    """ "In 14 van de 110 wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"."""
    return shared(profile, "kruising")("titel", telling=found)


def describe_gaps(profile: Profile, undecided: int, hatched: int) -> str:
    """How many wijken have no outcome, and how many more miss a figure though they certainly do not belong.

    Read by the note and by the alternative text of one map, so that both give the same numbers.
    """
    return shared(profile, "kruising")("gaten", onbekend=undecided, zeker=hatched - undecided)


def explain_people(profile: Profile, rows: pd.DataFrame) -> str:
    """How the residents per age were made, as the figures themselves tell.

    `rows`: wijken with leeftijd, inwoners, inwoners_jaar and inwoners_geteld. CBS publishes 65+ as a band, so
    where even those are no count, ages came as percentages.
    """
    known = rows[rows["inwoners"].fillna(0) > 0]
    years = sorted(known["inwoners_jaar"].dropna().astype(str).unique())
    counted = known.groupby("leeftijd")["inwoners_geteld"].all()
    facts = {"alle": bool(counted.all()), "ouderen": bool(counted.get(SENIORS, default=False))}
    return shared(profile, "kruising")("mensen", jaren=years, geteld=facts)
