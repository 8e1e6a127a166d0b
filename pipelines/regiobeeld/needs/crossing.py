"""The crossing SES x leefstijl x leeftijd of one region: its wijken, its gemeenten, its groups, with counts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from regiobeeld.frames import is_true
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
    found = table[is_true(table["is_groep"])]
    return found.sort_values(["inwoners", "gebied_code"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class Count:
    """Residents of one age group by the outcome for their wijk; who divides, names what is divided by.

    Attributes:
        wijken: wijken where both come together; wijken_totaal: all where somebody of that age lives, or may live;
            wijken_onbekend: those without an outcome.
        inwoners, inwoners_totaal, inwoners_onbekend: the residents of those.
        geteld: CBS counted all of them that are known; otherwise some were derived.
    """

    wijken: int
    wijken_totaal: int
    wijken_onbekend: int
    inwoners: int
    inwoners_totaal: int
    inwoners_onbekend: int
    geteld: bool

    @property
    def share_of_all(self) -> float:
        """Residents (%) of wijken where both come together, of all of that age; 0 where there are none."""
        return 100 * self.inwoners / self.inwoners_totaal if self.inwoners_totaal else 0.0

    @property
    def share_of_judged(self) -> float:
        """The same of the residents of wijken with an outcome."""
        judged = self.inwoners_totaal - self.inwoners_onbekend
        return 100 * self.inwoners / judged if judged else 0.0


def summarise_group(profile: Profile, leeftijd: str = SENIORS) -> Count:
    """The counts of the region behind every sentence about the crossing."""
    return count_outcomes(wijk_rows(profile, leeftijd))


def summarise_country(profile: Profile, leeftijd: str = SENIORS) -> Count:
    """The same for Nederland."""
    national = profile.kruising_nl
    return count_outcomes(national[(national["niveau"] == "WK") & (national["leeftijd"] == leeftijd)])


def count_outcomes(rows: pd.DataFrame) -> Count:
    """Count wijken and residents of one age group by outcome (schema KRUISING)."""
    found, unknown = is_true(rows["is_groep"]), rows["is_groep"].isna()
    people = rows["inwoners"].astype("float64")
    lived_in = people.isna() | (people > 0)

    def total(which: pd.Series) -> int:
        return int(people[which].sum())

    return Count(
        wijken=int(found.sum()),
        wijken_totaal=int(lived_in.sum()),
        wijken_onbekend=int(unknown.sum()),
        inwoners=total(found),
        inwoners_totaal=total(lived_in),
        inwoners_onbekend=total(unknown),
        geteld=bool(rows.loc[people > 0, "inwoners_geteld"].all()),
    )


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
