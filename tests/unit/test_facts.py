"""From raw columns to observations: every way in which a source writes areas, periods, margins and gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from regiobeeld.catalog.models import Source
from regiobeeld.catalog.tables import Dimensie
from regiobeeld.errors import ContractError
from regiobeeld.observations.area_names import fold_name, name_lookup
from regiobeeld.observations.facts import to_observations
from regiobeeld.observations.periods import parse_period
from regiobeeld.readers import RawTable
from regiobeeld.schema import WAARNEMING
from regiobeeld.statline.column_keys import strip_number

NAMES = name_lookup(
    pd.DataFrame(
        [
            (2020, "GM0141", "Almelo"),
            (2020, "GM0164", "Hengelo (O.)"),
            (2020, "GM0344", "Utrecht"),
            (2020, "GM0373", "Bergen (NH.)"),
            (2020, "GM0518", "'s-Gravenhage"),
            (2020, "GM0893", "Bergen (L.)"),
            (2020, "GM1900", "Súdwest-Fryslân"),
        ],
        columns=["gebied_jaar", "code", "naam"],
    )
)


def raw(header: str, *rows: str) -> RawTable:
    """A table as a CSV reader gives it: all text."""
    cells = [row.split(",") for row in rows]
    return RawTable(pd.DataFrame(cells, columns=header.split(","), dtype="str"), "map/t.csv", "abcdef0123456789")


def declare(*indicators: dict[str, Any], tabel: dict[str, Any] | None = None, **dimensies: Any) -> Source:
    """A source with one table and these indicators; every indicator is a percentage unless it says otherwise."""
    basis = {
        "naam": "Proef",
        "thema": "leefstijl",
        "doelgroepen": ["algemeen"],
        "eenheid": "%",
        "decimalen": 1,
        "richting": "neutraal",
        "niveau": ["NL", "GM", "WK"],
        "aggregatie": "gewogen",
        "gewicht": "bevolking",
        "bereik": [0, 100],
        "toelichting": "Indicator voor een test",
    }
    table = {
        "code": "T1",
        "titel": "Proef",
        "gebied_jaar": 2020,
        "opgenomen": date(2026, 11, 21),
        "periode": "2020",
    }
    return Source.model_validate(
        {
            "bron": {
                "code": "proef",
                "naam": "Proef",
                "organisatie": "Test",
                "soort": "enquete",
                "licentie": "CC BY 4.0",
                "citaat": "Test",
                "url": "https://example.org",
            },
            "tabel": [table | {"pad": "map/t.csv", "vorm": "csv"} | (tabel or {})],
            "dimensies": {"gebied": {"kolom": "regio"}} | dimensies,
            "indicator": [basis | indicator for indicator in indicators],
        }
    )


def observe(table: RawTable, source: Source, **rest: Any) -> pd.DataFrame:
    return to_observations(table, source, source.tabel[0], NAMES, **rest)


def values(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


ROKEN = {"code": "roken", "kolom": "Roker"}


# The schema


def test_one_row_becomes_one_observation_with_every_column_of_the_schema() -> None:
    frame = observe(raw("regio,Roker", "GM0141,17.9"), declare(ROKEN))
    assert list(frame.columns) == WAARNEMING.names
    row = frame.iloc[0]
    assert row["indicator_code"] == "roken"
    assert row["gebied_code"] == "GM0141"
    assert row["gebied_jaar"] == 2020
    assert row["periode_start"] == pd.Timestamp("2020-01-01")
    assert row["periode_eind"] == pd.Timestamp("2020-12-31")
    assert (row["geslacht"], row["leeftijd"], row["uitsplitsing"]) == ("totaal", "totaal", "totaal")
    assert row["waarde"] == 17.9
    assert (row["soort"], row["status"], row["afleiding"]) == ("enquete", "definitief", "bron")
    assert (row["bron_code"], row["tabel_code"]) == ("proef", "T1")
    assert row["snapshot"] == "abcdef012345"
    assert row[["ondergrens", "bovengrens", "teller", "noemer", "ontbreekt", "dekking"]].isna().all()


# Columns


@pytest.mark.parametrize(
    ("column", "name"),
    [("Roker_11", "Roker"), ("Roker", "Roker"), ("pop_0_14", "pop_0_14"), ("k_10GlzAlcohol_74", "k_10GlzAlcohol")],
)
def test_the_number_of_a_statline_column_is_no_part_of_its_name(column: str, name: str) -> None:
    assert strip_number(column) == name


def test_a_column_is_found_by_name_whatever_its_number() -> None:
    frame = observe(raw("regio,Roker_11", "GM0141,17.9"), declare(ROKEN))
    assert frame["waarde"].tolist() == [17.9]


def test_a_column_is_found_by_the_alias_of_another_edition() -> None:
    source = declare({"code": "roken", "kolom": ["Roker", "RooktTabak"]})
    assert observe(raw("regio,RooktTabak_35", "GM0141,15.0"), source)["waarde"].tolist() == [15.0]


@pytest.mark.parametrize("header", ["regio,Roker_1,Roker_2", "regio,Roker,Roker"])
def test_two_columns_that_fit_are_refused(header: str) -> None:
    with pytest.raises(ContractError, match=r"kolom 'Roker' is niet eenduidig.*t\.csv"):
        observe(raw(header, "GM0141,1,2"), declare(ROKEN))


def test_an_exact_name_wins_from_a_name_with_a_number() -> None:
    assert observe(raw("regio,Roker_2,Roker", "GM0141,1,2"), declare(ROKEN))["waarde"].tolist() == [2.0]


def test_a_missing_dimension_column_lists_the_nearest_names() -> None:
    with pytest.raises(ContractError, match=r"kolom 'regio' ontbreekt.*regios"):
        observe(raw("regios,Roker", "GM0141,1"), declare(ROKEN))


def test_a_table_without_any_declared_indicator_gives_no_observations() -> None:
    assert observe(raw("regio,Drinker", "GM0141,1"), declare(ROKEN)).empty


def test_columns_that_stand_for_an_age_and_a_sex() -> None:
    source = declare(
        {
            "code": "inwoners",
            "kolommen": [
                {"kolom": "man"},
                {"kolom": "oud", "leeftijd": "65+"},
                {"kolom": "vrouw", "geslacht": "vrouw"},
            ],
        }
    )
    frame = observe(raw("regio,man,vrouw,oud", "GM0141,1,2,3"), source)
    assert values(frame, "geslacht", "leeftijd", "waarde") == [
        ("totaal", "totaal", 1.0),
        ("totaal", "65+", 3.0),
        ("vrouw", "totaal", 2.0),
    ]


def test_what_a_column_stands_for_goes_before_what_its_row_says() -> None:
    source = declare(
        {"code": "inwoners", "kolommen": [{"kolom": "alle"}, {"kolom": "jong", "leeftijd": "0-14"}]},
        leeftijd={"kolom": "leeftijd"},
    )
    frame = observe(raw("regio,leeftijd,alle,jong", "GM0141,65+,10,3"), source)
    assert values(frame, "leeftijd", "waarde") == [("65+", 10.0), ("0-14", 3.0)]


def test_a_column_of_another_year_than_the_table_is_not_read() -> None:
    kolommen = [{"kolom": "2016", "periode": "2016"}, {"kolom": "2020", "periode": "2020"}]
    frame = observe(raw("regio,2016,2020", "GM0141,1,2"), declare({"code": "inwoners", "kolommen": kolommen}))
    assert frame["waarde"].tolist() == [2.0]


# Areas


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("GM0141", "GM0141"),
        ("NL01", "NL"),
        ("NL00", "NL"),
        ("WK014110", "WK014110"),
        ("WK0363AA", "WK0363AA"),  # Amsterdam has more wijken than two figures can count
    ],
)
def test_codes_stay_and_the_country_is_nl(cell: str, code: str) -> None:
    assert observe(raw("regio,Roker", f"{cell},1"), declare(ROKEN))["gebied_code"].tolist() == [code]


@pytest.mark.parametrize("cell", ["0141", "LD01", "Almelo", "", "GM141"])
def test_what_is_no_area_is_refused_with_value_and_file(cell: str) -> None:
    with pytest.raises(ContractError, match=rf"onbekende waarde '{cell}' in kolom regio.*map/t\.csv"):
        observe(raw("regio,Roker", f"{cell},1"), declare(ROKEN))


def test_areas_that_are_skipped_on_purpose() -> None:
    source = declare(ROKEN, gebied={"kolom": "regio", "overslaan": ["LD*", ""]})
    frame = observe(raw("regio,Roker", "GM0141,1", "LD01,2", ",3"), source)
    assert frame["gebied_code"].tolist() == ["GM0141"]


def test_levels_that_the_indicator_does_not_declare_are_left_out() -> None:
    frame = observe(raw("regio,Roker", "GM0141,1", "BU01411001,2", "PV23,3"), declare(ROKEN))
    assert frame["gebied_code"].tolist() == ["GM0141"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Almelo", "GM0141"),
        ("Hengelo (O.)", "GM0164"),
        ("Hengelo", "GM0164"),
        ("Utrecht (gemeente)", "GM0344"),
        ("s-Gravenhage (gemeente)", "GM0518"),
        ("Sudwest-Fryslan", "GM1900"),
        ("Bergen (L.)", "GM0893"),
    ],
)
def test_names_as_different_sources_spell_them(name: str, code: str) -> None:
    source = declare(ROKEN, gebied={"kolom": "regio", "namen_jaar": 2020})
    assert observe(raw("regio,Roker", f"{name},1"), source)["gebied_code"].tolist() == [code]


def test_a_name_that_two_gemeenten_bear_is_refused() -> None:
    source = declare(ROKEN, gebied={"kolom": "regio", "namen_jaar": 2020})
    with pytest.raises(ContractError, match=r"geen gemeente van 2020 heet zo: 'Bergen' \(lijkt op"):
        observe(raw("regio,Roker", "Bergen,1"), source)


def test_a_year_without_a_list_of_gemeenten_is_refused() -> None:
    source = declare(ROKEN, gebied={"kolom": "regio", "namen_jaar": 1999})
    with pytest.raises(ContractError, match=r"geen lijst van gemeenten van 1999.*2020"):
        observe(raw("regio,Roker", "Almelo,1"), source)


def test_declared_names_go_before_the_list_of_gemeenten() -> None:
    waarden = {"Overijssel (PV)": "PV23"}
    source = declare(ROKEN | {"niveau": ["PV"]}, gebied={"kolom": "regio", "namen_jaar": 2020, "waarden": waarden})
    assert observe(raw("regio,Roker", "Overijssel (PV),1"), source)["gebied_code"].tolist() == ["PV23"]


def test_rows_without_a_figure_may_be_dropped_before_their_name_is_looked_up() -> None:
    """The list of all gemeenten that ever were, with figures only for those of that year, and a foot."""
    table = raw("regio,Roker", "Almelo,1", "Ambt Delden,", "Bron: CBS,")
    source = declare(ROKEN, tabel={"lege_rijen": "overslaan"}, gebied={"kolom": "regio", "namen_jaar": 2020})
    assert observe(table, source)["gebied_code"].tolist() == ["GM0141"]


def test_folding_a_name_drops_only_what_sources_spell_differently() -> None:
    assert fold_name("Nuenen, Gerwen en Nederwetten") == fold_name("Nuenen. Gerwen  en Nederwetten ")
    assert fold_name("'s-Hertogenbosch") == fold_name("s-Hertogenbosch")
    assert fold_name("Bergen (L.)") != fold_name("Bergen (NH.)")


def test_counts_per_postcode_are_added_up_per_gemeente() -> None:
    via = pd.DataFrame({"pc4": ["7601", "7602", "3511", "1099"], "plaats": ["Almelo", "Almelo", "Utrecht", ""]})
    source = declare(
        ROKEN | {"code": "inwoners", "aggregatie": "som", "gewicht": None, "eenheid": "aantal"},
        gebied={
            "kolom": "pc4",
            "namen_jaar": 2020,
            "overslaan": ["onbekend"],
            "via": {"pad": "pc4.csv", "sleutel": "pc4", "naam": "plaats", "aanvulling": {"1099": "onbekend"}},
        },
    )
    table = raw("pc4,Roker", "7601,100", "7602,25", "3511,7", "1099,5")
    frame = observe(table, source, via={"pc4.csv": via})
    assert values(frame, "gebied_code", "waarde") == [("GM0141", 125.0), ("GM0344", 7.0)]


def test_percentages_per_postcode_are_never_added_up() -> None:
    via = pd.DataFrame({"pc4": ["7601"], "plaats": ["Almelo"]})
    source = declare(
        ROKEN, gebied={"kolom": "pc4", "namen_jaar": 2020, "via": {"pad": "p", "sleutel": "pc4", "naam": "plaats"}}
    )
    with pytest.raises(ContractError, match="roken kan niet worden opgeteld"):
        observe(raw("pc4,Roker", "7601,20"), source, via={"p": via})


def test_a_postcode_that_the_second_file_lacks_is_refused() -> None:
    via = pd.DataFrame({"pc4": ["7601"], "plaats": ["Almelo"]})
    source = declare(
        ROKEN, gebied={"kolom": "pc4", "namen_jaar": 2020, "via": {"pad": "p", "sleutel": "pc4", "naam": "plaats"}}
    )
    with pytest.raises(ContractError, match="pc4 '9999' staat niet in p"):
        observe(raw("pc4,Roker", "9999,20"), source, via={"p": via})


# Groups


def test_codes_of_ages_become_our_words() -> None:
    source = declare(ROKEN, leeftijd={"kolom": "Leeftijd", "waarden": {"20300": "18+", "80200": "65+"}})
    frame = observe(raw("regio,Leeftijd,Roker", "GM0141,20300,1", "GM0141,80200,2"), source)
    assert values(frame, "leeftijd", "waarde") == [("18+", 1.0), ("65+", 2.0)]


def test_an_age_code_that_is_not_declared_is_refused() -> None:
    source = declare(ROKEN, leeftijd={"kolom": "Leeftijd", "waarden": {"20300": "18+"}})
    with pytest.raises(ContractError, match=r"onbekende waarde '53115' in kolom Leeftijd.*dimensies\.leeftijd"):
        observe(raw("regio,Leeftijd,Roker", "GM0141,53115,1"), source)


def test_ages_that_are_already_ours_stay() -> None:
    source = declare(ROKEN, leeftijd={"kolom": "Leeftijd", "waarden": {"99 en ouder": "99+"}})
    frame = observe(raw("regio,Leeftijd,Roker", "GM0141,0,1", "GM0141,5-9,2", "GM0141,99 en ouder,3"), source)
    assert frame["leeftijd"].tolist() == ["0", "5-9", "99+"]


def test_a_breakdown_is_written_as_feature_and_value() -> None:
    source = declare(ROKEN, uitsplitsing={"kolom": "kenmerk", "waarden": {"Inkomen: 1e": "inkomen=kwintiel_1"}})
    frame = observe(raw("regio,kenmerk,Roker", "GM0141,Inkomen: 1e,30"), source)
    assert frame["uitsplitsing"].tolist() == ["inkomen=kwintiel_1"]
    with pytest.raises(ContractError, match="onbekende waarde 'Inkomen: 2e'"):
        observe(raw("regio,kenmerk,Roker", "GM0141,Inkomen: 2e,30"), source)


# Periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020JJ00", date(2020, 1, 1), date(2020, 12, 31)),
        ("2019SJ00", date(2019, 8, 1), date(2020, 7, 31)),
        ("2017G400", date(2017, 1, 1), date(2020, 12, 31)),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("2020MM02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021KW04", date(2021, 10, 1), date(2021, 12, 31)),
        ("2020-01-01", date(2020, 1, 1), date(2020, 1, 1)),
        ("2020-03-01/2020-06-30", date(2020, 3, 1), date(2020, 6, 30)),
    ],
)
def test_periods_as_the_sources_write_them(text: str, first: date, last: date) -> None:
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "20", "2020MM13", "2020-02-30", "2019/2018", "2020JJ01", "jaar 2020"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ContractError, match=r"onbekende periode.*t\.csv.*2020JJ00"):
        parse_period(text, "t.csv")


def test_periods_from_a_column() -> None:
    source = declare(ROKEN, tabel={"periode": None}, periode={"kolom": "Perioden"})
    frame = observe(raw("regio,Perioden,Roker", "GM0141,2012JJ00,1", "GM0141,2016JJ00,2"), source)
    assert frame["periode_start"].dt.year.tolist() == [2012, 2016]


def test_a_table_that_does_not_say_its_period_is_refused() -> None:
    with pytest.raises(ContractError, match="over welke periode"):
        observe(raw("regio,Roker", "GM0141,1"), declare(ROKEN, tabel={"periode": None}))


# Margins

MARGE = {"kolom": "Marges", "waarden": {"Waarde": "waarde", "Onder": "ondergrens", "Boven": "bovengrens"}}


def test_margins_on_rows_of_their_own_become_columns() -> None:
    table = raw(
        "regio,Marges,Roker",
        "GM0141,Onder,15.1",
        "NL01,Waarde,16.7",
        "GM0141,Waarde,17.3",
        "GM0141,Boven,19.9",
    )
    frame = observe(table, declare(ROKEN, marge=MARGE))
    assert values(frame[frame["gebied_code"] == "GM0141"], "waarde", "ondergrens", "bovengrens") == [
        (17.3, 15.1, 19.9)
    ]
    nl = frame[frame["gebied_code"] == "NL"].iloc[0]
    assert nl["waarde"] == 16.7
    assert pd.isna(nl["ondergrens"])
    assert len(frame) == 2


def test_a_margin_without_its_value_is_refused() -> None:
    with pytest.raises(ContractError, match="marges zonder waarde"):
        observe(raw("regio,Marges,Roker", "GM0141,Waarde,1", "GM0147,Onder,2"), declare(ROKEN, marge=MARGE))


# Numbers and gaps


def test_a_factor_leaves_no_noise_behind() -> None:
    """0.285 * 100 is 28.499999999999996 in floating point; the source means 28.5."""
    assert 0.285 * 100 != 28.5
    source = declare(ROKEN | {"factor": 100})
    table = raw("regio,Roker", "GM0141,0.285", "GM0147,0.07", "GM0153,")
    assert observe(table, source)["waarde"].tolist()[:2] == [28.5, 7.0]


def test_a_factor_below_one_keeps_its_decimals() -> None:
    assert observe(raw("regio,Roker", "GM0141,2378"), declare(ROKEN | {"factor": 0.01}))["waarde"].tolist() == [
        23.78
    ]


def test_every_digit_of_the_source_is_kept() -> None:
    assert observe(raw("regio,Roker", "GM0141,9.42672319556914"), declare(ROKEN))["waarde"].tolist() == [
        9.42672319556914
    ]


def test_words_that_stand_for_a_number() -> None:
    source = declare(ROKEN | {"vertaling": {"extremely urbanised": 1, "not urbanised": 5}})
    frame = observe(raw("regio,Roker", "GM0141,not urbanised", "GM0153,extremely urbanised"), source)
    assert frame["waarde"].tolist() == [5.0, 1.0]


DRINKEN = {"code": "drinken", "kolom": "Drinker"}


def gaps(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Area, indicator and reason of every observation without a value."""
    return values(frame[frame["waarde"].isna()], "gebied_code", "indicator_code", "ontbreekt")


