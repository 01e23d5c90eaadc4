"""Compile the extracts of boundaries and the table of disputed areas into the file that briefmap ships.

    python -m gazetteer.boundaries [-o FILE]

Needs the standard library alone, and gives the same rows whoever runs it; `digest` in the table `meta` is taken
over the rows before they are packed, so that it holds for every version of SQLite and zlib.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sqlite3
import tempfile
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from briefmap.errors import GazetteerError
from gazetteer.tables import CURATED, EXTRACTS, HERE, curated, extract

__all__ = ["OUTPUT", "SCHEMA", "build", "geometries"]

SCHEMA = "1"
OUTPUT = HERE.parent / "briefmap" / "data" / "boundaries.sqlite"
WORLDVIEWS = ("de-facto", "un")

_TABLES = """
CREATE TABLE shape (place TEXT NOT NULL, worldview TEXT NOT NULL, west REAL NOT NULL, south REAL NOT NULL,
    east REAL NOT NULL, north REAL NOT NULL, geometry BLOB NOT NULL, PRIMARY KEY (place, worldview)) WITHOUT ROWID;
CREATE TABLE member (place TEXT NOT NULL, worldview TEXT NOT NULL, member TEXT NOT NULL,
    PRIMARY KEY (place, worldview, member)) WITHOUT ROWID;
CREATE TABLE dispute (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE basemap (content TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

Row = tuple[Any, ...]
Point = list[float]


def build(output: Path | None = None, *, curated: Path = CURATED, extracts: Path = EXTRACTS) -> str:
    """Write the boundaries to `output` (the package's own data folder unless given) and return their digest.

    Raises GazetteerError when a table is not as it should be; a file that was there stays.
    """
    path = output or OUTPUT
    tables = _compile(curated, extracts)
    digest = hashlib.sha256(json.dumps(tables, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as db:
            db.executescript(_TABLES)
            for table, rows in tables.items():
                for row in rows:
                    packed = (*row[:-1], zlib.compress(row[-1].encode(), 9)) if table == "shape" else row
                    db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", packed)
            db.executemany("INSERT INTO meta VALUES (?, ?)", [("digest", digest), ("schema", SCHEMA)])
            db.commit()
            db.execute("VACUUM")
        part.chmod(0o644)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return digest


def _compile(curated_tables: Path, extracts: Path) -> dict[str, list[Row]]:
    areas = tomllib.loads((HERE / "disputed.toml").read_text("utf-8"))["area"]
    lines = json.loads((extracts / "boundaries-disputed.json").read_text("utf-8"))
    basemap = "".join((extracts / "boundaries-basemap.json").read_text("utf-8").split("\n"))
    countries = geometries(extracts / "boundaries-countries.json")
    provinces = geometries(extracts / "boundaries-provinces.json")
    outlines, unions = _regions(curated_tables, extracts)

    for area in areas:
        if "region" in area:
            outlines.pop(area["region"], None)
            unions[area["region"]] = [f"area:{area['id']}"]

    shapes = {(region, ""): outline for region, outline in outlines.items()}
    shapes |= {(code if ":" in code else f"iso:{code}", ""): geometry for code, geometry in provinces.items()}
    members: list[Row] = [(region, "", member) for region, parts in unions.items() for member in parts]
    for key, geometry in countries.items():
        code, _, view = key.partition("@")
        if view:
            continue
        place = f"iso:{code}" if code.isupper() else f"area:{code}"
        views = {view: countries.get(f"{code}@{view}") for view in WORLDVIEWS}
        if not any(views.values()):
            shapes[place, ""] = geometry
            members.append((place, "", code))
            continue
        for view, merged in views.items():
            shapes[place, view] = merged or geometry
            taken = [a["id"] for a in areas if a[view] == code and a["id"] in countries]
            members += [(place, view, feature) for feature in (code, *taken)]
    return {
        "basemap": [(basemap,)],
        "dispute": [
            (a["id"], _dispute(a, lines.get(a["id"], []), countries)) for a in sorted(areas, key=lambda a: a["id"])
        ],
        "member": sorted(members),
        "shape": [(*key, *_box(g), json.dumps(g, separators=(",", ":"))) for key, g in sorted(shapes.items())],
    }


def _dispute(area: dict[str, Any], lines: list[Any], features: dict[str, Any]) -> str:
    said = ("id", "name_ar", "name_en", "claimants", "drawn", "point", "why_ar", "why_en", *WORLDVIEWS)
    feature = area.get("feature") or (area["id"] if area["id"] in features else "")
    if missing := [key for key in said if key not in area]:
        raise GazetteerError(f"disputed.toml: {area['id']} has no {', '.join(missing)}")
    return json.dumps(
        {**{k: area[k] for k in said}, "feature": feature, "lines": lines}, ensure_ascii=False, sort_keys=True
    )


def _regions(tables: Path, extracts: Path) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Outlines and members of the regions: the editors' rows first, then those of UN M49 that they left out."""
    outlines: dict[str, Any] = {}
    unions: dict[str, list[str]] = {}
    for row in curated("regions", tables):
        if row["outline"]:
            outlines[row["id"]] = _outline(row["outline"], row.where)
        elif row["members"]:
            unions[row["id"]] = list(row.many("members"))
    for row in extract("m49.csv", extracts):
        unions.setdefault(f"m49:{row['code']}", [_member(m) for m in row.many("members")])
    return outlines, unions


def _member(code: str) -> str:
    return code if ":" in code else f"iso:{code}"


def _outline(wkt: str, where: str) -> dict[str, Any]:
    match = re.fullmatch(r"POLYGON ?\(\(([-\d., ]+)\)\)", wkt)
    points = [[float(n) for n in pair.split()] for pair in match[1].split(",")] if match else []
    if len(points) < 4 or points[0] != points[-1] or any(len(p) != 2 for p in points):
        raise GazetteerError(f"{where}: outline is not a closed POLYGON ((longitude latitude, …)) without holes")
    return {"type": "Polygon", "coordinates": [points]}


def geometries(path: Path) -> dict[str, dict[str, Any]]:
    """The GeoJSON geometries of a TopoJSON extract by id, in degrees, outer rings counterclockwise."""
    topology = json.loads(path.read_text("utf-8"))
    grid = topology["transform"]["scale"][0]
    arcs = [list(_walk(arc, grid)) for arc in topology["arcs"]]

    def ring(ids: list[int]) -> list[Point]:
        points: list[Point] = []
        for i in ids:
            points += (arcs[i] if i >= 0 else arcs[~i][::-1])[1 if points else 0 :]
        return points

    found = {}
    for collection in topology["objects"].values():
        for geometry in collection["geometries"]:
            kind, ids = geometry["type"], geometry["arcs"]
            polygons = [[ring(r) for r in polygon] for polygon in (ids if kind == "MultiPolygon" else [ids])]
            found[geometry["id"]] = {"type": kind, "coordinates": polygons if kind == "MultiPolygon" else polygons[0]}
    return found


def _walk(arc: list[list[int]], grid: float) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield [round(x * grid, 4), round(y * grid, 4)]


def _box(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    xs, ys = zip(*(point for polygon in polygons for point in polygon[0]), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m gazetteer.boundaries", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("-o", "--output", type=Path, help="where to write (default: the package's own data folder)")
    options = parser.parse_args(arguments)
    digest = build(options.output)
    path = options.output or OUTPUT
    print(f"{path.name}: {path.stat().st_size:,} bytes, digest {digest[:12]}")


if __name__ == "__main__":
    main()
