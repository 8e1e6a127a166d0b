"""What is the same for every region is computed once, however many regions are asked for, and kept on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from regiobeeld.kept import keep, read_kept
from regiobeeld.profile.model import Profile

P = ParamSpec("P")
T = TypeVar("T")
_OfProfile = Callable[Concatenate[Profile, P], T]
_Answers = dict[tuple[Any, ...], Any]


class _NationalSide:
    """A profile as what it holds of the whole country: equal to that of any other region of the same tables.

    The tables are compared by identity (`profile.national` reads them once); one that is remembered keeps them.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.tables = tables_key(profile.landelijk, profile.enquete, profile.inwoners, profile.kenmerken)
        others = (profile.inwoners_jaar, profile.indicators)
        self._key = (profile.peiljaar, *self.tables, *map(id, others))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _NationalSide) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def tables_key(*tables: object) -> tuple[int, ...]:
    """These very tables."""
    return tuple(map(id, tables))


@dataclass
class _Kept:
    """The answers of earlier runs about the same tables, per function and peiljaar; see `keep_answers`."""

    folder: Path
    indicators: object
    process: int = field(default_factory=os.getpid)
    answers: dict[str, _Answers] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)

    def of(self, name: str) -> _Answers:
        if name not in self.answers:
            found = read_kept(self.folder / name)
            self.answers[name] = found if isinstance(found, dict) else {}
        return self.answers[name]


_kept: dict[tuple[int, ...], _Kept] = {}


def keep_answers(tables: tuple[int, ...], indicators: object, folder: Path) -> None:
    """From now on, keep in this folder what is computed of these tables; of no other ones any more.

    Args:
        tables: `tables_key` of them; who calls this sees to it that they stay.
        indicators: those of the tables; what an analyst adds to them is not kept.
        folder: of these tables and this version of the code only.
    """
    _kept.clear()
    _kept[tables] = _Kept(folder, indicators)


def write_answers() -> None:
    """Write down what was computed since the last time; a copy of the process that loaded the tables leaves it."""
    for kept in _kept.values():
        if kept.process == os.getpid():
            for name in kept.fresh:
                keep(kept.folder / name, kept.answers[name])
            kept.fresh.clear()


def once_for_all(maxsize: int) -> Callable[[_OfProfile[P, T]], _OfProfile[P, T]]:
    """Remember what a function gives, for all regions together.

    It may read of a profile only the peiljaar, the indicators and the tables of the whole country; what it gives
    is shared and must not be changed.
    """

    def wrap(function: _OfProfile[P, T]) -> _OfProfile[P, T]:
        name = f"{function.__module__}.{getattr(function, '__name__', '')}"

        @lru_cache(maxsize=maxsize)
        def remembered(side: _NationalSide, *args: Any, **kwargs: Any) -> T:
            kept = _kept.get(side.tables)
            if kept is None or kept.indicators is not side.profile.indicators:
                return function(side.profile, *args, **kwargs)
            file = f"{name}-{side.profile.peiljaar}"
            answers, asked = kept.of(file), (*args, *sorted(kwargs.items()))
            if asked not in answers:
                answers[asked] = function(side.profile, *args, **kwargs)
                kept.fresh.add(file)
            return cast(T, answers[asked])

        @wraps(function)
        def call(profile: Profile, /, *args: Any, **kwargs: Any) -> T:
            return remembered(_NationalSide(profile), *args, **kwargs)

        return cast(_OfProfile[P, T], call)

    return wrap
