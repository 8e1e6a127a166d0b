"""The effect of a plan from figures to verdict, in a country of forty gemeenten made by hand."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from margins import margins
from profile_example import GEMEENTEN, REGION, info, make_profile
from regiobeeld.areas.regions import Region
from regiobeeld.catalog.models import Breuk
from regiobeeld.chapters_effect import effect as chapters
from regiobeeld.chapters_effect.effect_words import say, sentences_of
from regiobeeld.effect.controls import bordering
from regiobeeld.effect.measurements import split_years
from regiobeeld.effect.plan import Plan
from regiobeeld.effect.study import Study, make_study
from regiobeeld.effect.tables import study_tables
from regiobeeld.errors import UsageError
from regiobeeld.profile.model import Profile
from regiobeeld.wording import find_claims

SE = 2.0
ONE = GEMEENTEN[0]
INDICATORS = {
    "roken_enquete": info("roken_enquete"),
    "roken": info("roken", soort="modelschatting", bron_code="model"),
    "kale_enquete": info("kale_enquete"),
    "straks": info("straks", soort="prognose"),
    "minima": info("minima", soort="telling", gezegde=None, gezegde_toen=None),
    "mensen": info("mensen", soort="telling", eenheid="aantal", gezegde=None, gezegde_toen=None),
    "gebroken": info("gebroken", breuken=(Breuk(jaar=2020, reden="een andere vraag"),)),
}


def write_figures(
    folder: Path, effect: float = 0.0, years: tuple[int, ...] = (2012, 2016, 2020), **about: Any
) -> None:
    """Every gemeente 20 plus chance of the survey; the gemeenten of the region `effect` more from 2020 on."""
    rng = np.random.default_rng(about.pop("seed", 7))
    kinds = {code: i.soort for code, i in INDICATORS.items()}
    rows = []
    for code, soort in kinds.items():
        for gemeente in GEMEENTEN:
            for year in years:
                inside = gemeente in about.get("own", REGION)
                drift = rng.normal(0, about.get("between", 0.0))
                value = 20 + drift + rng.normal(0, SE) + (effect if inside and year >= 2020 else 0.0)
                rows.append((code, gemeente, year, value, soort))
    table = pd.DataFrame(rows, columns=["indicator_code", "gebied_code", "jaar", "waarde", "soort"])
    asked = (table["soort"] == "enquete") & (table["indicator_code"] != "kale_enquete")
    low, high = margins(table["waarde"], np.where(asked, SE, np.nan))
    table = table.assign(
        ondergrens=low,
        bovengrens=high,
        leeftijd="18+",
        gebied_jaar=2025,
        geslacht="totaal",
        uitsplitsing="totaal",
        status="definitief",
        periode_eind=[datetime.date(int(year), 12, 31) for year in table["jaar"]],
        bron_code=np.where(table["soort"] == "modelschatting", "model", "enq"),
        tabel_code=np.where(table["soort"] == "modelschatting", "50090NED", "85012NED"),
    )
    table.drop(columns="jaar").to_parquet(folder / "waarneming.parquet", index=False)


def a_profile(folder: Path, region: tuple[str, ...] = REGION) -> Profile:
    profile = make_profile(region=region, data_dir=folder, indicators=INDICATORS)
    where = Region("RG_plan", "Plandorp", "plandorp", tuple(region), None)
    return replace(profile, region=where, names={code: f"Dorp {code[-2:]}" for code in GEMEENTEN})


def study(folder: Path, region: tuple[str, ...] = REGION, **plan: Any) -> Study:
    asked = {"naam": "Rookvrij", "gebied": "x", "begin": 2018, "indicator": "roken_enquete", "leeftijd": "18+"}
    return make_study(a_profile(folder, region), Plan.model_validate(asked | plan))


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    write_figures(tmp_path, effect=-6.0)
    return tmp_path


def test_a_planted_effect_is_recovered_within_its_interval_and_called_more_than_chance(figures: Path) -> None:
    found = study(figures)
    assert found.effect is not None
    assert found.effect.lower <= -6 <= found.effect.upper
    assert found.verdict == "meer"
    assert (found.moments.before, found.moments.after) == ((2012, 2016), (2020,))


def test_the_effect_is_the_difference_of_plain_means(figures: Path) -> None:
    """Everybody weighs the same here, so the means over gemeenten of the file itself give the answer."""
    found = study(figures)
    rows = pd.read_parquet(figures / "waarneming.parquet")
    rows = rows[rows["indicator_code"] == "roken_enquete"].assign(
        na=lambda t: [day.year > 2018 for day in t["periode_eind"]]
    )
    mean = {
        side: rows[rows["gebied_code"].isin(codes)].groupby("na")["waarde"].mean()
        for side, codes in (("own", found.own), ("other", found.other))
    }
    change = {side: values[True] - values[False] for side, values in mean.items()}
    assert found.effect is not None
    assert found.effect.value == pytest.approx(change["own"] - change["other"])


def test_the_area_itself_is_never_in_the_comparison(figures: Path) -> None:
    found = study(figures)
    assert not set(found.other) & set(REGION)
    assert len(set(found.other)) == len(found.other) >= 5


def test_one_gemeente_has_ten_to_compare_with_and_a_larger_detectable_effect(figures: Path) -> None:
    one, region = study(figures, (ONE,)), study(figures)
    assert len(one.other) == 10
    assert one.detectable is not None and region.detectable is not None
    assert one.detectable > region.detectable


def test_before_there_is_a_measurement_after_it_tells_what_would_be_seen(figures: Path) -> None:
    found = study(figures, begin=2021)
    assert found.effect is None and found.verdict == "wacht"
    assert found.detectable is not None and found.detectable > 0
    assert "nog geen meting van na 2021" in say(found, "wacht")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("roken", "rekenmodel"),
        ("straks", "Een prognose is een verwachting"),
        ("kale_enquete", "geen marges gepubliceerd"),
        ("mensen", "hangt af van hoe groot een gebied is"),
    ],
)
def test_what_shows_no_effect_is_refused_with_the_reason(figures: Path, code: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        study(figures, indicator=code)


def test_the_refusal_of_an_estimate_names_the_survey_of_the_same(figures: Path) -> None:
    with pytest.raises(UsageError, match=r"Neem liever roken_enquete \(18\+: 2012, 2016 en 2020\)"):
        study(figures, indicator="roken")


def test_across_a_break_there_is_no_effect(figures: Path) -> None:
    with pytest.raises(UsageError, match="een andere vraag"):
        study(figures, indicator="gebroken")


def test_without_a_measurement_before_it_says_which_years_there_are(figures: Path) -> None:
    with pytest.raises(UsageError, match="Er zijn metingen in 2012, 2016 en 2020"):
        study(figures, begin=2011)


def test_the_year_of_the_start_counts_for_neither() -> None:
    found = split_years([2012, 2016, 2018, 2020], 2018, {})
    assert (found.before, found.after, list(found.left_out)) == ((2012, 2016), (2020,), [2018])


def test_years_across_an_earlier_and_a_later_break_are_left_out() -> None:
    found = split_years([2012, 2016, 2017, 2020, 2024], 2018, {2014: "toen", 2022: "later"})
    assert (found.before, found.after) == ((2016, 2017), (2020,))
    assert list(found.left_out) == [2012, 2024]


def test_named_comparison_areas_may_not_be_part_of_the_plan(
    figures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = {"dorp": GEMEENTEN[0], "ander": GEMEENTEN[20]}
    monkeypatch.setattr(
        "regiobeeld.effect.controls.resolve_region", lambda name: Region(name, name, name, (code[name],), None)
    )
    with pytest.raises(UsageError, match="Dorp 01 hoort zelf bij het plan"):
        study(figures, vergelijking=("dorp",))
    with pytest.raises(UsageError, match="te weinig gebieden"):
        study(figures, vergelijking=("ander",))


def test_neighbours_are_those_of_the_map() -> None:
    """Almelo lies against Wierden and Borne; Deventer is two gemeenten away, and nobody borders on itself."""
    near = bordering(["GM0141"])
    assert {"GM0189", "GM0147"} <= near
    assert not {"GM0150", "GM0141"} & near


def test_apart_before_the_start_there_is_no_verdict(tmp_path: Path) -> None:
    """The region fell ten points between 2012 and 2016 already."""
    write_figures(tmp_path, effect=0.0)
    table = pd.read_parquet(tmp_path / "waarneming.parquet")
    early = table["gebied_code"].isin(REGION) & (table["periode_eind"] == datetime.date(2012, 12, 31))
    for name in ("waarde", "ondergrens", "bovengrens"):
        table.loc[early, name] += 10
    table.to_parquet(tmp_path / "waarneming.parquet", index=False)
    found = study(tmp_path)
    assert found.went_apart_before and found.verdict == "vooraf"
    assert conclusion(found).startswith("Geen oordeel")


def test_a_counted_figure_takes_its_error_from_the_spread_between_areas(tmp_path: Path) -> None:
    write_figures(tmp_path, effect=0.0)
    found = study(tmp_path, indicator="minima")
    assert found.effect is not None
    changes = found.figures.values[2020] - found.figures.values[[2012, 2016]].mean(axis=1)
    spread = changes.loc[list(found.other)].var(ddof=1)
    expected = np.sqrt(spread * (1 / len(found.own) + 1 / len(found.other)))
    assert found.effect.se == pytest.approx(expected)


def test_a_short_series_says_what_a_mixture_asks_for(figures: Path) -> None:
    assert study(figures).synthetic is None
    assert "er zijn 2 metingen van vóór het begin, en er zijn er minstens 6 nodig" in say(
        study(figures), "synthetisch"
    )


def test_a_long_series_gets_a_mixture_of_fewer_areas_than_measurements(tmp_path: Path) -> None:
    write_figures(tmp_path, years=(2010, 2011, 2012, 2013, 2014, 2015, 2016, 2020))
    found = study(tmp_path, (ONE,), indicator="minima")
    assert found.synthetic is not None
    assert len(found.donors) == 6 < len(found.moments.before)
    assert found.synthetic.weights.sum() == pytest.approx(1)
    assert set(study_tables(found)) == {"effect", "meting", "reeks", "placebo", "synthetisch"}


def conclusion(found: Study) -> str:
    return say(found, "uitkomst", wacht="")


def every_text(found: Study) -> list[str]:
    told = [say(found, name) for name in ("aantoonbaar", "vooraf", "vergelijking", "placebo", "verschil")]
    return [*told, conclusion(found), *sentences_of(found, "effect_grenzen").alle()]


def test_no_text_says_more_than_the_design_carries(figures: Path) -> None:
    found = study(figures)
    assert [claims for text in every_text(found) if (claims := find_claims(text))] == []
    assert "geen bewijs" in conclusion(found)


def test_the_report_starts_with_what_can_be_seen(figures: Path) -> None:
    page = chapters.detectable_chapter(study(figures))._repr_html_()
    assert "Hoe groot moet een effect zijn" in page and "procentpunt" in page


def test_a_made_up_plan_is_marked_in_every_figure(figures: Path) -> None:
    found = study(figures, verzonnen=True)
    drawn = [chapters.difference_figure(found), chapters.placebo_figure(found)]
    assert all("Verzonnen voorbeeld" in figure.ondertitel for figure in drawn)
    assert "verzonnen" in chapters.detectable_chapter(found)._repr_html_()
    assert bool(study_tables(found)["effect"]["verzonnen"].all())
