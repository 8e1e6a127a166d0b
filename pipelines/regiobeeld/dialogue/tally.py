"""Count what the forms say, per subject and kind of organisation; too few of a kind are not told apart.

A group is shown from a declared number of answers on. Smaller groups are taken together; when those together are
still too few, the smallest group that could be shown joins them, so that no total gives a small group away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from regiobeeld.catalog.dialogue import Afspraken, Vragen
from regiobeeld.dialogue.form import FREE, Answer, Asked, Form, Reply
from regiobeeld.profile.dialogue import ALL, MOSTLY, MOSTLY_NOT, OPPOSED, REST, Zegt

OORDEEL = ["onderwerp_code", "organisatie", "antwoord", "aantal"]
PRIORITEIT = ["onderwerp_code", "prioriteit", "aantal"]
CITAAT = ["onderwerp_code", "veld", "tekst", "organisatie", "naam"]
ONDERWERP = ["onderwerp_code", "soort", "kort", "onderwerp", "antwoorden", "toelichtingen", "uitkomst"]
GESPREK = ["formulieren", "soorten_organisaties", "peiljaar", "verzonnen"]


def tally(replies: Sequence[Reply], form: Form, asked: Vragen, rules: Afspraken) -> Zegt:
    """All that the replies say, as tables."""
    given = {item.code: _about(replies, item.code) for item in form.vragen}
    least = rules.minste_antwoorden
    groups = {code: merge_small(_count_kinds(pairs), least) for code, pairs in given.items()}
    kinds = len({reply.organisatie for reply in replies})
    each = given.items()
    return Zegt(
        gesprek=pd.DataFrame([(len(replies), kinds, form.peiljaar, form.verzonnen)], columns=GESPREK),
        onderwerp=_frame(
            ONDERWERP, [_subject(i, given[i.code], groups[i.code], asked, rules) for i in form.vragen]
        ),
        oordeel=_frame(OORDEEL, [row for c, pairs in each for row in _verdicts(c, pairs, groups[c], asked)]),
        prioriteit=_frame(PRIORITEIT, [row for c, pairs in each for row in _priorities(c, pairs, asked, least)]),
        citaat=_frame(CITAAT, [row for c, pairs in each for row in _quotes(c, pairs, groups[c])]),
    )


Pairs = list[tuple[Reply, Answer]]


def _about(replies: Sequence[Reply], code: str) -> Pairs:
    return [(reply, answer) for reply in replies for answer in reply.antwoorden if answer.code == code]


def _count_kinds(pairs: Pairs) -> Counter[str]:
    return Counter(reply.organisatie for reply, answer in pairs if answer.herkent)


def _frame(columns: list[str], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    numbers = {name: "int64" for name in columns if name in ("aantal", "antwoorden", "toelichtingen")}
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def merge_small(counts: Mapping[str, int], least: int) -> dict[str, str]:
    """Kind of organisation -> the name under which it is shown; empty when all together are too few.

    Every group that is shown, the rest included, has at least `least` answers; the rest is never one that can be
    found by subtraction.
    """
    if sum(counts.values()) < least:
        return {}
    order = sorted(counts, key=lambda kind: (counts[kind], kind))
    small = [kind for kind in order if counts[kind] < least]
    for kind in order[len(small) :]:
        if not small or sum(counts[name] for name in small) >= least:
            break
        small.append(kind)
    return {kind: REST if kind in small else kind for kind in order}


def _verdicts(code: str, pairs: Pairs, groups: Mapping[str, str], asked: Vragen) -> list[tuple[object, ...]]:
    """How often each answer was given: of all organisations, and of each group that may be shown."""
    said = [(groups[reply.organisatie], answer.herkent) for reply, answer in pairs if answer.herkent and groups]
    names = sorted({name for name, _ in said} - {REST}) + [REST] * (REST in {name for name, _ in said})
    counts = Counter(said) + Counter((ALL, answer) for _, answer in said)
    shown = [ALL, *names] if len(names) > 1 else [ALL] * bool(names)
    return [(code, name, answer, counts[name, answer]) for name in shown for answer in asked.antwoorden]


def _priorities(code: str, pairs: Pairs, asked: Vragen, least: int) -> list[tuple[object, ...]]:
    counts = Counter(answer.prioriteit for _, answer in pairs if answer.prioriteit)
    if counts.total() < least:
        return []
    return [(code, option, counts[option]) for option in asked.prioriteiten]


def _quotes(code: str, pairs: Pairs, groups: Mapping[str, str]) -> list[tuple[object, ...]]:
    """The free texts that may be quoted; their organisation only where it is shown as a group of its own."""
    rows = []
    for reply, answer in pairs:
        group = groups.get(reply.organisatie, REST) if len(set(groups.values())) > 1 else REST
        for field in FREE if reply.citaat else ():
            text = getattr(answer, field)
            if text:
                rows.append((code, field, text, "" if group == REST else group, reply.naam))
    return sorted(rows)


def _subject(
    item: Asked, pairs: Pairs, groups: Mapping[str, str], asked: Vragen, rules: Afspraken
) -> tuple[object, ...]:
    counts = Counter(answer.herkent for _, answer in pairs if answer.herkent)
    enough = counts.total() >= rules.minste_antwoorden
    hidden = [1 for reply, answer in pairs if not reply.citaat for field in FREE if getattr(answer, field)]
    name = f"{item.titel}: {item.zin}" if item.titel else item.zin
    return (
        item.code,
        item.soort,
        item.kort,
        name,
        counts.total() if enough else 0,
        len(hidden) if enough else 0,
        _outcome(pairs, groups, asked, rules) if enough else "",
    )


def _outcome(pairs: Pairs, groups: Mapping[str, str], asked: Vragen, rules: Afspraken) -> str:
    """What all say together; that groups say the opposite of each other goes before that."""
    said: dict[str, Counter[str]] = {}
    for reply, answer in pairs:
        if answer.herkent:
            said.setdefault(groups[reply.organisatie], Counter())[answer.herkent] += 1
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
