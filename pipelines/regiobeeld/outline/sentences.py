"""Fill the sentences that are declared in `sources/rapport`: Jinja templates with the facts of this run.

A template sees the facts it is given and the filters below; `more_filters` adds those of higher rooms. It gives
plain text: every block of the page escapes what it shows, after the guard on wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from numbers import Integral
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateAssertionError, TemplateError, TemplateSyntaxError
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regiobeeld.claims.marks import FIRST_SHOWN, plain
from regiobeeld.claims.recorder import template as template_of
from regiobeeld.errors import ContractError, did_you_mean
from regiobeeld.numbers import (
    JAREN,
    aantal,
    bereik,
    enkele,
    getal,
    in_woorden,
    is_leeg,
    met_aantal,
    met_eenheid,
    opsomming,
    procent,
    round_expected,
    round_off,
)
from regiobeeld.outline.blocks import Blok
from regiobeeld.outline.chapters import FOLDER, SENTENCES, load_sentences, where_said

Filter = Callable[..., str | list[str]]
_SPACES = re.compile(r"[ \t\r\n]+")


def hoofdletter(tekst: str) -> str:
    """First letter in capitals, the rest untouched ("'s-Hertogenbosch" keeps its small s)."""
    return FIRST_SHOWN.sub(lambda first: first[0].upper(), tekst, count=1)


def kleine_letter(text: str) -> str:
    """First letter small, the rest untouched."""
    return text[:1].lower() + text[1:]


def afgerond(value: float) -> str:
    """An estimate of people in two digits: "25.000"."""
    return getal(round_off(value))


def rond(value: float) -> str:
    """As `round_expected`, in writing: "57.900"."""
    return getal(round_expected(value))


def als_bereik(bounds: tuple[float, float], decimalen: int = 1) -> str:
    """An interval from its two bounds."""
    return bereik(bounds[0], bounds[1], decimalen)


FILTERS: dict[str, Filter] = {
    "afgerond": afgerond,
    "bereik": als_bereik,
    "enkele": enkele,
    "euro": partial(met_eenheid, eenheid="euro"),
    "getal": getal,
    "hoofdletter": hoofdletter,
    "in_woorden": in_woorden,
    "kaal": plain,
    "kleine_letter": kleine_letter,
    "met_aantal": met_aantal,
    "opsomming": opsomming,
    "procent": procent,
    "rond": rond,
}
"""What a sentence may do with a number, a text or a list, besides what Jinja itself offers."""


def _tell_number(value: object) -> object:
    """A bare count in a sentence is written as every other number; a year stays a year."""
    is_count = isinstance(value, Integral) and not isinstance(value, bool)
    return getal(value) if is_count and value not in JAREN else value


_ENV = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_tell_number)
_ENV.filters.update(FILTERS)
_ENV.globals["aantal"] = aantal
_ENV.tests["bekend"] = lambda value: not is_leeg(value)


def more_filters(filters: Mapping[str, Filter], **functions: Callable[..., str]) -> None:
    """What the sentences of a report may do besides: filters, and functions to call."""
    _ENV.filters.update(filters)
    _ENV.globals.update(functions)


@dataclass(frozen=True)
class Zinnen:
    """The templates of one block: `zinnen("titel", jaar=2020)` is the sentence.

    Attributes:
        where: file and block, for messages.
        templates: the templates by name; one that is empty gives no text.
        facts: what every one of them sees.
        kolommen: the templates of its tables: table -> heading -> cell.
    """

    where: str
    templates: Mapping[str, str]
    facts: Mapping[str, Any]
    kolommen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, block: Blok, where: str, facts: Mapping[str, Any]) -> Zinnen:
        """All templates of a declared block; each knows the other keys of its block (`leeftijd`, `grens`)."""
        return cls(where, block.zinnen, {**facts, **dict(block)}, block.tabellen)

    def __call__(self, name: str, **facts: Any) -> str:
        template = self.templates.get(name)
        if template is None:
            raise ContractError(f'de zin "{name}" ontbreekt', self.where, _nearest(name, self.templates))
        return fill(template, {**self.facts, **facts}, f"{self.where} -> {name}")

    def grens(self, name: str) -> int:
        """A limit that the block of these sentences declares (`[blok.grens]`)."""
        if name not in self.facts:
            raise ContractError(f'de grens "{name}" ontbreekt', self.where, "Zet haar onder [blok.grens]")
        return int(self.facts[name])

    def rij(self, **facts: Any) -> dict[str, str]:
        """Every sentence by its name, in order: a row of a table with the names as headings."""
        return {name: self(name, **facts) for name in self.templates}

    def alle(self, **facts: Any) -> list[str]:
        """Every sentence in order; one that gives no text is left out."""
        return [text for text in self.rij(**facts).values() if text]


def said_by(kind: str, facts: Mapping[str, Any]) -> Zinnen:
    """The sentences of one kind that are said in several places (`[zin.<kind>]` in sources/rapport)."""
    known = load_sentences()
    if kind not in known:
        raise ContractError(f'het blok "{SENTENCES}{kind}]" ontbreekt', FOLDER, _nearest(kind, known))
    return Zinnen(where_said(kind), known[kind], facts)


def fill(template: str, facts: Mapping[str, Any], where: str) -> str:
    """The text of a template; white space and line ends become one space.

    Raises:
        ContractError: the template is no template, or speaks of something that is not there.
    """
    if not is_template(template):
        return _in_one_line(template)
    try:
        with template_of(where):
            made = compiled(template, where)
            # As `render`, without copying every global for every cell of a table.
            text = "".join(made.root_render_func(made.new_context({**_ENV.globals, **facts}, shared=True)))
    except UndefinedError as error:
        found = re.search(r"'(\w+)' is undefined|attribute '(\w+)'", str(error))
        name = (found[1] or found[2]) if found else str(error)
        raise ContractError(f'onbekende naam "{name}" in een sjabloon', where, _nearest(name, facts)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        mend = "Controleer wat er tussen {{ en }} staat"
        raise ContractError(f"een sjabloon is niet in te vullen ({error})", where, mend) from error
    return _in_one_line(text)


def _in_one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def is_template(text: str) -> bool:
    """Whether there is something to fill in; half of the declared texts have nothing."""
    return "{" in text


def compiled(template: str, where: str) -> Template:
    """A template, made once.

    Raises:
        ContractError: it is no valid template, or uses a filter that does not exist.
    """
    try:
        return _compile(template)
    except TemplateAssertionError as error:
        named = re.search(r"'(\w+)'", str(error))
        mend = _nearest(named[1], _ENV.filters) if named else ""
        raise ContractError(f"onbekende bewerking in een sjabloon ({error.message})", where, mend) from error
    except TemplateSyntaxError as error:
        mend = "Controleer {{ ... }}, {% if ... %} en {% endif %}"
        what = f"geen geldig sjabloon, regel {error.lineno} ({error.message})"
        raise ContractError(what, where, mend) from error


@lru_cache(maxsize=1024)
def _compile(template: str) -> Template:
    return _ENV.from_string(template)


def _nearest(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known, f"Bekend zijn: {', '.join(sorted(known))}")
