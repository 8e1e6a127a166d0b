"""Kanttekeningen: what is modelled, old, missing, converted or rounded; the findings of this run."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping

import pandas as pd

from regiobeeld.numbers import getal, opsomming
from regiobeeld.profile.model import Profile
from regiobeeld.profile.refusals import summarise_refusals
from regiobeeld.report.blocks import alinea, hoofdstuk_intro, lijst, paragraaf
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import ONTBREEKT_NAMEN, aantal, hoofdletter, leeftijd_naam, onderwerp

MOST_PER_KIND = 3
MOST_TOPICS = 4
KINDS = {
    "telling": "Tellingen komen uit een registratie. Ze hebben geen steekproeffout.",
    "enquete": "Enquêtecijfers hebben een marge: het 95%-interval. Is het verschil tussen twee cijfers "
    "klein, dan kan het toeval zijn.",
    "modelschatting": "Modelschattingen (RIVM, cijfers per wijk en buurt) zijn voorspeld uit kenmerken van "
    "de bewoners. Er zijn geen "
    "marges bij gepubliceerd. Daarom krijgen ze geen oordeel, geen trend en geen volgorde.",
    "berekend": "Eigen berekeningen, zoals de SES-index, zijn gemaakt uit andere cijfers. De bron staat erbij.",
}
GAPS: tuple[tuple[str, str], ...] = (
    (
        "86296NED",
        "SES-WOA (CBS), de score op welvaart, opleiding en arbeid: nog niet ingelezen; daarom staat hier een "
        "eigen SES-index.",
    ),
    ("85563NED", "De Gezondheidsmonitor van 2022: nog niet ingelezen."),
    ("50150NED", "De cijfers per wijk van 2022 en 2024: nog niet ingelezen. De leefstijl per wijk is van 2020."),
    ("85173NED", "Bevolkingsprognose: nog niet ingelezen. Dit regiobeeld kijkt dus nog niet vooruit."),
    ("50149NED", "Zorggebruik van deze regio: nog niet ingelezen."),
    ("", "Wachttijden: niet in deze cijfers."),
    (
        "",
        "Zorgaanbod (huisartsen, verpleeghuizen, wijkverpleging, ggz) en de arbeidsmarkt in de zorg: niet in deze "
        "cijfers. Zorgvraag en aanbod staan daardoor nog niet naast elkaar.",
    ),
    (
        "",
        "Mensen met (een risico op) hart- en vaatziekten of kanker, en vallen bij ouderen: geen cijfers per "
        "gemeente ingelezen. Leefstijl en langdurige aandoeningen zeggen hierover alleen indirect iets.",
    ),
    ("", "Gezondheidsvaardigheden en laaggeletterdheid: geen cijfers per gemeente ingelezen."),
    ("", "Samenwerkingsverbanden in de regio: nog niet opgenomen."),
    (
        "",
        "Gesprekken met inwoners en professionals: die staan niet in cijfers, maar horen wel bij een regiobeeld.",
    ),
    (
        "",
        "De enquête van 2020 is gehouden in de coronatijd. Dat kan antwoorden hebben beïnvloed. Wie in een "
        "instelling woont, deed niet mee.",
    ),
)
"""What is not in the report, and the table that fills the gap once it was fetched ("" = none does)."""
KIND_NAMES = {
    "wijken_gewijzigd": "Wijken die zijn veranderd tussen het jaar van de leefstijlcijfers en dat van de kaart",
    "wijken_geweigerd": "Gemeenten zonder gezondheidscijfers per wijk, omdat de wijken niet dezelfde zijn",
    "inwoners_ouder": "Gemeenten waarvan de inwoners per wijk van een eerder jaar zijn",
    "gemeenten_ontbreken": "Gemeenten zonder cijfer",
    "verwacht": "Opvallend hoge of lage cijfers",
    "splitsing": "Gemeenten die zijn verdeeld",
    "deel_ontbreekt": "Samengevoegde gemeenten met een deel van de cijfers",
    "niet_omgerekend": "Cijfers die niet naar de gemeenten van nu zijn om te rekenen",
    "gebied_berekend": "Gebieden die zijn berekend uit gemeenten",
}


def caveats_chapter(profile: Profile) -> Hoofdstuk:
    """Everything a careful reader should know before using the figures."""
    chapter = Hoofdstuk("kanttekeningen", "Kanttekeningen")
    used = set(profile.waarneming["soort"]) | {"berekend"}
    chapter.toevoegen(
        hoofdstuk_intro(
            "Niet elk cijfer is even hard. Dit hoofdstuk zegt wat geschat, oud, omgerekend of afwezig is."
        ),
        paragraaf("Hoe de cijfers zijn gemaakt"),
        lijst([text for kind, text in KINDS.items() if kind in used]),
        paragraaf("Wat er niet in staat"),
        lijst(list_gaps(profile)),
        paragraaf("Breuken in reeksen"),
        lijst(list_breaks(profile)),
        paragraaf("Wat we niet zeggen, en waarom", "geen-uitspraak"),
        _refusals(profile),
        paragraaf("Cijfers die voor deze regio ontbreken"),
        _missing(profile),
        paragraaf("Wat opviel aan de cijfers"),
        _findings(profile),
    )
    return chapter


def list_gaps(profile: Profile) -> list[str]:
    """What is not in this report; a gap that a fetched table fills is none."""
    fetched = set(profile.bron.loc[profile.bron["opgehaald"], "tabel_code"])
    return [text for table, text in GAPS if table not in fetched]


def list_breaks(profile: Profile) -> list[str]:
    """One sentence per break, with the topics; only indicators that this region has figures of."""
    grouped: dict[tuple[int, tuple[str, ...], str], list[str]] = {}
    for info in profile.indicators.values():
        if info.code in profile.by_indicator:
            years = profile.by_indicator[info.code]["jaar"]
            for found in (b for b in info.breuken if years.min() < b.jaar <= years.max()):
                grouped.setdefault((found.jaar, found.leeftijden, found.reden), []).append(onderwerp(info))
    return [
        f"{hoofdletter(_topics(sorted(set(names))))}, breuk in {year}{_of_ages(ages)}: {reason}."
        for (year, ages, reason), names in sorted(grouped.items())
    ]


def _of_ages(ages: tuple[str, ...]) -> str:
    return f" (cijfers van {opsomming(leeftijd_naam(age) for age in ages)})" if ages else ""


def _refusals(profile: Profile) -> str:
    """What the guards refused, one row per kind and reason with the number of figures."""
    table = summarise_refusals(profile).set_axis(["Wat er niet staat", "Waarom", "Aantal cijfers"], axis=1)
    if table.empty:
        return alinea("Van elk cijfer is gezegd wat er te zeggen valt.")
    return tabel_html(table, "Wat we niet zeggen, en van hoeveel cijfers")


def _topics(names: list[str]) -> str:
    return opsomming(names) if len(names) <= MOST_TOPICS else aantal(len(names), "onderwerp", "onderwerpen")


def _missing(profile: Profile) -> str:
    """Indicators of which the region itself has no figure in any year, with the reason."""
    rows = profile.waarneming
    plain = (rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")
    own = rows[(rows["gebied_code"] == profile.code) & plain]
    never = own.groupby(["indicator_code", "leeftijd"])["waarde"].transform("count") == 0
    empty = own[never]
    if empty.empty:
        return alinea(
            "Van elk onderwerp dat de bronnen voor gemeenten publiceren, is er voor deze regio een cijfer."
        )
    grouped = empty.groupby("indicator_code").agg(
        leeftijd=("leeftijd", lambda ages: opsomming(leeftijd_naam(age) for age in dict.fromkeys(ages))),
        reden=("ontbreekt", "first"),
        dekking=("dekking", "max"),
    )
    table = pd.DataFrame(
        {
            "Onderwerp": [profile.indicators[str(code)].naam for code in grouped.index],
            "Leeftijd": grouped["leeftijd"].to_numpy(),
            "Waarom": [ONTBREEKT_NAMEN.get(reason, "niet gepubliceerd") for reason in grouped["reden"]],
            "Inwoners met een cijfer": [f"{getal(100 * d)}%" if pd.notna(d) else "" for d in grouped["dekking"]],
        }
    ).sort_values("Onderwerp", ignore_index=True)
    if not table["Inwoners met een cijfer"].any():
        table = table.drop(columns="Inwoners met een cijfer")
    return tabel_html(
        table,
        f"{aantal(len(table), 'onderwerp', 'onderwerpen')} zonder cijfer voor {profile.naam}",
        sorteerbaar=True,
    )


def _findings(profile: Profile) -> str:
    """The findings about this region, per kind; long lists are cut with the number that is left out."""
    relevant = relevant_findings(profile)
    if relevant.empty:
        return alinea("Er zijn geen bijzonderheden over de cijfers van deze regio.")
    blocks = []
    for kind, group in relevant.groupby("code", sort=False):
        texts = list(dict.fromkeys(_readable(profile, row) for row in group.to_dict("records")))
        more = len(texts) - MOST_PER_KIND
        rest = [f"En nog {aantal(more, 'melding', 'meldingen')} van deze soort."] if more > 0 else []
        blocks.append(alinea(f"{KIND_NAMES.get(str(kind), 'Overig')}:") + lijst([*texts[:MOST_PER_KIND], *rest]))
    return "".join(blocks) + alinea("Alle bevindingen staan in data/bevinding.csv.")


def relevant_findings(profile: Profile) -> pd.DataFrame:
    """Findings about the region or its gemeenten (not those around it), the region's own first.

    A finding about no area in particular counts when it names a gemeente of the region, or a gemeente that went
    into one: the figures of the region are then converted from older gemeenten.
    """
    found = profile.bevinding
    own = {profile.code, *profile.region.gemeenten, *profile.wijk_gemeente}
    names = [re.escape(profile.names.get(code, code)) for code in profile.region.gemeenten]
    named = found["tekst"].str.contains(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    general = found["gebied_code"].isna()
    kept = found[found["gebied_code"].isin(own) | (general & named)]
    order = {name: place for place, name in enumerate(KIND_NAMES)}
    ranked = kept.assign(
        soort=kept["code"].map(order).fillna(len(order)), ander=(kept["gebied_code"] != profile.code).astype(int)
    )
    return ranked.sort_values(["soort", "ander", "onderwerp", "tekst"], ignore_index=True)


def _readable(profile: Profile, row: Mapping[Hashable, object]) -> str:
    """The finding with names instead of codes, and with its topic where the sentence does not give it."""
    text = re.sub(r"\b(?:GM|PV|GG|WK)\w+\b", lambda m: profile.names.get(m[0], m[0]), str(row["tekst"]))
    if row["code"] == "verwacht":
        info = profile.indicators.get(str(row["indicator_code"]))
        text = text.split(": ", 1)[-1].replace(", totaal:", ":")
        text = f"{hoofdletter(onderwerp(info))}: {text}" if info else text
    return text if text.endswith(".") else f"{text}."
