"""THE schema: every published table and column, declared once.

DDL, Arrow types, the data dictionary and the Frictionless descriptor are all derived from
these declarations. Units live with the indicator (`indicator.eenheid`), not with the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["VARCHAR", "DOUBLE", "SMALLINT", "INTEGER", "DATE", "BOOLEAN"]

SOORTEN = ("telling", "enquete", "modelschatting", "prognose", "berekend")
STATUSSEN = ("definitief", "voorlopig")
ONTBREEKT = ("geheim", "te_weinig", "niet_gemeten", "nvt", "onbekend")
AFLEIDINGEN = ("bron", "omgerekend", "opgeteld")
GESLACHTEN = ("totaal", "man", "vrouw")
GEBIED_PATROON = (
    r"^(NL|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}|PV[0-9]{2}|GG[0-9]{4}|"
    r"(CR|ZK|VR)[0-9]{2}|RG_[a-z0-9_]+)$"
)

_ARROW: dict[Kind, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be empty, what it means (Dutch, for the dictionary)."""

    name: str
    kind: Kind
    nullable: bool
    meaning: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One published table with its key (the columns that make a row unique) and sort order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def arrow(self) -> pa.Schema:
        """The Arrow schema, with the meaning of each column as field metadata."""
        return pa.schema(
            [
                pa.field(c.name, _ARROW[c.kind], nullable=c.nullable, metadata={"betekenis": c.meaning})
                for c in self.columns
            ]
        )

    def ddl(self, name: str | None = None) -> str:
        """`CREATE TABLE` for DuckDB, with types, NOT NULL and value lists; no primary key (checks/ do that)."""
        lines = []
        for c in self.columns:
            values = ", ".join(f"'{value}'" for value in c.allowed)
            check = f" CHECK ({c.name} IN ({values}))" if values else ""
            lines.append(f"  {c.name} {c.kind}{'' if c.nullable else ' NOT NULL'}{check}")
        return f"CREATE TABLE {name or self.name} (\n" + ",\n".join(lines) + "\n)"


WAARNEMING = Table(
    "waarneming",
    "Eén cijfer: een indicator voor een gebied, een periode en een groep",
    (
        Column("indicator_code", "VARCHAR", False, "code van de indicator (tabel indicator)"),
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied, NL, of RG_<regio>"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari) waar de code bij hoort"),
        Column("periode_start", "DATE", False, "eerste dag van de periode"),
        Column("periode_eind", "DATE", False, "laatste dag van de periode"),
        Column("geslacht", "VARCHAR", False, "totaal, man of vrouw", GESLACHTEN),
        Column("leeftijd", "VARCHAR", False, "totaal of een leeftijdsgroep, bijvoorbeeld 18-64 of 65+"),
        Column("uitsplitsing", "VARCHAR", False, "totaal of kenmerk=waarde, bijvoorbeeld inkomen=kwintiel_1"),
        Column("waarde", "DOUBLE", True, "het cijfer, in de eenheid van de indicator; leeg = niet bekend"),
        Column("ondergrens", "DOUBLE", True, "ondergrens van het 95%-interval"),
        Column("bovengrens", "DOUBLE", True, "bovengrens van het 95%-interval"),
        Column("teller", "DOUBLE", True, "aantal achter het cijfer (teller)"),
        Column("noemer", "DOUBLE", True, "aantal waarop het cijfer berust (noemer of gewicht)"),
        Column("soort", "VARCHAR", False, "hoe het cijfer is gemaakt", SOORTEN),
        Column("status", "VARCHAR", False, "definitief of voorlopig", STATUSSEN),
        Column("ontbreekt", "VARCHAR", True, "waarom het cijfer leeg is", ONTBREEKT),
        Column("bron_code", "VARCHAR", False, "code van de bron (tabel bron)"),
        Column("tabel_code", "VARCHAR", False, "tabel van de bron waar het cijfer uit komt"),
        Column("snapshot", "VARCHAR", False, "begin van de sha256 van het ruwe bestand"),
        Column(
            "afleiding",
            "VARCHAR",
            False,
            "bron = zoals gepubliceerd, omgerekend = naar de nieuwe indeling, opgeteld = uit gemeenten",
            AFLEIDINGEN,
        ),
        Column("dekking", "DOUBLE", True, "deel van de bevolking (0-1) met een cijfer; leeg bij afleiding bron"),
    ),
    (
        "indicator_code",
        "gebied_code",
        "gebied_jaar",
        "periode_start",
        "periode_eind",
        "geslacht",
        "leeftijd",
        "uitsplitsing",
    ),
)

