"""Care use now: what was counted, what the ages alone would give, and what gemeenten like these show."""

from __future__ import annotations

import pandas as pd

from regiobeeld.draw.charts.halter import halter
from regiobeeld.future.declared import load_demand
from regiobeeld.numbers import LEEG, getal, met_eenheid, opsomming, round_half_up
from regiobeeld.profile.care_use import UseNow, use_now
from regiobeeld.profile.model import NEDERLAND, IndicatorInfo, Profile
from regiobeeld.profile.select import figure
from regiobeeld.report.blocks import alinea, bijschrift, lijst
from regiobeeld.report.chapter import Blok
from regiobeeld.report.chapters.common import code_of, is_own, none_of, of_all, table_beside_nl
from regiobeeld.report.figure import Figuur
from regiobeeld.report.tables import tabel_html
from regiobeeld.report.text import bronregel, in_gebied

_SIDES = ("alleen op leeftijd", "geteld")
_STEPS = {-1.0: "lager", 0.0: "past erbij", 1.0: "hoger"}
NEAR = "Gemiddelde afstand over de weg en aantal praktijken binnen drie kilometer"


def use_blocks(profile: Profile) -> list[Blok | None]:
    """The figures of use, the figure beside ages, the table beside comparable gemeenten, and what is missing."""
    found, near = use_now(profile), set(load_demand().nabij)
    rows = found.table[~found.table["indicator_code"].isin(near)]
    if rows.empty:
        return [
            alinea(f"Voor {profile.naam} zijn geen cijfers over zorggebruik ingelezen."),
            _missing(found),
        ]
    codes = [str(code) for code in dict.fromkeys(rows["indicator_code"])]
    if profile.code == NEDERLAND:
        return [table_beside_nl(profile, codes, "Zorggebruik nu") or None, _missing(found)]
    by_age = [code for code in codes if len(rows_with_age(rows, code))]
    return [
        *(alinea(text) for code in by_age if (text := age_words(profile, rows_with_age(rows, code)))),
        *(beside_age(profile, rows_with_age(rows, code)) for code in by_age),
        *expected_tables(profile, rows, "Zorggebruik nu, en wat bij deze inwoners te verwachten was"),
        bijschrift(_explain(found, rows)),
        _missing(found),
    ]


def near_tables(profile: Profile) -> list[str]:
    """Distances and numbers of practices beside what such an area has elsewhere; Nederland stands alone."""
    declared = load_demand().nabij
    rows = use_now(profile).table
    rows = rows[rows["indicator_code"].isin(declared)]
    if profile.code == NEDERLAND or rows.empty:
        return [table] if (table := table_beside_nl(profile, declared, NEAR)) else []
    return expected_tables(profile, rows, f"{NEAR}, en wat bij deze inwoners te verwachten was")


