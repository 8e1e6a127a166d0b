"""The parts of chapters with a logic of their own, by the name that a block `deel` calls them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.figure import Figuur
from regiobeeld.chapters_agenda import collaboration, conclusions, partners, regioplan, summary, white_spots
from regiobeeld.chapters_care import care_supply, care_use, future, future_figures
from regiobeeld.chapters_care.expenditure import expected_expenditure
from regiobeeld.chapters_care.future_tables import gemeente_table
from regiobeeld.chapters_groups import crossing, groups, groups_index, groups_maps, groups_types, wijkmatrix
from regiobeeld.chapters_method import changed, nza, robustness
from regiobeeld.chapters_people.local import local_sources
from regiobeeld.needs.future import Outlook, outlook_of
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile

Gebouwd = Blok | Iterable[Blok | None] | None


def as_blocks(built: Gebouwd) -> Iterable[Blok | None]:
    """What a part or block gave, as a row of blocks."""
    return [built] if built is None or isinstance(built, str | Figuur | tuple) else built


Vooruit = Callable[[Profile, Outlook, Zinnen], Gebouwd]


def _later(part: Vooruit) -> Callable[[Profile, Zinnen], Gebouwd]:
    """A part about the future: nothing for a region of which the future cannot be told."""

    def made(profile: Profile, zin: Zinnen) -> Gebouwd:
        outlook = outlook_of(profile)
        return (part(profile, outlook, zin) or None) if outlook.is_sayable else None

    return made


def _always(part: Vooruit) -> Callable[[Profile, Zinnen], Gebouwd]:
    """A part about the future that also says why nothing can be told."""
    return lambda profile, zin: part(profile, outlook_of(profile), zin)


def _on_groups(part: Callable[[Profile, Groups, Zinnen], Gebouwd]) -> Callable[[Profile, Zinnen], Gebouwd]:
    """A part about the doelgroepen of the region."""
    return lambda profile, zin: part(profile, groups_of(profile), zin)


PARTS: dict[str, Callable[[Profile, Zinnen], Gebouwd]] = {
    "kort_inleiding": summary.introduction,
    "kort_boodschappen": summary.first_messages,
    "kort_kaart": lambda profile, zin: wijkmatrix.matrix_map(profile),
    "kort_groepen": summary.groups_in_short,
    "kort_straks": summary.future,
    "kort_vragen": summary.questions,
    "kort_actueel": summary.currency,
    "kort_meer": summary.more_messages,
    "kort_cijfers": summary.figures,
    "knelpunten_inleiding": conclusions.introduction,
    "knelpunten_kort": conclusions.in_short,
    "knelpunten_uitgewerkt": conclusions.in_full,
    "knelpunten_besloten": conclusions.decided,
    "regioplan": regioplan.goals,
    "lokaal_bronnen": local_sources,
    "nza_inleiding": nza.introduction,
    "nza_tabel": nza.table,
    "nza_gaten": nza.holes,
    "robuustheid": robustness.robustness_table,
    "veranderd": changed.changes_since,
    "kruising_inleiding": crossing.lead,
    "kruising_spreiding": crossing.scatter,
    "kruising_kaart": crossing.wijk_figure,
    "kruising_gemeenten": crossing.per_gemeente,
    "kruising_uitleg": crossing.explain,
    "samenwerking_inleiding": collaboration.introduction,
    "samenwerking_themas": collaboration.themes,
    "samenwerking_wit": white_spots.white_spots,
    "samenwerking_partners": partners.partners_section,
    "samenwerking_lijst": collaboration.listing,
    "toekomst_piramide": _later(future_figures.pyramid_later),
    "toekomst_waaiers": _later(future_figures.fans),
    "toekomst_gemeenten": _later(gemeente_table),
    "toekomst_proef": _later(future.tested),
    "zorg_per_wet": _later(future_figures.care_by_law),
    "zorg_straks": _later(future.demand),
    "zorg_gebruik": care_use.use_blocks,
    "zorg_uitgaven_verwacht": expected_expenditure,
    "zorg_nabij": care_use.near_tables,
    "zorg_mantelzorg": _always(future.informal_care),
    "zorg_aanbod": _always(care_supply.supply_blocks),
    "groepen_inleiding": _on_groups(groups.introduction),
    "groepen_tabel": _on_groups(groups.talk_table),
    "groepen_per_groep": _on_groups(groups.per_group),
    "groepen_niet_gevonden": _on_groups(groups.silent),
    "groepen_leeftijden": _on_groups(groups_maps.figures_by_age),
    "groepen_wijken": _on_groups(wijkmatrix.matrix_section),
    "groepen_stapeling": _on_groups(groups_maps.pile_section),
    "groepen_typen": _on_groups(groups_types.type_section),
    "groepen_index": _on_groups(groups_index.vulnerability_section),
    "groepen_landelijk": _on_groups(groups.nationally),
    "groepen_gaten": _on_groups(groups.list_gaps),
    "groepen_drempels": _on_groups(groups.stability_table),
}