def test_a_gap_is_empty_with_a_reason_and_never_zero() -> None:
    source = declare(ROKEN, DRINKEN, tabel={"ontbreekt_reden": "te_weinig"})
    frame = observe(raw("regio,Roker,Drinker", "GM0141,,80.1", "GM0147,0,70.2"), source)
    assert gaps(frame) == [("GM0141", "roken", "te_weinig")]
    zero = frame[(frame["gebied_code"] == "GM0147") & (frame["indicator_code"] == "roken")].iloc[0]
    assert zero["waarde"] == 0.0
    assert pd.isna(zero["ontbreekt"])


def test_a_dot_and_an_empty_cell_mean_different_things() -> None:
    """StatLine, untyped: '.' is secret or not available, empty is not applicable."""
    source = declare(ROKEN, DRINKEN, tabel={"ontbreekt_reden": "geheim"})
    frame = observe(raw("regio,Roker,Drinker", "GM0141,.,80.1", "GM0147,12.5,", "NL01,17.9,77"), source)
    assert gaps(frame) == [("GM0141", "roken", "geheim"), ("GM0147", "drinken", "nvt")]


def test_what_was_not_measured_at_all_in_a_year_is_not_stored() -> None:
    source = declare(ROKEN, DRINKEN, tabel={"periode": None}, periode={"kolom": "jaar"})
    table = raw("regio,jaar,Roker,Drinker", "GM0141,2012,20.1,", "GM0147,2012,21.1,", "GM0141,2016,18.0,79.5")
    frame = observe(table, source)
    assert gaps(frame) == []
    assert len(frame) == 4


