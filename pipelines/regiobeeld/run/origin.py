"""`make herkomst`: where a number of a made report, profile or comparison comes from."""

from __future__ import annotations

from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.errors import UsageError
from regiobeeld.run.portraits import PROFILES, about_comparison, about_profiles, about_wijk


def trace_number(
    regio: str, number: str, kind: str = "", wijk: str = "", met: str = "", outputs: Path | None = None
) -> str:
    """Every claim with this number, as text; of a wijk or a comparison when those are named, else of the report.

    Raises:
        UsageError: as `claims.trace.trace`; an unknown region, wijk or kind; or the page was not made yet.
        ContractError: the claims are damaged.
    """
    from regiobeeld.claims.trace import trace

    outputs = outputs or paths.OUTPUTS
    if kind not in ("", PROFILES):
        raise UsageError(f'onbekende soort "{kind}"', "SOORT", f"Kies {PROFILES}, of laat SOORT weg")
    if wijk:
        about, asked, made_with = about_wijk(wijk, regio), wijk, f'make wijkprofiel WIJK="{wijk}"'
    elif met:
        about, asked, made_with = (
            about_comparison(regio, met),
            regio,
            f"make vergelijking REGION={regio} MET={met}",
        )
    elif kind:
        about, asked, made_with = about_profiles(regio), regio, f"make profielen REGION={regio}"
    else:
        return trace(outputs / resolve_region(regio).slug, number, regio)
    page = about.page(outputs)
    if not page.exists():
        raise UsageError("deze bladzijde is nog niet gemaakt", paths.shorten(page), f"Maak haar met {made_with}")
    return trace(page.parent, number, asked)
