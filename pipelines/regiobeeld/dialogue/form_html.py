"""The form as one page that saves a file on the machine of who fills it in: no server, no network."""

from __future__ import annotations

from regiobeeld.dialogue.form import KIND, LONGEST, Form
from regiobeeld.dialogue.page import render
from regiobeeld.outline.dialogue import Vragen

KINDS = {"boodschap": "Wat opvalt", "toekomst": "En straks", "knelpunt": "Knelpunten"}


def form_page(form: Form, asked: Vragen) -> str:
    """The page as text."""
    numbered = list(enumerate(form.vragen, start=1))
    return render(
        "formulier.j2",
        formulier=KIND,
        form=form,
        vraag=asked,
        delen=[(title, [pair for pair in numbered if pair[1].soort == kind]) for kind, title in KINDS.items()],
        langste=LONGEST,
        verzonnen=form.verzonnen,
    )
