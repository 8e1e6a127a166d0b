"""A chapter is a TOML file: what it shows, what is refused and how that is said; a new one needs no code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from test_chapters import SOURCES, survey

from declared_example import show
from regiobeeld import paths
from regiobeeld.blocks.sentences import OWN_FILTERS, region_facts
from regiobeeld.catalog.local_folder import CHAPTER as LOCAL
from regiobeeld.errors import ContractError
from regiobeeld.outline.blocks import Kaartjes
from regiobeeld.outline.chapters import load_chapters, load_order, ranked_codes
from regiobeeld.outline.models import MODELS
from regiobeeld.report.builders import BUILDERS
from regiobeeld.report.cells import add_chapters
from regiobeeld.report.declared import check_templates, declared_chapter
from regiobeeld.report.report import CHAPTERS
from small_profile import REGION, A, B, indicator, make_profile, observation, with_margin

EXTRA = """\
titel = "Roken in het kort"

[cijfers]
twee = ["roken_enquete"]

[[blok]]
soort = "inleiding"
indicatoren = "twee"
tekst = "{% for c in cijfers %}Van alle cijfers noemen wij {{ c.eigen | procent }} ({{ c.jaar }}).{% endfor %}"

[[blok]]
soort = "rangorde"
indicatoren = "twee"
toelichting = "Gevraagd in {{ delen }}."

