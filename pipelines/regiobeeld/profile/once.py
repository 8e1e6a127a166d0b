"""What is the same for every region is computed once, however many regions are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from regiobeeld.profile.model import Profile

P = ParamSpec("P")
T = TypeVar("T")
_OfProfile = Callable[Concatenate[Profile, P], T]


class _NationalSide:
    """A profile as what it holds of the whole country: equal to that of any other region of the same tables.

    The tables are compared by identity (`profile.national` reads them once); one that is remembered keeps them.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        shared = (
            profile.landelijk,
            profile.enquete,
            profile.inwoners,
            profile.inwoners_jaar,
            profile.kenmerken,
            profile.indicators,
        )
        self._key = (profile.peiljaar, *map(id, shared))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _NationalSide) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def once_for_all(maxsize: int) -> Callable[[_OfProfile[P, T]], _OfProfile[P, T]]:
    """Remember what a function gives, for all regions together.

    It may read of a profile only the peiljaar, the indicators and the tables of the whole country; what it gives
    is shared and must not be changed.
    """

    def wrap(function: _OfProfile[P, T]) -> _OfProfile[P, T]:
        @lru_cache(maxsize=maxsize)
        def remembered(side: _NationalSide, *args: Any, **kwargs: Any) -> T:
            return function(side.profile, *args, **kwargs)

        @wraps(function)
        def call(profile: Profile, /, *args: Any, **kwargs: Any) -> T:
            return remembered(_NationalSide(profile), *args, **kwargs)

        return cast(_OfProfile[P, T], call)

    return wrap
