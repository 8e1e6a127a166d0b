"""The made reports in a real browser: `make browsertest`. Chromium of the system; nothing is fetched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).parents[2]
OUTPUTS = ROOT / "outputs"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
"""A desk and a phone."""


def made_reports() -> list[Path]:
    """The smallest and the largest report in outputs; one is made when there is none."""
    found = sorted(OUTPUTS.glob("*/regiobeeld-*.html"), key=lambda path: path.stat().st_size)
    if not found:
        subprocess.run([sys.executable, "-m", "regiobeeld", "regiobeeld", "--", "twente"], cwd=ROOT, check=True)
        return made_reports()
    return list(dict.fromkeys([found[0], found[-1]]))


def other_pages() -> list[Path]:
    """Pages of another kind that are in outputs."""
    kinds = ("*", "doelgroepen*/*", "samenwerking/*", "profielen/*/*", "wijkprofiel/*/*", "vergelijking/*/*")
    return sorted(page for kind in kinds for page in OUTPUTS.glob(f"{kind}.html"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted: dict[str, Callable[[], list[Path]]] = {
        "report": made_reports,
        "any_page": lambda: [*made_reports(), *other_pages()],
        "other_page": other_pages,
    }
    for name, paths in wanted.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, paths(), ids=lambda path: path.stem)


@pytest.fixture(scope="session")
def overview() -> Path:
    """The list of what was made; a report that is made writes it."""
    assert made_reports()
    return OUTPUTS / "index.html"


@pytest.fixture(scope="session")
def doelgroepen() -> Path:
    """The page of doelgroepen; made when it is not there."""
    page = OUTPUTS / "doelgroepen" / "doelgroepen.html"
    if not page.exists():
        subprocess.run([sys.executable, "-m", "regiobeeld", "doelgroepen"], cwd=ROOT, check=True)
    return page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


class Seen:
    """A page with what went wrong in it: messages of the console, and requests that left the file."""

    def __init__(self, page: Page) -> None:
        self.page, self.messages, self.requests = page, [], []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.route("**/*", self._watch)

    def _watch(self, route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def open(self, path: Path, part: str = "") -> Page:
        self.page.goto(path.as_uri() + (f"#{part}" if part else ""))
        return self.page


@pytest.fixture(params=[WIDE, NARROW], ids=["breed", "smal"])
def seen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Seen]:
    context = browser.new_context(viewport=request.param, accept_downloads=True)
    context.set_default_timeout(20_000)
    yield Seen(context.new_page())
    context.close()


@pytest.fixture
def wide(browser: Browser) -> Iterator[Seen]:
    context = browser.new_context(viewport=WIDE, accept_downloads=True)
    context.set_default_timeout(20_000)
    yield Seen(context.new_page())
    context.close()
