"""Names of areas as the report writes them: without what some gemeenten put before them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^Wijk \d{1,3}[ :-]+(?=\S)")


def wijk_naam(naam: str) -> str:
    """The name of a wijk without the number that some gemeenten put before it ("Wijk 06 Enschede-Zuid")."""
    return _NUMBER.sub("", naam)
