"""What the build trusts in `sources/` is what was recorded: sha256 per file in `vastgelegd.json`, committed.

Lists, boundaries and the manifest are written by commands, which record them: another content is damage, and
refused. Declarations are edited by people: another content is named at the build, and recorded with `make docs`.
Only the standard library: a run without work looks here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from regiobeeld.documents import parse_json
from regiobeeld.errors import ContractError
from regiobeeld.manifest import FILE_NAME, file_sha256

NAME = "vastgelegd.json"
_MADE = ("indeling/", "kaart/", f"basis/{FILE_NAME}")
_BY_HAND = ("indeling/herindelingen.csv",)
_NOT_TRUSTED = ("snapshots", "lokaal", "plannen")
_BACK = "git checkout -- sources"


def verify_sources(sources: Path) -> list[str]:
    """Compare every recorded file by content; returns the declarations that are no longer as recorded.

    Raises:
        ContractError: a list, a map or the manifest is damaged or gone, or the record itself is.
    """
    record = _read(sources)
    changed = []
    for name, sha256 in record.items():
        path = sources / name
        if path.is_file() and file_sha256(path) == sha256:
            continue
        if _is_made(name):
            what = "bestand is beschadigd of veranderd" if path.is_file() else "bestand ontbreekt"
            raise ContractError(what, path, f"Haal het terug met: {_BACK}/{name}")
        changed.append(name)
    return changed


def tell_changed(names: list[str]) -> str:
    """One line about declarations that are no longer as recorded."""
    shown = ", ".join(names[:3]) + (f" en nog {len(names) - 3}" if len(names) > 3 else "")
    return (
        f"let op: veranderd sinds het vastleggen: {shown}. Met opzet: leg het vast met make docs. "
        f"Anders: {_BACK}/{names[0]}"
    )


def record_declarations(sources: Path) -> None:
    """Record all declarations as they are now; what commands make stays as it was recorded."""
    kept = {name: sha256 for name, sha256 in _read(sources).items() if _is_made(name)}
    found = {name: file_sha256(sources / name) for name in _trusted(sources) if not _is_made(name)}
    _write(sources, kept | found)


def record_files(sources: Path, paths: Iterable[Path]) -> None:
    """Record the files that a command wrote, and forget those that it removed."""
    record = _read(sources) if (sources / NAME).exists() else {}
    for path in paths:
        name = path.relative_to(sources).as_posix()
        record.pop(name, None)
        if path.is_file():
            record[name] = file_sha256(path)
    _write(sources, record)


def record_all(sources: Path) -> None:
    """Record everything that is trusted as it is now."""
    record_files(sources, [sources / name for name in _trusted(sources)])


def _trusted(sources: Path) -> Iterator[str]:
    for path in sorted(sources.rglob("*")):
        name = path.relative_to(sources).as_posix()
        first, hidden = name.split("/")[0], any(part.startswith(".") for part in name.split("/"))
        ours = first not in _NOT_TRUSTED and (first != "basis" or _is_made(name))
        is_text = name.endswith((".md", ".lock.toml")) or name == NAME
        if path.is_file() and ours and not hidden and not is_text:
            yield name


def _is_made(name: str) -> bool:
    return name.startswith(_MADE) and name not in _BY_HAND


def _read(sources: Path) -> dict[str, str]:
    path = sources / NAME
    try:
        record = parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict) or not record or not all(isinstance(value, str) for value in record.values()):
        raise ContractError("bestand ontbreekt of is beschadigd", path, f"Haal het terug met: {_BACK}/{NAME}")
    return record


def _write(sources: Path, record: dict[str, str]) -> None:
    half = sources / f".{NAME}.bezig"
    half.write_text(json.dumps(dict(sorted(record.items())), indent=1) + "\n", encoding="utf-8")
    half.replace(sources / NAME)
