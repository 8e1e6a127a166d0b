"""From a drawn figure to a small SVG text that is the same at every run and on every machine.

matplotlib writes correct but long SVG (metadata, comments, six decimals, ids that clash when several
figures stand in one page). Here the text is parsed, the unneeded parts dropped, numbers rounded to a
hundredth of a pixel and ids replaced by short ones that are unique per figure. Letters stay text: a page brings
its own font, a file has the font inside.
"""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from html import escape
from itertools import groupby

import matplotlib as mpl
from matplotlib.figure import Figure

from regiobeeld.claims.marks import plain
from regiobeeld.draw.canvas import RC
from regiobeeld.draw.hover import as_attribute
from regiobeeld.draw.outlines import shorten_number, shorten_outline
from regiobeeld.draw.style import FAMILIES, webfont_css

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_LINK = re.compile(r"url\(#([^)]+)\)")
_GEOMETRY = ("d", "transform", "x", "y", "width", "height", "points")
_DEFAULTS = {"stroke-linejoin: miter", "stroke-linecap: butt", "stroke-opacity: 1", "fill-opacity: 1"}
_SHIFT = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
_TURN = re.compile(r" ?rotate\(-?0(?: [^)]*)?\)")
_POINT = re.compile(r"m-?[\d.]+(?: |(?=-))-?[\d.]+")
"""An outline that goes nowhere; in "m0 0 5 5" the second pair is a step, and so a line."""
_FONT_SIZE = re.compile(r"(?:font: |font-size: )(?:(\d+) )?([\d.]+)px")


def to_svg(figure: Figure, name: str) -> str:
    """The figure as an SVG element: no XML header, size only as `viewBox`, ids starting with `name`'s hash."""
    target = io.StringIO()
    with mpl.rc_context(RC):
        figure.savefig(
            target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    root = ET.fromstring(target.getvalue())
    _drop_unneeded(root)
    _shorten_ids(root, "f" + hashlib.sha256(name.encode()).hexdigest()[:6])
    for element in root.iter():
        _clean(element)
    _share_styles(root)
    _drop_idle_groups(root)
    _share_frames(root)
    _share_letters(root)
    width, height = (shorten_number(str(float(side * 72))) for side in figure.get_size_inches())
    root.attrib = {"viewBox": f"0 0 {width} {height}", "stroke-linejoin": "round"}
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True).replace(" />", "/>")
    return text.replace("<svg", f"<svg{as_attribute(figure)}", 1)


def svg_size(svg: str) -> tuple[float, float]:
    """Width and height (px) of an element made by `to_svg`."""
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg)
    assert box is not None
    return float(box[1]), float(box[2])


def place_inside(outer: str, inner: str, x: float, y: float) -> str:
    """The drawing `inner` with its corner at (x, y) of the drawing `outer`; both made by `to_svg`."""
    _, _, marks = inner.removesuffix("</svg>").partition(">")
    shift = f"translate({shorten_number(str(x))} {shorten_number(str(y))})"
    return f'{outer.removesuffix("</svg>")}<g transform="{shift}">{marks}</g></svg>'


def as_file(svg: str, alt: str) -> str:
    """A standalone SVG document with its description, from an element made by `to_svg`."""
    width, height = (shorten_number(str(side)) for side in svg_size(svg))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(plain(alt))}"'
    )
    opening, _, marks = svg.replace("<svg", head, 1).partition(">")
    look = f"<style>{webfont_css()}text{{font-family:{FAMILIES}}}</style>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}>{look}{marks}\n'


def _shorten_ids(root: ET.Element, prefix: str) -> None:
    used = {m for e in root.iter() for v in e.attrib.values() for m in _LINK.findall(v)}
    used |= {v[1:] for e in root.iter() for k, v in e.attrib.items() if k.endswith("href") and v.startswith("#")}
    new: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in used:
            assert old is not None
            element.set("id", new.setdefault(old, f"{prefix}{len(new):x}"))
    for element in root.iter():
        link = element.attrib.pop(f"{_XLINK}href", None)
        if link is not None:
            element.set("href", "#" + new[link[1:]] if link.startswith("#") else link)
        for key, value in element.attrib.items():
            if "url(#" in value:
                element.set(key, _LINK.sub(lambda m: f"url(#{new[m[1]]})", value))