def test_what_was_not_measured_at_one_level_is_not_stored_for_that_level() -> None:
    frame = observe(raw("regio,Roker,Drinker", "NL01,17.9,77.0", "GM0141,18.1,"), declare(ROKEN, DRINKEN))
    assert values(frame, "indicator_code", "gebied_code") == [
        ("roken", "NL"),
        ("roken", "GM0141"),
        ("drinken", "NL"),
    ]


def test_an_area_without_any_figure_is_missing_when_it_existed() -> None:
    """A wijk where too few people live has only dots; Ambt Delden (GM0142) was no gemeente any more in 2020."""
    frame = observe(raw("regio,Roker", "WK014110,17.9", "WK014199,.", "GM0142,.", "GM0141,18.1"), declare(ROKEN))
    assert frame["gebied_code"].tolist() == ["WK014110", "WK014199", "GM0141"]
    assert frame["waarde"].isna().tolist() == [False, True, False]
    assert frame["ontbreekt"].dropna().tolist() == ["onbekend"]


def test_an_area_without_any_figure_is_left_out_when_no_list_says_whether_it_existed() -> None:
    source = declare(ROKEN, tabel={"gebied_jaar": 2011})
    assert observe(raw("regio,Roker", "GM0141,1", "GM0142,."), source)["gebied_code"].tolist() == ["GM0141"]


