"""What the first two layers may not say: the declared list of words and the length of a sentence."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from page import hard_words, long_sentences, sentences

LONG = "Dit is een zin die " + "steeds maar " * 12 + "doorgaat."


def page_of(text: str, annex: str = "") -> BeautifulSoup:
    layers = {"voorblad": f"<p>{text}</p>", "bestuursrapport": "", "alles": annex}
    return BeautifulSoup(
        "".join(f'<main id="{code}">{html}</main>' for code, html in layers.items()), "html.parser"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Het verschil houdt stand in 6 van 6 andere keuzes.",
        "De SII is 4,0.",
        "Vul het in onder sources/toekomst/zorgvraag.toml.",
        "Geef make regiobeeld.",
        "In Wijk 03 woonden 1.200 mensen.",
        "Dat was 12 procent.",
        "Een integrale aanpak van de problematiek.",
    ],
)
def test_a_word_that_only_we_know_is_found_and_only_where_all_read(text: str) -> None:
    assert len(hard_words(page_of(text))) >= 1
    assert hard_words(page_of("In de binnenstad rookte 12%.", annex=f"<p>{text}</p>")) == []


def test_a_sentence_that_is_too_long_is_found_and_a_list_of_names_is_one_word() -> None:
    (found,) = long_sentences(page_of(LONG))
    assert found.startswith("30 woorden: Dit is een zin")
    names = "Het ging om " + "Aalst 2, Borne 3, Cuijk 4, " * 12 + "Driel 5 en Ede 6."
    assert long_sentences(page_of(names)) == []


def test_what_stands_in_brackets_is_not_counted_and_a_colon_begins_a_sentence() -> None:
    assert sentences("Wij zagen 1.200 mensen (tussen 900 (laag) en 1.500): dat was veel.") == [
        ("Wij zagen 1.200 mensen:", 4),
        ("dat was veel.", 3),
    ]
