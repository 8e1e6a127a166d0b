"""Count what the forms say, per subject and kind of organisation; too few of a kind are not told apart.

What is counted, and under which name, is for `lots` to say: always whole lots of answers, so that neither a total
nor an earlier reading gives away what one form says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from regiobeeld.dialogue.form import FREE, Answer, Asked, Form, Reply
from regiobeeld.dialogue.lots import Given, Lots, marks
from regiobeeld.outline.dialogue import Afspraken, Vragen
from regiobeeld.profile.dialogue import ALL, MOSTLY, MOSTLY_NOT, OPPOSED, REST, Zegt

OORDEEL = ["onderwerp_code", "organisatie", "antwoord", "aantal"]
PRIORITEIT = ["onderwerp_code", "prioriteit", "aantal"]
CITAAT = ["onderwerp_code", "veld", "tekst", "organisatie", "naam"]
ONDERWERP = ["onderwerp_code", "soort", "kort", "onderwerp", "antwoorden", "toelichtingen", "uitkomst"]
GESPREK = ["formulieren", "soorten_organisaties", "peiljaar", "verzonnen"]


@dataclass(frozen=True)
class Said:
    """What one form says of one subject.

    Attributes:
        group: under which name its answer is counted; empty when it is not counted (yet).
        is_ranked: whether its priority is counted.
    """

    reply: Reply
    answer: Answer
    group: str
    is_ranked: bool


def tally(replies: Sequence[Reply], form: Form, asked: Vragen, rules: Afspraken, lots: Lots | None = None) -> Zegt:
    """All that the replies say, as tables.

    Args:
        lots: the answers that earlier readings counted together; new lots are added to it.
    """
    lots = Lots() if lots is None else lots
    names = marks(replies)
    said = {item.code: _about(replies, names, item, lots, rules.minste_antwoorden) for item in form.vragen}
    kinds = len({reply.organisatie for reply in replies})
    each = said.items()
    return Zegt(
        gesprek=pd.DataFrame([(len(replies), kinds, form.peiljaar, form.verzonnen)], columns=GESPREK),
        onderwerp=_frame(ONDERWERP, [_subject(i, said[i.code], asked, rules) for i in form.vragen]),
        oordeel=_frame(OORDEEL, [row for code, found in each for row in _verdicts(code, found, asked)]),
        prioriteit=_frame(PRIORITEIT, [row for code, found in each for row in _priorities(code, found, asked)]),
        citaat=_frame(CITAAT, [row for code, found in each for row in _quotes(code, found)]),
    )


def _about(replies: Sequence[Reply], names: Sequence[str], item: Asked, lots: Lots, least: int) -> list[Said]:
    """What every form says of one subject, with what of it is counted."""
    pairs = [(m, r, a) for m, r in zip(names, replies, strict=True) for a in r.antwoorden if a.code == item.code]
    subject = f"{item.code} {item.stempel}"
    verdicts = [Given(m, r.organisatie, a.herkent) for m, r, a in pairs if a.herkent]
    ranks = [Given(m, ALL, a.prioriteit) for m, _, a in pairs if a.prioriteit]
    groups = dict(zip([g.mark for g in verdicts], lots.choose(f"{subject} herkent", verdicts, least), strict=True))
    ranked = dict(zip([g.mark for g in ranks], lots.choose(f"{subject} prioriteit", ranks, least), strict=True))
    return [Said(r, a, groups.get(m, ""), bool(ranked.get(m))) for m, r, a in pairs]


def _frame(columns: list[str], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    numbers = {name: "int64" for name in columns if name in ("aantal", "antwoorden", "toelichtingen")}
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def _verdicts(code: str, said: Sequence[Said], asked: Vragen) -> list[tuple[object, ...]]:
    """How often each answer was given: of all organisations, and of each group that may be shown."""
    found = [(item.group, item.answer.herkent) for item in said if item.group]
    names = sorted({name for name, _ in found} - {REST}) + [REST] * (REST in {name for name, _ in found})
    counts = Counter(found) + Counter((ALL, answer) for _, answer in found)
    shown = [ALL, *names] if len(names) > 1 else [ALL] * bool(names)
    return [(code, name, answer, counts[name, answer]) for name in shown for answer in asked.antwoorden]


def _priorities(code: str, said: Sequence[Said], asked: Vragen) -> list[tuple[object, ...]]:
    counts = Counter(item.answer.prioriteit for item in said if item.is_ranked)
    return [(code, option, counts[option]) for option in asked.prioriteiten] if counts else []


def _quotes(code: str, said: Sequence[Said]) -> list[tuple[object, ...]]:
    """The free texts that may be quoted; their organisation only where it is shown as a group of its own."""
    names = {item.group for item in said} - {""}
    apart = names - {REST} if len(names) > 1 else set()
    rows = []
    for item in said:
        kind = item.reply.organisatie
        for field in FREE if item.reply.citaat else ():
            text = getattr(item.answer, field)
            if text:
                rows.append((code, field, text, kind if kind in apart else "", item.reply.naam))
    return sorted(rows)


def _subject(item: Asked, said: Sequence[Said], asked: Vragen, rules: Afspraken) -> tuple[object, ...]:
    counted = [one for one in said if one.group]
    hidden = [1 for one in counted if not one.reply.citaat for field in FREE if getattr(one.answer, field)]
    name = f"{item.titel}: {item.zin}" if item.titel else item.zin
    outcome = _outcome(counted, asked, rules) if counted else ""
    return (item.code, item.soort, item.kort, name, len(counted), len(hidden), outcome)


def _outcome(counted: Sequence[Said], asked: Vragen, rules: Afspraken) -> str:
    """What all say together; that groups say the opposite of each other goes before that."""
    said: dict[str, Counter[str]] = {}
    for item in counted:
        said.setdefault(item.group, Counter())[item.answer.herkent] += 1
    found = {conclude(counts, asked, rules) for name, counts in said.items() if name != REST}
    return OPPOSED if {MOSTLY, MOSTLY_NOT} <= found else conclude(sum(said.values(), Counter()), asked, rules)


def conclude(counts: Mapping[str, int], asked: Vragen, rules: Afspraken) -> str:
    """What a set of answers says, in words; of who has an opinion.

    Declared share or more say yes: grotendeels herkend; no: grotendeels niet herkend; yes or partly: deels
    herkend; else verdeeld. When most do not know, that is what is said. No test of chance: this is no sample.
    """
    yes, partly, no, unknown = (counts.get(option, 0) for option in asked.antwoorden)
    opinions, limit = yes + partly + no, rules.grotendeels
    if not opinions or unknown > opinions:
        return "vaak niet bekend"
    if 100 * yes >= limit * opinions:
        return MOSTLY
    if 100 * no >= limit * opinions:
        return MOSTLY_NOT
    return "deels herkend" if 100 * (yes + partly) >= limit * opinions else "verdeeld"
