"""Each file is read by another library than the one that wrote it."""

import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pandas
import pyogrio
import shapely
from exports_sample import BRIEFING, FORMULA, HOSTILE, TEXT
from lxml import etree

from briefmap.boundaries import Boundaries
from briefmap.export import COLUMNS, geodataframe, geojson_text, rows
from briefmap.export.gis import EVIDENCE, csv_bytes, evidence_rows, gpkg_bytes, kml_bytes
from briefmap.model import Article, Briefing

KML = {"k": "http://www.opengis.net/kml/2.2"}
EMPTY = Briefing(Article(TEXT), (), (), BRIEFING.roles, "security 1", "1 abc")


def areas_and_points() -> list[shapely.Geometry]:
    world = Boundaries.open()
    return [shapely.geometry.shape(world.geometry(a.place)) for a in BRIEFING.assignments]


# CSV, read by pandas


def test_the_csv_has_a_row_for_each_sentence_of_each_role() -> None:
    table = pandas.read_csv(io.BytesIO(csv_bytes(BRIEFING)), keep_default_na=False)
    assert table.columns.tolist() == list(dict.fromkeys((*COLUMNS, *EVIDENCE)))
    assert table.to_dict("records") == evidence_rows(BRIEFING)
    assert table.role.tolist() == ["meeting_location", "repatriating_state", "repatriating_state", "reluctant_state"]
    assert table.quote[0] == "اجتمع الوزراء في روما أمس."
    assert table.lat[2] == -17.5


def test_the_csv_carries_the_mark_by_which_a_spreadsheet_knows_utf_8() -> None:
    assert csv_bytes(BRIEFING).startswith(b"\xef\xbb\xbfplace_id,")


def test_no_text_of_the_csv_is_a_formula() -> None:
    (row,) = pandas.read_csv(io.BytesIO(csv_bytes(HOSTILE)), keep_default_na=False).to_dict("records")
    assert row["quote"].startswith("'" + FORMULA)
    assert row["name"] == "'=1+1 <b> $x$ \""
    assert (row["name_ar"], row["role"], row["role_ar"][:5], row["role_en"]) == (
        "'-روما\ufffd",
        "'" + HOSTILE.roles[0].id,
        "'@دور",
        "'+role ]]>",
    )
    assert (row["lat"], row["lon"]) == (-1.5, -2.5)


# GeoJSON, read by shapely


def test_the_geojson_has_the_geometry_of_each_place() -> None:
    features = json.loads(geojson_text(BRIEFING))["features"]
    read = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    assert all(shapely.equals_exact(a, b) for a, b in zip(read, areas_and_points(), strict=True))
    assert [feature["properties"] for feature in features] == rows(BRIEFING)


# GeoPackage, read by SQLite


def opened(content: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.deserialize(content)
    db.row_factory = sqlite3.Row
    return db


def test_the_geopackage_has_areas_points_and_the_evidence() -> None:
    db = opened(gpkg_bytes(BRIEFING))
    kinds = db.execute("SELECT table_name, data_type FROM gpkg_contents ORDER BY 1").fetchall()
    assert [tuple(kind) for kind in kinds] == [
        ("areas", "features"),
        ("evidence", "attributes"),
        ("points", "features"),
    ]
    read = [dict(row) for layer in ("points", "areas") for row in db.execute(f"SELECT * FROM {layer} ORDER BY fid")]
    assert [{column: row[column] for column in COLUMNS} for row in read] == rows(BRIEFING)
    said = [dict(row) for row in db.execute("SELECT * FROM evidence ORDER BY fid")]
    wanted = evidence_rows(BRIEFING)
    columns = ("place_id", "role", *EVIDENCE)
    assert [{c: row[c] for c in columns} for row in said] == [{c: row[c] for c in columns} for row in wanted]


def test_the_geometries_of_the_geopackage_are_those_of_the_frame() -> None:
    db = opened(gpkg_bytes(BRIEFING))
    blobs = [row["geom"] for layer in ("points", "areas") for row in db.execute(f"SELECT * FROM {layer} ORDER BY fid")]
    # A header of 8 bytes, then the bounding box whose kind is in bits 1 to 3 of the flags, then WKB.
    read = [shapely.from_wkb(blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7] :]) for blob in blobs]
    assert all(shapely.equals(a, b) for a, b in zip(read, geodataframe(BRIEFING).geometry, strict=True))
    (srs,) = {row["srs_id"] for row in db.execute("SELECT srs_id FROM gpkg_geometry_columns")}
    assert srs == 4326


