"""The crossing SES x leefstijl x leeftijd of one region: its wijken, its gemeenten, its groups, with counts."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.model import Profile

SENIORS = "65+"


def wijk_rows(profile: Profile, leeftijd: str = SENIORS) -> pd.DataFrame:
    """The wijken of the region for one age group (schema KRUISING)."""
    table = profile.kruising
    inside = table["gemeente_code"].isin(profile.region.gemeenten)
    return table[inside & (table["niveau"] == "WK") & (table["leeftijd"] == leeftijd)].reset_index(drop=True)


def gemeente_rows(profile: Profile, leeftijd: str = SENIORS) -> pd.DataFrame:
    """The gemeenten shown side by side (for one gemeente: those around it) for one age group."""
    table = profile.kruising
    chosen = table[(table["niveau"] == "GM") & (table["leeftijd"] == leeftijd)]
    return chosen.sort_values("gebied_naam", ignore_index=True)


def groups(profile: Profile, leeftijd: str = SENIORS) -> pd.DataFrame:
    """The wijken where a low SES and an unfavourable lifestyle coincide, most residents of that age first."""
    table = wijk_rows(profile, leeftijd)
    found = table[table["is_groep"].fillna(value=False).astype(bool)]
    return found.sort_values(["inwoners", "gebied_code"], ascending=[False, True], ignore_index=True)


def summarise_group(profile: Profile, leeftijd: str = SENIORS) -> dict[str, float]:
    """Hard counts behind the sentence: wijken and residents in the group, in all, and without an answer."""
    table = wijk_rows(profile, leeftijd)
    found = groups(profile, leeftijd)
    unknown = table[table["is_groep"].isna()]
    national = profile.kruising_nl
    national = national[(national["niveau"] == "WK") & (national["leeftijd"] == leeftijd)]
    in_group = national["is_groep"].fillna(value=False).astype(bool)
    return {
        "wijken": len(found),
        "wijken_totaal": len(table),
        "wijken_onbekend": len(unknown),
        "inwoners": _total(found),
        "inwoners_totaal": _total(table),
        "inwoners_onbekend": _total(unknown),
        "nl_inwoners": _total(national[in_group]),
        "nl_inwoners_totaal": _total(national),
        "nl_inwoners_onbekend": _total(national[national["is_groep"].isna()]),
    }


def _total(rows: pd.DataFrame) -> int:
    return int(rows["inwoners"].fillna(0).sum())


def quintile_shares(profile: Profile) -> pd.DataFrame:
    """Inhabitants (%) per SES-quintile of their wijk: one row per gemeente, the region and Nederland, columns 1-5.

    Only inhabitants of wijken with an index count; areas without any are left out.
    """
    table = profile.kruising_nl
    wijken = table[(table["niveau"] == "WK") & (table["leeftijd"] == SENIORS) & table["ses_kwintiel"].notna()]
    rows = {}
    if len(profile.region.gemeenten) > 1:
        for part in profile.parts:
            rows[profile.name(part)] = wijken[wijken["gemeente_code"].isin(profile.members(part))]
    rows[profile.naam] = wijken[wijken["gemeente_code"].isin(profile.region.gemeenten)]
    rows["Nederland"] = wijken
    shares = {name: _shares(found) for name, found in rows.items() if len(found)}
    return pd.DataFrame(shares).T.reindex(columns=[1, 2, 3, 4, 5]).fillna(0.0) if shares else pd.DataFrame()


def _shares(wijken: pd.DataFrame) -> pd.Series:
    people = wijken.groupby(wijken["ses_kwintiel"].astype(int))["inwoners_totaal"].sum()
    return 100 * people / people.sum()
