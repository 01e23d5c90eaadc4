"""Cut the committed extracts of boundaries out of Natural Earth, as two packages carry it.

For maintainers, once per new version of a source; the build reads only what this writes. Needs shapely, pyogrio,
geopandas, pycountry and antimeridian, and the two packages unpacked (`gazetteer/extracts/boundaries-sources.toml` names them):

    python -m gazetteer.extract_boundaries world-atlas/package/countries-50m.json usr/share/qgis/resources/data/world_map.gpkg

Everything is noded on one grid, cut into faces and only then simplified as a coverage, so that neighbours share
every vertex of their common line. Each extract is TopoJSON with one arc and one geometry a line, sorted by id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import antimeridian
import geopandas
import numpy as np
import pycountry
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.tables import EXTRACTS, HERE, extract

SOURCES = EXTRACTS / "boundaries-sources.toml"
WORLDVIEWS = ("de-facto", "un")

# Degrees. The grid is the precision that is kept; the tolerance is the root of the area a dropped vertex may cut off.
COUNTRY_GRID, COUNTRY_TOLERANCE = 0.001, 0.01
PROVINCE_GRID, PROVINCE_TOLERANCE = 0.002, 0.02
BASEMAP_GRID, BASEMAP_TOLERANCE, BASEMAP_ISLAND = 0.025, 0.12, 0.025

# Natural Earth draws the chartered cities of the Philippines apart from the provinces that they lie in.
_MANILA = (
    "Caloocan|Las Pinas|Makati|Malabon|Mandaluyong City|Manila|Marikina|Muntinlupa|Navotas|Paranaque|Pasay|Pasig|Pateros|"
    "Quezon City|San Juan|Taguig|Valenzuela"
).split("|")
_CORDILLERA = "Abra|Apayao|Baguio|Benguet|Ifugao|Kalinga|Mountain Province".split("|")
_LUZON = (
    "Albay|Angeles|Aurora|Bataan|Batangas|Bulacan|Cagayan|Camarines Norte|Camarines Sur|Cavite|Dagupan|Ilocos Norte|"
    "Ilocos Sur|Isabela|La Union|Laguna|Lucena|Naga|Nueva Ecija|Nueva Vizcaya|Olongapo|Pampanga|Pangasinan|Quezon|Quirino|"
    "Rizal|Santiago|Sorsogon|Tarlac|Zambales"
).split("|")
_VISAYAS = (
    "Aklan|Antique|Bacolod|Biliran|Bohol|Capiz|Cebu|Eastern Samar|Guimaras|Iloilo|Lapu-Lapu|Leyte|Mandaue|"
    "Negros Occidental|Negros Oriental|Northern Samar|Ormoc|Samar|Siquijor|Southern Leyte|Tacloban"
).split("|")
_MINDANAO = (
    "Agusan del Norte|Agusan del Sur|Basilan|Bukidnon|Butuan|Cagayan de Oro|Camiguin|Compostela Valley|Cotabato|Davao|"
    "Davao Oriental|Davao del Norte|Davao del Sur|General Santos|Iligan|Lanao del Norte|Lanao del Sur|Maguindanao|"
    "Misamis Occidental|Misamis Oriental|Sarangani|South Cotabato|Sultan Kudarat|Sulu|Surigao del Norte|Surigao del Sur|"
    "Tawi-Tawi|Zamboanga|Zamboanga Sibugay|Zamboanga del Norte|Zamboanga del Sur"
).split("|")

# Features of world-atlas without a number of their own in ISO 3166-1, or with one that is not theirs alone.
NAMED = {
    "Ashmore and Cartier Is.": "AU",
    "Indian Ocean Ter.": "CC",
    "Kosovo": "XK",
    "N. Cyprus": "northern-cyprus",
    "Siachen Glacier": "siachen",
    "Somaliland": "somaliland",
}
# Parts that world-atlas draws with the mainland but ISO 3166-1 knows by a code of their own: from, west, south, east, north.
OVERSEAS = {
    "BQ": ("NL", -69, 11, -62, 18),
    "CX": ("CC", 105, -11, 106, -10),
    "GF": ("FR", -55, 2, -51, 6),
    "GP": ("FR", -62, 15.8, -61, 16.6),
    "MQ": ("FR", -61.3, 14.3, -60.7, 15),
    "RE": ("FR", 55, -22, 56, -20),
    "SJ": ("NO", -10, 70.5, -7, 72),
    "TK": ("NZ", -173, -10, -171, -8),
    "YT": ("FR", 45, -13.1, 45.4, -12.5),
}
SVALBARD = (10, 74, 35, 81.5)
# Countries too small for world-atlas, taken from the provinces' layer by its code.
FROM_PROVINCES = {"GI": "GIB", "TV": "TUV", "UM": "UMI"}
# What provinces.csv has no polygon for, since CLDR has no such code or Natural Earth an older name; regions that it draws.
PROVINCES_BY_HAND = {
    "BF-03": ("BFA", "Kadiogo"),
    "BF-04": ("BFA", "Boulgou", "Koulpélogo", "Kouritenga"),
    "BF-09": ("BFA", "Houet", "Kénédougou", "Tuy"),
    "BF-13": ("BFA", "Bougouriba", "Ioba", "Noumbiel", "Poni"),
    "BF-SOM": ("BFA", "Soum"),
    "ES-CN": ("ESP", "Las Palmas", "Santa Cruz de Tenerife"),
    "NA-CA": ("NAM", "Caprivi"),
    "PH-00": ("PHL", *_MANILA),
    "PH-14": ("PHL", "Basilan", "Lanao del Sur", "Maguindanao", "Sulu", "Tawi-Tawi"),
    "PH-15": ("PHL", *_CORDILLERA),
    "PK-GB": ("PAK", "Northern Areas"),
    "region:gaza-strip": ("PSX", "Gaza Strip"),
    "region:kasai": ("COD", "Kasaï-Occidental", "Kasaï-Oriental"),
    "region:katanga": ("COD", "Katanga"),
    "region:luzon": ("PHL", *_MANILA, *_CORDILLERA, *_LUZON),
    "region:mindanao": ("PHL", *_MINDANAO),
    "region:visayas": ("PHL", *_VISAYAS),
    "region:west-bank": ("PSX", "West Bank"),
}


def read_countries(path: Path) -> dict[str, BaseGeometry]:
    """The countries of a world-atlas file by ISO alpha-2, valid and cut at the antimeridian."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * (sx, sy) + (tx, ty) for arc in topology["arcs"]]

    def ring(ids: list[int]) -> np.ndarray:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]
        return np.concatenate([parts[0], *(p[1:] for p in parts[1:])])

    found: dict[str, list[BaseGeometry]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = NAMED.get(name) or pycountry.countries.get(numeric=geometry["id"]).alpha_2  # type: ignore[union-attr]
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        shape = shapely.MultiPolygon([shapely.Polygon(ring(p[0]), [ring(h) for h in p[1:]]) for p in polygons])
        found[code].append(shape if shape.is_valid else antimeridian.fix_multi_polygon(shape, fix_winding=True))
    return {code: shapely.union_all(parts) for code, parts in found.items()}


def cut_overseas(countries: dict[str, BaseGeometry]) -> None:
    """Give the overseas parts that have an ISO code their own feature."""
    for code, (parent, *box) in OVERSEAS.items():
        _move(countries, parent, code, shapely.box(*box))
    _move(countries, "NO", "SJ", shapely.box(*SVALBARD))


def _move(countries: dict[str, BaseGeometry], source: str, target: str, area: BaseGeometry) -> None:
    taken = countries[source].intersection(area)
    if taken.is_empty:
        raise SystemExit(f"{target}: nothing of {source} lies in its outline {area.bounds}; correct the outline")
    countries[source] = countries[source].difference(area)
    countries[target] = shapely.union_all([countries[target], taken]) if target in countries else taken


def cut_disputed(
    countries: dict[str, BaseGeometry], areas: Iterable[dict[str, Any]], lines: list[BaseGeometry]
) -> None:
    """Give every area of disputed.toml that says how to cut it its own feature."""
    for area in areas:
        cut = area.get("cut")
        if not cut:
            continue
        source = cut["from"]
        if "outline" in cut:
            _move(countries, source, area["id"], shapely.Polygon(cut["outline"]))
            continue
        # The claim lines are of the finer 10m scale, so they are drawn out at both ends until they cross the 50m border.
        knives = [
            _drawn_out(part, 0.3) for i in cut["lines"] for part in shapely.get_parts(shapely.line_merge(lines[i - 1]))
        ]
        point = shapely.Point(cut["point"])
        noded = shapely.union_all([countries[source].boundary, *knives])
        faces = [f for f in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))) if f.covers(point)]
        if not faces or faces[0].area > 0.5 * countries[source].area:
            raise SystemExit(
                f"{area['id']}: lines {cut['lines']} don't cut it off {source}; give more lines, or an outline"
            )
        _move(countries, source, area["id"], faces[0])


