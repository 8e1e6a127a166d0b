"""Wat de regio zegt: agreement and disagreement per subject, by kind of organisation. Opinions only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, slug, waarschuwing
from regiobeeld.blocks.chapter import Blok, Hoofdstuk
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.text import aantal, hoofdletter
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.draw.style import CATEGORIE, GRIJS_LICHT
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.outline.chapters import load_order
from regiobeeld.outline.dialogue import load_agreements
from regiobeeld.paths import dialogue_answers
from regiobeeld.profile.dialogue import ALL, Zegt, read_zegt
from regiobeeld.profile.model import Profile

CODE, TITLE = "regio_zegt", "Wat de regio zegt"
OPINIONS = (
    "Dit zijn meningen van wie een formulier invulde, geen cijfers over inwoners en geen steekproef. Zij "
    "veranderen geen enkel cijfer in dit regiobeeld. Kleine groepen worden niet apart getoond."
)
ELSEWHERE = (
    "Per soort organisatie en met citaten staat dit op een eigen bladzijde (make dialoog-terug). Die "
    "citaten komen niet in dit regiobeeld."
)
IN_LOTS = (
    "Antwoorden worden in groepjes geteld, zodat niemand uit twee uitkomsten kan aftrekken wat één formulier "
    "zegt. Een nieuw antwoord telt mee zodra zijn groepje vol is. Is een antwoord ingetrokken, dan telt zijn hele "
    "groepje niet meer mee. Een onderwerp kan dus minder antwoorden hebben dan er formulieren zijn."
)
MADE_UP = "Verzonnen voorbeeld: deze antwoorden heeft niemand gegeven."
_KINDS = {"boodschap": "Over wat opvalt", "toekomst": "Over straks", "knelpunt": "Over de knelpunten"}
_FIELDS = {"toelichting": "", "verklaart": "Wat het verklaart: ", "wie": "Wie er iets aan kan doen: "}
# An answer is no figure of the region and has no good side: colours of kinds, and grey for who does not know.
_COLOURS = (CATEGORIE[0], CATEGORIE[3], CATEGORIE[6], GRIJS_LICHT)


def chapter_order(slug: str, outputs: Path) -> tuple[str, ...]:
    """The chapters of the report; this one is among them once enough forms were read, after its declared place."""
    order, said = list(load_order()), read_zegt(dialogue_answers(outputs, slug))
    if said is not None and said.formulieren >= load_agreements().minste_formulieren:
        order.insert(order.index(load_agreements().na_hoofdstuk) + 1, CODE)
    return tuple(order)


def regio_zegt_chapter(profile: Profile) -> Hoofdstuk:
    """The chapter; a line that there is nothing yet when no answers were read."""
    said = read_zegt(dialogue_answers(profile.data_dir.parent, profile.region.slug))
    chapter = Hoofdstuk(CODE.replace("_", "-"), TITLE)
    if said is None:
        chapter.toevoegen(hoofdstuk_intro("Er zijn nog geen formulieren ingelezen."))
        return chapter
    chapter.toevoegen(*overview(said, profile.naam), bijschrift(ELSEWHERE))
    return chapter


def overview(said: Zegt, naam: str) -> Iterable[Blok | None]:
    """The introduction, the warning, and all subjects under each other."""
    yield hoofdstuk_intro(introduce(said, naam))
    yield waarschuwing(OPINIONS, "Meningen, geen cijfers")
    if bool(said.gesprek["verzonnen"].iloc[0]):
        yield waarschuwing(MADE_UP, "Verzonnen")
    yield _all_subjects(said, naam)
    yield bijschrift(IN_LOTS)


def blocks(said: Zegt, naam: str) -> Iterable[Blok | None]:
    """The overview, and every subject with its answers by kind of organisation and its quotes."""
    rows = said.onderwerp
    yield from overview(said, naam)
    for kind, title in _KINDS.items():
        subjects = rows[rows["soort"] == kind].to_dict("records")
        if subjects:
            yield paragraaf(title, f"zegt-{kind}")
        for subject in subjects:
            yield from _subject(said, {str(key): value for key, value in subject.items()}, naam)


def introduce(said: Zegt, naam: str) -> str:
    """How many forms, and what they agree on and differ about."""
    rows, kinds = said.onderwerp, int(said.gesprek["soorten_organisaties"].iloc[0])
    counts = rows.loc[rows["uitkomst"] != "", "uitkomst"].value_counts().sort_index()
    told = opsomming(f"{outcome} ({getal(count)})" for outcome, count in counts.items())
    silent = int((rows["uitkomst"] == "").sum())
    few = f" Over {aantal(silent, 'onderwerp', 'onderwerpen')} zeggen te weinig mensen iets." if silent else ""
    forms = aantal(said.formulieren, "formulier", "formulieren")
    outcomes = told or "nog geen enkel met genoeg antwoorden"
    return (
        f"{forms} van {aantal(kinds, 'soort organisatie', 'soorten organisaties')} uit {naam}. Van de "
        f"{getal(len(rows))} onderwerpen: {outcomes}.{few}"
    )


def _subject(said: Zegt, subject: Mapping[str, object], naam: str) -> Iterable[Blok | None]:
    code = str(subject["onderwerp_code"])
    counts = said.oordeel[said.oordeel["onderwerp_code"] == code]
    if counts.empty:
        yield f"<h4>{escape(str(subject['onderwerp']))}</h4>"
        yield alinea("Te weinig antwoorden om te tonen.")
    else:
        yield _figure(said, subject, counts, naam)
        yield _priority(said, code)
    yield _quotes(said, code)
    if subject["toelichtingen"]:
        hidden = aantal(float(str(subject["toelichtingen"])), "toelichting", "toelichtingen")
        yield bijschrift(f"En {hidden} die wij niet aanhalen: daar is geen toestemming voor gegeven.")


def _figure(said: Zegt, subject: Mapping[str, object], counts: pd.DataFrame, naam: str) -> Figuur:
    """A bar per group of organisations: how its answers are divided."""
    wide = _wide(counts, "organisatie")
    total = wide.loc[ALL]
    told = f"{getal(total.iloc[0])} van de {getal(total.sum())} zeggen {wide.columns[0]}"
    return _bars(
        wide.rename(index=hoofdletter).rename_axis("Wie"),
        f"zegt-{slug(str(subject['onderwerp_code']))}",
        f"{subject['kort']}: {subject['uitkomst']}. {hoofdletter(told)}",
        f"{subject['onderwerp']} Deel van de antwoorden; tussen haakjes: hoeveel mensen antwoordden",
        _source(said, naam),
    )


def _all_subjects(said: Zegt, naam: str) -> Figuur | None:
    """A bar per subject: how all answers are divided, most recognised first."""
    counts = said.oordeel[said.oordeel["organisatie"] == ALL]
    if counts.empty:
        return None
    names = said.onderwerp.set_index("onderwerp_code")
    label = names["kort"].where(~names["kort"].duplicated(keep=False), names["kort"] + " (" + names["soort"] + ")")
    wide = _wide(counts, "onderwerp_code").rename(index=label.to_dict())
    shares = 100 * wide.iloc[:, 0] / wide.sum(axis=1)
    low, high = (procent(value, 0) for value in (shares.min(), shares.max()))
    each = f"{low} tot {high}" if low != high else low
    return _bars(
        wide.loc[shares.sort_values(ascending=False, kind="stable").index].rename_axis("Onderwerp"),
        "zegt-alles",
        f"Per onderwerp zegt {each} van wie antwoordde {wide.columns[0]}",
        "Wat mensen antwoordden op de vraag of zij dit herkennen; tussen haakjes: hoeveel mensen antwoordden",
        _source(said, naam),
    )


def _wide(counts: pd.DataFrame, index: str) -> pd.DataFrame:
    """Answers in the columns; rows and columns in the order of the table."""
    wide = counts.pivot(index=index, columns="antwoord", values="aantal")
    return wide.loc[list(dict.fromkeys(counts[index])), list(dict.fromkeys(counts["antwoord"]))]


def _bars(wide: pd.DataFrame, code: str, title: str, subtitle: str, source: str) -> Figuur:
    total = wide.sum(axis=1)
    shares = 100 * wide.div(total, axis=0)
    shares.index = pd.Index([f"{name} ({getal(count)})" for name, count in total.items()])
    told = "; ".join(f"{name}: {_in_words(row)}" for name, row in wide.iterrows())
    return Figuur(
        code=code,
        titel=title,
        ondertitel=subtitle,
        alt=f"Staven met antwoorden. {told}.",
        bron=source,
        teken=lambda formaat: gestapeld(shares, _COLOURS, formaat),
        tabel=wide.rename(columns=hoofdletter).reset_index(),
        decimalen=0,
    )


def _source(said: Zegt, naam: str) -> str:
    forms, year = aantal(said.formulieren, "formulier", "formulieren"), said.gesprek["peiljaar"].iloc[0]
    return f"Bron: {forms} uit {naam} bij de cijfers tot en met {year}; meningen, geen cijfers"


def _priority(said: Zegt, code: str) -> str | None:
    rows = said.prioriteit[said.prioriteit["onderwerp_code"] == code]
    if rows.empty:
        return None
    chosen = rows[rows["aantal"] > 0].to_dict("records")
    told = opsomming(f"{row['prioriteit']} ({getal(row['aantal'])})" for row in chosen)
    return bijschrift(f"Prioriteit volgens wie iets koos: {told}.")


def _quotes(said: Zegt, code: str) -> str | None:
    """The quotes, word for word: the guard on our own wording does not hold for what others say."""
    rows = said.citaat[said.citaat["onderwerp_code"] == code].to_dict("records")
    items = [_quote({str(key): str(value) for key, value in row.items()}) for row in rows]
    return f'<ul class="lijst citaten">{"".join(items)}</ul>' if items else None


def _quote(row: Mapping[str, str]) -> str:
    who = ", ".join(row[name] for name in ("naam", "organisatie") if row[name])
    by = f" ({who})" if who else ""
    return f"<li>{escape(_FIELDS[row['veld']])}<q>{escape(row['tekst'])}</q>{escape(by)}</li>"


def _in_words(row: pd.Series) -> str:
    return opsomming(f"{getal(count)} {answer}" for answer, count in row.items())
