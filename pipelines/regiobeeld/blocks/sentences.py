"""Fill the sentences that are declared in `sources/rapport`: Jinja templates with the facts of this run.

A template sees the facts of the region (`region_facts`), those that its block computes, and the filters below. It
gives plain text: every block of the page escapes what it shows, after the guard on wording.
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

from regiobeeld import __version__
from regiobeeld.blocks.common import none_of, of_all, parts_word, so_many_of
from regiobeeld.blocks.judged import age_of, difference, in_cell, verdict, why
from regiobeeld.blocks.text import (
    TARGET_YEAR,
    WIJK_YEAR,
    WOORDEN,
    aantal,
    enkele,
    groep,
    hoofdletter,
    in_gebied,
    leefstijl_jaar,
    leeftijd_naam,
    met_aantal,
    naam_in_zin,
    onderwerp,
    ses_jaar,
    tegenover_nederland,
)
from regiobeeld.catalog.crossing import Kruising, load_crossing
from regiobeeld.claims.marks import plain
from regiobeeld.claims.recorder import template as template_of
from regiobeeld.crossing.wording import CIRCULAR, CIRCULAR_SHORT, describe_rule, name_part
from regiobeeld.errors import ContractError, did_you_mean
from regiobeeld.needs import future_words
from regiobeeld.needs.future import outlook_of
from regiobeeld.numbers import (
    JAREN,
    bereik,
    getal,
    in_woorden,
    is_leeg,
    met_eenheid,
    opsomming,
    procent,
    round_off,
)
from regiobeeld.outline.blocks import Blok
from regiobeeld.outline.chapters import FOLDER, SENTENCES, load_sentences, where_said
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.phrase import is_past
from regiobeeld.projection.declared import load_projection
from regiobeeld.stats.combine import MIN_COVERAGE
from regiobeeld.stats.compare import FALSE_DISCOVERY
from regiobeeld.stats.guards import NOISE_POINTS
from regiobeeld.stats.ses import WINSOR

_SPACES = re.compile(r"[ \t\r\n]+")


def kleine_letter(text: str) -> str:
    """First letter small, the rest untouched."""
    return text[:1].lower() + text[1:]


def met_maat(value: float, info: IndicatorInfo) -> str:
    """A figure with the unit and the decimals of its indicator."""
    return met_eenheid(value, info.eenheid, info.decimalen)


def afgerond(value: float) -> str:
    """An estimate of people in two digits: "25.000"."""
    return getal(round_off(value))


def als_bereik(bounds: tuple[float, float], decimalen: int = 1) -> str:
    """An interval from its two bounds."""
    return bereik(bounds[0], bounds[1], decimalen)


OWN_FILTERS: dict[str, Callable[..., str | list[str]]] = {
    "afgerond": afgerond,
    "band": future_words.band_in_cel,
    "bereik": als_bereik,
    "deelnaam": name_part,
    "enkele": enkele,
    "euro": partial(met_eenheid, eenheid="euro"),
    "geen_uitspraak": why,
    "getal": getal,
    "groep": groep,
    "hoofdletter": hoofdletter,
    "in_cel": in_cell,
    "in_gebied": in_gebied,
    "in_woorden": in_woorden,
    "kaal": plain,
    "kleine_letter": kleine_letter,
    "kort": age_of,
    "leeftijd": leeftijd_naam,
    "met_aantal": met_aantal,
    "met_maat": met_maat,
    "onderwerp": onderwerp,
    "oordeel": verdict,
    "over_hulp": future_words.about_help,
    "over_ouderen": future_words.about_old,
    "over_zorg": future_words.about_care,
    "opsomming": opsomming,
    "oud": lambda age: leeftijd_naam(age).replace(" en ", " of "),
    "procent": procent,
    "proef": future_words.honest_sentence,
    "proef_landelijk": future_words.national_error,
    "rond": future_words.rond,
    "regel": describe_rule,
    "soort": WOORDEN.in_short.__getitem__,
    "te_klein": future_words.unsayable,
    "tegenover_nederland": tegenover_nederland,
    "verschil": difference,
}
"""What a sentence may do with a value, besides what Jinja itself offers."""


def _tell_number(value: object) -> object:
    """A bare count in a sentence is written as every other number; a year stays a year."""
    is_count = isinstance(value, Integral) and not isinstance(value, bool)
    return getal(value) if is_count and value not in JAREN else value


_ENV = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_tell_number)
_ENV.filters.update(OWN_FILTERS)
_ENV.globals.update(aantal=aantal, zoveel_van=so_many_of)
_ENV.tests["bekend"] = lambda value: not is_leeg(value)


@dataclass(frozen=True)
class Zinnen:
    """The templates of one block: `zinnen("titel", jaar=2020)` is the sentence.

    Attributes:
        where: file and block, for messages.
        templates: the templates by name; one that is empty gives no text.
        facts: what every template of the report sees.
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


def shared(profile: Profile, kind: str, **facts: Any) -> Zinnen:
    """The sentences of one kind that are said in several places (`[zin.<kind>]` in sources/rapport)."""
    return said_by(kind, {**region_facts(profile), **facts})


def said_by(kind: str, facts: Mapping[str, Any]) -> Zinnen:
    """As `shared`, where there is no profile: with these facts only."""
    known = load_sentences()
    if kind not in known:
        raise ContractError(f'het blok "{SENTENCES}{kind}]" ontbreekt', FOLDER, _nearest(kind, known))
    return Zinnen(where_said(kind), known[kind], facts)


@lru_cache(maxsize=64)
def region_facts(profile: Profile) -> dict[str, Any]:
    """What every template may speak of: the region, its parts, the years, the declarations of the crossing."""
    crossing = _crossing()
    facts: dict[str, Any] = {
        "regio": profile.naam,
        "in_regio": in_gebied(profile.naam),
        "de_regio": naam_in_zin(profile.naam),
        "is_nederland": profile.code == NEDERLAND,
        "is_gemeente": profile.is_single,
        "gemeenten": len(profile.region.gemeenten),
        "deel": parts_word(profile, 1),
        "delen": parts_word(profile),
        "van_alle": partial(of_all, profile),
        "geen_van": partial(none_of, profile),
        "toen": lambda jaar: is_past(jaar, profile.heden),
        "indeling": TARGET_YEAR,
        "wijkindeling": WIJK_YEAR,
        "jaar_van_ses": ses_jaar(profile),
        "jaar_van_leefstijl": leefstijl_jaar(profile),
        "ruis": NOISE_POINTS,
        "dekking": MIN_COVERAGE,
        "afkap": WINSOR,
        "ten_onrechte": FALSE_DISCOVERY,
        "versie": __version__,
        "aanroep": profile.region.slug,
        "ses_index": crossing.ses,
        "leefstijl": crossing.leefstijl,
        "kwetsbaarheid": crossing.kwetsbaarheid,
        "projectie": load_projection(),
        "rekenmodel": CIRCULAR,
        "rekenmodel_kort": CIRCULAR_SHORT,
        "lokale_bronnen": profile.lokaal.bronnen,
        "vooruit": partial(outlook_of, profile),
    }
    return {**facts, "modelschatting": said_by("modelschatting", facts)("uitleg")}


@lru_cache(maxsize=1)
def _crossing() -> Kruising:
    return load_crossing()


def fill(template: str, facts: Mapping[str, Any], where: str) -> str:
    """The text of a template; white space and line ends become one space.

    Raises:
        ContractError: the template is no template, or speaks of something that is not there.
    """
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
    return _SPACES.sub(" ", text).strip(" ")


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
