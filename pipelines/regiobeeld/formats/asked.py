"""What somebody types after FORMAAT=: any of the forms, with commas (no pandas here)."""

from __future__ import annotations

import difflib
import re

from regiobeeld.errors import UsageError

FORMS = ("pdf", "xlsx", "pptx", "docx")
_ALSO = {"html": "", "excel": "xlsx", "powerpoint": "pptx", "word": "docx", "slides": "pptx"}


def asked_forms(text: str, known: tuple[str, ...] = FORMS) -> tuple[str, ...]:
    """The forms in the order of `FORMS`; the page itself (html) is always there and may be named.

    Args:
        text: as typed: "pdf,xlsx"; empty for the page only.
        known: the forms that this kind of page has.

    Raises:
        UsageError: there is no such form, with the nearest name; or this kind of page does not have it.
    """
    names = [name for name in re.split(r"[,;\s]+", text.strip().lower().replace(".", "")) if name]
    meant = [_ALSO.get(name, name) for name in names]
    for name in meant:
        if name in FORMS and name not in known:
            what = f"van deze bladzijde bestaat geen {name}: dia's en een document zijn er van een regiobeeld"
            raise UsageError(what, "FORMAAT", _choices(known))
        if name and name not in known:
            raise UsageError(f'onbekend formaat "{name}"', "FORMAAT", _nearest(name, known))
    return tuple(form for form in FORMS if form in meant)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    alike = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    return f"Bedoelde u: {alike[0]}? {_choices(known)}" if alike else _choices(known)


def _choices(known: tuple[str, ...]) -> str:
    return f"Kies uit {', '.join(known)} (html komt er altijd)"
