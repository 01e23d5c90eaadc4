import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from briefmap.boundaries import Boundaries
from briefmap.errors import GazetteerError
from briefmap.model import Place
from gazetteer import boundaries as compiled
from gazetteer.tables import CURATED, EXTRACTS, extract

FRANCE = Place("iso:FR", "France", "فرنسا", "country", 46.0, 2.0, "FR")
PEMBA = Place("geonames:1028918", "Pemba", "بيمبا", "city", -12.974, 40.518, "MZ")
SAHEL = Place("region:sahel", "Sahel", "الساحل", "region", 15.0, 3.0)
ANBAR = Place("iso:IQ-AN", "Anbar", "الأنبار", "admin", 32.9, 41.6, "IQ")


@pytest.fixture(scope="module")
def world() -> Boundaries:
    return Boundaries.open()


@pytest.fixture(scope="module")
def stored() -> dict[tuple[str, str], shapely.Geometry]:
    with sqlite3.connect(compiled.OUTPUT) as db:
        keys = db.execute("SELECT place, worldview FROM shape ORDER BY 1, 2").fetchall()
    world = Boundaries.open()
    return {(place, view): shape(world.shape(place, view or "un")) for place, view in keys}


@pytest.fixture(scope="module")
def basemap() -> dict[str, shapely.Geometry]:
    return {key: shape(g) for key, g in compiled.geometries(EXTRACTS / "boundaries-basemap.json").items()}


@pytest.fixture(scope="module")
def countries() -> dict[str, shapely.Geometry]:
    found = compiled.geometries(EXTRACTS / "boundaries-countries.json")
    return {key: shape(geometry) for key, geometry in found.items()}


# Geometry


def test_every_shape_is_valid_and_on_the_globe(stored: dict[tuple[str, str], shapely.Geometry]) -> None:
    assert [key for key, geometry in stored.items() if not geometry.is_valid] == []
    assert [key for key, g in stored.items() if not shapely.box(-180, -90, 180, 90).covers(g)] == []


def test_no_country_has_an_edge_across_the_antimeridian(countries: dict[str, shapely.Geometry]) -> None:
    def longest(geometry: shapely.Geometry) -> float:
        rings = [ring for p in shapely.get_parts(geometry) for ring in (p.exterior, *p.interiors)]
        pairs = [(a, b) for ring in rings for a, b in zip(ring.coords, ring.coords[1:], strict=False)]
        return max(abs(a[0] - b[0]) for a, b in pairs if min(a[1], b[1]) > -89.9)

    assert {key: longest(g) for key, g in countries.items() if longest(g) > 90} == {}
    assert [p.bounds[2] for p in shapely.get_parts(countries["RU"]) if p.bounds[0] < -179] != []


def test_neighbours_share_their_border_without_gap_or_overlap(
    countries: dict[str, shapely.Geometry], basemap: dict[str, shapely.Geometry]
) -> None:
    features = {key: g for key, g in countries.items() if "@" not in key}
    assert shapely.coverage_is_valid(list(features.values()))
    assert shapely.coverage_is_valid(list(basemap.values()))
    for a, b in (
        ("IQ", "SY"),
        ("ML", "NE"),
        ("FR", "ES"),
        ("RS", "XK"),
        ("UA", "crimea"),
        ("SD", "TD"),
        ("EG", "halaib"),
    ):
        for shapes in (features, basemap):
            assert shapes[a].intersection(shapes[b]).length > 0.3, (a, b)
            assert shapes[a].intersection(shapes[b]).area == 0, (a, b)


def test_provinces_of_a_country_share_their_borders() -> None:
    drawn = compiled.geometries(EXTRACTS / "boundaries-provinces.json")
    iraq = [shape(geometry) for code, geometry in drawn.items() if code.startswith("IQ-")]
    assert len(iraq) == 18
    assert shapely.coverage_is_valid(iraq)


def test_outer_rings_run_counterclockwise_as_geojson_asks(countries: dict[str, shapely.Geometry]) -> None:
    assert all(p.exterior.is_ccw for g in countries.values() for p in shapely.get_parts(g))


def test_every_province_that_is_joined_has_a_polygon() -> None:
    drawn = compiled.geometries(EXTRACTS / "boundaries-provinces.json")
    assert [row["code"] for row in extract("provinces.csv") if row["polygons"] and row["code"] not in drawn] == []


# Countries


def test_france_is_drawn_without_guiana_and_the_islands(countries: dict[str, shapely.Geometry]) -> None:
    assert countries["FR"].bounds == pytest.approx((-4.8, 41.4, 9.6, 51.1), abs=0.1)
    assert countries["GF"].contains(shapely.Point(-53.0, 4.0))
    assert {"GP", "MQ", "RE", "YT"} <= set(countries)


