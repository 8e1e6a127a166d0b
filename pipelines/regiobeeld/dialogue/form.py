"""The form that goes out and comes back: what it asks, and one filled-in form as it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regiobeeld.dialogue.subjects import ON_FORM, Subject, stand_of
from regiobeeld.documents import parse_json
from regiobeeld.errors import UsageError
from regiobeeld.outline.dialogue import Afspraken, Vragen

KIND = "regiobeeld-dialoog"
ASKED_FILE = "onderwerpen.json"
JA_NEE = ("ja", "nee")
LONGEST = 2000
"""Most characters of one free text."""
FREE = ("toelichting", "verklaart", "wie")
"""The free texts of a subject."""


@dataclass(frozen=True)
class Asked:
    """One subject on the form."""

    code: str
    stempel: str
    soort: str
    kort: str
    titel: str
    zin: str
    extra: str = ""
    hulp: str = ""


@dataclass(frozen=True)
class Form:
    """What a form of one region asks; `stand` tells whether it is about the same sentences."""

    regio: str
    naam: str
    versie: int
    stand: str
    peiljaar: int
    vragen: tuple[Asked, ...]
    verzonnen: bool = False

    @property
    def codes(self) -> dict[str, Asked]:
        return {item.code: item for item in self.vragen}


@dataclass(frozen=True)
class Answer:
    """What one form says of one subject; an empty text is: not filled in."""

    code: str
    herkent: str = ""
    toelichting: str = ""
    verklaart: str = ""
    wie: str = ""
    prioriteit: str = ""


@dataclass(frozen=True)
class Reply:
    """One form as it came back, once it was checked.

    `naam` is empty unless its writer marked consent, for the name and for quoting; `citaat`: free texts may be
    quoted. `kenmerk` and `bewaard`: which form it is, and how often it was saved (empty for a spreadsheet).
    `oud`: answers about a sentence that was another one then; they do not count.
    """

    organisatie: str
    rol: str
    naam: str
    citaat: bool
    ingetrokken: bool
    antwoorden: tuple[Answer, ...]
    kenmerk: str = ""
    bewaard: int = 0
    oud: int = 0


def make_form(
    slug: str, naam: str, peiljaar: int, subjects: Iterable[Subject], rules: Afspraken, verzonnen: bool = False
) -> Form:
    """The form about the subjects that one can agree or disagree with."""
    asked = [item for item in subjects if item.soort in ON_FORM]
    return Form(
        regio=slug,
        naam=naam,
        versie=rules.versie,
        stand=stand_of(asked),
        peiljaar=peiljaar,
        vragen=tuple(
            Asked(i.code, i.stempel, i.soort, i.kort, i.titel, i.zin, " ".join(i.vragen[:1]), i.hulp)
            for i in asked
        ),
        verzonnen=verzonnen,
    )


def choices(asked: Vragen) -> Mapping[str, tuple[str, ...]]:
    """Field -> what one may choose."""
    return {
        "herkent": asked.antwoorden,
        "prioriteit": asked.prioriteiten,
        "organisatie": asked.organisaties,
        "rol": asked.rollen,
        "naam_mag": JA_NEE,
        "citaat_mag": JA_NEE,
        "ingetrokken": JA_NEE,
    }


def keep_form(form: Form, path: Path) -> None:
    """Write down what was asked, to read the answers with."""
    path.write_text(json.dumps(asdict(form), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_form(path: Path, slug: str) -> Form:
    """What was asked of this region.

    Raises:
        UsageError: no form was made for it yet.
    """
    try:
        raw: dict[str, Any] = parse_json(path.read_text(encoding="utf-8"))
        return Form(**{**raw, "vragen": tuple(Asked(**item) for item in raw["vragen"])})
    except (OSError, ValueError, TypeError, KeyError):
        mend = f"Maak ze eerst met make dialoog REGION={slug}"
        raise UsageError("er zijn voor deze regio nog geen formulieren gemaakt", slug, mend) from None
