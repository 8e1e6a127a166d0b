"""What a reader of Almelo reads per chapter; `python tests/told.py TABLES CHAPTER...` prints a line for each."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from regiobeeld.report.report import Rapport


def told(tables: str | Path, chapters: Sequence[str]) -> dict[str, str]:
    """Chapter -> its texts and those of its figures, without tags."""
    report = Rapport("GM0141", tables)
    return {code: _told_in(report, code) for code in chapters}


def _told_in(report: Rapport, code: str) -> str:
    shown = (block if isinstance(block, tuple) else (block,) for block in report.hoofdstuk(code).blokken)
    blocks = [block for several in shown for block in several]
    texts = [b if isinstance(b, str) else f"{b.titel}. {b.ondertitel}. {b.alt} {b.toelichting}" for b in blocks]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts))).split())


if __name__ == "__main__":
    for line in told(sys.argv[1], sys.argv[2:]).values():
        print(line)
