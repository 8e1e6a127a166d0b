"""Sociaaleconomische positie: the own SES-index, its ingredients, and where its lowest fifth lives."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.gestapeld import gestapeld
from regiobeeld.draw.charts.rangorde import rangorde
from regiobeeld.draw.maps import choropleth
from regiobeeld.draw.style import sequence
from regiobeeld.numbers import getal, procent
from regiobeeld.profile.crossing import gemeente_rows, quintile_shares, wijk_rows
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.origin import make_origin, span
from regiobeeld.report.blocks import hoofdstuk_intro, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import is_own, none_of, of_all, parts_word, setting_of, table_beside_nl
from regiobeeld.report.chapters.mapping import wijk_sheet, wijk_table
from regiobeeld.report.chapters.ranking import ranked_areas
from regiobeeld.report.extremes import from_to, highest, where
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import (
    TARGET_YEAR,
    WIJK_YEAR,
    aantal,
    hoofdletter,
    in_gebied,
    kruisingbron,
    ses_bron,
    ses_jaar,
)

QUINTILES = {1: "1 (laagste)", 2: "2", 3: "3", 4: "4", 5: "5 (hoogste)"}
PARTS_OF_INDEX = ("laag_inkomen_personen", "hoog_inkomen_personen", "arbeidsparticipatie", "hbo_wo")
MEASURES = (
    *PARTS_OF_INDEX,
    "besteedbaar_inkomen",
    "laag_inkomen_huishoudens",
    "sociaal_minimum_110",
    "uitkering_tot_aow",
    "moeite_rondkomen",
)


def ses_chapter(profile: Profile) -> Hoofdstuk:
    """SES-index per gemeente and wijk, the share of inhabitants per quintile, the components."""
    chapter = Hoofdstuk("ses", "Sociaaleconomische positie")
    shares = quintile_shares(profile)
    chapter.toevoegen(
        hoofdstuk_intro(introduce(profile, shares)),
        waarschuwing(
            "De SES-index is een eigen maat, gemaakt uit inkomen, werk en opleiding. Het is niet de "
            "SES-WOA-score van "
            "het CBS: die is nog niet ingelezen. Nul is het gemiddelde van de inwoners van Nederland. De "
            "index gaat over "
            "wijken en gemeenten, niet over personen.",
            "Eigen maat",
        ),
        _ranked_index(profile),
        _wijk_map(profile),
        _quintiles(profile, shares),
        ranked_areas(profile, "laag_inkomen_huishoudens"),
        table_beside_nl(profile, MEASURES, "Inkomen, werk en opleiding; de eerste vier samen vormen de SES-index"),
    )
    return chapter


def introduce(profile: Profile, shares: pd.DataFrame) -> str:
    """Where the inhabitants live, in fifths of Nederland."""
    where = hoofdletter(in_gebied(profile.naam))
    if profile.code == NEDERLAND:
        return (
            "De wijken van Nederland zijn naar hun SES-index verdeeld in vijf groepen met elk een vijfde "
            "deel van de "
            "inwoners. Dit hoofdstuk laat zien waar die groepen wonen."
        )
    if shares.empty or profile.naam not in shares.index:
        return f"{where} is de SES-index per wijk niet bekend."
    low, high = (procent(shares.loc[profile.naam, q], 0) for q in (1, 5))
    return (
        f"{where} woont {low} van de inwoners in een wijk die bij het laagste vijfde deel van Nederland hoort, "
        f"en {high} in een wijk van het hoogste vijfde deel. In heel Nederland is dat allebei 20%."
    )


def _ranked_index(profile: Profile) -> Figuur | None:
    """The index per gemeente; a region of very many gemeenten has maps and quintiles instead."""
    table = gemeente_rows(profile)
    table = table[table["gebied_code"].isin(profile.parts)]
    if table["ses_index"].notna().sum() < 2:
        return None
    frame = pd.DataFrame(
        {
            "naam": table["gebied_naam"],
            "waarde": table["ses_index"].astype(float),
            "nadruk": is_own(profile, table["gebied_code"]),
        }
    )
    known = frame.dropna(subset=["waarde"]).sort_values("waarde")
    origin = make_origin(profile.kruising_bron, profile.bron, "GM")
    ends = from_to(known.set_index("naam")["waarde"], "index", 2)
    subtitle = (
        f"SES-index per gemeente, {span(origin.years('ses'))}; 0 = gemiddelde van de inwoners van Nederland, "
        "hoger = hogere positie"
    )
    place = setting_of(profile)
    return Figuur(
        code="ses-gemeenten",
        titel=_title_of_index(profile, known),
        ondertitel=f"{subtitle}. {place}" if place else subtitle,
        alt=f"SES-index van {len(known)} gemeenten, {ends}. {_title_of_index(profile, known)}.",
        bron=kruisingbron(origin, origin.parts["ses"], TARGET_YEAR),
        teken=lambda formaat: rangorde(frame, [("Nederland", 0.0)], "index", 2, "hoger_is_beter", formaat),
        tabel=known.iloc[::-1][["naam", "waarde"]]
        .set_axis(["Gemeente", "SES-index"], axis=1)
        .reset_index(drop=True),
        decimalen=2,
    )


def _title_of_index(profile: Profile, known: pd.DataFrame) -> str:
    below, total = int((known["waarde"] < 0).sum()), len(known)
    own = known.loc[known["naam"] == profile.naam, "waarde"]
    if profile.is_single and len(own):
        side = "onder" if own.iloc[0] < 0 else "boven"
        return (
            f"De SES-index van {profile.naam} ({getal(own.iloc[0], 2)}) ligt {side} het gemiddelde van Nederland"
        )
    if below == 0:
        return f"SES-index: {none_of(profile, total)} ligt onder het gemiddelde van Nederland"
    verb = "ligt" if below == 1 else "liggen"
    return f"SES-index: {of_all(profile, below, total)} {verb} onder het gemiddelde van Nederland"


def _wijk_map(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile).set_index("gebied_code")
    values = table["ses_kwintiel"].dropna().astype(float)
    if values.nunique() < 2 or profile.has_many_wijken:
        return None
    low, missing = int((values == 1).sum()), len(table) - len(values)
    sheet = wijk_sheet(profile)
    columns = table[["ses_index", "inwoners_totaal"]].astype(float)
    columns.columns = pd.Index(["SES-index", "Inwoners"])
    columns["Vijfde deel"] = table["ses_kwintiel"].map(QUINTILES)
    return Figuur(
        code="ses-wijken",
        titel=_title_of_wijken(low, len(values)),
        ondertitel=f"SES-index per wijk, {ses_jaar(profile)}, in vijf groepen met elk een vijfde deel van de "
        "inwoners van Nederland; 1 = laagste",
        alt=f"Kaart van de wijken van {profile.naam} naar SES-index. Laagste vijfde deel: "
        f"{aantal(low, 'wijk', 'wijken')}; "
        f"hoogste: {aantal(int((values == 5).sum()), 'wijk', 'wijken')}. Zonder cijfer: {missing}.",
        bron=f"{ses_bron(profile)}; grenzen {WIJK_YEAR}: CBS/Kadaster",
        teken=lambda formaat: choropleth(
            sheet.shapes,
            values,
            (1.5, 2.5, 3.5, 4.5),
            sequence(5)[::-1],
            sheet.outline,
            sheet.names,
            "",
            formaat,
            legenda_titel="SES-index, vijfde deel van Nederland",
            klassenamen=tuple(QUINTILES.values()),
        ),
        tabel=wijk_table(profile, columns),
        toelichting=f"Voor {aantal(missing, 'wijk', 'wijken')} is er geen index, meestal omdat er weinig "
        "mensen wonen."
        if missing
        else "",
        decimalen={"SES-index": 2, "Inwoners": 0, "Laagste": 2, "Middelste": 2, "Hoogste": 2},
    )


def _title_of_wijken(low: int, total: int) -> str:
    start = f"SES-index: {getal(low) if low else 'geen'} van de {getal(total)} wijken"
    return f"{start} {'hoort' if low <= 1 else 'horen'} bij het laagste vijfde deel van Nederland"


def _quintiles(profile: Profile, shares: pd.DataFrame) -> Figuur | None:
    if len(shares) < 2:
        return None
    # Highest first: in the bars, as on the map, the darkest colour is the lowest position.
    table = shares[[5, 4, 3, 2, 1]].rename(columns=QUINTILES)
    title = _title_of_quintiles(profile, shares)
    return Figuur(
        code="ses-kwintielen",
        titel=title,
        ondertitel="Inwoners naar de SES-index van hun wijk, in vijf gelijke delen van Nederland, % van de "
        f"inwoners, {ses_jaar(profile)}",
        alt=f"{title}. "
        + ". ".join(
            f"{name}: laagste {procent(low, 0)}, hoogste {procent(high, 0)}" for name, low, high in _ends(shares)
        )
        + ".",
        bron=ses_bron(profile),
        teken=lambda formaat: gestapeld(table, "geordend", formaat, nadruk=profile.naam),
        tabel=table.reset_index(names="Naam"),
        toelichting="Over de inwoners van wijken met een index. In een wijk met een lage index wonen ook "
        "mensen met een hoge positie.",
        decimalen=0,
    )


def _ends(shares: pd.DataFrame) -> list[tuple[str, float, float]]:
    return [(str(name), float(row[1]), float(row[5])) for name, row in shares.iterrows()]


def _title_of_quintiles(profile: Profile, shares: pd.DataFrame) -> str:
    parts = shares[1].drop(
        index=["Nederland"] if profile.is_single else ["Nederland", profile.naam], errors="ignore"
    )
    if profile.is_single or len(parts) < 2:
        own = f"{hoofdletter(in_gebied(profile.naam))} woont {procent(shares[1].iloc[0], 0)} van de inwoners"
        return f"{own} in een wijk van het laagste vijfde deel (Nederland 20%)"
    above = int((parts > 20).sum())
    if not above:
        return f"In {none_of(profile, len(parts))} woont meer dan 20% in een wijk van het laagste vijfde deel"
    place, share = where(highest(parts, 0), (parts_word(profile, 1), parts_word(profile))), procent(parts.max(), 0)
    if above == 1:
        return f"Alleen {place} woont meer dan 20% in een wijk van het laagste vijfde deel ({share})"
    return (
        f"In {of_all(profile, above, len(parts))} woont meer dan 20% in een wijk van het laagste vijfde deel; "
        f"het meest {place}: {share}"
    )