def test_kosovo_is_drawn_by_its_own_code(world: Boundaries) -> None:
    assert shape(world.shape("iso:XK")).contains(shapely.Point(21.17, 42.66))
    assert world.members("iso:XK") == ("XK",)


def test_the_two_worldviews_colour_crimea_differently(world: Boundaries) -> None:
    assert world.members("iso:UA", "un") == ("UA", "crimea")
    assert world.members("iso:RU", "un") == ("RU",)
    assert world.members("iso:UA", "de-facto") == ("UA",)
    assert world.members("iso:RU", "de-facto") == ("RU", "crimea")
    simferopol = shapely.Point(34.1, 44.95)
    assert shape(world.shape("iso:UA", "un")).contains(simferopol)
    assert not shape(world.shape("iso:UA", "de-facto")).contains(simferopol)


@pytest.mark.parametrize(
    ("country", "un", "de_facto"),
    [
        ("SY", ("SY", "golan"), ("SY",)),
        ("IL", ("IL",), ("IL", "golan")),
        ("SO", ("SO", "somaliland"), ("SO",)),
        ("CY", ("CY", "northern-cyprus"), ("CY",)),
        ("EH", ("EH", "western-sahara"), ("EH",)),
        ("MA", ("MA",), ("MA", "western-sahara")),
        ("EG", ("EG",), ("EG", "halaib")),
        ("GE", ("GE", "abkhazia", "south-ossetia"), ("GE",)),
        ("MD", ("MD", "transnistria"), ("MD",)),
        ("PS", ("PS",), ("PS",)),
        ("TW", ("TW",), ("TW",)),
    ],
)
def test_members_of_a_country_by_worldview(
    world: Boundaries, country: str, un: tuple[str, ...], de_facto: tuple[str, ...]
) -> None:
    assert world.members(f"iso:{country}", "un") == un
    assert world.members(f"iso:{country}", "de-facto") == de_facto


# Regions


def test_a_region_of_countries_is_drawn_by_the_features_of_the_basemap(world: Boundaries) -> None:
    assert {"BF", "ML", "NE", "TD"} <= set(world.members("region:sahel"))
    assert {"MA", "EH", "western-sahara", "EG"} <= set(world.members("m49:015"))


def test_a_region_with_provinces_needs_a_shape_of_its_own(world: Boundaries) -> None:
    assert world.members("region:kurdistan-region-iraq") == ()
    area = world.shape("region:kurdistan-region-iraq")
    assert shape(area).contains(shapely.Point(44.01, 36.19))


def test_a_region_that_is_a_disputed_area_is_drawn_by_its_feature(world: Boundaries) -> None:
    assert world.members("region:golan-heights") == ("golan",)
    assert world.members("region:crimea") == ("crimea",)


def test_gaza_and_the_west_bank_have_their_own_outlines(world: Boundaries) -> None:
    gaza, bank = shape(world.shape("region:gaza-strip")), shape(world.shape("region:west-bank"))
    assert gaza.contains(shapely.Point(34.46, 31.50)) and not gaza.contains(shapely.Point(34.57, 31.67))
    assert bank.contains(shapely.Point(35.2, 31.9)) and gaza.disjoint(bank)


def test_an_unknown_place_has_no_area(world: Boundaries) -> None:
    assert world.shape("region:nowhere") is None
    assert world.members("region:nowhere") == ()


# Basemap and disputes


def test_the_basemap_is_small_and_holds_every_country(
    world: Boundaries, countries: dict[str, shapely.Geometry]
) -> None:
    text = world.basemap()
    assert len(text.encode()) <= 170_000
    assert len(gzip.compress(text.encode(), 9, mtime=0)) <= 70_000
    geometries = json.loads(text)["objects"]["countries"]["geometries"]
    assert {g["id"] for g in geometries} == {key for key in countries if "@" not in key}
    assert {"VA", "MC", "NR", "TV", "GI", "BH", "QA", "MV"} <= {g["id"] for g in geometries}
    assert all(set(g) == {"type", "id", "arcs"} for g in geometries)


def test_every_dispute_says_what_it_is_in_both_languages(
    world: Boundaries, basemap: dict[str, shapely.Geometry]
) -> None:
    for dispute in world.disputed():
        assert dispute.name_ar and dispute.why_ar and dispute.name_en and dispute.why_en
        assert dispute.feature in {"", *basemap}
        assert dispute.part_of in {"", *basemap}
        assert bool(dispute.lines) == (dispute.drawn != "note"), dispute.id


