"""WIJK: a code, a name, or a name with its gemeente."""

from __future__ import annotations

import pytest

from regiobeeld.errors import UsageError
from regiobeeld.profile.find_wijk import find_wijk


def test_a_code_and_a_name_with_its_gemeente_are_the_same_wijk() -> None:
    found = find_wijk("WK015302")
    assert (found.naam, found.gemeente_code) == ("Boswinkel - Stadsveld", "GM0153")
    assert find_wijk("boswinkel stadsveld, Enschede") == find_wijk("Boswinkel - Stadsveld", "enschede") == found


def test_a_name_of_several_wijken_asks_which() -> None:
    with pytest.raises(UsageError, match=r"wijken met de naam \"Centrum\".*WK\d{6} \(.*of zet de gemeente erbij"):
        find_wijk("Centrum")


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"Bedoelde u: Boswinkel - Stadsveld \(WK015302, Enschede\)"):
        find_wijk("Boswinkel Stadveld")
    with pytest.raises(UsageError, match="onbekende wijk"):
        find_wijk("WK999999")
    with pytest.raises(UsageError, match="geen wijk opgegeven"):
        find_wijk(" ")
