"""Chapters without their drawings: a drawing costs a tenth of a second and holds no number that is checked.

What is heard of a drawing (its `aria-label`) stays in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from regiobeeld.blocks import figure
from regiobeeld.report.report import Rapport


@contextmanager
def undrawn() -> Iterator[None]:
    """Within it every figure has an empty drawing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure, "soon", lambda task, attributes="": f"<svg{attributes}></svg>")
        yield


def page_of(report: Rapport, chapters: Iterable[str]) -> str:
    """A page of these chapters of a report, without the notebook around them."""
    with undrawn():
        sections = [
            f'<section class="hoofdstuk" aria-labelledby="{code.replace("_", "-")}">\n'
            f"{report.hoofdstuk(code)._repr_html_()}\n</section>"
            for code in chapters
        ]
    return f"<html><body><main>{''.join(sections)}</main></body></html>"
