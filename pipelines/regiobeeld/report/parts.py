"""The parts of chapters with a logic of their own, by the name that a block `deel` calls them by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regiobeeld.profile.future import Outlook, outlook_of
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import paragraaf
from regiobeeld.report.chapter import Blok
from regiobeeld.report.chapters import (
    care,
    care_supply,
    care_use,
    changed,
    collaboration,
    crossing,
    future,
    future_figures,
    nza,
    partners,
    robustness,
    white_spots,
)
from regiobeeld.report.sentences import Zinnen

Gebouwd = Blok | Sequence[Blok | None] | None

Vooruit = Callable[[Profile, Outlook, Zinnen], Gebouwd]


def _later(part: Vooruit) -> Callable[[Profile, Zinnen], Gebouwd]:
    """A part about the future: nothing for a region of which the future cannot be told."""

    def made(profile: Profile, zin: Zinnen) -> Gebouwd:
        outlook = outlook_of(profile)
        return part(profile, outlook, zin) if outlook.is_sayable else None

    return made


def _always(part: Vooruit) -> Callable[[Profile, Zinnen], Gebouwd]:
    """A part about the future that also says why nothing can be told."""
    return lambda profile, zin: part(profile, outlook_of(profile), zin)


PARTS: dict[str, Callable[[Profile, Zinnen], Gebouwd]] = {
    "nza_inleiding": nza.introduction,
    "nza_tabel": nza.table,
    "nza_gaten": nza.holes,
    "robuustheid": robustness.robustness_table,
    "veranderd": changed.changes_since,
    "kruising_inleiding": crossing.lead,
    "kruising_let_op": crossing.warning,
    "kruising_spreiding": crossing.scatter,
    "kruising_kaart": crossing.wijk_figure,
    "kruising_gemeenten": crossing.per_gemeente,
    "kruising_uitleg": crossing.explain,
    "samenwerking_inleiding": collaboration.introduction,
    "samenwerking_themas": collaboration.themes,
    "samenwerking_wit": white_spots.white_spots,
    "samenwerking_partners": partners.partners_section,
    "samenwerking_lijst": collaboration.listing,
    "toekomst_inleiding": _always(future.introduction),
    "toekomst_let_op": _later(future.warning),
    "toekomst_piramide": _later(future_figures.pyramid_later),
    "toekomst_waaiers": _later(future_figures.fans),
    "toekomst_gemeenten": _later(future.per_part),
    "toekomst_proef": _later(future.tested),
    "zorg_inleiding": _always(care.introduction),
    "zorg_let_op": _later(care.warning),
    "kop_straks": _later(lambda profile, outlook, zin: paragraaf(zin("kop"))),
    "zorg_per_wet": _later(future_figures.care_by_law),
    "zorg_straks": _later(care.demand),
    "zorg_gebruik": care_use.use_blocks,
    "zorg_uitgaven": care.expenditure,
    "zorg_nabij": care_use.near_tables,
    "zorg_mantelzorg": _always(care.informal_care),
    "zorg_aanbod": _always(care_supply.supply_blocks),
}
