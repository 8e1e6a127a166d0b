"""SES x leefstijl x leeftijd: the wijken where a low position, an unfavourable lifestyle and many residents coincide."""

from __future__ import annotations

import pandas as pd

from regiobeeld.profile.crossing import SENIORS, groups, summarise_group, wijk_rows
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import wijk_sheet
from regiobeeld.report.charts.spreiding import spreiding
from regiobeeld.report.figure import Figuur
from regiobeeld.report.maps import bivariaat
from regiobeeld.report.numbers import getal, opsomming, procent
from regiobeeld.report.tables import tabel_html

SOURCE = (
    "Bron: CBS, kerncijfers wijken en buurten 2022 (85318NED) en GGD'en, CBS en RIVM, gezondheid per wijk en buurt 2020 "
    "(50090NED, schattingen); eigen berekening; indeling {}"
)
AGES = (("65+", "65-plussers"), ("18-64", "volwassenen tot 65 jaar"))
CIRCULAR = (
    "De leefstijl per wijk is een schatting van een rekenmodel dat zelf inkomen en opleiding gebruikt. Dat lage SES en "
    "ongunstige leefstijl samengaan, is dus voor een deel ingebouwd. Gebruik deze lijst om te kiezen waar u gaat kijken en praten, "
    "niet als bewijs. De cijfers gaan over wijken, niet over personen."
)
MANY = 25


def crossing_chapter(profile: Profile) -> Hoofdstuk:
    """Counts, scatter, map and list of wijken; the gemeenten; what could not be said."""
    chapter = Hoofdstuk("kruising", "SES x leefstijl x leeftijd")
    facts = summarise_group(profile)
    chapter.toevoegen(
        hoofdstuk_intro(sentence(profile)), waarschuwing(CIRCULAR, "Wat u hieruit wel en niet kunt opmaken")
    )
    chapter.toevoegen(_scatter(profile), _map(profile))
    for age, words in AGES:
        chapter.toevoegen(_group_table(profile, age, words))
    chapter.toevoegen(_per_gemeente(profile), _explain(profile, facts))
    return chapter


def sentence(profile: Profile, leeftijd: str = SENIORS) -> str:
    """The counts in one sentence, about wijken and their residents, never about persons."""
    facts = summarise_group(profile, leeftijd)
    if not facts["wijken_totaal"] or facts["wijken_onbekend"] == facts["wijken_totaal"]:
        return (
            f"Voor {profile.naam} kunnen SES en leefstijl per wijk niet naast elkaar worden gezet: de wijken van 2022 zijn niet te "
            "koppelen aan die van 2020. Dit is een gat in de cijfers; het betekent niet dat zulke wijken er niet zijn."
        )
    known = facts["inwoners_totaal"] - facts["inwoners_onbekend"]
    national = facts["nl_inwoners_totaal"] - facts["nl_inwoners_onbekend"]
    share = 100 * facts["inwoners"] / known if known else 0.0
    reference = 100 * facts["nl_inwoners"] / national
    if not facts["wijken"]:
        text = f"In {profile.naam} is er geen wijk waar een lage SES en een ongunstige leefstijl van 65-plussers samenkomen"
    else:
        count = int(facts["wijken"])
        text = (
            f"In {profile.naam} {'is er 1 wijk' if count == 1 else f'zijn er {count} wijken'} waar een lage SES en een ongunstige "
            f"leefstijl van 65-plussers samenkomen. Daar wonen {getal(facts['inwoners'])} 65-plussers: {procent(share)} van alle "
            "65-plussers in wijken met een uitkomst"
        )
    text += f" (Nederland: {procent(reference)})."
    if facts["wijken_onbekend"]:
        count = int(facts["wijken_onbekend"])
        text += f" Voor {count} {'wijk' if count == 1 else 'wijken'} met samen {getal(facts['inwoners_onbekend'])} 65-plussers is het niet te zeggen."
    return text


def _scatter(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile)
    table = table[table["ses_index"].notna() & table["leefstijl_score"].notna()]
    if len(table) < 3:
        return None
    group = table["is_groep"].fillna(value=False).astype(bool)
    points = pd.DataFrame(
        {
            "naam": table["gebied_naam"],
            "x": table["ses_index"].astype(float),
            "y": table["leefstijl_score"].astype(float),
            "grootte": table["inwoners"].astype(float),
            "nadruk": group,
        }
    )
    count = int(group.sum())
    return Figuur(
        code="kruising-spreiding",
        titel=(
            f"In {count} van de {len(table)} wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"
            if count != 1
            else f"In 1 van de {len(table)} wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"
        ),
        ondertitel="Elke cirkel is een wijk; hoe groter, hoe meer 65-plussers. SES-index 2022, leefstijl 65-plussers 2020 (schatting)",
        alt=f"Spreidingsdiagram van {len(table)} wijken: SES-index tegen leefstijlscore van 65-plussers. Gemarkeerd: {opsomming(table.loc[group, 'gebied_naam'].head(8)) or 'geen'}.",
        bron=SOURCE.format(2022),
        teken=lambda formaat: spreiding(
            points,
            "SES-index (hoger = hogere positie)",
            "Leefstijlscore (hoger = ongunstiger)",
            0.0,
            50.0,
            "65-plussers",
            formaat,
            ongunstig="linksboven",
            nadruk_naam="lage SES én ongunstige leefstijl",
        ),
        tabel=_listing(profile, table),
        toelichting=(
            "De leefstijlscore is de gemiddelde plaats van de wijk op vijf leefstijlcijfers, van 0 (gunstigst van Nederland) tot 100 "
            "(ongunstigst). Lage SES: het laagste vijfde deel van Nederland. Ongunstige leefstijl: twee of meer van de vijf cijfers bij "
            "het slechtste vijfde deel."
        ),
        decimalen={"SES-index": 2, "Leefstijlscore": 0},
    )


