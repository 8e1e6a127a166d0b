"""The catalogue: what an analyst reads when a declaration does not fit, and whether the shipped one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld.catalog.load import WEIGHTS, load_catalog
from regiobeeld.catalog.models import Catalog
from regiobeeld.catalog.tables import Tabel
from regiobeeld.catalog.terms import THEMA_NAMEN
from regiobeeld.errors import ContractError

SOURCE = """
[bron]
code = "gezondheid"
naam = "Gezondheid"
organisatie = "RIVM"
soort = "modelschatting"
licentie = "CC BY 4.0"
citaat = "RIVM"
url = "https://voorbeeld.nl"

[[tabel]]
code = "50090NED"
titel = "Gezondheid"
gebied_jaar = 2020
periode = "2020"
opgenomen = 2026-11-21
pad = "gezondheid.csv"
vorm = "csv"

[dimensies]
gebied = { kolom = "WijkenEnBuurten" }

[[indicator]]
code = "roken"
naam = "Rokers"
thema = "leefstijl"
doelgroepen = ["algemeen"]
kolom = "Roker"
eenheid = "%"
decimalen = 1
richting = "lager_is_beter"
niveau = ["GM"]
aggregatie = "gewogen"
gewicht = "bevolking"
bereik = [0, 100]
verwacht = [5, 50]
toelichting = "Aandeel dat weleens rookt."
"""

REGION = 'naam = "Twente"\ngebied = "GG1106"\n'


def write_sources(folder: Path, **files: str) -> Path:
    """A folder with one TOML file per keyword."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def message(folder: Path, **files: str) -> str:
    """What a user reads when the catalogue in `folder` is loaded."""
    with pytest.raises(ContractError) as caught:
        load_catalog(write_sources(folder, **files))
    return str(caught.value)


def changed(old: str, new: str, text: str = SOURCE) -> str:
    """The example with one thing different."""
    assert text.count(old) == 1
    return text.replace(old, new)


def second_indicator(code: str = "overgewicht", text: str = SOURCE) -> str:
    """The example with one more indicator, a copy of the first."""
    head, entry = text.split("[[indicator]]")
    copy = changed('"roken"', f'"{code}"', entry)
    return f"{head}[[indicator]]{entry}\n[[indicator]]{copy}"


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    """The catalogue of the project itself."""
    return load_catalog()


def test_example_loads(tmp_path: Path) -> None:
    catalog = load_catalog(write_sources(tmp_path, gezondheid=SOURCE))
    assert list(catalog.indicators) == ["roken"]
    assert catalog.source_of("roken").bron.organisatie == "RIVM"
    assert catalog.regios == {}