INDICATOR = Table(
    "indicator",
    "Wat een cijfer betekent, hoe het wordt opgeteld en in welke eenheid het staat",
    (
        Column("indicator_code", "VARCHAR", False, "code van de indicator"),
        Column("indicator_naam", "VARCHAR", False, "naam in gewone taal"),
        Column("thema", "VARCHAR", False, "thema van het regiobeeld"),
        Column("doelgroepen", "VARCHAR", False, "IZA-doelgroepen waar de indicator over gaat, gescheiden door ;"),
        Column("eenheid", "VARCHAR", False, "eenheid van de waarde"),
        Column("decimalen", "SMALLINT", False, "aantal decimalen waarmee de bron publiceert"),
        Column("richting", "VARCHAR", False, "hoger_is_beter, lager_is_beter of neutraal"),
        Column("soort", "VARCHAR", False, "hoe het cijfer is gemaakt", SOORTEN),
        Column("leeftijd", "VARCHAR", False, "leeftijdsgroep als de bron er geen noemt"),
        Column("niveau", "VARCHAR", False, "niveaus waarop de bron publiceert, gescheiden door ;"),
        Column("aggregatie", "VARCHAR", False, "som, gewogen of niet"),
        Column("gewicht", "VARCHAR", True, "gewicht bij gewogen optellen"),
        Column("bereik_laag", "DOUBLE", False, "laagste waarde die kan"),
        Column("bereik_hoog", "DOUBLE", False, "hoogste waarde die kan"),
        Column("verwacht_laag", "DOUBLE", True, "laagste waarde die aannemelijk is"),
        Column("verwacht_hoog", "DOUBLE", True, "hoogste waarde die aannemelijk is"),
        Column("gezegde", "VARCHAR", True, "vervolg van 'In X ... van de volwassenen'"),
        Column("gezegde_toen", "VARCHAR", True, "hetzelfde in de verleden tijd, voor een cijfer van jaren terug"),
        Column("breuken", "VARCHAR", True, "vanaf wanneer (en voor wie) de reeks niet vergelijkbaar is, waarom"),
        Column("toelichting", "VARCHAR", False, "wat er precies is gemeten, en de grens daarvan"),
        Column("bron_code", "VARCHAR", False, "code van de bron"),
    ),
    ("indicator_code",),
)

BRON = Table(
    "bron",
    "Elke tabel waar cijfers uit komen, met organisatie, licentie en herkomst",
    (
        Column("bron_code", "VARCHAR", False, "code van de bron"),
        Column("tabel_code", "VARCHAR", False, "code van de tabel bij de uitgever"),
        Column("bron_naam", "VARCHAR", False, "naam van de bron"),
        Column("tabel_titel", "VARCHAR", False, "titel van de tabel"),
        Column("organisatie", "VARCHAR", False, "wie de cijfers uitgeeft"),
        Column("soort", "VARCHAR", False, "hoe de cijfers zijn gemaakt", SOORTEN),
        Column("licentie", "VARCHAR", False, "licentie"),
        Column("citaat", "VARCHAR", False, "zo noemt u de bron"),
        Column("url", "VARCHAR", False, "pagina van de uitgever"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling van de tabel"),
        Column("opgehaald", "BOOLEAN", False, "opgehaald bij de bron met make bronnen; anders ingebouwd"),
        Column("opgenomen", "DATE", False, "dag waarop de cijfers zijn opgehaald of ingebouwd"),
        Column("gepubliceerd", "DATE", True, "dag waarop de uitgever de cijfers uitbracht; leeg = niet bekend"),
        Column("snapshot", "VARCHAR", False, "begin van de sha256 van het ruwe bestand"),
        Column("rijen", "INTEGER", False, "aantal cijfers uit deze tabel"),
        Column("toelichting", "VARCHAR", False, "wat u van deze bron moet weten"),
    ),
    ("bron_code", "tabel_code"),
)

GEBIED = Table(
    "gebied",
    "Gebieden met naam en niveau, per gemeentelijke indeling",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling (op 1 januari)"),
        Column("gebied_naam", "VARCHAR", False, "naam van het gebied"),
        Column("niveau", "VARCHAR", False, "NL, PV, GG, CR, ZK, VR, GM, WK of BU"),
        Column("gemeente_code", "VARCHAR", True, "gemeente waar een wijk in ligt"),
    ),
    ("gebied_code", "gebied_jaar"),
)

GEBIED_LID = Table(
    "gebied_lid",
    "Welke gemeenten bij welk gebied horen, op de nieuwste indeling",
    (
        Column("gebied_code", "VARCHAR", False, "CBS-code van het gebied"),
        Column("gemeente_code", "VARCHAR", False, "gemeente die erin ligt"),
    ),
    ("gebied_code", "gemeente_code"),
)