[[blok]]
soort = "tekst"
als = "is_nederland"
tekst = "Alleen voor heel Nederland."
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The declarations without the embedded figures, to change."""
    left_out = shutil.ignore_patterns("basis", "indeling", "kaart", "snapshots", "samenwerking", "toekomst")
    return Path(shutil.copytree(paths.SOURCES, tmp_path / "sources", ignore=left_out))


def add(sources: Path, text: str, code: str = "extra", after: str = "leefstijl") -> None:
    """A new chapter: its file, and its place in the order."""
    (sources / "rapport" / f"{code}.toml").write_text(text, encoding="utf-8")
    order = sources / "rapport" / "hoofdstukken.toml"
    order.write_text(
        order.read_text(encoding="utf-8").replace(f'"{after}",', f'"{after}", "{code}",'), encoding="utf-8"
    )


def block(text: str) -> str:
    return f'titel = "Een hoofdstuk"\n\n[[blok]]\n{text}\n'


def test_every_kind_of_block_has_a_model_and_a_function() -> None:
    assert set(MODELS) == set(BUILDERS)


def test_every_chapter_is_declared_or_written_and_none_is_both() -> None:
    assert len(set(load_order())) == len(load_order())
    # The chapter of local figures stands in the order only where there are local sources.
    assert {*load_order(), LOCAL} == set(load_chapters()) | set(CHAPTERS)
    assert not set(load_chapters()) & set(CHAPTERS)


def test_every_template_of_the_report_is_a_template() -> None:
    for chapter in load_chapters().values():
        check_templates(chapter)


def test_a_new_chapter_is_a_file_and_a_place_in_the_order(sources: Path) -> None:
    add(sources, EXTRA)
    assert load_order(sources).index("extra") == load_order(sources).index("leefstijl") + 1
    chapter = declared_chapter(survey(25.0, 10.0), load_chapters(sources)["extra"])
    html = chapter._repr_html_()
    assert '<h2 id="extra">Roken in het kort</h2>' in html
    assert "Van alle cijfers noemen wij 17,5% (2020)." in html  # the middle of 25 and 10
    assert [figure.code for figure in chapter.figuren] == ["rangorde-roken-enquete-18plus"]
    assert "heel Nederland" not in html
    assert "het aantal vergelijkingen. Gevraagd in gemeenten.</p>" in html.replace("\n", " ")


def test_a_new_indicator_can_be_shown_with_the_noun_and_verb_of_its_declaration(sources: Path) -> None:
    source = sources / "gezondheidsmonitor.toml"
    found = re.search(
        r'\[\[indicator\]\]\ncode = "roken_enquete".*?(?=\n\[\[indicator\]\])', source.read_text(), re.DOTALL
    )
    assert found is not None
    new = (
        found[0]
        .replace('"roken_enquete"', '"pijp_enquete"')
        .replace('onderwerp = "roken"', 'onderwerp = "pijproken"')
    )
    add(sources, block('soort = "rangorde"\nindicatoren = ["pijp_enquete"]'))
    with pytest.raises(ContractError, match='onbekende indicator "pijp_enquete"'):
        load_chapters(sources)
    source.write_text(f"{source.read_text()}\n{new}\n", encoding="utf-8")
    load_chapters.cache_clear()
    rows = [
        with_margin(area, value, 0.5, indicator_code="pijp_enquete")
        for area, value in ((A, 25.0), (B, 10.0), ("NL", 17.0))
    ]
    profile = make_profile(rows, indicator("pijp_enquete", onderwerp="pijproken"), bron=SOURCES)
    (figure,) = declared_chapter(profile, load_chapters(sources)["extra"]).figuren
    assert figure.titel.startswith("Pijproken: Adorp scoort ongunstiger dan de rest van Nederland")
    assert "pijp_enquete" in ranked_codes(sources)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'soort = "rangorden"\nindicatoren = ["roken"]',
            'onbekende soort blok "rangorden".*Bedoelde u "rangorde"?',
        ),
        ('soort = "rangorde"\nindicator = ["roken"]', 'onbekende sleutel "indicator".*Bedoelde u "indicatoren"?'),
        ('soort = "rangorde"\nindicatoren = ["rooken"]', 'onbekende indicator "rooken".*Bedoelde u "roken"?'),
        (
            'soort = "wijkkaart"\nindicatoren = ["roken"]\nleeftijd = "18-65"',
            'geen leeftijd "18-65".*Bedoelde u "18-64"?',
        ),
        ('soort = "rangorde"\nindicatoren = []', "lijst is te kort"),
        ('soort = "inleiding"', "geef 'tekst', of 'indicatoren'"),
        ('soort = "brontabellen"\ntitel = "Tabellen"\nmeeste = 3', 'onbekende sleutel "meeste"'),
        (
            'soort = "gaten"\ngat = [{tekst = "Weg.", tabel = "85563NEDX"}]',
            'onbekende tabel "85563NEDX".*Bedoelde u "85563NED"?',
        ),
    ],
)
def test_what_does_not_exist_is_refused_in_one_line_with_the_nearest_name(
    sources: Path, text: str, message: str
) -> None:
    add(sources, block(text))
    with pytest.raises(ContractError) as refused:
        load_chapters(sources)
    assert re.search(message.replace("?", r"\?"), str(refused.value))
    assert "extra.toml: blok 1" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ regoi }}", 'onbekende naam "regoi".*tekst.*Bedoelde u "regio"?'),
        ("{{ 17.3 | procnt }}", "onbekende bewerking.*procnt.*"),
        ("{% if is_gemeente %}ja", "geen geldig sjabloon, regel 1"),
        ("{{ regio + 1 }}", "niet in te vullen"),
        ("{{ ses_index.naaam }}", "naaam"),
    ],
)
def test_an_error_in_a_template_names_file_and_block(sources: Path, text: str, message: str) -> None:
    add(sources, block(f"soort = \"tekst\"\ntekst = '{text}'"))
    chapter = load_chapters(sources)["extra"]
    with pytest.raises(ContractError) as refused:
        check_templates(chapter)
        declared_chapter(survey(25.0, 10.0), chapter)
    assert re.search(message.replace("?", r"\?"), str(refused.value))
    assert "extra.toml: blok 1 (tekst)" in str(refused.value)


def test_templates_in_a_list_are_checked_too(sources: Path) -> None:
    add(sources, block('soort = "lijst"\npunten = ["Goed.", "{{ fout"]'))
    with pytest.raises(ContractError, match=r"geen geldig sjabloon.*extra\.toml: blok 1 \(lijst\) -> punten"):
        check_templates(load_chapters(sources)["extra"])


def test_a_sentence_that_says_too_much_is_refused_in_a_template_too(sources: Path) -> None:
    add(sources, block('soort = "tekst"\ntekst = "Dat komt door {{ regio }}."'))
    with pytest.raises(ContractError, match="meer dan de cijfers kunnen dragen"):
        declared_chapter(survey(25.0, 10.0), load_chapters(sources)["extra"])


def test_a_template_cannot_reach_into_the_program(sources: Path) -> None:
    add(sources, block('soort = "tekst"\ntekst = "{{ regio.__class__.__mro__ }}"'))
    with pytest.raises(ContractError):
        declared_chapter(survey(25.0, 10.0), load_chapters(sources)["extra"])


def test_what_a_template_gives_is_escaped(sources: Path) -> None:
    add(sources, block("soort = \"tekst\"\ntekst = '<b>{{ regio }}</b>'"))
    html = declared_chapter(survey(25.0, 10.0), load_chapters(sources)["extra"])._repr_html_()
    assert "&lt;b&gt;Klein&lt;/b&gt;" in html


def test_a_chapter_outside_the_order_is_not_forgotten_in_silence(sources: Path) -> None:
    (sources / "rapport" / "los.toml").write_text(block('soort = "tekst"\ntekst = "Ja."'), encoding="utf-8")
    with pytest.raises(ContractError, match=r'staat niet in de volgorde.*Zet "los" in hoofdstukken\.toml'):
        load_chapters(sources)


def test_tiles_show_a_figure_beside_nederland() -> None:
    rows = [observation(REGION.code, 40.0, jaar=2022), observation("NL", 41.0, jaar=2022)]
    html = show(make_profile(rows), Kaartjes(soort="kaartjes", indicatoren=("roken_enquete",)))
    assert all(text in html for text in ("Roken", "40,0%", "18 jaar en ouder, 2022; Nederland 41,0%"))


def test_a_chapter_that_the_notebook_does_not_name_gets_a_cell_in_its_place() -> None:
    cells = [
        new_markdown_cell("# Beeld"),
        new_code_cell("a('een')"),
        new_code_cell('a("drie")'),
        new_code_cell("bewaar()"),
    ]
    assert add_chapters(cells, ("een", "twee", "drie", "vier")) == ["twee", "vier"]
    assert [cell.source for cell in cells] == [
        "# Beeld",
        "a('een')",
        'beeld.hoofdstuk("twee")',
        'a("drie")',
        'beeld.hoofdstuk("vier")',
        "bewaar()",
    ]


def test_the_page_for_the_analyst_names_every_block_fact_and_filter() -> None:
    page = (paths.SOURCES / "rapport" / "LEESMIJ.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)[`(]", page))
    assert set(MODELS) - named == set()
    assert set(region_facts(survey(25.0, 10.0))) - named == set()
    assert OWN_FILTERS.keys() - named == set()


def test_the_example_of_the_page_is_a_chapter(sources: Path) -> None:
    page = (sources / "rapport" / "LEESMIJ.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    add(sources, example[1], code="wonen")
    check_templates(load_chapters(sources)["wonen"])
