"""The build: from tables to rows, the same each time, and what it says of tables that are wrong."""

import hashlib
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from briefmap import GazetteerError
from briefmap.gazetteer import EMBEDDED, Gazetteer
from gazetteer.build import build
from gazetteer.compile import compile_tables
from gazetteer.extract_cities import City, arabic_names
from gazetteer.nisba import forms
from gazetteer.tables import COLUMNS, CURATED, EXTRACTS, HERE, bare, curated, extract, plain
from gazetteer.validate import doubts, errors

CITIES = "geonameid,name,iso2,admin1,province,lat,lon,population,"


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """A world of Mali, its province Gao, and four cities; no curated table yet."""
    folder, extracts = tmp_path / "curated", tmp_path / "extracts"
    folder.mkdir()
    extracts.mkdir()
    for name, text in {
        "countries.csv": "iso2,name_en,name_ar,names_ar,lat,lon,population,area,capital\n"
        "ML,Mali,مالي,,17.4,-4,19077690,1240000,Bamako\nNE,Niger,النيجر,,17.6,9.4,22442948,1267000,Niamey\n",
        "provinces.csv": "code,name_en,name_ar,lat,lon,polygons,how\nML-7,Gao,منطقة غاو,16.8,0.1,4712,name\n"
        "ML-9,Ménaka,منطقة ميناكا,,,,\n",
        "m49.csv": "code,name_en,name_ar,members,lat,lon\n011,Western Africa,غرب أفريقيا,ML|NE,13,-2\n",
        "cities.csv": CITIES + "names_ar\n"
        "2457161,Gao,ML,09,ML-7,16.2717,-0.0447,86633,غاو|جاو\n2460596,Bamako,ML,01,,12.65,-8,1297281,باماكو\n",
    }.items():
        (extracts / name).write_text(text, "utf-8")
    import gzip

    latin = CITIES + "names\n2453348,Ménaka,ML,09,ML-7,15.9182,2.4022,9110,Menaca\n"
    (extracts / "cities_latin.csv.gz").write_bytes(gzip.compress(latin.encode()))
    return folder, extracts


def put(folder: Path, table: str, *rows: str, file: str = "") -> None:
    header = ",".join(COLUMNS[table].split())
    (folder / (file or f"{table}.csv")).write_text("\n".join((header, *rows)) + "\n", "utf-8")


def names(tables: tuple[Path, Path]) -> dict[tuple[str, str], str]:
    return {name: role for name, (role, _) in compile_tables(*tables).names.items()}


