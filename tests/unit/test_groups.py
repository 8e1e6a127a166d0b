"""The declarations of the crossing: what is shipped is consistent, and mistakes give one Dutch line."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld.catalog.crossing import SesIndex, load_crossing
from regiobeeld.catalog.groups import Groep, load_groups, rated_codes, require_known
from regiobeeld.catalog.load import load_catalog, read_toml
from regiobeeld.errors import ContractError, SourceUnreachableError

IZA = {"gezondheidsvaardigheden", "psychisch", "hart_vaat", "kanker", "kwetsbare_ouderen"}

GROUP = """
naam = "Ouderen in wijken met een lage SES en veel rokers"
wie = "65-plussers"
iza = ["kwetsbare_ouderen"]
leeftijd = "65+"
toelichting = "Alleen voor deze test."

[eerste]
zin = "de sociaaleconomische positie laag is"
ses = true

[tweede]
zin = "veel 65-plussers roken"
indicatoren = ["roken"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "groep.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ContractError) as caught:
        read_toml(write(folder, text), Groep)
    return str(caught.value)


def test_every_iza_target_group_is_covered_or_named_as_a_gap() -> None:
    groups = load_groups()
    assert {code for group in groups.values() for code in group.iza} >= IZA
    for name in (
        "iza_gezondheidsvaardigheden",
        "iza_psychisch",
        "iza_hart_vaat",
        "iza_kanker",
        "iza_kwetsbare_ouderen",
    ):
        assert groups[name].gat, f"{name} should say which figures are missing"


def test_shipped_declarations_only_name_indicators_that_a_source_declares() -> None:
    crossing, groups, known = load_crossing(), load_groups(), load_catalog().indicators
    for level in ("WK", "GM"):
        require_known(rated_codes(crossing, groups, level), known)
    require_known(crossing.ses.codes, known)
    require_known([group.landelijk for group in groups.values() if group.landelijk], known)


def test_shipped_ses_components_point_the_right_way() -> None:
    signs = {component.code: component.teken for component in load_crossing().ses.component}
    assert signs == {
        "laag_inkomen_personen": -1,
        "hoog_inkomen_personen": 1,
        "arbeidsparticipatie": 1,
        "hbo_wo": 1,
    }


def test_codes_are_rated_only_on_the_level_where_a_group_uses_them() -> None:
    crossing, groups = load_crossing(), load_groups()
    assert "jv_stress" in rated_codes(crossing, groups, "GM")
    assert "jv_stress" not in rated_codes(crossing, groups, "WK")
    assert "ses_index" not in rated_codes(crossing, groups, "WK")


def test_a_group_is_read(tmp_path: Path) -> None:
    group = read_toml(write(tmp_path, GROUP), Groep)
    assert group.counted == "65+"
    assert group.traits[0].ses
    assert group.traits[1].minimum == 1


def test_an_unknown_key_is_named_with_its_file(tmp_path: Path) -> None:
    message = refusal(tmp_path, GROUP + "\ndrempel = 3\n")
    assert 'onbekende sleutel "drempel"' in message
    assert "tweede" in message
    assert "groep.toml" in message
    assert "\n" not in message


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    assert "verplichte sleutel ontbreekt (groep.toml: wie)" in refusal(
        tmp_path, GROUP.replace('wie = "65-plussers"\n', "")
    )


def test_one_trait_without_the_other_is_refused(tmp_path: Path) -> None:
    assert "geef beide kenmerken" in refusal(tmp_path, GROUP.split("[tweede]", maxsplit=1)[0])


def test_without_traits_the_gap_must_be_named(tmp_path: Path) -> None:
    bare = GROUP.split("[eerste]", maxsplit=1)[0]
    assert "moet 'gat' zeggen welke cijfers ontbreken" in refusal(tmp_path, bare)
    named = read_toml(write(tmp_path, bare + 'gat = ["er zijn geen cijfers"]\n'), Groep)
    assert named.traits == ()


def test_a_minimum_that_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, GROUP + "minimum = 2\n")
    assert "'minimum' is hoger dan het aantal indicatoren" in message


def test_a_trait_is_ses_or_indicators_not_both(tmp_path: Path) -> None:
    both = GROUP.replace("ses = true", 'ses = true\nindicatoren = ["roken"]')
    assert "geef óf 'ses = true' óf 'leefstijl = true' óf 'indicatoren'" in refusal(tmp_path, both)


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("leefstijl = true\nminimum = 3", "staat 'minimum' in kruising/leefstijl.toml"),
        ("leefstijl = true", "staat 'deel' in kruising/leefstijl.toml"),
    ],
)
def test_the_thresholds_of_the_lifestyle_stand_in_one_file(tmp_path: Path, declared: str, message: str) -> None:
    text = GROUP.replace('indicatoren = ["roken"]', declared)
    text = text if "minimum" in declared else f"deel = 0.25{text}"
    assert message in refusal(tmp_path, text)


def test_a_doelgroep_gets_the_lifestyle_of_the_crossing() -> None:
    style, groups = load_crossing().leefstijl, load_groups()
    filled = [g for g in groups.values() if any(trait.leefstijl for trait in g.traits)]
    assert len(filled) == 2
    for group in filled:
        second = group.traits[1]
        assert (second.indicatoren, second.minimum, group.deel) == (
            style.indicatoren,
            style.minimum,
            style.slechtste_deel,
        )


def test_every_trait_can_be_told_in_the_past() -> None:
    for code, group in load_groups().items():
        assert all(trait.zin_toen and trait.zin_toen != trait.zin for trait in group.traits), code


def test_broken_toml_is_one_dutch_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, "naam = ")
    assert "geen geldige TOML" in message
    assert "groep.toml" in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachableError, match=r"bestand is niet te openen .*ses_index\.toml"):
        read_toml(tmp_path / "ses_index.toml", SesIndex)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="er zijn geen doelgroepen"):
        load_groups(tmp_path)


def test_a_misspelt_indicator_gets_the_nearest_name() -> None:
    with pytest.raises(ContractError, match='Bedoelde u "overgewicht"'):
        require_known(["overgewigt"], {"overgewicht": 1, "roken": 2})
