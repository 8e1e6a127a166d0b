"""One list of wijken: on which lists each of them stands, who lives there, and how sure that is."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from regiobeeld.frames import is_true, returns
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.profile.frames import WIJKMATRIX
from regiobeeld.profile.model import Profile

PILES, INDEX = "stapeling", "kwetsbaarheid"
HIGHEST = 5


@lru_cache(maxsize=4)
@returns(WIJKMATRIX)
def wijk_matrix(profile: Profile) -> pd.DataFrame:
    """The wijken that stand on at least one list, most lists first, then most residents.

    Lists: the doelgroepen found on wijken, many disadvantages together, and the highest class of the index.

    Returns:
        Frame gebied_code, gemeente_code, gebied_naam, inwoners, one yes/no column per list, aantal, ongunstig
        (codes of disadvantages, or missing), zeker: whether the interval of the index lies within its highest
        class, or None where the index does not put it there.
    """
    groups = groups_of(profile)
    wijken = groups.stapeling.set_index("gebied_code")
    marks = {code: _inside(groups, code) for code in list_names(profile)}
    table = pd.DataFrame(
        {code: wijken.index.isin(list(inside)) for code, inside in marks.items()}, index=wijken.index
    )
    index = groups.kwetsbaarheid.set_index("gebied_code").reindex(wijken.index)
    sure = (index["klasse_laag"] == HIGHEST).astype("boolean").where(index["klasse"] == HIGHEST)
    places = wijken[["gemeente_code", "gebied_naam", "inwoners"]]
    frame = places.join(table).assign(
        aantal=table.sum(axis=1).astype(int), ongunstig=wijken["achterstanden"], zeker=sure
    )
    found = frame[frame["aantal"] > 0].reset_index()
    return found.sort_values(
        ["aantal", "inwoners", "gebied_code"], ascending=[False, False, True], ignore_index=True
    )


def list_names(profile: Profile) -> dict[str, str]:
    """The lists by code, with what a reader calls them."""
    groups = groups_of(profile)
    found = groups.found[groups.found["niveau"] == "WK"]
    names = {str(code): groups.declared[code].naam for code in found["doelgroep_code"]}
    return {**names, PILES: "veel achterstanden samen", INDEX: "hoogste klasse van de index kwetsbaarheid"}


def _inside(groups: Groups, code: str) -> set[str]:
    """The wijken on one list."""
    if code == PILES:
        rows = groups.stapeling[is_true(groups.stapeling["is_stapeling"])]
    elif code == INDEX:
        rows = groups.kwetsbaarheid[groups.kwetsbaarheid["klasse"] == HIGHEST]
    else:
        rows = groups.inside(code)
    return set(rows["gebied_code"])
