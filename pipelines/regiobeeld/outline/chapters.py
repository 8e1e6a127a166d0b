"""The chapters of the report: `sources/rapport/hoofdstukken.toml` gives their order, `<hoofdstuk>.toml` each one.

A chapter without a file is written in Python (`report.report.CHAPTERS`). What does not fit is refused in one Dutch
line, with the file, the block and the nearest right name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from regiobeeld import paths
from regiobeeld.catalog.ages import MANY, list_ages
from regiobeeld.catalog.crossing import load_crossing
from regiobeeld.catalog.explain import choices, explain
from regiobeeld.catalog.load import load_catalog, read_toml
from regiobeeld.catalog.local_folder import CHAPTER, local_codes, with_local
from regiobeeld.catalog.models import Catalog
from regiobeeld.catalog.tables import Model
from regiobeeld.catalog.terms import Code
from regiobeeld.errors import ContractError, did_you_mean
from regiobeeld.outline.blocks import Blok, Deel
from regiobeeld.outline.models import MODELS

AnyBlock = TypeVar("AnyBlock", bound=Blok)
FOLDER, ORDER = "rapport", "hoofdstukken.toml"
SENTENCES = "[zin."
"""How a file of sentences that several places share begins each kind of them."""


class Hoofdstukken(Model):
    """The chapters in the order of the report, and what must be there for some of them to be shown."""

    volgorde: tuple[Code, ...] = Field(min_length=1)
    alleen_als: dict[Code, Literal["plan"]] = Field(default_factory=dict)


class Zinnenbestand(Model):
    """Sentences by kind and name, for whoever says them (`load_sentences`)."""

    zin: dict[str, dict[str, str]] = Field(default_factory=dict)


class Hoofdstukbestand(Model):
    """A chapter as it stands in its file. `cijfers` gives a list of indicators a name to use in several blocks."""

    titel: str = Field(min_length=3)
    cijfers: dict[str, tuple[Code, ...]] = Field(default_factory=dict)
    blok: tuple[dict[str, Any], ...] = Field(min_length=1)


@dataclass(frozen=True)
class Verklaard:
    """A declared chapter, ready to be shown."""

    code: str
    titel: str
    blokken: tuple[Blok, ...]

    def codes(self, *kinds: str) -> tuple[str, ...]:
        """The indicators that its blocks name, of these kinds only when there are any."""
        blocks = (block for block in self.blokken if not kinds or block.soort in kinds)
        return tuple(dict.fromkeys(code for block in blocks for code in block.codes))

    def where(self, number: int) -> str:
        """File and block, for messages."""
        block = self.blokken[number]
        kind = f"{block.soort} {block.naam}" if isinstance(block, Deel) else block.soort
        return _where(f"{self.code}.toml", number, kind)


def _where(file: str, number: int, kind: object) -> str:
    return f"{file}: blok {number + 1} ({kind})"


def load_order(sources: Path = paths.SOURCES) -> tuple[str, ...]:
    """The codes of the chapters in the order of the report. Raises as `catalog.load.read_toml`."""
    return with_local(read_toml(sources / FOLDER / ORDER, Hoofdstukken).volgorde, sources)


def load_conditions(sources: Path = paths.SOURCES) -> dict[str, Literal["plan"]]:
    """Chapter -> what must be there for it to be shown. Raises as `catalog.load.read_toml`."""
    return read_toml(sources / FOLDER / ORDER, Hoofdstukken).alleen_als


@lru_cache(maxsize=8)
def load_chapters(sources: Path = paths.SOURCES) -> dict[str, Verklaard]:
    """Every declared chapter by its code.

    Raises:
        ContractError: a key, indicator or age group that does not exist, or a chapter that is not in the order.
        SourceUnreachableError: a file cannot be opened.
    """
    # The chapter of local figures says so when there are none.
    catalog, order = load_catalog(sources), tuple(dict.fromkeys((*load_order(sources), CHAPTER)))
    files = {code: sources / FOLDER / f"{code}.toml" for code in order}
    _refuse_left_out(sources / FOLDER, order)
    return {code: _read_chapter(path, catalog, sources) for code, path in files.items() if path.exists()}


def the_block(model: type[AnyBlock], sources: Path = paths.SOURCES) -> AnyBlock:
    """The first block of its kind in the report: what it shows holds elsewhere too.

    Raises:
        ContractError: no chapter has one.
    """
    found = (b for chapter in load_chapters(sources).values() for b in chapter.blokken if isinstance(b, model))
    block = next(found, None)
    if block is None:
        raise ContractError(f"geen hoofdstuk heeft een blok {model.__name__.lower()}", FOLDER, "Zet het terug")
    return block


def ranked_codes(sources: Path = paths.SOURCES) -> tuple[str, ...]:
    """The indicators of which a declared chapter shows the parts of the region under each other."""
    return tuple(code for chapter in load_chapters(sources).values() for code in chapter.codes("rangorde"))


def _refuse_left_out(folder: Path, order: Collection[str]) -> None:
    """A file with blocks that the order does not name would never be shown."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in order and "[[blok]]" in path.read_text(encoding="utf-8"):
            mend = f'Zet "{path.stem}" in {ORDER} op de plaats waar het hoofdstuk moet komen'
            raise ContractError("dit hoofdstuk staat niet in de volgorde", path.name, mend)


