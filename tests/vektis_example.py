"""Files in the two layouts of the Vektis open data. All figures are made up: round numbers to add up by hand."""

from __future__ import annotations

from pathlib import Path

HEADER_2015 = [
    "GESLACHT", "LEEFTIJDSKLASSE", "GEMEENTENAAM", "AANTAL_BSN", "AANTAL_VERZEKERDEJAREN",
    "KOSTEN_MEDISCH_SPECIALISTISCHE_ZORG", "KOSTEN_HUISARTS_INSCHRIJFTARIEF", "KOSTEN_HUISARTS_CONSULT",
    "KOSTEN_SPECIALISTISCHE_GGZ", "KOSTEN_GENERALISTISCHE_BASIS_GGZ",
]  # fmt: skip
HEADER_2023 = [
    "geslacht", "leeftijdsklasse", "gemeentenaam", "aantal_bsn", "aantal_verzekerdejaren",
    "kosten_medisch_specialistische_z", "kosten_paramedische_zorg_fysioth", "kosten_paramedische_zorg_overig",
    "kosten_consulten_ggz", "kosten_kraamzorg", "kosten_verloskundige_zorg", "kosten_integrale_geboortezorg",
]  # fmt: skip

ROWS_2015 = [
    # sex, age, gemeente, persons, insured years, specialist care, GP enrolment, GP consults, two kinds of ggz
    ("M", " 0 t/m  4 jaar", "ALMELO", 110, 100.0, 50000.0, 6000.0, 4000.0, 0.0, 1000.0),
    ("V", "60 t/m 64 jaar", "ALMELO", 320, 300.0, 450000.0, 18000.0, 12000.0, 3000.0, 0.0),
    ("M", "65 t/m 69 jaar", "ALMELO", 105, 100.0, 300000.0, 10000.0, 10000.0, 0.0, 0.0),
    ("V", "90+", "ALMELO", 120, 100.0, 500000.0, 12000.0, 8000.0, 0.0, 0.0),
    ("M", "35 t/m 39 jaar", "SÚDWEST-FRYSLÂN", 60, 50.0, 60000.0, 3000.0, 2000.0, 500.0, 500.0),
    ("V", "90+", "SÚDWEST-FRYSLÂN", 12, 9.5, 40000.0, 900.0, 1100.0, 0.0, 0.0),
    ("", "", "", 40, 30.5, 100000.0, 2000.0, 1000.0, 0.0, 0.0),
]
ROWS_2023 = [
    # sex, age, gemeente, persons, insured years, specialist care, physio, other, ggz, maternity, midwife, integral
    ("M", "20 t/m 24 jaar", "ENSCHEDE", 220, 200.0, 100000.0, 8000.0, 2000.0, 5000.0, 0.0, 0.0, 0.0),
    ("V", "70 t/m 74 jaar", "ENSCHEDE", 110, 100.0, 200000.0, 15000.0, 5000.0, 1000.0, 0.0, 0.0, 0.0),
    ("V", "25 t/m 29 jaar", "ALMELO", 60, 50.0, 50000.0, 2000.0, 500.0, 2500.0, 20000.0, 8000.0, 2000.0),
    ("V", "70 t/m 74 jaar", "ALMELO", 310, 300.0, 900000.0, 30000.0, 9000.0, 0.0, 0.0, 0.0, 0.0),
    ("", "", "", 5, 4.0, 1000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
]


def write_2015(path: Path) -> Path:
    """ISO-8859-1, header in capitals, full names."""
    return _write(path, HEADER_2015, ROWS_2015, "iso-8859-1")


def write_2023(path: Path, replaced: tuple[str, str] = ("", "")) -> Path:
    """UTF-8, header in lower case and cut at 32 characters; optionally with a piece of text replaced."""
    return _write(path, HEADER_2023, ROWS_2023, "utf-8", replaced)


def _write(
    path: Path,
    header: list[str],
    rows: list[tuple[str | float, ...]],
    encoding: str,
    replaced: tuple[str, str] = ("", ""),
) -> Path:
    lines = [";".join(header), *(";".join(map(str, row)) for row in rows)]
    text = "\n".join(lines) + "\n"
    path.write_text(text.replace(*replaced) if replaced[0] else text, encoding=encoding)
    return path
