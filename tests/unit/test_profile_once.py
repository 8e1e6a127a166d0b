"""What is the same for every region is computed once; another year or other tables are another country."""

from dataclasses import replace

from profile_example import make_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.once import once_for_all

REGION = make_profile()


def _counter():
    asked = []

    @once_for_all(maxsize=8)
    def count(profile: Profile, code: str) -> int:
        asked.append(code)
        return len(asked)

    return count


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
