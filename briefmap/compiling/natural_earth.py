"""What Natural Earth adds to a gazetteer: names and polygons of provinces and regions, further names of states.

Its files are read as it offers them, a zip of a shapefile each. What briefmap knows already stays: a name of a state or
region that leads somewhere leads there still, and the polygons that came with briefmap are drawn before these.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefmap import lexicon
from briefmap.arabic import has_arabic, key
from briefmap.compiling.form import cells
from briefmap.errors import GazetteerError
from briefmap.model import Place, PlaceKind

if TYPE_CHECKING:
    import geopandas

__all__ = ["add", "mark"]

_LAYERS = {
    "admin_0": ("iso_a2_eh", "name_en", "name_ar"),
    "admin_1": ("iso_3166_2", "name_en", "name_ar"),
    "geography_regions_polys": ("name_en", "name_ar"),
}
"""The files that are understood, by what their names hold, and the columns that are needed of each."""
_CODE = re.compile(
    "[A-Z]{2}-[A-Z0-9]{1,3}"
)  # Natural Earth makes up others, such as FR-X01~, where ISO 3166-2 has none
_ASIDE = re.compile(r"\s*[(،,].*")  # مقاطعة واشنطن (أوريغون)
_TOLERANCE = 0.01  # degrees: what a line may be simplified by; a map of an article shows no more


class _Area(NamedTuple):
    place: Place
    geometry: Any


def mark(path: Path) -> str:
    """What tells the file from another. Raises GazetteerError when there is no such file, or it is no sound zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            if broken := archive.testzip():
                raise GazetteerError(f"{path}: {broken} in it is damaged; download it again")
            return "-".join(f"{member.CRC:08x}" for member in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise GazetteerError(f"{path}: the zip is cut short or damaged ({error}); download it again") from None
    except OSError as error:
        raise GazetteerError(f"{path}: can't be read ({(error.strerror or str(error)).lower()})") from None


def add(db: sqlite3.Connection, path: Path) -> None:
    """Put a file's places and names into the tables of `stage`, beside `base`, and its polygons into `main.shape`.

    Raises GazetteerError where it is not a file of Natural Earth that adds something, or not as it should be.
    """
    layer = next((layer for layer in _LAYERS if f"{layer}_" in f"{path.stem}_"), "")
    if not layer:
        raise GazetteerError(
            f"{path}: of Natural Earth's files only those of {', '.join(_LAYERS)} say something here; their names stay as they are"
        )
    rows = _read(path, _LAYERS[layer])
    if layer == "admin_0":
        states = {id for (id,) in db.execute("SELECT id FROM base.place WHERE kind = 'country'")}
        for iso2, name in zip(rows["iso_a2_eh"], rows["name_ar"], strict=True):
            if f"iso:{iso2}" in states:  # -99 stands where ISO has no code
                _names(db, f"iso:{iso2}", name, "country")
        return
    for area in _provinces(rows) if layer == "admin_1" else _regions(db, rows):
        place = area.place
        if _names(db, place.id, place.name_ar, place.kind):
            db.execute("INSERT INTO stage.place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells(place))
        db.execute("INSERT OR IGNORE INTO main.shape VALUES (?, ?)", (place.id, _packed(area.geometry)))


def _read(path: Path, columns: Iterable[str]) -> geopandas.GeoDataFrame:
    """The rows that have an Arabic name, with small column names; the geometries simplified, their common lines alike."""
    import geopandas
    import pyogrio
    import shapely

    try:
        rows = geopandas.read_file(path, engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: no shapefile can be read in it ({error}); download it again") from None
    rows = rows.rename(columns={name: str(name).lower() for name in rows.columns})
    if missing := [name for name in columns if name not in rows]:
        raise GazetteerError(f"{path}: has no column {', '.join(missing)}; give Natural Earth's 10m file of version 5")
    if rows.crs is None or rows.crs.to_epsg() != 4326:
        raise GazetteerError(
            f"{path}: its coordinates are {rows.crs and rows.crs.name or 'of no known system'}, not degrees of EPSG:4326"
        )
    rows["name_ar"] = [_ASIDE.sub("", name).strip() if isinstance(name, str) else "" for name in rows["name_ar"]]
    rows = rows[rows["name_ar"].map(has_arabic) & rows.geometry.notna() & ~rows.geometry.is_empty]
    if not rows.geom_type.isin(("Polygon", "MultiPolygon")).all():
        raise GazetteerError(f"{path}: holds other things than polygons; give Natural Earth's 10m file of version 5")
    whole = shapely.make_valid(rows.geometry.to_numpy(), method="structure", keep_collapsed=False)
    simple = shapely.coverage_simplify(whole, _TOLERANCE)
    return rows.set_geometry(shapely.orient_polygons(shapely.set_precision(simple, 0.0001, mode="pointwise")))


def _provinces(rows: geopandas.GeoDataFrame) -> Iterable[_Area]:
    """One for each ISO code; several polygons of one are put together."""
    import shapely

    proper = rows[[isinstance(code, str) and bool(_CODE.fullmatch(code)) for code in rows["iso_3166_2"]]]
    for code, same in proper.groupby("iso_3166_2", sort=True):
        geometry = same.geometry.iloc[0] if len(same) == 1 else shapely.union_all(same.geometry.to_numpy())
        first = same.iloc[0]
        yield _Area(_place(f"iso:{code}", first, "admin", "ADM1", geometry, code[:2]), geometry)


def _regions(db: sqlite3.Connection, rows: geopandas.GeoDataFrame) -> Iterable[_Area]:
    """Those that briefmap doesn't know, and those that it knows as one region, under its id."""
    taken: dict[str, int] = {}
    for _, row in rows.iterrows():
        same = db.execute(
            "SELECT DISTINCT p.id, p.kind FROM base.name n JOIN base.place p ON p.id = n.place "
            "WHERE first = ? AND rest = ?",
            _filed(row["name_ar"]),
        ).fetchall()
        regions = [id for id, kind in same if kind == "region"]
        if same and len(regions) != 1:
            continue
        slug = "-".join(re.findall(r"[a-z0-9]+", str(row["name_en"] or row["name_ar"]).casefold())) or "region"
        taken[slug] = taken.get(slug, 0) + 1
        new = f"region:ne-{slug}" + (f"-{taken[slug]}" if taken[slug] > 1 else "")
        yield _Area(_place(regions[0] if regions else new, row, "region", "RGN", row.geometry), row.geometry)


def _place(id: str, row: Any, kind: PlaceKind, feature: str, geometry: Any, iso2: str = "") -> Place:
    point = geometry.representative_point()
    name = row["name_en"] if isinstance(row["name_en"], str) and row["name_en"] else row["name_ar"]
    lat, lon = round(point.y, 4), round(point.x, 4)
    return Place(id, name, row["name_ar"], kind, lat, lon, iso2, feature=feature, source="natural-earth")


def _names(db: sqlite3.Connection, id: str, name: str, kind: PlaceKind) -> bool:
    """File the Arabic name of a place under it, where it may lead there; whether it may.

    A province that briefmap doesn't know is found without the word for its kind too, unless what is left is one word
    with the article: that may be any adjective (الشمالية).
    """
    first, rest = _filed(name)
    found = {(first, rest): ("name", name)}
    if kind != "admin":
        known = db.execute("SELECT 1 FROM base.name WHERE first = ? AND rest = ? LIMIT 1", (first, rest)).fetchone()
        if known or not first:
            return False
    elif not db.execute("SELECT 1 FROM base.place WHERE id = ?", (id,)).fetchone():
        after, _, more = rest.partition(" ")
        if lexicon.load().head(first) == "admin" and after and (more or not after.startswith("ال")):
            found.setdefault((after, more), ("alias", name.split(maxsplit=1)[1]))
    db.executemany(
        "INSERT INTO stage.name VALUES (?, ?, ?, ?, ?)",
        [(first, rest, id, role, surface) for (first, rest), (role, surface) in found.items()],
    )
    return True


def _filed(name: str) -> tuple[str, str]:
    first, _, rest = key(name).partition(" ")
    return first, rest


def _packed(geometry: Any) -> bytes:
    from shapely.geometry import mapping

    return zlib.compress(json.dumps(mapping(geometry), separators=(",", ":")).encode(), 9)
