"""Tables about the future: demand split in volume and ageing, people, gemeenten, and the back-test."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.future.care import TOTAL, TOTAL_NAME
from regiobeeld.needs.future import Expected, Outlook
from regiobeeld.needs.future_words import OLD, band_in_cel, groep_naam, rond
from regiobeeld.numbers import LEEG, decimalen_voor, getal, procent
from regiobeeld.profile.model import Profile
from regiobeeld.projection import naive
from regiobeeld.projection.age_table import COLUMNS
from regiobeeld.projection.backtest import OWN
from regiobeeld.projection.declared import Scenario
from regiobeeld.projection.inputs import ALL_AGES

_RULES = {
    naive.FROZEN: "iedereen blijft even oud",
    naive.GROWTH: "groei van de groep in Nederland",
    naive.COHORT: "de groep ervoor schuift op",
    naive.TREND: "rechte lijn",
}


def split_table(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """Growth of the demand per law and scenario in the declared year, split in volume and ageing."""
    year = outlook.rules.rapport.kernjaar
    laws = [(law.code, law.naam) for law in outlook.demand.uitgaven] + [(TOTAL, TOTAL_NAME)]
    base = outlook.demand.scenario[0]
    lines = [_split_line(outlook, code, name, base.code, year) for code, name in laws]
    lines += [
        _split_line(outlook, TOTAL, f"{TOTAL_NAME}, {scenario.naam}", scenario.code, year)
        for scenario in outlook.demand.scenario[1:]
    ]
    found = [line for line in lines if line]
    if not found:
        return ""
    return tabel_html(pd.DataFrame(found), zin("groei"))


def _split_line(outlook: Outlook, code: str, name: str, scenario: str, year: int) -> dict[str, str]:
    rows = outlook.care_rows(code, year, scenario)
    now, then = outlook.care(code, outlook.basisjaar, scenario), outlook.care(code, year, scenario)
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None or rows.empty:
        return {}
    change, low, high = (100 * (x / now.waarde - 1) for x in (then.waarde, then.ondergrens, then.bovengrens))
    return {
        "Zorg": name,
        "Groei": _signed(change),
        "Band": f"{getal(low, teken=True)} tot {getal(high, teken=True)}%",
        "Door meer of minder mensen": _signed(float(rows["volume"].iloc[0])),
        "Door andere leeftijden en gebruik": _signed(float(rows["vergrijzing"].iloc[0])),
    }


def _signed(change: float) -> str:
    return f"{getal(change, 1, teken=True)}%"


def scenario_notes(outlook: Outlook) -> list[str]:
    """What every scenario assumes."""
    return [
        f"{_capital(scenario.naam)}: {_filled(scenario)}"
        for scenario in outlook.demand.scenario
        if scenario.toelichting
    ]


def _filled(scenario: Scenario) -> str:
    """The explanation with the declared numbers in it, as running text."""
    less = getal(scenario.minder_per_jaar, decimalen_voor([scenario.minder_per_jaar]))
    text = scenario.toelichting.format(jaren_jonger=scenario.jaren_jonger, minder_per_jaar=less)
    return text[:1].lower() + text[1:]


def people_table(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """People with a limitation, lonely or living alone, by constant shares per age group."""
    years = outlook.rules.rapport.jaren
    lines = []
    people = [(item.code, item.naam) for item in (*outlook.demand.mensen, *outlook.demand.alleen)]
    sick = [(item.code, item.naam) for item in outlook.demand.ziekte]
    for code, name in (*people, *sick):
        now = outlook.care(code, outlook.basisjaar)
        if now is None:
            continue
        later = {str(year): _cell(outlook.care(code, year)) for year in years}
        lines.append({"Groep": _capital(name), str(outlook.basisjaar): rond(now.waarde), **later})
    if not lines:
        return ""
    return tabel_html(pd.DataFrame(lines), zin("mensen"))


def missing_diseases(outlook: Outlook, zin: Zinnen) -> str:
    """Diseases of which no rates by age are at hand, where they are to be had and in which form; may be empty."""
    empty = [f"{item.naam} ({item.halen})" for item in outlook.demand.ziekte if not item.bestand]
    return zin("niet_berekend", ziekten=empty, kolommen=COLUMNS) if empty else ""


def _cell(found: Expected | None) -> str:
    return LEEG if found is None else band_in_cel(found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def gemeente_table(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """Every part of the region: inhabitants, the old, demand and helpers, now and in the declared year."""
    base, year = outlook.basisjaar, outlook.rules.rapport.kernjaar
    codes = [*profile.parts, *([] if profile.is_single else [profile.code])]
    lines = [line for code in codes if (line := _part_line(profile, outlook, code, base, year))]
    if not lines:
        return ""
    return tabel_html(pd.DataFrame(lines), zin("titel"), sorteerbaar=True)


def _part_line(profile: Profile, outlook: Outlook, code: str, base: int, year: int) -> dict[str, str]:
    everybody, later = outlook.people(ALL_AGES, base, code), outlook.people(ALL_AGES, year, code)
    old, old_later = outlook.people(OLD, base, code), outlook.people(OLD, year, code)
    if not (everybody and later and old and old_later):
        return {}
    sayable = everybody.waarde >= outlook.rules.band.minste_inwoners
    helper = outlook.demand.mantelzorg
    care, care_later = outlook.care(TOTAL, base, code=code), outlook.care(TOTAL, year, code=code)
    ratio, ratio_later = (outlook.care(helper.code, jaar, code=code) for jaar in (base, year))
    unknown = "niet te zeggen"
    return {
        "Gebied": profile.name(code),
        f"Inwoners {base}": getal(everybody.waarde),
        f"Inwoners {year}": band_in_cel(later) if sayable else unknown,
        f"{_capital(groep_naam(OLD))} {base}": getal(old.waarde),
        f"{_capital(groep_naam(OLD))} {year}": band_in_cel(old_later) if sayable else unknown,
        f"Zorgvraag tot {year}": _change(care, care_later) if sayable else unknown,
        f"{helper.gevers} per {helper.ontvangers} in {base}": _one(ratio),
        f"{helper.gevers} per {helper.ontvangers} in {year}": _one(ratio_later) if sayable else unknown,
    }


def _change(now: Expected | None, then: Expected | None) -> str:
    return (
        LEEG
        if not (now and then and now.waarde)
        else f"{getal(100 * (then.waarde / now.waarde - 1), teken=True)}%"
    )


def _one(found: Expected | None) -> str:
    return LEEG if found is None else getal(found.waarde, 1)


def backtest_table(outlook: Outlook, zin: Zinnen) -> str:
    """The mean error of the projection and of the naive rules per size class, for the two oldest groups."""
    proef, bands = outlook.rules.toets.band, _bands(outlook)
    within, lines = f"Binnen {getal(outlook.rules.toets.raak_binnen)}%", []
    for band in bands:
        own = _all_first(outlook.scores(proef.van, band))
        others = {name: _all_first(outlook.scores(proef.van, band, methode=code)) for code, name in _RULES.items()}
        for place in range(len(own)):
            row = own.iloc[place]
            line = {
                "Leeftijd": band,
                "Inwoners": _class_name(row["grootte_vanaf"], row["grootte_tot"]),
                "Gemeenten": getal(row["gebieden"]),
                _capital(outlook.rules.naam): procent(row["mape"]),
                "Gemiddeld te hoog (+) of te laag": _signed(float(row["bias"])),
                within: procent(row["raak"], 0),
            }
            line |= {
                _capital(name): procent(scores.iloc[place]["mape"])
                for name, scores in others.items()
                if len(scores) == len(own)
            }
            lines.append(line)
    if not lines:
        return ""
    return tabel_html(pd.DataFrame(lines), zin("tabel", van=proef.van, tot=proef.tot))


def _all_first(scores: pd.DataFrame) -> pd.DataFrame:
    """All sizes together first, then from small to large."""
    return scores.sort_values(["grootte_vanaf", "grootte_tot"], na_position="first", kind="stable")


def _class_name(low: float, high: float) -> str:
    if pd.isna(high):
        return "alle groottes" if not low else f"{getal(low)} of meer"
    return f"minder dan {getal(high)}" if not low else f"{getal(low)} tot {getal(high)}"


def beaten_by(outlook: Outlook, zin: Zinnen) -> str:
    """Size classes in which a simple rule came closer than the projection, and by how much; may be empty."""
    proef, parts = outlook.rules.toets.band, []
    for band in _bands(outlook):
        rules = pd.concat([outlook.scores(proef.van, band, methode=rule) for rule in _RULES])
        for row in outlook.scores(proef.van, band).to_dict("records"):
            low, high = float(row["grootte_vanaf"]), float(row["grootte_tot"] or float("nan"))
            limit = rules["grootte_tot"].isna() if pd.isna(high) else rules["grootte_tot"] == high
            same = rules[(rules["grootte_vanaf"] == low) & limit.fillna(False)].dropna(subset=["mape"])
            best = same.nsmallest(1, "mape").to_dict("records")
            if best and best[0]["mape"] < row["mape"]:
                facts = {"grootte": _class_name(low, high), "gebieden": row["gebieden"], "eigen": row["mape"]}
                rule = {"regel": _RULES[best[0]["methode"]], "ernaast": best[0]["mape"]}
                parts.append(zin("verslagen_waar", leeftijd=band, **facts, **rule))
    return zin("verslagen", waar=parts, van=proef.van) if parts else ""


def other_tests(outlook: Outlook, zin: Zinnen) -> str:
    """The mean error over all gemeenten in the tests that start in another year than that of the table."""
    found = []
    for proef in (test for test in outlook.rules.toets.proef if test != outlook.rules.toets.band):
        errors = _errors(outlook, {band: outlook.scores(proef.van, band) for band in _bands(outlook)}, zin)
        if errors:
            found.append(zin("andere", van=proef.van, tot=proef.tot, fouten=errors))
    return " ".join(found)


def unknown_method(outlook: Outlook, zin: Zinnen) -> str:
    """The same error when the outcome of Nederland is not known either."""
    start = outlook.rules.toets.band.van
    scores = {band: outlook.scores(start, band, landelijk_bekend=False, methode=OWN) for band in _bands(outlook)}
    errors = _errors(outlook, scores, zin)
    return zin("onbekend", fouten=errors) if errors else ""


def _bands(outlook: Outlook) -> tuple[str, ...]:
    """The two oldest groups that are counted."""
    return outlook.rules.cijfers.geteld[-2:]


def _errors(outlook: Outlook, scores: dict[str, pd.DataFrame], zin: Zinnen) -> list[str]:
    """The mean error over all gemeenten, per age group that was tested."""
    everybody = {
        band: rows[rows["grootte_tot"].isna() & (rows["grootte_vanaf"] == 0)] for band, rows in scores.items()
    }
    return [zin("fout", leeftijd=band, fout=rows["mape"].iloc[0]) for band, rows in everybody.items() if len(rows)]