@lru_cache(maxsize=8)
def load_sentences(sources: Path = paths.SOURCES) -> dict[str, dict[str, str]]:
    """The sentences that are said in several places, by kind and name, from every file that has some.

    The file of a chapter has none: who leaves a chapter out takes its file away.

    Raises:
        ContractError: two files have sentences of one kind; for the rest as `catalog.load.read_toml`.
    """
    found: dict[str, dict[str, str]] = {}
    for file, kinds in _sentences_by_file(sources).items():
        for kind in kinds.keys() & found.keys():
            raise ContractError(f'"{SENTENCES}{kind}]" staat er twee keer', file, "Voeg ze samen")
        found |= kinds
    return found


def where_said(kind: str, sources: Path = paths.SOURCES) -> str:
    """File and kind of these sentences, for messages and for the claim of a number in them."""
    file = next(name for name, kinds in _sentences_by_file(sources).items() if kind in kinds)
    return f"{file}: [{kind}]"


@lru_cache(maxsize=8)
def _sentences_by_file(sources: Path) -> dict[str, dict[str, dict[str, str]]]:
    files = sorted((sources / FOLDER).glob("*.toml"))
    said = [path for path in files if f"\n{SENTENCES}" in "\n" + path.read_text(encoding="utf-8")]
    return {path.name: read_toml(path, Zinnenbestand).zin for path in said}


def _read_chapter(path: Path, catalog: Catalog, sources: Path) -> Verklaard:
    found = read_toml(path, Hoofdstukbestand)
    named = {**_lists_of_crossing(sources), **found.cijfers}
    blocks = tuple(_read_block(raw, number, path.name, named) for number, raw in enumerate(found.blok))
    for number, block in enumerate(blocks):
        _check(block, _where(path.name, number, block.soort), catalog)
    return Verklaard(path.stem, found.titel, blocks)


def _lists_of_crossing(sources: Path) -> dict[str, tuple[str, ...]]:
    """The figures of `sources/kruising` by the name of their file, to be used as a list of indicators."""
    crossing = load_crossing(sources / "kruising")
    return {
        "ses_index": tuple(crossing.ses.codes),
        "leefstijl": crossing.leefstijl.indicatoren,
        "kwetsbaarheid": tuple(part.code for part in crossing.kwetsbaarheid.onderdeel),
    }


def _read_block(raw: Mapping[str, Any], number: int, file: str, named: Mapping[str, tuple[str, ...]]) -> Blok:
    kind = raw.get("soort")
    where = _where(file, number, kind or "zonder soort")
    if kind not in MODELS:
        raise ContractError(f'onbekende soort blok "{kind}"', where, nearest(str(kind), MODELS))
    filled = dict(raw)
    if "indicatoren" in raw:
        filled["indicatoren"] = _spell_out(raw["indicatoren"], named)
    try:
        return MODELS[str(kind)].model_validate(filled)
    except ValidationError as error:
        raise explain(error, MODELS[str(kind)], filled, where) from None


def _spell_out(value: object, named: Mapping[str, tuple[str, ...]]) -> object:
    """A list of indicators, with the lists that are called by their name written out."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return value
    return [code for item in items for code in (named.get(item, (item,)) if isinstance(item, str) else (item,))]


def _check(block: Blok, where: str, catalog: Catalog) -> None:
    """Every indicator, age group and table of a block is declared."""
    tables = {tabel.code for source in catalog.sources for tabel in source.tabel}
    for code in block.tables:
        if code not in tables:
            raise ContractError(f'onbekende tabel "{code}"', where, nearest(code, tables))
    for code in block.codes:
        if code not in catalog.indicators and code not in local_codes():
            raise ContractError(f'onbekende indicator "{code}"', where, nearest(code, catalog.indicators))
    known = {age for code in block.codes if code in catalog.indicators for age in _ages_of(catalog, code)}
    for age in block.ages if known and MANY not in known and not local_codes() & set(block.codes) else ():
        if age not in known:
            raise ContractError(f'van deze indicatoren is er geen leeftijd "{age}"', where, nearest(age, known))


def _ages_of(catalog: Catalog, code: str) -> Collection[str]:
    indicator = catalog.indicators[code]
    return indicator.leeftijden or list_ages(catalog.source_of(code), indicator)


def nearest(name: str, known: Collection[str]) -> str:
    """The right name that looks most like this one, or all of them when there are few."""
    choose = choices(sorted(known)) if len(known) <= 40 else "Kies een code uit sources/INDICATOREN.md"
    return did_you_mean(name, known, choose)
