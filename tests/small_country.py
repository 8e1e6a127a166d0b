"""A made-up country of three gemeenten, small enough to build in about a second.

It has every declaration of the project and the figures of three gemeenten and their wijken under other codes and
names. Counts of "Nederland" are scaled to the size of the three; its percentages are those of the real country.
So nothing here is true of any place: it is for tests of the machinery, never for a figure.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.local_folder import CHAPTER  # which comes by itself when there are local figures
from regiobeeld.manifest import BasisFile, Manifest, file_sha256, read_manifest, write_manifest
from regiobeeld.observations.embed import write_observations
from regiobeeld.recorded import record_all

PLACES = {"0141": ("9001", "Akkerveen"), "0153": ("9002", "Middelstad"), "0164": ("9003", "Zuiderzand")}
"""Digits of the real gemeente -> digits and name of the made-up one, in the same alphabetical order. None of them
changed since 2012."""
GEMEENTEN = tuple(f"GM{new}" for new, _ in PLACES.values())
REGION = "veenland"
CHAPTERS = ("in_het_kort", "bevolking", "verschillen", "herkomst")
"""Of the short report: a summary, text with figures, what is shown elsewhere too, and the sources."""
_COPIED = ("aanbod", "controle", "dialoog", "doelgroepen", "knelpunten", "kruising", "rapport", "toekomst")
_AREAS = {"pv": "PV90,Kleinland", "ggd": "GG9000,GGD Kleinland", "vr": "VR90,Kleinland"}
_AREAS |= {"corop": "CR90,Kleinland", "zk": "ZK90,Kleinland"}


def write_country(target: Path) -> Path:
    """Write a project with this country in `target`: sources, notebooks and the code as a link; returns it."""
    sources = target / "sources"
    for name in _COPIED:
        shutil.copytree(paths.SOURCES / name, sources / name)
    for file in paths.SOURCES.glob("*.toml"):
        if not file.name.endswith(".lock.toml"):
            shutil.copy(file, sources)
    (sources / "samenwerking").mkdir()
    shutil.copy(paths.SOURCES / "samenwerking" / "themas.toml", sources / "samenwerking")
    (sources / "regios").mkdir()
    text = f'naam = "Veenland"\ngemeenten = ["{GEMEENTEN[0]}", "{GEMEENTEN[1]}"]\n'
    (sources / "regios" / f"{REGION}.toml").write_text(text, encoding="utf-8")
    _expect_little(sources / "controle" / "verwachtingen.toml")
    _write_areas(sources / "indeling")
    _write_maps(sources / "kaart")
    _write_figures(sources / "basis")
    record_all(sources)
    shutil.copytree(paths.NOTEBOOKS, target / "notebooks")
    shutil.copy(paths.PROJECT / "requirements.lock", target)
    (target / "pipelines").symlink_to(paths.PROJECT / "pipelines")
    return target


def shorten_report(country: Path, target: Path, chapters: Sequence[str] = CHAPTERS) -> Path:
    """A copy of this country in `target`, with the same tables, in which a report has these chapters only.

    For tests of what happens around a report: it is made in a third of the time.
    """
    for name in ("sources", "notebooks"):
        shutil.copytree(country / name, target / name)
    for name in ("pipelines", "requirements.lock"):
        (target / name).symlink_to(country / name)
    texts = target / "sources" / "rapport"
    for file in texts.glob("*.toml"):
        if file.stem not in (*chapters, CHAPTER) and "[[blok]]" in file.read_text(encoding="utf-8"):
            file.unlink()
    (texts / "hoofdstukken.toml").write_text(f"volgorde = {json.dumps(chapters)}\n", encoding="utf-8")
    record_all(target / "sources")
    _shorten_notebook(target / "notebooks" / "regiobeeld.ipynb", chapters)
    shutil.copytree(country / "outputs" / "parquet", target / "outputs" / "parquet", copy_function=os.link)
    return target


def _shorten_notebook(path: Path, chapters: Sequence[str]) -> None:
    """Open, the chapters, and save."""
    notebook = nbformat.read(path, as_version=4)
    kept = {"parameters", "openen", "bewaren", *(code.replace("_", "-") for code in chapters)}
    notebook.cells = [cell for cell in notebook.cells if cell.id in kept]
    nbformat.write(notebook, path)


def _expect_little(path: Path) -> None:
    """The checks on how many areas there are, for a country of three gemeenten."""
    path.write_text(re.sub(r"minstens = \d+", "minstens = 1", path.read_text(encoding="utf-8")), encoding="utf-8")


def _rename(code: str) -> str | None:
    """The made-up code of a gemeente or wijk; None for one of another place."""
    new = PLACES.get(code[2:6])
    return f"{code[:2]}{new[0]}{code[6:]}" if new and code[:2] in ("GM", "WK") else None


def _write_areas(folder: Path) -> None:
    folder.mkdir()
    for name in ("gebieden.csv", "gebieden_2016.csv", "gebieden_2020.csv", "gemeenten.csv", "wijken.csv"):
        with (paths.SOURCES / "indeling" / name).open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            rows = [row for row in map(_made_up, reader) if row]
            _write_csv(folder / name, list(reader.fieldnames or []), rows)
    header = ["datum", "oud", "nieuw", "aandeel", "splitsing", "bron"]
    values = ("2010-01-01", "GM9099", GEMEENTEN[0], "1.0", "False", "verzonnen")  # long before the first figure
    _write_csv(folder / "herindelingen.csv", header, [dict(zip(header, values, strict=True))])


def _made_up(row: dict[str, str]) -> dict[str, str] | None:
    """A row of one of the lists of areas under the names of this country; None when it is of another place."""
    key = "gemeente_code" if "gemeente_code" in row else "code"
    new = _rename(row[key])
    if new is None:
        return None
    name = PLACES[row[key][2:6]][1]
    changed = row | {key: new}
    if "code" in row and row["code"].startswith("WK"):
        return changed | {"code": str(_rename(row["code"])), "naam": f"{name}, wijk {row['code'][-2:]}"}
    changed |= {"gemeente_naam": name} if "gemeente_naam" in row else {"naam": name}
    for level, text in _AREAS.items():
        if f"{level}_code" in row:
            code, label = text.split(",")
            changed |= {f"{level}_code": code, f"{level}_naam": label}
    return changed


def _write_csv(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_maps(folder: Path) -> None:
    folder.mkdir()
    for path in (paths.SOURCES / "kaart").glob("*.geojson"):
        document = json.loads(path.read_text(encoding="utf-8"))
        document["features"] = list(_features(document["features"]))
        (folder / path.name).write_text(json.dumps(document), encoding="utf-8")


def _features(features: list[dict[str, dict[str, str]]]) -> Iterator[dict[str, dict[str, str]]]:
    for feature in features:
        about = feature["properties"]
        codes = {key: _rename(str(value)) for key, value in about.items() if str(value)[:2] in ("GM", "WK")}
        if any(codes.values()):
            feature["properties"] = about | {key: str(code) for key, code in codes.items()}
            yield feature


def _write_figures(folder: Path) -> None:
    folder.mkdir()
    real = read_manifest(paths.BASIS)
    files = [path for path in sorted(paths.BASIS.glob("*.parquet")) if "-BU-" not in path.name]
    share, counts = _share_of_country(), _counts()
    written = []
    for path in files:
        place = pc.utf8_slice_codeunits(ds.field("gebied_code"), 2, 6)
        level = pc.utf8_slice_codeunits(ds.field("gebied_code"), 0, 2)
        ours = level.isin(["GM", "WK"]) & place.isin(list(PLACES))
        rows = ds.dataset(path).to_table(filter=ours | (ds.field("gebied_code") == "NL")).to_pandas()
        if rows.empty:
            continue
        national = rows["gebied_code"] == "NL"
        scaled = national & rows["indicator_code"].isin(counts)
        for column in ("waarde", "ondergrens", "bovengrens"):
            rows[column] = rows[column].where(~scaled, (rows[column] * share).round())
        rows["gebied_code"] = rows["gebied_code"].where(national, rows["gebied_code"].map(_rename))
        write_observations(rows, folder / path.name)
        file = folder / path.name
        written.append(BasisFile(file.name, len(rows), file.stat().st_size, file_sha256(file)))
    tables = tuple(dataclasses.replace(table) for table in real.tabellen)
    write_manifest(Manifest(tuple(written), tables), folder)


def _counts() -> set[str]:
    return {code for code, item in load_catalog().indicators.items() if item.aggregatie == "som"}


def _share_of_country() -> float:
    """The part of all people that lives in the three gemeenten, in the newest year with a count of both."""
    chosen = (ds.field("indicator_code") == "bevolking") & (ds.field("leeftijd") == "totaal")
    rows = ds.dataset(paths.BASIS / "bevolking.parquet").to_table(filter=chosen).to_pandas()
    rows = rows[rows["geslacht"] == "totaal"]
    rows = rows.assign(own=rows["gebied_code"].isin([f"GM{code}" for code in PLACES]), jaar=rows["periode_eind"])
    per = rows[rows["own"] | (rows["gebied_code"] == "NL")].drop_duplicates(["gebied_code", "jaar"])
    wide = pd.pivot_table(per, index="jaar", columns="own", values="waarde", aggfunc="sum").dropna()
    return float(wide[True].iloc[-1] / wide[False].iloc[-1])
