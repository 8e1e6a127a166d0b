"""`make kolommen`: show the columns of a table with examples, and propose a declaration to paste.

The proposal is a beginning: what only a person can know says VUL IN, and such a text is refused when the
declaration is read.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regiobeeld.catalog.load import TO_FILL
from regiobeeld.errors import ContractError
from regiobeeld.observations.area_names import fold_name
from regiobeeld.observations.peek import Look, Seen
from regiobeeld.observations.periods import parse_period
from regiobeeld.schema import GEBIED_PATROON

MOST_INDICATORS = 12
_FEW = 4
LEVELS = ("NL", "PV", "GG", "CR", "ZK", "VR", "GM", "WK", "BU")
# Keys of StatLine that mean the same in all tables, and the words of its exports.
_SEXES = {
    "T001038": "totaal",
    "1100": "totaal",
    "3000": "man",
    "4000": "vrouw",
    "Mannen": "man",
    "Vrouwen": "vrouw",
}
_AGES = {"10000": "totaal", "20300": "18+", "53115": "18-64", "80200": "65+"}
_MARGINS = {"MW00000": "waarde", "MOG0095": "ondergrens", "MBG0095": "bovengrens"}
_NAMED = {"Waarde": "waarde", "Ondergrens 95%-interval": "ondergrens", "Bovengrens 95%-interval": "bovengrens"}


@dataclass(frozen=True)
class Known:
    """What the project knows: names of gemeenten of `year`, names of larger areas, codes that are taken."""

    year: int
    gemeenten: Mapping[str, str]
    larger: Mapping[str, str]
    taken: Collection[str]


def show_columns(look: Look) -> str:
    """One line per column: name, what the service calls it, how many different values, examples."""
    width = min(max(len(column.name) for column in look.columns), 50)
    lines = [f"{look.name}: {len(look.columns)} kolommen" + (f", {look.rows} rijen" if look.rows else "")]
    for column in look.columns:
        kind = "getallen" if column.is_numeric else "woorden"
        title = f"  {column.title}" + (f" ({column.unit})" if column.unit else "") if column.title else ""
        some = [w + (f" = {column.titles[w]}" if column.titles.get(w) else "") for w in column.words[:_FEW]]
        shown = f"  {column.count} {kind}: {', '.join(some)}" if some else f"  {kind}"
        lines.append(f"  {column.name:<{width}}{title}{shown}")
    return "\n".join(lines)


def propose(look: Look, known: Known, service: Mapping[str, str] | None = None) -> str:
    """The declaration as TOML, with VUL IN where a person must say something.

    Args:
        look: the table.
        known: see `Known`.
        service: `soort`, `eigenaar` and `tabel` for a table of a service.
    """
    code = _free_code(_slug(look.name)[:30] or "eigen", known.taken)
    dimensions = dict(_dimensions(look, known))
    used = {str(d["kolom"]) for d in dimensions.values() if "kolom" in d}
    topics = [c for c in look.columns if c.is_numeric and c.name not in used and c.name.upper() != "ID"]
    levels = _levels(look, dimensions)
    blocks = [
        _header(look),
        _block("[bron]", _source(look, code)),
        _block("[[tabel]]", {**_table(look, known, dimensions), **({"dienst": dict(service)} if service else {})}),
        _block("[dimensies]", dimensions),
    ]
    taken = {*known.taken}
    for column in topics[:MOST_INDICATORS]:
        indicator = _indicator(column, code, taken, levels, look.keys.get("decimaal", "."))
        taken.add(str(indicator["code"]))
        blocks.append(_block("[[indicator]]", indicator))
    rest = [column.name for column in topics[MOST_INDICATORS:]]
    if rest:
        blocks.append(f"# Nog {len(rest)} kolommen met getallen: {', '.join(rest)}\n")
    return "\n".join(blocks)


def _header(look: Look) -> str:
    lines = [
        f"# Voorstel voor {look.name}. Bewaar dit als sources/<bron>.toml en kijk elke regel na.",
        f"# Waar {TO_FILL} staat, hoort uw tekst. Haal weg wat u niet nodig hebt.",
        '# aggregatie = "niet": alleen waar de bron het gebied zelf geeft. Aantallen: "som". Een percentage kan',
        '# "gewogen" met gewicht = "bevolking"; dan krijgt ook een regio van meer gemeenten een cijfer.',
        "# Wat elke sleutel betekent, staat in docs/declaraties.md.",
        "",
    ]
    return "\n".join(lines)


def _source(look: Look, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "naam": _one_line(look.name)[:80],
        "organisatie": f"{TO_FILL}: wie heeft gemeten",
        "soort": "telling",
        "licentie": f"{TO_FILL}: bijvoorbeeld CC BY 4.0",
        "citaat": f"{TO_FILL}: hoe de bron genoemd wil worden",
        "url": f"{TO_FILL}: https://...",
    }


def _table(look: Look, known: Known, dimensions: Mapping[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = {
        "code": re.sub(r"[^A-Za-z0-9_-]", "_", look.name)[:40],
        "titel": _one_line(look.name)[:120],
        "gebied_jaar": known.year,
        "opgenomen": datetime.date.today(),
        **look.keys,
    }
    if "periode" not in dimensions:
        table["periode"] = f"{TO_FILL}: bijvoorbeeld 2024"
    return table


def _dimensions(look: Look, known: Known) -> Iterator[tuple[str, dict[str, Any]]]:
    """Which column says the area, the period, the age, the sex and the margin."""
    found: set[str] = set()
    for column in look.columns:
        for name, read in (("gebied", _area), ("periode", _period), ("marge", _margin)):
            dimension = read(column, known)
            if name not in found and dimension is not None:
                found.add(name)
                yield name, dimension
        for name, words in (("geslacht", _SEXES), ("leeftijd", _AGES)):
            if name not in found and column.name.casefold().startswith(name):
                found.add(name)
                yield name, _translated(column, {w: o for w in column.words if (o := _ours(w, words, column))})
    if "gebied" not in found:
        yield "gebied", {"kolom": f"{TO_FILL}: de kolom met de gebieden"}


def _area(column: Seen, known: Known) -> dict[str, Any] | None:
    """A column of codes, or of names of gemeenten (and larger areas) as they are called in a year."""
    words = [word for word in column.words if word]
    codes = sum(re.fullmatch(GEBIED_PATROON, word) is not None or word in {"NL00", "NL01"} for word in words)
    if words and codes >= len(words) / 2:
        other = [w for w in words if not re.fullmatch(GEBIED_PATROON, w) and w not in {"NL00", "NL01"}]
        return {"kolom": column.name, **({"overslaan": _patterns(other)} if other else {})}
    named = sum(fold_name(word) in known.gemeenten for word in words)
    if not words or named < max(len(words) / 3, 1) or column.is_numeric:
        return None
    larger = {word: code for word in words if (code := _larger(word, known))}
    other = [w for w in words if w not in larger and fold_name(w) not in known.gemeenten]
    dimension: dict[str, Any] = {"kolom": column.name, "namen_jaar": known.year}
    return dimension | ({"waarden": larger} if larger else {}) | ({"overslaan": other[:20]} if other else {})


def _larger(word: str, known: Known) -> str | None:
    if fold_name(word) in known.gemeenten:
        return None
    return "NL" if word == "Nederland" else known.larger.get(fold_name(word))


def _patterns(words: Collection[str]) -> list[str]:
    """Codes of kinds of areas that are not used (landsdelen), by their beginning; other words as they are."""
    kinds = sorted({f"{word[:2]}*" for word in words if re.fullmatch(r"[A-Z]{2}[0-9]+", word)})
    return [*kinds, *(word for word in words if not re.fullmatch(r"[A-Z]{2}[0-9]+", word))][:20]


def _period(column: Seen, _known: Known) -> dict[str, Any] | None:
    words = [word for word in column.words if word]
    if not words or not re.match(r"period|jaar", column.name.casefold()):
        return None
    try:
        for word in words:
            parse_period(word)
    except ContractError:
        return None
    return {"kolom": column.name}


def _margin(column: Seen, _known: Known) -> dict[str, Any] | None:
    words = {word: _MARGINS.get(word) or _NAMED.get(word) for word in column.words}
    kept = {word: ours for word, ours in words.items() if ours}
    return {"kolom": column.name, "waarden": kept} if "waarde" in kept.values() else None


def _translated(column: Seen, kept: Mapping[str, str]) -> dict[str, Any]:
    other = [word for word in column.words if word not in kept]
    found = {"kolom": column.name, **({"waarden": dict(kept)} if kept else {})}
    return found | ({"overslaan": other[:20]} if other else {})


def _ours(word: str, words: Mapping[str, str], column: Seen) -> str | None:
    """Our word for an age or sex, by its key, or by how StatLine writes it."""
    text = column.titles.get(word, word)
    if word in words or text in words:
        return words.get(word) or words[text]
    if text.startswith("Totaal"):
        return "totaal"
    for form, ours in ((r"([0-9]+) tot ([0-9]+) jaar", "-"), (r"([0-9]+) jaar of ouder", "+")):
        match = re.fullmatch(form, text)
        if match:
            return f"{match[1]}-{int(match[2]) - 1}" if ours == "-" else f"{match[1]}+"
    return None


def _levels(look: Look, dimensions: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The kinds of areas in the column of areas."""
    area = dimensions.get("gebied", {})
    words = next((c.words for c in look.columns if c.name == area.get("kolom")), ())
    codes = [*words, *dict(area.get("waarden", {})).values(), *(["GM"] if "namen_jaar" in area else [])]
    return [level for level in LEVELS if any(code.startswith(level) for code in codes)] or ["GM"]


