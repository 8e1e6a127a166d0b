"""Forty made-up forms go in, the region reads back what they say; one is withdrawn, and is gone everywhere."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dialogue_example import REGION, TWENTE, Gesprek, Person, fill_json
from page import loads_from_outside, read_page, repeated_ids
from regiobeeld import paths
from regiobeeld.chapters_agenda.regio_zegt import CODE, chapter_order
from regiobeeld.dialogue.result import PAGE
from regiobeeld.errors import UsageError
from regiobeeld.outline.chapters import load_order
from regiobeeld.outline.dialogue import load_agreements
from regiobeeld.run.dialogue import read_back

CODES = [item.code for item in TWENTE.vragen]
LEAST = load_agreements().minste_antwoorden


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Gesprek:
    gesprek = Gesprek(tmp_path_factory.mktemp("gesprek"))
    gesprek.read()
    return gesprek


def everything(folder: Path) -> bytes:
    """All that was written, names of files included; what is packed is unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(path.name.encode())
        if not path.is_file():
            continue
        found.append(path.read_bytes())
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found += [packed.read(name) for name in packed.namelist()]
        if path.suffix == ".parquet":
            found.append(pd.read_parquet(path).to_csv().encode())
    return b"\n".join(found)


def counted(people: list[Person], code: str) -> Counter[str]:
    return Counter(person.zegt[code] for person in people if code in person.zegt)


def test_every_answer_is_shown_with_the_right_count(made: Gesprek) -> None:
    table = pd.read_parquet(paths.dialogue_answers(made.outputs, REGION) / "oordeel.parquet")
    for code in CODES:
        rows = table[(table["onderwerp_code"] == code) & (table["organisatie"] == "alle organisaties")]
        assert {a: n for a, n in zip(rows["antwoord"], rows["aantal"], strict=True) if n} == counted(
            made.people, code
        )


def test_kinds_stand_side_by_side_and_small_ones_together(made: Gesprek) -> None:
    table = pd.read_parquet(paths.dialogue_answers(made.outputs, REGION) / "oordeel.parquet")
    code = CODES[1]  # everybody answered it
    sizes = Counter(person.organisatie for person in made.people if code in person.zegt)
    shown = table[table["onderwerp_code"] == code].groupby("organisatie")["aantal"].sum().to_dict()
    assert sizes["ggz"] < LEAST and "ggz" not in shown
    assert shown["huisartsenzorg"] == sizes["huisartsenzorg"] and shown["gemeente"] == sizes["gemeente"]
    # The five of the GGD are enough to be shown, but would give the two of the ggz away.
    assert shown["andere organisaties"] == sizes["ggz"] + sizes["GGD"] >= LEAST
    assert sum(shown.values()) == 2 * sum(sizes.values())


def test_no_name_without_consent_is_anywhere(made: Gesprek) -> None:
    written = everything(made.outputs)
    for person in made.people:
        consents = person.naam_mag == "ja" and person.citaat_mag == "ja"
        last = person.naam.split()[1].encode()
        assert (last in written) == consents, person.naam


def test_only_texts_that_may_be_quoted_are_literal(made: Gesprek) -> None:
    written = everything(paths.dialogue_answers(made.outputs, REGION)).decode("utf-8", "replace")
    for number, person in enumerate(made.people):
        assert (f"Verzonnen toelichting {number:02d}" in written) == (person.citaat_mag == "ja")
    hidden = sum(person.citaat_mag != "ja" for person in made.people)
    assert f"En {hidden} toelichtingen die wij niet aanhalen" in written


def test_the_page_marks_opinions_and_made_up_examples(made: Gesprek) -> None:
    page = read_page(paths.dialogue_answers(made.outputs, REGION) / PAGE)
    text = page.get_text(" ", strip=True)
    assert "Meningen, geen cijfers" in text and "Verzonnen voorbeeld" in text
    assert f"{len(made.people)} formulieren van" in text
    assert loads_from_outside(page) == [] and repeated_ids(page) == []
    # On a phone every figure has a drawing of its own width.
    assert page.select("figure.figuur, .figuur") and all(f.select("svg.smal") for f in page.select(".figuur"))


