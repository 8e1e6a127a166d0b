"""The population pyramid of the region against Nederland."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.piramide import piramide
from regiobeeld.numbers import opsomming, procent, round_half_up
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.report.extremes import highest
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import bronregel, hoofdletter, in_gebied
from regiobeeld.report.when import nu_of_toen

OLD_FROM = 65
SEXES = ["man", "vrouw"]


def pyramid(profile: Profile) -> Figuur | None:
    """Men and women by five-year age group, in % of all inhabitants; None without those figures."""
    own, national = (pyramid_shares(profile, code) for code in (profile.code, NEDERLAND))
    if own.empty or national.empty:
        return None
    jaar = int(own.attrs["jaar"])
    is_nl = profile.code == NEDERLAND
    other = national.iloc[:0] if is_nl else national
    line = "" if is_nl else "; lijn: Nederland"
    return Figuur(
        code="bevolkingspiramide",
        titel=_title(profile, own, national, jaar),
        ondertitel=f"Inwoners naar leeftijd en geslacht, % van alle inwoners, 1 januari {jaar}{line}",
        alt=f"Bevolkingspiramide van {profile.naam}. {_title(profile, own, national, jaar)}. {_widest(own)}",
        bron=bronregel(profile, "bevolking", jaar, waarneming=_by_sex(profile, profile.code)),
        teken=lambda formaat: piramide(own, other, (profile.naam, "" if is_nl else "Nederland"), formaat),
        tabel=_table(own, national, is_nl),
        toelichting="Het CBS rondt deze aantallen per postcode af op vijftallen. De som kan daardoor iets "
        "van het officiële aantal inwoners afwijken.",
        decimalen=2,
    )


def pyramid_shares(profile: Profile, code: str) -> pd.DataFrame:
    """leeftijd, man, vrouw in % of all inhabitants, youngest first, of the last year with ages by sex."""
    sexes = _by_sex(profile, code)
    if sexes.empty:
        return sexes
    sexes = sexes[sexes["jaar"] == sexes["jaar"].max()]
    wide = sexes.pivot(index="leeftijd", columns="geslacht", values="waarde")
    wide = wide.loc[sorted(wide.index, key=lower_age)]
    shares = (100 * wide / wide.to_numpy().sum()).reset_index()[["leeftijd", *SEXES]]
    shares.attrs["jaar"] = int(sexes["jaar"].iloc[0])
    return shares


def lower_age(band: str) -> int:
    """The first year of an age group: "70-74" is 70, "95+" is 95."""
    return int(band.rstrip("+").split("-")[0])


def _by_sex(profile: Profile, code: str) -> pd.DataFrame:
    """Counts by age and sex of one area."""
    frame = profile.by_indicator.get("bevolking", profile.waarneming.iloc[:0])
    return frame[
        (frame["gebied_code"] == code)
        & frame["geslacht"].isin(SEXES)
        & (frame["leeftijd"] != "totaal")
        & (frame["jaar"] <= profile.peiljaar)
        & frame["waarde"].notna()
    ]


def _title(profile: Profile, own: pd.DataFrame, national: pd.DataFrame, jaar: int) -> str:
    share, reference = (_share_of_old(frame) for frame in (own, national))
    where = hoofdletter(in_gebied(profile.naam))
    if profile.code == NEDERLAND:
        return f"{where} was in {jaar} {procent(share)} van de inwoners 65 jaar of ouder"
    difference, live = round_half_up(share - reference, 1), nu_of_toen(profile, jaar, "wonen", "woonden")
    if not difference:
        return f"{where} {live} naar verhouding evenveel 65-plussers als in Nederland ({procent(share)} in {jaar})"
    word = "meer" if difference > 0 else "minder"
    return (
        f"{where} {live} naar verhouding {word} 65-plussers dan in Nederland ({procent(share)} tegen "
        f"{procent(reference)} in {jaar})"
    )


def _share_of_old(frame: pd.DataFrame) -> float:
    old = frame["leeftijd"].map(lower_age) >= OLD_FROM
    return float(frame.loc[old, SEXES].to_numpy().sum())


def _widest(own: pd.DataFrame) -> str:
    size = own.set_index("leeftijd")[SEXES].sum(axis=1)
    largest = highest(size, 1)
    group, each = ("leeftijdsgroep", "") if len(largest) == 1 else ("leeftijdsgroepen", "elk ")
    return f"Grootste {group}: {opsomming(largest)} jaar, {each}{procent(size.max())} van de inwoners."


def _table(own: pd.DataFrame, national: pd.DataFrame, is_nl: bool) -> pd.DataFrame:
    table = own.rename(columns={"leeftijd": "Leeftijd", "man": "Mannen (%)", "vrouw": "Vrouwen (%)"})
    if not is_nl:
        table["Nederland, mannen (%)"], table["Nederland, vrouwen (%)"] = national["man"], national["vrouw"]
    return table.iloc[::-1].reset_index(drop=True)
