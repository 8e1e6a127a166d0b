"""Wat de regio zegt: agreement and disagreement per subject, by kind of organisation. Opinions only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import (
    alinea,
    bijschrift,
    hoofdstuk_intro,
    met_tekst,
    paragraaf,
    slug,
    waarschuwing,
)
from regiobeeld.blocks.chapter import Blok, Hoofdstuk
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.special import special_figure
from regiobeeld.charts.gestapeld import gestapeld
from regiobeeld.draw.style import CATEGORIE, GRIJS_LICHT
from regiobeeld.numbers import getal, opsomming
from regiobeeld.outline.chapters import load_order
from regiobeeld.outline.dialogue import load_agreements
from regiobeeld.outline.sentences import Zinnen, hoofdletter, said_by
from regiobeeld.paths import dialogue_answers
from regiobeeld.profile.dialogue import ALL, Zegt, read_zegt
from regiobeeld.profile.model import Profile

CODE = "regio_zegt"
# An answer is no figure of the region and has no good side: colours of kinds, and grey for who does not know.
_COLOURS = (CATEGORIE[0], CATEGORIE[3], CATEGORIE[6], GRIJS_LICHT)


def chapter_order(slug: str, outputs: Path) -> tuple[str, ...]:
    """The chapters of the report; this one is among them once enough forms were read, after its declared place."""
    order, said = list(load_order()), read_zegt(dialogue_answers(outputs, slug))
    if said is not None and said.formulieren >= load_agreements().minste_formulieren:
        order.insert(order.index(load_agreements().na_hoofdstuk) + 1, CODE)
    return tuple(order)


def new_chapter(blocks: Iterable[Blok | None], ook_smal: bool = False) -> Hoofdstuk:
    """The chapter with these blocks."""
    chapter = Hoofdstuk(CODE.replace("_", "-"), said_by(CODE, {})("hoofdstuk"), ook_smal=ook_smal)
    chapter.toevoegen(*blocks)
    return chapter


def regio_zegt_chapter(profile: Profile) -> Hoofdstuk:
    """The chapter; a line that there is nothing yet when no answers were read."""
    said, zin = read_zegt(dialogue_answers(profile.data_dir.parent, profile.region.slug)), said_by(CODE, {})
    if said is None:
        return new_chapter([hoofdstuk_intro(zin("leeg"))])
    return new_chapter([*overview(said, profile.naam), bijschrift(zin("elders"))])


def _zin(said: Zegt, naam: str, kind: str = CODE) -> Zinnen:
    about = said.gesprek.astype(object).iloc[0].to_dict()
    return said_by(kind, {"naam": naam, "gesprek": about})


def overview(said: Zegt, naam: str) -> Iterable[Blok | None]:
    """The introduction, the warning, and all subjects under each other."""
    zin = _zin(said, naam)
    yield hoofdstuk_intro(introduce(said, zin))
    yield waarschuwing(zin("meningen"), zin("meningen_kop"))
    if bool(said.gesprek["verzonnen"].iloc[0]):
        yield waarschuwing(zin("verzonnen"), zin("verzonnen_kop"))
    yield _all_subjects(said, naam)
    yield bijschrift(zin("groepjes"))


def blocks(said: Zegt, naam: str) -> Iterable[Blok | None]:
    """The overview, and every subject with its answers by kind of organisation and its quotes."""
    yield from overview(said, naam)
    for kind, title in said_by(f"{CODE}_kop", {}).rij().items():
        subjects = said.onderwerp[said.onderwerp["soort"] == kind].to_dict("records")
        if subjects:
            yield paragraaf(title, f"zegt-{kind}")
        for subject in subjects:
            yield from _subject(said, {str(key): value for key, value in subject.items()}, naam)


def introduce(said: Zegt, zin: Zinnen) -> str:
    """How many forms, and what they agree on and differ about."""
    outcomes = said.onderwerp["uitkomst"]
    told = outcomes[outcomes != ""].value_counts().sort_index()
    listed = [zin("telling", wat=outcome, keer=count) for outcome, count in told.items()]
    return zin("tekst", onderwerpen=len(outcomes), uitkomsten=listed, stil=int((outcomes == "").sum()))


def _subject(said: Zegt, subject: Mapping[str, Any], naam: str) -> Iterable[Blok | None]:
    code, zin = str(subject["onderwerp_code"]), _zin(said, naam)
    counts = said.oordeel[said.oordeel["onderwerp_code"] == code]
    if counts.empty:
        yield f"<h4>{escape(str(subject['onderwerp']))}</h4>"
        yield alinea(zin("te_weinig"))
    else:
        wide = _wide(counts, "organisatie")
        total = wide.loc[ALL]
        facts = {**subject, "keer": total.iloc[0], "alle": total.sum(), "antwoord": wide.columns[0]}
        named = wide.rename(index=hoofdletter).rename_axis("Wie")
        yield _bars(said, naam, named, f"zegt-{slug(code)}", "onderwerp", facts)
        yield _priority(said, code, zin)
    yield _quotes(said, code)
    yield met_tekst(bijschrift, zin("verzwegen", toelichtingen=int(subject["toelichtingen"] or 0)))


def _all_subjects(said: Zegt, naam: str) -> Figuur | None:
    """A bar per subject: how all answers are divided, most recognised first."""
    counts = said.oordeel[said.oordeel["organisatie"] == ALL]
    if counts.empty:
        return None
    names = said.onderwerp.set_index("onderwerp_code")
    label = names["kort"].where(~names["kort"].duplicated(keep=False), names["kort"] + " (" + names["soort"] + ")")
    wide = _wide(counts, "onderwerp_code").rename(index=label.to_dict())
    shares = 100 * wide.iloc[:, 0] / wide.sum(axis=1)
    facts = {"laagst": shares.min(), "hoogst": shares.max(), "antwoord": wide.columns[0]}
    ordered = wide.loc[shares.sort_values(ascending=False, kind="stable").index].rename_axis("Onderwerp")
    return _bars(said, naam, ordered, "zegt-alles", "alles", facts)


def _wide(counts: pd.DataFrame, index: str) -> pd.DataFrame:
    """Answers in the columns; rows and columns in the order of the table."""
    wide = counts.pivot(index=index, columns="antwoord", values="aantal")
    return wide.loc[list(dict.fromkeys(counts[index])), list(dict.fromkeys(counts["antwoord"]))]


def _bars(said: Zegt, naam: str, wide: pd.DataFrame, code: str, kind: str, facts: Mapping[str, Any]) -> Figuur:
    """A bar per row: how the answers are divided."""
    total, zin = wide.sum(axis=1), _zin(said, naam)
    shares = 100 * wide.div(total, axis=0)
    shares.index = pd.Index([f"{name} ({getal(count)})" for name, count in total.items()])
    bars = [
        f"{name}: {opsomming(zin('in_woorden', keer=count, wat=answer) for answer, count in row.items())}"
        for name, row in wide.iterrows()
    ]
    return special_figure(
        code,
        _zin(said, naam, f"{CODE}_{kind}"),
        {**facts, "staven": "; ".join(bars)},
        bron=zin("bron"),
        teken=partial(gestapeld, shares, _COLOURS),
        tabel=wide.rename(columns=hoofdletter).reset_index(),
        decimalen=0,
    )


def _priority(said: Zegt, code: str, zin: Zinnen) -> str | None:
    rows = said.prioriteit[(said.prioriteit["onderwerp_code"] == code)]
    if rows.empty:
        return None
    chosen = rows[rows["aantal"] > 0].to_dict("records")
    told = [zin("telling", wat=row["prioriteit"], keer=row["aantal"]) for row in chosen]
    return bijschrift(zin("prioriteit", gekozen=told))


def _quotes(said: Zegt, code: str) -> str | None:
    """The quotes, word for word: the guard on our own wording does not hold for what others say."""
    rows = said.citaat[said.citaat["onderwerp_code"] == code].to_dict("records")
    leads = said_by(f"{CODE}_citaat", {}).rij()
    items = [_quote({str(key): str(value) for key, value in row.items()}, leads) for row in rows]
    return f'<ul class="lijst citaten">{"".join(items)}</ul>' if items else None


def _quote(row: Mapping[str, str], leads: Mapping[str, str]) -> str:
    who = ", ".join(row[name] for name in ("naam", "organisatie") if row[name])
    by, lead = f" ({who})" if who else "", leads[row["veld"]]
    return f"<li>{escape(lead)}{' ' if lead else ''}<q>{escape(row['tekst'])}</q>{escape(by)}</li>"
