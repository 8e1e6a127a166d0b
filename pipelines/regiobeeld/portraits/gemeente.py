"""The profile of one gemeente on one A4: key figures, findings, the spine chart, groups and the future."""

from __future__ import annotations

from dataclasses import replace

from regiobeeld.blocks.blocks import alinea, bijschrift, kengetallen, waarschuwing
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.common import boundaries
from regiobeeld.blocks.currency import currency_line
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_agenda.summary import page_messages
from regiobeeld.chapters_comparison.comparison_figures import spine_figure
from regiobeeld.chapters_people.population import tiles
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import sentences, unsayable
from regiobeeld.needs.group_words import caution, describe_count
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.outline.chapters import load_chapters
from regiobeeld.outline.portraits import load_portraits
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import Spine
from regiobeeld.portraits.look import beside_map, locator, part
from regiobeeld.portraits.words import words_of_profile
from regiobeeld.profile.model import Profile


def gemeente_profile(profile: Profile) -> Hoofdstuk:
    """The profile of the gemeente of `profile`, as a chapter of a page with many of them."""
    rules, code, zin = load_portraits().profiel, profile.region.slug, words_of_profile(profile)
    told = [
        f"{message.zin} {_first_sentence(message.zekerheid)}".strip()
        for message in page_messages(profile)[: rules.bevindingen]
    ]
    where, found = in_gebied(profile.naam), _groups(profile, zin, rules.groepen)
    future, none = sentences(profile, where), unsayable(outlook_of(profile), where)
    chapter = Hoofdstuk(code, profile.naam, ook_smal=True)
    chapter.toevoegen(
        kengetallen(tiles(profile)),
        beside_map(_map(profile, zin), part(zin("opvalt"), f"{code}-opvalt", told)),
        _spine(profile),
        part(zin("groepen"), f"{code}-groepen", found, zin("geen_groepen", bekend=_is_known(groups_of(profile)))),
        bijschrift(caution("kort")) if found else None,
        part(zin("straks"), f"{code}-straks", [sentence.zin for sentence in future], none),
        bijschrift(future[0].zekerheid) if future else None,
    )
    return chapter


def _first_sentence(text: str) -> str:
    """How certain a finding is, as short as a sheet of paper asks."""
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else first


def reading(profile: Profile) -> Hoofdstuk:
    """How to read the profiles, and where their figures come from: the last sheet."""
    zin = words_of_profile(profile)
    chapter = Hoofdstuk("hoe-u-dit-leest", zin("lezen"))
    chapter.toevoegen(
        alinea(zin("balken")),
        alinea(zin("stippen")),
        alinea(zin("regels")),
        waarschuwing(currency_line(profile), zin("actueel")),
    )
    return chapter


def _map(profile: Profile, zin: Zinnen) -> str:
    around = boundaries("GM").kies({*profile.context, *profile.parts, *profile.region.gemeenten})
    return locator(around, profile.region.gemeenten, zin("kaart"))


def _spine(profile: Profile) -> Figuur | None:
    """The spine chart of the chapter Vergelijking, with a name of its own."""
    chapter = load_chapters()["vergelijking"]
    number, block = next((n, b) for n, b in enumerate(chapter.blokken) if isinstance(b, Spine))
    zin = Zinnen(chapter.where(number), block.zinnen, region_facts(profile))
    drawn = spine_figure(profile, block, zin)
    return None if drawn is None else replace(drawn, code=f"{drawn.code}-{profile.region.slug}")


def _groups(profile: Profile, zin: Zinnen, most: int) -> list[str]:
    groups, where = groups_of(profile), in_gebied(profile.naam)
    rows = [(groups.declared[row["doelgroep_code"]], row) for _, row in groups.found.head(most).iterrows()]
    return [zin("groep", naam=group.naam, tekst=describe_count(row, group, where)) for group, row in rows]


def _is_known(groups: Groups) -> bool:
    """Whether any doelgroep can be laid beside Nederland: it has an outcome, and more than one area."""
    rows = groups.groepen
    return bool((rows["reden"].isna() & ((rows["gebieden"] > 1) | (rows["niveau"] == "GM"))).any())
