"""In het kort: the numbers of the region and the messages that the figures can carry."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.chapters import load_chapters, ranked_codes
from regiobeeld.crossing.people import write_people
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.numbers import opsomming, procent
from regiobeeld.profile.ages import age_share, newest_common_year
from regiobeeld.profile.crossing import groups, quintile_shares, summarise_group
from regiobeeld.profile.future_words import sentences
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.message_words import Message
from regiobeeld.profile.messages import always_told, select
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import Kernboodschap, hoofdstuk_intro, kengetallen, kernboodschappen, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import code_of, parts_word
from regiobeeld.report.chapters.crossing_words import is_unmeasured, sentence
from regiobeeld.report.chapters.grid import count_unfavourable, describe_siblings, grid_cells, judged_grid
from regiobeeld.report.chapters.participation import CARERS
from regiobeeld.report.chapters.population import OLD, tiles
from regiobeeld.report.currency import currency_line
from regiobeeld.report.extremes import highest
from regiobeeld.report.text import (
    aantal,
    hoofdletter,
    in_gebied,
    naam_in_zin,
    ses_jaar,
    tegenover_nederland,
)

CHAPTER_OF_THEME = {"leefstijl": "leefstijl", "gezondheid": "gezondheid", "ses": "ses"}


def summary_chapter(profile: Profile) -> Hoofdstuk:
    """Tiles and main messages, all computed in this run; what is different here comes first."""
    chapter = Hoofdstuk("in-het-kort", "In het kort")
    messages = [
        *_differences(profile),
        *_position(profile),
        *_crossing(profile),
        *_no_differences(profile),
        *_inside(profile),
        *_population(profile),
        *_future(profile),
        *_always(profile),
    ]
    chapter.toevoegen(
        waarschuwing(currency_line(profile), "Van wanneer zijn de cijfers?"),
        hoofdstuk_intro(
            f"Dit is het regiobeeld van {naam_in_zin(profile.naam)}: de feiten over bevolking, "
            "sociaaleconomische positie, leefstijl "
            "en gezondheid naast elkaar. Elke zin hieronder is berekend uit de cijfers. Onder elke zin "
            f"staat hoe zeker hij is.{_explain_choices(messages)}"
        ),
        kengetallen(tiles(profile)),
        kernboodschappen(messages),
    )
    return chapter


def _explain_choices(messages: list[Kernboodschap]) -> str:
    """What "andere keuzes" under a message are; empty when no message speaks of them."""
    if not any("andere keuze" in message.zekerheid for message in messages):
        return ""
    return (
        " 'Andere keuzes' zijn: vergelijken met een ander gebied, een ander jaar, een andere weging of een andere "
        "bron. Hoe vaker een zin dan standhoudt, hoe steviger hij is."
    )


def _differences(profile: Profile) -> list[Kernboodschap]:
    """What stands out here, chosen by size, certainty and surprise (see `profile.messages`)."""
    if profile.code == NEDERLAND:
        return []
    return [_difference(profile, message) for message in select(profile, in_gebied(profile.naam))]


def _no_differences(profile: Profile) -> list[Kernboodschap]:
    """That nothing differs demonstrably, or that there is no figure to compare, is a message too."""
    table = indicator_table(profile)
    if profile.code == NEDERLAND or table["overleeft"].any():
        return []
    own = figure(profile, load_chapters()["leefstijl"].codes()[0], profile.code)
    if own is None or own.waarde is None:
        text = (
            f"Voor {profile.naam} zijn er geen enquêtecijfers over leefstijl en gezondheid. Daarom is er geen "
            "vergelijking met Nederland."
        )
        return [
            Kernboodschap("geen cijfer", text, "Gezondheidsmonitor: niet gepubliceerd of te weinig deelnemers.")
        ]
    verb = "verschilden" if is_past(own.jaar, profile.heden) else "verschillen"
    text = (
        f"{hoofdletter(in_gebied(profile.naam))} {verb} leefstijl en gezondheid van volwassenen en 65-"
        f"plussers niet aantoonbaar van de rest van Nederland (Gezondheidsmonitor {own.jaar})."
    )
    certainty = "Enquête. Kleine verschillen kunnen er wel zijn: bij weinig deelnemers zijn de marges breed."
    return [Kernboodschap("geen verschil", text, certainty, verwijzing="leefstijl")]


def _difference(profile: Profile, message: Message) -> Kernboodschap:
    code, _, age = message.code.partition("-")
    link = _link(profile.indicators[code], age)
    return Kernboodschap(message.getal, message.zin, message.zekerheid, toon=message.toon, verwijzing=link)


def _link(info: IndicatorInfo, age: str) -> str:
    """The figure of the indicator when it has one for this age group, else a chapter that has the figure."""
    if age != info.leeftijd:
        return "vergelijking"
    if info.code in (*ranked_codes(), *CARERS):
        return "figuur-" + code_of("rangorde", info.code, age)
    return CHAPTER_OF_THEME.get(info.thema, "meedoen")


def _position(profile: Profile) -> list[Kernboodschap]:
    shares = quintile_shares(profile)
    if shares.empty or profile.naam not in shares.index or profile.code == NEDERLAND:
        return []
    low = float(shares[1][profile.naam])
    where = hoofdletter(in_gebied(profile.naam))
    lowest = "het laagste vijfde deel van Nederland"
    words = "meer dan" if low > 20.5 else "minder dan" if low < 19.5 else "ongeveer gelijk aan"
    text = (
        f"{where} woont {procent(low, 0)} van de inwoners in een wijk die naar sociaaleconomische positie bij "
        f"{lowest} hoort: {words} de 20% van heel Nederland ({ses_jaar(profile)})."
        if low
        else f"{where} hoort geen van de wijken met een SES-index bij {lowest}. In heel Nederland woont 20% van "
        f"de inwoners in zo'n wijk ({ses_jaar(profile)})."
    )
    certainty = (
        "Eigen SES-index uit inkomen, werk en opleiding per wijk; tellingen en afgeronde percentages van het CBS."
    )
    return [Kernboodschap(procent(low, 0), text, certainty, verwijzing="ses")]


def _crossing(profile: Profile) -> list[Kernboodschap]:
    facts = summarise_group(profile)
    if not facts.wijken_totaal:
        return []
    found = groups(profile)
    text = sentence(profile)
    if len(found) and len(profile.region.gemeenten) > 1:
        text += " " + _where(profile, found["gemeente_code"])
    number = f"{write_people(facts.inwoners, counted=facts.geteld)} 65-plussers" if len(found) else "geen wijk"
    if is_unmeasured(profile):
        number = "geen cijfers"
    return [
        Kernboodschap(
            number,
            text,
            f"{CIRCULAR_SHORT} Een aanwijzing om te gaan kijken.",
            toon="ongunstig" if len(found) else "neutraal",
            verwijzing="kruising",
        )
    ]


def _where(profile: Profile, codes: pd.Series) -> str:
    """Where the wijken lie: the three gemeenten with most of them."""
    counts = codes.map(profile.name).value_counts()
    order = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    if len(order) == 1:
        wijken = "De wijk ligt" if len(codes) == 1 else f"De {len(codes)} wijken liggen allemaal"
        return f"{wijken} in {order[0][0]}."
    named = [f"{name} ({count})" for name, count in order[:3]]
    rest = [aantal(len(order) - 3, "andere gemeente", "andere gemeenten")] if len(order) > 3 else []
    return f"De {len(codes)} wijken liggen in {opsomming(named + rest)}."


def _inside(profile: Profile) -> list[Kernboodschap]:
    """Which part of the region differs unfavourably on most topics."""
    if profile.is_single:
        return []
    counts, cells = count_unfavourable(profile), [code for code, _ in grid_cells(profile)]
    if counts.empty or int(counts.max()) < 2:
        return []
    top, share = highest(counts, 0), f"{int(counts.max())} van de {len(cells)}"
    past = is_past(int(judged_grid(profile)["jaar"].max()), profile.heden)
    one, more = ("scoorde", "scoorden") if past else ("scoort", "scoren")
    how = ("samen als enige" if len(top) > 1 else "als enige") if len(counts) == len(top) else "het vaakst"
    year = f"in {int(judged_grid(profile)['jaar'].max())} "
    return [
        Kernboodschap(
            share,
            f"{opsomming(top)} {one if len(top) == 1 else more} {year}op {share} cijfers over leefstijl en "
            f"gezondheid aantoonbaar ongunstiger dan de rest van Nederland: {how} van de {len(profile.parts)} "
            f"{parts_word(profile)}. {describe_siblings(profile)}".strip(),
            "Enquête; verschillen die meer zijn dan toeval, ook na correctie voor alle cijfers en alle "
            f"{parts_word(profile)} samen.",
            toon="ongunstig",
            verwijzing="figuur-gemeenten-en-onderwerpen",
        )
    ]


def _population(profile: Profile) -> list[Kernboodschap]:
    year = newest_common_year(profile, OLD)
    own, national = (age_share(profile, code, OLD, year or 0) for code in (profile.code, NEDERLAND))
    if own is None or national is None:
        return []
    compared = "" if profile.code == NEDERLAND else f", {tegenover_nederland(own, national)}"
    text = (
        f"{hoofdletter(in_gebied(profile.naam))} was op 1 januari {year} {procent(own)} van de inwoners 65 "
        f"jaar of ouder{compared}."
    )
    return [
        Kernboodschap(
            procent(own), text, "Telling uit de bevolkingsregisters.", verwijzing="figuur-bevolkingspiramide"
        )
    ]


def _future(profile: Profile) -> list[Kernboodschap]:
    """The old, the care and who is there to help, each with its band and the error of the same method before."""
    return [
        Kernboodschap(sentence.getal, sentence.zin, sentence.zekerheid, verwijzing=sentence.verwijzing)
        for sentence in sentences(profile, in_gebied(profile.naam))
    ]


def _always(profile: Profile) -> list[Kernboodschap]:
    """The figure that is always told, unless there is nothing to say that a message does not say already."""
    message = always_told(profile, in_gebied(profile.naam))
    return [_difference(profile, message)] if message else []