def test_extracts_alone_make_a_gazetteer(tables: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    build(path, curated=tables[0], extracts=tables[1])
    with closing(Gazetteer.open(path)) as gazetteer:
        assert [p.id for p in gazetteer.lookup("غاو")] == ["geonames:2457161", "iso:ML-7"]
        assert gazetteer.members("m49:011") == ("iso:ML", "iso:NE")


def test_a_province_without_a_point_is_left_out(tables: tuple[Path, Path]) -> None:
    assert "iso:ML-9" not in compile_tables(*tables).places


def test_an_editors_name_leads_and_the_old_one_stays_an_alias(tables: tuple[Path, Path]) -> None:
    put(tables[0], "cities_ar", "2457161,Gao,ML,قاو,كاو,editors", file="cities_ar_africa.csv")
    place = compile_tables(*tables).places["geonames:2457161"]
    assert (place.name_ar, place.source) == ("قاو", "geonames|editors")
    roles = {text: role for (text, id), role in names(tables).items() if id == place.id}
    assert roles == {"قاو": "name", "كاو": "alias", "غاو": "alias", "جاو": "alias"}


def test_a_city_without_an_arabic_name_gets_one_from_a_table(tables: tuple[Path, Path]) -> None:
    put(tables[0], "towns", "geonames:2453348,Ménaka,ميناكا,منكا,ML,,,,editors")
    place = compile_tables(*tables).places["geonames:2453348"]
    assert (place.name, place.name_ar, place.lat, place.admin1) == ("Ménaka", "ميناكا", 15.9182, "iso:ML-7")


def test_a_capital_is_linked_to_the_city_of_its_name(tables: tuple[Path, Path]) -> None:
    put(tables[0], "capitals", "ML,Bamako,باماكو,بماكو,12.6,-8.0,editors", "NE,Niamey,نيامي,,13.5,2.1,editors")
    compiled = compile_tables(*tables)
    assert compiled.capitals == {("geonames:2460596", "ML"), ("town:niamey", "NE")}
    assert compiled.places["geonames:2460596"].feature == "PPLC"


def test_a_demonym_is_made_from_its_stem(tables: tuple[Path, Path]) -> None:
    put(tables[0], "demonyms", "iso:ML,مالي,,,مالي|مالية|المالية,editors")
    found = names(tables)
    assert found["المالي", "iso:ML"] == "demonym"
    assert found["ماليون", "iso:ML"] == "demonym"
    assert found["مالي", "iso:ML"] == "name"  # the country's own name is no demonym
    assert ("الماليه", "iso:ML") not in found  # an ordinary word: finance


def test_a_site_takes_the_province_of_the_nearest_city(tables: tuple[Path, Path]) -> None:
    put(tables[0], "sites", "site:gao-airport,site,AIRP,Gao airport,مطار غاو,,ML,16.25,0,editors")
    assert compile_tables(*tables).places["site:gao-airport"].admin1 == "iso:ML-7"


def test_a_region_of_members_lies_in_their_middle(tables: tuple[Path, Path]) -> None:
    put(tables[0], "regions", "region:x,region,RGN,X,,المثلث,,,iso:ML|iso:NE,,,,editors")
    place = compile_tables(*tables).places["region:x"]
    assert (place.lat, place.lon) == (17.5, 2.7)


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("countries", "XX,Nowhere,لامكان,,editors", r"curated/countries\.csv:2: 'XX' is no country of ISO 3166-1"),
        ("towns", "geonames:1,Nowhere,لامكان,,ML,,,,editors", r"curated/towns\.csv:2: no city 1 among the cities"),
        ("towns", "geonames:2457161,Gao,غاو,,NE,,,,editors", r"towns\.csv:2: 2457161 is Gao in ML, not in NE"),
        ("metonyms", "القصر,iso:XX,Palace,editors", r"curated/metonyms\.csv:2: no place 'iso:XX'"),
        ("sites", "site:x,cave,CAVE,X,كهف,,ML,1,1,editors", r"sites\.csv:2: kind 'cave' is not site or region"),
        ("sites", "site:x,site,CAVE,X,كهف,,ML,north,1,editors", r"sites\.csv:2: lat 'north' is not a number"),
        ("sites", "site:x,site", r"curated/sites\.csv:2: 2 cells where the header names 10"),
        ("provinces", "ML-9,Ménaka,منطقة ميناكا,,,,editors", r"provinces\.csv:2: ML-9 has no point in the extract"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tables: tuple[Path, Path], table: str, row: str, message: str) -> None:
    put(tables[0], table, row)
    with pytest.raises(GazetteerError, match=message):
        compile_tables(*tables)


def test_other_columns_are_refused(tables: tuple[Path, Path]) -> None:
    (tables[0] / "capitals.csv").write_text("iso2,name\n", "utf-8")
    with pytest.raises(GazetteerError, match=r"curated/capitals\.csv:1: columns are iso2,name, not iso2,name_en"):
        compile_tables(*tables)


def test_an_excluded_name_is_taken_off_and_the_next_one_becomes_the_places_own(tables: tuple[Path, Path]) -> None:
    put(
        tables[0],
        "exclusions",
        "geonames:2457161,Gao,غاو,a test,editors",
        "geonames:2460596,Bamako,باماكو,a test,editors",
    )
    compiled = compile_tables(*tables)
    assert compiled.places["geonames:2457161"].name_ar == "جاو"
    assert ("غاو", "geonames:2457161") not in compiled.names
    assert compiled.places["geonames:2460596"].name_ar == ""  # no name is left but the Latin one


def test_an_exclusion_of_a_name_that_is_not_there_is_asked_about(tables: tuple[Path, Path]) -> None:
    put(tables[0], "exclusions", "geonames:2457161,Gao,كيدال,a test,editors")
    assert list(doubts(*tables)) == [
        "curated/exclusions.csv:2: geonames:2457161 is not called كيدال in the extract; take the exclusion out"
    ]


def test_two_builds_are_the_same_and_a_changed_name_changes_the_digest(
    tables: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    digest = build(first, curated=tables[0], extracts=tables[1])
    assert build(second, curated=tables[0], extracts=tables[1]) == digest
    assert first.read_bytes() == second.read_bytes()
    put(tables[0], "countries", "ML,Mali,مالي,جمهورية مالي,editors")
    assert build(second, curated=tables[0], extracts=tables[1]) != digest


def test_a_failed_build_leaves_the_old_file(tables: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    build(path, curated=tables[0], extracts=tables[1])
    before = path.read_bytes()
    put(tables[0], "metonyms", "القصر,iso:XX,Palace,editors")
    with pytest.raises(GazetteerError):
        build(path, curated=tables[0], extracts=tables[1])
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("g.")] == ["g.sqlite"]


def test_the_embedded_gazetteer_is_what_the_tables_say(tmp_path: Path) -> None:
    digest = build(tmp_path / "g.sqlite")
    with closing(sqlite3.connect(EMBEDDED)) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone() == (digest,)


def test_every_extract_is_the_one_that_its_digest_was_taken_of() -> None:
    import gzip

    digests = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["extracts"]
    for name, digest in digests.items():
        data = (EXTRACTS / name).read_bytes()
        text = gzip.decompress(data) if name.endswith(".gz") else data
        assert hashlib.sha256(text).hexdigest() == digest, name


def test_extracts_hold_what_the_readme_promises() -> None:
    provinces = list(extract("provinces.csv"))
    assert len(list(extract("cities.csv"))) > 25_000
    assert sum(bool(row["lat"]) for row in provinces) >= 4_000
    assert sum(bool(row["polygons"]) for row in provinces) >= 3_300


def test_curated_tables_are_right() -> None:
    assert list(errors()) == []


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("towns", "town:x,X,برج,,XX,1,1,,editors", "'XX' is no country's code of ISO 3166-1"),
        ("towns", "town:x,Paris,باريس,,IQ,48.85,2.35,,editors", "outside IQ; correct the point or iso2"),
        ("towns", "town:x,X,برجParis,,IQ,33,44,,editors", "holds 'Pairs', which is no Arabic letter"),
        ("towns", "town:x,,برج,,IQ,33,44,,editors", "name_en is empty"),
        ("towns", "town:x,X,,,IQ,33,44,,editors", "name_ar is empty"),
        ("towns", "town:x,X,برج,,IQ,33,44,,atlas", "source 'atlas' is not editors or an id of sources.toml"),
        ("towns", "town:x,X,برج,أربيل|اربيل,IQ,33,44,,editors", "names_ar holds 'أربيل' twice"),
        ("towns", "X,X,برج,,IQ,33,44,,editors", "id 'X' must be town: or geonames:"),
        ("towns", "town:x,X,برج,,IQ,133,44,,editors", "no such point: 133.0, 44.0"),
        ("regions", 'region:x,region,RGN,X,,برج,,,,"POLYGON((0 0, 1 1",1,1,editors', "the outline is not WKT"),
    ],
)
def test_validation_says_what_is_wrong_with_a_row(tmp_path: Path, table: str, row: str, message: str) -> None:
    put(tmp_path, table, row)
    found = list(errors(tmp_path))
    assert len(found) == 1
    assert found[0].startswith(f"{tmp_path.name}/{table}.csv:2: ")
    assert message in found[0]


