"""From a template of this room to one HTML file that needs no network: letters and style are inside."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from regiobeeld.draw.style import webfont_css
from regiobeeld.report.csp import MARK, add_policy

TEMPLATES = Path(__file__).parent / "template"
MADE_UP = "verzonnen"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **facts: Any) -> str:
    """The page as text; every text is escaped, a drawing is passed as Markup.

    Args:
        template: the name of a template in `template/`.
        facts: what it shows; `verzonnen` puts a watermark over every sheet.
    """
    given = {"verzonnen": False, **facts, "lettertype": webfont_css(), "csp": MARK}
    page = _environment().get_template(template).render(**given)
    return add_policy("\n".join(line.rstrip() for line in page.splitlines()) + "\n", TEMPLATES.glob("*.js"))