ERNST = ("melding", "let_op", "fout")
BEVINDING = Table(
    "bevinding",
    "Wat opvalt aan de cijfers zelf: omgerekend, ontbrekend, buiten verwachting",
    (
        Column("code", "VARCHAR", False, "soort bevinding"),
        Column("ernst", "VARCHAR", False, "melding, let_op of fout", ERNST),
        Column("onderwerp", "VARCHAR", False, "waar de bevinding over gaat"),
        Column("gebied_code", "VARCHAR", True, "gebied, als de bevinding over één gebied gaat"),
        Column("indicator_code", "VARCHAR", True, "indicator, als de bevinding over één indicator gaat"),
        Column("tekst", "VARCHAR", False, "één zin voor de lezer"),
    ),
    ("code", "onderwerp", "gebied_code", "indicator_code", "tekst"),
)

BEVOLKINGSGROEP = Table(
    "bevolkingsgroep",
    "Inwoners per leeftijdsgroep, afgeleid; alleen bedoeld als gewicht bij optellen",
    (
        Column("gebied_code", "VARCHAR", False, "gemeente of wijk"),
        Column("gebied_jaar", "SMALLINT", False, "gemeentelijke indeling waar de code bij hoort"),
        Column("jaar", "SMALLINT", False, "stand op 1 januari van dit jaar"),
        Column("leeftijd", "VARCHAR", False, "totaal of leeftijdsgroep"),
        Column(
            "inwoners",
            "DOUBLE",
            False,
            "inwoners; 15-17 jaar is geschat als 3/15 van 0-14 jaar (of 3/5 van 10-14 jaar), andere "
            "doorgesneden groepen naar verhouding",
        ),
        Column("status", "VARCHAR", False, "voorlopig als een van de cijfers eronder dat is", STATUSSEN),
    ),
    ("gebied_code", "gebied_jaar", "jaar", "leeftijd"),
)

WIJKUITKOMSTEN = ("gekoppeld", "hersteld", "geweigerd", "heringedeeld")
WIJKPROEVEN = ("gezondheidscijfers", "inwoners")
WIJKKOPPELING = Table(
    "wijkkoppeling",
    "Per gemeente en jaar: mogen wijkcijfers van dat jaar op de kaart van wijken, en hoe dat is nagerekend",
    (
        Column("gemeente_code", "VARCHAR", False, "gemeente op de indeling van de kaart"),
        Column("naam", "VARCHAR", False, "naam van de gemeente"),
        Column("jaar_cijfers", "SMALLINT", False, "indeling (op 1 januari) waarvoor de wijkcijfers zijn gemaakt"),
        Column("jaar_kaart", "SMALLINT", False, "indeling (op 1 januari) van de wijken op de kaart"),
        Column(
            "proef",
            "VARCHAR",
            False,
            "gezondheidscijfers = geven de wijken het cijfer van de gemeente terug; inwoners = zijn codes, "
            "grenzen en aantallen gelijk gebleven",
            WIJKPROEVEN,
        ),
        Column("wijken", "INTEGER", False, "wijken van de gemeente op de kaart"),
        Column("gekoppeld", "INTEGER", False, "daarvan met cijfers van dat jaar"),
        Column(
            "rms", "DOUBLE", True, "hoe ver de wijken samen van het gemeentecijfer liggen, in procentpunten (rms)"
        ),
        Column("dekking", "DOUBLE", True, "deel (0-1) van de inwoners dat in aangeboden wijken met cijfers woont"),
        Column(
            "uitkomst",
            "VARCHAR",
            False,
            "gekoppeld = op code en nagerekend, hersteld = met de hand en nagerekend, geweigerd = geen "
            "wijkcijfers, heringedeeld = gemeente bestaat maar in een van beide jaren",
            WIJKUITKOMSTEN,
        ),
        Column("reden", "VARCHAR", True, "waarom hersteld, geweigerd of niet te koppelen"),
    ),
    ("gemeente_code", "jaar_cijfers"),
)

WIJKKOPPELING_WIJK = Table(
    "wijkkoppeling_wijk",
    "Per wijk van de kaart en jaar: van welke wijk van toen zij de cijfers krijgt",
    (
        Column("wijk_code", "VARCHAR", False, "wijk op de kaart"),
        Column("jaar_cijfers", "SMALLINT", False, "indeling (op 1 januari) waarvoor de wijkcijfers zijn gemaakt"),
        Column("jaar_kaart", "SMALLINT", False, "indeling (op 1 januari) van de wijken op de kaart"),
        Column("gemeente_code", "VARCHAR", False, "gemeente op de indeling van de kaart"),
        Column("wijk_oud", "VARCHAR", True, "code van de wijk in het jaar van de cijfers; leeg = geen"),
        Column("gekoppeld", "BOOLEAN", False, "krijgt de wijk cijfers van dat jaar"),
        Column("reden", "VARCHAR", False, "hoe zeker de koppeling is, of waarom zij er niet is"),
    ),
    ("wijk_code", "jaar_cijfers"),
)
