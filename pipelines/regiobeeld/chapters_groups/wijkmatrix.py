"""The wijken of the region in one matrix: on which lists each stands, who lives there, what is off, how sure."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift, paragraaf
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import kruisingbron, wijk_met_gemeente
from regiobeeld.chapters_groups.groups_maps import Classes, draw_map, setting
from regiobeeld.chapters_groups.groups_words import GEO_SOURCE, count_wijken, name_piled
from regiobeeld.crossing.wording import CIRCULAR_SHORT
from regiobeeld.draw.style import sequence
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.needs.wijkmatrix import INDEX, PILES, list_names, wijk_matrix
from regiobeeld.numbers import getal
from regiobeeld.profile.model import Profile

SHOWN = 25
FIRST = 10
NAMED = 6
MARK, NONE = "ja", ""
CLASSES = Classes(
    (0.5, 1.5, 3.5),
    sequence(4, "ongunstig"),
    ("geen", "1 reden", "2 of 3 redenen", "4 of meer"),
    1.0,
    "redenen",
)


def matrix_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """One table of wijken in the place of a list per subject."""
    title, table = paragraaf(zin("kop"), "groepen-wijken"), wijk_matrix(profile)
    if lived_in(profile) < 2:
        return [title, alinea(zin("een_wijk"))]
    if table.empty:
        return [title, alinea(zin("geen"))]
    caption = zin("titel", wijken=len(table), meeste=SHOWN if len(table) > SHOWN else 0)
    names = list_names(profile)
    letters = [f"{letter} = {names[code]}" for code, letter in letters_of(profile).items()]
    legend = zin("legenda", letters=letters, stapeling=groups.config.stapeling, kort=CIRCULAR_SHORT)
    shown = tabel_html(as_shown(profile, table.head(SHOWN)), caption, sorteerbaar=True)
    return [title, shown, bijschrift(legend)]


def lived_in(profile: Profile) -> int:
    """Wijken of the region where somebody lives, or may live."""
    people = groups_of(profile).stapeling["inwoners"]
    return int((people.isna() | (people > 0)).sum())


def as_shown(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """The matrix with letters for the doelgroepen, and words for the rest."""
    groups = groups_of(profile)
    letters = letters_of(profile)
    codes = list(letters)
    marks = [" ".join(letters[code] for code in codes if row[code]) for _, row in table.iterrows()]
    return pd.DataFrame(
        {
            "Wijk": [wijk_met_gemeente(profile, row) for _, row in table.iterrows()],
            "Inwoners": table["inwoners"],
            "Redenen": table["aantal"],
            "Doelgroepen": marks,
            "Stapeling": [MARK if found else NONE for found in table[PILES]],
            "Index hoogste klasse": [_certainty(row) for _, row in table.iterrows()],
            "Wat er ongunstig is": [name_piled(groups.config.stapeling, codes_) for codes_ in table["ongunstig"]],
        }
    )


def _certainty(row: pd.Series) -> str:
    """Whether the index puts it in the highest class, and still does with other weights."""
    if not row[INDEX]:
        return NONE
    return "zeker" if bool(row["zeker"]) else "misschien"


def letters_of(profile: Profile) -> dict[str, str]:
    """A letter per doelgroep that was found on wijken."""
    codes = [code for code in list_names(profile) if code not in (PILES, INDEX)]
    return {code: chr(ord("A") + place) for place, code in enumerate(codes)}


def matrix_map(profile: Profile) -> Figuur | None:
    """The one map of the first page: on how many lists a wijk stands; None where wijken cannot be told apart."""
    table = wijk_matrix(profile)
    if table.empty or lived_in(profile) < 2:
        return None
    areas = groups_of(profile).stapeling.set_index("gebied_code")
    known = areas["gemeten"] > 0
    values = table.set_index("gebied_code")["aantal"].reindex(areas.index).where(known).astype("Float64")
    values = values.mask(known & values.isna(), 0.0)
    names = [wijk_met_gemeente(profile, row) for _, row in table.head(NAMED).iterrows()]
    more = f" en {getal(len(table) - NAMED)} andere" if len(table) > NAMED else ""
    many, verb = int((table["aantal"] >= 4).sum()), "valt" if len(table) == 1 else "vallen"
    found = f"{count_wijken(len(table)).capitalize()} van de {getal(lived_in(profile))}"
    return Figuur(
        code="kort-wijken",
        titel=f"{found} {verb} om een of meer redenen op, {getal(many) if many else 'geen'} om vier of meer",
        ondertitel="Om hoeveel redenen een wijk opvalt: een doelgroep woont er vaker, veel achterstanden komen "
        f"samen, of de bewoners zijn kwetsbaar{setting(profile)}",
        alt=f"Kaart van {profile.naam}. Meeste redenen: {', '.join(names)}{more}.",
        bron=f"{kruisingbron(profile.herkomst_wijken)}; {GEO_SOURCE}",
        teken=lambda formaat: draw_map(profile, areas, values.astype(float), CLASSES, formaat),
        tabel=as_shown(profile, table.head(FIRST)).drop(columns="Wat er ongunstig is"),
        toelichting=CIRCULAR_SHORT,
        decimalen=0,
    )
