"""Check the curated tables, and say with file and line what is wrong.

    python -m gazetteer.validate

Exits with 1 when a row is wrong. What an editor should look at but may be right is only reported, and then how much
the tables hold. Needs shapely.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.ops import nearest_points

from briefmap.arabic import key
from briefmap.errors import GazetteerError
from briefmap.gazetteer import prior
from briefmap.model import Place
from gazetteer.boundaries import geometries
from gazetteer.compile import Compiled, compile_tables, kilometres
from gazetteer.tables import COLUMNS, CURATED, EXTRACTS, HERE, Row, bare, curated, extract

__all__ = ["doubts", "errors", "figures"]

REACH, SEA = 50, 700
"""How many kilometres off its country's simplified border a point may lie: in another country, and at sea, since
small islands aren't drawn and gas fields have no land at all."""

# Letters of Arabic, and ڤ; marks; digits; space, hyphen, apostrophe and full stop of abbreviations.
_NAME = re.compile("[\u0621-\u063a\u0641-\u064a\u06a4\u0640\u064b-\u0652\u0670\\d '.()/-]+")
_ARABIC_CELLS = ("name_ar", "names_ar", "stem", "plurals", "extra", "except", "excluded")
_NEEDED = ("name_en", "name_ar", "gloss_en", "stem")
_PREFIX = {"regions": ("region:", "m49:", "water:"), "sites": ("site:",), "towns": ("town:", "geonames:")}
# Tables in which one place may have several rows.
_REPEATING = ("capitals", "demonyms", "metonyms")


def errors(folder: Path = CURATED, extracts: Path = EXTRACTS) -> Iterator[str]:
    """What is wrong in the curated tables, each as `file:line: what, and the fix`."""
    countries = {row["iso2"] for row in extract("countries.csv", extracts)}
    sources = {s["id"] for s in tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["source"]} | {"editors"}
    far = _Borders(extracts).far
    wrong = False
    for table in COLUMNS:
        seen: dict[str, str] = {}
        try:
            for row in curated(table, folder):
                for error in _row(row, table, countries, sources, far, seen):
                    wrong = True
                    yield error
        except GazetteerError as error:
            wrong = True
            yield str(error)
    if not wrong:  # ids that name another table's place are only known once every table is read
        try:
            compile_tables(folder, extracts)
        except GazetteerError as error:
            yield str(error)


def _row(
    row: Row,
    table: str,
    countries: set[str],
    sources: set[str],
    far: Callable[[str, float, float], tuple[float, bool]],
    seen: dict[str, str],
) -> Iterator[str]:
    first = next(iter(row.cells))
    if table not in _REPEATING and row[first] in seen:
        yield f"{row.where}: {row[first]!r} stands at {seen[row[first]]} already; merge the two rows"
    seen.setdefault(row[first], row.where)
    for column in _NEEDED:
        if not row.cells.get(column, "-") and not (table == "provinces" and column == "name_en"):
            yield f"{row.where}: {column} is empty; fill it in"
    for column in _ARABIC_CELLS:
        names = row.many(column) if column in row.cells else ()
        for name in names:
            if not _NAME.fullmatch(name):
                strange = "".join(sorted({c for c in name if not _NAME.fullmatch(c)}))
                yield f"{row.where}: {name!r} holds {strange!r}, which is no Arabic letter; write it as Arabic news does"
        keys = [key(name) for name in names]
        if len(set(keys)) < len(keys) and column != "except":
            twice = next(name for name, k in zip(names, keys, strict=True) if keys.count(k) > 1)
            yield f"{row.where}: {column} holds {twice!r} twice, as the look-up reads it; keep one"
    if not row["source"] or set(row.many("source")) - sources:
        yield f"{row.where}: source {row['source']!r} is not editors or an id of sources.toml"
    if table in _PREFIX and not re.fullmatch(f"({'|'.join(_PREFIX[table])})[a-z0-9][a-z0-9-]*", row["id"]):
        yield f"{row.where}: id {row['id']!r} must be {' or '.join(_PREFIX[table])} and small letters, digits, hyphens"
    iso2 = row.cells.get("iso2", row["code"][:2] if table == "provinces" else "")
    if iso2 and iso2 not in countries:
        yield f"{row.where}: {iso2!r} is no country's code of ISO 3166-1; correct it"
    elif row.cells.get("lat") or row.cells.get("lon"):
        yield from _point(row, iso2, far)
    if row.cells.get("outline"):
        yield from _outline(row)


def _point(row: Row, iso2: str, far: Callable[[str, float, float], tuple[float, bool]]) -> Iterator[str]:
    try:
        lat, lon = row.number("lat"), row.number("lon")
    except GazetteerError as error:
        yield str(error)
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield f"{row.where}: no such point: {lat}, {lon}; lat is within ±90°, lon within ±180°"
    elif iso2 and row.cells.get("kind") != "water" and not row.cells.get("id", "").startswith("geonames:"):
        distance, abroad = far(iso2, lat, lon)
        if distance > (REACH if abroad else SEA):
            yield f"{row.where}: the point {lat}, {lon} is {distance:.0f} km outside {iso2}; correct the point or iso2"


def _outline(row: Row) -> Iterator[str]:
    try:
        outline = shapely.from_wkt(row["outline"])
    except shapely.errors.GEOSException:
        yield f"{row.where}: the outline is not WKT; write POLYGON((lon lat, …))"
        return
    if not outline.is_valid:
        yield f"{row.where}: the outline crosses itself ({shapely.is_valid_reason(outline)}); reorder its points"
    elif row["lat"] and outline.distance(shapely.Point(row.number("lon"), row.number("lat"))) > 2:
        yield f"{row.where}: lat and lon lie over 2° outside the outline; are they swapped?"


