"""The knelpunten of one region: drafted from its judged figures, as its people changed them (METHODEN 20)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from regiobeeld import paths
from regiobeeld.frames import returns
from regiobeeld.judgement.messages import judged
from regiobeeld.knelpunten.declared import load_rules
from regiobeeld.knelpunten.draft import Draft, Ground, draft
from regiobeeld.knelpunten.edits import Besluit, Refused, Shown, apply_edits, edit_file, read_edits
from regiobeeld.needs.collaboration import NEED, collect_needs, running_on, themas, worse_parts
from regiobeeld.needs.future import Expected, Outlook, outlook_of
from regiobeeld.needs.groups import groups_of
from regiobeeld.outline.rapport import load_messages
from regiobeeld.profile.frames import KNELPUNTEN, NEEDS
from regiobeeld.profile.local import support_of
from regiobeeld.profile.model import NEDERLAND, Profile

TWO_SIDED = 1.96
LARGE_FALL = 0.5
CERTAINTY = 0.7
EVERYWHERE = 0.5


@dataclass(frozen=True, eq=False)
class Knelpunten:
    """Those to show (heaviest first), those that people refused, and decisions that the figures no longer support.

    `found`: doelgroepen that live here more than elsewhere.
    """

    shown: tuple[Shown, ...]
    refused: tuple[Refused, ...]
    lapsed: tuple[Besluit, ...]
    found: tuple[str, ...]

    @property
    def groups(self) -> tuple[tuple[Shown, str], ...]:
        """The knelpunten that are about a doelgroep, each with the code of a doelgroep that was found."""
        wanted = [item for item in self.shown if item.draft is not None and item.draft.rule.steun_nodig]
        return tuple((item, code) for item in wanted if item.draft is not None for code in item.draft.steun)

    @property
    def is_different(self) -> bool:
        """Whether any of them is larger than age, SES and urbanity lead one to expect."""
        return any(item.draft is not None and item.draft.is_different for item in self.shown)


@lru_cache(maxsize=4)
def knelpunten_of(profile: Profile) -> Knelpunten:
    """The knelpunten of the region; none for the whole country.

    Raises:
        ContractError: the changes of the region do not fit.
    """
    rules = load_rules()
    edits = read_edits(edit_file(paths.SOURCES, profile.region.slug), rules, themas())
    table = judged(profile)
    found = tuple(groups_of(profile).found["doelgroep_code"]) if len(table) else ()
    drafts = draft(rules, table, found, _falling_ratios(profile)) if len(table) else []
    shown, refused, lapsed = apply_edits(drafts, edits)
    return Knelpunten(tuple(shown), tuple(refused), tuple(lapsed), found)


def _falling_ratios(profile: Profile) -> dict[str, Ground]:
    """The ratios of the future that fall beyond their band, as grounds."""
    outlook = outlook_of(profile)
    if not outlook.is_sayable:
        return {}
    codes = {rule.verhouding for rule in load_rules().values() if rule.verhouding}
    grounds = {code: _ratio(outlook, code) for code in sorted(codes)}
    return {code: ground for code, ground in grounds.items() if ground is not None}


def _ratio(outlook: Outlook, code: str) -> Ground | None:
    """How far a ratio falls, beside how far it falls in Nederland.

    Score as of a figure: size = relative fall / 0.5 (at most 1), certainty 0.7, and what is different here: how
    far the fall lies beyond that of Nederland, in standard errors of the band. Half of that: it falls everywhere.
    """
    first, last = outlook.basisjaar, outlook.rules.rapport.kernjaar
    now, then = outlook.care(code, first), outlook.care(code, last)
    national = [outlook.care(code, year, code=NEDERLAND) for year in (first, last)]
    if now is None or then is None or then.ondergrens is None or then.bovengrens is None or None in national:
        return None
    if then.bovengrens >= now.waarde:
        return None
    there = [figure.waarde for figure in national if isinstance(figure, Expected)]
    fall, national_fall = 1 - then.waarde / now.waarde, 1 - there[1] / there[0]
    error = (then.bovengrens - then.ondergrens) / (2 * TWO_SIDED * now.waarde)
    distance = max(0.0, (fall - national_fall) / error) if error > 0 else 0.0
    size = min(1.0, fall / LARGE_FALL)
    return Ground(
        indicator=code,
        leeftijd="totaal",
        jaar=last,
        waarde=then.waarde,
        ondergrens=then.ondergrens,
        bovengrens=then.bovengrens,
        nl=there[1],
        verwacht_laag=None,
        verwacht_hoog=None,
        voorbij=distance > TWO_SIDED,
        score=EVERYWHERE * size * CERTAINTY * (0.25 + 0.75 * min(1.0, distance / 2)),
        nu=now.waarde,
    )


def people_of(profile: Profile, ground: Ground) -> Expected | None:
    """How many people a share is: share x residents of that age, with the margins of the share.

    The residents are those of the newest year, the share is that of its own year. None for an age of which the
    residents are not known, and for a ratio.
    """
    if ground.nu is not None or ground.leeftijd not in profile.inwoners:
        return None
    info = profile.indicators[ground.indicator]
    total = float(profile.inwoners.loc[list(profile.region.gemeenten), ground.leeftijd].sum()) / 100
    low, high = ground.ondergrens, ground.bovengrens
    share, margins = ground.waarde, None if low is None or high is None else (low, high)
    if info.richting == "hoger_is_beter":  # the people concerned are those without it
        share, margins = 100 - share, None if margins is None else (100 - margins[1], 100 - margins[0])
    if margins is None:
        return Expected(share * total)
    return Expected(share * total, margins[0] * total, margins[1] * total)


def places_of(profile: Profile, item: Draft) -> list[str]:
    """Where: codes of the parts of the region that are demonstrably unfavourable on one of its figures."""
    if profile.is_single:
        return []
    grounds = [ground for ground in item.gronden if ground.nu is None]
    return sorted({code for g in grounds for code in worse_parts(profile, g.indicator, g.leeftijd)})


@returns(NEEDS)
def needs_of(profile: Profile) -> pd.DataFrame:
    """Where the need is, per theme and gemeente: judged figures, found doelgroepen and knelpunten.

    A knelpunt that stands out in no gemeente is one of the whole region.

    Returns:
        As `needs.collaboration.collect_needs`; indicator_code may be the code of a knelpunt.
    """
    rows = [
        (thema, gemeente, item.code)
        for item in knelpunten_of(profile).shown
        if item.draft is not None
        for thema in item.inhoud.themas
        for gemeente in places_of(profile, item.draft) or profile.region.gemeenten
    ]
    return pd.concat([collect_needs(profile, themas()), pd.DataFrame(rows, columns=NEED)], ignore_index=True)


@returns(KNELPUNTEN)
def knelpunten(profile: Profile) -> pd.DataFrame:
    """The knelpunten as a table: one row each, in the order of the report.

    Returns:
        volgorde, knelpunt_code, naam, doelgroep, knelpunt, gevolg, oorzaak_beinvloedbaar, oorzaak_onbeinvloedbaar,
        aanzet, bewijs, vraag, vraag_aan (lists with ;), gronden (figures), is_anders, te_toetsen (supported by a
        model), score, cijfers (stamp), verbanden, wie, wanneer, is_verouderd.
    """
    rows = [_row(profile, place, item) for place, item in enumerate(knelpunten_of(profile).shown, start=1)]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = (
    "volgorde", "knelpunt_code", "naam", "doelgroep", "knelpunt", "gevolg", "oorzaak_beinvloedbaar",
    "oorzaak_onbeinvloedbaar", "aanzet", "bewijs", "vraag", "vraag_aan", "gronden", "is_anders", "te_toetsen",
    "score", "cijfers", "verbanden", "wie", "wanneer", "is_verouderd",
)  # fmt: skip


def _row(profile: Profile, place: int, item: Shown) -> dict[str, object]:
    said, drafted, signed = item.inhoud, item.draft, item.besluit
    return {
        "volgorde": place,
        "knelpunt_code": item.code,
        "naam": said.naam,
        "doelgroep": ";".join(doelgroep_of(item)),
        "knelpunt": said.knelpunt,
        "gevolg": said.gevolg,
        "oorzaak_beinvloedbaar": ";".join(o.tekst for o in said.oorzaak if o.beinvloedbaar),
        "oorzaak_onbeinvloedbaar": ";".join(o.tekst for o in said.oorzaak if not o.beinvloedbaar),
        "aanzet": ";".join(a.soort for a in said.aanzet),
        "bewijs": ";".join(a.bewijs for a in said.aanzet),
        "vraag": said.vraag,
        "vraag_aan": ";".join(said.vraag_aan),
        "gronden": ";".join(_grounds(profile, drafted)) if drafted else "",
        "is_anders": drafted.is_different if drafted else None,
        "te_toetsen": bool(drafted.steun) if drafted else None,
        "score": drafted.score if drafted else None,
        "cijfers": drafted.cijfers if drafted else "",
        "verbanden": ";".join(running_on(profile, said.themas)),
        "wie": signed.wie if signed else "",
        "wanneer": signed.wanneer if signed else None,
        "is_verouderd": item.is_outdated,
    }


def _grounds(profile: Profile, item: Draft) -> list[str]:
    """The figures it rests on, and after them the local ones that support it."""
    own = [f"{g.indicator} {g.leeftijd} {g.jaar}" for g in item.gronden]
    return own + [f"{s.code} {s.leeftijd} {s.jaar} ({s.merk})" for s in support_of(profile, item.code)]


def doelgroep_of(item: Shown) -> list[str]:
    """Whom a knelpunt is about: the people of its figures, or what people of the region wrote."""
    if item.draft is None:
        return [str(getattr(item.inhoud, "doelgroep", ""))]
    names = load_messages().names
    ages = dict.fromkeys(ground.leeftijd for ground in item.draft.gronden if ground.nu is None)
    return [names[age] for age in ages if age in names] or ["65-plussers en wie hen helpt"]
