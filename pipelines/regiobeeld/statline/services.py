"""Where a living table is fetched: the sub-model `[tabel.dienst]` of a declaration in `sources/*.toml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regiobeeld.errors import UsageError

TABLE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_]{2,39}$"
COLUMN_PATTERN = r"^[A-Za-z_][A-Za-z0-9_]{0,119}$"

ServiceKind = Literal["odata3", "odata4", "bestand"]
Owner = Literal["cbs", "dataderden"]

VARIABLE = "REGIOBEELD_STATLINE"
ServicePlace = tuple[ServiceKind, Owner]

# The catalogue of RIVM at datasets.cbs.nl could not be tried yet; the three others are in use by public clients.
HOSTS: dict[ServicePlace, str] = {
    ("odata3", "cbs"): "https://opendata.cbs.nl",
    ("odata3", "dataderden"): "https://dataderden.cbs.nl",
    ("odata4", "cbs"): "https://datasets.cbs.nl/odata/v1/CBS",
    ("odata4", "dataderden"): "https://datasets.cbs.nl/odata/v1/RIVM",
}


class Dienst(BaseModel):
    """How a table is brought in.

    `soort`: the protocol, or `bestand` for a file that the analyst puts in a folder. `eigenaar`: whose catalogue
    (CBS itself, or `dataderden` for tables of RIVM and GGD'en). `tabel`: the identifier at the service, when it is
    not the code of the table. `selectie`: per dimension the keys to fetch, unpadded; a key that ends in `*` is a
    beginning (`GM*`). `kolommen`: the topics to fetch; empty means all. `ongetypeerd`: fetch the published texts,
    so that `.` (geheim) and empty (niet van toepassing) stay apart. `controleren`: names were not checked against
    the service yet; every refresh then reports what does not match. `bestand` and `vorm`: name or pattern of the
    file, and its form.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    soort: ServiceKind
    eigenaar: Owner = "cbs"
    tabel: Annotated[str, Field(pattern=TABLE_PATTERN)] | None = None
    selectie: dict[Annotated[str, Field(pattern=COLUMN_PATTERN)], tuple[str, ...]] = {}
    kolommen: tuple[str, ...] = ()
    ongetypeerd: bool = False
    controleren: bool = False
    bestand: str | None = None
    vorm: Literal["csv", "xlsx", "parquet", "odata_json"] | None = None

    @model_validator(mode="after")
    def _file_or_service(self) -> Self:
        if len({self.soort == "bestand", self.bestand is not None, self.vorm is not None}) > 1:
            raise ValueError("'bestand' en 'vorm' horen bij soort = \"bestand\", en alleen daarbij")
        if self.bestand and ("/" in self.bestand or "\\" in self.bestand or self.bestand.startswith(".")):
            raise ValueError("'bestand' is een naam of patroon zonder map, bijvoorbeeld \"Vektis*2023*.csv\"")
        return self


def service_hosts() -> Mapping[ServicePlace, str]:
    """The addresses of the services; `REGIOBEELD_STATLINE` points all at another host (a mirror, a test).

    Raises:
        UsageError: it is no address of a web service, or it holds a password (which would end up in messages and
            in the lock of what was fetched). The address itself is not repeated.
    """
    base = os.environ.get(VARIABLE, "").rstrip("/")
    if not base:
        return HOSTS
    try:
        parts = urlsplit(base)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not base.isprintable() or " " in base or parts.query or parts.fragment:
        raise UsageError(
            "dit is geen adres van een dienst", VARIABLE, "Schrijf het als https://dienst.voorbeeld.nl"
        )
    if "@" in parts.netloc:
        mend = "Zet naam en wachtwoord in het bestand .netrc in uw eigen map"
        raise UsageError("een adres met een wachtwoord wordt niet gebruikt", VARIABLE, mend)
    return {key: base + urlsplit(url).path for key, url in HOSTS.items()}
