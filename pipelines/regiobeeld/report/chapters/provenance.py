"""Herkomst: the sources with table, year, licence and date; the region; how to make this report again."""

from __future__ import annotations

import pandas as pd

from regiobeeld import __version__, paths
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.models import Source
from regiobeeld.harmonise.findings import NOT_RENEWED
from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, herkomst, hoofdstuk_intro, lijst, paragraaf, verwijzing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import SOORT_NAMEN, TARGET_YEAR, aantal, naam_in_zin
from regiobeeld.report.when import periode
from regiobeeld.stats.compare import FALSE_DISCOVERY
from regiobeeld.warehouse.export import VERSIONS_FILE

MOST_NAMES = 60
OPTIONAL = ("Gepubliceerd", "Opgehaald op")
"""Columns of the table of sources that are left out when no source fills them."""
FILES_WITH = ("gebieden", "kaart")
METHODS = (
    f"Gemeenten van vroeger zijn omgerekend naar de gemeenten van {TARGET_YEAR}. Aantallen worden opgeteld; "
    "percentages worden gewogen met het "
    "aantal inwoners van dezelfde leeftijd. Is een gemeente verdeeld, dan zijn oudere cijfers verdeeld "
    "naar inwoners.",
    "Een regio krijgt het gepubliceerde cijfer als de bron dat geeft voor precies hetzelfde gebied. Anders "
    "wordt het uit de gemeenten "
    "berekend. Telt minder dan 80% van de inwoners mee, dan is er geen cijfer.",
    "Het interval van een berekend enquêtecijfer komt uit de gepubliceerde marges van de gemeenten: de "
    "standaardfout is de wortel van de "
    "som van (gewicht x standaardfout) in het kwadraat.",
    "Een verschil met Nederland is een verschil met de rest van Nederland (zonder het gebied zelf), "
    "getoetst op 95% en 99,8%. Bij veel "
    "vergelijkingen tegelijk noemen we een verschil alleen aantoonbaar als het na correctie overblijft "
    f"(Benjamini-Hochberg, {getal(100 * FALSE_DISCOVERY)}%).",
    "De SES-index is het gemiddelde van vier z-scores (laag inkomen, hoog inkomen, werk, hbo of wo), "
    "gewogen met inwoners en afgekapt "
    "op 3. De vijf groepen van wijken hebben elk een vijfde deel van de inwoners van Nederland.",
    "Een leefstijlcijfer van een wijk heet ongunstig als de wijk bij het ongunstigste vijfde deel van "
    "Nederland hoort. Bij twee of meer "
    "van de vijf cijfers heet de leefstijl van de wijk ongunstig.",
    "De kleuren op een kaart verdelen de gebieden van deze regio in groepen van ongeveer gelijke grootte; "
    "ze zijn geen oordeel.",
    "De verwachte zorguitgaven zijn de landelijke uitgaven per leeftijdsjaar maal de leeftijdsopbouw van "
    "de regio.",
)


def provenance_chapter(profile: Profile) -> Hoofdstuk:
    """Where every figure comes from."""
    chapter = Hoofdstuk("herkomst", "Herkomst")
    chapter.toevoegen(
        hoofdstuk_intro(
            "Elk cijfer in dit regiobeeld komt uit een openbare tabel. Onder elke figuur staat welke."
        ),
        paragraaf("Hoe actueel zijn de cijfers?"),
        *_currency(profile),
        paragraaf("Tabellen"),
        herkomst(source_table(profile)),
        tabel_html(file_table(), "Gebieden en grenzen"),
        paragraaf("De regio"),
        alinea(_describe_region(profile)),
        paragraaf("Hoe er is gerekend"),
        lijst(METHODS),
        paragraaf("Opnieuw maken"),
        alinea(
            f"Dit regiobeeld is gemaakt met regiobeeld {__version__}: make regiobeeld "
            f"REGION={profile.region.slug}. "
            "Dezelfde versie geeft dezelfde cijfers."
        ),
    )
    return chapter