def _drop_unneeded(root: ET.Element) -> None:
    """Drop the metadata and matplotlib's style sheet, whose rules would hold for the whole page."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}defs" and len(child) == 0:
                parent.remove(child)


def _clean(element: ET.Element) -> None:
    """Shorten one element: no namespace, no white space, round numbers, no default styles."""
    element.tag = element.tag.removeprefix(_SVG)
    element.tail = None
    if element.tag == "text":
        _clean_text(element)
        return
    element.text = None
    for key in _GEOMETRY:
        if key in element.attrib:
            element.set(key, _round(element.attrib[key]))
    outline = element.attrib.get("d", "")
    if outline and not re.search(r"[QC]", outline):
        shorten_outline(element, outline)
    if "style" in element.attrib:
        _shorten_style(element)


def _clean_text(element: ET.Element) -> None:
    """A text with its place, size, weight and colour as attributes; the page (or the file) gives the family."""
    style = element.attrib.pop("style", "")
    place = _round(_TURN.sub("", element.attrib.pop("transform", "")))
    shift = _SHIFT.fullmatch(place)
    kept: dict[str, str] = {name: _round(element.attrib[name]) for name in ("x", "y") if name in element.attrib}
    kept |= {"x": shift[1], "y": shift[2]} if shift else {"transform": place} if place else {}
    size = _FONT_SIZE.search(style)
    assert size is not None
    kept["font-size"] = shorten_number(size[2])
    for name, pattern in (
        ("font-weight", r"(?:font-weight|font): (\d+)[ ;]"),
        ("text-anchor", r"text-anchor: (\w+)"),
    ):
        found = re.search(pattern, style + ";")
        if found and found[1] not in ("400", "start"):
            kept[name] = found[1]
    colour = re.search(r"fill: (#\w+)", style)
    kept["fill"] = colour[1] if colour else "#000"
    element.attrib = kept


def _shorten_style(element: ET.Element) -> None:
    parts = [part.strip() for part in element.attrib["style"].split(";")]
    kept = [part.replace(": ", ":") for part in parts if part and part not in _DEFAULTS]
    if kept:
        element.set("style", _round(";".join(kept)))
    else:
        del element.attrib["style"]


@lru_cache(maxsize=20_000)
def _round(text: str) -> str:
    """Numbers to 2 decimals."""
    text = " ".join(_NUMBER.sub(lambda m: shorten_number(m[0]), text).split())
    return re.sub(r" ?([MLQCZ]) ?", r"\1", text) if text[:1] == "M" else text


def _drop_idle_groups(parent: ET.Element) -> None:
    """Replace groups without attributes by what they hold; drop empty ones, and outlines of one point."""
    children: list[ET.Element] = []
    for child in list(parent):
        _drop_idle_groups(child)
        if child.tag == "g" and not child.attrib:
            children.extend(child)
        elif not (child.tag == "g" and len(child) == 0) and not _POINT.fullmatch(child.get("d", "")):
            children.append(child)
    for child in list(parent):
        parent.remove(child)
    parent.extend(children)


def _share_frames(root: ET.Element) -> None:
    """Marks in a row that are cut off at the same frame become a group with that frame."""
    for parent in list(root.iter()):
        children: list[ET.Element] = []
        for frame, row in groupby(list(parent), key=_frame):
            marks = list(row)
            if frame and len(marks) > 1:
                for mark in marks:
                    del mark.attrib["clip-path"]
                group = ET.Element("g", {"clip-path": frame})
                group.extend(marks)
                marks = [group]
            children.extend(marks)
        parent[:] = children


def _frame(element: ET.Element) -> str:
    """The frame of a mark; a mark that is shifted has its own, in shifted coordinates."""
    return "" if "transform" in element.attrib else element.get("clip-path", "")


def _share_letters(root: ET.Element) -> None:
    """Texts in a row that look the same become a group with that look."""
    for parent in list(root.iter()):
        children: list[ET.Element] = []
        for look, row in groupby(list(parent), key=_look):
            texts = list(row)
            if look and len(texts) > 2:
                for text in texts:
                    text.attrib = {name: value for name, value in text.attrib.items() if name not in dict(look)}
                group = ET.Element("g", dict(look))
                group.extend(texts)
                texts = [group]
            children.extend(texts)
        parent[:] = children


def _look(element: ET.Element) -> tuple[tuple[str, str], ...]:
    """How the letters of a text look; nothing for what is no text."""
    if element.tag != "text":
        return ()
    return tuple((name, value) for name, value in element.attrib.items() if name not in ("x", "y", "transform"))


def _share_styles(root: ET.Element) -> None:
    """Give a style that all marks of a group have to the group (not opacity, which means another thing there)."""
    for group in root.iter("g"):
        marks = [child for child in group if child.tag == "use"]
        styles = {child.get("style", "") for child in marks}
        if len(marks) < 2 or len(marks) != len(group) or len(styles) != 1 or "style" in group.attrib:
            continue
        shared = styles.pop()
        if shared and not shared.startswith("opacity") and ";opacity" not in shared:
            group.set("style", shared)
            for child in marks:
                del child.attrib["style"]
