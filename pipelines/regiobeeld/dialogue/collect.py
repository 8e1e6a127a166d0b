"""All forms in a folder: read, checked, and without those that were withdrawn, replaced or sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regiobeeld.dialogue.check import check_reply
from regiobeeld.dialogue.form import Form, Reply
from regiobeeld.dialogue.read_json import read_json
from regiobeeld.dialogue.read_xlsx import read_xlsx
from regiobeeld.errors import RegiobeeldError, UsageError
from regiobeeld.numbers import aantal
from regiobeeld.outline.dialogue import Vragen

KINDS = (".xlsx", ".json")
_LOST = " Het eerdere formulier van deze afzender is niet herkend: staat het in de map, haal het dan zelf weg."


@dataclass(frozen=True)
class Collected:
    """The replies that count, and a line per file about the others: for the screen and nowhere else."""

    replies: tuple[Reply, ...]
    meldingen: tuple[str, ...]
    bestanden: int


def collect(folder: Path, form: Form, asked: Vragen) -> Collected:
    """Read every form in the folder and the folders below it.

    Raises:
        UsageError: there is no such folder.
    """
    if not str(folder) or folder == Path() or not folder.is_dir():
        raise UsageError(
            "de map met formulieren is er niet", folder, "Geef MAP=<map met de ingevulde formulieren>"
        )
    files = sorted(_forms(folder))
    told: list[str] = []
    read: list[tuple[str, Reply]] = []
    seen: set[str] = set()
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in seen:
            told.append(f"{path.name}: hetzelfde bestand was er al; het telt één keer.")
            continue
        seen.add(digest)
        try:
            read.append((path.name, _read(path, form, asked)))
        except RegiobeeldError as error:
            told.append(f"Niet gelezen: {error}")
    told += [f"{name}: {_old(reply.oud)}" for name, reply in read if reply.oud]
    kept, more = _settle(read)
    return Collected(tuple(sorted(kept, key=_order)), (*told, *more), len(files))


def _forms(folder: Path) -> Iterator[Path]:
    """Spreadsheets and saved pages; not what a spreadsheet leaves beside an open file."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix.casefold() in KINDS and not path.name.startswith((".", "~$")):
            yield path


def _read(path: Path, form: Form, asked: Vragen) -> Reply:
    raw = read_json(path) if path.suffix.casefold() == ".json" else read_xlsx(path, asked)
    return check_reply(raw, form, asked)


def _old(count: int) -> str:
    told = aantal(
        count, "antwoord gaat over een eerdere tekst en telt", "antwoorden gaan over een eerdere tekst en tellen"
    )
    return f"{told} niet mee."


def _settle(read: Sequence[tuple[str, Reply]]) -> tuple[list[Reply], list[str]]:
    """The newest of each form, without those that were withdrawn."""
    told: list[str] = []
    newest: dict[str, tuple[str, Reply]] = {}
    replaced: set[str] = set()
    for place, (name, reply) in enumerate(read):
        key = reply.kenmerk or f"bestand {place}"
        if key in newest:
            replaced.add(key)
            told.append(f"{name}: van dit formulier zijn er meer; de laatst bewaarde telt.")
        if key not in newest or reply.bewaard >= newest[key][1].bewaard:
            newest[key] = (name, reply)
    kept = [reply for _, reply in newest.values() if not reply.ingetrokken]
    for key, (name, reply) in newest.items():
        if not reply.ingetrokken:
            continue
        same = next((one for one in kept if _contents(one) == _contents(reply)), None)
        if same is not None:
            kept.remove(same)
        lost = "" if same is not None or key in replaced else _LOST
        told.append(f"{name}: ingetrokken; telt niet mee.{lost}")
    return kept, told


def _contents(reply: Reply) -> Reply:
    """What a form says, whoever sent it and however often."""
    return replace(reply, ingetrokken=False, kenmerk="", bewaard=0)


def _order(reply: Reply) -> str:
    """An order that says nothing of the files: by what is in the form."""
    return hashlib.sha256(repr(_contents(reply)).encode()).hexdigest()