def test_dots_of_an_untyped_export_are_gaps_and_empty_columns_were_not_asked() -> None:
    """As RIVM publishes 2016: a topic of another round is empty everywhere, an area without figures has dots."""
    table = raw("regio,Roker,Drinker", "GM0141,18.1,", "WK014110,17.9,", "WK014199,.,")
    frame = observe(table, declare(ROKEN, DRINKEN, tabel={"ontbreekt_reden": "te_weinig"}))
    gaps = frame[frame["waarde"].isna()]
    assert values(gaps, "indicator_code", "gebied_code", "ontbreekt") == [("roken", "WK014199", "te_weinig")]
    assert set(frame["indicator_code"]) == {"roken"}


@pytest.mark.parametrize("cell", ["x", "nan", "inf", "1_000"])
def test_a_cell_that_is_no_number_is_refused(cell: str) -> None:
    table = RawTable(pd.DataFrame({"regio": ["GM0141"], "Roker": [cell]}), "map/t.csv", "0" * 64)
    with pytest.raises(ContractError, match=rf"'{cell}' in kolom Roker is geen getal.*ontbreekt"):
        observe(table, declare(ROKEN))


def test_two_rows_for_the_same_area_and_group_are_refused() -> None:
    with pytest.raises(ContractError, match=r"dubbele rijen \(1\), bijvoorbeeld GM0141"):
        observe(raw("regio,Roker", "GM0141,1", "NL01,2", "GM0141,3"), declare(ROKEN))


