"""The content security policy of a page: it runs our own scripts and no other, and never uses the network.

Every text in a page is escaped where it is made; this is the second line behind that.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

MARK = "@@csp@@"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; {}; "
    "base-uri 'none'; form-action 'none'"
)


def add_policy(page: str, own: Iterable[Path]) -> str:
    """Put the policy at `MARK`: only scripts with the content of one of the files `own` may run.

    A browser compares the hash of the text between the tags, white space included; which is therefore taken from
    the page itself.
    """
    known = {_bare(path.read_text(encoding="utf-8")) for path in own}
    hashes = {_hash(text) for text in _SCRIPT.findall(page) if _bare(text) in known}
    scripts = " ".join(f"'sha256-{value}'" for value in sorted(hashes)) or "'none'"
    return page.replace(MARK, _POLICY.format(f"script-src {scripts}"), 1)


def _bare(script: str) -> str:
    return "\n".join(line.rstrip() for line in script.strip().splitlines())


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
