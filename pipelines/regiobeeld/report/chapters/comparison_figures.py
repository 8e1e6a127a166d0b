"""The figures of the chapter Vergelijking: the spine chart, what was expected, and the gradient over SES."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from regiobeeld.catalog.rapport import load_comparison
from regiobeeld.draw.charts.gradient import gradient
from regiobeeld.draw.charts.spine import spine
from regiobeeld.draw.charts.verwachting import verwachting
from regiobeeld.numbers import bereik, getal, opsomming, procent
from regiobeeld.profile.expected import expect_gemeenten
from regiobeeld.profile.indicator_table import indicator_table
from regiobeeld.profile.inequality import Gradient
from regiobeeld.profile.model import Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.profile.spine import spine_areas, spine_rows
from regiobeeld.report.chapters.comparison_tables import in_words
from regiobeeld.report.chapters.grid import count_topics
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import aantal, bronregel, hoofdletter, in_gebied, onderwerp
from regiobeeld.stats.compare import JUDGING

MOST_EXPECTED, MOST_NAMES = 14, 3
SAME = JUDGING[0]
AGES = ("18+", "65+")


def spine_figure(profile: Profile) -> Figuur | None:
    """All survey percentages of adults on one axis; None when fewer than two can be placed."""
    rows = spine_rows(profile)
    if rows["stip"].notna().sum() < 2:
        return None
    frame = rows.rename(columns={"nl": "referentie"}).assign(
        naam=[hoofdletter(onderwerp(profile.indicators[code])) for code in rows["indicator_code"]]
    )
    jaar = int(rows["jaar"].iloc[0])
    areas = spine_areas(profile)
    note = (
        "De streep in het midden is Nederland. Hoe verder een stip naar links, hoe ongunstiger; bij onderwerpen "
        "zonder goed of slecht (lager of hoger) betekent links lager. De kleur zegt of het verschil met de rest "
        f"van Nederland meer is dan toeval, ook na correctie. {_list_topics(profile, rows)}"
    ).strip()
    words = [in_words(klasse, sure) for klasse, sure in zip(frame["klasse"], frame["overleeft"], strict=True)]
    # What the correction takes away gets the colour of no difference; the words beside it say why.
    drawn = frame.assign(klasse=frame["klasse"].where(frame["overleeft"], SAME))
    frame = frame.assign(klasse=words)
    table = frame[["naam", "waarde", "referentie", "klasse"]]
    return Figuur(
        code="vergelijking-spine",
        titel=_title_of_spine(profile, rows),
        ondertitel=f"Volwassenen, {jaar}; enquête. De balken tonen alle {areas}",
        alt=_describe_spine(frame),
        bron=bronregel(profile, str(rows["indicator_code"].iloc[0]), jaar),
        teken=lambda formaat: spine(drawn, (profile.naam, "Nederland"), areas, formaat=formaat),
        tabel=table.set_axis(["Onderwerp", f"{profile.naam} (%)", "Nederland (%)", "Oordeel"], axis=1),
        toelichting=note,
        decimalen=1,
    )


def _title_of_spine(profile: Profile, rows: pd.DataFrame) -> str:
    """How many figures are demonstrably worse or better, and over how many topics that is."""
    sides = [(word, _topics(profile, rows, word)) for word in ("ongunstiger", "gunstiger")]
    sides = [(word, topics) for word, topics in sides if topics]
    where = hoofdletter(in_gebied(profile.naam))
    if not sides:
        return f"{where}: geen van de {len(rows)} cijfers aantoonbaar ongunstiger of gunstiger dan in Nederland"
    found = [f"{topics.total()} {word}" for word, topics in sides]
    one, more = ("was", "waren") if is_past(int(rows["jaar"].max()), profile.heden) else ("is", "zijn")
    verb = one if sides[0][1].total() == 1 else more
    title = f"{where} {verb} van de {len(rows)} cijfers {opsomming(found)} dan in de rest van Nederland"
    about = [
        f"de {word.removesuffix('r')} gaan over {aantal(len(topics), 'onderwerp', 'onderwerpen')}"
        for word, topics in sides
        if topics.total() > len(topics)
    ]
    return f"{title}; {opsomming(about)}" if about else title


def _topics(profile: Profile, rows: pd.DataFrame, word: str) -> Counter[str]:
    """Topics of the figures that are demonstrably worse (or better), with how many figures are about each."""
    sure = rows[rows["overleeft"] & rows["klasse"].isin([word, f"veel {word}"])]
    return count_topics(profile, sure["indicator_code"])


def _list_topics(profile: Profile, rows: pd.DataFrame) -> str:
    """ "Ongunstiger: gewicht (4 cijfers), alcohol (3) en bewegen. Gunstiger: ...": siblings under their topic."""
    parts = []
    for word in ("ongunstiger", "gunstiger"):
        named = [f"{topic} ({count})" for topic, count in _topics(profile, rows, word).items()]
        if named:
            parts.append(f"{hoofdletter(word)}, met het aantal cijfers: {opsomming(named)}.")
    return " ".join(parts)


def _describe_spine(frame: pd.DataFrame) -> str:
    parts = [
        f"{name}: {procent(value)}, Nederland {procent(national)}, {klasse}"
        for name, value, national, klasse in zip(
            frame["naam"], frame["waarde"], frame["referentie"], frame["klasse"], strict=True
        )
    ]
    return ". ".join(parts) + "."


def expected_figure(profile: Profile) -> Figuur | None:
    """The subjects that lie furthest from their expectation; None when fewer than three have one."""
    table = indicator_table(profile)
    table = table[np.array([profile.indicators[c].eenheid == "%" for c in table["indicator_code"]], dtype=bool)]
    table = table[table["verwacht"].notna() & table["klasse"].notna() & table["actueel"]]
    table = table[table["leeftijd"].isin(list(AGES)) & (table["jaar"] == table["jaar"].max())]
    if len(table) < 3:
        return None
    order = table["toetswaarde"].abs().sort_values(ascending=False, kind="stable").index
    shown = table.loc[order].drop_duplicates("indicator_code").head(MOST_EXPECTED)
    tones = [
        _tone(profile, code, step)
        for code, step in zip(shown["indicator_code"], shown["verwacht_stap"], strict=True)
    ]
    names = [
        hoofdletter(onderwerp(profile.indicators[code])) + (f" ({age})" if age != AGES[0] else "")
        for code, age in zip(shown["indicator_code"], shown["leeftijd"], strict=True)
    ]
    rows = shown.assign(naam=names, toon=tones)[
        ["naam", "waarde", "verwacht", "verwacht_laag", "verwacht_hoog", "toon"]
    ]
    rows = rows.rename(columns={"verwacht_laag": "ondergrens", "verwacht_hoog": "bovengrens"})
    outside = rows[shown["verwacht_overleeft"].to_numpy(dtype=bool)]
    jaar, first = int(shown["jaar"].iloc[0]), shown.iloc[0]
    heads = ["Onderwerp", "Cijfer (%)", "Verwacht (%)", "Ondergrens (%)", "Bovengrens (%)"]
    return Figuur(
        code="vergelijking-verwacht",
        titel=_title_of_expected(profile, outside["naam"].tolist(), len(rows), is_past(jaar, profile.heden)),
        ondertitel=f"Verschil met de verwachting, volwassenen of 65-plussers, {jaar}; enquête en eigen berekening",
        alt=". ".join(
            f"{r.naam}: {procent(r.waarde)}, verwacht {procent(r.verwacht)} ({bereik(r.ondergrens, r.bovengrens)})"
            for r in rows.itertuples()
        )
        + ".",
        bron=bronregel(profile, str(first["indicator_code"]), jaar) + "; eigen berekening (verwachting)",
        teken=lambda formaat: verwachting(rows, formaat=formaat),
        tabel=rows.drop(columns="toon").set_axis(heads, axis=1),
        toelichting=_explain(profile, shown),
        decimalen=1,
    )


def _explain(profile: Profile, shown: pd.DataFrame) -> str:
    """Which subjects these are, and how much the predictors say: little for drinking, much for sports."""
    keys = zip(shown["indicator_code"], shown["leeftijd"], shown["jaar"], strict=True)
    parts = [expect_gemeenten(profile, code, age, int(jaar)).explained for code, age, jaar in keys]
    known = [100 * max(part, 0.0) for part in parts if part is not None]
    table = indicator_table(profile)
    tested = int(table.loc[table["actueel"], "toetswaarde"].notna().sum())
    text = (
        f"De {len(shown)} cijfers die het verst van de verwachting liggen, van elk onderwerp één leeftijdsgroep. "
        "Gekleurd ligt buiten de band van 95%. De titel noemt alleen wat overblijft na een correctie voor alle "
        f"{tested} cijfers met een verwachting."
    )
    if not known:
        return text
    return (
        f"{text} Leeftijd, SES en stedelijkheid verklaren, per onderwerp, {getal(min(known))} tot "
        f"{getal(max(known))}% van de verschillen tussen gemeenten."
    )


def _tone(profile: Profile, code: str, step: float) -> str:
    """ongunstig, gunstig or neutraal for a figure outside the band; empty inside it."""
    if pd.isna(step) or step == 0:
        return ""
    richting = profile.indicators[code].richting
    if richting == "neutraal":
        return "neutraal"
    return "gunstig" if (step > 0) == (richting == "hoger_is_beter") else "ongunstig"


def _title_of_expected(profile: Profile, outside: list[str], total: int, past: bool) -> str:
    where = hoofdletter(in_gebied(profile.naam))
    if not outside:
        verb = "was" if past else "is"
        return f"{where} {verb} geen van de {total} cijfers aantoonbaar anders dan verwacht"
    shown = [name[:1].lower() + name[1:] for name in outside[:MOST_NAMES]]
    more = len(outside) - len(shown)
    names = opsomming([*shown, *([f"nog {more} {'cijfer' if more == 1 else 'cijfers'}"] if more else [])])
    return f"{where} anders dan verwacht: {names}"


def gradient_figure(profile: Profile, found: list[Gradient]) -> Figuur | None:
    """Some subjects over five groups of gemeenten from low to high SES; None when none of them is known."""
    chosen = [g for code in load_comparison().ses_figuur for g in found if g.indicator_code == code]
    if not chosen:
        return None
    names = {1: "laagste SES", 2: "2", 3: "3", 4: "4", 5: "hoogste SES"}
    rows = pd.DataFrame(
        [
            (names[int(str(group))], hoofdletter(onderwerp(profile.indicators[g.indicator_code])), value)
            for g in chosen
            for group, value in g.groups["waarde"].items()
        ],
        columns=["groep", "reeks", "waarde"],
    )
    first, jaar = chosen[0].groups["waarde"], chosen[0].jaar
    name = hoofdletter(onderwerp(profile.indicators[chosen[0].indicator_code]))
    low, high = procent(first.iloc[0], 0), procent(first.iloc[-1], 0)
    wide = rows.pivot(index="groep", columns="reeks", values="waarde").reindex(list(names.values()))
    return Figuur(
        code="vergelijking-ses",
        titel=f"{name}: {low} in gemeenten met de laagste SES, {high} in gemeenten met de hoogste",
        ondertitel=f"Gemeenten van Nederland in vijf groepen met evenveel inwoners, volwassenen, {jaar}; enquête",
        alt=". ".join(f"{r.reeks}, {r.groep}: {procent(r.waarde)}" for r in rows.itertuples()) + ".",
        bron=bronregel(profile, chosen[0].indicator_code, jaar) + "; eigen berekening (SES-index)",
        teken=lambda formaat: gradient(rows, "%", 0, formaat),
        tabel=wide.reset_index(names="Gemeenten"),
        toelichting="Dit zijn verschillen tussen gemeenten, niet tussen personen. Ze bewijzen geen oorzaak.",
        decimalen=1,
    )
