"""Profile cards: one wijk beside the region and Nederland, on the figures that are unfavourable there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import pandas as pd

from regiobeeld.crossing.people import write_people
from regiobeeld.crossing.wording import CIRCULAR_SHORT, name_part
from regiobeeld.numbers import getal, met_eenheid, procent
from regiobeeld.profile.crossing import SENIORS, wijk_rows
from regiobeeld.profile.groups import Groups, count_profiles
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure, wijk_year
from regiobeeld.report.blocks import alinea, bijschrift, naast_elkaar, paragraaf
from regiobeeld.report.chapter import Blok
from regiobeeld.report.chapters.groups_words import count_wijken
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import kruisingbron, wijk_naam

CARDS = 6
QUINTILES = {1: "laagste", 2: "op een na laagste", 3: "middelste", 4: "op een na hoogste", 5: "hoogste"}


def profile_cards(profile: Profile, groups: Groups) -> list[Blok | None]:
    """A card for the wijken that belong to most doelgroepen."""
    ranked = count_profiles(groups)
    if ranked.empty:
        return []
    chosen = ranked.head(CARDS)
    cards = [_card(profile, groups, row) for _, row in chosen.iterrows()]
    part = name_part(groups.config.leefstijl.slechtste_deel)
    start = "Deze wijk hoort" if len(chosen) == 1 else "Deze wijken horen"
    text = (
        f"{start} bij de meeste doelgroepen (van {count_wijken(len(ranked))} die bij minstens één horen). Per "
        f"wijk staan de cijfers die bij het slechtste {part} van NL vallen, naast {profile.naam} en NL. Bij een "
        "gelijk "
        "aantal doelgroepen gaat de wijk met de meeste 65-plussers voor."
    )
    return [
        paragraaf("Wijken van dichtbij", "groepen-wijken"),
        alinea(text),
        *(naast_elkaar(*cards[i : i + 2]) for i in range(0, len(cards), 2)),
        bijschrift(
            f"{kruisingbron(profile.herkomst_wijken)}. Verschillen van minder dan ongeveer 2 punten zeggen niets. "
            f"{CIRCULAR_SHORT}"
        ),
    ]


def _card(profile: Profile, groups: Groups, row: pd.Series) -> str:
    code, name = str(row["gebied_code"]), wijk_naam(row["gebied_naam"])
    wijken = wijk_rows(profile)
    facts = wijken[wijken["gebied_code"] == code].iloc[0]
    place = "" if profile.is_single else f" ({profile.name(row['gemeente_code'])})"
    table = list_unfavourable(profile, groups, code)
    rows = tabel_html(table, f"Ongunstige cijfers van {name}", code=f"kaart-{code}", toon_caption=False)
    return (
        f"<h4>{escape(name)}{escape(place)}</h4>"
        + alinea(_describe(profile, facts))
        + (rows if len(table) else "")
        + bijschrift(_describe_groups(groups, row["doelgroepen"]))
    )


def _describe_groups(groups: Groups, codes: Sequence[str]) -> str:
    """To which doelgroepen a wijk belongs; only the ones it does not belong to when those are few."""
    on_wijken = [code for code in groups.found["doelgroep_code"] if groups.declared[code].niveau == "WK"]
    absent = [_short(groups.declared[code].naam) for code in on_wijken if code not in codes]
    if len(codes) > 1 and not absent:
        return f"Hoort bij alle {len(codes)} doelgroepen die in wijken zijn gevonden."
    if len(absent) < min(len(codes), 3):
        return f"Hoort bij {len(codes)} doelgroepen; niet bij: {'; '.join(absent)}."
    return f"Hoort bij: {'; '.join(_short(groups.declared[code].naam) for code in codes)}."


def _short(name: str) -> str:
    """A doelgroep in a card: without the words that all of them share."""
    return name.replace("IZA: mensen met ", "").replace("IZA: ", "").replace(" (benadering)", "")


def _describe(profile: Profile, facts: pd.Series) -> str:
    """Residents, the part of 65+ beside region and NL, and SES, in words."""
    own, national = (_share_of_old(rows) for rows in (wijk_rows(profile), _country(profile)))
    region = "" if profile.code == NEDERLAND else f"{profile.naam} {procent(own, 0)}, "
    text = (
        f"{getal(facts['inwoners_totaal'])} inwoners, van wie {_people(facts)} van 65 jaar en ouder: "
        f"{procent(facts['aandeel_65plus'], 0)} ({region}Nederland {procent(national, 0)})."
    )
    if pd.isna(facts["ses_kwintiel"]):
        return f"{text} Sociaaleconomische positie: geen cijfer."
    level, index = QUINTILES[int(facts["ses_kwintiel"])], getal(facts["ses_index"], 1)
    return f"{text} Sociaaleconomische positie: {level} vijfde deel van Nederland (index {index})."


def _people(facts: pd.Series) -> str:
    known = not pd.isna(facts["inwoners"])
    return (
        write_people(facts["inwoners"], counted=bool(facts["inwoners_geteld"])) if known else "een onbekend aantal"
    )


def _country(profile: Profile) -> pd.DataFrame:
    table = profile.kruising_nl
    return table[(table["niveau"] == "WK") & (table["leeftijd"] == SENIORS)]


def _share_of_old(rows: pd.DataFrame) -> float:
    known = rows[rows["inwoners"].notna() & rows["inwoners_totaal"].notna()]
    return float(100 * known["inwoners"].sum() / known["inwoners_totaal"].sum())


def list_unfavourable(profile: Profile, groups: Groups, code: str) -> pd.DataFrame:
    """The unfavourable figures of a wijk beside those of the region and NL; those of 65+ first."""
    published, rows = _published(profile, code), []
    places = dict.fromkeys((profile.code, NEDERLAND))
    for indicator, age in _unfavourable(profile, groups, code):
        info, value = profile.indicators[indicator], published.get((indicator, age))
        if value is None:
            continue
        beside = [figure(profile, indicator, area, age, wijk_year(profile, indicator)) for area in places]
        texts = [met_eenheid(f.waarde if f else None, info.eenheid, info.decimalen) for f in beside]
        label = f"{info.naam} ({age})"
        rows.append((label, met_eenheid(float(value), info.eenheid, info.decimalen), *texts))
    own = "Gemeente" if profile.is_single else "Regio"
    columns = ["Ongunstig", "Wijk", *("NL" if area == NEDERLAND else own for area in places)]
    return pd.DataFrame(rows, columns=columns)


def _published(profile: Profile, code: str) -> dict[tuple[str, str], float]:
    """The figures of one wijk, by indicator and age."""
    rows = profile.wijk_waarneming
    rows = rows[rows["gebied_code"] == code].dropna(subset=["waarde"]).sort_values("jaar", kind="stable")
    return dict(zip(zip(rows["indicator_code"], rows["leeftijd"], strict=True), rows["waarde"], strict=True))


def _unfavourable(profile: Profile, groups: Groups, code: str) -> Iterator[tuple[str, str]]:
    """Indicators and age groups of a wijk in the worst fifth: lifestyle of 65+, then the disadvantages."""
    lifestyle = wijk_rows(profile).set_index("gebied_code").loc[code, "ongunstig"]
    if isinstance(lifestyle, str) and lifestyle:
        yield from ((indicator, SENIORS) for indicator in lifestyle.split(";"))
    ages = {item.code: item.leeftijd for item in groups.config.stapeling.achterstand}
    piled = groups.stapeling.set_index("gebied_code")["achterstanden"].get(code)
    if isinstance(piled, str) and piled:
        yield from ((item, ages[item]) for item in piled.split(";") if item in profile.indicators)
