"""Wat de regio zegt: agreement and disagreement per subject, by kind of organisation. Opinions only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.chapters import load_order
from regiobeeld.catalog.dialogue import load_agreements
from regiobeeld.draw.charts.gestapeld import gestapeld
from regiobeeld.draw.style import ONGUNSTIG_LICHT, REGIO, REGIO_LICHT
from regiobeeld.numbers import getal, opsomming
from regiobeeld.paths import dialogue_answers
from regiobeeld.profile.dialogue import ALL, Zegt, read_zegt
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, slug, waarschuwing
from regiobeeld.report.chapter import Blok, Hoofdstuk
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import aantal, hoofdletter

CODE, TITLE = "regio_zegt", "Wat de regio zegt"
OPINIONS = (
    "Dit zijn meningen van wie een formulier invulde, geen cijfers over inwoners en geen steekproef. Zij "
    "veranderen geen enkel cijfer in dit regiobeeld. Kleine groepen worden niet apart getoond."
)
MADE_UP = "Verzonnen voorbeeld: deze antwoorden heeft niemand gegeven."
_KINDS = {"boodschap": "Over wat opvalt", "toekomst": "Over straks", "knelpunt": "Over de knelpunten"}
_FIELDS = {"toelichting": "", "verklaart": "Wat het verklaart: ", "wie": "Wie er iets aan kan doen: "}
_COLOURS = (REGIO, REGIO_LICHT, ONGUNSTIG_LICHT, "#d5dbe0")


def chapter_order(slug: str, outputs: Path) -> tuple[str, ...]:
    """The chapters of the report; this one is among them once enough forms were read, after its declared place."""
    order, rules, said = list(load_order()), load_agreements(), read_zegt(dialogue_answers(outputs, slug))
    if said is not None and said.formulieren >= rules.minste_formulieren:
        order.insert(order.index(rules.na_hoofdstuk) + 1, CODE)
    return tuple(order)


def regio_zegt_chapter(profile: Profile) -> Hoofdstuk:
    """The chapter; a line that there is nothing yet when no answers were read."""
    said = read_zegt(dialogue_answers(profile.data_dir.parent, profile.region.slug))
    chapter = Hoofdstuk(CODE.replace("_", "-"), TITLE)
    if said is None:
        chapter.toevoegen(hoofdstuk_intro("Er zijn nog geen formulieren ingelezen."))
        return chapter
    chapter.toevoegen(*blocks(said, profile.naam))
    return chapter


def blocks(said: Zegt, naam: str) -> Iterable[Blok | None]:
    """The introduction, the warning, and every subject with its answers and quotes."""
    rows = said.onderwerp
    yield hoofdstuk_intro(introduce(said, naam))
    yield waarschuwing(OPINIONS, "Meningen, geen cijfers")
    if bool(said.gesprek["verzonnen"].iloc[0]):
        yield waarschuwing(MADE_UP, "Verzonnen")
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
    told = opsomming(f"{getal(count)} {outcome}" for outcome, count in counts.items())
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
    order = list(dict.fromkeys(counts["antwoord"]))
    wide = counts.pivot(index="organisatie", columns="antwoord", values="aantal")
    wide = wide.loc[list(dict.fromkeys(counts["organisatie"])), order]
    shares = 100 * wide.div(wide.sum(axis=1), axis=0)
    shares.index = pd.Index([f"{hoofdletter(str(name))} ({getal(n)})" for name, n in wide.sum(axis=1).items()])
    total = wide.loc[ALL]
    outcome = hoofdletter(str(subject["uitkomst"]))
    title = f"{outcome}: {getal(total.iloc[0])} van de {getal(total.sum())} zeggen {order[0]}"
    text = str(subject["onderwerp"])
    code = f"zegt-{slug(str(subject['onderwerp_code']))}"
    told = "; ".join(f"{name}: {_in_words(row)}" for name, row in wide.iterrows())
    return Figuur(
        code=code,
        titel=title,
        ondertitel=f"{text} Deel van de antwoorden, tussen haakjes hoeveel mensen antwoordden",
        alt=f"Staven per soort organisatie. {told}.",
        bron=f"Bron: {aantal(said.formulieren, 'formulier', 'formulieren')} uit {naam} bij de cijfers tot en met "
        f"{said.gesprek['peiljaar'].iloc[0]}; meningen, geen cijfers",
        teken=lambda formaat: gestapeld(shares, _COLOURS, formaat, nadruk=str(shares.index[0])),
        tabel=wide.rename_axis("Wie").rename(index=hoofdletter, columns=hoofdletter).reset_index(),
        decimalen=0,
    )


def _priority(said: Zegt, code: str) -> str | None:
    rows = said.prioriteit[said.prioriteit["onderwerp_code"] == code]
    if rows.empty:
        return None
    told = opsomming(f"{row['prioriteit']} ({getal(row['aantal'])})" for row in rows.to_dict("records"))
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
