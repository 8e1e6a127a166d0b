"""What the reader is told about wijken that cannot (all) carry the figures of another year."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from regiobeeld.harmonise.findings import Finding, make_finding, to_frame
from regiobeeld.harmonise.links import HEALTH, LINKED, MENDED, MERGED, REFUSED, RESIDENTS, WijkLinks
from regiobeeld.harmonise.wijken import CERTAIN, GREW

CHANGED, REFUSED_LINK, OLDER_RESIDENTS = "wijken_gewijzigd", "wijken_geweigerd", "inwoners_ouder"
"""Codes of the findings about linked wijken."""


def describe_links(links: WijkLinks) -> pd.DataFrame:
    """Findings: one sentence per gemeente whose wijken are not certainly, or not at all, those of another year."""
    rows = links.gemeenten.sort_values(["gemeente_code", "jaar_cijfers"])
    health = rows[rows["proef"] == HEALTH].to_dict("records")
    findings = [finding for row in health if (finding := _describe(row, _reasons(links, row)))]
    newest = rows[rows["proef"] == RESIDENTS].drop_duplicates("gemeente_code", keep="last")
    older = newest[newest["uitkomst"] != LINKED].to_dict("records")
    used = rows[(rows["proef"] == RESIDENTS) & (rows["uitkomst"] == LINKED)]
    last = used.groupby("gemeente_code")["jaar_cijfers"].max().to_dict()
    findings += [_describe_residents(row, last.get(row["gemeente_code"], links.drawn)) for row in older]
    return to_frame(findings)


def _reasons(links: WijkLinks, row: Mapping[Hashable, Any]) -> set[str]:
    own = links.wijken["gemeente_code"] == row["gemeente_code"]
    return set(links.wijken.loc[own & (links.wijken["jaar_cijfers"] == row["jaar_cijfers"]), "reden"])


def _describe(row: Mapping[Hashable, Any], reasons: set[str]) -> Finding | None:
    """One sentence about the health figures of one gemeente; None when every wijk is certainly the same."""
    if row["uitkomst"] == LINKED and reasons == {CERTAIN}:
        return None
    name, linked, rest = row["naam"], int(row["gekoppeld"]), int(row["wijken"] - row["gekoppeld"])
    first, last = sorted((int(row["jaar_cijfers"]), int(row["jaar_kaart"])))
    between, without = f"tussen {first} en {last}", f", {_count(rest)} zonder cijfer" if rest else ""
    if row["uitkomst"] == MERGED:
        text = f"{name} is {between} heringedeeld: wijkcijfers van deze jaren zijn niet te koppelen."
    elif row["uitkomst"] == REFUSED:
        text = f"{name} heeft geen wijkcijfers van {row['jaar_cijfers']} over gezondheid: {row['reden']}."
    elif row["uitkomst"] == MENDED:
        text = (
            f"{name} gaf {between} codes aan andere wijken: {_count(linked)} met de hand gekoppeld en "
            f"nagerekend{without}. {row['reden']}"
        )
    elif GREW in reasons:
        text = f"{name} kreeg er {between} gebied bij: {_count(linked)} gekoppeld{without}."
    else:
        text = (
            f"{name} heeft de wijkindeling {between} gewijzigd: {_count(linked)} met dezelfde code, die samen het "
            f"cijfer van de gemeente teruggeven{without}."
        )
    kind = REFUSED_LINK if row["uitkomst"] == REFUSED else CHANGED
    return make_finding(kind, "let_op", text, onderwerp="wijken", gebied=str(row["gemeente_code"]))


def _describe_residents(row: Mapping[Hashable, Any], used: int) -> Finding:
    """Why the residents of the wijken of one gemeente are of an earlier year than elsewhere."""
    text = f"De inwoners per wijk van {row['naam']} zijn die van {used}: {row['reden']}."
    return make_finding(OLDER_RESIDENTS, "melding", text, onderwerp="wijken", gebied=str(row["gemeente_code"]))


def _count(number: int) -> str:
    return "1 wijk" if number == 1 else f"{number} wijken"
