"""Numbers and their claims: recorded, marked, read back, audited, laid beside each other."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.claims.audit import _heard, audit_page, audit_texts, is_rounded
from regiobeeld.claims.consistency import _divisions, contradictions_in
from regiobeeld.claims.exceptions import load_exceptions
from regiobeeld.claims.formulas import load_formulas
from regiobeeld.claims.html import add_notes, take_notes
from regiobeeld.claims.inputs import Names, Observations
from regiobeeld.claims.ledger import Ledger, make_ledger
from regiobeeld.claims.marks import plain
from regiobeeld.claims.page import ALT, Piece, Place, read_page
from regiobeeld.claims.recorder import Noted, note_text, recording
from regiobeeld.documents import parse_toml
from regiobeeld.errors import ContractError
from regiobeeld.numbers import getal, in_woorden, procent, round_off

NOTHING = Observations([], Names({}, {}, {}))


def page_of(text: str) -> tuple[str, list[Noted]]:
    return take_notes(f'<section aria-labelledby="deel">{add_notes(text)}</section>')


def test_a_number_keeps_its_claim_from_value_to_page() -> None:
    with recording():
        sentence = (
            f"<p>In Aa rookt {procent(17.25)} van {in_woorden(3)} groepen, {getal(round_off(24_505))} mensen</p>"
        )
    html, noted = page_of(sentence)
    assert '<data value="0">17,3</data>%' in html
    assert [(item.getoond, item.waarde, item.eenheid) for item in noted] == [
        ("17,3", 17.25, "%"),
        ("drie", 3.0, ""),
        ("25.000", 24_505.0, ""),
    ]
    audit = audit_page(read_page(html), noted, load_exceptions())
    assert audit.fouten == [] and audit.met_herkomst == 3


def test_nothing_is_marked_when_no_report_is_made() -> None:
    assert procent(17.25) == "17,3%"
    with recording(), recording(False):
        assert getal(3) == "3"


def test_a_text_that_is_heard_lists_its_claims_and_a_drawing_holds_none() -> None:
    with recording():
        html, noted = page_of(f'<svg aria-label="Aa {procent(5.0)}"><text>{getal(7)}</text></svg>')
    assert 'aria-label="Aa 5,0%" data-c="0"><text>7</text>' in html
    assert len(noted) == 1


def test_a_number_that_is_heard_is_no_part_of_another_one() -> None:
    piece = Piece("Aa: 12,5, 2,5 en 5-jaars 5; Drie", Place(soort=ALT), gehoord=(0, 1, 2, 3))
    noted = [Noted(0.0, shown, 0, "", "x") for shown in ("2,5", "5", "drie", "9")]
    found = {claim: piece.tekst[begin:end] for (begin, end), claim in _heard(piece, noted).items()}
    assert found == {0: "2,5", 1: "5", 2: "Drie", 3: ""}
    assert (25, 26) in _heard(piece, noted)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda html: html.replace("17,3</data>", "17,4</data>"), 'verwacht "17,3", gevonden "17,4"'),
        (lambda html: html.replace("17,3</data>%", "17,3</data>% en 12,9%"), "verwacht een herkomst"),
        (lambda html: html.replace('value="0"', 'value="9"'), "verwacht een herkomst"),
    ],
)
def test_a_number_without_its_claim_is_refused(change, says: str) -> None:
    with recording():
        html, noted = page_of(f"<p>In Aa rookt {procent(17.25)}</p>")
    with pytest.raises(ContractError, match=re.escape(says)):
        audit_page(read_page(change(html)), noted, load_exceptions()).refuse("pagina.html")


def test_dates_years_and_ages_are_exceptions_and_counted() -> None:
    html = "<main><p>Op 1 januari 2025 rookten 65-plussers (tabel 85012NED, 2020)</p></main>"
    audit = audit_page(read_page(html), [], load_exceptions())
    assert audit.fouten == []
    assert audit.per_soort == {"datum": 2, "leeftijd": 1, "tabelcode": 1, "jaar": 1}


def test_exceptions_that_were_found_before_are_those_of_the_text_alone() -> None:
    text = "Op 1 januari 2025"
    first = load_exceptions().find(text)
    first.clear()
    assert load_exceptions().find(text)


@pytest.mark.parametrize(("people", "free"), [("minder dan 10 inwoners", True), ("minder dan 20 inwoners", False)])
def test_a_number_that_rounds_to_nothing_is_an_agreement_of_the_method(people: str, free: bool) -> None:
    """Hoorn: one wijk without figures has a handful of residents, told as "minder dan 10" (`crossing.people`)."""
    found = load_exceptions().find(f"Van één wijk met {people} van 18 tot en met 64 jaar ontbreken cijfers")
    assert ("methode" in found.values()) is free


def test_other_forms_of_the_report_show_numbers_of_the_page_only() -> None:
    noted = [Noted(17.25, "17,3", 1, "%", "blocks.text.zin")]
    assert audit_texts(["Roken: 17,3% in 2020"], noted, load_exceptions()).fouten == []
    assert len(audit_texts(["Roken: 17,4% in 2020"], noted, load_exceptions()).fouten) == 1


def test_a_share_needs_a_denominator_and_a_function_a_formula() -> None:
    assert load_formulas().of("blocks.text.verschil_in_punten").noemer
    with pytest.raises(ContractError, match=r'onbekende functie "elders\.maak"'):
        load_formulas().of("elders.maak")
    noted = [Noted(17.25, "17,3", 1, "%", "elders.maak")]
    with pytest.raises(ContractError, match="onbekende functie"):
        make_ledger('<main><p><data value="0">17,3</data>%</p></main>', noted, NOTHING, paths.SOURCES)


@pytest.mark.parametrize(
    ("exact", "shown", "decimals"),
    [(17.25, 17.3, 1), (24_505, 25_000, 0), (-0.04, 0.0, 1), (7.46261e9, 7.46e9, 0), (5, 10, 0)],
)
def test_rounding_may_go_further_than_asked(exact: float, shown: float, decimals: int) -> None:
    assert is_rounded(exact, shown, decimals)
    assert not is_rounded(exact, shown + 1, decimals)


def test_a_number_is_not_rounded_until_nothing_is_left() -> None:
    assert is_rounded(43.0, 40.0, 0) and not is_rounded(43.0, 0.0, 0)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "21,8% is 65 jaar of ouder, 1,0 procentpunt hoger dan in Nederland (20,8%)",
            "21,8% is 65 jaar of ouder, 1,0 procentpunt lager dan in Nederland (20,8%)",
        ),
        ("Het aandeel steeg van 15,1% in 2012 naar 21,8%", "Het aandeel daalde van 15,1% in 2012 naar 21,8%"),
        ("rookte 17,3% van wie (95%-interval 16,3–18,3)", "rookte 19,3% van wie (95%-interval 16,3–18,3)"),
        ("In 9 van de 14 gemeenten", "In 15 van de 14 gemeenten"),
        ("Mantelzorg: 16,5%, Nederland 13,5%, veel hoger", "Mantelzorg: 16,5%, Nederland 13,5%, veel lager"),
        (
            "meer 65-plussers dan in Nederland (20,7% tegen 19,8% in 2021)",
            "minder 65-plussers dan in Nederland (20,7% tegen 19,8% in 2021)",
        ),
        (
            "niet meer dan in Nederland (van wie een uitkomst heeft: 5,8%, Nederland 6,9%)",
            "niet meer dan in Nederland (van wie een uitkomst heeft: 7,8%, Nederland 6,9%)",
        ),
        (
            "straks minder mensen: 12,8 in 2025, naar verwachting 6,7 in 2040",
            "straks meer mensen: 12,8 in 2025, naar verwachting 6,7 in 2040",
        ),
        (
            "dronk 29,0% van de jongeren; in Nederland 20,9%. Naar leeftijd, SES en stedelijkheid was 19,5% te "
            "verwachten (15,1–23,8%); het cijfer lag daarboven",
            "dronk 29,0% van de jongeren; in Nederland 20,9%. Naar leeftijd, SES en stedelijkheid was 19,5% te "
            "verwachten (15,1–23,8%); daar paste het cijfer bij",
        ),
        ("57.900 (tussen 49.000 en 68.400)", "75.900 (tussen 49.000 en 68.400)"),
    ],
)
def test_a_sentence_agrees_with_its_own_numbers(good: str, bad: str) -> None:
    assert contradictions_in(good) == []
    assert len(contradictions_in(bad)) == 1


@pytest.mark.parametrize("name", ["Aalsmeer", "Haarlemmermeer", "Zoetermeer"])
def test_the_name_of_a_gemeente_says_nothing_of_more_or_less(name: str) -> None:
    said = "wonen naar verhouding {} 65-plussers dan in Nederland (18,7% tegen 19,8% in 2025)"
    assert contradictions_in(f"In {name} {said.format('minder')}") == []
    assert len(contradictions_in(f"In {name} {said.format('meer')}")) == 1


def test_a_ledger_is_the_same_after_writing_and_reading() -> None:
    noted = [Noted(17.25, "17,3", 1, "%", "blocks.text.verschil_in_punten")] * 2
    html = '<main><p><data value="0">17,3</data>% en <data value="1">17,3</data>%</p></main>'
    ledger, _ = make_ledger(html, noted, NOTHING, paths.SOURCES)
    text = ledger.as_json()
    assert Ledger.from_json(text).getallen == ledger.getallen
    with pytest.raises(ValueError, match="evenveel rijen"):
        Ledger.from_json(text.replace('"eenheid":[["%",2]]', '"eenheid":[["%",999999999]]'))


def test_a_year_before_a_range_is_no_value_of_it() -> None:
    assert contradictions_in("24% groter moeten zijn dan in 2025 (tussen +1 en +53%).") == []


def test_a_finding_of_the_tables_gets_claims_but_its_years_do_not() -> None:
    with recording():
        text = note_text("In 2020 zijn 12 wijken (WK014101) zonder cijfer, 3,5% van Aa")
    assert plain(text).startswith("In 2020 zijn 12")
    _, noted = page_of(f"<p>{text}</p>")
    assert [item.getoond for item in noted] == ["12", "3,5"]


def test_a_number_that_has_its_claim_gets_no_second_one() -> None:
    with recording():
        once = note_text(f"te weinig cijfers ({procent(47.4)} van de inwoners)")
        twice = note_text(once)
    assert twice == once
    assert plain(twice) == "te weinig cijfers (47,4% van de inwoners)"


def _templates(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if "{{" in value or "{%" in value else []
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _templates(item)]


@pytest.mark.parametrize("path", sorted((paths.SOURCES / "rapport").glob("*.toml")), ids=lambda path: path.name)
def test_a_template_has_no_number_of_its_own(path: Path) -> None:
    """Every digit outside {{ }} and {% %} is a declared exception: a number comes from the data."""
    kinds = load_exceptions()
    for template in _templates(parse_toml(path.read_text(encoding="utf-8"))):
        text = " ".join(
            re.sub(
                r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "2020", template, flags=re.DOTALL), flags=re.DOTALL
            ).split()
        )
        bare = [
            match[0]
            for match in re.finditer(r"\d+(?:[.,]\d+)*", text)
            if not any(begin <= match.start() and match.end() <= end for begin, end in kinds.find(text))
        ]
        assert bare == [], template


@pytest.mark.parametrize(
    ("parts", "faults"), [((60.0, 40.0), 0), ((60.0, 41.0), 1), ((60.0, 39.0), 1), ((60.0,), 0)]
)
def test_parts_of_one_whole_add_up(parts: tuple[float, ...], faults: int) -> None:
    """A second row is complete, so that a row with one part lacks the other."""
    rows = [("Aa", part) for part in parts] + [("Bee", 70.0), ("Bee", 30.0)]
    frame = pd.DataFrame(rows, columns=["rij", "waarde"]).assign(figuur="ses-kwintielen", soort_tekst="cel")
    assert len(list(_divisions(frame))) == faults
