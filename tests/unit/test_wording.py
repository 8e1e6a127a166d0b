"""Every text of a page passes one guard: what it refuses, what it lets pass, and where it stands."""

import pandas as pd
import pytest

from regiobeeld.blocks import blocks
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.errors import ContractError
from regiobeeld.wording import check_wording, find_claims

CLAIM = "Mensen met een laag inkomen roken in deze regio."
TABLE = pd.DataFrame({"Jaar": ["2020"], "Waarde": [17.3]})


@pytest.mark.parametrize(
    "text",
    [
        "Naar schatting ligt het cijfer significant hoger dan in Nederland.",
        "De schatting van het rekenmodel is aantoonbaar lager.",
        "In Twente had 75,7% angst; het cijfer ligt daaronder. Daarom geen oordeel over het verschil.",
    ],
)
def test_what_cannot_be_judged_is_not_judged(text: str) -> None:
    with pytest.raises(ContractError, match="een oordeel"):
        check_wording(text)


@pytest.mark.parametrize(
    "text",
    [
        "Schatting van een rekenmodel, zonder marge; daarom geen oordeel over het verschil.",
        "Een verschil tussen schattingen is niet aantoonbaar.",
        "Enquête, 95%-interval 7,2–8,4. Het verschil met de rest van Nederland is meer dan toeval.",
        "In Almelo rookte in 2020 21,3% van de volwassenen.",
    ],
)
def test_sober_sentences_pass(text: str) -> None:
    assert find_claims(text) == []


@pytest.mark.parametrize(
    "make",
    [
        blocks.alinea,
        blocks.bijschrift,
        blocks.hoofdstuk_intro,
        blocks.hoofdstuk,
        blocks.paragraaf,
        blocks.waarschuwing,
        lambda text: blocks.lijst([text]),
        lambda text: blocks.kernboodschappen([blocks.Kernboodschap("1", text)]),
        lambda text: blocks.kernboodschappen([blocks.Kernboodschap("1", "In Twente.", text)]),
        lambda text: blocks.kengetallen([blocks.Kengetal("Roken", "17,3%", text)]),
        lambda text: tabel_html(TABLE, text),
        lambda text: tabel_html(TABLE.assign(Uitleg=[text]), "Cijfers"),
    ],
)
def test_no_block_lets_a_claim_into_the_page(make) -> None:
    with pytest.raises(ContractError, match="personen"):
        make(CLAIM)


@pytest.mark.parametrize("part", ["titel", "ondertitel", "alt", "bron", "toelichting"])
def test_no_text_of_a_figure_does(part: str) -> None:
    texts = dict.fromkeys(("titel", "ondertitel", "alt", "bron", "toelichting"), "Roken per gemeente")
    with pytest.raises(ContractError, match="personen"):
        Figuur(code="roken", teken=lambda formaat: None, tabel=TABLE, **(texts | {part: CLAIM}))


def test_a_card_is_read_as_a_whole():
    card = blocks.Kernboodschap("75,7%", "Het cijfer ligt daaronder.", "Daarom geen oordeel over het verschil.")
    with pytest.raises(ContractError, match="geen oordeel"):
        blocks.kernboodschappen([card])
