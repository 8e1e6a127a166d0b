"""From a form to a reply that may be used: of this region and version, chosen from the lists, masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regiobeeld.dialogue.form import FREE, JA_NEE, KIND, LONGEST, Answer, Form, Reply, choices
from regiobeeld.dialogue.given import Given, Raw
from regiobeeld.dialogue.mask import mask
from regiobeeld.outline.dialogue import Vragen

_NOTHING = Given("", "")
_NEW = "Gebruik het formulier dat make dialoog nu maakt"


def check_reply(raw: Raw, form: Form, asked: Vragen) -> Reply:
    """The reply.

    Raises:
        ContractError: another form, version or region, or a cell that holds none of the answers to choose from.
    """
    _check_form(raw.over, form)
    options = choices(asked)
    about = {field: _chosen(raw.over.get(field, _NOTHING), options[field]) for field in _ABOUT}
    name = raw.over.get("naam", _NOTHING).text
    quoted, named = about["citaat_mag"] == JA_NEE[0], about["naam_mag"] == JA_NEE[0]
    withdrawn = about["ingetrokken"] == JA_NEE[0]
    if not about["organisatie"] and not withdrawn:
        raise raw.over["organisatie"].refuse("de soort organisatie is niet ingevuld", _choose(asked.organisaties))
    known = [(row, _asked(row["code"], form)) for row in raw.rijen]
    given = [(_answer(row, code, options, "" if named else name), row) for row, code in known if code]
    saved = raw.over.get("bewaard", _NOTHING).text
    return Reply(
        organisatie=about["organisatie"],
        rol=about["rol"],
        naam=name if named and quoted else "",
        citaat=quoted,
        ingetrokken=withdrawn,
        antwoorden=tuple(answer for answer, _ in given),
        kenmerk=raw.over.get("kenmerk", _NOTHING).text,
        bewaard=int(saved) if saved.isdigit() else 0,
        oud=sum(not code and bool(row.get("herkent", _NOTHING).text) for row, code in known),
    )


_ABOUT = ("organisatie", "rol", "naam_mag", "citaat_mag", "ingetrokken")


def _check_form(over: Mapping[str, Given], form: Form) -> None:
    kind, version, region = (over.get(field, _NOTHING) for field in ("formulier", "versie", "regio"))
    if kind.text != KIND:
        raise kind.refuse("dit is geen formulier van het regiobeeld", _NEW)
    if region.text != form.regio:
        raise region.refuse(f"dit formulier is van een andere regio dan {form.regio}", "Leg het in de goede map")
    if version.text != str(form.versie):
        raise version.refuse(f"dit formulier is van een andere versie dan {form.versie}", _NEW)


def _asked(given: Given, form: Form) -> str:
    """The code of the subject; empty when it was another sentence then, or is no longer asked."""
    code, _, stamp = given.text.rpartition(" ")
    item = form.codes.get(code)
    return code if item is not None and item.stempel == stamp else ""


def _answer(row: Mapping[str, Given], code: str, options: Mapping[str, Sequence[str]], naam: str) -> Answer:
    chosen = {field: _chosen(row.get(field, _NOTHING), options[field]) for field in ("herkent", "prioriteit")}
    return Answer(code, **chosen, **{field: _free(row.get(field, _NOTHING), naam) for field in FREE})


def _chosen(given: Given, options: Sequence[str]) -> str:
    """One of the options, whatever its capitals and spaces; empty when nothing was chosen."""
    found = {option.casefold(): option for option in options}.get(given.text.casefold().strip(" ."))
    if given.text and found is None:
        raise given.refuse("dit antwoord staat niet in de lijst", _choose(options))
    return found or ""


def _free(given: Given, naam: str) -> str:
    if len(given.text) > LONGEST:
        raise given.refuse(f"deze tekst is langer dan {LONGEST} tekens", "Maak de tekst korter")
    return mask(given.text, naam)


def _choose(options: Sequence[str]) -> str:
    return f"Kies uit: {', '.join(options)}"
