"""Regions beside each other: population, the same survey figures with their intervals, the future, the groups."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.catalog.portraits import load_portraits
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.draw.charts.groepsstaven import groepsstaven
from regiobeeld.future.care import TOTAL
from regiobeeld.numbers import bereik, getal, opsomming, procent
from regiobeeld.profile.ages import COUNTED, age_share, newest_common_year
from regiobeeld.profile.future import Expected, Outlook, outlook_of
from regiobeeld.profile.groups import groups_of
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.select import figure
from regiobeeld.profile.versus import figures_beside
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.comparison_tables import in_words
from regiobeeld.report.chapters.population import growth
from regiobeeld.report.figure import Figuur
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import bronregel, hoofdletter, leeftijd_naam, naam_in_zin, onderwerp

SAME_YEAR = (
    "Alleen cijfers van dezelfde leeftijd, hetzelfde jaar en dezelfde tabel staan naast elkaar. Een verschil heet aantoonbaar als "
    "het meer is dan toeval, ook na correctie voor alle vergelijkingen op deze pagina samen. De cijfers zijn niet gecorrigeerd voor "
    "leeftijd: een gebied met meer ouderen kan daardoor anders uitkomen."
)


def comparison(profiles: Sequence[Profile]) -> list[Hoofdstuk]:
    """The chapters; the first region is compared with each of the others.

    Args:
        profiles: regions without a gemeente in common (`profile.versus.refuse_overlap`).
    """
    rules = load_portraits().vergelijking
    rows = figures_beside(profiles, rules.leeftijden)
    return [_population(profiles), _figures(profiles, rows), _future(profiles), _groups(profiles)]


def _names(profiles: Sequence[Profile]) -> list[str]:
    return [profile.naam for profile in profiles]


def _population(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Inhabitants, growth and ages, of the same year for all."""
    chapter = Hoofdstuk("bevolking", "Bevolking")
    first, names = profiles[0], _names(profiles)
    rows: dict[str, list[str]] = {}
    for profile in profiles:
        people = figure(profile, COUNTED, profile.code, "totaal", profile.peiljaar) or figure(
            profile, COUNTED, profile.code, "totaal"
        )
        year = f", {people.jaar}" if people else ""
        rows.setdefault(f"Inwoners{year}", []).append(getal(people.waarde) if people else "–")
    change = [growth(profile) for profile in profiles]
    years = f"{change[0].attrs.get('van', '')}–{change[0].attrs.get('tot', '')}"
    rows[f"Groei, {years}"] = [procent(one.get(p.code)) for one, p in zip(change, profiles, strict=True)]
    for age in load_portraits().vergelijking.bevolking:
        year = min(filter(None, (newest_common_year(profile, age) for profile in profiles)), default=None)
        if year:
            name = f"{hoofdletter(leeftijd_naam(age))} (% van de inwoners), {year}"
            rows[name] = [procent(age_share(profile, profile.code, age, year)) for profile in profiles]
    table = pd.DataFrame([[name, *values] for name, values in rows.items()], columns=["Cijfer", *names])
    year = first.peiljaar
    chapter.toevoegen(
        hoofdstuk_intro(f"{hoofdletter(opsomming(naam_in_zin(name) for name in names))} naast elkaar."),
        tabel_html(table, "Hoeveel mensen er wonen, en hoe oud zij zijn"),
        bijschrift(bronregel(first, COUNTED, figure(first, COUNTED, first.code, "totaal").jaar)  # type: ignore[union-attr]
                   if figure(first, COUNTED, first.code, "totaal") else f"Bron: zie het regiobeeld ({year})"),
    )  # fmt: skip
    return chapter


