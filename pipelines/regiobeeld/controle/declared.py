"""What the declarations say of indicators, SES-index, lifestyle and doelgroepen, as plain tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regiobeeld.documents import parse_toml

Row = tuple[Any, ...]
Table = tuple[str, list[Row]]
TRAITS = ("eerste", "tweede")
PROOF = ("grootste_rms", "kleinste_dekking")
RESIDENTS = (
    "grootste_daling",
    "grootste_groei",
    "vanaf_verschil",
    "vanaf_groei",
    "grootste_verschil_met_gemeente",
    "wijziging",
    "ongewijzigd",
)


def declared_tables(sources: Path) -> list[Table]:
    """(columns of the table, its rows) for everything the SQL needs to know from `sources/**/*.toml`."""
    crossing, groups = sources / "kruising", sorted((sources / "doelgroepen").glob("*.toml"))
    lifestyle, piling = _read(crossing / "leefstijl.toml"), _read(crossing / "stapeling.toml")
    links = _read(crossing / "wijkkoppeling.toml")
    return [
        (
            "indicator (code varchar, naam varchar, gezegde varchar, eenheid varchar, richting varchar, "
            "aggregatie varchar, gewicht varchar, soort varchar)",
            [row for path in sorted(sources.glob("*.toml")) for row in _indicators(_read(path))],
        ),
        (
            "breuk (indicator varchar, leeftijd varchar, jaar int)",
            [row for path in sorted(sources.glob("*.toml")) for row in _breaks(_read(path))],
        ),
        (
            "ses_deel (code varchar, teken int)",
            [(part["code"], part["teken"]) for part in _read(crossing / "ses_index.toml").get("component", [])],
        ),
        (
            "rooster (code varchar)",
            [
                (code,)
                for block in _read(sources / "rapport" / "verschillen.toml").get("blok", [])
                if block["soort"] == "rooster"
                for code in block["indicatoren"]
            ],
        ),
        (
            "samen (doelgroep varchar, nr int, zin varchar, code varchar, leeftijd varchar, omgekeerd boolean)",
            [row for path in groups for row in _persons(path.stem, _read(path))],
        ),
        ("koppel_hand (gemeente varchar, oud varchar, nieuw varchar)", list(_mended(links))),
        ("koppel_grens (rms double, dekking double)", _limits(links, "reproductie", PROOF)),
        (
            "inwoners_grens (daling double, groei double, vanaf_daling double, vanaf_groei double, "
            "verschil double, wijziging varchar, ongewijzigd double)",
            _limits(links, "inwoners", RESIDENTS),
        ),
        ("leefstijl (code varchar)", [(code,) for code in lifestyle.get("indicatoren", [])]),
        (
            "leefstijl_grens (deel double, minimum int)",
            [(lifestyle["slechtste_deel"], lifestyle["minimum"])] if lifestyle else [],
        ),
        (
            "achterstand (code varchar, leeftijd varchar)",
            [(item["code"], item.get("leeftijd", "18+")) for item in piling.get("achterstand", [])],
        ),
        (
            "stapeling_grens (deel double, veel int)",
            [(piling["slechtste_deel"], piling["veel"])] if piling else [],
        ),
        (
            "doelgroep (code varchar, naam varchar, wie varchar, niveau varchar, leeftijd varchar, "
            "geteld varchar, deel double)",
            [_group(path.stem, _read(path), lifestyle) for path in groups],
        ),
        (
            "kenmerk (doelgroep varchar, nr int, zin varchar, toen varchar, code varchar, "
            "leeftijd varchar, minimum int, richting varchar)",
            [row for path in groups for row in _traits(path.stem, _read(path), lifestyle)],
        ),
    ]


def _indicators(document: dict[str, Any]) -> Iterator[Row]:
    for own in document.get("indicator", []):
        row = document.get("standaard", {}) | own
        yield (
            row["code"],
            row["naam"],
            "|".join(str(row[key]) for key in row if key.startswith("gezegde")),
            row.get("eenheid", ""),
            row.get("richting", "neutraal"),
            row.get("aggregatie", "niet"),
            row.get("gewicht", ""),
            row.get("soort", document.get("bron", {}).get("soort", "")),
        )


def _breaks(document: dict[str, Any]) -> Iterator[Row]:
    """Years in which a series starts anew; an empty age group: for all of them."""
    for own in document.get("indicator", []):
        row = document.get("standaard", {}) | own
        for item in row.get("breuken", []):
            for age in item.get("leeftijden") or [""]:
                yield (row["code"], age, item["jaar"])


def _group(code: str, group: dict[str, Any], lifestyle: dict[str, Any]) -> Row:
    age = group["leeftijd"]
    by_lifestyle = any(group.get(name, {}).get("leefstijl") for name in TRAITS)
    return (
        code,
        group["naam"],
        group["wie"],
        group.get("niveau", "WK"),
        age,
        group.get("telling", age),
        lifestyle["slechtste_deel"] if by_lifestyle else group.get("deel", 0.2),
    )


def _traits(group: str, declared: dict[str, Any], lifestyle: dict[str, Any]) -> Iterator[Row]:
    for number, name in enumerate(TRAITS, start=1):
        if name not in declared:
            continue
        trait = declared[name]
        if trait.get("leefstijl"):
            trait = trait | {"indicatoren": lifestyle["indicatoren"], "minimum": lifestyle["minimum"]}
        past = trait.get("zin_toen", trait["zin"])
        codes = ["ses_index"] if trait.get("ses") else trait["indicatoren"]
        for code in codes:
            age = "totaal" if trait.get("ses") else trait.get("leeftijd", declared["leeftijd"])
            yield (
                group,
                number,
                trait["zin"],
                past,
                code,
                age,
                trait.get("minimum", 1),
                trait.get("richting", ""),
            )


def _persons(group: str, declared: dict[str, Any]) -> Iterator[Row]:
    for number, trait in enumerate(declared.get("samen", []), start=1):
        yield (group, number, trait["zin"], trait["code"], trait["leeftijd"], trait.get("omgekeerd", False))


def _mended(links: dict[str, Any]) -> Iterator[Row]:
    """Wijken whose code of an older year was declared by hand."""
    for item in links.get("hersteld", []):
        for pair in item["wijken"]:
            yield (item["gemeente_code"], pair["oud"], pair["nieuw"])


def _limits(links: dict[str, Any], part: str, keys: tuple[str, ...]) -> list[Row]:
    return [tuple(links[part][key] for key in keys)] if links else []


def _read(path: Path) -> dict[str, Any]:
    return parse_toml(path.read_text(encoding="utf-8")) if path.exists() else {}
