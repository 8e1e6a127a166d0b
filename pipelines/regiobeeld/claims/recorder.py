"""Write down every number at the moment it becomes text, and mark it in that text.

A `Recorder` is on while a chapter is made and while it is put into HTML. `numbers` tells it the value, the text
and the unit; who asked for the text is found by looking back to the first function that is no helper of the
wording. Drawings hold plain texts only: what `draw` writes is not marked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType

from regiobeeld.claims.marks import MARKED, mark
from regiobeeld.numbers import note_shown, set_noter

_PACKAGE = "regiobeeld."
_HELPERS = ("regiobeeld.numbers", "regiobeeld.claims.", "regiobeeld.crossing.people")
_HELPING = {
    "aantal",
    "afgerond",
    "rond",
    "enkele",
    "met_maat",
    "in_cell",
    "met_aantal",
    "difference",
    "als_bereik",
    "opsomming",
    "_format",
    "_cells",
    "_tell_number",
    "note_text",
}
_SILENT = ("regiobeeld.draw.", "regiobeeld.charts.", "regiobeeld.maps.", "regiobeeld.timelines.")
_TEMPLATE = "<template>"
_WRITTEN = re.compile(r"(?<![\w.,/+-])\d+(?:\.\d{3})*(?:,\d+)?(?![\w/+-]|[.,]\d)")
_MARKED_OR_WRITTEN = re.compile(f"(?P<key>{MARKED.pattern})|{_WRITTEN.pattern}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Noted:
    """One number as it was shown.

    Attributes:
        waarde: the number before rounding.
        getoond: the text.
        decimalen: decimals that were asked for.
        eenheid: "%", "euro" ...; empty for a bare number.
        functie: what made the text: module and function, or the template (file, block and name).
    """

    waarde: float
    getoond: str
    decimalen: int
    eenheid: str
    functie: str


@dataclass
class Recorder:
    """The numbers of one report in the order in which they were shown.

    Attributes:
        outermost: the function that began recording; what called it made no text.
    """

    noted: list[Noted] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    outermost: FrameType | None = None

    def note(self, value: float, text: str, decimals: int, unit: str) -> str:
        """The text with its mark around it; the plain text for a drawing."""
        maker = self._maker(sys._getframe(1))
        if maker is None:
            return text
        exact = float(getattr(value, "van", value))
        self.noted.append(Noted(exact, text, decimals, unit, maker))
        return mark(len(self.noted) - 1, text)

    def _maker(self, frame: FrameType | None) -> str | None:
        """The function or template that asked for a text; None when it was a drawing."""
        maker = ""
        while frame is not None:
            silent, name = _known.get(frame.f_code) or _about(frame)
            if silent:
                return None
            if not maker and self.templates and frame.f_code.co_filename == _TEMPLATE:
                maker = self.templates[-1]
            elif not maker:
                maker = name
            frame = frame.f_back if frame is not self.outermost else None
        return maker


_known: dict[CodeType, tuple[bool, str]] = {}


def _about(frame: FrameType) -> tuple[bool, str]:
    """Whether a function draws, and its name when it makes texts; kept, as every number asks for its callers."""
    code, module = frame.f_code, str(frame.f_globals.get("__name__", ""))
    made = _is_maker(module, code.co_name)
    name = f"{module.removeprefix(_PACKAGE)}.{code.co_name}" if made else ""
    found = _known[code] = (module.startswith(_SILENT), name)
    return found


def _is_maker(module: str, function: str) -> bool:
    return (
        module.startswith(_PACKAGE)
        and not module.startswith(_HELPERS)
        and function not in _HELPING
        and not function.startswith("<")
    )


RECORDER = Recorder()
"""The one of this process: a text that is kept from one chapter to the next keeps its marks."""


@contextmanager
def recording(on: bool = True) -> Iterator[None]:
    """Write down every number that is shown here; or, with False, none."""
    before, outer = set_noter(RECORDER.note if on else None), RECORDER.outermost
    RECORDER.outermost = sys._getframe(2)  # behind the one of `contextmanager`: the function with the `with`
    try:
        yield
    finally:
        set_noter(before)
        RECORDER.outermost = outer


def note_text(text: str) -> str:
    """A sentence that the national tables hold (a finding), with a claim at each number that is no year.

    A number that has its claim already keeps that one.
    """
    return _MARKED_OR_WRITTEN.sub(lambda found: found[0] if found["key"] else _note_written(found[0]), text)


def _note_written(number: str) -> str:
    value = float(number.replace(".", "").replace(",", ".").replace("\u2212", "-"))
    return number if _YEAR.fullmatch(number) else note_shown(value, number, len(number.partition(",")[2]))


@contextmanager
def template(where: str) -> Iterator[None]:
    """What is shown here is made by the template at this place (file, block and name)."""
    RECORDER.templates.append(where)
    try:
        yield
    finally:
        RECORDER.templates.pop()