def _figures(profiles: Sequence[Profile], rows: pd.DataFrame) -> Hoofdstuk:
    """The survey figures: a chart of where they differ most, and all of them in a table with the judgement."""
    chapter = Hoofdstuk("cijfers", "Leefstijl en gezondheid")
    chapter.toevoegen(hoofdstuk_intro(_count(profiles, rows)), alinea(SAME_YEAR))
    if rows.empty:
        return chapter
    chapter.toevoegen(_chart(profiles, rows))
    first = profiles[0]
    for age in load_portraits().vergelijking.leeftijden:
        some = rows[rows["leeftijd"] == age]
        if len(some):
            shows = f"{hoofdletter(leeftijd_naam(age))}: alle cijfers, en hoe {naam_in_zin(first.naam)} zich verhoudt"
            whole = tabel_html(_numbers(profiles, some), f"{shows}, met de intervallen apart", code=f"getallen-{age}")
            chapter.toevoegen(
                tabel_html(_table(profiles, some), f"{shows}; tussen haakjes het 95%-interval", code=f"leeftijd-{age}"),
                f'<details class="cijfers"><summary>Bekijk de cijfers met hun marges apart</summary>{whole}</details>',
            )
    used = rows[["indicator_code", "jaar", "tabel_code"]].drop_duplicates(["tabel_code", "jaar"])
    lines = [bronregel(first, code, year) for code, year, _ in used.itertuples(index=False)]
    chapter.toevoegen(*(bijschrift(line) for line in dict.fromkeys(lines)))
    return chapter


def _count(profiles: Sequence[Profile], rows: pd.DataFrame) -> str:
    """How many figures differ demonstrably, per other region."""
    first = profiles[0].naam
    if rows.empty:
        return f"Voor {opsomming(_names(profiles))} zijn er geen enquêtecijfers van hetzelfde jaar."
    told = []
    for other in profiles[1:]:
        some = rows[rows["regio"] == other.naam]
        sure = some[some["overleeft"].astype(bool)]
        worse = int(sure["klasse"].astype(str).str.contains("ongunstiger").sum())
        better = int(sure["klasse"].astype(str).str.contains("gunstiger").sum()) - worse
        verb = "was" if is_past(int(rows["jaar"].max()), profiles[0].heden) else "is"
        told.append(
            f"Van de {len(some)} cijfers {verb} {naam_in_zin(first)} op {worse} aantoonbaar ongunstiger en op {better} aantoonbaar gunstiger dan "
            f"{naam_in_zin(other.naam)}."
        )
    return " ".join(told)


def _table(profiles: Sequence[Profile], rows: pd.DataFrame) -> pd.DataFrame:
    """To read: a figure with its interval in one cell, and beside each other region the judgement."""
    first, (own, *_), table = profiles[0], _sides(profiles, rows), _topics(profiles[0], rows)
    for profile, some in zip(profiles, _sides(profiles, rows), strict=True):
        table[profile.naam] = [
            f"{procent(value)} ({bereik(low, high)})"
            for value, low, high in zip(some["waarde"], some["ondergrens"], some["bovengrens"], strict=True)
        ]
        if profile is not first:
            table[f"{first.naam} naast {profile.naam}"] = _words(some)
    table["Nederland"] = [procent(value) for value in own["nl"]]
    return table.sort_values("Onderwerp", ignore_index=True)


def _numbers(profiles: Sequence[Profile], rows: pd.DataFrame) -> pd.DataFrame:
    """To calculate with: every number in a column of its own."""
    table = _topics(profiles[0], rows)
    for profile, some in zip(profiles, _sides(profiles, rows), strict=True):
        table[f"{profile.naam} (%)"] = some["waarde"].to_numpy()
        table[f"{profile.naam}, ondergrens"] = some["ondergrens"].to_numpy()
        table[f"{profile.naam}, bovengrens"] = some["bovengrens"].to_numpy()
        if profile is not profiles[0]:
            table[f"{profiles[0].naam} naast {profile.naam}"] = _words(some)
    return table.sort_values("Onderwerp", ignore_index=True)


