"""Kanttekeningen: what is modelled, old, missing, converted or rounded; the findings of this run."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.numbers import getal
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import ONTBREEKT_NAMEN

MOST = 25
KINDS = {
    "telling": "Tellingen komen uit een registratie. Ze hebben geen steekproeffout.",
    "enquete": "Enquêtecijfers hebben een marge: het 95%-interval. Twee cijfers met een klein verschil kunnen door toeval verschillen.",
    "modelschatting": "Modelschattingen (RIVM, cijfers per wijk en buurt) zijn voorspeld uit kenmerken van de bewoners. Er zijn geen marges bij "
    "gepubliceerd. Daarom krijgen ze geen oordeel, geen trend en geen volgorde.",
    "berekend": "Eigen berekeningen, zoals de SES-index, zijn gemaakt uit andere cijfers. De bron staat erbij.",
}
GAPS = (
    "SES-WOA (CBS), de score op welvaart, opleiding en arbeid: nog niet ingelezen; daarom staat hier een eigen SES-index.",
    "De enquête van 2022 (85563NED) en de cijfers per wijk van 2022 en 2024 (50120NED, 50150NED): nog niet ingelezen. De leefstijlcijfers zijn van 2020.",
    "Bevolkingsprognose per gemeente (85173NED): nog niet ingelezen.",
    "Zorggebruik, zorgkosten en zorgaanbod (zoals huisartsen): niet in deze cijfers. Het regiobeeld zet zorgvraag en aanbod dus nog niet naast elkaar.",
    "Gezondheidsvaardigheden en laaggeletterdheid: hierover zijn geen open cijfers per gemeente ingelezen.",
    "Enquêtecijfers over 2020 zijn verzameld tijdens de coronatijd. Dat kan antwoorden hebben beïnvloed.",
)


def caveats_chapter(profile: Profile) -> Hoofdstuk:
    """Everything a careful reader should know before using the figures."""
    chapter = Hoofdstuk("kanttekeningen", "Kanttekeningen")
    used = set(profile.waarneming["soort"]) | {"berekend"}
    chapter.toevoegen(
        hoofdstuk_intro("Niet elk cijfer is even hard. Dit hoofdstuk zegt wat geschat, oud, omgerekend of afwezig is."),
        paragraaf("Hoe de cijfers zijn gemaakt"),
        lijst([text for kind, text in KINDS.items() if kind in used]),
        paragraaf("Breuken in reeksen"),
        lijst(_breaks(profile)),
        paragraaf("Wat er niet in staat"),
        lijst(GAPS),
        paragraaf("Cijfers die voor deze regio ontbreken"),
        _missing(profile),
        paragraaf("Wat opviel aan de cijfers"),
        _findings(profile),
    )
    return chapter


def _breaks(profile: Profile) -> list[str]:
    grouped: dict[tuple[int, str], list[str]] = {}
    for info in profile.indicators.values():
        for year, reason in info.breuken.items():
            grouped.setdefault((year, reason), []).append(info.naam)
    return [
        f"Vanaf {year}: {reason} ({names[0] if len(names) == 1 else f'{len(names)} onderwerpen'})."
        for (year, reason), names in sorted(grouped.items())
    ]


def _missing(profile: Profile) -> str:
    """Indicators of which the region itself has no figure in the latest year, with the reason."""
    rows = profile.waarneming
    own = rows[(rows["gebied_code"] == profile.code) & (rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")]
    never = own.groupby(["indicator_code", "leeftijd"])["waarde"].apply(lambda s: s.isna().all())
    empty = own.set_index(["indicator_code", "leeftijd"]).loc[never[never].index] if never.any() else own.iloc[:0]
    if empty.empty:
        return alinea("Voor elke indicator die de bron voor gemeenten publiceert, heeft deze regio een cijfer.")
    reasons = empty.groupby(level=[0, 1]).agg(reden=("ontbreekt", "first"), dekking=("dekking", "max")).reset_index()
    table = pd.DataFrame(
        {
            "Onderwerp": [profile.indicators[c].naam for c in reasons["indicator_code"]],
            "Leeftijd": reasons["leeftijd"],
            "Waarom": [ONTBREEKT_NAMEN.get(r, "niet gepubliceerd") for r in reasons["reden"]],
            "Dekking": [f"{getal(100 * d)}%" if pd.notna(d) else "" for d in reasons["dekking"]],
        }
    )
    return tabel_html(table.sort_values(["Onderwerp", "Leeftijd"]), f"{len(table)} cijfers die niet te geven zijn", sorteerbaar=True)


def _findings(profile: Profile) -> str:
    findings = profile.bevinding
    if findings.empty:
        return alinea("Er zijn geen bijzonderheden gevonden.")
    order = {"fout": 0, "let_op": 1, "melding": 2}
    own = {profile.code, *profile.region.gemeenten}
    ranked = findings.assign(
        rang=findings["ernst"].map(order), eigen=~findings["gebied_code"].isin(own)
    ).sort_values(["eigen", "rang", "onderwerp", "tekst"])
    shown = ranked["tekst"].drop_duplicates().head(MOST)
    total = findings["tekst"].nunique()
    rest = alinea(f"Dit zijn de belangrijkste {MOST} van {getal(total)}. Alle bevindingen staan in data/bevinding.csv.") if total > MOST else ""
    return lijst(shown) + rest
