"""Tasks shared out over copies of this process: each starts warm, with all that was loaded, and ends clean."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import psutil

from regiobeeld.errors import RegiobeeldError
from regiobeeld.run.outcome import BUG, Outcome
from regiobeeld.run.trouble import explain

MEMORY_MB = 2000
"""What one copy may hold by default."""
_LOOK = 0.5

Work = Callable[[str], object]


def run_in_copies(tasks: Sequence[str], work: Work, copies: int, memory_mb: int = MEMORY_MB) -> Iterator[Outcome]:
    """Do the work for every task, `copies` at a time; the outcomes as they come.

    A copy is a fork of this process: nothing is imported or read twice, and what one task leaves behind no other
    ever sees. One that holds more than `memory_mb` of its own, or is killed by somebody else, is one failed task.
    (A limit of the system would not do: a thread of Arrow that gets no memory waits for ever.)
    """
    waiting = list(reversed(tasks))
    busy: dict[Any, _Running] = {}
    gc.collect()
    gc.freeze()  # what is loaded stays shared: the collector of a copy does not touch it
    try:
        while waiting or busy:
            while waiting and len(busy) < copies:
                running = _Running.start(waiting.pop(), work)
                busy[running.process.sentinel] = running
            for sentinel in wait(list(busy), timeout=_LOOK):
                yield busy.pop(sentinel).finish()
            for running in busy.values():
                running.guard(memory_mb)
    finally:
        for running in busy.values():
            running.process.kill()
            running.process.join()
        gc.unfreeze()


@dataclass
class _Running:
    task: str
    process: BaseProcess
    answer: Connection
    begun: float
    too_large: str = ""

    @classmethod
    def start(cls, task: str, work: Work) -> _Running:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_work_alone, args=(task, work, theirs))
        process.start()
        theirs.close()
        return cls(task, process, ours, time.perf_counter())

    def guard(self, memory_mb: int) -> None:
        """End it when it holds more of its own than it may; what it shares with this process stands there once."""
        with suppress(psutil.NoSuchProcess):
            held = own_memory(psutil.Process(self.process.pid)) // 10**6
            if held > memory_mb:
                self.too_large = f"er is meer dan {memory_mb} MB geheugen nodig. Geef meer met GEHEUGEN=<MB>."
                self.process.kill()

    def finish(self) -> Outcome:
        self.process.join()
        seconds = time.perf_counter() - self.begun
        try:
            answer: dict[str, Any] = self.answer.recv()
        except EOFError:  # it was ended before it could say anything
            number = -(self.process.exitcode or 0)
            name = signal.Signals(number).name if number > 0 else f"code {-number}"
            killed = f"het proces is gestopt ({name}): vaak is er te weinig geheugen."
            answer = {"oorzaak": self.too_large or killed, "code": 3}
        return Outcome(self.task, seconden=seconds, **answer)


def own_memory(process: psutil.Process) -> int:
    """Bytes that a process holds alone; where the system tells that to an administrator only (macOS), with what it
    shares."""
    try:
        return int(process.memory_full_info().uss)
    except psutil.AccessDenied:
        return int(process.memory_info().rss)


def _work_alone(task: str, work: Work, answer: Connection) -> None:
    """In the copy: Ctrl-C is for the parent, which ends its copies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    said = attempt(task, work)
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer.send(said | {"processor": used.ru_utime + used.ru_stime, "geheugen": used.ru_maxrss * 1024 // 10**6})


def attempt(task: str, work: Work) -> dict[str, Any]:
    """Do the work; what went wrong as one sentence with its exit code."""
    try:
        work(task)
    except RegiobeeldError as error:
        return {"oorzaak": str(error), "code": error.exit_code}
    except MemoryError:
        return {"oorzaak": "er is te weinig geheugen.", "code": 3}
    except OSError as error:
        try:
            known = explain(error)
        except OSError:
            return {"oorzaak": f"fout in het programma: {error!r}", "code": BUG}
        return {"oorzaak": str(known), "code": known.exit_code}
    except Exception as error:
        return {"oorzaak": f"fout in het programma: {error!r}", "code": BUG}
    return {}