# One wrong thing at a time: (what stood there, what stands there now, what the user reads).
FAULTS = {
    "unknown key": (
        'richting = "lager_is_beter"',
        'richtng = "lager_is_beter"\nrichting = "lager_is_beter"',
        'onbekende sleutel "richtng" (gezondheid.toml: indicator "roken" -> richtng). Bedoelde u "richting"?',
    ),
    "required key misspelt": (
        'eenheid = "%"',
        'eenhied = "%"',
        'onbekende sleutel "eenhied" (en nog 1 andere) (gezondheid.toml: indicator "roken" -> eenhied). '
        'Bedoelde u "eenheid"?',
    ),
    "unknown unit": (
        'eenheid = "%"',
        'eenheid = "liter"',
        'onbekende waarde "liter" (gezondheid.toml: indicator "roken" -> eenheid). '
        "Kies uit: %, aantal, euro, 1000 euro, km,",
    ),
    "unknown theme": (
        'thema = "leefstijl"',
        'thema = "sport"',
        'onbekende waarde "sport" (gezondheid.toml: indicator "roken" -> thema). '
        "Kies uit: bevolking, ses, leefstijl, gezondheid, mentale_gezondheid, meedoen, zorg, omgeving.",
    ),
    "unknown target group": (
        'doelgroepen = ["algemeen"]',
        'doelgroepen = ["algemeen", "jeugd"]',
        'onbekende waarde "jeugd" (gezondheid.toml: indicator "roken" -> doelgroepen 2). Kies uit: algemeen,',
    ),
    "missing key": (
        'naam = "Rokers"\n',
        "",
        'verplichte sleutel ontbreekt (gezondheid.toml: indicator "roken" -> naam).',
    ),
    "code in capitals": (
        'code = "roken"',
        'code = "Roken"',
        'waarde "Roken" heeft niet de goede vorm (gezondheid.toml: indicator "Roken" -> code). '
        "Gebruik kleine letters, cijfers en _",
    ),
    "text instead of a number": (
        "decimalen = 1",
        'decimalen = "een"',
        'waarde "een" past niet (gezondheid.toml: indicator "roken" -> decimalen). Hier hoort een heel getal.',
    ),
    "too many decimals": (
        "decimalen = 1",
        "decimalen = 9",
        'waarde 9 is te hoog: ten hoogste 3 (gezondheid.toml: indicator "roken" -> decimalen).',
    ),
    "half a range": (
        "bereik = [0, 100]",
        "bereik = [0]",
        'er ontbreekt een waarde (gezondheid.toml: indicator "roken" -> bereik 2).',
    ),
    "no levels": (
        'niveau = ["GM"]',
        "niveau = []",
        'lijst is te kort: ten minste 1 (gezondheid.toml: indicator "roken" -> niveau).',
    ),
    "short explanation": (
        "Aandeel dat weleens rookt.",
        "Rokers.",
        'tekst is te kort: ten minste 10 tekens (gezondheid.toml: indicator "roken" -> toelichting).',
    ),
    "missing weight": (
        'gewicht = "bevolking"\n',
        "",
        "'gewicht' ontbreekt (nodig bij aggregatie = \"gewogen\") "
        '(gezondheid.toml: indicator "roken" -> gewicht).',
    ),
    "weight that does not exist": (
        'gewicht = "bevolking"',
        'gewicht = "woningen"',
        'gewicht "woningen" bestaat niet (gezondheid.toml: indicator "roken" -> gewicht). '
        "Kies uit: bevolking, bevolking_totaal.",
    ),
    "weight that is a percentage": (
        'gewicht = "bevolking"',
        'gewicht = "roken"',
        'gewicht "roken" is geen aantal dat wordt opgeteld (gezondheid.toml: indicator "roken" -> gewicht).',
    ),
    "expected outside the range": (
        "verwacht = [5, 50]",
        "verwacht = [5, 500]",
        "'verwacht' moet binnen 'bereik' liggen (gezondheid.toml: indicator \"roken\" -> verwacht).",
    ),
    "unknown table": (
        'kolom = "Roker"',
        'kolom = "Roker"\ntabellen = ["50120NED"]',
        'tabel "50120NED" bestaat niet in deze bron (gezondheid.toml: indicator "roken" -> tabellen). '
        "Kies uit: 50090NED.",
    ),
    "unknown table at a column": (
        'kolom = "Roker"',
        'kolommen = [{ kolom = "A" }, { kolom = "B", tabellen = ["50120NED"] }]',
        'tabel "50120NED" bestaat niet in deze bron '
        '(gezondheid.toml: indicator "roken" -> kolommen 2 -> tabellen).',
    ),
    "no area": (
        'gebied = { kolom = "WijkenEnBuurten" }\n',
        "",
        'de tabel zegt niet over welk gebied het gaat (gezondheid.toml: tabel "50090NED" -> dimensies -> gebied).',
    ),
    "no period": (
        'periode = "2020"\n',
        "",
        'de tabel zegt niet over welke periode het gaat (gezondheid.toml: tabel "50090NED" -> periode).',
    ),
    "misspelt dimension": (
        "gebied = {",
        "gebeid = {",
        'onbekende sleutel "gebeid" (gezondheid.toml: dimensies -> gebeid). Kies uit: gebied, periode,',
    ),
    "misspelt key in a dimension": (
        'gebied = { kolom = "WijkenEnBuurten" }',
        'gebied = { kolom = "WijkenEnBuurten", waarde = {} }',
        'onbekende sleutel "waarde" (gezondheid.toml: dimensies -> gebied -> waarde). Bedoelde u "waarden"?',
    ),
    "no date": (
        "opgenomen = 2026-11-21",
        'opgenomen = "gisteren"',
        'waarde "gisteren" past niet (gezondheid.toml: tabel "50090NED" -> opgenomen). '
        "Hier hoort een datum, zoals 2026-11-21.",
    ),
    "file without a form": (
        'vorm = "csv"\n',
        "",
        "'pad' en 'vorm' horen bij elkaar (gezondheid.toml: tabel \"50090NED\" -> pad).",
    ),
    "broken TOML": (
        'naam = "Rokers"',
        'naam = "Rokers',
        "geen geldige TOML (gezondheid.toml: regel 25, kolom 15). Controleer aanhalingstekens",
    ),
    "key that stands there twice": (
        'naam = "Rokers"',
        'naam = "Rokers"\nnaam = "Wie rookt"',
        "geen geldige TOML (gezondheid.toml: regel 26, kolom 19). Een sleutel of blok staat er twee keer.",
    ),
}


