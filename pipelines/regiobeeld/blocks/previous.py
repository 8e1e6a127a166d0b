"""The build before this one, kept small in `outputs/<regio>/vorige/`: the last one that was different.

Two builds are kept, this one (`nu`) and the last different one (`eerder`). A report compares with the last
different one, so that a report of unchanged input is the same at every run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from regiobeeld.documents import parse_json
from regiobeeld.effect.plan import FOLDER as PLANS
from regiobeeld.effect.plan import plans_of
from regiobeeld.fingerprint import fingerprint
from regiobeeld.judgement.changes import COLUMNS, figures_of
from regiobeeld.needs.computed import COLUMNS as COMPUTED
from regiobeeld.needs.computed import computed_of
from regiobeeld.needs.knelpunten import knelpunten
from regiobeeld.profile.model import Profile

FOLDER, NOW, EARLIER, VERDICTS = "vorige", "nu", "eerder", "oordelen.parquet"
_DAY, _COMPUTED = "gemaakt", "berekend"
VERDICT_COLUMNS = ["plan", "doel", "waarde", "jaar", "meetjaar", "gemeten", "nodig", "oordeel", _DAY]


@dataclass(frozen=True, eq=False)
class Build:
    """Its figures, what was computed of them (None: not kept), and what else it was made of: digests of rules,
    texts and plan, peiljaar, knelpunten."""

    about: Mapping[str, Any]
    figures: pd.DataFrame
    computed: pd.DataFrame | None = None

    @property
    def day(self) -> str:
        """When it was made, as 27-11-2026."""
        return dutch_day(self.about[_DAY])

    @property
    def knelpunten(self) -> Mapping[str, str]:
        """Name per code."""
        return dict(self.about.get("knelpunten", {}))

    def is_like(self, other: Build) -> bool:
        """Whether both were made of the same, whenever that was."""
        mine, theirs = ({k: v for k, v in b.about.items() if k != _DAY} for b in (self, other))
        return mine == theirs


def dutch_day(day: object) -> str:
    """2026-11-27 as 27-11-2026."""
    year, month, number = str(day).split("-")
    return f"{int(number)}-{int(month)}-{year}"


@lru_cache(maxsize=4)
def this_build(profile: Profile) -> Build:
    """What this report is made of."""
    figures, computed, found = figures_of(profile), computed_of(profile), knelpunten(profile)
    about = {
        _DAY: date.today().isoformat(),
        "cijfers": _digest(figures),
        "berekend": _digest(computed),
        "regels": fingerprint(tables_only=True),
        "alles": fingerprint(),
        "plannen": _digest_of_plans(profile),
        "peiljaar": int(profile.peiljaar),
        "knelpunten": dict(zip(found["knelpunt_code"], found["naam"], strict=True)),
    }
    return Build(about, figures, computed)


def _digest(figures: pd.DataFrame) -> str:
    text = figures.to_csv(index=False, float_format="%.12g")
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of_plans(profile: Profile) -> str:
    names = plans_of(profile.region)
    texts = [(PLANS / f"{name}.toml").read_bytes() for name in sorted(names)]
    return hashlib.sha256(b"\0".join(texts)).hexdigest() if texts else ""


def home_of(profile: Profile) -> Path:
    """Where the report of this region keeps the build before it: beside the tables it was made from."""
    return profile.data_dir.parent / profile.region.slug / FOLDER


def read_build(folder: Path, name: str) -> Build | None:
    """A kept build; None when there is none, or one that can no longer be read (then this is the first one)."""
    try:
        about = parse_json((folder / f"{name}.json").read_text(encoding="utf-8"))
        figures = pd.read_parquet(folder / f"{name}.parquet")
    except (OSError, ValueError):
        return None
    whole = isinstance(about, dict) and _DAY in about and set(COLUMNS) <= set(figures.columns)
    return Build(about, figures, _read_computed(folder, name)) if whole else None


def _read_computed(folder: Path, name: str) -> pd.DataFrame | None:
    """What was computed then; None for a build of before this was kept, or of other columns."""
    try:
        found = pd.read_parquet(folder / f"{name}-{_COMPUTED}.parquet")
    except (OSError, ValueError):
        return None
    return found if set(COMPUTED) <= set(found.columns) else None


def last_different(now: Build, folder: Path) -> Build | None:
    """The last build that was made of something else; None for the first one."""
    kept = read_build(folder, NOW)
    if kept is None or not kept.is_like(now):
        return kept
    return read_build(folder, EARLIER)


def keep_builds(profile: Profile, target: Path, verdicts: Sequence[Mapping[str, Any]]) -> None:
    """Write this build and the last different one into `target`, and what was said of the goals so far."""
    home, now = home_of(profile), this_build(profile)
    kept, earlier = read_build(home, NOW), last_different(now, home)
    same = kept is not None and kept.is_like(now)
    target.mkdir(parents=True, exist_ok=True)
    _write(kept if same and kept is not None else now, target, NOW)
    if earlier is not None:
        _write(earlier, target, EARLIER)
    history = add_verdicts(read_verdicts(home), verdicts)
    if len(history):
        history.to_parquet(target / VERDICTS, index=False)


def _write(build: Build, folder: Path, name: str) -> None:
    text = json.dumps(dict(build.about), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    build.figures.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
    if build.computed is not None:
        build.computed.to_parquet(folder / f"{name}-{_COMPUTED}.parquet", index=False, compression="zstd")


def read_verdicts(folder: Path) -> pd.DataFrame:
    """What earlier builds said of each goal, oldest first (`VERDICT_COLUMNS`)."""
    try:
        found = pd.read_parquet(folder / VERDICTS)
    except (OSError, ValueError):
        return pd.DataFrame(columns=VERDICT_COLUMNS)
    return found.reindex(columns=VERDICT_COLUMNS)


def add_verdicts(history: pd.DataFrame, verdicts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The history with what is said now, for each goal only when it differs from what was said last."""
    fresh = [row for row in verdicts if not _is_said(history, row)]
    if not fresh:
        return history
    rows = pd.DataFrame(fresh).assign(**{_DAY: date.today().isoformat()})[VERDICT_COLUMNS]
    return pd.concat([history, rows], ignore_index=True) if len(history) else rows


def earlier_verdicts(history: pd.DataFrame, verdicts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """What earlier builds said other than now: the history without the last word on a goal that says the same."""
    drop = [history.index[_of(history, row)][-1] for row in verdicts if _is_said(history, row)]
    return history.drop(index=drop).reset_index(drop=True)


def _of(history: pd.DataFrame, row: Mapping[str, Any]) -> pd.Series:
    return (history["plan"] == row["plan"]) & (history["doel"] == row["doel"])


def _is_said(history: pd.DataFrame, row: Mapping[str, Any]) -> bool:
    """Whether the last word on this goal was the same."""
    last = history[_of(history, row)].tail(1)
    if last.empty:
        return False
    compared = [name for name in VERDICT_COLUMNS if name != _DAY]
    before, after = last[compared].iloc[0], pd.Series(dict(row))[compared]
    return all((pd.isna(a) and pd.isna(b)) or a == b for a, b in zip(before, after, strict=True))
