"""Knelpunten en conclusies: per doelgroep what, where, for how many, why, what is done and what lacks."""

from __future__ import annotations

from html import escape

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import aantal, hoofdletter, in_gebied
from regiobeeld.chapters_agenda import knelpunt_words as words
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.edits import FILE, Besluit, Getekend, Refused, Shown
from regiobeeld.needs.knelpunten import Knelpunten, doelgroep_of, knelpunten_of
from regiobeeld.numbers import opsomming
from regiobeeld.profile.model import NEDERLAND, Profile

SAME = "Geen van deze knelpunten is aantoonbaar groter dan leeftijd, SES en stedelijkheid doen verwachten."
FROM_RULES = (
    "Oorzaken, gevolg en aanzet komen uit vaste regels (sources/knelpunten), niet uit de cijfers van deze "
    "regio: het "
    "zijn punten om te bespreken. Een aanzet noemt waar u kunt opzoeken wat erover bekend is; een belofte is "
    "het niet."
)


def conclusions_chapter(profile: Profile) -> Hoofdstuk:
    """At most seven knelpunten in the grammar of the NZa, by doelgroep, heaviest first."""
    chapter = Hoofdstuk("conclusies", "Knelpunten en conclusies")
    found = knelpunten_of(profile)
    chapter.toevoegen(hoofdstuk_intro(introduce(profile, found)))
    if not found.shown and not found.refused:
        return chapter
    chapter.toevoegen(
        paragraaf("De knelpunten op een rij", "conclusies-kort"),
        in_short(profile, found),
        paragraaf("Elk knelpunt uitgewerkt", "conclusies-uitgewerkt"),
    )
    for title, items in by_doelgroep(found).items():
        chapter.toevoegen(
            paragraaf(hoofdletter(title), f"conclusies-{title}"), *(card(profile, item) for item in items)
        )
    chapter.toevoegen(
        _refused(found.refused),
        _lapsed(found.lapsed),
        bijschrift(f"{FROM_RULES} {how_to_change(profile)}"),
    )
    return chapter


def introduce(profile: Profile, found: Knelpunten) -> str:
    """How many, and whether anything is different here."""
    where = hoofdletter(in_gebied(profile.naam))
    if profile.code == NEDERLAND:
        return "Voor heel Nederland zijn er geen knelpunten: er is geen ander gebied om mee te vergelijken."
    if not found.shown and judged(profile).empty:
        return (
            f"Voor {profile.naam} zijn er geen enquêtecijfers om knelpunten uit te maken. Dat is een gat in de "
            "cijfers; een eigen knelpunt kunt u toevoegen."
        )
    if not found.shown:
        return (
            f"{where} is geen cijfer aantoonbaar ongunstiger dan in de rest van Nederland. De regels maken daarom "
            "geen knelpunten; een eigen knelpunt kunt u toevoegen."
        )
    count = aantal(len(found.shown), "knelpunt", "knelpunten")
    different = [item.inhoud.naam for item in found.shown if item.draft is not None and item.draft.is_different]
    here = (
        SAME if not different else f"Anders dan te verwachten is: {opsomming(_small(name) for name in different)}."
    )
    return f"{where}: {count}, gewogen naar omvang, zekerheid en wat hier anders is. {here}"


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def by_doelgroep(found: Knelpunten) -> dict[str, list[Shown]]:
    """The knelpunten by the people they are first of all about; the heaviest group first."""
    groups: dict[str, list[Shown]] = {}
    for item in found.shown:
        groups.setdefault(doelgroep_of(item)[0], []).append(item)
    return groups


def in_short(profile: Profile, found: Knelpunten) -> str | None:
    """The knelpunten in one table: for a board that wants to decide."""
    if not found.shown:
        return None
    table = pd.DataFrame(
        {
            "Knelpunt": [item.inhoud.naam for item in found.shown],
            "Voor wie": [words.whom(item) for item in found.shown],
            "Hoeveel mensen": [words.how_many_in_short(profile, item) for item in found.shown],
            "Is dit hier anders": [words.how_different(item) for item in found.shown],
            "Vraag": [f"{item.inhoud.vraag} (aan {opsomming(item.inhoud.vraag_aan)})" for item in found.shown],
        }
    )
    return tabel_html(table, "De knelpunten, de zwaarste eerst; elk is uitgewerkt bij Alle cijfers")


def card(profile: Profile, item: Shown) -> str:
    """One knelpunt as a table of two columns."""
    said = item.inhoud
    rows = {
        "Voor wie": words.whom(item),
        "Wat": words.what(profile, item),
        **({"Lokale bron": local} if (local := words.local_support(profile, item)) else {}),
        "Waar": words.where(profile, item),
        "Hoeveel mensen": words.how_many(profile, item),
        "Hoe zeker": words.how_sure(item),
        "Oorzaken die te beïnvloeden zijn": words.causes(item, can_change=True),
        "Oorzaken die een gegeven zijn": words.causes(item, can_change=False),
        "Gevolg": said.gevolg,
        "Wat er al gebeurt": words.already_done(profile, item),
        "Aanzet, en waar het bewijs staat": "; ".join(f"{a.soort} ({a.bewijs})" for a in said.aanzet),
        "Voortgang": words.progress(profile, item),
        "Wat nog ontbreekt": "; ".join(said.ontbreekt) or "niets genoemd",
        "Vraag": f"Aan {opsomming(said.vraag_aan)}: {said.vraag}",
    }
    table = pd.DataFrame({"Onderdeel": list(rows), "Inhoud": list(rows.values())})
    body = tabel_html(table, f"Knelpunt: {said.naam}", code=f"knelpunt-{item.code}", toon_caption=False)
    return f'<h4 id="knelpunt-{escape(item.code)}">{escape(said.naam)}</h4>{body}{bijschrift(signature(item))}'


def signature(item: Shown) -> str:
    """Who made it so, and the stamp of its figures."""
    stamp = f"Code {item.code}, cijfers {item.draft.cijfers}." if item.draft else f"Code {item.code}."
    if item.besluit is None:
        return f"{stamp} Concept uit de regels; nog door niemand bekeken."
    verb = "Gewijzigd" if item.draft else "Toegevoegd"
    changed = " Let op: de cijfers zijn sindsdien veranderd." if item.is_outdated else ""
    return f"{stamp} {verb} door {_signed(item.besluit)}.{changed}"


def _signed(decision: Getekend) -> str:
    return f"{decision.wie}, {decision.wanneer:%d-%m-%Y}"


def _refused(items: tuple[Refused, ...]) -> str | None:
    lines = [
        f"{item.draft.rule.naam}: {item.besluit.reden} ({_signed(item.besluit)})"
        + (" Let op: de cijfers zijn sindsdien veranderd." if item.is_outdated else "")
        for item in items
    ]
    return paragraaf("Geweigerd door de regio", "conclusies-geweigerd") + lijst(lines) if lines else None


def _lapsed(items: tuple[Besluit, ...]) -> str | None:
    """Decisions about knelpunten that the figures no longer make: kept, and said."""
    lines = [f"{item.knelpunt} ({_signed(item)})" for item in items]
    if not lines:
        return None
    return alinea("Eerder besloten, maar de cijfers maken dit knelpunt nu niet meer:") + lijst(lines)


def how_to_change(profile: Profile) -> str:
    """The file in which people of the region change, refuse and add."""
    return (
        f"Wijzigen, weigeren of toevoegen kan in sources/regios/{profile.region.slug}/{FILE}; dat blijft "
        "staan als het "
        "rapport opnieuw wordt gemaakt."
    )
