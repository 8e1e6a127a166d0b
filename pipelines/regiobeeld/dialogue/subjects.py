"""What there is to talk about in a region: its messages, its future, its knelpunten and its doelgroepen.

Every subject is a finding in one sentence with its figure, its certainty and its questions; all numbers come from
the profile, in the words of the report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from regiobeeld.blocks.text import bronregel, in_gebied
from regiobeeld.chapters_agenda import knelpunt_words as words
from regiobeeld.claims.marks import plain
from regiobeeld.dialogue.rows import Drawn, rows_of_figure, rows_of_future, rows_of_group, rows_of_ratio
from regiobeeld.judgement.message_words import Message
from regiobeeld.judgement.messages import judged, select
from regiobeeld.knelpunten.draft import Ground, as_ground
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.future_words import Sentence, sentences
from regiobeeld.needs.group_words import describe_count
from regiobeeld.needs.groups import groups_of
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.numbers import opsomming, procent
from regiobeeld.outline.dialogue import load_questions
from regiobeeld.outline.sentences import hoofdletter
from regiobeeld.profile.model import NEDERLAND, Profile
from regiobeeld.profile.origin import make_origin
from regiobeeld.report.screen_page import source_of

MESSAGE, FUTURE, KNELPUNT, GROUP = "boodschap", "toekomst", "knelpunt", "doelgroep"
ON_FORM = (MESSAGE, FUTURE, KNELPUNT)
"""What the form asks about; a doelgroep has a card, and no box to tick: who lives where is a count."""
MODELLED = "Te toetsen: dit rust op een rekenmodel dat zelf inkomen en opleiding gebruikt. Geen bewijs."
COUNTED = "Naar cijfers per wijk of gemeente; geen uitspraak over personen."
_LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Subject:
    """One thing to talk about.

    Attributes:
        code: stable over rebuilds; `stempel` tells whether the sentence is still the same.
        soort: boodschap, toekomst, knelpunt or doelgroep.
        titel: a few words; empty when the sentence is all.
        getal: the number to print large; may be empty.
        zin: the finding in one sentence, with its year.
        zekerheid: how certain it is.
        bron: source line.
        vragen: extra questions, besides the three of every subject.
        hulp: help that must stand beside it; mostly empty.
        toon: ongunstig, gunstig or neutraal.
        beeld: what the small figure shows; None where there is nothing to draw.
    """

    code: str
    soort: str
    titel: str
    getal: str
    zin: str
    zekerheid: str
    bron: str
    vragen: tuple[str, ...] = ()
    hulp: str = ""
    toon: str = "neutraal"
    beeld: Drawn | None = None

    @property
    def kort(self) -> str:
        """What it is about in a few words."""
        return self.titel or (self.beeld.onderschrift if self.beeld else self.zin)

    @property
    def stempel(self) -> str:
        """Another sentence, another stamp: an answer about the one says nothing of the other."""
        return hashlib.sha256(f"{self.titel}|{self.zin}".encode()).hexdigest()[:8]


def subjects_of(profile: Profile) -> tuple[Subject, ...]:
    """All subjects of a region, in the order of the report; none for the whole country."""
    if profile.code == NEDERLAND:
        return ()
    where = in_gebied(profile.naam)
    return (
        *(_of_message(profile, message) for message in select(profile, where)),
        *(_of_future(profile, sentence) for sentence in sentences(profile, where)),
        *(_of_knelpunt(profile, item) for item in knelpunten_of(profile).shown),
        *(_of_group(profile, str(code)) for code in groups_of(profile).found["doelgroep_code"]),
    )


def stand_of(subjects: Iterable[Subject]) -> str:
    """A stamp of all that a form asks about."""
    text = ";".join(f"{subject.code} {subject.stempel}" for subject in subjects)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def first_sentence(text: str) -> str:
    """The first sentence of a text; a point between digits or before a small letter ends none."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z±'])", plain(text), maxsplit=1)[0]


