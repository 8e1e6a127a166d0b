"""The published tables of the crossing, declared once (see `regiobeeld.schema`)."""

from __future__ import annotations

from regiobeeld.schema import Column, Table

NIVEAUS = ("WK", "GM")
CIRCULAR = (
    "schattingen van een rekenmodel dat zelf inkomen en opleiding gebruikt: samenvallen zit deels in de methode"
)
COUNTED = "inwoners is een telling van CBS; anders afgeleid uit hele procenten of uit bredere leeftijdsgroepen"

KRUISING = Table(
    "kruising",
    "SES x leefstijl x leeftijd: per wijk of gemeente en leeftijdsgroep hoe de drie samenkomen",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van de wijk of gemeente"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("niveau", "VARCHAR", False, "WK = wijk, GM = gemeente", NIVEAUS),
        Column(
            "gemeente_code", "VARCHAR", False, "gemeente waarin het gebied nu ligt (indeling van het doeljaar)"
        ),
        Column("gebied_naam", "VARCHAR", False, "naam van de wijk of gemeente"),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep waarvoor leefstijl en inwoners gelden"),
        Column("inwoners", "INTEGER", True, "inwoners van deze leeftijd; zie inwoners_geteld"),
        Column("inwoners_geteld", "BOOLEAN", False, COUNTED),
        Column("inwoners_jaar", "SMALLINT", True, "de inwoners zijn die van 1 januari van dit jaar"),
        Column("inwoners_totaal", "INTEGER", True, "alle inwoners van het gebied"),
        Column("aandeel_65plus", "DOUBLE", True, "inwoners van 65 jaar en ouder, in procenten van alle inwoners"),
        Column("stedelijkheid", "SMALLINT", True, "1 = zeer sterk stedelijk tot 5 = niet stedelijk"),
        Column("ses_index", "DOUBLE", True, "eigen SES-index, 0 = gemiddeld in Nederland, hoger = hogere positie"),
        Column(
            "ses_kwintiel", "SMALLINT", True, "vijfde deel van de inwoners van Nederland, 1 = laagste SES-index"
        ),
        Column("leefstijl_gemeten", "SMALLINT", False, "aantal leefstijlcijfers dat voor dit gebied bekend is"),
        Column(
            "leefstijl_ongunstig", "SMALLINT", True, "aantal daarvan in het slechtste vijfde deel van Nederland"
        ),
        Column("ongunstig", "VARCHAR", True, "codes van de ongunstige leefstijlcijfers, gescheiden door ;"),
        Column(
            "leefstijl_score",
            "DOUBLE",
            True,
            "gemiddelde plaats op de leefstijlcijfers, 0 = gunstigst tot 100 = ongunstigst van Nederland",
        ),
        Column(
            "is_groep",
            "BOOLEAN",
            True,
            f"lage SES én ongunstige leefstijl komen hier samen ({CIRCULAR}); leeg = niet te zeggen",
        ),
        Column("reden", "VARCHAR", True, "waarom dit niet te zeggen is"),
    ),
    ("niveau", "gebied_code", "leeftijd"),
)

