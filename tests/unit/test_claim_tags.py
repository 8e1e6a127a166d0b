"""The tags of a page are those that the parser of Python finds, also where no template of ours writes so."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from regiobeeld.claims.tags import TagReader

Seen = list[tuple[object, ...]]


def _add_text(seen: Seen, text: str) -> None:
    """One text may come in pieces."""
    if seen and seen[-1][0] == "text":
        text = f"{seen.pop()[1]}{text}"
    seen.append(("text", text))


class _Ours(TagReader):
    def __init__(self) -> None:
        self.seen: Seen = []

    def on_start(self, tag: str, about: Mapping[str, str]) -> None:
        self.seen.append(("start", tag, dict(about)))

    def on_text(self, text: str) -> None:
        _add_text(self.seen, text)

    def on_end(self, tag: str) -> None:
        self.seen.append(("end", tag))


class _Python(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: Seen = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(("start", tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        _add_text(self.seen, data)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("end", tag))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "alleen tekst",
        '<!DOCTYPE html>\n<p class="a b">een <data value="12">17,3</data>%</p>\nna',
        "<P Class='x' HIDDEN data-c=5>een</P >",
        '<p title="5 > 3 en 2 < 4" lang = "nl">een</p>',
        "<p title='zegt \"ja\"'>5 < 6 &lt;b&gt; &amp; &eacute;&nbsp;&#8211; R&D</p>",
        '<p title="a &amp; b &quot;c&quot;">een</p>',
        '<br><br/><img alt=\'\' src="x" /><svg aria-label="1 op 2"></svg>',
        "<td\n  class='getal'\n  data-c=\"7\"\n>7</td><td>8",
        "<p>voor<!-- 12 <b> > -->na</p><?xml 1?>",
        "<p>een</p ><h2 id=a>twee</h2>",
        "<ul><li>een<li>twee</ul>3<4",
    ],
)
def test_the_tags_and_texts_are_those_of_the_parser_of_python(html: str) -> None:
    ours, python = _Ours(), _Python()
    ours.feed(html)
    python.feed(html)
    python.close()
    assert ours.seen == python.seen