def _drawn_out(line: BaseGeometry, by: float) -> BaseGeometry:
    points = shapely.get_coordinates(line)

    def beyond(end: np.ndarray, before: np.ndarray) -> np.ndarray:
        step = end - before
        return np.asarray(end + step / np.hypot(*step) * by)

    return shapely.LineString([beyond(points[0], points[1]), *points, beyond(points[-1], points[-2])])


def coverage(shapes: Mapping[str, BaseGeometry], grid: float) -> dict[str, BaseGeometry]:
    """The same areas, every vertex on the grid, every common line shared vertex by vertex, no overlap."""
    keys = sorted(shapes)
    noded = shapely.union_all([shapes[k].boundary for k in keys], grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    tree = shapely.STRtree([shapes[k] for k in keys])
    owners: dict[int, int] = {}
    for face, owner in sorted(zip(*tree.query(shapely.point_on_surface(faces), predicate="within"), strict=True)):
        owners.setdefault(int(face), int(owner))
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for face, owner in owners.items():
        parts[keys[owner]].append(faces[face])
    return {k: _exact(shapely.coverage_union_all(parts[k]), grid) for k in keys if k in parts}


def _exact(shape: BaseGeometry, grid: float) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.round(np.round(xy / grid) * grid, 6))


def simplified(shapes: Mapping[str, BaseGeometry], tolerance: float) -> dict[str, BaseGeometry]:
    """The coverage with fewer vertices; those that stay are a subset, so they stay on the grid."""
    keys = sorted(shapes)
    return dict(zip(keys, shapely.coverage_simplify([shapes[k] for k in keys], tolerance), strict=True))