KRUISING_BRON = Table(
    "kruising_bron",
    "Uit welke tabel en welk jaar elk cijfer van de kruising en de doelgroepen komt",
    (
        Column("niveau", "VARCHAR", False, "WK = wijk, GM = gemeente", NIVEAUS),
        Column("indicator_code", "VARCHAR", False, "code van de indicator (tabel indicator)"),
        Column("tabel_code", "VARCHAR", False, "tabel van de bron waar het cijfer uit komt"),
        Column("jaar", "SMALLINT", False, "jaar van het cijfer"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling waar de codes bij horen"),
    ),
    ("niveau", "indicator_code", "tabel_code", "jaar"),
)

DOELGROEP_GEBIED = Table(
    "doelgroep_gebied",
    "Per doelgroep en wijk (of gemeente): komen de twee kenmerken hier samen",
    (
        Column("doelgroep_code", "VARCHAR", False, "doelgroep (bestand in sources/doelgroepen)"),
        Column("gebied_code", "VARCHAR", False, "CBS-code van de wijk of gemeente"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("niveau", "VARCHAR", False, "WK = wijk, GM = gemeente", NIVEAUS),
        Column("gemeente_code", "VARCHAR", False, "gemeente waarin het gebied nu ligt"),
        Column("gebied_naam", "VARCHAR", False, "naam van de wijk of gemeente"),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep waarvan de inwoners zijn geteld"),
        Column("inwoners", "INTEGER", True, "inwoners van deze leeftijd; zie inwoners_geteld"),
        Column("inwoners_geteld", "BOOLEAN", False, COUNTED),
        Column("inwoners_jaar", "SMALLINT", True, "de inwoners zijn die van 1 januari van dit jaar"),
        Column("eerste", "BOOLEAN", True, "heeft het gebied het eerste kenmerk (vaak: lage SES)"),
        Column("tweede", "BOOLEAN", True, "heeft het gebied het tweede kenmerk"),
        Column("ongunstig_aantal", "SMALLINT", True, "aantal ongunstige cijfers van het tweede kenmerk"),
        Column("ongunstig", "VARCHAR", True, "codes van die cijfers, gescheiden door ;"),
        Column("is_groep", "BOOLEAN", True, f"beide kenmerken ({CIRCULAR}); leeg = niet te zeggen"),
        Column("reden", "VARCHAR", True, "waarom dit niet te zeggen is"),
    ),
    ("doelgroep_code", "gebied_code"),
)

DOELGROEP = Table(
    "doelgroep",
    "De doelgroepen: wie, welke twee kenmerken, en welke cijfers ontbreken",
    (
        Column("doelgroep_code", "VARCHAR", False, "code (bestand in sources/doelgroepen)"),
        Column("doelgroep_naam", "VARCHAR", False, "naam"),
        Column("wie", "VARCHAR", False, "hoe de mensen in een zin heten"),
        Column("iza", "VARCHAR", False, "IZA-doelgroepen waar het over gaat, gescheiden door ;"),
        Column("niveau", "VARCHAR", False, "gemeten op wijken (WK) of gemeenten (GM)", NIVEAUS),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep waarvan de inwoners zijn geteld"),
        Column("eerste_zin", "VARCHAR", True, "eerste kenmerk: 'in wijken waar ...'"),
        Column("tweede_zin", "VARCHAR", True, "tweede kenmerk: 'in wijken waar ...'"),
        Column("gat", "VARCHAR", True, "cijfers die ontbreken"),
        Column("toelichting", "VARCHAR", False, "wat er is gemeten, en de grens daarvan"),
    ),
    ("doelgroep_code",),
)

KWETSBARE_GROEP = Table(
    "kwetsbare_groep",
    "Per doelgroep en regio: hoeveel inwoners in gebieden waar de kenmerken samenkomen, en hoe vaak toeval dat "
    "geeft",
    (
        Column("doelgroep_code", "VARCHAR", False, "doelgroep (bestand in sources/doelgroepen)"),
        Column("regio_code", "VARCHAR", False, "regio, gemeente of NL"),
        Column("niveau", "VARCHAR", False, "gemeten op wijken (WK) of gemeenten (GM)", NIVEAUS),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep waarvan de inwoners zijn geteld"),
        Column("gebieden", "INTEGER", False, "wijken (of gemeenten) met inwoners van deze leeftijd, of misschien"),
        Column("gebieden_onbekend", "INTEGER", False, "daarvan zonder oordeel, omdat cijfers ontbreken"),
        Column("gebieden_groep", "INTEGER", False, "gebieden waar beide kenmerken samenkomen"),
        Column("inwoners", "INTEGER", False, "inwoners van deze leeftijd in de regio"),
        Column("inwoners_van", "SMALLINT", True, "eerste jaar (1 januari) van die inwoners"),
        Column("inwoners_tot", "SMALLINT", True, "laatste jaar van die inwoners; per gemeente één jaar"),
        Column("inwoners_onbekend", "INTEGER", False, "daarvan wonend in gebieden zonder oordeel"),
        Column("inwoners_groep", "INTEGER", False, "daarvan wonend in gebieden waar beide kenmerken samenkomen"),
        Column("inwoners_geteld", "BOOLEAN", False, COUNTED),
        Column("dekking", "DOUBLE", True, "deel (0-1) van die inwoners in gebieden met een oordeel"),
        Column(
            "aandeel",
            "DOUBLE",
            True,
            "inwoners_groep in procenten van inwoners (alle van deze leeftijd): minstens zoveel, want gebieden "
            "zonder oordeel tellen niet mee",
        ),
        Column(
            "aandeel_beoordeeld",
            "DOUBLE",
            True,
            "inwoners_groep in procenten van de inwoners van deze leeftijd in gebieden met een oordeel",
        ),
        Column(
            "verwacht_toeval", "DOUBLE", True, "inwoners_groep als het eerste kenmerk willekeurig was verdeeld"
        ),
        Column(
            "p_waarde",
            "DOUBLE",
            True,
            f"hoe vaak toeval minstens zoveel geeft (1000 keer geschud); geen bewijs: {CIRCULAR}",
        ),
        Column("q_waarde", "DOUBLE", True, "hetzelfde, rekening houdend met het aantal regio's"),
        Column(
            "robuust", "DOUBLE", True, "deel (0-1) van de groep dat blijft als een drempel één stap verschuift"
        ),
        Column(
            "samen_verwacht", "DOUBLE", True, "mensen met beide persoonskenmerken als die los van elkaar staan"
        ),
        Column(
            "samen_landelijk",
            "DOUBLE",
            True,
            "mensen met beide persoonskenmerken als die samenhangen zoals landelijk; leeg zonder landelijke tabel",
        ),
        Column("samen_minstens", "DOUBLE", True, "het kleinste aantal mensen met beide dat mogelijk is"),
        Column("samen_hoogstens", "DOUBLE", True, "het grootste aantal mensen met beide dat mogelijk is"),
        Column(
            "samen_verwacht_groep", "DOUBLE", True, "deel van samen_verwacht in de gevonden gebieden, in mensen"
        ),
        Column(
            "samen_landelijk_groep", "DOUBLE", True, "deel van samen_landelijk in de gevonden gebieden, in mensen"
        ),
        Column("reden", "VARCHAR", True, "waarom er over deze regio niets te zeggen is"),
    ),
    ("doelgroep_code", "regio_code"),
)

DOELGROEP_STABILITEIT = Table(
    "doelgroep_stabiliteit",
    "Dezelfde telling met andere drempels: hoe hangt de uitkomst af van de keuze",
    (
        Column("doelgroep_code", "VARCHAR", False, "doelgroep (bestand in sources/doelgroepen)"),
        Column("regio_code", "VARCHAR", False, "regio, gemeente of NL"),
        Column("deel", "DOUBLE", False, "welk deel van Nederland het slechtste heet: 0,20 of 0,25"),
        Column("minimum", "SMALLINT", False, "aantal ongunstige cijfers dat nodig is"),
        Column("gebieden", "INTEGER", False, "gebieden waar de kenmerken dan samenkomen"),
        Column("inwoners", "INTEGER", False, "inwoners van de leeftijdsgroep die daar wonen"),
    ),
    ("doelgroep_code", "regio_code", "deel", "minimum"),
)

LIGGINGEN = ("kern", "gunstig", "eiland", "rand")

STAPELING = Table(
    "stapeling",
    "Hoeveel achterstanden er in een wijk samenkomen, en of zulke wijken bij elkaar liggen",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van de wijk"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("niveau", "VARCHAR", False, "WK = wijk, GM = gemeente", NIVEAUS),
        Column("gemeente_code", "VARCHAR", False, "gemeente waarin de wijk nu ligt"),
        Column("gebied_naam", "VARCHAR", False, "naam van de wijk"),
        Column("inwoners", "INTEGER", True, "alle inwoners"),
        Column("inwoners_jaar", "SMALLINT", True, "de inwoners zijn die van 1 januari van dit jaar"),
        Column("gemeten", "SMALLINT", False, "aantal achterstanden dat bekend is"),
        Column("aantal", "SMALLINT", True, "aantal daarvan in het slechtste vijfde deel van Nederland"),
        Column("achterstanden", "VARCHAR", True, "codes van die achterstanden, gescheiden door ;"),
        Column("is_stapeling", "BOOLEAN", True, "zoveel dat het een stapeling heet; leeg = niet te zeggen"),
        Column("buren", "SMALLINT", True, "aangrenzende wijken met een volledige telling"),
        Column("moran", "DOUBLE", True, "lokale Moran: positief = de buren lijken op deze wijk"),
        Column("p_waarde", "DOUBLE", True, "kans op zulke buren bij toeval (tweezijdig)"),
        Column("q_waarde", "DOUBLE", True, "dezelfde kans, rekening houdend met het aantal wijken"),
        Column(
            "ligging",
            "VARCHAR",
            True,
            "kern = veel tussen veel, gunstig = weinig tussen weinig, eiland = veel tussen weinig, "
            "rand = weinig tussen veel; leeg = niet meer dan toeval",
            LIGGINGEN,
        ),
        Column("reden", "VARCHAR", True, "waarom niet te zeggen is of het een stapeling is"),
    ),
    ("gebied_code",),
)

WIJKTYPE = Table(
    "wijktype",
    "Typen wijken: waarin ze verschillen, en of een type stabiel is (per type en kenmerk)",
    (
        Column("type_nummer", "SMALLINT", False, "nummer van het type, 1 = meeste lage inkomens"),
        Column("type_naam", "VARCHAR", True, "naam; leeg als het type niet stabiel genoeg is"),
        Column("stabiliteit", "DOUBLE", False, "overlap (0-1) als wijken opnieuw worden getrokken"),
        Column("gebieden", "INTEGER", False, "aantal wijken van dit type in Nederland"),
        Column("inwoners", "INTEGER", False, "inwoners daarvan"),
        Column("indicator_code", "VARCHAR", False, "kenmerk"),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep van het kenmerk"),
        Column("z", "DOUBLE", False, "gemiddelde van het type in standaardafwijkingen van Nederland"),
    ),
    ("type_nummer", "indicator_code", "leeftijd"),
)

WIJKTYPE_GEBIED = Table(
    "wijktype_gebied",
    "Bij welk type elke wijk hoort",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van de wijk"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("gemeente_code", "VARCHAR", False, "gemeente waarin de wijk nu ligt"),
        Column("gebied_naam", "VARCHAR", False, "naam van de wijk"),
        Column("inwoners", "INTEGER", True, "alle inwoners"),
        Column("inwoners_jaar", "SMALLINT", True, "de inwoners zijn die van 1 januari van dit jaar"),
        Column("type_nummer", "SMALLINT", True, "nummer van het type; leeg = te weinig cijfers"),
    ),
    ("gebied_code",),
)

