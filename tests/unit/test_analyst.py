"""The analyst's door on a small made-up region: what it answers, refuses and shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.analyst.beeld import Beeld
from regiobeeld.analyst.lookup import find_name
from regiobeeld.analyst.show import Melding, Toevoeging, frame_html, make_addition, with_caption
from regiobeeld.claims.inputs import Names, Observations
from regiobeeld.claims.ledger import make_ledger, write_ledger
from regiobeeld.claims.recorder import Noted
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.report.report import Rapport
from small_profile import A, B, indicator, make_profile, observation, with_margin

BRON = pd.DataFrame(
    [("monitor", "85012NED", "Gezondheidsmonitor", "GGD", "enquete", 2025)],
    columns=["bron_code", "tabel_code", "tabel_titel", "organisatie", "soort", "gebied_jaar"],
)
DAYS = {"periode_start": "2020-01-01", "periode_eind": "2020-12-31", "gebied_jaar": 2025}


def beeld(**about: Any) -> Beeld:
    """Two gemeenten with 20 and 30 % smokers, the region and Nederland; and a model estimate."""
    rows = [
        with_margin(area, value, 1.0) for area, value in ((A, 20.0), (B, 30.0), ("RG_klein", 27.5), ("NL", 22.0))
    ]
    rows += [observation(A, 19.0, jaar=2016), observation(A, None, jaar=2021)]
    rows += [observation(A, 24.0, indicator_code="roken", soort="modelschatting", tabel_code="50090NED")]
    known = (indicator(), indicator("roken", naam="Rokers (schatting)", soort="modelschatting"))
    profile = make_profile(rows, *known, bron=BRON, **about)
    profile.waarneming[list(DAYS)] = list(DAYS.values())
    return Beeld(cast(Rapport, SimpleNamespace(profile=profile, hoofdstuk=str, hoofdstukken=("leefstijl", "ses"))))


def test_a_figure_has_its_interval_kind_year_and_source() -> None:
    table = beeld().cijfers("roken_enquete", niveau="gemeente")
    assert table[["gebied", "jaar", "waarde", "soort", "bron", "tabel_code"]].to_dict("records") == [
        {
            "gebied": name,
            "jaar": 2020,
            "waarde": value,
            "soort": "enquete",
            "bron": "GGD",
            "tabel_code": "85012NED",
        }
        for name, value in (("Adorp", 20.0), ("Bestad", 30.0))
    ]
    # Standard error 1: the logit margins lie close to 20 plus or minus 1.96.
    assert table.loc[0, "ondergrens"] == pytest.approx(18.1, abs=0.1)
    assert table.loc[0, "bovengrens"] == pytest.approx(22.0, abs=0.1)


def test_levels_and_years_are_chosen_by_name() -> None:
    own = beeld()
    assert own.cijfers("roken_enquete", niveau="regio")["waarde"].tolist() == [27.5]
    assert own.cijfers("roken_enquete", niveau="nederland")["waarde"].tolist() == [22.0]
    assert own.cijfers("roken_enquete", jaar=2016)["waarde"].tolist() == [19.0]
    # The last year with a figure is 2020; the empty one of 2021 is there for who asks for all, with its reason.
    every = own.cijfers("roken_enquete", niveau="gemeente", jaar="alle")
    assert every["jaar"].tolist() == [2016, 2020, 2020, 2021]
    assert every["ontbreekt"].tolist()[-1] == "te_weinig"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (lambda b: b.cijfers("rokn_enquete"), r'onbekende indicator "rokn_enquete"\. Bedoelde u: roken_enquete'),
        (lambda b: b.cijfers("xyz"), r"regiobeeld\.indicatoren\(zoek=\.\.\.\)"),
        (
            lambda b: b.cijfers("roken_enquete", leeftijd="75+"),
            r'leeftijd "75\+" \(roken_enquete\)\. Kies uit: 18\+',
        ),
        (lambda b: b.cijfers("roken_enquete", niveau="wijkk"), r'niveau "wijkk" bestaat niet\. Bedoelde u: wijk'),
        (lambda b: b.kaart("roken_enquete", niveau="buurt"), r"Kies uit: gemeente, wijk|Bedoelde u"),
        (lambda b: b.hoofdstuk("leefstyl"), r"Bedoelde u: leefstijl\?"),
    ],
)
def test_a_wrong_name_is_refused_with_the_nearest_right_ones(question: Any, answer: str) -> None:
    with pytest.raises(UsageError, match=answer):
        question(beeld())


def test_an_indicator_may_be_called_by_its_name() -> None:
    assert beeld().cijfers("rokers")["indicator_code"].unique().tolist() == ["roken_enquete"]


def test_every_name_is_offered_when_none_is_near() -> None:
    with pytest.raises(UsageError, match="Kies uit: appel, peer"):
        find_name("zzz", ("appel", "peer"), "fruit")


def test_estimates_get_no_order_and_the_reason_stands_in_its_place() -> None:
    answer = beeld().rangorde("roken")
    assert isinstance(answer, Melding) and not answer
    assert "te onzeker voor een volgorde" in answer._repr_html_()


def test_a_frame_shows_as_a_table_with_dutch_numbers_and_bare_years() -> None:
    html = frame_html(pd.DataFrame({"jaar": [2020], "inwoners": [12345], "deel": [12.34]}, index=[7]))
    assert ">2020<" in html and ">12.345<" in html and ">12,3<" in html
    assert html.count('<th scope="col"') == 3  # the counter of the rows is no column


def test_a_long_frame_shows_its_first_rows_and_says_how_many_are_left() -> None:
    html = frame_html(pd.DataFrame({"a": range(100)}))
    assert html.count("<tr>") == 1 + 60 and "Nog 40 van de 100 rijen niet getoond." in html


def test_texts_in_a_frame_are_texts() -> None:
    html = frame_html(pd.DataFrame({"<b>x</b>": ["<script>alert(1)</script>"]}))
    assert "<script" not in html and "&lt;script&gt;" in html and "<b>" not in html


def test_a_figure_of_matplotlib_becomes_a_picture_and_is_not_shown_again() -> None:
    figure, ax = plt.subplots()
    ax.plot([1, 2])
    html = make_addition(ax, "Een lijn", "eigen telling")._repr_html_()
    assert "data:image/svg+xml;base64," in html and 'alt="Een lijn"' in html and "Bron: eigen telling." in html
    assert figure.number not in plt.get_fignums()


def test_the_same_drawing_is_the_same_picture() -> None:
    def drawn() -> str:
        _, ax = plt.subplots()
        ax.scatter([1, 2], [3, 4])
        return make_addition(ax, "x", "")._repr_html_()

    assert drawn() == drawn()


def test_a_frame_of_ours_brings_its_own_source() -> None:
    frame = with_caption(pd.DataFrame({"a": [1]}), "Rokers", "Bron: CBS")
    html = make_addition(frame, "", "")._repr_html_()
    assert "Rokers" in html and "Bron: CBS." in html and "geen bijschrift" not in html


def test_a_text_is_escaped_and_guarded() -> None:
    html = make_addition("Eerst <b>dit</b>.\n\nDan dat.", "", "gesprek")._repr_html_()
    assert html.count("<p") == 3 and "&lt;b&gt;" in html and "Bron: gesprek" in html
    with pytest.raises(ContractError, match="zegt meer dan de cijfers"):
        make_addition("Dit komt door armoede.", "", "")


def test_anything_else_is_refused() -> None:
    with pytest.raises(UsageError, match="een int kan niet in het rapport"):
        make_addition(42, "", "")


def test_adding_shows_at_once_outside_a_notebook_too(capsys: pytest.CaptureFixture[str]) -> None:
    beeld().toevoegen("Dit klopt.", bron="gesprek")
    assert "Toevoeging(bijschrift='', bron='gesprek')" in capsys.readouterr().out
    assert "wat" not in repr(Toevoeging("x"))


def test_importing_loads_nothing_heavy() -> None:
    told = "import sys, regiobeeld; print(sorted({'pandas', 'numpy', 'matplotlib', 'duckdb'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Where the numbers of a made report come from


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Beeld:
    """The region, and in outputs/ the ledger of a report that says 17,3 % (17,25 before rounding)."""
    monkeypatch.setattr(paths, "OUTPUTS", tmp_path)
    found = beeld()
    noted = [Noted(17.25, "17,3", 1, "%", "blocks.text.verschil_in_punten")]
    html = '<main><p>In Klein rookt <data value="0">17,3</data>% van de volwassenen.</p></main>'
    ledger, _ = make_ledger(html, noted, Observations([], Names({}, {}, {})), paths.SOURCES)
    folder = tmp_path / found.profile.region.slug
    folder.mkdir()
    write_ledger(ledger, folder)
    return found


def test_claims_are_the_numbers_of_the_report(made: Beeld) -> None:
    table = made.claims()
    assert table[["nummer", "getoond", "waarde", "eenheid"]].to_dict("records") == [
        {"nummer": 0, "getoond": "17,3", "waarde": 17.25, "eenheid": "%"}
    ]
    assert table.loc[0, "zin"] == "In Klein rookt 17,3% van de volwassenen."
    assert "Getallen in het regiobeeld van" in frame_html(table)


@pytest.mark.parametrize("asked", ["17,3", "17,3%", 0])
def test_the_way_of_a_number_is_told_by_its_text_or_its_place(made: Beeld, asked: str | int) -> None:
    told = made.herkomst(asked)
    assert "voor afronding: 17.25" in told and "In Klein rookt" in told


def test_a_number_that_is_not_there_is_refused_with_the_nearest(made: Beeld) -> None:
    with pytest.raises(UsageError, match=r'"17,4" staat niet in het rapport.*Wel: 17,3'):
        made.herkomst("17,4")


def test_without_a_report_there_are_no_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "OUTPUTS", tmp_path)
    with pytest.raises(ContractError, match="de herkomst van de getallen ontbreekt"):
        beeld().claims()
