"""The guard that every sentence, title and alternative text for a reader passes.

Area figures say where people live, not who does what (Robinson 1950). Allowed: "in wijken waar ..., wonen ...",
with counts. Refused: "ouderen met een lage SES roken vaker", every cause, and a judgement on what was only
estimated or of which the same text says that no judgement is possible.
"""

from __future__ import annotations

import re

from regiobeeld.claims.marks import plain
from regiobeeld.errors import ContractError

CAUSE = "een oorzaak"
PERSON = "een uitspraak over personen"
COMPARISON = "een vergelijking tussen personen"
JUDGEMENT = "een oordeel over een schatting"
CONTRADICTION = "een oordeel naast 'geen oordeel'"

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

# Pattern and what it catches, for the message. With a capital, Leiden is a gemeente ("in Leiden tot 17%").
PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"\b{_TRAIT} {_DOING}\b", PERSON),
    (rf"\b(?:arme|laagopgeleide|lager opgeleide|kwetsbare) {_PEOPLE} {_DOING}\b", PERSON),
    (rf"\b(?:deze|die|zulke) {_PEOPLE} {_DOING}\b", PERSON),
    (rf"\b{_PEOPLE} (?:in|uit) {_AREA} {_DOING}\b", PERSON),
    (rf"\b{_DOING} (?:vaker|minder vaak|meer dan andere {_PEOPLE})\b", COMPARISON),
    (r"\b(?:vaker|minder vaak) (?:rook|drink|beweg|sport|eenzaam|ongezond|ziek|rok)\w*", COMPARISON),
    (r"\b(?:meer|hogere?|grotere?) (?:kans|risico) (?:op|om|lopen)\b", COMPARISON),
    (r"\b(?:komt|komen) door\b", CAUSE),
    (r"\b(?:als gevolg van|dankzij|leidt tot|(?-i:leiden) tot|veroorzaak\w*|maakt ziek)\b", CAUSE),
    (rf"\b(?:omdat|doordat) (?:ze|zij|{_PEOPLE})\b", CAUSE),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in PATTERNS]
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ESTIMATE = re.compile(r"\b(?:naar schatting|schattingen?|geschat|rekenmodel|modelschatting\w*)\b", re.IGNORECASE)
_JUDGING = re.compile(
    r"(?<!niet )(?<!geen )\b(?:significant\w*|stevig\w*|aantoonba\w+|bewezen|bewijst|meer dan toeval)\b",
    re.IGNORECASE,
)
_WITHHELD = re.compile(r"\bgeen (?:oordeel|uitspraak) over het verschil\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:ligt|lag) daar(?:boven|onder)\b|\bmeer dan toeval\b", re.IGNORECASE)


def find_claims(text: str) -> list[str]:
    """List what a text claims about individuals or causes; an empty list means the wording is allowed.

    Sentences that begin with "Landelijk" speak of a national survey of persons and may compare groups of people;
    claims of cause are refused there too.
    """
    text = plain(text)
    found = _contradictions(text)
    for sentence in _SENTENCE.split(text):
        found += _judgements(sentence)
        national = sentence.lstrip().lower().startswith("landelijk")
        for pattern, reason in _COMPILED:
            hit = pattern.search(sentence)
            if hit and not (national and reason != CAUSE):
                found.append(f"{reason}: '{hit.group(0)}'")
    return found


def _judgements(sentence: str) -> list[str]:
    """Words of proof in a sentence about an estimate: a model has no margin to judge with."""
    judged = _JUDGING.search(sentence) if _ESTIMATE.search(sentence) else None
    return [f"{JUDGEMENT}: '{judged.group(0)}'"] if judged else []


def _contradictions(text: str) -> list[str]:
    """A difference that is given a place in the text that withholds judgement on it."""
    placed = _PLACED.search(text) if _WITHHELD.search(text) else None
    return [f"{CONTRADICTION}: '{placed.group(0)}'"] if placed else []


def check_wording(text: str) -> str:
    """Return the text when it says no more than the figures can.

    Raises:
        ContractError: the text makes a claim about individuals, names a cause, or judges what cannot be judged.
    """
    claims = find_claims(text)
    if claims:
        raise ContractError(
            f"deze tekst zegt meer dan de cijfers kunnen dragen ({claims[0]})",
            text[:60],
            "Schrijf: in wijken waar ..., wonen ...",
        )
    return text