def _sides(profiles: Sequence[Profile], rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each region, in one order."""
    return [rows[rows["regio"] == profile.naam].sort_values(["indicator_code", "jaar"]) for profile in profiles]


def _topics(first: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    own = _sides([first], rows)[0]
    names = [hoofdletter(onderwerp(first.indicators[code])) for code in own["indicator_code"]]
    return pd.DataFrame({"Onderwerp": names, "Jaar": own["jaar"].astype(str).to_numpy()})


def _words(some: pd.DataFrame) -> list[str]:
    return [
        _word(klasse, sure, why)
        for klasse, sure, why in zip(some["klasse"], some["overleeft"], some["reden"], strict=True)
    ]


def _word(klasse: object, sure: object, why: object) -> str:
    return in_words(klasse, bool(sure)) if isinstance(klasse, str) else f"geen oordeel: {why}"


def _chart(profiles: Sequence[Profile], rows: pd.DataFrame) -> Figuur:
    """The topics on which the regions lie furthest apart, with intervals."""
    first, rules = profiles[0], load_portraits().vergelijking
    age = rules.leeftijden[0]
    some = rows[rows["leeftijd"] == age]
    some = some if len(some) else rows
    certain = some.groupby("indicator_code")["overleeft"].max()
    apart = some.groupby("indicator_code")["waarde"].agg(lambda values: values.max() - values.min())
    order = pd.DataFrame({"zeker": certain.astype(bool), "afstand": apart}).sort_values(
        ["zeker", "afstand"], ascending=[False, False], kind="stable"
    )
    chosen = order.index[: rules.figuur].tolist()
    parts = pd.concat([some[some["indicator_code"] == code] for code in chosen])
    frame = pd.DataFrame(
        {
            "groep": [hoofdletter(onderwerp(first.indicators[code])) for code in parts["indicator_code"]],
            "reeks": parts["regio"].to_numpy(),
            "waarde": parts["waarde"].to_numpy(),
            "ondergrens": parts["ondergrens"].to_numpy(),
            "bovengrens": parts["bovengrens"].to_numpy(),
        }
    )
    years = sorted(set(parts["jaar"]))
    sure = [hoofdletter(onderwerp(first.indicators[code])) for code in chosen if certain[code]]
    title = (
        f"Aantoonbaar verschil: {opsomming([name.lower() for name in sure[:3]])}" if sure else "Geen verschil is aantoonbaar"
    )
    shown = frame.set_axis(["Onderwerp", "Gebied", "Cijfer (%)", "Ondergrens", "Bovengrens"], axis=1)
    alt = "; ".join(f"{row.groep}, {row.reeks}: {procent(row.waarde)}" for row in frame.itertuples())
    return Figuur(
        code="vergelijking-van-gebieden",
        titel=title,
        ondertitel=f"{hoofdletter(leeftijd_naam(age))}, {', '.join(map(str, years))}; enquête. De onderwerpen waarop de gebieden het verst "
        "uit elkaar liggen",
        alt=f"{alt}.",
        bron=bronregel(first, chosen[0], years[-1]),
        teken=lambda formaat: groepsstaven(frame, "%", 1, formaat),
        tabel=shown,
        toelichting="Het zwarte lijntje in een staaf is het 95%-interval.",
        decimalen=1,
    )


def _future(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Older people, care demand and informal care, now and in the declared year, each with its band."""
    chapter = Hoofdstuk("straks", "Straks")
    outlooks = [outlook_of(profile) for profile in profiles]
    sayable = [(profile, outlook) for profile, outlook in zip(profiles, outlooks, strict=True) if outlook.is_sayable]
    if not sayable:
        chapter.toevoegen(alinea("Deze gebieden zijn te klein om iets over de toekomst te zeggen."))
        return chapter
    rules = outlooks[0].rules
    first, last = outlooks[0].basisjaar, rules.rapport.kernjaar
    rows = []
    for age in load_portraits().vergelijking.straks:
        rows.append([f"{age} in {first}", *(_people(o.people(age, first)) for o in outlooks)])
        rows.append([f"{age} in {last} (band)", *(_people(o.people(age, last)) for o in outlooks)])
        rows.append([f"Groei {age}", *(_growth(o.people(age, first), o.people(age, last)) for o in outlooks)])
    rows.append(["Groei van de zorgvraag", *(_growth(o.care(TOTAL, first), o.care(TOTAL, last)) for o in outlooks)])
    help_code = outlooks[0].demand.mantelzorg.code
    rows.append([f"50-74 per 85-plusser in {first}", *(_ratio(o, help_code, first) for o in outlooks)])
    rows.append([f"50-74 per 85-plusser in {last}", *(_ratio(o, help_code, last) for o in outlooks)])
    table = pd.DataFrame(rows, columns=["Cijfer", *_names(profiles)])
    chapter.toevoegen(
        hoofdstuk_intro(f"Van {first} tot {last}: {rules.naam.lower()}, geen officiële prognose."),
        tabel_html(table, f"Nu en straks; tussen haakjes de band van {procent(100 * rules.band.zekerheid, 0)}"),
        bijschrift(f"Bron: {rules.naam.lower()}; zie het hoofdstuk Toekomst van elk regiobeeld."),
    )
    return chapter


def _people(found: Expected | None) -> str:
    if found is None:
        return "–"
    band = "" if found.ondergrens is None else f" ({getal(found.ondergrens, -2)} tot {getal(found.bovengrens, -2)})"
    return f"{getal(found.waarde, 0 if found.ondergrens is None else -2)}{band}"


def _growth(now: Expected | None, then: Expected | None) -> str:
    if now is None or then is None or not now.waarde:
        return "–"
    change = [100 * (value / now.waarde - 1) for value in (then.waarde, then.ondergrens, then.bovengrens) if value is not None]
    main = f"{getal(change[0], 0, teken=True)}%"
    return main if len(change) < 3 else f"{main} ({getal(change[1], 0, teken=True)} tot {getal(change[2], 0, teken=True)}%)"


def _ratio(outlook: Outlook, code: str, year: int) -> str:
    found = outlook.care(code, year)
    if found is None:
        return "–"
    band = "" if found.ondergrens is None else f" ({bereik(found.ondergrens, found.bovengrens)})"
    return f"{getal(found.waarde, 1)}{band}"


def _groups(profiles: Sequence[Profile]) -> Hoofdstuk:
    """Per doelgroep the share of residents in such areas, and that of Nederland."""
    chapter = Hoofdstuk("doelgroepen", "Doelgroepen")
    found = [groups_of(profile) for profile in profiles]
    declared = found[0].declared
    rows = []
    for code, group in declared.items():
        values = [_share(groups.groepen, code) for groups in found]
        national = found[0].landelijk
        nl = procent(national["aandeel"].get(code)) if code in national.index else "–"
        if any(value != "–" for value in values):
            rows.append([group.naam, *values, nl])
    if not rows:
        chapter.toevoegen(alinea("Voor deze gebieden is over de doelgroepen niets te zeggen."))
        return chapter
    table = pd.DataFrame(rows, columns=["Doelgroep", *_names(profiles), "Nederland"])
    chapter.toevoegen(
        hoofdstuk_intro("Welk deel van de inwoners van die leeftijd woont waar de kenmerken van een doelgroep samenkomen."),
        tabel_html(table, f"Aandeel per doelgroep. {CIRCULAR_SHORT}"),
        bijschrift("Dit zijn cijfers van gebieden, niet van personen. Een verschil is hier niet te toetsen."),
    )
    return chapter


def _share(rows: pd.DataFrame, code: str) -> str:
    row = rows[(rows["doelgroep_code"] == code) & rows["reden"].isna()]
    return procent(row["aandeel"].iloc[0]) if len(row) else "–"


