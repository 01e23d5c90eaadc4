"""Which part of the world a static picture shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefmap.export.labels import Box
    from briefmap.model import Place

__all__ = ["Bounds", "View", "view_of"]

# Degrees to be seen around a place whose area is unknown or too wide to be seen whole.
_AROUND = {"city": 2.5, "site": 2.5, "admin": 3.0, "country": 5.0, "water": 6.0, "region": 9.0}
_WIDEST = 80.0
Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True, slots=True)
class View:
    """A window in degrees; `east` may be beyond 180. `outside` holds the `id` of places left out of it."""

    west: float
    south: float
    east: float
    north: float
    outside: frozenset[str] = frozenset()

    def shifts(self, bounds: Bounds) -> list[int]:
        """By how many degrees a thing with these bounds is to be moved to be seen: once round the world, or not at all."""
        return [s for s in (-360, 0, 360) if bounds[0] + s < self.east and bounds[2] + s > self.west]

    def at(self, place: Place, box: Box) -> tuple[float, float]:
        """Where a place lies in the window drawn as `box`."""
        lon = place.lon + 360 * math.ceil((self.west - place.lon) / 360)
        x = (lon - self.west) / (self.east - self.west)
        y = (place.lat - self.south) / (self.north - self.south)
        return box.left + x * (box.right - box.left), box.bottom + y * (box.top - box.bottom)


def view_of(places: Sequence[Place], areas: Mapping[str, Bounds], aspect: float) -> View:
    """The window of that ratio of width to height that shows the places; the whole world where there are none.

    `areas` are the bounds of places by `id`. A few that lie apart, beyond a stretch wider than a third of the window,
    are left out. The window may cross the antimeridian.

    >>> from briefmap.model import Place
    >>> fiji, samoa = (Place(n, n, "", "country", -15.0, lon) for n, lon in (("Fiji", 178.0), ("Samoa", -172.0)))
    >>> view = view_of([fiji, samoa], {}, 1.5)
    >>> view.west < 178 and 188 < view.east < 200
    True
    """
    if not places:
        return _fitted(-180.0, -58.0, 180.0, 80.0, aspect, frozenset())
    start = _start(places)
    kept = sorted(places, key=lambda place: _turned(place.lon, start))
    lons = [_turned(place.lon, start) for place in kept]
    few = len(kept) // 6
    for cut in range(1, len(kept)):
        if lons[cut] - lons[cut - 1] > max((lons[-1] - lons[0]) / 3, 30) and min(cut, len(kept) - cut) <= few:
            kept = kept[cut:] if cut <= few else kept[:cut]
            break
    outside = frozenset(place.id for place in places) - {place.id for place in kept}
    return _fitted(*_bounds(kept, areas), aspect, outside)


def _start(places: Sequence[Place]) -> float:
    """Where to begin counting longitudes: after the widest stretch that holds none of the places."""
    lons = sorted({place.lon for place in places})
    gaps = [(after - lon, after) for lon, after in zip(lons, [*lons[1:], lons[0] + 360], strict=True)]
    return max(gaps)[1] % 360


def _turned(lon: float, start: float) -> float:
    return (lon - start + 1e-9) % 360


def _bounds(places: Sequence[Place], areas: Mapping[str, Bounds]) -> Bounds:
    start = _start(places)
    boxes = []
    for place in places:
        x, y, around = _turned(place.lon, start), place.lat, _AROUND[place.kind]
        box = (x - around, y - around, x + around, y + around)
        if area := areas.get(place.id):
            west, south, east, north = area
            if east - west <= _WIDEST and north - south <= _WIDEST and west <= place.lon <= east:
                box = (x + west - place.lon - 1, south - 1, x + east - place.lon + 1, north + 1)
        boxes.append(box)
    west, south = (start + min(box[0] for box in boxes), min(box[1] for box in boxes))
    east, north = (start + max(box[2] for box in boxes), max(box[3] for box in boxes))
    air = 0.03 * max(east - west, north - south)
    west, south, east, north = west - air, south - air, east + air, north + air
    turn = 360 if west >= 180 else 0
    return west - turn, max(south, -85.0), east - turn, min(north, 85.0)


def _fitted(west: float, south: float, east: float, north: float, aspect: float, outside: frozenset[str]) -> View:
    """The smallest window of that ratio around the bounds, in which a degree of the middle latitude is square."""
    middle = (south + north) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.4)
    width, height = (east - west) * squeeze, north - south
    if width / height < aspect:
        more = (height * aspect / squeeze - (east - west)) / 2
        west, east = west - more, east + more
    else:
        more = (width / aspect - height) / 2
        south, north = south - more, north + more
    return View(west, south, east, north, outside)
