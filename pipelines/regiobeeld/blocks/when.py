"""Of when a figure is: the tense of a sentence, a period of two years, and figures that are not final yet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.numbers import opsomming
from regiobeeld.profile.model import Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import PROVISIONAL


def nu_of_toen(profile: Profile, jaar: int, nu: str, toen: str) -> str:
    """The word for a figure of `jaar`: `nu` when it is recent ("wonen"), `toen` when it is not ("woonden")."""
    return toen if is_past(jaar, profile.heden) else nu


def van_tot(jaren: Sequence[int]) -> int | str:
    """The years of a series: "2012–2024"; the year itself when there is one."""
    return int(jaren[0]) if jaren[0] == jaren[-1] else f"{jaren[0]}–{jaren[-1]}"


def jaren_op_rij(jaren: Sequence[int], meeste: int) -> str:
    """ "2016", "2016 en 2020"; of more than `meeste` the first and the last: "2012–2024"."""
    return opsomming(map(str, jaren)) if len(jaren) <= meeste else str(van_tot(jaren))


def periode(waarneming: pd.DataFrame, jaar: int | str) -> str:
    """The period of these figures: "2020", or "2018/2019" where the source took two years together."""
    if waarneming.empty or "periode_start" not in waarneming:
        return str(jaar)
    periods = set(zip(waarneming["periode_start"].tolist(), waarneming["periode_eind"].tolist(), strict=True))
    years = ((pd.Timestamp(first).year, pd.Timestamp(last).year) for first, last in periods)
    spans = {f"{a}/{b}" if a < b else str(b) for a, b in years if str(b) == str(jaar)}
    return spans.pop() if len(spans) == 1 else str(jaar)


def voorlopig(waarneming: pd.DataFrame) -> str:
    """ "; voorlopig" after the kind of figures that may still change, "; deels voorlopig" when only some may."""
    if waarneming.empty or "status" not in waarneming:
        return ""
    known = waarneming[waarneming["waarde"].notna()] if "waarde" in waarneming else waarneming
    marked = known["status"] == PROVISIONAL
    if not marked.any():
        return ""
    return "; voorlopig" if marked.all() else "; deels voorlopig"