def test_validation_asks_to_look_at_members_and_aliases(tmp_path: Path) -> None:
    put(tmp_path, "regions", "region:x,region,RGN,X,,برج,بغداد,,iso:XX-1,,33,44,editors")
    put(tmp_path, "towns", "town:y,Y,قلعة,الموصل,IQ,33,44,5000000,editors")
    found = [line.partition("/")[2] for line in doubts(tmp_path) if line.startswith(tmp_path.name)]
    assert found == [
        "regions.csv:2: the member iso:XX-1 is no place; correct it, or name it in provinces.csv",
        "regions.csv:2: the alias بغداد hides Baghdad (IQ, 7,216,000)",
    ]


def test_validation_names_both_rows_of_one_id(tmp_path: Path) -> None:
    put(tmp_path, "sites", *["site:x,site,CMP,X,برج,,IQ,33,44,editors"] * 2)
    assert list(errors(tmp_path)) == [
        f"{tmp_path.name}/sites.csv:3: 'site:x' stands at {tmp_path.name}/sites.csv:2 already; merge the two rows"
    ]


def test_a_copy_of_the_curated_tables_reads_the_same(tmp_path: Path) -> None:
    shutil.copytree(CURATED, tmp_path / "curated")
    for table in COLUMNS:
        assert [r.cells for r in curated(table, tmp_path / "curated")] == [r.cells for r in curated(table)]


def test_a_word_for_the_kind_is_taken_off_only_where_a_name_is_left() -> None:
    assert bare("ولاية شمال دارفور") == "شمال دارفور"
    assert bare("غومل أوبلاست") == "غومل"
    assert bare("المنطقة الشرقية") == ""
    assert bare("محافظة الوسطى") == ""


def test_broken_plurals_take_the_article_too() -> None:
    assert forms(["روسي"], ["روس"])[-2:] == ("روس", "الروس")
    assert forms(["كويتي"])[:4] == ("كويتي", "الكويتي", "كويتية", "الكويتية")


def test_spellings_of_other_languages_are_not_taken_for_arabic() -> None:
    rome = City(1, "Rome", "IT", "07", 41.9, 12.5, 1, "Europe/Rome", ("رم", "روم", "روما", "رىم", "رُم", "Roma"))
    assert arabic_names(rome, "روما") == ["روما", "روم"]
    kabul = City(2, "Kabul", "AF", "13", 34.5, 69.2, 1, "Asia/Kabul", ("كابل", "کابول", "كابۇل", "كابل، أفغانستان"))
    assert arabic_names(kabul) == ["كابل"]


def test_latin_names_are_compared_without_accents() -> None:
    assert plain("Ménaka") == plain("MENAKA") == "menaka"
    assert plain("Diyarbakır") == "diyarbakir"