def test_the_geopackage_of_one_briefing_is_the_same_each_time() -> None:
    assert gpkg_bytes(BRIEFING) == gpkg_bytes(BRIEFING)


def test_a_briefing_without_roles_is_a_geopackage_without_rows() -> None:
    db = opened(gpkg_bytes(EMPTY))
    assert [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("areas", "points", "evidence")] == [0, 0, 0]


def test_the_geopackage_holds_hostile_text_as_it_is_but_for_what_utf_8_forbids() -> None:
    (row,) = opened(gpkg_bytes(HOSTILE)).execute("SELECT * FROM points").fetchall()
    assert row["quote"] == f"{FORMULA} \ufffd\ufffd\ufffd {{{{7*7}}}} `${{1}}`"
    assert row["role"] == HOSTILE.roles[0].id


# KML, read by GDAL and by an XML parser


def test_the_kml_has_a_folder_for_each_role_that_occurs_in_its_colour() -> None:
    root = etree.fromstring(kml_bytes(BRIEFING))
    assert root.xpath("//k:Folder/k:name/text()", namespaces=KML) == [
        "مكان اجتماع · Meeting location",
        "دولة تستعيد مواطنيها · Repatriating state",
        "دولة متحفظة · Reluctant state",
    ]
    assert root.xpath("//k:PolyStyle/k:color/text()", namespaces=KML)[1] == "805c7f1b"
    ids = set(root.xpath("//k:Style/@id", namespaces=KML))
    assert {url[1:] for url in root.xpath("//k:styleUrl/text()", namespaces=KML)} == ids


def test_gdal_reads_the_kml_as_the_same_places(tmp_path: Path) -> None:
    file = tmp_path / "briefing.kml"
    file.write_bytes(kml_bytes(BRIEFING))
    layers = [name for name, _ in pyogrio.list_layers(file)]
    frame = pandas.concat([pyogrio.read_dataframe(file, layer=layer) for layer in layers], ignore_index=True)
    for row, read, geometry in zip(rows(BRIEFING), frame.to_dict("records"), areas_and_points(), strict=True):
        taken = {"name": read["name_en"], "start": read["quote_start"], "end": read["quote_end"]}
        written = {column: str(taken.get(column, read.get(column))) for column in COLUMNS}
        assert written == {c: str(v).lower() if isinstance(v, bool) else str(v) for c, v in row.items()}
        assert shapely.equals(shapely.force_2d(read["geometry"]), geometry)
    assert frame.Name.tolist()[0] == "روما · Rome"


def test_what_google_earth_shows_of_a_place_runs_no_markup_of_the_article() -> None:
    root = etree.fromstring(kml_bytes(HOSTILE))
    (balloon,) = root.xpath("//k:Placemark/k:description/text()", namespaces=KML)
    shown = etree.fromstring(balloon)
    assert [element.tag for element in shown.iter()] == ["div", "p", "p"]
    assert shown[1].text == f"«{FORMULA} \ufffd\ufffd\ufffd {{{{7*7}}}} `${{1}}`»"
    assert root.xpath("//k:Data[@name='role']/k:value/text()", namespaces=KML) == [HOSTILE.roles[0].id]


def test_the_kml_credits_its_sources_and_tells_the_notes() -> None:
    noted = replace(BRIEFING, notes=("© OpenStreetMap contributors <b>",))
    (said,) = etree.fromstring(kml_bytes(noted)).xpath("//k:Document/k:description/text()", namespaces=KML)
    credit = "GeoNames (CC BY 4.0) · Natural Earth · Unicode CLDR"
    assert said == f"<p>© OpenStreetMap contributors &lt;b&gt;</p><p>{credit}</p>"
