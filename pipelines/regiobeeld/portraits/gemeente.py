"""The profile of one gemeente on one A4: key figures, findings, the spine chart, groups and the future."""

from __future__ import annotations

from dataclasses import replace

from regiobeeld.blocks.blocks import alinea, bijschrift, kengetallen, waarschuwing
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.currency import currency_line
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen, region_facts
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_agenda.summary import page_messages
from regiobeeld.chapters_comparison.comparison_figures import spine_figure
from regiobeeld.chapters_people.population import tiles
from regiobeeld.crossing.wording import CIRCULAR_SHORT, describe_count
from regiobeeld.needs.future_words import sentences
from regiobeeld.needs.groups import groups_of
from regiobeeld.outline.chapters import load_chapters
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.special_blocks import Spine
from regiobeeld.portraits.look import locator, part
from regiobeeld.profile.model import Profile

NO_GROUPS = "Geen doelgroep is hier groter dan in Nederland."
NO_FUTURE = "Dit gebied is te klein om iets over de toekomst te zeggen."


def gemeente_profile(profile: Profile) -> Hoofdstuk:
    """The profile of the gemeente of `profile`, as a chapter of a page with many of them."""
    rules, code = load_portraits().profiel, profile.region.slug
    told = [
        f"{message.zin} {_first_sentence(message.zekerheid)}".strip()
        for message in page_messages(profile)[: rules.bevindingen]
    ]
    future = sentences(profile, in_gebied(profile.naam))
    chapter = Hoofdstuk(code, profile.naam)
    chapter.toevoegen(
        kengetallen(tiles(profile)),
        _map(profile),
        part("Wat opvalt", f"{code}-opvalt", told),
        _spine(profile),
        part("Om wie gaat het", f"{code}-groepen", _groups(profile, rules.groepen), NO_GROUPS),
        bijschrift(CIRCULAR_SHORT),
        part("Straks", f"{code}-straks", [sentence.zin for sentence in future], NO_FUTURE),
        bijschrift(future[0].zekerheid) if future else None,
    )
    return chapter


def _first_sentence(text: str) -> str:
    """How certain a finding is, as short as a sheet of paper asks."""
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else first


def reading(profile: Profile) -> Hoofdstuk:
    """How to read the profiles, and where their figures come from: the last sheet."""
    chapter = Hoofdstuk("hoe-u-dit-leest", "Hoe u dit leest")
    chapter.toevoegen(
        alinea(
            "De balken laten zien waar alle gemeenten van Nederland staan; de stip is deze gemeente, de streep "
            "in het midden is Nederland. Hoe verder naar links, hoe ongunstiger; bij onderwerpen zonder goed of "
            "slecht betekent links lager. Een gekleurde stip: het verschil met de rest van Nederland is meer dan "
            "toeval, ook na correctie voor alle vergelijkingen. Een open stip: geen aantoonbaar verschil."
        ),
        alinea(
            "Wat opvalt en de doelgroepen volgen dezelfde regels als in het regiobeeld van de gemeente; daar "
            "staan ook de marges, de bronnen en de kanttekeningen."
        ),
        waarschuwing(currency_line(profile), "Van wanneer zijn de cijfers?"),
    )
    return chapter


def _map(profile: Profile) -> str:
    around = boundaries("GM").kies({*profile.context, *profile.parts, *profile.region.gemeenten})
    return locator(
        around, profile.region.gemeenten, f"Kaart: waar {profile.naam} ligt tussen de gemeenten eromheen."
    )


def _spine(profile: Profile) -> Figuur | None:
    """The spine chart of the chapter Vergelijking, with a name of its own."""
    chapter = load_chapters()["vergelijking"]
    number, block = next((n, b) for n, b in enumerate(chapter.blokken) if isinstance(b, Spine))
    zin = Zinnen(chapter.where(number), block.zinnen, region_facts(profile))
    drawn = spine_figure(profile, block, zin)
    return None if drawn is None else replace(drawn, code=f"{drawn.code}-{profile.region.slug}")


def _groups(profile: Profile, most: int) -> list[str]:
    groups = groups_of(profile)
    return [
        f"{groups.declared[row['doelgroep_code']].naam}. "
        f"{describe_count(row, groups.declared[row['doelgroep_code']], in_gebied(profile.naam))}"
        for _, row in groups.found.head(most).iterrows()
    ]
