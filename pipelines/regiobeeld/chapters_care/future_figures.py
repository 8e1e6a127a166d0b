"""Figures about the future: the pyramid now and later, fans of the old, the support ratio, care by law."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel
from regiobeeld.chapters_people.pyramid import SEXES, as_shares, share_from
from regiobeeld.chapters_people.series import describe_series, table_of_series
from regiobeeld.charts.groepsstaven import groepsstaven
from regiobeeld.charts.piramide import piramide
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import OLD, SENIOR, groep_naam, groep_tot, met_band
from regiobeeld.numbers import round_expected
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.origin import span
from regiobeeld.profile.select import rows
from regiobeeld.projection.inputs import BOTH
from regiobeeld.timelines.trend import trend

MILLION = 1e6
_NUMBERS = ["waarde", "ondergrens", "bovengrens"]


def source_line(profile: Profile, outlook: Outlook, indicator: str = "", jaar: int | None = None) -> str:
    """The source of what was counted, and that the rest is our own."""
    line = bronregel(profile, indicator or outlook.rules.cijfers.indicator, jaar or outlook.basisjaar)
    return line.replace("; indeling", f"; {outlook.rules.naam}; indeling", 1)


def pyramid_later(profile: Profile, outlook: Outlook, zin: Zinnen) -> Figuur | None:
    """Shares by age and sex in the declared year, those of now as a line."""
    base, year = outlook.basisjaar, outlook.rules.rapport.kernjaar
    now, later = (_by_sex(outlook, jaar) for jaar in (base, year))
    if now.empty or later.empty:
        return None
    now, later = (as_shares(people, "inwoners") for people in (now, later))
    wide = later.merge(now, on="leeftijd", suffixes=("", "_nu"), validate="one_to_one").iloc[::-1]
    heads = [f"{name} {jaar} (%)" for jaar in (year, base) for name in ("Mannen", "Vrouwen")]
    facts = {"groep": groep_naam(SENIOR), "nu": share_from(now, SENIOR), "straks": share_from(later, SENIOR)}
    return special_figure(
        "piramide-straks",
        zin,
        facts,
        bron=source_line(profile, outlook),
        teken=lambda formaat: piramide(later, now, (str(year), str(base)), formaat),
        tabel=wide.set_axis(["Leeftijd", *heads], axis=1).reset_index(drop=True),
        decimalen=2,
    )


def _by_sex(outlook: Outlook, jaar: int) -> pd.DataFrame:
    """Inhabitants of the region by group of five years and sex."""
    frame = outlook.prognose
    return frame[
        (frame["gebied_code"] == outlook.code)
        & (frame["jaar"] == jaar)
        & frame["geslacht"].isin(SEXES)
        & frame["leeftijd"].isin(outlook.rules.cijfers.vijfjaar)
    ]


def fans(profile: Profile, outlook: Outlook, zin: Zinnen) -> tuple[Figuur, ...] | None:
    """How many 65+ and 80+ there were and will be, with the band."""
    found = [fan(profile, outlook, leeftijd, zin) for leeftijd in (SENIOR, OLD)]
    return tuple(figure for figure in found if figure is not None) or None


def fan(profile: Profile, outlook: Outlook, leeftijd: str, zin: Zinnen) -> Figuur | None:
    """One age group: counted years, then the projection with its band."""
    now, then = (outlook.people(leeftijd, year) for year in (outlook.basisjaar, outlook.rules.rapport.kernjaar))
    if now is None or then is None:
        return None
    table = pd.concat([_counted(profile, outlook, leeftijd), _projected(outlook, leeftijd)], ignore_index=True)
    table.insert(0, "reeks", profile.naam)
    shown = table[["jaar", *_NUMBERS]].astype({"jaar": str})
    facts = {
        "groep": groep_naam(leeftijd),
        "vanaf": leeftijd.removesuffix("+"),
        "verschil": 100 * (then.waarde / now.waarde - 1),
        "nu": now.waarde,
        "straks": met_band(then),
    }
    return special_figure(
        code_of("waaier", leeftijd),
        zin,
        facts,
        bron=source_line(profile, outlook),
        teken=lambda formaat: trend(table, profile.naam, "aantal", 0, {}, formaat),
        tabel=shown.set_axis(["Jaar", "Inwoners", "Ondergrens", "Bovengrens"], axis=1),
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
    # The fan opens at the last count.
    own = _with_band(own.rename(columns={"inwoners": "waarde"}).sort_values("jaar"))[["jaar", *_NUMBERS]]
    expected = own["jaar"] > outlook.basisjaar
    own.loc[expected, _NUMBERS] = own.loc[expected, _NUMBERS].map(round_expected, na_action="ignore")
    return own


def _with_band(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, with a band of no width where there is none."""
    return rows.assign(**{name: rows[name].fillna(rows["waarde"]) for name in _NUMBERS})