def _equal_area(shape: BaseGeometry) -> BaseGeometry:
    """Degrees of a cylindrical equal-area projection, in which a fjord weighs no more than a wadi of its size."""
    return shapely.transform(shape, lambda xy: np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))]))


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.column_stack([xy[:, 0], np.degrees(np.arcsin(np.radians(xy[:, 1])))]))


def basemap(countries: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The world for a page of a few hundred kilobytes: small islands dropped, but no country without a shape."""
    kept = {k: _without_islets(shape) for k, shape in countries.items()}
    # What the grid would swallow (Vatican City, Nauru) becomes a small diamond, cut out of what surrounds it.
    room = 2 * BASEMAP_GRID
    tiny = {k: g.centroid.buffer(room, quad_segs=1) for k, g in kept.items() if g.area < room * room * 2}
    clear = shapely.union_all(list(tiny.values()))
    rough = simplified({k: _equal_area(g) for k, g in kept.items() if k not in tiny}, BASEMAP_TOLERANCE)
    result = coverage({k: _degrees(g).difference(clear) for k, g in rough.items()} | tiny, BASEMAP_GRID)
    if lost := sorted(set(countries) - set(result)):
        raise SystemExit(f"the basemap lost {', '.join(lost)}; make BASEMAP_GRID finer")
    return result


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = sorted(shapely.get_parts(shape), key=lambda p: _equal_area(p).area)
    return shapely.MultiPolygon([p for p in parts if _equal_area(p).area >= BASEMAP_ISLAND] or parts[-1:])


def join_provinces(frame: geopandas.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Polygons of ISO 3166-2 codes, as provinces.csv joined them to the rows of the package's file."""
    polygons = {str(row): shape for row, shape in zip(frame.index, frame.geometry, strict=True)}
    polygons = simplified(coverage(polygons, PROVINCE_GRID), PROVINCE_TOLERANCE)
    joined = {row["code"]: row.many("polygons") for row in extract("provinces.csv") if row["polygons"]}
    for code, (adm0, *names) in PROVINCES_BY_HAND.items():
        rows = frame.index[(frame.adm0_a3 == adm0) & frame.name.isin(names)]
        if len(rows) < len(names):
            raise SystemExit(f"{code}: {adm0} has no province by one of the names {', '.join(names)}")
        joined.setdefault(code, tuple(map(str, rows)))
    drawn = {code: [polygons[row] for row in rows if row in polygons] for code, rows in joined.items()}
    return {code: shapely.coverage_union_all(parts) for code, parts in sorted(drawn.items()) if parts}


def worldviews(features: Mapping[str, BaseGeometry], areas: list[dict[str, Any]]) -> dict[str, BaseGeometry]:
    """`RU@un`: a country with the disputed areas that a worldview draws as part of it."""
    merged: dict[str, BaseGeometry] = {}
    for view in WORLDVIEWS:
        members: dict[str, list[str]] = defaultdict(list)
        for area in areas:
            if area["id"] in features and area[view]:
                members[area[view]].append(area["id"])
        for country, parts in members.items():
            merged[f"{country}@{view}"] = shapely.coverage_union_all([features[k] for k in (country, *parts)])
    return merged


def topojson(shapes: Mapping[str, BaseGeometry], grid: float, *, name: str) -> str:
    """TopoJSON of a coverage: lines that two shapes share are written once; `id` holds the key."""
    rings = {
        k: [[_points(r, grid) for r in (p.exterior, *p.interiors)] for p in _polygons(g)]
        for k, g in sorted(shapes.items())
    }
    every = [ring for polygons in rings.values() for polygon in polygons for ring in polygon]
    # A vertex that two rings pass with different neighbours is where lines meet: arcs begin and end there.
    passes: dict[tuple[int, int], frozenset[tuple[int, int]]] = {}
    junctions = set()
    for ring in every:
        for before, at, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
            if passes.setdefault(at, frozenset((before, after))) != {before, after}:
                junctions.add(at)
    arcs: dict[tuple[tuple[int, int], ...], int] = {}

    def cut(ring: list[tuple[int, int]]) -> list[int]:
        start = next((i for i, p in enumerate(ring) if p in junctions), ring.index(min(ring)))
        closed = [*ring[start:], *ring[: start + 1]]
        ends = [0, *(i for i in range(1, len(closed) - 1) if closed[i] in junctions), len(closed) - 1]
        ids = []
        for a, b in pairwise(ends):
            arc = tuple(closed[a : b + 1])
            back = arc[::-1]
            ids.append(~arcs[back] if back in arcs else arcs.setdefault(arc, len(arcs)))
        return ids

    geometries = []
    for key, polygons in rings.items():
        ids = [[cut(ring) for ring in polygon] for polygon in polygons]
        kind = "Polygon" if len(ids) == 1 else "MultiPolygon"
        geometries.append(_dump({"type": kind, "id": key, "arcs": ids[0] if len(ids) == 1 else ids}))
    deltas = [_dump([arc[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc))]) for arc in arcs]
    head = f'{{"type":"Topology","transform":{{"scale":[{grid},{grid}],"translate":[0,0]}},"arcs":[\n'
    middle = f'\n],"objects":{{"{name}":{{"type":"GeometryCollection","geometries":[\n'
    return head + ",\n".join(deltas) + middle + ",\n".join(geometries) + "\n]}}}\n"


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False))
    return sorted(parts, key=lambda p: p.bounds)