def test_a_withdrawn_form_is_gone_everywhere(tmp_path: Path) -> None:
    gesprek = Gesprek(tmp_path)
    gesprek.read()
    gone, mark = gesprek.people[8], b"Verzonnen toelichting 08"
    assert gone.naam_mag == gone.citaat_mag == "ja" and mark in everything(gesprek.outputs)
    gesprek.of(8).unlink()
    gesprek.read()
    assert mark not in everything(gesprek.outputs) and b"Bedacht08" not in everything(gesprek.outputs)
    table = pd.read_parquet(paths.dialogue_answers(gesprek.outputs, REGION) / "oordeel.parquet")
    rows = table[(table["onderwerp_code"] == CODES[0]) & (table["organisatie"] == "alle organisaties")]
    left = counted([person for person in gesprek.people if person is not gone], CODES[0])
    shown = Counter(dict(zip(rows["antwoord"], rows["aantal"], strict=True)))
    # What is counted is of those who are left; a few of them wait, see test_dialogue_attack.
    assert shown <= left and shown.total() > left.total() / 2


def test_a_form_that_is_marked_withdrawn_is_gone_too(tmp_path: Path) -> None:
    gesprek = Gesprek(tmp_path)
    path = gesprek.of(8)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"ingetrokken": True}), encoding="utf-8")
    gesprek.read()
    assert b"Verzonnen toelichting 08" not in everything(gesprek.outputs)


def test_no_cell_of_a_csv_file_begins_as_a_formula(tmp_path: Path) -> None:
    gesprek = Gesprek(tmp_path)
    for number, start in enumerate(("=1+1", "+cmd", "@x", "-2+3")):
        person = replace(gesprek.people[0], tekst={CODES[1]: start}, naam="")
        fill_json(TWENTE, person, gesprek.forms / f"extra {number}.json")
    folder = gesprek.read()
    quotes = (folder / "citaat.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in quotes and "'@x" in quotes
    cells = [c for path in folder.glob("*.csv") for c in path.read_text("utf-8-sig").replace("\n", ";").split(";")]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_without_forms_to_hand_out_or_a_folder_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make dialoog REGION=twente"):
        read_back(REGION, tmp_path, tmp_path)
    gesprek = Gesprek(tmp_path / "een")
    with pytest.raises(UsageError, match="MAP=<map"):
        read_back(REGION, "", gesprek.outputs)


def test_the_report_has_the_chapter_once_enough_forms_count(made: Gesprek, tmp_path: Path) -> None:
    plain = load_order()
    assert chapter_order(REGION, tmp_path) == plain
    place = plain.index(load_agreements().na_hoofdstuk) + 1
    assert chapter_order(REGION, made.outputs) == (*plain[:place], CODE, *plain[place:])
    few = Gesprek(tmp_path / "weinig")
    for number in range(load_agreements().minste_formulieren - 1, len(few.people)):
        few.of(number).unlink()
    few.read()
    assert chapter_order(REGION, few.outputs) == plain


def test_other_answers_are_another_report(made: Gesprek, tmp_path: Path) -> None:
    """The stamp of a report holds what the region said: a withdrawn form makes a new report."""
    assert paths.dialogue_digest(tmp_path, REGION) == ""
    gesprek = Gesprek(tmp_path)
    gesprek.read()
    assert paths.dialogue_digest(gesprek.outputs, REGION) == paths.dialogue_digest(made.outputs, REGION)
    gesprek.of(3).unlink()
    gesprek.read()
    assert paths.dialogue_digest(gesprek.outputs, REGION) != paths.dialogue_digest(made.outputs, REGION)


def test_a_report_with_earlier_answers_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gesprek, asked = Gesprek(tmp_path), []
    monkeypatch.setattr("regiobeeld.run.report.make_report", lambda *given: asked.append(given))
    stamp = gesprek.outputs / REGION / "run.json"
    stamp.parent.mkdir(parents=True)
    gesprek.read()
    assert asked == []  # there is no report yet
    stamp.write_text(json.dumps({"dialoog": "eerder", "peiljaar": "2024"}), encoding="utf-8")
    gesprek.read()
    assert asked == [(REGION, "2024", gesprek.outputs)]
    stamp.write_text(json.dumps({"dialoog": paths.dialogue_digest(gesprek.outputs, REGION)}), encoding="utf-8")
    gesprek.read()
    assert len(asked) == 1
