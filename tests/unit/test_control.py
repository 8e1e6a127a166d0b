"""The control finds what is wrong in a small page: each test plants one fault in a country worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from control_example import TESTLAND, make_sources
from regiobeeld.controle.check import DIFFERENT, EQUAL, UNREACHED, Outcome
from regiobeeld.controle.commands import control_page, control_report
from regiobeeld.controle.expected import expect
from regiobeeld.controle.numbers import read_number, round_as, write_number
from regiobeeld.controle.rules import load_rules
from regiobeeld.controle.show import in_order
from regiobeeld.errors import ContractError, UsageError


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sources(tmp_path_factory.mktemp("land"))


def control(folder: Path, sources: Path, body: str) -> list[Outcome]:
    page = folder / "pagina.html"
    page.write_text(
        f'<html><body><section aria-labelledby="proef">{body}</section></body></html>', encoding="utf-8"
    )
    return control_page(page, "Testland", TESTLAND, sources)


def told(outcomes: list[Outcome], result: str) -> list[tuple[str, str]]:
    return [(outcome.getal, outcome.verwacht) for outcome in outcomes if outcome.uitkomst == result]


def test_a_true_sentence_is_equal(tmp_path: Path, sources: Path) -> None:
    """20 % of 1 000 adults and 10 % of 3 000 is 500 of 4 000: 12.5 %."""
    found = control(
        tmp_path, sources, "<p>In Testland rookt 12,5% van de volwassenen; in Nederland 15,0% (2020).</p>"
    )
    assert told(found, EQUAL) == [("12,5", "12,5"), ("15,0", "15,0"), ("2020", "2020")]
    assert told(found, DIFFERENT) == told(found, UNREACHED) == []


def test_a_share_of_all_inhabitants_instead_of_adults_is_found(tmp_path: Path, sources: Path) -> None:
    """With 1 180 and 3 360 inhabitants of all ages as weights it would be 12.6 %."""
    found = control(
        tmp_path, sources, "<p>In Testland rookt 12,6% van de volwassenen; in Nederland 15,0% (2020).</p>"
    )
    assert told(found, DIFFERENT) == [("12,6", "12,5")]


def test_a_wrong_year_is_found(tmp_path: Path, sources: Path) -> None:
    found = control(
        tmp_path, sources, "<p>In Testland rookt 12,5% van de volwassenen; in Nederland 15,0% (2016).</p>"
    )
    assert told(found, DIFFERENT) == [("2016", "2020")]


def test_a_year_beside_the_verb_is_checked_too(tmp_path: Path, sources: Path) -> None:
    body = "<p>In Testland rookt in 2019 12,5% van de volwassenen; in Nederland 15,0%.</p>"
    assert told(control(tmp_path, sources, body), DIFFERENT) == [("2019", "2020")]


def test_a_tie_that_is_not_named_is_found(tmp_path: Path, sources: Path) -> None:
    """Aa and Bee both have 30 % one-person households."""
    figure = (
        '<figure id="figuur-rangorde-eenpersoonshuishoudens-totaal"><h3 class="figuur-titel">{title}</h3>'
        '<p class="figuur-ondertitel">Eenpersoonshuishoudens (%), 2020; telling</p></figure>'
    )
    alone = figure.format(title="Eenpersoonshuishoudens: van 30,0% in Aa tot 30,0% in Bee")
    assert [text for text, _ in told(control(tmp_path, sources, alone), DIFFERENT)] == ["in Aa", "in Bee"]
    both = figure.format(title="Eenpersoonshuishoudens: van 30,0% in Aa en in Bee tot 30,0% in Bee en in Aa")
    assert told(control(tmp_path, sources, both), DIFFERENT) == []


CROSSING = (
    "<p>In Testland is één wijk waar een lage SES en een ongunstige leefstijl van 65-plussers samenkomt. "
    "Daar wonen 100 65-plussers: {share}% van alle 65-plussers{group} (Nederland: {nl}%).</p>"
)


def test_a_share_divides_by_what_the_sentence_names(tmp_path: Path, sources: Path) -> None:
    """100 of the 400 people of 65+ in Testland, or of the 300 in wijken of which the outcome is known."""
    judged = CROSSING.format(share="33,3", group=" in wijken met een uitkomst", nl="11,1")
    assert told(control(tmp_path, sources, judged), DIFFERENT) == []
    everybody = CROSSING.format(share="33,3", group="", nl="10,0")
    assert told(control(tmp_path, sources, everybody), DIFFERENT) == [("33,3", "25,0")]


def test_a_wijk_whose_gemeente_cannot_be_reproduced_has_no_figure(tmp_path: Path) -> None:
    """Figures of 2020 for the wijken of Aa average to 21 %, while Aa itself had 16 %: those are other wijken."""
    older = [("roken", f"WK00010{n}", 2020, 2023, "18+", 20.0 + n, "modelschatting") for n in (1, 2)]
    older += [("roken", f"WK0003{n:02}", 2020, 2023, "18+", 20.0, "modelschatting") for n in range(1, 7)]
    older += [
        ("roken", code, 2020, 2023, "18+", value, "modelschatting")
        for code, value in (("GM0001", 16.0), ("GM0003", 20.0))
    ]
    sources = make_sources(tmp_path, older)
    row = (
        '<figure id="figuur-kaart-wijken-roken-18plus"><p class="figuur-ondertitel">Rokers (%), 2023; model</p>'
        "<table><thead><tr><th>Wijk</th><th>Gemeente</th><th>Roken (%)</th></tr></thead>"
        "<tbody><tr><th>01 van Aa</th><td>Aa</td><td>21,0</td></tr></tbody></table></figure>"
    )
    assert ("21,0", "geen cijfer") in told(control(tmp_path, sources, row), DIFFERENT)


def test_what_no_rule_reaches_is_counted_and_dates_are_not(tmp_path: Path, sources: Path) -> None:
    body = "<p>Gemaakt op 26-11-2026 volgens tabel 85012NED.</p><p>Er zijn 7 bankjes voor 65-plussers.</p>"
    found = control(tmp_path, sources, body)
    assert [(o.getal, o.zin) for o in found if o.uitkomst == UNREACHED] == [
        ("7", "Er zijn 7 bankjes voor 65-plussers.")
    ]


def test_a_text_drawn_wide_and_narrow_counts_once(tmp_path: Path, sources: Path) -> None:
    drawing = '<svg aria-label="Leeftijdsopbouw van {n} gebieden."><g><text>99</text></g></svg>'
    found = control(tmp_path, sources, f"<figure>{drawing.format(n=2)}{drawing.format(n=2)}</figure>")
    assert [(o.getal, o.uitkomst) for o in found] == [("2", EQUAL)]


def test_a_number_that_is_an_element_of_its_own_reads_as_one_sentence(tmp_path: Path, sources: Path) -> None:
    body = (
        '<p>In Testland rookt <data value="0">12,5</data>% van de volwassenen; '
        'in Nederland <data value="1">15,0</data>% (2020).</p>'
    )
    assert told(control(tmp_path, sources, body), EQUAL) == [("12,5", "12,5"), ("15,0", "15,0"), ("2020", "2020")]


def test_titles_of_another_part_are_not_counted_again(tmp_path: Path, sources: Path) -> None:
    assert control(tmp_path, sources, '<p class="verplaatst">Staat in bestuursrapport: 5 gemeenten.</p>') == []


def test_the_rows_say_first_what_differs_and_then_where_most_is_not_recomputed() -> None:
    def row(place: str, result: str) -> Outcome:
        return Outcome("zin", place, "zin", "1", "", "", result, "")

    rows = [row("a", EQUAL), row("b", UNREACHED), row("c", UNREACHED), row("c", UNREACHED), row("d", DIFFERENT)]
    assert [item.plaats for item in in_order(rows)] == ["d", "c", "c", "b", "a"]


# The command


def test_without_a_report_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nog geen regiobeeld.*make regiobeeld REGION=twente"):
        control_report("twente", "twente", tmp_path)


def make_report(outputs: Path, share: str) -> Path:
    """The folder of a finished report with one sentence."""
    folder = outputs / "testland"
    folder.mkdir()
    text = f"<p>In Testland rookt {share}% van de volwassenen; in Nederland 15,0% (2020).</p>"
    (folder / "regiobeeld-testland.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    made = {"regio": {"naam": "Testland"}, "gemeenten": TESTLAND}
    (folder / "run.json").write_text(json.dumps(made), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("share", "code"), [("12,5", 0), ("12,6", 4)])
def test_the_exit_code_says_whether_something_differs(
    tmp_path: Path, sources: Path, capsys: pytest.CaptureFixture[str], share: str, code: int
) -> None:
    folder = make_report(tmp_path, share)
    assert control_report("testland", "testland", tmp_path, sources) == code
    assert ("12,6 staat er, 12,5 verwacht" in capsys.readouterr().out) == bool(code)
    header = (folder / "controle.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == "zin;plaats;soort;getal;verwacht;verschil;uitkomst;route"


def test_figures_that_were_fetched_are_not_in_the_control(
    tmp_path: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_report(tmp_path, "12,5")
    (sources / "snapshots.lock.toml").write_text("", encoding="utf-8")
    control_report("testland", "testland", tmp_path, sources)
    (sources / "snapshots.lock.toml").unlink()
    assert "alleen met de ingebouwde cijfers" in capsys.readouterr().out


# Numbers and declarations


@pytest.mark.parametrize(
    ("text", "value"),
    [("643.603", "643603"), ("−1,45", "-1.45"), ("+2,7", "2.7"), ("één", "1"), ("65+", None), ("1.2", None)],
)
def test_dutch_numbers_are_read(text: str, value: str | None) -> None:
    number = read_number(text)
    assert (None if number is None else str(number)) == value


def test_half_is_rounded_away_from_zero_on_the_decimal_value() -> None:
    """17.25 lies just under 17.25 as a float in some sums, and goes to 17.3 all the same."""
    assert [str(round_as(x, 1)) for x in (17.25, 0.15, -17.25, 17.249)] == ["17.3", "0.2", "-17.3", "17.2"]
    assert write_number(round_as(1336.5, 0)) == "1.337"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('naam = "x"\ntekst = "a"', "sleutel sql ontbreekt"),
        ('naam = "x"\ntekst = "("\nsql = "select 1"', "dit patroon klopt niet"),
        ('naam = "x"\ntekst = "a"\nsql = "select $jaar"', r"\$jaar staat in de SQL maar in geen patroon"),
        ('naam = "x"\ntekst = "a"\nsql = "select 1"\nwaar = "b"', "sleutel waar is onbekend"),
    ],
)
def test_a_broken_declaration_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "regels.toml").write_text(f"[[regel]]\n{text}\n", encoding="utf-8")
    with pytest.raises(ContractError, match=message):
        load_rules(tmp_path)


def test_the_expectation_is_read_from_the_gemeenten_outside_only() -> None:
    """Outside, every figure is 5 + 2 x share of older people. Inside, 1 000 people with 10 and 3 000 with 20: 17.5
    as mean share, so 40, whatever their own figures are."""
    outside = [[5 + 2.0 * n, 1.0, 500.0, n, 3 * n % 7, n % 3, n % 5, 0.0] for n in range(40)]
    inside = [[99.0, 1.0, 1000.0, 10, 0, 0, 0, 1.0], [99.0, 1.0, 3000.0, 20, 0, 0, 0, 1.0]]
    assert expect(np.array(outside + inside)) == pytest.approx(40)
    assert expect(np.array(outside[:29] + inside)) is None