def _indicator(column: Seen, source: str, taken: Collection[str], levels: list[str], sign: str) -> dict[str, Any]:
    title = _one_line(column.title or column.name)
    unit = column.unit or (found[1] if (found := re.search(r"\(([^()]*)\)\s*$", title)) else "")
    share = unit.startswith("%") or "%" in title
    numbers = [_number(word, sign) for word in column.words]
    filled = [number for number in numbers if number is not None]
    low = 0 if min(filled, default=0) >= 0 else -_round_up(-min(filled))
    name = re.sub(r"\s*\([^()]*\)\s*$|_[0-9]+$", "", title)
    return {
        "code": _free_code(_slug(name)[:40] or source, taken, source),
        "naam": name[:80],
        "thema": "gezondheid",
        "doelgroepen": ["algemeen"],
        "kolom": re.sub(r"(?<=[A-Za-z)])_[0-9]+$", "", column.name),
        "eenheid": "%" if share else "aantal",
        "decimalen": 1 if share or any(number != int(number) for number in filled) else 0,
        "richting": "neutraal",
        "niveau": levels,
        "aggregatie": "niet",
        "bereik": [low, 100 if share else _round_up(max(filled, default=1e6))],
        "toelichting": f"{TO_FILL}: wat dit cijfer zegt en hoe het is gemeten",
    }


def _number(word: str, sign: str) -> float | None:
    text = word.rstrip("%")
    text = text.replace(".", "").replace(",", ".") if sign == "," else text
    try:
        return float(text)
    except ValueError:
        return None


def _round_up(value: float) -> float:
    """The power of ten above ten times this value: a hard limit that only a mistake goes beyond."""
    return int(10 ** (math.ceil(math.log10(max(value, 1))) + 1))


def _free_code(code: str, taken: Collection[str], prefix: str = "eigen") -> str:
    for number in range(1000):
        free = code if not number else f"{prefix}_{code}" + (f"_{number}" if number > 1 else "")
        if free not in taken:
            return free
    raise ContractError("er is geen vrije code", code, "Geef zelf een code")


def _slug(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", fold_name(text)).strip("_")
    return plain if not plain[:1].isdigit() else f"t_{plain}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block(title: str, values: Mapping[str, Any]) -> str:
    return "\n".join([title, *(f"{_key(key)} = {to_toml(value)}" for key, value in values.items()), ""])


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def to_toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(key))} = {to_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(to_toml, value)) + "]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
