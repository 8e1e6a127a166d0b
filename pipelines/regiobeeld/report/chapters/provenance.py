"""Herkomst: the sources with table, year, licence and date; the region; how to make this report again."""

from __future__ import annotations

import pandas as pd

from regiobeeld import __version__
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, herkomst, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.numbers import opsomming
from regiobeeld.report.text import SOORT_NAMEN

METHODS = (
    "Gemeenten van vroeger zijn omgerekend naar de gemeenten van 2025. Aantallen worden opgeteld; percentages worden gewogen met het aantal "
    "inwoners van dezelfde leeftijd.",
    "Een regio krijgt het gepubliceerde cijfer als de bron dat geeft voor precies hetzelfde gebied. Anders wordt het uit de gemeenten "
    "berekend. Telt minder dan 80% van de inwoners mee, dan is er geen cijfer.",
    "Intervallen van een opgeteld enquêtecijfer komen uit de gepubliceerde marges van de gemeenten: SE = wortel van de som van (gewicht x SE) in het kwadraat.",
    "Een verschil met Nederland is een verschil met de rest van Nederland, getoetst op 95 en 99,8%.",
    "De SES-index is het gemiddelde van vier z-scores (laag inkomen, hoog inkomen, werk, hbo of wo), gewogen met inwoners en afgekapt op 3.",
)


def provenance_chapter(profile: Profile) -> Hoofdstuk:
    """Where every figure comes from."""
    chapter = Hoofdstuk("herkomst", "Herkomst")
    members = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    vintages = sorted(profile.bron["gebied_jaar"].unique())
    chapter.toevoegen(
        hoofdstuk_intro("Elk cijfer in dit regiobeeld komt uit een openbare tabel. Onder elke figuur staat welke."),
        paragraaf("Tabellen"),
        herkomst(source_table(profile)),
        paragraaf("De regio"),
        alinea(f"{profile.naam}: {opsomming(members)} (gemeenten in 2025). De bronnen gebruiken de gemeenten van {opsomming(map(str, vintages))}."),
        paragraaf("Hoe er is gerekend"),
        lijst(METHODS),
        paragraaf("Opnieuw maken"),
        alinea(f"Dit regiobeeld is gemaakt met regiobeeld {__version__}: make regiobeeld REGION={profile.region.slug}. Dezelfde versie geeft dezelfde cijfers."),
    )
    return chapter


def source_table(profile: Profile) -> pd.DataFrame:
    """One row per table of which this region uses figures."""
    used = set(zip(profile.waarneming["bron_code"], profile.waarneming["tabel_code"], strict=True))
    used |= set(zip(profile.wijk_waarneming["bron_code"], profile.wijk_waarneming["tabel_code"], strict=True))
    frames = pd.concat([profile.waarneming, profile.wijk_waarneming])
    years = frames.groupby(["bron_code", "tabel_code"])["jaar"].agg(lambda s: _years(s.unique()))
    rows = profile.bron[[pair in used for pair in zip(profile.bron["bron_code"], profile.bron["tabel_code"], strict=True)]]
    keys = list(zip(rows["bron_code"], rows["tabel_code"], strict=True))
    return pd.DataFrame(
        {
            "Tabel": rows["tabel_code"],
            "Titel": rows["tabel_titel"],
            "Organisatie": rows["organisatie"],
            "Jaren": [years[key] for key in keys],
            "Soort": rows["soort"].map(SOORT_NAMEN),
            "Indeling": rows["gebied_jaar"].astype(str),
            "Licentie": rows["licentie"],
            "Opgenomen op": pd.to_datetime(rows["opgenomen"]).dt.strftime("%d-%m-%Y"),
            "Bestand (sha256)": rows["snapshot"],
        }
    ).reset_index(drop=True)


def _years(years: object) -> str:
    found = sorted(int(y) for y in years)  # type: ignore[attr-defined]
    return str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}" if len(found) > 3 else opsomming(map(str, found))
