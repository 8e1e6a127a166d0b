"""The published tables about the future, declared once (see `regiobeeld.schema`)."""

from __future__ import annotations

from regiobeeld.schema import GESLACHTEN, Column, Table

EENHEDEN = ("euro", "personen", "verhouding", "gewogen inwoners")
TOETSNIVEAUS = ("NL", "GM", "alle")

PROGNOSE = Table(
    "prognose",
    "Eigen projectie: inwoners naar leeftijd en geslacht op 1 januari, nu en straks; geen officiële prognose",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied, of RG_<regio>"),
        Column("jaar", "SMALLINT", False, "stand op 1 januari van dit jaar; het eerste jaar is geteld"),
        Column("geslacht", "VARCHAR", False, "totaal, man of vrouw", GESLACHTEN),
        Column("leeftijd", "VARCHAR", False, "totaal, een groep van vijf jaar, of een groep daarvan"),
        Column("inwoners", "DOUBLE", False, "verwacht aantal inwoners; niet afgerond"),
        Column(
            "ondergrens",
            "DOUBLE",
            True,
            "ondergrens van de band (sources/toekomst), uit de fouten van de terugtoets; leeg per geslacht",
        ),
        Column("bovengrens", "DOUBLE", True, "bovengrens van de band"),
    ),
    ("gebied_code", "jaar", "geslacht", "leeftijd"),
)

ZORGVRAAG = Table(
    "zorgvraag",
    "Zorg die de mensen van straks zouden gebruiken als iedere leeftijd blijft doen wat hij nu doet",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied, of RG_<regio>"),
        Column("jaar", "SMALLINT", False, "jaar waarvan de inwoners op 1 januari zijn genomen"),
        Column("onderdeel_code", "VARCHAR", False, "wet, groep mensen of verhouding (sources/toekomst)"),
        Column("scenario_code", "VARCHAR", False, "basis, of een afwijking daarvan (sources/toekomst)"),
        Column("onderdeel_naam", "VARCHAR", False, "naam van het onderdeel"),
        Column(
            "eenheid",
            "VARCHAR",
            False,
            "euro (vaste prijzen), personen, verhouding of inwoners gewogen naar wat hun leeftijd gebruikt",
            EENHEDEN,
        ),
        Column("waarde", "DOUBLE", True, "uitkomst; leeg als een cijfer van het gebied ontbreekt"),
        Column("ondergrens", "DOUBLE", True, "ondergrens, uit de band van de bevolking"),
        Column("bovengrens", "DOUBLE", True, "bovengrens, uit de band van de bevolking"),
        Column("volume", "DOUBLE", True, "groei in procenten door meer mensen; alleen bij euro"),
        Column("vergrijzing", "DOUBLE", True, "groei in procenten door andere leeftijden; alleen bij euro"),
    ),
    ("gebied_code", "jaar", "onderdeel_code", "scenario_code"),
)

TOETSING = Table(
    "toetsing",
    "Hoe ver de projectie (en eenvoudige regels) ernaast zat in een jaar dat al is geteld",
    (
        Column(
            "van", "SMALLINT", False, "jaar waarin de proef begint; niets van daarna is gebruikt, op de vorm na"
        ),
        Column("tot", "SMALLINT", False, "geteld jaar waarmee is vergeleken"),
        Column("methode", "VARCHAR", False, "projectie, of een eenvoudige regel"),
        Column("landelijk_bekend", "BOOLEAN", False, "is de uitkomst van heel Nederland als bekend genomen"),
        Column("niveau", "VARCHAR", False, "NL, GM = gemeenten, alle = met grotere gebieden erbij", TOETSNIVEAUS),
        Column("grootte_vanaf", "INTEGER", False, "gebieden met minstens zoveel inwoners aan het begin"),
        Column("grootte_tot", "INTEGER", True, "en minder dan zoveel; leeg = geen grens"),
        Column("leeftijd", "VARCHAR", False, "totaal of leeftijdsgroep"),
        Column("gebieden", "INTEGER", False, "aantal gebieden (bij NL: aantal proeven)"),
        Column("mape", "DOUBLE", True, "gemiddelde afwijking in procenten, zonder teken"),
        Column(
            "bias", "DOUBLE", True, "gemiddelde afwijking in procenten, met teken: boven 0 is te veel verwacht"
        ),
        Column("raak", "DOUBLE", True, "deel in procenten dat binnen de afgesproken afwijking bleef"),
        Column("spreiding", "DOUBLE", True, "wortel van de gemiddelde gekwadrateerde afwijking, in logaritmen"),
    ),
    ("van", "tot", "methode", "landelijk_bekend", "niveau", "grootte_vanaf", "grootte_tot", "leeftijd"),
)

TOETSING_GEBIED = Table(
    "toetsing_gebied",
    "Per gebied: wat de projectie voor een geteld jaar had verwacht, en wat er is geteld",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied, of RG_<regio>"),
        Column("van", "SMALLINT", False, "jaar waarin de proef begint"),
        Column("tot", "SMALLINT", False, "geteld jaar waarmee is vergeleken"),
        Column("landelijk_bekend", "BOOLEAN", False, "is de uitkomst van heel Nederland als bekend genomen"),
        Column("leeftijd", "VARCHAR", False, "totaal of leeftijdsgroep"),
        Column("verwacht", "DOUBLE", False, "inwoners volgens de projectie"),
        Column("geteld", "DOUBLE", False, "inwoners volgens de telling"),
    ),
    ("gebied_code", "van", "tot", "landelijk_bekend", "leeftijd"),
)

AANBOD = Table(
    "aanbod",
    "Wie er in de zorg werkt (bestand van de analist) tegenover wat er nodig is; leeg zolang er geen bestand is",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied, of RG_<regio>"),
        Column("jaar", "SMALLINT", False, "1 januari van dit jaar"),
        Column("beroep_code", "VARCHAR", False, "beroep (sources/aanbod/aanbod.toml)"),
        Column("scenario_code", "VARCHAR", False, "wat als (sources/aanbod/aanbod.toml)"),
        Column("beroep_naam", "VARCHAR", False, "naam van het beroep"),
        Column("fte", "DOUBLE", False, "volle banen op de peildatum"),
        Column("uit", "DOUBLE", True, "volle banen van wie dan met pensioen is; leeg als de leeftijd ontbreekt"),
        Column("erbij", "DOUBLE", False, "volle banen die er in dit scenario bij komen"),
        Column("aanwezig", "DOUBLE", True, "fte - uit + erbij"),
        Column("inwoners_per_fte", "DOUBLE", True, "norm: inwoners, gewogen naar zorgvraag, per volle baan"),
        Column("nodig", "DOUBLE", True, "volle banen die dan volgens de norm nodig zijn"),
        Column("tekort", "DOUBLE", True, "nodig - aanwezig; onder nul is er over"),
        Column("ondergrens", "DOUBLE", True, "ondergrens van het tekort, uit de band van de bevolking"),
        Column("bovengrens", "DOUBLE", True, "bovengrens van het tekort"),
        Column("peildatum", "DATE", False, "dag waarop de fte zijn geteld"),
        Column("norm_bron", "VARCHAR", False, "waar de norm vandaan komt"),
        Column("bron", "VARCHAR", False, "waar de fte vandaan komen"),
        Column("is_voorbeeld", "BOOLEAN", False, "de fte zijn verzonnen: alleen om te laten zien hoe het werkt"),
    ),
    ("gebied_code", "jaar", "beroep_code", "scenario_code"),
)

FUTURE_TABLES = (PROGNOSE, ZORGVRAAG, TOETSING, TOETSING_GEBIED, AANBOD)
