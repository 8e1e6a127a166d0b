"""In het kort: the page that decides. What is the matter, where, for whom, how sure, what now."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import (
    Kernboodschap,
    bijschrift,
    hoofdstuk_intro,
    kengetallen,
    kernboodschappen,
    lijst,
)
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.currency import currency_line
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.text import in_gebied, wijknamen
from regiobeeld.chapters_agenda.knelpunt_words import people_behind, told
from regiobeeld.chapters_comparison.all_figures import address_of
from regiobeeld.chapters_groups.groups import write_expected
from regiobeeld.chapters_people.population import tiles
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.message_words import Message
from regiobeeld.judgement.messages import BEYOND, judged, select
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.future_words import sentences
from regiobeeld.needs.group_words import expected_people, share_inside, tell_both
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.outline.chapters import load_chapters, ranked_codes
from regiobeeld.outline.layers import load_layers
from regiobeeld.outline.rapport import load_messages
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure


def introduction(profile: Profile, zin: Zinnen) -> str:
    """What this page is, and whether anything here is different from what one would expect."""
    return hoofdstuk_intro(introduce_page(profile, zin))


def introduce_page(profile: Profile, zin: Zinnen) -> str:
    """The same as text."""
    table = judged(profile)
    is_judged = not table.empty and bool(table["verwacht"].notna().any())
    different = is_judged and bool((table["rang"] == BEYOND).any())
    return zin("tekst", beoordeeld=is_judged, anders=different, zo_verwacht=zin("zo_verwacht"))


def first_messages(profile: Profile, zin: Zinnen) -> str | None:
    """The messages that the first page has room for; none for the whole country."""
    return kernboodschappen(_messages(profile)[: load_messages().vooraan]) or None


def more_messages(profile: Profile, zin: Zinnen) -> str:
    """The other messages."""
    return kernboodschappen(_messages(profile)[load_messages().vooraan :])


def _messages(profile: Profile) -> list[Kernboodschap]:
    return [] if profile.code == NEDERLAND else page_messages(profile)


def groups_in_short(profile: Profile, zin: Zinnen) -> str:
    """The doelgroepen that live here more than elsewhere: who, how many people with bounds, which part where."""
    groups = groups_of(profile)
    lines = [
        zin(
            "punt",
            groep=groups.declared[row["doelgroep_code"]],
            mensen=write_expected(row),
            binnen=share_inside(row),
            plaatsen=wijknamen(profile, groups.inside(row["doelgroep_code"])),
        )
        for _, row in groups.found.head(load_messages().groepen_vooraan).iterrows()
    ]
    return lijst(lines) + bijschrift(zin("noot")) if lines else ""


def future(profile: Profile, zin: Zinnen) -> list[str]:
    """What is to come, in a few sentences."""
    found = sentences(profile, in_gebied(profile.naam))
    return [lijst(sentence.zin for sentence in found), *(bijschrift(first.zekerheid) for first in found[:1])]


def questions(profile: Profile, zin: Zinnen) -> str:
    """What to ask of whom."""
    return lijst(ask(profile))


def ask(profile: Profile) -> list[str]:
    """What to ask of whom about the heaviest knelpunten."""
    heaviest = knelpunten_of(profile).shown[: load_messages().vragen_vooraan]
    return [told(profile, item)("vraag") for item in heaviest]


def currency(profile: Profile, zin: Zinnen) -> str:
    """How old the figures are."""
    return bijschrift(zin("tekst", actueel=currency_line(profile)))


def figures(profile: Profile, zin: Zinnen) -> str:
    """The region in a few tiles."""
    return kengetallen(tiles(profile))


def page_messages(profile: Profile) -> list[Kernboodschap]:
    """What is beyond its expectation, the doelgroepen, then what fits: at most as many as declared."""
    found, most = select(profile, in_gebied(profile.naam)), load_messages().aantal
    first = [_difference(profile, message) for message in found if message.rang == BEYOND]
    rest = [_difference(profile, message) for message in found if message.rang != BEYOND]
    return [*first, *_groups(profile), *rest][:most] or [_no_differences(profile)]


def _message(profile: Profile, kind: str, verwijzing: str = "", **facts: Any) -> Kernboodschap:
    """A message of which number, sentence and certainty are declared."""
    zin = shared(profile, f"boodschap_{kind}", **facts)
    return Kernboodschap(zin("getal"), zin("zin"), zin("zekerheid"), verwijzing=verwijzing)


def _no_differences(profile: Profile) -> Kernboodschap:
    """That nothing differs demonstrably, or that there is no figure to compare, is a message too."""
    own = figure(profile, load_chapters()["leefstijl"].codes()[0], profile.code)
    if own is None or own.waarde is None:
        return _message(profile, "geen_cijfer")
    if indicator_table(profile)["overleeft"].any():
        return _message(profile, "niets_ongunstigs", "vergelijking", jaar=own.jaar)
    return _message(profile, "geen_verschil", "leefstijl", jaar=own.jaar)


def _difference(profile: Profile, message: Message) -> Kernboodschap:
    code, _, age = message.code.partition("-")
    link = _link(profile, profile.indicators[code], age)
    people = people_behind(profile, code, age) if message.toon == "ongunstig" else ""
    zin = " ".join(text for text in (message.zin, people, message.ook) if text)
    return Kernboodschap(message.getal, zin, message.zekerheid, toon=message.toon, verwijzing=link)


def _link(profile: Profile, info: IndicatorInfo, age: str) -> str:
    """Where the number stands: its ranking when that is drawn with the region in it, else its row."""
    drawn = profile.is_single or len(profile.parts) >= load_layers().minste_gebieden
    if drawn and age == info.leeftijd and info.code in ranked_codes():
        return "figuur-" + code_of("rangorde", info.code, age)
    return address_of(info.code, age)


def _groups(profile: Profile) -> list[Kernboodschap]:
    """The doelgroepen under the knelpunten that need one, by expected number of people with bounds."""
    found = knelpunten_of(profile).groups
    return [_group(profile, item, code) for item, code in found[: load_messages().groepen]]


def _group(profile: Profile, item: Shown, code: str) -> Kernboodschap:
    groups = groups_of(profile)
    row, order = groups.row(code), groups.inside(code)
    main = main_places(profile, order)
    return _message(
        profile,
        "doelgroep",
        f"knelpunt-{item.code}",
        naam=item.inhoud.naam,
        verwacht=expected_people(row)[0],
        wijken=wijknamen(profile, order),
        plaatsen=[profile.name(place) for place in main],
        overal_daar=order["gemeente_code"].nunique() == len(main),
        samen=tell_both(row, groups.declared[code]),
    )


def main_places(profile: Profile, order: pd.DataFrame) -> list[str]:
    """The gemeenten where more than half of the residents of these wijken live; none in a single gemeente."""
    if profile.is_single or order.empty:
        return []
    people = order.groupby("gemeente_code")["inwoners"].sum().astype(float)
    ordered = people.sort_index().sort_values(ascending=False, kind="stable")
    before = ordered.cumsum() - ordered
    return [str(place) for place in ordered.index[before < ordered.sum() / 2]]
