"""Knelpunten en conclusies: per doelgroep what, where, for how many, why, what is done and what lacks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, onder_kop, paragraaf
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.chapters_agenda.knelpunt_words import card_of, told
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.edits import FILE, Shown
from regiobeeld.needs.knelpunten import Knelpunten, doelgroep_of, knelpunten_of
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.profile.model import Profile


def introduction(profile: Profile, zin: Zinnen) -> str:
    """How many, and whether anything is different here."""
    return hoofdstuk_intro(introduce(profile, knelpunten_of(profile), zin))


def introduce(profile: Profile, found: Knelpunten, zin: Zinnen) -> str:
    """The same as text."""
    return zin(
        "tekst",
        knelpunten=len(found.shown),
        beoordeeld=not judged(profile).empty,
        anders=[item.inhoud.naam for item in found.shown if item.draft is not None and item.draft.is_different],
        niets_anders=zin("niets_anders"),
    )


def in_short(profile: Profile, zin: Zinnen) -> str | None:
    """The knelpunten in one table: for a board that wants to decide."""
    rows = [told(profile, item, "knelpunt_rij").rij() for item in knelpunten_of(profile).shown]
    return tabel_html(pd.DataFrame(rows), zin("titel")) if rows else None


def in_full(profile: Profile, zin: Zinnen) -> Iterator[str]:
    """Every knelpunt as a card, by the people it is first of all about; the heaviest group first."""
    shown = knelpunten_of(profile).shown
    for group in dict.fromkeys(doelgroep_of(item)[0] for item in shown):
        yield paragraaf(hoofdletter(group), f"conclusies-{group}")
        yield from (card(profile, item) for item in shown if doelgroep_of(item)[0] == group)


def card(profile: Profile, item: Shown) -> str:
    """One knelpunt as a table of two columns, who made it so, and the stamp of its figures."""
    name, rows = item.inhoud.naam, card_of(profile, item)
    table = pd.DataFrame({"Onderdeel": list(rows), "Inhoud": list(rows.values())})
    body = tabel_html(table, f"Knelpunt: {name}", code=f"knelpunt-{item.code}", toon_caption=False)
    signed = bijschrift(told(profile, item)("ondertekend"))
    return f'<h4 id="knelpunt-{escape(item.code)}">{escape(name)}</h4>{body}{signed}'


def decided(profile: Profile, zin: Zinnen) -> list[str]:
    """What the region refused or decided on before (kept, and said), and how to change what the rules make."""
    found = knelpunten_of(profile)
    if not found.shown and not found.refused:
        return []
    refused = [
        zin("geweigerd", knelpunt=item.draft.rule.naam, besluit=item.besluit, verouderd=item.is_outdated)
        for item in found.refused
    ]
    lapsed = [zin("vervallen", besluit=item) for item in found.lapsed]
    return [
        *onder_kop(zin("geweigerd_kop"), "conclusies-geweigerd", lijst(refused)),
        *([alinea(zin("vervallen_kop")) + lijst(lapsed)] if lapsed else []),
        bijschrift(zin("slot", bestand=FILE)),
    ]
