"""The guard on wording: area figures say where people live, not who does what (Robinson 1950).

Allowed: "in wijken waar ..., wonen ...", with counts. Refused: "ouderen met een lage SES roken vaker", and
every cause.
"""

from __future__ import annotations

import re

from regiobeeld.errors import ContractError

CAUSE = "een oorzaak"
PERSON = "een uitspraak over personen"
COMPARISON = "een vergelijking tussen personen"

_PEOPLE = (
    r"(?:ouderen|65-plussers|75-plussers|mensen|volwassenen|inwoners|bewoners|jongeren|jongvolwassenen|armen|"
    r"rokers|huishoudens|lage inkomens|\d+- tot en met \d+-jarigen)"
)
_TRAIT = (
    r"(?:met (?:een )?(?:lage|laag) (?:ses|sociaaleconomische positie|inkomen|opleiding)|"
    r"met weinig (?:geld|inkomen)|in armoede)"
)
_DOING = (
    r"(?:rook\w*|roken|drink\w*|beweg\w*|sport\w*|leven|leeft|eten|eet|zijn|is|hebben|heeft|voelen|kampen|"
    r"lijden|scoren)"
)
_AREA = r"(?:deze|die|zulke|arme) (?:wijk|wijken|gemeenten?|buurt|buurten)"

# Pattern and what it catches, in words for the message.
PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"\b{_TRAIT} {_DOING}\b", PERSON),
    (rf"\b(?:arme|laagopgeleide|lager opgeleide|kwetsbare) {_PEOPLE} {_DOING}\b", PERSON),
    (rf"\b(?:deze|die|zulke) {_PEOPLE} {_DOING}\b", PERSON),
    (rf"\b{_PEOPLE} (?:in|uit) {_AREA} {_DOING}\b", PERSON),
    (rf"\b{_DOING} (?:vaker|minder vaak|meer dan andere {_PEOPLE})\b", COMPARISON),
    (r"\b(?:vaker|minder vaak) (?:rook|drink|beweg|sport|eenzaam|ongezond|ziek|rok)\w*", COMPARISON),
    (r"\b(?:meer|hogere?|grotere?) (?:kans|risico) (?:op|om|lopen)\b", COMPARISON),
    (r"\b(?:komt|komen) door\b", CAUSE),
    (r"\b(?:als gevolg van|dankzij|leidt tot|leiden tot|veroorzaak\w*|maakt ziek)\b", CAUSE),
    (rf"\b(?:omdat|doordat) (?:ze|zij|{_PEOPLE})\b", CAUSE),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in PATTERNS]


def find_claims(text: str) -> list[str]:
    """List what a text claims about individuals or causes; an empty list means the wording is allowed.

    Sentences that begin with "Landelijk" speak of a national survey of persons and may compare groups of people;
    claims of cause are refused there too.
    """
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        national = sentence.lstrip().lower().startswith("landelijk")
        for pattern, reason in _COMPILED:
            hit = pattern.search(sentence)
            if hit and not (national and reason != CAUSE):
                found.append(f"{reason}: '{hit.group(0)}'")
    return found


def check_wording(text: str) -> str:
    """Return the text when it only speaks about areas.

    Raises:
        ContractError: the text makes a claim about individuals, or names a cause.
    """
    claims = find_claims(text)
    if claims:
        raise ContractError(
            f"deze tekst zegt meer dan wijkcijfers kunnen dragen ({claims[0]})",
            text[:60],
            "Schrijf: in wijken waar ..., wonen ...",
        )
    return text