def helpers(profile: Profile, outlook: Outlook, zin: Zinnen) -> Figuur | None:
    """The support ratio of the region and Nederland."""
    declared, year = outlook.demand.mantelzorg, outlook.rules.rapport.kernjaar
    frame = outlook.zorgvraag[outlook.zorgvraag["onderdeel_code"] == declared.code]
    codes = list(dict.fromkeys([outlook.code, NEDERLAND]))
    frame = frame[frame["gebied_code"].isin(codes)].dropna(subset=["waarde"])
    own = frame[frame["gebied_code"] == outlook.code].set_index("jaar")["waarde"]
    if not {outlook.basisjaar, year} <= set(own.index):
        return None
    table = _with_band(frame.assign(reeks=frame["gebied_code"].map(profile.name)))[["reeks", "jaar", *_NUMBERS]]
    facts = {
        "verhouding": declared,
        "ontvanger": groep_naam(declared.ontvangers).removesuffix("s"),
        "gevers": groep_tot(declared.gevers),
        "nu": own[outlook.basisjaar],
        "straks": own[year],
    }
    return special_figure(
        "mantelzorgpotentieel",
        zin,
        facts,
        bron=source_line(profile, outlook),
        teken=lambda formaat: trend(table, profile.naam, "", 1, {}, formaat),
        tabel=table_of_series(table, profile.naam),
        alt=describe_series(declared.naam, table, 1),
    )


def care_by_law(profile: Profile, outlook: Outlook, zin: Zinnen) -> Figuur | None:
    """Euros per law, now and in the declared years, in constant prices."""
    years, laws = [outlook.basisjaar, *outlook.rules.rapport.jaren], outlook.demand.uitgaven
    lines = [
        {"groep": law.naam, "kort": law.kort or law.naam, "reeks": str(year), **asdict(found)}
        for law in laws
        for year in years
        if (found := outlook.care(law.code, year))
    ]
    changes = {law.naam: outlook.growth(law.code, outlook.rules.rapport.kernjaar) for law in laws}
    grown = {name: change.waarde for name, change in changes.items() if change}
    if not grown:
        return None
    drawn, most = pd.DataFrame(lines), max(grown, key=lambda name: grown[name])
    drawn[_NUMBERS] = drawn[_NUMBERS].astype(float) / MILLION
    wide = drawn.pivot(index="groep", columns="reeks", values="waarde").reindex(drawn["groep"].unique())
    facts = {
        "wet": most,
        "groei": grown[most],
        "prijzen": span(sorted({rates.jaar for rates in outlook.rates.values()})),
        "rijen": wide.to_dict("index"),
        "uitleg": outlook.demand.toelichting,
    }
    return special_figure(
        "zorgvraag-per-wet",
        zin,
        facts,
        bron=_rates_line(profile, outlook),
        teken=lambda formaat: groepsstaven(
            drawn if formaat == "breed" else drawn.assign(groep=drawn["kort"]), "miljoen euro", 0, formaat
        ),
        tabel=wide.add_suffix(" (miljoen euro)").reset_index(names="Wet"),
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
