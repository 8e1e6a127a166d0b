"""Wat is er veranderd: this report beside the last different one of the same region, and why."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea, hoofdstuk_intro, lijst
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.previous import Build, home_of, last_different, this_build
from regiobeeld.blocks.sentences import shared
from regiobeeld.blocks.tables import tabel_html
from regiobeeld.blocks.when import jaren_op_rij
from regiobeeld.chapters_method.changed_computed import computed_blocks
from regiobeeld.judgement.changes import KINDS, find_changes, summarise
from regiobeeld.outline.sentences import Zinnen, said_by
from regiobeeld.profile.model import Profile

MOST_ROWS, FEWEST_ROWS, MOST_YEARS = 30, 4, 4


def changes_since(profile: Profile, zin: Zinnen) -> list[Blok | None]:
    """What is different from the last different build; the first build says so in one line."""
    now = this_build(profile)
    before = last_different(now, home_of(profile))
    if before is None:
        return [alinea(zin("eerste"))]
    changes = find_changes(before.figures, now.figures)
    tables: list[Blok | None] = []
    if len(changes):
        tables = [alinea(tell_kinds(changes)), _summary(profile, summarise(changes)), _revised(profile, changes)]
    notes = lijst(other_changes(before, now, changes)) or None
    computed = computed_blocks(profile, before.computed, now.computed) if now.computed is not None else []
    return [hoofdstuk_intro(introduce(before, now, changes)), notes, *tables, *computed]


def introduce(before: Build, now: Build, changes: pd.DataFrame) -> str:
    """With which build this one is compared, and how much differs."""
    return said_by("veranderd", {"dag": before.day, "anders": len(changes), "alle": len(now.figures)})("tekst")


def tell_kinds(changes: pd.DataFrame) -> str:
    """How many figures differ for each reason."""
    say, counts = said_by("veranderd", {}), changes["wat"].value_counts()
    return say("redenen", redenen=[say("reden", soort=k, keer=counts[k]) for k in KINDS if k in counts])


def other_changes(before: Build, now: Build, changes: pd.DataFrame) -> list[str]:
    """What changed beside the figures: year, plan, knelpunten; rules or texts when no figure did."""
    old, new, was, about = before.knelpunten, now.knelpunten, before.about, now.about
    facts = {
        "was": was,
        "nu": about,
        "erbij": [name for code, name in new.items() if code not in old],
        "eraf": [name for code, name in old.items() if code not in new],
    }
    is_same = changes.empty and was.get("berekend") == about.get("berekend")
    told = said_by("veranderd_ook", facts).alle()
    return told or (said_by("veranderd_niets", facts).alle() if is_same else [])


def _summary(profile: Profile, table: pd.DataFrame) -> str:
    # Some of every kind: else many new years would leave no room for what was revised.
    shown = table.groupby("wat", sort=False).head(max(FEWEST_ROWS, MOST_ROWS // table["wat"].nunique()))
    why, say = said_by("veranderd_waarom", {}), shared(profile, "veranderd_rij", indicatoren=profile.indicators)
    rows = [
        say.rij(rij=row, jaren=jaren_op_rij(row["jaren"], MOST_YEARS), waarom=why(str(row["wat"])))
        for row in shown.to_dict("records")
    ]
    return tabel_html(pd.DataFrame(rows), said_by("veranderd", {})("tabel", rest=len(table) - len(shown)))


def _revised(profile: Profile, changes: pd.DataFrame) -> str | None:
    """The figures of the region itself that were revised: what they were and are."""
    known = (
        changes["was"].notna() & changes["is"].notna() & changes["indicator_code"].isin(list(profile.indicators))
    )
    own = changes[known & (changes["gebied_code"] == profile.code)]
    if own.empty:
        return None
    size = (own["is"] / own["was"].where(own["was"] != 0) - 1).abs()
    shown = own.assign(maat=size).sort_values("maat", ascending=False, kind="stable").head(MOST_ROWS)
    say = shared(profile, "veranderd_herzien", indicatoren=profile.indicators)
    rows = pd.DataFrame([say.rij(rij=row) for row in shown.to_dict("records")])
    return tabel_html(rows, shared(profile, "veranderd")("herzien"))