def _listing(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Wijk": table["gebied_naam"],
            "Gemeente": [profile.name(code) for code in table["gemeente_code"]],
            "Inwoners van deze leeftijd": table["inwoners"],
            "Deel 65+": [procent(v, 0) for v in table["aandeel_65plus"]],
            "SES-index": table["ses_index"],
            "Leefstijlscore": table["leefstijl_score"],
            "Ongunstig": [_names(profile, codes) for codes in table["ongunstig"]],
        }
    )


def _names(profile: Profile, codes: object) -> str:
    if not isinstance(codes, str) or not codes:
        return ""
    return opsomming(profile.indicators[code].naam.lower() for code in codes.split(";"))


def _map(profile: Profile) -> Figuur | None:
    table = wijk_rows(profile).set_index("gebied_code")
    both = table["ses_kwintiel"].notna() & table["leefstijl_ongunstig"].notna()
    if both.sum() < 2:
        return None
    # Turned round, so that on both sides of the legend more means more unfavourable.
    low_ses = 6 - table["ses_kwintiel"].where(both).astype("Float64")
    style = table["leefstijl_ongunstig"].where(both).astype("Float64")
    sheet = wijk_sheet(profile)
    count, missing = int(((low_ses == 5) & (style >= 2)).sum()), int((~both).sum())
    return Figuur(
        code="kruising-kaart",
        titel=f"Waar lage SES en ongunstige leefstijl samenkomen: {count} {'wijk' if count == 1 else 'wijken'}",
        ondertitel="Wijken naar SES-index (2022) en aantal ongunstige leefstijlcijfers van 65-plussers (2020, schatting)",
        alt=f"Kaart van de wijken van {profile.naam}. In {count} wijken komen lage SES en ongunstige leefstijl samen. Zonder uitkomst: {missing}.",
        bron=SOURCE.format(2022) + "; grenzen CBS/Kadaster",
        teken=lambda formaat: bivariaat(
            sheet.shapes, low_ses.dropna().astype(float), style.dropna().astype(float), (2.5, 4.5), (0.5, 1.5),
            "lagere SES (donkerst: laagste vijfde deel)", "ongunstiger leefstijl (0, 1, 2 of meer cijfers)", sheet.outline, sheet.names, formaat,
        ),
        tabel=_listing(profile, table.reset_index().sort_values(["gemeente_code", "gebied_naam"])),
        toelichting=f"Voor {missing} wijken is het niet te zeggen; zij zijn gearceerd." if missing else "",
        decimalen={"SES-index": 2, "Leefstijlscore": 0},
    )


def _group_table(profile: Profile, leeftijd: str, words: str) -> str:
    found = groups(profile, leeftijd)
    title = paragraaf(f"Wijken met een lage SES en een ongunstige leefstijl: {words}", f"groep-{leeftijd}")
    if found.empty:
        return title + alinea(
            f"Voor {words} is er geen wijk waar een lage SES en een ongunstige leefstijl samenkomen, of het is niet te zeggen."
        )
    shown = found.head(MANY)
    rest = (
        f" De {MANY} met de meeste inwoners van deze leeftijd; alle {len(found)} staan in data/kruising."
        if len(found) > MANY
        else ""
    )
    caption = f"{len(found)} {'wijk' if len(found) == 1 else 'wijken'} met samen {getal(found['inwoners'].sum())} {words}.{rest}"
    return title + tabel_html(
        _listing(profile, shown), caption, decimalen={"SES-index": 2, "Leefstijlscore": 0}, sorteerbaar=True
    )


def _per_gemeente(profile: Profile) -> str:
    table = wijk_rows(profile)
    if len(profile.region.gemeenten) < 2 or table.empty:
        return ""
    group = table["is_groep"].fillna(value=False).astype(bool)
    counts = (
        pd.DataFrame(
            {
                "gemeente": [profile.name(code) for code in table["gemeente_code"]],
                "wijken": 1,
                "groep": group.astype(int),
                "inwoners": table["inwoners"].where(group, 0).fillna(0).astype(int),
                "onbekend": table["is_groep"].isna().astype(int),
            }
        )
        .groupby("gemeente", as_index=False)
        .sum()
    )
    counts.columns = pd.Index(["Gemeente", "Wijken", "Waar het samenkomt", "65-plussers daar", "Niet te zeggen"])
    return tabel_html(counts, "Lage SES en ongunstige leefstijl van 65-plussers per gemeente", sorteerbaar=True)


def _explain(profile: Profile, facts: dict[str, float]) -> str:
    """How it was counted, and why some wijken have no outcome."""
    table = wijk_rows(profile)
    reasons = table.loc[table["is_groep"].isna(), "reden"].value_counts()
    lines = [f"{reason}: {count} {'wijk' if count == 1 else 'wijken'}" for reason, count in reasons.items()]
    how = bijschrift(
        "Inwoners per leeftijd zijn het percentage van CBS (in hele procenten) maal het aantal inwoners van de wijk op 1 januari 2022. "
        "Voor 18-64 jaar zijn in 2020 geen leefstijlcijfers gepubliceerd; die zijn berekend uit 18+ en 65+."
    )
    return how + (alinea("Waarom het voor sommige wijken niet te zeggen is:") + lijst(lines) if lines else "")
