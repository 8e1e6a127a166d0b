"""Who is there to give care: people of working age, the part that would have to work in care, fte and the gap."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from regiobeeld.future.supply_declared import AanbodScenario, Beroep
from regiobeeld.future.supply_read import COLUMNS
from regiobeeld.future.supply_table import NEED
from regiobeeld.numbers import LEEG, decimalen_voor, getal, opsomming, procent, round_half_up
from regiobeeld.profile.future import Outlook
from regiobeeld.profile.future_words import about_labour, groep_tot
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, lijst, paragraaf, waarschuwing
from regiobeeld.report.chapter import Blok
from regiobeeld.report.tables import tabel_html

EXAMPLE = "Voorbeeld: de fte zijn verzonnen"


def supply_blocks(profile: Profile, outlook: Outlook, where: str) -> list[Blok | None]:
    """Labour, then the gap in fte where the analyst has figures, else the need and what would close the hole."""
    rows = outlook.aanbod[outlook.aanbod["gebied_code"] == profile.code]
    blocks: list[Blok | None] = []
    if outlook.is_sayable:
        blocks += [alinea(text) for text in (about_labour(outlook, where), labour_words(outlook, where)) if text]
    if not outlook.is_sayable:
        return [*blocks, *_hole(profile, outlook, where, outlook.supply.beroep)]
    known = set(rows["beroep_code"])
    blocks.append(need_table(outlook, where))
    if known:
        blocks += _gap(outlook, rows, where)
    lacking = [item for item in outlook.supply.beroep if item.code not in known]
    return [*blocks, *_hole(profile, outlook, where, lacking), bijschrift(_labour_note(outlook))]


def _gap(outlook: Outlook, rows: pd.DataFrame, where: str) -> list[Blok | None]:
    """Needed against present, for the professions with fte."""
    is_example = bool(rows["is_voorbeeld"].any())
    return [
        waarschuwing("Deze cijfers laten alleen zien hoe het werkt. Gebruik ze nergens voor.", EXAMPLE)
        if is_example
        else None,
        *(alinea(text) for item in outlook.supply.beroep if (text := gap_words(outlook, rows, item, where))),
        gap_table(outlook, rows, where),
        lijst(_scenario(item) for item in outlook.supply.scenario),
        bijschrift(_notes(outlook, rows)),
    ]


def labour_words(outlook: Outlook, where: str) -> str:
    """How many times larger the part of the working age that works in care would have to be."""
    work, year = outlook.demand.zorgwerk, outlook.rules.rapport.kernjaar
    then = outlook.care(work.code, year)
    if then is None or then.ondergrens is None or then.bovengrens is None:
        return ""
    more, low, high = (100 * (value - 1) for value in (then.waarde, then.ondergrens, then.bovengrens))
    side = "groter" if more >= 0 else "kleiner"
    text = (
        f"Stel dat iedere leeftijd in {year} {where} evenveel zorg krijgt als nu. Dan moet het deel van de mensen "
        f"van {groep_tot(work.werkenden)} dat in de zorg werkt {procent(abs(more), 0)} {side} zijn dan in "
        f"{outlook.basisjaar} (tussen {getal(low, teken=True)} en {getal(high, teken=True)}%)"
    )
    if work.aandeel_percentage is None:
        return f"{text}."
    shares = [work.aandeel_percentage * value for value in (then.waarde, then.ondergrens, then.bovengrens)]
    return (
        f"{text}: van {procent(work.aandeel_percentage)} nu (landelijk) naar {procent(shares[0])} (tussen "
        f"{getal(shares[1], 1)} en {procent(shares[2])})."
    )


def _labour_note(outlook: Outlook) -> str:
    work = outlook.demand.zorgwerk
    note = " ".join(work.toelichting.split())
    if work.aandeel_percentage is None:
        return (
            f"{note} Welk deel nu in de zorg werkt, staat hier niet: daarvoor ontbreekt {work.halen}. Vul "
            "aandeel_percentage en bron in onder [zorgwerk] in sources/toekomst/zorgvraag.toml."
        )
    return f"{note} Aandeel van nu: {work.bron}."


def need_table(outlook: Outlook, where: str) -> str:
    """Growth of the need for each profession, which is known without knowing who works there."""
    if not outlook.is_sayable:
        return ""
    years = outlook.rules.rapport.jaren
    lines = [
        {
            "Beroep": item.naam[:1].upper() + item.naam[1:],
            **{f"Vraag tot {year}": _growth(outlook, item, year) for year in years},
            "Volgt uit": item.gewicht_toelichting,
        }
        for item in outlook.supply.beroep
    ]
    caption = f"Groei van de vraag {where} sinds {outlook.basisjaar}, met de band; {outlook.rules.naam}"
    return tabel_html(pd.DataFrame(lines), caption)


def _growth(outlook: Outlook, item: Beroep, year: int) -> str:
    now, then = (outlook.care(NEED + item.code, when) for when in (outlook.basisjaar, year))
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None:
        return LEEG
    change, low, high = (100 * (x / now.waarde - 1) for x in (then.waarde, then.ondergrens, then.bovengrens))
    return f"{getal(change, teken=True)}% ({getal(low, teken=True)} tot {getal(high, teken=True)}%)"


def _hole(profile: Profile, outlook: Outlook, where: str, lacking: Sequence[Beroep]) -> list[Blok | None]:
    """What is missing, and exactly which file closes the hole; nothing when every profession has fte."""
    if not lacking:
        return []
    stops = outlook.supply.stopt_op_leeftijd
    whose = (
        "" if len(lacking) == len(outlook.supply.beroep) else f" als {opsomming(item.naam for item in lacking)}"
    )
    return [
        alinea(
            f"Hoeveel mensen er {where} nu in de zorg werken{whose}, is in deze cijfers niet bekend. Daarom staat "
            f"daarvoor geen tekort. Ook wie er wanneer {stops} wordt en stopt, is zonder hun leeftijd niet te "
            "zeggen."
        ),
        paragraaf("Wat er nodig is om een tekort te berekenen", "aanbod-nodig"),
        lijst(
            [
                f"Dit bestand vult het gat: {fte_file(profile)}, met de kolommen {opsomming(COLUMNS)}. Controleer "
                "het met make aanbod-controle.",
                *(f"{item.naam[:1].upper() + item.naam[1:]}: {item.halen}." for item in lacking),
            ]
        ),
    ]


def fte_file(profile: Profile) -> str:
    """Where the analyst puts who works in care in this region."""
    return f"sources/aanbod/aanbod_{profile.region.slug}.csv"


def gap_words(outlook: Outlook, rows: pd.DataFrame, item: Beroep, where: str) -> str:
    """The gap of one profession in the declared year, when nobody comes in."""
    year = outlook.rules.rapport.kernjaar
    found = _row(rows, item.code, outlook.supply.scenario[0], year)
    if found is None or pd.isna(found["tekort"]):
        return ""
    mark = f"{EXAMPLE}. " if found["is_voorbeeld"] else ""
    gap, side = found["tekort"], "te weinig" if found["tekort"] >= 0 else "te veel"
    return (
        f"{mark}{item.naam[:1].upper() + item.naam[1:]} {where}: van de {_fte(found['fte'])} fte (peildatum "
        f"{found['peildatum']:%d-%m-%Y}) stopt {_fte(found['uit'])} fte vóór {year}; nodig zijn dan "
        f"{_fte(found['nodig'])} fte. Komt er niemand bij, dan zijn er {_fte(abs(gap))} fte {side} (tussen "
        f"{_fte(found['ondergrens'])} en {_fte(found['bovengrens'])})."
    )


def gap_table(outlook: Outlook, rows: pd.DataFrame, where: str) -> str:
    """Fte now and later, and the gap in every what-if."""
    year = outlook.rules.rapport.kernjaar
    lines = [
        line
        for item in outlook.supply.beroep
        for scenario in outlook.supply.scenario
        if (line := _gap_line(_row(rows, item.code, scenario, year), item, scenario, year))
    ]
    mark = f"{EXAMPLE}. " if rows["is_voorbeeld"].any() else ""
    return tabel_html(
        pd.DataFrame(lines), f"{mark}Nodig en aanwezig {where} in {year}, in fte; tekort met de band"
    )


def _row(rows: pd.DataFrame, beroep: str, scenario: AanbodScenario, year: int) -> pd.Series | None:
    found = rows[
        (rows["beroep_code"] == beroep) & (rows["scenario_code"] == scenario.code) & (rows["jaar"] == year)
    ]
    return None if found.empty else found.iloc[0]


def _gap_line(row: pd.Series | None, item: Beroep, scenario: AanbodScenario, year: int) -> dict[str, str]:
    if row is None:
        return {}
    gap, low, high = (_fte(row[name]) for name in ("tekort", "ondergrens", "bovengrens"))
    return {
        "Beroep": item.naam,
        "Wat als": scenario.naam,
        "Nu": _fte(row["fte"]),
        f"Gestopt vóór {year}": _fte(row["uit"]),
        "Erbij": _fte(row["erbij"]),
        "Nodig": _fte(row["nodig"]),
        "Tekort": LEEG if gap == LEEG else f"{gap} ({low} tot {high})",
    }


def _fte(value: float) -> str:
    """Fte to one decimal below a hundred, whole above it."""
    return LEEG if pd.isna(value) else getal(value, 1 if abs(round_half_up(value)) < 100 else 0)


def _scenario(item: AanbodScenario) -> str:
    numbers = {
        name: getal(value, decimalen_voor([value]))
        for name, value in (
            ("instroom_per_jaar", item.instroom_per_jaar),
            ("besparing_per_jaar", item.besparing_per_jaar),
        )
    }
    text = item.toelichting.format(**numbers)
    return f"{item.naam[:1].upper() + item.naam[1:]}: {text[:1].lower() + text[1:]}"


def _notes(outlook: Outlook, rows: pd.DataFrame) -> str:
    norms, sources = (opsomming(dict.fromkeys(rows[name])) for name in ("norm_bron", "bron"))
    return (
        f"{' '.join(outlook.supply.toelichting.split())} Norm: {norms}. Fte: {sources}. "
        "Een streepje: de leeftijd van de medewerkers is niet bekend."
    )
