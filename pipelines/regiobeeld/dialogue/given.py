"""What stands in one place of a form that came back, with that place for the message."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from regiobeeld.errors import ContractError

_SHOWN = 40


@dataclass(frozen=True)
class Given:
    """One field as text, with its file and cell (or key)."""

    text: str
    where: str

    def refuse(self, what: str, mend: str = "") -> ContractError:
        """What is wrong here, and how to mend it. A long text is not repeated: it may be personal."""
        shown = f': "{self.text}"' if self.text and len(self.text) <= _SHOWN else ""
        return ContractError(f"{what}{shown}", self.where, mend)


@dataclass(frozen=True)
class Raw:
    """A form before it is checked: what stands above the questions, and per question its fields."""

    over: Mapping[str, Given]
    rijen: tuple[Mapping[str, Given], ...]


def as_text(value: object) -> str:
    """Any value as text, without what cannot be seen; a formula stays the text that it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    text = str(getattr(value, "text", value))
    seen = (letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co") else " " for letter in text)
    return " ".join("".join(seen).split())