def _points(ring: BaseGeometry, grid: float) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in np.round(shapely.get_coordinates(ring)[:-1] / grid)]


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def disputed_lines(
    features: Mapping[str, BaseGeometry], areas: Iterable[dict[str, Any]], lines: list[BaseGeometry]
) -> dict[str, BaseGeometry]:
    """The lines that are drawn dashed: edges of the basemap itself, or Natural Earth's claim lines inside a country."""
    drawn: dict[str, BaseGeometry] = {}
    for area in areas:
        parts = []
        for a, b in area.get("edges", []):
            edge = features[a].boundary.intersection(features[b].boundary)
            parts.append(edge.intersection(shapely.box(*area["box"])) if "box" in area else edge)
        parts += [lines[i - 1].simplify(BASEMAP_GRID) for i in area.get("lines", [])]
        merged = shapely.union_all([p for part in parts for p in shapely.get_parts(part) if p.length])
        if merged.is_empty:
            if parts:
                raise SystemExit(f"{area['id']}: {area.get('edges')} share no edge; correct disputed.toml")
            continue
        drawn[area["id"]] = shapely.normalize(
            shapely.line_merge(merged) if merged.geom_type != "LineString" else merged
        )
    return drawn


def main(argv: list[str] | None = None) -> None:
    """Read the two packages' files and rewrite gazetteer/extracts/boundaries-*."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", type=Path, help="countries-50m.json of npm world-atlas")
    parser.add_argument("provinces", type=Path, help="world_map.gpkg of Debian qgis-common")
    given = parser.parse_args(argv)
    areas = tomllib.loads((HERE / "disputed.toml").read_text(encoding="utf-8"))["area"]
    lines = list(pyogrio.read_dataframe(given.provinces, layer="disputed_borders").geometry)
    frame = pyogrio.read_dataframe(given.provinces, layer="states_provinces", fid_as_index=True)

    countries = read_countries(given.countries)
    cut_overseas(countries)
    for code, adm0 in FROM_PROVINCES.items():
        countries[code] = shapely.union_all(frame.geometry[frame.adm0_a3 == adm0].values)
    cut_disputed(countries, areas, lines)
    features = simplified(coverage(countries, COUNTRY_GRID), COUNTRY_TOLERANCE)
    world = basemap(features)
    provinces = join_provinces(frame)
    dashed = disputed_lines(world, areas, lines)

    digests = {path.name: _digest(path.read_bytes()) for path in (given.countries, given.provinces)}
    for name, text in {
        "basemap": topojson(world, BASEMAP_GRID, name="countries"),
        "countries": topojson({**features, **worldviews(features, areas)}, COUNTRY_GRID, name="countries"),
        "disputed": "{\n" + ",\n".join(f"{_dump(k)}:{_dump(_lines(g))}" for k, g in sorted(dashed.items())) + "\n}\n",
        "provinces": topojson(provinces, PROVINCE_GRID, name="provinces"),
    }.items():
        path = EXTRACTS / f"boundaries-{name}.json"
        path.write_text(text, encoding="utf-8", newline="\n")
        digests[path.name] = _digest(text.encode())
        print(f"{path.name}: {len(text.encode()):,} bytes")
    record = SOURCES.read_text(encoding="utf-8")
    for name, digest in digests.items():
        record, count = re.subn(f'^"{re.escape(name)}" = ".*"$', f'"{name}" = "{digest}"', record, flags=re.M)
        if count != 1:
            raise SystemExit(f"{SOURCES.name}: {count} lines for {name!r}; it needs one, for its digest")
    SOURCES.write_text(record, encoding="utf-8", newline="\n")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(shape: BaseGeometry) -> list[list[list[float]]]:
    return [[[round(x, 3), round(y, 3)] for x, y in shapely.get_coordinates(part)] for part in shapely.get_parts(shape)]


if __name__ == "__main__":
    main()
