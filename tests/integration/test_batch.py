"""All regions of a kind in one go, for the made-up country of three gemeenten."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest

from project import hashes, run, start

SLUGS = ("akkerveen", "middelstad", "zuiderzand")
_RUN_FACTS = re.compile(
    r'"(?:start_time|end_time|gemaakt|duration|sha256|bytes)": [^\n]*|data_dir.*|"version": [^\n]*'
)


@pytest.fixture(scope="module")
def country(short_country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An own outputs folder with the tables of the made-up country; its reports are short."""
    folder = tmp_path_factory.mktemp("land")
    for part in ("sources", "pipelines", "notebooks", "requirements.lock"):
        (folder / part).symlink_to(short_country / part)
    (folder / "outputs").mkdir()
    (folder / "outputs" / "parquet").symlink_to(short_country / "outputs" / "parquet")
    return folder


@pytest.fixture(scope="module")
def batch(country: Path) -> str:
    done = run(country, "regiobeelden", "gemeente", "--kernen", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def without_run_facts(path: Path) -> str:
    return _RUN_FACTS.sub("", path.read_text(encoding="utf-8"))


def test_every_gemeente_has_its_report_and_the_cost_is_told(country: Path, batch: str) -> None:
    for slug in SLUGS:
        assert (country / "outputs" / slug / f"regiobeeld-{slug}.html").is_file()
    assert re.search(r"Klaar: 3 regiobeelden in .* van de processor\), hoogstens \d+ MB per werker\.", batch)
    assert re.search(r"\[1/3\] \w+ klaar in .* nog ongeveer", batch)


def without_claims(text: str) -> str:
    """A notebook without the numbers that its claims have in this process: the page gives them its own."""
    text = re.sub(r'(<data value=|data-c=)\\"[\d ]+\\"', r"\1", text)
    return re.sub(r'class=\\"genoteerd\\">.*?</script>', "", text)


def test_a_report_of_the_batch_is_the_one_made_alone(country: Path, batch: str, tmp_path: Path) -> None:
    alone = tmp_path / "uitvoer"
    alone.mkdir()
    (alone / "parquet").symlink_to(country / "outputs" / "parquet")
    made = run(country, "regiobeeld", "middelstad", "--figuren", "nee", REGIOBEELD_OUTPUTS=str(alone))
    assert made.returncode == 0, made.stderr
    one, many = alone / "middelstad", country / "outputs" / "middelstad"
    facts = {"run.json", "regiobeeld-middelstad.ipynb"}
    kept = [{name: sha for name, sha in hashes(folder).items() if name not in facts} for folder in (one, many)]
    assert kept[0] == kept[1] and len(kept[0]) > 20
    for name in facts:
        assert without_claims(without_run_facts(one / name)) == without_claims(without_run_facts(many / name))


def test_what_the_batch_made_is_up_to_date_when_it_is_asked_for_alone(country: Path, batch: str) -> None:
    stamp = country / "outputs" / "akkerveen" / "run.json"
    kept = stamp.read_bytes()
    done = run(country, "regiobeeld", "akkerveen", "--figuren", "nee")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Er is niets veranderd.")
    assert stamp.read_bytes() == kept


def test_the_page_that_lists_all_reports_has_those_of_the_batch(country: Path, batch: str) -> None:
    page = (country / "outputs" / "index.html").read_text(encoding="utf-8")
    assert all(f"{slug}/regiobeeld-{slug}.html" in page for slug in SLUGS)


def test_going_on_makes_only_what_is_not_there(country: Path, batch: str) -> None:
    """Before the tests that ask for something else: the journal is that of the last batch."""
    stamp = country / "outputs" / "zuiderzand" / "run.json"
    kept = (country / "outputs" / "akkerveen" / "run.json").stat().st_mtime_ns
    stamp.unlink()
    done = run(country, "regiobeelden", "gemeente", "--hervat", "ja")
    assert done.returncode == 0, done.stderr
    assert "1 regiobeelden maken (2 waren al klaar)" in done.stderr
    assert stamp.is_file()
    assert (country / "outputs" / "akkerveen" / "run.json").stat().st_mtime_ns == kept
    again = run(country, "regiobeelden", "gemeente", "--hervat", "ja")
    assert again.stdout == "Alle regiobeelden waren al klaar.\n"


def test_other_forms_are_made_of_reports_that_were_there(country: Path, batch: str) -> None:
    """Going on with another form makes only that form; an unknown one is refused before anything is made."""
    report = country / "outputs" / "akkerveen" / "regiobeeld-akkerveen.html"
    kept = report.stat().st_mtime_ns
    done = run(country, "regiobeelden", "gemeente", "--hervat", "ja", "--formaat", "excel")
    assert done.returncode == 0, done.stderr
    for slug in SLUGS:
        assert (country / "outputs" / slug / f"regiobeeld-{slug}.xlsx").is_file()
    assert report.stat().st_mtime_ns == kept
    refused = run(country, "regiobeelden", "gemeente", "--formaat", "xlxs")
    assert refused.returncode == 2 and "onbekend formaat" in refused.stderr


def test_a_region_that_fails_is_listed_and_the_others_are_made(country: Path, batch: str) -> None:
    """A folder of somebody else in the place of one report."""
    own = country / "outputs" / "middelstad"
    own.rename(country / "elders")
    own.mkdir()
    (own / "notities.docx").write_text("van mij", encoding="utf-8")
    done = run(country, "regiobeelden", "gemeente")
    assert done.returncode == 2
    assert "Niet gelukt: 1." in done.stdout
    assert re.search(r"Middelstad \(REGION=middelstad\): in deze map staan bestanden", done.stdout)
    journal = json.loads((country / "outputs" / "regiobeelden-gemeente.json").read_text(encoding="utf-8"))
    assert {task: found["code"] for task, found in journal["uitkomsten"].items()} == {
        "akkerveen": 0,
        "middelstad": 2,
        "zuiderzand": 0,
    }
    assert (own / "notities.docx").is_file()


def test_a_batch_that_is_killed_leaves_whole_reports_and_goes_on(
    country: Path, batch: str, tmp_path: Path
) -> None:
    outputs = tmp_path / "uitvoer"
    outputs.mkdir()
    (outputs / "parquet").symlink_to(country / "outputs" / "parquet")
    shutil.copytree(country / "outputs" / "zuiderzand", outputs / "zuiderzand")  # the killed one need not make all
    place = {"REGIOBEELD_OUTPUTS": str(outputs)}
    running = start(country, "regiobeelden", "gemeente", "--kernen", "1", **place)
    first = outputs / "akkerveen" / "run.json"
    until = time.monotonic() + 120
    while not first.is_file() and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    time.sleep(0.5)
    assert first.is_file()
    done = run(country, "regiobeelden", "gemeente", "--hervat", "ja", **place)
    assert done.returncode == 0, done.stderr
    assert all((outputs / slug / f"regiobeeld-{slug}.html").is_file() for slug in SLUGS)
    assert not [path for path in outputs.iterdir() if path.name.startswith(".bezig-")]