def test_two_columns_for_the_same_group_are_refused() -> None:
    source = declare({"code": "inwoners", "kolommen": [{"kolom": "a"}, {"kolom": "b"}]})
    with pytest.raises(ContractError, match=r"dubbele cijfers \(1\), bijvoorbeeld inwoners GM0141 totaal"):
        observe(raw("regio,a,b", "GM0141,1,2"), source)


# Forms that a declaration spells out


def test_only_the_rows_that_are_asked_for_are_read() -> None:
    """A wijk of Utrecht is called Almelo: the column with the kind of area tells them apart."""
    table = raw("regio,soort,Roker", "Almelo,Gemeente,18.1", "Almelo,Wijk,9.9")
    source = declare(
        ROKEN, tabel={"rijen": {"soort": ["Gemeente"]}}, gebied={"kolom": "regio", "namen_jaar": 2020}
    )
    assert values(observe(table, source), "gebied_code", "waarde") == [("GM0141", 18.1)]


@pytest.mark.parametrize(
    ("rows", "problem"), [({"soort": ["Land"]}, "geen rij heeft Land in kolom soort"), ({"type": ["x"]}, "'type'")]
)
def test_rows_that_are_asked_for_but_not_there_are_refused(rows: dict[str, list[str]], problem: str) -> None:
    with pytest.raises(ContractError, match=problem):
        observe(raw("regio,soort,Roker", "GM0141,Gemeente,18.1"), declare(ROKEN, tabel={"rijen": rows}))


