"""A report of some chapters with its claims, without drawings, and ways to change one thing in it."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld.claims.page import Piece, read_page
from regiobeeld.claims.verify import CHANGED, verify
from regiobeeld.controle.claims import recompute_claims
from regiobeeld.errors import ContractError
from regiobeeld.report.claims import finish_page
from regiobeeld.report.report import Rapport, save_data
from undrawn import page_of

REGION, PAGE = "twente", "pagina.html"
CHAPTERS = ("bevolking", "leefstijl", "gezondheid")
WORDS = {
    "hoger": "lager",
    "lager": "hoger",
    "ongunstiger": "gunstiger",
    "gunstiger": "ongunstiger",
    "steeg": "daalde",
    "groeide": "kromp",
    "daarboven": "daaronder",
    "meer": "minder",
}
YEAR = re.compile(r"(?<=[ >(,])20[12]\d(?=[ <),;:.])")
DIGIT = re.compile(r"\d")


def make_report(tables: Path, folder: Path) -> Path:
    """`folder/twente` with a page, its claims and data, and `folder/parquet` with the rows of that region."""
    report, target = Rapport(REGION, tables, met_herkomst=True), folder / REGION
    html = page_of(report, CHAPTERS)
    save_data(report.profile, target / "data")
    page = finish_page(html, target, tables, {report.profile.code: report.profile.naam})
    (target / PAGE).write_text(page, encoding="utf-8")
    _copy_rows(tables, folder / "parquet", {*report.profile.parts, report.profile.code, "NL"})
    return folder


def _copy_rows(tables: Path, target: Path, areas: set[str]) -> None:
    target.mkdir()
    for name in ("waarneming", "waarneming_wijk"):
        rows = pd.read_parquet(tables / f"{name}.parquet")
        inside = rows["gebied_code"].isin(areas) | rows["gebied_code"].str[2:6].isin({a[2:] for a in areas})
        rows[inside].to_parquet(target / f"{name}.parquet", index=False)
    for name in ("wijkkoppeling_wijk", "indicator"):
        shutil.copy(tables / f"{name}.parquet", target)


def faults(folder: Path, changed: str = "") -> list[str]:
    """What the audit, the consistency and the control say of a report; of the part that was changed, if given."""
    try:
        read = [] if changed.startswith("parquet") else verify(folder / REGION, PAGE)
        enough = changed.endswith((".html", ".json")) and read
        return read if enough else [*read, *recompute_claims(folder / REGION, folder / "parquet", []).verschillen]
    except ContractError as error:
        return [str(error)]


def by_content(found: list[str]) -> list[str]:
    """Those that point at the number or sentence itself, not only at the digest of its chapter."""
    return [line for line in found if CHANGED not in line]


@dataclass(frozen=True)
class Mutation:
    """One change: what kind, where, and the file with its new content."""

    kind: str
    what: str
    file: str
    change: Callable[[Path], None]


def replace_in(text: str, start: int, end: int, new: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text[:start] + new + text[end:], encoding="utf-8") and None


def mutations(folder: Path, count: int = 200, seed: int = 7) -> list[Mutation]:
    """Single changes, shared out over the kinds, the same at every run."""
    chance = random.Random(seed)
    html = (folder / REGION / PAGE).read_text(encoding="utf-8")
    claims = json.loads((folder / REGION / "claims.json").read_text(encoding="utf-8"))
    makers = (_digit, _digit, _year, _word, _area, _parquet, _parquet, _denominator, _claim, _claim)
    return [makers[number % len(makers)](folder, html, claims, chance) for number in range(count)]


def _visible(html: str, pattern: re.Pattern[str], chance: random.Random) -> re.Match[str]:
    """A match in what a reader sees: outside tags, scripts and drawings."""
    hidden = [match.span() for match in re.finditer(r"<script.*?</script>|<[^>]*>", html, re.DOTALL)]
    end = hidden[-1][1]
    while True:
        match = pattern.search(html, chance.randrange(end))
        if match and not any(begin <= match.start() < stop for begin, stop in hidden):
            return match


def _digit(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    match = _visible(html, DIGIT, chance)
    new = str((int(match[0]) + chance.randrange(1, 10)) % 10)
    return _page("cijfer in de pagina", html, match, new)


def _year(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    match = _visible(html, YEAR, chance)
    return _page("jaar in de pagina", html, match, str(int(match[0]) + chance.choice((-1, 1))))


def _word(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    match = _visible(html, re.compile(rf"\b(?:{'|'.join(WORDS)})\b"), chance)
    return _page("werkwoord of richting", html, match, WORDS[match[0]])


def _area(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    names = ["Almelo", "Borne", "Enschede", "Losser", "Tubbergen", "Wierden", "Nederland"]
    match = _visible(html, re.compile(rf"\b(?:{'|'.join(names)})\b"), chance)
    return _page("gebied in de pagina", html, match, chance.choice([name for name in names if name != match[0]]))


def _page(kind: str, html: str, match: re.Match[str], new: str) -> Mutation:
    around = re.sub(r"<[^>]*>", "", html[match.start() - 60 : match.end() + 40])
    return Mutation(
        kind, f"{match[0]} -> {new} in {around}", f"{REGION}/{PAGE}", replace_in(html, *match.span(), new)
    )


def _parquet(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    """A value of the national tables that the report shows."""
    columns = {name: [values[i] for i in places] for name, (values, places) in claims["invoer"].items()}
    number = chance.choice([i for i, place in enumerate(claims["getallen"]["invoer"]) if place >= 0])
    place, field = claims["getallen"]["invoer"][number], claims["getallen"]["veld"][number]
    row = {name: column[place] for name, column in columns.items()}
    table = "waarneming_wijk" if row["gebied_code"].startswith("WK") else "waarneming"

    def change(path: Path) -> None:
        frame = pd.read_parquet(path)
        same = pd.Series(True, index=frame.index)
        for name in ("indicator_code", "leeftijd", "geslacht", "uitsplitsing", "periode_start", "tabel_code"):
            same &= frame[name].astype(str) == str(row[name])
        same &= (frame["gebied_code"] == row["gebied_code"]) | (frame[field] == row[field]) & (
            table != "waarneming"
        )
        frame.loc[same, field] = frame.loc[same, field] + 1
        frame.to_parquet(path, index=False)

    return Mutation(
        "waarde in Parquet", f"{row['indicator_code']} {row['gebied_code']}", f"parquet/{table}.parquet", change
    )


def _denominator(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    changed = json.loads(json.dumps(claims))
    entry = chance.choice(changed["functies"])
    entry[2] = f"alle inwoners van {chance.choice(('Nederland', 'de provincie', 'de wijk'))}"
    return _claims("noemer", entry[0], changed)


def _claim(folder: Path, html: str, claims: dict, chance: random.Random) -> Mutation:
    changed = json.loads(json.dumps(claims))
    numbers = changed["getallen"]
    number = chance.randrange(len(numbers["waarde"]))
    kind = chance.choice(("waarde", "getoond", "gebied", "jaar"))
    if kind == "waarde":
        numbers["waarde"][number] = numbers["waarde"][number] + 1
    elif kind == "getoond":
        numbers["getoond"][number] = numbers["getoond"][number] + "1"
    else:
        values, places = changed["invoer"]["gebied_code" if kind == "gebied" else "periode_start"]
        row = chance.randrange(len(places))
        places[row] = (places[row] + 1) % len(values)
    return _claims(f"{kind} in claims.json", str(number), changed)


def _claims(kind: str, what: str, changed: dict) -> Mutation:
    text = json.dumps(changed, ensure_ascii=False)
    return Mutation(
        kind, what, f"{REGION}/claims.json", lambda path: path.write_text(text, encoding="utf-8") and None
    )


def try_mutation(folder: Path, mutation: Mutation) -> list[str]:
    """The faults that are found with this change; afterwards all is as it was."""
    path = folder / mutation.file
    before = path.read_bytes()
    try:
        mutation.change(path)
        return faults(folder, mutation.file)
    finally:
        path.write_bytes(before)


def sentences(folder: Path) -> list[Piece]:
    return read_page((folder / REGION / PAGE).read_text(encoding="utf-8")).stukken
