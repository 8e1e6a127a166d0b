"""Dutch sentences from figures. Every number in a sentence comes from the data of this run."""

from __future__ import annotations

import re

import pandas as pd

from regiobeeld.profile.model import Figure, IndicatorInfo, Profile
from regiobeeld.report.numbers import bereik, getal, met_eenheid, opsomming, procent

TARGET_YEAR = 2025
GROEPEN = {
    "totaal": "inwoners",
    "18+": "volwassenen",
    "19+": "volwassenen (19 jaar en ouder)",
    "18-64": "volwassenen tot 65 jaar",
    "19-64": "volwassenen van 19 tot 65 jaar",
    "65+": "65-plussers",
    "16-25": "jongvolwassenen (16 tot en met 25 jaar)",
}
LEEFTIJD_NAMEN = {
    "totaal": "alle leeftijden",
    "18+": "18 jaar en ouder",
    "19+": "19 jaar en ouder",
    "18-64": "18 tot 65 jaar",
    "19-64": "19 tot 65 jaar",
    "65+": "65 jaar en ouder",
    "16-25": "16 tot en met 25 jaar",
}
SOORT_NAMEN = {
    "telling": "telling uit een registratie",
    "enquete": "enquête",
    "modelschatting": "schatting van een rekenmodel",
    "prognose": "prognose",
    "berekend": "eigen berekening",
}
ONTBREEKT_NAMEN = {
    "geheim": "geheim",
    "te_weinig": "te weinig mensen of gemeenten met een cijfer",
    "niet_gemeten": "niet gemeten",
    "nvt": "niet van toepassing",
    "onbekend": "niet gepubliceerd",
}


def hoofdletter(tekst: str) -> str:
    """First letter in capitals, the rest untouched ("'s-Hertogenbosch" keeps its small s)."""
    return tekst[:1].upper() + tekst[1:]


def groep(leeftijd: str) -> str:
    """The people a figure is about, as a plural noun."""
    return GROEPEN.get(leeftijd, f"inwoners van {leeftijd} jaar")


def leeftijd_naam(leeftijd: str) -> str:
    """An age group in words for subtitles and tables."""
    return LEEFTIJD_NAMEN.get(leeftijd, f"{leeftijd} jaar")


def zin_met_gezegde(info: IndicatorInfo, plaats: str, waarde: float, leeftijd: str) -> str:
    """ "In Twente rookt 17,3% van de volwassenen": the verb goes before the share, the rest after it."""
    verb, _, rest = (info.gezegde or "").partition(" ")
    deel = f"{procent(waarde, info.decimalen)} van de {groep(leeftijd)}"
    return " ".join(f"{plaats} {verb} {deel} {rest}".split())


def zin_cijfer(info: IndicatorInfo, naam: str, figure: Figure) -> str:
    """One sentence (without full stop) with one figure, its group and, where there is one, its interval."""
    if figure.waarde is None:
        return f"Voor {naam} is geen cijfer bekend: {info.naam.lower()}"
    if info.gezegde and info.eenheid == "%":
        zin = zin_met_gezegde(info, f"In {naam}", figure.waarde, figure.leeftijd)
    else:
        zin = f"{info.naam} in {naam}: {met_eenheid(figure.waarde, info.eenheid, info.decimalen)}"
    return zin + interval_haakjes(info, figure)


def interval_haakjes(info: IndicatorInfo, figure: Figure) -> str:
    """ " (95%-interval 16,3–18,3)", or nothing when the source publishes no margins."""
    if not figure.has_interval:
        return ""
    return f" (95%-interval {bereik(figure.ondergrens, figure.bovengrens, info.decimalen)})"


def verschil_in_punten(verschil: float) -> str:
    """ "1,4 punt hoger", "0,6 punt lager", "gelijk" (points, rounded as shown)."""
    if round(abs(verschil), 1) == 0:
        return "gelijk"
    woord = "hoger" if verschil > 0 else "lager"
    return f"{getal(abs(verschil), 1)} punt {woord}"


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
        waarneming: the rows that are drawn, when they are not simply all rows of the indicator in that year.
    """
    info = profile.indicators[indicator]
    rows = profile.waarneming if waarneming is None else waarneming
    used = rows.loc[
        (rows["indicator_code"] == indicator) & (rows["jaar"].astype(str) == str(jaar)), "tabel_code"
    ].unique()
    tables = profile.bron[profile.bron["bron_code"] == info.bron_code]
    chosen = tables[tables["tabel_code"].isin(used)] if len(used) else tables
    codes = opsomming(dict.fromkeys(tabel_naam(code) for code in sorted(chosen["tabel_code"])))
    return f"Bron: {chosen['organisatie'].iloc[0]}, tabel {codes}, {jaar}; {SOORT_NAMEN[info.soort]}; indeling {gebied_jaar}"


def tabel_naam(code: str) -> str:
    """The code of a table as the publisher writes it: one table read in two parts has a suffix of ours."""
    match = re.match(r"\d{5}(NED|ned)", code)
    return match[0] if match else code
