"""Tables about the future: demand split in volume and ageing, people, gemeenten, and the back-test."""

from __future__ import annotations

import pandas as pd

from regiobeeld.future import naive
from regiobeeld.future.age_table import COLUMNS
from regiobeeld.future.backtest import OWN
from regiobeeld.future.care import TOTAL, TOTAL_NAME
from regiobeeld.future.declared import Scenario
from regiobeeld.future.inputs import ALL_AGES
from regiobeeld.numbers import LEEG, decimalen_voor, getal, opsomming, procent
from regiobeeld.profile.future import Expected, Outlook
from regiobeeld.profile.future_words import OLD, band_in_cel, groep_naam, rond
from regiobeeld.profile.model import Profile
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import in_gebied

_RULES = {
    naive.FROZEN: "iedereen blijft even oud",
    naive.GROWTH: "groei van de groep in Nederland",
    naive.COHORT: "de groep ervoor schuift op",
    naive.TREND: "rechte lijn",
}


def split_table(profile: Profile, outlook: Outlook) -> str:
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
    caption = (
        f"Groei van de zorgvraag {in_gebied(profile.naam)} van {outlook.basisjaar} tot {year}, in euro's van "
        "gelijke waarde"
    )
    return tabel_html(pd.DataFrame(found), caption)


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


def people_table(profile: Profile, outlook: Outlook) -> str:
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
    caption = f"Aantal mensen {in_gebied(profile.naam)} als hun aandeel per leeftijd gelijk blijft, met de band"
    return tabel_html(pd.DataFrame(lines), caption)


def missing_diseases(outlook: Outlook) -> str:
    """Diseases of which no rates by age are at hand, where they are to be had and in which form; may be empty."""
    empty = [f"{item.naam} ({item.halen})" for item in outlook.demand.ziekte if not item.bestand]
    if not empty:
        return ""
    return (
        f"Niet berekend, want cijfers per leeftijd ontbreken: {'; '.join(empty)}. Zet zo'n tabel in "
        f"sources/toekomst, met de kolommen {opsomming(COLUMNS)}, en noem haar in zorgvraag.toml."
    )


def _cell(found: Expected | None) -> str:
    return LEEG if found is None else band_in_cel(found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def gemeente_table(profile: Profile, outlook: Outlook) -> str:
    """Every part of the region: inhabitants, the old, demand and helpers, now and in the declared year."""
    base, year = outlook.basisjaar, outlook.rules.rapport.kernjaar
    codes = [*profile.parts, *([] if profile.is_single else [profile.code])]
    lines = [line for code in codes if (line := _part_line(profile, outlook, code, base, year))]
    if not lines:
        return ""
    caption = f"Nu ({base}) en straks ({year}, {outlook.rules.naam}); tussen haakjes de band"
    return tabel_html(pd.DataFrame(lines), caption, sorteerbaar=True)


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


def backtest_table(outlook: Outlook) -> str:
    """The mean error of the projection and of the naive rules per size class, for the two oldest groups."""
    proef, bands = outlook.rules.toets.band, outlook.rules.cijfers.geteld[-2:]
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
    caption = (
        f"Gemiddelde fout in {proef.tot} van een projectie die in {proef.van} begint, alle gemeenten, "
        "de uitkomst van heel Nederland bekend; daarnaast die van eenvoudige regels"
    )
    return tabel_html(pd.DataFrame(lines), caption)


def _all_first(scores: pd.DataFrame) -> pd.DataFrame:
    """All sizes together first, then from small to large."""
    return scores.sort_values(["grootte_vanaf", "grootte_tot"], na_position="first", kind="stable")


def _class_name(low: float, high: float) -> str:
    if pd.isna(high):
        return "alle groottes" if not low else f"{getal(low)} of meer"
    return f"minder dan {getal(high)}" if not low else f"{getal(low)} tot {getal(high)}"


def beaten_by(outlook: Outlook) -> str:
    """Size classes in which a simple rule came closer than the projection, and by how much; may be empty."""
    proef, parts = outlook.rules.toets.band, []
    for band in outlook.rules.cijfers.geteld[-2:]:
        rules = pd.concat([outlook.scores(proef.van, band, methode=rule) for rule in _RULES])
        for row in outlook.scores(proef.van, band).to_dict("records"):
            low, high = float(row["grootte_vanaf"]), float(row["grootte_tot"] or float("nan"))
            limit = rules["grootte_tot"].isna() if pd.isna(high) else rules["grootte_tot"] == high
            same = rules[(rules["grootte_vanaf"] == low) & limit.fillna(False)].dropna(subset=["mape"])
            best = same.nsmallest(1, "mape").to_dict("records")
            if best and best[0]["mape"] < row["mape"]:
                where = f"{_class_name(low, high)} inwoners ({getal(row['gebieden'])})"
                closer = f"'{_RULES[best[0]['methode']]}' {procent(best[0]['mape'])} tegen {procent(row['mape'])}"
                parts.append(f"bij {band} jaar in gemeenten met {where}: {closer}")
    if not parts:
        return ""
    return (
        f"Een eenvoudige regel zat er minder ver naast {'; '.join(parts)}. Daar bleven meer of minder mensen van "
        f"die leeftijd wonen dan landelijk; van vóór {proef.van} is dat per gemeente en leeftijd niet bekend."
    )


def other_tests(outlook: Outlook) -> str:
    """The mean error over all gemeenten in the tests that start in another year than that of the table."""
    found = []
    for proef in (test for test in outlook.rules.toets.proef if test != outlook.rules.toets.band):
        parts = []
        for band in outlook.rules.cijfers.geteld[-2:]:
            rows = outlook.scores(proef.van, band)
            everybody = rows[rows["grootte_tot"].isna() & (rows["grootte_vanaf"] == 0)]
            parts += [f"bij {band} jaar {procent(row['mape'])}" for row in everybody.to_dict("records")]
        if parts:
            found.append(
                f"Begonnen in {proef.van} was de gemiddelde fout in {proef.tot} {opsomming(parts)}, met de "
                "uitkomst van heel Nederland bekend."
            )
    return " ".join(found)


def unknown_method(outlook: Outlook) -> str:
    """The same error when the outcome of Nederland is not known either."""
    proef = outlook.rules.toets.band
    parts = []
    for band in outlook.rules.cijfers.geteld[-2:]:
        rows = outlook.scores(proef.van, band, landelijk_bekend=False, methode=OWN)
        if len(rows):
            everybody = rows[rows["grootte_tot"].isna() & (rows["grootte_vanaf"] == 0)].iloc[0]
            parts.append(f"bij {band} jaar {procent(everybody['mape'])}")
    if not parts:
        return ""
    return f"Zonder kennis van de uitkomst van Nederland is de gemiddelde fout {opsomming(parts)}."