def test_a_decimal_comma_where_the_table_has_one() -> None:
    source = declare(ROKEN, tabel={"decimaal": ",", "scheiding": ";"})
    table = RawTable(pd.DataFrame({"regio": ["GM0141"], "Roker": ["18,1"]}), "map/t.csv", "0" * 64)
    assert observe(table, source)["waarde"].tolist() == [18.1]


def test_a_point_for_thousands_is_not_taken_for_a_decimal_point() -> None:
    table = RawTable(pd.DataFrame({"regio": ["GM0141"], "Roker": ["1.234,5"]}), "map/t.csv", "0" * 64)
    with pytest.raises(ContractError, match="is geen getal"):
        observe(table, declare(ROKEN, tabel={"decimaal": ","}))


def test_a_period_with_an_asterisk_is_provisional_and_the_others_are_not() -> None:
    """As CBS marks it, in a column (2023, 2024*) and in the head of a column (2021*)."""
    source = declare(ROKEN, periode={"kolom": "jaar"}, tabel={"periode": None})
    frame = observe(raw("regio,jaar,Roker", "GM0141,2023,1", "GM0141,2024*,2"), source)
    assert [str(day)[:10] for day in frame["periode_start"]] == ["2023-01-01", "2024-01-01"]
    assert frame["status"].tolist() == ["definitief", "voorlopig"]
    wide = declare(
        {"code": "roken", "kolommen": [{"kolom": year, "periode": year} for year in ("2020", "2021*")]},
        tabel={"periode": None},
    )
    frame = observe(raw("regio,2020,2021*", "GM0141,1,2"), wide)
    assert values(frame, "waarde", "status") == [(1.0, "definitief"), (2.0, "voorlopig")]


