"""Gemeenten of the past in a local file: added up to the one of today, where the file has all of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiobeeld.areas.register import Former
from regiobeeld.catalog.lokaal import LokaleBron
from regiobeeld.local.places import Places
from regiobeeld.local.sheet import Sheet


@dataclass(frozen=True)
class Mergers:
    """What is added up.

    Attributes:
        to: an area as it is written -> the gemeente of today that it is part of.
        origin: the same -> the code of the gemeente that it was (or still is).
    """

    to: Mapping[str, str]
    origin: Mapping[str, str]

    def parts(self, code: str) -> set[str]:
        """The gemeenten in the file of which this one is made; none when it is only itself."""
        return {self.origin[text] for text, new in self.to.items() if new == code}

    def tell(self, places: Places) -> tuple[str, ...]:
        """What was added up, a line for each gemeente of today."""
        return tuple(self._tell(code, places) for code in sorted(set(self.to.values())))

    def _tell(self, code: str, places: Places) -> str:
        areas, former = places.register.areas, places.register.former
        names = sorted(former[part].naam if part in former else areas[part].naam for part in self.parts(code))
        return f"{' + '.join(names)}: nu {'samen ' if len(names) > 1 else ''}{areas[code].naam}"


NONE = Mergers({}, {})


def find_mergers(sheet: Sheet, declared: LokaleBron, places: Places) -> Mergers:
    """The gemeenten of the past that can be added up.

    Only counts add up. A gemeente that went to several ones is not divided, and one of which another part is not
    in the file is not made: the sum would be too low. Both are then told as a mistake (`Places.why_not`).
    """
    counted = all(group.teller or (group.waarde and group.noemer) for group in declared.groepen)
    name = declared.kolommen.gebied
    if declared.gebied_soort != "gemeente" or not counted or name not in sheet.header:
        return NONE
    column = sheet.header.index(name)
    written = {line.texts[column] for line in sheet.lines} - {""}
    today = {text: code for text in written if (code := places.gemeente(text))}
    old = {text: former for text in written - set(today) if (former := places.former(text))}
    present = {former.code for former in old.values()} | set(today.values())
    to = {
        text: former.successors[0]
        for text, former in old.items()
        if len(former.successors) == 1 and _needed(former, places) <= present
    }
    to |= {text: code for text, code in today.items() if code in set(to.values())}
    return Mergers(to, {text: old[text].code if text in old else today[text] for text in to})


def _needed(former: Former, places: Places) -> set[str]:
    """All that became the same gemeente in that year, with that gemeente itself where it was there before."""
    (new,) = former.successors
    together = {f.code for f in places.register.former.values() if f.since == former.since and new in f.successors}
    return together | ({new} if places.existed(new, former.since - 1) else set())
