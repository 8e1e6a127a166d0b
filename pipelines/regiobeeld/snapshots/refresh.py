"""Bring the living sources up to date: ask what changed, fetch only that, check it, and only then use it.

Whatever goes wrong with one table leaves that table as it was, and is said.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from regiobeeld.catalog.models import Catalog, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import RegiobeeldError, SourceUnreachableError, UsageError
from regiobeeld.snapshots.download import Arrival, Intake
from regiobeeld.snapshots.own_files import FileAbsent
from regiobeeld.snapshots.plausible import Expectations, Finding, check_observations, read_expectations
from regiobeeld.snapshots.refresh_failures import Refused, keep_refused
from regiobeeld.snapshots.store import Snapshot, SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.statline.body import place_of
from regiobeeld.statline.http import Client
from regiobeeld.statline.odata3 import Odata3Table
from regiobeeld.statline.odata4 import Odata4Table
from regiobeeld.statline.paging import Progress
from regiobeeld.statline.remote_table import RemoteTable
from regiobeeld.statline.services import ServicePlace, service_hosts

LOG = logging.getLogger("regiobeeld")
State = Literal["nieuw", "vernieuwd", "ongewijzigd", "afwezig", "afgekeurd", "onbereikbaar", "fout"]
IN_VAIN = ("afgekeurd", "onbereikbaar", "fout")


@dataclass(frozen=True)
class Outcome:
    """What came of one table. `snapshot` is what is in use now: None means the embedded basis."""

    bron: str
    tabel: str
    stand: State
    melding: str
    snapshot: Snapshot | None = None
    bevindingen: tuple[Finding, ...] = ()
    te_herstellen: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One Dutch line, and one below it for everything that needs attention."""
        lines = [f"{self.bron} {self.tabel}: {self.melding}"]
        lines += [f"  {finding.ernst}: {finding.indicator}: {finding.tekst}" for finding in self.bevindingen]
        return "\n".join([*lines, *(f"  herstel: {line}" for line in self.te_herstellen)])


