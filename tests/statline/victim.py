"""A refresh in a process that may be killed: `victim.py <host> <folder>`, one refresh per line on standard input.

All that is slow (imports) happens once; each refresh runs in a fork, whose number is printed first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from regiobeeld.snapshots.plausible import Expectations
from regiobeeld.snapshots.refresh import Refresher
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.statline.http import Client, Patience
from statline.helpers import make_catalog, make_hosts


def refresh(host: str, folder: Path) -> int:
    with Client(Patience(attempts=2, read=5)) as client:
        refresher = Refresher(
            make_catalog(),
            SnapshotStore(folder / "snapshots"),
            client,
            Observer(),
            hosts=make_hosts(host),
            expectations=Expectations(),
        )
        return refresher.run().exit_code


if __name__ == "__main__":
    print("klaar", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(refresh(sys.argv[1], Path(sys.argv[2])))
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
