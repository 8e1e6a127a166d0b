"""The index kwetsbaarheid of wijken: a map of classes, with class and place as intervals behind it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.special import special_figure
from regiobeeld.blocks.text import kruisingbron
from regiobeeld.chapters_groups.groups_maps import MANY_WIJKEN, Classes, draw_map, name_largest, setting
from regiobeeld.chapters_groups.groups_words import GEO_SOURCE
from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.draw.style import sequence
from regiobeeld.names import wijk_naam
from regiobeeld.needs.groups import Groups
from regiobeeld.numbers import bereik, getal
from regiobeeld.profile.model import Profile


def vulnerability_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """The index: a map of classes, with class and place of the wijken as intervals behind it."""
    title = paragraaf(zin("kop"), "groepen-index")
    known = groups.kwetsbaarheid[groups.kwetsbaarheid["klasse"].notna()]
    if len(known) < 2:
        reasons = groups.kwetsbaarheid["reden"].dropna().unique()
        return [title, alinea(zin("geen", reden=note_text("; ".join(reasons[:2]))))]
    return [title, alinea(zin("uitleg")), _class_map(profile, groups, known, zin)]


def _class_map(profile: Profile, groups: Groups, known: pd.DataFrame, zin: Zinnen) -> Figuur:
    areas = groups.kwetsbaarheid.set_index("gebied_code")
    highest = known[known["klasse"] == 5]
    # Where nobody lives, no index is missing.
    missing = areas["klasse"].isna() & areas["inwoners"].ne(0).fillna(value=True)
    listed = known if len(known) <= MANY_WIJKEN else highest
    names = groups.config.kwetsbaarheid.klassen
    classes = Classes((1.5, 2.5, 3.5, 4.5), sequence(5, "ongunstig"), names, 5.0, "kwetsbaarheid")
    facts = {
        "deel_daar": 100 * highest["inwoners"].sum() / known["inwoners"].sum(),
        "hoogste": len(highest),
        "zeker": int((highest["klasse_laag"] == 5).sum()),
        "grootste": name_largest(highest),
        "zonder": int(missing.sum()),
        "kaart": setting(profile),
        "kort": CIRCULAR_SHORT,
    }
    return special_figure(
        "groepen-kwetsbaarheid",
        zin,
        facts,
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {GEO_SOURCE}",
        teken=lambda formaat: draw_map(profile, areas, areas["klasse"], classes, formaat),
        tabel=list_classes(profile, listed if len(listed) else known),
        decimalen=None,
    )


def list_classes(profile: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """Wijken by class, then by name: never a place without its interval, and no order by place."""
    rows = rows.assign(gemeente=[profile.name(code) for code in rows["gemeente_code"]])
    rows = rows.assign(naam=rows["gebied_naam"].map(wijk_naam))
    rows = rows.sort_values(["klasse", "gemeente", "naam"], ascending=[False, True, True])
    return pd.DataFrame(
        {
            "Wijk": rows["naam"],
            "Gemeente": rows["gemeente"],
            "Inwoners": rows["inwoners"],
            "Klasse": rows["klasse_naam"],
            "Klasse, 95%-interval": [
                getal(a) if a == b else f"{getal(a)}–{getal(b)}"
                for a, b in zip(rows["klasse_laag"], rows["klasse_hoog"], strict=True)
            ],
            "Plaats, 95%-interval": [
                f"{bereik(a, b, 0)} van {getal(n)}"
                for a, b, n in zip(rows["plaats_van"], rows["plaats_tot"], rows["plaatsen"], strict=True)
            ],
        }
    )
