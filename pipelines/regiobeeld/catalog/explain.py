"""Say in plain Dutch what is wrong with a declaration: which file, which key, which values are allowed.

pydantic reports a problem as a type, a path of keys and numbers, and the value found. An analyst knows none of
these: `roken`, not number 10 of `indicator`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from regiobeeld.errors import ContractError, did_you_mean

Loc = tuple[str | int, ...]

KEY_MARK = "[key]"
_NAMES = ("code", "naam", "pad", "jaar")

_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "Gebruik kleine letters, cijfers en _, te beginnen met een letter",
    r"^(totaal|[0-9]+|[0-9]+-[0-9]+|[0-9]+\+)$": "Schrijf een leeftijd als totaal, 18+, 18-64 of 7",
}
_KINDS = {
    "string": "hier hoort tekst, tussen aanhalingstekens",
    "int": "hier hoort een heel getal",
    "float": "hier hoort een getal, met een punt voor de decimalen",
    "bool": "hier hoort true of false",
    "date": "hier hoort een datum, zoals 2026-11-21",
    "datetime": "hier hoort een datum, zoals 2026-11-21",
    "tuple": "hier hoort een lijst, tussen vierkante haken",
    "list": "hier hoort een lijst, tussen vierkante haken",
    "dict": "hier hoort een blok met sleutels",
    "model": "hier hoort een blok met sleutels",
}
_LIMITS = {
    "greater_than_equal": ("ge", "is te laag: ten minste {}"),
    "greater_than": ("gt", "is te laag: meer dan {}"),
    "less_than_equal": ("le", "is te hoog: ten hoogste {}"),
    "less_than": ("lt", "is te hoog: minder dan {}"),
}


def explain(error: ValidationError, model: type[BaseModel], raw: Mapping[str, Any], file: str) -> ContractError:
    """The first problem as one Dutch error, and how many more there are. An unknown key goes first: a misspelt key
    that is required is missing too, and its name says more.

    Args:
        error: what pydantic found.
        model: the model of the whole file.
        raw: the file as read, to name entries by their code.
        file: name of the file.
    """
    problems = error.errors(include_url=False)
    first = next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])
    what, mend = _describe(first, model)
    more = f" (en nog {len(problems) - 1} andere)" if len(problems) > 1 else ""
    return ContractError(what + more, place(file, _full_loc(first), raw), mend)


def place(file: str, loc: Loc, raw: Mapping[str, Any]) -> str:
    """File and path of keys, entries called by their code: `bron.toml: indicator "roken" -> eenheid`."""
    loc = tuple(part for part in loc if part != KEY_MARK)
    if _from_defaults(loc, raw):
        loc = ("standaard", *loc[2:])
    words: list[str] = []
    node: Any = raw
    for part in loc:
        node = _step(node, part)
        if isinstance(part, int):
            words[-1] += f" {_entry_name(node, part)}"
        else:
            words.append(part)
    return f"{file}: {' -> '.join(words)}" if words else file


def choices(values: Sequence[str]) -> str:
    """`Kies uit: a, b, c`, in the order given."""
    return f"Kies uit: {', '.join(values)}"


def _describe(problem: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and how to mend it."""
    kind, found, context = problem["type"], problem["input"], problem.get("ctx", {})
    if kind in _SAYINGS:
        return _SAYINGS[kind](problem, model)
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return f"waarde {_shown(found)} {words.format(context[key])}", ""
    return f"waarde {_shown(found)} past niet", _KINDS.get(kind.split("_")[0], "").capitalize()


def _say_unknown_key(problem: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    key = str(problem["loc"][-1])
    owner = _model_at(model, problem["loc"][:-1])
    known = list(owner.model_fields) if owner else []
    return f'onbekende sleutel "{key}"', did_you_mean(key, known, choices(known))


def _say_not_allowed(problem: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    thing = "sleutel" if problem["loc"][-1] == KEY_MARK else "waarde"
    allowed = re.findall(r"'([^']*)'", problem["ctx"]["expected"])
    return f"onbekende {thing} {_shown(problem['input'])}", choices(allowed)


def _say_missing(problem: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    is_place = isinstance(problem["loc"][-1], int)
    return "er ontbreekt een waarde" if is_place else "verplichte sleutel ontbreekt", ""


def _say_rule(problem: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    return str(problem["ctx"]["error"]), ""


def _say_form(problem: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    mend = _PATTERNS.get(problem["ctx"]["pattern"], "")
    return f"waarde {_shown(problem['input'])} heeft niet de goede vorm", mend


def _say_length(problem: ErrorDetails, _model: type[BaseModel]) -> tuple[str, str]:
    context = problem["ctx"]
    if problem["type"] == "string_too_short":
        return f"tekst is te kort: ten minste {context['min_length']} tekens", ""
    if problem["type"] == "too_short":
        return f"lijst is te kort: ten minste {context['min_length']}", ""
    return f"lijst is te lang: ten hoogste {context['max_length']}", ""


_SAYINGS: dict[str, Callable[[ErrorDetails, type[BaseModel]], tuple[str, str]]] = {
    "extra_forbidden": _say_unknown_key,
    "literal_error": _say_not_allowed,
    "missing": _say_missing,
    "value_error": _say_rule,
    "string_pattern_mismatch": _say_form,
    "string_too_short": _say_length,
    "too_short": _say_length,
    "too_long": _say_length,
}


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _full_loc(problem: ErrorDetails) -> Loc:
    """The path of a problem; a rule over several keys starts with the key it is about, between quotes."""
    about = re.match(r"'\[*(\w+)\]*'", problem["msg"].removeprefix("Value error, "))
    return (*problem["loc"], about[1]) if problem["type"] == "value_error" and about else problem["loc"]


def _from_defaults(loc: Loc, raw: Mapping[str, Any]) -> bool:
    """Does this key of an indicator come from `[standaard]`?"""
    if len(loc) < 3 or loc[0] != "indicator":
        return False
    entry = _step(_step(raw, "indicator"), loc[1])
    return loc[2] not in (entry or {}) and loc[2] in (raw.get("standaard") or {})


def _step(node: Any, part: str | int) -> Any:
    try:
        return node[part]
    except (KeyError, IndexError, TypeError):
        return None


def _entry_name(entry: Any, number: int) -> str:
    """Entry of a list by its name in quotes, or by its number, counted from one."""
    if isinstance(entry, Mapping):
        for key in _NAMES:
            if isinstance(entry.get(key), str):
                return f'"{entry[key]}"'
    return str(number + 1)


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that describes the block at `loc`; None when there is no such block."""
    here: Any = model
    for part in loc:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(part))
            here = _bare(field.annotation) if field else None
        else:
            here = _bare(_element(here))
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """The type without `| None` and `Annotated`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _element(annotation: Any) -> Any:
    """What stands at one place of a `tuple[X, ...]` or under one key of a `dict[str, X]`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return arguments[0]
    return arguments[1] if origin is dict else None
