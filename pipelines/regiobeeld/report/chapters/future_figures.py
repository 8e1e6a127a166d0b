"""Figures about the future: the pyramid now and later, fans of the old, the support ratio, care by law."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.groepsstaven import groepsstaven
from regiobeeld.draw.charts.piramide import piramide
from regiobeeld.draw.charts.trend import trend
from regiobeeld.future.ages import SEXES
from regiobeeld.future.inputs import BOTH
from regiobeeld.numbers import getal, procent
from regiobeeld.profile.future import Outlook
from regiobeeld.profile.future_words import OLD, SENIOR, groep_naam, groep_tot, met_band, rond, round_expected
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.origin import span
from regiobeeld.profile.select import rows
from regiobeeld.report.chapters.common import code_of
from regiobeeld.report.chapters.series import describe_series, table_of_series
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import bronregel, hoofdletter, in_gebied

MILLION = 1e6


def source_line(profile: Profile, outlook: Outlook, indicator: str = "bevolking", jaar: int | None = None) -> str:
    """The source of what was counted, and that the rest is our own."""
    line = bronregel(profile, indicator, jaar or outlook.basisjaar)
    return line.replace("; indeling", f"; {outlook.rules.naam}; indeling", 1)


def pyramid_later(profile: Profile, outlook: Outlook) -> Figuur | None:
    """Shares by age and sex in the declared year, those of now as a line."""
    year = outlook.rules.rapport.kernjaar
    now, later = (_shares(outlook, jaar) for jaar in (outlook.basisjaar, year))
    if now.empty or later.empty:
        return None
    old = [float(frame.loc[_from(frame, SENIOR), list(SEXES)].to_numpy().sum()) for frame in (now, later)]
    titel = (
        f"{hoofdletter(in_gebied(profile.naam))} was in {outlook.basisjaar} {procent(old[0])} van de inwoners een "
        f"{groep_naam(SENIOR).removesuffix('s')}; in {year} is dat naar verwachting {procent(old[1])}"
    )
    wide = later.merge(now, on="leeftijd", suffixes=("", "_nu"), validate="one_to_one")
    names = {
        "leeftijd": "Leeftijd",
        "man": f"Mannen {year} (%)",
        "vrouw": f"Vrouwen {year} (%)",
        "man_nu": f"Mannen {outlook.basisjaar} (%)",
        "vrouw_nu": f"Vrouwen {outlook.basisjaar} (%)",
    }
    return Figuur(
        code="piramide-straks",
        titel=titel,
        ondertitel=f"Inwoners naar leeftijd en geslacht, % van alle inwoners, 1 januari {year}; lijn: "
        f"{outlook.basisjaar}; {outlook.rules.naam}",
        alt=f"Bevolkingspiramide van {profile.naam} in {year} naast {outlook.basisjaar}. {titel}.",
        bron=source_line(profile, outlook),
        teken=lambda formaat: piramide(later, now, (str(year), str(outlook.basisjaar)), formaat),
        tabel=wide.rename(columns=names).iloc[::-1].reset_index(drop=True),
        decimalen=2,
    )


def _shares(outlook: Outlook, jaar: int) -> pd.DataFrame:
    """leeftijd, man, vrouw in % of all inhabitants, youngest first."""
    frame = outlook.prognose
    own = frame[
        (frame["gebied_code"] == outlook.code)
        & (frame["jaar"] == jaar)
        & frame["geslacht"].isin(SEXES)
        & frame["leeftijd"].isin(outlook.rules.cijfers.vijfjaar)
    ]
    wide = own.pivot(index="leeftijd", columns="geslacht", values="inwoners")
    wide = wide.reindex(list(outlook.rules.cijfers.vijfjaar))[list(SEXES)]
    return (100 * wide / wide.to_numpy().sum()).reset_index()


def _from(frame: pd.DataFrame, leeftijd: str) -> pd.Series:
    first = int(leeftijd.removesuffix("+"))
    return frame["leeftijd"].str.extract(r"^(\d+)")[0].astype(int) >= first


def fans(profile: Profile, outlook: Outlook) -> tuple[Figuur, ...] | None:
    """How many 65+ and 80+ there were and will be, with the band."""
    found = [fan(profile, outlook, leeftijd) for leeftijd in (SENIOR, OLD)]
    return tuple(figure for figure in found if figure is not None) or None


def fan(profile: Profile, outlook: Outlook, leeftijd: str) -> Figuur | None:
    """One age group: counted years, then the projection with its band."""
    year = outlook.rules.rapport.kernjaar
    now, then = outlook.people(leeftijd, outlook.basisjaar), outlook.people(leeftijd, year)
    if now is None or then is None:
        return None
    table = pd.concat([_counted(profile, outlook, leeftijd), _projected(outlook, leeftijd)], ignore_index=True)
    table.insert(0, "reeks", profile.naam)
    change = 100 * (then.waarde / now.waarde - 1)
    titel = (
        f"Het aantal {groep_naam(leeftijd)} {in_gebied(profile.naam)} "
        f"{'stijgt' if change >= 0 else 'daalt'} tot {year} naar verwachting met {procent(abs(change), 0)}"
    )
    shown = table[["jaar", "waarde", "ondergrens", "bovengrens"]].astype({"jaar": str})
    return Figuur(
        code=code_of("waaier", leeftijd),
        titel=titel,
        ondertitel=f"Inwoners van {leeftijd.removesuffix('+')} jaar en ouder op 1 januari; na {outlook.basisjaar} "
        f"{outlook.rules.naam} met een band van {procent(100 * outlook.rules.band.zekerheid, 0)}",
        alt=f"{titel}. In {outlook.basisjaar} {getal(now.waarde)}, in {year} {met_band(then)}.",
        bron=source_line(profile, outlook),
        teken=lambda formaat: trend(table, profile.naam, "aantal", 0, {}, formaat),
        tabel=shown.set_axis(["Jaar", "Inwoners", "Ondergrens", "Bovengrens"], axis=1),
        toelichting="De band komt uit de fouten van dezelfde methode in het verleden en wordt breder met de tijd.",
        decimalen=0,
    )


def _counted(profile: Profile, outlook: Outlook, leeftijd: str) -> pd.DataFrame:
    """Years before the base year in which this age group was counted."""
    known = rows(profile, outlook.rules.cijfers.indicator, leeftijd).dropna(subset=["waarde"])
    own = known[(known["gebied_code"] == profile.code) & (known["jaar"] < outlook.basisjaar)]
    own = own.drop_duplicates("jaar")[["jaar", "waarde"]].sort_values("jaar")
    return own.assign(ondergrens=float("nan"), bovengrens=float("nan"))


def _projected(outlook: Outlook, leeftijd: str) -> pd.DataFrame:
    frame = outlook.prognose
    own = frame[
        (frame["gebied_code"] == outlook.code) & (frame["leeftijd"] == leeftijd) & (frame["geslacht"] == BOTH)
    ]
    own = own.rename(columns={"inwoners": "waarde"}).sort_values("jaar")
    # The fan opens at the last count.
    own = own[["jaar", "waarde"]].assign(
        ondergrens=own["ondergrens"].fillna(own["waarde"]), bovengrens=own["bovengrens"].fillna(own["waarde"])
    )
    expected = own["jaar"] > outlook.basisjaar
    numbers = ["waarde", "ondergrens", "bovengrens"]
    own.loc[expected, numbers] = own.loc[expected, numbers].map(round_expected, na_action="ignore")
    return own


def helpers(profile: Profile, outlook: Outlook) -> Figuur | None:
    """The support ratio of the region and Nederland."""
    declared, year = outlook.demand.mantelzorg, outlook.rules.rapport.kernjaar
    frame = outlook.zorgvraag[outlook.zorgvraag["onderdeel_code"] == declared.code]
    codes = list(dict.fromkeys([outlook.code, NEDERLAND]))
    frame = frame[frame["gebied_code"].isin(codes)].dropna(subset=["waarde"])
    own = frame[frame["gebied_code"] == outlook.code].set_index("jaar")["waarde"]
    if not {outlook.basisjaar, year} <= set(own.index):
        return None
    table = frame.assign(
        reeks=frame["gebied_code"].map(profile.name),
        ondergrens=frame["ondergrens"].fillna(frame["waarde"]),
        bovengrens=frame["bovengrens"].fillna(frame["waarde"]),
    )[["reeks", "jaar", "waarde", "ondergrens", "bovengrens"]]
    how = "minder" if own[year] < own[outlook.basisjaar] else "niet minder"
    titel = (
        f"Voor iedere {groep_naam(declared.ontvangers).removesuffix('s')} zijn er {in_gebied(profile.naam)} "
        f"straks {how} mensen van {groep_tot(declared.gevers)}: {getal(own[outlook.basisjaar], 1)} in "
        f"{outlook.basisjaar}, naar verwachting {getal(own[year], 1)} in {year}"
    )
    return Figuur(
        code="mantelzorgpotentieel",
        titel=titel,
        ondertitel=f"{declared.naam}, 1 januari; {outlook.rules.naam}",
        alt=describe_series(declared.naam, table, 1),
        bron=source_line(profile, outlook),
        teken=lambda formaat: trend(table, profile.naam, "", 1, {}, formaat),
        tabel=table_of_series(table, profile.naam),
        toelichting=" ".join(declared.toelichting.split()),
        decimalen=1,
    )


def care_by_law(profile: Profile, outlook: Outlook) -> Figuur | None:
    """Euros per law, now and in the declared years, in constant prices."""
    years = [outlook.basisjaar, *outlook.rules.rapport.jaren]
    lines = [
        {"groep": law.naam, "reeks": str(year), **_in_millions(outlook, law.code, year)}
        for law in outlook.demand.uitgaven
        for year in years
        if outlook.care(law.code, year) is not None
    ]
    if not lines:
        return None
    drawn = pd.DataFrame(lines)
    year, first = outlook.rules.rapport.kernjaar, outlook.demand.uitgaven
    narrow = drawn.assign(groep=drawn["groep"].map({law.naam: law.kort or law.naam for law in first}))
    grown = {law.naam: _growth(outlook, law.code, year) for law in first}
    most = max(grown, key=lambda name: grown[name])
    prices = span(sorted({rates.jaar for rates in outlook.rates.values()}))
    wide = drawn.pivot(index="groep", columns="reeks", values="waarde").reindex(
        list(dict.fromkeys(drawn["groep"]))
    )
    return Figuur(
        code="zorgvraag-per-wet",
        titel=f"De vraag naar zorg uit de {most} {'groeit' if grown[most] >= 0 else 'daalt'} "
        f"{in_gebied(profile.naam)} het {'hardst' if grown[most] >= 0 else 'minst'}: naar verwachting "
        f"{procent(abs(grown[most]), 0)} {'meer' if grown[most] >= 0 else 'minder'} in {year}",
        ondertitel=f"Miljoen euro per jaar in prijzen van {prices}, bij gelijk gebruik per leeftijd; "
        f"{outlook.rules.naam}",
        alt=". ".join(
            f"{name}: " + ", ".join(f"{column} {rond(value)} miljoen euro" for column, value in row.items())
            for name, row in wide.iterrows()
        )
        + ".",
        bron=_rates_line(profile, outlook),
        teken=lambda formaat: groepsstaven(drawn if formaat == "breed" else narrow, "miljoen euro", 0, formaat),
        tabel=wide.add_suffix(" (miljoen euro)").reset_index(names="Wet"),
        toelichting=" ".join(outlook.demand.toelichting.split())
        + f" Landelijke uitgaven per leeftijd: dit is niet wat de zorg {in_gebied(profile.naam)} werkelijk kost.",
        decimalen=0,
    )


def _rates_line(profile: Profile, outlook: Outlook) -> str:
    """The sources of the euros by age, each once, and that the rest is our own."""
    used = {(rates.indicator, rates.bron): rates for rates in outlook.rates.values()}
    lines = [
        source_line(profile, outlook, rates.indicator, rates.jaar) if rates.indicator else f"Bron: {rates.bron}"
        for rates in used.values()
    ]
    return ". ".join(dict.fromkeys(lines))


def _in_millions(outlook: Outlook, code: str, year: int) -> dict[str, float]:
    found = outlook.care(code, year)
    if found is None:
        return {}
    low, high = found.ondergrens, found.bovengrens
    nothing = float("nan")
    return {
        "waarde": found.waarde / MILLION,
        "ondergrens": nothing if low is None else low / MILLION,
        "bovengrens": nothing if high is None else high / MILLION,
    }


def _growth(outlook: Outlook, code: str, year: int) -> float:
    now, then = outlook.care(code, outlook.basisjaar), outlook.care(code, year)
    return 100 * (then.waarde / now.waarde - 1) if now and then and now.waarde else float("-inf")