def rows_with_age(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of one figure that have an expectation from ages alone."""
    return rows[(rows["indicator_code"] == code) & rows["leeftijd"].notna()]


def age_words(profile: Profile, rows: pd.DataFrame) -> str:
    """Counted and expected from ages, of the region."""
    own = rows[rows["gebied_code"] == profile.code]
    if own.empty:
        return ""
    row, info = own.iloc[0], profile.indicators[str(own["indicator_code"].iloc[0])]
    counted, expected = (_cell(info, row[name]) for name in ("waarde", "leeftijd"))
    gap = 100 * (row["waarde"] / row["leeftijd"] - 1)
    side = "meer" if gap > 0 else "minder"
    compared = "ongeveer evenveel als" if abs(gap) < 0.5 else f"{getal(abs(gap))}% {side} dan"
    return (
        f"{info.naam} {in_gebied(profile.naam)}, {row['jaar']}: {counted}. Alleen de leeftijd van de inwoners zou "
        f"{expected} geven (eigen berekening). Geteld is dus {compared} dat. Gebruik is niet hetzelfde als wat "
        "mensen nodig hebben."
    )


def beside_age(profile: Profile, rows: pd.DataFrame) -> Figuur | None:
    """Counted beside expected from ages, a row per gemeente."""
    parts = rows[rows["gebied_code"].isin(profile.parts) | (rows["gebied_code"] == profile.code)]
    if len(parts) < 2:
        return None
    info, jaar = profile.indicators[str(parts["indicator_code"].iloc[0])], int(parts["jaar"].iloc[0])
    drawn = pd.DataFrame(
        {
            "naam": [profile.name(code) for code in parts["gebied_code"]],
            "van": parts["leeftijd"].to_numpy(float),
            "naar": parts["waarde"].to_numpy(float),
            "nadruk": is_own(profile, parts["gebied_code"]).to_numpy() | (parts["gebied_code"] == profile.code),
        }
    ).sort_values("naar", ascending=False, ignore_index=True)
    members = drawn if profile.is_single else drawn[drawn["naam"] != profile.naam]
    above = sum(
        round_half_up(counted, info.decimalen) > round_half_up(expected, info.decimalen)
        for counted, expected in members[["naar", "van"]].to_numpy(float)
    )
    titel = (
        f"{_bare(info.naam)}: in {_how_many(profile, above, len(members))} was het in {jaar} meer dan alleen de "
        "leeftijd van de inwoners zou geven"
    )
    names = {"naam": "Naam", "van": "Alleen op leeftijd", "naar": "Geteld"}
    return Figuur(
        code=code_of("gebruik-en-leeftijd", info.code),
        titel=titel,
        ondertitel=f"{info.naam}, {jaar}; open stip: wat alleen de leeftijd van de inwoners zou geven (eigen "
        "berekening)",
        alt=". ".join(
            f"{row.naam}: {getal(row.naar, info.decimalen)}, op leeftijd {getal(row.van, info.decimalen)}"
            for row in drawn.itertuples()
        )
        + ".",
        bron=f"{bronregel(profile, info.code, jaar)}; verwachting: eigen berekening",
        teken=lambda formaat: halter(drawn, _SIDES, info.eenheid, info.decimalen, formaat),
        tabel=drawn[list(names)].rename(columns=names),
        decimalen=info.decimalen,
        gebieden=len(members),
    )


def _how_many(profile: Profile, count: int, total: int) -> str:
    return of_all(profile, count, total) if count else none_of(profile, total)


def expected_tables(profile: Profile, rows: pd.DataFrame, caption: str) -> list[str]:
    """The region beside age and comparable gemeenten; a figure of gemeenten only gets a table of its own."""
    whole = rows[rows["gebied_code"] == profile.code]
    parts = rows[~rows["indicator_code"].isin(whole["indicator_code"])]
    tables = [_table(profile, whole, caption, "Onderwerp")] if len(whole) else []
    for code, own in parts.groupby("indicator_code", sort=False):
        info, jaar = profile.indicators[str(code)], int(own["jaar"].iloc[0])
        tables.append(
            _table(profile, own, f"{info.naam} per gemeente, {jaar}: nu, en wat te verwachten was", "Naam")
        )
    return tables


def _table(profile: Profile, rows: pd.DataFrame, caption: str, first: str) -> str:
    """One line per figure; columns that are empty all the way are left out."""
    table = pd.DataFrame([_line(profile, row, first) for _, row in rows.iterrows()])
    empty = [name for name in table.columns[1:] if (table[name] == LEEG).all()]
    return tabel_html(table.drop(columns=empty), caption, sorteerbaar=True)


def _line(profile: Profile, row: pd.Series, first: str) -> dict[str, str]:
    info, jaar = profile.indicators[row["indicator_code"]], int(row["jaar"])
    national = figure(profile, info.code, NEDERLAND, jaar=jaar)
    band = LEEG
    if pd.notna(row["verwacht"]):
        low, high = (getal(row[name], info.decimalen) for name in ("ondergrens", "bovengrens"))
        band = f"{_cell(info, row['verwacht'])} ({low}–{high})"
    return {
        first: info.naam if first == "Onderwerp" else profile.name(row["gebied_code"]),
        "Jaar": str(jaar) if first == "Onderwerp" else LEEG,
        "Hier": _cell(info, row["waarde"]),
        "Nederland": _cell(info, national.waarde if national else None),
        "Alleen op leeftijd": _cell(info, row["leeftijd"]),
        "Zulke gemeenten (band)": band,
        "Vergeleken": LEEG if pd.isna(row["stap"]) else _STEPS[float(row["stap"])],
    }


def _cell(info: IndicatorInfo, value: float | None) -> str:
    """A value with its unit, unless the name of the indicator says it already."""
    if value is None or pd.isna(value):
        return LEEG
    unit = "aantal" if info.eenheid.startswith("per ") else info.eenheid
    return met_eenheid(value, unit, info.decimalen)


def _explain(found: UseNow, rows: pd.DataFrame) -> str:
    """What each column is, and what the guards say of chance."""
    reasons = " ".join(dict.fromkeys(d.reason_nl for d in found.judged.values() if not d.allowed))
    by_age = (
        "Alleen op leeftijd: indirect gestandaardiseerd; hoe het gebruik met de leeftijd oploopt, volgt uit de "
        "landelijke uitgaven per leeftijd. "
    )
    if rows["verwacht"].isna().all():
        return (
            f"{by_age}Wat bij zulke inwoners elders te verwachten is, is voor dit gebied niet te zeggen. {reasons}"
        )
    return (
        f"{by_age}Zulke gemeenten: de verwachting bij deze leeftijd, SES-index en "
        "stedelijkheid, met de band waarin 95 van de 100 zulke gebieden vallen; erbuiten staat 'hoger' of "
        f"'lager'. Van de 100 gebieden liggen er vanzelf ongeveer 5 buiten. {reasons}"
    ).strip()


def _missing(found: UseNow) -> str | None:
    """Figures of use that are declared but not loaded, with the source that has them."""
    sources: dict[str, list[str]] = {}
    for naam, bron in found.missing.items():
        sources.setdefault(bron, []).append(naam)
    return (
        lijst(
            f"Nog niet ingelezen: {opsomming(names)}. Ophalen: make bronnen BRON={bron} (zie sources/{bron}.toml)."
            for bron, names in sources.items()
        )
        or None
    )


def _bare(naam: str) -> str:
    """A name without its unit: "Mensen met Wmo-ondersteuning"."""
    return naam.partition(" per ")[0]
