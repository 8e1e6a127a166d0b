"""Where a living table is fetched: the sub-model `[tabel.dienst]` of a declaration in `sources/*.toml`."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

TABLE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_]{2,39}$"
COLUMN_PATTERN = r"^[A-Za-z_][A-Za-z0-9_]{0,119}$"

ServiceKind = Literal["odata3", "odata4", "bestand"]
Owner = Literal["cbs", "dataderden"]

HOSTS: dict[tuple[ServiceKind, Owner], str] = {
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
    the service yet; every refresh then reports what does not match. `bestand`: name or pattern of the file.
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

    @model_validator(mode="after")
    def _file_or_service(self) -> Self:
        if (self.soort == "bestand") != (self.bestand is not None):
            raise ValueError("'bestand' hoort bij soort = \"bestand\", en alleen daarbij")
        if self.bestand and ("/" in self.bestand or "\\" in self.bestand or self.bestand.startswith(".")):
            raise ValueError("'bestand' is een naam of patroon zonder map, bijvoorbeeld \"Vektis*2023*.csv\"")
        return self

    @property
    def host(self) -> str:
        """The address of the service, without a slash at the end; empty for a file."""
        return HOSTS.get((self.soort, self.eigenaar), "")
