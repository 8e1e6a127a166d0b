"""How a table writes its numbers: what is declared is read, what is not is refused with the right advice."""

from __future__ import annotations

import pytest

from regiobeeld.catalog.tables import Tabel
from regiobeeld.observations.notation import explain_number, is_sign_for_missing, parse_number


def table(**keys: object) -> Tabel:
    return Tabel.model_validate(
        {"code": "PROEF", "titel": "Proef", "gebied_jaar": 2024, "opgenomen": "2026-11-26", **keys}
    )


@pytest.mark.parametrize(
    ("cell", "keys", "value"),
    [
        ("12.5", {}, 12.5),
        ("-3", {}, -3),
        ("1e3", {}, 1000),
        (7.25, {}, 7.25),
        ("12,5", {"decimaal": ","}, 12.5),
        ("1.234,5", {"decimaal": ",", "duizendtal": "."}, 1234.5),
        ("1.234.567", {"decimaal": ",", "duizendtal": "."}, 1234567),
        ("1,234", {"duizendtal": ","}, 1234),
        ("1 234", {"duizendtal": " "}, 1234),
        ("1\u00a0234,5", {"decimaal": ",", "duizendtal": " "}, 1234.5),
        ("999", {"duizendtal": ","}, 999),
        ("12.5%", {"procentteken": True}, 12.5),
        ("12,5 %", {"procentteken": True, "decimaal": ","}, 12.5),
        ("2023*", {"merktekens": {"*": "voorlopig"}}, 2023),
        ("12,5 p)", {"merktekens": {"p)": "voorlopig"}, "decimaal": ","}, 12.5),
    ],
)
def test_numbers_as_declared(cell: object, keys: dict[str, str], value: float) -> None:
    assert parse_number(cell, table(**keys)) == value


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("12,5", {}),
        ("1.23.4", {"decimaal": ",", "duizendtal": "."}),
        ("1.5", {"decimaal": ",", "duizendtal": "."}),
        ("12,34", {"duizendtal": ","}),
        ("1_000", {}),
        ("²", {}),
        ("١٢", {}),
        ("nan", {}),
        ("inf", {}),
        ("1e999", {}),
        ("12*", {}),
        ("12%", {}),
        ("", {}),
        ("0x10", {}),
    ],
)
def test_what_is_not_as_declared_is_no_number(cell: str, keys: dict[str, str]) -> None:
    assert parse_number(cell, table(**keys)) is None


@pytest.mark.parametrize(
    ("cell", "keys", "advice"),
    [
        ("12,5", {}, 'decimaal = ","'),
        ("1,234", {}, 'duizendtal = ","'),
        ("1.234,5", {"decimaal": ","}, 'duizendtal = "."'),
        ("1 234", {}, 'duizendtal = " "'),
        ("12%", {}, "procentteken"),
        ("2023*", {}, "merktekens = "),
        ("geheim", {}, "'ontbreekt'"),
    ],
)
def test_advice_never_leaves_out_what_looks_like_a_number(cell: str, keys: dict[str, str], advice: str) -> None:
    told = explain_number(cell, table(**keys))
    assert advice in told
    assert ("ontbreekt" in told) == (cell == "geheim")


def test_a_sign_for_missing_is_compared_by_value() -> None:
    assert is_sign_for_missing(-99999999.0, ("-99999999",))
    assert is_sign_for_missing("-99999999.0", ("-99999999",))
    assert is_sign_for_missing(".", (".",))
    assert not is_sign_for_missing(6.5, ("-99999999", "."))
    assert not is_sign_for_missing("x", ("-99999999",))


def test_one_sign_cannot_mean_both() -> None:
    with pytest.raises(ValueError, match="kunnen niet hetzelfde teken zijn"):
        table(decimaal=",", duizendtal=",")