def _of_message(profile: Profile, message: Message) -> Subject:
    code, _, age = message.code.partition("-")
    row = judged(profile)
    row = row[(row["indicator_code"] == code) & (row["leeftijd"] == age)]
    ground = as_ground(row.iloc[0].to_dict())
    asked = load_questions()
    return Subject(
        code=f"{MESSAGE}:{message.code}",
        soort=MESSAGE,
        titel="",
        getal=plain(message.getal),
        zin=first_sentence(message.zin),
        zekerheid=plain(message.zekerheid),
        bron=bronregel(profile, code, ground.jaar),
        vragen=asked.about((message.thema, message.onderwerp)),
        hulp=asked.help_with(code, message.zin),
        toon=message.toon,
        beeld=rows_of_figure(profile, ground),
    )


def _of_future(profile: Profile, sentence: Sentence) -> Subject:
    number, code = plain(sentence.getal), sentence.verwijzing.removeprefix("figuur-")
    drawn = rows_of_future(profile, code)
    return Subject(
        code=f"{FUTURE}:{code}",
        soort=FUTURE,
        titel="" if drawn else f"Zorgvraag tot {outlook_of(profile).rules.rapport.kernjaar}",
        getal=number if len(number) <= _LONGEST_NUMBER else "",
        zin=plain(sentence.zin),
        zekerheid=plain(sentence.zekerheid),
        bron="Bron: eigen projectie uit cijfers van CBS en CPB; zie het hoofdstuk Toekomst van het regiobeeld",
        vragen=load_questions().about((FUTURE,)),
        beeld=drawn,
    )


def _of_knelpunt(profile: Profile, item: Shown) -> Subject:
    grounds = item.draft.gronden if item.draft else ()
    lead, asked, said = (grounds[0] if grounds else None), load_questions(), item.inhoud
    figures = [words.figure_of(profile, lead)] if lead else []
    codes = [ground.indicator for ground in grounds]
    about = item.draft.steun if item.draft and item.draft.rule.steun_nodig else ()
    own = f"{said.vraag} (aan {opsomming(said.vraag_aan)})"
    return Subject(
        code=f"{KNELPUNT}:{item.code}",
        soort=KNELPUNT,
        titel=plain(said.naam),
        getal="",
        zin=plain(" ".join([said.knelpunt, *figures])),
        zekerheid=plain(words.told(profile, item)("zeker")),
        bron=_source(profile, lead),
        vragen=(plain(own), *asked.about(said.themas, about)),
        hulp=asked.help_with(*codes, said.naam, said.knelpunt),
        toon="ongunstig",
        beeld=_drawn(profile, lead),
    )


def _drawn(profile: Profile, ground: Ground | None) -> Drawn | None:
    if ground is None:
        return None
    return rows_of_figure(profile, ground) if ground.nu is None else rows_of_ratio(profile, ground)


def _source(profile: Profile, ground: Ground | None) -> str:
    if ground is None:
        return "Bron: toegevoegd door mensen uit de regio"
    if ground.nu is not None:
        return "Bron: eigen projectie uit cijfers van CBS en CPB; zie het hoofdstuk Toekomst van het regiobeeld"
    return bronregel(profile, ground.indicator, ground.jaar)


def _of_group(profile: Profile, code: str) -> Subject:
    groups = groups_of(profile)
    group, row, asked = groups.declared[code], groups.row(code), load_questions()
    origin = make_origin(profile.kruising_bron, profile.bron, group.niveau)
    text = plain(describe_count(row, group, in_gebied(profile.naam)))
    return Subject(
        code=f"{GROUP}:{code}",
        soort=GROUP,
        titel=hoofdletter(group.naam.removeprefix("IZA: ")),
        getal=_share(row),
        zin=first_sentence(text),
        zekerheid=MODELLED if code in groups.modelled else COUNTED,
        bron=source_of(group, origin),
        vragen=asked.about((), (code, *group.iza)),
        hulp=asked.help_with(*(c for trait in group.traits for c in trait.indicatoren)),
        beeld=rows_of_group(profile, groups, code),
    )


def _share(row: pd.Series) -> str:
    return procent(row["aandeel"])
