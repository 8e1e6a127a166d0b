"""What goes out to a region: every number on the wall and on the table is one of the region's own tables."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from page import loads_from_outside, odd_words, read_page, repeated_ids
from regiobeeld.areas.regions import resolve_region
from regiobeeld.dialogue import pack
from regiobeeld.dialogue.cards import cards
from regiobeeld.dialogue.form import ON_FORM, load_form
from regiobeeld.dialogue.form_xlsx import READ_ME, SHEET
from regiobeeld.dialogue.poster import poster
from regiobeeld.dialogue.subjects import Subject, subjects_of
from regiobeeld.errors import UsageError
from regiobeeld.formats import browser
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.messages import judged
from regiobeeld.needs.groups import groups_of
from regiobeeld.outline.dialogue import load_agreements, load_questions
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile

REGIONS = ("twente", "GM0344", "zeeland")
PAGES = ("praatplaat.html", "gesprekskaarten-a3.html", "gesprekskaarten-a4.html")
# Fixed words of the method: the certainty of an interval, and the number to call.
METHOD = {"95", "99,8", "113", "0800", "0113"}
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:\.\d{3})*(?:,\d+)?(?![\w])")


@pytest.fixture(scope="module", params=REGIONS)
def profile(request: pytest.FixtureRequest, tables: Path) -> Profile:
    return load_profile(resolve_region(request.param), tables)


@pytest.fixture(scope="module")
def twente(tables: Path) -> Profile:
    return load_profile(resolve_region("twente"), tables)


@pytest.fixture(scope="module")
def folder(twente: Profile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pakket")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser.shutil, "which", lambda name: None)
        pack.write_pack(twente, made)
    return made


def dutch(value: float, decimals: int) -> str:
    """Written out here by hand: half up, a comma, points between thousands, no sign."""
    scaled = int(abs(value) * 10**decimals + 0.5 + 1e-9)
    whole, rest = divmod(scaled, 10**decimals)
    thousands = f"{whole:,}".replace(",", ".")
    return f"{thousands},{rest:0{decimals}d}" if decimals else thousands


def written(values: Iterable[float], *decimals: int) -> set[str]:
    return {dutch(float(v), d) for v in values if pd.notna(v) for d in decimals}


def three_digits(values: Iterable[float]) -> set[str]:
    known = [float(v) for v in values if pd.notna(v) and v > 0]
    steps = [10 ** max(len(str(int(v))) - 3, 0) for v in known]
    return {dutch(int(v / step + 0.5) * step, 0) for v, step in zip(known, steps, strict=True)}


def numbers_of(profile: Profile) -> set[str]:
    """Every number that the tables of this region hold, as a reader may see it."""
    rows = profile.waarneming
    table, said, groups = indicator_table(profile), judged(profile), groups_of(profile)
    found = written(rows[["waarde", "ondergrens", "bovengrens"]].to_numpy().ravel(), 0, 1)
    found |= written(table[["verwacht", "verwacht_laag", "verwacht_hoog"]].to_numpy(float).ravel(), 1)
    found |= written(said[["houdt_stand", "van"]].to_numpy(float).ravel(), 0)
    years = {*range(2000, profile.peiljaar + 1), *pd.read_parquet(profile.data_dir / "prognose.parquet")["jaar"]}
    found |= {str(year) for year in years} | {str(n) for n in range(30)}
    found |= {
        str(age)
        for name in (*rows["leeftijd"].unique(), "80+", "85+", "50-74")
        for age in re.findall(r"\d+", name)
    }
    found |= written(groups.groepen["gebieden_groep"], 0) | written(groups.groepen["aandeel"], 1)
    found |= written(groups.landelijk["aandeel"], 1) | written(groups.groepen["inwoners_groep"], 0)
    found |= {dutch(round(float(v) / 10 + 1e-9) * 10, 0) for v in groups.groepen["inwoners_groep"].dropna()}
    found |= {dutch(int(float(v) / 10 + 0.5) * 10, 0) for v in groups.groepen["inwoners_groep"].dropna()}
    return found | future_numbers(profile) | people_numbers(profile)


def future_numbers(profile: Profile) -> set[str]:
    """Counts and changes of the projection, of the region and of Nederland."""
    found: set[str] = set()
    for code in (profile.code, "NL"):
        for name, keys, value in (
            ("prognose", ["leeftijd", "geslacht"], "inwoners"),
            ("zorgvraag", ["onderdeel_code", "scenario_code"], "waarde"),
        ):
            rows = pd.read_parquet(profile.data_dir / f"{name}.parquet")
            rows = rows[rows["gebied_code"] == code]
            three = rows[[value, "ondergrens", "bovengrens"]].to_numpy(float).ravel()
            found |= written(three, 0, 1) | three_digits(three)
            for _, part in rows.groupby(keys):
                first = float(part.sort_values("jaar")[value].iloc[0])
                if first:
                    changes = 100 * (part[[value, "ondergrens", "bovengrens"]].to_numpy(float).ravel() / first - 1)
                    found |= written(changes, 0, 1)
            if name == "zorgvraag":
                found |= written(rows[["volume", "vergrijzing"]].to_numpy(float).ravel(), 1)
    tested = pd.read_parquet(profile.data_dir / "toetsing_gebied.parquet")
    tested = tested[tested["gebied_code"] == profile.code]
    found |= written(tested[["verwacht", "geteld"]].to_numpy(float).ravel(), 0)
    return found | written(100 * (tested["verwacht"] / tested["geteld"] - 1), 1)


def people_numbers(profile: Profile) -> set[str]:
    """Inhabitants, their growth since any year, and the share of every age group."""
    found: set[str] = set()
    rows = profile.waarneming[profile.waarneming["indicator_code"] == "inwoners"]
    for code in (profile.code, "NL"):
        own = rows[(rows["gebied_code"] == code) & (rows["geslacht"] == "totaal")]
        for year, part in own.groupby("jaar"):
            total = part.loc[part["leeftijd"] == "totaal", "waarde"]
            if len(total):
                found |= written(100 * part["waarde"] / float(total.iloc[0]), 1)
                last = own[(own["leeftijd"] == "totaal") & (own["jaar"] > year)]["waarde"]
                found |= written(100 * (last / float(total.iloc[0]) - 1), 1)
        by_age = own.pivot_table(index="jaar", columns="leeftijd", values="waarde")
        found |= {
            n for age in ("65+", "0-14") if age in by_age for n in written(100 * by_age[age] / by_age["totaal"], 1)
        }
    return found


def text_of(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select("style, script, title, .bron, footer, .soort"):
        tag.decompose()
    # The scale of an axis is no outcome: a number by itself with one digit that is no zero ("60.000").
    for tag in soup.select("svg text"):
        if re.fullmatch(r"[1-9]0[0.]*", tag.get_text()):
            tag.decompose()
    labels = " ".join(str(tag["aria-label"]) for tag in soup.select("[aria-label]"))
    return f"{soup.get_text(' ')} {labels}"


def test_poster_and_cards_hold_only_numbers_of_the_region(profile: Profile) -> None:
    subjects, known = subjects_of(profile), numbers_of(profile) | METHOD
    for html in (poster(profile, subjects), cards(profile, subjects, "A4")):
        found = set(_NUMBER.findall(text_of(html)))
        assert len(found) > 15
        assert found - known == set()


def test_a_number_that_is_not_in_the_tables_would_be_found(twente: Profile) -> None:
    html = poster(twente, subjects_of(twente)).replace("Wat valt hier op?", "Wat valt hier op? 43,21%")
    assert set(_NUMBER.findall(text_of(html))) - numbers_of(twente) - METHOD == {"43,21"}


def test_every_subject_has_a_card_with_its_questions_and_source(twente: Profile, folder: Path) -> None:
    subjects, asked = subjects_of(twente), load_questions()
    kinds = {item.soort for item in subjects}
    assert kinds == {"boodschap", "toekomst", "knelpunt", "doelgroep"}
    found = read_page(folder / "gesprekskaarten-a3.html").select("article")
    assert len(found) == len(subjects)
    for card, item in zip(found, subjects, strict=True):
        text = " ".join(card.get_text(" ").split())
        assert item.zin in text and item.zekerheid in text and item.bron in text
        assert all(question in text for question in (asked.herkent, asked.verklaart, asked.wie))
        assert re.search(r"20\d\d", item.zin + (item.beeld.onderschrift if item.beeld else "")), item.code


def test_help_stands_beside_everything_about_suicide() -> None:
    asked = load_questions()
    assert "113" in asked.help_with("jv_suicidegedachten") and "113" in asked.help_with("", "denkt aan zelfdoding")
    assert asked.help_with("roken_enquete", "rookt") == ""


def test_help_is_on_the_card_and_the_form(twente: Profile) -> None:
    text = load_questions().help_with("jv_suicidegedachten")
    item = Subject(
        "boodschap:roken_enquete-18+",
        "boodschap",
        "",
        "5%",
        "Een verzonnen zin (2024).",
        "Verzonnen.",
        "Bron: geen",
        hulp=text,
    )
    assert text in BeautifulSoup(cards(twente, [item]), "html.parser").get_text()
    assert text in BeautifulSoup(poster(twente, [item]), "html.parser").get_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_sheets_are_whole_and_need_no_network(folder: Path, name: str) -> None:
    page = read_page(folder / name)
    assert loads_from_outside(page) == [] and repeated_ids(page) == [] and odd_words(page) == []
    policy = str(page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"])
    assert "default-src 'none'" in policy and "script-src 'none'" in policy
    assert all(
        len(str(svg.get("aria-label") or svg.parent.get("aria-label"))) > 20
        for svg in page.select("svg[class], svg[role]")
    )


def test_the_sheets_declare_their_size(folder: Path) -> None:
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in PAGES}
    assert "size: 420mm 297mm" in texts["praatplaat.html"]
    assert "size: 297mm 420mm" in texts["gesprekskaarten-a3.html"]
    assert "size: 210mm 297mm" in texts["gesprekskaarten-a4.html"]


def test_the_form_asks_about_every_message_and_knelpunt(twente: Profile, folder: Path) -> None:
    form = load_form(folder / "onderwerpen.json", "twente")
    wanted = [item.code for item in subjects_of(twente) if item.soort in ON_FORM]
    assert [item.code for item in form.vragen] == wanted and len(wanted) > 8
    assert load_workbook(folder / "formulier.xlsx").sheetnames[:2] == [READ_ME, SHEET]
    assert [str(s["data-code"]) for s in read_page(folder / "formulier.html").select("section.vraag")] == wanted


def test_a_made_up_example_says_so_on_every_sheet(twente: Profile) -> None:
    subjects = subjects_of(twente)[:5]
    on_cards = BeautifulSoup(cards(twente, subjects, verzonnen=True), "html.parser").select(".merk")
    on_poster = BeautifulSoup(poster(twente, subjects, verzonnen=True), "html.parser").select(".merk")
    assert len(on_cards) == 5 and len(on_poster) == 1
    assert BeautifulSoup(poster(twente, subjects), "html.parser").select(".merk") == []


def test_there_is_nothing_to_talk_about_for_the_whole_country(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="geen boodschappen om over te praten"):
        pack.write_pack(load_profile(resolve_region("NL"), tables), tmp_path)


def test_at_most_seven_key_figures_each_beside_nederland(twente: Profile) -> None:
    page = BeautifulSoup(poster(twente, subjects_of(twente)), "html.parser")
    notes = [str(tag.get_text()) for tag in page.select(".kern dd span")]
    assert 5 <= len(notes) == load_agreements().kerncijfers <= 7
    assert all("Nederland" in note for note in notes[1:])  # how many people live here has nothing to compare with


def test_without_a_browser_it_says_how_to_print(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not list(folder.glob("*.pdf"))
    with caplog.at_level("INFO", logger="regiobeeld"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser.shutil, "which", lambda name: None)
        pack._print([folder / "praatplaat.html"])
    assert "druk ze af als PDF: papier A3" in caplog.text


def test_a_browser_prints_beside_the_page_and_leaves_no_hour(tmp_path: Path) -> None:
    program, page = tmp_path / "browser", tmp_path / "plaat.html"
    page.write_text("x", encoding="utf-8")
    program.write_text(
        '#!/bin/sh\nfor a in "$@"; do case "$a" in --print-to-pdf=*) '
        'printf "%%PDF /CreationDate (D:20310102030405+00) " > "${a#--print-to-pdf=}";; esac; done\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert pack._write_pdf(page, str(program))
    assert b"D:2031" not in (tmp_path / "plaat.pdf").read_bytes()


def test_a_browser_that_fails_leaves_no_file(tmp_path: Path) -> None:
    page = tmp_path / "plaat.html"
    page.write_text("x", encoding="utf-8")
    assert not pack._write_pdf(page, "/bin/false") and not list(tmp_path.glob("*.pdf"))
