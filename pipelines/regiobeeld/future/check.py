"""`make aanbod-controle`: read everything an analyst may add for the future, and say what there is."""

from __future__ import annotations

from pathlib import Path

from regiobeeld import paths
from regiobeeld.future.supply_declared import FOLDER as SUPPLY
from regiobeeld.future.supply_declared import load_supply
from regiobeeld.future.supply_read import read_staff, whole_numbers
from regiobeeld.projection.age_table import read_age_table
from regiobeeld.projection.ages import OLDEST
from regiobeeld.projection.declared import FOLDER, load_demand, load_projection


def check_supply(sources: Path = paths.SOURCES) -> list[str]:
    """Lines that say what was found: the files of who works in care and the tables by age.

    Raises:
        ContractError, SourceUnreachableError: the first thing that does not fit, with file, row and column.
    """
    rules, demand, supply = load_projection(sources), load_demand(sources), load_supply(sources)
    tables = [(sources / FOLDER / item.bestand, 100.0) for item in demand.ziekte if item.bestand] + [
        *((sources / FOLDER / law.bestand, None) for law in demand.uitgaven if law.bestand),
        *((sources / SUPPLY / item.gewicht_bestand, None) for item in supply.beroep if item.gewicht_bestand),
    ]
    for path, most in tables:
        read_age_table(path, OLDEST + 1, most)
    staff = read_staff(supply, rules.basisjaar, sources, everything=True)
    lines = [f"  {path.name}: goed" for path, _ in tables]
    for name in dict.fromkeys(row.cell.file for row in staff):
        rows = [row for row in staff if row.cell.file == name]
        example = any(row.is_example for row in rows)
        used = supply.voorbeeld_meerekenen or not example
        note = f" (voorbeeld; telt {'mee' if used else 'niet mee'})" if example else ""
        fte = f"{sum(row.fte for row in rows):.1f}".replace(".", ",")
        count = len({row.beroep for row in rows})
        lines.append(f"  {name}: {count} {'beroep' if count == 1 else 'beroepen'}, {fte} fte{note}")
    remark = whole_numbers([row for row in staff if not row.is_example])
    empty = [item.naam for item in demand.ziekte if not item.bestand]
    lines += [f"  Let op: {remark}"] if remark else []
    lines += [f"  Nog zonder bestand: {', '.join(empty)}"] if empty else []
    lines += ["  Nog zonder landelijk aandeel werkenden in de zorg (zorgvraag.toml)"] * (
        demand.zorgwerk.aandeel_percentage is None
    )
    real = sum(1 for _ in {row.cell.file for row in staff if not row.is_example})
    return [*lines, f"Goed: {real} {'bestand' if real == 1 else 'bestanden'} met fte in {sources.name}/{SUPPLY}"]
