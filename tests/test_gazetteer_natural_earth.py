"""Natural Earth's provinces, regions and states in a gazetteer of one's own; what is said of files that are broken."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import pytest
from click.testing import CliRunner
from shapely.geometry import Point, box, shape
from test_gazetteer_whole import NAMES, PLACES, dump

from briefmap import Article, brief
from briefmap.boundaries import Boundaries
from briefmap.cli import main
from briefmap.compiling.checking import facts, faults
from briefmap.compiling.geonames import build
from briefmap.export import geojson_text
from briefmap.gazetteer import Gazetteer

ADMIN_1 = "ne_10m_admin_1_states_provinces"
REGIONS = "ne_10m_geography_regions_polys"
ADMIN_0 = "ne_10m_admin_0_countries"
# The columns that Natural Earth documents for each, as far as they are read, and one more of each.
COLUMNS = {
    ADMIN_1: ("featurecla", "iso_3166_2", "name", "name_en", "name_ar"),
    REGIONS: ("FEATURECLA", "NAME", "NAME_EN", "NAME_AR"),
    ADMIN_0: ("featurecla", "ISO_A2_EH", "NAME_EN", "NAME_AR"),
}
Rows = Sequence[tuple[Any, ...]]
# A province that briefmap lacks, in two pieces; one that it knows; one that has no code of ISO 3166-2; one without Arabic.
PROVINCES: Rows = (
    ("Admin-1 states provinces", "ML-77", "Zarka", "Zarka", "ولاية زرقلان (مالي)", box(0, 18, 1, 19)),
    ("Admin-1 states provinces", "ML-77", "Zarka", "Zarka", "ولاية زرقلان (مالي)", box(2, 18, 3, 19)),
    ("Admin-1 states provinces", "ML-8", "Kidal", "Kidal", "دائرة كيدال الكبرى", box(0, 19, 3, 21)),
    ("Admin-1 states provinces", "ML-X01~", "Nameless", "Nameless", "ولاية بلا رمز", box(5, 5, 6, 6)),
    ("Admin-1 states provinces", "ML-78", "Latin", "Latin", None, box(6, 5, 7, 6)),
    ("Admin-1 states provinces", "ML-79", "North", "North", "ولاية الشمالية", box(7, 5, 8, 6)),
)
LANDS: Rows = (
    ("Range/mtn", "ZARKA MTS.", "Zarka Mountains", "جبال زرقلان العالية", box(0, 18, 3, 18.5)),
    ("Geoarea", "SAHEL", "Sahel", "الساحل", box(-15, 12, 20, 18)),
    ("Island", "ROMA", "Roma Island", "روما", box(127, -8, 128, -7)),
)
STATES: Rows = (
    ("Admin-0 country", "ML", "Mali", "جمهورية مالي الزرقلانية", box(-12, 10, 4, 25)),
    ("Admin-0 country", "ML", "Mali", "روما", box(-12, 10, 4, 25)),
    ("Admin-0 country", "-99", "Zarka", "دولة زرقلان الحرة", box(5, 10, 6, 25)),
)


def earth(folder: Path, layer: str, rows: Rows, *, crs: str = "EPSG:4326", without: str = "") -> Path:
    """A file as Natural Earth offers it: a shapefile in a zip of its name."""
    columns: Mapping[str, list[Any]] = {
        name: [row[at] for row in rows] for at, name in enumerate(COLUMNS[layer]) if name != without
    }
    folder = folder / "shapes"
    folder.mkdir(exist_ok=True)
    frame = geopandas.GeoDataFrame(columns, geometry=[row[-1] for row in rows], crs=crs)
    frame.to_file(folder / f"{layer}.shp", engine="pyogrio", encoding="UTF-8")
    path = folder.parent / f"{layer}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.glob(f"{layer}.*")):
            archive.write(part, part.name)
    return path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("natural-earth")
    given = [earth(folder, layer, rows) for layer, rows in ((ADMIN_1, PROVINCES), (REGIONS, LANDS), (ADMIN_0, STATES))]
    dumps = dump(folder / "allCountries.zip", PLACES), dump(folder / "alternateNamesV2.zip", NAMES)
    command = ["gazetteer", "build", "--geonames", dumps[0], "--alternate-names", dumps[1]]
    for path in given:
        command += ["--natural-earth", path]
    done = CliRunner().invoke(main, [*map(str, command), "-o", str(folder / "world.sqlite")])
    assert (done.exit_code, done.output.splitlines()[0][:6]) == (0, "Wrote "), done.output
    return folder / "world.sqlite"


def test_a_province_that_briefmap_lacks_comes_with_its_names_and_point(world: Path) -> None:
    with closing(Gazetteer.open(world)) as gazetteer:
        [place] = gazetteer.lookup("ولاية زرقلان")
        assert (place.id, place.name, place.name_ar, place.kind) == ("iso:ML-77", "Zarka", "ولاية زرقلان", "admin")
        assert (place.iso2, place.feature, place.source) == ("ML", "ADM1", "natural-earth")
        assert 18 < place.lat < 19
        assert gazetteer.lookup("زرقلان") == (place,)
        assert "iso:ML-79" in [p.id for p in gazetteer.lookup("ولاية الشمالية")]
        assert "iso:ML-79" not in [p.id for p in gazetteer.lookup("الشمالية")]  # no name, but a direction
        assert gazetteer.lookup("ولاية بلا رمز") == ()


def test_what_briefmap_knows_keeps_its_place_and_takes_the_further_name(world: Path) -> None:
    with closing(Gazetteer.open(world)) as gazetteer, closing(Gazetteer.open()) as known:
        assert gazetteer.lookup("دائرة كيدال الكبرى") == (known.place("iso:ML-8"),)
        assert gazetteer.lookup("جمهورية مالي الزرقلانية") == (known.country("ML"),)
        for name in ("روما", "كيدال", "الساحل"):  # an island and a state of that name, wrongly, do not hide the capital
            assert gazetteer.lookup(name) == known.lookup(name)
        assert [p.id for p in gazetteer.lookup("جبال زرقلان العالية")] == ["region:ne-zarka-mountains"]
    assert list(faults(world)) == []
    assert facts(world)["Polygons of its own"] == "5"


def test_polygons_are_drawn_where_briefmap_has_none(world: Path) -> None:
    boundaries, shipped = Boundaries.open(areas=world), Boundaries.open()
    drawn = boundaries.shape("iso:ML-77")
    assert shipped.shape("iso:ML-77") is None
    assert drawn is not None
    assert shape(drawn).equals(box(0, 18, 1, 19).union(box(2, 18, 3, 19)))
    assert boundaries.shape("iso:ML-8") == shipped.shape("iso:ML-8")
    briefing = brief(Article("هاجم مسلحون قرية في ولاية زرقلان شمالي مالي."), gazetteer=Gazetteer.open(world))
    kinds = {f["properties"]["place_id"]: f["geometry"]["type"] for f in json.loads(geojson_text(briefing))["features"]}
    assert kinds["iso:ML-77"] == "MultiPolygon"
    assert briefing.to_map() is not None
    assert brief(Article("هاجم مسلحون قرية في مالي.")).areas is None


def test_the_same_files_give_the_same_digest_and_others_another(tmp_path: Path) -> None:
    dumps = dump(tmp_path / "allCountries.zip", PLACES), dump(tmp_path / "alternateNamesV2.zip", NAMES)
    area = earth(tmp_path, ADMIN_1, PROVINCES)
    first = build(tmp_path / "1.sqlite", *dumps, areas=[area]).digest
    assert build(tmp_path / "1.sqlite", *dumps, areas=[area]).digest == first
    area = earth(tmp_path, ADMIN_1, PROVINCES[:2])
    assert build(tmp_path / "1.sqlite", *dumps, areas=[area]).digest != first


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("cut", f"{ADMIN_1}.zip: the zip is cut short or damaged (File is not a zip file); download it again"),
        ("damaged", f"{ADMIN_1}.zip: "),
        ("missing", f"{ADMIN_1}.zip: can't be read (no such file or directory)"),
        ("column", f"{ADMIN_1}.zip: has no column name_ar; give Natural Earth's 10m file of version 5"),
        ("crs", f"{ADMIN_1}.zip: its coordinates are WGS 84 / Pseudo-Mercator, not degrees of EPSG:4326"),
        ("points", f"{ADMIN_1}.zip: holds other things than polygons; give Natural Earth's 10m file of version 5"),
        ("empty", f"{ADMIN_1}.zip: no shapefile can be read in it ("),
        (
            "other",
            "ne_10m_rivers.zip: of Natural Earth's files only those of admin_0, admin_1, geography_regions_polys",
        ),
    ],
)
def test_a_broken_file_is_named_and_the_earlier_gazetteer_stays(tmp_path: Path, broken: str, message: str) -> None:
    output = tmp_path / "world.sqlite"
    output.write_bytes(b"the earlier one")
    path = earth(
        tmp_path,
        ADMIN_1,
        [(*row[:-1], Point(1, 1)) for row in PROVINCES] if broken == "points" else PROVINCES,
        crs="EPSG:3857" if broken == "crs" else "EPSG:4326",
        without="name_ar" if broken == "column" else "",
    )
    whole = path.read_bytes()
    if broken == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif broken == "damaged":
        path.write_bytes(whole[:60] + bytes(20) + whole[80:])
    elif broken == "missing":
        path.unlink()
    elif broken == "empty":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("read.txt", "nothing")
    elif broken == "other":
        path = path.rename(tmp_path / "ne_10m_rivers.zip")
    dumps = dump(tmp_path / "allCountries.zip", PLACES), dump(tmp_path / "alternateNamesV2.zip", NAMES)
    command = ["gazetteer", "build", "--geonames", dumps[0], "--alternate-names", dumps[1], "--natural-earth", path]
    done = CliRunner().invoke(main, [*map(str, command), "-o", str(output)])
    said = done.output.strip()
    assert done.exit_code == 2, said
    assert said.startswith(f"Error: {tmp_path}/{message}"), said
    assert "\n" not in said
    assert output.read_bytes() == b"the earlier one"
    assert not [p for p in tmp_path.iterdir() if p.suffix in (".part", ".stage")]
