"""Known counts guard the build: what every build must have, whatever a file says of itself."""

from __future__ import annotations

import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.snapshots.plausible import Expectations

_FILE = "controle/verwachtingen.toml"
_MEND = "Haal de bestanden terug met: git checkout -- sources, of pas de verwachting aan als dit klopt"


def require_counts(published: pd.DataFrame, indeling: Indeling, expectations: Expectations) -> None:
    """Refuse a build with another number of areas than is known.

    Args:
        published: figures of gemeenten and larger areas as published (schema WAARNEMING).
        indeling: the gemeenten and the areas they form.
        expectations: `rijen` for indicators that are here, `gebieden` for the areas of the target indeling.

    Raises:
        ContractError: there are no expectations, or a level has more or fewer areas.
    """
    if not expectations.rijen or not expectations.gebieden:
        raise ContractError("er zijn geen verwachtingen om de cijfers aan te toetsen", _FILE, _MEND)
    members = indeling.members()
    for level in expectations.gebieden:
        part = members[members["gebied_code"].str.startswith(level.niveau)]
        found = part["gebied_code"].nunique() if level.niveau != "GM" else members["gemeente_code"].nunique()
        if not level.minstens <= found <= level.hoogstens:
            told = f"de indeling heeft {found} gebieden van soort {level.niveau}"
            raise ContractError(f"{told}, verwacht {level.minstens} tot {level.hoogstens}", _FILE, _MEND)
        if level.niveau != "GM" and part["gemeente_code"].nunique() != members["gemeente_code"].nunique():
            raise ContractError(f"niet elke gemeente heeft een gebied van soort {level.niveau}", "indeling", _MEND)
    for rule in expectations.rijen:
        rows = published[(published["indicator_code"] == rule.indicator) & published["waarde"].notna()]
        rows = rows[rows["gebied_code"].str.startswith(rule.niveau)]
        count = int(rows.groupby("periode_start")["gebied_code"].nunique().max()) if len(rows) else 0
        if count and count < rule.minstens:
            told = f"{rule.indicator} heeft voor {rule.niveau} hoogstens {count} gebieden in een jaar"
            raise ContractError(f"{told}, verwacht minstens {rule.minstens}", _FILE, _MEND)
