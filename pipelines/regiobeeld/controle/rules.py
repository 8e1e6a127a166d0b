"""Which sentences can be recomputed and how: the declarations in `sources/controle/zinnen`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiobeeld.controle.page import Passage
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError

PLACES = ("hoofdstuk", "figuur", "ondertitel", "kop", "naast", "soort")
_KEYS = {"naam", "tekst", "sql", "overslaan", *PLACES}
_PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class Rule:
    """One kind of sentence.

    `tekst` finds the sentence; the patterns of `waar` must all be found in the place they name. Named groups are
    parameters of the SQL; a group of `tekst` that is also a column of the answer is compared with it,
    rounded to the decimals that are printed, or to what a column `<group>_per` says (10: tens). No row as answer
    means that there is no such figure; with `overslaan` it means that the rule cannot tell.
    """

    naam: str
    tekst: re.Pattern[str]
    waar: dict[str, re.Pattern[str]]
    sql: str
    overslaan: bool = False

    def place(self, passage: Passage) -> dict[str, str] | None:
        """What the place of a passage says (indicator, age, year), or None when the rule is not about it."""
        found: dict[str, str] = {}
        for name, pattern in self.waar.items():
            match = pattern.search(getattr(passage, name))
            if match is None:
                return None
            found |= {key: value for key, value in match.groupdict().items() if value is not None}
        return found

    @property
    def parameters(self) -> list[str]:
        return sorted(set(_PARAMETER.findall(self.sql)))


@dataclass(frozen=True)
class Rules:
    """All rules in order of the files, and which digits are no figure (dates, ages, names)."""

    rules: list[Rule]
    exceptions: list[re.Pattern[str]]


def load_rules(folder: Path) -> Rules:
    """Read all declarations.

    Raises:
        ContractError: an unknown key, a broken pattern, or a parameter that no pattern can give.
    """
    rules: list[Rule] = []
    exceptions: list[re.Pattern[str]] = []
    for path in sorted(folder.glob("*.toml")):
        document = parse_toml(path.read_text(encoding="utf-8"))
        words = document.get("woorden", {})
        exceptions += [_pattern(text, words, path, "geen_cijfer") for text in document.get("geen_cijfer", [])]
        rules += [_rule(entry, words, path) for entry in document.get("regel", [])]
    return Rules(rules, exceptions)


def _rule(entry: dict[str, Any], words: dict[str, str], path: Path) -> Rule:
    where = f"{path.name}, regel {entry.get('naam', '?')}"
    lacking = {"naam", "tekst", "sql"} - set(entry)
    unknown = set(entry) - _KEYS
    if lacking or unknown:
        raise ContractError(
            f"sleutel {min(lacking or unknown)} {'ontbreekt' if lacking else 'is onbekend'}", where
        )
    text = _pattern(entry["tekst"], words, path, entry["naam"])
    places = {name: _pattern(entry[name], words, path, entry["naam"]) for name in PLACES if name in entry}
    rule = Rule(entry["naam"], text, places, entry["sql"], bool(entry.get("overslaan", False)))
    given = set(text.groupindex).union(*(pattern.groupindex for pattern in places.values()))
    if strange := set(rule.parameters) - given:
        raise ContractError(f"${min(strange)} staat in de SQL maar in geen patroon", where)
    return rule


def _pattern(text: str, words: dict[str, str], path: Path, name: str) -> re.Pattern[str]:
    """A pattern in which {woord} stands for a piece declared in [woorden] of the same file."""
    # A word may be made of other words: the last declared one is filled in first.
    for word, piece in reversed(words.items()):
        text = text.replace("{" + word + "}", piece)
    try:
        return re.compile(text)
    except re.error as error:
        raise ContractError(f"dit patroon klopt niet: {error}", f"{path.name}, {name}") from None
