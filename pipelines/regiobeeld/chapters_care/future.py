"""De regio straks: people in the declared years, beside the error that the same method made before."""

from __future__ import annotations

from regiobeeld.blocks.blocks import alinea, bijschrift, hoofdstuk_intro, paragraaf, waarschuwing
from regiobeeld.blocks.chapter import Blok
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.text import in_gebied
from regiobeeld.chapters_care.future_tables import (
    backtest_table,
    beaten_by,
    gemeente_table,
    other_tests,
    unknown_method,
)
from regiobeeld.needs.future import Outlook
from regiobeeld.needs.future_words import honest_sentence, national_error, sentences, unsayable
from regiobeeld.profile.model import Profile


def introduction(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """What is expected; of a region that is too small, why nothing is."""
    where = in_gebied(profile.naam)
    if not outlook.is_sayable:
        return hoofdstuk_intro(unsayable(outlook, where))
    return hoofdstuk_intro(" ".join(sentence.zin for sentence in sentences(profile, where)))


def warning(profile: Profile, outlook: Outlook, zin: Zinnen) -> str:
    """What is modelled, that it is our own, and what it would have missed before."""
    tested = honest_sentence(outlook, in_gebied(profile.naam))
    return waarschuwing(zin("tekst", proef=tested), outlook.rules.naam.capitalize())


def per_part(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """A table of the gemeenten or provinces."""
    return [paragraaf(zin("kop")), gemeente_table(profile, outlook, zin) or None]


def tested(profile: Profile, outlook: Outlook, zin: Zinnen) -> list[Blok | None]:
    """How far off the same method was before."""
    facts = {
        "van": outlook.rules.toets.band.van,
        "later": min(outlook.rules.cijfers.jaren_vijfjaar),
        "onbekend": unknown_method(outlook, zin),
        "andere": other_tests(outlook, zin),
        "verslagen": beaten_by(outlook, zin),
    }
    said = f"{honest_sentence(outlook, in_gebied(profile.naam))} {national_error(outlook)}"
    return [
        paragraaf(zin("kop")),
        alinea(said),
        backtest_table(outlook, zin) or None,
        bijschrift(zin("noot", **facts)),
    ]
