"""Dutch sentences from figures. Every number in a sentence comes from the data of this run."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from regiobeeld import paths
from regiobeeld.blocks.when import periode, voorlopig
from regiobeeld.catalog.files import MAPS, used_areas, used_map
from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.models import Bron, Source
from regiobeeld.catalog.words import load_words
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import bereik, getal, met_eenheid, opsomming, procent, round_half_up
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import Figure, IndicatorInfo, Profile
from regiobeeld.profile.origin import Origin, span
from regiobeeld.profile.phrase import is_past, verb_of

TARGET_YEAR = used_areas().jaar
WIJK_YEAR = used_map("WK").jaar
MEESTE_TABELLEN = 3
WOORDEN = load_words()
SOORT_NAMEN = WOORDEN.in_full


def naam_in_zin(naam: str) -> str:
    """A name inside a sentence: "Twente", "de Achterhoek"."""
    return f"de {naam}" if naam in WOORDEN.met_lidwoord else naam


def in_gebied(naam: str) -> str:
    """Where: "in Twente", "in de Achterhoek", "op Ameland"."""
    return f"op {naam}" if naam in WOORDEN.eilanden else f"in {naam_in_zin(naam)}"


def wijk_met_gemeente(profile: Profile, row: Mapping[Any, Any]) -> str:
    """The one name of a wijk: with its gemeente, except where there is only one."""
    name = wijk_naam(row["gebied_naam"])
    gemeente = profile.name(row["gemeente_code"])
    return name if profile.is_single or gemeente == name else f"{name} ({gemeente})"


def wijknamen(profile: Profile, rows: pd.DataFrame) -> list[str]:
    """The wijken of a table by their one name, in its order."""
    return [wijk_met_gemeente(profile, row) for row in rows[["gebied_naam", "gemeente_code"]].to_dict("records")]


def onderwerp(info: IndicatorInfo) -> str:
    """What an indicator is about, as a noun phrase for titles and columns: "roken", "wekelijks sporten"."""
    if info.onderwerp:
        return info.onderwerp
    name = info.naam.partition(" (")[0]
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def wat_ongunstig_is(info: IndicatorInfo) -> str:
    """What stands out where the indicator is unfavourable: "overgewicht", but "te weinig bewegen"."""
    less = f"minder {onderwerp(info)}" if info.richting == "hoger_is_beter" else onderwerp(info)
    return info.ongunstig or less


def groep(leeftijd: str) -> str:
    """The people a figure is about, as a plural noun."""
    return WOORDEN.groepen.get(leeftijd, f"inwoners van {leeftijd} jaar")


def leeftijd_naam(leeftijd: str) -> str:
    """An age group in words for subtitles and tables."""
    plain = f"{leeftijd[:-1]} jaar en ouder" if leeftijd.endswith("+") else f"{leeftijd} jaar"
    return WOORDEN.leeftijden.get(leeftijd, plain)


def zin_over_groepen(
    info: IndicatorInfo, plaats: str, delen: Sequence[tuple[float, str]], jaar: int, heden: int
) -> str:
    """ "In Twente rookt 17,3% van de volwassenen": the verb goes before the shares, the rest after them.

    Years ago it was: "In Twente rookte in 2020 17,3% van de volwassenen".
    """
    verb, rest = werkwoord(info, jaar, heden)
    shares = opsomming(f"{procent(value, info.decimalen)} van de {groep(age)}" for value, age in delen)
    return " ".join(f"{plaats} {verb} {shares} {rest}".split())


def werkwoord(info: IndicatorInfo, jaar: int, heden: int, wanneer: str = "") -> tuple[str, str]:
    """The verb of the gezegde with, in the past, its year ("rookte in 2020"), and the rest ("elke dag")."""
    verb, rest = verb_of(info, jaar, heden)
    return (f"{verb} in {wanneer or jaar}" if is_past(jaar, heden) else verb), rest


def zin_cijfer(info: IndicatorInfo, naam: str, figure: Figure, heden: int) -> str:
    """One sentence (without full stop) with one figure, its group and, where there is one, its interval."""
    if figure.waarde is None:
        return f"Voor {naam} is geen cijfer bekend: {info.naam.lower()}"
    if info.gezegde and info.eenheid == "%":
        share = (figure.waarde, figure.leeftijd)
        zin = zin_over_groepen(info, hoofdletter(in_gebied(naam)), [share], figure.jaar, heden)
    else:
        zin = f"{info.naam} {in_gebied(naam)}: {met_eenheid(figure.waarde, info.eenheid, info.decimalen)}"
    return zin + interval_haakjes(info, figure) + (" (voorlopig)" if figure.is_provisional else "")


def interval_haakjes(info: IndicatorInfo, figure: Figure) -> str:
    """ " (95%-interval 16,3–18,3)", or nothing when the source publishes no margins."""
    if not figure.has_interval:
        return ""
    return f" (95%-interval {bereik(figure.ondergrens, figure.bovengrens, info.decimalen)})"


def verschil_in_punten(verschil: float) -> str:
    """ "1,4 procentpunt hoger", "0,6 procentpunt lager", "gelijk" (rounded as shown)."""
    if round_half_up(verschil, 1) == 0:
        return "gelijk"
    woord = "hoger" if verschil > 0 else "lager"
    return f"{getal(abs(verschil), 1)} procentpunt {woord}"


def tegenover_nederland(waarde: float, nederland: float, decimalen: int = 1) -> str:
    """ "0,8 procentpunt hoger dan in Nederland (20,0%)" or "even hoog als in Nederland (20,0%)"."""
    woorden = verschil_in_punten(waarde - nederland)
    dan = "even hoog als" if woorden == "gelijk" else f"{woorden} dan"
    return f"{dan} in Nederland ({procent(nederland, decimalen)})"


def bronregel(
    profile: Profile,
    indicator: str,
    jaar: int | str,
    gebied_jaar: int = TARGET_YEAR,
    *,
    waarneming: pd.DataFrame | None = None,
) -> str:
    """ "Bron: GGD'en, CBS en RIVM, tabel 85012NED, 2020; enquête; indeling 2025": the line under every figure.

    Args:
        waarneming: the rows that are drawn; without it all rows of the indicator in that one year.
    """
    info = profile.indicators[indicator]
    if waarneming is None:
        rows = profile.by_indicator.get(indicator, profile.waarneming.iloc[:0])
        waarneming = rows[rows["jaar"] == int(jaar)] if str(jaar).isdecimal() else rows.iloc[:0]
    tables = profile.bron[profile.bron["bron_code"] == info.bron_code]
    used = tables["tabel_code"].isin(waarneming["tabel_code"].unique())
    chosen = tables[used] if used.any() else tables
    owner, names = chosen["organisatie"].iloc[0], tabellen(chosen)
    period = str(jaar) if "–" in str(jaar) else periode(waarneming, jaar)
    when = "" if names.endswith(period) else f", {period}"
    kind = SOORT_NAMEN[info.soort] + voorlopig(waarneming)
    return f"Bron: {owner}, {names}{when}; {kind}; indeling {gebied_jaar}"


def kruisingbron(herkomst: Origin, codes: Collection[str] | None = None, gebied_jaar: int = WIJK_YEAR) -> str:
    """ "Bron: CBS, tabel 85318NED, 2022 (telling ...) en RIVM, ...; eigen berekening; indeling 2022".

    Args:
        codes: only the figures of these indicators; None means all that the crossing is made of.
    """
    parts = []
    for (owner, kind), group in herkomst.tables(codes).groupby(["organisatie", "soort"], sort=True):
        years = span(sorted({int(year) for year in group["jaar"]}))
        parts.append(f"{owner}, {tabellen(group)}, {years} ({SOORT_NAMEN[str(kind)]})")
    return f"Bron: {'; '.join(parts)}; eigen berekening; indeling {gebied_jaar}"


def grenzen(jaar: int) -> str:
    """ "grenzen 2025: CBS/Kadaster": what a map adds to its source line."""
    return f"grenzen {jaar}: {_map_source().citaat}"


@lru_cache(maxsize=1)
def _map_source() -> Bron:
    return read_toml(paths.SOURCES / MAPS, Source).bron


def ses_bron(profile: Profile) -> str:
    """The source line of the SES-index per wijk."""
    origin = profile.herkomst_wijken
    return kruisingbron(origin, origin.parts["ses"])


def ses_jaar(profile: Profile) -> str:
    """ "2022": the years of the figures behind the SES-index."""
    return span(profile.herkomst_wijken.years("ses"))


def leefstijl_jaar(profile: Profile) -> str:
    """ "2020": the years of the figures behind the lifestyle per wijk."""
    return span(profile.herkomst_wijken.years("leefstijl"))


def tabellen(bron: pd.DataFrame) -> str:
    """The tables of a source line: "tabel 85012NED", "Wijk- en buurtkaart 2013", "7 tabellen (zie Herkomst)"."""
    pairs = zip(bron["tabel_code"], bron["tabel_titel"], strict=True)
    names = list(dict.fromkeys(tabel_naam(code, title) for code, title in sorted(pairs)))
    return opsomming(names) if len(names) <= MEESTE_TABELLEN else f"{getal(len(names))} tabellen (zie Herkomst)"


def tabel_naam(code: str, titel: str) -> str:
    """A table as the publisher calls it: its code, or its title where our code is not that of a table."""
    match = re.match(r"\d{5}(NED|ned)", code)
    return f"tabel {match[0]}" if match else titel.partition(" (")[0].removesuffix(", gemeenten")
