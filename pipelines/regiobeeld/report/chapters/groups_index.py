"""The index kwetsbaarheid of wijken: a map of classes, with class and place as intervals behind it."""

from __future__ import annotations

import pandas as pd

from regiobeeld.claims.recorder import note_text
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.draw.style import sequence
from regiobeeld.names import wijk_naam
from regiobeeld.numbers import bereik, getal, procent
from regiobeeld.profile.groups import Groups
from regiobeeld.profile.model import Profile
from regiobeeld.report.blocks import alinea, paragraaf
from regiobeeld.report.chapter import Blok
from regiobeeld.report.chapters.groups_maps import MANY_WIJKEN, Classes, draw_map, name_largest, setting
from regiobeeld.report.chapters.groups_words import GEO_SOURCE, beside_nl, count_wijken, explain_index
from regiobeeld.report.figure import Figuur
from regiobeeld.report.text import kruisingbron


def vulnerability_section(profile: Profile, groups: Groups) -> list[Blok | None]:
    """The index: a map of classes, with class and place of the wijken as intervals behind it."""
    title = paragraaf("Index kwetsbaarheid", "groepen-index")
    known = groups.kwetsbaarheid[groups.kwetsbaarheid["klasse"].notna()]
    if len(known) < 2:
        reasons = groups.kwetsbaarheid["reden"].dropna().unique()
        return [
            title,
            alinea(f"Voor de wijken van {profile.naam} is er geen index: {note_text('; '.join(reasons[:2]))}."),
        ]
    return [
        title,
        alinea(explain_index(groups.config.kwetsbaarheid)),
        _class_map(profile, groups, known),
    ]


def _class_map(profile: Profile, groups: Groups, known: pd.DataFrame) -> Figuur:
    areas = groups.kwetsbaarheid.set_index("gebied_code")
    values = areas["klasse"]
    highest = known[known["klasse"] == 5]
    certain = highest[highest["klasse_laag"] == 5]
    share = 100 * highest["inwoners"].sum() / known["inwoners"].sum()
    gaps = _missing_index(groups.kwetsbaarheid)
    listed = known if len(known) <= MANY_WIJKEN else highest
    names = groups.config.kwetsbaarheid.klassen
    classes = Classes((1.5, 2.5, 3.5, 4.5), sequence(5, "ongunstig"), names, 5.0, "kwetsbaarheid")
    return Figuur(
        code="groepen-kwetsbaarheid",
        titel=f"{profile.naam}: {procent(share, 0)} van de inwoners van wijken met een index woont waar die "
        "zeer hoog is"
        f"{beside_nl(profile, procent(100 / len(names), 0))}",
        ondertitel=f"Index kwetsbaarheid in vijf klassen; zeer hoog: {count_wijken(len(highest))}, waarvan "
        f"{getal(len(certain))} ook bij andere gewichten{setting(profile)}",
        alt=f"Kaart van {profile.naam}. Zeer hoge index: {name_largest(highest) or 'geen'}. {gaps}".strip(),
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {GEO_SOURCE}",
        teken=lambda formaat: draw_map(profile, areas, values, classes, formaat),
        tabel=list_classes(profile, listed if len(listed) else known),
        toelichting=f"{gaps} {CIRCULAR_SHORT}".strip(),
    )


def _missing_index(rows: pd.DataFrame) -> str:
    """How many wijken have no index; where nobody lives, none is missing."""
    missing = int((rows["klasse"].isna() & rows["inwoners"].ne(0).fillna(value=True)).sum())
    return f"Voor {count_wijken(missing)} is er geen index, omdat cijfers ontbreken." if missing else ""


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
