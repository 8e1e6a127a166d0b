"""Gesprekskaarten: a card per message, prospect, knelpunt and doelgroep, four on a sheet with cut marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from regiobeeld.dialogue.page import render
from regiobeeld.dialogue.subjects import Subject
from regiobeeld.outline.dialogue import load_questions
from regiobeeld.profile.model import Profile

Vel = Literal["A4", "A3"]
ON_A_SHEET = 4
SIZES: dict[Vel, tuple[str, str, str]] = {"A4": ("210mm", "297mm", "A6"), "A3": ("297mm", "420mm", "A5")}


@dataclass(frozen=True)
class Card:
    """A subject with its drawing."""

    over: Subject
    nummer: int
    beeld: Markup


def cards(profile: Profile, subjects: Sequence[Subject], vel: Vel = "A3", verzonnen: bool = False) -> str:
    """The sheets as one HTML page; on A3 a card is A5, on A4 it is A6 (the same, seven tenths of the size)."""
    width, height, card = SIZES[vel]
    drawn = [
        Card(item, place, Markup(item.beeld.svg(f"kaart-{place}")) if item.beeld else Markup())
        for place, item in enumerate(subjects, start=1)
    ]
    return render(
        "kaarten.j2",
        naam=profile.naam,
        peiljaar=profile.peiljaar,
        vellen=[drawn[first : first + ON_A_SHEET] for first in range(0, len(drawn), ON_A_SHEET)],
        breedte=width,
        hoogte=height,
        formaat=card,
        vel=vel,
        vraag=load_questions(),
        verzonnen=verzonnen,
    )