class _Borders:
    """How far a point lies outside a country, whichever way its borders are drawn."""

    def __init__(self, extracts: Path) -> None:
        self._drawn: dict[str, list[shapely.Geometry]] = defaultdict(list)
        for id, geometry in geometries(extracts / "boundaries-countries.json").items():
            self._drawn[id.split("@")[0]].append(shape(geometry))

    def far(self, iso2: str, lat: float, lon: float) -> tuple[float, bool]:
        """Kilometres from a country's nearest land, 0 if it isn't drawn, and whether another country's land is there."""
        point = shapely.Point(lon, lat)
        distances = [0.0] if iso2 not in self._drawn else []
        for land in self._drawn.get(iso2, ()):
            near = nearest_points(land, point)[0]
            distances.append(kilometres(lat, lon, near.y, near.x))
        distance = min(distances)
        return distance, distance > REACH and any(
            land.contains(point) for code, parts in self._drawn.items() if code != iso2 for land in parts
        )


def doubts(folder: Path = CURATED, extracts: Path = EXTRACTS) -> Iterator[str]:
    """What an editor should look at: members that are no place, aliases that hide a much larger one."""
    compiled = compile_tables(folder, extracts)
    for row in curated("regions", folder):
        for member in row.many("members"):
            if member not in compiled.places:
                yield f"{row.where}: the member {member} is no place; correct it, or name it in provinces.csv"
    yield from _idle_exclusions(folder, extracts)
    yield from _shadows(compiled, folder)


def _idle_exclusions(folder: Path, extracts: Path) -> Iterator[str]:
    """Exclusions of names that the extract no longer gives."""
    given = {
        f"geonames:{row['geonameid']}": {key(form) for name in row.many("names_ar") for form in (name, bare(name))}
        for row in extract("cities.csv", extracts)
    }
    for row in extract("provinces.csv", extracts):
        given[f"iso:{row['code']}"] = {key(form) for form in (row["name_ar"], bare(row["name_ar"]))}
    for row in curated("exclusions", folder):
        for name in row.many("excluded"):
            if key(name) not in given.get(row["place"], ()):
                yield f"{row.where}: {row['place']} is not called {name} in the extract; take the exclusion out"


def _shadows(compiled: Compiled, folder: Path) -> Iterator[str]:
    """Names under which a bare look-up no longer leads to a place ten times as large."""
    owners: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    capitals = {place for place, _ in compiled.capitals}
    for (text, id), (role, _) in compiled.names.items():
        if role in ("name", "alias"):
            owners[text].append((compiled.places[id], role))
    for table in ("regions", "sites", "towns"):
        for row in curated(table, folder):
            for name in row.many("names_ar"):
                mine = compiled.places[row["id"]]
                for other, role in owners[key(name)]:
                    hidden = prior(mine) < prior(other, other.id in capitals)
                    if role == "name" and hidden and other.population > max(100_000, 10 * mine.population):
                        yield f"{row.where}: the alias {name} hides {other.name} ({other.iso2}, {other.population:,})"
    for text, bearers in sorted(owners.items()):
        cities = [(place, role) for place, role in bearers if place.kind == "city" and place.id not in capitals]
        if len(cities) < len(bearers) or len(cities) < 2:
            continue
        first = min(cities, key=lambda city: (city[1] == "alias", prior(city[0])))[0]
        largest = max((place for place, _ in cities), key=lambda place: place.population)
        if largest.population > max(100_000, 10 * first.population):
            yield (
                f"exclusions.csv: the name {text} of {first.name} ({first.iso2}, {first.id}) hides {largest.name} "
                f"({largest.iso2}, {largest.population:,}); exclude it, or make it the larger one's main name"
            )


def figures(folder: Path = CURATED, extracts: Path = EXTRACTS) -> dict[str, int]:
    """How much the tables hold."""
    compiled = compile_tables(folder, extracts)
    places = compiled.places
    countries = [row["iso2"] for row in extract("countries.csv", extracts)]
    seats = {iso2 for _, iso2 in compiled.capitals}
    polygons = {f"iso:{code}" for code in geometries(extracts / "boundaries-provinces.json")}
    provinces = {id for id, p in places.items() if p.kind == "admin" and id.startswith("iso:") and p.name_ar}
    unnamed = [
        int(row["population"])
        for row in extract("cities_latin.csv.gz", extracts)
        if not getattr(places.get(f"geonames:{row['geonameid']}"), "name_ar", "")
    ]
    return {
        "countries and territories": len(countries),
        "of them with an Arabic name": sum(bool(places[f"iso:{iso2}"].name_ar) for iso2 in countries),
        "states without a capital in Arabic": sum(
            bool(row["capital"]) and row["iso2"] not in seats for row in extract("countries.csv", extracts)
        ),
        "provinces with an Arabic name and a point": len(provinces),
        "of them with a polygon": len(provinces & polygons),
        "populated places with an Arabic name": sum(p.kind == "city" and bool(p.name_ar) for p in places.values()),
        "cities above 500,000 without one": sum(people >= 500_000 for people in unnamed),
        "cities above 100,000 without one": sum(people >= 100_000 for people in unnamed),
        "curated regions and named features": sum(id.startswith(("region:", "water:", "site:")) for id in places),
        "names": len(compiled.names),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer.validate", description=(__doc__ or "").split("\n", 1)[0])
    parser.parse_args(arguments)
    found = list(errors())
    for line in found:
        print(line, file=sys.stderr)
    if found:
        raise SystemExit(1)
    for line in doubts():
        print(f"look at {line}")
    for what, count in figures().items():
        print(f"{count:>8,}  {what}")


if __name__ == "__main__":
    main()