def test_the_legend_of_golan(world: Boundaries) -> None:
    un, de_facto = ({d.id: d for d in world.disputed(view)}["golan"] for view in ("un", "de-facto"))
    assert un.name_ar == "الجولان"
    assert un.claimants == ("IL", "SY")
    assert (un.part_of, de_facto.part_of) == ("SY", "IL")
    assert un.lines == de_facto.lines


def test_dashed_lines_follow_the_edges_of_the_basemap(world: Boundaries, basemap: dict[str, shapely.Geometry]) -> None:
    crimea = next(d for d in world.disputed() if d.id == "crimea")
    edge = basemap["UA"].intersection(basemap["crimea"])
    assert shapely.MultiLineString(crimea.lines).hausdorff_distance(edge) < 0.001


# Places


def test_a_city_is_a_point_with_the_longitude_first(world: Boundaries) -> None:
    assert world.geometry(PEMBA) == {"type": "Point", "coordinates": [40.518, -12.974]}


def test_a_coastal_city_keeps_the_country_that_the_gazetteer_gives_it(world: Boundaries) -> None:
    # Pemba lies off the coarse coast, so no polygon holds it.
    assert world.join([PEMBA]).iso2.tolist() == ["MZ"]


def test_the_join_gives_areas_and_points_in_one_frame(world: Boundaries) -> None:
    frame = world.join([FRANCE, PEMBA, SAHEL, ANBAR])
    assert frame.crs == "EPSG:4326"
    assert frame.id.tolist() == ["iso:FR", "geonames:1028918", "region:sahel", "iso:IQ-AN"]
    assert frame.geom_type.tolist() == ["MultiPolygon", "Point", "MultiPolygon", "Polygon"]
    assert frame.is_valid.all()
    assert frame.name_ar.tolist() == ["فرنسا", "بيمبا", "الساحل", "الأنبار"]


def test_a_region_of_the_join_is_one_area_without_inner_borders(world: Boundaries) -> None:
    area = world.join([SAHEL]).geometry[0]
    parts = [shape(world.shape(f"iso:{code}")) for code in world.members("region:sahel")]
    assert area.area == pytest.approx(sum(part.area for part in parts))
    border = shape(world.shape("iso:ML")).intersection(shape(world.shape("iso:NE")))
    assert area.contains(border.centroid) and area.boundary.intersection(border).length == 0


def test_drawing_areas_needs_no_heavy_library() -> None:
    code = (
        "import sys; from briefmap.boundaries import Boundaries; world = Boundaries.open(); world.basemap();"
        "world.disputed(); world.shape('region:sahel'); print({'shapely', 'geopandas', 'pandas'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_an_empty_join_is_an_empty_frame(world: Boundaries) -> None:
    frame = world.join([])
    assert len(frame) == 0 and frame.crs == "EPSG:4326"


# The build, and files that aren't what they should be


def test_the_build_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    assert compiled.build(first) == compiled.build(second)
    assert first.read_bytes() == second.read_bytes()
    assert Boundaries.open(first).members("iso:SY") == ("SY", "golan")


def test_a_bad_outline_is_named_with_its_line_and_leaves_no_file(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    shutil.copytree(CURATED, curated)
    header = (CURATED / "regions.csv").read_text("utf-8").splitlines()[0]
    row = 'region:levant,region,RGN,Levant,,بلاد الشام,,,,"POLYGON ((1 2, 3 4))",1,2,editors'
    (curated / "regions.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with pytest.raises(GazetteerError, match=r"regions\.csv:2: outline is not a closed POLYGON"):
        compiled.build(tmp_path / "out.sqlite", curated=curated)
    assert not list(tmp_path.glob("out.sqlite*"))


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no boundaries there; reinstall briefmap"):
        Boundaries.open(tmp_path / "none.sqlite")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("ليست قاعدة بيانات", "utf-8")
    with pytest.raises(GazetteerError, match="not a file of boundaries"):
        Boundaries.open(path)


def test_boundaries_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        db.execute("INSERT INTO meta VALUES ('schema', '0')")
    with pytest.raises(GazetteerError, match="boundaries of version '0'"):
        Boundaries.open(path)


@pytest.mark.parametrize("region", ["m49:002", "m49:202", "region:sahel"])
def test_a_region_goes_into_files_as_one_valid_area(world: Boundaries, region: str) -> None:
    parts = shape(world.shape(region))
    assert not parts.is_valid, "its members touch along their borders"
    whole = shape(world.geometry(Place(region, "", "", "region", 0.0, 0.0)))
    assert whole.is_valid and whole.area == pytest.approx(shapely.union_all(shapely.get_parts(parts)).area, rel=1e-4)
    assert all(part.exterior.is_ccw for part in shapely.get_parts(whole))
