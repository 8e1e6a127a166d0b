"""The sentences about SES x leefstijl x leeftijd: about wijken and their residents, never about persons.

The texts stand in `sources/rapport/zinnen.toml` under `kruising`.
"""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.sentences import shared
from regiobeeld.crossing.people import write_people
from regiobeeld.needs.crossing import SENIORS, Count, summarise_country, summarise_group, wijk_rows
from regiobeeld.profile.model import Profile


def sentence(profile: Profile) -> str:
    """The counts of those aged 65+ in sentences, about wijken and their residents, never about persons."""
    zin, found, national = shared(profile, "kruising"), summarise_group(profile), summarise_country(profile)
    facts = {
        "telling": found,
        "landelijk": national,
        "mensen": write_people(found.inwoners, counted=found.geteld),
        "waarom": zin("niet_te_koppelen"),
    }
    if found.wijken_onbekend == found.wijken_totaal:
        return zin("ongekoppeld", **facts)
    people = write_people(found.inwoners_onbekend, counted=found.geteld)
    rest = zin("onbekend", aantal_wijken=found.wijken_onbekend, mensen=people)
    told = zin("ongemeten" if is_unmeasured(profile) else "gevonden" if found.wijken else "geen", **facts)
    return f"{told} {rest}".strip()


def is_unmeasured(profile: Profile, leeftijd: str = SENIORS) -> bool:
    """No wijk of the region has a lifestyle figure: what is said about them rests on SES alone."""
    return bool((wijk_rows(profile, leeftijd)["leefstijl_gemeten"] == 0).all())


def title_of_count(profile: Profile, found: Count) -> str:
    """ "In 14 van de 110 wijken komen een lage SES en een ongunstige leefstijl van 65-plussers samen"."""
    return shared(profile, "kruising")("titel", telling=found)


def describe_gaps(profile: Profile, undecided: int, hatched: int) -> str:
    """How many wijken have no outcome, and how many more miss a figure though they certainly do not belong.

    Read by the note and by the alternative text of one map, so that both give the same numbers.
    """
    return shared(profile, "kruising")("gaten", onbekend=undecided, zeker=hatched - undecided)


def explain_people(profile: Profile, rows: pd.DataFrame) -> str:
    """How the residents per age were made, as the figures themselves tell.

    `rows`: wijken with leeftijd, inwoners, inwoners_jaar and inwoners_geteld. CBS publishes 65+ as a band, so
    where even those are no count, ages came as percentages.
    """
    known = rows[rows["inwoners"].fillna(0) > 0]
    years = sorted(known["inwoners_jaar"].dropna().astype(str).unique())
    counted = known.groupby("leeftijd")["inwoners_geteld"].all()
    facts = {"alle": bool(counted.all()), "ouderen": bool(counted.get(SENIORS, default=False))}
    return shared(profile, "kruising")("mensen", jaren=years, geteld=facts)
