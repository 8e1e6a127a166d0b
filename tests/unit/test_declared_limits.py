"""What is declared, is said: another limit, class or threshold in sources/ is another sentence in the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from declared_example import sentences_of
from regiobeeld.blocks.sentences import region_facts
from regiobeeld.catalog.crossing import Stapeling, load_crossing
from regiobeeld.catalog.groups import load_groups
from regiobeeld.chapters_groups.groups_maps import count_classes
from regiobeeld.claims.marks import plain
from regiobeeld.errors import ContractError
from regiobeeld.outline.chapters import load_sentences, where_said
from regiobeeld.outline.sentences import compiled, said_by
from regiobeeld.profile.model import Profile
from small_profile import indicator, make_profile, observation

CROSSING = load_crossing()


def profile() -> Profile:
    return make_profile([observation("GM0001", 20.0)], indicator())


@pytest.mark.parametrize(
    ("lowest", "names"),
    [
        ((1, 3, 5, 7), ["geen", "1 of 2", "3 of 4", "5 of 6", "7 of meer"]),
        ((1, 2, 4), ["geen", "1", "2 of 3", "4 of meer"]),
        ((1, 4), ["geen", "1 tot en met 3", "4 of meer"]),
    ],
)
def test_the_classes_of_a_map_are_called_after_their_limits(lowest: tuple[int, ...], names: list[str]) -> None:
    classes = count_classes(profile(), lowest, 1, "stapeling")
    assert list(classes.names) == names
    # A count that is the least of a class lies above its limit, one less lies below it.
    assert all(least - 1 < limit < least for least, limit in zip(lowest, classes.limits, strict=True))
    assert len(classes.colours) == len(names)


@pytest.mark.parametrize("classes", [(), (2, 4), (1, 1, 3), (1, 5, 3)])
def test_classes_that_do_not_rise_from_one_are_refused(classes: tuple[int, ...]) -> None:
    about = CROSSING.stapeling.model_dump() | {"klassen": classes}
    with pytest.raises(ValidationError):
        Stapeling.model_validate(about)


def test_how_many_disadvantages_are_many_is_said_as_declared() -> None:
    facts: dict[str, Any] = region_facts(profile()) | {"wijken": 2, "deel_daar": 10.0, "landelijk": 8.0}
    six = CROSSING.stapeling.model_copy(update={"veel": 6, "achterstand": CROSSING.stapeling.achterstand[:8]})
    told = sentences_of("groepen_stapeling", facts)("titel", stapeling=six)
    assert plain(told).startswith(
        "Klein: in 2 wijken komen 6 of meer van de 8 achterstanden samen; daar woont 10,0%"
    )


@pytest.mark.parametrize(
    ("least", "legend"),
    [
        (1, "(geen, 1, 2 of meer cijfers)"),
        (2, "(geen, 1, 2 of meer cijfers)"),
        (3, "(geen, tot en met 2, 3 of meer cijfers)"),
    ],
)
def test_the_legend_of_the_crossing_follows_the_least_number_of_figures(least: int, legend: str) -> None:
    style = CROSSING.leefstijl.model_copy(update={"minimum": least})
    zin = sentences_of("kruising_kaart", region_facts(profile()) | {"leefstijl": style})
    assert legend in plain(zin("legenda_leefstijl"))


def test_the_map_of_the_first_page_names_its_last_class() -> None:
    facts = {"wijken": 1, "bewoond": 9, "veel": 0, "vanaf": 3}
    assert plain(said_by("wijkmatrix", facts)("titel")) == (
        "1 wijk van de 9 valt om een of meer redenen op, geen om drie of meer"
    )


def test_crowded_is_what_the_block_declares() -> None:
    zin = sentences_of("samenwerking_wit", {})
    told = zin("druk", thema="ggz", waar=[], hoogstens=7, drukte=4)
    assert zin.grens("drukte") > 1
    with pytest.raises(ContractError, match="minste"):
        zin.grens("minste")
    assert plain(told).startswith("Ggz: in alle gemeenten lopen 4 of meer verbanden naast elkaar (hoogstens 7).")


def test_the_doelgroepen_of_the_crossing_are_found_by_their_traits() -> None:
    found = {group.leeftijd for group in load_groups().values() if group.is_crossing}
    assert found == {"18-64", "65+"}
    older = next(group for group in load_groups().values() if group.leeftijd == "65+" and group.is_crossing)
    assert not older.model_copy(update={"tweede": older.eerste}).is_crossing


def test_every_sentence_that_places_share_is_a_template() -> None:
    """One that is seldom said would otherwise break the first report that says it."""
    texts = [(kind, name, text) for kind, found in load_sentences().items() for name, text in found.items()]
    assert len(texts) > 100
    for kind, name, text in texts:
        compiled(text, f"{kind}.{name}")


def test_sentences_of_one_kind_stand_in_one_file(tmp_path: Path) -> None:
    sentences = '# Zinnen.\n[zin.soort]\nkop = "Kop"\n'
    for folder, second in (("goed", 'titel = "Geen zinnen"\n'), ("fout", sentences)):
        (tmp_path / folder / "rapport").mkdir(parents=True)
        for name, text in (("een", sentences), ("twee", second)):
            (tmp_path / folder / "rapport" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert load_sentences(tmp_path / "goed") == {"soort": {"kop": "Kop"}}
    assert where_said("soort", tmp_path / "goed") == "een.toml: [soort]"
    with pytest.raises(ContractError, match="twee keer"):
        load_sentences(tmp_path / "fout")
