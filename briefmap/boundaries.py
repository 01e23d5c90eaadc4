"""Polygons of countries, provinces and regions, the basemap, and the disputed areas; the join to a GeoDataFrame.

Coordinates are degrees, EPSG:4326. GeoJSON and shapely put the longitude first; this room alone turns a place's
(lat, lon) round. A city's country comes from the gazetteer, never from these polygons: their coasts are too coarse.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from briefmap.errors import GazetteerError
from briefmap.model import Place

if TYPE_CHECKING:
    import geopandas

__all__ = ["WORLDVIEWS", "Boundaries", "Dispute", "Worldview"]

Worldview = Literal["de-facto", "un"]
"""Whose colour a disputed area takes: of who holds it, or of the state that the United Nations places it in."""

WORLDVIEWS: dict[Worldview, tuple[tuple[str, str], tuple[str, str]]] = {
    "un": (
        ("حدود متنازع عليها (الأمم المتحدة)", "Disputed border (UN view)"),
        (
            "ترسم المناطق المتنازع عليها كما تضعها خرائط الأمم المتحدة وقراراتها.",
            "Disputed areas are drawn as the United Nations' maps and resolutions place them.",
        ),
    ),
    "de-facto": (
        ("حدود متنازع عليها (السيطرة الفعلية)", "Disputed border (as held)"),
        (
            "ترسم المناطق المتنازع عليها مع من يسيطر عليها على الأرض.",
            "Disputed areas are drawn with whoever holds them on the ground.",
        ),
    ),
}
"""What is said of each worldview, in Arabic and English: in a legend, beside a dashed line, and in a disclaimer."""

_EMBEDDED = Path(__file__).parent / "data" / "boundaries.sqlite"
_SCHEMA = "1"
CRS = "EPSG:4326"
_GRID = 0.001  # degrees: the decimals of the stored shapes


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disputed area, as a worldview draws it, with what the map's legend says of it."""

    id: str
    name_ar: str
    name_en: str
    why_ar: str
    why_en: str
    claimants: tuple[str, ...]
    """ISO alpha-2 of the states concerned, the holder first."""
    drawn: Literal["apart", "dashed", "note"]
    """A feature of its own with dashed lines, dashed lines alone, or words alone."""
    feature: str
    """`id` of the basemap's feature that is the area; empty where it has none."""
    part_of: str
    """ISO alpha-2 of the country whose colour it takes; empty: nobody's."""
    lat: float
    lon: float
    lines: tuple[tuple[tuple[float, float], ...], ...]
    """The lines to draw dashed, each of (longitude, latitude)."""