@pytest.mark.parametrize("old, new, expected", FAULTS.values(), ids=FAULTS.keys())
def test_fault_names_file_and_key(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Every fault is one Dutch line that names the file, the entry, the key and, for a list, what is allowed."""
    text = message(tmp_path, gezondheid=changed(old, new))
    assert expected in text
    assert "\n" not in text


def test_only_the_first_of_several_faults(tmp_path: Path) -> None:
    text = changed('eenheid = "%"', 'eenheid = "liter"', changed('thema = "leefstijl"', 'thema = "sport"'))
    text = changed("decimalen = 1", "decimalen = 9", text)
    assert 'onbekende waarde "sport" (en nog 2 andere) (gezondheid.toml:' in message(tmp_path, gezondheid=text)


def test_same_indicator_in_two_files(tmp_path: Path) -> None:
    other = changed('code = "gezondheid"', 'code = "monitor"')
    expected = 'code "roken" staat er al in gezondheid.toml (monitor.toml: indicator "roken" -> code).'
    assert expected in message(tmp_path, gezondheid=SOURCE, monitor=other)


def test_same_indicator_twice_in_one_file(tmp_path: Path) -> None:
    expected = 'code "roken" staat er al in gezondheid.toml (gezondheid.toml: indicator "roken" -> code).'
    assert expected in message(tmp_path, gezondheid=second_indicator("roken"))


def test_same_source_in_two_files(tmp_path: Path) -> None:
    other = changed('code = "roken"', 'code = "drinken"')
    expected = 'code "gezondheid" staat er al in a.toml (b.toml: bron "gezondheid" -> code).'
    assert expected in message(tmp_path, a=SOURCE, b=other)


def test_same_table_twice_in_one_source(tmp_path: Path) -> None:
    head, table = SOURCE.split("[[tabel]]")
    table, rest = table.split("[dimensies]")
    text = f"{head}[[tabel]]{table}[[tabel]]{table}[dimensies]{rest}"
    expected = 'code "50090NED" staat er al in gezondheid.toml (gezondheid.toml: tabel "50090NED" -> code).'
    assert expected in message(tmp_path, gezondheid=text)


def test_same_table_in_two_sources_is_fine(tmp_path: Path) -> None:
    other = changed('code = "roken"', 'code = "drinken"', changed('code = "gezondheid"', 'code = "monitor"'))
    catalog = load_catalog(write_sources(tmp_path, gezondheid=SOURCE, monitor=other))
    assert sorted(catalog.indicators) == ["drinken", "roken"]


def test_indicator_without_a_common_table(tmp_path: Path) -> None:
    """An indicator for one table with columns that are only in the other would silently have no figures."""
    head, table = SOURCE.split("[[tabel]]")
    table, rest = table.split("[dimensies]")
    both = f"{head}[[tabel]]{table}[[tabel]]{changed('50090NED', '50120NED', table)}[dimensies]{rest}"
    columns = 'tabellen = ["50090NED"]\nkolommen = [{ kolom = "Roker", tabellen = ["50120NED"] }]'
    text = message(tmp_path, gezondheid=changed('kolom = "Roker"', columns, both))
    assert 'geen enkele tabel past bij deze indicator (gezondheid.toml: indicator "roken" -> tabellen)' in text


def test_period_of_the_column_is_enough(tmp_path: Path) -> None:
    column = 'kolommen = [{ kolom = "Roker", periode = "2020" }]'
    text = changed('kolom = "Roker"', column, changed('periode = "2020"\n', ""))
    assert load_catalog(write_sources(tmp_path, gezondheid=text)).indicators["roken"].entries[0].periode == "2020"


def test_defaults_hold_unless_the_indicator_says_otherwise(tmp_path: Path) -> None:
    text = changed("decimalen = 1\n", "", second_indicator().replace("decimalen = 1\n", "", 1))
    text = changed("[dimensies]", "[standaard]\ndecimalen = 2\n\n[dimensies]", text)
    text = text.replace("bereik = [0, 100]", "bereik = [0, 100]\ndecimalen = 0", 1)
    catalog = load_catalog(write_sources(tmp_path, gezondheid=text))
    assert [catalog.indicators[code].decimalen for code in ("roken", "overgewicht")] == [0, 2]


def test_fault_in_the_defaults_is_found_there(tmp_path: Path) -> None:
    text = changed('eenheid = "%"\n', "")
    text = changed("[dimensies]", '[standaard]\neenheid = "liter"\n\n[dimensies]', text)
    assert 'onbekende waarde "liter" (gezondheid.toml: standaard -> eenheid).' in message(
        tmp_path, gezondheid=text
    )


def test_source_without_figures_or_files(tmp_path: Path) -> None:
    text = SOURCE.split("[[tabel]]", maxsplit=1)[0]
    assert "geef '[[tabel]]' met '[[indicator]]', of '[[bestand]]'" in message(tmp_path, gezondheid=text)


def test_source_with_files_only(tmp_path: Path) -> None:
    text = SOURCE.split("[[tabel]]", maxsplit=1)[0] + '[[bestand]]\npad = "kaart/a.geojson"\ntitel = "Grenzen"\n'
    assert load_catalog(write_sources(tmp_path, kaart=text)).sources[0].bestand[0].titel == "Grenzen"


def test_empty_folder(tmp_path: Path) -> None:
    assert "er zijn geen bronnen" in message(tmp_path)


def test_other_encoding(tmp_path: Path) -> None:
    (tmp_path / "gezondheid.toml").write_bytes("# enquête".encode("latin-1"))
    assert "bestand is geen UTF-8 (gezondheid.toml)" in message(tmp_path)


@pytest.mark.parametrize(
    "stem, text, expected",
    [
        ("twente", REGION + 'gemeenten = ["GM0153"]\n', "geef óf 'gemeenten' óf 'gebied' (twente.toml)."),
        ("twente", 'naam = "Twente"\n', "geef óf 'gemeenten' óf 'gebied' (twente.toml)."),
        (
            "twente",
            'naam = "Twente"\ngebied = "GM0153"\n',
            "moet een code zijn als PV23, GG1106, CR12, ZK22 of VR05",
        ),
        (
            "twente",
            'naam = "Twente"\ngemeenten = ["0153"]\n',
            "(twente.toml: gemeenten 1). Schrijf een gemeentecode",
        ),
        ("twente", REGION + 'regio = "x"\n', 'onbekende sleutel "regio" (twente.toml: regio). Kies uit: naam,'),
        ("Midden Brabant", REGION, "naam van een regiobestand past niet (Midden Brabant.toml)."),
    ],
)
def test_faults_in_a_region(tmp_path: Path, stem: str, text: str, expected: str) -> None:
    (tmp_path / "regios").mkdir()
    write_sources(tmp_path / "regios", **{stem: text})
    assert expected in message(tmp_path, gezondheid=SOURCE)


def test_region_is_called_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "regios").mkdir()
    write_sources(tmp_path / "regios", **{"midden-brabant": changed("GG1106", "ZK12", REGION)})
    assert load_catalog(write_sources(tmp_path, gezondheid=SOURCE)).regios["midden-brabant"].gebied == "ZK12"


# The catalogue of the project itself.


def test_shipped_catalogue_is_large_enough(shipped: Catalog) -> None:
    themes = {indicator.thema for indicator in shipped.indicators.values()}
    assert len(shipped.indicators) >= 120
    assert themes == set(THEMA_NAMEN)


def test_every_source_can_be_cited(shipped: Catalog) -> None:
    for source in shipped.sources:
        bron = source.bron
        assert bron.licentie and bron.citaat and bron.organisatie and bron.toelichting, bron.code
        assert bron.url.startswith("https://"), bron.code


def test_every_weight_can_be_added_up(shipped: Catalog) -> None:
    named = {i.gewicht for i in shipped.indicators.values() if i.gewicht} - set(WEIGHTS)
    assert named == {"huishoudens", "inkomensontvangers", "oppervlakte_land", "overledenen", "woningen"} | {
        "vektis_verzekerdejaren",
        "personen_in_huishoudens",
    }
    assert {shipped.indicators[code].aggregatie for code in named} == {"som"}


def test_a_median_is_never_averaged(shipped: Catalog) -> None:
    assert shipped.indicators["vermogen_mediaan"].aggregatie == "niet"


def test_percentages_of_people_can_be_said(shipped: Catalog) -> None:
    """A percentage weighted with people has a phrase for 'In Twente ... van de volwassenen'."""
    silent = {
        i.code
        for i in shipped.indicators.values()
        if i.eenheid == "%" and i.gewicht == "bevolking" and i.gezegde is None
    }
    assert silent == set()


def test_explanations_are_short(shipped: Catalog) -> None:
    """At most two sentences: the rest of the story belongs to the source."""
    assert {i.code for i in shipped.indicators.values() if i.toelichting.count(". ") > 1} == set()


def test_survey_and_model_estimates_have_different_codes(shipped: Catalog) -> None:
    """The same question asked in two ways must never end up in one comparison."""
    model = shipped.source_of("roken")
    survey = shipped.source_of("roken_enquete")
    assert (model.bron.soort, survey.bron.soort) == ("modelschatting", "enquete")
    assert {t.code for t in model.tabel} == {"50090NED", "50150NED"}
    assert [t.code for t in survey.tabel] == ["85012NED", "83674NED", "85563NED"]


def test_change_of_age_group_is_a_break(shipped: Catalog) -> None:
    """19+ in 2016 and 18+ in 2020 may not be read as one series."""
    (younger,) = shipped.indicators["overgewicht_enquete"].breuken
    assert younger.jaar == 2020
    assert [age for age in ("18+", "18-64", "65+") if younger.holds_for(age)] == ["18+", "18-64"]
    assert [b.jaar for b in shipped.indicators["ervaren_gezondheid_reeks"].breuken] == [2020, 2022]


def test_names_of_ggd_regions_become_codes(shipped: Catalog) -> None:
    """GGD Twente is called differently in 2016 and 2020; both editions know all 25 regions."""
    source = shipped.source_of("roken_enquete")
    editions = [source.dimension(tabel, "gebied") for tabel in source.tabel if tabel.pad]
    words = [dimension.waarden for dimension in editions if dimension]
    assert [w.get("GGD Twente (GG)", w.get("GGD Regio Twente (GG)")) for w in words] == ["GG1106", "GG1106"]
    assert [len({c for c in w.values() if c.startswith("GG")}) for w in words] == [25, 25]
    assert [len({c for c in w.values() if c.startswith("PV")}) for w in words] == [12, 12]


def test_population_of_one_year_comes_from_one_table(shipped: Catalog) -> None:
    """Totals of gemeenten: two tables for one year would count everybody twice. 1 January J has period J."""
    source = shipped.source_of("bevolking")
    bevolking = shipped.indicators["bevolking"]
    years: dict[str, list[str]] = {}
    living: dict[str, Tabel] = {}
    for tabel in source.tabel:
        for kolom in source.columns(tabel, bevolking):
            if _is_total(tabel, kolom.leeftijd, kolom.geslacht) and tabel.pad is None:
                living[kolom.periode or tabel.periode or ""] = tabel
            elif _is_total(tabel, kolom.leeftijd, kolom.geslacht):
                years.setdefault(kolom.periode or tabel.periode or "", []).append(tabel.code)
    assert years == {
        **{str(year): [f"wbk{year}"] for year in (2012, 2013, 2014, 2017, 2018, 2019)},
        **{"2015": ["70072ned_2015"], "2020": ["84799NED"], "2025": ["70072ned_2025"]},
        "2021": ["85039NED_uittreksel"],
        "2022": ["85318NED_uittreksel"],
        "2023": ["85618NED_uittreksel"],
        "2024": ["85984NED_leeftijd"],
    }
    # A living table of the same year takes the place of the embedded ones; that of 2025 gives only wijken.
    assert {year: set(tabel.vervangt) for year, tabel in living.items() if year != "2025"} == {
        **{year: set(years[year]) for year in ("2021", "2023")},
        "2024": {*years["2024"], "85984NED_uittreksel"},
    }
    assert living["2025"].dienst is not None
    assert living["2025"].dienst.selectie == {"WijkenEnBuurten": ("WK*",)}


def _is_total(tabel: Tabel, leeftijd: str | None, geslacht: str | None) -> bool:
    by_age = "leeftijd" in tabel.dimensies or tabel.dimensies_van is not None
    national = tabel.code == "70072ned"
    return not (leeftijd or geslacht or by_age or national)


def test_regions_of_the_field_are_there(shipped: Catalog) -> None:
    assert shipped.regios["twente"].gebied == "GG1106"
    assert shipped.regios["midden-brabant"].gebied == "ZK12"
