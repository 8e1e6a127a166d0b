"""In het kort: the numbers of the region and the messages that the figures can carry."""

from __future__ import annotations

from regiobeeld.profile.compare import compare_with_nl
from regiobeeld.profile.crossing import groups, quintile_shares, summarise_group
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import Kernboodschap, hoofdstuk_intro, kengetallen, kernboodschappen
from regiobeeld.report.chapter import Hoofdstuk
from regiobeeld.report.chapters.common import code_of
from regiobeeld.report.chapters.crossing import sentence
from regiobeeld.report.chapters.population import tiles
from regiobeeld.report.numbers import bereik, getal, opsomming, procent
from regiobeeld.report.text import groep, verschil_in_punten, zin_met_gezegde

MOST_DIFFERENCES = 4


def summary_chapter(profile: Profile) -> Hoofdstuk:
    """Tiles and main messages, all computed in this run."""
    chapter = Hoofdstuk("in-het-kort", "In het kort")
    messages = [
        *_population(profile),
        *_differences(profile),
        *_position(profile),
        *_crossing(profile),
        *_lonely(profile),
    ]
    chapter.toevoegen(
        hoofdstuk_intro(
            f"Dit is het regiobeeld van {profile.naam}: de feiten over bevolking, sociaaleconomische positie, leefstijl en gezondheid naast elkaar. "
            "Elke zin hieronder is berekend uit de cijfers; achter elke zin staat hoe zeker hij is."
        ),
        kengetallen(tiles(profile)),
        kernboodschappen(messages),
    )
    return chapter


def _population(profile: Profile) -> list[Kernboodschap]:
    own, national = (figure(profile, "leeftijdsaandeel", code, "65+") for code in (profile.code, NEDERLAND))
    if profile.code == NEDERLAND or not own or not national or own.waarde is None or national.waarde is None:
        return []
    difference = own.waarde - national.waarde
    words = verschil_in_punten(difference)
    than = "even hoog als" if words == "gelijk" else f"{words} dan"
    return [
        Kernboodschap(
            procent(own.waarde, 0),
            f"van de inwoners van {profile.naam} is 65 jaar of ouder. Dat aandeel is {than} in Nederland ({own.jaar}).",
            "Telling uit de bevolkingsregisters; per gemeente afgerond op hele procenten.",
            verwijzing="figuur-bevolkingspiramide",
        )
    ]


def _differences(profile: Profile) -> list[Kernboodschap]:
    """The survey differences with the rest of Nederland that survive the correction for many comparisons, largest z first."""
    table = compare_with_nl(profile)
    table = table[table["overleeft"] & (table["stap"].abs() >= 1)]
    table = table[[profile.indicators[c].gezegde is not None and profile.indicators[c].eenheid == "%" for c in table["indicator_code"]]]
    adults = table[table["leeftijd"].isin(["18+", "19+"])]
    chosen = adults.assign(afstand=adults["z"].abs()).sort_values(["afstand", "indicator_code"], ascending=[False, True])
    return [_difference(profile, row) for row in chosen.head(MOST_DIFFERENCES).to_dict("records")]


def _difference(profile: Profile, row: dict[str, object]) -> Kernboodschap:
    info = profile.indicators[str(row["indicator_code"])]
    value, national, age = float(row["waarde"]), float(row["nl"]), str(row["leeftijd"])  # type: ignore[arg-type]
    sentence = zin_met_gezegde(info, f"In {profile.naam}", value, age)
    tone = "ongunstig" if "ongunstiger" in str(row["klasse"]) else "gunstig" if "gunstiger" in str(row["klasse"]) else "neutraal"
    level = "99,8" if abs(float(row["stap"])) == 2 else "95"  # type: ignore[arg-type]
    return Kernboodschap(
        procent(value, info.decimalen),
        f"{sentence}; in Nederland {procent(national, info.decimalen)} ({row['jaar']}).",
        f"Enquête, 95%-interval {bereik(row['ondergrens'], row['bovengrens'], info.decimalen)}. Het verschil met de rest van Nederland is "
        f"meer dan toeval (zekerheid {level}%).",
        toon=tone,  # type: ignore[arg-type]
        verwijzing="figuur-" + code_of("rangorde", info.code, age),
    )


def _position(profile: Profile) -> list[Kernboodschap]:
    shares = quintile_shares(profile)
    if shares.empty or profile.naam not in shares.index or profile.code == NEDERLAND:
        return []
    low = float(shares.loc[profile.naam, 1])
    words = "meer dan" if low > 20.5 else "minder dan" if low < 19.5 else "ongeveer gelijk aan"
    return [
        Kernboodschap(
            procent(low, 0),
            f"van de inwoners van {profile.naam} woont in een wijk die naar sociaaleconomische positie bij het laagste vijfde deel van Nederland hoort: "
            f"{words} de 20% van heel Nederland (2022).",
            "Eigen SES-index uit inkomen, werk en opleiding per wijk; tellingen en afgeronde percentages van CBS.",
            verwijzing="figuur-ses-wijken",
        )
    ]


def _crossing(profile: Profile) -> list[Kernboodschap]:
    facts = summarise_group(profile)
    found = groups(profile)
    if not facts["wijken_totaal"] or facts["wijken_onbekend"] == facts["wijken_totaal"]:
        return []
    text = sentence(profile)
    if len(found) and not profile.is_single:
        counts = found["gemeente_code"].map(profile.name).value_counts()
        text += f" Ze liggen in {opsomming(f'{name} ({count})' for name, count in counts.head(4).items())}" + (
            f" en {len(counts) - 4} andere gemeenten." if len(counts) > 4 else "."
        )
    return [
        Kernboodschap(
            getal(facts["inwoners"]),
            text,
            "Inwoners geteld (afgerond); leefstijl per wijk geschat door een rekenmodel. Een aanwijzing om te gaan kijken, geen bewijs.",
            toon="ongunstig" if facts["wijken"] else "neutraal",
            verwijzing="kruising",
        )
    ]


def _lonely(profile: Profile) -> list[Kernboodschap]:
    own, national = (figure(profile, "eenzaam", code, "65+") for code in (profile.code, NEDERLAND))
    if not own or own.waarde is None or not national or national.waarde is None:
        return []
    reference = "" if profile.code == NEDERLAND else f"; in Nederland {procent(national.waarde)}"
    return [
        Kernboodschap(
            procent(own.waarde, 0),
            f"Naar schatting voelt {procent(own.waarde)} van de {groep('65+')} in {profile.naam} zich eenzaam ({own.jaar}){reference}.",
            "Schatting van een rekenmodel, zonder marge; daarom geen oordeel over het verschil.",
            verwijzing="figuur-eenzaamheid-naar-leeftijd",
        )
    ]
