"""Claims beside each other: one quantity has one figure, a share is its part, a verb agrees with its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pandas as pd

from regiobeeld import paths
from regiobeeld.claims.page import CELL
from regiobeeld.documents import parse_toml

DIVISIONS = "controle/verdelingen.toml"
_ROUNDING = 0.05
"""The parts are laid together before rounding."""

KEY = [
    "indicator_code",
    "gebied_code",
    "periode_start",
    "geslacht",
    "leeftijd",
    "uitsplitsing",
    "tabel_code",
    "veld",
]
_NUMBER = r"[+\u2212]?\d+(?:\.\d{3})*(?:,\d+)?"
# "In X rookte 17,3% ...; in Nederland 16,7%" says nothing of more or less; these do.
_DIFFERENCE = re.compile(
    rf"(?P<eigen>{_NUMBER})%[^.;]*?, (?P<verschil>{_NUMBER}) procentpunt (?P<woord>hoger|lager) dan in Nederland "
    rf"\((?P<ander>{_NUMBER})%\)"
)
_FROM_TO = re.compile(
    rf"\b(?P<woord>steeg|stijgt|groeide|groeit|daalde|daalt|kromp|krimpt) (?:[\w ]+ )?van (?P<van>{_NUMBER})%?"
    rf"(?: in \d{{4}})? naar (?P<naar>{_NUMBER})%?"
)
_EXPECTED = re.compile(
    rf"\((?P<laag>{_NUMBER})–(?P<hoog>{_NUMBER})%?\); het cijfer (?:ligt|lag) daar(?P<woord>boven|onder)"
)
_INTERVAL = re.compile(
    rf"(?P<waarde>{_NUMBER})%[^%(;]*\(95%-interval (?P<laag>{_NUMBER})[–-](?P<hoog>{_NUMBER})\)"
)
_COUNT = re.compile(
    r"\b(?P<deel>\d[\d.]*) van de (?P<geheel>\d[\d.]*) (?:gemeenten|wijken|cijfers|doelgroepen|thema)"
)
_BESIDE = re.compile(
    rf"(?P<eigen>{_NUMBER})%, Nederland (?P<ander>{_NUMBER})%, (?:veel |iets )?(?P<woord>hoger|lager)\b"
    rf"|\b(?P<meer>meer|minder) [^.;:()]*dan in Nederland \((?P<eigen2>{_NUMBER})% tegen (?P<ander2>{_NUMBER})%"
)
_NOT_MORE = re.compile(
    rf"niet meer dan in Nederland \([^)]*?: (?P<eigen>{_NUMBER})%, Nederland (?P<ander>{_NUMBER})%\)"
)
_LATER = re.compile(
    rf"straks (?P<woord>meer|minder) [^.;()]*?: (?P<van>{_NUMBER}) in \d{{4}}, "
    rf"naar verwachting (?P<naar>{_NUMBER})"
)
_OUTSIDE = re.compile(
    rf"(?P<eigen>{_NUMBER})% van de [^;]*; in Nederland {_NUMBER}%\. Naar leeftijd, SES en stedelijkheid \w+ "
    rf"{_NUMBER}% te verwachten \((?P<laag>{_NUMBER})–(?P<hoog>{_NUMBER})%\); "
    rf"(?:het cijfer (?:ligt|lag) daar(?P<woord>boven|onder)|(?P<past>daar past))"
)
_BETWEEN = re.compile(
    rf"(?<![\d.,])(?!(?:19|20)\d\d\b(?![.,]\d))(?P<waarde>{_NUMBER})%? "
    rf"\(tussen (?P<laag>{_NUMBER}) en (?P<hoog>{_NUMBER})%?[);]"
)
_CORRECTED = re.compile(
    rf"(?P<eerst>{_NUMBER})[^.;]*[.;] Na correctie (?:blijven|blijft) er (?P<over>{_NUMBER}) over"
)
_ESTIMATED = re.compile(r"\b[Nn]aar schatting\b|\brekenmodel\b")
_NOISE = 2.0
"""Below this many points a difference between estimates of a model is noise (METHODEN 0)."""
_UP = {"meer", "hoger", "steeg", "stijgt", "groeide", "groeit", "boven"}


def find_contradictions(claims: pd.DataFrame) -> list[str]:
    """Everything in a ledger that contradicts something else in it; one line each.

    Args:
        claims: `Ledger.frame()`.
    """
    sentences = claims.loc[claims["zin"] != "", ["hoofdstuk", "figuur", "zin"]].drop_duplicates()
    return [
        *_two_values(claims),
        *_own_numbers(claims),
        *_divisions(claims),
        *(
            f"{row.hoofdstuk} / {row.figuur}: {said}"
            for row in sentences.itertuples()
            for said in contradictions_in(str(row.zin))
        ),
    ]


def _two_values(claims: pd.DataFrame) -> Iterator[str]:
    """The same quantity, area, period and population has one value."""
    known = claims[claims["indicator_code"].notna()]
    spread = known.groupby(KEY, dropna=False)["waarde"].agg(["min", "max"])
    for key, row in spread[(spread["max"] - spread["min"]).abs() > 1e-6].iterrows():
        yield f"{key}: verwacht een waarde, gevonden {row['min']:.6g} en {row['max']:.6g}"


def _own_numbers(claims: pd.DataFrame) -> Iterator[str]:
    """A claim is the value of its observation; a counted share is its count out of its whole."""
    known = claims[claims["indicator_code"].notna()]
    for name, column in {"waarde": "waarde_bron", "ondergrens": "ondergrens", "bovengrens": "bovengrens"}.items():
        own = known[known["veld"] == name]
        wrong = (own["waarde"] - own[column].astype(float)).abs() > 1e-6
        for number, row in own[wrong].iterrows():
            yield f"getal {number}: verwacht {row[column]} ({row['indicator_code']}), gevonden {row['waarde']:.6g}"
    share = known[known["teller"].notna() & known["noemer"].notna() & (known["noemer"].astype(float) > 0)]
    share = share[(share["veld"] == "waarde") & (share["eenheid"] == "%")]
    counted = 100 * share["teller"].astype(float) / share["noemer"].astype(float)
    for number in share.index[(share["waarde"] - counted).abs() > 0.051]:
        found = share["waarde"][number]
        yield f"getal {number}: teller gedeeld door noemer is {counted[number]:.6g}, gevonden {found:.6g}"


def _divisions(claims: pd.DataFrame) -> Iterator[str]:
    """The parts of one whole add up to it (`sources/controle/verdelingen.toml`); a row may lack a part."""
    cells = claims[claims["soort_tekst"] == CELL]
    for figure, total in load_divisions():
        rows = (
            cells[cells["figuur"].str.contains(figure)].groupby(["figuur", "rij"])["waarde"].agg(["sum", "count"])
        )
        full = rows.groupby("figuur")["count"].transform("max")
        wrong = (rows["sum"] > total + _ROUNDING) | ((rows["sum"] < total - _ROUNDING) & (rows["count"] == full))
        for found in rows[wrong].reset_index().itertuples():
            yield f"{found.figuur} / {found.rij}: verwacht samen {total}, gevonden {found[3]:.6g}"


@lru_cache(maxsize=4)
def load_divisions(sources: Path = paths.SOURCES) -> tuple[tuple[str, float], ...]:
    """Figures of which every row divides a whole, with that whole."""
    entries = parse_toml((sources / DIVISIONS).read_text(encoding="utf-8")).get("verdeling", [])
    return tuple((str(entry["figuur"]), float(entry["totaal"])) for entry in entries)


def contradictions_in(text: str) -> list[str]:
    """What is wrong inside one sentence: its verb against its numbers, a bound, a part larger than its whole."""
    found = []
    for match in _DIFFERENCE.finditer(text):
        own, gap, other = (_value(match[name]) for name in ("eigen", "verschil", "ander"))
        if (own > other) != (match["woord"] in _UP) or abs(abs(own - other) - gap) > 0.101:
            found.append(f'verwacht {_told(own, other)}, gevonden "{match[0][-60:]}"')
    for match in _FROM_TO.finditer(text):
        first, last = _value(match["van"]), _value(match["naar"])
        if first != last and (last > first) != (match["woord"] in _UP):
            found.append(f'verwacht {_told(last, first)}, gevonden "{match[0]}"')
    found += [*_beside(text), *_outside(text), *_said_too_much(text)]
    for match in (*_INTERVAL.finditer(text), *_BETWEEN.finditer(text)):
        low, value, high = (_value(match[name]) for name in ("laag", "waarde", "hoog"))
        if not low - 0.051 <= value <= high + 0.051:
            found.append(f'verwacht een getal binnen het interval, gevonden "{match[0]}"')
    found += [
        f'verwacht een ondergrens onder de bovengrens, gevonden "{match[0]}"'
        for match in _EXPECTED.finditer(text)
        if _value(match["laag"]) > _value(match["hoog"])
    ]
    found += [
        f'verwacht een deel dat kleiner is dan het geheel, gevonden "{match[0]}"'
        for match in _COUNT.finditer(text)
        if _value(match["deel"]) > _value(match["geheel"])
    ]
    return found


def _beside(text: str) -> Iterator[str]:
    """A word of more or less against the two numbers beside it."""
    pairs = [
        *(
            (m["woord"] or m["meer"], m["eigen"] or m["eigen2"], m["ander"] or m["ander2"], m[0])
            for m in _BESIDE.finditer(text)
        ),
        *((m["woord"], m["naar"], m["van"], m[0]) for m in _LATER.finditer(text)),
    ]
    for word, one, other, said in pairs:
        if _value(one) != _value(other) and (_value(one) > _value(other)) != (word in _UP):
            yield f'verwacht {_told(_value(one), _value(other))}, gevonden "{said[-70:]}"'
    for match in _NOT_MORE.finditer(text):
        if _value(match["eigen"]) > _value(match["ander"]):
            yield f'verwacht hoogstens {match["ander"]}%, gevonden "{match[0]}"'


def _said_too_much(text: str) -> Iterator[str]:
    """A correction that takes nothing away, and a difference within the noise of a model."""
    for match in _CORRECTED.finditer(text):
        if _value(match["over"]) >= _value(match["eerst"]):
            yield f'verwacht minder dan {match["eerst"]} na correctie, gevonden "{match[0]}"'
    for match in _DIFFERENCE.finditer(text) if _ESTIMATED.search(text) else ():
        if _value(match["verschil"]) < _NOISE:
            yield f'verwacht bij een schatting {_NOISE:g} punten of meer, gevonden "{match[0][-60:]}"'


def _outside(text: str) -> Iterator[str]:
    """A figure that is said to lie above, below or inside the band that was to be expected."""
    for match in _OUTSIDE.finditer(text):
        own, low, high = (_value(match[name]) for name in ("eigen", "laag", "hoog"))
        says = match["woord"] or "binnen"
        right = {"boven": own >= high, "onder": own <= low, "binnen": low <= own <= high}
        if not right[says]:
            yield f"verwacht een cijfer {says} {match['laag']}–{match['hoog']}%, gevonden {match['eigen']}%"


def _value(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".").replace("\u2212", "-").replace("+", ""))


def _told(one: float, other: float) -> str:
    return "gelijk" if one == other else "hoger of stijgend" if one > other else "lager of dalend"
