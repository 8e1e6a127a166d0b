"""The same file at every run: an Office file is a zip, which keeps the moment of writing and who wrote."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_MOMENT = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_DATES = re.compile(r"(<dcterms:(?P<name>created|modified)[^>]*>)[^<]*(</dcterms:(?P=name)>)")
_PEOPLE = re.compile(r"<(dc:creator|cp:lastModifiedBy)>[^<]*</\1>")
_PICTURE = "docProps/thumbnail.jpeg"


def settle(content: bytes, made: date) -> bytes:
    """The zip with fixed times, `made` as its date, nobody as its author and no picture of an empty page.

    Args:
        content: an xlsx, pptx or docx file; a workbook inside it (behind a chart) is settled as well.
        made: the day of the report.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as settled,
    ):
        for name in source.namelist():
            if name != _PICTURE:
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
                entry.external_attr = 0o600 << 16
                settled.writestr(entry, _settle_part(name, source.read(name), made))
    return target.getvalue()


def _settle_part(name: str, content: bytes, made: date) -> bytes:
    if name == _CORE:
        text = _DATES.sub(rf"\g<1>{made.isoformat()}T00:00:00Z\g<3>", content.decode("utf-8"))
        return _PEOPLE.sub(r"<\1>regiobeeld</\1>", text).encode("utf-8")
    if name == "_rels/.rels":
        return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
    return settle(content, made) if name.endswith(".xlsx") else content
