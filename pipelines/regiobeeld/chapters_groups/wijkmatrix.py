"""The wijken of the region in one matrix: on which lists each stands, who lives there, what is off, how sure."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, bijschrift
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.text import wijknamen
from regiobeeld.chapters_groups.groups_maps import count_classes, name_piled, wijk_map
from regiobeeld.needs.groups import Groups, groups_of
from regiobeeld.needs.wijkmatrix import INDEX, PILES, list_names, wijk_matrix
from regiobeeld.outline.rapport import load_messages
from regiobeeld.outline.sentences import Zinnen
from regiobeeld.profile.model import Profile

FIRST = 10
MARK, NONE = "ja", ""


def matrix_section(profile: Profile, groups: Groups, zin: Zinnen) -> list[Blok | None]:
    """One table of wijken in the place of a list per subject."""
    table = wijk_matrix(profile)
    if lived_in(profile) < 2 or table.empty:
        return [alinea(zin("een_wijk" if lived_in(profile) < 2 else "geen"))]
    caption = zin("titel", wijken=len(table))
    names = list_names(profile)
    letters = [f"{letter} = {names[code]}" for code, letter in letters_of(profile).items()]
    legend = zin("legenda", letters=letters, stapeling=groups.config.stapeling)
    shown = tabel_html(as_shown(profile, table.head(zin.grens("meeste"))), caption, sorteerbaar=True)
    return [shown, bijschrift(legend)]


def lived_in(profile: Profile) -> int:
    """Wijken of the region where somebody lives, or may live."""
    people = groups_of(profile).stapeling["inwoners"]
    return int((people.isna() | (people > 0)).sum())


def as_shown(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """The matrix with letters for the doelgroepen, and words for the rest.

    Of the index: whether it puts a wijk in the highest class, and still does with other weights.
    """
    piles, letters = groups_of(profile).config.stapeling, letters_of(profile)
    sure = {yes: shared(profile, "wijkmatrix")("zeker", zeker=yes) for yes in (True, False)}
    marks = [" ".join(letters[code] for code in letters if row[code]) for _, row in table.iterrows()]
    return pd.DataFrame(
        {
            "Wijk": wijknamen(profile, table),
            "Inwoners": table["inwoners"],
            "Redenen": table["aantal"],
            "Doelgroepen": marks,
            "Stapeling": [MARK if found else NONE for found in table[PILES]],
            "Index hoogste klasse": [
                sure[bool(is_sure)] if found else NONE
                for found, is_sure in zip(table[INDEX], table["zeker"], strict=True)
            ],
            "Wat er ongunstig is": [name_piled(piles, codes) for codes in table["ongunstig"]],
        }
    )


def letters_of(profile: Profile) -> dict[str, str]:
    """A letter per doelgroep that was found on wijken."""
    codes = [code for code in list_names(profile) if code not in (PILES, INDEX)]
    return {code: chr(ord("A") + place) for place, code in enumerate(codes)}


def matrix_map(profile: Profile) -> Figuur | None:
    """The one map of the first page: on how many lists a wijk stands; None where wijken cannot be told apart."""
    table, lowest = wijk_matrix(profile), load_messages().redenen
    if table.empty or lived_in(profile) < 2:
        return None
    areas = groups_of(profile).stapeling.set_index("gebied_code")
    known = areas["gemeten"] > 0
    values = table.set_index("gebied_code")["aantal"].reindex(areas.index).where(known).astype("Float64")
    facts = {
        "wijken": len(table),
        "bewoond": lived_in(profile),
        "veel": int((table["aantal"] >= lowest[-1]).sum()),
        "vanaf": lowest[-1],
        "eerste": wijknamen(profile, table),
    }
    return wijk_map(
        profile,
        "kort-wijken",
        shared(profile, "wijkmatrix"),
        facts,
        areas,
        values.mask(known & values.isna(), 0.0).astype(float),
        count_classes(profile, lowest, 1, "redenen"),
        as_shown(profile, table.head(FIRST)).drop(columns="Wat er ongunstig is"),
    )