@dataclass(frozen=True)
class Refresh:
    """What came of all tables."""

    uitkomsten: tuple[Outcome, ...]
    gevraagd: bool = False

    @property
    def exit_code(self) -> int:
        """0 when all is well, 4 when a table was refused, 3 when a service stayed away.

        Being offline is no failure (the figures in use stay in use), unless one source was asked for by name. A
        file that is not in the folder (`afwezig`) is one only when no file of a source asked for by name is there.
        """
        states = {outcome.stand for outcome in self.uitkomsten}
        if states & {"afgekeurd", "fout"}:
            return 4
        if states == {"afwezig"} and self.gevraagd:
            return 3
        offline = states == {"onbereikbaar"} and not self.gevraagd
        return 3 if "onbereikbaar" in states and not offline else 0

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Source and table of everything that was asked for."""
        return [(outcome.bron, outcome.tabel) for outcome in self.uitkomsten]

    def refused(self, day: datetime.date) -> list[Refused]:
        """What was asked for in vain on this day."""
        return [
            Refused(o.bron, o.tabel, day.isoformat(), o.stand, o.snapshot.opgehaald[:10] if o.snapshot else "")
            for o in self.uitkomsten
            if o.stand in IN_VAIN
        ]

    @property
    def is_changed(self) -> bool:
        return any(outcome.stand in {"nieuw", "vernieuwd"} for outcome in self.uitkomsten)


@dataclass
class Refresher:
    """Everything a refresh needs; a test replaces the client, the hosts and the clock."""

    catalog: Catalog
    store: SnapshotStore
    client: Client
    observer: Observer
    bronmap: Path | None = None
    hosts: Mapping[ServicePlace, str] = field(default_factory=service_hosts)
    expectations: Expectations = field(default_factory=read_expectations)
    progress: Callable[[str], Progress | None] = lambda label: None
    now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
    _silent: set[str] = field(default_factory=set)

    def run(self, only: str = "") -> Refresh:
        """Refresh all living tables, or those of one source or table (`only`).

        Without a folder of the analyst (`bronmap`) the tables that come as a file are left alone.

        Raises:
            UsageError: `only` names no living source, or files while no folder was given.
        """
        wanted = [(s, t) for s in self.catalog.sources for t in s.tabel if t.dienst and _is_asked(s, t, only)]
        if self.bronmap is None and wanted:
            asked, wanted = wanted, [(s, t) for s, t in wanted if not _is_file(t)]
            if only and not wanted:
                pattern = next(t.dienst.bestand for _, t in asked if t.dienst)
                mend = f"Zet het bestand ({pattern}) in een map en geef make bronnen BRON={only} BRONMAP=<map>"
                raise UsageError("deze bron komt uit een bestand dat u zelf ophaalt", only, mend)
        if only and not wanted:
            known = sorted({s.bron.code for s in self.catalog.sources if any(t.dienst for t in s.tabel)})
            raise UsageError(f"er is geen levende bron {only}", "BRON", f"Kies uit: {', '.join(known) or 'geen'}")
        with self.store.alone():
            result = Refresh(tuple(self._refresh(source, tabel) for source, tabel in wanted), gevraagd=bool(only))
            keep_refused(self.store.folder, result.asked, result.refused(self.now().date()))
        return result

    def _refresh(self, source: Source, tabel: Tabel) -> Outcome:
        """One table; an error becomes an outcome, and the old version stays."""
        old = self.store.find(source.bron.code, tabel.code)
        try:
            outcome = self._bring_in(source, tabel, old)
        except FileAbsent as error:
            told = f"{error} {_in_use(old)}" if old else str(error)
            outcome = Outcome(source.bron.code, tabel.code, "afwezig", told, old)
        except SourceUnreachableError as error:
            outcome = Outcome(source.bron.code, tabel.code, "onbereikbaar", f"{error} {_in_use(old)}", old)
        except RegiobeeldError as error:
            outcome = Outcome(source.bron.code, tabel.code, "fout", f"{error} {_in_use(old)}", old)
        LOG.info("%s", outcome)
        return outcome

    def _bring_in(self, source: Source, tabel: Tabel, old: Snapshot | None) -> Outcome:
        stamp = self.now().replace(microsecond=0, tzinfo=None).isoformat()
        intake = Intake(self.store, self.observer, self.client, stamp, self.bronmap)
        arrival = self._arrive(intake, source, tabel, old)
        if arrival is None:
            told = f"ongewijzigd sinds {old.gewijzigd[:10]}" if old else "ongewijzigd"
            return Outcome(source.bron.code, tabel.code, "ongewijzigd", told, old)
        # With another declaration other rows are to be expected: then there is nothing to compare with.
        comparable = old is not None and old.declaratie == arrival.snapshot.declaratie
        before = self.observer.read(self.store, old) if old and comparable else None
        findings = check_observations(arrival.observations, before, self.catalog, self.expectations)
        red = any(finding.ernst == "rood" for finding in findings)
        if red:
            told = f"de nieuwe cijfers zijn niet aannemelijk en worden niet gebruikt. {_in_use(old)}"
            return _outcome(arrival, "afgekeurd", told, old, findings)
        snapshot = intake.keep(arrival, old)
        state: State = "vernieuwd" if old else "nieuw"
        told = f"{state}: {snapshot.rijen} rijen, gewijzigd bij de bron op {snapshot.gewijzigd[:10]}"
        return _outcome(arrival, state, told, snapshot, findings)

    def _arrive(self, intake: Intake, source: Source, tabel: Tabel, old: Snapshot | None) -> Arrival | None:
        """The new version of a table; None when the one in use is still right."""
        if _is_file(tabel):
            return intake.take_file(source, tabel, old)
        remote = make_remote(tabel, self.hosts)
        if not intake.needs_fetch(old, remote, self._ask_modified(remote)):
            return intake.reread(source, tabel, old)
        return intake.fetch(source, tabel, remote, self.progress(f"{source.bron.code} {tabel.code}"))

    def _ask_modified(self, remote: RemoteTable) -> str:
        """When the table changed; a host that did not answer before is not asked again in this run."""
        host = place_of(remote.host)
        if host in self._silent:
            raise SourceUnreachableError("de dienst antwoordde zojuist ook niet", host)
        try:
            return remote.ask_modified(self.client)
        except SourceUnreachableError:
            self._silent.add(host)
            raise


def make_remote(tabel: Tabel, hosts: Mapping[ServicePlace, str]) -> RemoteTable:
    """The table at its service."""
    dienst = tabel.dienst
    if dienst is None or dienst.soort == "bestand":
        raise UsageError("deze tabel komt niet van een dienst", tabel.code)
    kind = Odata3Table if dienst.soort == "odata3" else Odata4Table
    return kind(hosts[dienst.soort, dienst.eigenaar], dienst.tabel or tabel.code, dienst)


def _is_asked(source: Source, tabel: Tabel, only: str) -> bool:
    return only in {"", source.bron.code, tabel.code}


def _is_file(tabel: Tabel) -> bool:
    return tabel.dienst is not None and tabel.dienst.soort == "bestand"


def _in_use(old: Snapshot | None) -> str:
    """What is used instead."""
    if old is None:
        return "De ingebouwde cijfers blijven in gebruik."
    return f"De cijfers die op {old.opgehaald[:10]} zijn opgehaald, blijven in gebruik."


def _outcome(
    arrival: Arrival, state: State, told: str, snapshot: Snapshot | None, findings: Sequence[Finding]
) -> Outcome:
    place = arrival.snapshot
    return Outcome(place.bron, place.tabel, state, told, snapshot, tuple(findings), arrival.te_herstellen)