def test_a_provisional_table_stays_provisional_without_a_mark() -> None:
    frame = observe(raw("regio,Roker", "GM0141,1"), declare(ROKEN, tabel={"status": "voorlopig"}))
    assert frame["status"].tolist() == ["voorlopig"]


def test_a_postcode_with_a_decimal_point_is_the_same_postcode() -> None:
    """One year writes 7601, the list of gemeenten 7601.0; sums of postcodes (76) are skipped, names never."""
    via = pd.DataFrame({"pc4": ["7601.0", "3511.0"], "plaats": ["Almelo", "Utrecht"]})
    source = declare(
        ROKEN | {"code": "inwoners", "aggregatie": "som", "gewicht": None, "eenheid": "aantal"},
        gebied={
            "kolom": "pc4",
            "namen_jaar": 2020,
            "overslaan": ["[0-9][0-9]"],
            "via": {"pad": "p", "sleutel": "pc4", "naam": "plaats"},
        },
    )
    frame = observe(raw("pc4,Roker", "76,107", "7601,100", "3511,7"), source, via={"p": via})
    assert values(frame, "gebied_code", "waarde") == [("GM0141", 100.0), ("GM0344", 7.0)]


def test_dimensions_of_another_table_hold_unless_a_table_has_its_own() -> None:
    source = declare(ROKEN, tabel={"dimensies": {"leeftijd": {"kolom": "l", "waarden": {"oud": "65+"}}}})
    second = source.tabel[0].model_copy(update={"code": "T2", "dimensies": {}, "dimensies_van": "T1"})
    own = second.model_copy(update={"code": "T3", "dimensies": {"leeftijd": Dimensie(vast="18+")}})
    both = source.model_copy(update={"tabel": (source.tabel[0], second, own)})
    ages = [both.dimension(tabel, "leeftijd") for tabel in both.tabel]
    assert ages[1] == ages[0]
    assert ages[2] == Dimensie(vast="18+")


