"""Readers with inputs that hypothesis thinks of: good files with pieces changed, left out, doubled or put in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zwaar.hostile import SUFFIX, all_kinds, verdict

_MARKS = [b'"', b";", b"\n", b"[", b"\0"]
_PIECES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=30) | st.sampled_from(_MARKS)),
    min_size=1,
    max_size=4,
)


def change(content: bytes, pieces: list[tuple[float, int, bytes]]) -> bytes:
    """Per piece: at this place, so many bytes replaced by others."""
    for where, length, new in pieces:
        place = int(where * len(content))
        content = content[:place] + new + content[place + length :]
    return content


def fuzz(form: str, folder: Path, examples: int) -> tuple[int, list[str]]:
    """How many inputs were tried for one form of file, and what went wrong."""
    seeds = [content for kind, _, content in all_kinds() if kind == form and 0 < len(content) < 20_000]
    tried, wrong = 0, []

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds), _PIECES)
    def one(content: bytes, pieces: list[tuple[float, int, bytes]]) -> None:
        nonlocal tried
        tried += 1
        path = folder / f"t{SUFFIX[form]}"
        path.write_bytes(change(content, pieces))
        outcome = verdict(path, form)
        if outcome not in {"gelezen", "geweigerd"}:
            wrong.append(f"{form}: {outcome}")

    one()
    return tried, wrong


def fuzz_all(folder: Path, examples: int = 120, told: Callable[[str], None] = print) -> tuple[int, int]:
    """All forms: how many inputs, and how many ended in something else than one line or figures."""
    count, bad = 0, 0
    for form in SUFFIX:
        tried, wrong = fuzz(form, folder, examples)
        count, bad = count + tried, bad + len(wrong)
        for line in sorted(set(wrong)):
            told(line)
    return count, bad
