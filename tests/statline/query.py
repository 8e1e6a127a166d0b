"""The part of the OData query language that StatLine clients use: $filter, $select, $top, $skip, $count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

Predicate = Callable[[Mapping[str, object]], bool]

_TOKEN = re.compile(r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<word>[A-Za-z_][A-Za-z0-9_]*|\d+)|(?P<mark>[(),]))")


class QueryError(ValueError):
    """The query is not one that the service understands: HTTP 400."""


def parse_options(query: str) -> dict[str, str]:
    """`$top=5&$filter=...` as a dict, keys in lower case."""
    return {key.lower(): value for key, value in parse_qsl(query, keep_blank_values=True)}


def parse_filter(text: str) -> Predicate:
    """Compile `A eq 'x' and (startswith(B,'GM') or substringof('y',C))` to a predicate on a row."""
    if not text:
        return lambda row: True
    parser = _Parser(_tokens(text))
    predicate = parser.disjunction()
    if parser.rest:
        raise QueryError(f"unexpected {parser.rest[0]!r}")
    return predicate


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise QueryError(f"cannot read {text[position:]!r}")
        tokens.append(match.group().strip() if match["string"] is None else match["string"])
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens; `or` binds weaker than `and`."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens

    def disjunction(self) -> Predicate:
        parts = [self.conjunction()]
        while self.rest and self.rest[0] == "or":
            self.take("or")
            parts.append(self.conjunction())
        return lambda row: any(part(row) for part in parts)

    def conjunction(self) -> Predicate:
        parts = [self.term()]
        while self.rest and self.rest[0] == "and":
            self.take("and")
            parts.append(self.term())
        return lambda row: all(part(row) for part in parts)

    def term(self) -> Predicate:
        word = self.take()
        if word == "(":
            inside = self.disjunction()
            self.take(")")
            return inside
        if word in {"startswith", "substringof", "contains"}:
            return self.function(word)
        operator, value = self.take(), _unquote(self.take())
        if operator not in {"eq", "ne"}:
            raise QueryError(f"unknown operator {operator!r}")
        return lambda row: (_field(row, word) == value) == (operator == "eq")

    def function(self, name: str) -> Predicate:
        self.take("(")
        first = self.take()
        self.take(",")
        second = self.take()
        self.take(")")
        if name == "substringof":
            return lambda row: _unquote(first) in str(_field(row, second))
        if name == "contains":
            return lambda row: _unquote(second) in str(_field(row, first))
        return lambda row: str(_field(row, first)).startswith(_unquote(second))

    def take(self, expected: str | None = None) -> str:
        if not self.rest or (expected is not None and self.rest[0] != expected):
            raise QueryError(f"expected {expected or 'more'}, found {self.rest[:1]}")
        return self.rest.pop(0)


def _field(row: Mapping[str, object], name: str) -> object:
    if name not in row:
        raise QueryError(f"Could not find a property named '{name}'")
    return row[name]


def _unquote(token: str) -> str:
    return token[1:-1].replace("''", "'") if token.startswith("'") else token
