"""Regions beside each other: population, the same survey figures with their intervals, the future, the groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import bronregel, hoofdletter, leeftijd_naam, naam_in_zin
from regiobeeld.chapters_people.population import growth
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.future.care import TOTAL
from regiobeeld.judgement.versus import figures_beside
from regiobeeld.needs.future import Expected, Outlook, outlook_of
from regiobeeld.needs.groups import groups_of
from regiobeeld.numbers import LEEG, bereik, getal, opsomming, procent
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.portraits.comparison_figures import figures_chapter
from regiobeeld.profile.ages import COUNTED, age_share, newest_common_year
from regiobeeld.profile.model import Profile
from regiobeeld.profile.select import figure

TOO_SMALL = "te klein"


def comparison(profiles: Sequence[Profile]) -> list[Hoofdstuk]:
    """The chapters; the first region is compared with each of the others.

    Args:
        profiles: regions without a gemeente in common (`judgement.versus.refuse_overlap`).
    """
    rules = load_portraits().vergelijking
    rows = figures_beside(profiles, rules.leeftijden)
    return [_population(profiles), figures_chapter(profiles, rows), _future(profiles), _groups(profiles)]


def _names(profiles: Sequence[Profile]) -> list[str]:
    return [profile.naam for profile in profiles]


def _population(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Inhabitants, growth and ages; a number stands beside another of the same year."""
    chapter, names = Hoofdstuk("inwoners", "Bevolking"), _names(profiles)
    rows, year = [], _common_year(profiles)
    if year:
        people = [figure(profile, COUNTED, profile.code, "totaal", year) for profile in profiles]
        rows.append([f"Inwoners, {year}", *(getal(found.waarde) if found else LEEG for found in people)])
    rows.append(["Groei", *map(_growth_of, profiles)])
    for age in load_portraits().vergelijking.bevolking:
        known = [newest_common_year(profile, age) for profile in profiles]
        then = min((found for found in known if found), default=None)
        if then and all(known):
            shares = [procent(age_share(profile, profile.code, age, then)) for profile in profiles]
            rows.append([f"{hoofdletter(leeftijd_naam(age))}, deel van de inwoners, {then}", *shares])
    chapter.toevoegen(
        hoofdstuk_intro(f"{hoofdletter(opsomming(naam_in_zin(name) for name in names))} naast elkaar."),
        tabel_html(pd.DataFrame(rows, columns=["Cijfer", *names]), "Hoeveel mensen er wonen, en hoe oud zij zijn"),
        bijschrift(bronregel(profiles[0], COUNTED, year)) if year else None,
    )
    return chapter


def _common_year(profiles: Sequence[Profile]) -> int | None:
    """The last year in which all have their inhabitants; None when there is none."""
    found = [figure(profile, COUNTED, profile.code, "totaal") for profile in profiles]
    years = [one.jaar for one in found if one is not None and one.waarde is not None]
    return min(years) if len(years) == len(profiles) else None


def _growth_of(profile: Profile) -> str:
    change = growth(profile)
    if profile.code not in change:
        return LEEG
    return f"{procent(change[profile.code])} ({change.attrs['van']}–{change.attrs['tot']})"


