"""The page `docs/declaraties.md`: every key of a declaration with its type, default, meaning and an example.

What a key may hold comes from the models, what it means from `keys.toml`; a key that is in one and not in the
other is an error, so that the page can leave nothing out.
"""

from __future__ import annotations

import datetime
import tomllib
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from regiobeeld import paths
from regiobeeld.catalog.models import Bestand, Breuk, Bron, Indicator, Kolom, Streefwaarde
from regiobeeld.catalog.region_file import KEYS as REGION_KEYS
from regiobeeld.catalog.tables import Dimensie, Tabel, Via
from regiobeeld.errors import ContractError
from regiobeeld.statline.services import Dienst

FILE_NAME = "declaraties.md"
TEXTS = Path(__file__).with_name("keys.toml")
REGION = "regio"
MODELS: dict[str, tuple[str, type[BaseModel]]] = {
    "bron": ("`[bron]`: wie heeft gemeten", Bron),
    "tabel": ("`[[tabel]]`: een tabel en hoe zij geschreven is", Tabel),
    "dienst": ("`dienst` van een tabel: waar zij vandaan komt", Dienst),
    "dimensie": (
        "`[dimensies]`: gebied, periode, leeftijd, geslacht, uitsplitsing en marge, elk met deze sleutels",
        Dimensie,
    ),
    "via": ("`via` van een dimensie", Via),
    "indicator": ("`[[indicator]]`: een cijfer", Indicator),
    "kolom": ("`kolommen` van een indicator", Kolom),
    "breuk": ("`breuken` van een indicator", Breuk),
    "streefwaarde": ("`streefwaarde` van een indicator", Streefwaarde),
    "bestand": ("`[[bestand]]`: een bestand zonder cijfers", Bestand),
}
_INTRO = """\
# Sleutels van een declaratie

Deze pagina wordt gemaakt uit de modellen (`make docs`); verander haar niet met de hand.

Een bron is een bestand `sources/<bron>.toml` met `[bron]`, `[[tabel]]`, `[dimensies]` en `[[indicator]]`.
Sleutels onder `[standaard]` gelden voor elke indicator die ze niet zelf geeft. Een sleutel die hier niet staat,
wordt geweigerd.
`make kolommen BESTAND=<bestand>` stelt een declaratie voor; daarna `make basis BRON=<bron> BRONMAP=<map>`."""
_PLAIN = {str: "tekst", int: "heel getal", float: "getal", bool: "true of false", datetime.date: "datum"}


def write_reference() -> str:
    """The whole page as Markdown."""
    texts = read_texts()
    parts = [_INTRO]
    parts += [_section(title, list(_model_rows(model, texts[name]))) for name, (title, model) in MODELS.items()]
    rows = [(key, "", "", *texts[REGION][key]) for key in REGION_KEYS]
    parts.append(_section("`sources/regios/<regio>.toml`: een eigen regio", rows))
    return "\n\n".join(parts) + "\n"


def read_texts() -> dict[str, dict[str, tuple[str, str]]]:
    """Per model and key its meaning and an example.

    Raises:
        ContractError: a key of a model is not explained, or one that does not exist is.
    """
    raw = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    for name, keys in {**{n: list(m.model_fields) for n, (_, m) in MODELS.items()}, REGION: REGION_KEYS}.items():
        odd = sorted(set(keys) ^ set(raw.get(name, {})))
        if odd:
            mend = "Leg elke sleutel van het model uit, en geen andere"
            raise ContractError(f"uitleg past niet bij het model: {', '.join(odd)}", f"{TEXTS.name}: {name}", mend)
    return {name: {key: (text, example) for key, (text, example) in keys.items()} for name, keys in raw.items()}


def _model_rows(model: type[BaseModel], texts: dict[str, tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for key, field in model.model_fields.items():
        yield (key, _kind(field.annotation), _default(field), *texts[key])


def _section(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| Sleutel | Wat erin hoort | Zonder | Betekenis | Voorbeeld |", "| --- | --- | --- | --- | --- |"]
    for key, kind, default, meaning, example in rows:
        lines.append(f"| `{key}` | {kind} | {default} | {meaning} | `{example.replace('|', chr(92) + '|')}` |")
    return "\n".join([f"## {title}", "", *lines])


def _kind(annotation: Any) -> str:
    """What a key holds, in words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin in (Union, types.UnionType):
        return _kind(next(a for a in arguments if a is not type(None)))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return f"lijst van {_kind(arguments[0])}" if arguments[-1] is ... else f"{len(arguments)} getallen"
    if origin is dict:
        return "blok"
    return _PLAIN.get(annotation, "blok")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "verplicht"
    value = field.get_default(call_default_factory=True)
    if value in (None, (), {}) or (isinstance(value, str) and not value):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f'`"{one}"`' for one in value)
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def main(project: Path = paths.PROJECT) -> Path:
    """Write the page; returns where it is."""
    page = project / "docs" / FILE_NAME
    page.parent.mkdir(exist_ok=True)
    page.write_text(write_reference(), encoding="utf-8")
    return page
