"""Which answers may be counted together, so that no two readings of the forms show what one form says.

Whoever lays two readings side by side can subtract them. Per question the answers are therefore put in lots of at
least so many (`least`), once and for ever, each of one kind of organisation (or of the small kinds together). A
lot is counted whole or not at all: new answers wait until they fill one, and a lot with an answer that was
withdrawn or changed is no longer counted. Everything that was ever published is then a sum of whole lots, and so
is every difference, over any number of readings: at best somebody finds the counts of one lot. Answers are dealt
over the lots by turns, so that each looks like the whole (`_deal`).

Kept of each answer: a keyed hash of which form it is and what it says; no text, no name, no answer. A spreadsheet
has no mark of its own: it is known by its choices.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regiobeeld.dialogue.form import Reply
from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError
from regiobeeld.profile.dialogue import REST

MEMORY = "geheugen.json"


@dataclass(frozen=True)
class Given:
    """One answer to one question: the mark of the form, the kind of organisation, what it says."""

    mark: str
    kind: str
    value: str


@dataclass(frozen=True)
class Lot:
    """Answers that are counted together; `kinds`: of whom; `is_apart`: of one kind, shown by its name."""

    kinds: tuple[str, ...]
    is_apart: bool
    members: frozenset[str]

    @property
    def name(self) -> str:
        """Under which name it is counted."""
        return self.kinds[0] if self.is_apart else REST


@dataclass
class Lots:
    """The lots of every question, made at this reading or an earlier one."""

    key: bytes = field(default_factory=lambda: os.urandom(32))
    made: dict[str, list[Lot]] = field(default_factory=dict)

    def choose(self, question: str, given: Sequence[Given], least: int) -> list[str]:
        """The name of the group under which each answer is counted; empty for one that is not (yet) counted."""
        ids = [self._id(question, item) for item in given]
        lots = self.made.setdefault(question, [])
        taken = frozenset().union(*(lot.members for lot in lots))
        waiting = {id_: item for id_, item in zip(ids, given, strict=True) if id_ not in taken}
        lots += _fill(waiting, lots, least)
        whole = {member: lot.name for lot in lots if lot.members <= set(ids) for member in lot.members}
        return [whole.get(id_, "") for id_ in ids]

    def _id(self, question: str, item: Given) -> str:
        text = json.dumps([question, item.mark, item.kind, item.value])
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _fill(waiting: dict[str, Given], lots: Sequence[Lot], least: int) -> list[Lot]:
    """New lots of the answers that wait, where there are enough of them."""
    homes = _homes(Counter(item.kind for item in waiting.values()), lots, least)
    groups: dict[str, list[str]] = defaultdict(list)
    for id_, item in waiting.items():
        groups[homes.get(item.kind, REST)].append(id_)
    made = []
    for name, ids in groups.items():
        kinds = tuple(sorted({waiting[id_].kind for id_ in ids}))
        made += [Lot(kinds, name != REST, members) for members in _deal(ids, waiting, least)]
    return made


def _homes(counts: Counter[str], lots: Sequence[Lot], least: int) -> dict[str, str]:
    """Kind -> the group in which it is counted: that of its lots, else as `merge_small` chooses."""
    known = {kind: lot.name for lot in lots for kind in lot.kinds}
    new = {kind: count for kind, count in counts.items() if kind not in known}
    if REST in known.values():
        # The small ones have a place already: only who is large enough stands apart.
        return known | {kind: kind for kind, count in new.items() if count >= least}
    return known | merge_small(new, least)


def merge_small(counts: dict[str, int], least: int) -> dict[str, str]:
    """Kind of organisation -> the name under which it is shown; empty when all together are too few.

    Every group that is shown, the rest included, has at least `least` answers; when the small ones together are
    still too few, the smallest that could be shown joins them, so that no total gives a small group away.
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


def _deal(ids: Sequence[str], given: dict[str, Given], least: int) -> list[frozenset[str]]:
    """Lots of `least` or more. None of them has one answer only, unless all have: else whoever finds the counts of
    the lot knows what each in it said. So there are no more lots than answers other than the most frequent one.
    """
    found = Counter(given[id_].value for id_ in ids)
    order = sorted(ids, key=lambda id_: (-found[given[id_].value], given[id_].value, id_))
    count = len(order) // least
    other = len(order) - max(found.values())
    if count and other:
        count = min(count, other)
    return [frozenset(order[place::count]) for place in range(count)]


def marks(replies: Sequence[Reply]) -> list[str]:
    """By what each form is known again at a later reading: its own mark, or what was chosen in it."""
    seen: Counter[str] = Counter()
    found = []
    for reply in replies:
        mark = reply.kenmerk or _choices(reply)
        seen[mark] += 1
        found.append(f"{mark} {seen[mark]}")
    return found


def _choices(reply: Reply) -> str:
    chosen = [(answer.code, answer.herkent, answer.prioriteit) for answer in reply.antwoorden]
    return hashlib.sha256(repr((reply.organisatie, reply.rol, sorted(chosen))).encode()).hexdigest()


def recall_lots(path: Path) -> Lots:
    """The lots of earlier readings; none when nothing was read before.

    Raises:
        ContractError: the file is damaged: then nobody knows what may still be counted.
    """
    if not path.exists():
        return Lots()
    try:
        kept: dict[str, Any] = parse_json(path.read_text(encoding="utf-8"))
        made = {
            question: [Lot(tuple(lot["soorten"]), bool(lot["apart"]), frozenset(lot["leden"])) for lot in lots]
            for question, lots in kept["groepjes"].items()
        }
        return Lots(bytes.fromhex(kept["sleutel"]), made)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        mend = "Zet het terug; gooi het alleen weg als er van dit gesprek nog geen uitkomst is verspreid"
        raise ContractError("dit bestand is beschadigd", path.name, mend) from None


def keep_lots(lots: Lots, path: Path) -> None:
    """Write the lots down; whole or not at all."""
    made = {
        question: [{"soorten": lot.kinds, "apart": lot.is_apart, "leden": sorted(lot.members)} for lot in found]
        for question, found in lots.made.items()
    }
    half = path.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps({"sleutel": lots.key.hex(), "groepjes": made}, indent=1) + "\n", encoding="utf-8")
    half.replace(path)
