"""What is wrong with a local file, and where. Never what stands there: the value may be about a person."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 1000
"""More mistakes than this in one file say the same over and over."""


@dataclass(frozen=True)
class Mistake:
    """One mistake: file, row and column; what is wrong; how to mend it."""

    where: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        advice = f". {self.mend}" if self.mend else ""
        return f"{self.where}: {self.what}{advice}.".replace("?.", "?")


@dataclass
class Mistakes:
    """All mistakes of one file, each told once."""

    file: str
    found: list[Mistake] = field(default_factory=list)
    left_out: int = 0

    def add(self, what: str, mend: str = "", row: int = 0, column: str = "") -> None:
        """Note a mistake; without row or column it is about the whole file."""
        place = [self.file, *([f"rij {row}"] if row else []), *([f"kolom {column}"] if column else [])]
        mistake = Mistake(", ".join(place), what, mend)
        if len(self.found) >= MOST:
            self.left_out += 1
        elif mistake not in self.found[-200:]:
            self.found.append(mistake)

    def __bool__(self) -> bool:
        return bool(self.found)