class Boundaries:
    """Read-only boundaries. Make one with `Boundaries.open()`; threads may share it.

    >>> world = Boundaries.open()
    >>> world.members("iso:UA"), world.members("iso:UA", "de-facto")
    (('UA', 'crimea'), ('UA',))
    >>> world.shape("iso:IQ-AN")["type"]
    'Polygon'
    """

    def __init__(self, db: sqlite3.Connection, more: bool = False) -> None:
        self._db = db
        self._more = more

    @classmethod
    def open(cls, path: Path | None = None, *, areas: Path | None = None) -> Self:
        """The boundaries that came with briefmap, or those of a file.

        `areas` is a gazetteer with polygons of its own (`Gazetteer.areas`), for places that these boundaries lack.
        Raises GazetteerError where the file is missing, broken, or of another version.
        """
        path = path or _EMBEDDED
        if not path.is_file():
            raise GazetteerError(
                f"{path}: no boundaries there; reinstall briefmap, or run python -m gazetteer.boundaries"
            )
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            (schema,) = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() or ("",)
            if areas:
                db.execute("ATTACH ? AS gazetteer", (f"{areas.absolute().as_uri()}?mode=ro&immutable=1",))
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: not a file of boundaries ({error}); reinstall briefmap") from None
        if schema != _SCHEMA:
            raise GazetteerError(
                f"{path}: boundaries of version {schema!r}, but this briefmap reads {_SCHEMA!r}; reinstall it"
            )
        return cls(db, areas is not None)

    def basemap(self) -> str:
        """The countries of the world as TopoJSON text, ready to stand inline in a page.

        The object `countries` holds one geometry a feature; its `id` is ISO alpha-2, or the lower-case name of a
        disputed area. Nothing crosses the antimeridian.
        """
        return str(self._db.execute("SELECT content FROM basemap").fetchone()[0])

    def members(self, place_id: str, worldview: Worldview = "un") -> tuple[str, ...]:
        """`id` of the basemap's features that make up a country or region; none where it needs a shape of its own.

        A region with provinces among its members is drawn by `shape`, since the basemap has no provinces.
        """
        features: list[str] = []
        for member in self._parts(place_id, worldview):
            below = self.members(member, worldview) if ":" in member else (member,)
            if not below and self._stored(member, worldview):
                return ()
            features += below
        return tuple(dict.fromkeys(features))

    def shape(self, place_id: str, worldview: Worldview = "un") -> dict[str, Any] | None:
        """The area of a country, province or region as a GeoJSON geometry, longitude first; None where unknown.

        A region's is a MultiPolygon of its members' polygons, side by side: `geometry` melts them into one.
        """
        if stored := self._stored(place_id, worldview):
            return stored
        polygons: list[Any] = []
        for member in self._parts(place_id, worldview):
            part = self.shape(member, worldview) if ":" in member else None
            if part:
                polygons += part["coordinates"] if part["type"] == "MultiPolygon" else [part["coordinates"]]
        return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None

    def geometry(self, place: Place, worldview: Worldview = "un") -> dict[str, Any]:
        """The place as a valid GeoJSON geometry: the area where it is one and is known, or else its point.

        A region's members are melted into one area.
        """
        area = None if place.kind in ("city", "site") else self.shape(place.id, worldview)
        if area and place.kind == "region" and not self._stored(place.id, worldview):
            import shapely
            from shapely.geometry import mapping, shape

            parts = shapely.get_parts(shape(area))
            area = mapping(shapely.orient_polygons(shapely.union_all(parts, grid_size=_GRID)))
        return area or {"type": "Point", "coordinates": [place.lon, place.lat]}

    def disputed(self, worldview: Worldview = "un") -> tuple[Dispute, ...]:
        """Every disputed area, by `id`, as the worldview draws it. The lines are the same in both."""
        found = []
        for (content,) in self._db.execute("SELECT content FROM dispute ORDER BY id"):
            row = json.loads(content)
            views = {view: row.pop(view) for view in ("de-facto", "un")}
            row["lon"], row["lat"] = row.pop("point")
            row["claimants"] = tuple(row["claimants"])
            row["lines"] = tuple(tuple((x, y) for x, y in line) for line in row["lines"])
            found.append(Dispute(**row, part_of=views[worldview]))
        return tuple(found)

    def join(self, places: Sequence[Place], worldview: Worldview = "un") -> geopandas.GeoDataFrame:
        """One row a place, in the order given, EPSG:4326: areas as polygons, cities and sites as points.

        A region's members are melted into one area. An area that isn't known is a point.
        """
        import geopandas
        from shapely.geometry import shape

        whole = [shape(self.geometry(place, worldview)) for place in places]
        columns = ("id", "name", "name_ar", "kind", "iso2", "lat", "lon")
        rows = {column: [getattr(place, column) for place in places] for column in columns}
        frame = geopandas.GeoDataFrame(rows, geometry=whole, crs=CRS)
        assert frame.crs == CRS, f"boundaries are {CRS}, the frame says {frame.crs}"
        return frame

    def _parts(self, place_id: str, worldview: Worldview) -> list[str]:
        query = "SELECT member FROM member WHERE place = ? AND worldview IN ('', ?) ORDER BY member"
        return [member for (member,) in self._db.execute(query, (place_id, worldview))]

    def _stored(self, place_id: str, worldview: Worldview) -> dict[str, Any] | None:
        query = "SELECT geometry FROM shape WHERE place = ? AND worldview IN ('', ?)"
        row = self._db.execute(query, (place_id, worldview)).fetchone()
        if row is None and self._more:
            row = self._db.execute("SELECT geometry FROM gazetteer.shape WHERE place = ?", (place_id,)).fetchone()
        found: dict[str, Any] | None = json.loads(zlib.decompress(row[0])) if row else None
        return found
