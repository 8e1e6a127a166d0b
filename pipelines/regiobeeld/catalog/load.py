"""Read `sources/*.toml` and `sources/regios/*.toml` into the catalogue, and refuse what does not fit together.

Whatever is wrong becomes one `ContractError` in Dutch with file and key. What one file can say about itself is
checked by the models; what needs several entries or files (codes, weights, tables) is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from regiobeeld import paths
from regiobeeld.catalog.explain import choices, explain, place
from regiobeeld.catalog.models import Catalog, Indicator, Source
from regiobeeld.catalog.region_file import read_regions
from regiobeeld.catalog.tables import Model, Tabel
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError, SourceUnreachableError

TO_FILL = "VUL IN"
"""How a proposed declaration (`make kolommen`) marks what only a person can say."""
WEIGHTS = ("bevolking", "bevolking_totaal")

AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(frozen=True)
class Loaded:
    """One source with the name of its file, for messages."""

    file: str
    source: Source


def load_catalog(folder: Path = paths.SOURCES) -> Catalog:
    """Read all declarations below `folder`, in alphabetical order of the files.

    Raises:
        ContractError: anything in the files that does not fit; the first problem found.
        SourceUnreachableError: a file cannot be opened.
    """
    # The lock of the snapshots lies in the same folder; it is written by the program and declares nothing.
    files = [path for path in sorted(folder.glob("*.toml")) if not path.name.endswith(".lock.toml")]
    if not files:
        raise ContractError("er zijn geen bronnen", folder, "Zet ten minste één bron in deze map: <bron>.toml")
    loaded = [Loaded(path.name, read_toml(path, Source)) for path in files]
    for check in _CHECKS:
        check(loaded)
    return Catalog(sources=tuple(item.source for item in loaded), regios=read_regions(folder / "regios"))


def read_toml(path: Path, model: type[AnyModel]) -> AnyModel:
    """One TOML file as `model`.

    Raises:
        ContractError: no valid TOML, or something the model does not allow.
        SourceUnreachableError: the file cannot be opened.
    """
    return cast(AnyModel, _validated(_read_text(path), path.name, model))


@lru_cache(maxsize=1024)
def _validated(text: str, name: str, model: type[Model]) -> Model:
    """The same text is the same declaration: a report asks for most files several times."""
    raw = _parse_toml(text, name)
    _refuse_unfilled(raw, name, ())
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise explain(error, model, raw, name) from None


def _refuse_unfilled(node: Any, file: str, loc: tuple[str | int, ...]) -> None:
    """A text that a proposal left open must not reach a report."""
    if isinstance(node, str) and node.startswith(TO_FILL):
        raise ContractError(f'hier staat nog "{node[:60]}"', place(file, loc, {}), "Schrijf daar uw eigen tekst")
    items = node.items() if isinstance(node, dict) else enumerate(node, 1) if isinstance(node, list) else ()
    for key, value in items:
        _refuse_unfilled(value, file, (*loc, key if isinstance(key, str) else str(key)))


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Controleer de rechten") from error
    except UnicodeDecodeError as error:
        raise ContractError("bestand is geen UTF-8", path.name, "Bewaar het bestand als UTF-8") from error


def _parse_toml(text: str, name: str) -> dict[str, Any]:
    try:
        return parse_toml(text)
    except ValueError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line = f"{name}: regel {where[1]}, kolom {where[2]}" if where else f"{name}: einde van het bestand"
        twice = re.search(r"twice|overwrite|mutate|redefine", str(error))
        mend = "Controleer aanhalingstekens, haken en het =-teken"
        raise ContractError(
            "geen geldige TOML", line, "Een sleutel of blok staat er twee keer" if twice else mend
        ) from error


def _check_source_codes(loaded: list[Loaded]) -> None:
    _refuse_double((item.source.bron.code, item.file, "bron") for item in loaded)


def _check_indicator_codes(loaded: list[Loaded]) -> None:
    _refuse_double((i.code, item.file, "indicator") for item in loaded for i in item.source.indicator)


def _check_table_codes(loaded: list[Loaded]) -> None:
    for item in loaded:
        _refuse_double((t.code, item.file, "tabel") for t in item.source.tabel)


def _refuse_double(codes: Iterator[tuple[str, str, str]]) -> None:
    """Each (code, file, kind) may come once."""
    seen: dict[str, str] = {}
    for code, file, kind in codes:
        if code in seen:
            raise ContractError(
                f'code "{code}" staat er al in {seen[code]}',
                f'{file}: {kind} "{code}" -> code',
                "Geef een van beide een andere code",
            )
        seen[code] = file


def _check_weights(loaded: list[Loaded]) -> None:
    """A weight is the population or a count that can be added up."""
    known = {i.code: i for item in loaded for i in item.source.indicator}
    counts = sorted(code for code, i in known.items() if i.aggregatie == "som" and code not in WEIGHTS)
    for item, indicator in _indicators(loaded):
        weight = indicator.gewicht
        if weight is None or weight in WEIGHTS:
            continue
        where = f'{item.file}: indicator "{indicator.code}" -> gewicht'
        if weight not in known:
            raise ContractError(f'gewicht "{weight}" bestaat niet', where, choices([*WEIGHTS, *counts]))
        if known[weight].aggregatie != "som":
            what = f'gewicht "{weight}" is geen aantal dat wordt opgeteld'
            raise ContractError(what, where, choices([*WEIGHTS, *counts]))


def _check_table_names(loaded: list[Loaded]) -> None:
    """`tabellen` names tables of the same source, and leaves every indicator at least one."""
    for item, indicator in _indicators(loaded):
        known = [tabel.code for tabel in item.source.tabel]
        for number, named in enumerate((indicator.tabellen, *(k.tabellen for k in indicator.entries))):
            unknown = next((code for code in named if code not in known), None)
            if unknown is not None:
                path = f"kolommen {number} -> tabellen" if number else "tabellen"
                where = f'{item.file}: indicator "{indicator.code}" -> {path}'
                raise ContractError(f'tabel "{unknown}" bestaat niet in deze bron', where, choices(known))
        if not any(item.source.columns(tabel, indicator) for tabel in item.source.tabel):
            where = f'{item.file}: indicator "{indicator.code}" -> tabellen'
            mend = "Laat 'tabellen' van de indicator en van zijn kolommen ten minste één tabel gemeen hebben"
            raise ContractError("geen enkele tabel past bij deze indicator", where, mend)


def _check_editions(loaded: list[Loaded]) -> None:
    """`vervangt` and `dimensies_van` name other tables of the same source."""
    for item in loaded:
        for tabel in item.source.tabel:
            known = [other.code for other in item.source.tabel if other.code != tabel.code]
            named = [("vervangt", code) for code in tabel.vervangt]
            named += [("dimensies_van", tabel.dimensies_van)] if tabel.dimensies_van else []
            for key, unknown in named:
                if unknown not in known:
                    where = f'{item.file}: tabel "{tabel.code}" -> {key}'
                    what = f'tabel "{unknown}" is geen andere tabel van deze bron'
                    raise ContractError(what, where, choices(known))


def _check_lapses(loaded: list[Loaded]) -> None:
    """`vervalt_met` names a table that can be fetched, as source/table."""
    living = [f"{item.source.bron.code}/{t.code}" for item in loaded for t in item.source.tabel if t.dienst]
    for item in loaded:
        for tabel in item.source.tabel:
            if tabel.vervalt_met is not None and tabel.vervalt_met not in living:
                where = f'{item.file}: tabel "{tabel.code}" -> vervalt_met'
                what = f'"{tabel.vervalt_met}" is geen tabel die kan worden opgehaald'
                raise ContractError(what, where, "Schrijf bron/tabel, bijvoorbeeld gezondheid_wijk_buurt/50150NED")


def _check_dimensions(loaded: list[Loaded]) -> None:
    """Every table says about which area and period its figures are."""
    for item in loaded:
        for tabel in item.source.tabel:
            where = f'{item.file}: tabel "{tabel.code}"'
            if item.source.dimension(tabel, "gebied") is None:
                mend = "Zet 'kolom' of 'vast' bij dimensies.gebied, van de tabel of van de hele bron"
                raise ContractError(
                    "de tabel zegt niet over welk gebied het gaat", f"{where} -> dimensies -> gebied", mend
                )
            if not _has_period(item.source, tabel):
                mend = "Zet 'periode' bij de tabel, of 'kolom' bij dimensies.periode, of 'periode' bij elke kolom"
                raise ContractError("de tabel zegt niet over welke periode het gaat", f"{where} -> periode", mend)


def _has_period(source: Source, tabel: Tabel) -> bool:
    if tabel.periode or source.dimension(tabel, "periode"):
        return True
    columns = [kolom for indicator in source.indicator for kolom in source.columns(tabel, indicator)]
    # A column that is named for this table must say its period; an unnamed one need not occur in this table.
    named = [kolom for kolom in columns if tabel.code in kolom.tabellen]
    return any(kolom.periode for kolom in columns) and all(kolom.periode for kolom in named)


def _indicators(loaded: list[Loaded]) -> Iterator[tuple[Loaded, Indicator]]:
    return ((item, indicator) for item in loaded for indicator in item.source.indicator)


_CHECKS: tuple[Callable[[list[Loaded]], None], ...] = (
    _check_source_codes,
    _check_indicator_codes,
    _check_table_codes,
    _check_weights,
    _check_table_names,
    _check_editions,
    _check_lapses,
    _check_dimensions,
)
