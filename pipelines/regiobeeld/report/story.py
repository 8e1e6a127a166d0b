"""The chapters of a report as a story without looks (`formats.story`): what every other form is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import Kernboodschap
from regiobeeld.blocks.chapter import Hoofdstuk
from regiobeeld.blocks.currency import currency_line
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.text import in_gebied
from regiobeeld.catalog.files import used_areas
from regiobeeld.chapters_agenda.summary import ask, page_messages
from regiobeeld.claims.marks import plain
from regiobeeld.formats.story import Beeld, Boodschap, Cel, Deel, Tabel, Verhaal
from regiobeeld.needs.future_words import sentences
from regiobeeld.needs.group_words import caution, expected_people, tell_both
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.numbers import decimalen_voor, getal, is_leeg, round_off
from regiobeeld.profile.model import NEDERLAND, Profile

_COMMAND = re.compile(r": haal op met make \w+")
"""Who reads a slide or a document has no command line."""
SUMMARY = "in-het-kort"
"""The chapter whose messages a story repeats; a notebook without it tells no messages."""


def tell_story(profile: Profile, chapters: Mapping[str, Hoofdstuk]) -> Verhaal:
    """The chapters as they were shown, and what the summary says of them."""
    parts = tuple(_part(chapter) for chapter in chapters.values())
    frame = Verhaal(profile.naam, profile.peiljaar, int(used_areas().jaar), parts)
    return _with_summary(profile, frame) if frame.deel(SUMMARY) else frame


def _with_summary(profile: Profile, frame: Verhaal) -> Verhaal:
    national = profile.code == NEDERLAND
    where = in_gebied(profile.naam)
    return replace(
        frame,
        boodschappen=() if national else tuple(map(_message, page_messages(profile))),
        groepen=() if national else tuple(_groups(profile)),
        toekomst=tuple(plain(sentence.zin) for sentence in sentences(profile, where)),
        knelpunten=tuple(plain(f"{s.inhoud.naam}: {s.inhoud.knelpunt}") for s in knelpunten_of(profile).shown),
        vragen=tuple(map(plain, ask(profile))),
        actueel=_COMMAND.sub("", plain(currency_line(profile))),
    )


def _message(message: Kernboodschap) -> Boodschap:
    return Boodschap(plain(message.getal), plain(message.zin), plain(message.zekerheid), message.toon)


def _groups(profile: Profile) -> Iterator[Boodschap]:
    """The doelgroepen that live here more than elsewhere: how many are expected to have both traits."""
    groups = groups_of(profile)
    for _, row in groups.found.iterrows():
        declared = groups.declared[row["doelgroep_code"]]
        number, _ = expected_people(row)
        shown = "" if is_leeg(number) else f"± {getal(round_off(number))} mensen"
        yield Boodschap(
            shown, plain(f"{declared.naam}. {tell_both(row, declared)}".strip()), caution("kort"), "neutraal"
        )


def _part(chapter: Hoofdstuk) -> Deel:
    blocks, places = [], []
    for number, block in enumerate(chapter.blokken):
        pieces = block if isinstance(block, tuple) else (block,)
        blocks += [plain(piece) if isinstance(piece, str) else _figure(piece) for piece in pieces]
        places += [place.doel for place in getattr(chapter, "plaatsen", [])[number : number + 1]] * len(pieces)
    return Deel(chapter.code, plain(chapter.titel), tuple(blocks), tuple(places))


def _figure(figuur: Figuur) -> Beeld:
    return Beeld(
        code=figuur.code,
        titel=plain(figuur.titel),
        ondertitel=plain(figuur.ondertitel),
        alt=plain(figuur.alt),
        bron=plain(figuur.bron),
        toelichting=plain(figuur.toelichting),
        tabel=_table(figuur.tabel, figuur.ondertitel, figuur.decimalen),
    )


def _table(frame: pd.DataFrame, title: str, decimals: int | Mapping[str, int] | None) -> Tabel:
    names = tuple(plain(str(name)) for name in frame.columns)
    columns = [list(map(_cell, frame[name].tolist())) for name in frame.columns]
    shown = tuple(
        _decimals(column, name, decimals) for column, name in zip(columns, map(str, frame.columns), strict=True)
    )
    return Tabel(plain(title), names, tuple(zip(*columns, strict=True)), shown)


def _cell(value: Any) -> Cel:
    """A number, ja or nee, a text, or nothing where there is no figure."""
    if is_leeg(value) or (not isinstance(value, str) and pd.isna(value)):
        return None
    return value if isinstance(value, bool | int | float) else plain(str(value))


def _decimals(column: list[Cel], name: str, given: int | Mapping[str, int] | None) -> int | None:
    """As the page shows the column; None when it holds no numbers."""
    numbers = [value for value in column if isinstance(value, int | float) and not isinstance(value, bool)]
    if not numbers:
        return None
    if all(isinstance(value, int) for value in numbers):
        return 0
    if isinstance(given, int):
        return given
    return (given or {}).get(name, decimalen_voor(numbers, 1))
