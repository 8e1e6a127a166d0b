"""The index kwetsbaarheid of wijken: a map of classes, with class and place as intervals behind it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.chapters_groups.groups_maps import MANY_WIJKEN, Classes, plain_names, tell_why_not, wijk_map
from regiobeeld.draw.style import sequence
from regiobeeld.names import wijk_naam
from regiobeeld.needs.groups import Groups
from regiobeeld.needs.wijkmatrix import HIGHEST
from regiobeeld.numbers import bereik, getal
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile


def vulnerability_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """The index: a map of classes, with class and place of the wijken as intervals behind it."""
    rows = groups.kwetsbaarheid
    known = rows[rows["klasse"].notna()]
    if len(known) < 2:
        return [tell_why_not(rows, zin)]
    return [alinea(zin("uitleg")), _class_map(profile, groups, known, zin)]


def _class_map(profile: Profile, groups: Groups, known: pd.DataFrame, zin: Zinnen) -> Figuur:
    areas = groups.kwetsbaarheid.set_index("gebied_code")
    highest = known[known["klasse"] == HIGHEST]
    # Where nobody lives, no index is missing.
    missing = areas["klasse"].isna() & areas["inwoners"].ne(0).fillna(value=True)
    names, title = groups.config.kwetsbaarheid.klassen, shared(profile, "wijkkaart")("kwetsbaarheid")
    limits = tuple(number + 0.5 for number in range(1, len(names)))
    facts = {
        "deel_daar": 100 * highest["inwoners"].sum() / known["inwoners"].sum(),
        "hoogste": len(highest),
        "zeker": int((highest["klasse_laag"] == HIGHEST).sum()),
        "grootste": plain_names(highest.sort_values("inwoners", ascending=False)),
        "zonder": int(missing.sum()),
    }
    return wijk_map(
        profile,
        "groepen-kwetsbaarheid",
        zin,
        facts,
        areas,
        areas["klasse"],
        Classes(limits, sequence(len(names), "ongunstig"), names, HIGHEST, title),
        list_classes(profile, known if len(known) <= MANY_WIJKEN or highest.empty else highest),
    )


def list_classes(profile: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """Wijken by class, then by name: never a place without its interval, and no order by place."""
    rows = rows.assign(gemeente=[profile.name(code) for code in rows["gemeente_code"]])
    rows = rows.assign(naam=rows["gebied_naam"].map(wijk_naam))
    rows = rows.sort_values(["klasse", "gemeente", "naam"], ascending=[False, True, True])
    classes = zip(rows["klasse_laag"], rows["klasse_hoog"], strict=True)
    places = zip(rows["plaats_van"], rows["plaats_tot"], rows["plaatsen"], strict=True)
    return pd.DataFrame(
        {
            "Wijk": rows["naam"],
            "Gemeente": rows["gemeente"],
            "Inwoners": rows["inwoners"],
            "Klasse": rows["klasse_naam"],
            "Klasse, 95%-interval": [getal(a) if a == b else bereik(a, b, 0) for a, b in classes],
            "Plaats, 95%-interval": [f"{bereik(a, b, 0)} van {getal(n)}" for a, b, n in places],
        }
    )
