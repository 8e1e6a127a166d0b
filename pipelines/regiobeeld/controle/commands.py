"""`make controle`: recompute the finished report of one region and say what differs."""

from __future__ import annotations

from pathlib import Path

from regiobeeld import paths
from regiobeeld.claims.verify import verify
from regiobeeld.controle.basis import open_basis
from regiobeeld.controle.check import DIFFERENT, Checker, Outcome
from regiobeeld.controle.claims import recompute_claims
from regiobeeld.controle.page import read_page
from regiobeeld.controle.rules import load_rules
from regiobeeld.controle.show import describe, write_table
from regiobeeld.documents import parse_json
from regiobeeld.errors import UsageError

HAS_CLAIMS = 'id="getallen"'
"""What a page has that keeps the claims of its numbers; one made by hand has none."""
MOST = 20
"""More faults than this are not printed."""
FETCHED = "snapshots.lock.toml"
FETCHED_NOTE = (
    "Let op: er zijn opgehaalde cijfers in gebruik. De controle rekent alleen met de ingebouwde cijfers."
)


def control_report(slug: str, asked: str, outputs: Path | None = None, sources: Path | None = None) -> int:
    """Check `outputs/<slug>/`, print a table and write `controle.csv`; exit code 4 when something differs.

    Args:
        slug: folder of the region.
        asked: what the user typed, to say how the report is made.
        outputs, sources: other places than those of the project, for tests.

    Raises:
        UsageError: there is no report of this region.
    """
    folder = (outputs or paths.OUTPUTS) / slug
    report, stamp = folder / f"regiobeeld-{slug}.html", folder / "run.json"
    if not report.exists() or not stamp.exists():
        raise UsageError(
            "er is nog geen regiobeeld om na te rekenen", report, f"Maak het met make regiobeeld REGION={asked}"
        )
    made = parse_json(stamp.read_text(encoding="utf-8"))
    region = made["regio"]
    outcomes = control_page(report, region["naam"], made["gemeenten"], sources, region.get("code", ""))
    write_table(outcomes, folder / "controle.csv")
    print(describe(outcomes, region["naam"]))
    if ((sources or paths.SOURCES) / FETCHED).exists():
        print(FETCHED_NOTE)
    wrong = check_claims(folder, report.name, made["gemeenten"], sources or paths.SOURCES)
    return 4 if wrong or any(outcome.uitkomst == DIFFERENT for outcome in outcomes) else 0


def check_claims(folder: Path, page: str, gemeenten: list[str], sources: Path) -> bool:
    """Whether anything is wrong with the claims of a report; says what, and how many were recomputed how."""
    if HAS_CLAIMS not in (folder / page).read_text(encoding="utf-8"):
        return False
    found = recompute_claims(folder, folder.parent / "parquet", gemeenten)
    lines = [*verify(folder, page, sources), *found.verschillen]
    print("\n".join(["", str(found), *(f"- {line}" for line in lines[:MOST])]))
    return bool(lines)


def control_page(
    report: Path, name: str, gemeenten: list[str], sources: Path | None = None, code: str = ""
) -> list[Outcome]:
    """Every number of one page beside what the embedded figures give; `code` is that of the region."""
    folder = sources or paths.SOURCES
    rules = load_rules(folder / "controle" / "zinnen")
    return Checker(open_basis(folder, name, gemeenten, code), rules).check(read_page(report))
