"""What a user reads when something is wrong: what, where, how to mend, on one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld.errors import ContractError, RegiobeeldError, SourceUnreachableError, UsageError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (UsageError("geen regio opgegeven"), "geen regio opgegeven."),
        (UsageError("geen jaar", "PEILJAAR"), "geen jaar (PEILJAAR)."),
        (UsageError("onbekende regio", mend="Bedoelde u: twente?"), "onbekende regio. Bedoelde u: twente?"),
        (
            ContractError("basisbestand ontbreekt", Path("a/b.parquet"), "Haal het terug"),
            "basisbestand ontbreekt (a/b.parquet). Haal het terug.",
        ),
        (ContractError("twee\n  regels\tin een melding"), "twee regels in een melding."),
    ],
)
def test_an_error_is_one_line(error: RegiobeeldError, line: str) -> None:
    assert str(error) == line


def test_every_kind_has_its_own_exit_code() -> None:
    assert (UsageError.exit_code, SourceUnreachableError.exit_code, ContractError.exit_code) == (2, 3, 4)
    assert issubclass(UsageError, RegiobeeldError)


def test_the_parts_can_be_asked_for() -> None:
    error = ContractError("kapot", Path("x.toml"), "Herstel het")
    assert (error.what, error.where, error.mend) == ("kapot", "x.toml", "Herstel het")
