"""De praatplaat: one A3 sheet for the wall, in large letters, with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from regiobeeld.blocks.blocks import Kengetal
from regiobeeld.blocks.figure import Figuur
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_groups.wijkmatrix import matrix_map
from regiobeeld.chapters_people.mapping import gemeente_map
from regiobeeld.chapters_people.population import tiles
from regiobeeld.claims.marks import plain
from regiobeeld.dialogue.page import render
from regiobeeld.dialogue.subjects import FUTURE, GROUP, MESSAGE, Subject
from regiobeeld.draw.svg import to_svg
from regiobeeld.future.care import TOTAL
from regiobeeld.needs.future import Expected, outlook_of
from regiobeeld.needs.future_words import OLD, groep_naam, groep_tot
from regiobeeld.needs.knelpunten import knelpunten_of
from regiobeeld.numbers import getal, opsomming, procent
from regiobeeld.outline.dialogue import Afspraken, load_agreements, load_questions
from regiobeeld.profile.model import NEDERLAND, Profile


@dataclass(frozen=True)
class Groep:
    """A doelgroep: its share of all people of that age, and what the share is of, beside Nederland."""

    getal: str
    titel: str
    uitleg: str


@dataclass(frozen=True)
class Question:
    """An open question with whom it is for."""

    over: str
    vraag: str
    aan: str


def poster(profile: Profile, subjects: Sequence[Subject], verzonnen: bool = False) -> str:
    """The sheet as one HTML page of 420 x 297 mm."""
    rules, asked = load_agreements(), load_questions()
    drawn = main_map(profile, subjects)
    of = {kind: [item for item in subjects if item.soort == kind] for kind in (MESSAGE, FUTURE, GROUP)}
    shown = of[MESSAGE][: rules.boodschappen]
    groups = [_group(item) for item in of[GROUP][: rules.doelgroepen]]
    return render(
        "praatplaat.j2",
        naam=profile.naam,
        plaats=in_gebied(profile.naam),
        peiljaar=profile.peiljaar,
        kerncijfers=key_figures(profile, rules),
        boodschappen=shown,
        doelgroepen=groups,
        zekerheid_doelgroepen=of[GROUP][0].zekerheid if groups else "",
        straks=of[FUTURE][: rules.vooruitblik],
        vragen=questions(profile, rules),
        kaart=drawn,
        kaart_svg=Markup(to_svg(drawn.teken("smal"), "plaat-kaart")) if drawn else "",
        bronnen=list(dict.fromkeys(item.bron.removeprefix("Bron: ").rstrip(".") for item in shown)),
        hulp=next((item.hulp for item in subjects if item.hulp), ""),
        vraag=asked,
        verzonnen=verzonnen,
    )


def _group(item: Subject) -> Groep:
    if item.beeld is None:
        return Groep(item.getal, item.titel, item.zin)
    national = procent(item.beeld.rijen["waarde"].iloc[-1], item.beeld.decimalen)
    return Groep(item.getal, item.titel, f"Nederland {national}.")


def key_figures(profile: Profile, rules: Afspraken) -> list[Kengetal]:
    """Inhabitants, growth and ages, and what is expected of them later; each beside Nederland."""
    future = _future_tiles(profile)
    now = [Kengetal(t.label, plain(t.waarde), plain(t.toelichting)) for t in tiles(profile)]
    return [*now[: rules.kerncijfers - len(future)], *future]


def _future_tiles(profile: Profile) -> list[Kengetal]:
    outlook = outlook_of(profile)
    if not outlook.is_sayable:
        return []
    first, last = outlook.basisjaar, outlook.rules.rapport.kernjaar
    help_ = outlook.demand.mantelzorg
    found = (
        (
            f"{groep_naam(OLD)} tot {last}",
            f"sinds {first}; Nederland {{}}",
            [_growth(outlook.people(OLD, first, c), outlook.people(OLD, last, c)) for c in (None, NEDERLAND)],
        ),
        (
            f"Zorgvraag tot {last}",
            "bij gelijk gebruik per leeftijd; Nederland {}",
            [
                _growth(outlook.care(TOTAL, first, code=c), outlook.care(TOTAL, last, code=c))
                for c in (None, NEDERLAND)
            ],
        ),
        (
            f"Per {groep_naam(help_.ontvangers).removesuffix('s')} in {last}",
            f"mensen van {groep_tot(help_.gevers)} (nu {_ratio(outlook.care(help_.code, first))}); Nederland {{}}",
            [_ratio(outlook.care(help_.code, last, code=c)) for c in (None, NEDERLAND)],
        ),
    )
    return [Kengetal(label, own, note.format(national)) for label, note, (own, national) in found if own]


def _growth(now: Expected | None, then: Expected | None) -> str:
    if now is None or then is None or not now.waarde:
        return ""
    return f"{getal(100 * (then.waarde / now.waarde - 1), teken=True)}%"


def _ratio(found: Expected | None) -> str:
    return "" if found is None else getal(found.waarde, 1)


def main_map(profile: Profile, subjects: Sequence[Subject]) -> Figuur | None:
    """The map of the first message of which there are figures per gemeente; else that of the wijken."""
    for item in subjects:
        if item.soort != MESSAGE:
            continue
        code, _, age = item.code.removeprefix(f"{MESSAGE}:").partition("-")
        drawn = None if profile.is_single else gemeente_map(profile, code, age)
        if drawn is not None:
            return drawn
    return matrix_map(profile)


def questions(profile: Profile, rules: Afspraken) -> list[Question]:
    """What to ask about the heaviest knelpunten, and of whom."""
    shown = knelpunten_of(profile).shown[: rules.vragen]
    return [
        Question(plain(i.inhoud.naam), plain(i.inhoud.vraag), plain(opsomming(i.inhoud.vraag_aan))) for i in shown
    ]