def _future(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Older people, care demand and informal care, now and in the declared year, each with its band."""
    chapter = Hoofdstuk("straks", "Straks")
    outlooks = [outlook_of(profile) for profile in profiles]
    if not any(outlook.is_sayable for outlook in outlooks):
        chapter.toevoegen(alinea("Deze gebieden zijn te klein om iets over de toekomst te zeggen."))
        return chapter
    rules = outlooks[0].rules
    first, last = outlooks[0].basisjaar, rules.rapport.kernjaar
    help_ratio = outlooks[0].demand.mantelzorg
    rows = []
    for age in load_portraits().vergelijking.straks:
        now, then = ([outlook.people(age, year) for outlook in outlooks] for year in (first, last))
        rows.append([f"{age} in {first}", *_sayable(outlooks, map(_people, now))])
        rows.append([f"{age} in {last}", *_sayable(outlooks, map(_people, then))])
        rows.append([f"Groei {age}", *_sayable(outlooks, map(_growth, now, then))])
    now, then = ([outlook.care(TOTAL, year) for outlook in outlooks] for year in (first, last))
    rows.append(["Groei van de zorgvraag", *_sayable(outlooks, map(_growth, now, then))])
    for year in (first, last):
        name = f"Mensen van {help_ratio.gevers} per inwoner van {help_ratio.ontvangers}, {year}"
        rows.append(
            [name, *_sayable(outlooks, [_ratio(outlook.care(help_ratio.code, year)) for outlook in outlooks])]
        )
    chapter.toevoegen(
        hoofdstuk_intro(f"Van {first} tot {last}: {rules.naam.lower()}, geen officiële prognose."),
        tabel_html(
            pd.DataFrame(rows, columns=["Cijfer", *_names(profiles)]),
            f"Nu en straks; tussen haakjes de band van {procent(100 * rules.band.zekerheid, 0)}",
        ),
        bijschrift(f"Bron: {rules.naam.lower()}; zie het hoofdstuk over de toekomst van elk regiobeeld."),
    )
    return chapter


def _people(found: Expected | None) -> str:
    if found is None:
        return LEEG
    band = (
        "" if found.ondergrens is None else f" ({getal(found.ondergrens, -2)} tot {getal(found.bovengrens, -2)})"
    )
    return f"{getal(found.waarde, 0 if found.ondergrens is None else -2)}{band}"


def _growth(now: Expected | None, then: Expected | None) -> str:
    if now is None or then is None or not now.waarde:
        return LEEG
    change = [
        100 * (value / now.waarde - 1)
        for value in (then.waarde, then.ondergrens, then.bovengrens)
        if value is not None
    ]
    main = f"{getal(change[0], 0, teken=True)}%"
    return (
        main
        if len(change) < 3
        else f"{main} ({getal(change[1], 0, teken=True)} tot {getal(change[2], 0, teken=True)}%)"
    )


def _sayable(outlooks: Sequence[Outlook], texts: Iterable[str]) -> list[str]:
    """The texts, but for a region that is too small to say something of."""
    return [text if outlook.is_sayable else TOO_SMALL for outlook, text in zip(outlooks, texts, strict=True)]


def _ratio(found: Expected | None) -> str:
    if found is None:
        return LEEG
    band = "" if found.ondergrens is None else f" ({bereik(found.ondergrens, found.bovengrens)})"
    return f"{getal(found.waarde, 1)}{band}"


def _groups(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Per doelgroep the share of residents in such areas, and that of Nederland."""
    chapter = Hoofdstuk("doelgroepen", "Doelgroepen")
    found = [groups_of(profile) for profile in profiles]
    declared = found[0].declared
    rows = []
    for code, group in declared.items():
        values = [_share(groups.groepen, code) for groups in found]
        national = found[0].landelijk
        nl = procent(national["aandeel"].get(code)) if code in national.index else LEEG
        if any(value != LEEG for value in values):
            rows.append([group.naam, *values, nl])
    if not rows:
        chapter.toevoegen(alinea("Voor deze gebieden is over de doelgroepen niets te zeggen."))
        return chapter
    table = pd.DataFrame(rows, columns=["Doelgroep", *_names(profiles), "Nederland"])
    chapter.toevoegen(
        hoofdstuk_intro(
            "Welk deel van de inwoners van die leeftijd woont waar de kenmerken van een doelgroep samenkomen."
        ),
        tabel_html(table, f"Aandeel per doelgroep. {CIRCULAR_SHORT}"),
        bijschrift("Dit zijn cijfers van gebieden, niet van personen. Een verschil is hier niet te toetsen."),
    )
    return chapter


def _share(rows: pd.DataFrame, code: str) -> str:
    row = rows[(rows["doelgroep_code"] == code) & rows["reden"].isna()]
    return procent(row["aandeel"].iloc[0]) if len(row) else LEEG
