"""Kinds of wrong and misleading lines that once stood in a report of which the arithmetic was right.

Each is planted back in a real sentence, title, alt text or row of a report, and a check that knows nothing of the
right report refuses it: the control (it recomputes the number), the consistency of a sentence, or the wording
guard. Kinds that show only beside the observations of a sentence (its year, age, tense, ties, how it was made) are
in test_claim_words.py and test_claim_years.py; kinds of which the text is gone are at the end, with the guard that
stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.claims.consistency import contradictions_in
from regiobeeld.controle.basis import open_basis
from regiobeeld.controle.check import DIFFERENT, Checker
from regiobeeld.controle.page import Passage, read_page
from regiobeeld.controle.rules import load_rules
from regiobeeld.numbers import getal
from regiobeeld.stats.guards import allowed, allowed_together, is_noise
from regiobeeld.stats.robust import weigh_message
from regiobeeld.wording import find_claims

REGION = "twente"


@pytest.fixture(scope="module")
def passages(twente: Path) -> list[Passage]:
    return read_page(twente / f"regiobeeld-{REGION}.html")


@pytest.fixture(scope="module")
def checker(project: Path) -> Checker:
    region = resolve_region(REGION)
    database = open_basis(project / "sources", region.naam, list(region.gemeenten))
    return Checker(database, load_rules(project / "sources" / "controle" / "zinnen"))


def other(found: re.Match[str]) -> str:
    """Another number in the place of this one: a tenth of it more."""
    shown = found[0].replace(".", "").replace(",", ".")
    return getal(float(shown) * 1.1 + 0.2, len(found[0].partition(",")[2]))


Change = str | Callable[[re.Match[str]], str]

BY_THE_CONTROL: dict[str, tuple[str, str, Change]] = {
    "1. a wijk has the figure of another wijk": (
        r"^Wijk = Vriezenveen \(kern\) .* Roken \(%\)",
        r"\d+,\d$",
        "14,9",
    ),
    "2. a share of the judged wijken is called a share of all": (
        r"van alle 65-plussers in Twente",
        r"\d+,\d(?=% van alle 65-plussers)",
        other,
    ),
    "3. more cells differ than the correction over the grid leaves": (
        r"op \d+ van de \d+ cijfers aantoonbaar",
        r"(?<=op )\d+(?= van de)",
        lambda found: str(int(found[0]) + 1),
    ),
    "4. computed where the source itself publishes": (
        r"^Onderwerp = Beperkt door problemen met de gezondheid \| .*Cijfer =",
        r"(?<=Cijfer = )\d+,\d",
        other,
    ),
    "5. a figure of 65+ under another age": (
        r"^Onderwerp = Krijgt mantelzorg \| Leeftijd = 65\+",
        r"(?<=Leeftijd = )65\+",
        "19+",
    ),
    "6. another topic is called the largest difference": (
        r"^Grootste verschil met Nederland: ",
        r"(?<=Nederland: )[^(]*(?= van )",
        "roken",
    ),
    "7. inhabitants derived from whole percentages are printed to the person": (
        r"wonen [\d.]+ 65-plussers: ",
        r"(?<=wonen )[\d.]+",
        lambda found: getal(float(found[0].replace(".", "")) + 3),
    ),
    "8. two years taken together are called one": (
        r"^Landelijk rookte in 2018/2019",
        r"2018/2019",
        "2020",
    ),
    "9. a text lists some and miscounts the others": (
        r"in de donkerste klasse liggen in .* andere gemeenten\.",
        r"\d+(?= andere gemeenten\.)",
        lambda found: str(int(found[0]) - 1),
    ),
    "10. the alt text has another number than the text": (
        r"^(?!.*tabel).*: \d+ van de 14 gemeenten (?:scoorden|lagen)",
        r"(?<=: )\d+(?= van de 14)",
        lambda found: str(int(found[0]) - 1),
    ),
    "11. the crossing and the doelgroep count one thing twice": (
        r"^Zoveel mensen wonen in die wijken: In \d+ wijken waar de sociaaleconomische positie laag",
        r"(?<=: In )\d+(?= wijken)",
        other,
    ),
    "12. a missing figure is shown as zero": (
        r"^Wijk = .* \| Gemeente = .* \| Roken \(%\) = –$",
        r"–$",
        "0,0",
    ),
}


@pytest.mark.parametrize("kind", BY_THE_CONTROL)
def test_the_control_refuses_it(kind: str, passages: list[Passage], checker: Checker) -> None:
    """The first such lines in the report, each changed; the change alone makes the difference."""
    where, what, wrong = BY_THE_CONTROL[kind]
    lines = [one for one in passages if re.search(where, one.tekst) and re.search(what, one.tekst)][:3]
    assert lines, "the report has no such line any more"
    caught = 0
    for line in lines:
        planted = replace(line, tekst=re.sub(what, wrong, line.tekst, count=1))
        assert DIFFERENT not in [outcome.uitkomst for outcome in checker.check_passage(line)]
        caught += DIFFERENT in [outcome.uitkomst for outcome in checker.check_passage(planted)]
    assert caught == len(lines), [line.tekst[:200] for line in lines]


BY_ITS_WORDS = {
    "13. 'after correction n are left' where nothing was taken away": (
        "Op 6 van de 10 cijfers scoorde Almelo ongunstiger. Na correctie blijven er 4 over.",
        "Op 6 van de 10 cijfers scoorde Almelo ongunstiger. Na correctie blijven er 10 over.",
    ),
    "14. a difference within the noise of a model is told": (
        "Naar schatting rookte 20,7% van de volwassenen, 2,8 procentpunt hoger dan in Nederland (17,9%).",
        "Naar schatting rookte 18,7% van de volwassenen, 0,8 procentpunt hoger dan in Nederland (17,9%).",
    ),
    "15. no judgement, and yet above": (
        "Daarom staat hier geen oordeel over het verschil.",
        "Daarom staat hier geen oordeel over het verschil; het cijfer lag daaronder.",
    ),
    "16. an estimate is called solid": (
        "Hoe stevig is deze boodschap? Het is een enquête.",
        "In deze wijken hangen, naar schatting, SES en leefstijl stevig samen.",
    ),
}


@pytest.mark.parametrize("kind", BY_ITS_WORDS)
def test_its_words_refuse_it(kind: str) -> None:
    right, wrong = BY_ITS_WORDS[kind]
    assert [*contradictions_in(right), *find_claims(right)] == []
    assert [*contradictions_in(wrong), *find_claims(wrong)]


def test_a_count_is_not_called_a_count_without_numbers() -> None:
    """17. That reason is gone: a count says that it was counted, in every guard and in every template."""
    assert "geteld" in allowed("telling", "klasse").reason_nl
    templates = list((paths.SOURCES / "rapport").rglob("*.toml"))
    assert templates
    assert [path.name for path in templates if "zonder aantallen" in path.read_text(encoding="utf-8")] == []


def test_a_choice_that_cannot_differ_does_not_count() -> None:
    """18. "Houdt stand in 6 van 6" counted one year twice: a choice without an outcome is left out."""
    weighed = weigh_message(1.0, {"jaar 2016": 1.0, "jaar 2020": float("nan"), "andere bron": -1.0})
    assert (weighed.holds, weighed.total) == (1, 2)


def test_what_is_noise_is_no_headline() -> None:
    """19. 1,9 points between estimates is noise, 2,1 is not."""
    assert list(is_noise("modelschatting", [1.9, 2.1])) == [True, False]


def test_two_sources_are_not_compared() -> None:
    """20. 50090NED against 85012NED: a model and a survey."""
    assert not allowed_together(["50090NED", "85012NED"], ["modelschatting", "enquete"]).allowed
