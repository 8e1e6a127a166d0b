"""Put renewed files of sources/ in place all together, and say in the declaration which ones are in use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import tomlkit

from regiobeeld.errors import ContractError, SourceUnreachableError


def read_text(path: Path) -> str:
    """A file of the project as text.

    Raises:
        SourceUnreachableError: it is not there, or may not be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te lezen", path, "Zet het bestand terug") from error


def replace_files(texts: Mapping[Path, str]) -> None:
    """Write every file beside its place first, then rename them one after the other, in the order given."""
    half = {path: path.with_name(f".{path.name}.bezig") for path in texts}
    try:
        for path, text in texts.items():
            half[path].write_text(text, encoding="utf-8")
        for path in texts:
            half[path].replace(path)
    finally:
        for path in half.values():
            path.unlink(missing_ok=True)


def redeclare(text: str, pattern: str, pad: str, jaar: int, toelichting: str) -> str:
    """The declaration (TOML) with another file and year in the `[[bestand]]` whose path fits `pattern`.

    The explanation of that entry was about the old file and is replaced; everything else stays as written.

    Raises:
        ContractError: not one such entry.
    """
    document = tomlkit.parse(text)
    fits = [entry for entry in document["bestand"] if re.fullmatch(pattern, str(entry["pad"]))]
    if len(fits) != 1:
        raise ContractError(f"niet één [[bestand]] met pad {pattern}", pad, "Laat in de declaratie één blok staan")
    fits[0].update({"pad": pad, "jaar": jaar, "toelichting": toelichting})
    return tomlkit.dumps(document)
