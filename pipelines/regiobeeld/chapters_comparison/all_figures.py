"""Alle cijfers: every figure of the region, per theme, against what the reader chooses.

The columns of every choice are in the table; the script of the page shows those of one choice at a time.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from regiobeeld.blocks.blocks import fold, klasse_label
from regiobeeld.blocks.common import code_of
from regiobeeld.blocks.course import tell_course
from regiobeeld.blocks.sentences import Zinnen
from regiobeeld.blocks.tables import Uitlijning, tabel_html
from regiobeeld.blocks.text import WOORDEN, hoofdletter
from regiobeeld.catalog.terms import THEMA_NAMEN
from regiobeeld.chapters_comparison.comparison_tables import age_of, in_words, why, with_labels
from regiobeeld.draw.style import KLASSEKLEUREN
from regiobeeld.judgement.benchmarks import PROVINCIE, VERGELIJKBAAR, compare_with_all
from regiobeeld.judgement.indicator_table import indicator_table
from regiobeeld.judgement.standardised import standardised
from regiobeeld.judgement.survey import is_told_by_survey
from regiobeeld.numbers import LEEG, bereik, getal, is_leeg, met_eenheid
from regiobeeld.outline.special_blocks import AlleCijfers
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.wording import check_wording

_LANDELIJK, _ZELFDE_LEEFTIJD = "Nederland", "Nederland, met evenveel ouderen"
_NO_DIFFERENCE = {"aantal", "ha", "klasse"}
"""Units in which an area and a larger one are not to be subtracted: how many there are, and names of classes."""
_KEY = ["indicator_code", "leeftijd", "jaar"]
Row = Mapping[Hashable, Any]
Cells = dict[str, str]


def all_figures(profile: Profile, block: AlleCijfers, zin: Zinnen) -> list[str]:
    """A key to the classes, and per theme a table of every figure of the region, sortable."""
    table = indicator_table(profile)
    # A figure per single year of age (costs, of the country only) is input for an expectation and no news.
    table = table[table["actueel"] & ~table["leeftijd"].str.isdecimal()]
    against = _benchmarks(profile)
    blocks = [_key_to_classes(zin("sleutel"))]
    for theme, name in THEMA_NAMEN.items():
        # What has been judged comes first; sort_values keeps the order by name within both parts.
        rows = table[table["thema"] == theme].sort_values("klasse", key=lambda c: c.isna(), kind="stable")
        if len(rows):
            facts = {"thema": name, "cijfers": len(rows)}
            content = _theme_table(profile, rows, against, zin("tabel", **facts), f"alles-{theme}")
            blocks.append(fold(zin("tonen", **facts), with_labels(content), is_open=theme in block.open))
    return blocks


def _theme_table(
    profile: Profile, rows: pd.DataFrame, against: dict[str, dict[Any, Cells]], caption: str, code: str
) -> str:
    """The figures of one theme; of each choice its columns, when it says something about one of them."""
    records = rows.to_dict("records")
    keys = [tuple(row[name] for name in _KEY) for row in records]
    national = [_against_national(profile, row) for row in records]
    chosen = {_LANDELIJK: national} if profile.code != NEDERLAND else {}
    for choice, known in against.items():
        if any(key in known for key in keys):
            empty = dict.fromkeys(next(iter(known.values())), LEEG)
            chosen[choice] = [known.get(key, empty) for key in keys]
    lines = []
    for number, row in enumerate(records):
        line = _first(profile, row)
        for cells in chosen.values():
            line |= cells[number]
        lines.append(line | _last(profile, row))
    sides: dict[str, Uitlijning] = {"Leeftijd": "links"}
    choices = {name: choice for choice, cells in chosen.items() for name in cells[0] if len(chosen) > 1}
    frame = pd.DataFrame(lines)
    return tabel_html(
        frame, caption, uitlijning=sides, sorteerbaar=True, code=code, keuzes=choices, adressen=_addresses(records)
    )


def _addresses(records: Sequence[Row]) -> list[str]:
    """Where a message leads to: the id of the row of every figure; of a figure that stands twice the first row."""
    codes = [address_of(str(row["indicator_code"]), str(row["leeftijd"])) for row in records]
    return [code if code not in codes[:place] else "" for place, code in enumerate(codes)]


def address_of(indicator: str, leeftijd: str) -> str:
    """The id of the row of a figure in the tables of all figures."""
    return code_of("cijfer", indicator, leeftijd)


def _first(profile: Profile, row: Row) -> Cells:
    info = profile.indicators[row["indicator_code"]]
    return {
        "Onderwerp": info.naam,
        "Leeftijd": age_of(row["leeftijd"]),
        "Jaar": str(row["jaar"]),
        "Cijfer": met_eenheid(row["waarde"], info.eenheid, info.decimalen),
        "95%-interval": bereik(row["ondergrens"], row["bovengrens"], info.decimalen),
    }


def _last(profile: Profile, row: Row) -> Cells:
    info = profile.indicators[row["indicator_code"]]
    return {
        "Verwacht": _expected(info, row),
        "Trend": tell_course(info, {**row, "richting": row["trend"], "code": row["code_trend"]}),
        "Soort": WOORDEN.in_short[row["soort"]],
    }


def _against_national(profile: Profile, row: Row) -> Cells:
    info = profile.indicators[row["indicator_code"]]
    return {
        "Nederland": met_eenheid(row["nl"], info.eenheid, info.decimalen),
        "Verschil met Nederland": _difference(info, row["waarde"], row["nl"]),
        "Vergeleken met de rest van Nederland": _verdict(row),
    }


def _benchmarks(profile: Profile) -> dict[str, dict[Any, Cells]]:
    """Name of a choice -> (indicator, age group, year) -> its cells."""
    compared = compare_with_all(profile)
    found: dict[str, dict[Any, Cells]] = {}
    for code in (PROVINCIE, VERGELIJKBAAR):
        rows = compared[(compared["vergelijking"] == code) & compared["referentie"].notna()]
        for row in rows.to_dict("records"):
            name, info = str(row["naam"]), profile.indicators[row["indicator_code"]]
            found.setdefault(hoofdletter(name), {})[tuple(row[key] for key in _KEY)] = {
                hoofdletter(name): met_eenheid(row["referentie"], info.eenheid, info.decimalen),
                f"Verschil met {name}": _difference(info, row["waarde"], row["referentie"]),
                f"Vergeleken met {name}": _verdict(row),
            }
    corrected = _corrected(profile)
    return found | ({_ZELFDE_LEEFTIJD: corrected} if corrected else {})


def _corrected(profile: Profile) -> dict[Any, Cells]:
    """The figures on the ages of Nederland; their difference is not tested."""
    if profile.code == NEDERLAND:
        return {}
    table = standardised(profile)
    own = table[~is_told_by_survey(table) & table["gecorrigeerd"].notna() & (table["gebied_code"] == profile.code)]
    return {tuple(row[key] for key in _KEY): _corrected_cells(profile, row) for row in own.to_dict("records")}


def _corrected_cells(profile: Profile, row: Row) -> Cells:
    info = profile.indicators[row["indicator_code"]]
    return {
        "Gecorrigeerd voor leeftijd": met_eenheid(row["gecorrigeerd"], info.eenheid, info.decimalen),
        "95%-interval na correctie": bereik(row["ondergrens"], row["bovengrens"], info.decimalen),
        "Nederland (zelfde leeftijden)": met_eenheid(row["nl"], info.eenheid, info.decimalen),
        "Verschil na correctie": _difference(info, row["gecorrigeerd"], row["nl"]),
    }


def _difference(info: IndicatorInfo, value: Any, reference: Any) -> str:
    """The difference in the unit of the figure (of a percentage: percentage points)."""
    if info.eenheid in _NO_DIFFERENCE or is_leeg(value) or is_leeg(reference):
        return LEEG
    return getal(value - reference, info.decimalen, teken=True)


def _verdict(row: Row) -> str:
    return in_words(row["klasse"], row["overleeft"]) if isinstance(row["klasse"], str) else why(row["code"])


def _expected(info: IndicatorInfo, row: Row) -> str:
    """ "17,7% (15,3–20,0)": expectation and band; or why there is none."""
    if is_leeg(row["verwacht"]):
        return why(row["code_verwacht"])
    value = met_eenheid(row["verwacht"], info.eenheid, info.decimalen)
    return f"{value} ({bereik(row['verwacht_laag'], row['verwacht_hoog'], info.decimalen)})"


def _key_to_classes(note: str) -> str:
    """The words of the classes as labels, in order, and what the reservation means: a key to the tables."""
    labels = " ".join(klasse_label(word) for word in KLASSEKLEUREN)
    return f'<p class="bijschrift">Kleuren: {labels} {check_wording(note)}</p>'
