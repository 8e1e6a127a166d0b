"""What tests of living sources share: an impatient client and a small declaration of the made-up health table."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.statline.http import Client, Patience
from regiobeeld.statline.services import ServicePlace

OBSERVER = Observer()
"""Of the sources of the project; it keeps the names of all areas, which take half a second to read."""
QUICK = Patience(connect=2.0, read=0.4, total=1.0, attempts=3, longest_retry_after=5.0, most_bytes=4 * 2**20)

DECLARATION = """
[bron]
code = "gezondheid_test"
naam = "Gezondheid, verzonnen"
organisatie = "Test"
soort = "modelschatting"
licentie = "CC BY 4.0"
citaat = "Verzonnen"
url = "https://opendata.cbs.nl"

[[tabel]]
code = "50150NED"
titel = "Gezondheid (verzonnen)"
gebied_jaar = 2024
opgenomen = 2026-11-21
dienst = { soort = "odata3", eigenaar = "dataderden" }

[dimensies]
gebied = { kolom = "WijkenEnBuurten", waarden = { NL01 = "NL" } }
periode = { kolom = "Perioden" }
leeftijd = { kolom = "Leeftijd", waarden = { 20300 = "18+", 53115 = "18-64", 80200 = "65+" } }

[[indicator]]
code = "eenzaam"
naam = "Eenzaam"
thema = "mentale_gezondheid"
doelgroepen = ["psychisch"]
kolom = "Eenzaam"
eenheid = "%"
decimalen = 1
leeftijd = "18+"
niveau = ["NL", "GM", "WK", "BU"]
aggregatie = "gewogen"
gewicht = "bevolking"
richting = "lager_is_beter"
bereik = [0, 100]
toelichting = "Score van 3 of hoger op de eenzaamheidsschaal."

[[indicator]]
code = "roken"
naam = "Rokers"
thema = "leefstijl"
doelgroepen = ["hart_vaat"]
kolom = ["Roker", "RooktTabak"]
eenheid = "%"
decimalen = 1
leeftijd = "18+"
niveau = ["NL", "GM", "WK", "BU"]
aggregatie = "gewogen"
gewicht = "bevolking"
richting = "lager_is_beter"
bereik = [0, 100]
toelichting = "Rookt weleens tabak."
"""


def make_client(waits: list[float] | None = None, **changes: object) -> Client:
    """A client that gives up soon and does not really wait; `waits` collects how long it would have waited."""
    patience = replace(QUICK, **changes)  # type: ignore[arg-type]
    noted = [] if waits is None else waits
    return Client(patience, sleep=noted.append, chance=lambda: 1.0)


def make_catalog(old: str = "", new: str = "") -> Catalog:
    """The declaration above as a catalogue; optionally with one piece of text replaced."""
    return Catalog(sources=(Source.model_validate(tomllib.loads(DECLARATION.replace(old, new, 1))),), regios={})


def make_hosts(host: str, scheme: str = "http") -> dict[ServicePlace, str]:
    """All services on the stand-in."""
    root = f"{scheme}://{host}"
    return {
        ("odata3", "cbs"): root,
        ("odata3", "dataderden"): root,
        ("odata4", "cbs"): f"{root}/odata/v1/CBS",
        ("odata4", "dataderden"): f"{root}/odata/v1/RIVM",
    }
