"""In het kort: the page that decides. What is the matter, where, for whom, how sure, what now."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import (
    Kernboodschap,
    bijschrift,
    hoofdstuk_intro,
    kengetallen,
    kernboodschappen,
    lijst,
    paragraaf,
)
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.currency import currency_line
from regiobeeld.blocks.text import aantal, hoofdletter, in_gebied, wijk_met_gemeente
from regiobeeld.chapters_agenda.knelpunt_words import people_behind
from regiobeeld.chapters_comparison.all_figures import address_of
from regiobeeld.chapters_groups.groups import write_expected
from regiobeeld.chapters_groups.wijkmatrix import matrix_map
from regiobeeld.chapters_people.population import tiles
from regiobeeld.crossing.wording import expect_both, expected_people, tell_reach
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.message_words import Message
from regiobeeld.judgement.messages import BEYOND, judged, select
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.future_words import sentences
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.numbers import getal, opsomming, round_off
from regiobeeld.outline.chapters import load_chapters, ranked_codes
from regiobeeld.outline.layers import load_layers
from regiobeeld.outline.rapport import load_messages
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import figure

QUESTIONS = 3
SAME_AS_EXPECTED = (
    "Geen enquêtecijfer is hier aantoonbaar ongunstiger dan leeftijd, SES en stedelijkheid doen verwachten: "
    "daarin is "
    "deze regio niet anders dan vergelijkbare gebieden."
)
START = (
    "Ongunstig staat eerst; wat het verst ligt van wat hier te verwachten is, bovenaan. SES is de "
    "sociaaleconomische positie: geld, opleiding en werk."
)
NAMED, PLACES = 3, 2


def summary_chapter(profile: Profile) -> Hoofdstuk:
    """Three messages, one map, groups, the future, what to ask of whom; then the other messages and the tiles."""
    chapter = Hoofdstuk("in-het-kort", "In het kort")
    messages = [] if profile.code == NEDERLAND else page_messages(profile)
    first, rest = messages[: load_messages().vooraan], messages[load_messages().vooraan :]
    future, questions = sentences(profile, in_gebied(profile.naam)), ask(profile)
    chapter.toevoegen(
        hoofdstuk_intro(introduce_page(profile)),
        kernboodschappen(first),
        matrix_map(profile),
    )
    if groups := groups_in_short(profile):
        chapter.toevoegen(paragraaf("Voor wie", "kort-groepen"), groups)
    if future:
        chapter.toevoegen(
            paragraaf("En straks", "kort-straks"),
            lijst(sentence.zin for sentence in future),
            bijschrift(future[0].zekerheid),
        )
    if questions:
        chapter.toevoegen(paragraaf("Wat vraagt u aan wie", "kort-vragen"), lijst(questions))
    chapter.toevoegen(
        bijschrift(f"Van wanneer zijn de cijfers? {hoofdletter(currency_line(profile))}"),
        paragraaf("Wat nog meer opvalt", "kort-meer") if rest else None,
        kernboodschappen(rest) or None,
        paragraaf("De regio in vier cijfers", "kort-cijfers"),
        kengetallen(tiles(profile)),
    )
    return chapter


def groups_in_short(profile: Profile) -> str:
    """The doelgroepen that live here more than elsewhere: who, how many people with bounds, and where."""
    groups = groups_of(profile)
    rows = groups.found.head(load_messages().groepen_vooraan)
    if rows.empty:
        return ""
    lines = [
        f"{groups.declared[row['doelgroep_code']].naam}: {write_expected(row)} mensen"
        f"{_places(profile, groups.inside(row['doelgroep_code']))}."
        for _, row in rows.iterrows()
    ]
    return lijst(lines) + bijschrift(
        "Naar verwachting, met de grenzen die de cijfers toelaten. Cijfers per wijk zijn schattingen: vraag "
        "ernaar, het is geen bewijs."
    )


def _places(profile: Profile, order: pd.DataFrame) -> str:
    """ "; vooral in Heikant (Tilburg) en Het Zand (Tilburg)"."""
    names = [wijk_met_gemeente(profile, area) for _, area in order.head(PLACES).iterrows()]
    more = len(order) - len(names)
    return (
        f"; vooral in {', '.join(names)}{f' en {getal(more)} andere wijken' if more > 1 else ''}" if names else ""
    )


def page_messages(profile: Profile) -> list[Kernboodschap]:
    """What is beyond its expectation, the doelgroepen, then what fits: at most as many as declared."""
    told, most = select(profile, in_gebied(profile.naam)), load_messages().aantal
    first = [_difference(profile, message) for message in told if message.rang == BEYOND]
    rest = [_difference(profile, message) for message in told if message.rang != BEYOND]
    return [*first, *_groups(profile), *rest][:most] or _no_differences(profile)


def introduce_page(profile: Profile) -> str:
    """What this page is, and whether anything here is different from what one would expect."""
    if profile.code == NEDERLAND:
        return (
            "Dit is het beeld van heel Nederland. Er is geen ander gebied om mee te vergelijken; daarom staan "
            "er hier "
            "geen verschillen."
        )
    table = judged(profile)
    if table.empty or table["verwacht"].isna().all():
        return "Er zijn geen enquêtecijfers waarvan te zeggen is of zij hier anders zijn dan te verwachten."
    return START if (table["rang"] == BEYOND).any() else f"{START} {SAME_AS_EXPECTED}"


def _no_differences(profile: Profile) -> list[Kernboodschap]:
    """That nothing differs demonstrably, or that there is no figure to compare, is a message too."""
    table = indicator_table(profile)
    own = figure(profile, load_chapters()["leefstijl"].codes()[0], profile.code)
    if own is None or own.waarde is None:
        text = (
            f"Voor {profile.naam} zijn er geen enquêtecijfers over leefstijl en gezondheid. Daarom is er geen "
            "vergelijking met Nederland."
        )
        return [
            Kernboodschap("geen cijfer", text, "Gezondheidsmonitor: niet gepubliceerd of te weinig deelnemers.")
        ]
    if table["overleeft"].any():
        text = (
            f"{hoofdletter(in_gebied(profile.naam))} vonden wij geen enquêtecijfer over leefstijl en "
            "gezondheid dat "
            "aantoonbaar en ook bij andere keuzes ongunstiger is dan in de rest van Nederland (tot en met "
            f"{own.jaar})."
        )
        return [Kernboodschap("niets ongunstigs", text, "Enquête.", verwijzing="vergelijking")]
    verb = "verschilden" if is_past(own.jaar, profile.heden) else "verschillen"
    text = (
        f"{hoofdletter(in_gebied(profile.naam))} {verb} leefstijl en gezondheid van volwassenen en 65-"
        f"plussers niet aantoonbaar van de rest van Nederland (Gezondheidsmonitor {own.jaar})."
    )
    certainty = "Enquête. Kleine verschillen kunnen er wel zijn: bij weinig deelnemers zijn de marges breed."
    return [Kernboodschap("geen verschil", text, certainty, verwijzing="leefstijl")]


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
    declared, row, order = groups.declared[code], groups.row(code), groups.inside(code)
    names = [wijk_met_gemeente(profile, area) for _, area in order.head(NAMED).iterrows()]
    more = len(order) - len(names)
    listed = ", ".join(names) + (f" en {getal(more)} andere" if more else "")
    both, reach = expect_both(row, declared), tell_reach(row, declared)
    text = (
        f"{item.inhoud.naam}: dat komt samen in {aantal(len(order), 'wijk', 'wijken')}{_spread(profile, order)} "
        f"({listed}). {both or ''} {reach or ''}"
    )
    expected, _ = expected_people(row)
    return Kernboodschap(
        f"± {getal(round_off(expected))} mensen",
        " ".join(text.split()),
        "Te toetsen: cijfers per wijk komen uit een rekenmodel dat zelf inkomen en opleiding gebruikt. Geen "
        "bewijs.",
        toon="neutraal",
        verwijzing=f"knelpunt-{item.code}",
    )


def _spread(profile: Profile, order: pd.DataFrame) -> str:
    """Where more than half of the residents of the wijken live: ", vooral in Tilburg"; ", alle in Tilburg"."""
    if profile.is_single or order.empty:
        return ""
    people = order.groupby("gemeente_code")["inwoners"].sum().astype(float)
    if len(people) == 1:
        return f"{', alle' if len(order) > 1 else ''} in {profile.name(str(people.index[0]))}"
    ordered = people.sort_index().sort_values(ascending=False, kind="stable")
    before = ordered.cumsum() - ordered
    main = ordered.index[before < ordered.sum() / 2][:NAMED]
    return f", vooral in {opsomming(profile.name(str(code)) for code in main)}"


def ask(profile: Profile) -> list[str]:
    """What to ask of whom about the heaviest knelpunten."""
    return [
        f"{item.inhoud.naam}: {item.inhoud.vraag} (aan {opsomming(item.inhoud.vraag_aan)})"
        for item in knelpunten_of(profile).shown[:QUESTIONS]
    ]
