"""`make basis BRON=x`: take one source up in the embedded figures, from what the analyst brings."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.indeling import read_lists
from regiobeeld.areas.known_areas import load_known_areas
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.errors import ContractError, UsageError
from regiobeeld.manifest import FILE_NAME, BasisFile, Manifest, verify_basis, write_manifest
from regiobeeld.observations.area_names import name_lookup
from regiobeeld.publish import replaced_folder
from regiobeeld.recorded import record_files, verify_sources
from regiobeeld.snapshots.basis import compile_source, write_source
from regiobeeld.snapshots.plausible import Finding, check_observations, read_expectations

LOG = logging.getLogger("regiobeeld")


def compile_one(
    code: str, bronmap: Path, sources: Path = paths.SOURCES, catalog: Catalog | None = None
) -> Manifest:
    """Compile the source `code` from `bronmap` into sources/basis; returns the new manifest.

    Raises:
        UsageError: there is no such source, or none of its tables has a file.
        SourceUnreachableError: a declared file is not in the folder.
        ContractError: a file is not as declared or not believable, or the basis is damaged.
    """
    started = time.perf_counter()
    catalog = catalog or load_catalog(sources)
    source = _find(code, catalog)
    expectations = read_expectations(sources / "controle" / "verwachtingen.toml")
    basis = sources / "basis"
    verify_sources(sources)
    before = verify_basis(basis)
    names, known = name_lookup(read_lists(sources)), load_known_areas(sources)
    compiled = compile_source(source, bronmap, names, expectations.totaal, known)
    _refuse_red(check_observations(compiled.frame, None, catalog, expectations), code)
    with replaced_folder(basis) as folder:
        kept = [file for file in before.bestanden if not _belongs(file, code)]
        for file in kept:
            os.link(basis / file.naam, folder / file.naam)
        files = sorted([*kept, *write_source(compiled, folder)], key=lambda file: file.naam)
        tables = [*(t for t in before.tabellen if t.bron != code), *compiled.tables]
        ordered = sorted(tables, key=lambda table: table.bron)
        manifest = replace(before, bestanden=tuple(files), tabellen=tuple(ordered))
        write_manifest(manifest, folder)
    record_files(sources, [basis / FILE_NAME])
    LOG.info("basis: %s %d cijfers, %.1f s", code, len(compiled.frame), time.perf_counter() - started)
    return manifest


def _find(code: str, catalog: Catalog) -> Source:
    embedded = {source.bron.code: source for source in catalog.sources if any(t.pad for t in source.tabel)}
    if code not in embedded:
        mend = f"Kies uit: {', '.join(embedded)}, of schrijf sources/<bron>.toml met 'pad' en 'vorm' bij de tabel"
        raise UsageError(f'er is geen bron "{code[:60]}" die uit een bestand wordt opgenomen', "BRON", mend)
    return embedded[code]


def _belongs(file: BasisFile, code: str) -> bool:
    """Whether a file of the basis holds this source: whole, or per level and year."""
    return re.fullmatch(rf"{re.escape(code)}(-[A-Z]{{2}}-[0-9]{{4}})?\.parquet", file.naam) is not None


def _refuse_red(findings: Sequence[Finding], code: str) -> None:
    red = [f"{finding.indicator}: {finding.tekst}" for finding in findings if finding.ernst == "rood"]
    if red:
        mend = "Controleer de kolom, 'factor', 'bereik' en 'niveau' van deze indicator"
        raise ContractError(f"de cijfers zijn niet aannemelijk: {'; '.join(red[:3])}", code, mend)
    for finding in findings:
        LOG.warning("  %s: %s: %s", finding.ernst, finding.indicator, finding.tekst)