def _currency(profile: Profile) -> list[str]:
    """What was fetched and what is embedded, what could not be renewed, and where to read what changed."""
    fetched = profile.bron[profile.bron["opgehaald"]]
    if fetched.empty:
        text = "Alle cijfers zijn ingebouwd. Nieuwere cijfers haalt u op met make bronnen."
    else:
        some = aantal(len(fetched), "tabel is opgehaald", "tabellen zijn opgehaald")
        text = f"{some} bij de bron, het laatst op {_day(fetched['opgenomen'].max())}; de andere zijn ingebouwd."
    old = profile.bevinding.loc[profile.bevinding["code"] == NOT_RENEWED, "tekst"]
    parts = [alinea(text), lijst(old)]
    if (profile.data_dir / VERSIONS_FILE).exists():
        parts.append(verwijzing("Versiebericht: wat er bij de bronnen is gewijzigd", VERSIONS_FILE))
    return parts


def _day_if_fetched(row: pd.Series) -> str:
    """The day on which a table was fetched; that on which an embedded one was packed says nothing of its age."""
    return _day(row["opgenomen"]) if row["opgehaald"] else ""


def _day(moment: object) -> str:
    return f"{pd.Timestamp(str(moment)):%d-%m-%Y}"


def _describe_region(profile: Profile) -> str:
    names = sorted(profile.names.get(code, code) for code in profile.region.gemeenten)
    years = opsomming(map(str, sorted(profile.bron["gebied_jaar"].unique())))
    if profile.is_single:
        text = f"{profile.naam} is één gemeente (indeling {TARGET_YEAR})."
    elif len(names) <= MOST_NAMES:
        listed = opsomming(names)
        text = f"Bij {naam_in_zin(profile.naam)} horen {len(names)} gemeenten (indeling {TARGET_YEAR}): {listed}."
    else:
        text = f"Bij {naam_in_zin(profile.naam)} horen {len(names)} gemeenten (indeling {TARGET_YEAR})."
    return f"{text} De bronnen gebruiken de gemeenten van {years}."


def source_table(profile: Profile) -> pd.DataFrame:
    """One row per table of which this region uses figures, whatever the number of subjects read from it."""
    drawn = pd.concat([_periods(frame) for frame in (profile.waarneming, profile.wijk_waarneming)])
    years = drawn.groupby("tabel_code").apply(_years)
    rows = profile.bron[profile.bron["tabel_code"].isin(years.index)].drop_duplicates("tabel_code")
    table = pd.DataFrame(
        {
            "Tabel": [code.split("_")[0] if code[:5].isdigit() else "" for code in rows["tabel_code"]],
            "Titel": rows["tabel_titel"],
            "Organisatie": rows["organisatie"],
            "Gemeten in": rows["tabel_code"].map(years),
            "Gepubliceerd": _published(rows),
            "Soort": rows["soort"].map(SOORT_NAMEN),
            "Indeling": rows["gebied_jaar"].astype(str),
            "Licentie": rows["licentie"],
            "Stand": rows["opgehaald"].map({True: "opgehaald", False: "ingebouwd"}),
            "Opgehaald op": rows.apply(_day_if_fetched, axis=1),
            "Bestand (sha256)": rows["snapshot"],
        }
    )
    told = [name for name in table.columns if name not in OPTIONAL or table[name].str.len().gt(0).any()]
    return table[told].sort_values(["Organisatie", "Tabel", "Titel"], ignore_index=True)


def _published(rows: pd.DataFrame) -> pd.Series:
    days = rows.reindex(columns=["gepubliceerd"])["gepubliceerd"]
    return days.map(lambda day: "" if pd.isna(day) else _day(day)).astype(object)


def file_table() -> pd.DataFrame:
    """The files that go with the figures: which gemeente belongs where, mergers, boundaries."""
    lines = []
    for name in FILES_WITH:
        source = read_toml(paths.SOURCES / f"{name}.toml", Source)
        for file in source.bestand:
            year = str(file.jaar) if file.jaar else "alle jaren"
            lines.append((file.titel, source.bron.organisatie, year, source.bron.licentie, f"sources/{file.pad}"))
    return pd.DataFrame(lines, columns=["Titel", "Organisatie", "Indeling", "Licentie", "Bestand"])


def _periods(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.reindex(columns=["tabel_code", "jaar", "periode_start", "periode_eind"]).drop_duplicates()


def _years(figures: pd.DataFrame) -> str:
    """ "2012–2024", "2016 en 2020", "2018/2019"."""
    found = sorted({int(year) for year in figures["jaar"]})
    if len(found) == 1:
        return periode(figures, found[0])
    if len(found) > 3:
        return f"{found[0]}–{found[-1]}"
    return opsomming(map(str, found))
