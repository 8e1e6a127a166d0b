"""Knelpunten: what the rules make of judged figures, in which order, and what people of a region change."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.catalog.groups import load_groups, require_known
from regiobeeld.catalog.load import load_catalog
from regiobeeld.collaboration.contract import load_themas
from regiobeeld.errors import ContractError
from regiobeeld.knelpunten.declared import Aanzet, Grond, Knelpunt, Oorzaak, codes_of, load_rules
from regiobeeld.knelpunten.draft import Draft, Ground, draft, keep_heaviest, weigh
from regiobeeld.knelpunten.edits import Bewerking, apply_edits, read_edits


def rule(naam: str, *codes: str, **about: object) -> Knelpunt:
    fields: dict[str, object] = {
        "naam": naam,
        "themas": ("leefstijl",),
        "knelpunt": "Meer mensen roken; hulp is er te weinig.",
        "oorzaak": (Oorzaak(tekst="Verkooppunten", beinvloedbaar=True),),
        "gevolg": "Meer vraag naar zorg.",
        "aanzet": (Aanzet(soort="Hulp bij stoppen", bewijs="Loket Gezond Leven (RIVM)"),),
        "vraag": "Wie helpt nu?",
        "vraag_aan": ("gemeenten",),
        "voortgang": Grond(indicator="roken_enquete", leeftijd="18+"),
        "grond": tuple(Grond(indicator=code, leeftijd="18+") for code in codes),
    }
    return Knelpunt(**(fields | about))  # type: ignore[arg-type]


def figure(code: str, **about: object) -> dict[str, object]:
    """A judged figure: one standard deviation worse than NL at 99.8 %, as expected, standing in every choice."""
    row: dict[str, object] = {
        "indicator_code": code,
        "leeftijd": "18+",
        "jaar": 2020,
        "waarde": 30.0,
        "ondergrens": 29.0,
        "bovengrens": 31.0,
        "nl": 20.0,
        "verwacht_laag": 18.0,
        "verwacht_hoog": 32.0,
        "verschil_sd": 1.0,
        "stap": 2.0,
        "robuust": 1.0,
        "gewicht": 1.0,
        "ongunstig": True,
        "voorbij": False,
        "afstand": 0.0,
    }
    return row | about


def judged(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_the_shipped_rules_name_only_what_is_declared() -> None:
    rules, themas = load_rules(), load_themas(paths.SOURCES / "samenwerking")
    require_known(codes_of(rules.values()), load_catalog().indicators)
    assert {thema for item in rules.values() for thema in item.themas} <= set(themas)
    assert {code for item in rules.values() for code in item.steun} <= set(load_groups())


def test_the_shipped_rules_speak_the_grammar_of_the_nza() -> None:
    for code, item in load_rules().items():
        kinds = {cause.beinvloedbaar for cause in item.oorzaak}
        assert kinds == {True, False}, code
        assert all(step.bewijs for step in item.aanzet), code
        # Ageing and lack of staff are causes: no knelpunt is called after them.
        assert not any(word in item.naam.lower() for word in ("vergrijzing", "personeel", "krapte")), code


def test_only_an_unfavourable_judgement_makes_a_knelpunt() -> None:
    rules = {"roken": rule("Roken", "roken"), "sport": rule("Sport", "sport")}
    found = draft(rules, judged(figure("roken"), figure("sport", ongunstig=False)))
    assert [item.code for item in found] == ["roken"]


def test_the_order_is_size_times_certainty_times_what_is_different() -> None:
    # By hand (half of 2 sd = 0,5; 99,8 % = 1, 95 % = 0,7; 0,25 + 0,75 x afstand / 2):
    # groot: 1,0 x 1 x 0,25 = 0,25; anders: 0,5 x 1 x 1 = 0,5; onzeker: 0,5 x 0,7 x 0,625 = 0,21875.
    rows = judged(
        figure("groot", verschil_sd=2.0),
        figure("anders", afstand=2.0, voorbij=True),
        figure("onzeker", stap=1.0, afstand=1.0),
    )
    found = draft({code: rule(code, code) for code in ("groot", "onzeker", "anders")}, rows)
    assert [(item.code, round(item.score, 5)) for item in found] == [
        ("anders", 0.5), ("groot", 0.25), ("onzeker", 0.21875),
    ]  # fmt: skip
    assert [item.is_different for item in found] == [True, False, False]


def test_better_than_expected_is_not_different_in_the_sense_of_a_knelpunt() -> None:
    assert weigh(judged(figure("roken", afstand=-3.0)))["score"].tolist() == [0.5 * 1 * 0.25]


def test_beyond_expectation_without_margins_weighs_as_much_as_at_95_percent() -> None:
    assert weigh(judged(figure("jong", stap=None, voorbij=True, afstand=2.0)))["score"].tolist() == [0.5 * 0.7]


def test_a_doelgroep_supports_and_is_never_the_only_ground() -> None:
    rules = {"groep": rule("Groep", "roken", steun=("ouderen",), steun_nodig=True)}
    assert draft(rules, judged(figure("roken", ongunstig=False)), found=["ouderen"]) == []
    assert draft(rules, judged(figure("roken"))) == []
    (item,) = draft(rules, judged(figure("roken")), found=["ouderen", "anders"])
    assert item.steun == ("ouderen",)


def test_one_leading_figure_is_one_knelpunt_that_of_the_doelgroep_first() -> None:
    rules = {"a": rule("A", "roken"), "b": rule("B", "roken", steun=("ouderen",), steun_nodig=True)}
    both = draft(rules, judged(figure("roken")), found=["ouderen"])
    assert [item.code for item in both] == ["a", "b"]
    assert [item.code for item in keep_heaviest(both)] == ["b"]
    assert [item.code for item in keep_heaviest(both, kept=["a"])] == ["a", "b"]


def test_a_ratio_of_the_future_is_a_ground_where_it_falls() -> None:
    item = rule("Mantelzorg", grond=(), verhouding="helpers")
    ground = Ground("helpers", "totaal", 2040, 6.0, 5.0, 7.0, 6.5, None, None, False, 0.1, nu=12.0)
    assert draft({"m": item}, judged(figure("roken"))) == []
    assert draft({"m": item}, judged(figure("roken")), ratios={"helpers": ground})[0].gronden == (ground,)


# What people change


def drafts() -> list[Draft]:
    rules = {code: rule(code.capitalize(), code) for code in ("roken", "sport")}
    return draft(rules, judged(figure("roken", verschil_sd=2.0), figure("sport")))


def edits(text: str, folder: Path) -> Bewerking:
    path = folder / "knelpunten.toml"
    path.write_text(text, encoding="utf-8")
    return read_edits(path, ["roken", "sport", "drinken"], ["leefstijl", "ggz"])


ADDED = """
[[toegevoegd]]
code = "eigen"
naam = "Wachten op de ggz"
doelgroep = "jongeren"
waarop = "Gesprekken in de wijk, maart 2026."
themas = ["ggz"]
knelpunt = "Jongeren wachten lang op hulp."
gevolg = "Meer vraag naar crisiszorg."
vraag = "Hoe lang wachten zij?"
vraag_aan = ["ggz"]
voortgang = "Wachttijd in weken"
wie = "J. Jansen, GGD"
wanneer = 2026-03-01
oorzaak = [{ tekst = "Te weinig plaatsen", beinvloedbaar = true }]
aanzet = [{ soort = "Samen intake doen", bewijs = "Trimbos-instituut" }]
"""


def decide(kind: str, code: str, stamp: str, *more: str) -> str:
    lines = [f"[[{kind}]]", f'knelpunt = "{code}"', f'cijfers = "{stamp}"', 'wie = "J. Jansen, GGD"']
    return "\n".join([*lines, "wanneer = 2026-03-01", *more, ""])


def test_without_a_file_nothing_is_changed(tmp_path: Path) -> None:
    assert read_edits(tmp_path / "knelpunten.toml", [], []) == Bewerking()


def test_changed_refused_and_added_are_kept_with_who_and_when(tmp_path: Path) -> None:
    first, second = drafts()
    text = decide("gewijzigd", "roken", first.cijfers, 'tekst = "Roken in het uitgaan."')
    text += decide("geweigerd", "sport", second.cijfers, 'reden = "Dit is al opgelost."') + ADDED
    shown, refused, lapsed = apply_edits(drafts(), edits(text, tmp_path))
    assert [item.code for item in shown] == ["eigen", "roken"]
    assert shown[1].inhoud.knelpunt == "Roken in het uitgaan."
    assert shown[1].inhoud.gevolg == "Meer vraag naar zorg."
    assert shown[1].besluit is not None and shown[1].besluit.wie == "J. Jansen, GGD"
    assert [(item.draft.code, item.besluit.reden) for item in refused] == [("sport", "Dit is al opgelost.")]
    assert not any(item.is_outdated for item in (*shown, *refused)) and lapsed == []


def test_a_decision_about_other_figures_is_marked(tmp_path: Path) -> None:
    old = drafts()[0].cijfers
    rows = judged(figure("roken", verschil_sd=2.0, waarde=31.0), figure("sport"))
    newer = draft({code: rule(code.capitalize(), code) for code in ("roken", "sport")}, rows)
    assert newer[0].cijfers != old
    shown, _, _ = apply_edits(newer, edits(decide("gewijzigd", "roken", old), tmp_path))
    assert [item.is_outdated for item in shown] == [True, False]


def test_a_decision_that_the_figures_no_longer_support_is_not_lost(tmp_path: Path) -> None:
    _, _, lapsed = apply_edits(drafts(), edits(decide("gewijzigd", "drinken", "0" * 8), tmp_path))
    assert [item.knelpunt for item in lapsed] == ["drinken"]


def test_at_most_seven_and_what_people_changed_stays(tmp_path: Path) -> None:
    codes = [f"cijfer_{n}" for n in range(9)]
    rows = judged(*(figure(code, verschil_sd=2.0 - n / 10) for n, code in enumerate(codes)))
    many = draft({code: rule(code, code) for code in codes}, rows)
    path = tmp_path / "knelpunten.toml"
    path.write_text(decide("gewijzigd", "cijfer_8", many[8].cijfers), encoding="utf-8")
    shown, _, _ = apply_edits(many, read_edits(path, codes, ["leefstijl"]))
    assert [item.code for item in shown] == [*codes[:6], "cijfer_8"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (decide("gewijzigd", "rooken", "0" * 8), 'onbekend knelpunt "rooken"'),
        (decide("gewijzigd", "roken", "0" * 8) * 2, 'over "roken" is twee keer besloten'),
        (decide("gewijzigd", "roken", "vandaag"), "heeft niet de goede vorm"),
        (decide("geweigerd", "roken", "0" * 8), "verplichte sleutel ontbreekt"),
        (decide("gewijzigd", "roken", "0" * 8, 'texst = "x"'), 'onbekende sleutel "texst"'),
        (decide("gewijzigd", "roken", "0" * 8).replace("2026-03-01", '"gisteren"'), "past niet"),
        (ADDED.replace('"eigen"', '"roken"'), '"roken" is al een regel'),
        (ADDED.replace('["ggz"]\nknelpunt', '["gz"]\nknelpunt'), 'onbekend thema "gz"'),
        (ADDED.replace("Jongeren wachten lang", "Arme jongeren roken vaker, wachten"), "zegt meer dan cijfers"),
        (ADDED.replace("Wachten op", "Wachten\u202eop"), "tekens die niet te zien zijn"),
        ("[[toegevoegd]\n", "geen geldige TOML"),
    ],
)
def test_a_fault_is_one_dutch_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ContractError) as error:
        edits(text, tmp_path)
    assert message in str(error.value) and "\n" not in str(error.value)
    assert "knelpunten.toml" in str(error.value)