ALONE = {"code": "alleen", "teller": ["Alleen"], "noemer": "Personen"}
COUNT = {"code": "alleen_aantal", "teller": ["Alleen"], "aggregatie": "som", "gewicht": None, "eenheid": "aantal"}
OLD = {"kolom": "l", "waarden": {"a": "75-79", "b": "80+"}, "groepen": {"75+": ["75-79", "80+"]}}


def test_a_wider_group_is_the_sum_of_its_parts_and_a_share_is_a_percentage() -> None:
    """40 of 100 and 30 of 50 live alone: 70 of 150 of all of 75 and over, not the mean of 40 % and 60 %."""
    table = raw("regio,l,Alleen,Personen", "GM0141,a,40,100", "GM0141,b,30,50")
    frame = observe(table, declare(ALONE, COUNT, leeftijd=OLD))
    figures = {(code, age): value for code, age, value in values(frame, "indicator_code", "leeftijd", "waarde")}
    assert figures["alleen", "75+"] == pytest.approx(100 * 70 / 150)
    assert figures["alleen_aantal", "75+"] == 70
    assert figures["alleen", "75-79"] == 40
    shares = frame[(frame["indicator_code"] == "alleen") & (frame["leeftijd"] == "75+")]
    assert values(shares, "teller", "noemer") == [(70.0, 150.0)]


def test_an_unknown_part_makes_the_wider_group_unknown_and_an_empty_row_does_not() -> None:
    """In a small gemeente nobody is that old and the row is empty (`lege_rijen`); a dot is a secret number."""
    rows = ("GM0141,a,40,100", "GM0141,b,,", "GM0344,a,9,10", "GM0344,b,.,20")
    source = declare(COUNT, ALONE, leeftijd=OLD, tabel={"lege_rijen": "overslaan", "ontbreekt_reden": "geheim"})
    frame = observe(raw("regio,l,Alleen,Personen", *rows), source)
    wide = frame[(frame["leeftijd"] == "75+") & (frame["indicator_code"] == "alleen_aantal")]
    assert values(wide, "gebied_code", "waarde")[0] == ("GM0141", 40.0)
    assert wide["ontbreekt"].tolist()[1] == "geheim"


def test_a_part_of_a_wider_group_that_never_occurs_is_refused() -> None:
    wrong = OLD | {"groepen": {"75+": ["75-79", "80-84"]}}
    with pytest.raises(ContractError, match=r"'80-84' van groep 75\+ komt niet voor"):
        observe(raw("regio,l,Alleen,Personen", "GM0141,a,1,2", "GM0141,b,1,2"), declare(ALONE, leeftijd=wrong))
