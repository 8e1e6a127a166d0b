"""What people type after REGION= and which region that is; on the regions of the project itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regiobeeld import paths
from regiobeeld.areas.regions import describe_regions, list_regions, resolve_region
from regiobeeld.areas.register import Register, fold, load_register, slugify
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError

TWENTE = (
    *("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168"),
    *("GM0173", "GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774"),
)

NOTHING = "geen regio opgegeven. Geef bijvoorbeeld REGION=twente. Typ make regios voor alle namen en codes."


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(paths.SOURCES)


def test_twente_is_fourteen_gemeenten_with_published_figures(register: Register) -> None:
    region = resolve_region("twente", register)
    assert region.gemeenten == TWENTE
    assert (region.code, region.naam, region.slug) == ("RG_twente", "Twente", "twente")
    assert region.gebied_code == "GG1106"
    assert region.noot == ""


@pytest.mark.parametrize("text", ["Twente", " TWENTE ", "GG1106", "gg1106", "CR12", "VR05", "ZK22", "GGD Twente"])
def test_all_ways_to_say_twente_mean_the_same_gemeenten(register: Register, text: str) -> None:
    region = resolve_region(text, register)
    assert region.gemeenten == TWENTE
    assert region.gebied_code == "GG1106"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tilburg", "GM0855"),
        ("Hof van Twente", "GM1735"),
        ("'s-Hertogenbosch", "GM0796"),
        ("s hertogenbosch", "GM0796"),
        ("den bosch", "GM0796"),
        ("Den Haag", "GM0518"),
        ("hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("sudwest-fryslan", "GM1900"),
        ("Nuenen, Gerwen en Nederwetten", "GM0820"),
        ("overijssel", "PV23"),
        ("provincie utrecht", "PV26"),
        ("provincie-utrecht", "PV26"),
        ("veiligheidsregio brabant-noord", "VR21"),
        ("NL", "NL"),
        ("nederland", "NL"),
        ("GM1982", "GM1982"),
    ],
)
def test_names_and_codes(register: Register, text: str, code: str) -> None:
    assert resolve_region(text, register).code == code


def test_friesland_in_three_spellings_is_one_province(register: Register) -> None:
    found = {resolve_region(text, register).gemeenten for text in ("Fryslân", "fryslan", "Friesland", "PV21")}
    assert len(found) == 1
    assert len(found.pop()) == 18


def test_midden_brabant_is_the_zorgkantoorregio(register: Register) -> None:
    region = resolve_region("midden-brabant", register)
    assert region.gebied_code == "ZK12"
    assert "GM0855" in region.gemeenten


def test_a_name_with_two_meanings_is_the_gemeente_and_says_how_to_get_the_other(register: Register) -> None:
    region = resolve_region("utrecht", register)
    assert region.code == "GM0344"
    assert 'Met "utrecht" is gekozen: gemeente Utrecht.' in region.noot
    assert "provincie Utrecht (REGION=PV26)" in region.noot
    assert resolve_region("GM0344", register).noot == ""


def test_the_published_area_is_preferably_a_ggd(register: Register) -> None:
    assert resolve_region("PV23", register).gebied_code == "PV23"
    assert resolve_region("zeeland", register).gebied_code == "GG5006"
    assert resolve_region("GM0153", register).gebied_code == "GM0153"
    assert resolve_region("nederland", register).gebied_code == "NL"
    assert resolve_region("almelo,hengelo", register).gebied_code is None


@pytest.mark.parametrize(
    "text",
    ["GM0141,GM0164", "GM0164,GM0141", "almelo,hengelo", "Hengelo; Almelo", "almelo,hengelo,Almelo,"],
)
def test_a_list_has_no_order_and_no_duplicates(register: Register, text: str) -> None:
    region = resolve_region(text, register)
    assert region.gemeenten == ("GM0141", "GM0164")
    assert (region.naam, region.slug, region.code) == ("Almelo en Hengelo", "almelo-hengelo", "RG_almelo_hengelo")


def test_a_list_with_one_gemeente_is_that_gemeente(register: Register) -> None:
    assert resolve_region("borne,GM0147", register) == resolve_region("borne", register)


def test_what_lies_inside_another_part_of_the_list_adds_nothing(register: Register) -> None:
    assert resolve_region("twente,almelo", register) == resolve_region("twente", register)


def test_a_long_list_gets_a_short_name_of_its_own(register: Register) -> None:
    region = resolve_region("almelo,borne,enschede,losser", register)
    other = resolve_region("almelo,borne,enschede,wierden", register)
    assert region.naam == "Almelo, Borne en 2 andere gebieden"
    assert region.slug.startswith("almelo-borne-en-2-andere-")
    assert region.slug != other.slug
    assert resolve_region("losser,enschede,borne,almelo", register) == region


def test_fourteen_gemeenten_typed_out_have_the_published_figures_of_twente(register: Register) -> None:
    assert resolve_region(",".join(TWENTE), register).gebied_code == "GG1106"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("twentte", 'onbekende regio "twentte". Bedoelde u: twente?'),
        ("enschde", 'onbekende regio "enschde". Bedoelde u: enschede?'),
        ("almelo,hengello", 'onbekende regio "hengello". Bedoelde u: hengelo?'),
        ("GM9999", 'onbekende regio "GM9999". Typ make regios voor alle namen en codes.'),
        ("xyzzy", 'onbekende regio "xyzzy". Typ make regios voor alle namen en codes.'),
        ("", "geen regio opgegeven. Geef bijvoorbeeld REGION=twente. Typ make regios voor alle namen en codes."),
        (
            " , ",
            "geen regio opgegeven. Geef bijvoorbeeld REGION=twente. Typ make regios voor alle namen en codes.",
        ),
        (
            "GM0756",
            "Boxmeer (GM0756) bestaat sinds 2022 niet meer. "
            "Het is nu deel van Land van Cuijk (GM1982): vraag REGION=GM1982.",
        ),
        (
            "haaren",
            "Haaren (GM0788) bestaat sinds 2021 niet meer. Het is verdeeld over Boxtel (GM0757), "
            "Oisterwijk (GM0824), Tilburg (GM0855) en Vught (GM0865): vraag een van deze.",
        ),
    ],
)
def test_what_is_not_understood_gets_one_line_and_exit_code_2(register: Register, text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        resolve_region(text, register)
    assert str(error.value) == message
    assert error.value.exit_code == 2


@pytest.mark.parametrize("text", ["x" * 100_000, "../../etc/passwd", "<script>", "twente\nalmelo", "';--", "\x00"])
def test_strange_input_is_refused_or_understood_but_never_a_path(register: Register, text: str) -> None:
    try:
        region = resolve_region(text, register)
    except UsageError as error:
        assert len(str(error)) < 300
        assert "\n" not in str(error)
    else:
        assert region.slug.replace("-", "").isalnum()


def test_a_mayfly_gemeente_leads_to_where_it_is_now(register: Register) -> None:
    """GM1921 became GM1940 in 2015, Boarnsterhim (GM0055) went partly to GM1921: follow to the end."""
    with pytest.raises(UsageError, match="De Fryske Marren"):
        resolve_region("GM1921", register)


def test_all_regions_are_listed_and_each_can_be_asked_for(register: Register) -> None:
    rows = list_regions(register)
    kinds = [row.niveau for row in rows]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts["gemeente"] == 342
    assert counts["provincie"] == 12
    assert counts["GGD-regio"] == 25
    assert counts["COROP-gebied"] == 40
    assert counts["zorgkantoorregio"] == 32
    assert counts["veiligheidsregio"] == 25
    assert len({row.aanroep for row in rows}) == len(rows)
    for row in rows:
        assert resolve_region(row.aanroep, register).code == row.code
        assert resolve_region(row.code, register).code == row.code


def test_the_list_reads_well(register: Register) -> None:
    text = describe_regions(register)
    assert text.startswith("Eigen regio\n")
    line = next(line for line in text.splitlines() if "=provincie-utrecht " in line)
    assert line.split() == ["REGION=provincie-utrecht", "PV26", "provincie", "Utrecht", "(26", "gemeenten)"]
    assert max(map(len, text.splitlines())) <= 100


def test_folding_and_slugs() -> None:
    assert fold("'s-Gravenhage (gemeente)") == "s gravenhage gemeente"
    assert slugify("Súdwest-Fryslân") == "sudwest-fryslan"


def copy_indeling(target: Path) -> Path:
    folder = target / "indeling"
    folder.mkdir()
    for name in ("gebieden.csv", "gemeenten.csv", "herindelingen.csv"):
        (folder / name).write_bytes((paths.SOURCES / "indeling" / name).read_bytes())
    (target / "regios").mkdir()
    return target


def test_a_region_of_three_lines_is_enough(tmp_path: Path) -> None:
    sources = copy_indeling(tmp_path)
    (sources / "regios" / "mijn-regio.toml").write_text('naam = "Mijn regio"\ngemeenten = ["GM0153", "GM0141"]\n')
    region = resolve_region("Mijn Regio", load_register(sources))
    assert (region.code, region.gemeenten) == ("RG_mijn_regio", ("GM0141", "GM0153"))


def test_a_region_may_have_the_name_of_a_gemeente(tmp_path: Path) -> None:
    sources = copy_indeling(tmp_path)
    (sources / "regios" / "borne.toml").write_text('naam = "Rond Borne"\ngemeenten = ["GM0147", "GM0164"]\n')
    register = load_register(sources)
    assert len(resolve_region("borne", register).gemeenten) == 2
    assert "gemeente Borne (REGION=GM0147)" in resolve_region("borne", register).noot
    assert resolve_region("gemeente-borne", register).gemeenten == ("GM0147",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('naam = "X"\ngebied = "GG9999"\n', "GG9999 bestaat niet"),
        ('naam = "X"\n', "geef óf 'gemeenten' óf 'gebied'"),
        ("naam = \n", "geen goede TOML"),
    ],
)
def test_a_region_that_is_declared_wrong_names_its_file(tmp_path: Path, text: str, message: str) -> None:
    sources = copy_indeling(tmp_path)
    (sources / "regios" / "fout.toml").write_text(text)
    with pytest.raises(ContractError, match=rf"{message}.*fout\.toml"):
        load_register(sources)


def test_missing_lists_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachableError, match=r"gebieden\.csv"):
        load_register(tmp_path)


def test_finding_a_region_imports_nothing_heavy() -> None:
    code = (
        "import sys; from regiobeeld.areas.regions import resolve_region; resolve_region('twente'); "
        "print(sorted({'pandas', 'numpy', 'pydantic', 'duckdb', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
