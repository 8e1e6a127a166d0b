"""What people of a region made of the draft: `sources/regios/<regio>/knelpunten.toml`, kept over every rebuild."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from regiobeeld.catalog.load import read_toml
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code
from regiobeeld.errors import ContractError
from regiobeeld.knelpunten.declared import Aanzet, Inhoud, Knelpunt, Oorzaak, Regel
from regiobeeld.knelpunten.draft import MOST, Draft, keep_heaviest

FILE = "knelpunten.toml"


class Getekend(Model):
    """Who decided this, and when."""

    wie: Regel
    wanneer: datetime.date


class Besluit(Getekend):
    """About a draft: `knelpunt` is its code, `cijfers` the stamp that stood beside it in the report."""

    knelpunt: Code
    cijfers: str = Field(pattern=r"^[0-9a-f]{8}$")


class Gewijzigd(Besluit):
    """Other words for a draft; what is not named stays as the rule says it."""

    naam: Regel | None = None
    tekst: Regel | None = None
    oorzaak: tuple[Oorzaak, ...] | None = None
    gevolg: Regel | None = None
    aanzet: tuple[Aanzet, ...] | None = None
    ontbreekt: tuple[Regel, ...] | None = None
    vraag: Regel | None = None
    vraag_aan: tuple[Regel, ...] | None = None


class Geweigerd(Besluit):
    """A draft that the region does not share, with the reason."""

    reden: Regel


class Toegevoegd(Inhoud, Getekend):
    """A knelpunt that no rule makes: `doelgroep` says whom it is about, `waarop` what it rests on."""

    code: Code
    doelgroep: Regel
    waarop: Regel
    voortgang: Regel


class Bewerking(Model):
    """The whole file."""

    gewijzigd: tuple[Gewijzigd, ...] = ()
    geweigerd: tuple[Geweigerd, ...] = ()
    toegevoegd: tuple[Toegevoegd, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A knelpunt as the report shows it.

    Attributes:
        draft: the draft under it; None for one that people added.
        inhoud: what is said of it.
        besluit: who changed or added it, and when; None for a draft as it is.
        is_outdated: its figures changed since somebody decided on it.
    """

    code: str
    inhoud: Inhoud
    draft: Draft | None = None
    besluit: Getekend | None = None
    is_outdated: bool = False


@dataclass(frozen=True)
class Refused:
    """A draft that people refused."""

    draft: Draft
    besluit: Geweigerd
    is_outdated: bool


def edit_file(sources: Path, slug: str) -> Path:
    """Where the changes of a region stand."""
    return sources / "regios" / slug / FILE


def read_edits(path: Path, rules: Iterable[str], themas: Iterable[str]) -> Bewerking:
    """The changes of a region; none without a file.

    Raises:
        ContractError: something in the file does not fit, names no rule or theme, or is decided twice.
    """
    if not path.exists():
        return Bewerking()
    found, known, words = read_toml(path, Bewerking), list(rules), set(themas)
    where = f"{path.parent.name}/{path.name}"
    seen: set[str] = set()
    for item in (*found.gewijzigd, *found.geweigerd):
        if item.knelpunt not in known:
            mend = f"Kies uit: {', '.join(known)}; een eigen knelpunt staat onder [[toegevoegd]]"
            raise ContractError(f'onbekend knelpunt "{item.knelpunt}"', where, mend)
    for code in [item.knelpunt for item in (*found.gewijzigd, *found.geweigerd)] + [
        i.code for i in found.toegevoegd
    ]:
        if code in seen:
            raise ContractError(f'over "{code}" is twee keer besloten', where, "Laat één besluit staan")
        seen.add(code)
    for added in found.toegevoegd:
        if added.code in known:
            raise ContractError(
                f'"{added.code}" is al een regel', where, "Gebruik [[gewijzigd]], of een andere code"
            )
        unknown = next((thema for thema in added.themas if thema not in words), None)
        if unknown is not None:
            raise ContractError(f'onbekend thema "{unknown}"', where, "Kies uit sources/samenwerking/themas.toml")
    return found


def apply_edits(
    drafts: list[Draft], edits: Bewerking, most: int = MOST
) -> tuple[list[Shown], list[Refused], list[Besluit]]:
    """What people added first, then the drafts that were not refused: at most `most` together.

    A draft that people changed is never left out for one that nobody looked at.

    Returns:
        The knelpunten to show, those refused, and the decisions about drafts that the figures no longer make.
    """
    by_code = {item.knelpunt: item for item in edits.geweigerd}
    changed = {item.knelpunt: item for item in edits.gewijzigd}
    refused = [
        Refused(item, by_code[item.code], by_code[item.code].cijfers != item.cijfers)
        for item in drafts
        if item.code in by_code
    ]
    left = keep_heaviest([item for item in drafts if item.code not in by_code], kept=changed)
    added = [Shown(item.code, item, besluit=item) for item in edits.toegevoegd][:most]
    chosen = sorted(left, key=lambda item: item.code not in changed)[: most - len(added)]
    shown = [_show(item, changed.get(item.code)) for item in left if item in chosen]
    there = {item.code for item in drafts}
    lapsed: list[Besluit] = [item for item in (*edits.gewijzigd, *edits.geweigerd) if item.knelpunt not in there]
    return [*added, *shown], refused, lapsed


def _show(item: Draft, change: Gewijzigd | None) -> Shown:
    if change is None:
        return Shown(item.code, item.rule, item)
    return Shown(item.code, _changed(item.rule, change), item, change, change.cijfers != item.cijfers)


def _changed(rule: Knelpunt, change: Gewijzigd) -> Knelpunt:
    given = change.model_dump(exclude_none=True, exclude={"knelpunt", "cijfers", "wie", "wanneer", "tekst"})
    nested = {name: getattr(change, name) for name in given}
    return rule.model_copy(update=nested | ({"knelpunt": change.tekst} if change.tekst else {}))
