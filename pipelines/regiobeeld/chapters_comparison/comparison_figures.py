"""The figures of the chapter Vergelijking: the spine chart, what was expected, and the gradient over SES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from regiobeeld.blocks.figure import Figuur, Formaat, Keuze
from regiobeeld.blocks.judged import in_words
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import bronregel, onderwerp
from regiobeeld.chapters_people.grid import count_topics
from regiobeeld.chapters_people.ses import INDEX
from regiobeeld.charts.gradient import gradient
from regiobeeld.charts.spine import spine
from regiobeeld.charts.verwachting import verwachting
from regiobeeld.judgement.benchmarks import NL, PROVINCIE, VERGELIJKBAAR, reference_name
from regiobeeld.judgement.expected import expect_gemeenten
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.inequality import Gradient
from regiobeeld.judgement.spine import spine_against, spine_areas, spine_rows
from regiobeeld.outline.sentences import Zinnen, hoofdletter
from regiobeeld.outline.special_blocks import Ongelijkheid, Spine, Verwacht
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.stats.compare import JUDGING

SAME = JUDGING[0]
SIDES = ("ongunstiger", "gunstiger")


def spine_figure(profile: Profile, block: Spine, zin: Zinnen) -> Figuur | None:
    """All survey percentages of adults on one axis; None when fewer than two can be placed."""
    rows = spine_rows(profile)
    if rows["stip"].notna().sum() < 2:
        return None
    drawn, jaar, areas = _drawn(profile, rows), int(rows["jaar"].iloc[0]), spine_areas(profile)
    table = drawn.assign(klasse=list(map(in_words, rows["klasse"], rows["overleeft"])))
    table = table[["naam", "waarde", "referentie", "klasse"]]
    facts = {
        "cijfers": len(rows),
        "jaar": jaar,
        "gebieden": areas,
        "kanten": [side for side in (_side(profile, rows, word) for word in SIDES) if side["cijfers"]],
        "rijen": table.to_dict("records"),
    }
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, str(rows["indicator_code"].iloc[0]), jaar),
        teken=_draw_beside(profile, drawn, profile.name(NEDERLAND)),
        keuze=hoofdletter(reference_name(profile, NL)),
        keuzes=tuple(_other_benchmarks(profile, zin)),
        tabel=table.set_axis(["Onderwerp", f"{profile.naam} (%)", "Nederland (%)", "Oordeel"], axis=1),
        bevinding=bool(facts["kanten"]),
    )


def _drawn(profile: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """What the drawing needs: what the correction takes away gets the colour of no difference."""
    sure, topics = rows["overleeft"].astype(bool), map(profile.indicators.__getitem__, rows["indicator_code"])
    names = [hoofdletter(onderwerp(info)) for info in topics]
    return rows.assign(naam=names, referentie=rows["nl"], klasse=rows["klasse"].where(sure, SAME))


def _other_benchmarks(profile: Profile, zin: Zinnen) -> Iterator[Keuze]:
    """The same figures beside the province and beside areas like this one, as far as these have them."""
    for comparison in (PROVINCIE, VERGELIJKBAAR):
        rows, name = spine_against(profile, comparison), reference_name(profile, comparison)
        if rows["stip"].notna().sum() > 1:
            draw = _draw_beside(profile, _drawn(profile, rows), hoofdletter(name))
            yield Keuze(hoofdletter(name), zin("keuze", met=name), draw)


def _draw_beside(profile: Profile, rows: pd.DataFrame, name: str) -> Callable[[Formaat], Figure]:
    areas = spine_areas(profile)
    return lambda formaat: spine(rows, (profile.naam, name), areas, formaat=formaat)


def _side(profile: Profile, rows: pd.DataFrame, word: str) -> dict[str, Any]:
    """The figures that are demonstrably worse (or better): how many, and how many on each topic."""
    sure = rows[rows["overleeft"] & rows["klasse"].isin([word, f"veel {word}"])]
    topics = count_topics(profile, sure["indicator_code"])
    return {"woord": word, "cijfers": topics.total(), "onderwerpen": topics}


def expected_figure(profile: Profile, block: Verwacht, zin: Zinnen) -> Figuur | None:
    """The subjects that lie furthest from their expectation; None when fewer than three have one."""
    table = indicator_table(profile)
    table = table[np.array([profile.indicators[c].eenheid == "%" for c in table["indicator_code"]], dtype=bool)]
    table = table[table["verwacht"].notna() & table["klasse"].notna() & table["actueel"]]
    table = table[table["leeftijd"].isin(block.leeftijden) & (table["jaar"] == table["jaar"].max())]
    if len(table) < 3:
        return None
    order = table["toetswaarde"].abs().sort_values(ascending=False, kind="stable").index
    shown = table.loc[order].drop_duplicates("indicator_code").head(block.meeste)
    rows = _rows_of_expected(profile, shown, block.leeftijden[0])
    jaar, first = int(shown["jaar"].iloc[0]), shown.iloc[0]
    facts = {
        "cijfers": len(rows),
        "jaar": jaar,
        "buiten": rows.loc[shown["verwacht_overleeft"].to_numpy(dtype=bool), "naam"].tolist(),
        "rijen": rows.to_dict("records"),
        "getoetst": int(indicator_table(profile).query("actueel")["toetswaarde"].notna().sum()),
        "verklaard": _explained(profile, shown),
    }
    heads = ["Onderwerp", "Cijfer (%)", "Verwacht (%)", "Ondergrens (%)", "Bovengrens (%)"]
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, str(first["indicator_code"]), jaar) + "; eigen berekening (verwachting)",
        teken=lambda formaat: verwachting(rows, formaat=formaat),
        tabel=rows.drop(columns="toon").set_axis(heads, axis=1),
        bevinding=bool(facts["buiten"]),
    )


def _rows_of_expected(profile: Profile, shown: pd.DataFrame, plain: str) -> pd.DataFrame:
    """naam (with the age group unless it is `plain`), waarde, verwacht, ondergrens, bovengrens, toon."""
    topics = [hoofdletter(onderwerp(profile.indicators[code])) for code in shown["indicator_code"]]
    named = zip(topics, shown["leeftijd"], strict=True)
    steps = zip(shown["indicator_code"], shown["verwacht_stap"], strict=True)
    rows = shown[["waarde", "verwacht", "verwacht_laag", "verwacht_hoog"]]
    rows = rows.set_axis(["waarde", "verwacht", "ondergrens", "bovengrens"], axis=1)
    rows.insert(0, "naam", [name if age == plain else f"{name} ({age})" for name, age in named])
    return rows.assign(toon=[_tone(profile, code, step) for code, step in steps])


def _explained(profile: Profile, shown: pd.DataFrame) -> list[float]:
    """Which part (%) of the differences between gemeenten the predictors explain, per figure."""
    keys = zip(shown["indicator_code"], shown["leeftijd"], shown["jaar"], strict=True)
    parts = (expect_gemeenten(profile, code, age, int(jaar)).explained for code, age, jaar in keys)
    return [100 * max(part, 0.0) for part in parts if part is not None]


def _tone(profile: Profile, code: str, step: float) -> str:
    """ongunstig, gunstig or neutraal for a figure outside the band; empty inside it."""
    if pd.isna(step) or step == 0:
        return ""
    richting = profile.indicators[code].richting
    if richting == "neutraal":
        return "neutraal"
    return "gunstig" if (step > 0) == (richting == "hoger_is_beter") else "ongunstig"


def gradient_figure(profile: Profile, found: list[Gradient], block: Ongelijkheid, zin: Zinnen) -> Figuur | None:
    """Some subjects over five groups of gemeenten from low to high SES; None when none of them is known."""
    chosen = [g for code in block.indicatoren for g in found if g.indicator_code == code]
    if not chosen:
        return None
    topics = {g.indicator_code: hoofdletter(onderwerp(profile.indicators[g.indicator_code])) for g in chosen}
    rows = pd.DataFrame(
        [
            (block.groepen[int(str(group)) - 1], topics[g.indicator_code], value)
            for g in chosen
            for group, value in g.groups["waarde"].items()
        ],
        columns=["groep", "reeks", "waarde"],
    )
    first, jaar = chosen[0].groups["waarde"], chosen[0].jaar
    facts = {
        "info": profile.indicators[chosen[0].indicator_code],
        "laagste": first.iloc[0],
        "hoogste": first.iloc[-1],
        "jaar": jaar,
        "rijen": rows.to_dict("records"),
    }
    wide = rows.pivot(index="groep", columns="reeks", values="waarde").reindex(list(block.groepen))
    return special_figure(
        block.code,
        zin,
        facts,
        bron=bronregel(profile, chosen[0].indicator_code, jaar) + f"; eigen berekening ({INDEX})",
        teken=lambda formaat: gradient(rows, "%", 0, formaat),
        tabel=wide.reset_index(names="Gemeenten"),
    )
