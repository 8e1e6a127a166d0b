"""Every declared living table is brought in from the stand-in service, along the whole road of `make bronnen`.

No network. The stand-in publishes each table with its keys padded as StatLine pads them, and with the column names
that other users of the services write (`COLUMNS`); a column of which the real name is not known stands there under
the declared name. All figures are made up from the row and column number, and mean nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.catalog.docs import write_docs
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Catalog, Indicator, Kolom, Source
from regiobeeld.catalog.tables import Dimensie, Tabel
from regiobeeld.national.describe import describe_indicators
from regiobeeld.snapshots.plausible import Expectations, read_expectations
from regiobeeld.snapshots.refresh import Outcome, Refresher
from regiobeeld.snapshots.store import SnapshotStore
from regiobeeld.snapshots.to_observations import Observer
from regiobeeld.statline.column_keys import find_column, strip_number
from regiobeeld.statline.http import Client
from regiobeeld.statline.services import COLUMN_PATTERN
from regiobeeld.warehouse.export import write_datapackage
from statline.helpers import make_client, make_hosts
from statline.service import StatlineService
from statline.tables import Dimension, Row, ServiceTable, Topic, pad

# Column names as the services have them, the number included.
COLUMNS: dict[str, str] = {
    "03759ned": "BevolkingOp1Januari_1 GemiddeldeBevolking_2",
    "80142ned": """TotaalAlleOnderliggendeDoodsoorzaken_1 Nieuwvormingen_2 ZiektenVanHartEnVaatstelsel_3
        ZiektenVanAdemhalingsstelsel_4 UitwendigeDoodsoorzaken_5 OverigeDoodsoorzaken_6""",
    "85173NED": "TotaleBevolking_1",
    "86296NED": "Waarde_16 Waarde_19 Waarde_22 GemiddeldeScore_29 GemiddeldeScore_31 GemiddeldeScore_33 "
    "GemiddeldeScore_35 Waarde_37",
    "50150NED": """GoedErvarenGezondheid_4 EenOfMeerLangdurigeAandoeningen_5 LangdurigBeperkt_6
        HoogRisicoAngststoornisOfDepressie_14 HeelVeelStressAfg4Weken_17 LageVeerkracht_22
        MatigVeelRegieOverHetEigenLeven_24 Eenzaam_25 SterkEenzaam_26 EmotioneelEenzaam_27 SociaalEenzaam_28
        KrijgtSteunVanAnderen_29 Mantelzorger_30 Vrijwilligerswerk_31 MoeiteMetRondkomen_32 Overgewicht_33
        ErnstigOvergewichtObesitas_34 RooktTabak_35 OvermatigDrinken_37 VoldoetAanDeBeweegrichtlijn_40
        TevredenMetDeWoning_56 TevredenMetDeWoonomgeving_57""",
    "86270NED": """AfstandTotHuisartsenpraktijk_5 Binnen1Km_6 Binnen3Km_7 Binnen5Km_8 AfstandTotHuisartsenpost_9
        AfstandTotApotheek_10 AfstandTotZiekenhuis_11 Binnen5Km_12 Binnen10Km_13 Binnen20Km_14
        AfstandTotZiekenhuis_15 AfstandTotFysiotherapeut_20 AfstandTotGroteSupermarkt_24 Binnen3Km_26
        AfstandTotKinderdagverblijf_52 AfstandTotSchool_60 AfstandTotSchool_64 AfstandTotSchool_68
        AfstandTotSchool_72 AfstandTotTreinstationsTotaal_90 AfstandTotBibliotheek_92
        AfstandTotBinnenzwembad_93""",
    "86158NED": "WmoClienten_5 WmoClientenPer1000Inwoners_6",
    "86204NED": """TotaalJongerenMetJeugdzorg_5 k_0Tot4Jaar_6 k_4Tot12Jaar_7 k_12Tot18Jaar_8 k_18Tot23Jaar_9
        TotaalJeugdzorgtrajecten_13""",
    "85984NED": """AantalInwoners_5 Mannen_6 Vrouwen_7 k_0Tot15Jaar_8 k_15Tot25Jaar_9 k_25Tot45Jaar_10
        k_45Tot65Jaar_11 k_65JaarOfOuder_12 GeboorteTotaal_25 GeboorteRelatief_26 SterfteTotaal_27
        SterfteRelatief_28 HuishoudensTotaal_29 Eenpersoonshuishoudens_30 HuishoudensZonderKinderen_31
        GemiddeldeHuishoudensgrootte_33 Bevolkingsdichtheid_34 Woningvoorraad_35
        GemiddeldeWOZWaardeVanWoningen_39 PercentageMeergezinswoning_45 OnbewoondeWoningen_46 Koopwoningen_47
        InBezitWoningcorporatie_49 BasisonderwijsVmboMbo1_67 HavoVwoMbo24_68 HboWo_69 Nettoarbeidsparticipatie_71
        AantalInkomensontvangers_76 GemiddeldInkomenPerInkomensontvanger_77 GemiddeldInkomenPerInwoner_78
        k_40PersonenMetLaagsteInkomen_79 k_20PersonenMetHoogsteInkomen_80 PersonenInArmoede_81
        PersonenTot25BovenArmoedegrens_82 GemGestandaardiseerdInkomen_83 k_40HuishoudensMetLaagsteInkomen_84
        k_20HuishoudensMetHoogsteInkomen_85 MediaanVermogenVanParticuliereHuish_86
        PersonenPerSoortUitkeringBijstand_87 PersonenPerSoortUitkeringAO_88 PersonenPerSoortUitkeringWW_89
        PersonenPerSoortUitkeringAOW_90 JongerenMetJeugdzorgInNatura_91 PercentageJongerenMetJeugdzorg_92
        WmoClienten_93 WmoClientenRelatief_94 PersonenautoSPerHuishouden_107 AfstandTotHuisartsenpraktijk_110
        AfstandTotGroteSupermarkt_111 AfstandTotKinderdagverblijf_112 AfstandTotSchool_113 ScholenBinnen3Km_114
        OppervlakteLand_116 MateVanStedelijkheid_120 Omgevingsadressendichtheid_121""",
}
COLUMNS["86165NED"] = COLUMNS["85984NED"]  # the same numbers in 2024 and 2025
COLUMNS["85618NED"] = """AantalInwoners_5 Mannen_6 Vrouwen_7 k_0Tot15Jaar_8 k_15Tot25Jaar_9 k_25Tot45Jaar_10
    k_45Tot65Jaar_11 k_65JaarOfOuder_12 HuishoudensTotaal_29 Eenpersoonshuishoudens_30
    GemiddeldeHuishoudensgrootte_33 Bevolkingsdichtheid_34 Woningvoorraad_35 GemiddeldeWOZWaardeVanWoningen_36
    PercentageMeergezinswoning_38 Koopwoningen_41 InBezitWoningcorporatie_43 BouwjaarVoor2000_46
    BasisonderwijsVmboMbo1_70 HavoVwoMbo24_71 HboWo_72 Nettoarbeidsparticipatie_74 AantalInkomensontvangers_79
    GemiddeldInkomenPerInkomensontvanger_80 GemiddeldInkomenPerInwoner_81 k_40PersonenMetLaagsteInkomen_82
    k_20PersonenMetHoogsteInkomen_83 GemGestandaardiseerdInkomenVanHuish_84 HuishoudensMetEenLaagInkomen_87
    HuishOnderOfRondSociaalMinimum_88 MediaanVermogenVanParticuliereHuish_91
    PersonenPerSoortUitkeringBijstand_92 PersonenPerSoortUitkeringAO_93 PersonenPerSoortUitkeringWW_94
    PersonenautoSPerHuishouden_112 AfstandTotHuisartsenpraktijk_115 AfstandTotGroteSupermarkt_116
    AfstandTotKinderdagverblijf_117 AfstandTotSchool_118 MateVanStedelijkheid_125"""
COLUMNS["85039NED"] = """AantalInwoners_5 Mannen_6 Vrouwen_7 k_0Tot15Jaar_8 k_15Tot25Jaar_9 k_25Tot45Jaar_10
    k_45Tot65Jaar_11 k_65JaarOfOuder_12 HuishoudensTotaal_28 Eenpersoonshuishoudens_29
    GemiddeldeHuishoudensgrootte_32 Bevolkingsdichtheid_33 Woningvoorraad_34 GemiddeldeWOZWaardeVanWoningen_35
    PercentageOnbewoond_39 Koopwoningen_40 BouwjaarVoor2000_45 OpleidingsniveauLaag_64
    OpleidingsniveauMiddelbaar_65 OpleidingsniveauHoog_66 Nettoarbeidsparticipatie_67 AantalInkomensontvangers_70
    GemiddeldInkomenPerInkomensontvanger_71 GemiddeldInkomenPerInwoner_72 k_40PersonenMetLaagsteInkomen_73
    k_20PersonenMetHoogsteInkomen_74 GemGestandaardiseerdInkomenVanHuish_75 k_40HuishoudensMetLaagsteInkomen_76
    k_20HuishoudensMetHoogsteInkomen_77 HuishoudensMetEenLaagInkomen_78 HuishOnderOfRondSociaalMinimum_79
    HuishoudensTot110VanSociaalMinimum_80 HuishoudensTot120VanSociaalMinimum_81
    MediaanVermogenVanParticuliereHuish_82 PersonenPerSoortUitkeringBijstand_83 PersonenPerSoortUitkeringAO_84
    PersonenPerSoortUitkeringWW_85 PersonenPerSoortUitkeringAOW_86"""

# Keys of a real table beside those that are declared: they must be left alone by `selectie` or `overslaan`.
OTHERS: dict[str, tuple[str, ...]] = {
    "Marges": ("MOG0095", "MBG0095"),
    "Persoonskenmerken": ("T009099",),
    "BurgerlijkeStaat": ("1010",),
    "PrognoseInterval": ("MOG0067", "MBG0067"),
    "TypeMaatwerkvoorziening": ("A019506",),
    "Vormen": ("A027919",),
    "Cijfersoort": ("Aantal",),
}
PARTLY = {"50150NED"}  # fewer topics than the edition before; the names that are known stand above
NATION, GEMEENTE, WIJK, BUURT = "NL01", "GM0153", "WK015300", "BU01530000"
AREAS: dict[str, tuple[str, ...]] = {
    "WijkenEnBuurten": (NATION, GEMEENTE, WIJK, BUURT),
    "Wijken": (NATION, GEMEENTE, WIJK),
    "RegioS": (NATION, "LD01", "PV23", "GG1106", GEMEENTE),
    "RegioIndeling2021": (NATION, "PV23", "CR12", GEMEENTE),
}
WIDTHS = {"WijkenEnBuurten": 10, "Wijken": 10, "RegioS": 6, "RegioIndeling2021": 0}
NL00 = {"85039NED", "85618NED", "85984NED", "86165NED"}  # kerncijfers wijken en buurten call the country NL00
FIXED_YEARS = ("2020JJ00", "2024JJ00")


@cache
def catalog() -> Catalog:
    return load_catalog()


def living() -> list[tuple[Source, Tabel]]:
    return [(s, t) for s in catalog().sources for t in s.tabel if t.dienst and t.dienst.soort == "odata3"]


def identifier(tabel: Tabel) -> str:
    return (tabel.dienst.tabel if tabel.dienst else None) or tabel.code


LIVING = [pytest.param(source, tabel, id=f"{source.bron.code}-{tabel.code}") for source, tabel in living()]


# The tables of the stand-in


def columns_of(source: Source, tabel: Tabel) -> Iterator[tuple[Indicator, Kolom]]:
    """The columns declared for this table, by name or for any table of the source."""
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            yield indicator, kolom


def topics(name: str, users: list[tuple[Source, Tabel]]) -> tuple[Topic, ...]:
    """The real columns, and below a made-up number each declared column that has no real name here."""
    header = COLUMNS.get(name, "").split()
    for source, tabel in users:
        for _, kolom in columns_of(source, tabel):
            if find_column(header, kolom.kolom, name) is None and name not in PARTLY:
                alias = next(a for a in reversed(kolom.kolom) if re.fullmatch(COLUMN_PATTERN, a))
                header.append(alias if re.search(r"_\d+$", alias) else f"{alias}_{900 + len(header)}")
    return tuple(Topic(key, strip_number(key), decimals=3) for key in header)


def dimension_keys(name: str, identifier: str, users: list[tuple[Source, Tabel]]) -> list[str]:
    if name in AREAS:
        return [key.replace("NL01", "NL00") if identifier in NL00 else key for key in AREAS[name]]
    keys: dict[str, None] = {}
    for source, tabel in users:
        selected = (tabel.dienst.selectie if tabel.dienst else {}).get(name, ())
        keys.update(dict.fromkeys(selected))
        for declared in declared_dimensions(source, tabel).values():
            if declared.kolom == name:
                keys.update(dict.fromkeys(declared.waarden))
    if name == "Perioden" and not keys:
        keys.update(dict.fromkeys(FIXED_YEARS))
    return [*keys, *(key for key in OTHERS.get(name, ()) if key not in keys)]


def declared_dimensions(source: Source, tabel: Tabel) -> dict[str, Dimensie]:
    names = ("gebied", "periode", "leeftijd", "geslacht", "uitsplitsing", "marge")
    found = {name: source.dimension(tabel, name) for name in names}
    return {name: dimension for name, dimension in found.items() if dimension is not None}


def publish(name: str, users: list[tuple[Source, Tabel]]) -> ServiceTable:
    """The table that all these declarations ask for; row 1 has the figures 1.001, 1.002 ... (made up)."""
    columns: dict[str, str] = {}
    for source, tabel in users:
        for kind, declared in declared_dimensions(source, tabel).items():
            if declared.kolom is not None:
                columns[declared.kolom] = {"gebied": "GeoDimension", "periode": "TimeDimension"}.get(
                    kind, "Dimension"
                )
        columns.update(
            {key: columns.get(key, "Dimension") for key in (tabel.dienst.selectie if tabel.dienst else {})}
        )
    dimensions = tuple(
        Dimension(
            key, key, pad([(k, f"Titel {k}") for k in dimension_keys(key, name, users)], WIDTHS.get(key, 8)), kind
        )
        for key, kind in columns.items()
    )
    header = topics(name, users)
    rows: list[Row] = []
    for index, keys in enumerate(product(*(dimension.codes for dimension in dimensions))):
        row: dict[str, object] = dict(zip(columns, keys, strict=True))
        row |= {topic.key: 1 + index % 3 + number / 1000 for number, topic in enumerate(header, 1)}
        rows.append(row)  # type: ignore[arg-type]
    return ServiceTable(name, f"{name}, verzonnen cijfers", dimensions, header, rows)


@cache
def published() -> Mapping[str, ServiceTable]:
    users: dict[str, list[tuple[Source, Tabel]]] = {}
    for source, tabel in living():
        users.setdefault(identifier(tabel), []).append((source, tabel))
    return {name: publish(name, pairs) for name, pairs in users.items()}


# The road


@pytest.fixture(scope="module")
def service() -> Iterator[StatlineService]:
    with StatlineService(published().values()) as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with make_client() as made:
        yield made


def bring_in(
    source: Source, tabel: Tabel, service: StatlineService, client: Client, folder: Path
) -> tuple[Outcome, pd.DataFrame | None]:
    """Refresh this one table of its source; the outcome and the observations in use."""
    alone = tuple(t if t.code == tabel.code else t.model_copy(update={"dienst": None}) for t in source.tabel)
    one = Catalog(sources=(source.model_copy(update={"tabel": alone}),), regios={})
    store, observer = SnapshotStore(folder / "snapshots"), Observer()
    refresher = Refresher(
        one, store, client, observer, hosts=make_hosts(service.host), expectations=Expectations()
    )
    (outcome,) = refresher.run().uitkomsten
    frame = observer.read(store, outcome.snapshot) if outcome.snapshot else None
    return outcome, frame


def expected_areas(source: Source, tabel: Tabel) -> set[str]:
    """The areas of the stand-in that the declaration fetches, does not skip, and that an indicator is for."""
    gebied = declared_dimensions(source, tabel)["gebied"]
    if gebied.vast:
        return {gebied.vast}
    selected = (tabel.dienst.selectie if tabel.dienst else {}).get(str(gebied.kolom))
    levels = {level for indicator, _ in columns_of(source, tabel) for level in indicator.niveau}
    nation = "NL00" if identifier(tabel) in NL00 else "NL01"
    areas = set()
    for key in AREAS[str(gebied.kolom)]:
        word = nation if key == NATION else key
        fetched = selected is None or any(
            word == s or (s.endswith("*") and word.startswith(s[:-1])) for s in selected
        )
        skipped = any(word.startswith(pattern.rstrip("*")) for pattern in gebied.overslaan)
        if fetched and not skipped and word[:2] in levels:
            areas.add("NL" if key == NATION else key)
    return areas


def expected_words(source: Source, tabel: Tabel, name: str) -> set[str] | None:
    """Our words of a dimension that the declaration lists and fetches; None when the table does not have it."""
    dimension = declared_dimensions(source, tabel).get(name)
    if dimension is None or dimension.kolom is None:
        return None
    selected = (tabel.dienst.selectie if tabel.dienst else {}).get(dimension.kolom)
    return {ours for key, ours in dimension.waarden.items() if selected is None or key in selected}


@pytest.fixture(scope="module")
def brought(
    service: StatlineService, client: Client, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], tuple[Outcome, pd.DataFrame | None]]:
    """Every living table, refreshed once."""
    folder = tmp_path_factory.mktemp("levend")
    return {
        (source.bron.code, tabel.code): bring_in(
            source, tabel, service, client, folder / source.bron.code / tabel.code
        )
        for source, tabel in living()
    }


Brought = Mapping[tuple[str, str], tuple[Outcome, pd.DataFrame | None]]


@pytest.mark.parametrize(("source", "tabel"), LIVING)
def test_a_living_table_comes_in(source: Source, tabel: Tabel, brought: Brought) -> None:
    outcome, frame = brought[source.bron.code, tabel.code]
    assert outcome.stand == "nieuw", str(outcome)
    assert frame is not None
    header = [topic.key for topic in published()[identifier(tabel)].topics]
    found = [(i, k) for i, k in columns_of(source, tabel) if find_column(header, k.kolom, "") is not None]
    assert set(frame["indicator_code"]) == {indicator.code for indicator, _ in found}
    assert set(frame["gebied_code"]) == expected_areas(source, tabel)
    assert set(frame["gebied_jaar"]) == {tabel.gebied_jaar}
    pinned = {kolom.leeftijd for _, kolom in found}
    for name in ("leeftijd", "geslacht", "uitsplitsing"):
        wanted = expected_words(source, tabel, name)
        if wanted and not (name == "leeftijd" and pinned != {None}):
            assert set(frame[name]) == wanted, name
    periods = declared_dimensions(source, tabel).get("periode")
    fetched = (tabel.dienst.selectie if tabel.dienst else {}).get("Perioden", FIXED_YEARS)
    years = {int(key[:4]) for key in fetched} if periods else {int(str(tabel.periode)[:4])}
    assert set(pd.to_datetime(frame["periode_start"]).dt.year) == years


@pytest.mark.parametrize(("source", "tabel"), LIVING)
def test_nothing_is_left_to_mend_where_the_names_are_known(source: Source, tabel: Tabel, brought: Brought) -> None:
    """Of 50150NED only the topics with a known name are published: those are found, the rest is reported."""
    outcome, _ = brought[source.bron.code, tabel.code]
    if tabel.code != "50150NED":
        assert outcome.te_herstellen == ()
        return
    told = {line.split(":")[0].removeprefix("indicator ") for line in outcome.te_herstellen}
    known = {
        "roken",
        "eenzaam",
        "ernstig_eenzaam",
        "overgewicht",
        "ernstig_overgewicht",
        "overmatig_drinken",
        "stress",
    }
    known |= {
        "beweegrichtlijn",
        "ervaren_gezondheid",
        "langdurige_aandoening",
        "angst_depressie_hoog",
        "mantelzorger",
    }
    assert told & known == set()
    assert {"zwaar_drinken", "wekelijks_sporten", "beperking_horen"} <= told


WHAT = ["indicator_code", "niveau", "jaar", "leeftijd", "geslacht", "uitsplitsing"]


def contents(frame: pd.DataFrame) -> pd.DataFrame:
    """What a table is about: indicator, level, year and group, with the table."""
    level = frame["gebied_code"].astype(str).str[:2]
    year = pd.to_datetime(frame["periode_start"]).dt.year
    texts = {name: frame[name].astype(str) for name in ["tabel_code", *WHAT] if name in frame}
    return pd.DataFrame({**texts, "niveau": level, "jaar": year}).drop_duplicates()


def embedded(bron: str) -> pd.DataFrame:
    """What the embedded tables of a source are about, without buurten."""
    columns = [
        "tabel_code",
        "gebied_code",
        "periode_start",
        *(name for name in WHAT if name not in ("niveau", "jaar")),
    ]
    files = [
        path for path in sorted(paths.BASIS.glob(f"{bron}*.parquet")) if not re.search("-(BU|WK)-", path.name)
    ]
    files = [path for path in files if re.fullmatch(rf"{bron}(-[A-Z]{{2}}-\d+)?", path.stem)]
    return pd.concat([contents(pd.read_parquet(path, columns=columns)) for path in files] or [pd.DataFrame()])


@pytest.mark.parametrize("bron", sorted({source.bron.code for source, _ in living()}))
def test_two_tables_of_a_source_never_give_the_same_figure(bron: str, brought: Brought) -> None:
    """Two figures of one year for one group are no series but two editions: `vervangt` says which one holds."""
    frames = [frame for (code, _), (_, frame) in brought.items() if code == bron and frame is not None]
    everything = pd.concat([contents(frame) for frame in frames] + [embedded(bron)])
    replaces = {tabel.code: set(tabel.vervangt) for source, tabel in living() if source.bron.code == bron}
    clashes = everything.merge(everything, on=WHAT, suffixes=("", "_ander"))
    clashes = clashes[clashes["tabel_code"] < clashes["tabel_code_ander"]]
    pairs = set(zip(clashes["tabel_code"], clashes["tabel_code_ander"], strict=True))
    settled = {(a, b) for a, b in pairs if b in replaces.get(a, ()) or a in replaces.get(b, ())}
    told = clashes.groupby(["tabel_code", "tabel_code_ander"])["indicator_code"].unique()
    assert pairs - settled == set(), told.to_dict()


def one(bron: str, code: str) -> tuple[Source, Tabel]:
    return next((s, t) for s, t in living() if (s.bron.code, t.code) == (bron, code))


def rename(table: ServiceTable, old: str, new: str) -> ServiceTable:
    """The table as it would be when the service had another name for one topic."""
    header = tuple(replace(topic, key=new) if topic.key == old else topic for topic in table.topics)
    rows = [{(new if key == old else key): value for key, value in row.items()} for row in table.rows]
    return replace(table, topics=header, rows=rows)


# Figures at the right place, worked out from the row and column numbers above.


def test_a_thousand_people_of_the_forecast_are_people_and_no_95_percent_margin(brought: Brought) -> None:
    codes = []
    for code in ("85173NED", "85173NED_ondergrens", "85173NED_bovengrens"):
        _, frame = brought["prognose", code]
        assert frame is not None
        assert frame[["ondergrens", "bovengrens"]].isna().all(axis=None)
        assert set(frame["soort"]) == {"prognose"}
        # The only topic is column 1: 1.001, 2.001 or 3.001 thousand.
        assert set(frame["waarde"]) <= {1001.0, 2001.0, 3001.0}
        codes += list(frame["indicator_code"].unique())
    assert codes == ["bevolking_prognose", "bevolking_prognose_laag", "bevolking_prognose_hoog"]


def test_margins_of_the_survey_stand_beside_the_value(brought: Brought) -> None:
    _, frame = brought["gezondheidsmonitor", "85563NED"]
    assert frame is not None
    # The rows of a group are value, lower and upper margin, in that order: 1, 2 and 3 (and the column behind it).
    smoking = frame[frame["indicator_code"] == "roken_enquete"]
    rounded = smoking[["waarde", "ondergrens", "bovengrens"]].astype(int)
    assert {tuple(row) for row in rounded.itertuples(index=False)} == {(1, 2, 3)}
    assert set(smoking["gebied_code"]) == {"NL", "PV23", "GG1106", GEMEENTE}


def test_country_of_the_kerncijfers_is_the_country(brought: Brought) -> None:
    _, frame = brought["kerncijfers", "85984NED"]
    assert frame is not None
    assert set(frame["gebied_code"]) == {"NL", GEMEENTE, WIJK}  # NL00 at the service; buurten are not fetched


# What is said when the names at the service are others.


@pytest.fixture
def lone_service() -> Iterator[StatlineService]:
    with StatlineService([published()["50150NED"], published()["50149NED"]]) as running:
        yield running


def test_another_name_of_a_topic_is_named(lone_service: StatlineService, client: Client, tmp_path: Path) -> None:
    lone_service.publish(rename(published()["50150NED"], "RooktTabak_35", "RooktTabakOfVapet_35"))
    outcome, frame = bring_in(*one("gezondheid_wijk_buurt", "50150NED"), lone_service, client, tmp_path)
    assert frame is not None
    assert "roken" not in set(frame["indicator_code"])
    assert "indicator roken: kolom Roker bestaat niet, lijkt op RooktTabakOfVapet_35" in outcome.te_herstellen


def test_another_key_is_named_with_its_title(
    lone_service: StatlineService, client: Client, tmp_path: Path
) -> None:
    """The service calls 65+ by another key: the declaration selects a key that is not there."""
    table = published()["50150NED"]
    age = next(dimension for dimension in table.dimensions if dimension.key == "Leeftijd")
    codes = {
        key.replace("80200", "80299"): title.replace("80200", "65 jaar of ouder")
        for key, title in age.codes.items()
    }
    rows = [{**row, "Leeftijd": str(row["Leeftijd"]).replace("80200", "80299")} for row in table.rows]
    others = tuple(replace(age, codes=codes) if d.key == "Leeftijd" else d for d in table.dimensions)
    lone_service.publish(replace(table, dimensions=others, rows=rows))
    source, tabel = one("gezondheid_wijk_buurt", "50150NED")
    outcome, _ = bring_in(source, tabel, lone_service, client, tmp_path / "a")
    assert outcome.stand == "fout"
    assert "de tabel kent '80200' niet" in str(outcome)
    assert "80299" in str(outcome)
    # Without a selection of ages the table would come in whole, and the unknown key is named with its title.
    assert tabel.dienst is not None
    wide = tabel.dienst.model_copy(update={"selectie": {"Marges": ("MW00000",)}})
    open_table = tabel.model_copy(update={"dienst": wide})
    tables = tuple(open_table if t.code == tabel.code else t for t in source.tabel)
    loose = source.model_copy(update={"tabel": tables})
    outcome, _ = bring_in(loose, open_table, lone_service, client, tmp_path / "b")
    assert outcome.stand == "fout"
    assert "sleutel 80200 bestaat niet, wel 80299 (Titel 65 jaar of ouder)" in str(outcome)
    assert "zet bij 'waarden' of 'overslaan': 80299 (Titel 65 jaar of ouder)" in str(outcome)


def test_a_table_of_which_nothing_fits_tells_all_names_at_once_and_is_not_fetched(
    lone_service: StatlineService, client: Client, tmp_path: Path
) -> None:
    """The columns of 50149NED are guesses: the first refresh must say everything that is needed to mend them."""
    table = published()["50149NED"]
    header = tuple(Topic(f"Onderwerp{letter}_{n}", letter) for n, letter in enumerate("ABCDEFGHIJ", 4))
    dimensions = tuple(replace(d, key="SoortCijfer") if d.key == "Cijfersoort" else d for d in table.dimensions)
    lone_service.publish(replace(table, topics=header, dimensions=dimensions, rows=[]))
    outcome, _ = bring_in(*one("zorggebruik", "50149NED"), lone_service, client, tmp_path)
    told = str(outcome)
    assert outcome.stand == "fout"
    assert all(topic.key in told for topic in header)
    assert "dimensies.uitsplitsing: Cijfersoort bestaat niet, wel WijkenEnBuurten, Perioden, SoortCijfer" in told
    assert "\n" not in told
    assert lone_service.count("TypedDataSet") == 0


# The declarations themselves.


@pytest.mark.parametrize(("source", "tabel"), LIVING)
def test_a_living_table_says_what_is_not_checked(source: Source, tabel: Tabel) -> None:
    """50140NED was checked against an export of the very table; all others say that make bronnen checks them."""
    assert tabel.dienst is not None
    assert tabel.dienst.controleren == (tabel.code != "50140NED")
    assert ("Alleen na make bronnen" in tabel.toelichting) == (tabel.pad is None)
    assert not set(tabel.vervangt) - {other.code for other in source.tabel}


def test_expectations_are_about_declared_indicators() -> None:
    """A rule about a misspelt indicator would never be looked at."""
    rules = read_expectations()
    named = {rule.indicator for rule in (*rules.rijen, *rules.leeg, *rules.volgorde)}
    assert named <= set(catalog().indicators)


def test_the_list_of_indicators_says_which_have_no_figures_yet() -> None:
    lines = write_docs(catalog()).splitlines()
    live = {line.split("`")[1] for line in lines if line.startswith("| `") and "Alleen na make bronnen." in line}
    only = {
        indicator.code
        for source in catalog().sources
        for indicator in source.indicator
        if not any(tabel.pad and source.columns(tabel, indicator) for tabel in source.tabel)
    }
    assert {"bevolking_prognose", "ses_woa", "wmo_clienten", "veerkracht_laag"} <= only
    assert live == only


def test_an_indicator_without_figures_is_not_in_the_data_package(tmp_path: Path) -> None:
    """Before the first make bronnen only the sources with embedded figures are there."""
    row = {
        "bron_code": "sterfte",
        "tabel_code": "70072ned",
        "tabel_titel": "Regionale kerncijfers",
        "citaat": "CBS",
    }
    sources = pd.DataFrame([{**row, "licentie": "CC BY 4.0", "url": "https://opendata.cbs.nl"}])
    write_datapackage(tmp_path, {}, describe_indicators(catalog()), sources)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {entry["bron"] for entry in package["indicatoren"]} == {"sterfte"}
