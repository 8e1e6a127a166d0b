"""The tags and texts of a page in order, as `html.parser` of Python finds them but several times faster.

A page has tens of thousands of tags that are written alike (`<td class="getal">`), and the parser of Python spells
out each. Here one pattern finds a tag as a whole, and attributes that were read before are not read again. Scripts
and styles have to be out of the page: their text is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

_TAG = re.compile(
    r"""<(?:(?P<start>[a-z][^\s/>]*) (?P<about>(?:[^"'>]|"[^"]*"|'[^']*')*)>
        |/(?P<end>[a-z][^\s/>]*) [^>]*>
        |!--.*?-->
        |[!?/][^>]*>)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class TagReader:
    """Hands the tags and texts of a page to its methods, one by one; a comment or doctype is passed over."""

    def feed(self, html: str) -> None:
        """Read a whole page."""
        place = 0
        for tag in _TAG.finditer(html):
            begin, end = tag.span()
            if begin > place:
                self.on_text(unescape(html[place:begin]))
            place = end
            if tag["end"]:
                self.on_end(tag["end"].lower())
            elif tag["start"]:
                self._begin(tag["start"].lower(), tag["about"])
        if place < len(html):
            self.on_text(unescape(html[place:]))

    def _begin(self, name: str, about: str) -> None:
        self.on_start(name, _attributes(about) if about else {})
        if about.endswith("/"):
            self.on_end(name)

    def on_start(self, tag: str, about: Mapping[str, str]) -> None:
        """A tag that opens an element, with its attributes; one without a value has an empty one."""

    def on_text(self, text: str) -> None:
        """What stands between two tags."""

    def on_end(self, tag: str) -> None:
        """A tag that closes an element, or one that opens and closes it."""


@lru_cache(maxsize=4096)
def _attributes(about: str) -> Mapping[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(about)}
