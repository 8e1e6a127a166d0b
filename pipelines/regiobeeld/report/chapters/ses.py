"""Sociaaleconomische positie: the own SES-index, its ingredients, and where its lowest fifth lives."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.compare import compare_with_nl
from regiobeeld.profile.crossing import gemeente_rows, quintile_shares, wijk_rows
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import hoofdstuk_intro, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import ranked_areas, wijk_sheet
from regiobeeld.report.charts.gestapeld import gestapeld
from regiobeeld.report.charts.rangorde import rangorde
from regiobeeld.report.figure import Figuur
from regiobeeld.report.maps import choropleth
from regiobeeld.report.numbers import getal, met_eenheid, procent
from regiobeeld.report.style import sequence
from regiobeeld.report.tables import tabel_html

SOURCE = "Bron: CBS, kerncijfers wijken en buurten 2022 (85318NED); eigen berekening (SES-index); indeling {}"
QUINTILES = {1: "1 (laagste)", 2: "2", 3: "3", 4: "4", 5: "5 (hoogste)"}
COMPONENTS = ("laag_inkomen_personen", "hoog_inkomen_personen", "arbeidsparticipatie", "hbo_wo")


def ses_chapter(profile: Profile) -> Hoofdstuk:
    """SES-index per gemeente and wijk, the share of inhabitants per quintile, the components."""
    chapter = Hoofdstuk("ses", "Sociaaleconomische positie")
    shares = quintile_shares(profile)
    chapter.toevoegen(
        hoofdstuk_intro(_introduce(profile, shares)),
        waarschuwing(
            "De SES-index is een eigen maat, uit inkomen, werk en opleiding. Het is niet de SES-WOA-score van CBS: die is "
            "voor deze regio nog niet ingelezen. Nul is het gemiddelde van Nederland.",
            "Eigen maat",
        ),
        _ranked_index(profile),
        _wijk_map(profile),
        _quintiles(profile, shares),
        ranked_areas(profile, "laag_inkomen_huishoudens"),
        _components(profile),
    )
    return chapter


def _introduce(profile: Profile, shares: pd.DataFrame) -> str:
    if shares.empty or profile.naam not in shares.index:
        return f"Voor {profile.naam} is de SES-index per wijk niet bekend."
    low, high = shares.loc[profile.naam, [1, 5]]
    return (
        f"In {profile.naam} woont {procent(low)} van de inwoners in een wijk die bij het laagste vijfde deel van Nederland hoort, "
        f"en {procent(high)} in een wijk van het hoogste vijfde deel. In heel Nederland is dat allebei 20%."
    )


def _ranked_index(profile: Profile) -> Figuur | None:
    table = gemeente_rows(profile)
    if len(table) < 2:
        return None
    frame = pd.DataFrame(
        {
            "naam": table["gebied_naam"],
            "waarde": table["ses_index"],
            "nadruk": table["gebied_code"].isin(profile.region.gemeenten) & profile.is_single,
        }
    )
    below = int((table["ses_index"] < 0).sum())
    known = frame.dropna(subset=["waarde"]).sort_values("waarde")
    return Figuur(
        code="ses-gemeenten",
        titel=f"{below} van de {len(known)} gemeenten liggen onder het gemiddelde van Nederland"
        if below != 1
        else f"1 van de {len(known)} gemeenten ligt onder het gemiddelde van Nederland",
        ondertitel="SES-index per gemeente, 2022; 0 = gemiddelde van de inwoners van Nederland, hoger = hogere positie",
        alt=f"SES-index van {len(known)} gemeenten, van {getal(known.iloc[0]['waarde'], 2)} in {known.iloc[0]['naam']} tot {getal(known.iloc[-1]['waarde'], 2)} in {known.iloc[-1]['naam']}.",
        bron=SOURCE.format(2025),
        teken=lambda formaat: rangorde(frame, [("Nederland", 0.0)], "index", 2, "hoger_is_beter", formaat),
        tabel=known.iloc[::-1][["naam", "waarde"]]
        .set_axis(["Gemeente", "SES-index"], axis=1)
        .reset_index(drop=True),
        decimalen=2,
    )


def _wijk_map(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile, "65+")
    values = table.set_index("gebied_code")["ses_kwintiel"].dropna().astype(float)
    if values.nunique() < 2:
        return None
    low = int((values == 1).sum())
    missing = len(table) - len(values)
    sheet = wijk_sheet(profile)
    return Figuur(
        code="ses-wijken",
        titel=f"{low} van de {len(values)} wijken {'hoort' if low == 1 else 'horen'} bij het laagste vijfde deel van Nederland",
        ondertitel="SES-index per wijk in vijf gelijke delen van de inwoners van Nederland, 2022; 1 = laagste",
        alt=f"Kaart van de wijken in {profile.naam} naar SES-index. Laagste vijfde deel: {low} wijken; hoogste: {int((values == 5).sum())} wijken. Zonder cijfer: {missing}.",
        bron=SOURCE.format(2022) + "; grenzen CBS/Kadaster",
        teken=lambda formaat: choropleth(
            sheet.shapes, values, (1.5, 2.5, 3.5, 4.5), sequence(5)[::-1], sheet.outline, sheet.names, "", formaat,
            legenda_titel="SES-index, vijfde deel van Nederland", klassenamen=tuple(QUINTILES.values()),
        ),
        tabel=pd.DataFrame(
            {
                "Wijk": table["gebied_naam"],
                "Gemeente": [profile.name(c) for c in table["gemeente_code"]],
                "Inwoners": table["inwoners_totaal"],
                "SES-index": table["ses_index"],
                "Vijfde deel": table["ses_kwintiel"].map(QUINTILES),
            }
        ).sort_values(["Gemeente", "Wijk"]),
        toelichting=f"Voor {missing} wijken is er geen index, meestal omdat er weinig mensen wonen."
        if missing
        else "",
        decimalen={"SES-index": 2, "Inwoners": 0},
    )


def _quintiles(profile: Profile, shares: pd.DataFrame) -> Figuur | None:
    if len(shares) < 2:
        return None
    table = shares.rename(columns=QUINTILES)
    highest = shares.drop(
        index=["Nederland", profile.naam] if not profile.is_single else ["Nederland"], errors="ignore"
    )[1]
    top = highest.sort_values()
    return Figuur(
        code="ses-kwintielen",
        titel=f"In {top.index[-1]} woont {procent(top.iloc[-1], 0)} in een wijk met een lage sociaaleconomische positie",
        ondertitel="Inwoners naar de SES-index van hun wijk, in vijf gelijke delen van Nederland, % van de inwoners, 2022",
        alt=f"Aandeel inwoners in wijken van het laagste vijfde deel: van {procent(top.iloc[0], 0)} in {top.index[0]} tot {procent(top.iloc[-1], 0)} in {top.index[-1]}.",
        bron=SOURCE.format(2022),
        teken=lambda formaat: gestapeld(table, "geordend", formaat, nadruk=profile.naam),
        tabel=table.reset_index(names="Gebied"),
        toelichting="Over de inwoners van wijken met een index; in een wijk met een lage index wonen ook mensen met een hoge positie.",
        decimalen=0,
    )


def _components(profile: Profile) -> str:
    compared = compare_with_nl(profile)
    chosen = compared[
        compared["indicator_code"].map(lambda c: profile.indicators[c].thema == "ses") & compared["waarde"].notna()
    ]
    if chosen.empty:
        return ""
    info = [profile.indicators[c] for c in chosen["indicator_code"]]
    table = pd.DataFrame(
        {
            "Onderwerp": [i.naam for i in info],
            profile.naam: [
                met_eenheid(v, i.eenheid, i.decimalen) for v, i in zip(chosen["waarde"], info, strict=True)
            ],
            "Nederland ": [
                met_eenheid(v, i.eenheid, i.decimalen) for v, i in zip(chosen["nl"], info, strict=True)
            ],
            "Jaar": chosen["jaar"].astype(str),
            "Telt mee in de SES-index": ["ja" if c in COMPONENTS else "" for c in chosen["indicator_code"]],
        }
    )
    return tabel_html(
        table, f"Inkomen, werk, opleiding en uitkeringen in {profile.naam} en in Nederland", sorteerbaar=True
    )
