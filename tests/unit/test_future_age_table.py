"""A table by age of the analyst: every age once, no share above a hundred, and which rates go before which."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.future.rates import both_sexes, choose_rates
from regiobeeld.projection.age_table import read_age_table
from regiobeeld.projection.declared import Uitgaven, Zorgwerk

HEAD = "leeftijd,geslacht,waarde,peildatum,bron"
NATION = np.array([[10.0, 10.0, 10.0, 10.0], [10.0, 10.0, 30.0, 10.0]])


def write(folder: Path, *rows: str) -> Path:
    path = folder / "dementie.csv"
    lines = [f"{row},2023-12-31,tabel 1 (2023)" if row.count(",") == 2 else row for row in rows]
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def test_groups_are_spread_over_their_ages_and_sexes(tmp_path: Path) -> None:
    path = write(tmp_path, "0-1,man,0", "2+,man,8.5", "0-2,vrouw,1", "3+,vrouw,20")
    table = read_age_table(path, 4)
    np.testing.assert_array_equal(table.rates, [[0, 0, 8.5, 8.5], [1, 1, 1, 20]])
    assert (table.jaar, table.bron) == (2023, "tabel 1 (2023)")


def test_both_sexes_together_hold_for_each(tmp_path: Path) -> None:
    table = read_age_table(write(tmp_path, "0-1,totaal,0", "2+,totaal,8"), 4)
    np.testing.assert_array_equal(table.rates, [[0, 0, 8, 8]] * 2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("0-1,totaal,0", "3+,totaal,8"), "leeftijd 2 (man) ontbreekt"),
        (("0-1,totaal,0", "2-3,totaal,120"), 'dit is te veel: "120" (dementie.csv, rij 3, kolom waarde)'),
        (("0-1,totaal,0", "2+,totaal,-1"), 'dit is te weinig: "-1" (dementie.csv, rij 3, kolom waarde)'),
        (("0-2,totaal,0", "2+,totaal,8"), 'staat er twee keer: "2+" (dementie.csv, rij 3, kolom leeftijd)'),
        (("0-1,totaal,0", "2+,man,8"), "totaal en man of vrouw door elkaar"),
        (("0+,man,1",), "leeftijd 0 (vrouw) ontbreekt"),
        (("0-1,totaal,0", "oud,totaal,8"), "geen leeftijdsgroep"),
        (("0+,onzijdig,1",), "onbekend geslacht"),
        (("0-1,totaal,0", "2+,totaal,1,2020-12-31,tabel 1"), "een tweede peildatum"),
        ((), "geen cijfers"),
    ],
)
def test_what_does_not_fit_is_one_line_with_its_place(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(ContractError) as caught:
        read_age_table(write(tmp_path, *rows), 4)
    assert said in str(caught.value)
    assert "dementie.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_both_sexes_are_weighted_with_the_people_of_each() -> None:
    rates = np.array([[0.0, 0.0, 4.0, 1.0], [0.0, 0.0, 8.0, 3.0]])
    np.testing.assert_allclose(both_sexes(rates, NATION), [0, 0, (10 * 4 + 30 * 8) / 40, 2])


def figures(**by_age: dict[str, float]) -> pd.DataFrame:
    rows = [
        {
            "indicator_code": code,
            "gebied_code": "NL",
            "geslacht": "totaal",
            "leeftijd": age,
            "waarde": v,
            "jaar": 2022,
        }
        for code, values in by_age.items()
        for age, v in values.items()
    ]
    return pd.DataFrame(rows)


LAW = Uitgaven(code="zvw", indicator="ingebouwd", naam="Zvw", ook=("opgehaald",))
BUILT_IN = {"0": 1.0, "1": 1.0, "2": 1.0, "3+": 1.0}


def test_a_fetched_source_goes_before_the_built_in_one_when_it_has_enough_ages(tmp_path: Path) -> None:
    known = figures(ingebouwd=BUILT_IN, opgehaald={"totaal": 9.0, "0-1": 5.0, "2+": 7.0})
    fine = choose_rates(LAW, known, NATION, 2, tmp_path)
    assert (fine.values.tolist(), fine.indicator) == ([5, 5, 7, 7], "opgehaald")
    assert choose_rates(LAW, known, NATION, 3, tmp_path).indicator == "ingebouwd"


def test_a_file_of_the_analyst_goes_before_all(tmp_path: Path) -> None:
    (tmp_path / "toekomst").mkdir()
    write(tmp_path / "toekomst", "0+,totaal,450")  # euros: no limit of a hundred
    own = LAW.model_copy(update={"bestand": "dementie.csv"})
    found = choose_rates(own, figures(ingebouwd=BUILT_IN), NATION, 2, tmp_path)
    assert (found.values.tolist(), found.bron, found.jaar) == ([450] * 4, "tabel 1 (2023)", 2023)


def test_a_law_without_every_age_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="niet voor iedere leeftijd"):
        choose_rates(LAW, figures(ingebouwd={"0": 1.0, "2+": 1.0}), NATION, 2, tmp_path)


def test_the_share_that_works_in_care_needs_its_source_and_stays_below_a_hundred() -> None:
    known = {"code": "a", "naam": "a", "werkenden": "20-64", "halen": "x" * 10, "toelichting": "x" * 10}
    assert Zorgwerk.model_validate(known).aandeel_percentage is None
    for wrong in ({"aandeel_percentage": 15.0}, {"aandeel_percentage": 115.0, "bron": "b"}):
        with pytest.raises(ValueError, match=r"horen bij elkaar|less than or equal to 100"):
            Zorgwerk.model_validate(known | wrong)
