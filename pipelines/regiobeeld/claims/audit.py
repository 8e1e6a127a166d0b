"""The audit of a finished page: every number has a claim that it agrees with, or is a declared exception."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from regiobeeld.claims.exceptions import Exceptions
from regiobeeld.claims.page import ALT, Page, Piece, Place, Span
from regiobeeld.claims.recorder import Noted
from regiobeeld.errors import ContractError
from regiobeeld.numbers import round_half_up

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BEFORE, _AFTER = re.compile(r"(?<![\w,.])"), re.compile(r"(?!\w|[.,]\d|-\w|\+)")
"""The borders of a number as a whole."""
_AROUND = 45
NO_CLAIM = "geen herkomst"
_NOWHERE = Place()


@dataclass(frozen=True)
class Fault:
    """A number that the audit does not accept."""

    plaats: str
    verwacht: str
    gevonden: str
    tekst: str

    def __str__(self) -> str:
        return f'verwacht {self.verwacht}, gevonden "{self.gevonden}" in "{self.tekst}"'


@dataclass
class Audit:
    """What the audit of one page found: how many numbers, with a claim or as an exception, and what is wrong.

    Attributes:
        getallen: numbers in the page.
        met_herkomst: those with a claim.
        uitzonderingen: (chapter, kind, digits) -> how often.
    """

    getallen: int = 0
    met_herkomst: int = 0
    uitzonderingen: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    fouten: list[Fault] = field(default_factory=list)

    @property
    def per_soort(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for (_, kind, _), number in self.uitzonderingen.items():
            counts[kind] += number
        return counts

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.per_soort.items()))
        total = sum(self.per_soort.values())
        return f"{self.getallen} getallen: {self.met_herkomst} met herkomst, {total} uitzonderingen ({kinds})"

    def refuse(self, where: str) -> None:
        """Stop at the first fault. Raises: ContractError with its place, what was expected and what is there."""
        if self.fouten:
            first, more = self.fouten[0], len(self.fouten) - 1
            rest = f" (en nog {more})" if more else ""
            raise ContractError(
                f"een getal klopt niet met zijn herkomst: {first}{rest}",
                f"{where}: {first.plaats}",
                "Laat het getal schrijven door regiobeeld.numbers, of geef een uitzondering op",
            )


def audit_page(page: Page, noted: Sequence[Noted], exceptions: Exceptions) -> Audit:
    """Go over every number of a page."""
    audit, seen = Audit(), set[int]()
    for piece in page.stukken:
        places = _heard(piece, noted) if piece.plaats.soort == ALT else piece.getallen
        for (begin, end), claim in places.items():
            seen.add(claim)
            audit.fouten += _compare(piece, piece.tekst[begin:end], claim, noted)
        _count(audit, piece, places, exceptions)
    audit.fouten += [_lost(noted, claim) for claim in range(len(noted)) if claim not in seen]
    return audit


def audit_texts(texts: Iterable[str], noted: Sequence[Noted], exceptions: Exceptions) -> Audit:
    """Go over the numbers of another form of the report (slides, a document): each is one of the page."""
    audit, known = Audit(), {item.getoond.lstrip("+") for item in noted}
    for text in texts:
        piece = Piece(text, _NOWHERE)
        shown = {match.span(): 0 for match in DIGITS.finditer(text) if match[0] in known}
        _count(audit, piece, shown, exceptions)
    return audit


def _heard(piece: Piece, noted: Sequence[Noted]) -> dict[Span, int]:
    """The claims of a text that is heard: its numbers stand in it in the order of the claims."""
    places: dict[Span, int] = {}
    start, text = 0, piece.tekst.lower()
    for claim in piece.gehoord:
        shown = noted[claim].getoond if claim < len(noted) else ""
        begin = _find_whole(shown.lower(), text, start) if shown else -1
        if begin >= 0:
            start = begin + len(shown)
            places[begin, start] = claim
        else:
            places[start, start] = claim
    return places


def _find_whole(shown: str, text: str, start: int) -> int:
    """Where a number stands that is no part of a longer one; -1 when it does not."""
    begin = text.find(shown, start)
    while begin >= 0 and not (_BEFORE.match(text, begin) and _AFTER.match(text, begin + len(shown))):
        begin = text.find(shown, begin + 1)
    return begin


def _compare(piece: Piece, text: str, claim: int, noted: Sequence[Noted]) -> Iterator[Fault]:
    """A number beside its claim: the text, and the value that the text rounds."""
    if not 0 <= claim < len(noted):
        yield _fault(piece, text, NO_CLAIM)
        return
    known = noted[claim]
    if text.casefold() != known.getoond.casefold():
        yield _fault(piece, text, f'"{known.getoond}"')
    elif (value := read_number(text)) is not None and not is_rounded(known.waarde, value, known.decimalen):
        yield _fault(piece, text, f"{known.waarde:.6g} afgerond")


def _count(audit: Audit, piece: Piece, places: dict[Span, int], exceptions: Exceptions) -> None:
    """Count the numbers of a piece; what has no claim must be an exception."""
    numbers = (match for match in DIGITS.finditer(piece.tekst) if match.span() not in places)
    bare = [match for match in numbers if not _inside(match.span(), places)]
    audit.met_herkomst += len(places)
    audit.getallen += len(places) + len(bare)
    if not bare:
        return
    free = exceptions.find(piece.tekst, str(piece.plaats))
    if any(not _inside(match.span(), free) for match in bare):
        free |= exceptions.declared(piece.tekst)
    for match in bare:
        kind = _kind(match.span(), free)
        if kind is None:
            audit.fouten.append(_fault(piece, match[0], NO_CLAIM, match.start()))
        else:
            audit.uitzonderingen[piece.plaats.hoofdstuk, kind, match[0]] += 1


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(begin <= span[0] and span[1] <= end for begin, end in others)


def _kind(span: Span, free: dict[Span, str]) -> str | None:
    return next((kind for (begin, end), kind in free.items() if begin <= span[0] and span[1] <= end), None)


def _fault(piece: Piece, found: str, expected: str, at: int | None = None) -> Fault:
    start = piece.tekst.find(found) if at is None else at
    around = piece.tekst[max(0, start - _AROUND) : start + len(found) + _AROUND]
    return Fault(str(piece.plaats), "een herkomst" if expected == NO_CLAIM else expected, found, around)


def _lost(noted: Sequence[Noted], claim: int) -> Fault:
    return Fault("de pagina", f'"{noted[claim].getoond}"', "niets", f"herkomst {claim} ({noted[claim].functie})")


def read_number(text: str) -> float | None:
    """The value of a shown number; None for a number in words."""
    plain = text.replace(".", "").replace(",", ".").replace("\u2212", "-").replace("+", "")
    try:
        return float(plain)
    except ValueError:
        return None


def is_rounded(exact: float, shown: float, decimals: int) -> bool:
    """Whether `shown` is `exact` with these decimals, or rounded further (tens, hundreds) with a digit left."""
    further = range(len(str(int(abs(exact)))) + 1)
    return any(
        abs(round_half_up(exact, decimals - step) - shown) < 1e-9 and (shown != 0 or step == 0) for step in further
    )
