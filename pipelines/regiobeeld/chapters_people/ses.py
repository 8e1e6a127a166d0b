"""Sociaaleconomische positie: the own SES-index, its ingredients, and where its lowest fifth lives."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import hoofdstuk_intro
from regiobeeld.blocks.common import is_own, parts_word, setting_of
from regiobeeld.blocks.extremes import from_to, highest, where
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import TARGET_YEAR, WIJK_YEAR, grenzen, kruisingbron, ses_bron
from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.chapters_people.mapping import wijk_table
from regiobeeld.chapters_people.mapsheets import wijk_sheet
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.charts.rangorde import rangorde
from regiobeeld.draw.style import sequence
from regiobeeld.needs.crossing import gemeente_rows, quintile_shares, wijk_rows
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.outline.special_blocks import SesFiguur, SesIntro, SesKwintielen, SesWijken
from regiobeeld.profile.model import Profile
from regiobeeld.profile.origin import make_origin, span

INDEX = load_crossing().ses.naam


def introduce(profile: Profile, block: SesIntro, zin: Zinnen) -> str:
    """Where the inhabitants live, in fifths of Nederland."""
    shares = quintile_shares(profile)
    own = shares.loc[profile.naam] if len(shares) and profile.naam in shares.index else {1: None, 5: None}
    return hoofdstuk_intro(zin("tekst", laagste=own[1], hoogste=own[5]))


def ranked_index(profile: Profile, block: SesFiguur, zin: Zinnen) -> Figuur | None:
    """The index per gemeente; a region of very many gemeenten has maps and quintiles instead."""
    table = gemeente_rows(profile)
    table = table[table["gebied_code"].isin(profile.parts)]
    if table["ses_index"].notna().sum() < 2:
        return None
    marks, values = is_own(profile, table["gebied_code"]), table["ses_index"].astype(float)
    frame = pd.DataFrame({"naam": table["gebied_naam"], "waarde": values, "nadruk": marks})
    known = frame.dropna(subset=["waarde"]).sort_values("waarde")
    origin = make_origin(profile.kruising_bron, profile.bron, "GM")
    own = known.loc[(known["naam"] == profile.naam) & profile.is_single, "waarde"]
    facts = {
        "eigen": own.iloc[0] if len(own) else None,
        "onder": int((known["waarde"] < 0).sum()),
        "gebieden": len(known),
        "uitersten": from_to(known.set_index("naam")["waarde"], "index", 2),
        "jaren": span(origin.years("ses")),
        "opstelling": setting_of(profile),
    }
    return special_figure(
        block.code,
        zin,
        facts,
        bron=kruisingbron(origin, origin.parts["ses"], TARGET_YEAR),
        teken=lambda formaat: rangorde(frame, [("Nederland", 0.0)], "index", 2, "hoger_is_beter", formaat),
        tabel=known.iloc[::-1][["naam", "waarde"]].set_axis(["Gemeente", INDEX], axis=1).reset_index(drop=True),
        decimalen=2,
    )


def wijk_map(profile: Profile, block: SesWijken, zin: Zinnen) -> Figuur | None:
    """The wijken by fifth of Nederland; None when they are all of one fifth, or too many to draw."""
    table = wijk_rows(profile).set_index("gebied_code")
    values = table["ses_kwintiel"].dropna().astype(float)
    if values.nunique() < 2 or profile.has_many_wijken:
        return None
    low, high = (int((values == fifth).sum()) for fifth in (1, 5))
    facts = {"laagste": low, "hoogste": high, "wijken": len(values), "zonder": len(table) - len(values)}
    sheet = wijk_sheet(profile)
    columns = table[["ses_index", "inwoners_totaal"]].astype(float).set_axis([INDEX, "Inwoners"], axis=1)
    columns["Vijfde deel"] = table["ses_kwintiel"].map(dict(enumerate(block.groepen, 1)))
    return special_figure(
        block.code,
        zin,
        facts,
        bron=f"{ses_bron(profile)}; {grenzen(WIJK_YEAR)}",
        teken=lambda formaat: sheet.colour(
            values,
            (1.5, 2.5, 3.5, 4.5),
            sequence(5, "ongunstig")[::-1],
            formaat,
            legenda_titel=zin("legenda"),
            klassenamen=block.groepen,
        ),
        tabel=wijk_table(profile, columns),
        decimalen={INDEX: 2, "Inwoners": 0, "Laagste": 2, "Middelste": 2, "Hoogste": 2},
    )


def quintiles(profile: Profile, block: SesKwintielen, zin: Zinnen) -> Figuur | None:
    """The inhabitants of every part by the fifth of Nederland that their wijk belongs to."""
    shares = quintile_shares(profile)
    if len(shares) < 2:
        return None
    # Highest first: in the bars, as on the map, the darkest colour is the lowest position.
    table = shares[[5, 4, 3, 2, 1]].set_axis(block.groepen[::-1], axis=1)
    return special_figure(
        block.code,
        zin,
        _facts_of_quintiles(profile, shares, block.grens),
        bron=ses_bron(profile),
        teken=lambda formaat: gestapeld(table, sequence(5, "ongunstig"), formaat, nadruk=profile.naam),
        tabel=table.reset_index(names="Naam"),
        decimalen=0,
    )


def _facts_of_quintiles(profile: Profile, shares: pd.DataFrame, limit: float) -> dict[str, object]:
    """In how many parts more than the limit lives in a wijk of the lowest fifth, and where most do."""
    parts = shares[1].drop(index=["Nederland", *([] if profile.is_single else [profile.naam])], errors="ignore")
    return {
        "eigen": shares[1].iloc[0] if profile.is_single or len(parts) < 2 else None,
        "gebieden": len(parts),
        "boven": int((parts > limit).sum()),
        "waar": where(highest(parts, 0), (parts_word(profile, 1), parts_word(profile))),
        "meeste": parts.max(),
        "delen_van_regio": shares[[1, 5]].reset_index().to_numpy().tolist(),
    }
