"""One gemeente is spelled in several ways."""

from __future__ import annotations

import pytest

from regiobeeld import paths
from regiobeeld.areas.indeling import read_lists
from regiobeeld.observations.area_names import fold_name, name_lookup, suggest_names

NAMES = name_lookup(read_lists(paths.SOURCES))


@pytest.mark.parametrize(
    ("spelled", "code"),
    [
        ("BERGEN LB", "GM0893"),
        ("BERGEN NH", "GM0373"),
        ("KOLLUMERLAND CA", "GM0079"),
        ("NUENEN CA", "GM0820"),
        ("HAARLEMMERLIEDE CA", "GM0393"),
        ("NOORD BEVELAND", "GM1695"),
        ("S HERTOGENBOSCH", "GM0796"),
        ("'s-Hertogenbosch", "GM0796"),
        ("Hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("HENGELO OV", "GM0164"),
        ("Utrecht (gemeente)", "GM0344"),
        ("Súdwest-Fryslân", "GM1900"),
        ("SUDWEST FRYSLAN", "GM1900"),
    ],
)
def test_spellings_of_insurers_and_statistics(spelled: str, code: str) -> None:
    assert NAMES[2017][fold_name(spelled)] == code


def test_a_spelling_that_fits_two_gemeenten_means_none() -> None:
    assert "bergen" not in NAMES[2017]


def test_names_that_look_like_it() -> None:
    assert suggest_names("Almeloo", NAMES[2025])[0] == "almelo"
