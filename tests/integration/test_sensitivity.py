"""One figure changed in the input: ten points change class, sentence, colour and order; 0.1 no judgement."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bs4 import BeautifulSoup

from declared_example import declared
from regiobeeld.areas.regions import resolve_region
from regiobeeld.chapters_comparison.all_figures import all_figures
from regiobeeld.chapters_comparison.comparison_figures import expected_figure
from regiobeeld.draw.style import KLASSEKLEUREN
from regiobeeld.judgement.compare import compare_areas
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.messages import select
from regiobeeld.judgement.spine import spine_rows
from regiobeeld.outline.special_blocks import AlleCijfers, Verwacht
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile

ENSCHEDE, ROKEN, AGE = "GM0153", "roken_enquete", "18+"
KEY = ["indicator_code", "leeftijd"]
Change = Callable[[float], Path]


@pytest.fixture(scope="module")
def change(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Change:
    """The national tables with smoking among adults in Enschede in 2020 moved by some points, margins and all."""

    def move(points: float) -> Path:
        folder = tmp_path_factory.mktemp("tabellen")
        for path in tables.iterdir():
            (folder / path.name).symlink_to(path)
        original = pq.read_table(tables / "waarneming.parquet")
        frame = original.to_pandas()
        chosen = (frame["indicator_code"] == ROKEN) & (frame["gebied_code"] == ENSCHEDE)
        chosen &= (frame["leeftijd"] == AGE) & (frame["gebied_jaar"] == 2025)
        assert chosen.sum() == 1
        frame.loc[chosen, ["waarde", "ondergrens", "bovengrens"]] += points
        (folder / "waarneming.parquet").unlink()
        pq.write_table(
            pa.Table.from_pandas(frame, original.schema, preserve_index=False), folder / "waarneming.parquet"
        )
        return folder

    return move


@pytest.fixture(scope="module")
def before(tables: Path) -> Profile:
    return load_profile(resolve_region(ENSCHEDE), tables)


@pytest.fixture(scope="module")
def ten_more(change: Change) -> Profile:
    return load_profile(resolve_region(ENSCHEDE), change(10.0))


@pytest.fixture(scope="module")
def slightly_more(change: Change) -> Profile:
    return load_profile(resolve_region(ENSCHEDE), change(0.1))


def row(profile: Profile) -> pd.Series:
    return indicator_table(profile).set_index(KEY).loc[(ROKEN, AGE)]


def cell(profile: Profile) -> str:
    """The style of the label in the table of the report, for smoking among adults."""
    page = BeautifulSoup("".join(all_figures(*declared(profile, AlleCijfers))), "html.parser")
    lines = [tr for tr in page.find_all("tr") if tr.th and tr.th.text == "Rokers" and "enquête" in tr.text]
    labels = [tr.find("span", class_="klasse-label") for tr in lines if tr.td.text == AGE]
    assert len(labels) == 1
    return str(labels[0]["style"])


def judgements(profile: Profile) -> pd.DataFrame:
    """Every word of significance: class, inside or outside the expectation, trend, and why there is none."""
    table = indicator_table(profile).set_index(KEY)
    return table[["klasse", "overleeft", "verwacht_stap", "trend", "code", "code_verwacht", "code_trend"]]


def test_ten_points_change_the_class(before, ten_more):
    assert row(ten_more)["waarde"] - row(before)["waarde"] == pytest.approx(10)
    assert (row(before)["klasse"], row(ten_more)["klasse"]) == ("vergelijkbaar", "veel ongunstiger")
    assert (row(before)["verwacht_stap"], row(ten_more)["verwacht_stap"]) == (0, 1)


def test_ten_points_change_the_sentence(before, ten_more):
    assert not [m for m in select(before) if m.code == f"{ROKEN}-{AGE}"]
    message = next(m for m in select(ten_more) if m.code == f"{ROKEN}-{AGE}")
    assert message.getal == "28,1%"
    assert message.zin.startswith("In Enschede rookte in 2020 28,1% van de volwassenen; in Nederland ")
    assert "lag daarboven" in message.zin
    assert message.toon == "ongunstig"


def test_ten_points_change_the_colour(before, ten_more):
    assert KLASSEKLEUREN["vergelijkbaar"] in cell(before)
    assert KLASSEKLEUREN["veel ongunstiger"] in cell(ten_more)
    spines = [spine_rows(p).set_index("indicator_code").loc[ROKEN] for p in (before, ten_more)]
    assert [s["klasse"] for s in spines] == ["vergelijkbaar", "veel ongunstiger"]
    assert spines[1]["stip"] < spines[0]["stip"]


def test_ten_points_change_the_order(before, ten_more):
    assert select(ten_more)[0].code == f"{ROKEN}-{AGE}"
    one, other = (expected_figure(*declared(p, Verwacht)).tabel["Onderwerp"].tolist() for p in (before, ten_more))
    assert other[0] == "Roken"
    assert one[0] != "Roken"


def test_ten_points_show_in_the_region_around_it(change, tables):
    reports = [load_profile(resolve_region("twente"), folder) for folder in (tables, change(10.0))]
    classes = [compare_areas(p, ROKEN, AGE).set_index("gebied_code")["klasse"] for p in reports]
    assert classes[0][ENSCHEDE] == "vergelijkbaar"
    assert classes[1][ENSCHEDE] == "veel ongunstiger"
    assert classes[0].drop(ENSCHEDE).equals(classes[1].drop(ENSCHEDE))


def test_a_tenth_of_a_point_changes_no_word_of_significance(before, slightly_more):
    assert row(slightly_more)["waarde"] != row(before)["waarde"]
    pd.testing.assert_frame_equal(judgements(before), judgements(slightly_more))
    words = [
        [re.sub(r"[\d,.]+", "#", m.zin + m.zekerheid + m.toon) for m in select(p)] for p in (before, slightly_more)
    ]
    assert words[0] == words[1]


def test_polarity_flipped_flips_colours_only(ten_more):
    flipped = ten_more.indicators | {ROKEN: replace(ten_more.indicators[ROKEN], richting="hoger_is_beter")}
    one, other = (indicator_table(p).set_index(KEY) for p in (ten_more, replace(ten_more, indicators=flipped)))
    assert other.loc[(ROKEN, AGE), "klasse"] == "veel gunstiger"
    pd.testing.assert_frame_equal(one.drop(columns="klasse"), other.drop(columns="klasse"))
    rest = one.index.get_level_values("indicator_code") != ROKEN
    pd.testing.assert_series_equal(one.loc[rest, "klasse"], other.loc[rest, "klasse"])


def test_the_order_of_rows_is_irrelevant(before):
    frames = ("waarneming", "enquete", "landelijk")
    mixed = {name: getattr(before, name).sample(frac=1, random_state=5) for name in frames}
    other = replace(before, **mixed)
    pd.testing.assert_frame_equal(indicator_table(before), indicator_table(other))
    assert select(before) == select(other)