KWETSBAARHEID = Table(
    "kwetsbaarheid",
    "Index kwetsbaarheid per wijk: klasse met interval, nooit een losse plaats",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van de wijk"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("niveau", "VARCHAR", False, "WK = wijk, GM = gemeente", NIVEAUS),
        Column("gemeente_code", "VARCHAR", False, "gemeente waarin de wijk nu ligt"),
        Column("gebied_naam", "VARCHAR", False, "naam van de wijk"),
        Column("inwoners", "INTEGER", True, "alle inwoners"),
        Column("inwoners_jaar", "SMALLINT", True, "de inwoners zijn die van 1 januari van dit jaar"),
        Column("kwetsbaarheid", "DOUBLE", True, "index, 0 = gemiddeld in Nederland, hoger = kwetsbaarder"),
        Column("klasse", "SMALLINT", True, "vijfde deel van de inwoners van Nederland, 5 = meest kwetsbaar"),
        Column("klasse_naam", "VARCHAR", True, "klasse in woorden"),
        Column("klasse_laag", "SMALLINT", True, "laagste klasse bij andere gewichten en ruis (95%)"),
        Column("klasse_hoog", "SMALLINT", True, "hoogste klasse bij andere gewichten en ruis (95%)"),
        Column("klasse_kans", "DOUBLE", True, "deel (0-1) van de trekkingen in dezelfde klasse"),
        Column("plaats_van", "INTEGER", True, "begin van het interval van de plaats, 1 = meest kwetsbaar"),
        Column("plaats_tot", "INTEGER", True, "einde van het interval van de plaats"),
        Column("plaatsen", "INTEGER", True, "aantal wijken met een index"),
        Column("reden", "VARCHAR", True, "waarom er geen index is"),
    ),
    ("gebied_code",),
)
