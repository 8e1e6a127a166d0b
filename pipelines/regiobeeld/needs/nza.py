"""The report of a region beside what the NZa asks of a regiobeeld: declared rules on measures of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regiobeeld.future.care import TOTAL
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.messages import select
from regiobeeld.knelpunten.edits import Shown
from regiobeeld.needs.collaboration import overview_of, running_on
from regiobeeld.needs.future import outlook_of
from regiobeeld.needs.knelpunten import doelgroep_of, knelpunten_of
from regiobeeld.outline.rapport import Eis, Regel, load_messages, load_nza
from regiobeeld.profile.model import Profile

CARE = "zorg"


@dataclass(frozen=True)
class Outcome:
    """One requirement with the rules that hold and those that do not, each with the measure that was found."""

    eis: Eis
    holds: tuple[tuple[Regel, float], ...]
    lacks: tuple[tuple[Regel, float], ...]

    @property
    def verdict(self) -> str:
        return "voldaan" if not self.lacks else "deels" if self.holds else "ontbreekt"


def toets(profile: Profile) -> list[Outcome]:
    """Every requirement in the declared order."""
    measures = measure(profile)
    return [weigh(eis, measures) for eis in load_nza().eis]


def weigh(eis: Eis, measures: dict[str, float]) -> Outcome:
    """One requirement against the measures of a report."""
    found = [(rule, measures[rule.maat]) for rule in eis.regel]
    holds = tuple((rule, value) for rule, value in found if rule.holds(value))
    return Outcome(eis, holds, tuple(pair for pair in found if pair not in holds))


def measure(profile: Profile) -> dict[str, float]:
    """What this report holds, in numbers: counts, and percentages of its knelpunten."""
    shown, table = knelpunten_of(profile).shown, indicator_table(profile)
    known = table[table["waarde"].notna()]
    outlook = outlook_of(profile)
    later = outlook.care(TOTAL, outlook.rules.rapport.kernjaar) if outlook.is_sayable else None
    return {
        "boodschappen": min(load_messages().aantal, len(select(profile)) + len(knelpunten_of(profile).groups)),
        "cijfers_met_verwachting": int(table["verwacht"].notna().sum()),
        "knelpunten": len(shown),
        "deel_oorzaken_gesplitst": _part(
            shown, [len({o.beinvloedbaar for o in i.inhoud.oorzaak}) == 2 for i in shown]
        ),
        "deel_met_doelgroep": _part(shown, [any(doelgroep_of(item)) for item in shown]),
        "deel_met_aanzet": _part(shown, [bool(item.inhoud.aanzet) for item in shown]),
        "deel_bekeken": _part(shown, [item.besluit is not None for item in shown]),
        "deel_met_verband": _part(shown, [bool(running_on(profile, item.inhoud.themas)) for item in shown]),
        "doelgroepen_gevonden": len(knelpunten_of(profile).found),
        "domeinen": int(known["thema"].nunique()),
        "zorgcijfers": int((known["thema"] == CARE).sum()),
        "zorgvraag_straks": float(later is not None),
        "aanbod": _professions(profile),
        "verbanden": len(overview_of(profile).running),
    }


def _professions(profile: Profile) -> int:
    """For how many professions real fte of this region are known; a made-up example does not count."""
    rows = outlook_of(profile).aanbod
    own = rows[(rows["gebied_code"] == profile.code) & ~rows["is_voorbeeld"].astype(bool)]
    return int(own["beroep_code"].nunique())


def _part(shown: Sequence[Shown], marks: Sequence[bool]) -> float:
    return 100 * sum(marks) / len(shown) if shown else 0.0
