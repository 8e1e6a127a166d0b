"""What is the same for every region is computed once; another year or other tables are another country."""

from dataclasses import replace
from pathlib import Path

from profile_example import make_profile
from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.kept import keep, read_kept
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.national import JUDGING
from regiobeeld.profile.once import keep_answers, once_for_all, tables_key, write_answers

REGION = make_profile()


def _counter():
    asked = []

    @once_for_all(maxsize=8)
    def count(profile: Profile, code: str) -> int:
        asked.append(code)
        return len(asked)

    return count


def test_what_is_kept_depends_on_the_code_of_every_room_that_computes_it():
    rooms = Path(paths.PROJECT, "pipelines", "regiobeeld")
    asking = {
        path.relative_to(rooms).parts[0]
        for path in rooms.rglob("*.py")
        if "@once_for_all" in path.read_text(encoding="utf-8")
    }
    assert {"judgement"} <= asking <= set(JUDGING)


def test_another_region_of_the_same_tables_gets_what_was_computed():
    count = _counter()
    other = replace(REGION, code="GM0001", parts=("GM0001",))
    assert count(REGION, "roken") == count(other, "roken") == 1
    assert count(other, "overgewicht") == 2


def test_another_year_and_other_tables_are_computed_anew():
    count = _counter()
    assert count(REGION, "roken") == 1
    assert count(replace(REGION, peiljaar=REGION.peiljaar - 1), "roken") == 2
    assert count(replace(REGION, kenmerken=REGION.kenmerken.copy()), "roken") == 3


def test_indicators_of_the_region_itself_are_not_given_to_another():
    count = _counter()
    assert count(REGION, "roken") == 1
    assert count(replace(REGION, indicators=dict(REGION.indicators)), "roken") == 2


def test_the_same_tables_by_another_name_are_the_same_country(tables: Path, monkeypatch) -> None:
    """A notebook runs in the folder of its report and names the tables from there; a batch in full."""
    in_full = load_profile(resolve_region("GM0141"), tables)
    monkeypatch.chdir(tables)
    from_there = load_profile(resolve_region("GM0060"), Path("../parquet"))
    assert from_there.landelijk is in_full.landelijk
    assert from_there.data_dir == in_full.data_dir


def test_what_an_earlier_run_computed_of_the_same_tables_is_read(tmp_path):
    first, second = _counter(), _counter()
    tables = tables_key(REGION.landelijk, REGION.enquete, REGION.inwoners, REGION.kenmerken)
    keep_answers(tables, REGION.indicators, tmp_path)
    assert (first(REGION, "roken"), first(REGION, "overgewicht")) == (1, 2)
    write_answers()
    keep_answers(tables, REGION.indicators, tmp_path)  # as another process would
    assert second(REGION, "overgewicht") == 2
    own = replace(REGION, indicators=dict(REGION.indicators))
    assert second(own, "overgewicht") == 1  # with indicators of the analyst nothing is read or kept


def test_a_damaged_file_is_computed_again(tmp_path):
    count = _counter()
    keep_answers(
        tables_key(REGION.landelijk, REGION.enquete, REGION.inwoners, REGION.kenmerken),
        REGION.indicators,
        tmp_path,
    )
    (tmp_path / f"test_profile_once.count-{REGION.peiljaar}").write_bytes(b"half a pickl")
    assert count(REGION, "roken") == 1


def test_keeping_leaves_no_half_file_and_a_refused_disk_is_no_error(tmp_path):
    keep(tmp_path / "map" / "getal", {"a": 1})
    assert read_kept(tmp_path / "map" / "getal") == {"a": 1}
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["getal"]
    keep(tmp_path / "map" / "getal" / "onder een bestand", 2)
    assert read_kept(tmp_path / "map" / "getal" / "onder een bestand") is None
