"""SES x leefstijl x leeftijd: when an area is a group, when it is not, and when nobody can tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.catalog.crossing import Leefstijl
from regiobeeld.catalog.groups import Groep, fill_lifestyle
from regiobeeld.crossing.assemble import Ingredients
from regiobeeld.crossing.cross import cross
from regiobeeld.crossing.finder import judge_group
from regiobeeld.crossing.rating import Ratings
from regiobeeld.crossing.tables import KRUISING

NAN = np.nan
CODES = ("roken", "overgewicht", "sporten")
STYLE = Leefstijl(
    indicatoren=CODES, leeftijden=("65+",), slechtste_deel=0.2, minimum=2, toelichting="alleen voor deze test"
)
GROUP = Groep.model_validate(
    {
        "naam": "Ouderen",
        "wie": "65-plussers",
        "iza": ["hart_vaat"],
        "leeftijd": "65+",
        "toelichting": "alleen voor deze test",
        "eerste": {"zin": "de positie laag is", "ses": True},
        "tweede": {"zin": "de leefstijl ongunstig is", "leefstijl": True},
    }
)
LOW, HIGH = 0.1, 0.9
WORST, FINE = 0.95, 0.3


def rated(
    ses: tuple[float, ...],
    places: tuple[tuple[float, float, float], ...],
    old: tuple[float, ...] = (212.5, 212.5, 212.5),
    unlinked: dict[str, str] | None = None,
) -> Ratings:
    """Three wijken: place on SES (0 = lowest), places on three lifestyle figures (1 = worst), residents 65+."""
    areas = pd.DataFrame(
        {
            "gebied_jaar": 2022,
            "niveau": "WK",
            "gemeente_code": "GM0101",
            "gebied_naam": ["Noord", "Zuid", "West"],
            "stedelijkheid": pd.array([1, 3, None], dtype="Int64"),
            "inwoners_jaar": 2022,
        },
        index=pd.Index(["WK010101", "WK010102", "WK010103"], name="gebied_code"),
    )
    rank = pd.Series(ses, index=areas.index)
    table = pd.DataFrame(
        {
            "ses_index": 2 * rank - 1,
            "ses_kwintiel": np.floor(5 * rank + 1).astype("Int64"),
            "ses_rang": rank,
            "reden": ["cijfers over positie ontbreken" if np.isnan(value) else None for value in ses],
        }
    )
    empty = pd.DataFrame()
    return Ratings(
        parts=Ingredients(empty, empty, empty, empty, None, empty),
        areas=areas,
        ses=table,
        badness={("65+", code): np.array([row[i] for row in places]) for i, code in enumerate(CODES)},
        values={},
        residents={"totaal": np.array([1000.0, 1000.0, 1000.0]), "65+": np.array(old)},
        counted={"totaal": np.array([True] * 3), "65+": np.array([True, False, False])},
        unlinked=pd.Series(unlinked or {}, dtype="str"),
    )


def outcome(frame: pd.DataFrame) -> list[bool | None]:
    return [None if pd.isna(value) else bool(value) for value in frame["is_groep"]]


BAD, HALF, GOOD = (WORST, WORST, FINE), (WORST, FINE, FINE), (FINE, FINE, FINE)


def test_low_ses_and_two_unfavourable_figures_make_a_group() -> None:
    crossed = cross(rated((LOW, LOW, HIGH), (BAD, HALF, BAD)), STYLE)
    assert outcome(crossed) == [True, False, False]
    assert crossed["reden"].isna().all()
    assert crossed["leefstijl_ongunstig"].tolist() == [2, 1, 2]
    assert crossed["ongunstig"].tolist() == ["roken;overgewicht", "roken", "roken;overgewicht"]
    # The mean place of (0.95, 0.95, 0.3), from 0 to 100.
    assert crossed.loc[0, "leefstijl_score"] == pytest.approx(100 * 2.2 / 3)


def test_the_border_itself_belongs_to_the_fourth_fifth() -> None:
    """A place of exactly 0.8 is not in the worst fifth (in floats 1 - 0.2 is a hair less), nor SES of 0.2."""
    edge = (0.8, 0.8, 0.8)
    crossed = cross(rated((0.2, LOW, 1 - 0.8), (BAD, edge, edge)), STYLE)
    assert outcome(crossed) == [False, False, False]
    assert crossed["leefstijl_ongunstig"].tolist() == [2, 0, 0]


def test_the_result_has_the_published_columns_and_one_row_per_area_and_age() -> None:
    crossed = cross(rated((LOW, LOW, HIGH), (BAD, BAD, BAD)), STYLE)
    assert list(crossed.columns) == KRUISING.names
    assert not crossed.duplicated(list(KRUISING.key)).any()
    # 21.25 % of 1000 residents is 212.5 persons, a number that is stored whole; the share is not rounded.
    assert crossed.loc[0, ["inwoners", "inwoners_totaal", "aandeel_65plus"]].tolist() == [212, 1000, 21.25]
    assert crossed["inwoners_geteld"].tolist() == [True, False, False]


def test_without_ses_nobody_can_tell_unless_lifestyle_rules_it_out() -> None:
    crossed = cross(rated((NAN, NAN, LOW), (BAD, GOOD, BAD)), STYLE)
    assert outcome(crossed) == [None, False, True]
    assert crossed.loc[0, "reden"] == "cijfers over positie ontbreken"


def test_missing_figures_leave_it_open_only_when_they_could_turn_it() -> None:
    # Noord: one of two measured is bad, one unknown: open. Zuid: two are bad already. West: one unknown, none bad.
    crossed = cross(rated((LOW, LOW, LOW), ((WORST, FINE, NAN), (WORST, WORST, NAN), (FINE, FINE, NAN))), STYLE)
    assert outcome(crossed) == [None, True, False]
    assert crossed.loc[0, "reden"] == "cijfers over gezondheid of leefstijl ontbreken"


def test_a_wijk_of_another_indeling_is_a_gap_not_a_zero() -> None:
    why = "gezondheidscijfers zijn van een andere wijkindeling: wijk bestaat alleen in 2022"
    crossed = cross(rated((LOW, HIGH, LOW), (BAD, BAD, (NAN, NAN, NAN)), unlinked={"WK010103": why}), STYLE)
    assert outcome(crossed) == [True, False, None]
    assert crossed.loc[2, "reden"] == why
    assert crossed.loc[2, "leefstijl_gemeten"] == 0
    assert pd.isna(crossed.loc[2, "leefstijl_ongunstig"])


def test_an_area_without_a_known_number_of_residents_is_a_gap_unless_a_trait_is_absent() -> None:
    crossed = cross(rated((LOW, HIGH, LOW), (BAD, BAD, BAD), old=(NAN, NAN, 10.0)), STYLE)
    assert outcome(crossed) == [None, False, True]
    assert crossed.loc[0, "reden"] == "het aantal inwoners van deze leeftijd is niet bekend"


def test_where_nobody_of_that_age_lives_there_is_no_group_and_no_gap() -> None:
    crossed = cross(rated((LOW, NAN, LOW), ((NAN, NAN, NAN), (NAN, NAN, NAN), BAD), old=(0.0, 0.0, 10.0)), STYLE)
    assert outcome(crossed) == [False, False, True]
    assert crossed["reden"].isna().all()


def test_a_doelgroep_that_refers_to_the_lifestyle_follows_its_declaration() -> None:
    """Change leefstijl.toml, and the crossing and the doelgroep change together."""
    ratings = rated((LOW, LOW, LOW), (BAD, HALF, (WORST, WORST, WORST)))
    for style in (
        STYLE,
        STYLE.model_copy(update={"minimum": 3}),
        STYLE.model_copy(update={"indicatoren": ("roken", "sporten")}),
        STYLE.model_copy(update={"slechtste_deel": 0.04}),
    ):
        group = judge_group(fill_lifestyle(GROUP, style), ratings)
        assert outcome(group) == outcome(cross(ratings, style))
    strict = fill_lifestyle(GROUP, STYLE.model_copy(update={"minimum": 3}))
    assert outcome(judge_group(strict, ratings)) == [False, False, True]
